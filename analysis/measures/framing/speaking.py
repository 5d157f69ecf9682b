"""Who gets to speak: words per speaker, how many speakers there are, the verbs they are given."""

from __future__ import annotations

from functools import cache

import polars as pl

from analysis import languages, tables
from analysis.languages.detection import foreign
from analysis.measures import base
from analysis.measures.rows import as_measures, with_outlet


def airtime(
    tokens: pl.DataFrame,
    quotes: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    by: str = "actor",
) -> pl.DataFrame:
    """Count the words of the body that each speaker (or each ``via``) gets, by voice.

    value = number of words; n = words of the article's body, so value / n is the
    share. Reads tokens (article_id, kind, voice, quote_id, start, end), quotes
    (quote_id, actor, via, source) and articles (article_id, outlet). One row per article,
    voice and target; the target of the outlet's own words is null, that of a
    quotation without a known speaker is "unknown". What two people say together ("Kim
    and Lee said") counts in full for each of them, so that shares may add up to more than 1.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    >>> rows.select(pl.col("value").sum()).item() == len(corpus.tokens.filter(kind="body"))
    True
    """
    body = tokens.filter(pl.col("kind") == "body")
    whole = quotes.filter(part=0)
    speakers = each_speaker(whole) if by == "actor" else whole
    speakers = speakers.select("quote_id", target=by)
    words = body.group_by("article_id").agg(n=pl.len())
    runs = pl.struct("article_id", "sentence", "voice", "quote_id").rle_id()
    spoken = body.with_columns(run=runs)
    spoken = spoken.join(speakers, on="quote_id", how="left", maintain_order="left").with_columns(
        target=pl.when(pl.col("voice") != "outlet").then(pl.col("target").fill_null("unknown")),
    )
    counted = (
        spoken.group_by("article_id", "voice", "target", "run", maintain_order=True)
        .agg(value=pl.len(), start=pl.col("start").first(), end=pl.col("end").last())
        .with_columns(evidence=tables.passage_id())
        .group_by("article_id", "voice", "target", maintain_order=True)
        .agg(pl.col("value").sum(), "evidence")
    )
    counted = counted.join(words, on="article_id", maintain_order="left")
    return as_measures(counted, articles, f"words by {by}", "words")


def each_speaker(quotes: pl.DataFrame) -> pl.DataFrame:
    """The quotations, one row for each of the people who speak together.

    Reads quotes (actor, source). Rows are those of ``quotes``, those of joint speakers as
    often as there are speakers; `actor` is one of them. "&" in the name of a firm joins nobody:
    speakers are joint where a source joins them with "and".

    >>> joint = pl.DataFrame({"actor": ["Kim & Lee", "Roe & Day"], "source": ["Kim and Lee", "it"]})
    >>> each_speaker(joint)["actor"].to_list()
    ['Kim', 'Lee', 'Roe & Day']
    """
    written = pl.col("actor").str.contains(" & ", literal=True)
    said = quotes.filter(written, pl.col("source").str.contains(r"\band\b"))
    joint = said["actor"].unique().to_list()
    parted = pl.when(pl.col("actor").is_in(joint)).then(pl.col("actor").str.split(" & "))
    alone = pl.concat_list(pl.col("actor").cast(pl.String))
    return quotes.with_columns(actor=parted.otherwise(alone)).explode("actor")


def sure_speakers(quotes: pl.DataFrame) -> pl.DataFrame:
    """The quotations, without the speakers who were only guessed.

    Reads quotes (actor, sure). Rows and columns are those of ``quotes``; `actor` is null
    where `sure` is neither "named" nor "resolved".

    >>> quotes = pl.DataFrame({"actor": ["Kim", "Lee"], "sure": ["named", "guessed"]})
    >>> sure_speakers(quotes)["actor"].to_list()
    ['Kim', None]
    """
    sure = pl.col("sure").is_in(["named", "resolved"])
    return quotes.with_columns(pl.when(sure).then("actor").alias("actor"))


