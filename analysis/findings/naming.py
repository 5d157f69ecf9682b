"""What people are called: judging words, and forms of address, by whom and in whose voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from analysis import tables
from analysis.findings.event import Event, per_outlet
from analysis.findings.finding import (
    CENSUS,
    Finding,
    Proof,
    Values,
    absent,
    number_of,
    places,
    quoted,
    times,
)
from analysis.findings.people import known as known_people
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
    doing = [any(_is_verb(event, id) for id in ids) for ids in judging["evidence"]]
    pairs = judging.select("actor", "word").iter_rows()
    named = [_holds_name(event.actor(actor), word) for actor, word in pairs]
    unsure = pl.Series(doing, dtype=pl.Boolean) | pl.Series(named, dtype=pl.Boolean)
    judging = judging.filter(~unsure)
    found = [
        _called(event, str(actor), group, rows)
        for (actor, _), group in judging.group_by("actor", "word", maintain_order=True)
        if group["outlet"].n_unique() == 1 and len(event.outlets) > 1
    ]
    if found:
        return found
    if not event.actors:
        return [absent(kind, "Naming", "Not looked at: event.toml names no actors.", chart=chart)]
    why = "No judging word listed in event.toml is used by one outlet alone."
    return [absent(kind, "Judging words for an actor", why, chart=chart)]


_SUBJECT = re.compile(
    r"\b(?:who|that|which|he|she|it|they|we|i|you|has|have|had)(?:'ve| \w+ly)?\s$", re.IGNORECASE
)


def _is_verb(event: Event, passage: str) -> bool:
    """Whether a word before a name is what somebody does: "a president who failed America"."""
    article, start, _ = tables.parse_passage_id(passage)
    return _SUBJECT.search(event.texts[article][max(0, start - 30) : start]) is not None


def _holds_name(name: str, called: str) -> bool:
    """Whether the words hold the name itself ("embattled Roe Bill"): whom they judge, is open."""
    return not set(name.lower().split()).isdisjoint(called.lower().split())


def _called(event: Event, actor: str, group: pl.DataFrame, rows: pl.DataFrame) -> Finding:
    outlet, n = group["outlet"][0], int(group["n"].sum())
    everyone = per_outlet(event, rows.filter(actor=actor, label="evaluative"), "n")
    own = len(group.filter(voice="outlet", kind="body")) > 0
    printed = len(group.filter(voice="outlet")) > 0
    total = int(rows.filter(actor=actor, outlet=outlet)["n"].sum())
    uses: Values = dict.fromkeys(everyone, (0.0, "0", []))
    uses |= {outlet: (float(n), str(n), group["evidence"].explode().to_list())}
    name, word = event.actor(actor), quoted(group["called"][0])
    told = (
        f"Only {event.outlets[outlet]} calls {name} {word}"
        if printed
        else f"Only in {event.outlets[outlet]} is {name} called {word}"
    )
    return Finding(
        kind="naming",
        basis=CENSUS,
        stands=True,
        sentence=f"{told}, {times(n)}, {places(group)}",
        number=f"{n} of {number_of(total, 'mention')}",
        why="No other outlet uses the word for this actor.",
        strength=_OWN_WORDS * own + n,
        weight=0.5 + 0.2 * own + 0.1 * min(1, n / 3),
        topic=name,
        n=total,
        about=outlet,
        chart="naming_dots",
        bars=event.bars(uses, outlet),
        notes=event.notes([outlet]),
        proof=Proof(verbatim=(group["called"][0],), counted=True),
    )


_SIGNED = re.compile(r" \(@\w")  # who posts: "— Dr. Jane Roe (@roe)"


def address(event: Event) -> list[Finding]:
    """People whom outlets call by different titles in their own words: "Ms. Roe", "Dr. Roe"."""
    kind, chart = "address", "naming_dots"
    uses: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    for name, outlet, title, passage in _addressed(event):
        uses[name].setdefault(outlet, {}).setdefault(title, []).append(passage)
    found = [row for name, by in uses.items() if (row := _differing(event, name, by))]
    why = "No person is called by different forms of address in two outlets’ own words."
    return found or [absent(kind, "Forms of address", why, chart=chart)]


def _addressed(event: Event) -> Iterator[tuple[str, str, str, str]]:
    """Every title before a last name in an outlet's own body: person, outlet, title, passage."""
    known = known_people(event)
    if not known:
        return
    titles, lasts = "|".join(_ADDRESSES), "|".join(map(re.escape, known))
    named = re.compile(rf"\b({titles})\.? (?:[A-Z][\w.’'-]* ){{0,2}}({lasts})\b")
    own = event.corpus.tokens.filter(kind="body", voice="outlet")
    starts = {(a, s) for a, s in own.select("article_id", "start").iter_rows()}
    for article, text in event.texts.items():
        if article in event.unmarked:
            continue
        for match in named.finditer(text):
            signed = _SIGNED.match(text, match.end())
            if (article, match.start()) in starts and not signed:
                title = _SAME.get(match[1], match[1])
                passage = f"{article}:{match.start()}-{match.end()}"
                yield known[match[2]], event.owners[article], title, passage


def _differing(event: Event, name: str, by: dict[str, dict[str, list[str]]]) -> Finding | None:
    """The finding where two outlets have each a title that the other does not use."""
    habits: dict[str, str] = {}
    forms: dict[str, list[str]] = defaultdict(list)
    for outlet in event.outlets:
        given = by.get(outlet, {})
        title = max(given, key=lambda title: len(given[title]), default="")
        uses = len(given.get(title, ()))
        if uses >= _LEAST and 2 * uses > sum(map(len, given.values())):
            habits[outlet] = title
            forms[title].append(outlet)
    if len(forms) < 2:
        return None
    last = name.split()[-1]
    ranked = sorted(forms, key=lambda form: (-len(forms[form]), form))[:_SHOWN]
    parts = []
    for form in ranked:
        users = listed(event.outlets[outlet] for outlet in forms[form])
        parts.append(f"“{form}{'.' * (form in _SHORT)} {last}” in {users}")
    shown = [outlet for form in ranked for outlet in forms[form]]
    values = {o: (float(len(ids)), f"{len(ids)}", ids) for o in shown for ids in [by[o][habits[o]]]}
    n = int(sum(value for value, _, _ in values.values()))
    weight = 0.5 + 0.15 * (set(forms) > {"Mr", "Mrs", "Ms", "Miss"}) + 0.1 * min(1, n / 20)
    weight += 0.1 * (len(forms) > 2)
    return Finding(
        kind="address",
        basis=CENSUS,
        stands=True,
        sentence=f"In the outlets’ own words {name} is mostly {listed(parts)}",
        number=number_of(n, "mention"),
        why="Of the titles that stand before the name, the one that an outlet uses in most places.",
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
