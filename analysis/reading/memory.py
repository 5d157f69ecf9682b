"""Articles for a script: a frame under our column names, or files read into one."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.reading import columns, language
from analysis.reading.found import Listed
from analysis.reading.listed import complete

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
) -> tuple[pl.DataFrame, list[ParallaxError]]:
    """Read files as `parallax new` does, into a frame; and what of them could not be read."""
    from analysis.reading import pages  # takes longer to import than five articles to measure

    found, files, names, listed, bad = [], [], [], list[Listed](), list[ParallaxError]()
    with tempfile.TemporaryDirectory() as scratch:
        for item in pages.articles(paths, Path(scratch), chosen):
            if isinstance(item, ParallaxError):
                bad.append(item)
            elif isinstance(item, Listed):
                listed.append(item)
            elif not isinstance(item, str):
                file, article = item
                found.append(article)
                files.append(article.place or file.name)
                names.append(file.keep.name)
    found, missing = complete(found, names, listed)
    data = {column: [getattr(article, column) for article in found] for column in _COLUMNS}
    schema = {column: tables.ARTICLES.columns[column].dtype for column in _COLUMNS}
    frame = pl.DataFrame(data, schema=schema).with_columns(
        pl.Series("file", files, pl.String),
        language=pl.Series(
            [article.language or language.detect(article.text) for article in found],
            dtype=pl.String,
        ),
    )
    ids = [article.article_id for article in found]
    if ids and None not in ids:
        frame = frame.with_columns(pl.Series("article_id", ids))
    if frame["outlet"].null_count() == len(frame):
        frame = frame.drop("outlet")
    return frame, bad + missing
