"""Readability: textstat's scores for many texts, by article, voice or paragraph kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError, nearest
from analysis.languages import folding
from analysis.languages.detection import foreign
from analysis.measures.readability import languages
from analysis.measures.readability.counts import text_counts
from analysis.measures.readability.formulas import METRICS, evaluate
from analysis.measures.readability.ranges import counts_without_each
from analysis.measures.readability.units import (
    Unit,
    article_units,
    sentences_in,
    texts_by_id,
    token_units,
)
from analysis.runtime import collection_paused
from analysis.tables import require

COUNTS = (
    "char_count",
    "letter_count",
    "lexicon_count",
    "miniword_count",
    "long_word_count",
    "syllable_count",
    "monosyllabcount",
    "polysyllabcount",
    "sentence_count",
)
HEADLINE = ("flesch_reading_ease", "flesch_kincaid_grade", "lix")
SAMPLE = 100  # words: the sample that Flesch (1948) counted, and the least to compare outlets by
_KEYS = {"article": None, "voice": "voice", "paragraph kind": "kind"}


def scores(
    articles: pl.DataFrame,
    *,
    by: str = "article",
    tokens: pl.DataFrame | None = None,
    metrics: Sequence[str] | None = None,
    minimum: int = 1,
    as_typed: bool = False,
) -> pl.DataFrame:
    """Give textstat's readability scores, exactly, for each article, voice or paragraph kind.

    Texts are scored in their normal form (`languages.folding`): textstat takes "isn’t" for
    a difficult word and "isn't" for an easy one, so that between two outlets its scores
    would measure their apostrophes. ``as_typed`` gives textstat's figure for the text as
    it stands.

    W words, S sentences by textstat's rule, Y syllables, C characters, L letters,
    P words of three or more syllables, G words of more than six letters, M words of
    at most three letters, D words that are not among the easy ones and have two or
    more syllables (D0 any, D3 three), K chunks between whitespace:

    ====================================  =========================================  ======
    flesch_reading_ease                   206.835 − 1.015 W/S − 84.6 Y/W             easier
    flesch_kincaid_grade                  0.39 W/S + 11.8 Y/W − 15.59                harder
    smog_index                            1.043 √(30 P/S) + 3.1291                   harder
    coleman_liau_index                    5.8 L/W − 29.6 S/W − 15.8                  harder
    automated_readability_index           4.71 C/K + 0.5 W/S − 21.43                 harder
    dale_chall_readability_score          15.79 D0/W + 0.0496 W/S, + 3.6365 if       harder
                                          D0/W > 5 %
    dale_chall_readability_score_v2       15.79 D/W + 0.0496 W/S, + 3.6365 if that   harder
                                          exceeds 0.05
    difficult_words                       distinct words among D                     harder
    linsear_write_formula                 of the first hundred words: (W + 2 P)/S,   harder
                                          less 2 if at most 20, halved
    gunning_fog                           0.4 (W/S + 100 D3/W)                       harder
    text_standard                         the grade most of eight scores round to,   harder
                                          from 1 to 18 (textstat's float output)
    lix                                   W/S + 100 G/W                              harder
    rix                                   G/S                                        harder
    spache_readability                    0.141 W/S + 8.6 D/W + 0.839                harder
    mcalpine_eflaw                        (W + M)/S                                  harder
    reading_time                          0.01469 C, in seconds                      longer
    ====================================  =========================================  ======

    The last column says what a higher value means; ``METRICS`` holds unit and source
    of each. The scores were made for English, and for samples of 100 words and more.

    Reads article_id and text, or, by voice or paragraph kind, the passages of
    ``tokens`` (article_id, start, end, and voice or kind) in their order; filter the
    tokens for the body alone. One row of the result is one article, or one voice or
    kind of one article: its id, ``voice`` or ``kind``, ``n`` words, ``sentences`` by
    our own rule (which knows abbreviations, initials and line breaks; textstat's
    ``sentence_count`` does not), the metrics, the counts they rest on under
    textstat's names, and ``reason``, which says why the metrics of a row are null:
    another ``language`` (of which LIX and RIX are kept where they have norms), no words, no
    syllables, fewer than ``minimum`` words, or a thousand characters and
    more without a space (a script without spaces, or no prose), in which case the
    counts are null, too. textstat gives 0.0 for an empty text.

    Source: textstat 0.7.13 with the syllable table of ``lexicons/syllables.md``.

    Raises ParallaxError for an unknown metric or ``by``, and for missing columns.

    >>> texts = pl.DataFrame({"article_id": ["plain", "dense"], "text": [
    ...     "The cat sat on the mat. It slept all day.",
    ...     "Interdepartmental considerations necessitated procedural modifications."]})
    >>> scores(texts, metrics=["flesch_kincaid_grade"]).select(
    ...     "article_id", "n", pl.col("flesch_kincaid_grade").round(1)).rows()
    [('plain', 10, -1.8), ('dense', 5, 45.4)]
    """
    chosen = _chosen(metrics)
    key = _key(by)
    articles = articles if as_typed else _plain(articles)
    if key is None:
        require(articles, "articles", "article_id", "text")
        ids, texts = articles.select("article_id"), articles["text"]
    else:
        units = _units(articles, tokens, key)
        ids, texts = _ids(units, key), _joined(units)
    scored = ids.hstack(_scored(texts, chosen, minimum))
    return scored if as_typed else languages.abstaining(scored, foreign(articles), chosen)


def ranges(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    *,
    by: str = "article",
    tokens: pl.DataFrame | None = None,
    metrics: Sequence[str] = HEADLINE,
    minimum: int = 1,
    as_typed: bool = False,
) -> pl.DataFrame:
    """Give each score's range when any one sentence is left out.

    low = min over sentences i of score(text without i), high = the max: a difference
    between two articles that is smaller than these ranges may hang on one sentence.
    It is not a confidence interval: it says nothing about the outlet's other articles.
    Texts are scored as in ``scores``.

    Reads articles and tokens as ``scores`` does, and the sentences' spans (article_id,
    start, end). One row of the result is one unit and metric: article_id, ``voice`` or
    ``kind``, metric, value, low, high, ``n`` words and ``left_out``, the sentences tried.
    low and high are null where value is, with fewer than two sentences, and for texts
    beyond ``LONGEST_RANGE`` characters.

    Source: the jackknife (Tukey 1958), its replicates' extremes instead of their variance.

    >>> texts = pl.DataFrame({"article_id": ["a"], "text": ["It rained a lot. It poured then."]})
    >>> spans = pl.DataFrame({"article_id": ["a", "a"], "start": [0, 17], "end": [16, 32]})
    >>> ranges(texts, spans, metrics=["lix"]).select("value", "low", "high", "left_out").row(0)
    (3.5, 3.0, 4.0, 2)
    """
    chosen, key = _chosen(metrics), _key(by)
    units = _units(articles if as_typed else _plain(articles), tokens, key)
    return _ranges(units, key, sentences_in(units, sentences), chosen, minimum)


def _ranges(
    units: list[Unit],
    key: str | None,
    sentences: pl.DataFrame,
    metrics: list[str],
    minimum: int,
) -> pl.DataFrame:
    counts = counts_without_each(units, sentences, metrics)
    whole, without = counts.filter("whole"), counts.filter(~pl.col("whole"))
    words = pl.col("lexicon_count").alias("n")
    values = _values(whole, metrics, minimum).select("unit", words, *metrics)
    numbers = pl.col(metrics).cast(pl.Float64)
    extremes = (
        _long(_values(without, metrics, 1).select("unit", numbers), ["unit"])
        .group_by("unit", "metric")
        .agg(low=pl.col("value").min(), high=pl.col("value").max(), left_out=pl.len())
    )
    several = pl.col("value").is_not_null() & (pl.col("left_out") > 1)
    return (
        _numbered(units, key)
        .join(_long(values, ["unit", "n"]), on="unit", maintain_order="left")
        .join(extremes, on=["unit", "metric"], how="left", maintain_order="left")
        .with_columns(
            pl.col("left_out").fill_null(0).cast(pl.Int64),
            pl.when(several).then(pl.col("low", "high")),
        )
        .select(pl.exclude("unit", "n", "left_out"), "n", "left_out")
    )


@collection_paused()
def measures(
    articles: pl.DataFrame,
    *,
    tokens: pl.DataFrame | None = None,
    sentences: pl.DataFrame | None = None,
    metrics: Sequence[str] = HEADLINE,
    minimum: int = SAMPLE,
) -> pl.DataFrame:
    """Give a few scores as rows of ``tables.MEASURES``, ready to be drawn.

    value = the score of ``scores``, in the unit of ``METRICS``; low and high = its
    ``ranges``; n = words. Reads article_id, text and, if it is there, outlet; with
    ``tokens`` (article_id, start, end, voice, kind) the body's words, else the whole
    text; with ``sentences`` (article_id, start, end) the spans to leave out. One row of
    the result is one article, voice and metric; voice ``all`` is the text undivided.
    value is null below ``minimum`` words and, for an article whose ``language`` is not
    English, where the metric was made for English: the metrics that textstat has for
    that language stand beside it (`languages.OWN`). The evidence is the three longest sentences
    that the voice has a part in, none without ``sentences``.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = measures(corpus.articles, tokens=corpus.tokens, sentences=corpus.sentences)
    >>> rows.filter(article_id="efe", voice="all", measure="lix").select("unit").item()
    'points'
    """
    empty = pl.DataFrame(schema={"article_id": pl.String, "start": pl.Int64, "end": pl.Int64})
    spans = empty if sentences is None else sentences
    plain = _plain(articles)
    if tokens is None:
        units = [replace(unit, key="all") for unit in article_units(plain)]
    else:
        require(tokens, "tokens", "article_id", "start", "end", "voice", "kind")
        body = tokens.filter(pl.col("kind") == "body")
        units = token_units(plain, body.with_columns(voice=pl.lit("all")), "voice")
        units += token_units(plain, body, "voice")
    own = sentences_in(units, spans)
    rows = _ranges(units, "voice", own, _chosen(metrics), minimum)
    others = foreign(articles)
    rows = languages.readable(rows, others, _texts(units, rows, others))
    outlet = "outlet" if "outlet" in articles.columns else pl.col("article_id").alias("outlet")
    key = ["article_id", "voice", "measure"]
    found = tables.conform(
        rows.join(_longest(units, own), on=["article_id", "voice"], maintain_order="left")
        .join(articles.select("article_id", outlet), on="article_id", maintain_order="left")
        .with_columns(
            target=pl.lit(None, pl.String),
            unit=languages.unit(others, {m: METRICS[m].unit for m in metrics}),
        )
        .rename({"metric": "measure"}),
        tables.MEASURES,
    )
    raw = _as_typed(units, articles, _chosen(metrics), minimum)
    return found.join(raw, on=key, how="left", maintain_order="left")


def sentence_lengths(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Count the words of every sentence, for a strip on which each sentence is a tick.

    Reads article_id and text of the articles and the sentences' spans. One row of the
    result is one sentence: the columns of ``sentences``, ``words`` (by textstat's rule) and
    ``evidence``, its passage id.

    >>> texts = pl.DataFrame({"article_id": ["a"], "text": ["It rained. Then the sun came."]})
    >>> spans = pl.DataFrame({"article_id": ["a", "a"], "start": [0, 11], "end": [10, 29]})
    >>> sentence_lengths(texts, spans)["words"].to_list()
    [2, 4]
    """
    require(sentences, "sentences", "article_id", "start", "end")
    texts = texts_by_id(articles)
    spans = sentences.select("article_id", "start", "end").iter_rows()
    passages = pl.Series([texts[a][start:end] for a, start, end in spans], dtype=pl.String)
    words = text_counts(passages)["lexicon_count"].alias("words")
    return sentences.with_columns(words, evidence=pl.concat_list(tables.passage_id()))


