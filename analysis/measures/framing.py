"""Who speaks, who is called what, and what is mentioned or left out.

Counts of one event's articles are a census: they need no interval. What they
cannot say is how an outlet writes in general.
"""

from __future__ import annotations

import polars as pl

from analysis import tables
from analysis.terms import term_pattern


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
    (quote_id, actor, via) and articles (article_id, outlet). One row per article,
    voice and target; the target of the outlet's own words is null, that of a
    quotation without a known speaker is "unknown".

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    >>> rows.select(pl.col("value").sum()).item() == len(corpus.tokens.filter(kind="body"))
    True
    """
    body = tokens.filter(pl.col("kind") == "body")
    speakers = quotes.filter(part=0).select("quote_id", target=by)
    spoken = body.join(speakers, on="quote_id", how="left", maintain_order="left").with_columns(
        target=pl.when(pl.col("voice") != "outlet").then(pl.col("target").fill_null("unknown")),
        run=pl.struct("article_id", "sentence", "voice", "quote_id").rle_id(),
    )
    counted = (
        spoken.group_by("article_id", "voice", "target", "run", maintain_order=True)
        .agg(value=pl.len(), start=pl.col("start").first(), end=pl.col("end").last())
        .with_columns(evidence=tables.passage_id())
        .group_by("article_id", "voice", "target", maintain_order=True)
        .agg(pl.col("value").sum(), "evidence")
    )
    counted = counted.with_columns(n=pl.col("value").sum().over("article_id"))
    return _measures(counted, articles, f"words by {by}", "words")


def naming(mentions: pl.DataFrame, articles: pl.DataFrame | None = None) -> pl.DataFrame:
    """Count how each actor is called, by label, voice and kind of paragraph.

    Reads mentions. One row per article, actor, name used (``called``; roles and
    judging words in any case are one, shown as first written), label, voice and kind;
    n = mentions; evidence = their passage ids. Without ``articles`` the outlet is the
    article's id.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.naming(corpus.mentions, corpus.articles)
    >>> rows.filter(called="dictator").select("outlet", "voice", "n").row(0)
    ('washington-examiner', 'outlet', 1)
    """
    surface = pl.col("surface").str.replace_all("’", "'").str.replace_all(r"\s+", " ")
    same = pl.when(pl.col("label") == "name").then(surface).otherwise(surface.str.to_lowercase())
    counted = (
        mentions.with_columns(same=same, called=surface, evidence=tables.passage_id())
        .with_columns(called=pl.col("called").first().over("actor", "same", order_by="article_id"))
        .group_by("article_id", "actor", "called", "label", "voice", "kind", maintain_order=True)
        .agg(n=pl.len(), evidence="evidence")
    )
    return _with_outlet(counted, articles).select(
        "article_id", "outlet", "actor", "called", "label", "voice", "kind", "n", "evidence"
    )


def coverage(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    concepts: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = ("headline", "subhead", "body"),
) -> pl.DataFrame:
    """Count the sentences in which each article mentions each concept.

    value = sentences with at least one of the concept's terms; n = sentences read
    (those in paragraphs of ``kinds``). 0 is a census fact: none of these sentences
    has any of the terms (`terms.term_pattern` says what a term matches); evidence
    holds the spans that matched. One row per article and concept, zero-filled.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)
    >>> rows.filter(outlet="sputnik-india", target="ukraine-war")["value"].item()
    0.0
    """
    kept = sentences.join(
        paragraphs.filter(pl.col("kind").is_in(kinds)).select("article_id", "paragraph"),
        on=["article_id", "paragraph"],
        maintain_order="left",
    )
    hits = _term_hits(articles, kept, concepts)
    counted = hits.group_by("article_id", "target", maintain_order=True).agg(
        value=pl.col("sentence").n_unique(), evidence=tables.passage_id()
    )
    read = kept.group_by("article_id").agg(n=pl.len())
    grid = (
        articles.select("article_id")
        .join(concepts.select(target="concept").unique(maintain_order=True), how="cross")
        .join(read, on="article_id", how="left", maintain_order="left")
        .join(counted, on=["article_id", "target"], how="left", maintain_order="left")
        .with_columns(pl.col("value", "n").fill_null(0), voice=pl.lit("all"))
        .with_columns(pl.col("evidence").fill_null([]))
    )
    return _measures(grid, articles, "coverage", "sentences")


def _term_hits(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    concepts: pl.DataFrame,
) -> pl.DataFrame:
    """One row per place where a concept's term stands in one of the sentences."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    patterns = [
        (concept, term_pattern(term))
        for concept, term in concepts.select("concept", "term").iter_rows()
    ]
    rows = {
        (article_id, sentence, concept, *found.span())
        for article_id, sentence, start, end in sentences.select(
            "article_id", "sentence", "start", "end"
        ).iter_rows()
        for concept, pattern in patterns
        for found in pattern.finditer(texts[article_id], start, end)
    }
    schema = {
        "article_id": pl.String,
        "sentence": pl.Int64,
        "target": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
    }
    return pl.DataFrame(sorted(rows), schema=schema, orient="row")


def _measures(
    counted: pl.DataFrame, articles: pl.DataFrame, measure: str, unit: str
) -> pl.DataFrame:
    rows = _with_outlet(counted, articles).with_columns(
        measure=pl.lit(measure), unit=pl.lit(unit), low=None, high=None
    )
    return tables.conform(rows, tables.MEASURES)


def _with_outlet(counted: pl.DataFrame, articles: pl.DataFrame | None) -> pl.DataFrame:
    if articles is None:
        return counted.with_columns(outlet="article_id")
    return counted.join(
        articles.select("article_id", "outlet"), on="article_id", how="left", maintain_order="left"
    )
