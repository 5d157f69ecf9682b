"""Who is named mostly in one outlet: people whom others name in passing."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.distance import OSA

from analysis import languages
from analysis.findings import people
from analysis.findings.event import Event
from analysis.findings.finding import (
    CENSUS,
    LISTED,
    Finding,
    Proof,
    Values,
    absent,
    number_of,
    times,
)
from analysis.findings.omissions import people_named
from analysis.findings.phrases import some
from analysis.findings.targets import in_prose
from analysis.measures import base
from analysis.phrasing import listed

KIND, CHART = "mostly here", "fact_map"
_OFTEN = 5  # mentions from which somebody is more than named
_SHARE = 0.75  # of all mentions, from which one text has most
_DENSER = 2  # times the others' share of their letters
_CAPITAL = re.compile(r"\b[A-Z][\w-]*(?! [A-Z][a-z])")  # not the "White" of a house
_LETTERS = 3  # of a last name that is no word
_LONG = 5  # and of one that may be misspelt
_MOST = 3  # people of one outlet
_TOLD = 5  # outlets in one sentence


def mostly_here(event: Event) -> list[Finding]:
    """People whom one outlet names often and all others together seldom.

    s = n / (n + m): the outlet's mentions n, at least, and all others' m, at most, by the last
    name, from three quarters on; and by length too, at least twice as often as the others.
    """
    found: dict[str, list[_Named]] = defaultdict(list)
    for target in people_named(event):
        mentions = _mentions(event, target.name)
        outlet = max(mentions, key=lambda one: len(mentions[one]), default="")
        n = len(mentions.get(outlet, ()))
        if len(mentions) < 2 or n < _OFTEN:
            continue
        rest = _elsewhere(event, target.name, outlet)
        enough = n >= _SHARE * (n + rest) and _is_denser(event, outlet, n, rest)
        if enough and outlet not in event.rounding_up and not _is_shared(event, target.name):
            found[outlet].append((target.name, mentions[outlet], rest))
    own = {outlet: found[outlet] for outlet in event.outlets if outlet in found}
    if own:
        return [_finding(event, own)]
    why = "No person whom several outlets name has three quarters of his mentions in one."
    return [absent(KIND, "Who is named mostly in one outlet", why, chart=CHART)]


_Named = tuple[str, list[str], int]


def _elsewhere(event: Event, name: str, outlet: str) -> int:
    """How often a last name, or one spelt nearly so, stands anywhere in all other outlets."""
    last = name.split()[-1]
    whole = re.compile(rf"\b{re.escape(last)}\b", re.IGNORECASE)
    others = (text for other, text in event.printed.items() if other != outlet)
    return sum(len(whole.findall(text)) + _misspelt(text, last) for text in others)


def _misspelt(text: str, last: str) -> int:
    """How many words of a text are a name with a letter too few, too many or exchanged."""
    found = re.findall(rf"\b{last[0]}\w{{{_LONG - 1},}}", text) if len(last) >= _LONG else []
    return sum(OSA.distance(word, last, score_cutoff=1) == 1 for word in found)


def _is_denser(event: Event, outlet: str, n: int, rest: int) -> bool:
    """Whether an outlet names somebody more often than others not for its length alone."""
    own = len(event.printed[outlet])
    others = sum(map(len, event.printed.values())) - own
    return n * others >= _DENSER * rest * own


def _mentions(event: Event, name: str) -> dict[str, list[str]]:
    """Outlet → each mention of a last name in its prose; none where that is a word, too."""
    last = name.split()[-1]
    word = last.lower() in languages.read().function_words or people.is_given(last)
    if word or len(last) < _LETTERS:
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    lines: set[tuple[str, str, int]] = set()
    for article, start, end in event.once(_capitals).get(last, ()):
        passage, text = f"{article}:{start}-{end}", event.texts[article]
        low, high = base.line_around(text, start, end)
        line = (article, text[low:high], start - low)
        if in_prose(event, passage) and line not in lines:  # a line that stands twice counts once
            lines.add(line)
            found[event.owners[article]].append(passage)
    return found


def _capitals(event: Event) -> dict[str, list[tuple[str, int, int]]]:
    """Each word with a capital → every place of it in a body."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for article, spans in event.bodies.items():
        for low, high in spans:
            for match in _CAPITAL.finditer(event.texts[article], low, high):
                found[match[0]].append((article, *match.span()))
    return found


def _is_shared(event: Event, name: str) -> bool:
    """Whether a text names somebody else of this last name."""
    return any(people.is_shared(text, name) for text in event.texts.values())


def _finding(event: Event, own: dict[str, list[_Named]]) -> Finding:
    parts, values, n = [], Values(), 0
    for outlet, rows in own.items():
        ranked = sorted(rows, key=lambda row: (-len(row[1]), row[0]))[:_MOST]
        told = listed(
            f"{name} (at least {times(len(ids))} in its text, at most {times(rest)} in all others)"
            for name, ids, rest in ranked
        )
        parts.append(f"{event.labelled(outlet)} {told}")
        values[outlet] = (
            0.0,
            told,
            list(dict.fromkeys(passage for _, ids, _ in ranked for passage in ids)),
        )
        n += len(ranked)
    head = "Whom one outlet names often, and all others together seldom"
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=head,
        sentence=f"{head}: {some(parts, _TOLD)}",
        number=number_of(n, "name"),
        why="Counted by the last name: in the one outlet without names of other things (“Roe "
        "Tower”), titles and links, in all others wherever it stands. A long text names people "
        "more often than a short one.",
        strength=n,
        weight=LISTED,
        topic="mostly here",
        n=n,
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(own),
        proof=Proof(),
    )
