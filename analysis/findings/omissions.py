"""Whom some outlets never name, although others do: all that are silent are named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis import languages
from analysis.findings import moment, people, targets
from analysis.findings.event import Event
from analysis.findings.finding import (
    CENSUS,
    LISTED,
    SPARE,
    Finding,
    Proof,
    Values,
    absent,
    number_of,
)
from analysis.findings.introducing import introducing
from analysis.findings.phrases import do_not, of_all
from analysis.findings.staff import is_staff
from analysis.findings.targets import Target
from analysis.measures.framing.name_forms import is_country
from analysis.phrasing import listed

KIND, CHART = "omission", "fact_map"
_NAMED = 3  # mentions from which somebody is more than named in passing
_PEOPLE = 6  # whom one sentence tells; as many more stand in the list
_OUTLETS = 6  # outlets that it names for each
_TERMS = 5  # terms of a concept that a sentence prints
_LAWS = frozenset(("Act", "Amendment", "Code", "Law"))
_PARAGRAPH = re.compile(r"\b(?:Section|Title|Article) (?:\d|[IVX]+\b)")  # of a law, that tells it
_HOME = frozenset(("United States", "America"))  # told by much that does not name it


@dataclass(frozen=True)
class _Unnamed:
    """Somebody whom some outlets name and others surely do not; of the rest it is not sure."""

    target: Target
    carriers: tuple[str, ...]
    silent: tuple[str, ...]


def omission(event: Event) -> list[Finding]:
    """Whom some outlets never name, and concepts none of whose terms stand in one."""
    told = sorted(
        [*_unnamed(event), *_named_in_some(event), *_bodies(event), *_countries(event)],
        key=lambda one: (-_weight(event, one), one.target.name),
    )
    one = [_finding(event, told[0])] if len(told) == 1 else []
    rows = [told[:_PEOPLE], told[_PEOPLE : 2 * _PEOPLE]] if len(told) > 1 else []
    several = [_in_some(event, row, more=n > 0) for n, row in enumerate(rows) if row]
    found = [*one, *several, *_without(event)]
    why = "Every person whom most outlets name, and a term of each concept, is in every outlet."
    return found or [absent(KIND, "Whom and what some outlets never name", why)]


def _unnamed(event: Event) -> Iterator[_Unnamed]:
    """People whom at least half of the outlets name and others, of their moment, do not."""
    everyone = len(event.outlets)
    for target in people_named(event):
        carriers = tuple(o for o in target.carriers if _names_him(event, o, target.name))
        silent = _not_apart(event, target, _silent(event, target))
        if not moment.mostly_of_one_moment(event, silent, [target.counts[o][1] for o in carriers]):
            continue
        wide = len(carriers) >= 2 and 2 * len(carriers) >= everyone
        if silent and wide:
            yield _Unnamed(target, carriers, silent)


def _silent(event: Event, target: Target) -> tuple[str, ...]:
    """The outlets that do not name somebody, nor print a name like it, nor may mean him by his
    office; what he wrote is none."""
    own = {outlet for outlet, name in event.outlets.items() if name == target.name}
    meant = event.once(targets.by_office).get(target.name.split()[-1], set())
    rest = (o for o in event.comparable if o not in {*target.carriers, *own, *meant})
    return tuple(outlet for outlet in rest if not targets.hinted(event, target.name, outlet))


def _not_apart(event: Event, target: Target, outlets: Sequence[str]) -> tuple[str, ...]:
    """Some outlets without those whose texts are surely of another day than those that name him."""
    every = [passage for _, ids in target.counts.values() for passage in ids]
    return tuple(o for o in outlets if not moment.is_known_apart(event, o, every))


def _named_in_some(event: Event) -> Iterator[_Unnamed]:
    """People whom two outlets name and others do not, where the texts may be of other days."""
    if event.dated:
        return  # an earlier text does not leave out what was not known
    for target in people_named(event):
        carriers = tuple(target.carriers)
        silent = _not_apart(event, target, _silent(event, target))
        enough = len(carriers) > 1 and target.total >= _NAMED
        if not silent or not enough or len(silent) < len(event.comparable) - len(carriers) - 1:
            continue
        held = [ids for _, ids in target.counts.values()]
        near = moment.mostly_of_one_moment(event, silent, held)
        sure = all(_names_him(event, o, target.name) for o in carriers)
        own = any(is_staff(event, target.name, outlet) for outlet in carriers)
        wide = near and 2 * len(carriers) >= len(event.outlets)  # told by `_unnamed`
        if sure and not own and not wide:
            yield _Unnamed(target, carriers, silent)


def _bodies(event: Event) -> Iterator[_Unnamed]:
    """Laws, bodies and the like that some outlets name and of which others print no own word.

    The own words of "Insurrection Act" are those that do not tell what kind of thing it is, and
    its initials.
    """
    heads = languages.read().name_heads
    for name, counts in targets.bodies(event).items():
        own = [word.lower() for word in name.split() if word not in heads]
        own += ["".join(word[0] for word in name.split()).lower()]
        law = name.split()[-1] in _LAWS
        have = tuple(outlet for outlet in event.outlets if outlet in counts)
        silent = tuple(
            outlet
            for outlet in event.comparable
            if outlet not in have
            and outlet not in event.kin.of(name)  # "U.N."
            and not _may_name(event, outlet, name, own)
            and not (law and _PARAGRAPH.search(event.printed[outlet]))
        )
        known = len(have) + len(silent) == len(event.comparable)
        often = sum(n for n, _ in counts.values()) >= _NAMED
        if len(own) > 1 and len(have) > 1 and silent and known and often:
            yield _Unnamed(Target(name, "body", counts, CHART, ""), have, silent)


def _countries(event: Event) -> Iterator[_Unnamed]:
    """Countries that two outlets name, and of which a third print no word, nor its people's."""
    counted: dict[str, targets.Counts] = defaultdict(dict)
    for name, outlet, n, ids in (
        event.facts.filter(pl.col("fact").is_in(["place", "name"]))
        .select("target", "outlet", "value", "evidence")
        .iter_rows()
    ):
        if is_country(name) and name not in _HOME and name not in _states():
            had, before = counted[name].get(outlet, (0.0, []))
            counted[name][outlet] = (had + n, [*before, *ids])
    for name, counts in counted.items():
        have = tuple(outlet for outlet in event.outlets if outlet in counts)
        forms = {event.passage(passage) for _, ids in counts.values() for passage in ids}
        told = set(counts).union(*(event.kin.of(form) for form in {name, *forms}))
        silent = tuple(outlet for outlet in event.comparable if outlet not in told)
        often = sum(n for n, _ in counts.values()) >= _NAMED
        wide = 3 * len(silent) >= len(event.comparable)
        if len(have) > 1 and often and silent and wide:
            yield _Unnamed(Target(name, "country", counts, CHART, ""), have, silent)


