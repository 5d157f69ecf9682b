"""Scored pairs into groups: average-link clustering that refuses to chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

# Merging costs the square of the items connected; a larger set is first taken apart by
# connecting its items at a stricter score, up to the strictest. What is then still too
# large for merging is taken as one group.
_LARGEST = 300
_STRICTEST = 0.9
_UNMERGED = 3000


def clusters(
    size: int, a: np.ndarray, b: np.ndarray, p: np.ndarray, least: float, complete: int
) -> np.ndarray:
    """Group ``size`` items by average-link clustering of the scored pairs (a[i], b[i]).

    Two groups join while the mean score over the item pairs between them is at least
    ``least``. A pair without a score counts 0, a pair scored NaN is left out of the mean;
    among more than ``complete`` connected items not every pair was scored, so there only
    the scored ones count. Returns one group number per item, numbered by first item.
    Average link (Sokal & Michener 1958) needs every member to speak for a merge, so that
    a chain A–B–C whose ends have nothing in common stays apart.

    >>> a, b, p = np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.6])
    >>> clusters(3, a, b, p, 0.5, 40).tolist()
    [0, 0, 1]
    """
    group = np.arange(size)
    for members, x, y, scores in _connected(a, b, p, least):
        if len(members) > _UNMERGED:
            group[members] = members[0]
        else:
            group[members] = members[_average_link(len(members), x, y, scores, least, complete)]
    _, first, number = np.unique(group, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[number]


def centred(
    group: np.ndarray,
    a: np.ndarray,
    b: np.ndarray,
    p: np.ndarray,
    least: float,
    unscored: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """Keep in each group what is linked to its centre, and group the rest again.

    The centre is the item whose scores with the rest of the group sum highest. Every other
    member has a pair with it that scores at least ``least``, or is NaN; ``unscored(a, b)``
    scores a pair that has no score. So two members of a group, of whatever size, are at
    most two links apart: this holds by construction and needs no threshold on the size.
    Returns one group number per item, numbered by first item, and each item's centre.

    >>> a, b, p = np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.9, 0.8, 0.7])
    >>> number, centre = centred(np.zeros(4, int), a, b, p, 0.5, lambda a, b: np.zeros(len(a)))
    >>> number.tolist(), centre.tolist()
    ([0, 0, 0, 1], [1, 1, 1, 3])
    """
    size = len(group)
    centre = np.full(size, -1)
    inside = group[a] == group[b]
    a, b, p = a[inside], b[inside], p[inside]
    key = np.minimum(a, b) * size + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    a, b, p, key = a[order], b[order], p[order], key[order]
    while (open_ := np.flatnonzero(centre < 0)).size:
        live = (centre[a] < 0) & (centre[b] < 0)
        known = np.nan_to_num(p[live])
        total = np.bincount(a[live], known, size) + np.bincount(b[live], known, size)
        ranked = open_[np.lexsort((open_, -total[open_], group[open_]))]
        leads, first = np.unique(group[ranked], return_index=True)
        middle = ranked[first][np.searchsorted(leads, group[open_])]
        centre[open_] = np.where(
            _linked(open_, middle, key, p, size, least, unscored), middle, centre[open_]
        )
    _, first, number = np.unique(centre, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[number], centre


def _linked(
    item: np.ndarray,
    middle: np.ndarray,
    key: np.ndarray,
    p: np.ndarray,
    size: int,
    least: float,
    unscored: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> np.ndarray:
    """Whether each item is its group's centre, or linked to it."""
    wanted = np.minimum(item, middle) * size + np.maximum(item, middle)
    place = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    known = key[place] == wanted if len(key) else np.zeros(len(item), bool)
    score = np.zeros(len(item))
    score[known] = p[place[known]]
    unknown = ~known & (item != middle)
    score[unknown] = unscored(item[unknown], middle[unknown])
    return (item == middle) | np.isnan(score) | (score >= least)


def _connected(
    a: np.ndarray, b: np.ndarray, p: np.ndarray, cut: float
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Sets of items that scores of at least ``cut`` connect: the items, and their pairs.

    The pairs are given by the items' positions in the set.
    """
    items, ends = np.unique(np.concatenate([a, b]), return_inverse=True)
    x, y = ends[: len(a)], ends[len(a) :]
    root = _roots(len(items), x[p >= cut], y[p >= cut])
    inside = np.flatnonzero(root[x] == root[y])
    inside = inside[np.argsort(root[x[inside]], kind="stable")]
    for pairs in np.split(inside, np.flatnonzero(np.diff(root[x[inside]])) + 1):
        members, place = np.unique(np.concatenate([x[pairs], y[pairs]]), return_inverse=True)
        if len(members) > _LARGEST and cut < _STRICTEST:
            yield from _connected(a[pairs], b[pairs], p[pairs], (1 + cut) / 2)
        elif len(members):
            yield items[members], place[: len(pairs)], place[len(pairs) :], p[pairs]


def _roots(size: int, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The smallest item that each item is connected to, by label propagation."""
    root = np.arange(size)
    while True:
        before = root.copy()
        low = np.minimum(root[x], root[y])
        np.minimum.at(root, x, low)
        np.minimum.at(root, y, low)
        root = root[root]
        if np.array_equal(root, before):
            return root


def _average_link(
    m: int, x: np.ndarray, y: np.ndarray, scores: np.ndarray, least: float, complete: int
) -> np.ndarray:
    """Merge the closest groups of m items; give each item the first of its group."""
    total, count = np.zeros((m, m)), np.full((m, m), float(m <= complete))
    total[x, y] = total[y, x] = np.nan_to_num(scores)
    count[x, y] = count[y, x] = ~np.isnan(scores)
    np.fill_diagonal(count, 0)
    link = _ratio(total, count)
    group = np.arange(m)
    near, best = link.argmax(axis=1), link.max(axis=1)  # each group's closest, and how close
    while best.max() >= least:
        i = int(best.argmax())
        i, j = sorted((i, int(near[i])))
        group[group == j] = i
        for table in (total, count):
            table[i] += table[j]
            table[:, i] = table[i]
            table[j] = table[:, j] = 0
        total[i, i] = count[i, i] = 0
        link[j] = link[:, j] = 0
        link[i] = link[:, i] = _ratio(total[i], count[i])
        stale = (near == i) | (near == j)
        stale[[i, j]] = True
        closer = (link[i] > best) & ~stale
        near[closer], best[closer] = i, link[i][closer]
        near[stale], best[stale] = link[stale].argmax(axis=1), link[stale].max(axis=1)
    return group


def _ratio(total: np.ndarray, count: np.ndarray) -> np.ndarray:
    return np.divide(total, count, out=np.zeros_like(total), where=count > 0)
