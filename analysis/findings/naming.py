"""What people are called: judging words, and forms of address, by whom and in whose voice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import polars as pl

from analysis.findings.finding import (
    CENSUS,
    Event,
    Finding,
    Proof,
    absent,
    number_of,
    per_outlet,
    places,
    quoted,
    times,
)
from analysis.findings.heard import is_person
from analysis.measures import framing
from analysis.phrasing import listed

_OWN_WORDS = 10  # a judging word in the outlet's own voice comes before one in another's
_ADDRESSES = ("Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Judge", "Justice")
_SAME = {"Professor": "Prof", "Justice": "Judge"}
_LEAST = 2  # uses of a form of address that show a habit
_SHOWN = 3  # forms of address in one sentence


def naming(event: Event) -> list[Finding]:
    """Judging words for an actor that one outlet alone uses, and in whose voice."""
    kind, chart = "naming", "naming_dots"
    corpus = event.corpus
    rows = framing.naming(corpus.mentions, corpus.articles)
    judging = rows.filter(label="evaluative").with_columns(word=pl.col("called").str.to_lowercase())
    found = []
    for (actor, _), group in judging.group_by("actor", "word", maintain_order=True):
        outlets = group["outlet"].unique(maintain_order=True).to_list()
        if len(outlets) > 1 or len(event.outlets) < 2:
            continue
        outlet, n = outlets[0], int(group["n"].sum())
        everyone = per_outlet(event, rows.filter(actor=actor, label="evaluative"), "n")
        own = len(group.filter(voice="outlet", kind="body")) > 0
        total = int(rows.filter(actor=actor, outlet=outlet)["n"].sum())
        uses = dict.fromkeys(everyone, (0.0, "0", []))
        uses |= {outlet: (float(n), str(n), group["evidence"].explode().to_list())}
        found.append(
            Finding(
                kind=kind,
                basis=CENSUS,
                stands=True,
                sentence=(
                    f"Only {event.outlets[outlet]} calls {event.actor(str(actor))} "
                    f"{quoted(group['called'][0])}, {times(n)}, {places(group)}"
                ),
                number=f"{n} of {number_of(total, 'mention')}",
                why="No other outlet uses the word for this actor.",
                strength=_OWN_WORDS * own + n,
                weight=0.5 + 0.2 * own + 0.1 * min(1, n / 3),
                topic=event.actor(str(actor)),
                n=total,
                about=outlet,
                chart=chart,
                bars=event.bars(uses, outlet),
                notes=event.notes([outlet]),
                proof=Proof(verbatim=(group["called"][0],), counted=True),
            )
        )
    if found:
        return found
    if not event.actors:
        return [absent(kind, "Naming", "Not looked at: event.toml names no actors.", chart=chart)]
    why = "No judging word listed in event.toml is used by one outlet alone."
    return [absent(kind, "Judging words for an actor", why, chart=chart)]


def address(event: Event) -> list[Finding]:
    """People whom outlets call by different titles in their own words: "Ms. Roe", "Dr. Roe"."""
    kind, chart = "address", "naming_dots"
    uses: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    for name, outlet, title, passage in _addressed(event):
        uses[name].setdefault(outlet, {}).setdefault(title, []).append(passage)
    found = [row for name, by in uses.items() if (row := _differing(event, name, by))]
    why = "No person is called by different forms of address in two outlets’ own words."
    return found or [absent(kind, "Forms of address", why, chart=chart)]


def _people(event: Event) -> dict[str, str]:
    """Last name → the full name, where one person of the event bears it."""
    people = event.facts.filter(fact="person")["target"].unique(maintain_order=True).to_list()
    known = [name for name in [*event.actors.values(), *people] if is_person(name)]
    found: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(known):
        found[name.split()[-1]].append(name)
    return {last: names[0] for last, names in found.items() if len(names) == 1}


def _addressed(event: Event) -> Iterator[tuple[str, str, str, str]]:
    """Every title before a last name in an outlet's own body: person, outlet, title, passage."""
    people = _people(event)
    if not people:
        return
    titles, lasts = "|".join(_ADDRESSES), "|".join(map(re.escape, people))
    named = re.compile(rf"\b({titles})\.? (?:[A-Z][\w.’'-]* ){{0,2}}({lasts})\b")
    own = event.corpus.tokens.filter(kind="body", voice="outlet")
    starts = {(a, s) for a, s in own.select("article_id", "start").iter_rows()}
    for article, text in event.texts.items():
        for match in named.finditer(text):
            if (article, match.start()) in starts:
                title = _SAME.get(match[1], match[1])
                passage = f"{article}:{match.start()}-{match.end()}"
                yield people[match[2]], event.owners[article], title, passage


def _differing(event: Event, name: str, by: dict[str, dict[str, list[str]]]) -> Finding | None:
    """The finding where two outlets have each a title that the other does not use."""
    habits = {
        outlet: [title for title, ids in given.items() if len(ids) >= _LEAST]
        for outlet, given in by.items()
    }
    forms: dict[str, list[str]] = defaultdict(list)
    for outlet in event.outlets:
        if len(habits.get(outlet, [])) == 1:
            forms[habits[outlet][0]].append(outlet)
    if len(forms) < 2:
        return None
    last = name.split()[-1]
    ranked = sorted(forms, key=lambda form: (-len(forms[form]), form))[:_SHOWN]
    parts = [
        f"“{form}{'.' * (form in _SHORT)} {last}” in {listed(event.outlets[o] for o in forms[form])}"
        for form in ranked
    ]
    shown = [outlet for form in ranked for outlet in forms[form]]
    values = {
        o: (float(len(ids)), f"{len(ids)}", ids) for o in shown for ids in [by[o][habits[o][0]]]
    }
    n = int(sum(value for value, _, _ in values.values()))
    weight = 0.45 + 0.15 * (set(forms) > {"Mr", "Mrs", "Ms", "Miss"}) + 0.1 * min(1, n / 20)
    weight += 0.1 * (len(forms) > 2)
    return Finding(
        kind="address",
        basis=CENSUS,
        stands=True,
        sentence=f"In the outlets’ own words {name} is {listed(parts)}",
        number=number_of(n, "mention"),
        why="Counted where the title stands before the name, twice or more, and is the only one.",
        strength=weight,
        weight=weight,
        topic=name,
        n=n,
        about=shown[0],
        chart="naming_dots",
        bars=event.bars(values, *shown),
        notes=event.notes(shown),
        proof=Proof(verbatim=(last,), counted=True),
    )


_SHORT = frozenset(("Mr", "Mrs", "Ms", "Dr", "Prof"))