def _states() -> frozenset[str]:
    """The names of states: Georgia may be one."""
    return frozenset(languages.read().states.values())


def _may_name(event: Event, outlet: str, name: str, own: list[str]) -> bool:
    """Whether an outlet prints a word of a body's own, or its last with a capital: "the Guard"."""
    last = name.split()[-1].lower()
    return last in event.capitals[outlet].get(last[0], ()) or not event.words[outlet].isdisjoint(
        own
    )


def _in_some(event: Event, told: list[_Unnamed], *, more: bool) -> Finding:
    """The finding on several people: those with the same outlets in one breath."""
    head = f"{'Also named' if more else 'Named'} in some outlets and not in others"
    groups, given = defaultdict[Any, list[str]](list), defaultdict[str, list[str]](list)
    for one in told:
        groups[one.carriers, one.silent].append(_printed(event, one))
        for outlet in one.carriers:
            given[outlet] += one.target.counts[outlet][1]
    parts = [f"{listed(names)} {_where(event, *which)}" for which, names in groups.items()]
    brought_in = _brought_in(event, told)
    values = Values()
    for outlet in event.outlets:
        if outlet in event.comparable or outlet in given:
            where = [passage for at, _, passage in brought_in.values() if at == outlet]
            shown = _named(event, outlet, told, brought_in)
            values[outlet] = (0.0, shown, [*where, *given.get(outlet, [])])
    weight = min(0.7, max(_weight(event, one) for one in told) + 0.03 * len(told))
    weight = SPARE if more else weight
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"{head}{moment.caution(event)}",
        sentence=f"{head}: {'; '.join(parts)}{moment.caution(event)}",
        number=f"at least {number_of(len(told), 'name')}",
        why="Where somebody is said not to be named, the last name stands nowhere; the person may "
        "be meant by an office, or not be known yet where a text is of an earlier day.",
        strength=weight,
        weight=weight,
        topic="named in some",
        n=len(told),
        chart=CHART,
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(event.outlets),
        proof=Proof(),
    )


