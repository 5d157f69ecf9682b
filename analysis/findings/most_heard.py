"""Whose words each text quotes most: one person a text, side by side."""

from __future__ import annotations

import re
from collections import defaultdict

import polars as pl

from analysis.findings import people
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, LISTED, Finding, Proof, Values, absent, number_of
from analysis.findings.own_words import TURN
from analysis.findings.phrases import some
from analysis.measures import framing

KIND, CHART = "most heard", "speakers"
_LEAST = 20  # quoted words from which somebody is heard at length
_OFTEN = 2  # quotations
_SCRAP = 5  # words below which a quotation counts as one whose speaker is not sure
_TOLD = 6  # outlets in one sentence
_TURNS = 3  # of a talk, whose words are not in marks
_INSERTED = re.compile(r"\[[^\]]*\]")  # by the paper: "[Mayor Roe]"


def most_heard(event: Event) -> list[Finding]:
    """The person with most quoted words in each outlet, if it is not the same in all.

    More words than all others together, those of unsure speakers with them.
    """
    found = {outlet: one for outlet in event.outlets if (one := _leading(event, outlet))}
    if len({actor for actor, _, _ in found.values()}) > 1:
        return [_finding(event, found)]
    why = "No two texts quote somebody more than all others together, each another one."
    return [absent(KIND, "Whose words each text quotes most", why, chart=CHART)]


_Leading = tuple[str, int, list[str]]


def _leading(event: Event, outlet: str) -> _Leading | None:
    """Who has most of an outlet's quoted words, how many, and where; None: nobody surely."""
    said = event.once(_said)[outlet]
    every = sum(words for given in said.values() for words, _ in given)
    known = {actor: given for actor, given in said.items() if people.is_somebody(event, actor)}
    if not known:
        return None
    actor = max(known, key=lambda one: (sum(words for words, _ in known[one]), one))
    words = sum(n for n, _ in known[actor])
    enough = words >= _LEAST and len(known[actor]) >= _OFTEN
    talks = any(len(TURN.findall(text)) >= _TURNS for text in event.news[outlet])
    if not enough or 2 * words <= every or outlet in event.rounding_up or talks:
        return None
    return actor, words, [passage for _, passage in known[actor]]


def _said(event: Event) -> dict[str, dict[str, list[tuple[int, str]]]]:
    """Outlet → speaker, "" where he is not sure → each of his quotations: its words, where."""
    found: dict[str, dict[str, list[tuple[int, str]]]] = {
        outlet: defaultdict(list) for outlet in event.outlets
    }
    printed: set[tuple[str, str]] = set()
    rows = framing.sure_speakers(event.corpus.quotes)
    rows = rows.filter(pl.col("form").is_in(["direct", "mixed"]))
    for row in rows.iter_rows(named=True):
        article, start, end = row["article_id"], row["start"], row["end"]
        outlet, text = event.owners[article], event.texts[article][start:end]
        if (outlet, letters(text)) in printed:
            continue  # a post that is pasted in twice
        printed.add((outlet, letters(text)))
        own = _INSERTED.sub(" ", text)
        words = sum(any(map(str.isalnum, word)) for word in own.split())  # "--" is none
        sure = row["form"] == "direct" and words >= _SCRAP
        actor = (sure and row["actor"]) or ""
        found[outlet][actor].append((words, f"{article}:{start}-{end}"))
    return found


def _finding(event: Event, found: dict[str, _Leading]) -> Finding:
    parts, values = [], Values()
    for outlet, (actor, words, ids) in found.items():
        told = f"{event.actor(actor)} (at least {number_of(words, 'word')})"
        parts.append(f"{event.labelled(outlet)} {told}")
        values[outlet] = (0.0, told, ids)
    head = "Whose words one outlet quotes most"
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=head,
        sentence=f"{head}: {some(parts, _TOLD)}",
        number=number_of(len(found), "outlet"),
        why="In quotation marks, five words or more at once, and more than of all others together, "
        "whatever is less sure counted with them; of an outlet that is not shown nobody surely has "
        "so many, in two quotations or more.",
        strength=len(found),
        weight=LISTED,
        topic="most heard",
        n=len(found),
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(found),
        proof=Proof(),
    )
