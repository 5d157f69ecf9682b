"""Findings about who is quoted: a side of which an outlet quotes nobody."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analysis.findings import borders
from analysis.findings.event import Event, per_outlet
from analysis.findings.finding import (
    CENSUS,
    Finding,
    absent,
    number_of,
    plain,
)
from analysis.measures import framing
from analysis.phrasing import listed

_LEAST_WORDS = 60  # quoted words below which an outlet's choice of speakers says nothing


def speakers(event: Event) -> list[Finding]:
    """Sides of event.toml of which an outlet quotes nobody, although most others do."""
    kind, chart = "speakers", "speakers"
    corpus = event.corpus
    quotes = framing.sure_speakers(corpus.quotes)
    rows = framing.airtime(corpus.tokens, quotes, corpus.articles)
    rows = rows.filter(pl.col("target") != "unknown", voice="quoted")
    sides = dict(corpus.actors.select("actor", "side").drop_nulls().iter_rows())
    words: _Given = {}
    for target in rows["target"].unique(maintain_order=True):
        summed = per_outlet(event, rows.filter(target=target), "value")
        words[target] = {o: (s["value"], s["evidence"]) for o, s in summed.items()}
    totals = {o: sum(given.get(o, (0,))[0] for given in words.values()) for o in event.outlets}
    totals = {outlet: total for outlet, total in totals.items() if total >= _LEAST_WORDS}
    known_in = borders.heard(corpus)
    silent = [event.outlets[outlet] for outlet in totals if outlet not in known_in]
    totals = {outlet: total for outlet, total in totals.items() if outlet in known_in}
    found = []
    if len(totals) > 1 and len(set(sides.values())) > 1:
        found = list(_sides(event, kind, chart, _by_side(words, sides), totals))
    if found:
        return found
    if silent:
        return [borders.unheard(kind, silent, chart)]
    why = "No side of event.toml is quoted by most outlets and by one not at all."
    return [absent(kind, "Sides that are not quoted", why, chart=chart)]


_Given = dict[str, dict[str, tuple[float, list[str]]]]  # speaker or side → outlet → words, where


def _by_side(words: _Given, sides: dict[str, str]) -> _Given:
    found: _Given = {}
    for target, given in words.items():
        side = found.setdefault(sides.get(target, ""), {})
        for outlet, (n, ids) in given.items():
            before = side.get(outlet, (0.0, []))
            side[outlet] = (before[0] + n, [*before[1], *ids])
    return found


def _sides(
    event: Event, kind: str, chart: str, given: _Given, totals: dict[str, float]
) -> Iterator[Finding]:
    """Sides that most outlets quote and others do not; "" holds who has no side."""
    for side in filter(None, given):
        words = given[side]
        have = [outlet for outlet in totals if outlet in words]
        none = [outlet for outlet in totals if outlet not in words]
        if not none or 2 * len(have) <= len(totals):
            continue
        values = {o: (w, f"{w:.0f} of {totals.get(o, w):.0f}", i) for o, (w, i) in words.items()}
        values |= {o: (0.0, f"0 of {totals[o]:.0f}", []) for o in none}
        quiet = listed(event.outlets[outlet] for outlet in none)
        yield Finding(
            kind=kind,
            basis=CENSUS,
            stands=True,
            sentence=(
                f"{listed(event.outlets[outlet] for outlet in have)} quote somebody on the side "
                f"of {plain(side)}; in {quiet} nobody quoted for sure is"
            ),
            number=f"{len(have)} of {number_of(len(totals), 'outlet')}",
            why="Quoted words whose speaker is sure; event.toml states the sides.",
            strength=len(have) / len(totals),
            weight=0.5,
            topic=side,
            n=len(totals),
            about=none[0],
            chart=chart,
            bars=event.bars(values, *have),
        )
