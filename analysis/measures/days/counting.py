"""Counts of concepts, names and claims by outlet and day."""

from __future__ import annotations

import polars as pl

from analysis import results, tables


def by_day(rows: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Add up rows of articles by outlet, day of publication and target.

    value = the sum of the rows' values over the articles that an outlet published on a day;
    n = the same sum of what they are counted in. Reads rows (article_id, target, value,
    evidence and, where it is there, n: `framing.coverage`, `naming`, `telling`) and articles
    (article_id, outlet, published). An article without a date is in no row. One row of the
    result is one target in what one outlet published on one day, zero-filled over the days
    on which the outlet published: a day without a row is one without an article. Columns:
    ``results.DAYS``; n is null where the rows have none.

    >>> from datetime import date
    >>> articles = pl.DataFrame({"article_id": ["a1", "a2", "b1"], "outlet": ["a", "a", "b"],
    ...     "published": [date(2025, 5, 6), date(2025, 5, 8), date(2025, 5, 6)]})
    >>> rows = pl.DataFrame({"article_id": ["a1", "b1"], "target": ["inquiry"] * 2,
    ...     "value": [1.0, 2.0], "evidence": [["a1:0-7"], ["b1:4-11"]]})
    >>> by_day(rows, articles).select("outlet", "day", "value").rows()[1]
    ('a', datetime.date(2025, 5, 8), 0.0)
    """
    dated = articles.select("article_id", "outlet", day="published").drop_nulls("day")
    printed = dated.group_by("outlet", "day").agg(articles=pl.len())
    if "n" not in rows.columns:
        rows = rows.with_columns(n=pl.lit(None, pl.Int64))
    summed = (
        rows.join(dated, on="article_id")
        .group_by("outlet", "day", "target", maintain_order=True)
        .agg(
            pl.col("value").sum(),
            n=pl.when(pl.col("n").count() > 0).then(pl.col("n").sum()),
            evidence=pl.col("evidence").explode().drop_nulls(),
        )
    )
    order = articles.select("outlet").unique(maintain_order=True).with_row_index("_outlet")
    grid = rows.select("target").unique(maintain_order=True).with_row_index("_target")
    full = (
        printed.join(order, on="outlet")
        .join(grid, how="cross")
        .join(summed, on=["outlet", "day", "target"], how="left")
        .with_columns(pl.col("value").fill_null(0), pl.col("evidence").fill_null([]))
        .sort("_target", "_outlet", "day")
    )
    return tables.conform(full, results.DAYS)


def naming(rows: pl.DataFrame, actor: str | None = None) -> pl.DataFrame:
    """Turn rows of `framing.naming` into what `by_day` adds up.

    Reads article_id, actor, called, n and evidence. With an ``actor`` the targets are the
    names that it is called by, else the actors; value = mentions. One row of the result is
    one article and target.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = naming(an.framing.naming(corpus.mentions, corpus.articles), "kim")
    >>> rows.filter(target="dictator")["value"].sum()
    1.0
    """
    kept = rows if actor is None else rows.filter(actor=actor)
    target = "actor" if actor is None else "called"
    return kept.group_by("article_id", target=target, maintain_order=True).agg(
        value=pl.col("n").sum().cast(pl.Float64), evidence=pl.col("evidence").explode()
    )


def telling(claims: pl.DataFrame) -> pl.DataFrame:
    """Turn rows of `claims.map` into what `by_day` adds up: which articles tell a claim.

    Reads claim_id, article_id, treatment, sure and evidence. value = 1 where the article
    surely tells the claim, in whatever treatment, else 0; evidence = the passages that do. One
    row of the result is one article and claim.

    >>> rows = pl.DataFrame({"claim_id": ["c1"] * 2, "article_id": ["a", "b"], "sure": [True] * 2,
    ...     "treatment": ["carried", "absent"], "evidence": [["a:0-9"], []]})
    >>> telling(rows)["value"].to_list()
    [1.0, 0.0]
    """
    told = told_surely()
    return claims.select(
        "article_id",
        target="claim_id",
        value=told.cast(pl.Float64),
        evidence=pl.when(told).then("evidence").otherwise(pl.lit([], pl.List(pl.String))),
    )


def told_surely() -> pl.Expr:
    """Whether a cell of the claim map surely tells the claim; reads treatment and sure."""
    return (pl.col("treatment") != "absent") & pl.col("sure")
