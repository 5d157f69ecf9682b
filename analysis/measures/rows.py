"""Counts → rows of `tables.MEASURES`, with the outlet of each article."""

from __future__ import annotations

import polars as pl

from analysis import tables


def as_measures(
    counted: pl.DataFrame, articles: pl.DataFrame, measure: str, unit: str
) -> pl.DataFrame:
    """Complete rows (article_id, voice, target, value, n, evidence) to measures."""
    rows = with_outlet(counted, articles).with_columns(
        measure=pl.lit(measure), unit=pl.lit(unit), low=None, high=None
    )
    return tables.conform(rows, tables.MEASURES)


def with_outlet(counted: pl.DataFrame, articles: pl.DataFrame | None) -> pl.DataFrame:
    """Add each article's outlet; without ``articles`` the article's id stands for it."""
    if articles is None:
        return counted.with_columns(outlet="article_id")
    return counted.join(
        articles.select("article_id", "outlet"), on="article_id", how="left", maintain_order="left"
    )
