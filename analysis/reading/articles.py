"""Rows of `tables.ARTICLES`: from the entries of event.toml, or from a table somebody has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.reading import manifest
from analysis.reading.eventfile import read_text


def of_event(stated: manifest.Manifest) -> pl.DataFrame:
    """The articles of an event, as event.toml lists them."""
    rows = [read_article(stated, entry) for entry in stated.articles]
    return tables.conform(pl.DataFrame(rows, schema=tables.ARTICLES.schema), tables.ARTICLES)


def read_article(stated: manifest.Manifest, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The row of `tables.ARTICLES` of one entry of event.toml.

    Raises ParallaxError where its file is missing, damaged, changed or outside the event.
    """
    folder = stated.path.parent
    path = folder / entry["file"]
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ParallaxError(
            stated.source.place("articles", entry["number"], "file"),
            f"file '{entry['file']}' lies outside the event",
            "move it inside",
        )
    text = read_text(path, entry["encoding"])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if entry["sha256"] not in (None, digest):
        raise ParallaxError(
            str(path),
            f"the file has changed: its sha256 is {digest}",
            "restore the file, or write the new sha256 into event.toml",
        )
    row = {key: entry.get(key) for key in tables.ARTICLES.columns}
    row |= {"article_id": entry["id"], "text": text, "sha256": digest}
    row["language"] = entry["language"] or stated.event["language"]
    return row


def with_text(frame: pl.DataFrame, name: str) -> tuple[pl.DataFrame, list[ParallaxError]]:
    """The rows that have text, each with its article_id, and an error for each that has none.

    Raises the first of them where no row is left.
    """
    if "text" not in frame.columns:
        remedy = "rename the column with the text, or say columns={'text': …}"
        raise ParallaxError(name, "column 'text' is missing", remedy)
    frame = _identified(frame.with_columns(pl.col("text").cast(pl.String)))
    empty = frame["text"].fill_null("").str.strip_chars() == ""
    bad = [
        ParallaxError(f"{name}, row {row}", "there is no text", "fill it or drop the row")
        for row in empty.arg_true()
    ]
    if empty.all():
        raise bad[0] if bad else ParallaxError(name, "there are no rows", "give it articles")
    return frame.filter(~empty), bad


def _identified(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows with an article_id: their own, their outlet where no two share one, else a number."""
    have = set(frame.columns)
    ids = pl.col("article_id") if "article_id" in have else pl.int_range(pl.len()).cast(pl.String)
    if "article_id" not in have and "outlet" in have and frame["outlet"].is_unique().all():
        ids = pl.col("outlet")
    return frame.with_columns(article_id=ids.cast(pl.String))


def of_frame(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """A frame's rows as articles; what it lacks is null."""
    frame = _identified(frame)
    have = set(frame.columns)
    if not frame["article_id"].is_unique().all():
        twice = frame.filter(pl.col("article_id").is_duplicated())["article_id"][0]
        raise ParallaxError(name, f"article_id '{twice}' is used twice", "make ids unique")
    optional = {
        column: pl.lit(None, spec.dtype)
        for column, spec in tables.ARTICLES.columns.items()
        if spec.null and column not in have
    }
    outlet = pl.col("outlet" if "outlet" in have else "article_id").cast(pl.String)
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in frame["text"]]
    return tables.conform(
        frame.with_columns(outlet=outlet, sha256=pl.Series(hashes), **optional), tables.ARTICLES
    )


def labels(entries: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The kinds of lines that event.toml states: article_id, text, kind."""
    return label_rows(
        (entry["id"], label["text"], label["kind"])
        for entry in entries
        for label in entry["labels"]
    )


def label_rows(rows: Iterable[Sequence[str]]) -> pl.DataFrame:
    """Rows of article, text and kind as a table."""
    schema = {"article_id": pl.String, "text": pl.String, "kind": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def bodiless(
    articles: pl.DataFrame, labelled: pl.DataFrame, folder: Path | None = None
) -> list[ParallaxError]:
    """An error for every article of which no paragraph is left as its body."""
    bare = articles.join(body_of(labelled), on="article_id", how="anti")
    return [
        ParallaxError(
            str((folder or Path()) / file) if file else f"article {article_id}",
            "no paragraph is left as the article's body once headline, captions and the like "
            "are labelled",
            "check that the file holds the article, or remove it",
        )
        for article_id, file in bare.select("article_id", "file").iter_rows()
    ]


def body_of(labelled: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs that are body."""
    return labelled.filter(pl.col("kind") == "body")
