"""pyphen's hyphens of many words, counted at once.

textstat counts the syllables of a word that is in no dictionary by its hyphens, and pyphen
looks up every substring of such a word. Here pyphen's own patterns are found in all words
together by Polars (Aho and Corasick 1975), and the number is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis.measures.readability.offline import offline_textstat

_FEW = 300  # words, for which preparing the patterns would cost more than it saves


def hyphen_counts(words: Sequence[str]) -> list[int]:
    """Count the places where pyphen would hyphenate each of these lower-case words.

    Source: Liang (1983), the patterns of pyphen for en_US.

    >>> hyphen_counts(["hyphenation", "at", ""])
    [2, 0, 0]
    """
    if len(words) < _FEW:
        return [_by_pyphen(word) for word in words]
    plain = [word if word.isascii() else "" for word in words]  # a byte is a letter
    counts = _counted(plain)
    return [
        count if word.isascii() else _by_pyphen(word)
        for word, count in zip(words, counts, strict=True)
    ]


def _by_pyphen(word: str) -> int:
    return len(_pyphen().positions(word))


def _pyphen():
    return offline_textstat().backend.utils.get_pyphen("en_US")


class _Patterns(NamedTuple):
    """All patterns, where the levels of each begin, and the levels, a row a pattern."""

    words: list[str]
    code: pl.DataType
    offsets: np.ndarray
    levels: np.ndarray


@cache
def _patterns() -> _Patterns:
    known = {word: at for word, at in _pyphen().hd.patterns.items() if word.isascii()}
    levels = np.zeros((len(known), max(len(given) for _, given in known.values())), np.uint8)
    for row, (_, given) in zip(levels, known.values(), strict=True):
        row[: len(given)] = given
    offsets = np.array([offset for offset, _ in known.values()], np.int64)
    return _Patterns(list(known), pl.Enum(list(known)), offsets, levels)


def _counted(words: Sequence[str]) -> list[int]:
    """The hyphens of words of ASCII: at each place the highest level of a pattern decides."""
    patterns = _patterns()
    joined = pl.Series(["\n".join(f".{word}." for word in words)])
    starts = joined.str.find_many(patterns.words, overlapping=True).explode().drop_nulls()
    found = joined.str.extract_many(patterns.words, overlapping=True).explode().drop_nulls()
    rows = found.cast(patterns.code).to_physical().to_numpy()
    wide = patterns.levels.shape[1]
    highest = np.zeros(joined.str.len_bytes().item() + wide + 1, np.uint8)
    places = starts.to_numpy().astype(np.int64) + patterns.offsets[rows]
    for step in range(wide):
        np.maximum.at(highest, places + step, patterns.levels[rows, step])
    # An odd level allows a hyphen; pyphen keeps two letters on either side of it.
    allowed = np.append(0, np.cumsum(highest % 2, dtype=np.int64))
    lengths = np.array([len(word) for word in words], np.int64)
    begins = np.append(0, np.cumsum(lengths + 3))[:-1]
    low = begins + 3
    return (allowed[np.maximum(low, begins + lengths)] - allowed[low]).tolist()
