"""Quotations inside reported clauses: one clause with its marked words, or two speakers.

What somebody is reported to have said may hold words in marks. Either they are his, and the
fragment belongs to the clause; or somebody else speaks there, and the clause is cut around
them. So no word is ever said by two, and a clause's fragments have its speaker.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from analysis.reading.quotes.complements import has_verb
from analysis.reading.quotes.masking import PLACEHOLDERS, Article, Span
from analysis.reading.quotes.places import Attribution
from analysis.reading.quotes.senses import says_words


class Quote(NamedTuple):
    """One quotation of one text: its parts, how it was attributed, and its form.

    ``clause`` is where the reported clause begins that it is a fragment of.
    """

    parts: list[Span]
    found: Attribution
    form: str
    rule: str
    clause: int | None = None


class _Marked(NamedTuple):
    """The parts of all quotations in marks, in order; none overlaps another."""

    parts: list[Span]
    starts: list[int]
    quotes: list[int]  # which quotation each part is of

    def over(self, span: Span) -> range:
        """Numbers of the parts that share a character with a span."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        first += bool(self.parts) and self.parts[first].end <= span.start
        return range(first, bisect_left(self.starts, span.end))


def nested(article: Article, marked: list[Quote], plain: list[Quote]) -> list[Quote]:
    """All quotations in order, those in marks settled with the reported clauses around them."""
    places = sorted((part, i) for i, quote in enumerate(marked) for part in quote.parts)
    spans = [part for part, _ in places]
    found = _Marked(spans, [span.start for span in spans], [i for _, i in places])
    marked, clauses, rest = list(marked), [], []
    for clause in plain:
        over = [(part, found.over(part)) for part in clause.parts]
        if any(numbers for _, numbers in over):
            inside = {found.quotes[n] for _, numbers in over for n in numbers}
            apart = {i for i in inside if _apart(article, marked[i], clause)}
            parts = []
            for part, numbers in over:
                others = [n for n in numbers if found.quotes[n] in apart or _cut(part, spans[n])]
                whose = [(spans[n], marked[found.quotes[n]]) for n in others]
                parts += _left(article, part, whose)
            if not parts:
                continue
            clause = clause._replace(parts=parts)
            for i in inside - apart:
                marked[i], *outside = _split(marked[i], clause)
                rest += outside
        clauses.append(clause)
    return sorted([*marked, *rest, *clauses], key=lambda quote: quote.parts[0].start)


def _cut(part: Span, span: Span) -> bool:
    """Whether words in marks stand across an end of a clause's part."""
    return span.start < part.start or part.end < span.end


def _apart(article: Article, quote: Quote, clause: Quote) -> bool:
    """Whether somebody else than the clause's speaker surely says words in marks inside it.

    "… Bolton, who said they had “no doubt”", "denied what Bolton called “a fable”": he;
    "… that doctors keep an “important role”": not.
    """
    cue, source = quote.found.cue, quote.found.source
    if quote.form not in ("direct", "mixed") or not cue or not source:
        return False
    if cue == clause.found.cue or source == clause.found.source:
        return False
    name = article.text[slice(*source)].lower()
    within = any(part.start <= cue.start < part.end for part in clause.parts)
    if within and clause.found.rule == "according":
        # "which they have called “…,” according to the Courier": they, whom it passes on
        return 0 <= quote.parts[0].start - cue.end < _BESIDE
    if within and article.masked[: source.start].endswith(" what "):
        return cue.start > source.start and name not in _PRONOUNS
    listed = article.cues_between(cue.start, cue.start + 1)  # a verb that no list has is none
    return within and name not in _PRONOUNS and any(map(says_words, listed))


_BESIDE = 24  # characters between a verb and the marks
_PRONOUNS = frozenset("he she they it i we you that which".split())  # noqa: SIM905


def _split(quote: Quote, clause: Quote) -> list[Quote]:
    """A quotation's parts in a clause, as its fragment with its speaker, and the other parts."""
    within = [
        any(part.start <= own.start and own.end <= part.end for part in clause.parts)
        for own in quote.parts
    ]
    if not any(within):
        return [quote]
    mine = [part for part, own in zip(quote.parts, within, strict=True) if own]
    rest = [part for part, own in zip(quote.parts, within, strict=True) if not own]
    own = quote._replace(parts=mine, clause=clause.parts[0].start)
    if quote.form in ("direct", "mixed") and quote.found[:2] != clause.found[:2]:
        rule = quote.rule if quote.found.cue == clause.found.cue else f"{clause.rule}+fragment"
        own = own._replace(found=clause.found, rule=rule)
    return [own, quote._replace(parts=rest)] if rest else [own]


_LEAST = 3  # words of what is left of a clause beside somebody else's
_EDGES = f" \t\n\r\xa0,;:—–-…{PLACEHOLDERS}"


def _left(article: Article, part: Span, others: list[tuple[Span, Quote]]) -> list[Span]:
    """What is left of a part of a clause without others' words, and who says them."""
    masked, left, low = article.masked, [], part.start
    for span, quote in others:
        credit = [at for at in (quote.found.source, quote.found.cue) if at]
        before = [at.start for at in credit if low <= at.start < span.start]
        high = max(low, span.start)
        if before and (comma := _comma_before(masked, low, min(before))) is not None:
            high = comma  # "whether he would come, the mayor said: “…”"
        left.append(Span(low, high))
        low = max([span.end, *(at.end for at in credit if span.end <= at.start < part.end)])
    if not others:
        return [part]
    rest = Span(low, max(low, part.end))
    if low == part.start or has_verb(masked, *rest, whole=True):  # "against the attack" is none
        left.append(rest)
    trimmed = (_trimmed(masked, span) for span in left)
    return [span for span in trimmed if masked.count(" ", *span) >= _LEAST - 1]


def _comma_before(masked: str, low: int, place: int) -> int | None:
    """Where a clause ends before who says the next one; its start where nothing comes before."""
    before = masked[low:place].rstrip()
    if before in ("", "that", "what", "that what"):
        return low
    return low + len(before) - 1 if before.endswith(",") else None


def _trimmed(masked: str, span: Span) -> Span:
    """A span without marks, stops and spaces at its ends."""
    low, high = span
    while low < high and masked[low] in _EDGES:
        low += 1
    while high > low and masked[high - 1] in _EDGES:
        high -= 1
    return Span(low, high)