def _brought_in(event: Event, told: list[_Unnamed]) -> dict[str, tuple[str, str, str]]:
    """Name → an outlet that brings him in, the sentence, its passage; each outlet in its turn."""
    found: dict[str, tuple[str, str, str]] = {}
    counted = Counter[str]()
    for one in told:
        name = _printed(event, one)
        for outlet in sorted(one.carriers, key=lambda outlet: counted[outlet]):
            if said := introducing(event, outlet, name):
                found[name] = (outlet, *said)
                counted[outlet] += 1
                break
    return found


def _named(
    event: Event, outlet: str, told: list[_Unnamed], brought_in: dict[str, tuple[str, str, str]]
) -> str:
    """Whom an outlet names, with what it tells of him, and whom not: "Jane Roe; not Mark Doe"."""
    have = [_printed(event, one) for one in told if outlet in one.carriers]
    lack = [_printed(event, one) for one in told if outlet in one.silent]
    unsure = [name for one in told if (name := _printed(event, one)) not in {*have, *lack}]
    if not have and not unsure:
        return "none of these"
    said = {name: words for name, (at, words, _) in brought_in.items() if at == outlet}
    have = [f"{name} ({said[name]})" if name in said else name for name in have]
    rows = (("", have), ("not ", lack), ("not sure of ", unsure))
    return "; ".join(f"{ahead}{listed(names)}" for ahead, names in rows if names)


def _printed(event: Event, one: _Unnamed) -> str:
    """A name as it is printed at most length."""
    return max((targets.printed(event, one.target, o) for o in one.carriers), key=len)


def _where(event: Event, carriers: Sequence[str], silent: Sequence[str]) -> str:
    """Who names somebody and who does not; of very many how many."""
    known = {*carriers, *silent}
    few = len(carriers) <= _OUTLETS
    told = event.named(carriers) if few else f"{len(carriers)} of {len(event.outlets)} outlets"
    if len(silent) <= _OUTLETS:
        return f"in {told}, not in {event.named(silent)}"
    every = len(known) == len(event.outlets)
    return f"in {told}, not in {'the others' if every else f'{len(silent)} other outlets'}"


def people_named(event: Event) -> Iterator[Target]:
    """The people of event.toml by their names, then those whose names the texts hold."""
    known = set()
    mentions = event.corpus.mentions.filter(label="name")
    for actor in event.actors:
        person = event.once(people.Named).of(actor)
        if not person:
            continue
        last = person.split()[-1]
        known.add(last.lower())
        counts: targets.Counts = {outlet: (0.0, []) for outlet in event.outlets}
        for article, start, end in (
            mentions.filter(actor=actor).select("article_id", "start", "end").iter_rows()
        ):
            passage = f"{article}:{start}-{end}"
            if last in event.texts[article][start:end] and targets.names_him(event, passage):
                n, ids = counts[event.owners[article]]
                counts[event.owners[article]] = (n + 1, [*ids, passage])
        yield Target(person, "actor", counts, CHART, "")
    for target in targets.names(event):
        if target.kind == "person" and target.name.split()[-1].lower() not in known:
            yield target


def _names_him(event: Event, outlet: str, name: str) -> bool:
    """Whether an outlet means this person by the last name: it has his full name, or no text
    names another who bears it, nor calls a president by it who is another."""
    text = event.printed[outlet]
    first, last = name.split()[0], name.split()[-1]
    whole = any(line.find(first) < line.find(last) for line in text.split("\n") if first in line)
    if whole:
        return True
    every = list(event.printed.values())
    president = f"President {last}" in text and not any(f"President {name}" in t for t in every)
    return not president and not any(people.is_shared(each, name) for each in every)


