"""Controls that explorers, the coder and notebook 06 are put together with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets

_STYLE = (Path(__file__).parents[1] / "templates" / "explorer.css").read_text("utf-8")
BUSY = '<div class="px-busy" role="progressbar" aria-label="Working"></div>'
WIDE = {"width": "min(calc(100% - 4px), 46em)"}  # within the margins that widgets have


def style() -> widgets.HTML:
    """The style sheet of everything in an explorer, as a widget that takes no room."""
    return widgets.HTML(f"<style>{_STYLE}</style>", layout={"height": "0", "margin": "0"})


def row(children: Any) -> widgets.HBox:
    """Widgets side by side, on further lines where there is no room."""
    side_by_side = {"flex_flow": "row wrap", "align_items": "center", "overflow": "visible"}
    return widgets.HBox(list(children), layout=side_by_side).add_class("px-row")


def checkbox(label: str, on: bool) -> widgets.Checkbox:
    """A box with its label close by, as wide as they are."""
    return widgets.Checkbox(value=on, description=label, indent=False, layout={"width": "auto"})


def labelled(kind: type[widgets.Widget], label: str, **traits: Any) -> Any:
    """A control with a label that is never cut off."""
    return kind(description=label, style={"description_width": "initial"}, **traits)


def field(label: str, *, kind: type[widgets.Widget] = widgets.Text, **traits: Any) -> Any:
    """A field for words, sent when it is left or Enter is pressed.

    Sent letter by letter, the last ones wait while Python is busy: a button that is pressed
    meanwhile would be heard before them.
    """
    return labelled(kind, label, continuous_update=False, **traits)


def dropdown(
    description: str, options: list[tuple[str, str]], value: str | None = None
) -> widgets.Dropdown:
    """A list with a label that is never cut off."""
    natural = {"width": "auto", "max_width": "min(calc(100% - 4px), 46em)"}
    made = labelled(widgets.Dropdown, description, options=options, layout=natural)
    if value is not None:
        made.value = value
    return made


def button(label: str, pressed: Callable[[], Any]) -> widgets.Button:
    """A button as wide as its label."""
    made = widgets.Button(description=label, layout={"width": "auto"})
    made.on_click(lambda _: pressed())
    return made
