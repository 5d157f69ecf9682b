"""What kind of texts are compared: opinion among news, a piece from before the event."""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, absent, number_of
from analysis.findings.phrases import count
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
}


def texts(event: Event) -> list[Finding]:
    """Texts that are no news reports, or were filed early, with the sign that shows it.

    What only reads like opinion, by its words, is in the table of text kinds, and told nowhere.
    """
    found = _kinds(event)
    if len(event.outlets) < 2 or not found:
        why = "No text is known to be anything but a news report."
        return [absent(KIND, "Kinds of text", why)]
    return found


def _kinds(event: Event) -> list[Finding]:
    """One sentence on all texts that are no plain news, if others are."""
    rows, kinds = event.corpus.text_kinds, event.sure_kinds
    plain = rows.filter(~pl.col("article_id").is_in(list(kinds)))
    if not kinds or not len(plain):
        return []
    groups: dict[str, list[str]] = defaultdict(list)
    for article, kind in kinds.items():
        groups[kind].append(article)
    parts = [_part(event, kind, articles) for kind, articles in groups.items()]
    named = {event.owners[article] for article in kinds}
    beside = [event.outlets[o] for o in event.of_opinion if o not in named]
    added = f"; from outlets of opinion: {listed(beside)}" if beside else ""
    signs = rows.filter(pl.col("article_id").is_in(list(kinds)))
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
            sentence=f"Known to be no plain news: {listed(parts)}{added}; "
            "of the rest it is not known",
            number=f"at least {len(kinds)} of {number_of(len(rows), 'text')}",
            why=why + silent,
            strength=1,
            weight=0.6 if early else 0.7,
            topic="texts",
            n=len(rows),
            about=next(iter(evidence)),
            bars=event.examples(evidence),
        )
    ]


_TOLD = {
    "column": "column or guest’s text",
    "interview": "interview or transcript",
    "transcript": "interview or transcript",
}


def _part(event: Event, kind: str, articles: list[str]) -> str:
    """Whose texts are of a kind: "The Hill and one of two texts by Vox (opinion)"."""
    every = Counter(event.owners.values())
    of_kind = Counter(event.owners[article] for article in articles)
    names = [
        event.outlets[outlet]
        if n == every[outlet]
        else f"{count(n)} of {count(every[outlet])} texts by {event.outlets[outlet]}"
        for outlet, n in of_kind.items()
    ]
    return f"{listed(names)} ({_TOLD.get(kind, kind)})"


def _first(event: Event, article: str) -> str:
    sentences = event.corpus.sentences.filter(article_id=article)
    start, end = sentences.select("start", "end").row(0)
    return f"{article}:{start}-{end}"
