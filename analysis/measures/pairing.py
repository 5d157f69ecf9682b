"""How likely two clauses are to render the same statement.

Within one event every clause shares the event's vocabulary, so the evidence is lexical
and relative: how much of the shorter clause's *rare* wording the two have in common,
weighed with who speaks and with what the clauses before and after are aligned to. The
weights are those of a logistic model fitted on hand-labelled pairs of other events
(lexicons/overlap_model.json).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from analysis.errors import ParallaxError

_LEXICONS = Path(__file__).parents[1] / "lexicons"
_WORD = re.compile(r"\d+(?:[.,]\d+)*\w*|[^\W\d_]+")
_NEEDED = ("clause_id", "quote_id", "article_id", "text", "actor")

# A key (stem or word pair) that more clauses share than this is not compared all with all
# but with the next ones in a sorted order: cost stays linear in the clauses (the sorted
# neighbourhood method, Hernández & Stolfo 1995).
_WINDOW = 40
# Pairs that share less than this of their blocking mass are not looked at further.
_LEAST_SHARED = 0.12

FEATURES = (
    "containment",
    "jaccard",
    "evidence",
    "bigrams",
    "token_set",
    "partial",
    "speaker_same",
    "speaker_other",
    "number_conflict",
    "negation_conflict",
    "neighbour",
)


@lru_cache(maxsize=1)
def _words() -> dict:
    words = json.loads((_LEXICONS / "overlap_words.json").read_text(encoding="utf-8"))
    return {
        key: value if isinstance(value, dict) else frozenset(value) for key, value in words.items()
    }


@lru_cache(maxsize=1)
def _model() -> dict:
    return json.loads((_LEXICONS / "overlap_model.json").read_text(encoding="utf-8"))


def threshold() -> float:
    """The score from which a pair counts as the same statement."""
    return _model()["threshold"]


def terms(text: str) -> list[str]:
    """Split a text into lower-case words, ``n't`` apart and possessive endings dropped.

    >>> terms("We don’t share Kim's 75 views")
    ['we', 'do', "n't", 'share', 'kim', '75', 'views']
    """
    text = text.casefold().replace("’", "'")
    text = re.sub(r"\bcan't\b", "can n't", re.sub(r"\bwon't\b", "will n't", text))
    text = re.sub(r"n't\b", " n't", re.sub(r"'s\b", "", text))
    return re.findall(r"n't|" + _WORD.pattern, text)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Truncate a word to what its inflections share; works alike in any language.

    >>> stem("supported"), stem("support"), stem("cities"), stem("75")
    ('suppor', 'suppor', 'citi', '75')
    """
    if not word.isalpha():
        return word
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:6]


def numbers(words: Iterable[str]) -> frozenset[str]:
    """Give the numbers among some words, number words as figures.

    >>> sorted(numbers(["two", "of", "75"]))
    ['2', '75']
    """
    known = _words()["numbers"]
    return frozenset(
        known.get(word, word.replace(",", ""))
        for word in words
        if word in known or word[0].isdigit()
    )


def negated(words: Iterable[str]) -> bool:
    """Tell whether a negation stands among some words."""
    return not _words()["negations"].isdisjoint(words)


@dataclass(frozen=True)
class Side:
    """Clauses as arrays, in the order given: what the features of a pair are read from."""

    texts: list[str]
    article: np.ndarray
    quote: np.ndarray
    before: np.ndarray  # the clause before in the same article, or -1
    after: np.ndarray
    speaker: np.ndarray
    speakers: list[frozenset[str]]
    numbers: list[frozenset[str]]
    negated: np.ndarray
    stems: Postings
    bigrams: Postings


