"""Tone toward a named actor, by voice, from a small classifier that knows when to stay silent.

What it can carry: how the sentences about an actor sound, to read them side by side. What
it cannot: rank outlets, negation and irony, tone without words for it. Its tested validity
stands in sentiment_model.md beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl

from analysis import tables
from analysis.errors import ParallaxError, nearest
from analysis.languages.detection import NOT_ENGLISH, foreign
from analysis.measures import uncertainty
from analysis.measures.tone import network, vader
from analysis.measures.tone.around import NOTHING, Around, around
from analysis.measures.tone.context import UNKNOWN, Context, context

Classifier = Callable[[Sequence[tuple[str, int, int]]], np.ndarray]
"""Rows of (sentence, start, end) → probabilities: negative, neutral, positive."""
LABELS = ("negative", "neutral", "positive")
MEASURE = "tone toward the actor"
UNSURE = "unsure"
"""The reason to abstain where the input is fine but no class is likely enough."""
SPEAKS = "only speaks here"
"""The reason where the target only says what the sentence tells: its tone is not toward it."""
DENIED = "denied, or told of a victim"
"""The reason where a "not" or a denial stands near, or harm is suffered: the network goes by
words and is blind to these."""
CALLED = 0.92
"""How often a judging word attached to the target is right (44 of 48 in 4,500 training targets)."""
LEAST = 3
"""Decided sentences below which an article's mean is not drawn."""
MOST_WORDS = 250
"""Longer "sentences" are lists or tables: the classifier abstains."""
_BATCH = 4096
# "No one accused …", "denied that …", "the court cleared …"
_DENIED = re.compile(
    r"\b(?:no one|nobody|none|neither|den(?:y|ied|ies|ying)|refut(?:ed?|es|ing)|clear(?:ed|s) \w+"
    r"|acquit(?:s|ted|tal)|exonerat\w+|vindicat\w+|absolv\w+|baseless|unfounded|falsely"
    r"|wrong(?:ly|fully)|debunk\w+)\b",
    re.IGNORECASE,
)
# "was the victim of an attack": harsh words, but not for the one who suffers.
_SUFFERED = re.compile(
    r"\b(?:victims?|survivors?|survived|(?:was|were|been|being) (?:brutally |badly |fatally )?"
    r"(?:attacked|assaulted|beaten|shot|stabbed|robbed|raped|killed|murdered|injured|wounded"
    r"|abused|kidnapped|threatened))\b",
    re.IGNORECASE,
)
_MARKS = ".,;:!?()[]\"'“”‘’…"


def polarity(mentions: pl.DataFrame, *, classifier: Classifier | None = None) -> pl.DataFrame:
    """Classify the tone of each sentence toward its target.

    P(class) = softmax(z / T) with z the network's scores and T the temperature that
    calibrates them; where a judging word names or describes the target ("dictator Roe"), P of
    its class is `CALLED` instead. label = the likeliest class; score = P(positive) - P(negative),
    from -1 to 1, higher is more favourable; confidence = the largest P. `abstained`
    where confidence is below the threshold (chosen on NewsMTSC dev so that half of the
    targets are kept); where the target only speaks and the sentence sounds of what it says
    (`SPEAKS`); where something is denied (`DENIED`); or where `reason` says why the input
    cannot be judged at all: its label is then neutral, score and confidence 0.

    Reads sentence, start, end (the target's span, in code points of the sentence). One
    row of the result is the same row of the input. `classifier` replaces the shipped
    network by another. Raises ParallaxError only when a column is missing.

    Source: trained on NewsMTSC (Hamborg & Donnay, EACL 2021); T after Guo et al. (2017).

    >>> rows = pl.DataFrame({"sentence": ["Critics condemned Roe as a corrupt liar."],
    ...     "start": [18], "end": [21]})
    >>> polarity(rows)["label"].item()
    'negative'
    """
    tables.require(mentions, "mentions", "sentence", "start", "end")
    classify = classifier or _shipped
    parts = [_polarity(part, classify) for part in mentions.iter_slices(_BATCH)]
    return pl.concat(parts) if parts else _frame(np.zeros((0, 3)), [])


