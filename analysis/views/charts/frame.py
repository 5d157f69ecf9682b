"""What the charts share: marks with evidence, the picked mark's outline, frames, axes, wording."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import partial
from typing import Any

import altair as alt
import polars as pl

from analysis.phrasing import listed, opened
from analysis.views import labels, theme

Chart = alt.Chart | alt.LayerChart | alt.FacetChart

ROW = 30  # height of one row of a categorical axis
_PICK = "pick"
_LEGEND_LETTERS = 24  # of a name in a legend; what is longer is cut there
_UPRIGHT = 12  # columns above which their names stand upright wherever they are crowded
_NAMED = 3  # names of a tie that a title spells out
WIDE_LETTER = 7.3  # pixels of a letter in the widest of the theme's fonts
SEPARATOR = "\u241f"  # between a label and the id that tells it apart from its like


def data(rows: pl.DataFrame, *columns: str) -> dict[str, tuple[dict[str, Any], ...]]:
    """The rows as inline data, with the number of every mark in ``_mark``.

    A plain dictionary: of an `alt.Data`, Altair checks every value against its schema; and a
    tuple in it: a list is copied, value by value, for every layer of a chart.

    A column that places or connects marks and tells a reader nothing has a name with a
    leading ``_``: `views.marks` leaves it out of names and tables. ``_elsewhere``, where there
    is one, holds further passages to compare with, and ``_elsewhere_is`` says what they are.
    """
    more = [column for column in ("_elsewhere", "_elsewhere_is") if column in rows.columns]
    drawn = rows.select(*columns, "evidence", *more).with_row_index("_mark")
    return {"values": tuple(drawn.to_dicts())}


def pick() -> alt.Parameter:
    """The selection of one mark by a click."""
    return alt.selection_point(name=_PICK, fields=["_mark"], empty=False)


def if_picked(channel: Any, value: Any, otherwise: Any) -> Any:
    """A channel (`alt.StrokeValue`, say) with one value for the picked mark, one for the others."""
    return channel(otherwise, condition={"param": _PICK, "empty": False, "value": value})


def outlined(width: float = 2.5) -> dict[str, Any]:
    """Encodings that outline the picked mark."""
    return {
        "stroke": if_picked(alt.StrokeValue, theme.ACCENT, theme.FAINT),
        "strokeWidth": if_picked(alt.StrokeWidthValue, width, 0.5),
    }


def told(*shown: str | alt.Tooltip) -> list[alt.Tooltip]:
    """What is told of a mark under the pointer, each column called as readers know it.

    Channels are written as objects in all charts: of a plain string, Altair makes one by
    comparing it with its whole schema, which is half the time of drawing a chart.
    """
    return [_titled(one) if isinstance(one, str) else one for one in shown]


def _titled(column: str) -> alt.Tooltip:
    name = column.partition(":")[0]
    title = labels.column(name.removeprefix("_"))
    if written := labels.written(name):
        return alt.Tooltip(column, title=title, format=written)
    return alt.Tooltip(column, title=title)


def counted(what: str) -> alt.Tooltip:
    """What ``n`` counts, told under the pointer."""
    return alt.Tooltip("n:Q", title=what, format=",")


def framed(
    name: str,
    chart: Any,
    finding: str,
    how_to_read: str,
    description: str,
    *,
    row: int = ROW,
    beyond: bool = True,
    column: int | None = None,
) -> Chart:
    """The chart with its title, description and size: one row's height per category.

    ``name`` is the function that drew it, by which findings link to it. ``beyond`` is False
    where all that it compares lies within chance: a report then says so in one line. ``column``
    is the least width of a column that holds words.
    """
    return chart.properties(
        usermeta={"chart": name, "beyond": beyond} | ({"column": column} if column else {}),
        title=alt.TitleParams(opened(finding), subtitle=how_to_read),
        description=description,
        width=theme.room(),
        height=alt.Step(row),
    )


def nothing(finding: str, description: str) -> Chart:
    """A chart with nothing to draw: its title says so, and there are no empty axes."""
    blank = alt.Chart(alt.Data(values=[{}])).mark_text(text="").add_params(pick())
    empty = framed(
        "nothing", blank, finding, "There is nothing to draw.", description, beyond=False
    )
    return empty.properties(height=1)  # a step needs an axis, and there is none


def cells(
    base: alt.Chart, colour: Any, texts: Iterable[tuple[str, Any, str]]
) -> alt.LayerChart | alt.FacetChart:
    """A grid of cells; ``texts`` says under which condition what is written in which ink.

    Where the text is a column, its cells may hold two lines, the first raised above the middle.
    """
    grid = base.mark_rect(cornerRadius=3, cursor="pointer").encode(color=colour, **outlined(3))
    written = [
        base.transform_filter(condition)
        .mark_text(fontSize=11.5, cursor="pointer", color=ink, lineBreak="\n", dy=_raised(text))
        .encode(text=text)
        for condition, text, ink in texts
    ]
    return alt.layer(grid.add_params(pick()), *written)


def _raised(text: Any) -> alt.ExprRef | int:
    """Half a line up where a text has a line break: Vega centres the first line alone."""
    column = str(getattr(text, "shorthand", text)).partition(":")[0]
    if not column.isidentifier():
        return 0  # a value or a condition, of one line
    two = f"isString(datum['{column}']) && indexof(datum['{column}'], '\\n') >= 0"
    return alt.ExprRef(f"{two} ? -7 : 0")


def outlet_columns(order: list[str], **keywords: Any) -> alt.X:
    """Outlets side by side, their names above: in lines where they are long, else tilted."""
    axis = alt.Axis(orient="top", labelLimit=200, labelOverlap=False, **names_above(order))
    return alt.X("outlet_name:N", sort=order, title=None, axis=axis, **keywords)


def names_above(order: list[str]) -> dict[str, Any]:
    """How names stand above columns of the page's width: level, in lines, tilted or upright."""
    room = theme.room() / max(1, len(order))
    words = [word for name in order for word in name.split()]
    crowded = max(map(len, words), default=0) * theme.LETTER > room
    long = [name for name in order if len(name) * theme.LETTER > room]
    upright = theme.page() is not None or len(order) > _UPRIGHT
    tilt = -90 if upright else -40  # upright takes no room beside the last column
    lines = 1 if crowded else max((len(name.split()) for name in long), default=1)
    return {
        "labelBaseline": "middle" if crowded and tilt == -90 else "bottom" if lines == 1 else "top",
        "labelPadding": 6 if lines == 1 else 4 + 14 * lines,
        "labelAngle": tilt if crowded else 0,
        "labelAlign": "left" if crowded else "center",
        "labelExpr": "datum.label" if crowded else _wrapped(room),
    }


