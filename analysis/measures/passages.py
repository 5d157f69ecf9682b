"""The passages that are measured as one text: an article, or one of its voices or kinds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import polars as pl

from analysis.tables import require

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

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return [start for start, _ in self.spans], [end for _, end in self.spans]

    def _touched(self, low: int, high: int) -> tuple[int, int]:
        """The first span, and the one after the last, that lie partly between two places."""
        starts, ends = self._bounds
        return bisect_right(ends, low), bisect_left(starts, high)

    def within(self, low: int, high: int) -> list[Span]:
        """Give what lies between two places of the text, as spans."""
        first, last = self._touched(low, high)
        inside = self.spans[first:last]
        if inside and inside[0][0] < low:
            inside[0] = (low, inside[0][1])
        if inside and inside[-1][1] > high:
            inside[-1] = (inside[-1][0], high)
        return inside

    def sentences_in(self, sentences: Iterable[Span]) -> list[Span]:
        """Give the sentences that the unit has a part in, none of a text beyond all bounds."""
        if len(self.text) > LONGEST_RANGE:
            return []
        touched = ((span, *self._touched(*span)) for span in sentences)
        return [span for span, first, last in touched if first < last]

    def without_each(self, sentences: Iterable[Span]) -> Iterator[list[Span]]:
        """Give the passages without each of its sentences."""
        for start, end in sentences:
            yield self.within(0, start) + self.within(end, len(self.text))

    def cut(self, sentences: Iterable[Span]) -> Cut:
        """Cut the passages where its sentences begin and end.

        Not where that would cut a word in two, nor where sentences overlap.
        """
        cut, position = Cut([], [], []), 0
        for start, end in sentences:
            if start < position or self._is_word(start) or self._is_word(end):
                cut.odd.append((start, end))
                continue
            cut.pieces.extend(self._pieces(position, start))
            first = len(cut.pieces)
            cut.pieces.extend(self._pieces(start, end))
            cut.sentences.append((first, len(cut.pieces)))
            position = end
        cut.pieces.extend(self._pieces(position, len(self.text)))
        return cut

    def _pieces(self, low: int, high: int) -> list[str]:
        return [self.text[start:end] for start, end in self.within(low, high)]

    def _is_word(self, place: int) -> bool:
        """Whether a passage goes on at this place with no white space."""
        if self.text[place - 1 : place].isspace() or self.text[place : place + 1].isspace():
            return False
        return any(start < place < end for start, end in self.within(place - 1, place + 1))


class Cut(NamedTuple):
    """A unit in pieces, the pieces (from, to) of each sentence, and sentences not cut out."""

    pieces: list[str]
    sentences: list[tuple[int, int]]
    odd: list[Span]


def article_units(articles: pl.DataFrame) -> list[Unit]:
    """Take each article as one unit. Reads article_id and text; null is empty."""
    return [Unit(key, "", text, [(0, len(text))]) for key, text in texts_by_id(articles).items()]


def token_units(articles: pl.DataFrame, tokens: pl.DataFrame, key: str) -> list[Unit]:
    """Gather the passages of each voice or kind, articles in order and keys as they appear.

    Reads article_id and text of the articles, article_id, start, end and the column
    ``key`` of the tokens, which are in the order of the text.
    """
    require(tokens, "tokens", "article_id", "start", "end", key)
    words = _spaced(tokens, key).rows_by_key("article_id")
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
