"""What an output keeps when its kernel is gone: a picture, a table, passages, all inert HTML.

No script runs in it and nothing is fetched: nbconvert, a mail or a page that shows
notebooks show it as it is. The picture is an image in the HTML itself, because viewers
that clean the HTML of strangers take SVG's own elements out of it, and images not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from analysis.views import evidence, export, marks

ROOM = 60_000  # bytes of one explorer's HTML
_PICTURE_ROOM = 44_000
_TABLE_ROOM = 9_000
_LEAST_ROW = len("<tr><td></td></tr>")  # bytes; rows beyond those that can fit are only counted
_STYLE = (Path(__file__).parent / "templates" / "kept.css").read_text("utf-8")

_TAG = re.compile(r'<(\w+)((?:\s+[\w:-]+="[^"]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_N = r"(-?[\d.]+)"
_ROUNDED = re.compile(  # a rectangle with round corners as Vega writes it, once round
    rf'<path d="M{_N},{_N}L{_N},\2C[^L]+,{_N},{_N}L\4,{_N}C[^L]+L\1,[^L]+L[^L"]+Z"'
)
_PLACING = {"transform", "d", "x", "y", "x1", "y1", "x2", "y2", "dy", "viewBox", "version", "id"}
_PLACING |= {"width", "height", "offset", "clip-path", "xmlns", "xmlns:xlink", "gradientUnits"}
_UNSEEN = {"role", "class", "cursor", "pointer-events"}
_PIXELS = {"font-size", "stroke-width"}


def small_svg(svg: str) -> str:
    """The same picture in a third of the bytes: looks named once, tenths of a pixel.

    >>> mark = '<path aria-label="x" d="M0.123,4" fill="red" opacity="1"/>'
    >>> small_svg(f'<svg width="9">{mark}{mark}</svg>')
    '<svg width="9"><style>.a0{fill:red;opacity:1}</style><path d="M0.1,4" class="a0"/><path d="M0.1,4" class="a0"/></svg>'
    """  # noqa: E501
    looks: dict[str, str] = {}

    def shorter(tag: re.Match[str]) -> str:
        name, written, end = tag.groups()
        attributes = _ATTRIBUTE.findall(written)
        placed = "".join(f' {key}="{_tenths(value)}"' for key, value in attributes if _places(key))
        look = ";".join(f"{key}:{_sized(key, value)}" for key, value in attributes if _looks(key))
        named = f' class="{looks.setdefault(look, f"a{len(looks)}")}"' if look else ""
        return f"<{name}{placed}{named}{end}>"

    drawn = _ROUNDED.sub(_rectangle, _TAG.sub(shorter, svg).replace('<path d=""/>', ""))
    rules = "".join(f".{name}{{{look}}}" for look, name in looks.items())
    return re.sub(r"(<svg[^>]*>)", lambda root: f"{root[1]}<style>{rules}</style>", drawn, count=1)


def _rectangle(path: re.Match[str]) -> str:
    """A quarter of the bytes for what most cells of a large chart are."""
    left, top, straight, right, _, bottom = map(float, path.groups())
    corner = right - straight
    sizes = {"x": left - corner, "y": top, "width": right - left + corner}
    sizes |= {"height": bottom - top + corner, "rx": corner}
    return "<rect " + " ".join(f'{key}="{size:.4g}"' for key, size in sizes.items())


def _places(key: str) -> bool:
    return key in _PLACING


def _looks(key: str) -> bool:
    return not (key in _PLACING or key in _UNSEEN or key.startswith("aria-"))


def _tenths(value: str) -> str:
    return value if "://" in value else re.sub(r"(\.\d)\d+", r"\1", value)


def _sized(key: str, value: str) -> str:
    """A length as CSS wants it: with its unit."""
    return f"{value}px" if key in _PIXELS and re.fullmatch(r"[\d.]+", value) else value


def picture(spec: dict[str, Any]) -> str:
    """A chart as an image element; in words alone where it would be too large to keep."""
    untitled = {key: part for key, part in spec.items() if key != "title"}
    svg = small_svg(export.svg(untitled))
    data = svg.replace("%", "%25").replace("#", "%23").replace("\n", " ")
    quoted = escape(data, quote=False).replace("'", "&#39;")  # SVG's own quotes are double
    told = escape(str(spec.get("description", "chart")))
    if len(quoted.encode()) > _PICTURE_ROOM:
        return f"<p>The chart is too large to be kept here; its data stand below. {told}</p>"
    return f"<img alt='{told}' src='data:image/svg+xml,{quoted}'>"


def table(rows: list[dict[str, Any]]) -> str:
    """The chart's data, as many rows as there is room for."""
    shown = marks.html_table(rows[: _TABLE_ROOM // _LEAST_ROW], "The chart's data")
    head, *lines = shown.split("<tr>")
    fitting = _fitting(lines, _TABLE_ROOM)
    left = len(rows) + 1 - len(fitting)  # the heads are a line, too
    if left:
        fitting[-1] += "</tbody></table></div>" * (not fitting[-1].endswith("</div>"))
    more = f"<p>And {left} more rows.</p>" if left else ""
    summary = f"<summary>The chart's data: {len(rows)} rows</summary>"
    return f"<details>{summary}{'<tr>'.join([head, *fitting])}{more}</details>"


def passages(panel: str, room: int) -> str:
    """A panel of evidence without its buttons, as many passages of it as there is room for."""
    plain = re.sub(r"<style>.*?</style>|<button\b.*?</button>", "", panel, flags=re.DOTALL)
    head, *items = plain.split("<li ")
    fitting = _fitting(items, room - len(head.encode()))
    left = len(items) - len(fitting)
    if not left:
        return plain
    return f"{'<li '.join([head, *fitting])}</ol><p>And {left} more.</p></div>"


def _fitting(parts: list[str], room: int) -> list[str]:
    """The first parts that fit together, one at least."""
    kept: list[str] = []
    for part in parts:
        room -= len(part.encode()) + 4
        if kept and room < 0:
            break
        kept.append(part)
    return kept


def page(
    name: str, heading: str, drawn: str, rows: list[dict[str, Any]], panels: Iterable[Callable]
) -> str:
    """One explorer's kept HTML: title, picture, passages of the marks in ``panels``, table.

    ``panels`` are functions that make a mark's panel, asked while there is room. ``name``
    is the class by which a living widget hides it.
    """
    said = [heading, drawn]
    told = table(rows) if rows else ""
    room = ROOM - sum(len(part.encode()) for part in (*said, told, evidence.STYLE)) - 2_000
    for panel in panels:
        shown = passages(panel(), room)
        room -= len(shown.encode())
        if room < 0:
            break
        said.append(shown)
    return framed(name, "".join([*said, told]))


def framed(name: str, body: str) -> str:
    """Inert HTML as an output of its own that a living widget hides by its class."""
    gone = f".jp-OutputArea-child:not(:has(.px-explorer,.px-coder)):has(+ * .{name})"
    style = f"{evidence.STYLE}{_STYLE}{gone}{{display:none}}"
    return f'<style>{style}</style><div class="px-static {name}">{body}</div>'


def hiding(name: str) -> str:
    """The style sheet by which a living widget hides what was kept of it."""
    return f"<style>.{name},.jp-OutputArea-child:has(.{name}){{display:none}}</style>"
