"""What two clauses have in common: the features that the pair model reads.

Within one event every clause shares the event's vocabulary, so the evidence is lexical
and relative: how much of the shorter clause's rare wording the two have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import polars as pl

from analysis import languages
from analysis.tables import require

_NEEDED = ("clause_id", "quote_id", "article_id", "text", "actor")
_CHUNK = 100_000  # pairs compared at a time, to bound memory
_FUNCTION_WEIGHT = 0.25  # what a function word counts of its rarity
_PRIOR = 20  # clauses added to the count behind a word's rarity, so that few clauses say little


def terms(text: str) -> list[str]:
    """Split a text into lower-case words; ``n't`` apart, possessive endings dropped,
    number words as figures, an editor's words in square brackets left out.

    >>> terms("We don’t share Kim's two views")
    ['we', 'do', "n't", 'share', 'kim', '2', 'views']
    >>> terms("[T]hey [the Russians] agreed")
    ['they', 'agreed']
    """
    text = re.sub(r"\[(\w)\](?=\w)", r"\1", text)  # a capital that an editor changed
    text = re.sub(r"\[[^\[\]]*\]", " ", text)
    text = text.casefold().replace("’", "'")
    text = text.replace("can't", "can n't").replace("won't", "will n't")
    text = re.sub(r"n't\b", " n't", re.sub(r"'s\b", "", text))
    words: list[str] = re.findall(r"n't|\d+(?:[.,]\d+)*\w*|[^\W\d_]+", text)
    figures = languages.read().numbers
    return [figures.get(word, word) for word in words]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut a word to what its inflections share: an English ending, then six letters.

    Truncation needs no language's rules and does as well in retrieval (McNamee &
    Mayfield 2004).

    >>> stem("supported"), stem("support"), stem("decisions"), stem("75")
    ('suppor', 'suppor', 'decisi', '75')
    """
    if not word.isalpha():
        return word
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:6]


def numbers(words: Iterable[str]) -> frozenset[str]:
    """Give the numbers among some terms.

    >>> sorted(numbers(terms("two of 1,000")))
    ['1000', '2']
    """
    return frozenset(word.replace(",", "") for word in words if word[0].isdigit())


def negated(words: Iterable[str]) -> bool:
    """Tell whether a negation stands among some words."""
    return not languages.read().words["negations"].isdisjoint(words)


def name_words(actor: str) -> frozenset[str]:
    """Give the words that identify a speaker, none where the text only describes one.

    Titles and initials say nothing; "he", "the Russian president" and "two officials"
    name nobody. A single lower-case word is an actor's id.

    >>> sorted(name_words("Sen. Mitch McConnell")), sorted(name_words("the Russian president"))
    (['mcconnell', 'mitch'], [])
    """
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", actor))
    if len(words) > 1 and not words[-1][0].isupper():
        return frozenset()
    lists = languages.read().words
    names = (word.casefold() for word in words if len(words) == 1 or word[0].isupper())
    return frozenset(
        word
        for word in names
        if len(word) > 1 and word not in lists["titles"] and word not in lists["function_words"]
    )


