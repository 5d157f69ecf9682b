"""Articles → the tables that need no other article, by the functions that read five."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from analysis import corpus as reading
from analysis import tables
from analysis.corpus import Corpus
from analysis.errors import ParallaxError, is_fault, nearest
from analysis.measures import readability
from analysis.scale import batches

COUNTS = tables.Table(
    "counts",
    "how much there is in one article",
    ("article_id",),
    {
        "article_id": tables.Column(pl.String(), "the article"),
        "outlet": tables.Column(pl.String(), "its outlet"),
        "published": tables.Column(pl.Date(), "date of publication, if stated", null=True),
        "characters": tables.Column(pl.Int64(), "code points of the text"),
        "paragraphs": tables.Column(pl.Int64(), "paragraphs of any kind"),
        "sentences": tables.Column(pl.Int64(), "sentences"),
        "words": tables.Column(pl.Int64(), "words"),
        "quotes": tables.Column(
            pl.Int64(), "quotations and reported clauses, each with its marked words once"
        ),
    },
)


def _counts(corpus: Corpus) -> pl.DataFrame:
    frame = corpus.articles.with_columns(characters=pl.col("text").str.len_chars())
    counted = {
        "paragraphs": corpus.paragraphs,
        "sentences": corpus.sentences,
        "words": corpus.tokens,
        "quotes": corpus.quotes.unique("clause"),
    }
    for name, rows in counted.items():
        sizes = rows.group_by("article_id").agg(pl.len().alias(name))
        frame = frame.join(sizes, on="article_id", how="left", maintain_order="left")
    return tables.conform(frame.with_columns(pl.col(*counted).fill_null(0)), COUNTS)


TABLES: dict[str, Callable[[Any], pl.DataFrame]] = {
    "counts": _counts,
    "paragraphs": lambda corpus: corpus.paragraphs,
    "sentences": lambda corpus: corpus.sentences,
    "quotes": lambda corpus: corpus.quotes,
    "mentions": lambda corpus: corpus.mentions,
    "measures": lambda corpus: corpus.measures,
    "readability": lambda corpus: readability.scores(corpus.articles),
    "tokens": lambda corpus: corpus.tokens,
}
DEFAULT = tuple(name for name in TABLES if name != "tokens")
_PASSAGES = {"paragraphs", "sentences", "readability"}  # what needs no words and no speakers
_AT_ONCE = 1_000_000  # characters read at once: what a worker's memory is made of


def chosen(names: Sequence[str] | None) -> list[str]:
    """The tables asked for, in a fixed order; tokens only where they are asked for."""
    for name in names or ():
        if name not in TABLES:
            raise ParallaxError("tables", f"unknown table '{name}'", nearest(name, TABLES))
    return [name for name in TABLES if name in (names or DEFAULT)]


def measure(
    articles: pl.DataFrame, names: Sequence[str], aliases: pl.DataFrame | None = None
) -> dict[str, pl.DataFrame]:
    """Give the named tables of some articles, and ``rejected``: the ones that could not be read.

    Reads article_id, text and place, and what `analysis.read` reads; of aliases actor,
    alias and label.
    """
    parts = {name: [pl.DataFrame(schema=schema(name))] for name in (*names, "rejected")}
    size = pl.col("text").str.len_chars().cum_sum() // _AT_ONCE
    for piece in articles.with_columns(_piece=size).partition_by("_piece", include_key=False):
        _add(piece, names, aliases, parts)
    return {name: pl.concat(frames) for name, frames in parts.items()}


def _add(
    articles: pl.DataFrame,
    names: Sequence[str],
    aliases: pl.DataFrame | None,
    parts: dict[str, list],
) -> None:
    """Measure some articles; where it fails, halve them until it fails on one alone."""
    try:
        given, passages = articles.drop("place"), _PASSAGES.issuperset(names)
        corpus = reading.passages(given) if passages else reading.read(given, actors=aliases)
        found = {name: TABLES[name](corpus) for name in names}
    except BaseException as error:  # whatever one text in a million brings up, the run goes on
        if not (is_fault(error) or isinstance(error, ParallaxError)):
            raise
        if len(articles) > 1:
            half = len(articles) // 2
            _add(articles[:half], names, aliases, parts)
            _add(articles[half:], names, aliases, parts)
            return
        reason = repr(error)
        if isinstance(error, ParallaxError):
            reason = f"{error.place}: {error.problem}"
        bad = articles.with_columns(reason=pl.lit(reason), file=pl.lit(None, pl.String))
        found = {"rejected": bad.select(batches.REJECTED.names())}
    for name, frame in found.items():
        parts[name].append(frame)


def schema(name: str) -> pl.Schema:
    """The columns of a table that has no rows."""
    if name == "rejected":
        return batches.REJECTED
    if name == "readability":
        nothing = pl.DataFrame(schema={"article_id": pl.String, "text": pl.String})
        return readability.scores(nothing).schema
    known = {table.name: table for table in (*tables.ALL, COUNTS)}
    return pl.Schema(known[name].schema)
