"""Findings that chance could give, too: shown only where they survive their null."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.findings.event import Event
from analysis.findings.finding import (
    INFERENCE,
    Finding,
    Values,
    absent,
    number_of,
    p_value,
    quoted,
    share,
)
from analysis.measures import framing
from analysis.measures.tone import toward
from analysis.results import beyond_chance

_LOW = 0.28  # weight of what stands in the list only
_ROOM = 0.52
_APART = 1.5  # times the share of the outlet that comes next
_TONE_ACTORS = 3  # the actors mentioned most, whose tone is looked at


def concepts(event: Event) -> list[Finding]:
    """Concepts on which one outlet spends more sentences than chance would give."""
    kind, chart = "emphasis", "concept_share"
    corpus = event.corpus
    if not len(corpus.concepts):
        why = "Not looked at: event.toml names no concepts."
        return [absent(kind, "Weight given to a concept", why, INFERENCE, chart)]
    rows = framing.concept_shares(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    names = dict(corpus.concepts.select("concept", "name").iter_rows())
    found = [
        _more_room(event, row, rows.filter(target=row["target"]), names[row["target"]])
        for row in rows.filter(beyond_chance()).iter_rows(named=True)
        if row["value"] > row["null_high"] and _stands_apart(rows, row)
    ]
    return found or [_no_concept(event, rows, names, kind, chart)]


def _more_room(event: Event, row: dict[str, Any], rows: pl.DataFrame, name: str) -> Finding:
    """The finding on one outlet's share of sentences, with that of the one that comes next."""
    rest = rows.filter(pl.col("outlet") != row["outlet"]).sort("value", "outlet", descending=True)
    after = rest.row(0, named=True)
    terms = event.corpus.concepts.filter(concept=row["target"])["term"].to_list()
    next_one = (
        f"in {share(after['value'], 1)} of those of {event.labelled(after['outlet'])}, which "
        "comes next"
        if after["value"]
        else "in none of any other outlet"
    )
    return Finding(
        kind="emphasis",
        basis=INFERENCE,
        stands=True,
        sentence=(
            f"A term of {quoted(name)} stands in {share(row['value'], 1)} of the sentences of "
            f"{event.labelled(row['outlet'])}, {next_one}"
        ),
        number=f"{row['value'] * row['n']:.0f} of {number_of(row['n'], 'sentence')}",
        why=(
            f"Shuffled sentences give {share(row['null_low'], 1)} to {share(row['null_high'], 1)} "
            f"({p_value(row['p'])} over all of them). The terms: {', '.join(terms)}."
        ),
        strength=1 - row["p"],
        weight=_ROOM,
        topic=quoted(name),
        n=row["n"],
        about=row["outlet"],
        chart="concept_share",
        bars=event.bars(_sentences_on(rows), row["outlet"]),
    )


def _stands_apart(rows: pl.DataFrame, row: dict[str, Any]) -> bool:
    """Whether an outlet lies clearly beyond every other one, not only beyond what chance gives."""
    others = rows.filter(pl.col("outlet") != row["outlet"], target=row["target"])["value"]
    return bool(len(others)) and row["value"] >= _APART * max(others.to_list())


def _sentences_on(rows: pl.DataFrame) -> Values:
    """Each outlet's share of sentences on one concept."""
    columns = ("outlet", "value", "n", "evidence")
    return {
        outlet: (value, f"{value * n:.0f} of {n}", ids)
        for outlet, value, n, ids in rows.select(columns).iter_rows()
    }


def _no_concept(
    event: Event, rows: pl.DataFrame, names: dict[str, str], kind: str, chart: str
) -> Finding:
    row = rows.sort("p", maintain_order=True).row(0, named=True)
    why = (
        f"No outlet’s share goes beyond chance. The farthest is "
        f"{quoted(names[row['target']])} in {event.outlets[row['outlet']]}: "
        f"{share(row['value'], 1)} of the sentences, where chance gives "
        f"{share(row['null_low'], 1)} to {share(row['null_high'], 1)} (p {row['p']:.2f})."
    )
    return absent(kind, "Weight given to a concept", why, INFERENCE, chart)


