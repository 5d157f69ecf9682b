"""How many died, were hurt or arrested: the highest count of each text, side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.openings import without_place
from analysis.findings.own_words import Sentence, is_whole, sentences
from analysis.findings.phrases import some, whole
from analysis.findings.quoting import is_of_then
from analysis.measures.claims import tallies

KIND = "tolls"
_LONGEST = 440  # characters of a sentence that can be printed whole
_TIMES = 3  # the one number that the other may be
_BEGINNING = 1000  # characters of a text in which its place is named
_TOLD = 6  # outlets in one sentence
_WHAT = {
    "dead": "How many died",
    "hurt": "How many were hurt",
    "held": "How many were arrested or held",
    "missing": "How many are missing",
    "evacuated": "How many were evacuated",
    "displaced": "How many were displaced",
    "rescued": "How many were rescued",
    "infected": "How many are infected",
}


_UNSURE = re.compile(  # what is only said to be so, or goes on from what was told before
    r"\b(?:not|n[’']t|declined to) (?:say|tell|know|disclose) how many\b|"
    r"\b(?:story|article|post|comment) about\b|\banniversar(?:y|ies)\b|"
    r"\b(?:alleg\w+|rumou?r\w*|claim(?:s|ed|ing)?|may have)\b|"
    r"\b(?:could|might|would)\b(?! (?:still )?(?:rise|climb|grow|increase))|"
    r"\b(?:project|predict|forecast|model|estimat)\w*\b|"
    r"\b(?:each|a|per|every) day\b|\bdaily\b|\brange\b|^(?:And|But|So)\b",
    re.IGNORECASE,
)


_PLACE = re.compile(r"\b(?:in|at|near|of) ((?:[A-Z][\w’'-]+ ?)+)\b")
_IN_STATE = re.compile(r"\b([A-Z][\w’'-]+), ([A-Z][a-z]+)\b")  # "Hull, Ruritania"
_PART_ONLY = re.compile(  # of all who were hurt: "There were injuries, including four officers"
    r"^(?:(?!\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?)\b).)*"
    r"\bincluding\b",
    re.IGNORECASE | re.DOTALL,
)


_WIDE = re.compile(
    r"\b(?:world|global|nation|state|country)(?=wide\b|ly\b|s?\b)|\bUS\b|\bU\.S\.", re.IGNORECASE
)


class _Count(NamedTuple):
    """A number of people in a sentence, and whether that can be printed."""

    outlet: str
    number: float
    sentence: Sentence
    printable: bool


_NONE = _Count("", 0.0, Sentence("", 0, 0, "", False, 0.0, 0), False)


def tolls(event: Event) -> list[Finding]:
    """For each count of people the sentences in which texts give most, if they differ.

    An outlet whose highest number stands in a sentence that cannot be printed is left out.
    """
    found = []
    for what, counts in event.once(_counts).items():
        most: dict[str, _Count] = {}
        for one in counts:
            if _is_of_size(one, counts) and one.number > most.get(one.outlet, _NONE).number:
                most[one.outlet] = one
        held = {
            outlet: most[outlet].sentence
            for outlet in event.outlets
            if outlet in most and most[outlet].printable
        }
        differ = len(held) > 1 and _differ([one for one in counts if one.outlet in held])
        if differ and _are_of_one_place(event, [one.text for one in held.values()]):
            found.append(_finding(event, what, held))
    why = "No two texts count with different numbers how many died, were hurt or arrested."
    return found or [absent(KIND, "How many people, text by text", why)]


def _counts(event: Event) -> dict[str, list[_Count]]:
    """What of people is counted → every number of it, in the order of the texts."""
    found: dict[str, list[_Count]] = defaultdict(list)
    for one in event.once(sentences):
        outlet = event.owners[one.article]
        if outlet not in event.rounding_up and _counts_here(event, one):
            printable = is_whole(one.text) and len(one.text) <= _LONGEST and not one.posted
            for what, number in tallies.near(event.texts[one.article], one.start, one.end):
                found[what].append(_Count(outlet, number, one, printable))
    return found


def _is_of_size(one: _Count, counts: list[_Count]) -> bool:
    """Whether another outlet has a number of its size: a war's dead are none of a storm's."""
    sizes = (sorted((one.number, two.number)) for two in counts if two.outlet != one.outlet)
    return any(high <= _TIMES * low for low, high in sizes)


def _differ(counts: list[_Count]) -> bool:
    """Whether two outlets have no number in common, in all their sentences."""
    numbers: dict[str, set[float]] = defaultdict(set)
    for one in counts:
        if _is_of_size(one, counts):
            numbers[one.outlet].add(one.number)
    return any(one.isdisjoint(two) for one, two in combinations(numbers.values(), 2))


def _counts_here(event: Event, one: Sentence) -> bool:
    """Whether a sentence surely counts what is of this event: of no other year or place."""
    apart = moment.stands_apart(event, event.owners[one.article])
    sure = not _UNSURE.search(one.text) and not is_of_then(event, one.passage)
    sure &= not _PART_ONLY.match(one.text)
    return sure and not apart and not _is_elsewhere(event, one)


def _is_elsewhere(event: Event, one: Sentence) -> bool:
    """Whether a sentence is of a place that no other outlet begins with: of another event."""
    rest = [
        text[:_BEGINNING]
        for article, text in event.texts.items()
        if event.owners[article] != event.owners[one.article]
    ]
    rest.append(str(event.corpus.event.get("title") or ""))
    return any(all(name not in text for text in rest) for name in _PLACE.findall(one.text))


def _are_of_one_place(event: Event, texts: list[str]) -> bool:
    """Whether no two sentences name different places: the world's dead are none of a country's."""
    named = [
        {word for word in re.findall(r"[A-Z][\w’'-]+", text) if word in event.places}
        | {word for match in _IN_STATE.findall(text) for word in match}
        | {match.lower() for match in _WIDE.findall(text)}
        for text in texts
    ]
    return not any(one and two and one.isdisjoint(two) for one, two in combinations(named, 2))


def _finding(event: Event, what: str, held: dict[str, Sentence]) -> Finding:
    told = {outlet: whole(without_place(one.text), _LONGEST) for outlet, one in held.items()}
    parts = [f"{event.labelled(outlet)} {words}" for outlet, words in told.items()]
    values = {o: (0.0, words, [held[o].passage]) for o, words in told.items()}
    head = f"{_WHAT[what]}, in a sentence of each text{moment.caution(event)}"
    weight = 0.5 + 0.03 * min(3, len(held) - 2)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=head,
        sentence=f"{head}: {some(parts, _TOLD)}",
        number=number_of(len(held), "outlet"),
        why="Of each text the sentence with the highest such number that can be printed whole, if "
        "another text has one up to three times as high or low. The texts may be of different "
        "hours, or count in different places; of one without a row nothing is said.",
        strength=weight,
        weight=weight,
        topic=what,
        n=len(held),
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(),
    )
