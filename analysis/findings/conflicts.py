"""Where two outlets contradict each other: another number or another day for one thing."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from analysis import languages
from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent
from analysis.findings.phrases import whole
from analysis.findings.silence import Printed
from analysis.measures.claims import tallies

KIND, CHART = "conflict", "claim_conflicts"
# "undated": a count that may have grown between two texts of unknown days
_WEIGHT = {"number": 0.75, "date": 0.6, "undated": 0.5}
_GROWS = " Such a number grows from day to day."
_COUNTED = 3  # words after a bare number that tell what it counts
_LONGEST = 200  # characters of each passage in the sentence


def conflicts(event: Event) -> list[Finding]:
    """Numbers and days of one claim that differ between two outlets, with both passages.

    Other kinds of contradiction are in the chart only: too few of them hold.
    """
    if len(event.outlets) < 2:
        return [absent(KIND, "Conflicts", "Nothing to compare with.", chart=CHART)]
    rows = event.corpus.conflicts.iter_rows(named=True)
    found = [_finding(event, row) for row in rows if row["kind"] in _WEIGHT and _holds(event, row)]
    why = "No two passages that tell one claim in like words give different numbers or days."
    return found or [absent(KIND, "Conflicts between two outlets", why, chart=CHART)]


def _finding(event: Event, row: dict[str, Any]) -> Finding:
    one, two = event.outlets[row["outlet_a"]], event.outlets[row["outlet_b"]]
    shown = [event.passage(passage) for passage in row["evidence"]]
    here, there = (
        _value(row[f"value_{side}"], text) for side, text in zip("ab", shown, strict=True)
    )
    said = [whole(text, _LONGEST) for text in shown]
    kind = row["kind"] if _is_of_one_moment(event, row) else "undated"
    days = moment.caution(event)
    grows = kind == "undated" and any(map(_grows, shown))
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
        why=f"Both passages tell one thing, by their words.{_GROWS * grows} Read both before you "
        "print it.",
        strength=_WEIGHT[kind],
        weight=_WEIGHT[kind],
        topic=row["claim_id"],
        n=2,
        about=row["outlet_a"],
        chart=CHART,
        bars=event.bars(values, *values),
        notes=event.notes(values),
        proof=Proof(verbatim=(row["value_a"], row["value_b"])),
    )


def _holds(event: Event, row: dict[str, Any]) -> bool:
    """Whether two values are surely of one thing, and are not two of many.

    The sentences tell one thing alike, or both count who was killed, hurt or arrested: of each
    matter many things have a day, a sum, a number of votes. How many have died or are ill grows:
    where the days are not known and other outlets have other numbers, two are no conflict.
    """
    if any(
        re.search(rf"(?<![\d,.]){re.escape(row[value])}(?![\d,.]*\d)", event.printed[row[outlet]])
        for value, outlet in (("value_a", "outlet_b"), ("value_b", "outlet_a"))
    ):
        return False  # who prints the other's value, too, tells how it came about
    one, two = (event.passage(passage) for passage in row["evidence"])
    here, there = (tallies.read(text, 0, len(text)).tallies for text in (one, two))
    kinds = {tally.what for tally in here} & {tally.what for tally in there}
    if not kinds and not event.once(Printed).tell_one(one, two):
        return False
    if not (_grows(one) or _grows(two)) or _is_of_one_moment(event, row):
        return True
    known = {tally.number.value for tally in (*here, *there)}
    others = set(event.outlets) - {row["outlet_a"], row["outlet_b"]}
    counted = [(what, value) for outlet in others for what, value in event.once(_counts)[outlet]]
    return bool(kinds) and all(what not in kinds or value in known for what, value in counted)


def _grows(text: str) -> bool:
    """Whether a text counts what only ever becomes more: the dead, the ill."""
    growing = languages.read().claim_words["growing"]
    return not growing.isdisjoint(re.findall(r"[\w-]+", text.lower()))


def _counts(event: Event) -> dict[str, set[tuple[str, float]]]:
    """Outlet → what it counts of people, and how many."""
    found: dict[str, set[tuple[str, float]]] = {outlet: set() for outlet in event.outlets}
    rows = event.corpus.sentences.select("article_id", "start", "end").iter_rows()
    for article, start, end in rows:
        told = tallies.read(event.texts[article], start, end).tallies
        found[event.owners[article]] |= {(one.what, one.number.value) for one in told}
    return found


def _is_of_one_moment(event: Event, row: dict[str, Any]) -> bool:
    """Whether one of two texts knew what the other did; the same weekday may be of another month.

    A day that is told changes with no moment.
    """
    one, two = row["evidence"]
    near = moment.of_one_moment(event, row["outlet_a"], [two])
    near = near or moment.of_one_moment(event, row["outlet_b"], [one])
    return near or row["kind"] == "date" or event.dated


def _value(value: str, passage: str) -> str:
    """A value as its passage tells it: a bare number with what it counts, "14,000 forces"."""
    if not value.replace(",", "").isdecimal():
        return whole(value)
    found = re.search(rf"(?<![\d,.]){re.escape(value)}((?:[ -][\w’'-]+){{1,{_COUNTED}}})", passage)
    told, *words = f"{value}{found[1] if found else ''}".split()
    kept = takewhile(
        lambda word: word.lower() not in languages.read().function_words - {"us"}, words
    )
    return whole(" ".join([told, *kept]))
