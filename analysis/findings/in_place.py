"""A quotation in its place: with the sentences around it, as its text prints them."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.findings import people
from analysis.findings.event import Event
from analysis.findings.own_words import Sentence, holding, numbered, takes_back
from analysis.findings.phrases import whole
from analysis.findings.understood import LONGEST, is_understood

_WIDTHS = ((1, 1), (2, 1), (1, 0), (2, 0), (0, 1), (0, 0))  # sentences before and behind it
_FURTHER = 3  # sentences behind it in which the same speaker goes on, at most,
_BETWEEN = 8  # and words in which it is told between them who speaks
_SPEAKING = re.compile(
    r"\b(?:said|says|told|added|according to|claimed|argued|insisted|warned|wrote|tweeted)\b"
)
_BY_SPEAKER = re.compile(r"\b(?:[Hh]e|[Ss]he) (?:[a-z]+ )?(?:said|told|added|claimed|wrote)\b")


def in_place(event: Event, passage: str) -> tuple[str, str] | None:
    """A quotation with the sentences around it, in marks, and the passage that they are.

    Where its text alone of its outlet's is a column, or the like, that is said ahead of it.

    What it goes on with in its paragraph stands with it, and the sentence before and the one behind
    where they fit, and one more before where that begins with "he" or "this". None where no whole
    sentence holds it, or what is around it cannot be printed.
    """
    held = _with_rest(event, _unbroken(event, passage))
    for before, behind in _WIDTHS if held else ():
        wider = _widened(event, held, before, behind)
        if wider and not _is_of_another(event, wider, held) and is_understood(event, wider):
            text, article = " ".join(one.text for one in wider), wider[0].article
            shown = f"{event.of_kind(article)}{whole(text, LONGEST + 1)}"
            return shown, f"{article}:{wider[0].start}-{wider[-1].end}"
    return None


def _unbroken(event: Event, passage: str) -> list[Sentence]:
    """The sentences that a passage stands in; none where one between them is missing."""
    held = holding(event, passage)
    return held if held and len(held) == held[-1].rank - held[0].rank + 1 else []


def _with_rest(event: Event, held: list[Sentence]) -> list[Sentence]:
    """Some sentences with those behind them in their line that begin in quotation marks, and with
    who speaks between them: "“Is it old?” Roe asked. “No.”"."""
    for _ in range(_FURTHER if held else 0):
        after = _beside(event, held[-1])
        further = after and _beside(event, after)
        if after and _is_said(event, after):
            held = [*held, after]
        elif after and further and _is_said(event, further) and len(after.text.split()) <= _BETWEEN:
            held = [*held, after, further]
        else:
            break
    return held


def _beside(event: Event, one: Sentence) -> Sentence | None:
    """The sentence behind one in its line."""
    after = event.once(numbered).get((one.article, one.rank + 1))
    text = event.texts[one.article]
    return after if after and "\n" not in text[one.end : after.start] else None


def _is_said(event: Event, one: Sentence) -> bool:
    """Whether a sentence begins in quotation marks."""
    spans = event.quoted.get(one.article, ())
    return any(start <= one.start + 1 < end for start, end in spans)


def _widened(event: Event, held: list[Sentence], before: int, after: int) -> list[Sentence]:
    """Some sentences with those around them; none where one is missing, or stands elsewhere.

    What begins in quotation marks in another paragraph may be somebody else's, and what stands
    behind in another is of something else, but where it takes back what was said.
    """
    every, article = event.once(numbered), held[0].article
    first, last = held[0].rank, held[-1].rank
    ranks = [*range(first - before, first), *range(last + 1, last + after + 1)]
    around = [every.get((article, rank)) for rank in ranks]
    found = [one for one in around if one and one.posted == held[0].posted]
    wider = [*found[:before], *held, *found[before:]] if len(found) == len(ranks) else []
    text = event.texts[article]
    for one, two in pairwise(wider):
        between = text[one.end : two.start]
        beside = one if one.rank < first else two if two.rank > last else None
        apart = "\n" in between and beside is not None
        behind = apart and beside is two and not takes_back(text, one.end)
        others = beside is not None and apart and _is_said(event, beside)
        if behind or others or re.search(r"\w", between):
            return []
    return wider


def _is_of_another(event: Event, wider: list[Sentence], held: list[Sentence]) -> bool:
    """Whether a sentence around a quotation names nobody whom the quotation's own sentences name,
    and is what somebody says, or stands ahead in another paragraph, or names another behind it."""
    pattern, text = event.once(people.a_last_name), event.texts[held[0].article]
    own = {name for one in held for name in pattern.findall(one.text)}
    for one in wider:
        names = {*pattern.findall(one.text)}
        if one in held or own & names:
            continue
        ahead = one.rank < held[0].rank
        says = _SPEAKING.search(one.text) and not _BY_SPEAKER.search(one.text)
        apart = ahead and "\n" in text[one.end : held[0].start]
        if says or apart or (names and not ahead):
            return True
    return False
