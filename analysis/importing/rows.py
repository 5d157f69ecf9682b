"""CSV, JSONL, JSON and Parquet → rows, one at a time, with the line each stands on."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from analysis import decoding
from analysis.errors import ParallaxError

Row = tuple[int, dict[str, Any]]  # the line or row number it begins on, and its cells
_BATCH = 1_000  # rows of Parquet in memory at a time
_LONGEST_LINE = 16_000_000
_LONGEST_RECORD = 2_000  # lines: a quotation mark that is never closed swallows the rest
_HEAD = 1 << 18
_OPENING = re.compile(r'(?:^|[,;\t|])"(?!")')  # a quoted cell begins
_SEPARATOR = re.compile(r"[\"']?sep=(.)[\"']?\s*", re.I)
_LISTS = ("articles", "results", "stories", "data", "items", "documents", "hits")


def from_csv(path: Path, name: str) -> Iterator[Row | ParallaxError]:
    """Rows of a CSV file; a broken row is an error and reading goes on at the next line.

    The delimiter is the one that the header uses: a comma, semicolon, tab or bar. Of
    columns with one name the first keeps it, and the others are numbered: `second`.
    """
    encoding = _encoding(path, name)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        lines = _Lines(lines, name)
        first = next(lines, "").removeprefix("\ufeff")
        told = _SEPARATOR.fullmatch(first)
        if told:  # a line for Excel alone; the header is the next
            first = next(lines, "")
        delimiter = told[1] if told else max(",;\t|", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        yield from _records(lines, apart(header), delimiter, name)


def second(column: str) -> str:
    """What the second column of a name is called.

    >>> second("text")
    'text (2)'
    """
    return f"{column} (2)"


def apart(header: Sequence[str]) -> list[str]:
    """The columns' names, numbered where a name stands again, so that no cell hides another."""
    again, names = Counter[str](), dict[str, None]()
    for column in header:
        name = column
        while name in names:
            again[column] += 1
            name = f"{column} ({again[column] + 1})"
        names[name] = None
    return list(names)


class _Lines(Iterator[str]):
    """Physical lines with their number, of which some can be given back."""

    def __init__(self, source: TextIO, name: str):
        self.source, self.name, self.number = source, name, 0
        self.back: list[str] = []

    def __next__(self) -> str:
        line = self.back.pop() if self.back else self.source.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LONGEST_LINE:
            raise ParallaxError(
                f"{self.name}:{self.number}", "the line never ends", "check the file"
            )
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        self.back.extend(reversed(lines))
        self.number -= len(lines)


def _records(
    lines: _Lines, header: list[str], delimiter: str, name: str
) -> Iterator[Row | ParallaxError]:
    """The records of a CSV file, an error for each stretch that is broken."""
    broken: tuple[int, str] | None = None  # where a broken stretch begins, and why
    inside = False  # the lines may still be the text of a broken record
    while first := next(lines, ""):
        if not first.strip():
            continue
        start, taken = lines.number, [first]
        fields, problem = _record(lines, taken, delimiter)
        if not problem and len(fields) != len(header):
            problem = f"{len(fields)} cells where the header has {len(header)}"
        if problem or (inside and not _OPENING.search(first)):
            lines.give_back(taken[1:])
            broken = broken or (start, problem or "")
            inside = (inside or '"' in first) and not first.rstrip().endswith('"')
            continue
        if broken:
            yield _broken(name, *broken, start - 1)
            broken, inside = None, False
        yield start, dict(zip(header, fields, strict=True))
    if broken:
        yield _broken(name, *broken, lines.number)


def _record(lines: _Lines, taken: list[str], delimiter: str) -> tuple[list[str], str | None]:
    """One record's cells, taking further lines where a quoted cell goes over several."""

    def more() -> Iterator[str]:
        yield taken[0]
        for line in islice(lines, _LONGEST_RECORD):
            taken.append(line)
            yield line

    others = csv.field_size_limit(_LONGEST_LINE)  # it is the whole process's
    try:
        return next(csv.reader(more(), delimiter=delimiter, strict=True)), None
    except csv.Error as error:
        return [], f"a quotation mark is astray ({error})"
    finally:
        csv.field_size_limit(others)


def _broken(name: str, start: int, problem: str, last: int) -> ParallaxError:
    """The error for lines of a CSV file that make no record."""
    left_out = f"; lines {start} to {last} are left out" if last > start else ""
    remedy = "put the cell in quotation marks and double those inside it"
    return ParallaxError(f"{name}:{start}", problem + left_out, remedy)


def from_jsonl(path: Path, name: str) -> Iterator[Row | ParallaxError]:
    """Objects of a JSONL file, one a line; a broken line is an error and the rest is read."""
    with path.open(encoding=_encoding(path, name), errors="replace", newline="\n") as source:
        lines = _Lines(source, name)
        for line in lines:
            if not line.strip("\ufeff \t\r\n"):
                continue
            place = f"{name}:{lines.number}"
            try:
                found = json.loads(line.removeprefix("\ufeff"))
            except (ValueError, RecursionError) as error:
                yield ParallaxError(place, f"no JSON ({error})", "mend that line")
                continue
            if isinstance(found, dict):
                yield lines.number, found
            else:
                yield ParallaxError(place, "no JSON object", 'write {"text": …} on that line')


def from_json(text: str, name: str) -> Iterator[Row | ParallaxError]:
    """Objects of a JSON document: a list, one object, or the list inside an API's answer."""
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise ParallaxError(
            f"{name}:{error.lineno}", f"no JSON ({error.msg})", "mend that line"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ParallaxError(name, f"no JSON ({error})", "mend the file") from error
    for _ in range(3):  # Event Registry's list lies in an object in an object
        if isinstance(found, dict):
            inner = [found[key] for key in _LISTS if _is_list(found.get(key))]
            found = inner[0] if inner else [found]
    if not isinstance(found, list):
        raise ParallaxError(name, "no JSON object", 'write [{"text": …}, …]')
    for number, row in enumerate(found, start=1):
        if isinstance(row, dict):
            yield number, row
        else:
            yield ParallaxError(f"{name}, item {number}", "no JSON object", "drop it")


def _is_list(value: Any) -> bool:
    """Whether a value is a list of rows, or the object in which an API keeps it."""
    if isinstance(value, dict):
        return any(isinstance(value.get(key), list) for key in _LISTS)
    return isinstance(value, list)


def from_parquet(path: Path, choose: Callable[[Sequence[str]], Sequence[str]]) -> Iterator[Row]:
    """Rows of a Parquet file, read lazily: only the chosen columns, a batch at a time.

    ``choose`` is given the names of the columns and returns those to read.
    Raises PolarsError for a damaged file.
    """
    lazy = pl.scan_parquet(path)
    wanted = list(choose(lazy.collect_schema().names()))
    number = 0
    for batch in lazy.select(wanted).collect_batches(chunk_size=_BATCH, maintain_order=True):
        for row in batch.iter_rows(named=True):
            number += 1
            yield number, row


def _encoding(path: Path, name: str) -> str:
    """The encoding of a table, from its beginning, cut where no character can be."""
    with path.open("rb") as source:
        head = source.read(_HEAD)
    last = head.rfind(b"\n") + 1
    if len(head) == _HEAD and last and b"\0" not in head[:64]:  # UTF-16 has no bytes to spare
        head = head[:last]
    return decoding.decode(head, name)[1]
