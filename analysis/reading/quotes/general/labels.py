"""Whom a colon brings in without a verb of speech: ``Kim: “…”``, ``The captain was sad: “…”``."""

from __future__ import annotations

import re

from analysis.reading.quotes.general import nouns
from analysis.reading.quotes.general.cues import Said
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.general.subjects import apposed
from analysis.reading.quotes.masking import Span

_SENTENCE = 4  # spaces in a quotation that is a sentence


def labelled(text: Text, number: int, outer: Span) -> Said | None:
    """``Kim: “…”``: a name and nothing else, or the only one that a sentence with a colon is on."""
    low, words = text.sentences[number].start, text.words(number)
    phrases = [p for p in text.phrases(number) if words[p.first].start < outer.start]
    names = [p for p in phrases if p.kind == "name"]
    if text.grammar.in_words and re.search(
        rf"\b{text.grammar.in_words}(?: \w+)?:\s*$", text.masked[low : outer.start]
    ):
        free = [p for p in phrases if not p.governed]
        opens = free[0] if free else nouns.opening(text, number)
        return Said(None, opens, number, "colon") if opens else None
    named = _opened(text, number, phrases)
    told = text.text[outer.start : outer.end].count(" ") >= _SENTENCE
    if named and told:
        return Said(None, named, number, "colon")
    led = 2 if words and words[0].low in text.grammar.definite else 0  # "Le maire Kim …: « … »"
    begins = bool(phrases) and phrases[0].first <= led and not phrases[0].governed
    opens = phrases[0] if begins else None
    if told and opens and opens.kind in ("name", "description"):
        return Said(None, opens, number, "colon")
    if not names:
        full = told and opens is not None and opens.kind == "description"
        return Said(None, opens, number, "colon") if full else None
    first = names[0]
    if _authored(text, number, phrases, outer):
        return Said(None, first, number, "label")
    whole = text.masked[low : words[first.first].start].strip() == "" and (
        text.masked[words[first.last - 1].end : outer.start].strip(" \xa0:：") == ""
    )
    if whole:
        return Said(None, first, number, "label")
    alone = len({p.who for p in names}) == 1 and not any(p.kind == "description" for p in phrases)
    if alone and not first.governed and first.first <= 1:
        return Said(None, first, number, "colon")
    return None


def _opened(text: Text, number: int, phrases: list[Phrase]) -> Phrase | None:
    """``The captain Kim spoke after the match: “…”``: the only one that a sentence is about."""
    free = [p for p in phrases if not p.governed]
    if not free or free[0].first > 1 or free[0].kind != "description":
        return None
    named = apposed(text, number, free[0])
    others = [p for p in free[1:] if p.kind != "other" and p is not named]
    return named if named and not others else None


def _authored(text: Text, number: int, phrases: list[Phrase], outer: Span) -> bool:
    """``Statement by Kim: “…”``: nothing but a noun, its preposition and one name."""
    words, grammar = text.words(number), text.grammar
    if len(phrases) != 1 or phrases[0].first not in (2, 3) or not grammar.authored:
        return False
    name = phrases[0]
    led = words[name.first - 1].low in grammar.authored and words[name.first - 2].low.isalpha()
    ends = text.masked[words[name.last - 1].end : outer.start].strip(" \xa0:：")
    article = name.first == 2 or words[0].low in grammar.definite | grammar.indefinite
    return led and not ends and article and words[name.first - 2].low not in grammar.words
