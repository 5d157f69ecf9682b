"""Speech that goes on with nobody beside it: with who spoke before, or in the mood of reports.

A quotation that is a sentence by itself goes on with its neighbour; a fragment in a sentence of
indirect speech („Die Lage sei „ernst““) is of the one whom the sentence before reports.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Protocol

from analysis.reading.quotes.general.attribution import unquoted
from analysis.reading.quotes.general.cues import Said
from analysis.reading.quotes.general.marks import Speech
from analysis.reading.quotes.general.phrases import Text
from analysis.reading.quotes.general.texts import INSIDE
from analysis.reading.quotes.masking import Span
from analysis.reading.quotes.speakers import Speaker

_BACK = 4  # sentences of indirect speech after which nobody is sure to be reported any more
_REPEATED = 2  # words of a headline's quotation that tell where else it stands
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+")


class Quote(Protocol):
    """What is read and filled in of a quotation."""

    speech: Speech
    form: str
    said: Said | None
    source: Span | None
    speaker: Speaker
    rule: str


def link(text: str, quotes: list, read: Text) -> None:
    """``“a” or “b”``: a short fragment is of the one whose words "or" links it with."""
    pairs = list(pairwise(quotes))
    for first, second in [*pairs, *reversed(pairs)]:
        between = text[first.speech.outer.end : second.speech.outer.start]
        if between.strip() not in read.grammar.linking:
            continue
        for one, other in ((first, second), (second, first)):
            if one.form == "mixed" and other.form == "scare" and one.said:
                other.form, other.said, other.source = "mixed", one.said, one.source
                other.speaker, other.rule = one.speaker, one.rule


def carry(text: str, quotes: list, read: Text) -> None:
    """A quotation with nothing beside it goes on with who speaks before it, or right after it."""
    spoken = [quote for quote in quotes if quote.form not in ("scare", "title")]
    for before, quote in zip([None, *spoken], spoken, strict=False):
        if quote.said is not None or before is None or not _whole(text, quote, read):
            continue
        if _follows(read, before, quote) and (before.speaker.actor or before.source):
            _go_on(quote, before)
    for quote, after in zip(reversed(spoken), [None, *reversed(spoken)], strict=False):
        if after is None or quote.said is not None or quote.speaker.actor:
            continue
        between = text[quote.speech.outer.end : after.speech.outer.start]
        together = not between.strip() and between.count("\n") <= 1
        known = after.rule in ("tag", "carried") and after.speaker.actor
        if together and known and _whole(text, quote, read):
            _go_on(quote, after)


def _go_on(quote: Quote, other: Quote) -> None:
    speaker = other.speaker
    if speaker.actor:
        sure = "resolved" if speaker.sure == "named" else speaker.sure
        quote.speaker = speaker._replace(sure=sure, reason="goes on")
    quote.source, quote.rule = other.source, "carried"


def _whole(text: str, quote: Quote, read: Text) -> bool:
    """Whether a quotation is a sentence, or several, by itself."""
    outer = quote.speech.outer
    first = read.sentences[read.sentence_at(outer.start)]
    last = read.sentences[read.sentence_at(max(outer.start, outer.end - 1))]
    around = text[first.start : outer.start] + text[outer.end : max(outer.end, last.end)]
    return not _WORD.search(around)


def _follows(read: Text, before: Quote, quote: Quote) -> bool:
    """Whether no sentence stands between two quotations but that of the first one's verb."""
    end = max(before.speech.outer.start, before.speech.outer.end - 1)
    return read.sentence_at(quote.speech.outer.start) - read.sentence_at(end) <= 1


def echo(text: str, quotes: list) -> None:
    """A headline's quotation is by whom the text quotes with the same words."""
    end = text.find("\n")
    for quote in quotes:
        if quote.speech.outer.start > max(end, 0) or quote.speaker.actor or quote.said:
            continue
        wanted = _folded(text, quote)
        if len(wanted) < _REPEATED or quote.form in ("scare", "title"):
            continue
        same = [q for q in quotes if q is not quote and wanted <= _folded(text, q)]
        said = {q.speaker.actor for q in same if q.speaker.sure in ("named", "resolved")}
        if len(said) == 1 and (actor := said.pop()):
            quote.speaker = Speaker(actor, "resolved", "repeated")
            quote.rule = "repeated"


def _folded(text: str, quote: Quote) -> set[str]:
    said = " ".join(text[a:b] for a, b in quote.speech.parts)
    return {word.casefold() for word in _WORD.findall(said)}


def introduced(read: Text, quote: Quote) -> Said | None:
    """``Kim condemned the plan. “…”``: a sentence of speech right before, by somebody known."""
    number = read.sentence_at(quote.speech.outer.start)
    if quote.form != "direct" or not number:
        return None
    before = read.sentences[number - 1]
    if "\n" in read.masked[before.start : quote.speech.outer.start]:
        return None
    if not _whole(read.text, quote, read) or INSIDE in read.masked[before.start : before.end]:
        return None
    said = unquoted(read, number - 1)
    known = said and said.subject and said.subject.kind in ("name", "description", "noun")
    return said._replace(rule="introduced") if said and known else None


# --- the mood of reports ------------------------------------------------------------------------


def reported(read: Text, outer: Span, before: list[tuple[int, Said]]) -> Said | None:
    """Whom a sentence of indirect speech goes on with: the last one reported in its paragraph.

    ``before`` lists the attributions found so far, each with its sentence.
    """
    number = read.sentence_at(outer.start)
    if not in_mood(read, number) and not (
        number and _goes_on(read, number, {sentence for sentence, _ in before})
    ):
        return None
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        if "\n" in read.masked[read.sentences[back].start : read.sentences[number].start]:
            return None
        here = [said for sentence, said in before if sentence == back]
        said = here[-1] if here else unquoted(read, back)
        if said is not None and said.subject is not None:
            return said._replace(rule="mood")
        if not in_mood(read, back):
            return None
    return None


def in_mood(read: Text, number: int) -> bool:
    """Whether a verb of a sentence is in the mood of indirect speech."""
    low = [word.low for word in read.words(number) if not word.capital]
    return "ich" not in low and not read.grammar.reporting_mood.isdisjoint(low)


def _goes_on(read: Text, number: int, said: set[int]) -> bool:
    """Whether "hätten" or "würden" follow a sentence of indirect speech: they may be of it, too."""
    low = {word.low for word in read.words(number)}
    if not low & read.grammar.reporting_mood_too or "ich" in low:
        return False
    return in_mood(read, number - 1) or number - 1 in said
