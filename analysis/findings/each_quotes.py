"""What texts have one person say, with the sentences around it, side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import polars as pl

from analysis.findings import moment, people
from analysis.findings.carried import is_joint
from analysis.findings.event import Event, letters, runs
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.in_place import in_place
from analysis.findings.nouns import stem_rarity
from analysis.findings.own_words import around
from analysis.findings.phrases import some
from analysis.findings.quoting import telling
from analysis.findings.silence import Printed
from analysis.findings.subject import is_of_event
from analysis.findings.voices import Person, Said

KIND, CHART = "each quotes", "speakers"
_LEAST = 8  # words that say something
_RUN = 5  # words in a row from which two statements are one
_LOOKED = 8  # statements of an outlet of which one is chosen
_COMMON = 7.5  # −ln of a word's share of all print up to which it tells of no matter
_PEOPLE = 3  # of whom it is told
_TOLD = 5  # outlets in one sentence
_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]|(?<!\w)‘.*?[,.!?…]’(?!\w)")  # somebody's words
_WHY = (
    "Of each text one quotation that surely is this person’s, with the sentences around it: on "
    "what the others’ are on, where there is one, and that no other has, else the first. A text "
    "may have more of the same person; of an outlet without a row nothing is said."
)


class Quoted(NamedTuple):
    """A quotation of a person, what is printed around it, and the passage that this is."""

    said: Said
    text: str
    passage: str


def each_quotes(event: Event) -> list[Finding]:
    """The people whom several outlets have say unlike words: of each what each outlet has."""
    why = "Of nobody do two outlets print unlike words that can stand in their place."
    return [_finding(event, person, quoted) for person, quoted in event.once(told_of)] or [
        absent(KIND, "What texts have one person say", why, chart=CHART)
    ]


def told_of(event: Event) -> list[tuple[Person, dict[str, Quoted]]]:
    """The people of whom it is told, whom most outlets have speak first, and what each prints."""
    several = (one for one in event.once(_people).values() if len(one.outlets) > 1)
    found = [(one, _of_each(event, one)) for one in several]
    found = [(person, quoted) for person, quoted in found if _is_unlike(quoted)]
    found.sort(key=lambda one: (-len(one[1]), -sum(s.length for s in one[0].said), one[0].name))
    return found[:_PEOPLE]


def _people(event: Event) -> dict[str, Person]:
    """Full name → a person, with what the bodies surely quote of this one."""
    marked, sure = pl.col("form").is_in(["direct", "mixed"]), ["named", "resolved"]
    rows = event.corpus.quotes.filter(marked, pl.col("sure").is_in(sure), part=0).sort("start")
    found: dict[str, Person] = defaultdict(Person)
    for row in rows.drop_nulls("actor").iter_rows(named=True):
        name = _name(event, row["actor"])
        passage = f"{row['article_id']}:{row['start']}-{row['end']}"
        his = name and _is_his(event.texts[row["article_id"]], row["source"] or "", name)
        if his and _is_alone(event, row, name, passage):
            outlet, words = event.owners[row["article_id"]], event.passage(passage)
            found[name].names[name] += 1
            found[name].said.append(Said(outlet, passage, words, row["actor"]))
    return found


def _is_his(text: str, source: str, name: str) -> bool:
    """Whether a speaker is this person, and no other of the same last name in a text."""
    return name.split()[0] in source or not people.is_shared(text, name)


def _is_alone(event: Event, row: dict[str, Any], name: str, passage: str) -> bool:
    """Whether a quotation stands in a body, and is of one person and of nobody else beside it.

    Where no more than a part of a sentence is quoted, the sentence names nobody else.
    """
    article, start = row["article_id"], row["start"]
    if not event.in_body(article, start) or is_joint(event.texts[article], passage):
        return False
    return row["form"] == "direct" or _named_in(event, passage) <= {name.split()[-1]}


def _named_in(event: Event, passage: str) -> set[str]:
    """The last names that a passage's sentences have outside quotation marks."""
    text = " ".join(one.text for one in around(event, passage))
    return {*event.once(_lasts).findall(_MARKED.sub(" ", text))}


