"""Where in each article a word stands."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.phrasing import listed
from analysis.views import theme
from analysis.views.charts import frame

_OUTSIDE = "outside the body"
_COLOURS = {theme.VOICE_NAME[voice]: colour for voice, colour in theme.VOICE.items()}
_COLOURS[_OUTSIDE] = "#999999"
_SHAPES = dict(zip(_COLOURS, ("circle", "square", "triangle-up", "cross"), strict=True))


def dispersion(rows: pl.DataFrame, term: str, outlets: pl.DataFrame | None = None) -> frame.Chart:
    """Draw every hit of a word at its place in its article, by whose words it stands in.

    Reads rows of `concordance.kwic`; one mark is one hit.
    """
    description = f"Marks of every hit of “{term}” by outlet, place in the article and voice."
    if not len(rows):
        return frame.nothing(f"No article has “{term}”", description)
    rows, order = theme.names(rows, outlets)
    voice = pl.col("voice").replace(theme.VOICE_NAME).fill_null(theme.VOICE_NAME["outlet"])
    place = pl.when(pl.col("kind") == "body").then(voice).otherwise(pl.lit(_OUTSIDE))
    rows = rows.with_columns(
        where=place,
        place="share",
        line=pl.format("{}{}{}", pl.col("left").str.tail(30), "hit", pl.col("right").str.head(30)),
    ).with_columns(context=pl.format("…{}…", "line"))
    present = frame.present(_COLOURS, rows["where"])
    chart = (
        alt.Chart(frame.data(rows, "outlet_name", "where", "context", "place"))
        .mark_point(filled=True, size=110, opacity=0.85, cursor="pointer")
        .encode(
            x=alt.X(
                "place:Q",
                title="place in the article: its beginning left, its end right",
                axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domain=[0, 1]),
            ),
            y=alt.Y("outlet_name:N", sort=order, title=None, scale=alt.Scale(domain=order)),
            color=frame.coloured("where", present),
            shape=alt.Shape(
                "where:N",
                title=None,
                scale=alt.Scale(domain=list(present), range=[_SHAPES[name] for name in present]),
            ),
            tooltip=frame.told("outlet_name:N", "where:N", "context:N", "place:Q"),
            **frame.outlined(),
        )
        .add_params(frame.pick())
    )
    return frame.framed(
        "dispersion",
        chart,
        _spread(rows, order, term),
        "One mark per hit, at its place in the article. Shape and colour: in whose words.",
        description,
    )


def _spread(rows: pl.DataFrame, order: list[str], term: str) -> str:
    """How often the word stands where, and who never uses it."""
    counted = dict(rows.group_by("outlet_name").len().iter_rows())
    ranked = sorted(counted, key=lambda name: (-counted[name], order.index(name)))
    times = "once" if len(rows) == 1 else f"{len(rows)} times"
    if len(counted) == 1:
        return f"“{term}” is used {times}, only in {ranked[0]}"
    first = [name for name in ranked if counted[name] == counted[ranked[0]]]
    each = " each" if len(first) > 1 else ""
    most = f"{counted[ranked[0]]} of them{each} in {frame.tied(first)}"
    never = [name for name in order if name not in counted]
    without = f"; never in {listed(never)}" if 0 < len(never) <= 3 else ""
    return f"“{term}” is used {times}, {most}{without}"
