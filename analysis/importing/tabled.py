"""Rows of somebody's tables → articles, by the columns' usual names; what is left out is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl

from analysis.errors import ParallaxError
from analysis.importing import columns, exports, rows
from analysis.importing.found import Found, Listed, Reading, Remark, from_facts
from analysis.importing.spill import File

_CSV, _LINES = (".csv", ".tsv"), (".csv", ".tsv", ".jsonl", ".ndjson")
_HELD = {"text", "url", "file"}  # one of them must be there
_SAMPLE = 50  # rows to judge a column by
_LONG = 300  # characters of a cell that is prose
_NAME = 60  # characters that a newspaper's name does not exceed


def reads(
    name: str,
    suffix: str,
    found: Iterable[rows.Row | ParallaxError],
    chosen: Mapping[str, str],
) -> Reading:
    """Articles of rows, each under its columns' names; remarks on columns that nobody reads."""
    told: set[tuple[str, ...]] = set()
    is_csv, is_list = suffix in _CSV, suffix not in _LINES
    unread = _Unread(name)
    for item in found:
        if isinstance(item, ParallaxError):
            yield item
            continue
        number, row = item
        place = f"{name}, item {number}" if is_list else f"{name}:{number}"
        row = exports.adapt(row)
        matched = _matched(tuple(row), tuple(chosen.items()))
        if not _HELD & set(matched):
            if is_csv:  # its rows are all alike
                raise _no_text(place, row)
            yield _no_text(place, row)
            continue
        if tuple(matched.values()) not in told:
            told.add(tuple(matched.values()))
            yield f"{name}: {columns.describe(matched)}"
            yield from _named_twice(name, row, matched, chosen) if is_csv else ()
        unread.see(row, matched)
        yield _article({ours: row.get(theirs) for ours, theirs in matched.items()}, place)
    yield from unread.remarks()


def _first(column: str) -> str:
    """A column's name without the number that tells it from its twin."""
    return re.sub(r" \(\d+\)$", "", column)


class _Unread:
    """What a table's first rows hold in columns that are read as nothing."""

    def __init__(self, name: str):
        self.name, self.rows = name, 0
        self.long: dict[str, int] = {}
        self.short: dict[str, set[str]] = {}
        self.has_outlet = True

    def see(self, row: Mapping[str, Any], matched: Mapping[str, str]) -> None:
        """Take note of a row: which columns are left out, and what they look like."""
        if self.rows >= _SAMPLE:
            return
        self.rows += 1
        self.has_outlet = self.has_outlet and "outlet" in matched
        for column, value in row.items():
            taken = _first(column) in map(_first, matched.values())  # its twin is told of above
            if taken or not isinstance(value, str) or not value.strip():
                continue
            if len(value) >= _LONG:
                self.long[column] = max(self.long.get(column, 0), len(value))
            elif len(value) <= _NAME and not value.replace(".", "").isdigit():
                self.short.setdefault(column, set()).add(value.strip())

    def remarks(self) -> Iterator[Remark]:
        """What to tell of columns that were left out and may be text or outlet."""
        for column, length in self.long.items():
            problem = f"the column '{column}' is left out, and holds up to {length} characters"
            remedy = f"read it if it is the text (--map text='{column}') or its first paragraph "
            yield Remark(f"{self.name}:1", problem, remedy + f"(--map lead='{column}')")
        likely = {name: held for name, held in self.short.items() if len(held) <= self.rows / 2}
        if not self.has_outlet and likely and self.rows > 1:
            column = max(likely, key=lambda name: len(likely[name]))
            problem = f"no column is known to hold the outlet; '{column}' may"
            yield Remark(f"{self.name}:1", problem, f"--map outlet='{column}'")


def _named_twice(
    name: str, row: Mapping[str, Any], matched: Mapping[str, str], chosen: Mapping[str, str]
) -> Iterator[Remark]:
    """A remark for each column that stands twice, where nobody has chosen which to read."""
    for ours, theirs in matched.items():
        other = rows.second(theirs)
        if other in row and ours not in chosen:
            problem = f"two columns are called '{theirs}', and the first is read as {ours}"
            remedy = f"rename the other, or read it: --map '{ours}={other}'"
            yield Remark(f"{name}:1", problem, remedy)


def parquet(file: File, chosen: Mapping[str, str]) -> Reading:
    """Articles of a Parquet file; only the columns that are read are loaded."""
    matched: dict[str, str] = {}

    def choose(names: Sequence[str]) -> Sequence[str]:
        matched.update(columns.match(names, chosen))
        if not _HELD & set(matched):
            raise _no_text(file.name, names)
        return list(dict.fromkeys(matched.values()))

    try:
        for number, row in rows.from_parquet(file.path, choose):
            if number == 1:
                yield f"{file.name}: {columns.describe(matched)}"
            facts = {ours: row[theirs] for ours, theirs in matched.items()}
            yield _article(facts, f"{file.name}, row {number}")
    except pl.exceptions.PolarsError as error:
        problem = str(error).splitlines()[0][:200]
        raise ParallaxError(
            file.name, f"no readable Parquet ({problem})", "write it again"
        ) from error


@cache
def _matched(names: tuple[str, ...], chosen: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return columns.match(names, dict(chosen))


def _no_text(place: str, names: Iterable[str]) -> ParallaxError:
    """The error for a table without a column of texts."""
    shown = ", ".join(list(names)[:12]) or "none"
    return ParallaxError(
        place,
        f"no column is known to hold the text among: {shown}",
        "say which: --map text=COLUMN",
    )


def _article(facts: Mapping[str, Any], place: str) -> Found | Listed | ParallaxError:
    """The article of a row; what a row without a text says about an article elsewhere."""
    text, lead = columns.as_text(facts.get("text")), columns.as_text(facts.get("lead"))
    if text is None and lead is None and (facts.get("url") or facts.get("file")):
        return Listed(facts, place, file=columns.as_text(facts.get("file")))
    if lead and not (text or "").lstrip().startswith(lead.strip()[:60]):
        facts = {**facts, "text": "\n\n".join(filter(None, [lead.strip(), text]))}
    try:
        return from_facts(facts, place)
    except ParallaxError as error:
        return error
