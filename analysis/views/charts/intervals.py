"""A number per outlet, with its range and what it rests on."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import parts


def measure(rows: pl.DataFrame, outlets: pl.DataFrame | None = None) -> parts.Chart:
    """Draw one measure as dots with their ranges, an outlet a row.

    Reads measures rows of one name; one mark is one article (and target); the line
    runs from low to high, the number is n. Outlets whose value is null are named in
    the subtitle.
    """
    rows, order = theme.names(rows, outlets)
    undefined = rows.filter(pl.col("value").is_null())["outlet_name"].unique(maintain_order=True)
    rows = rows.filter(pl.col("value").is_not_null())
    if not len(rows):
        return parts.nothing("Nothing to measure here", "An empty chart of a measure by outlet.")
    name, unit = rows.select("measure", "unit").row(0)
    picked = parts.pick()
    columns = ("outlet_name", "voice", "target", "measure", "value", "low", "high", "n", "unit")
    base = alt.Chart(parts.data(rows, *columns)).encode(
        y=parts.outlet_rows(order), tooltip=_TOOLTIP
    )
    dots = base.mark_point(filled=True, size=130, cursor="pointer", opacity=1).encode(
        x=alt.X("value:Q", title=name, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=7)),
        color=alt.value(theme.OKABE_ITO[0]),
        **parts.outlined(picked),
    )
    layers = [dots.add_params(picked)]
    if rows["low"].is_not_null().any():
        line = base.transform_filter("datum.low != null && datum.high != null")
        line = line.mark_rule(strokeWidth=2, opacity=0.5, color=theme.OKABE_ITO[0])
        layers.insert(0, line.encode(x=alt.X("low:Q", title=name), x2="high:Q"))
    counts = base.mark_text(align="left", dx=11, dy=-9, fontSize=10.5)
    layers.append(counts.encode(x="value:Q", text=alt.Text("n:Q", format=",d")))
    note = f" Not defined for {parts.listed(undefined)}." if len(undefined) else ""
    return parts.framed(
        alt.layer(*layers),
        _finding(rows.sort("value", maintain_order=True), name),
        f"Unit: {unit}. Line: range. Small number: what the dot rests on (n).{note}",
        f"Dots of {name} by outlet with their ranges.",
        row=parts.ROW + 6,
    )


_TOOLTIP = [
    *("outlet_name:N", "measure:N", "voice:N", "target:N"),
    *(alt.Tooltip(f"{column}:Q", format=".2f") for column in ("value", "low", "high")),
    *("n:Q", "unit:N"),
]


def _finding(ranked: pl.DataFrame, name: str) -> str:
    """The extremes in words, and whether their ranges overlap."""
    if len(ranked) < 2:
        return f"{name}: nothing to compare"
    low, high = ranked.row(0, named=True), ranked.row(-1, named=True)
    ends_known = None not in (low["high"], high["low"])
    overlap = "; their ranges overlap" if ends_known and low["high"] >= high["low"] else ""
    ends = (
        f"{low['value']:.2f} ({low['outlet_name']}) to {high['value']:.2f} ({high['outlet_name']})"
    )
    return f"{name}: {ends}{overlap}"
