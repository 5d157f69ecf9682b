"""Where two outlets contradict each other: another number or another day for one thing."""

from __future__ import annotations

from typing import Any

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent
from analysis.findings.moment import OTHER_DAYS
from analysis.findings.phrases import whole

KIND, CHART = "conflict", "claim_conflicts"
# "undated": a count that may have grown between two texts of unknown days
_WEIGHT = {"number": 0.75, "date": 0.6, "undated": 0.5}
_LONGEST = 200  # characters of each passage in the sentence


def conflicts(event: Event) -> list[Finding]:
    """Numbers and days of one claim that differ between two outlets, with both passages.

    Other kinds of contradiction are in the chart only: too few of them hold.
    """
    if len(event.outlets) < 2:
        return [absent(KIND, "Conflicts", "Nothing to compare with.", chart=CHART)]
    rows = event.corpus.conflicts.iter_rows(named=True)
    found = [_finding(event, row) for row in rows if row["kind"] in _WEIGHT]
    why = "No two passages that tell one claim in like words give different numbers or days."
    return found or [absent(KIND, "Conflicts between two outlets", why, chart=CHART)]


def _finding(event: Event, row: dict[str, Any]) -> Finding:
    one, two = event.outlets[row["outlet_a"]], event.outlets[row["outlet_b"]]
    here, there = (_value(row[key], row["point"]) for key in ("value_a", "value_b"))
    shown = [event.passage(passage) for passage in row["evidence"]]
    said = [whole(text, _LONGEST) for text in shown]
    days = OTHER_DAYS if row["kind"] == "undated" else ""
    values = {
        outlet: (0.0, whole(text), [passage])
        for outlet, text, passage in zip(
            (row["outlet_a"], row["outlet_b"]), shown, row["evidence"], strict=True
        )
    }
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"{one} has {here}, {two} has {there}: {' – '.join(said)}{days}",
        number="two passages",
        why="Both passages tell one thing, by their words. Read both before you print it.",
        strength=_WEIGHT[row["kind"]],
        weight=_WEIGHT[row["kind"]],
        topic=row["claim_id"],
        n=2,
        about=row["outlet_a"],
        chart=CHART,
        bars=event.bars(values, *values),
        notes=event.notes(values),
        proof=Proof(verbatim=(row["value_a"], row["value_b"])),
    )


def _value(value: str, point: str) -> str:
    """A value as it is told: a bare number with what is counted."""
    return f"{whole(value)} {point}" if value.replace(",", "").isdecimal() else whole(value)
