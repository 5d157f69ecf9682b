"""What only one outlet tells, and what all but one tell."""

from __future__ import annotations

import polars as pl


def distinct(rows: pl.DataFrame) -> pl.DataFrame:
    """List the claims that only one outlet tells, and those that all but one tell.

    Reads rows of the claim map. Only sure absences count: a claim of which any other
    article is *not found* (something near stands there) is not listed as told by one alone.
    One row of the result is one claim of one outlet: outlet, distinct ("only this outlet" or
    "all but this outlet"), claim_id, wording, n_outlets, evidence (the passages that tell it).

    >>> rows = pl.DataFrame({"claim_id": ["c1"] * 2, "wording": ["It rained"] * 2,
    ...     "outlet": ["a", "b"], "state": ["told", "left out"], "n_outlets": [1, 1],
    ...     "evidence": [["a:0-9"], []]})
    >>> distinct(rows)["distinct"].to_list()
    ['only this outlet', 'all but this outlet']
    """
    outlets = rows.group_by("claim_id", "wording", "n_outlets", "outlet", maintain_order=True).agg(
        told=(pl.col("state") == "told").any(),
        out=(pl.col("state") == "left out").all(),
        evidence=pl.col("evidence").explode().drop_nulls(),
    )
    whole = outlets.with_columns(
        telling=pl.col("told").sum().over("claim_id"),
        outs=pl.col("out").sum().over("claim_id"),
        n=pl.len().over("claim_id"),
        everywhere=pl.col("evidence").explode().implode().over("claim_id"),
    ).filter(pl.col("telling") + pl.col("outs") == pl.col("n"), pl.col("n") > 1)
    only = whole.filter(pl.col("told"), pl.col("telling") == 1)
    but = whole.filter(pl.col("out"), pl.col("outs") == 1).with_columns(evidence="everywhere")
    columns = ("outlet", "distinct", "claim_id", "wording", "n_outlets", "evidence")
    return pl.concat(
        [
            only.with_columns(distinct=pl.lit("only this outlet")).select(columns),
            but.with_columns(distinct=pl.lit("all but this outlet")).select(columns),
        ]
    )
