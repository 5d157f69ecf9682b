"""Readability as rows of `tables.MEASURES`: by article and voice, with range and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from analysis import tables
from analysis.languages.detection import foreign
from analysis.measures.readability import languages, scoring
from analysis.measures.readability.formulas import HEADLINE, METRICS
from analysis.measures.readability.ranges import of_units
from analysis.measures.readability.units import (
    Unit,
    article_units,
    sentences_in,
    texts_by_id,
    token_units,
)
from analysis.runtime import collection_paused
from analysis.tables import require

SAMPLE = 100  # words: the sample that Flesch (1948) counted, and the least to compare outlets by


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
    plain = scoring.plain(articles)
    if tokens is None:
        units = [replace(unit, key="all") for unit in article_units(plain)]
    else:
        require(tokens, "tokens", "article_id", "start", "end", "voice", "kind")
        body = tokens.filter(pl.col("kind") == "body")
        units = token_units(plain, body.with_columns(voice=pl.lit("all")), "voice")
        units += token_units(plain, body, "voice")
    own = sentences_in(units, spans)
    rows = of_units(units, "voice", own, scoring.chosen(metrics), minimum)
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
    raw = _as_typed(units, articles, scoring.chosen(metrics), minimum)
    return found.join(raw, on=key, how="left", maintain_order="left")


def _as_typed(
    units: list[Unit], articles: pl.DataFrame, metrics: list[str], minimum: int
) -> pl.DataFrame:
    """textstat's figures for the units as they are typed: article_id, voice, measure, raw."""
    texts = texts_by_id(articles)
    typed = [replace(unit, text=texts[unit.article_id]) for unit in units]
    numbers = pl.col(metrics).cast(pl.Float64)
    scored = scoring.scored(scoring.joined(typed), metrics, minimum).select(numbers)
    index = ["article_id", "voice"]
    long = (
        scoring.ids_of(typed, "voice").hstack(scored).unpivot(index=index, variable_name="measure")
    )
    return long.rename({"value": "raw"})


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
        scoring.numbered(units, "voice")
        .join(longest, on="unit", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null([]))
        .drop("unit")
    )
