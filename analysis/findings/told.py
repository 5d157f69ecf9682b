"""What outlets tell, in anybody's voice: claims that some carry and others surely leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from analysis import languages, tables
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, plain
from analysis.findings.finding import unsure as not_sure
from analysis.findings.phrases import do_not, of_all, possessive, silent_too, whole
from analysis.findings.silence import SILENT, Printed
from analysis.phrasing import listed

KIND, CHART = "claims", "claim_map"
_LEAST, _MOST = 8, 34  # words of a claim that a sentence can print
_NARROW = 4  # one in so many outlets must tell a claim: of many, some tell the rest unseen
_HELD = 0.5  # share of a claim's weight that an outlet that tells it must hold
_OWN_SILENT = 0.38  # as `silence.SILENT`, of claims that an outlet may tell in its own words
_POINTING = frozenset(
    ("he", "she", "they", "it", "this", "that", "these", "those", "we", "i", "you", "his", "her")
)
_JOINING = frozenset(("and", "but", "so", "or", "because", "which", "who", "while", "when", "as"))


@dataclass(frozen=True)
class _Told:
    """A claim: its wording and whose, who tells it where, who surely does not, who may."""

    wording: str
    author: str
    quoted: bool
    speaker: str
    passages: dict[str, list[str]]
    silent: list[str]
    unsure: list[str]


def told(event: Event) -> list[Finding]:
    """Claims that two outlets or more surely tell, and others surely do not."""
    least = max(2, len(event.outlets) / _NARROW)
    found = [
        _finding(event, one)
        for one in _claims(event)
        if one.silent and len(one.silent) >= len(one.unsure) and len(one.passages) >= least
    ]
    if found:
        return found
    why = "No claim is surely told by two outlets and surely left out by another."
    return [absent(KIND, "Claims that some tell and others leave out", why, chart=CHART)]


def _claims(event: Event) -> Iterator[_Told]:
    printed = Printed(event)
    rows = event.corpus.claims
    sure = rows.filter(pl.col("state") == "told", "sure")
    wide = sure.group_by("claim_id").agg(n=pl.col("outlet").n_unique()).filter(pl.col("n") > 1)
    for _, cells in rows.join(wide, on="claim_id", how="semi", maintain_order="left").group_by(
        "claim_id", maintain_order=True
    ):
        if one := _read(event, printed, cells):
            yield one


def _read(event: Event, printed: Printed, cells: pl.DataFrame) -> _Told | None:
    """One claim, if its wording can be printed and two outlets surely hold it."""
    wording = _wording(event, cells)
    words = wording.lower().replace("’", "'").split()
    if not _LEAST <= len(words) <= _MOST or _is_part(wording):
        return None
    told = cells.filter(pl.col("state") == "told", "sure")
    author = told.sort("told", descending=True, maintain_order=True)
    most = SILENT if (told["voice"] == "quoted").all() else _OWN_SILENT
    quoted = bool((told["voice"] == "quoted").all())
    first = words[0].partition("'")[0].strip(",.")
    whole = wording[0].isupper() and first not in _POINTING
    if not quoted and not (whole and not (told["voice"] == "quoted").any()):
        return None
    passages: dict[str, list[str]] = {}
    for outlet, ids in told.select("outlet", "evidence").iter_rows():
        if printed.share(outlet, wording)[0] >= _HELD:
            passages.setdefault(outlet, []).extend(ids)
    others = [outlet for outlet in event.comparable if outlet not in passages]
    telling = event.telling(one for ids in passages.values() for one in ids)
    silent = [
        outlet
        for outlet in others
        if outlet not in telling and printed.silent(outlet, [wording], most)
    ]
    unsure = [outlet for outlet in others if outlet not in silent]
    home = author["outlet"][0]
    if len(passages) < 2 or home not in passages:
        return None
    speaker = _speaker(event, passages) if quoted else ""
    return _Told(wording, home, quoted, speaker, passages, silent, unsure)


def _is_part(wording: str) -> bool:
    """Whether a wording is no whole sentence or clause: it joins, breaks off or lacks a mark."""
    words = [word.strip(",.;:!?’'\"“”") for word in wording.lower().split()]
    language = languages.read()
    breaks = words[-1] in language.function_words or words[-1] in language.reporting_verbs
    marks = sum(wording.count(mark) for mark in '"“”')
    brackets = wording.count("(") != wording.count(")")
    return words[0] in _JOINING or breaks or marks % 2 == 1 or brackets


def _wording(event: Event, cells: pl.DataFrame) -> str:
    """The claim's wording; of one that is quoted everywhere, what stands inside the marks."""
    told = cells.filter(pl.col("state") == "told", "sure")
    home = told.sort("told", descending=True, maintain_order=True)
    wording = plain(cells["wording"][0])
    if (told["voice"] == "quoted").all() and len(home):
        article, start, end = tables.parse_passage_id(home["evidence"][0][0])
        inside = event.corpus.quotes.filter(
            pl.col("start") < end, pl.col("end") > start, article_id=article, form="direct"
        )
        if len(inside):
            low, high = max(start, inside["start"][0]), min(end, inside["end"][0])
            wording = plain(event.texts[article][low:high])
    return wording.strip(" \"“”'‘’,;")