def _lasts(event: Event) -> re.Pattern[str]:
    """The last words of all who are named or speak: of "the Justice Department", too."""
    actors = (name.split()[-1] for name in event.actors.values())
    return people.any_of({*event.once(people.known), *actors})


def _name(event: Event, actor: str) -> str:
    """The full name of a speaker; "" where he has none, or is no person."""
    if actor in event.actors:
        return event.once(people.Named).of(actor)
    return actor if people.has_first_name(actor) else ""


def _of_each(event: Event, person: Person) -> dict[str, Quoted]:
    """Outlet → a statement of a person, of the outlets that tell of one matter.

    Who has fewest to choose from comes first; of the others that one is taken which has most in
    common with those taken already, or the first.
    """
    told = [o for o in event.comparable if not moment.stands_apart(event, o)]
    own = {outlet: list(islice(_printable(event, person, outlet), _LOOKED)) for outlet in told}
    picked: dict[str, Quoted] = {}
    for outlet in sorted((o for o in told if own[o]), key=lambda o: len(own[o])):
        beside = [event.once(Printed).stems(one.said.words) for one in picked.values()]
        picked[outlet] = max(own[outlet], key=lambda one: _common(event, one, beside))
    return {outlet: picked[outlet] for outlet in told if outlet in picked}


def _common(event: Event, one: Quoted, beside: list[frozenset[str]]) -> float:
    """How rare the words are that a statement shares with one of some others."""
    stems = event.once(Printed).stems(one.said.words)
    return max(
        (sum(max(0.0, stem_rarity(w) - _COMMON) for w in sorted(stems & two)) for two in beside),
        default=0.0,
    )


def _printable(event: Event, person: Person, outlet: str) -> Iterator[Quoted]:
    """An outlet's statements of a person that can be printed in their place.

    Those come first whose words tell that they are of the event, then those that no other outlet
    has, then those beside which nobody else is named, who may be the one who tells of it.
    """
    own = [one for one in telling(event, person) if one.outlet == outlet and one.length >= _LEAST]
    for one in sorted(own, key=lambda one: _order(event, one)):
        place = in_place(event, one.passage)
        if place and _tells_who(event, person, place[0]):
            yield Quoted(one, *place)


def _order(event: Event, said: Said) -> tuple[bool, bool, bool]:
    beside = len(_named_in(event, said.passage)) > 1
    return not is_of_event(event, said.words), _is_carried(event, said), beside


def _is_carried(event: Event, said: Said) -> bool:
    """Whether another outlet has five words of a statement in a row."""
    others = (other for other in event.outlets if other != said.outlet)
    return any(event.prints_run(other, said.words, _RUN) for other in others)


def _tells_who(event: Event, person: Person, text: str) -> bool:
    """Whether a text names the person outside quotation marks."""
    last = re.escape(person.name.split()[-1])
    return re.search(rf"\b{last}\b", _MARKED.sub(" ", text[1:-1])) is not None


def _is_unlike(quoted: dict[str, Quoted]) -> bool:
    """Whether two of the statements have no five words in a row in common."""
    said = [{*runs(letters(one.said.words).split(), _RUN)} for one in quoted.values()]
    return any(here.isdisjoint(there) for here in said for there in said)


def _finding(event: Event, person: Person, quoted: dict[str, Quoted]) -> Finding:
    parts = [f"{event.labelled(outlet)} {one.text}" for outlet, one in quoted.items()]
    values = {outlet: (0.0, one.text, [one.passage]) for outlet, one in quoted.items()}
    weight = 0.6 + 0.05 * min(2, len(quoted) - 1)
    head = f"Of what some texts have {person.name} say"
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"{head}{moment.caution(event)}",
        sentence=f"{head}: {some(parts, _TOLD)}{moment.caution(event)}",
        sampled=True,
        number=number_of(len(quoted), "outlet"),
        why=_WHY,
        strength=weight,
        weight=weight,
        topic=person.name,
        n=len(quoted),
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(speaker=person.actors),
    )
