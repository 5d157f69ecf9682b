"""The same quantity in other words: a lead, a price, a distance, a time of day told otherwise.

Two numbers of one kind are of one thing where the words beside them agree, each is the
other's closest in its article, names, places and dates do not speak against it, and neither
article knows the other's number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import sqrt

import polars as pl

from analysis.measures.claims import points, quantities
from analysis.measures.claims.asserting import words
from analysis.measures.claims.contradicting import Difference
from analysis.measures.claims.likeness import Side
from analysis.measures.claims.quantities import Quantity
from analysis.measures.claims.recounts import Recount, column
from analysis.measures.moments import Apart
from analysis.measures.overlap.features import stem

_EASED = 2.0  # weight added to both sides of a cosine, so that few words say less
_NEAR, _WHOLE = 0.3, 0.2  # cosines from which words beside, and of the sentence, are of one thing
_BOTH = 0.6  # and their sum
_TIED, _TIED_WHOLE = 0.2, 0.06  # the same where a word of one class stands beside both
_NEXT = 60  # articles that tell a kind of quantity are compared with as many that follow
_EXACT = 1e-6
_PAID = frozenset(("money", "share"))  # only these are of one thing by a word for what is paid
_SUMS = frozenset(f"={word}" for word in ("price", "revenue", "fine", "bail", "gift"))
_GREATEST = 3.0  # times the one count or sum that the other may be: a greater is of another thing
_LOOSE = frozenset(("share", "speed", "weekday"))  # of which there are many of each thing
_CHANGING = frozenset(("lead", "vote", "job", "worker", "share", "protester", "gift", "revenue"))


@dataclass(frozen=True)
class _Told:
    row: int  # proposition
    article: str
    outlet: str | None
    quantity: Quantity


def requantified(propositions: pl.DataFrame, articles: pl.DataFrame, side: Side) -> list[Recount]:
    """Find the quantities that two articles of different outlets give otherwise.

    Reads propositions (text order) and articles[article_id, outlet, text].
    """
    found = []
    weights, apart = _Weights(side), Apart(articles)
    for told in _by_kind(propositions, articles).values():
        lists = list(told.values())
        for place, here in enumerate(lists):
            for there in lists[place + 1 : place + 1 + _NEXT]:
                if here[0].outlet is None or here[0].outlet != there[0].outlet:
                    found += _contradicted(here, there, weights, apart)
    return sorted(found, key=lambda one: (one.a, one.b))


def _by_kind(
    propositions: pl.DataFrame, articles: pl.DataFrame
) -> dict[tuple[str, str], dict[str, list[_Told]]]:
    """The quantities of an event: by kind and thing counted, then by article."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    outlet = column(articles, "outlet")
    spans = propositions.select("article_id", "sentence", "start", "end").with_row_index("row")
    whole = spans.group_by("article_id", "sentence", maintain_order=True).agg(
        pl.col("start").min(), pl.col("end").max(), rows="row", ends="end"
    )
    found: dict[tuple[str, str], dict[str, list[_Told]]] = defaultdict(lambda: defaultdict(list))
    for article, _, start, end, rows, ends in whole.iter_rows():
        for one in quantities.read(texts[article], start, end):
            if one.kind == "count" and not one.sentence.stems.isdisjoint(_tallied()):
                continue  # the killed, hurt and arrested are read by `tallies`
            row = next(row for row, last in zip(rows, ends, strict=True) if one.start < last)
            found[one.kind, one.of][article].append(_Told(row, article, outlet[article], one))
    return found


@lru_cache(maxsize=1)
def _tallied() -> frozenset[str]:
    """The words that tell of counts of people, as stems and classes."""
    return frozenset(quantities.key(entry.split("|")[0]) for entry in words()["tallied"])


