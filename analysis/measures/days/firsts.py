"""Who was first with a claim or a statement."""

from __future__ import annotations

import polars as pl

from analysis import results, tables
from analysis.measures.days.counting import told_surely
from analysis.measures.overlap import Statements
from analysis.spans import with_passages

_TOLD_BY = 2  # outlets: with one there is nobody to be before


def first_told(claims: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Say on which day each outlet first tells a claim, and who was first.

    Reads rows of `claims.map` (only what is surely told counts) and articles (article_id,
    outlet, published). Days only are known, so outlets that tell a claim on its first day
    share it; where an article without a date tells it, too, nobody is said to be first. That
    an outlet is first among these articles does not say that it was in the world. One row of
    the result is one claim that two outlets or more tell, in one outlet: ``results.FIRSTS``,
    widest reach first. day and after are null where the outlet does not tell it in a dated
    article.

    >>> from datetime import date
    >>> articles = pl.DataFrame({"article_id": ["a", "b"], "outlet": ["a", "b"],
    ...     "published": [date(2025, 5, 6), date(2025, 5, 8)]})
    >>> claims = pl.DataFrame({"claim_id": ["c1"] * 2, "wording": ["It sank"] * 2,
    ...     "article_id": ["a", "b"], "treatment": ["carried"] * 2, "sure": [True] * 2,
    ...     "evidence": [["a:0-7"], ["b:0-7"]]})
    >>> first_told(claims, articles).select("outlet", "state", "after").rows()
    [('a', 'first', 0), ('b', 'later', 2)]
    """
    told = claims.filter(told_surely())
    return _first(told.select("article_id", "wording", "evidence", item="claim_id"), articles)


def first_carried(statements: Statements, articles: pl.DataFrame) -> pl.DataFrame:
    """Say on which day each outlet first surely carries a statement, and who was first.

    Reads a Statements (its tables renderings, statements and clauses) and articles (article_id,
    outlet, published). As `first_told`, of statements; one row of the result is one statement
    that two outlets or more carry, in one outlet: ``results.FIRSTS``. day and after are null
    where the outlet does not carry it in a dated article.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> first_carried(corpus.aligned, corpus.articles).columns == list(results.FIRSTS.columns)
    True
    """
    carried = statements.renderings.filter("sure")
    wording = statements.statements.select("statement_id", "wording")
    said = with_passages(carried, statements.clauses).join(
        wording, on="statement_id", maintain_order="left"
    )
    rows = said.select("article_id", "wording", "evidence", item="statement_id")
    return _first(rows, articles)


def _first(told: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of article_id, item, wording and evidence → each item's first day in each outlet."""
    known = articles.select("article_id", "outlet", day="published")
    outlets = known.select("outlet").unique(maintain_order=True).with_row_index("_outlet")
    met = told.join(known, on="article_id", maintain_order="left").with_row_index("_row")
    by_outlet = met.group_by("item", "outlet", maintain_order=True).agg(
        pl.col("day").min().alias("day"),
        undated=pl.col("day").is_null().any(),
        evidence=pl.col("evidence").sort_by("day", nulls_last=True).explode(),
    )
    items = (
        met.group_by("item", maintain_order=True)
        .agg(
            pl.col("wording").first(),
            n_outlets=pl.col("outlet").n_unique().cast(pl.Int64),
            start=pl.col("day").min(),
            open=pl.col("day").is_null().any(),
        )
        .filter(pl.col("n_outlets") >= _TOLD_BY)
        .sort("n_outlets", "start", descending=[True, False], maintain_order=True)
        .with_row_index("_item")
    )
    grid = items.join(outlets, how="cross").join(by_outlet, on=["item", "outlet"], how="left")
    printed = (
        grid.select("item", "outlet", "start")
        .join(known, on="outlet")
        .filter(pl.col("day") <= pl.col("start"))
        .group_by("item", "outlet")
        .agg(printed=pl.len().cast(pl.Int64))
    )
    rows = grid.join(printed, on=["item", "outlet"], how="left").sort("_item", "_outlet")
    begun = pl.col("day") == pl.col("start")
    together = begun.sum().over("item")
    state = (
        pl.when(pl.col("evidence").is_null())
        .then(pl.lit("not told"))
        .when(pl.col("open"))
        .then(pl.lit("open"))
        .when(begun & (together == 1))
        .then(pl.lit("first"))
        .when(begun)
        .then(pl.lit("same day"))
        .otherwise(pl.lit("later"))
    )
    named = rows.with_columns(
        pl.col("evidence").fill_null([]),
        pl.col("printed").fill_null(0),
        state=state,
        after=(pl.col("day") - pl.col("start")).dt.total_days(),
    )
    return tables.conform(named, results.FIRSTS)