def _plain(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles with their texts in the normal form, letter for letter."""
    require(articles, "articles", "article_id", "text")
    languages = articles["language"] if "language" in articles.columns else None
    texts = articles["text"].cast(pl.String)
    return articles.with_columns(folding.evened(texts, languages).alias("text"))


def _as_typed(
    units: list[Unit], articles: pl.DataFrame, metrics: list[str], minimum: int
) -> pl.DataFrame:
    """textstat's figures for the units as they are typed: article_id, voice, measure, raw."""
    texts = texts_by_id(articles)
    typed = [replace(unit, text=texts[unit.article_id]) for unit in units]
    numbers = pl.col(metrics).cast(pl.Float64)
    scored = _scored(_joined(typed), metrics, minimum).select(numbers)
    index = ["article_id", "voice"]
    long = _ids(typed, "voice").hstack(scored).unpivot(index=index, variable_name="measure")
    return long.rename({"value": "raw"})


def _scored(texts: pl.Series, metrics: Sequence[str], minimum: int) -> pl.DataFrame:
    counts = _values(text_counts(texts), metrics, minimum)
    return counts.select(
        pl.col("lexicon_count").alias("n"),
        "sentences",
        *metrics,
        pl.when(pl.col("endless") == 0).then(pl.col(COUNTS)),
        "reason",
    )


def _values(counts: pl.DataFrame, metrics: Sequence[str], minimum: int) -> pl.DataFrame:
    """Apply the formulas to counts, and say why where they cannot be applied."""
    words = pl.col("lexicon_count")
    reason = (
        pl.when(words == 0)
        .then(pl.lit("no words"))
        .when(pl.col("endless") > 0)
        .then(pl.format("{} characters without a space", "endless"))
        .when(pl.col("syllable_count") == 0)
        .then(pl.lit("no syllables"))
        .when(words < minimum)
        .then(pl.format("{} words, fewer than {}", words, pl.lit(minimum)))
    )
    values = evaluate(counts, metrics)
    applies = pl.col("reason").is_null()
    return counts.with_columns(reason=reason).with_columns(
        pl.when(applies).then(pl.Series(values[name])).alias(name) for name in metrics
    )


def _long(values: pl.DataFrame, index: list[str]) -> pl.DataFrame:
    return values.unpivot(index=index, variable_name="metric", value_name="value")


def _chosen(metrics: Sequence[str] | None) -> list[str]:
    chosen = list(METRICS) if metrics is None else list(dict.fromkeys(metrics))
    for name in chosen:
        if name not in METRICS:
            raise ParallaxError("metrics", f"unknown metric '{name}'", nearest(name, METRICS))
    return chosen


def _key(by: str) -> str | None:
    if by not in _KEYS:
        raise ParallaxError("by", f"unknown unit '{by}'", nearest(by, _KEYS))
    return _KEYS[by]


def _units(articles: pl.DataFrame, tokens: pl.DataFrame | None, key: str | None) -> list[Unit]:
    if key is None:
        return article_units(articles)
    if tokens is None:
        raise ParallaxError("tokens", f"no words to tell each {key} by", "pass tokens=")
    return token_units(articles, tokens, key)


def _joined(units: list[Unit]) -> pl.Series:
    return pl.Series([unit.joined() for unit in units], dtype=pl.String)


def _ids(units: list[Unit], key: str | None) -> pl.DataFrame:
    columns = {"article_id": [unit.article_id for unit in units]}
    if key is not None:
        columns[key] = [unit.key for unit in units]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _numbered(units: list[Unit], key: str | None) -> pl.DataFrame:
    return _ids(units, key).with_row_index("unit").cast({"unit": pl.Int64})


def _texts(units: list[Unit], rows: pl.DataFrame, others: Mapping[str, str]) -> pl.DataFrame:
    """The texts of the units in other languages, where they are long enough to be scored."""
    long_enough = rows.filter(pl.col("value").is_not_null()).select("article_id", "voice", "n")
    found = [(u.article_id, u.key, u.joined()) for u in units if u.article_id in others]
    schema = {"article_id": pl.String, "voice": pl.String, "text": pl.String}
    texts = pl.DataFrame(found, schema=schema, orient="row")
    return texts.join(long_enough.unique(), on=["article_id", "voice"], maintain_order="left")


def _longest(units: list[Unit], sentences: pl.DataFrame) -> pl.DataFrame:
    """List the three longest sentences that each unit has a part in."""
    length = pl.col("end") - pl.col("start")
    ranked = sentences.sort("unit", -length, maintain_order=True)
    longest = ranked.group_by("unit").agg(evidence=tables.passage_id().head(3))
    return (
        _numbered(units, "voice")
        .join(longest, on="unit", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null([]))
        .drop("unit")
    )
