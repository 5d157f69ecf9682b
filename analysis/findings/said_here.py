"""What one speaker says in one outlet alone: each outlet's own choice of somebody's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.heard_here import cut, stands_alone, telling
from analysis.findings.phrases import some
from analysis.findings.silence import Printed
from analysis.findings.voices import Person, Said, Voices
from analysis.measures.overlap.features import terms

KIND, CHART = "said here", "speakers"
_LEAST = 7  # words of a quotation that says something
_TELLING = 12  # from which one that comes first stands for the others
_RUN = 4  # words in a row that another outlet has of it
_HELD = 0.4  # share of its weight up to which another does not tell it in other words,
_BESIDE = 0.25  # and where its sentences name who speaks
_TOLD = 5  # outlets in one sentence
_PEOPLE = 4  # of whom it is told


def said_here(event: Event) -> list[Finding]:
    """People of whom two outlets or more of one story quote words that no other has."""
    found = []
    for person in event.once(Voices).people:
        own = _alone(event, person) if len(person.outlets) > 1 else {}
        own = {o: said for o, said in own.items() if _is_of_one_story(event, o, own)}
        if len(own) > 1:
            found.append(_finding(event, person, own))
    ranked = sorted(found, key=lambda row: (-row.weight, row.sentence))[:_PEOPLE]
    why = "Of nobody whose quotations are sure do two outlets quote words that stand there alone."
    return ranked or [absent(KIND, "One speaker’s words, outlet by outlet", why, chart=CHART)]


def _alone(event: Event, person: Person) -> dict[str, list[tuple[Said, str]]]:
    """Outlet → a person's quotations that it alone has, with what can be printed of each."""
    found: dict[str, list[tuple[Said, str]]] = defaultdict(list)
    for one in telling(event, person):
        words = cut(one.words)
        tells = len(terms(words)) >= _LEAST and stands_alone(words)
        if tells and one.outlet not in event.rounding_up and not _is_elsewhere(event, person, one):
            found[one.outlet].append((one, words))
    return {outlet: found[outlet] for outlet in event.outlets if outlet in found}


def _is_of_one_story(event: Event, outlet: str, own: Collection[str]) -> bool:
    """Whether an outlet's texts have something in common with those of one set beside it."""
    others = [article for article, one in event.owners.items() if one in own and one != outlet]
    return moment.of_one_story(event, outlet, [f"{article}:0-1" for article in others])


def _is_elsewhere(event: Event, person: Person, said: Said) -> bool:
    """Whether another outlet has some of the words, or tells the same in others.

    Beside the speaker's name less of it is enough.
    """
    printed, last = event.once(Printed), person.name.split()[-1]
    return any(
        event.prints_run(other, said.words, _RUN)
        or printed.share(other, said.words)[0] > _HELD
        or printed.beside(other, said.words, last) > _BESIDE
        for other in event.outlets
        if other != said.outlet
    )


def _leading(said: list[tuple[Said, str]]) -> str:
    """The first of some quotations that is long enough to tell by itself what is said."""
    long = [words for _, words in said if len(terms(words)) >= _TELLING]
    return long[0] if long else max((words for _, words in said), key=len)


def _finding(event: Event, person: Person, own: dict[str, list[tuple[Said, str]]]) -> Finding:
    parts, values = [], Values()
    for outlet, said in own.items():
        parts.append(f"{event.labelled(outlet)} {_leading(said)}")
        passages = [one.passage for one, _ in said]
        values[outlet] = (0.0, " ".join(words for _, words in said), passages)
    n = sum(map(len, own.values()))
    weight = 0.4 + 0.05 * min(3, len(own) - 1) + 0.1 * (person.name in event.actors.values())
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"What {person.name} says in one outlet alone{moment.caution(event)}",
        sentence=f"{person.name}, in words that one outlet alone quotes: "
        f"{some(parts, _TOLD)}{moment.caution(event)}",
        sampled=True,
        number=number_of(n, "quotation"),
        why="Counted where the name stands beside the quotation; no other outlet has four words "
        "of it in a row, nor much of it in other words in one place.",
        strength=weight,
        weight=weight,
        topic=person.name,
        n=n,
        chart=CHART,
        bars=event.bars(values, *values, nothing="none sure"),
        notes=event.notes(values),
        proof=Proof(speaker=person.actors),
    )
