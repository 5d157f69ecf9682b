"""What each outlet calls an actor outside quotation marks, word for word."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import polars as pl
from rapidfuzz import fuzz

from analysis import languages
from analysis.findings import people
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.phrases import whole
from analysis.measures import framing
from analysis.phrasing import listed

KIND, CHART = "called", "portrayal"
_TELLING = {"predicate": 3, "apposition": 3, "modifier": 2, "title": 1}
_SHOWN = 110  # characters of a description that a sentence prints
_PRINTED = 5  # outlets that one sentence spells out
_SAME = 85  # per cent of words in common, from which two descriptions are one
_FULL = 8  # words above which a longer description says no more


def called(event: Event) -> list[Finding]:
    """Actors whom two outlets describe in other words, each with the passage itself."""
    if not event.actors:
        why = "Not looked at: event.toml names no actors."
        return [absent(KIND, "What the actors are called", why, chart=CHART)]
    picked: dict[str, dict[str, tuple[int, str, str, bool]]] = defaultdict(dict)
    for row in _own(event):
        told = _told(event, row)
        outlet = event.owners[row["article_id"]]
        if told and (outlet not in picked[row["actor"]] or told > picked[row["actor"]][outlet]):
            picked[row["actor"]][outlet] = told
    found = [row for actor, by in picked.items() if (row := _finding(event, actor, by))]
    why = "No actor of event.toml is described in two outlets’ own words in different ways."
    return found or [absent(KIND, "What the actors are called", why, chart=CHART)]


def _own(event: Event) -> list[dict[str, Any]]:
    """Descriptions of people, by name, in the bodies, all of whose words are the outlet's."""
    rows = event.once(_descriptions).filter(pl.col("form").is_in(list(_TELLING)), kind="body")
    spoken = event.corpus.tokens.filter(pl.col("voice") != "outlet")
    others = spoken.select("article_id", "start", "end").rows_by_key("article_id")
    kept = []
    named = event.once(people.Named)
    persons = [actor for actor in event.actors if named.of(actor)]
    rows = rows.filter(pl.col("actor").is_in(persons), voice="outlet")
    for row in rows.iter_rows(named=True):
        low, high = _span(row)
        inside = any(a < high and low < b for a, b in others.get(row["article_id"], ()))
        if not inside and row["article_id"] not in event.unmarked:
            kept.append(row)
    return kept


def _descriptions(event: Event) -> pl.DataFrame:
    return framing.descriptions(event.corpus)


def _span(row: dict[str, Any]) -> tuple[int, int]:
    return min(row["start"], row["description_start"]), max(row["end"], row["description_end"])


def _told(event: Event, row: dict[str, Any]) -> tuple[int, str, str, bool] | None:
    """How much a description tells, the words, the passage, whether it is more than an office."""
    low, high = _span(row)
    whole_text = event.texts[row["article_id"]]
    text = whole_text[low:high]
    if row["form"] == "predicate" and not re.match(r"\s*[.,;:]", whole_text[high:]):
        return None  # it goes on: "is beloved by …"
    named = event.texts[row["article_id"]][row["start"] : row["end"]]
    name = set(letters(named).split()) | set(letters(event.actor(row["actor"])).split())
    function = languages.read().function_words
    own = [w for w in letters(text).split() if w not in name and w not in function]
    odd = any(mark in text for mark in '“”"\n()') or " and " in text[: row["start"] - low + 40]
    odd |= event.once(people.Named).of(row["actor"]).split()[-1] not in named
    if odd or len(text) > _SHOWN or len(own) < 2 - (row["judging"] is not None):
        return None
    telling = 10 * (row["judging"] is not None) + _TELLING[row["form"]] * min(len(own), _FULL)
    passage = f"{row['article_id']}:{low}-{high}"
    return telling, text, passage, row["form"] != "title"


def _content(text: str, name: str) -> str:
    """The words of a description but for the name and small words."""
    left_out = languages.read().function_words | set(letters(name).split())
    return " ".join(word for word in letters(text).split() if word not in left_out)


def _finding(event: Event, actor: str, by: dict[str, tuple[int, str, str, bool]]) -> Finding | None:
    groups: list[list[str]] = []
    content = {outlet: _content(told[1], event.actor(actor)) for outlet, told in by.items()}
    for outlet in (o for o in event.outlets if o in by):
        own = content[outlet]
        same = [g for g in groups if fuzz.token_set_ratio(content[g[0]], own) >= _SAME]
        (same[0].append(outlet) if same else groups.append([outlet]))
    if len(groups) < 2:
        return None
    ranked = sorted(groups, key=lambda group: -max(by[o][0] for o in group))[:_PRINTED]
    parts = [
        f"{listed(event.labelled(o) for o in group)} {whole(by[group[0]][1])}"
        for group in groups
        if group in ranked
    ]
    name = event.actor(actor)
    telling = sum(by[o][3] for group in ranked for o in group[:1]) / len(ranked)
    weight = 0.2 + 0.4 * telling + 0.1 * min(1, len(groups) / 3)
    weight += 0.1 * any(by[o][0] > 10 for o in by)
    values = {o: (0.0, whole(by[o][1]), [by[o][2]]) for o in by}
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"How {name} is described outside quotation marks",
        sentence=f"{name} as described outside quotation marks: {'; '.join(parts)}",
        number=number_of(len(by), "outlet"),
        why="Of each outlet the description that tells most, word for word; others may stand "
        "elsewhere in its text.",
        strength=weight,
        weight=weight,
        topic=f"called {name}",
        n=len(by),
        about=ranked[0][0],
        chart=CHART,
        bars=event.bars(values, *by, nothing="—"),
        notes=event.notes(by),
        proof=Proof(verbatim=tuple(by[group[0]][1] for group in ranked)),
    )
