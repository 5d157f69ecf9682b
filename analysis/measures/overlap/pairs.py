"""How likely two clauses are to render the same statement.

The weights are those of a logistic model fitted on hand-labelled clause pairs of other
events (overlap_model.json beside it, benchmarks/fit_overlap.py). It reads the pair's
wording and speakers first; then, with every pair scored so, the context: whether the
clauses before and after are aligned, and how many other clauses would match as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from analysis.measures.overlap.features import Side, features, read
from analysis.measures.overlap.fragments import repeated
from analysis.measures.overlap.postings import Postings

# In a longer list of clauses that hold a stem only its next neighbours are compared: the
# cost stays linear in the clauses (the sorted neighbourhood method, Hernández & Stolfo 1995).
WINDOW = 40
# Pairs that share less of the lighter clause's weight in these stems are not looked at.
_LEAST_SHARED = 0.3
_REPEATED = 0.5  # what a pair scores at least that quotes one speaker's own words
_EXTREME = 50.0  # no log-odds lie further out

Model = dict[str, dict]
Pairs = tuple[np.ndarray, np.ndarray]


@lru_cache(maxsize=1)
def model() -> Model:
    """The fitted model: ``wording`` and ``context`` weights, ``threshold`` of sameness."""
    path = Path(__file__).with_name("overlap_model.json")
    return json.loads(path.read_text(encoding="utf-8"))


def threshold() -> float:
    """The score from which a pair counts as the same statement."""
    return float(model()["threshold"])  # type: ignore[arg-type]


def link() -> float:
    """The mean score from which clauses are grouped into one statement."""
    return float(model()["link"])  # type: ignore[arg-type]


@dataclass(frozen=True)
class Scored:
    """Clause pairs, row numbers a < b in order, and how likely each is the same statement."""

    a: np.ndarray
    b: np.ndarray
    p: np.ndarray


def candidates(side: Side) -> Pairs:
    """Find the pairs worth scoring: they share enough of the lighter clause's rare stems.

    Each clause is looked up by its content stems. Clauses of one quotation are never a
    pair: a speaker's clauses follow one another.
    """
    found = [_sharing(side, stems, _LEAST_SHARED) for stems in (side.stems, side.marked)]
    a, b = _sorted(side, *found)
    keep = side.quote[a] != side.quote[b]
    return a[keep], b[keep]


def _sharing(side: Side, stems: Postings, least: float) -> Pairs:
    """The pairs that share at least so much of the lighter one's weight in these stems."""
    opened = np.flatnonzero(stems.weight[stems.term] > 0)
    opened = opened[~stems.function[stems.term[opened]]]
    term, clause = stems.term[opened], stems.clause[opened]
    order = np.lexsort((clause, term))
    term, clause = term[order], clause[order]
    found = [pl.DataFrame(schema={"key": pl.Int64, "weight": pl.Float64})]
    for step in range(1, min(WINDOW, len(term))):
        same = term[step:] == term[:-step]
        if not same.any():
            break
        key = clause[:-step][same] * side.size + clause[step:][same]
        found.append(pl.DataFrame({"key": key, "weight": stems.weight[term[step:][same]]}))
    shared = pl.concat(found).group_by("key").agg(pl.sum("weight"))
    key = shared["key"].to_numpy()
    a, b = key // max(side.size, 1), key % max(side.size, 1)
    lighter = np.minimum(stems.mass[a], stems.mass[b])
    enough = shared["weight"].to_numpy() >= least * lighter
    return a[enough], b[enough]


def log_odds(part: dict, values: dict[str, np.ndarray]) -> np.ndarray:
    """The model's linear part: intercept + Σ weight · feature."""
    total = np.full(len(next(iter(values.values()))), float(part["intercept"]))
    for name, weight in part["weights"].items():
        total += weight * values[name]
    return total


