"""Where a finding can be seen: the chart whose data hold its passages, and the marks in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.findings import Finding
from analysis.tables import parse_passage_id
from analysis.views.report.parts import Figure

_LEAST = 0.5  # of the passages that either has, those that both have

Marks = list[dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """A figure and the numbers of its marks that show a finding."""

    figure: str
    marks: tuple[int, ...]


def locate(finding: Finding, figures: Iterable[Figure]) -> Place | None:
    """Find the chart that shows a finding; None where no chart's data hold it.

    A chart shows a finding where it is drawn by the function that the finding names and where
    marks that share a name (a word, an actor, a statement) rest on the passages that the
    finding's bars rest on, outlet by outlet. Of several the closest is taken, and of
    charts as close the first. Of a finding whose passages are examples the chart must count half.
    """
    best, found = 0.0, None
    for figure in figures:
        if figure.chart == finding.chart:
            seek = _holding if finding.sampled else _closest
            score, marks = seek(finding, figure.marks)
            if score > best and score >= _LEAST:
                best, found = score, Place(figure.id, marks)
    return found


def _closest(finding: Finding, marks: Marks) -> tuple[float, tuple[int, ...]]:
    """The group of marks that rests on the finding's passages most nearly, and how nearly."""
    best, found = 0.0, ()
    for group in _groups(marks):
        score = _likeness(finding, group)
        if score > best:
            best, found = score, tuple(row["_mark"] for row in _own(finding, group))
    return best, found


def _holding(finding: Finding, marks: Marks) -> tuple[float, tuple[int, ...]]:
    """The marks that count a finding's examples, and the share of the examples that they count."""
    mine = [(bar.name, *parse_passage_id(id)) for bar in finding.bars for id in bar.evidence]
    held, found = set(), []
    for row in marks:
        theirs = [parse_passage_id(id) for id in row["evidence"]]
        counts = {
            (name, article, start, end)
            for name, article, start, end in mine
            if row.get("outlet_name") in (name, None)
            and any(a == article and low < end and start < high for a, low, high in theirs)
        }
        if counts:
            held |= counts
            found.append(row["_mark"])
    return len(held) / max(1, len(mine)), tuple(found)


def _groups(marks: Marks) -> Iterable[Marks]:
    """Marks that share what one column says, for each column that names things; and all."""
    if not marks:
        return
    for column, value in marks[0].items():
        if isinstance(value, str) and not column.startswith("_") and column != "outlet_name":
            shared: dict[Any, Marks] = {}
            for row in marks:
                shared.setdefault(row[column], []).append(row)
            yield from shared.values()
    yield marks


def _likeness(finding: Finding, group: Marks) -> float:
    """Of the passages behind the bars or behind the marks of their outlets, the share of both.

    The outlets that the sentence is about decide, or all, where those have no passages.
    """
    spoken = [bar for bar in finding.bars if bar.evidence]
    bars = [bar for bar in spoken if bar.marked] or spoken
    if any(bar.marked for bar in finding.bars) and not any(bar.marked for bar in bars):
        silent = {bar.name for bar in finding.bars if bar.marked}
        if any(row["evidence"] for row in group if row.get("outlet_name") in silent):
            return 0.0
    mine = {(bar.name, passage) for bar in bars for passage in bar.evidence}
    names = {bar.name for bar in bars}
    theirs = {
        (name, passage)
        for row in group
        for name in [row.get("outlet_name")]
        for passage in row["evidence"]
        if name in names
    }
    if not any("outlet_name" in row for row in group):  # a mark of all outlets together
        mine = {("", passage) for _, passage in mine}
        theirs = {("", passage) for row in group for passage in row["evidence"]}
    return len(mine & theirs) / len(mine | theirs) if mine else 0.0


def _own(finding: Finding, group: Sequence[dict[str, Any]]) -> Marks:
    """The marks of the outlets that the sentence is about, else the whole group."""
    about = {bar.name for bar in finding.bars if bar.marked}
    own = [row for row in group if row.get("outlet_name") in about]
    return own or list(group)