def _polarity(mentions: pl.DataFrame, classify: Classifier) -> pl.DataFrame:
    rows = list(mentions.select("sentence", "start", "end").iter_rows())
    reasons = [_unfit(*row) for row in rows]
    fit = [i for i, reason in enumerate(reasons) if reason is None]
    found = np.zeros((len(rows), 3))
    near = [NOTHING] * len(rows)
    if fit:
        found[fit] = classify([rows[i] for i in fit])
        for i in fit:
            near[i] = around(*rows[i])
            found[i], reasons[i] = _mended(found[i], near[i], _is_denied(rows[i][0]))
    return _frame(found, reasons)


def _mended(found: np.ndarray, near: Around, denied: bool) -> tuple[np.ndarray, str | None]:
    """Let what the target is called decide; doubt what it says, and what is denied."""
    if near.called and not (near.denied or denied):
        called, others = (2, (0, 1)) if near.called > 0 else (0, (2, 1))
        mended = np.zeros(3)
        mended[called] = max(CALLED, found[called])
        mended[others[1]] = 1 - mended[called]
        return mended, None
    if found.argmax() == 1 and not near.called:
        return found, None
    return found, DENIED if near.denied or denied else SPEAKS if near.says else None


def _is_denied(sentence: str) -> bool:
    """Whether the sentence denies what it says, or tells of harm done to somebody."""
    return bool(_DENIED.search(sentence) or _SUFFERED.search(sentence))


def _shipped(rows: Sequence[tuple[str, int, int]]) -> np.ndarray:
    known = network.vocabulary()
    return network.probabilities([context(*row, known) for row in rows])


def _frame(found: np.ndarray, reasons: list[str | None]) -> pl.DataFrame:
    """Lay out probabilities, all zero where the input cannot be judged."""
    doubted = np.array([reason in (SPEAKS, DENIED) for reason in reasons], bool)
    unfit = np.array([reason is not None for reason in reasons], bool) & ~doubted
    best = np.where(unfit, 1, found.argmax(1))
    confidence = found.max(1, initial=0)
    unsure = ~unfit & ~doubted & (confidence < network.threshold())
    return pl.DataFrame(
        {
            "label": pl.Series([LABELS[i] for i in best], dtype=pl.String),
            "score": found[:, 2] - found[:, 0],
            "confidence": confidence,
            "abstained": unfit | doubted | unsure,
            "reason": pl.Series(
                [
                    reason or (UNSURE if u else None)
                    for reason, u in zip(reasons, unsure, strict=True)
                ],
                dtype=pl.String,
            ),
        }
    )


def _unfit(sentence: str | None, start: int | None, end: int | None) -> str | None:
    """Say why a target cannot be judged, or None."""
    if not sentence or not sentence.strip():
        return "empty sentence"
    if start is None or end is None or not 0 <= start < end <= len(sentence):
        return "target outside the sentence"
    words = sentence.split()
    if len(words) > MOST_WORDS:
        return f"more than {MOST_WORDS} words"
    return None if _is_english(words) else NOT_ENGLISH


def _is_english(words: list[str]) -> bool:
    """Whether the network knows most of the words that are no names, where there are four."""
    plain = [word.strip(_MARKS) for word in words if word[0].isalpha() and not word[0].isupper()]
    known = network.vocabulary()
    found = sum(word.replace("’", "'") in known for word in plain)
    foreign = sum(not letter.isascii() for word in plain for letter in word)
    enough = len(plain) < 4 or found >= 0.6 * len(plain)
    return enough and 2 * foreign <= sum(map(len, plain))


