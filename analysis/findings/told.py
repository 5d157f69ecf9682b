"""Quoted claims that several outlets carry and others do not, whoever says them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analysis import languages, tables
from analysis.findings import carried, people
from analysis.findings.carried import Carried
from analysis.findings.event import Event
from analysis.findings.finding import Finding, absent, plain
from analysis.findings.marks import Marks
from analysis.findings.phrases import is_predicate

KIND, CHART = "claims", "claim_map"
_LEAST, _MOST = 8, 34  # words of a claim that a sentence can print
_NARROW = 4  # one in so many outlets must quote a claim: of many, some tell the rest unseen
_JOINING = frozenset(
    ("and", "but", "so", "or", "because", "which", "who", "while", "when", "as", "that")
)


def told(event: Event) -> list[Finding]:
    """Claims of somebody who is known, that two outlets quote in one wording and others do not.

    What outlets tell in their own words is in the chart only: whether another tells the same
    in other words cannot be told surely enough.
    """
    least = max(2, len(event.outlets) / _NARROW)
    found = [
        carried.finding(event, one, kind=KIND, chart=CHART, weight=_weight(event, one))
        for one in _claims(event)
        if one.speaker
        and (one.silent or one.later)
        and not event.once(Marks).is_turned(one.passages, one.wording)
        and len(one.silent) + len(one.later) >= len(one.unsure)
        and len(one.passages) >= least
    ]
    why = "No claim is quoted by two outlets in one wording and surely left out by another."
    return found or [absent(KIND, "Claims that some quote and others leave out", why, chart=CHART)]


def _claims(event: Event) -> Iterator[Carried]:
    sure = event.corpus.claims.filter(pl.col("state") == "told", "sure")
    wide = sure.group_by("claim_id").agg(
        n=pl.col("outlet").n_unique(), quoted=(pl.col("voice") == "quoted").all()
    )
    wide = wide.filter(pl.col("n") > 1, "quoted")
    for _, cells in sure.join(wide, on="claim_id", how="semi", maintain_order="left").group_by(
        "claim_id", maintain_order=True
    ):
        if one := _read(event, cells):
            yield one


def _read(event: Event, told: pl.DataFrame) -> Carried | None:
    """One claim, if its wording can be printed and two outlets hold it inside their marks."""
    wording = _wording(event, told)
    if not _LEAST <= len(wording.split()) <= _MOST or _is_part(wording):
        return None
    marks = event.once(Marks)
    passages: dict[str, list[str]] = {}
    for outlet, ids in told.select("outlet", "evidence").iter_rows():
        if marks.hold(outlet, wording):
            passages.setdefault(outlet, []).extend(ids)
    if len(passages) < 2:
        return None
    return carried.read(event, wording, _speaker(event, passages), passages)


def _is_part(wording: str) -> bool:
    """Whether a wording is no whole sentence or clause: it joins, breaks off or lacks a mark."""
    words = [word.strip(",.;:!?’'\"“”") for word in wording.lower().split()]
    language = languages.read()
    breaks = words[-1] in language.function_words or words[-1] in language.reporting_verbs
    marks = sum(wording.count(mark) for mark in '"“”')
    brackets = wording.count("(") != wording.count(")")
    open_ = words[0] in _JOINING or is_predicate(wording)
    return open_ or breaks or marks > 0 or brackets


def _wording(event: Event, told: pl.DataFrame) -> str:
    """What stands inside the marks where the claim is told at most length."""
    home = told.sort("told", descending=True, maintain_order=True)
    article, start, end = tables.parse_passage_id(home["evidence"][0][0])
    inside = event.corpus.quotes.filter(
        pl.col("start") < end, pl.col("end") > start, article_id=article, form="direct"
    )
    if inside.is_empty():
        return ""
    low, high = max(start, inside["start"][0]), min(end, inside["end"][0])
    return plain(event.texts[article][low:high]).strip(" \"“”'‘’,;")


def _speaker(event: Event, passages: dict[str, list[str]]) -> str:
    """Who says it: surely in one passage, nobody else in another; "" where that is not so.

    The same eight words in two outlets' marks are one person's words.
    """
    quotes = event.corpus.quotes.filter(form="direct")
    who, known = set(), False
    for passage in (one for ids in passages.values() for one in ids):
        article, start, end = tables.parse_passage_id(passage)
        rows = quotes.filter(pl.col("start") < end, pl.col("end") > start, article_id=article)
        sure = rows.filter(pl.col("sure").is_in(["named", "resolved"]))
        who |= set(rows["actor"].drop_nulls())
        known |= bool(len(sure))
    one = next(iter(who)) if known and len(who) == 1 else None
    if one not in event.actors and not people.has_first_name(one or ""):
        return ""  # a place, a paper, a body found by its form
    shared = one and any(people.is_shared(text, event.actor(one)) for text in event.texts.values())
    return one if one in event.names and not shared else ""


def _weight(event: Event, one: Carried) -> float:
    n = len(event.outlets)
    reach, left = len(one.passages) / n, (len(one.silent) + len(one.later) / 2) / n
    weight = 0.1 + 0.2 * min(1, 2 * reach) + 0.1 * min(1, 2 * left) + 0.05 * bool(one.speaker)
    return weight + 0.15 * event.earliness(one.passages.values()) + 0.1 * (not one.unsure)
