"""Where two outlets contradict each other: another number for one thing."""

from __future__ import annotations

from typing import Any

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, plain
from analysis.findings.phrases import whole

KIND, CHART = "conflict", "claim_conflicts"
_WEIGHT = 0.75


def conflicts(event: Event) -> list[Finding]:
    """Numbers of one claim that differ between two outlets, with both passages.

    Other kinds of contradiction are in the chart only: too few of them hold.
    """
    if len(event.outlets) < 2:
        return [absent(KIND, "Conflicts", "Nothing to compare with.", chart=CHART)]
    rows = event.corpus.conflicts.iter_rows(named=True)
    found = [_finding(event, row) for row in rows if row["kind"] == "number"]
    why = "No two passages that tell one claim in like words give different numbers."
    return found or [absent(KIND, "Conflicts between two outlets", why, chart=CHART)]


def _finding(event: Event, row: dict[str, Any]) -> Finding:
    one, two = event.outlets[row["outlet_a"]], event.outlets[row["outlet_b"]]
    point = f" of {plain(row['point'])}" if row["point"] else ""
    here, there = whole(row["value_a"]), whole(row["value_b"])
    shown = [event.passage(passage) for passage in row["evidence"]]
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
        sentence=f"On the number{point} {one} has {here}, {two} has {there}",
        number="two passages",
        why="Both passages tell one thing, by their words. Read both before you print it.",
        strength=_WEIGHT,
        weight=_WEIGHT,
        topic=row["claim_id"],
        n=2,
        about=row["outlet_a"],
        chart=CHART,
        bars=event.bars(values, *values),
        notes=event.notes(values),
        proof=Proof(verbatim=(row["value_a"], row["value_b"])),
    )
