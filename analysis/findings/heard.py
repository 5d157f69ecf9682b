"""Who is heard: whom each outlet quotes by name, whom one alone, and which of a person's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, unsure
from analysis.findings.phrases import do_not, of_all, possessive, silent_too, whole
from analysis.findings.silence import names_person
from analysis.findings.voices import Person, Said, Voices
from analysis.phrasing import listed

KIND, CENSUS_KIND, WORDS_KIND, CHART = "heard", "quoted", "words quoted", "speakers"
_MOST = 4  # people that one sentence names of an outlet
_PRINTED = 6  # outlets that one sentence spells out
_WORDS = 60  # quoted words that make somebody fully heard
_SAMPLE = 100  # characters of a quotation that stands for a person
_SAME = 80  # per cent of words in common, from which two quotations are of one utterance
_LOW = 0.28  # weight of what stands in the list only
_LONG = 30  # words above which a longer quotation says no more of a choice


def quoted(event: Event) -> list[Finding]:
    """Whom each outlet quotes by name: one sentence over all outlets."""
    people = event.once(Voices).people
    by = {o: [one for one in people if o in one.outlets] for o in event.outlets}
    by = {outlet: sorted(them, key=lambda p: -p.words(outlet)) for outlet, them in by.items()}
    have = [outlet for outlet, them in by.items() if them]
    alike = len({tuple(sorted(p.name for p in by[outlet])) for outlet in have}) == 1
    if len(have) < 2 or (alike and len(have) == len(event.outlets)):
        why = "No two outlets quote people beside whose quotations their names stand."
        return [absent(CENSUS_KIND, "Whom each outlet quotes by name", why, chart=CHART)]
    shown = sorted(have, key=lambda outlet: -len(by[outlet]))[:_PRINTED]
    parts = [
        f"{event.labelled(outlet)}: {_people(by[outlet])}" for outlet in have if outlet in shown
    ]
    values = {
        outlet: (
            0.0,
            listed(person.name for person in them),
            [one.passage for person in them for one in person.of(outlet)],
        )
        for outlet, them in by.items()
        if them
    }
    rest = [event.outlets[outlet] for outlet in event.outlets if outlet not in have]
    none = f" None was found in {listed(rest)}, where others may be quoted." if rest else ""
    return [
        Finding(
            kind=CENSUS_KIND,
            basis=CENSUS,
            stands=True,
            sentence=f"Quoted by name, among others — {'; '.join(parts)}",
            head="Whom they quote by name, among others",
            number=number_of(len(people), "name"),
            why=f"Counted where the full name is known and stands beside the quotation.{none}",
            strength=1,
            weight=0.78,
            topic="who is quoted",
            n=len(people),
            chart=CHART,
            bars=event.bars(values, *have, nothing="—"),
            notes=event.notes(have),
        )
    ]


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
        silent = tuple(o for o in event.comparable if o not in carriers)
        sure = tuple(o for o in silent if not voices.may_quote(o, person))
        if len(carriers) > 1:  # what was said after a text was filed, it does not leave out
            passages = [[one.passage for one in person.said]]
            sure = sure if event.mostly_of_one_moment(sure, passages) else ()
        wanted = len(silent) if len(carriers) == 1 else max(1, len(silent) * 2 // 3)
        if sure and len(sure) >= wanted and len(event.outlets) > 1:
            groups[carriers].append((person, sure))
    found = [_finding(event, carriers, members) for carriers, members in groups.items()]
    if found:
        return found
    why = "No person whose quotations are sure is quoted by some outlets and surely not by others."
    return [absent(KIND, "People whom some outlets quote and others do not", why, chart=CHART)]


def quoted_only(event: Event) -> set[tuple[str, str]]:
    """Who is quoted by one outlet alone: the outlet, and the last name in lower case."""
    return {
        (next(iter(person.outlets)), person.name.split()[-1].lower())
        for person in event.once(Voices).people
        if len(person.outlets) == 1
    }


def _finding(
    event: Event, carriers: tuple[str, ...], members: list[tuple[Person, tuple[str, ...]]]
) -> Finding:
    ranked = sorted(members, key=lambda one: (-sum(s.length for s in one[0].said), one[0].name))
    people = [person for person, _ in ranked]
    silent = [o for o in event.outlets if all(o in sure for _, sure in ranked)]
    only = len(carriers) == 1
    if only:
        sentence = f"Only {event.outlets[carriers[0]]} quotes {_with_words(people)}"
    else:
        told = of_all([event.outlets[o] for o in carriers], len(event.outlets))
        quiet = do_not([event.outlets[o] for o in silent], len(carriers), len(event.outlets))
        sentence = f"{told} quote {_people(people)}{quiet}"
    values = {o: _bar(people, o) for o in carriers}
    full = min(1.0, sum(one.length for person in people for one in person.said) / _WORDS)
    spread = 4 * len(carriers) * len(silent) / len(event.outlets) ** 2
    weight = 0.25 + 0.1 * _known(event, carriers, people) + 0.15 * full + 0.15 * min(1, spread)
    weight += 0.1 * min(3, len(people) - 1) / 3
    weight = weight if only else min(weight, _LOW)  # `quoted` has said it
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=bool(silent) or only,
        sentence=sentence,
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


def _with_words(people: Sequence[Person]) -> str:
    """The first two with words of theirs, the others by name."""
    told = [f"{p.name} ({whole(_longest(p.said).words, _SAMPLE)})" for p in people[:2]]
    told += [person.name for person in people[2:_MOST]]
    return ", ".join(told) + " and others" if len(people) > _MOST else listed(told)


def _longest(said: Sequence[Said]) -> Said:
    return max(said, key=lambda one: (min(one.length, _LONG), one.passage))


def _bar(people: Sequence[Person], outlet: str) -> tuple[float, str, list[str]]:
    said = [one for person in people for one in person.of(outlet)]
    return float(len(said)), number_of(len(said), "quotation"), [one.passage for one in said]


def words_quoted(event: Event) -> list[Finding]:
    """Which of one person's words each outlet quotes, where they are not the same."""
    found = []
    for person in event.once(Voices).people:
        picked = {o: _own(person, o) for o in event.outlets if o in person.outlets}
        groups: list[list[str]] = []
        for outlet, one in picked.items():
            same = [group for group in groups if _same(picked[group[0]], one)]
            (same[0].append(outlet) if same else groups.append([outlet]))
        if len(groups) > 1:
            found.append(_chosen(event, person, picked, groups))
    if found:
        return found
    why = "Nobody is quoted by name in two outlets with other words in each."
    return [absent(WORDS_KIND, "Which of a person’s words are quoted", why, chart=CHART)]


