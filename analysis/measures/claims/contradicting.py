"""Where two tellings of one claim contradict each other, and on what point.

Two propositions that are alike are laid side by side, word by word. What stands in the
same place and differs is a conflict where it is a number, a date, a place or name, a
negation or its opposite, or what makes a fact an allegation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from analysis import languages
from analysis.measures.claims import points, quantities
from analysis.measures.claims.asserting import words
from analysis.measures.claims.points import Token
from analysis.measures.framing.proper_names import titles

_LEAST_KEPT = 0.6  # of the shorter side's words, for words in the same place to be comparable
_LEAST_DENIED = 0.7  # and of the longer side's, for a negation to be of the same thing
_LEAST_COUNTED = 0.5  # for a number; prices, shares and points go up and down, and need
_LEAST_RATED = 0.8  # nearly the same words
_LEAST_TWICE = 0.9  # of the longer side's, where both are negated and one is once more
_SPELT = 75  # rapidfuzz ratio from which two names may be one, spelt otherwise
_ZONES = 3  # hours by which clocks of one country differ
_LONGEST = 4  # words of one stretch that stands for another
_AUXILIARIES = frozenset(
    ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would", "be")
)


@dataclass(frozen=True)
class Difference:
    """A point on which two propositions differ: the kind and both passages (start, end)."""

    kind: str
    here: tuple[int, int]
    there: tuple[int, int]
    point: str | None


def differences(x: list[Token], y: list[Token]) -> list[Difference]:
    """Give the points on which two tellings contradict each other.

    >>> x = points.tokens("Police said 12 people were killed in Lyon on Monday", 0, 51)
    >>> y = points.tokens("Police said 15 people were killed in Lyon on Monday", 0, 51)
    >>> [found.kind for found in differences(x, y)]
    ['number']
    """
    keys = [token.word for token in x], [token.word for token in y]
    ops = [(o.tag, o.src_start, o.src_end, o.dest_start, o.dest_end) for o in Indel.opcodes(*keys)]
    held = [frozenset(key) for key in keys]
    kept = sum(end - start for tag, start, end, _, _ in ops if tag == "equal")
    if not kept or kept < _LEAST_KEPT * min(len(x), len(y)):
        return []
    gaps = [gap for gap in _gaps(ops) if not _elsewhere(keys, held, gap)]
    found = [found for gap in gaps if (found := _difference(x, y, *gap))]
    signs = [_negations(line) for line in (x, y)]
    longer = max(len(x), len(y))
    if kept < _LEAST_DENIED * longer:  # whom a "not" is said of may be another
        found = [one for one in found if one.kind != "polarity"]
    if kept < _LEAST_COUNTED * longer:  # and what is counted, too
        found = [one for one in found if one.kind != "number"]
    if kept < _LEAST_RATED * longer and _rated(x, y):
        found = [one for one in found if one.kind != "number"]
    polar = [one for one in found if one.kind == "polarity"]
    if polar and min(signs) > 0 and kept < _LEAST_TWICE * longer and not _opposed(polar):
        found = [one for one in found if one.kind != "polarity"]  # negated again, or corrected
    if len(polar) > 1 or (polar and signs[0] == signs[1] and not _opposed(polar)):
        found = [one for one in found if one.kind != "polarity"]  # negated twice, or elsewhere
    return found


def _elsewhere(
    keys: tuple[list[str], list[str]], held: list[frozenset[str]], gap: tuple[int, int, int, int]
) -> bool:
    """Whether both sides' words stand in another place of the other line, too: other order."""
    i, i_end, j, j_end = gap
    left, right = set(keys[0][i:i_end]), set(keys[1][j:j_end])
    return bool(left and right and left <= held[1] and right <= held[0])


def _rated(*lines: list[Token]) -> bool:
    """Whether a price, share or rate is told, which a moment or another thing changes."""
    return any(
        token.word in words()["rated"] or ("." in token.word and token.word[0].isdigit())
        for line in lines
        for token in line
    )


def _negations(line: list[Token]) -> int:
    return sum(token.word in languages.read().words["negations"] for token in line)


def _opposed(polar: list[Difference]) -> bool:
    return any(one.point == "opposite" for one in polar)


