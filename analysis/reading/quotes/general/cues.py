"""Reporting verbs and words of attribution in their places; how a quotation was attributed."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.languages.grammar import Verb
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.general.texts import ENDED, INSIDE, Word

IMPERSONAL = frozenset(("heißen", "hervorgehen"))  # "it says": its subject is nobody
_LONGEST = 20  # letters of what only begins like a word of attribution


class Cue(NamedTuple):
    """A reporting verb (or a word such as "laut") in its place; ``words`` are its numbers."""

    start: int
    end: int
    first: int
    last: int
    verb: Verb | None  # None: according to
    side: str  # of "according": after or before; of a verb: ""


class Said(NamedTuple):
    """How a quotation was attributed: its cue, the phrase that speaks, and the rule.

    ``subject`` is None where the verb stands alone; ``dropped`` tells that it may.
    """

    cue: Cue | None
    subject: Phrase | None
    sentence: int
    rule: str
    dropped: bool = False


def cues(text: Text, number: int) -> list[Cue]:
    """Every reporting verb and word of attribution of one sentence, in order."""
    grammar, words = text.grammar, text.words(number)
    low, high = text.sentences[number]
    found: list[Cue] = []
    places = {word.start: n for n, word in enumerate(words)}
    for side, listed in (("after", grammar.according), ("before", grammar.according_after)):
        for phrase in listed:
            pattern = rf"(?<![\w]){re.escape(phrase)}(?!\w)"
            for match in re.finditer(pattern, text.masked[low:high], re.IGNORECASE):
                start, end = low + match.start(), low + match.end()
                unlike = text.masked[start : start + _LONGEST].lower()
                if unlike.startswith(grammar.not_according):
                    continue
                if start in places and not any(c.start <= start < c.end for c in found):
                    last = places[start] + sum(start <= w.start < end for w in words)
                    found.append(Cue(start, end, places[start], last, None, side))
    found += _reports(text, number, found)
    taken = {n for cue in found for n in range(cue.first, cue.last)}
    for n, word in enumerate(words):
        verb = grammar.verbs.get(word.low)
        if n + 1 < len(words):  # "ifade etti", "gab sich"
            verb = grammar.verbs.get(f"{word.low} {words[n + 1].low}", verb)
        if (
            verb is None
            or n in taken
            or (word.capital and word.start != low and not _opens(text, word.start))
        ):
            continue
        parted = verb.particle and not any(w.low in verb.particle.split() for w in words[n + 1 :])
        if parted and (verb.particle != "es" or not _it_says(text, words, n)):
            continue
        if verb.use == "naming" and _itself(text, words, n):
            continue  # "a group that calls itself": it names, and nobody is quoted
        helped = any(w.low in grammar.auxiliaries for w in words[max(0, n - 4) : n])
        if grammar.code in ("de", "nl"):
            helped = helped or any(w.low in grammar.auxiliaries for w in words[max(0, n - 14) : n])
            helped = helped or any(w.low in grammar.auxiliaries for w in words[n + 1 : n + 2])
        told = [w.low for w in words[n + 1 : n + 2]] == ["worden"]  # "he has been asked to go"
        if verb.shape == "participle" and (told or not helped):
            continue
        if verb.shape == "participle" and not verb.number:
            verb = _numbered(text, words, n, verb)
        found.append(Cue(word.start, word.end, n, n + 1, verb, ""))
    return sorted(found)


def _numbered(text: Text, words: list[Word], n: int, verb: Verb) -> Verb:
    """A participle with the number that its auxiliary shows, right before it or after it."""
    near = [*words[n + 1 : n + 2], *reversed(words[max(0, n - 2) : n])]
    helps = next((w.low for w in near if w.low in text.grammar.auxiliaries), "")
    return verb._replace(number="p") if helps in text.grammar.several else verb


def _it_says(text: Text, words: list[Word], n: int) -> bool:
    """``wie es in dem Brief heißt,``: "it" may stand before a verb that ends its clause."""
    ends = text.masked[words[n].end : words[n].end + 1] in (",", ".", ":")
    return ends and any(word.low == "es" for word in words[max(0, n - 8) : n])


def _itself(text: Text, words: list[Word], n: int) -> bool:
    """Whether a verb of naming names its own subject, or stands before a noun: "so-called"."""
    if n and words[n - 1].low in ("se", "si"):
        return True
    if not text.grammar.nominative:
        return False
    called = words[n].low.startswith("bezeichn") and not words[n].low.endswith("net")
    noun = text.masked[words[n].end : words[n].end + 2] == f" {INSIDE}"
    return (called and noun) or any(word.low == "sich" for word in words[n + 1 : n + 3])


def _reports(text: Text, number: int, found: list[Cue]) -> list[Cue]:
    """``nach ersten Berichten``, ``ihrer Meinung nach``: "nach" beside a report or a view."""
    words, sources = text.words(number), text.grammar.sources
    cues = []
    for n, word in enumerate(words):
        if word.low != "nach" or any(c.first <= n < c.last for c in found):
            continue
        if (
            n
            and words[n - 1].low in sources
            and not text.masked[words[n - 1].end : word.start].strip()
        ):
            cues.append(Cue(word.start, word.end, n, n + 1, None, "before"))
            continue
        near = words[n + 1 : n + 4]
        named = next((m for m, w in enumerate(near) if w.low in sources), None)
        plain = named is not None and not any(w.capital for w in near[:named])
        if plain and "," not in text.masked[word.end : near[named].start]:
            cues.append(Cue(word.start, word.end, n, n + 1, None, "after"))
    return cues


def _opens(text: Text, start: int) -> bool:
    """Whether a capital follows a mark or a dash, and so says nothing."""
    return text.masked[max(0, start - 2) : start].strip(" ")[-1:] in (INSIDE, ENDED, *"—–―-:")


def agrees(phrase: Phrase, cue: Cue) -> bool:
    """Whether number and gender of the verb allow this subject."""
    verb = cue.verb
    if verb is None:
        return True
    if verb.number == "p" and phrase.kind == "name":
        return False
    if verb.number == "s" and phrase.plural:
        return False
    return not (verb.gender and phrase.gender in ("m", "f") and phrase.gender != verb.gender)