def explain(sentence: str, start: int, end: int) -> pl.DataFrame:
    """Show which words moved the tone toward the target `sentence[start:end]`.

    effect = score of the sentence - score without the word (occlusion, Zeiler & Fergus
    2014): positive where the word made the tone more favourable. One row is one word,
    the strongest first: word, start, end, effect.

    >>> explain("Critics condemned Roe as a corrupt liar.", 18, 21)["effect"][0] < 0
    True
    """
    if _unfit(sentence, start, end):
        return pl.DataFrame(
            schema={"word": pl.String, "start": pl.Int64, "end": pl.Int64, "effect": pl.Float64}
        )
    whole = context(sentence, start, end, network.vocabulary())
    places = [i for i in range(len(whole.words)) if i != whole.target]
    found = network.probabilities([whole, *(_without(whole, i) for i in places)])
    scores = found[:, 2] - found[:, 0]
    spans = [whole.spans[i] for i in places]
    return pl.DataFrame(
        {
            "word": pl.Series([sentence[a:b] for a, b in spans], dtype=pl.String),
            "start": pl.Series([a for a, _ in spans], dtype=pl.Int64),
            "end": pl.Series([b for _, b in spans], dtype=pl.Int64),
            "effect": scores[0] - scores[1:],
        }
    ).sort(pl.col("effect").abs(), descending=True, maintain_order=True)


def _without(whole: Context, place: int) -> Context:
    words = [UNKNOWN if i == place else word for i, word in enumerate(whole.words)]
    return whole._replace(words=words)


def judged(corpus: Any, *, actor: str, voice: str = "outlet") -> pl.DataFrame:
    """Judge every mention of an actor in the articles' bodies.

    Reads mentions, sentences and articles of the corpus, or the ``judgements`` that it keeps.
    One row is one mention, as in `judgements`, without actor and voice; ``voice`` is outlet,
    quoted, reported or all. Raises ParallaxError where the actor or the voice is unknown.
    """
    _check(corpus, actor, voice)
    kept = getattr(corpus, "judgements", None)
    rows = (judgements(corpus) if kept is None else kept).filter(pl.col("actor") == actor)
    if voice != "all":
        rows = rows.filter(pl.col("voice") == voice)
    return rows.drop("actor", "voice")


def judgements(corpus: Any) -> pl.DataFrame:
    """Judge every mention of every actor in the articles' bodies: `Corpus.judgements` keeps it.

    Reads mentions, sentences and articles of the corpus. One row is one mention: actor, voice,
    article_id, outlet, sentence, passage (its sentence's id, `article_id:start-end`),
    text, start and end (of the mention, in text), the columns of `polarity`, and
    `vader`, the compound score of the whole sentence (Hutto & Gilbert 2014), a baseline
    that knows no target.

    >>> import analysis as an
    >>> rows = judgements(an.load("corpus/vostochny-2023"))
    >>> rows["score"].is_between(-1, 1).all()
    True
    """
    mentions = corpus.mentions
    if "kind" in mentions.columns:
        mentions = mentions.filter(pl.col("kind") == "body")
    whole = corpus.sentences.select(
        "article_id", "sentence", pl.col("start").alias("first"), pl.col("end").alias("last")
    )
    rows = mentions.join(whole, on=["article_id", "sentence"], maintain_order="left").join(
        corpus.articles.select("article_id", "outlet"), on="article_id", maintain_order="left"
    )
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    spans = rows.select("article_id", "first", "last").iter_rows()
    rows = rows.select(
        "actor",
        "voice",
        "article_id",
        "outlet",
        "sentence",
        passage=tables.passage_id("first", "last"),
        text=pl.Series([texts[a][first:last] for a, first, last in spans], dtype=pl.String),
        start=pl.col("start") - pl.col("first"),
        end=pl.col("end") - pl.col("first"),
    )
    found = polarity(rows.rename({"text": "sentence", "sentence": "number"}))
    baseline = vader.polarity(rows["text"]).select(vader="compound")
    found = _abstain(found, rows["article_id"].is_in(list(foreign(corpus.articles))))
    return pl.concat([rows, found, baseline], how="horizontal")


def _abstain(found: pl.DataFrame, where: pl.Series) -> pl.DataFrame:
    """No tone of a text in another language, however English a sentence of it may look."""
    nothing = {"label": "neutral", "score": 0.0, "confidence": 0.0, "abstained": True}
    nothing["reason"] = NOT_ENGLISH
    return found.with_columns(
        pl.when(where).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
        for column, value in nothing.items()
    )