def _gaps(ops: list[tuple]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of both lines between words kept: x from, to, y from, to."""
    i = j = 0
    for tag, start, end, start_other, end_other in ops:
        if tag == "equal":
            if start > i or start_other > j:
                yield i, start, j, start_other
            i, j = end, end_other
    # what follows the last kept word is another ending, unless it is one of few words
    tail = max((op[2] for op in ops), default=0), max((op[4] for op in ops), default=0)
    if (tail[0] > i or tail[1] > j) and tail[0] - i <= _LONGEST and tail[1] - j <= _LONGEST:
        yield i, tail[0], j, tail[1]


def _difference(
    x: list[Token], y: list[Token], i: int, i_end: int, j: int, j_end: int
) -> Difference | None:
    if i_end - i > _LONGEST or j_end - j > _LONGEST:
        return None
    spans = _span(x, i, i_end), _span(y, j, j_end)
    if kind := _valued(x, y, i, i_end, j, j_end):
        return Difference(kind, *spans, _point(x, i_end))
    left, right = ({t.word for t in line} for line in (x[i:i_end], y[j:j_end]))
    negations = languages.read().words["negations"]
    if "no" in left | right and any(
        t.word[0].isdigit() for t in (*x[i : i_end + 1], *y[j : j_end + 1])
    ):
        return None  # "No. 2"
    if negations.isdisjoint(left) != negations.isdisjoint(right):
        added = (left | right) - negations
        if added <= _AUXILIARIES or _inflected(left, right, negations):
            return Difference("polarity", *spans, None)
    if len(left) == len(right) == 1 and points.opposite(min(left), min(right)):
        return Difference("polarity", *spans, "opposite")
    alleging = words()["alleging"]
    if alleging.isdisjoint(left) != alleging.isdisjoint(right):
        told = _beside(x, i, i_end) | _beside(y, j, j_end)
        if left | right <= alleging and told.isdisjoint(reporting()):
            return Difference("certainty", *spans, _point(x, i_end))
    return None


def _beside(line: list[Token], start: int, end: int) -> set[str]:
    """The words beside a stretch: "reportedly said" doubts who spoke, not what happened."""
    return {token.word for token in line[max(0, start - 1) : end + 1]}


@lru_cache(maxsize=1)
def reporting() -> frozenset[str]:
    """The forms of the reporting verbs."""
    return frozenset(form.casefold() for form in languages.read().reporting_verbs)


def _inflected(left: set[str], right: set[str], negations: frozenset[str]) -> bool:
    """Whether one side is the other negated: "pays" and "does not pay"."""
    strip = [{w[:4] for w in side - negations - _AUXILIARIES} for side in (left, right)]
    return strip[0] == strip[1]


def _valued(x: list[Token], y: list[Token], i: int, i_end: int, j: int, j_end: int) -> str | None:
    """The kind of value that both stretches give, each another; None: they do not."""
    dates = [
        {date for k in range(a, b) if (date := points.dated(line, k))}
        for line, a, b in ((x, i, i_end), (y, j, j_end))
    ]
    if dates[0] and dates[1]:
        kinds = [{date.split()[0] for date in found} for found in dates]
        apart = kinds[0] & kinds[1] and not dates[0] & dates[1]
        if "time" in kinds[0] & kinds[1] and any(
            token.word in words()["loose"]
            for line, k in ((x, i), (y, j))
            for token in line[:k][-2:] + line[k : k + 1]
        ):
            return None  # "about 9:30"
        return "date" if apart and not _other_zone(*dates) else None
    counted = [
        [n for n in points.numbers(line) if a <= n.first < b or a < n.last <= b]
        for line, a, b in ((x, i, i_end), (y, j, j_end))
    ]
    if len(counted[0]) == len(counted[1]) == 1:
        one, two = counted[0][0], counted[1][0]
        values = [{number.value for number in points.numbers(line)} for line in (x, y)]
        if points.unit(x, one) != points.unit(y, two) and "%" in _units(x, y, one, two):
            return None
        measured = {quantities.measure(word) for word in _units(x, y, one, two)}
        if None not in measured and len(measured) > 1:
            return None  # miles and kilometres are compared by `requantified`
        swapped = one.value in values[1] and two.value in values[0]  # each tells both
        return (
            None
            if swapped or _ago(x, one) or _ago(y, two) or points.compatible(one, two)
            else "number"
        )
    if counted[0] or counted[1] or i == i_end or j == j_end:
        return None
    if any(t.word in titles() for t in [*x[i:i_end], *y[j:j_end]]):
        return None
    if not all(t.name for t in x[i:i_end]) or not all(t.name for t in y[j:j_end]):
        return None
    names = [" ".join(t.word for t in line) for line in (x[i:i_end], y[j:j_end])]
    if (
        points.shortened(*names)
        or fuzz.ratio(*names) >= _SPELT
        or any(map(points.dated, (x, y), (i, j)))
    ):
        return None
    if points.placed(x, i) and points.placed(y, j):
        return "place"
    told = _beside(x, i, i_end) | _beside(y, j, j_end)
    alone = _alone(x, i, i_end) and _alone(y, j, j_end)
    listed = _listed(x, i, i_end) or _listed(y, j, j_end)
    return "name" if alone and not listed and told.isdisjoint(reporting()) else None


def _ago(line: list[Token], number: points.Number) -> bool:
    """Whether a number counts back from the day of writing: "two weeks ago"."""
    return any(token.word == "ago" for token in line[number.last : number.last + 2])


def _units(x: list[Token], y: list[Token], one: points.Number, two: points.Number) -> set[str]:
    """The words just after both numbers."""
    return {t.word for line, n in ((x, one), (y, two)) for t in line[n.last : n.last + 1]}


def _other_zone(here: set[str], there: set[str]) -> bool:
    """Whether two times of day are one by the clocks of two time zones."""
    clocks = [
        [date[5:].split(":") for date in dates if date[:5] == "time "] for dates in (here, there)
    ]
    return any(
        a[1] == b[1] and abs(int(a[0]) - int(b[0])) % (12 - _ZONES) <= _ZONES
        for a in clocks[0]
        for b in clocks[1]
    )


def _listed(line: list[Token], start: int, end: int) -> bool:
    """Whether a name is one of a list: beside an "and", or between commas and the end."""

    def parted(left: int, right: int) -> bool:
        if left < 0 or right >= len(line):
            return True
        return line[right].start - line[left].end > 1

    beside = {line[k].word for k in (start - 1, end) if 0 <= k < len(line)}
    return "and" in beside or (parted(start - 1, start) and parted(end - 1, end))


def _alone(line: list[Token], start: int, end: int) -> bool:
    """Whether the words are a whole name, no title or first name within a longer one."""
    before = start > 0 and line[start - 1].name
    after = end < len(line) and line[end].name
    return not before and not after


def _span(line: list[Token], start: int, end: int) -> tuple[int, int]:
    """The passage of some words; of none, the word that stands after their place."""
    if start < end:
        return line[start].start, line[end - 1].end
    place = min(start, len(line) - 1)
    return line[place].start, line[place].end


def _point(line: list[Token], end: int) -> str | None:
    after = line[end : end + 3]
    return " ".join(token.word for token in after) or None


def counts(x: list[Token], y: list[Token]) -> list[Difference]:
    """Numbers of the same thing that differ, wherever they stand: one each of that unit.

    >>> x = points.tokens("The plant will close and 300 jobs are lost", 0, 42)
    >>> y = points.tokens("About 500 jobs go as the plant closes", 0, 37)
    >>> [found.kind for found in counts(x, y)]
    ['number']
    """
    sides = []
    for line in (x, y):
        by_unit: dict[str, list[points.Number]] = {}
        for number in points.numbers(line):
            if unit := points.unit(line, number):
                by_unit.setdefault(unit, []).append(number)
        sides.append(by_unit)
    found = []
    for unit in sides[0].keys() & sides[1].keys():
        left, right = sides[0][unit], sides[1][unit]
        if _rated(x, y):
            continue
        if any(_ago(line, n) for line, held in ((x, left), (y, right)) for n in held):
            continue
        if len(left) == len(right) == 1 and not points.compatible(left[0], right[0]):
            spans = _span(x, left[0].first, left[0].last), _span(y, right[0].first, right[0].last)
            found.append(Difference("number", *spans, _point(x, left[0].last)))
    return found
