"""Which renderings of a statement are surely one utterance, and how sure that is.

Clauses are grouped by what they share (`pairs`, `clusters`). Whether two of them are one utterance
on one occasion also depends on what else tells their occasions apart: the days that the
texts name, whether a verb tells of an utterance at all, how much else the two articles share.
The weights and the bar stand in overlap_model.json under ``sure`` (benchmarks/fit_overlap.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.measures.overlap import occasions
from analysis.measures.overlap.features import Side, features
from analysis.measures.overlap.occasions import Occasions
from analysis.measures.overlap.pairs import Scored, by_wording, log_odds, model

_LEAST, _MOST = 0.02, 0.98  # scores beyond say no more
_COMMON = 0.6  # the score of a pair from which its articles have it in common


def bar() -> float:
    """How sure a rendering must be to count as the statement's."""
    return float(model()["sure"]["bar"])


def pairs_within(number: np.ndarray, article: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of items of one group and of different articles, the smaller first.

    >>> a, b = pairs_within(np.array([0, 0, 1, 0]), np.array([0, 1, 1, 1]))
    >>> list(zip(a.tolist(), b.tolist()))
    [(0, 1), (0, 3)]
    """
    order = np.argsort(number, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(number[order])) + 1)
    found = [np.zeros((2, 0), np.int64)]
    for group in groups:
        if len(group) > 1:
            found.append(group[np.array(np.triu_indices(len(group), 1))])
    a, b = np.concatenate(found, axis=1)
    apart = article[a] != article[b]
    return a[apart], b[apart]


def shared(number: np.ndarray, article: np.ndarray) -> np.ndarray:
    """Whether each item's group has an item of another article.

    >>> shared(np.array([0, 0, 1]), np.array([0, 1, 1])).tolist()
    [True, True, False]
    """
    size = int(number.max(initial=0)) + 1
    low = np.full(size, np.iinfo(np.int64).max)
    high = np.full(size, -1)
    np.minimum.at(low, number, article)
    np.maximum.at(high, number, article)
    return (low < high)[number]


def evidence(
    side: Side, scored: Scored, told: Occasions, number: np.ndarray, a: np.ndarray, b: np.ndarray
) -> dict[str, np.ndarray]:
    """Give what speaks for clauses a[i] and b[i] of one group being one utterance.

    odds: the log-odds of the pair's score; phrase, speaker_other, reported: see `features`;
    opening_differs: see `occasions`; in_common: log(1 + how many other statements their two
    articles have in common).
    """
    p = _scores(side, scored, a, b)
    kept = np.clip(p, _LEAST, _MOST)
    read = features(side, a, b)
    return {
        "odds": np.log(kept / (1 - kept)),
        **{name: read[name] for name in ("phrase", "speaker_other", "reported")},
        "opening_differs": occasions.opening_differs(told, a, b),
        "in_common": _in_common(told.article, number, a, b, p),
    }


def _scores(side: Side, scored: Scored, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The score of each pair; by wording alone where it was not worth scoring."""
    if not len(scored.a):
        return by_wording(side, model(), a, b)
    key, wanted = scored.a * side.size + scored.b, a * side.size + b
    place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    found = np.where(key[place] == wanted, scored.p[place], np.nan)
    open_ = np.flatnonzero(np.isnan(found))
    found[open_] = by_wording(side, model(), a[open_], b[open_])
    return found


def _in_common(
    article: np.ndarray, number: np.ndarray, a: np.ndarray, b: np.ndarray, p: np.ndarray
) -> np.ndarray:
    """log(1 + the other groups in which the articles of two clauses have an alike pair)."""
    ends = [
        (min(pair), max(pair))
        for pair in zip(article[a].tolist(), article[b].tolist(), strict=True)
    ]
    groups = number[a].tolist()
    shared: dict[tuple[int, int], set[int]] = {}
    for pair, group, score in zip(ends, groups, p.tolist(), strict=True):
        if score >= _COMMON:
            shared.setdefault(pair, set()).add(group)
    others = [
        len(shared.get(pair, set()) - {group}) for pair, group in zip(ends, groups, strict=True)
    ]
    return np.log1p(np.array(others, float))


def judged(
    side: Side, scored: Scored, told: Occasions, number: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give how sure each clause is, and whether it is one of its statement's sure renderings.

    Two clauses of a statement are surely one utterance where both tell of an utterance, their
    sentences name no different days, and σ(w₀ + Σ w·evidence) reaches the bar. The sure
    renderings are those that such pairs connect, in as many outlets as possible; without a
    sure pair, the one that is most like the others.
    A clause is as sure as its best pair with them; NaN where nothing else surely renders
    the statement. Clauses of two languages were joined by meaning (`encoder`), by a threshold
    of its own, and just reach the bar.
    """
    a, b = pairs_within(number, told.article)
    sure, kept = np.full(len(number), np.nan), np.ones(len(number), bool)
    if not len(a):
        return sure, kept
    chance = _chances(side, scored, told, number, a, b)
    order = np.argsort(number[a], kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(number[a][order])) + 1):
        links = list(zip(a[rows].tolist(), b[rows].tolist(), chance[rows].tolist(), strict=True))
        core = _core(links, told.outlet) or {_middle(links, side.reported)}
        for item in {end for x, y, _ in links for end in (x, y)}:
            best = [c for x, y, c in links if item in (x, y) and core >= {x, y} - {item}]
            kept[item] = item in core
            sure[item] = max(best, default=np.nan if kept[item] else 0.0)
    return sure, kept


def _chances(
    side: Side, scored: Scored, told: Occasions, number: np.ndarray, a: np.ndarray, b: np.ndarray
) -> np.ndarray:
    z = log_odds(model()["sure"], evidence(side, scored, told, number, a, b))
    chance = 1 / (1 + np.exp(-z))
    chance[~(told.uttered[a] & told.uttered[b]) | occasions.said_differs(told, a, b)] = 0.0
    spoken = np.array(told.language)
    chance[spoken[a] != spoken[b]] = bar()
    return chance


_Links = Sequence[tuple[int, int, float]]


def _core(links: _Links, outlet: list[str]) -> set[int]:
    """The clauses that sure pairs connect, in as many outlets as possible; none without one."""
    parts: list[set[int]] = []
    for a, b, chance in links:
        if chance >= bar():
            touched = [part for part in parts if a in part or b in part]
            parts = [part for part in parts if part not in touched]
            parts.append({a, b}.union(*touched))

    def reach(part: set[int]) -> tuple[int, float]:
        inside = sum(chance for a, b, chance in links if {a, b} <= part)
        return len({outlet[item] for item in part}), round(inside, 6)

    return max(parts, key=reach, default=set())


def _middle(links: _Links, reported: np.ndarray) -> int:
    """The clause that is most like the others, one with words in marks before reports."""
    total: dict[int, float] = {}
    for a, b, chance in links:
        for item in (a, b):
            total[item] = total.get(item, 0.0) + chance
    return max(sorted(total), key=lambda item: (-reported[item], round(total[item], 6)))
