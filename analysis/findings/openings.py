"""What each text comes to first: the sentence that it opens with, side by side."""

from __future__ import annotations

import re

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.phrases import whole
from analysis.measures import base
from analysis.measures.overlap.features import terms

KIND = "opening"
_LEAST = 7  # words of a sentence that can open a text
_PRINTED = 5  # texts that one sentence spells out
_OF_ONE = 2  # texts of one outlet that its line shows
_SHOWN = 150  # characters of each
_PLACE = re.compile(
    r"^(?:[^.!?“\"(]{0,60}\([A-Z][\w ]{1,20}\)\s*[-–—]*\s*"
    r"|[A-Z][^a-z]{2,}[^.!?“\"—–]{0,40}\s[-–—]+\s+)"
)
_ASIDE = re.compile(
    r"[#@]\w|https?:|\bcaption\b|\btoggle\b|\b(?:you|your|we'll|we’ll)\b", re.IGNORECASE
)


def openings(event: Event) -> list[Finding]:
    """The first sentence of each text, in one sentence over all outlets."""
    rows = base.sentences(
        event.corpus.articles, event.corpus.sentences, event.corpus.paragraphs
    ).sort("start")
    first: dict[str, tuple[str, str]] = {}
    for article, start, end in rows.select("article_id", "start", "end").iter_rows():
        text = event.texts[article][start:end].strip()
        if article not in first and _opens(event.texts[article], text):
            place = _PLACE.match(text)
            low = start + (place.end() if place else 0)
            first[article] = (
                event.texts[article][low:end].strip(" \n•*"),
                f"{article}:{low}-{end}",
            )
    texts = {
        article: first[article]
        for article, outlet in event.owners.items()
        if article in first and outlet not in event.rounding_up
    }
    if len({event.owners[article] for article in texts}) < 2:
        return [absent(KIND, "What the texts open with", "Nothing to compare with.")]
    return [_finding(event, texts)]


def _opens(article: str, text: str) -> bool:
    """Whether a sentence can open a text: whole, no call to the reader, no caption told twice."""
    whole_one = len(terms(text)) >= _LEAST and text[-1:] in '.”"’'
    return whole_one and not _ASIDE.search(text) and article.count(text) == 1


def _finding(event: Event, texts: dict[str, tuple[str, str]]) -> Finding:
    firsts = {event.owners[article]: article for article in reversed(texts)}
    kept = [*firsts.values(), *(article for article in texts if article not in firsts.values())]
    order = list(event.outlets)
    shown = sorted(kept[:_PRINTED], key=lambda one: order.index(event.owners[one]))
    parts = [
        f"{event.labelled(event.owners[article])} {whole(texts[article][0], _SHOWN)}"
        for article in shown
    ]
    values: dict[str, tuple[float, str, list[str]]] = {}
    for outlet in dict.fromkeys(event.owners[article] for article in texts):
        own = [texts[article] for article in texts if event.owners[article] == outlet]
        said = " ".join(whole(text) for text, _ in own[:_OF_ONE])
        more = f" and {len(own) - _OF_ONE} more" if len(own) > _OF_ONE else ""
        values[outlet] = (0.0, said + more, [passage for _, passage in own])
    rest = len(texts) - len(shown)
    some = f", {len(shown)} of {len(texts)}" if rest else ""
    more = (
        f" The openings of {number_of(rest, 'other text')} stand below, or in the passages."
        if rest
        else ""
    )
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head="What the texts open with",
        sentence=f"What the texts open with{some}: {'; '.join(parts)}",
        number=number_of(len(texts), "text"),
        why="The first whole sentence of each body that does not speak to the reader, without "
        f"place and agency.{more}",
        strength=1,
        weight=0.66,
        topic="openings",
        n=len(texts),
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(),
    )
