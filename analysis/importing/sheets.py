"""Excel and LibreOffice sheets → rows, under the names in their first full line."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from analysis.errors import ParallaxError
from analysis.importing.rows import apart

Row = tuple[int, dict[str, Any]]


_KINDS = (b"xl/workbook.xml", b"xl/workbook.bin", b"opendocument.spreadsheet")


def is_sheet(raw: bytes) -> bool:
    """Whether an Office file is a spreadsheet: its list of parts stands at its end."""
    return any(kind in raw[:4096] or kind in raw[-65_536:] for kind in _KINDS)


def rows(raw: bytes, name: str) -> Iterator[Row | ParallaxError]:
    """Rows of every sheet with a header; raises ParallaxError where it cannot be opened."""
    try:
        import python_calamine as calamine
    except ImportError as error:
        remedy = "install Parallax with its extra `formats`, or save the sheet as CSV"
        raise ParallaxError(name, "it is a spreadsheet, and nothing here reads it", remedy) from (
            error
        )
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [(title, book.get_sheet_by_name(title)) for title in book.sheet_names]
        tables = [(title, sheet.to_python()) for title, sheet in sheets]
    except Exception as error:  # the library's several errors have no common ancestor of their own
        problem = f"the spreadsheet cannot be opened ({str(error)[:120]})"
        raise ParallaxError(name, problem, "save it as CSV") from error
    for title, table in tables:
        filled = [(n, line) for n, line in enumerate(table, start=1) if any(map(_cell, line))]
        header = next((n for n, (_, line) in enumerate(filled) if sum(map(bool, line)) > 1), None)
        if header is None:
            if filled:
                place = f"{name}, sheet {title!r}"
                yield ParallaxError(place, "no table with a header", "write the columns' names")
            continue
        names = apart([str(cell).strip() for cell in filled[header][1]])
        for number, line in filled[header + 1 :]:
            cells = {column: _cell(cell) for column, cell in zip(names, line, strict=False)}
            yield number, {column: cell for column, cell in cells.items() if column}


def _cell(value: Any) -> Any:
    """A cell as a table of text has it: numbers without their decimals, days as days."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, datetime.date) or value is None else str(value)
