"""Somebody's files → articles: saved pages, text, tables, archives' exports.

Nothing in a file is executed, and nothing is fetched. A file is known by what is in
it; its name decides only between tables and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from analysis.errors import ParallaxError, fenced
from analysis.importing import containers, documents, rows, tabled
from analysis.importing.found import LONGEST, Found, Listed, Reading, Skipped
from analysis.importing.page import from_html
from analysis.importing.spill import File
from analysis.importing.statements import original
from analysis.reading import paragraphs

__all__ = ["articles", "from_html", "headline"]

_CSV, _JSONL = (".csv", ".tsv"), (".jsonl", ".ndjson")
_URL_LINE = re.compile(r"(https?://\S+)(?:[\t ,;]+(\S.*))?")
_NUMBER = re.compile(r"[\W_]*\d*$")

Event = tuple[File, Found] | Listed | ParallaxError | Skipped | str


def articles(
    paths: Iterable[str | Path], scratch: Path, chosen: Mapping[str, str] | None = None
) -> Iterator[Event]:
    """Read every article below the paths, one at a time.

    Yields the file and what was found in it; what a list says about an article that
    it does not hold; an error for everything that cannot be read, after which reading
    goes on; how many records are no articles by their kind; and, as text, which columns
    of a table were taken for what. Every file yields something. ``chosen`` maps our
    columns to a table's own. Archives are spilled into ``scratch``.
    """
    for item in containers.files(paths, scratch):
        if not isinstance(item, File):
            yield item
            continue
        silent = True
        try:
            with fenced(item.name, "save it again, or leave it out"):
                for found in _read(item, chosen or {}):
                    silent = silent and isinstance(found, str)
                    yield (item, found) if isinstance(found, Found) else found
        except ParallaxError as error:
            yield error
        else:
            if silent:
                yield ParallaxError(item.name, "it holds no article", "check the file")


def _read(file: File, chosen: Mapping[str, str]) -> Reading:
    """The articles of one file, by its first bytes and its ending."""
    suffix = file.keep.suffix.lower()
    with file.path.open("rb") as source:
        head = source.read(4)
    if not head:
        raise ParallaxError(file.name, "the file is empty", "save it again, or leave it out")

    def table(found: Iterable[rows.Row | ParallaxError]) -> Reading:
        return tabled.reads(file.name, suffix, found, chosen)

    if head == b"PAR1" or suffix == ".parquet":
        yield from tabled.parquet(file, chosen)
    elif suffix in _CSV and head != b"PK\x03\x04":
        yield from table(rows.from_csv(file.path, file.name))
    elif suffix in _JSONL:
        yield from table(rows.from_jsonl(file.path, file.name))
    else:
        yield from documents.reads(file, table, lambda text, code: _plain(file, text, code))


def _plain(file: File, text: str, encoding: str) -> Reading:
    """A text that is one article, or a list of addresses."""
    if urls := _urls(text, file.name):
        yield from urls
        return
    if len(text) > LONGEST:
        raise ParallaxError(file.name, f"{len(text):,} characters are no article", "split the text")
    outlet = file.hint or _NUMBER.sub("", file.keep.stem) or file.keep.stem
    if file.url:  # a crawl knows where it found it
        address = original(file.url)
        host = re.sub(r"^\w+://(?:www\.)?([^/:]+).*$", r"\1", address or "", flags=re.S)
        yield Found(text, headline(text), host, url=address, host=host, guessed=("outlet",))
    else:
        yield Found(text, headline(text), outlet, encoding=encoding or None, guessed=("outlet",))


def headline(text: str) -> str | None:
    """The headline that a text begins with, by the rules of `paragraphs`; None without one."""
    labelled = paragraphs.label(pl.DataFrame({"article_id": [""], "text": [text[:20_000]]}))
    found = labelled.filter(kind="headline").head(1)
    return text[found["start"][0] : found["end"][0]] if len(found) else None


def _urls(text: str, name: str) -> list[Listed]:
    """A list of addresses, one a line, each with its saved copy's name if it is stated."""
    found = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line.strip():
            row = _URL_LINE.fullmatch(line.strip())
            if row is None:
                return []
            found.append(Listed({"url": row[1]}, f"{name}:{number}", file=row[2]))
    return found