def _wrapped(room: float) -> str:
    """A name that is wider than its column, one word a line."""
    return (
        f"length(datum.label) * {theme.LETTER} > {room:.0f} ? split(datum.label, ' ') : datum.label"
    )


def outlet_rows(order: list[str]) -> alt.Y:
    """Outlets one below the other."""
    return alt.Y("outlet_name:N", sort=order, title=None)


def outlet_colours(order: list[str]) -> alt.Color:
    """A colour for each outlet; its legend in as many columns as the names have room."""
    longest = min(_LEGEND_LETTERS, max(map(len, order), default=1)) * theme.LETTER + 30
    limit = _LEGEND_LETTERS * theme.LETTER
    columns = max(1, min(6, int(theme.room() / longest)))
    legend = alt.Legend(columns=columns, labelLimit=limit)
    scale = theme.outlet_colour(order)
    return alt.Color("outlet_name:N", scale=scale, title=None, legend=legend)


def coloured(column: str, colours: dict[str, str]) -> alt.Color:
    return alt.Color(f"{column}:N", scale=theme.scale(colours), title=None)


def present(colours: dict[str, str], values: pl.Series) -> dict[str, str]:
    """The colours of those values that occur, so that no legend names what is not there."""
    found = set(values.to_list())
    return {value: colour for value, colour in colours.items() if value in found}


def label(column: str, key: str, length: int) -> pl.Expr:
    """Text cut after a number of characters; the hidden key tells it apart from its like.

    Where the page is known, it has two lines there.
    """
    text = pl.col(column).str.replace_all(r"\s+", " ")
    if theme.page() is not None:
        two = partial(_two_lines, room=letters())  # Polars' threads know nothing of the page
        return keyed(text.map_elements(two, pl.String), key)
    short = text.str.head(length - 1).str.replace(r"(\w.*) \S*$", "$1")  # not inside a word
    short = short.str.strip_chars_end(" ,;") + "…"
    cut = pl.when(text.str.len_chars() > length).then(short).otherwise(text)
    return keyed(cut, key)


def letters() -> int:
    """The letters of a line of a label, where the page is known."""
    return max(8, int(theme.label_room() / WIDE_LETTER))


def _two_lines(text: str, room: int) -> str:
    """As much of a text as stands in two lines of so many letters, not cut inside a word."""
    first, *more = textwrap.wrap(text, room) or [text]
    if len(more) < 2:
        return text
    second = textwrap.shorten(f"{more[0]} {more[1]}", room, placeholder="…")
    return f"{first} {second if len(second) > 1 else more[0][: room - 1] + '…'}"


def keyed(text: pl.Expr, key: str) -> pl.Expr:
    """Text for a label, with the hidden key that tells it apart from its like."""
    return pl.format("{}" + SEPARATOR + "{}", text, key)


def label_rows(rows: pl.DataFrame, column: str) -> alt.Y:
    """An axis of labels made by `label`, in the order of the rows, without their keys."""
    order = rows[column].unique(maintain_order=True).to_list()
    axis = alt.Axis(
        labelExpr=f"split(datum.label, '{SEPARATOR}')[0]", labelLimit=theme.label_room()
    )
    return alt.Y(f"{column}:N", sort=order, title=None, axis=axis)


def named_actors(rows: pl.DataFrame, actors: pl.DataFrame | None, column: str) -> pl.DataFrame:
    """Replace actors' ids by their names where they are known."""
    if actors is None:
        return rows
    return rows.with_columns(pl.col(column).replace(dict(actors.select("actor", "name").rows())))


def tied(names: Iterable[str]) -> str:
    """Names that share a place: "A", "A and B", "A, B and C", beyond that how many they are.

    >>> tied("ab"), tied("abcde")
    ('a and b', 'a, b and 3 others')
    """
    named = list(names)
    if len(named) <= _NAMED:
        return listed(named)
    return f"{', '.join(named[: _NAMED - 1])} and {len(named) - _NAMED + 1} others"


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"
