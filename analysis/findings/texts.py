"""What kind of texts are compared: opinion among news, a piece from before the event."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, absent, number_of
from analysis.findings.phrases import begun, count
from analysis.measures import text_kinds
from analysis.phrasing import listed

KIND = "text"
_SIGNS = {
    "stated": "event.toml says so",
    "address": "its address says so",
    "title": "its title says so",
    "label": "a label above the text says so",
    "outlet": "the outlet’s name says so",
    "signature": "its last lines show it",
    "form": "its form shows it",
    "own voice": "its own voice speaks to the reader and judges or exhorts",
}


def texts(event: Event) -> list[Finding]:
    """Texts that are no news reports, or were filed early, with the sign that shows it."""
    found = _kinds(event)
    if len(event.outlets) < 2 or not found:
        why = "No text is known to be anything but a news report."
        return [absent(KIND, "Kinds of text", why)]
    return found


def _kinds(event: Event) -> list[Finding]:
    """One sentence on all texts that are no plain news, if others are."""
    rows = event.corpus.text_kinds
    plain = rows.filter(~pl.col("article_id").is_in(list(event.kinds)))
    if not event.kinds or not len(plain):
        return []
    groups: dict[str, list[str]] = defaultdict(list)
    like = set(rows.filter(sign="own voice")["article_id"])
    for article, kind in event.kinds.items():
        groups[_LIKE if article in like and kind == "opinion" else kind].append(article)
    parts = [
        _part(event, kind, articles, None if number else len(rows))
        for number, (kind, articles) in enumerate(groups.items())
    ]
    signs = rows.filter(pl.col("article_id").is_in(list(event.kinds)))
    told = {
        f"{event.outlets[row['outlet']]}: {_SIGNS.get(row['sign'], row['sign'])}"
        for row in signs.iter_rows(named=True)
        if row["text_kind"] != "news"
    }
    evidence = {
        row["outlet"]: (
            1.0,
            row["text_kind"],
            row["evidence"] or [_first(event, row["article_id"])],
        )
        for row in signs.iter_rows(named=True)
    }
    early = all(kind == text_kinds.EARLY for kind in groups)
    rest = number_of(len(plain), "other text")
    silent = f" No such sign was found in {rest}: that does not make news reports of them."
    why = f"{'; '.join(sorted(told))}." if told else "By the dates that are stated."
    return [
        Finding(
            kind=KIND,
            basis=CENSUS,
            stands=True,
            sentence=begun(listed(parts)),
            number=f"{len(event.kinds)} of {number_of(len(rows), 'text')}",
            why=why + silent,
            strength=1,
            weight=0.7 if not early else 0.6,
            topic="texts",
            n=len(rows),
            about=next(iter(evidence)),
            bars=event.bars(evidence, *evidence),
        )
    ]


_LIKE = "like opinion"  # no label says so, but its own voice does
_ONE = {
    _LIKE: "reads like opinion",
    "opinion": "is opinion",
    "interview": "is an interview or transcript",
    "live blog": "is a live blog",
    "analysis": "is an analysis",
    "fact check": "is a fact check",
    text_kinds.ROUND_UP: "is a round-up of several stories",
    text_kinds.EARLY: "was filed before the event",
}
_MANY = {
    _LIKE: "read like opinion",
    "opinion": "are opinion",
    "interview": "are interviews or transcripts",
    "live blog": "are live blogs",
    "analysis": "are analyses",
    "fact check": "are fact checks",
    text_kinds.ROUND_UP: "are round-ups of several stories",
    text_kinds.EARLY: "were filed before the event",
}


def _part(event: Event, kind: str, articles: list[str], whole: int | None) -> str:
    """``at least one of six texts is opinion (The Hill)``; of how many is told once."""
    names = dict.fromkeys(event.outlets[event.owners[article]] for article in articles)
    of = f" of {count(whole)} texts" if whole else ""
    told = _ONE[kind] if len(articles) == 1 else _MANY[kind]
    least = "at least " if whole and kind != text_kinds.EARLY else ""
    return f"{least}{count(len(articles))}{of} {told} ({listed(names)})"


def _first(event: Event, article: str) -> str:
    sentences = event.corpus.sentences.filter(article_id=article)
    start, end = sentences.select("start", "end").row(0)
    return f"{article}:{start}-{end}"