def _chance(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def describe(
    side: Side, fitted: Model, also: Pairs | None = None
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Give all pairs worth scoring, in order, with every feature.

    They are the candidates, the pairs beside a good candidate (clauses that share no rare
    word may still be aligned by what stands around them), and those asked for in ``also``.
    """
    a, b = _sorted(side, candidates(side), *([also] if also else []))
    values = features(side, a, b)
    good = log_odds(fitted["wording"], values) >= 0
    whole = _sorted(side, (a, b), _around(side, a[good], b[good]))
    if len(whole[0]) > len(a):
        values = _with_new(side, (a, b), values, whole)
        a, b = whole
    z = log_odds(fitted["wording"], values)
    values["neighbour"] = _neighbour(side, a, b, _chance(z))
    values["ambiguity"] = _ambiguity(side, a, b, z)
    return a, b, values


def _with_new(
    side: Side, known: Pairs, values: dict[str, np.ndarray], whole: Pairs
) -> dict[str, np.ndarray]:
    """The features of all pairs, those of known ones taken over; both are in order."""
    at = np.searchsorted(whole[0] * side.size + whole[1], known[0] * side.size + known[1])
    new = np.ones(len(whole[0]), bool)
    new[at] = False
    found = features(side, whole[0][new], whole[1][new])
    merged = {name: np.empty(len(new)) for name in values}
    for name, column in merged.items():
        column[at], column[new] = values[name], found[name]
    return merged


def _sorted(side: Side, *found: Pairs) -> Pairs:
    """Unite pairs, each once, in order and with the smaller row number first."""
    size = max(side.size, 1)
    keys = [np.minimum(a, b) * size + np.maximum(a, b) for a, b in found]
    key = np.sort(np.concatenate(keys).astype(np.int64))
    key = key[np.diff(key, prepend=-1) > 0]
    return key // size, key % size


def _around(side: Side, a: np.ndarray, b: np.ndarray) -> Pairs:
    """The pairs just before and just after the given ones, in different quotations."""
    x = np.concatenate([side.before[a], side.after[a]])
    y = np.concatenate([side.before[b], side.after[b]])
    keep = (x >= 0) & (y >= 0) & (side.quote[x] != side.quote[y])
    return x[keep], y[keep]


def _neighbour(side: Side, a: np.ndarray, b: np.ndarray, p: np.ndarray) -> np.ndarray:
    """How well the clauses before, or after, both clauses are aligned: the larger score."""
    if not len(a):
        return np.zeros(0)
    key = a * side.size + b
    best = np.zeros(len(a))
    for step in (side.before, side.after):
        x, y = step[a], step[b]
        wanted = np.minimum(x, y) * side.size + np.maximum(x, y)
        place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        hit = (x >= 0) & (y >= 0) & (key[place] == wanted)
        best = np.maximum(best, np.where(hit, p[place], 0))
    return best


def _ambiguity(side: Side, a: np.ndarray, b: np.ndarray, z: np.ndarray) -> np.ndarray:
    """log of how many clauses in the heavier one's article match the lighter one as well.

    0 where the match is the only good one. A clause counts that matches better, or up to
    one log-odds worse; a short stock phrase matches many.
    """
    if not len(a):
        return np.zeros(0)
    width = int(side.article.max()) + 1
    group = np.concatenate([a * width + side.article[b], b * width + side.article[a]])
    # All matches of one clause in one article in a row, by log-odds: one search counts them.
    z = np.clip(z, -_EXTREME, _EXTREME)
    key = group * (4 * _EXTREME) + np.concatenate([z, z])
    key.sort()
    lighter = np.where(side.stems.mass[a] <= side.stems.mass[b], group[: len(a)], group[len(a) :])
    low = np.searchsorted(key, lighter * (4 * _EXTREME) + z - 1)
    high = np.searchsorted(key, (lighter + 0.5) * (4 * _EXTREME))
    return np.log(high - low)


def score(side: Side, fitted: Model) -> Scored:
    """Score every pair worth scoring with a fitted model.

    Those that quote the same telling words of one speaker count as the same at least.
    """
    a, b, values = describe(side, fitted)
    chance = _chance(log_odds(fitted["context"], values))
    unsure = np.flatnonzero((chance < _REPEATED) & (values["speaker_same"] * values["marked"] > 0))
    again = unsure[repeated(side.spoken, a[unsure], b[unsure])]
    chance[again] = _REPEATED
    return Scored(a, b, chance)


def by_wording(side: Side, fitted: Model, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Score clauses a[i] and b[i] by wording and speakers alone; 0 within one quotation."""
    if not len(a):
        return np.zeros(0)
    chance = _chance(log_odds(fitted["wording"], features(side, a, b)))
    return np.where(side.quote[a] == side.quote[b], 0.0, chance)


def pairs(clauses: pl.DataFrame) -> pl.DataFrame:
    """Score clause pairs of different articles: how likely they render one statement.

    score = 1 / (1 + exp(-(w₀ + Σ w·feature))), a calibrated probability from 0 to 1;
    ``same`` is score ≥ the frozen threshold. Features: idf-weighted containment and
    Jaccard of stems, containment of word pairs, rapidfuzz's token-set and partial ratios,
    same or other speaker, conflicting numbers or negation, how well the neighbouring
    clauses are aligned, and how many clauses of that article would match as well.
    Reads clauses[clause_id, quote_id, article_id, text, actor]; rows of one article stand
    in text order. One row of the result is one pair that shares rare wording or stands
    beside one that does; a pair that is absent has a score near 0. Of more than 40 clauses
    that share a stem, each is compared with the next 39 only, for the sake of linear cost.

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
    scored = score(side, model())
    apart = side.article[scored.a] != side.article[scored.b]
    ids = clauses["clause_id"].cast(pl.String)
    return pl.DataFrame(
        {
            "clause_a": ids.gather(scored.a[apart]),
            "clause_b": ids.gather(scored.b[apart]),
            "score": scored.p[apart],
            "same": scored.p[apart] >= threshold(),
        }
    )