def _speaker(event: Event, passages: dict[str, list[str]]) -> str:
    """Who says it in every passage, where it is one person or body and sure; else nobody."""
    quotes = event.corpus.quotes.filter(form="direct").drop_nulls("actor")
    who = set()
    for passage in (one for ids in passages.values() for one in ids):
        article, start, end = tables.parse_passage_id(passage)
        rows = quotes.filter(pl.col("start") < end, pl.col("end") > start, article_id=article)
        sure = rows.filter(pl.col("sure").is_in(["named", "resolved"]))
        who |= set(sure["actor"]) if len(sure) == len(rows) else {""}
    one = next(iter(who)) if len(who) == 1 else ""
    return one if one in event.names else ""


def _finding(event: Event, one: _Told) -> Finding:
    carriers = [event.outlets[outlet] for outlet in one.passages]
    silent = [event.outlets[outlet] for outlet in one.silent]
    n = len(event.outlets)
    quiet = do_not(silent, len(carriers), n)
    who = of_all(carriers, n)
    words = f"{possessive(event.actor(one.speaker))} words" if one.speaker else "the words"
    sentence = (
        f"{who} quote {words} {whole(one.wording)}{quiet}"
        if one.quoted
        else f"{who} tell, in {possessive(event.outlets[one.author])} words, "
        f"{whole(one.wording)}{quiet}"
    )
    reach, left = len(carriers) / n, len(silent) / n
    weight = 0.15 + 0.25 * min(1, 2 * reach) + 0.15 * min(1, 2 * left)
    weight += 0.2 * event.earliness(one.passages.values()) + 0.1 * (not one.unsure)
    doubtful = listed(event.outlets[outlet] for outlet in one.unsure)
    unsure = f" Not sure, and so not counted: {doubtful}." if one.unsure else ""
    values = {
        outlet: (float(len(ids)), number_of(len(ids), "passage"), ids)
        for outlet, ids in one.passages.items()
    }
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=sentence,
        number=f"{len(carriers)} of {number_of(n, 'outlet')}",
        why=f"Neither these words nor most of them stand there.{unsure}{silent_too(silent)}",
        strength=weight,
        weight=weight,
        topic=event.actor(one.speaker) if one.speaker else one.wording[:40],
        n=n,
        about=one.silent[0],
        chart=CHART,
        bars=event.bars(values | not_sure(one.unsure), *one.passages),
        notes=event.notes([*one.passages, *one.silent]),
        proof=Proof(
            verbatim=(one.wording,),
            speaker=one.speaker or None,
            silent=tuple(silent),
            never=(one.wording,),
        ),
    )
