"""Words of one speaker that several articles quote, however little of the clause they are.

A long reported clause with two words in marks shares next to nothing with the sentence that
the words are from, so its wording as a whole says that they differ. The words in marks say
that they are the same, where they are that speaker's alone in this event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.measures.overlap.postings import Postings

_LONGEST = 8  # words of what counts as a fragment
_TELLING = 3.0  # the weight of a fragment's words by rarity from which two of them tell
_SINGLE = 1.5  # of a single word
_ARTICLES = 3  # that quote a single word of one speaker: it is no chance


@dataclass(frozen=True)
class Spoken:
    """The clauses of an event as lines of stems, each with a space on both sides."""

    article: np.ndarray
    speaker: list[frozenset[str]]  # the words of each clause's speaker's name
    lines: list[str]
    quoted: list[list[str]]  # by clause: what stands in marks, stretch by stretch
    stems: Postings  # which clause holds which of the lines' stems
    weight: dict[str, float]  # by stem: how much it tells; function words nothing


def repeated(spoken: Spoken, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether clauses a[i] and b[i] quote the same telling words of one speaker.

    A fragment is what stands in marks in one clause, eight words at most, without the
    function words at its ends. It stands word for word in the other's marks; both are of one
    speaker; no other speaker uses it, and not more clauses have it outside marks than in. Two
    telling words are enough, or one that three articles quote where the clauses share another
    telling word: whoever is fond of a word ("a hoax") uses it of more than one thing.

    >>> from analysis.measures.overlap.postings import index
    >>> clauses = [" the plan a non start ", " it is a non start for all of us "]
    >>> quoted = [[" a non start "], [" it is a non start for all of us "]]
    >>> spoken = Spoken(np.array([0, 1]), [frozenset({"roe"})] * 2, clauses, quoted,
    ...     index(map(str.split, clauses)), {"non": 4.0, "start": 4.0})
    >>> repeated(spoken, np.array([0]), np.array([1])).tolist()
    [True]
    """
    judge = _Judge(spoken)
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return np.array([judge.same(i, j) or judge.same(j, i) for i, j in pairs], bool)


class _Judge:
    """Which fragments are one speaker's own, each looked up once."""

    def __init__(self, spoken: Spoken):
        self.spoken = spoken
        self.known: dict[tuple[str, frozenset[str]], bool] = {}

    def same(self, row: int, other: int) -> bool:
        """Whether a fragment of one clause stands in the other's marks, and is telling."""
        name = self.spoken.speaker[row]
        if not name & self.spoken.speaker[other]:
            return False
        return any(
            any(fragment in stretch for stretch in self.spoken.quoted[other])
            and (" " in fragment.strip() or self._beside(row, other, fragment))
            and self._own(fragment, name)
            for fragment in self._fragments(row)
        )

    def _beside(self, row: int, other: int, fragment: str) -> bool:
        """Whether two clauses share a telling word beside a fragment."""
        lines = (self.spoken.lines[place].split() for place in (row, other))
        shared = set.intersection(*map(set, lines)) - set(fragment.split())
        return any(self.spoken.weight.get(word, 0.0) >= _SINGLE for word in shared)

    def _fragments(self, row: int) -> list[str]:
        found = (self._trimmed(stretch.split()) for stretch in self.spoken.quoted[row])
        return [f" {' '.join(words)} " for words in found if 0 < len(words) <= _LONGEST]

    def _trimmed(self, words: Sequence[str]) -> Sequence[str]:
        telling = [i for i, word in enumerate(words) if self.spoken.weight.get(word, 0.0) > 0]
        return words[telling[0] : telling[-1] + 1] if telling else []

    def _own(self, fragment: str, name: frozenset[str]) -> bool:
        key = (fragment, name)
        if key not in self.known:
            self.known[key] = self._is_own(fragment, name)
        return self.known[key]

    def _is_own(self, fragment: str, name: frozenset[str]) -> bool:
        words = [word for word in fragment.split() if self.spoken.weight.get(word, 0.0) > 0]
        weight = sum(self.spoken.weight[word] for word in set(words))
        if weight < (_TELLING if len(words) > 1 else _SINGLE):
            return False
        holders = min((self.spoken.stems.holding(word) for word in words), key=len)
        held = [row for row in holders.tolist() if fragment in self.spoken.lines[row]]
        if any(self.spoken.speaker[row] and not self.spoken.speaker[row] & name for row in held):
            return False
        marked = [row for row in held if any(fragment in x for x in self.spoken.quoted[row])]
        articles = {int(self.spoken.article[row]) for row in marked}
        enough = len(articles) >= (_ARTICLES if len(words) == 1 else 2)
        return enough and 2 * len(marked) >= len(held)
