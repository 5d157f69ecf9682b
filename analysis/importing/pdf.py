"""A PDF with a text layer → its lines in reading order; one of pictures is refused by name."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from analysis.errors import ParallaxError

_PAGES = 400
_LEAST = 200  # characters of a document that holds a text at all
Box = tuple[float, float, float, float, str]  # left, bottom, right, top, text


def text_of(raw: bytes, name: str) -> str:
    """The text of a PDF, column by column, paragraphs parted by blank lines.

    Raises ParallaxError where it is damaged, encrypted, without a text layer, or where
    the reader (the extra ``formats``) is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        remedy = "install Parallax with its extra `formats`, or save the article as HTML or text"
        raise ParallaxError(name, "it is a PDF, and nothing here reads it", remedy) from error
    try:
        document = pypdfium2.PdfDocument(raw)
    except Exception as error:  # pdfium's own error, or ctypes'
        problem = f"it is a PDF that cannot be opened ({error})"
        raise ParallaxError(name, problem, "save the article as HTML or text") from error
    try:
        if len(document) > _PAGES:
            problem = f"a PDF of {len(document)} pages is no article"
            raise ParallaxError(name, problem, "cut it into articles")
        pages = [_page(document, number, name) for number in range(len(document))]
    finally:
        document.close()
    text = "\n\n".join(filter(None, pages))
    if len(text) < _LEAST:
        problem = "it is a PDF without a text layer (a scan)"
        raise ParallaxError(name, problem, "run a text recognition on it, or save it as text")
    return text


def _page(document: Any, number: int, name: str) -> str:
    try:
        page = document[number]
        layer = page.get_textpage()
        boxes: list[Box] = []
        for index in range(layer.count_rects()):
            left, bottom, right, top = layer.get_rect(index)
            words = layer.get_text_bounded(left, bottom, right, top).strip()
            if words:
                boxes.append((left, bottom, right, top, " ".join(words.split())))
        width = page.get_width()
    except Exception as error:
        raise ParallaxError(
            f"{name}, page {number + 1}", f"damaged ({error})", "leave it out"
        ) from (error)
    return "\n\n".join(_joined(column) for column in _columns(_lines(boxes), width))


def _lines(boxes: list[Box]) -> list[Box]:
    """Boxes of one height that touch are one line."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: (-round(box[3]), box[0])):
        last = found[-1] if found else None
        height = box[3] - box[1]
        if last and abs(last[1] - box[1]) < height / 2 and -height < box[0] - last[2] < height:
            top, bottom = max(last[3], box[3]), min(last[1], box[1])
            gap = " " * (box[0] - last[2] > height * 0.15)
            found[-1] = (last[0], bottom, box[2], top, f"{last[4]}{gap}{box[4]}")
        else:
            found.append(box)
    return found


def _columns(lines: list[Box], width: float) -> Iterator[list[Box]]:
    """Lines that cross a page's middle part it; between them the left goes before the right."""
    if not lines:
        return
    usual = statistics.median(line[2] - line[0] for line in lines)
    count = max(1, min(6, round(width * 0.85 / max(usual, 1)))) if usual < width * 0.55 else 1
    band: list[Box] = []
    for line in sorted(lines, key=lambda line: -line[3]):
        if count > 1 and line[2] - line[0] > usual * 1.4:
            yield from _by_column(band)
            yield [line]
            band = []
        else:
            band.append(line)
    yield from _by_column(band) if count > 1 else [band]


def _by_column(band: list[Box]) -> Iterator[list[Box]]:
    """Lines grouped by overlapping left and right ends, from the left."""
    groups: list[tuple[float, float, list[Box]]] = []
    for line in band:
        for n, (left, right, held) in enumerate(groups):
            if min(right, line[2]) - max(left, line[0]) > 0:
                groups[n] = (min(left, line[0]), max(right, line[2]), [*held, line])
                break
        else:
            groups.append((line[0], line[2], [line]))
    for _, _, held in sorted(groups, key=lambda group: group[0]):
        yield held


def _joined(lines: list[Box]) -> str:
    """Lines of a column as paragraphs: a wider gap or a short last line parts them."""
    if not lines:
        return ""
    gaps = [above[1] - below[3] for above, below in pairwise(lines)]
    usual = statistics.median(gaps) if gaps else 0.0
    right = max(line[2] for line in lines)
    wide = max(right - min(line[0] for line in lines), 1)
    text = lines[0][4]
    for gap, above, line in zip(gaps, lines, lines[1:], strict=False):
        height = line[3] - line[1]
        ended = above[2] < right - 0.2 * wide and re.search(r"[.!?”\"»’]$", above[4])
        if (
            gap > usual + 0.5 * height
            or ended
            or abs(height - (above[3] - above[1])) > 0.35 * height
        ):
            text += "\n\n" + line[4]
        elif re.search(r"[^\W\d_][-\u00ad\u2010]$", text) and line[4][:1].islower():
            text = text[:-1] + line[4]
        else:
            text += " " + line[4]
    return text
