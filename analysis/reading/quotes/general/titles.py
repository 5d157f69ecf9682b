"""What stands in marks and is nobody's words: titles of works, names of bodies, mottos."""

from __future__ import annotations

import re
from typing import Protocol

from analysis.languages.scripts import count_words
from analysis.reading.quotes.general.cues import Said
from analysis.reading.quotes.general.marks import Speech
from analysis.reading.quotes.general.phrases import Text

_ENDS = ".!?…。！？।؟۔,，"
_NAME = 9  # words that a title may have
_SHORT = 6  # where only its form tells it, beside a verb of speech
# What names stand in front of marks with: "der „", "zur „", "namens „".
LEADS = frozenset("der des dem den die das zur zum im am vom beim namens".split())  # noqa: SIM905
_ACRONYM = re.compile(r"[”“\"»«]? ?\((?:[A-ZÀ-Ž]{2,}|\d{4}\)|[„“\"«])")
_LED = re.compile(r"(\w[\w-]+),? $")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SMALL_IN_T = frozenset(("mit", "seit", "statt", "at", "first", "et", "out", "sixth"))


class Quote(Protocol):
    """What is read of a quotation."""

    speech: Speech
    form: str


def is_title(read: Text, quote: Quote, said: Said | None) -> bool:
    """Whether marks hold a title or a body's name, and nothing that somebody says.

    Its initials or its year follow; in German a noun or an article leads it in, or nobody is
    near who says it and it has no verb.
    """
    german, outer = bool(read.grammar.nominative), quote.speech.outer
    parts = quote.speech.parts
    words = read.text[parts[0].start : parts[-1].end].strip()
    if quote.speech.how == "dash":
        return False
    before = read.masked[max(0, outer.start - 90) : outer.start]
    if read.grammar.titled_by and _titled(before, read.grammar.titled_by):
        return True
    if not (words[:1].isupper() or words[:1].isdigit()) or words[-1:] in _ENDS:
        return False
    named = not any(word[:1].islower() for word in words.split())
    led = ":" not in before[-2:] or (named and read.masked[outer.end : outer.end + 1] != "\n")
    if said is None and german and led and _verbless(read, words, _NAME):
        return True
    if said is not None and not _may_have_title(read, said, quote, words):
        return False
    if _ACRONYM.match(read.text, outer.end):
        return quote.form == "mixed" or german
    led = re.search(r"(\w[\w-]+) $", before[-30:])
    if led is None or (quote.form == "direct" and not german):
        return False
    short = count_words(words) < (_NAME if german else _SHORT)
    return short and (led[1][0].isupper() or (german and led[1] in LEADS))


def _titled(before: str, words: frozenset[str]) -> bool:
    """``unter dem Titel „``, ``Motto: „``, ``die Überschrift auf ihrer Seite: „``."""
    named = "|".join(sorted(words, key=len, reverse=True))
    pattern = rf"(?<!\w)(?:\w+-)?(?:{named})(?:\s?:|(?: [\w-]+){{1,6}}:)?\s*$"
    return re.search(pattern, before, re.IGNORECASE) is not None


def _may_have_title(read: Text, said: Said, quote: Quote, words: str) -> bool:
    """Whether a sentence of speech may hold a title here: in German, before its reported clause."""
    cue, outer = said.cue, quote.speech.outer
    if not read.grammar.nominative or cue is None:
        return False
    if cue.verb is None:  # "so der Sprecher der Firma „X Y“"
        return cue.end <= outer.start and all(word[:1].isupper() for word in words.split())
    if said.rule == "mood":
        return False
    led = re.search(r"(\w[\w-]+) $", read.masked[max(0, outer.start - 30) : outer.start])
    noun = led is not None and led[1][0].isupper() and led[1].lower() not in read.grammar.verbs
    subject = said.subject
    ends = subject and read.words(said.sentence)[subject.last - 1].end == outer.start - 1
    if cue.verb.use == "naming" and (ends or not noun or said.rule == "passive"):
        return False  # "called Kim „X Y“"
    if cue.end > outer.start:  # "the weekly „X“ wrote", but not "said „X Y“ Kim"
        return noun and not ends and _verbless(read, words, _SHORT)
    return "," not in read.masked[cue.end : outer.start]


def _verbless(read: Text, words: str, most: int) -> bool:
    """Whether a few words have neither a comma nor what only a clause has."""
    small = [m[0] for m in _WORD.finditer(words) if m[0].islower()]
    if "," in words or count_words(words) >= most or count_words(words) < 2:
        return False
    clause = read.grammar.clause_words | read.grammar.auxiliaries
    return not any(
        word in clause or (word.endswith("t") and word not in _SMALL_IN_T) for word in small
    )
