"""One palette, one type scale, one order of outlets; light and dark.

Colours are Okabe and Ito's (2008), told apart by readers with any colour vision.
Outlets also differ in shape, so nothing rests on colour alone. Text takes the
colour of its surroundings (``currentColor`` set by the page), so a chart reads
on a light and on a dark ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

import altair as alt
import polars as pl
from altair.utils import schemapi

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442", "#999999")
# for events of more than eight outlets; Okabe and Ito's stay first
FURTHER = (
    *("#AA4499", "#8C6D46", "#6A5ACD", "#44AA99", "#DDCC77", "#882255", "#88CCEE", "#CC6677"),
    *("#4B6A2F", "#B79CED", "#FF9DA7", "#2F4B7C", "#A0D568", "#7A3E00", "#00A7B5", "#C8B8A6"),
)
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-left",
    "triangle-right",
)
ACCENT = "#D55E00"
ABSENT = "rgba(128,138,152,0.16)"
FAINT = "rgba(128,138,152,0.35)"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"
ON_BRIGHT = "#14181f"  # ink on the palette's brighter colours, where white would be hard to read
WIDTH = 620  # of a chart without its labels, where nothing is known of the page
LETTER = 6.6  # width of a letter of a label
_LABELS = 310  # room of a label there
_page: ContextVar[int | None] = ContextVar("page", default=None)

VOICE = {"outlet": "#0072B2", "quoted": "#E69F00", "reported": "#56B4E9"}
VOICE_NAME = {"outlet": "own words", "quoted": "quoted", "reported": "reported speech"}
TREATMENT = {"direct": "#0072B2", "mixed": "#009E73", "indirect": "#E69F00", "absent": ABSENT}
LABEL = {"name": "#56B4E9", "role": "#0072B2", "evaluative": "#D55E00", "pronoun": "#999999"}
KIND = {
    "body": "#0072B2",
    "headline": "#D55E00",
    "subhead": "#E69F00",
    "byline": "#CC79A7",
    "dateline": "#009E73",
    "caption": "#56B4E9",
    "promo": "#F0E442",
    "signature": "#999999",
    "footer": "#666666",
}


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, from 1 to 21; text wants 4.5.

    >>> round(contrast("#ffffff", "#000000"), 1), round(contrast("#fff", "#0072B2"), 2)
    (21.0, 5.19)
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """WCAG's relative luminance of a colour given as #rgb or #rrggbb."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink(fill: str) -> str:
    """The ink that reads best on a fill: white, or the dark one."""
    return max("white", ON_BRIGHT, key=lambda ink: contrast({"white": "#fff"}.get(ink, ink), fill))


def tint(colour: str) -> str:
    """A colour so thin that the page's own ink reads on it, in the light and in the dark."""
    return f"rgba({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))}, 0.3)"


def scale(colours: dict[str, str]) -> alt.Scale:
    """A colour scale that gives each value its own colour, whatever the data holds."""
    return alt.Scale(domain=list(colours), range=list(colours.values()))


def names(rows: pl.DataFrame, outlets: pl.DataFrame | None) -> tuple[pl.DataFrame, list[str]]:
    """Add ``outlet_name`` to rows and return them with all names in the event's order.

    Without ``outlets`` (outlet, name) the ids themselves are the names, sorted.
    """
    if outlets is None:
        found = rows["outlet"].unique().sort().to_list()
        return rows.with_columns(outlet_name=pl.col("outlet")), found
    named = outlets.select("outlet", outlet_name=pl.col("name"))
    joined = rows.join(named, on="outlet", how="left", maintain_order="left")
    return (
        joined.with_columns(pl.col("outlet_name").fill_null(pl.col("outlet"))),
        outlets["name"].to_list(),
    )


@contextmanager
def paged(width: int | None) -> Iterator[None]:
    """Draw charts for a page of that many pixels; None: for a page of unknown width.

    >>> with paged(390):
    ...     room(), label_room()
    (242, 140)
    """
    token = _page.set(width)
    try:
        with unchecked():
            yield
    finally:
        _page.reset(token)


def unchecked() -> AbstractContextManager[None]:
    """Draw without Altair comparing every piece with its schema, as the tests of all charts do."""
    return schemapi.debug_mode(False)


def page() -> int | None:
    """The width of the page that charts are drawn for, where it is known."""
    return _page.get()


def room() -> int:
    """The width of a chart without its labels."""
    width = page()
    return WIDTH if width is None else max(160, width - label_room() - 8)


def label_room() -> int:
    """The width that a label has beside a chart."""
    width = page()
    return _LABELS if width is None else max(110, min(400, round(0.36 * width)))


def outlet_colour(order: list[str]) -> alt.Scale:
    colours = OKABE_ITO + FURTHER
    repeated = [colours[i % len(colours)] for i in range(len(order))]
    return alt.Scale(domain=order, range=repeated)


def outlet_shape(order: list[str]) -> alt.Scale:
    repeated = [SHAPES[i % len(SHAPES)] for i in range(len(order))]
    return alt.Scale(domain=order, range=repeated)


@alt.theme.register("parallax", enable=False)
def config() -> alt.theme.ThemeConfig:
    """The theme; `charts` applies it, so that it holds wherever a chart is shown."""
    ink = "currentColor"  # the page's own ink, light or dark
    return alt.theme.ThemeConfig(
        {
            "config": {
                "background": "transparent",
                "font": FONT,
                "view": {"stroke": None},
                "axis": {
                    "labelColor": ink,
                    "titleColor": ink,
                    "labelFontSize": 12,
                    "titleFontSize": 12,
                    "titleFontWeight": "normal",
                    "labelLimit": 260,
                    "domain": False,
                    "ticks": False,
                    "gridColor": FAINT,
                    "labelPadding": 6,
                },
                "axisY": {"labelPadding": 12},  # a mark at the axis's end lies on no label
                "axisQuantitative": {"labelOverlap": "greedy", "labelSeparation": 6},
                "legend": {
                    "labelColor": ink,
                    "titleColor": ink,
                    "labelFontSize": 12,
                    "titleFontSize": 12,
                    "titleFontWeight": "normal",
                    "orient": "bottom",
                    "symbolType": "square",
                    "columns": 6,
                },
                "text": {"color": ink},
                "rule": {"color": ink},
                "point": {"color": OKABE_ITO[0]},
                "header": {"labelColor": ink, "titleColor": ink, "labelFontSize": 12},
                "title": {
                    "anchor": "start",
                    "frame": "bounds",
                    "fontSize": 16,
                    "fontWeight": 600,
                    "color": ink,
                    "subtitleColor": ink,
                    "subtitleFontSize": 12.5,
                    "subtitlePadding": 6,
                    "offset": 14,
                },
            }
        }
    )