def _contradicted(
    here: list[_Told], there: list[_Told], weights: _Weights, apart: Apart
) -> Iterator[Recount]:
    """Pairs of two articles' quantities of one kind that are of one thing and differ."""
    alike: dict[tuple[int, int], tuple[float, float, bool]] = {}
    for (i, one), (j, two) in product(enumerate(here), enumerate(there)):
        x, y = one.quantity, two.quantity
        shared = (x.near & y.near) - {x.of}
        if shared:
            told = shared if x.kind in _PAID else shared - _SUMS
            tied = any(word[0] == "=" for word in told)
            near = weights.cosine(x.near - {x.of}, y.near - {y.of})
            whole = weights.cosine(x.sentence.stems - {x.of}, y.sentence.stems - {y.of})
            alike[i, j] = near, whole, tied
    for (i, j), (near, whole, tied) in alike.items():
        x, y = here[i].quantity, there[j].quantity
        least = (_TIED, _TIED_WHOLE, 0.0) if tied else (_NEAR, _WHOLE, _BOTH)
        if near < least[0] or whole < least[1] or near + whole < least[2]:
            continue
        if (not tied and x.kind in _LOOSE) or not _closest(alike, i, j):
            continue
        if x.apart or y.apart or _listed(here, x) or _listed(there, y) or not _one_thing(x, y):
            continue
        known = [(x, other.quantity) for other in there] + [(y, other.quantity) for other in here]
        if not any(_both_hold(*pair) for pair in known):
            yield _recount(here[i], there[j], apart.days(here[i].article, there[j].article))


def _recount(one: _Told, two: _Told, days: int | None) -> Recount:
    x, y = one.quantity, two.quantity
    kind = "date" if x.kind in quantities.TIMES else "number"
    tied = sorted(word[1:] for word in x.near & y.near if word[0] == "=")
    point = x.of.removeprefix("=") or (tied[0] if tied else x.kind)
    told = Difference(kind, (x.start, x.end), (y.start, y.end), point)
    changes = not _CHANGING.isdisjoint((x.kind, point, *tied))
    when = None
    if days is None and (changes or x.kind not in quantities.LASTING):
        when = "undated"
    elif changes and days:
        when = "update"
    return Recount(one.row, two.row, told, when)


def _listed(told: list[_Told], one: Quantity) -> bool:
    """Whether its sentence counts the same thing twice, so that each is a part."""
    if one.kind not in ("count", "money"):
        return False
    return sum(other.quantity.sentence is one.sentence for other in told) > 1


def _closest(alike: dict[tuple[int, int], tuple[float, float, bool]], i: int, j: int) -> bool:
    """Whether no other quantity of either article is as close."""
    mine = sum(alike[i, j][:2])
    return all(sum(value[:2]) < mine for (k, m), value in alike.items() if (k == i) != (m == j))


class _Weights(dict[str, float]):
    """What a stem weighs in the event; a class, what its commonest word does."""

    def __init__(self, side: Side):
        super().__init__()
        self.side = side

    def __missing__(self, key: str) -> float:
        known = self.side.vocabulary
        words = quantities.members(key)
        held = [float(self.side.weight[known[word]]) for word in words if word in known]
        self[key] = min(held, default=0.0)
        return self[key]

    def cosine(self, x: frozenset[str], y: frozenset[str]) -> float:
        mass = [sum(self[key] for key in keys) for keys in (x, y, x & y)]
        return mass[2] / sqrt((mass[0] + _EASED) * (mass[1] + _EASED))


def _both_hold(x: Quantity, y: Quantity) -> bool:
    """Whether two quantities can both be true of one thing."""
    one, two = x.number, y.number
    if "several" in (one.bound, two.bound):
        return max(one.value, two.value) <= quantities.SOME * min(one.value, two.value)
    if x.kind == "clock":
        return quantities.same_time(one, two)
    if abs(one.value - two.value) <= _EXACT * max(one.value, two.value):
        return True
    return points.compatible(one, two)


def _one_thing(x: Quantity, y: Quantity) -> bool:
    """Whether names, places, dates and other numbers allow that two quantities are of one thing."""
    one, two = x.sentence, y.sentence
    values = sorted((x.number.value, y.number.value))
    if x.kind in ("count", "money") and values[1] > _GREATEST * values[0]:
        return False
    if x.kind == "count" and (x.number.value in two.values or y.number.value in one.values):
        return False  # each tells both, of things in other words
    shared = one.names & two.names
    if one.names - one.places and two.names - two.places and not shared:
        return False
    if x.kind == "share" and not {stem(name) for name in shared} & x.near & y.near:
        return False  # polls tell one share of each
    if one.places - two.names and two.places - one.names:
        return False
    dates = [{date.split()[0]: date for date in told.dates} for told in (one, two)]
    kinds = dates[0].keys() & dates[1].keys() - {x.kind}
    return all(dates[0][kind] == dates[1][kind] for kind in kinds)