def acting(event: Event) -> list[Finding]:
    """Actors whom one outlet shows acting, and another acted upon, beyond what chance gives."""
    kind, chart = "acting", "roles"
    rows = framing.acting(framing.roles(event.corpus)).drop_nulls("p")
    if rows.is_empty():
        why = (
            "Not looked at: no actor acts and is acted upon in five sentences each of two outlets."
        )
        return [absent(kind, "Who acts and who is acted upon", why, INFERENCE, chart)]
    found = {}
    for row in rows.filter(beyond_chance()).sort("p", maintain_order=True).iter_rows(named=True):
        same = rows.filter(actor=row["actor"]).sort("value", "n", maintain_order=True)
        other = same.row(0 if row["value"] > row["null_high"] else -1, named=True)
        pair = (row["actor"], *sorted((row["outlet"], other["outlet"])))
        found.setdefault(pair, _acts(event, row, other, same))
    return list(found.values()) or [_nobody_acts(event, rows, kind, chart)]


def _acts(event: Event, row: dict[str, Any], other: dict[str, Any], same: pl.DataFrame) -> Finding:
    columns = ("outlet", "value", "acts", "n", "evidence")
    values = {
        outlet: (value, f"{acts} of {n}", ids)
        for outlet, value, acts, n, ids in same.select(columns).iter_rows()
    }
    number = f"{row['acts']} of {number_of(row['n'], 'sentence')}"
    return Finding(
        kind="acting",
        basis=INFERENCE,
        stands=True,
        sentence=(
            f"{event.outlets[row['outlet']]} shows {event.actor(row['actor'])} acting in {number}, "
            f"{event.outlets[other['outlet']]} in {other['acts']} of {other['n']}"
        ),
        number=number,
        why=(
            "Of the sentences in which a verb other than of speech has this actor act or be acted "
            f"upon. Shuffled between outlets they give {_band(row)} "
            f"({p_value(row['p'])} over all outlets and actors). Read by rules."
        ),
        strength=1 - row["p"],
        weight=_LOW,
        topic=event.actor(row["actor"]),
        n=row["n"],
        about=row["outlet"],
        chart="roles",
        bars=event.bars(values, row["outlet"], other["outlet"]),
    )


def _band(row: dict[str, Any]) -> str:
    return f"{share(max(0, row['null_low']), 1)} to {share(min(1, row['null_high']), 1)}"


def _nobody_acts(event: Event, rows: pl.DataFrame, kind: str, chart: str) -> Finding:
    row = rows.sort("p", maintain_order=True).row(0, named=True)
    why = (
        f"No outlet beyond chance. The farthest is {event.outlets[row['outlet']]}, which shows "
        f"{event.actor(row['actor'])} acting in {row['acts']} of "
        f"{number_of(row['n'], 'sentence')}, where chance gives {_band(row)} (p {row['p']:.2f})."
    )
    return absent(kind, "Who acts and who is acted upon", why, INFERENCE, chart)


def tone(event: Event) -> list[Finding]:
    """Tone toward an actor: never a headline, for it was not shown to order outlets."""
    kind, chart = "tone", "measure"
    own = event.corpus.mentions.filter(kind="body", voice="outlet")
    ranked = own["actor"].value_counts(sort=True, name="n").sort("n", "actor", descending=True)
    found = []
    for actor in ranked["actor"].head(_TONE_ACTORS):
        rows = toward(event.corpus, actor=actor).drop_nulls(["value", "null_low"])
        beyond = rows.filter(beyond_chance(), (pl.col("low") > 0) | (pl.col("high") < 0))
        what = f"Tone toward {event.actor(actor)}, in the outlets’ own words"
        if len(beyond):
            row = beyond.row(0, named=True)
            why = (
                f"{event.outlets[row['outlet']]} lies outside what chance gives "
                f"({row['value']:+.2f}; chance: {row['null_low']:+.2f} to "
                f"{row['null_high']:+.2f}). No headline: tested on public data, this measure does "
                "not order outlets reliably. Read the sentences."
            )
        elif len(rows):
            far = (pl.col("value") - (pl.col("null_low") + pl.col("null_high")) / 2).abs()
            row = rows.sort(far, descending=True, maintain_order=True).row(0, named=True)
            why = (
                f"No outlet beyond chance. The farthest is {event.outlets[row['outlet']]}: "
                f"{row['value']:+.2f} (n {row['n']}), where chance gives "
                f"{row['null_low']:+.2f} to {row['null_high']:+.2f}."
            )
        else:
            why = "No sentence could be judged."
        found.append(absent(kind, what, why, INFERENCE, chart))
    nobody = "Not looked at: no actor of event.toml is mentioned in an outlet’s own words."
    return found or [absent(kind, "Tone toward an actor", nobody, INFERENCE, chart)]
