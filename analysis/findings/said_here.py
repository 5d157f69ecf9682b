"""What main people say in one outlet alone."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

import polars as pl

from analysis.findings import moment
from analysis.findings.each_quotes import told_of
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.heard_here import heard_alone
from analysis.findings.in_place import in_place
from analysis.findings.nouns import rarity
from analysis.findings.quoting import as_printed, telling
from analysis.findings.silence import Printed
from analysis.findings.voices import Person, Said, Voices
from analysis.measures.claims.asserting import asserts
from analysis.measures.overlap.features import terms

KIND, CHART = "said here", "speakers"
_LEAST = 7  # words of a quotation that says something
_CONTENT = 4  # of these, words that others may have in another form
_TELLING = 12  # from which one that comes first stands for the others
_RUN = 4  # words in a row that another outlet has of it
_HELD = 0.4  # share of its weight up to which another does not tell it in other words,
_BESIDE = 0.25  # and where its sentences name who speaks
_TOLD = 5  # outlets in one sentence
_RARE = 9.5  # −ln of a word's share of all print, from which it tells of what a quotation is
_WHY = (
    "Counted where the name stands beside the quotation; no other outlet has four words of it in a "
    "row, nor much of it in other words in one place."
)


_Own = tuple[Person, str, list[Said], tuple[str, str]]  # who, in which outlet, what, how printed


def said_here(event: Event) -> list[Finding]:
    """The actors of event.toml of whom one outlet alone has words, those in one finding.

    Whom several outlets quote, `each_quotes` tells of, and whom no other quotes, `heard_here`.
    """
    groups = event.once(heard_alone).values()
    told = {one.name for given in groups for people in given.values() for one in people}
    told |= {one.name for one, _ in event.once(told_of)}
    actors = {*event.actors.values()} - told
    compared = len(event.outlets) > 1
    people = [one for one in event.once(Voices).people if compared and one.name in actors]
    found = [
        (person, outlet, said, place)
        for person in people
        for outlet, said in islice(_alone(event, person).items(), 1)
        if (place := _leading(event, said))
    ]
    why = "Of no actor has one outlet alone words that can be printed."
    return (
        [_finding(event, found[:_TOLD])]
        if found
        else [absent(KIND, "What main people say in one outlet alone", why, chart=CHART)]
    )


def _alone(event: Event, person: Person) -> dict[str, list[Said]]:
    """Outlet → a person's quotations that it alone has."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in telling(event, person):
        words = as_printed(event, one)
        tells = len(terms(words)) >= _LEAST and asserts(words)
        tells &= len(event.once(Printed).stems(words)) >= _CONTENT
        if tells and one.outlet not in event.rounding_up and not _is_elsewhere(event, person, one):
            found[one.outlet].append(one)
    return {outlet: found[outlet] for outlet in event.outlets if outlet in found}


def _is_elsewhere(event: Event, person: Person, said: Said) -> bool:
    """Whether another outlet has some of the words, or tells the same in others.

    Beside the speaker's name less of it is enough.
    """
    printed, last = event.once(Printed), person.name.split()[-1]
    rare = {word for word in letters(said.words).split() if rarity(word) >= _RARE}
    return any(
        event.prints_run(other, said.words, _RUN)
        or not rare.isdisjoint(event.once(_in_marks).get((other, person.name), ()))
        or printed.share(other, said.words)[0] > _HELD
        or printed.beside(other, said.words, last) > _BESIDE
        for other in event.outlets
        if other != said.outlet
    )


def _once(*passages: str) -> list[str]:
    return list(dict.fromkeys(passages))


def _in_marks(event: Event) -> dict[tuple[str, str], set[str]]:
    """Outlet and person → the words that an outlet quotes of this one."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = event.corpus.quotes.filter(pl.col("form").is_in(["direct", "mixed", "scare"]))
    for row in rows.drop_nulls("actor").iter_rows(named=True):
        words = letters(event.texts[row["article_id"]][row["start"] : row["end"]]).split()
        found[event.owners[row["article_id"]], event.actor(row["actor"])].update(words)
    return found


def _leading(event: Event, said: list[Said]) -> tuple[str, str] | None:
    """The first of some quotations that can be printed with the sentences around it, and where:
    first those that are long enough to tell by themselves what is said."""
    ranked = sorted(said, key=lambda one: len(terms(as_printed(event, one))) < _TELLING)
    found = (in_place(event, one.passage) for one in ranked)
    return next((place for place in found if place), None)


def _finding(event: Event, alone: list[_Own]) -> Finding:
    """The finding on several people, of each the words that one outlet quotes of him."""
    parts, values = [], Values()
    for person, outlet, said, (words, place) in alone:
        parts.append(f"{person.name} in {event.labelled(outlet)} {words}")
        _, shown, ids = values.get(outlet, (0.0, "", []))
        told = f"{shown}; {person.name} {words}".removeprefix("; ")
        values[outlet] = (0.0, told, _once(*ids, place, *(one.passage for one in said)))
    weight = 0.47 + 0.03 * min(3, len(alone))
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"Of what main people say in one outlet alone{moment.caution(event)}",
        sentence=f"Among the words that one outlet alone quotes: {'; '.join(parts)}"
        f"{moment.caution(event)}",
        sampled=True,
        number=f"at least {number_of(len(alone), 'name')}",
        why=_WHY,
        strength=weight,
        weight=weight,
        topic="main people",
        n=len(alone),
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(speaker=" & ".join(person.actors for person, *_ in alone)),
    )
