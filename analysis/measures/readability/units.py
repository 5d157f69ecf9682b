"""The passages that are measured as one text: an article, or one of its voices or kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
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

    def without(self, start: int, end: int) -> list[Span]:
        """Give the passages without what lies between two places of the text."""
        before = [(low, min(high, start)) for low, high in self.spans if low < start]
        return before + [(max(low, end), high) for low, high in self.spans if high > end]


class Line(NamedTuple):
    """Units laid end to end, a character between: where each begins, and their passages.

    ``begins`` has one place more than there are units, where the next would begin.
    """

    begins: np.ndarray
    starts: np.ndarray
    ends: np.ndarray


def laid_out(units: Sequence[Unit]) -> Line:
    """Put the texts of some units one after the other, each with the passages of its own."""
    begins = np.append(0, np.cumsum([len(unit.text) + 1 for unit in units], dtype=np.int64))
    spans = np.array([span for unit in units for span in unit.spans], np.int64).reshape(-1, 2)
    spans += np.repeat(begins[:-1], [len(unit.spans) for unit in units])[:, None]
    return Line(begins, spans[:, 0], spans[:, 1])


def sentences_in(units: Sequence[Unit], sentences: pl.DataFrame) -> pl.DataFrame:
    """Give the sentences that each unit has a part in, none of a text beyond all bounds.

    Reads article_id, start and end. One row of the result is a sentence of a unit, which
    goes by its number: unit, article_id, start, end.
    """
    require(sentences, "sentences", "article_id", "start", "end")
    line = laid_out(units)
    ids = pl.Series("article_id", [unit.article_id for unit in units], pl.String)
    own = (
        pl.DataFrame({"article_id": ids, "length": np.diff(line.begins) - 1})
        .with_row_index("unit")
        .filter(pl.col("length") <= LONGEST_RANGE)
        .join(
            sentences.select("article_id", "start", "end"),
            on="article_id",
            maintain_order="left_right",
        )
        .select(pl.col("unit").cast(pl.Int64), "article_id", "start", "end")
    )
    begins = line.begins[own["unit"]]
    first = np.searchsorted(line.ends, begins + own["start"].to_numpy(), side="right")
    beyond = np.searchsorted(line.starts, begins + own["end"].to_numpy(), side="left")
    return own.filter(first < beyond)


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
    first = tokens.select((~follows).fill_null(True)).to_series()
    last = first.shift(-1, fill_value=True)
    return tokens.filter(first).select(
        "article_id", "start", tokens["end"].filter(last).alias("end"), key
    )


def _runs(text: str, words: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, Span]]:
    """Join neighbouring words of one key, with the punctuation that touches them.

    A run ends where words were left out, and where two words touch each other because
    the source lost the space between them.
    """
    run: tuple[int, int, str] | None = None
    for start, end, value in words:
        gap = " " + text[:start] if run is None else text[run[1] : start]
        joins, tail, head = _read_gap(gap)
        if run and joins and value == run[2]:
            run = (run[0], end, value)
            continue
        if run:
            yield run[2], (run[0], run[1] + tail)
        run = (start - head, end, value)
    if run:
        yield run[2], (run[0], run[1] + _read_gap(text[run[1] :] + " ")[1])


@lru_cache(maxsize=1 << 12)
def _read_gap(gap: str) -> tuple[bool, int, int]:
    """Whether no word was left out between two words, and how many characters of what stands
    there touch the one before, and the one after.
    """
    before, *others = re.split(r"\s", gap)
    joins = bool(gap) and not any(map(str.isalnum, gap))
    return joins, len(before), len(others[-1]) if others else 0


def texts_by_id(articles: pl.DataFrame) -> dict[str, str]:
    """Map article_id to text."""
    require(articles, "articles", "article_id", "text")
    return {key: text or "" for key, text in articles.select("article_id", "text").iter_rows()}
