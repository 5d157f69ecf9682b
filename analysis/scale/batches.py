"""A unit of a dataset → its articles, and the rows that are none with the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from analysis.errors import described, is_fault
from analysis.scale import datasets

REJECTED = pl.Schema(
    {
        "file": pl.String,
        "place": pl.String,  # row 17, byte 2048
        "article_id": pl.String,
        "reason": pl.String,
    }
)
LONGEST = 5_000_000  # characters; a longer text is not an article
_COLUMNS: tuple[str, ...] = (*datasets.REQUIRED, *datasets.OPTIONAL)


def read(unit: Mapping[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the articles of a unit (a row of ``datasets.UNITS``).

    The second frame has one row of ``REJECTED`` for every row that is not an article.
    """
    file = Path(unit["file"])
    reader = _parquet if datasets.is_parquet(file) else _jsonl
    found, broken = reader(file, unit["start"], unit["stop"])
    checked = found.with_columns(reason=_reason())
    good = checked.filter(pl.col("reason").is_null()).with_columns(
        published=_date(), outlet=pl.coalesce("outlet", "article_id")
    )
    bad = checked.filter(pl.col("reason").is_not_null())
    both = pl.concat([broken, bad.select(broken.columns)]).with_columns(file=pl.lit(unit["name"]))
    return good.drop("reason"), both.select(REJECTED.names())


def _reason() -> pl.Expr:
    """Why a row is not an article; null where it is one."""
    text, published = pl.col("text"), pl.col("published")
    unread = published.is_not_null() & _date().is_null()
    return (
        pl.when(pl.col("article_id").fill_null("").str.strip_chars() == "")
        .then(pl.lit("article_id is empty"))
        .when(text.fill_null("").str.strip_chars() == "")
        .then(pl.lit("there is no text"))
        .when(text.str.len_chars() > LONGEST)
        .then(pl.format("the text has {} characters, more than {}", text.str.len_chars(), LONGEST))
        .when(unread)
        .then(pl.format("published '{}' is not a date like 2023-09-13", published))
    )


def _date() -> pl.Expr:
    return pl.col("published").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


def _parquet(file: Path, start: int, stop: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    have: set[str] = set()
    try:
        scanned = pl.scan_parquet(file)
        have = set(scanned.collect_schema())
        found = (
            scanned.select(pl.col(name) for name in _COLUMNS if name in have)
            .slice(start, stop - start)
            .collect()
            .cast(dict.fromkeys(have & set(_COLUMNS), pl.String))
        )
    except BaseException as error:  # a panic is not an Exception
        if not is_fault(error):
            raise
        reason = f"rows {start} to {stop - 1} cannot be read: {described(error)}"
        return _frame([]), _broken([(f"row {start}", reason)])
    missing = {name: pl.lit(None, pl.String) for name in _COLUMNS if name not in have}
    place = pl.format("row {}", pl.int_range(start, start + pl.len()))
    found = found.with_columns(place=place, **missing)
    return found.select("place", *_COLUMNS), _broken([])


def _jsonl(file: Path, start: int, stop: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows, broken = [], []
    for byte, line in datasets.lines(file, start, stop):
        place = f"byte {byte}"
        try:
            row = json.loads(line)
            rows.append((place, *(_string(row, name) for name in _COLUMNS)))
        except Exception as error:  # whatever a line of a million brings up, the run goes on
            broken.append((place, f"no row of articles: {described(error)}"))
    return _frame(rows), _broken(broken)


def _string(row: dict, name: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        value.encode()  # half a surrogate pair is not text, and raises
        return value
    if name == "article_id" and isinstance(value, int):
        return str(value)
    raise TypeError(f"{name} is not text")


def _frame(rows: list[tuple]) -> pl.DataFrame:
    columns = ["place", *_COLUMNS]
    return pl.DataFrame(rows, schema=columns, orient="row").cast(pl.String)


def _broken(rows: list[tuple[str, str]]) -> pl.DataFrame:
    bad = [(place, None, reason) for place, reason in rows]
    return pl.DataFrame(bad, schema=REJECTED.names()[1:], orient="row").cast(pl.String)
