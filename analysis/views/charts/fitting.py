"""A chart laid out for the width of the page that shows it: drawn anew, never scaled."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from analysis.views import theme
from analysis.views.charts.frame import SEPARATOR, WIDE_LETTER, letters, names_above

_NARROW = 700  # pixels below which legends stand one below the other
_COLUMN = 27  # least width of a column of a grid: a number of three digits and its gaps
_WRAPPED = "split(replace({0}, regexp('^(.{{1,{1}}})[ ]'), '$1\\n'), '\\n')"
_PLAIN = "datum.label"
_TWO_LINES = 31  # pixels of a row whose label has two lines


def fitted(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification laid out for `theme.paged`'s page; outside it, as it is.

    Axes and labels have their room in the page's width; labels that are longer than a third
    of it stand in two lines. A grid with more columns than there is room for is as wide as it
    must be, and the page lets it scroll.
    """
    page = theme.page()
    if page is None or spec.get("usermeta", {}).get("chart") in (None, "nothing", "wording"):
        return spec
    if "facet" in spec or any("row" in one or "column" in one for one in _encodings(spec)):
        return {**spec, "width": theme.room()} if "width" in spec else spec
    columns = 0
    for encoding in _encodings(spec):
        if _named(encoding.get("y")):
            _wrap(encoding["y"])
        if _named(encoding.get("x")):
            names = encoding["x"].get("sort") or ()
            columns = max(columns, len(names))
            if encoding["x"].get("field") == "outlet_name":  # drawn for no page, perhaps
                encoding["x"]["axis"] = encoding["x"].get("axis", {}) | names_above(list(names))
        _narrow(encoding, page)
    least = theme.label_room() + columns * spec["usermeta"].get("column", _COLUMN)
    fit = {"type": "fit-x", "contains": "padding"}
    config = spec.get("config", {})
    stacked = {"bottom": {"anchor": "start", "direction": "vertical"}}
    legend = {**config.get("legend", {}), "layout": stacked}
    crowded = any(_legends(encoding) > 2 for encoding in _encodings(spec))
    config = {**config, "legend": legend} if page < _NARROW or crowded else config
    taller = {"height": _taller(spec.get("height"), _encodings(spec))}
    return {**spec, **taller, "width": max(page, least), "autosize": fit, "config": config}


def _legends(encoding: dict[str, Any]) -> int:
    """How many legends stand side by side; that of a size is as wide as its largest mark."""
    shown = (encoding.get(name) for name in ("color", "shape", "size"))
    return sum(
        isinstance(one, dict) and "field" in one and one.get("legend", {}) is not None
        for one in shown
    )


def too_wide(spec: dict[str, Any]) -> bool:
    """Whether a specification is wider than the page it is drawn for."""
    page = theme.page()
    if page is None or spec.get("usermeta", {}).get("chart") == "nothing":
        return False
    return isinstance(spec.get("width"), int) and spec["width"] > page


def _named(channel: Any) -> bool:
    """Whether a channel is an axis of names."""
    shown = isinstance(channel, dict) and channel.get("axis", {}) is not None
    return shown and channel.get("type") in ("nominal", "ordinal")


def _wrap(channel: dict[str, Any]) -> None:
    """Let an axis of names have a third of the page, its long names two lines."""
    room = theme.label_room()
    line = letters()
    axis = dict(channel.get("axis", {}))
    label = axis.get("labelExpr", _PLAIN)
    wrapped = _WRAPPED.format(label, line)
    long = f"length({label}) > {line}"
    axis |= {"labelExpr": f"{long} ? {wrapped} : {label}", "labelLimit": room}
    axis["labelOffset"] = {"expr": f"length({label}) > {line} ? -6 : 0"}
    channel["axis"] = axis


def _taller(height: Any, encodings: Iterable[dict[str, Any]]) -> Any:
    """Rows tall enough for labels of two lines, where there are any."""
    if not isinstance(height, dict) or "step" not in height:
        return height
    for encoding in encodings:
        channel = encoding.get("y")
        names = channel.get("sort") if channel and _named(channel) else None
        shown = [str(name).split(SEPARATOR)[0] for name in names or () if isinstance(names, list)]
        if any(len(name) > letters() for name in shown):
            return {**height, "step": max(height["step"], _TWO_LINES)}
    return height


def _narrow(encoding: dict[str, Any], page: int) -> None:
    """Let a long title of an axis stand in lines, and a legend in as many columns as fit."""
    across = encoding.get("x")
    title = across.get("title") if isinstance(across, dict) else None
    room = page - theme.label_room()
    if isinstance(title, str) and isinstance(across, dict) and len(title) * WIDE_LETTER > room:
        across["title"] = textwrap.wrap(title, max(18, int(room / WIDE_LETTER)))
    for channel in encoding.values():
        if not isinstance(channel, dict) or "scale" not in channel:
            continue
        if channel.get("legend", {}) is None or channel["scale"] is None:
            continue
        names = [str(name) for name in channel["scale"].get("domain", ())]
        wide = max(map(len, names), default=0) * theme.LETTER + 34
        fits = max(1, min(6, int(room / wide)))
        channel["legend"] = {**channel.get("legend", {}), "columns": fits}


def _encodings(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every encoding of a specification and its layers."""
    if "encoding" in spec:
        yield spec["encoding"]
    for part in spec.get("layer", ()):
        yield from _encodings(part)