@dataclass(frozen=True)
class Postings:
    """Which clause holds which term, each once, sorted by clause; and what a term weighs."""

    clause: np.ndarray
    term: np.ndarray
    first: np.ndarray  # where each clause's terms begin; one more entry than clauses
    weight: np.ndarray  # by term
    blocking: np.ndarray  # by term: rare enough to look for candidates with

    @property
    def mass(self) -> np.ndarray:
        """The summed weight of each clause's terms."""
        size = len(self.first) - 1
        return np.bincount(self.clause, self.weight[self.term], size)

    def shared(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The summed weight of the terms that clauses a[i] and b[i] have in common."""
        counts = (self.first[a + 1] - self.first[a]).astype(np.int64)
        pair = np.repeat(np.arange(len(a)), counts)
        offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        term = self.term[self.first[a][pair] + offset]
        width = len(self.weight) + 1
        held = self.clause * width + self.term
        wanted = b[pair] * width + term
        place = np.minimum(np.searchsorted(held, wanted), max(len(held) - 1, 0))
        hit = held[place] == wanted if len(held) else np.zeros(0, bool)
        return np.bincount(pair[hit], self.weight[term[hit]], len(a))


def read(clauses: pl.DataFrame) -> Side:
    """Read what the features need from clauses[clause_id, quote_id, article_id, text, actor]."""
    for column in _NEEDED:
        if column not in clauses.columns:
            raise ParallaxError(
                "table clauses",
                f"column '{column}' is missing",
                f"pass a frame with the columns {', '.join(_NEEDED)}",
            )
    words = [terms(text) for text in clauses["text"].fill_null("")]
    article = _codes(clauses["article_id"])
    index = np.arange(len(article))
    order = np.argsort(article, kind="stable")  # row order within an article is text order
    before = np.full(len(article), -1)
    follows = article[order][1:] == article[order][:-1]
    before[order[1:][follows]] = index[order[:-1][follows]]
    after = np.full(len(article), -1)
    after[before[before >= 0]] = index[before >= 0]
    actors = clauses["actor"].cast(pl.String).fill_null("")
    unique = actors.unique(maintain_order=True)
    stems = [[stem(word) for word in line] for line in words]
    pairs = [[f"{x} {y}" for x, y in pairwise(line)] for line in stems]
    return Side(
        texts=[" ".join(line) for line in words],
        article=article,
        quote=_codes(clauses["quote_id"]),
        before=before,
        after=after,
        speaker=_codes(actors),
        speakers=[_name(actor) for actor in unique],
        numbers=[numbers(line) for line in words],
        negated=np.array([negated(line) for line in words], bool),
        stems=_postings(stems, article, {stem(word) for word in _words()["function_words"]}),
        bigrams=_postings(pairs, article, set()),
    )


def _codes(column: pl.Series) -> np.ndarray:
    """Number distinct values by first appearance."""
    values = column.unique(maintain_order=True)
    return np.asarray(column.replace_strict(values, np.arange(len(values))), np.int64)


def _name(actor: str) -> frozenset[str]:
    """The words of a speaker's name without titles and initials."""
    parts = re.findall(r"\w+", re.sub(r"['’]s\b", "", actor.casefold()))
    return frozenset(part for part in parts if len(part) > 1) - _words()["titles"]


def _postings(lines: list[list[str]], article: np.ndarray, common: set[str]) -> Postings:
    """Index terms, weighing each by how rare it is *within the articles that use it*.

    weight(t) = log((n + 4) / (c + 1)), c clauses with t among the n clauses of the
    articles that hold t. Plain document frequency would call a word common because many
    outlets carry the statement it stands in.
    """
    vocabulary: dict[str, int] = {}
    rows = [sorted({vocabulary.setdefault(t, len(vocabulary)) for t in line}) for line in lines]
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    clause = np.repeat(np.arange(len(rows)), sizes)
    term = np.fromiter((t for row in rows for t in row), np.int64, int(sizes.sum()))
    width = int(article.max(initial=0)) + 1
    holds, first = np.unique(term * width + article[clause], return_index=True)
    per_article = np.bincount(article, minlength=width)
    n = np.bincount(term[first], per_article[holds % width], len(vocabulary))
    c = np.bincount(term, minlength=len(vocabulary))
    functional = np.fromiter((t in common for t in vocabulary), bool, len(vocabulary))
    weight = np.log((n + 20) / (c + 1.0))
    weight[functional] *= 0.25
    return Postings(clause, term, np.concatenate([[0], np.cumsum(sizes)]), weight, ~functional)


def candidates(side: Side) -> tuple[np.ndarray, np.ndarray]:
    """Find the clause pairs (a < b, never of one quotation) that share rare wording."""
    keys = []
    for postings in (side.stems, side.bigrams):
        keys.append(_blocked(postings))
    both = np.unique(np.concatenate(keys))
    size = len(side.texts)
    a, b = both // size, both % size
    keep = side.quote[a] != side.quote[b]
    return a[keep], b[keep]


def _blocked(postings: Postings) -> np.ndarray:
    """Pairs of clauses under one key, as a * n + b; long lists only within a window."""
    size = len(postings.first) - 1
    usable = postings.blocking[postings.term]
    term, clause = postings.term[usable], postings.clause[usable]
    order = np.lexsort((clause, term))
    term, clause = term[order], clause[order]
    found = [np.zeros(0, np.int64)]
    for step in range(1, min(_WINDOW, len(term))):
        same = term[step:] == term[:-step]
        if not same.any():
            break
        found.append(np.unique(clause[:-step][same] * size + clause[step:][same]))
    return np.unique(np.concatenate(found))


def features(side: Side, a: np.ndarray, b: np.ndarray) -> dict[str, np.ndarray]:
    """Compute what the model reads of each pair, all but the neighbours."""
    shared = side.stems.shared(a, b)
    mass_a, mass_b = side.stems.mass[a], side.stems.mass[b]
    grams = side.bigrams.shared(a, b)
    grams_least = np.minimum(side.bigrams.mass[a], side.bigrams.mass[b])
    texts_a, texts_b = [side.texts[i] for i in a], [side.texts[i] for i in b]
    same, other = _speakers(side, a, b)
    numbers = [(side.numbers[i], side.numbers[j]) for i, j in zip(a, b, strict=True)]
    return {
        "containment": shared / np.maximum(np.minimum(mass_a, mass_b), 1e-9),
        "jaccard": shared / np.maximum(mass_a + mass_b - shared, 1e-9),
        "evidence": np.log1p(shared),
        "bigrams": grams / np.maximum(grams_least, 1e-9),
        "token_set": np.asarray(cpdist(texts_a, texts_b, scorer=fuzz.token_set_ratio)) / 100,
        "partial": np.asarray(cpdist(texts_a, texts_b, scorer=fuzz.partial_ratio)) / 100,
        "speaker_same": same,
        "speaker_other": other,
        "number_conflict": np.array([bool(x and y) and not x & y for x, y in numbers], float),
        "negation_conflict": (side.negated[a] != side.negated[b]).astype(float),
    }


def _speakers(side: Side, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether two names may be one person's: one holds every word of the other."""
    width = len(side.speakers) + 1
    codes, back = np.unique(side.speaker[a] * width + side.speaker[b], return_inverse=True)
    names = [(side.speakers[code // width], side.speakers[code % width]) for code in codes]
    known = np.array([bool(x and y) for x, y in names], bool)
    same = np.array([bool(x and y) and (x <= y or y <= x) for x, y in names], bool)
    return same[back].astype(float), (known & ~same)[back].astype(float)


def _logistic(part: dict, values: dict[str, np.ndarray]) -> np.ndarray:
    total = np.full(len(next(iter(values.values()))), float(part["intercept"]))
    for name, weight in part["weights"].items():
        total += weight * values[name]
    return 1 / (1 + np.exp(-total))


def neighbour(side: Side, a: np.ndarray, b: np.ndarray, key: np.ndarray, p: np.ndarray):
    """How well the clauses before, or after, both clauses are aligned: the larger score.

    ``key`` (sorted, a * n + b) and ``p`` are the scored pairs; a pair not scored counts 0.
    """
    size = len(side.texts)
    best = np.zeros(len(a))
    for step in (side.before, side.after):
        x, y = step[a], step[b]
        wanted = np.minimum(x, y) * size + np.maximum(x, y)
        place = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
        hit = (x >= 0) & (y >= 0) & (key[place] == wanted if len(key) else False)
        best = np.maximum(best, np.where(hit, p[place] if len(p) else 0, 0))
    return best


def measured(side: Side, a: np.ndarray, b: np.ndarray) -> dict[str, np.ndarray]:
    """Every feature of the given pairs, the neighbours scored by wording alone."""
    everything = features(side, a, b)
    around = _around(side, a, b)
    p = _logistic(_model()["wording"], features(side, *around)) if len(around[0]) else np.zeros(0)
    everything["neighbour"] = neighbour(side, a, b, around[0] * len(side.texts) + around[1], p)
    return everything


def _around(side: Side, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    size = len(side.texts)
    keys = []
    for step in (side.before, side.after):
        x, y = step[a], step[b]
        there = (x >= 0) & (y >= 0)
        keys.append(np.minimum(x, y)[there] * size + np.maximum(x, y)[there])
    key = np.unique(np.concatenate(keys))
    return key // max(size, 1), key % max(size, 1)


@dataclass(frozen=True)
class Scored:
    """Scored clause pairs: row numbers a < b and the probability that they are the same."""

    a: np.ndarray
    b: np.ndarray
    p: np.ndarray


def score(side: Side) -> Scored:
    """Score all candidate pairs, then those that stand beside a good one."""
    size = len(side.texts)
    if size < 2:
        return Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    a, b = candidates(side)
    shared = side.stems.shared(a, b) / np.maximum(
        np.minimum(side.stems.mass[a], side.stems.mass[b]), 1e-9
    )
    keep = shared >= _LEAST_SHARED
    a, b = a[keep], b[keep]
    values = features(side, a, b)
    p = _logistic(_model()["wording"], values)
    good = p >= _model()["threshold"]
    x, y = _around(side, a[good], b[good])
    new = ~np.isin(x * size + y, a * size + b) & (side.quote[x] != side.quote[y])
    more = features(side, x[new], y[new])
    a, b = np.concatenate([a, x[new]]), np.concatenate([b, y[new]])
    order = np.argsort(a * size + b)
    values = {name: np.concatenate([values[name], more[name]])[order] for name in values}
    a, b = a[order], b[order]
    p = _logistic(_model()["wording"], values)
    values["neighbour"] = neighbour(side, a, b, a * size + b, p)
    return Scored(a, b, _logistic(_model()["context"], values))


def pairs(clauses: pl.DataFrame) -> pl.DataFrame:
    """Score clause pairs of different articles: how likely they render one statement.

    score = 1 / (1 + exp(-(w0 + Σ w·feature))), a calibrated probability from 0 to 1;
    ``same`` is score ≥ the frozen threshold. Features: idf-weighted containment and
    Jaccard of stems and of word pairs, rapidfuzz token-set and partial ratios, same or
    other speaker, conflicting numbers or negation, and how well the neighbouring clauses
    are aligned. Reads clauses[clause_id, quote_id, article_id, text, actor]; rows of one
    article stand in text order. One row of the result is one pair that shares rare
    wording or stands beside one that does; a pair that is absent has a score near 0.

    Raises ParallaxError where a column is missing.

    >>> clauses = pl.DataFrame({
    ...     "clause_id": ["efe:1", "bz:1"], "quote_id": ["efe:1", "bz:1"],
    ...     "article_id": ["efe", "bz"], "actor": ["kim", "kim"],
    ...     "text": ["I hope we will always be together in the fight against imperialism",
    ...              "and we will be together in the fight against imperialism"]})
    >>> pairs(clauses)["same"].to_list()
    [True]
    """
    side = read(clauses)
    scored = score(side)
    apart = side.article[scored.a] != side.article[scored.b]
    ids = clauses["clause_id"]
    return pl.DataFrame(
        {
            "clause_a": ids.gather(scored.a[apart]),
            "clause_b": ids.gather(scored.b[apart]),
            "score": scored.p[apart],
            "same": scored.p[apart] >= _model()["threshold"],
        },
        schema_overrides={"clause_a": pl.String, "clause_b": pl.String},
    )
