"""A quotation in its place: with the sentences around it, as its text prints them."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis import tables
from analysis.findings.event import Event
from analysis.findings.own_words import Sentence, by_article, is_whole, numbered, takes_back
from analysis.findings.phrases import whole

_LONGEST = 560  # characters of what is printed
_WIDTHS = ((1, 1), (2, 1), (1, 0), (2, 0), (0, 1), (0, 0))  # sentences before and behind it
_POINTS = re.compile(  # at whom or what was told of further up
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Such|Both|There|Here)\b"
)
_TIMES = ("a.m.", "p.m.")  # "at 8 p.m. CT" ends no sentence


def in_place(event: Event, passage: str) -> tuple[str, str] | None:
    """A quotation with the sentences around it, in marks, and the passage that they are.

    The one before it and the one behind it stand with it where they fit, and one more before where
    that begins with "he" or "this". None where no whole sentence holds it, or what is around it
    cannot be printed.
    """
    held = _holding(event, passage)
    for before, behind in _WIDTHS if held else ():
        wider = _widened(event, held, before, behind)
        if wider and _can_stand(event, wider):
            text = " ".join(one.text for one in wider)
            return whole(text, _LONGEST + 1), f"{wider[0].article}:{wider[0].start}-{wider[-1].end}"
    return None


def _holding(event: Event, passage: str) -> list[Sentence]:
    """The sentences that a passage stands in, one behind the other; none where one is missing."""
    article, start, end = tables.parse_passage_id(passage)
    every = event.once(by_article).get(article, [])
    held = [one for one in every if one.start < end and start < one.end]
    if not held or held[0].start > start or held[-1].end < end - 1:
        return []
    return held if len(held) == held[-1].rank - held[0].rank + 1 else []


def _widened(event: Event, held: list[Sentence], before: int, behind: int) -> list[Sentence]:
    """Some sentences with those around them; none where one is missing, or stands elsewhere."""
    every, article = event.once(numbered), held[0].article
    first, last = held[0].rank, held[-1].rank
    ranks = [*range(first - before, first), *range(last + 1, last + behind + 1)]
    around = [every.get((article, rank)) for rank in ranks]
    found = [one for one in around if one and one.posted == held[0].posted]
    wider = [*found[:before], *held, *found[before:]] if len(found) == len(ranks) else []
    text = event.texts[article]
    apart = (text[one.end : two.start] for one, two in pairwise(wider))
    return [] if any(re.search(r"\w", between) for between in apart) else wider


def _can_stand(event: Event, held: list[Sentence]) -> bool:
    """Whether some sentences can be printed: whole, telling of whom, and not taken back behind."""
    text, whole_text = " ".join(one.text for one in held), event.texts[held[0].article]
    cut = whole_text[: held[0].start].rstrip(" ").endswith(_TIMES)
    fits = len(text) <= _LONGEST and is_whole(text) and not _POINTS.match(text)
    return fits and not cut and not takes_back(whole_text, held[-1].end)
