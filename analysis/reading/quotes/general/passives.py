"""Speech whose sentence is in the passive: „…“, wird Kim zitiert; von Kim als „…“ bezeichnet.

For languages whose grammar lists the auxiliaries of its passive (German).
"""

from __future__ import annotations

import re

from analysis.reading.quotes.general import nouns
from analysis.reading.quotes.general.cues import Cue, Said
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.masking import Span

_QUOTED = ("zitieren", "anführen")  # verbs whose subject in the passive is who speaks
_NEAR = 3  # words between speech and a participle that names


def attribute(text: Text, outer: Span) -> Said | None:
    """How a passive sentence attributes one quotation; None where it does not."""
    if not text.grammar.passive:
        return None
    number = text.sentence_at(max(outer.start, outer.end - 1))
    return _quoted(text, number, outer) or _named(text, number, outer)


def _quoted(text: Text, number: int, outer: Span) -> Said | None:
    """``“…”, wird Kim zitiert``, ``“…”, wie Kim zitiert wird``."""
    words, grammar = text.words(number), text.grammar
    after = [n for n, word in enumerate(words) if word.start >= outer.end]
    helped = [n for n in after if words[n].low in grammar.passive]
    told = [n for n in after if (v := grammar.verbs.get(words[n].low)) and v.lemma in _QUOTED]
    if not told or not helped:
        return None
    opens = words[after[0]].low
    if after[0] != helped[0] and opens != "wie":
        return None
    cue = _cue(text, number, told[0])
    subject = _first(text, number, after[0] + 1, told[0])
    return Said(cue, subject, number, "passive") if subject else None


def _named(text: Text, number: int, outer: Span) -> Said | None:
    """``wird von Kim als “…” bezeichnet``."""
    words, grammar = text.words(number), text.grammar
    after = [n for n, word in enumerate(words) if word.start >= outer.end][:_NEAR]
    naming = [n for n in after if (v := grammar.verbs.get(words[n].low)) and v.use == "naming"]
    if not naming or not any(word.low in grammar.passive for word in words):
        return None
    for n in range(after[0] - 1, -1, -1):
        if words[n].low in ("von", "vom"):
            found = _first(text, number, n + 1, n + 2)
            return Said(_cue(text, number, naming[0]), found, number, "passive") if found else None
    return None


def relayed(text: Text, number: int, cue: Cue, outer: Span) -> Phrase | None:
    """``The paper quoted Kim with the words: “…”``: whom a medium quotes."""
    words = text.grammar.in_words
    if cue.verb is None or cue.verb.lemma not in _QUOTED or not words:
        return None
    if not re.search(rf"\b{words}:\s*$", text.masked[cue.end : outer.start]):
        return None
    return _first(text, number, cue.last, cue.last + 1)


def quoted_by(text: Text, number: int, cue: Cue) -> Phrase | None:
    """``“…”, quotes the paper Kim``: whom a medium, named first, quotes."""
    if cue.verb is None or cue.verb.lemma not in _QUOTED or cue.verb.shape != "finite":
        return None
    after = [p for p in text.phrases(number) if p.first > cue.last and not p.governed]
    return after[0] if after and after[0].kind in ("name", "description") else None


def _first(text: Text, number: int, low: int, high: int) -> Phrase | None:
    """Who is named from one word on: a person, else a phrase of nouns."""
    inside = [p for p in text.phrases(number) if low <= p.first < high]
    inside = [p for p in inside if p.first == low or not p.governed]
    return inside[0] if inside else nouns.phrase(text, number, low, any_case=True)


def _cue(text: Text, number: int, n: int) -> Cue:
    word = text.words(number)[n]
    return Cue(word.start, word.end, n, n + 1, text.grammar.verbs[word.low], "")
