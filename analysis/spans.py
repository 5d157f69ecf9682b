"""Which span of an article something stands in: a mention's sentence, a word's voice."""

from __future__ import annotations

import polars as pl

from analysis.tables import passage_id


def last_before(rows: pl.DataFrame, spans: pl.DataFrame, *, at: str = "start") -> pl.DataFrame:
    """Add to each row the columns of its article's last span that begins at its place or before.

    Reads article_id and ``at`` of the rows, article_id and start of the spans. One row of the
    result is one row as it was, in the same order, with the other columns of the spans; null
    where no span begins so early. Whether the span reaches as far, its end says.

    >>> rows = pl.DataFrame({"article_id": ["a", "a"], "start": [12, 3]})
    >>> spans = pl.DataFrame({"article_id": ["a", "a"], "start": [0, 10], "sentence": [0, 1]})
    >>> last_before(rows, spans)["sentence"].to_list()
    [1, 0]
    """
    begins = spans.rename({"start": "_begins"}).sort("article_id", "_begins")
    return (
        rows.with_row_index("_row")
        .sort("article_id", at)
        .join_asof(
            begins,
            left_on=at,
            right_on="_begins",
            by="article_id",
            strategy="backward",
            check_sortedness=False,  # both are sorted, which polars cannot see within groups
        )
        .sort("_row")
        .drop("_row", "_begins")
    )


def with_passages(renderings: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """Add to each rendering the passages of its clauses, in their order, as ``evidence``.

    Reads clause_ids of the renderings; clause_id, article_id, start and end of the clauses of
    the same statements. One row of the result is one rendering as it was; an absent one has
    an empty list.

    >>> renderings = pl.DataFrame({"statement_id": ["s1"], "clause_ids": [["a:1.0"]]})
    >>> clauses = pl.DataFrame({"clause_id": ["a:1.0"], "article_id": ["a"],
    ...                         "start": [4], "end": [9]})
    >>> with_passages(renderings, clauses)["evidence"].to_list()
    [['a:4-9']]
    """
    numbered = renderings.with_row_index("_row")
    passages = (
        numbered.select("_row", clause_id="clause_ids")
        .explode("clause_id")
        .join(
            clauses.select("clause_id", evidence=passage_id()),
            on="clause_id",
            how="left",
            maintain_order="left",
        )
        .group_by("_row", maintain_order=True)
        .agg(pl.col("evidence").drop_nulls())
    )
    return numbered.join(passages, on="_row", how="left", maintain_order="left").drop("_row")
