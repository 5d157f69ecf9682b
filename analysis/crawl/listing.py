"""The events that were found in a dataset, as tables that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis.scale import batches, datasets, parts

ARTICLES = pl.Schema(
    {
        "article_id": pl.String,
        "outlet": pl.String,
        "published": pl.Date,
        "heading": pl.String,  # its title, else the beginning of its text
        "event": pl.String,
        "confidence": pl.Float64,
        "story": pl.String,
        "stray": pl.Boolean,  # in an event whose other articles it is not alike enough to
    }
)
EVENTS = pl.Schema(
    {
        "event": pl.String,
        "heading": pl.String,  # of the article that is most alike to the others
        "articles": pl.Int64,
        "outlets": pl.Int64,
        "first": pl.Date,
        "last": pl.Date,
        "confidence": pl.Float64,  # the mean of its articles'
        "strays": pl.Int64,
        "story": pl.String,
    }
)
_LEAST = 0.5  # confidence of an article that stands with its event
_HEADING = 110  # characters


@dataclass(frozen=True)
class Listing:
    """All articles of a dataset, and its events, the largest first."""

    articles: pl.DataFrame
    events: pl.DataFrame


def listing(dataset: Path, tables: Path) -> Listing:
    """List the articles of a dataset with their events, and the events.

    Reads the dataset and the table ``events`` in the folder that `scale.events` wrote.
    """
    found = (
        parts.read(tables, "events").collect().select("article_id", "event", "confidence", "story")
    )
    described = [
        articles.select("article_id", "outlet", "published", heading=_heading())
        for articles in read(dataset)
    ]
    every = pl.concat(described) if described else pl.DataFrame(schema=ARTICLES)
    joined = every.join(found, on="article_id", how="left", maintain_order="left")
    stray = (pl.col("confidence") < _LEAST).fill_null(value=False)
    articles = joined.with_columns(stray=stray).select(ARTICLES.names()).cast(ARTICLES)
    return Listing(articles, _events(articles))


def read(dataset: Path) -> Iterator[pl.DataFrame]:
    """The articles of a dataset, unit by unit."""
    units = datasets.units(datasets.look(dataset))
    for unit in units.iter_rows(named=True):
        yield batches.read(unit)[0]


def _heading() -> pl.Expr:
    text = pl.col("text").str.slice(0, 1_000).str.replace_all(r"\s+", " ").str.strip_chars()
    title = pl.col("title").str.replace_all(r"\s+", " ").str.strip_chars()
    named = pl.when(title.fill_null("") != "").then(title).otherwise(text)
    cut = named.str.slice(0, _HEADING).str.replace(r"\s+\S*$", "") + "…"
    return pl.when(named.str.len_chars() > _HEADING).then(cut).otherwise(named)


def _events(articles: pl.DataFrame) -> pl.DataFrame:
    central = pl.col("heading").sort_by("confidence", descending=True).first()
    return (
        articles.drop_nulls("event")
        .group_by("event", maintain_order=True)
        .agg(
            heading=central,
            articles=pl.len(),
            outlets=pl.col("outlet").n_unique(),
            first=pl.col("published").min(),
            last=pl.col("published").max(),
            confidence=pl.col("confidence").mean(),
            strays=pl.col("stray").sum(),
            story=pl.col("story").first(),
        )
        .sort("outlets", "articles", "confidence", descending=True, maintain_order=True)
        .select(EVENTS.names())
        .cast(EVENTS)
    )
