"""Who is heard: people whom some outlets, or one alone, quote by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analysis.findings import moment, targets
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, unsure
from analysis.findings.phrases import do_not, of_all, silent_too
from analysis.findings.silence import names_person
from analysis.findings.subject import is_of_event
from analysis.findings.voices import Person, Voices
from analysis.phrasing import listed

KIND, CHART = "heard", "speakers"
_MOST = 4  # people that one sentence names of an outlet
_WORDS = 60  # quoted words that make somebody fully heard


def _people(them: Sequence[Person]) -> str:
    more = " and others" if len(them) > _MOST else ""
    names = [person.name for person in them[:_MOST]]
    return ", ".join(names) + more if more else listed(names)


def heard(event: Event) -> list[Finding]:
    """People quoted by name in some outlets only; those with the same outlets in one sentence."""
    voices = event.once(Voices)
    groups: dict[tuple[str, ...], list[tuple[Person, tuple[str, ...]]]] = defaultdict(list)
    for person in voices.people:
        carriers = tuple(o for o in event.outlets if o in person.outlets)
        if len(carriers) < 2 or not all(_is_of_event(event, person, o) for o in carriers):
            continue  # `heard_here`, or words on something else
        silent = tuple(o for o in event.comparable if o not in carriers)
        sure = tuple(o for o in silent if not voices.may_quote(o, person))
        passages = [[one.passage for one in person.said]]
        near = moment.mostly_of_one_moment(event, sure, passages)
        if not near and (event.dated or not _is_unheard_of(event, person, sure)):
            continue  # what was said after a text was filed, it does not leave out
        wanted = max(1, len(silent) * 2 // 3)
        if sure and len(sure) >= wanted and len(event.outlets) > 1:
            groups[carriers].append((person, sure))
    found = [_finding(event, carriers, members) for carriers, members in groups.items()]
    if found:
        return found
    why = "No person whose quotations are sure is quoted by some outlets and surely not by others."
    return [absent(KIND, "People whom some outlets quote and others do not", why, chart=CHART)]


def _is_of_event(event: Event, person: Person, outlet: str) -> bool:
    """Whether some words that an outlet quotes of somebody tell that they are of the event."""
    return any(is_of_event(event, one.words) for one in person.of(outlet))


def _is_unheard_of(event: Event, person: Person, outlets: Sequence[str]) -> bool:
    """Whether some outlets, all of the story, never print somebody's last name."""
    return not any(
        targets.hinted(event, person.name, outlet) or moment.stands_apart(event, outlet)
        for outlet in outlets
    )


def _finding(
    event: Event, carriers: tuple[str, ...], members: list[tuple[Person, tuple[str, ...]]]
) -> Finding:
    ranked = sorted(members, key=lambda one: (-sum(s.length for s in one[0].said), one[0].name))
    people = [person for person, _ in ranked]
    silent = [o for o in event.outlets if all(o in sure for _, sure in ranked)]
    told = of_all([event.outlets[o] for o in carriers], len(event.outlets))
    quiet = do_not([event.outlets[o] for o in silent], len(carriers), len(event.outlets))
    rest = [event.labelled(o) for o in _unsure(event, carriers, silent) if o in event.comparable]
    perhaps = f"; {listed(rest)} may do so, too" if rest else ""
    sentence = f"{told} quote {_people(people)}{quiet}{perhaps}{moment.caution(event)}"
    values = {o: _bar(people, o) for o in carriers}
    full = min(1.0, sum(one.length for person in people for one in person.said) / _WORDS)
    spread = 4 * len(carriers) * len(silent) / len(event.outlets) ** 2
    weight = 0.25 + 0.1 * _known(event, carriers, people) + 0.15 * full + 0.15 * min(1, spread)
    weight += 0.1 * min(3, len(people) - 1) / 3
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=bool(silent),
        sentence=sentence,
        sampled=True,
        number=number_of(len(people), "name"),
        why=_why(event, carriers, silent) + silent_too([event.outlets[o] for o in silent]),
        strength=weight,
        weight=weight,
        topic=people[0].name,
        n=len(people),
        about=carriers[0],
        chart=CHART,
        bars=event.bars(values | unsure(_unsure(event, carriers, silent)), *carriers),
        notes=event.notes([*carriers, *silent]),
        proof=Proof(speaker=" & ".join(person.actors for person in people)),
    )


def _bar(people: Sequence[Person], outlet: str) -> tuple[float, str, list[str]]:
    said = [one for person in people for one in person.of(outlet)]
    told = f"at least {number_of(len(said), 'quotation')}"
    return float(len(said)), told, [one.passage for one in said]


def _known(event: Event, carriers: Sequence[str], people: list[Person]) -> bool:
    """Whether an outlet that does not quote one of the people names him all the same."""
    rest = [text for outlet, text in event.printed.items() if outlet not in set(carriers)]
    return any(names_person(text, person.name) for person in people for text in rest)


def _unsure(event: Event, carriers: Sequence[str], silent: list[str]) -> list[str]:
    counted = {*carriers, *silent}
    return [outlet for outlet in event.outlets if outlet not in counted]


def _why(event: Event, carriers: Sequence[str], silent: list[str]) -> str:
    names = [event.outlets[outlet] for outlet in _unsure(event, carriers, silent)]
    told = f" Not sure, and so not counted: {listed(names)}." if names else ""
    return f"Counted where the name stands beside the quotation.{told}"
