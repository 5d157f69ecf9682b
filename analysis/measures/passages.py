"""The passages that are measured as one text: an article, or one of its voices or kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from analysis.errors import ParallaxError

Span = tuple[int, int]

LONGEST_RANGE = 200_000  # characters beyond which leaving one sentence out cannot matter


@dataclass(frozen=True)
class Unit:
    """What is measured as one text: passages of an article; ``key`` is their voice or kind."""

    article_id: str
    key: str
    text: str
    spans: list[Span]

    def joined(self, spans: list[Span] | None = None) -> str:
        """Join the passages (or others of the article), keeping line breaks that part them."""
        parts, previous = [], None
        for start, end in self.spans if spans is None else spans:
            if previous is not None:
                parts.append("\n" if "\n" in self.text[previous:start] else " ")
            parts.append(self.text[start:end])
            previous = end
        return "".join(parts)

    def without_each(self, sentences: Iterable[Span]) -> Iterator[tuple[Span, list[Span]]]:
        """Give each sentence that the unit has a part in, and the passages without it."""
        if len(self.text) > LONGEST_RANGE:
            return
        for start, end in sentences:
            parts = [p for a, b in self.spans for p in ((a, min(b, start)), (max(a, end), b))]
            kept = [(a, b) for a, b in parts if a < b]
            if kept != self.spans:
                yield (start, end), kept


def article_units(articles: pl.DataFrame) -> list[Unit]:
    """Take each article as one unit. Reads article_id and text; null is empty."""
    return [Unit(key, "", text, [(0, len(text))]) for key, text in texts_by_id(articles).items()]


def token_units(articles: pl.DataFrame, tokens: pl.DataFrame, key: str) -> list[Unit]:
    """Gather the passages of each voice or kind, articles in order and keys as they appear.

    Reads article_id and text of the articles, article_id, start, end and the column
    ``key`` of the tokens, which are in the order of the text.
    """
    require(tokens, "tokens", "article_id", "start", "end", key)
    words: dict[str, list[tuple[int, int, str]]] = {}
    for article_id, *word in _spaced(tokens, key).iter_rows():
        words.setdefault(article_id, []).append(tuple(word))
    units = []
    for article_id, text in texts_by_id(articles).items():
        found: dict[str, list[Span]] = {}
        for value, span in _runs(text, words.get(article_id, [])):
            found.setdefault(value, []).append(span)
        units += [Unit(article_id, value, text, spans) for value, spans in found.items()]
    return units


def _spaced(tokens: pl.DataFrame, key: str) -> pl.DataFrame:
    """Join words of one key with a single character between them: most of the work, at once."""
    follows = pl.col("start") - pl.col("end").shift() == 1
    for column in ("article_id", key):
        follows &= pl.col(column) == pl.col(column).shift()
    return (
        tokens.group_by((~follows).fill_null(True).cum_sum().alias("run"), maintain_order=True)
        .agg(
            pl.col("article_id").first(),
            pl.col("start").first(),
            pl.col("end").last(),
            pl.col(key).first(),
        )
        .drop("run")
    )


def _runs(text: str, words: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, Span]]:
    """Join neighbouring words of one key, with the punctuation that touches them.

    A run ends where words were left out, and where two words touch each other because
    the source lost the space between them.
    """
    run: tuple[int, int, str] | None = None
    for start, end, value in words:
        gap = " " + text[:start] if run is None else text[run[1] : start]
        if run and value == run[2] and gap and not any(map(str.isalnum, gap)):
            run = (run[0], end, value)
            continue
        tail, head = _touching(gap)
        if run:
            yield run[2], (run[0], run[1] + tail)
        run = (start - head, end, value)
    if run:
        yield run[2], (run[0], run[1] + _touching(text[run[1] :] + " ")[0])


def _touching(gap: str) -> tuple[int, int]:
    """Count the characters that touch the word before a gap, and those that touch the next."""
    before, *others = re.split(r"\s", gap)
    return len(before), len(others[-1]) if others else 0


def texts_by_id(articles: pl.DataFrame) -> dict[str, str]:
    """Map article_id to text."""
    require(articles, "articles", "article_id", "text")
    return {key: text or "" for key, text in articles.select("article_id", "text").iter_rows()}


def spans_by_id(frame: pl.DataFrame, name: str) -> dict[str, list[Span]]:
    """Map article_id to the spans (start, end) of a table's rows."""
    require(frame, name, "article_id", "start", "end")
    found: dict[str, list[Span]] = {}
    for article_id, start, end in frame.select("article_id", "start", "end").iter_rows():
        found.setdefault(article_id, []).append((start, end))
    return found


def require(frame: pl.DataFrame, name: str, *columns: str) -> None:
    """Raise ParallaxError if one of the columns is missing."""
    for column in columns:
        if column not in frame.columns:
            raise ParallaxError(f"table {name}", f"column '{column}' is missing", f"add '{column}'")