@dataclass(frozen=True)
class Postings:
    """Which clause holds which term, each once, sorted by clause; and what a term weighs."""

    clause: np.ndarray
    term: np.ndarray
    first: np.ndarray  # where each clause's terms begin, and one entry more
    weight: np.ndarray  # by term
    function: np.ndarray  # by term: a function word

    @cached_property
    def mass(self) -> np.ndarray:
        """The summed weight of each clause's terms."""
        return np.bincount(self.clause, self.weight[self.term], len(self.first) - 1)

    @cached_property
    def _held(self) -> np.ndarray:
        return self.clause * len(self.weight) + self.term

    def shared(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The summed weight of the terms that clauses a[i] and b[i] have in common."""
        parts = range(0, len(a), _CHUNK)
        return np.concatenate(
            [np.zeros(0), *(self._shared(a[i : i + _CHUNK], b[i : i + _CHUNK]) for i in parts)]
        )

    def _shared(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        if not len(self.term):
            return np.zeros(len(a))
        sizes = self.first[a + 1] - self.first[a]
        pair = np.repeat(np.arange(len(a)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        term = self.term[self.first[a][pair] + within]
        wanted = b[pair] * len(self.weight) + term
        place = np.minimum(np.searchsorted(self._held, wanted), len(self._held) - 1)
        hit = self._held[place] == wanted
        return np.bincount(pair[hit], self.weight[term[hit]], len(a))

    def containment(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The share of the lighter clause's weight that both hold, from 0 to 1."""
        return self.shared(a, b) / np.maximum(np.minimum(self.mass[a], self.mass[b]), 1e-9)


@dataclass(frozen=True)
class Side:
    """An event's clauses as arrays, in the order given."""

    size: int
    article: np.ndarray
    quote: np.ndarray
    before: np.ndarray  # the clause before in the same article, or -1
    after: np.ndarray
    speaker: np.ndarray  # row of names
    names: Postings  # the words of each distinct speaker's name, each weighing 1
    numbers: list[frozenset[str]]
    negated: np.ndarray
    stems: Postings
    bigrams: Postings


def read(clauses: pl.DataFrame) -> Side:
    """Read what the features need from clauses[clause_id, quote_id, article_id, text, actor]."""
    require(clauses, "clauses", *_NEEDED)
    words = [terms(text) for text in clauses["text"].fill_null("")]
    stems = [[stem(word) for word in line] for line in words]
    bigrams = [[f"{x} {y}" for x, y in pairwise(line)] for line in stems]
    article, _ = _codes(clauses["article_id"].cast(pl.String))
    speaker, actors = _codes(clauses["actor"].cast(pl.String).fill_null(""))
    before, after = _beside(article)
    common = frozenset(stem(word) for word in languages.read().function_words)
    return Side(
        size=len(words),
        article=article,
        quote=_codes(clauses["quote_id"].cast(pl.String))[0],
        before=before,
        after=after,
        speaker=speaker,
        names=_index([name_words(actor or "") for actor in actors]),
        numbers=[numbers(line) for line in words],
        negated=np.array([negated(line) for line in words], bool),
        stems=_weighed(_index(stems, common), article),
        bigrams=_weighed(_index(bigrams), article),
    )


def _codes(column: pl.Series) -> tuple[np.ndarray, list[str | None]]:
    """Number distinct values by first appearance; give the numbers and the values."""
    values: dict[str | None, int] = {}
    codes = [values.setdefault(value, len(values)) for value in column]
    return np.array(codes, np.int64), list(values)


def _beside(article: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The clause before and the one after within the article; row order is text order."""
    order = np.argsort(article, kind="stable")
    follows = article[order][1:] == article[order][:-1]
    before, after = np.full(len(article), -1), np.full(len(article), -1)
    before[order[1:][follows]] = order[:-1][follows]
    after[order[:-1][follows]] = order[1:][follows]
    return before, after


def _index(lines: Iterable[Iterable[str]], function: frozenset[str] = frozenset()) -> Postings:
    """Index the terms of each line, every term weighing 1."""
    distinct = [set(line) for line in lines]
    # Numbered by the alphabet, so that nothing depends on the order of the clauses.
    vocabulary = {term: i for i, term in enumerate(sorted(set().union(*distinct)))}
    rows = [sorted(vocabulary[term] for term in line) for line in distinct]
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    return Postings(
        clause=np.repeat(np.arange(len(rows)), sizes),
        term=np.fromiter((t for row in rows for t in row), np.int64, int(sizes.sum())),
        first=np.concatenate([[0], np.cumsum(sizes)]),
        weight=np.ones(len(vocabulary)),
        function=np.fromiter((t in function for t in vocabulary), bool, len(vocabulary)),
    )


def _weighed(index: Postings, article: np.ndarray) -> Postings:
    """Weigh each term by its rarity *within the articles that use it*.

    weight(t) = log((n + 20) / (c + 1)), c the clauses with t among the n clauses of the
    articles that hold t. Plain document frequency would call a word common because many
    outlets carry the one statement it stands in. A function word counts a quarter.
    """
    width = int(article.max(initial=0)) + 1
    used = np.unique(index.term * width + article[index.clause])  # (term, article)
    length = np.bincount(article, minlength=width)
    n = np.bincount(used // width, length[used % width], len(index.weight))
    c = np.bincount(index.term, minlength=len(index.weight))
    weight = np.log((n + _PRIOR) / (c + 1.0))
    return replace(index, weight=np.where(index.function, _FUNCTION_WEIGHT * weight, weight))


def features(side: Side, a: np.ndarray, b: np.ndarray) -> dict[str, np.ndarray]:
    """Compare clauses a[i] and b[i] by wording and speaker; every value from 0 to about 5.

    containment, jaccard: rare stems in common, of the lighter clause's and of both;
    evidence: log(1 + their weight); bigrams: containment of word pairs; speaker_same,
    speaker_other: see ``_speakers``; number_conflict: each has numbers, none
    in common; negation_conflict: only one is negated, less where one is the shorter.
    """
    shared = side.stems.shared(a, b)
    mass_a, mass_b = side.stems.mass[a], side.stems.mass[b]
    lighter, heavier = np.minimum(mass_a, mass_b), np.maximum(mass_a, mass_b)
    evenness = lighter / np.maximum(heavier, 1e-9)
    union = side.stems.mass[a] + side.stems.mass[b] - shared
    same, other = _speakers(side, a, b)
    return {
        "containment": shared / np.maximum(lighter, 1e-9),
        "jaccard": shared / np.maximum(union, 1e-9),
        "evidence": np.log1p(shared),
        "bigrams": side.bigrams.containment(a, b),
        "speaker_same": same,
        "speaker_other": other,
        "number_conflict": _number_conflict(side, a, b),
        "negation_conflict": (side.negated[a] != side.negated[b]) * evenness,
    }


def _speakers(side: Side, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Same speaker: one name holds every word of the other; other: they share no word.

    Neither where a name is unknown, or where they share some (Richard and Dick Durbin).
    """
    a, b = side.speaker[a], side.speaker[b]
    fewer = np.minimum(side.names.mass[a], side.names.mass[b])
    shared = side.names.shared(a, b)
    known = fewer > 0
    return (known & (shared == fewer)).astype(float), (known & (shared == 0)).astype(float)


def _number_conflict(side: Side, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    has = np.fromiter(map(bool, side.numbers), bool, side.size)
    conflict = np.zeros(len(a))
    for i in np.flatnonzero(has[a] & has[b]):
        conflict[i] = side.numbers[a[i]].isdisjoint(side.numbers[b[i]])
    return conflict