def _own(person: Person, outlet: str) -> Said:
    """What an outlet quotes that no other does, or the longest of all."""
    own = [
        one
        for one in person.of(outlet)
        if not any(_same(one, other) for other in person.said if other.outlet != outlet)
    ]
    return _longest(own or person.of(outlet))


def _same(one: Said, two: Said) -> bool:
    return fuzz.token_set_ratio(letters(one.words), letters(two.words)) >= _SAME


def _chosen(
    event: Event, person: Person, picked: dict[str, Said], groups: list[list[str]]
) -> Finding:
    shown = groups[:_PRINTED]
    parts = [
        f"{listed(event.labelled(o) for o in group)} "
        f"{'quotes' if len(group) == 1 else 'quote'} {whole(picked[group[0]].words, _SAMPLE)}"
        for group in shown
    ]
    values = {o: (0.0, whole(picked[o].words), [picked[o].passage]) for o in picked}
    reach = len(picked) / len(event.outlets)
    first, *rest = (group[0] for group in groups)
    passages = [picked[outlet].passage for outlet in rest]
    apart = "" if event.of_one_moment(first, passages) else " (perhaps of different days)"
    size = min(1.0, sum(one.length for one in person.said) / (2 * _WORDS))
    weight = 0.45 + 0.15 * reach + 0.15 * size + 0.05 * (person.name in event.actors.values())
    return Finding(
        kind=WORDS_KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"Of {possessive(person.name)} words{apart} {'; '.join(parts)}",
        head=f"Which of {possessive(person.name)} words they quote{apart}",
        number=number_of(len(picked), "outlet"),
        why="Of each outlet a quotation that no other of these has, or its longest one; "
        "each may quote more, and they may have been said on different days.",
        strength=weight,
        weight=weight,
        topic=person.name,
        n=len(person.said),
        about=groups[0][0],
        chart=CHART,
        bars=event.bars(values, *picked, nothing="—"),
        notes=event.notes(picked),
        proof=Proof(speaker=person.actors, verbatim=tuple(_cut(picked[g[0]].words) for g in shown)),
    )


def _cut(words: str) -> str:
    """The words of a quotation that a sentence prints of it."""
    return whole(words, _SAMPLE).strip("“”").removesuffix(" …").replace("‘", " ").replace("’", " ")


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
