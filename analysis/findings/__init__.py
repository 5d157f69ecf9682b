"""The differences that stand up, each one computed sentence with its number and evidence.

Which come first is decided by rule, never by hand. Every finder looks for one kind of
difference and returns what it found, or one row that says what was looked at and why nothing is
stated. A finding stands where it is a count of these texts or lies outside what shuffled
sentences give, and where `checking` finds in the texts what it says. `chosen` takes those of most
weight, each weighing less for every one before it of its kind, on its topic and about its outlet.
"""

from __future__ import annotations

import dataclasses

import polars as pl

from analysis import cache
from analysis.corpus import Corpus
from analysis.findings import (
    borders,
    checking,
    conflicts,
    counts,
    each_quotes,
    figures,
    heard,
    heard_here,
    inference,
    most_heard,
    mostly_here,
    naming,
    omissions,
    only_here,
    openings,
    order,
    repeats,
    retold,
    said_here,
    short_words,
    side_by_side,
    speakers,
    statements,
    texts,
    told,
    topics,
    wordings,
)
from analysis.findings.event import Event
from analysis.findings.finding import Bar, Finding
from analysis.languages import detection

__all__ = ["Bar", "Finding", "chosen", "find", "kept", "table"]

FINDERS = (
    texts.texts,
    openings.openings,
    side_by_side.side_by_side,
    statements.statements,
    told.told,
    retold.retold,
    conflicts.conflicts,
    counts.counts,
    wordings.wordings,
    short_words.short_words,
    heard.heard,
    heard_here.heard_here,
    most_heard.most_heard,
    each_quotes.each_quotes,
    said_here.said_here,
    naming.naming,
    naming.address,
    order.order,
    omissions.omission,
    only_here.only_here,
    mostly_here.mostly_here,
    topics.topics,
    figures.figures,
    speakers.speakers,
    inference.concepts,
    inference.tone,
)
_ONCE = (  # kinds that may tell one thing twice, and how far apart its passages may lie
    ((statements.KIND, told.KIND), 150),
    ((statements.KIND, told.KIND, retold.KIND), 0),
    ((conflicts.KIND, counts.KIND, side_by_side.KIND), 0),
)
# What is read in English only: kind and sentence of the row that says so, and what is read.
ENGLISH_ONLY = {
    told.told: (told.KIND, "Claims that some quote and others leave out", "claims are"),
    retold.retold: (retold.KIND, "What some tell alike and others leave out", "claims are"),
    conflicts.conflicts: (conflicts.KIND, "Conflicts between two outlets", "claims are"),
    counts.counts: (counts.KIND, "Numbers of one thing", "figures in prose are"),
    naming.address: ("address", "Forms of address", "titles before names are"),
    figures.figures: (figures.KIND, "Figures that one outlet alone gives", "figures in prose are"),
    side_by_side.side_by_side: (
        side_by_side.KIND,
        "Sentences on one matter, side by side",
        "words that are rare in print are",
    ),
    topics.topics: (topics.KIND, "What some texts speak of", "nouns are"),
    inference.tone: ("tone", "Tone toward the actors", "tone is"),
}
_MOST = 8
_SAME = {"kind": 0.15, "topic": 0.25, "about": 0.05}  # what a finding loses for one before it
_LEAST = 0.3  # weight below which a finding is no headline


