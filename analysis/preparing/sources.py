"""What an event does not know of its articles: missing or guessed values, records left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import polars as pl

from analysis.importing import ledger
from analysis.phrasing import UNNAMED
from analysis.reading.manifest import Manifest

_SHOWN = 8  # articles, or records, that are named; the rest is counted
Row = tuple[str, str, str, str]  # severity, place, problem, remedy


def problems(stated: Manifest, articles: pl.DataFrame) -> Iterator[Row]:
    """Values that no source states, values that were guessed, records that were left out."""
    yield from _left_out(stated)
    yield from _missing(stated, articles)
    yield from _continued(stated, articles)
    yield from _guessed(stated)


def _left_out(stated: Manifest) -> Iterator[Row]:
    """Records that were not taken, by file."""
    rows = [row for row in ledger.stated(stated.path.parent) if row["outcome"] == ledger.LEFT_OUT]
    files = Counter(row["file"] for row in rows)
    for file, number in list(files.items())[:_SHOWN]:
        first = next(row for row in rows if row["file"] == file)
        problem = f"{number} record(s) of {file} were left out, the first: {first['why']}"
        remedy = "make the event again once it is mended, or delete its rows there"
        yield "warning", str(stated.path.parent / ledger.FILE), problem.rstrip("."), remedy
    if len(files) > _SHOWN:
        problem = f"records of {len(files) - _SHOWN} more files were left out"
        yield "warning", str(stated.path.parent / ledger.FILE), problem, "see each there"


def _missing(stated: Manifest, articles: pl.DataFrame) -> Iterator[Row]:
    """Facts that no source states."""
    place = stated.source.place("articles", 0)
    if not (stated.path.parent / ledger.FILE).is_file():
        return  # an event written by hand says what its writer wants it to say
    for column, name, remedy in (
        ("published", "date", "write published = 2021-09-12 under each where it is known"),
        ("title", "title", 'write title = "…" under each'),
    ):
        ids = articles.filter(pl.col(column).is_null())["article_id"].to_list()
        if ids:
            yield "note", place, f"{_some(ids)} state no {name}", remedy
    names = dict(stated.outlets.select("outlet", "name").iter_rows())
    unnamed = [one["id"] for one in stated.articles if _is_unnamed(names.get(one["outlet"]))]
    if unnamed:
        remedy = "write each article's outlet, or --map outlet=COLUMN and make the event again"
        yield "warning", place, f"{_some(unnamed)} state no outlet", remedy


def _is_unnamed(name: str | None) -> bool:
    """Whether it is the name that `new` gives where none is stated, of any version."""
    return UNNAMED.endswith((name or "-").lower())


def _continued(stated: Manifest, articles: pl.DataFrame) -> Iterator[Row]:
    """Articles of one outlet under one title, whose texts are not the same."""
    titled = articles.drop_nulls("title").unique(["outlet", "title", "sha256"], maintain_order=True)
    groups = titled.group_by("outlet", "title", maintain_order=True).agg("article_id")
    for title, ids in groups.select("title", "article_id").iter_rows():
        if len(ids) > 1:
            problem = f"{_some(ids)} of one outlet have one title, “{title[:60]}”"
            remedy = "two pages of one article? Save it as one page, or exclude one"
            yield "warning", stated.source.place("articles", 0), problem, remedy


def _guessed(stated: Manifest) -> Iterator[Row]:
    """Facts that were guessed and wait for a look."""
    for key in ("published", "outlet"):
        ids = [entry["id"] for entry in stated.articles if key in entry["guessed"]]
        if ids:
            problem = f"{key} of {_some(ids)} is guessed"
            remedy = f"look at it; delete '{key}' from `guessed` where it is right"
            yield "note", stated.source.place("articles", 0), problem, remedy


def _some(ids: Sequence[str]) -> str:
    """How many articles, and the first of them by id."""
    shown = ", ".join(f"'{one}'" for one in ids[:_SHOWN])
    return f"{len(ids)} article(s) ({shown}{' …' * (len(ids) > _SHOWN)})"
