"""Who is heard: people whom some outlets quote by name, and others do not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

import polars as pl

from analysis import languages
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, unsure
from analysis.findings.phrases import do_not, of_all, persons, silent_too
from analysis.findings.silence import may_name_person, names_person
from analysis.measures.overlap.features import terms
from analysis.phrasing import listed

KIND, CHART = "heard", "speakers"
_MOST = 4  # people that one sentence names
_FUSED = re.compile(r"[a-z][A-Z]{2}|(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Di)(?<=[a-z]{3})[A-Z]")
_WORDS = 60  # quoted words that make somebody fully heard


@dataclass
class _Person:
    """Somebody who is quoted: under which names, where, with how many words."""

    names: Counter[str] = field(default_factory=Counter)
    passages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    words: Counter[str] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return max(self.names, key=lambda name: (self.names[name], -len(name), name))


def heard(event: Event) -> list[Finding]:
    """People quoted by name in some outlets only; those with the same outlets in one sentence."""
    reader = _Reader(event)
    groups: dict[tuple[str, ...], list[tuple[_Person, tuple[str, ...]]]] = defaultdict(list)
    for person in reader.people:
        carriers = tuple(o for o in event.outlets if o in person.passages)
        silent = tuple(o for o in event.comparable if o not in carriers)
        sure = tuple(o for o in silent if not reader.may_quote(o, person))
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
    people = _Reader(event).people
    return {
        (next(iter(person.passages)), person.name.split()[-1].lower())
        for person in people
        if len(person.passages) == 1
    }


@dataclass(frozen=True)
class _Reader:
    """Who is quoted where, and where somebody may be quoted without our knowing it."""

    event: Event

    @cached_property
    def people(self) -> list[_Person]:
        """Those quoted by name, by last name; two of one last name are left out."""
        found: dict[str, list[_Person]] = defaultdict(list)
        for row in self._rows.iter_rows(named=True):
            name = self._name(row["actor"])
            if not is_person(name) or not names_person(row["source"] or "", name):
                continue
            person = _same(found[name.split()[-1].lower()], name)
            outlet = self.event.owners[row["article_id"]]
            text = self.event.texts[row["article_id"]][row["start"] : row["end"]]
            person.names[name] += 1
            person.actors.add(row["actor"])
            person.words[outlet] += len(terms(text))
            person.passages[outlet].append(f"{row['article_id']}:{row['start']}-{row['end']}")
        return [one for same in found.values() if len(same) == 1 for one in same]

    @cached_property
    def _rows(self) -> pl.DataFrame:
        body = self.event.corpus.paragraphs.filter(kind="body")
        spans = body.select("article_id", "start", "end").rows_by_key("article_id")
        sure = self.event.corpus.quotes.filter(
            pl.col("form").is_in(["direct", "mixed"]), sure="named", part=0
        ).drop_nulls("actor")
        inside = [
            any(low <= start < high for low, high in spans.get(article, ()))
            for article, start in sure.select("article_id", "start").iter_rows()
        ]
        return sure.filter(pl.Series(inside, dtype=pl.Boolean))

    def _name(self, actor: str) -> str:
        return self.event.actors.get(actor, actor)

    @cached_property
    def _said(self) -> dict[str, list[str]]:
        """Outlet → every source, speaker and candidate of its quotations, surely or not."""
        found: dict[str, list[str]] = {outlet: [] for outlet in self.event.outlets}
        columns = ("article_id", "actor", "source", "candidates")
        for article, actor, source, candidates in self.event.corpus.quotes.select(
            columns
        ).iter_rows():
            names = [self._name(actor) if actor else "", source or "", *(candidates or [])]
            found[self.event.owners[article]] += names
        return found

    @cached_property
    def _marked(self) -> dict[str, list[str]]:
        """Outlet → its lines that hold a quotation mark."""
        found: dict[str, list[str]] = {}
        for outlet, text in self.event.printed.items():
            found[outlet] = [line for line in text.splitlines() if re.search(r"[\"“”«»]", line)]
        return found

    def may_quote(self, outlet: str, person: _Person) -> bool:
        """Whether a line with marks, or a quotation's speaker, may be this person's."""
        held = (*self._said[outlet], *self._marked[outlet])
        return any(may_name_person(text, person.name) for text in held)


def _same(known: list[_Person], name: str) -> _Person:
    """The person of this last name whose first name begins alike, else a new one."""
    for one in known:
        if one.name[0] == name[0]:
            return one
    known.append(_Person())
    return known[-1]


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name.capitalize() for name in languages.read().given_names)


def is_person(name: str) -> bool:
    """Whether a name is a person's first and last name, and nothing has grown onto it.

    >>> is_person("Jane Roe"), is_person("Steny HoyerCongress"), is_person("White House")
    (True, False, False)
    """
    words = name.split()
    odd = languages.read().not_people | languages.read().function_words
    kinds, given = languages.read().name_heads, _given_names()
    return (
        2 <= len(words) <= 4
        and all(re.fullmatch(r"[^\W\da-z_][\w.'’]*(-[^\W\da-z_][\w.'’]*)*", word) for word in words)
        and len(words[-1].strip(".")) > 1
        and len({word.lower() for word in words}) == len(words)
        and not _FUSED.search(name)
        and not any(word.isupper() and len(word) > 2 for word in words)
        and odd.isdisjoint(word.lower() for word in words)
        and not any(word in kinds or word.lower() in kinds for word in words)
        and words[0].strip(".") not in languages.read().titles
        and (words[-1] not in languages.read().titles or words[0] in given)
        and not (len(words) > 2 and (words[-1] in given or words[-1][:4] == words[0][:4]))
        and words[0] not in ("St.", "St", "Mt.", "Mt", "Fort")
        and re.sub(r"\W", "", words[-1]).lower() not in ("jr", "sr")
    )


def _finding(
    event: Event, carriers: tuple[str, ...], members: list[tuple[_Person, tuple[str, ...]]]
) -> Finding:
    ranked = sorted(members, key=lambda one: (-sum(one[0].words.values()), one[0].name))
    people = [person for person, _ in ranked]
    silent = [o for o in event.outlets if all(o in sure for _, sure in ranked)]
    names = persons((person.name for person in people), _MOST)
    only = len(carriers) == 1
    if only:
        sentence = f"Only {event.outlets[carriers[0]]} quotes {names}"
    else:
        told = of_all([event.outlets[o] for o in carriers], len(event.outlets))
        quiet = do_not([event.outlets[o] for o in silent], len(carriers), len(event.outlets))
        sentence = f"{told} quote {names}{quiet}"
    words = {o: sum(person.words[o] for person in people) for o in carriers}
    values = {
        o: (
            float(words[o]),
            number_of(words[o], "word"),
            [id for person in people for id in person.passages[o]],
        )
        for o in carriers
    }
    full = min(1.0, sum(words.values()) / _WORDS)
    spread = 4 * len(carriers) * len(silent) / len(event.outlets) ** 2
    weight = 0.3 + 0.1 * _known(event, carriers, people) + 0.15 * full + 0.15 * min(1, spread)
    weight += 0.15 * min(3, len(people) - 1) / 3
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=bool(silent) or only,
        sentence=sentence,
        number=f"{number_of(sum(words.values()), 'word')} in quotation marks",
        why=_why(event, carriers, silent) + silent_too([event.outlets[o] for o in silent]),
        strength=weight,
        weight=weight,
        topic=people[0].name,
        n=sum(words.values()),
        about=carriers[0],
        chart=CHART,
        bars=event.bars(values | unsure(_unsure(event, carriers, silent)), *carriers),
        notes=event.notes([*carriers, *silent]),
        proof=Proof(speaker=" & ".join(sorted({a for p in people for a in p.actors}))),
    )


def _known(event: Event, carriers: Iterable[str], people: list[_Person]) -> bool:
    """Whether an outlet that does not quote one of the people names him all the same."""
    rest = [text for outlet, text in event.printed.items() if outlet not in set(carriers)]
    return any(names_person(text, person.name) for person in people for text in rest)


def _unsure(event: Event, carriers: Iterable[str], silent: list[str]) -> list[str]:
    counted = {*carriers, *silent}
    return [outlet for outlet in event.outlets if outlet not in counted]


def _why(event: Event, carriers: Iterable[str], silent: list[str]) -> str:
    names = [event.outlets[outlet] for outlet in _unsure(event, carriers, silent)]
    told = f" Not sure, and so not counted: {listed(names)}." if names else ""
    return f"Counted where the name stands beside the quotation.{told}"