def find(corpus: Corpus) -> list[Finding]:
    """Look for every kind of difference between the outlets of one event.

    One row is one finding, or one thing looked at and not found (``stands`` False);
    kinds in the order of the page, the strongest of a kind first. Of articles in several
    languages those in the commonest are compared, without what may be about something else
    (`borders`).

    >>> import analysis as an
    >>> found = find(an.load("corpus/vostochny-2023"))
    >>> naming = [row for row in found if row.kind == "naming"]
    >>> naming[0].sentence
    'Only Washington Examiner calls Kim Jong Un “dictator”, once, in its own words'
    >>> naming[0].number
    '1 of 13 mentions'
    """
    part = borders.compared(corpus)
    common, aside = borders.on_event(part.corpus)
    event = Event(common)
    if part.notes and len(event.outlets) < 2:
        return part.notes
    strange = bool(detection.foreign(common.articles))
    unread = ENGLISH_ONLY if strange else {}
    found = [
        finding
        for finder in FINDERS
        for finding in (
            [borders.unread(*unread[finder])]
            if finder in unread
            else sorted(finder(event), key=lambda row: (-row.strength, row.sentence))
        )
    ]
    for kinds, near in _ONCE:
        once = repeats.once((row for row in found if row.stands and row.kind in kinds), near=near)
        found = [row for row in found if row.kind not in kinds or not row.stands or row in once]
    found = _once_told(found)
    checked = [_noted(row) for row in checking.check(event, found)]
    return part.notes + aside + [borders.told(row, part.among) for row in checked]


def kept(corpus: Corpus) -> list[Finding]:
    """What `find` gives, from an earlier run where nothing of an event on the disk changed.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> len(kept(corpus)) == len(find(corpus))
    True
    """
    return cache.of(find, corpus, by=corpus.tables) if corpus.home else find(corpus)


def _once_told(found: list[Finding]) -> list[Finding]:
    """Without what another finding says, too: that somebody is not named, or not quoted."""
    first = {row.topic for row in found if row.stands and row.kind == order.KIND}
    said = {row.topic for row in found if row.stands and row.kind == statements.KIND}
    unnamed = " ".join(r.sentence for r in found if r.stands and r.kind == omissions.KIND)
    return [
        row
        for row in found
        if not (row.kind == omissions.KIND and row.topic in first)
        and not (_is_of_one(row) and (row.topic in said or row.topic in unnamed))
    ]


def _is_of_one(row: Finding) -> bool:
    """Whether a finding says of one person alone that some quote him."""
    return row.kind == heard.KIND and row.stands and row.n == 1


def _noted(row: Finding) -> Finding:
    """The finding with its notes on the texts told where its reason stands."""
    if not row.notes or not row.stands:
        return row
    return dataclasses.replace(row, why=f"{row.why} {' '.join(row.notes)}")


def chosen(found: list[Finding], *, most: int = _MOST) -> list[Finding]:
    """Choose the findings of the first screen: those that an editor would print, unlike ones.

    Each round takes the finding of most weight; one of a kind, topic or outlet that stands
    already weighs less.
    """
    left = [row for row in found if row.stands and row.weight >= _LEAST]
    picked: list[Finding] = []
    while left and len(picked) < most:
        best = max(left, key=lambda row: (_worth(row, picked), -found.index(row)))
        if _worth(best, picked) <= 0:
            break
        picked.append(best)
        left.remove(best)
    return picked


def _worth(row: Finding, picked: list[Finding]) -> float:
    lost = sum(
        loss
        * sum(
            bool(getattr(row, name)) and getattr(row, name) == getattr(one, name) for one in picked
        )
        for name, loss in _SAME.items()
    )
    return row.weight - lost


def table(found: list[Finding]) -> pl.DataFrame:
    """The findings as a table: one row per finding and outlet, for export.

    >>> from analysis.findings.finding import absent
    >>> table([absent("naming", "Judging words", "None.")])["stands"].to_list()
    [False]
    """
    columns = ("kind", "basis", "stands", "sentence", "number", "n", "weight", "why", "chart")
    rows = [
        {name: getattr(row, name) for name in columns} | {"evidence": row.evidence} for row in found
    ]
    schema = dict.fromkeys(columns, pl.String()) | {
        "stands": pl.Boolean(),
        "n": pl.Int64(),
        "weight": pl.Float64(),
        "evidence": pl.List(pl.String()),
    }
    return pl.DataFrame(rows, schema=schema)
