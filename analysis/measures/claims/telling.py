"""How likely an article tells a proposition: a small model over what stands nearest to it.

The weights are those of a logistic model fitted on hand-coded claims of other events
(claims_model.json beside it, benchmarks/fit_claims.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from analysis.measures.claims import likeness

NAMES = ("sentence", "cosine", "onward", "rarest", "shared", "mutual")
_AT_ONCE = 500_000  # pairs judged at once, to bound memory
_UNLIKE = 0.15  # cosine below which the closest proposition is about something else,
_UNSAID = 0.1  # and of what is said, attribution apart


@lru_cache(maxsize=1)
def model() -> dict[str, Any]:
    """The fitted model: intercept, weights, and the bounds of what is told and left out."""
    path = Path(__file__).with_name("claims_model.json")
    return json.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Told:
    """For propositions and the articles that come near: the closest proposition there.

    Sorted by key = proposition · number of articles + article; p by the model.
    """

    key: np.ndarray
    near: np.ndarray  # row of the closest proposition
    p: np.ndarray
    values: dict[str, np.ndarray]


@dataclass(frozen=True)
class Pairs:
    """Pairs of propositions a < b that have something in common, and how alike they are."""

    a: np.ndarray
    b: np.ndarray
    cosine: np.ndarray
    said: np.ndarray  # cosine of what is said, attribution apart
    link: np.ndarray  # how surely they are one claim: both of these, or of one speaker the latter


def pairs(side: likeness.Side) -> Pairs:
    """Find and compare the pairs worth comparing."""
    a, b = likeness.candidates(side)
    own, said = (likeness.cosine(side, bags, a, b) for bags in (side.own, side.said))
    one = (side.speaker[a] == side.speaker[b]) & (side.speaker[a] >= 0)
    link = np.where(one, said, np.minimum(own, said))
    link[_of_others(side, a, b) | _of_others(side, b, a)] = 0.0
    return Pairs(a, b, own, said, link)


def _of_others(side: likeness.Side, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether a says "I" or "you", and b tells of somebody else than who speaks there.

    "Thank you for the invitation" is not what the guest says who "thanked for the invitation".
    """
    known = (side.speaker[a] >= 0) & (side.subject[b] >= 0)
    return known & side.personal[a] & (side.speaker[a] != side.subject[b])


def told(
    side: likeness.Side, found: Pairs, fitted: Mapping[str, Any], kept: Kept | None = None
) -> Told:
    """Judge every proposition against every article that has anything near it.

    sentence, onward: the most of its sentence, and of it and the next proposition, that
    stands in three neighbouring sentences of the article; cosine: likeness of the closest
    proposition; shared: log(1 + the weight of the stems they share); rarest: the share of
    its four rarest stems that the article has at all; mutual: the cosine of the closest
    proposition to which no other of its article is closer. What has no proposition like it is not
    told, however much of its words the article has. ``kept`` tells of propositions and articles,
    by their numbers, which of them are asked for; all, if it is not given.
    """
    n = len(found.a)
    within = likeness.directed(side, n)
    weight = likeness.sharing(side, side.own, side.own, n)
    parts = []
    for forth, back in _by_article(side, found):
        pair = np.concatenate([forth, back])
        x = np.concatenate([found.a[forth], found.b[back]])
        y = np.concatenate([found.b[forth], found.a[back]])
        mutual = _mutual(side, x, y, found.cosine[pair])
        if kept is not None:
            asked = kept(x, side.article[y])
            pair, x, y, mutual = (column[asked] for column in (pair, x, y, mutual))
        values = {**within(x, y), "cosine": found.cosine[pair]}
        values["shared"] = np.log1p(weight(found.a[pair], found.b[pair]))
        values["mutual"] = mutual
        parts.append(_closest(side, x, y, values, found.said[pair]))
    key, near, said = (np.concatenate(column) for column in list(zip(*parts, strict=True))[:3])
    best = {name: np.concatenate([part[3][name] for part in parts]) for name in parts[0][3]}
    articles = int(side.article.max(initial=-1)) + 1
    best["rarest"] = likeness.rarest(side, key // max(articles, 1), key % max(articles, 1))
    p = chance(fitted, best)
    below = np.nextafter(fitted["told"], 0)
    unlike = (best["cosine"] < _UNLIKE) | (said < _UNSAID)
    p = np.where(unlike, np.minimum(p, below), p)
    return Told(key, near, p, best)


Kept = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _by_article(side: likeness.Side, found: Pairs) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Some articles after the other: pairs of two articles whose a, and whose b, stands in them.

    What is asked of a pair both ways looks at one article's propositions only, and so many at
    once bound the memory.
    """
    one, other = side.article[found.a], side.article[found.b]
    apart = one != other
    count = np.bincount(one[apart], minlength=int(side.article.max(initial=0)) + 1)
    count += np.bincount(other[apart], minlength=len(count))
    block = np.cumsum(count) // _AT_ONCE
    for number in np.unique(block):
        forth, back = (apart & (block[home] == number) for home in (one, other))
        yield np.flatnonzero(forth), np.flatnonzero(back)


def _closest(
    side: likeness.Side,
    x: np.ndarray,
    y: np.ndarray,
    values: dict[str, np.ndarray],
    said: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Of each x and article of y: the key, the closest y, and the most of said and of values."""
    articles = int(side.article.max(initial=-1)) + 1
    key = x * articles + side.article[y]
    closest = np.lexsort((y, -np.sum(list(values.values()), axis=0), key))
    key = key[closest]
    first = np.flatnonzero(np.diff(key, prepend=-1) > 0)

    def most(column: np.ndarray) -> np.ndarray:
        return np.maximum.reduceat(column[closest], first) if len(first) else column

    best = {name: most(column) for name, column in values.items()}
    return key[first], y[closest[first]], most(said), best


def _mutual(side: likeness.Side, x: np.ndarray, y: np.ndarray, alike: np.ndarray) -> np.ndarray:
    """The likeness of x[i] and y[i], 0 where another of x's article is more like y."""
    width = int(side.article.max(initial=0)) + 1
    rows = pl.DataFrame({"near": y * width + side.article[x], "alike": alike})
    first = rows.select(pl.col("alike") == pl.col("alike").max().over("near")).to_series()
    return np.where(first.to_numpy(), alike, 0.0)


def chance(fitted: Mapping[str, Any], values: Mapping[str, np.ndarray]) -> np.ndarray:
    """1 / (1 + exp(−(w₀ + Σ w · feature)))."""
    z = fitted["intercept"] + sum(w * values[name] for name, w in fitted["weights"].items())
    return 1 / (1 + np.exp(-z))
