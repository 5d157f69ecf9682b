"""Clause pairs into clusters: average-link clustering that refuses to chain."""

from __future__ import annotations

import numpy as np

# Clusters larger than this are too costly to merge pair by pair; their pieces are first
# taken apart at a stricter score.
_LARGEST = 1500


def clusters(size: int, a: np.ndarray, b: np.ndarray, p: np.ndarray, least: float) -> np.ndarray:
    """Group ``size`` items by average-link clustering of the scored pairs.

    Two groups join while the mean score over the item pairs between them is at least
    ``least``. A pair without a score counts 0, a pair scored NaN is left out of the mean.
    Returns one group number per item, numbered by first item. Average link (Sokal &
    Michener 1958) needs every member to speak for a merge, so that a chain A–B–C whose
    ends have nothing in common stays apart.

    >>> a, b, p = np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.6])
    >>> clusters(3, a, b, p, 0.5).tolist()
    [0, 0, 1]
    """
    group = np.arange(size)
    for members in _connected(size, a, b, p, least):
        group[members] = members[_average_link(members, a, b, p, least)]
    _, first, number = np.unique(group, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[number]


def _connected(size, a, b, p, least) -> list[np.ndarray]:
    """Sets of two or more items joined by pairs of at least the given score."""
    strong = p >= least
    root = np.arange(size)
    x, y = a[strong], b[strong]
    while True:  # label propagation: each item takes the smallest label around it
        low = np.minimum(root[x], root[y])
        before = root.copy()
        np.minimum.at(root, x, low)
        np.minimum.at(root, y, low)
        root = root[root]
        if np.array_equal(root, before):
            break
    order = np.argsort(root, kind="stable")
    cuts = np.flatnonzero(np.diff(root[order])) + 1
    pieces = []
    for piece in np.split(order, cuts):
        if len(piece) > _LARGEST and least < 0.99:
            inside = np.isin(a, piece) & np.isin(b, piece)
            pieces += _connected(size, a[inside], b[inside], p[inside], (1 + least) / 2)
        elif len(piece) > 1:
            pieces.append(piece)
    return pieces


def _average_link(members, a, b, p, least) -> np.ndarray:
    """Cluster one connected set; give each member the position of its group's first."""
    m = len(members)
    place = np.full(int(members.max()) + 1, -1)
    place[members] = np.arange(m)
    known = (a < len(place)) & (b < len(place))
    known[known] = (place[a[known]] >= 0) & (place[b[known]] >= 0)
    x, y, s = place[a[known]], place[b[known]], p[known]
    total, count = np.zeros((m, m)), np.ones((m, m))
    left_out = np.isnan(s)
    total[x, y] = total[y, x] = np.where(left_out, 0, s)
    count[x[left_out], y[left_out]] = count[y[left_out], x[left_out]] = 0
    np.fill_diagonal(count, 0)
    link = _ratio(total, count)
    group = np.arange(m)
    while True:
        i, j = sorted(np.unravel_index(np.argmax(link), link.shape))
        if link[i, j] < least or i == j:
            return group
        group[group == j] = i
        for table in (total, count):
            table[i] += table[j]
            table[:, i] = table[i]
            table[j] = table[:, j] = 0
        total[i, i] = count[i, i] = 0
        link[j] = link[:, j] = 0
        link[i] = link[:, i] = _ratio(total[i], count[i])


def _ratio(total: np.ndarray, count: np.ndarray) -> np.ndarray:
    return np.divide(total, count, out=np.zeros_like(total), where=count > 0)
