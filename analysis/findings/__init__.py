"""The differences that stand up, each one computed sentence with its number and evidence.

Which come first is decided by rule, never by hand. Every finder looks for one kind of
difference and returns what it found, the strongest first by a measure of its own, or one
row that says what was looked at and why nothing is stated. A finding stands where it is a
count of these texts or lies outside what shuffled sentences give. `chosen` then takes the
best of each kind in turn, so that no kind fills the page, and among a kind's findings
first those about an outlet that has had fewer.
"""

from __future__ import annotations

import polars as pl

from analysis.corpus import Corpus
from analysis.findings import census, inference, speakers, statements
from analysis.findings.finding import Bar, Event, Finding

__all__ = ["Bar", "Finding", "chosen", "find", "table"]

FINDERS = (
    census.naming,
    census.omission,
    statements.statements,
    statements.wordings,
    speakers.speakers,
    census.only_here,
    inference.concepts,
    inference.acting,
    inference.words,
    inference.reading,
    inference.tone,
)
_LEAST, _MOST = 5, 8


def find(corpus: Corpus) -> list[Finding]:
    """Look for every kind of difference between the outlets of one event.

    One row is one finding, or one thing looked at and not found (``stands`` False);
    kinds in the order of the page, the strongest of a kind first.

    >>> import analysis as an
    >>> found = find(an.load("corpus/vostochny-2023"))
    >>> found[0].sentence
    'Only Washington Examiner calls Kim Jong Un “dictator”, once, in its own words'
    >>> found[0].number
    '1 of 13 mentions'
    """
    event = Event(corpus)
    return [
        finding
        for finder in FINDERS
        for finding in sorted(finder(event), key=lambda row: (-row.strength, row.sentence))
    ]


def chosen(found: list[Finding], *, least: int = _LEAST, most: int = _MOST) -> list[Finding]:
    """Choose the findings of the first screen: one of each kind, then more until ``least``.

    Each round takes, of every kind in order, the strongest finding left; where several
    outlets have findings of that kind, one of those that have been named least so far.
    """
    left = [row for row in found if row.stands]
    picked: list[Finding] = []
    while left and len(picked) < least:
        for kind in dict.fromkeys(row.kind for row in left):
            if len(picked) >= most:
                break
            named = [row.about for row in picked]
            same = [row for row in left if row.kind == kind]
            best = min(same, key=lambda row: (_worse(row, same), named.count(row.about)))
            picked.append(best)
            left.remove(best)
    return sorted(picked, key=found.index)


def _worse(row: Finding, same: list[Finding]) -> bool:
    """Whether a finding is clearly weaker than the best of its kind: less than half of it."""
    return row.strength < max(other.strength for other in same) / 2


def table(found: list[Finding]) -> pl.DataFrame:
    """The findings as a table: one row per finding and outlet, for export.

    >>> from analysis.findings.finding import absent
    >>> table([absent("naming", "Judging words", "None.")])["stands"].to_list()
    [False]
    """
    columns = ("kind", "basis", "stands", "sentence", "number", "n", "why", "chart")
    rows = [
        {name: getattr(row, name) for name in columns} | {"evidence": row.evidence} for row in found
    ]
    schema = dict.fromkeys(columns, pl.String()) | {
        "stands": pl.Boolean(),
        "n": pl.Int64(),
        "evidence": pl.List(pl.String()),
    }
    return pl.DataFrame(rows, schema=schema)
