"""Who is quoted by name in one outlet alone: all outlets in one sentence."""

from __future__ import annotations

import re
from itertools import islice

from analysis.findings import moment, targets
from analysis.findings.event import Event, letters, runs
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.in_place import in_place
from analysis.findings.phrases import and_others, some
from analysis.findings.quoting import telling
from analysis.findings.roles import introduced
from analysis.findings.staff import is_staff
from analysis.findings.subject import is_of_event
from analysis.findings.voices import Person, Voices

KIND, CHART = "heard here", "speakers"
_TOLD = 5  # outlets in one sentence
_NAMED = 4  # people that the sentence names of an outlet
_WORDED = 2  # of them in their words
_TELLING = 8  # words of a quotation that says something
_WHY = {
    False: "Counted where the name stands beside the quotation. Elsewhere they may be meant by "
    "their office; a text of an earlier day cannot quote what was said later.",
    True: "Counted where the name stands beside the quotation. Where they are only named, no line "
    "with quotation marks holds the last name; what they said may be told in other words.",
}
_SIGNED = re.compile(r"\s*\(@")
_RUN = 8  # words in a row that no two people say


def heard_here(event: Event) -> list[Finding]:
    """People whom one outlet quotes by name, and others do not name, or name and do not quote."""
    found = [
        _finding(event, {o: groups[o] for o in event.outlets if o in groups}, named)
        for named, groups in event.once(heard_alone).items()
        if groups and len(event.outlets) > 1
    ]
    why = "Nobody whose quotations are sure is quoted in one outlet alone."
    return found or [absent(KIND, "Whom one outlet alone hears", why, chart=CHART)]


def heard_alone(event: Event) -> dict[bool, dict[str, list[Person]]]:
    """Whether others name them → outlet → the people whom it alone quotes by name."""
    found: dict[bool, dict[str, list[Person]]] = {False: {}, True: {}}
    for person in event.once(Voices).people:
        outlet, *more = person.outlets
        if more or outlet in event.rounding_up or not _is_here(event, person, outlet):
            continue
        others = [other for other in event.outlets if other != outlet]
        hinted = [other for other in others if targets.hinted(event, person.name, other)]
        if not hinted or _is_only_named(event, person, hinted):
            found[bool(hinted)].setdefault(outlet, []).append(person)
    return found


def _is_only_named(event: Event, person: Person, outlets: list[str]) -> bool:
    """Whether some outlets print a person's full name, and no line with marks holds it."""
    whole = all(person.name in event.printed[outlet] for outlet in outlets)
    voices = event.once(Voices)
    return whole and not any(voices.may_quote(outlet, person) for outlet in outlets)


def _is_here(event: Event, person: Person, outlet: str) -> bool:
    """Whether no other outlet has a person's words, and his own does not rebut him."""
    if is_staff(event, person.name, outlet) or _only_signs(event, person.name, outlet):
        return False
    said = [letters(one.words).split() for one in person.said]
    every = [run for words in said for run in runs(words, _RUN) or [" ".join(words)]]
    others = [other for other in event.outlets if other != outlet]
    told = any(run in event.letters[other] for other in others for run in every)
    return not told and bool(telling(event, person))


def _only_signs(event: Event, name: str, outlet: str) -> bool:
    """Whether a name stands below pasted posts only, so that the outlet tells not who it is."""
    text = event.printed[outlet]
    places = [one.end() for one in re.finditer(re.escape(name), text)]
    return bool(places) and all(_SIGNED.match(text, place) for place in places)


def _finding(event: Event, groups: dict[str, list[Person]], named: bool) -> Finding:
    """The finding on all outlets; ``named`` says that others name these people all the same."""
    rest = "only named in others" if named else "named in no other"
    parts, values = [], Values()
    for outlet, people in groups.items():
        first = _ranked(event, outlet, people)
        names = and_others([one.name for one in first], len(people) - len(first))
        parts.append(f"{event.labelled(outlet)} quotes {names}")
        values[outlet] = _row(event, people, first)
    n = sum(map(len, groups.values()))
    words = sum(s.length for people in groups.values() for one in people for s in one.said)
    weight = 0.5 + 0.1 * min(1, words / 200) + 0.05 * min(2, len(groups) - 1)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"Quoted by name in one outlet, and {rest}{moment.caution(event)}",
        sentence=f"Among those quoted by name in one outlet and {rest}: "
        f"{some(parts, _TOLD)}{moment.caution(event)}",
        sampled=True,
        number=f"at least {number_of(n, 'name')}",
        why=_WHY[named],
        strength=weight,
        weight=weight,
        topic=rest,
        n=n,
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(speaker=" & ".join(one.actors for people in groups.values() for one in people)),
    )


def _row(event: Event, people: list[Person], first: list[Person]) -> tuple[float, str, list[str]]:
    """What stands beside an outlet: some of the first in their words, the others by name."""
    passages = [one.passage for person in people for one in telling(event, person)]
    placed = ((person.name, _in_place(event, person)) for person in first)
    worded = list(islice(((name, place) for name, place in placed if place), _WORDED))
    told = [f"{name}: {words}" for name, (words, _) in worded]
    names = [one.name for one in first if one.name not in dict(worded)]
    more = len(people) - len(first)
    if names or more:
        others = and_others(names, more) if names else "others"
        told.append(f"also {others}" if told else others)
    return 0.0, "; ".join(told), [*(where for _, (_, where) in worded), *passages]


def _ranked(event: Event, outlet: str, people: list[Person]) -> list[Person]:
    """The first of some people.

    Those of whom most is quoted come first; who speaks for another comes last.
    """
    known = {one.name: introduced(event.news[outlet], one.name) for one in people}
    room = {one.name: sum(said.length for said in one.said) for one in people}
    ranked = sorted(people, key=lambda one: ("spokes" in known[one.name], -room[one.name]))
    return ranked[:_NAMED]


def _in_place(event: Event, person: Person) -> tuple[str, str] | None:
    """The longest that is quoted of a person and can be printed in its place, if it is of the
    event, and the passage."""
    said = [one for one in telling(event, person) if one.length >= _TELLING]
    found = (in_place(event, one.passage) for one in sorted(said, key=lambda one: -one.length))
    return next((place for place in found if place and is_of_event(event, place[0])), None)
