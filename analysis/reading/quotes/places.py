"""A quotation where it stands, and what a rule decides about it: what all rules share."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from analysis.reading.quotes import phrases
from analysis.reading.quotes.marks import Quoted
from analysis.reading.quotes.masking import Article, Cue, Span


class Attribution(NamedTuple):
    """What one rule decided about one quotation."""

    cue: Span | None
    source: Span | None
    rule: str


class Decided(NamedTuple):
    """One quotation with its attribution and form; ``part_of`` indexes the one it continues."""

    q: Quoted
    found: Attribution
    form: str
    part_of: int | None


class Place(NamedTuple):
    """One quotation where it stands: all that a rule may look at.

    ``low`` and ``high`` bound the stretch of its sentence between the
    quotations before and after it; ``earlier`` holds the decisions so far.
    """

    article: Article
    q: Quoted
    sentence: Span
    low: int
    high: int
    earlier: list[Decided]


def credit(cue: Cue, source: Span | None, rule: str) -> Attribution | None:
    """An attribution, if the cue has a source."""
    return Attribution(Span(cue.start, cue.end), source, rule) if source else None


def sentence_before(place: Place, rule: str) -> Attribution | None:
    """Credit the speaker, or else the subject, of the sentence before the quotation's own."""
    article = place.article
    index = bisect_right(article.sentences, place.sentence.start - 1, key=_start) - 1
    if index < 0:
        return None
    span = article.sentences[index]
    last = place.earlier[-1] if place.earlier else None
    if last and last.q.outer_end > span.start and last.found.source:
        return Attribution(None, last.found.source, rule)
    for cue in article.cues_between(span.start, span.end):
        if cue.shape in ("finite", "participle", "phrase"):
            source = phrases.subject_of(article, cue, span.start, span.end)
            if source:
                return Attribution(None, source, rule)
            break
    source = phrases.sentence_subject(article.masked, span.start, span.end)
    return Attribution(None, source, rule) if source else None


def _start(span: Span) -> int:
    return span.start