def _check(corpus: Any, actor: str, voice: str) -> None:
    voices = (*tables.VOICES, "all")
    if voice not in voices:
        raise ParallaxError("toward", f"unknown voice '{voice}'", nearest(voice, voices))
    known = set(corpus.mentions["actor"])
    if actor not in known:
        remedy = nearest(actor, known) if known else "name the actors in event.toml"
        raise ParallaxError("toward", f"no mention of the actor '{actor}'", remedy)


def toward(
    corpus: Any,
    *,
    actor: str | None = None,
    voice: str = "outlet",
    level: float = 0.95,
    seed: int = 0,
    decided: bool = True,
) -> pl.DataFrame:
    """Measure each article's tone toward an actor (else every actor), in one voice.

    value = mean score of the decided sentences that name the actor (a sentence with several
    decided mentions counts once, with their mean), from -1 to 1, higher is more favourable;
    null where none is. Sentences that the classifier abstains on are left out: `abstained`
    counts them. With ``decided=False`` those it merely doubts count with their score. Charts
    leave out what rests on fewer than `LEAST` sentences. low and high: the interval from
    resampling the article's sentences (null where n < 2). null_low and null_high: where the
    mean would lie if the outlet did not matter, from shuffling the actor's sentences over the
    articles, with family-wise control over the articles. A value inside that band is no
    difference between outlets.

    One row of the result is one article and actor, with the columns of
    `tables.MEASURES` (n = sentences that count, evidence = their passage ids), and abstained
    (how many more name the actor and get no label), null_low, null_high, vader (mean compound
    of the same sentences; a baseline only). Raises ParallaxError for an unknown actor or voice.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = toward(corpus, actor="kim", voice="outlet")
    >>> rows["value"].drop_nulls().is_between(-1, 1).all()
    True
    """
    actors = [actor] if actor else sorted(set(corpus.mentions["actor"]))
    rows = [_toward(corpus, name, voice, level, seed, decided) for name in actors]
    return pl.concat([_EMPTY, *rows])


_HEARD = (UNSURE, SPEAKS, DENIED)
_ADDED = dict.fromkeys(("null_low", "null_high", "vader"), pl.Float64())
_EMPTY = pl.DataFrame(schema=tables.MEASURES.schema | {"abstained": pl.Int64()} | _ADDED)


def _toward(
    corpus: Any, actor: str, voice: str, level: float, seed: int, decided: bool
) -> pl.DataFrame:
    mentions = judged(corpus, actor=actor, voice=voice)
    counts = ~pl.col("abstained") if decided else pl.col("reason").fill_null(UNSURE).is_in(_HEARD)
    key = ("article_id", "passage")
    sentences = (
        mentions.filter(counts)
        .group_by(key, maintain_order=True)
        .agg(pl.col("score").mean(), pl.col("vader").first())
    )
    units = sentences["score"], sentences["article_id"]
    silent = mentions.select(key).unique().join(sentences, on=key, how="anti")
    interval = uncertainty.resample_interval(*units, level=level, seed=seed)
    null = uncertainty.permutation_null(*units, level=level, seed=seed)
    parts = (
        interval.rename({"group": "article_id"}),
        null.select("null_low", "null_high", article_id="group"),
        sentences.group_by("article_id").agg(pl.col("vader").mean(), evidence="passage"),
        silent.group_by("article_id").agg(abstained=pl.len().cast(pl.Int64)),
    )
    rows = corpus.articles.select("article_id", "outlet")
    for part in parts:
        rows = rows.join(part, on="article_id", how="left", maintain_order="left")
    rows = rows.with_columns(
        pl.col("n", "abstained").fill_null(0),
        pl.col("evidence").fill_null([]),
        voice=pl.lit(voice),
        target=pl.lit(actor),
        measure=pl.lit(MEASURE),
        unit=pl.lit("P(positive) - P(negative)"),
    )
    added = rows.select("abstained", "null_low", "null_high", "vader")
    return pl.concat([tables.conform(rows, tables.MEASURES), added], how="horizontal")
