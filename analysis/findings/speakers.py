"""Findings about who is quoted: a side left out, a speaker quoted far more in one outlet."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analysis.findings import borders
from analysis.findings.event import Event, per_outlet
from analysis.findings.finding import (
    CENSUS,
    Finding,
    Values,
    absent,
    number_of,
    plain,
    share,
    some_others,
)
from analysis.measures import framing

_LEAST_WORDS = 60  # quoted words below which an outlet's choice of speakers says nothing
_LEAST_GAP = 0.25  # of the quoted words; closer shares are alike
_KNOWN = 0.85  # of an outlet's quoted words, below which a speaker's share of them is not known


def speakers(event: Event) -> list[Finding]:
    """Who is quoted: one side only, a side that others quote, or one speaker far more."""
    kind, chart = "speakers", "speakers"
    corpus = event.corpus
    quotes = framing.sure_speakers(corpus.quotes)
    rows = framing.airtime(corpus.tokens, quotes, corpus.articles).filter(voice="quoted")
    every = float(rows["value"].sum())
    printed = per_outlet(event, rows, "value")
    rows = rows.filter(pl.col("target") != "unknown")
    known = float(rows["value"].sum()) / every if every else 1.0
    sides = dict(corpus.actors.select("actor", "side").drop_nulls().iter_rows())
    words: dict[str, dict[str, tuple[float, list[str]]]] = {}
    for target in rows["target"].unique(maintain_order=True):
        summed = per_outlet(event, rows.filter(target=target), "value")
        words[target] = {o: (s["value"], s["evidence"]) for o, s in summed.items()}
    totals = {o: sum(given.get(o, (0,))[0] for given in words.values()) for o in event.outlets}
    totals = {outlet: total for outlet, total in totals.items() if total >= _LEAST_WORDS}
    known_in = borders.heard(corpus)
    silent = [event.outlets[outlet] for outlet in totals if outlet not in known_in]
    totals = {outlet: total for outlet, total in totals.items() if outlet in known_in}
    found = []
    if len(totals) > 1:
        if len(set(sides.values())) > 1:
            found += _sides(event, kind, chart, _by_side(words, sides), totals)
        clear = {o: n for o, n in totals.items() if n >= _KNOWN * printed[o]["value"]}
        found += _shares(event, kind, chart, words, clear, known)
    if found:
        return found
    if silent:
        return [borders.unheard(kind, silent, chart)]
    why = f"Fewer than two outlets quote known speakers with {_LEAST_WORDS} words or more."
    return [absent(kind, "Who is quoted", why, chart=chart)]


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
    """Sides an outlet quotes nobody of, although most others do; "" holds who has no side."""
    for side in filter(None, given):
        words = given[side]
        for outlet, total in totals.items():
            rest = [other for other in totals if other != outlet]
            have = sum(other in words for other in rest)
            if outlet in words or have <= len(rest) / 2:
                continue
            values = {
                o: (w, f"{w:.0f} of {totals.get(o, w):.0f}", i) for o, (w, i) in words.items()
            }
            values.setdefault(outlet, (0.0, f"0 of {total:.0f}", []))
            yield Finding(
                kind=kind,
                basis=CENSUS,
                stands=True,
                sentence=(
                    f"{event.outlets[outlet]} quotes nobody on the side of {plain(side)}; "
                    f"{some_others(have, len(rest))} do{'es' * (have == 1)}"
                ),
                number=f"0 of {number_of(int(total), 'quoted word')}",
                why="Quoted words whose speaker is sure; event.toml states the sides.",
                strength=2 + have / len(rest),
                weight=0.55 + 0.1 * have / len(rest),
                topic=side,
                n=int(total),
                about=outlet,
                chart=chart,
                bars=event.bars(values, outlet),
            )


def _shares(
    event: Event,
    kind: str,
    chart: str,
    words: _Given,
    totals: dict[str, float],
    known: float,
) -> Iterator[Finding]:
    """Speakers whose share of the quoted words differs between two outlets."""
    for target, given in words.items():
        sure = [outlet for outlet in totals if given.get(outlet, (0,))[0]]
        if target not in event.names or len(sure) < 2:
            continue  # "officials", or nobody to compare: who quotes whom is in `heard`
        shares = {outlet: given[outlet][0] / totals[outlet] for outlet in sure}
        most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
        first, last = share(shares[most], 1), share(shares[least], 1)
        values = {o: (shares[o], share(shares[o], 1), given[o][1]) for o in shares}
        unsure: Values = {o: (0.0, "not sure", []) for o in totals if o not in shares}
        if shares[most] - shares[least] < _LEAST_GAP:
            continue
        yield Finding(
            kind=kind,
            basis=CENSUS,
            stands=True,
            sentence=(
                f"{event.actor(target)} has {first} of the words quoted in {event.outlets[most]}, "
                f"{last} in {event.outlets[least]}"
            ),
            number=f"{first} against {last}",
            why=f"Quoted words whose speaker is sure: {share(known, 1)} of all quoted words.",
            strength=(shares[most] - shares[least]) * len(given) / len(totals),
            weight=0.3 + 0.3 * (shares[most] - shares[least]) * len(given) / len(totals),
            topic=event.actor(target),
            notes=event.notes((most, least)),
            n=int(totals[most]),
            about=most,
            chart=chart,
            bars=event.bars(values | unsure, most, least),
        )
