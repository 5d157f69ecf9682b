"""Which clause holds which term, and how much two clauses have in common."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

_CHUNK = 100_000  # pairs compared at a time, to bound memory
_FUNCTION_WEIGHT = 0.25  # what a function word counts of its rarity
_PRIOR = 20  # clauses added to the count behind a word's rarity, so that few clauses say little


@dataclass(frozen=True)
class Postings:
    """Which clause holds which term, each once, sorted by clause; and what a term weighs."""

    clause: np.ndarray
    term: np.ndarray
    first: np.ndarray  # where each clause's terms begin, and one entry more
    weight: np.ndarray  # by term
    function: np.ndarray  # by term: a function word
    terms: list[str]

    @cached_property
    def mass(self) -> np.ndarray:
        """The summed weight of each clause's terms."""
        return np.bincount(self.clause, self.weight[self.term], len(self.first) - 1)

    @cached_property
    def _held(self) -> np.ndarray:
        return self.clause * len(self.weight) + self.term

    @cached_property
    def _by_term(self) -> tuple[np.ndarray, np.ndarray]:
        """The clauses in the order of their terms, and where each term's begin."""
        order = np.argsort(self.term, kind="stable")
        firsts = np.searchsorted(self.term[order], np.arange(len(self.weight) + 1))
        return self.clause[order], firsts

    def holding(self, term: str) -> np.ndarray:
        """The clauses that hold a term, in order; none for a term that is nowhere."""
        number = bisect_left(self.terms, term)  # terms are numbered by the alphabet
        if number == len(self.terms) or self.terms[number] != term:
            return np.zeros(0, np.int64)
        clauses, firsts = self._by_term
        return clauses[firsts[number] : firsts[number + 1]]

    def shared(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The summed weight of the terms that clauses a[i] and b[i] have in common."""
        return self.shared_by(a, b, self.weight)[0]

    def shared_by(self, a: np.ndarray, b: np.ndarray, *weights: np.ndarray) -> np.ndarray:
        """The same for several weights of the terms at once: a row for each of them."""
        found = np.zeros((len(weights), len(a)))
        if len(self.term):
            for i in range(0, len(a), _CHUNK):
                part = slice(i, i + _CHUNK)
                pair, term = self._common(a[part], b[part])
                for row, weight in zip(found, weights, strict=True):
                    row[part] = np.bincount(pair, weight[term], len(a[part]))
        return found

    def _common(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each term that two clauses share, as the pair's number and the term's."""
        sizes = np.diff(self.first)
        shorter = sizes[a] <= sizes[b]  # whose terms are looked up in the other
        a, b = np.where(shorter, a, b), np.where(shorter, b, a)
        sizes = sizes[a]
        pair = np.repeat(np.arange(len(a)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        term = self.term[self.first[a][pair] + within]
        wanted = b[pair] * len(self.weight) + term
        place = np.minimum(np.searchsorted(self._held, wanted), len(self._held) - 1)
        hit = self._held[place] == wanted
        return pair[hit], term[hit]

    def containment(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The share of the lighter clause's weight that both hold, from 0 to 1."""
        return self.shared(a, b) / np.maximum(np.minimum(self.mass[a], self.mass[b]), 1e-9)


def index(lines: Iterable[Iterable[str]], function: frozenset[str] = frozenset()) -> Postings:
    """Index the terms of each line, every term weighing 1."""
    distinct = [set(line) for line in lines]
    # Numbered by the alphabet, so that nothing depends on the order of the clauses.
    vocabulary = {term: i for i, term in enumerate(sorted(set().union(*distinct)))}
    sizes = np.fromiter(map(len, distinct), np.int64, len(distinct))
    clause = np.repeat(np.arange(len(distinct)), sizes)
    held = map(vocabulary.__getitem__, chain.from_iterable(distinct))
    key = clause * len(vocabulary) + np.fromiter(held, np.int64, int(sizes.sum()))
    key.sort()
    return Postings(
        clause=clause,
        term=key % max(1, len(vocabulary)),
        first=np.concatenate([[0], np.cumsum(sizes)]),
        weight=np.ones(len(vocabulary)),
        function=np.fromiter((t in function for t in vocabulary), bool, len(vocabulary)),
        terms=list(vocabulary),
    )


def weighed(found: Postings, article: np.ndarray) -> Postings:
    """Weigh each term by its rarity *within the articles that use it*.

    weight(t) = log((n + 20) / (c + 1)), c the clauses with t among the n clauses of the
    articles that hold t. Plain document frequency would call a word common because many
    outlets carry the one statement it stands in. A function word counts a quarter.
    """
    width = int(article.max(initial=0)) + 1
    used = np.sort(found.term * width + article[found.clause])
    used = used[np.diff(used, prepend=-1) > 0]  # (term, article), each once
    length = np.bincount(article, minlength=width)
    n = np.bincount(used // width, length[used % width], len(found.weight))
    c = np.bincount(found.term, minlength=len(found.weight))
    weight = np.log((n + _PRIOR) / (c + 1.0))
    return replace(found, weight=np.where(found.function, _FUNCTION_WEIGHT * weight, weight))
