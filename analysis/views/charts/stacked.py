"""Bars laid end to end, an outlet a row: what the charts of verbs and of air time share."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import frame

PLACE = ("_since", "_to", "_middle")  # the columns that `laid` adds and `bars` reads
_LETTER = 7  # pixels of a letter of a bar's name


def laid(rows: pl.DataFrame, length: pl.Expr, *row: str) -> pl.DataFrame:
    """Say where each bar begins, ends and has its middle, in the order that the rows have.

    >>> laid(pl.DataFrame({"outlet": ["a", "a"], "n": [2, 4]}), pl.col("n"), "outlet").rows()
    [('a', 2, 0, 2, 1.0), ('a', 4, 2, 6, 4.0)]
    """
    to = length.cum_sum().over(*row)
    return rows.with_columns(_since=to - length, _to=to, _middle=to - length / 2)


def bars(base: alt.Chart, colour: Any, **x: Any) -> alt.Chart:
    """The bars; ``x`` is what their axis says beside the place where they begin."""
    return (
        base.mark_bar(height=22, cursor="pointer")
        .encode(x=alt.X("_since:Q", **x), x2=alt.X2("_to:Q"), color=colour, **frame.outlined())
        .add_params(frame.pick())
    )


def names(base: alt.Chart, column: str, part: str) -> alt.Chart:
    """Each bar's name inside it, where there is room; ``part`` is its part of the width."""
    return (
        base.transform_filter(f"({part}) * width > {_LETTER} * length(datum.{column})")
        .mark_text(fontSize=10.5, color=theme.ON_BRIGHT, cursor="pointer")
        .encode(x=alt.X("_middle:Q"), text=alt.Text(f"{column}:N"))
    )
