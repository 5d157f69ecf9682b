"""Findings that chance could give, too: shown only where they survive their null."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from analysis import tables
from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.finding import (
    CENSUS,
    INFERENCE,
    Finding,
    Values,
    absent,
    number_of,
    p_value,
    plain,
    quoted,
    share,
)
from analysis.measures import framing
from analysis.measures.tone import toward
from analysis.phrasing import listed
from analysis.results import beyond_chance

_ROOM = 0.52
_APART = 1.5  # times the share of the outlet that comes next
_MUCH, _TIMES = 0.1, 5  # share of an outlet's sentences, and how many times another's it is
_LEAST, _LONG = 4, 10  # sentences with a term, and sentences of a text that has hardly one
_WORDS = 4  # words of a concept that are printed
_OUTLETS = 6  # outlets that one sentence names
_TONE_ACTORS = 3  # the actors mentioned most, whose tone is looked at


def concepts(event: Event) -> list[Finding]:
    """Concepts whose terms stand in far more of one outlet's sentences than of another's.

    The sentence counts what is printed and names the terms; it says so where shuffled
    sentences give as much.
    """
    kind, chart = "emphasis", "concept_share"
    corpus = event.corpus
    if not len(corpus.concepts):
        why = "Not looked at: event.toml names no concepts."
        return [absent(kind, "Weight given to a concept", why, INFERENCE, chart)]
    rows = framing.concept_shares(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    names = dict(corpus.concepts.select("concept", "name").iter_rows())
    found = []
    for target in names:
        own = rows.filter(target=target).sort("value", "outlet", descending=True)
        if len(own) and _stands_apart(own):
            found.append(_room(event, own, names[target]))
    return found or [_no_concept(event, rows, names, kind, chart)]


def _stands_apart(rows: pl.DataFrame) -> bool:
    """Whether the first outlet lies clearly beyond every other one, beyond what chance gives too.

    Or has so many that another with as long a text, which has hardly one, is told by it.
    """
    first, *rest = rows.iter_rows(named=True)
    if not rest or first["value"] * first["n"] < _LEAST:
        return False
    beyond = first["p"] is not None and first["value"] > first["null_high"]
    apart = first["value"] >= _APART * rest[0]["value"]
    low = rest[-1]
    told = first["value"] >= _MUCH and low["n"] >= _LONG and low["value"] <= first["value"] / _TIMES
    return (beyond and apart) or told


def _room(event: Event, rows: pl.DataFrame, name: str) -> Finding:
    """The finding on all outlets' sentences with a term of one concept, the most first."""
    row = rows.row(0, named=True)
    terms = _terms(event, rows)
    counts = [
        (outlet, round(value * n), n)
        for outlet, value, n in rows.select("outlet", "value", "n").iter_rows()
    ]
    parts = [
        f"{hits} of {number_of(n, 'sentence') if not number else n} of {event.labelled(outlet)}"
        for number, (outlet, hits, n) in enumerate(c for c in counts if c[1])
    ][:_OUTLETS]
    none = [outlet for outlet, hits, _ in counts if not hits]
    names = event.named(none, most=_OUTLETS)
    told = listed(parts) + (f"; in {names} in none{moment.caution(event)}" if none else "")
    spoken = _spoken(event, row)
    chance = (
        f"Shuffled sentences give {event.outlets[row['outlet']]} {share(row['null_low'], 1)} to "
        f"{share(row['null_high'], 1)} ({p_value(row['p'])} over all outlets). "
        if row["p"] is not None
        else ""
    )
    return Finding(
        kind="emphasis",
        basis=CENSUS,
        stands=True,
        sentence=f"Words for {quoted(name)} ({terms}) stand in {told}",
        number=f"{counts[0][1]} of {number_of(row['n'], 'sentence')}",
        why=f"{chance}{spoken}The same may be told in other words.",
        strength=row["value"],
        weight=_ROOM,
        topic=name,
        n=row["n"],
        about=row["outlet"],
        chart="concept_share",
        bars=event.bars(_sentences_on(rows), row["outlet"]),
        notes=event.notes(rows["outlet"]),
    )


def _terms(event: Event, rows: pl.DataFrame) -> str:
    """The words that made the counts, the most frequent first, as they are printed."""
    said = Counter(
        event.passage(id).lower() for ids in rows["evidence"] for id in ids if event.passage(id)
    )
    words = [f"“{plain(word)}”" for word, _ in said.most_common(_WORDS)]
    rest = len(said) - len(words)
    return ", ".join(words) + (f" and {number_of(rest, 'other form')}" if rest else "")


def _spoken(event: Event, row: dict[str, Any]) -> str:
    """How many of the words that count stand in others' words."""
    voices = event.once(_voices)
    others = sum(
        voices.get((article, start), "outlet") != "outlet"
        for article, start, _ in map(tables.parse_passage_id, row["evidence"])
    )
    told = f"{others} of its {number_of(len(row['evidence']), 'such word')}"
    return f"In {event.outlets[row['outlet']]} {told} stand in what others say. " if others else ""


def _voices(event: Event) -> dict[tuple[str, int], str]:
    """Where a word begins → in whose voice it stands."""
    rows = event.corpus.tokens.select("article_id", "start", "voice")
    return {(article, start): voice for article, start, voice in rows.iter_rows()}


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
