"""Articles for a script: a frame under our column names, or files read into one."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.importing import columns
from analysis.importing.found import Found
from analysis.importing.spill import File

_COLUMNS = ("text", "title", "outlet", "published", "url", "language", "licence")


def named(frame: pl.DataFrame, chosen: Mapping[str, str] | None = None) -> pl.DataFrame:
    """The frame with its columns under our names; nothing else is changed.

    ``chosen`` (ours → the frame's) goes before a column that bears our name already.
    Raises ParallaxError where it names a column that is not there.

    >>> named(pl.DataFrame({"Body": ["It rained."], "id": [1]})).columns
    ['text', 'id']
    """
    chosen = chosen or {}
    tables.require(frame, "articles", *chosen.values())
    own = set(tables.ARTICLES.columns) & set(frame.columns) - set(chosen.values())
    found = columns.match(frame.columns, chosen)
    renamed = {
        theirs: ours
        for ours, theirs in found.items()
        if ours in _COLUMNS and (ours in chosen or ours not in own) and theirs not in own
    }
    replaced = {*renamed.values()} & {*frame.columns} - {*renamed}
    return frame.drop(replaced).rename(renamed)


def from_files(
    paths: Sequence[str | Path], chosen: Mapping[str, str] | None = None
) -> tuple[pl.DataFrame, list[ParallaxError], list[tuple[int, str, str]]]:
    """Read files as `parallax new` does: a frame, what could not be read, and labelled lines.

    A labelled line is the row of its article, its text and its kind.
    """
    from analysis.importing import gathering  # takes longer to import than five articles to measure

    with tempfile.TemporaryDirectory() as scratch:
        found, bad = gathering.gather(paths, Path(scratch), _placed, chosen=chosen)
    data = {column: [getattr(article, column) for article in found] for column in _COLUMNS}
    schema = {column: tables.ARTICLES.columns[column].dtype for column in _COLUMNS}
    places = pl.Series("file", [article.place for article in found], pl.String)
    frame = pl.DataFrame(data, schema=schema).with_columns(places)
    ids = [article.article_id for article in found]
    if ids and None not in ids:
        frame = frame.with_columns(pl.Series("article_id", ids))
    if frame["outlet"].null_count() == len(frame):
        frame = frame.drop("outlet")
    labels = [(row, *label) for row, article in enumerate(found) for label in article.labels]
    return frame, bad, labels


def _placed(file: File, article: Found) -> Found:
    return dataclasses.replace(article, place=article.place or file.name)
