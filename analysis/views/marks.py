"""A chart's marks outside the chart: their names in lists, and the table they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

import polars as pl

from analysis import tables
from analysis.views import labels, theme

_LONGEST = 60  # characters of one part of a name
_WITH_VALUE = ("low", "high", "unit")  # told beside the value
_NUMBER = (int, float)
_UNSAID = {"article_id", "start", "end", "log_odds", "p", "item"}  # the table has them


def name(row: dict[str, Any]) -> str:
    """A mark's name for lists: what its row says in plain words, without the bookkeeping.

    >>> row = {"outlet_name": "EFE", "voice": "outlet", "measure": "flesch_reading_ease"}
    >>> name({**row, "value": 43.25, "low": 38.1, "high": 48.4, "n": 12, "unit": "points"})
    'EFE · own words · Flesch reading ease · 43.25 points (38.1 to 48.4) · n = 12'
    """
    parts = []
    for key in _columns([row]):
        value = row[key]
        measured = isinstance(row.get("value"), _NUMBER)
        if value in (None, "") or (measured and key in _WITH_VALUE):
            continue
        if key in _UNSAID or (key.endswith("_id") and isinstance(value, str)):
            continue
        if key == "share" and isinstance(value, float):
            parts.append(f"{100 * value:.0f} %")
            continue
        if key == "value" and isinstance(value, _NUMBER):
            parts.append(_measured(row))
            continue
        shown = _brief(said(key, value))
        if not isinstance(value, str):
            called = labels.column(key).partition(" (")[0]  # the term of the trade is in the table
            shown = f"n = {shown}" if key == "n" else f"{called} {shown}"
        parts.append(shown)
    return " · ".join(parts)


def said(column: str, value: Any) -> Any:
    """A value in words, where a column holds the names that the tables use."""
    if column == "voice":
        return theme.VOICE_NAME.get(value, value)
    if column == "unit" and value:
        return labels.unit(value)
    if column == "measure" and value:
        return labels.measure(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return labels.value(column, value) if isinstance(value, str) else value


def _measured(row: dict[str, Any]) -> str:
    """A value with its unit and its interval."""
    unit = f" {labels.unit(row['unit'])}" if row.get("unit") else ""
    low, high = row.get("low"), row.get("high")
    known = low is not None and high is not None
    between = f" ({_brief(low)} to {_brief(high)})" if known else ""
    return f"{_brief(row['value'])}{unit}{between}"


def _brief(value: Any) -> str:
    shown = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def names(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The names of a chart's marks; those that read alike also say where they stand.

    >>> row = {"outlet_name": "EFE", "kind": "body"}
    >>> names([{**row, "evidence": ["efe:0-9"]}, {**row, "evidence": ["efe:10-19"]}])
    ['EFE · body · efe, characters 0–9', 'EFE · body · efe, characters 10–19']
    """
    plain = [name(row) for row in rows]
    often = Counter(plain)
    return [
        f"{called} · {_place(row['evidence'])}" if often[called] > 1 else called
        for called, row in zip(plain, rows, strict=True)
    ]


def in_order(spec: dict[str, Any], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The marks as a reader meets them in the chart: row by row, from left to right.

    >>> y = {"field": "word", "sort": ["b", "a"]}
    >>> spec = {"encoding": {"y": y, "x": {"field": "n", "type": "quantitative"}}}
    >>> rows = [{"word": "a", "n": 1}, {"word": "b", "n": 3}, {"word": "b", "n": 2}]
    >>> [row["n"] for row in in_order(spec, rows)]
    [2, 3, 1]
    """
    found: dict[str, dict[str, Any]] = {}
    stack = [spec]
    while stack:
        part = stack.pop()
        for axis in ("y", "x"):
            channel = part.get("encoding", {}).get(axis, {})
            if "field" in channel and channel["field"] in (rows[0] if rows else {}):
                found.setdefault(axis, channel)
        stack += [layer for layer in part.get("layer", ()) if isinstance(layer, dict)]

    def place(row: dict[str, Any]) -> list[tuple[bool, Any]]:
        return [_rank(found[axis], row) for axis in ("y", "x") if axis in found]

    return sorted(rows, key=place)


def _rank(channel: dict[str, Any], row: dict[str, Any]) -> tuple[bool, Any]:
    """Where a row stands on an axis; what has no place there comes last."""
    value, order = row.get(channel["field"]), channel.get("sort")
    if isinstance(order, list):
        return (value not in order, order.index(value) if value in order else 0)
    if channel.get("type") == "quantitative":
        return (value is None, value or 0)
    return (value is None, str(value))


def _place(passages: list[str]) -> str:
    if not passages:
        return "nowhere"
    article_id, start, end = tables.parse_passage_id(passages[0])
    return f"{article_id}, characters {start:,}–{end:,}"


def table(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """A chart's data as a table: what its marks say, and in ``evidence`` their passage ids."""
    columns = [*_columns(rows), "evidence"] if rows else []
    return pl.DataFrame(
        [{column: row[column] for column in columns} for row in rows], infer_schema_length=None
    )


def html_table(rows: Sequence[dict[str, Any]], caption: str) -> str:
    """The same table for reading, without the passage ids, as inert HTML."""
    columns = _columns(rows)
    return as_html(columns, _cells(columns, rows), caption)


def cells(rows: Sequence[dict[str, Any]]) -> tuple[list[list[str]], list[list[Any]]]:
    """The columns of a chart's data, each with its head, and the values of every row."""
    columns = _columns(rows)
    return [[column, labels.column(column)] for column in columns], _cells(columns, rows)


def _cells(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    return [[said(column, row[column]) for column in columns] for row in rows]


def as_html(columns: Sequence[str], rows: Sequence[Sequence[Any]], caption: str) -> str:
    """Any table for reading, as inert HTML; each head keeps its column in ``data-column``.

    >>> as_html(["n"], [[1.5]], "Counts").count("<td>1.5</td>")
    1
    """
    heads = "".join(
        f'<th scope="col" data-column="{escape(column, quote=True)}">'
        f"{escape(labels.column(column))}</th>"
        for column in columns
    )
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(shown(cell))}</td>' for cell in cells)}</tr>" for cells in rows
    )
    label = escape(caption, quote=True)
    return (
        f'<div class="px-table" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What is told of marks: all but their passages and the columns with a leading ``_``."""
    return [key for key in rows[0] if key != "evidence" and key[0] != "_"] if rows else []


def shown(value: Any) -> str:
    """A value as a cell of a table writes it, as plain text."""
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