def _weight(event: Event, one: _Unnamed) -> float:
    """How much an editor would care: an actor, named often, by some as by others not."""
    target, have, everyone = one.target, len(one.carriers), len(event.outlets)
    n = sum(target.counts[o][0] for o in one.carriers)
    weight = 0.3 + 0.1 * (target.kind == "actor") + 0.2 * min(1.0, n / have / 8)
    return weight + 0.1 * min(1, 4 * have * len(one.silent) / everyone**2) + 0.05 * (have > 2)


def _finding(event: Event, one: _Unnamed) -> Finding:
    target, carriers, silent = one.target, list(one.carriers), list(one.silent)
    everyone, name = len(event.outlets), target.name
    quiet = [event.outlets[outlet] for outlet in silent]
    told = of_all([event.outlets[outlet] for outlet in carriers], everyone)
    values = {o: (0.0, "named", ids) for o, (n, ids) in target.counts.items() if n}
    have, weight = len(carriers), _weight(event, one)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"{told} name {name}{do_not(quiet, have, everyone)}{moment.caution(event)}",
        number=f"{'at least ' * (have + len(silent) < everyone)}{have} of "
        f"{number_of(everyone, 'outlet')}",
        why=f"The last name stands nowhere in {listed(quiet)}.{_unsure(event, carriers, silent)}",
        strength=weight,
        weight=weight,
        topic=name,
        n=have,
        about=silent[0],
        chart=CHART,
        bars=event.bars(values, *carriers, nothing="—"),
        notes=event.notes([*silent, *carriers]),
        proof=Proof(silent=tuple(quiet), never=(name.split()[-1],)),
    )


def _unsure(event: Event, carriers: Iterable[str], silent: Iterable[str]) -> str:
    """Of which outlets it is not said whether they name somebody."""
    known = {*carriers, *silent}
    rest = [outlet for outlet in event.comparable if outlet not in known]
    told = f" Not sure: {event.named(rest)}." if rest else ""
    return told + event.beside(known)


def _without(event: Event) -> Iterator[Finding]:
    """Concepts none of whose terms, nor a word like them, stands in an outlet."""
    sizes, everyone = targets.sizes(event), len(event.outlets)
    for target in targets.concepts(event):
        words = [term for term in target.terms if term.replace(" ", "").isalpha()]
        if len(words) < len(target.terms) or 2 * len(target.carriers) < everyone:
            continue
        silent = [
            outlet
            for outlet in event.comparable
            if outlet in sizes
            and not target.counts.get(outlet, (1, []))[0]
            and not _has_like(event, outlet, words)
        ]
        passages = [ids for _, ids in target.counts.values()]
        if target.carriers and moment.mostly_of_one_moment(event, silent, passages):
            yield _absent(event, target, words, silent)


def _has_like(event: Event, outlet: str, words: list[str]) -> bool:
    """Whether a word that begins as a term does is there: "firing", where the term is "fire"."""
    roots = tuple(word.lower()[: max(4, len(word) - 2)] for term in words for word in term.split())
    return any(word.startswith(roots) for word in event.words[outlet])


def _absent(event: Event, target: Target, words: list[str], silent: list[str]) -> Finding:
    names = [event.outlets[outlet] for outlet in silent]
    more = f" (nor {len(words) - _TERMS} more terms)" if len(words) > _TERMS else ""
    shown = listed(f"“{word}”" for word in words[:_TERMS])
    have = listed(event.outlets[outlet] for outlet in target.carriers)
    values = {o: (v, f"{v:.0f}", ids) for o, (v, ids) in target.counts.items()}
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"None of {shown}{more} stands in {listed(names)}; such words do in {have}"
        f"{moment.caution(event)}",
        number=f"0 of {number_of(len(words), 'term')}",
        why=f"The concept {target.name} is a list of terms; it may be told in other words.",
        strength=LISTED,
        weight=LISTED,
        topic=target.name,
        n=len(words),
        about=silent[0],
        chart="omission_map",
        bars=event.bars(values, *target.carriers),
        notes=event.notes(silent),
        proof=Proof(silent=tuple(names), never=tuple(words)),
    )
