"""Every text of every chart can be read on what lies under it, on light and on dark pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import vl_convert
from test_explorers import everything

from analysis.views import export, theme

LEAST = 4.5  # WCAG 2.2, 1.4.3
PAGES = {"light": ("#ffffff", "#212121"), "dark": ("#111111", "#ffffff")}
NAMED = {"white": "#ffffff", "black": "#000000"}


def test_every_ink_of_the_theme_reads_on_its_fill():
    fills = [*theme.OKABE_ITO, *theme.FURTHER, *theme.VOICE.values(), *theme.KIND.values()]
    for fill in fills:
        ink = theme.ink(fill)
        assert theme.contrast(NAMED.get(ink, ink), fill) >= LEAST, fill


@pytest.mark.parametrize("page", PAGES)
def test_every_text_of_every_chart_reads_on_what_lies_under_it(corpus, page):
    ground, ink = PAGES[page]
    poor = {
        (name, text, round(found, 2))
        for name, explorer in everything(corpus).items()
        for text, found in contrasts(explorer.spec, ground, ink)
        if found < LEAST
    }
    assert poor == set()


def contrasts(spec: dict[str, Any], ground: str, ink: str) -> Iterator[tuple[str, float]]:
    """Each text that a chart draws, with its contrast to the fills under its place."""
    written = json.loads(json.dumps(spec).replace('"currentColor"', f'"{ink}"'))
    drawn = vl_convert.vegalite_to_scenegraph(written, vl_version=export.vega_lite())
    under: list[tuple[tuple[float, float, float, float], str, float]] = []
    for kind, item, x, y in items(drawn["scenegraph"], 0, 0):
        if kind == "text" and item.get("text") not in (None, "") and item.get("opacity", 1):
            colour = ground
            for (left, top, right, bottom), fill, opacity in under:
                if left <= x <= right and top <= y <= bottom:
                    colour = mixed(fill, colour, opacity)
            yield str(item["text"]), theme.contrast(mixed(item["fill"], colour, 1), colour)
        elif kind == "rect" and item.get("fill") not in (None, "transparent", "none"):
            place = (x, y, x + item.get("width", 0), y + item.get("height", 0))
            under.append((place, item["fill"], item.get("opacity", 1) * item.get("fillOpacity", 1)))


def items(mark: Any, x: float, y: float) -> Iterator[tuple[str, dict[str, Any], float, float]]:
    """Every item of a drawing in the order of painting, with its place on the page."""
    for item in mark.get("items", []):
        at = (x + item.get("x", 0), y + item.get("y", 0))
        yield mark["marktype"], item, *at
        if mark["marktype"] == "group":
            for part in item.get("items", []):
                yield from items(part, *at)


def mixed(colour: str, under: str, opacity: float) -> str:
    """A colour laid over another, as #rrggbb."""
    colour = NAMED.get(colour, colour)
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    if colour.startswith("#"):
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    elif len(parts) == 4:
        opacity *= parts[3]
    below = [int(under[at : at + 2], 16) for at in (1, 3, 5)]
    both = zip(parts[:3], below, strict=True)
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in both)