def diversity(airtime: pl.DataFrame, sides: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give the effective number of speakers (or sides) of each article.

    value = exp(-Σ p log p), with p each speaker's share of the words that are not the
    outlet's own: k speakers with equal shares give k, one who says nearly everything
    gives nearly 1; higher is more diverse. n = distinct speakers. Reads rows of
    `airtime`; with ``sides`` (actor, side) an actor's words count for its side, those
    of a speaker without a side for "other". "unknown" speakers are left out. One row
    per article; value is null where nobody is given a word.

    Source: Jost, Entropy and diversity (2006), order 1.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    >>> diversity(rows, corpus.actors).filter(outlet="sputnik-india").select("n").item()
    2
    """
    spoken = airtime.filter(pl.col("voice") != "outlet", pl.col("target") != "unknown")
    if sides is not None:
        side = dict(sides.select("actor", "side").drop_nulls().iter_rows())
        spoken = spoken.with_columns(
            pl.col("target").replace_strict(side, default="other", return_dtype=pl.String)
        )
    words = spoken.group_by("article_id", "target", maintain_order=True).agg(
        pl.col("value").sum(), pl.col("evidence").explode()
    )
    counted = words.group_by("article_id", maintain_order=True).agg(
        value=pl.col("value").entropy(base=2.718281828459045, normalize=True).exp(),
        n=pl.len(),
        evidence=pl.col("evidence").explode(),
    )
    everyone = airtime.select("article_id", "outlet").unique(maintain_order=True)
    rows = (
        everyone.select("article_id")
        .join(counted, on="article_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("n").fill_null(0),
            pl.col("evidence").fill_null([]),
            voice=pl.lit("all"),
            target=pl.lit(None, pl.String),
        )
    )
    unit = "speakers" if sides is None else "sides"
    return as_measures(rows, everyone, f"effective number of {unit}", unit)


def reporting_verbs(
    quotes: pl.DataFrame, articles: pl.DataFrame, paragraphs: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Count the reporting verbs that each article's body uses for each speaker, by class.

    Classes are those of languages/en/reporting_verbs.csv: neutral (said), stressing
    (insisted), claiming (alleged), doubting (denied); of several words ("was
    emphatic") the first one listed decides; a verb not in the list is "other". Reads
    quotes (one count per quotation, not per part) and articles. One row per article,
    actor ("unknown" if nobody is named or the speaker is only guessed), class and verb (its
    lemma); n = quotations; evidence = where the verb stands. Quotations without a verb are
    left out, and so are articles in other languages, whose verbs the list does not know.
    ``paragraphs`` tell the body; without them only a line that the article prints twice is
    left out.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = reporting_verbs(corpus.quotes, corpus.articles)
    >>> rows.filter(actor="putin", verb="stress").select("outlet", "class", "n").row(0)
    ('efe', 'stressing', 1)
    """
    known_language = ~pl.col("article_id").is_in(list(foreign(articles)))
    spoken = sure_speakers(quotes).filter(pl.col("cue_start").is_not_null() & known_language)
    given = base.in_body(spoken, articles, paragraphs).unique(
        ["article_id", "cue_start"], keep="first", maintain_order=True
    )
    known = verb_classes() | {"according to": ("according to", "neutral")}
    named = [_named(cue, known) for cue in given["cue"].str.to_lowercase()]
    counted = (
        given.with_columns(
            pl.Series("verb", [verb for verb, _ in named], pl.String),
            pl.Series("class", [kind for _, kind in named], pl.String),
            pl.col("actor").fill_null("unknown"),
            evidence=tables.passage_id("cue_start", "cue_end"),
        )
        .group_by("article_id", "actor", "class", "verb", maintain_order=True)
        .agg(n=pl.len().cast(pl.Int64), evidence="evidence")
    )
    return with_outlet(counted, articles).select(
        "article_id", "outlet", "actor", "class", "verb", "n", "evidence"
    )


@cache
def verb_classes() -> dict[str, tuple[str, str]]:
    """Form of a reporting verb → its lemma and class."""
    return {
        form: (verb.lemma, verb.kind) for form, verb in languages.read().reporting_verbs.items()
    }


def _named(cue: str, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    if cue in known:
        return known[cue]
    return next((known[word] for word in cue.split() if word in known), (cue, "other"))
