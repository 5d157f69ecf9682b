"""Where two outlets contradict each other: another number, date, place or polarity."""

from __future__ import annotations

from typing import Any

from analysis import tables
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, plain
from analysis.findings.phrases import whole

KIND, CHART = "conflict", "claim_conflicts"
_WEIGHTS = {"number": 0.75, "date": 0.7, "place": 0.7, "polarity": 0.6}
_TOLD = {"number": "the number", "date": "the date", "place": "the place", "polarity": "the point"}


def conflicts(event: Event) -> list[Finding]:
    """Points of one claim on which two outlets give other values, with both passages."""
    if len(event.outlets) < 2:
        return [absent(KIND, "Conflicts", "Nothing to compare with.", chart=CHART)]
    rows = event.corpus.conflicts.iter_rows(named=True)
    found = [_finding(event, row) for row in rows if row["kind"] in _WEIGHTS]
    why = "No two outlets that tell one claim differ on a number, a date, a place or a negation."
    return found or [absent(KIND, "Conflicts between two outlets", why, chart=CHART)]


def _finding(event: Event, row: dict[str, Any]) -> Finding:
    one, two = event.outlets[row["outlet_a"]], event.outlets[row["outlet_b"]]
    point = f" of {plain(row['point'])}" if row["point"] and row["kind"] == "number" else ""
    here, there = whole(row["value_a"]), whole(row["value_b"])
    shown = [_passage(event, passage) for passage in row["evidence"]]
    values = {
        outlet: (0.0, whole(text), [passage])
        for outlet, text, passage in zip(
            (row["outlet_a"], row["outlet_b"]), shown, row["evidence"], strict=True
        )
    }
    weight = _WEIGHTS[row["kind"]]
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"On {_TOLD[row['kind']]}{point} {one} has {here}, {two} has {there}",
        number="two passages",
        why="Both passages tell one thing, by their words. Read both before you print it.",
        strength=weight,
        weight=weight,
        topic=row["claim_id"],
        n=2,
        about=row["outlet_a"],
        chart=CHART,
        bars=event.bars(values, *values),
        notes=event.notes(values),
        proof=Proof(verbatim=(row["value_a"], row["value_b"])),
    )


def _passage(event: Event, passage: str) -> str:
    article, start, end = tables.parse_passage_id(passage)
    return event.texts[article][start:end]
