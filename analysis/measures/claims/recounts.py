"""The same count in other words: how many were killed, hurt or arrested, and how old one is.

Two tellings of a count are of one thing where what is counted and of whom agree, the names
and dates beside them do not speak against it, and neither article knows the other's number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from analysis.measures.claims import likeness, points, tallies
from analysis.measures.claims.contradicting import Difference
from analysis.measures.claims.points import Number
from analysis.measures.claims.tallies import Tally
from analysis.measures.moments import Apart
from analysis.measures.overlap.features import stem

_ALIKE = 0.12  # cosine of the sentences of two counts that no name ties together,
_TIED = 0.04  # of two that a name ties, and of two in articles with several such counts
_UNTIED = 0.25
_GREATEST = 3.0  # times the one number that the other may be: a greater is of another thing,
_GROWN = 1.6  # or, where it may have grown because nobody says when they wrote, of another time
_NEARLY = 2.0  # times: "at least two" knows nothing of sixty
_NEXT = 60  # articles that tell of a count are compared with as many that follow
_BIRTHDAY = 2  # years from which two ages of one person contradict each other
Told = list[tuple[int, Tally]]


@dataclass(frozen=True)
class Recount:
    """Two propositions (rows a and b) that give another value for one thing.

    ``when`` is "undated" where it may have changed between the two and they are not known to
    be of one day, "update" where their dates differ; None: time does not explain it.
    """

    a: int
    b: int
    point: Difference
    when: str | None


@dataclass
class _Article:
    """What one article counts: by thing, and every number beside such a word."""

    told: dict[tuple[str, str], Told] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, list[Number]] = field(default_factory=lambda: defaultdict(list))


def recounts(
    propositions: pl.DataFrame, articles: pl.DataFrame, side: likeness.Side
) -> list[Recount]:
    """Find the counts that two articles of different outlets give otherwise, the most alike.

    Reads propositions (text order) and articles[article_id, outlet, text].
    """
    read = _read(propositions, articles)
    outlet, apart = column(articles, "outlet"), Apart(articles)
    alike = likeness.cosines(side, side.whole, 0)  # of few pairs at a time, so by a search
    tellers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article, held in read.items():
        for thing in held.told:
            tellers[thing].append(article)
    found = []
    for thing, telling in tellers.items():
        for place, here in enumerate(telling):
            for there in telling[place + 1 : place + 1 + _NEXT]:
                if outlet[here] is not None and outlet[here] == outlet[there]:
                    continue
                days = apart.days(here, there)
                if one := _contradicted(alike, thing, (read[here], read[there]), days):
                    found.append(one)
    return sorted(found, key=lambda one: (one.a, one.b))


def column(articles: pl.DataFrame, name: str) -> dict[str, Any]:
    """A column by article; null where the table lacks it."""
    column = articles[name] if name in articles.columns else [None] * len(articles)
    return dict(zip(articles["article_id"], column, strict=True))


def _read(propositions: pl.DataFrame, articles: pl.DataFrame) -> dict[str, _Article]:
    texts = dict(articles.select("article_id", "text").iter_rows())
    spans = propositions.select("article_id", "sentence", "start", "end").with_row_index("row")
    whole = spans.group_by("article_id", "sentence", maintain_order=True).agg(
        pl.col("start").min(), pl.col("end").max(), rows="row", ends="end"
    )
    found: dict[str, _Article] = {}
    for article, _, start, end, rows, ends in whole.iter_rows():
        held = found.setdefault(article, _Article())
        counts = tallies.read(texts[article], start, end)
        for what in counts.kinds:
            held.numbers[what] += counts.numbers
        for tally in (*counts.tallies, *tallies.ages(texts[article], start, end)):
            row = next(row for row, last in zip(rows, ends, strict=True) if tally.start < last)
            held.told[tally.what, tally.whom].append((row, tally))
    return found


def _contradicted(
    likened: Callable[[np.ndarray, np.ndarray], np.ndarray],
    thing: tuple[str, str],
    both: tuple[_Article, _Article],
    days: int | None,
) -> Recount | None:
    """The most alike tellings of one thing in two articles, where their numbers contradict."""
    left, right = (article.told[thing] for article in both)
    pairs = [
        (i, j)
        for i, j in product(range(len(left)), range(len(right)))
        if _one_thing(left[i][1], right[j][1])
    ]
    if not pairs or all(_known(tally, both[1], right) for _, tally in left):
        return None
    rows = (
        np.array(column)
        for column in zip(*((left[i][0], right[j][0]) for i, j in pairs), strict=True)
    )
    alike = dict(zip(pairs, likened(*rows).tolist(), strict=True))
    for i, j in sorted(pairs, key=lambda pair: -alike[pair]):
        x, y = left[i][1], right[j][1]
        if not _closest(alike, i, j) or _known(x, both[1], right) or _known(y, both[0], left):
            continue
        aged = thing[0] == "age"
        if not aged and _both_hold(x.number, y.number):
            continue
        if _times(x.number, y.number) > (_GROWN if days is None and not aged else _GREATEST):
            return None
        if not aged and alike[i, j] < _least(left, right, x, y, days):
            return None
        point = Difference("number", (x.start, x.end), (y.start, y.end), thing[0])
        return Recount(
            left[i][0], right[j][0], point, "undated" if days is None and not aged else None
        )
    return None


def _closest(alike: dict[tuple[int, int], float], i: int, j: int) -> bool:
    """Whether no other telling of either article is closer."""
    return all(alike[i, j] >= p for (k, m), p in alike.items() if k == i or m == j)


def _known(told: Tally, other: _Article, counterpart: Told) -> bool:
    """Whether the other article has the number as well, wherever it speaks of such."""
    if told.what == "age":
        ages = [tally.number.value for _, tally in counterpart]
        return any(abs(told.number.value - age) < _BIRTHDAY for age in ages)
    near = (n for n in other.numbers[told.what] if _times(told.number, n) <= _NEARLY)
    return any(_both_hold(told.number, number) for number in near)


def _times(x: Number, y: Number) -> float:
    return max(x.value, y.value) / max(min(x.value, y.value), 1.0)


def _both_hold(x: Number, y: Number) -> bool:
    """Whether two numbers can both be true; two lower bounds, told in other words, always can."""
    return x.bound == y.bound == "least" or points.compatible(x, y)


def _least(left: Told, right: Told, x: Tally, y: Tally, days: int | None) -> float:
    """How alike two sentences must be for their counts to be of one thing.

    The only such counts of two articles of one day, or the next, are of one thing.
    """
    bare = not (x.names | y.names | x.dates | y.dates)
    if days in (0, 1) and len(left) == len(right) == 1 and bare:
        return 0.0
    if {name for name in x.names & y.names if stem(name) != x.whom}:
        return _TIED
    values = [{tally.number.value for _, tally in told} for told in (left, right)]
    return _ALIKE if len(values[0]) == len(values[1]) == 1 else _UNTIED


def _one_thing(x: Tally, y: Tally) -> bool:
    """Whether the places and dates beside two counts allow that they are of one thing."""
    if x.places - y.names and y.places - x.names:
        return False
    dates = [{date.split()[0]: date for date in tally.dates} for tally in (x, y)]
    return all(dates[0][kind] == dates[1][kind] for kind in dates[0].keys() & dates[1].keys())
