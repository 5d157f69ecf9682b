"""Who is quoted by name in one outlet and named in no other: all outlets in one sentence."""

from __future__ import annotations

import re
from collections import defaultdict

from analysis import languages, tables
from analysis.findings import targets
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.phrases import some, whole
from analysis.findings.roles import introduced
from analysis.findings.voices import Person, Said, Voices
from analysis.measures import base
from analysis.phrasing import listed

KIND, CHART = "heard here", "speakers"
_TOLD = 5  # outlets in one sentence
_NAMED = 3  # people that the sentence names of an outlet
_WITH_WORDS = 1  # of these with words of theirs
_SAMPLE = 110  # characters of a quotation that stands for a person
_LONG = 30  # words above which a longer quotation says no more of a choice
_NOTHING = re.compile(r"\b(?:cannot|can’t|can't|not|no|declined to) (?:further )?comment\b")


def heard_here(event: Event) -> list[Finding]:
    """People whom one outlet quotes by name and whose last name stands in no other."""
    voices = event.once(Voices)
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in voices.people:
        outlet, *more = person.outlets
        if not more and outlet not in event.rounding_up and _is_alone(event, person, outlet):
            groups[outlet].append(person)
    found = {outlet: groups[outlet] for outlet in event.outlets if outlet in groups}
    if found and len(event.outlets) > 1:
        return [_finding(event, found)]
    why = "Nobody whose quotations are sure is quoted in one outlet and named in no other."
    return [absent(KIND, "Whom one outlet alone hears", why, chart=CHART)]


def _is_alone(event: Event, person: Person, outlet: str) -> bool:
    """Whether no other outlet names a person or has his words, and his own does not rebut him."""
    others = [other for other in event.outlets if other != outlet]
    said = [letters(one.words) for one in person.said]
    named = any(targets.hinted(event, person.name, other) for other in others)
    told = any(words in event.letters[other] for other in others for words in said)
    return not named and not told and bool(_telling(event, person))


def _telling(event: Event, person: Person) -> list[Said]:
    """The quotations that say something, and are not there to be judged."""
    return [
        one
        for one in person.said
        if not _NOTHING.search(one.words) and not _is_rebutted(event, one)
    ]


def _is_rebutted(event: Event, said: Said) -> bool:
    """Whether an opinion text judges in the paragraph in which it quotes."""
    article, start, end = tables.parse_passage_id(said.passage)
    if event.kinds.get(article) != "opinion":
        return False
    text = event.texts[article]
    low, high = base.line_around(text, start, end)
    own = text[low:start] + " " + text[end:high]
    judging = languages.read().judging_words
    return any(word in judging for word in re.findall(r"[\w’'-]+", own.lower()))


def _finding(event: Event, groups: dict[str, list[Person]]) -> Finding:
    parts, values = [], Values()
    for outlet, people in groups.items():
        passages = [one.passage for person in people for one in _telling(event, person)]
        told = _people(event, outlet, people)
        parts.append(f"{event.labelled(outlet)}: {told}")
        values[outlet] = (0.0, told, passages)
    n = sum(map(len, groups.values()))
    words = sum(s.length for people in groups.values() for one in people for s in one.said)
    weight = 0.5 + 0.1 * min(1, words / 200) + 0.05 * min(2, len(groups) - 1)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"Quoted by name in one outlet, and named in no other{event.caution(groups)}",
        sentence="Among those quoted by name in one outlet and named in no other"
        f"{event.caution(groups)} – {some(parts, _TOLD)}",
        sampled=True,
        number=number_of(n, "name"),
        why="Counted where the name stands beside the quotation. Elsewhere they may "
        "be meant by their office; a text of an earlier day cannot quote what was said later.",
        strength=weight,
        weight=weight,
        topic="heard here",
        n=n,
        chart=CHART,
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(speaker=" & ".join(one.actors for people in groups.values() for one in people)),
    )


def _people(event: Event, outlet: str, people: list[Person]) -> str:
    """The first with words of theirs, the others by name, each with what he is."""
    told = []
    for number, person in enumerate(people[:_NAMED]):
        beside = [introduced([event.printed[outlet]], person.name)]
        if number < _WITH_WORDS:
            longest = max(
                _telling(event, person), key=lambda one: (min(one.length, _LONG), one.passage)
            )
            beside.append(whole(longest.words, _SAMPLE))
        beside = [words for words in beside if words]
        told.append(f"{person.name} ({': '.join(beside)})" if beside else person.name)
    if len(people) > _NAMED:
        return ", ".join(told) + " and others"
    return listed(told)


def _longest(said: list[Said]) -> Said:
    return max(said, key=lambda one: (min(one.length, _LONG), one.passage))
