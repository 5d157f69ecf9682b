"""How many of one thing: the numbers that outlets give for one counted noun, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.figures import quantities_told
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.own_words import Sentence, is_whole, sentences
from analysis.findings.phrases import begun, whole
from analysis.findings.silence import Printed
from analysis.measures.claims import points, quantities
from analysis.measures.claims.quantities import Quantity
from analysis.phrasing import listed

KIND = "counts"
_LEAST = 10  # below which a number counts a few of many things
_TIMES, _APART = 1.6, 1.02  # the one number that the other may be at most, and at least
_BESIDE = 3  # words that stand beside both, the noun with them, where they count one thing
_NOUN = 4  # words after a number in which its noun stands
_LONGEST = 320  # characters of a sentence that can be printed whole
_ANYBODY = ("", "people")  # killed, hurt or there: `conflicts` reads who was counted
_CHANGING = frozenset(("vote", "voted", "=vote", "percen", "point", "poll"))  # many of each


class _Count(NamedTuple):
    """A number of things in a sentence that can be printed."""

    outlet: str
    quantity: Quantity
    sentence: Sentence


def counts(event: Event) -> list[Finding]:
    """Pairs of sentences that count one thing with two numbers, the words beside them alike."""
    groups: dict[str, list[_Count]] = defaultdict(list)
    for one in _counted(event):
        groups[one.quantity.of].append(one)
    best = (max(_pairs(event, held), key=_alike, default=None) for held in groups.values())
    once = {tuple(one.sentence for one in pair): pair for pair in best if pair}
    found = [_finding(event, pair) for pair in once.values()]
    why = "No two sentences of two outlets count one thing with two numbers near each other."
    return found or [absent(KIND, "Numbers of one thing", why)]


def _counted(event: Event) -> Iterator[_Count]:
    for one in event.once(sentences):
        if one.posted or len(one.text) > _LONGEST or not is_whole(one.text):
            continue
        for quantity in quantities.read(event.texts[one.article], one.start, one.end):
            large = quantity.kind == "count" and quantity.number.value >= _LEAST
            if (
                large
                and quantity.of not in _ANYBODY
                and not _CHANGING & {quantity.of, *quantity.near}
            ):
                yield _Count(event.owners[one.article], quantity, one)


def _pairs(event: Event, held: list[_Count]) -> Iterator[tuple[_Count, _Count]]:
    """Two outlets' numbers that are near, differ, and allow no other reading, in sentences that
    tell one thing.

    Who prints the other's number, too, of whatever, counts two things.
    """
    for one, two in combinations(held, 2):
        low, high = sorted((one.quantity.number.value, two.quantity.number.value))
        near = _APART * low <= high <= _TIMES * low
        same = len(one.quantity.near & two.quantity.near) >= _BESIDE
        same = same and event.once(Printed).tell_one(one.sentence.text, two.sentence.text)
        bounds = points.compatible(one.quantity.number, two.quantity.number)
        if one.outlet != two.outlet and near and same and not bounds:
            known = event.once(_known)
            knows = one.quantity.number.value in known[two.outlet]
            if not knows and two.quantity.number.value not in known[one.outlet]:
                yield one, two


def _known(event: Event) -> dict[str, set[float]]:
    """Outlet → every number that it prints."""
    found: dict[str, set[float]] = defaultdict(set)
    for outlet, one in event.once(quantities_told):
        found[outlet].add(one.number.value)
    return found


def _alike(pair: tuple[_Count, _Count]) -> tuple[int, int]:
    one, two = pair
    return len(one.quantity.near & two.quantity.near), -one.sentence.start - two.sentence.start


def _printed(event: Event, one: _Count) -> str:
    """A number as its text prints it."""
    return event.texts[one.sentence.article][one.quantity.start : one.quantity.end]


def _with_noun(event: Event, one: _Count) -> str:
    """A number with what it counts: "219 House members"."""
    rest = event.texts[one.sentence.article][one.quantity.end : one.sentence.end].split()
    ends = [n for n, word in enumerate(rest[:_NOUN]) if _names(word, one.quantity.of)]
    told = rest[: ends[0] + 1] if ends else []
    return " ".join([_printed(event, one), *told]).rstrip(",.;:")


def _names(word: str, noun: str) -> bool:
    return quantities.key(word.strip(",.;:").lower()) == noun


def _finding(event: Event, pair: tuple[_Count, _Count]) -> Finding:
    shown = [f"{event.labelled(one.outlet)} {whole(one.sentence.text, _LONGEST)}" for one in pair]
    values = {
        one.outlet: (0.0, whole(one.sentence.text, _LONGEST), [one.sentence.passage])
        for one in pair
    }
    numbers = [_printed(event, one) for one in pair]
    told = [f"{whole(_with_noun(event, one))} in {event.labelled(one.outlet)}" for one in pair]
    head = begun(f"numbers that differ: {listed(told)}{moment.caution(event)}")
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=head,
        sentence=f"{head}: {'; '.join(shown)}",
        number=number_of(len(pair), "outlet"),
        why="Both sentences tell one thing, by their words, and count things of one name. Read "
        "whether it is one count; it may have changed from day to day.",
        strength=1,
        weight=0.5,
        topic=pair[0].quantity.of,
        n=len(pair),
        about=pair[0].outlet,
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(verbatim=tuple(numbers)),
    )
