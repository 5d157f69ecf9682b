"""Bodies and people that only their place shows: what stands where a verb's subject must stand.

Made for languages whose nouns have capitals (German): „Die Universität erklärte: …“, „…“, so die
Gewerkschaft. Such a phrase is the quotation's source in words; who that is stays unknown.
"""

from __future__ import annotations

import re

from analysis.reading.quotes.general.cues import IMPERSONAL, Cue
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.general.texts import ENDED, INSIDE, Word

_WRITTEN = frozenset(("in", "im", "aus", "auf", "von", "vom"))
_AT = frozenset(("bei", "beim"))  # where it is said, after the verb only: "hieß es bei der Polizei"
# "Anfang des Jahres", "Dienstag": when, and nobody.
_TIMES = tuple(
    "tag tage woche wochen mittwoch jahr jahre jahres monat anfang ende mitte morgen abend".split()  # noqa: SIM905
)
_SEVERAL = frozenset(("einige", "viele", "manche", "andere", "alle", "mehrere", "beide"))
_NAME = 40  # letters of a medium's name in marks
_LONGEST = 6  # words of one phrase, determiner and adjectives included
_REACH = 12  # words between a verb and its subject
_STOP = re.compile(rf"[;:!?()—–{INSIDE}{ENDED}]|,(?! (?:der|die|das) )")
# Nouns in these endings are feminine: "der Zeitung" after a verb is whom it tells, not who tells.
_FEMININE = re.compile(r"(?:ung|heit|keit|schaft|tät|ion|agentur|presse|in)$")


def reads_nouns(text: Text) -> bool:
    """Whether a capital within a sentence shows a noun."""
    return text.grammar.nominative != frozenset()


def subject(text: Text, number: int, cue: Cue, end: int) -> Phrase | None:
    """The subject of a reporting verb, as a phrase of nouns; None where no place is sure."""
    if not reads_nouns(text):
        return None
    if cue.verb is None:
        return _named_by(text, number, cue)
    if cue.verb.lemma in IMPERSONAL:
        return _written_in(text, number, cue)
    found = _before(text, number, cue) or _after(text, number, cue, cue.last, end)
    return found if found and _may_be(text, number, found, cue) else None


def opening(text: Text, number: int) -> Phrase | None:
    """The phrase of nouns that opens a sentence."""
    return phrase(text, number, 0) if reads_nouns(text) else None


def _written_in(text: Text, number: int, cue: Cue) -> Phrase | None:
    """``heißt es in der Mitteilung``, ``aus Paris hieß es``: where it stands, the nearest one."""
    words = text.words(number)
    places = [*range(cue.last, min(len(words), cue.last + 4)), *range(cue.first - 1, -1, -1)]
    for n in places:
        if n >= cue.last and "," in text.masked[cue.end : words[n].start]:
            continue
        leads = words[n].low in _WRITTEN or (n >= cue.last and words[n].low in _AT)
        if leads and (found := phrase(text, number, n + 1, any_case=True)):
            return found
    return None


def is_body(text: Text, number: int, phrase: Phrase) -> bool:
    """Whether a phrase of nouns is several or a body, by article and ending: nobody with a name."""
    words = text.words(number)
    first, last = words[phrase.first].low, words[phrase.last - 1].low
    surface = text.text[words[phrase.last - 1].start : words[phrase.last - 1].end]
    if last in text.grammar.bodies or (surface.isupper() and not text.grammar.nominative):
        return True
    if last.endswith(("in", "er", "e")) and first not in ("das", "dieses"):
        return False
    several = phrase.plural or first in text.grammar.indefinite - {"ein", "eine", "einem", "einer"}
    return first in ("das", "dieses") or several or bool(_FEMININE.search(last))


def leading(text: Text, number: int, cue: Cue) -> Phrase | None:
    """The phrase of nouns that a sentence begins with, as the subject of its verb."""
    if not reads_nouns(text) or cue.verb is None or cue.verb.use != "naming":
        return None
    found = _before(text, number, cue)
    return found if found and _may_be(text, number, found, cue) else None


def _may_be(text: Text, number: int, phrase: Phrase, cue: Cue) -> bool:
    """Whether the verb's number allows a phrase: "der" and "das" are one only."""
    one = text.words(number)[phrase.first].low in ("der", "das", "ein", "dieser", "dieses")
    return not (one and cue.verb and cue.verb.number == "p")


def _named_by(text: Text, number: int, cue: Cue) -> Phrase | None:
    """``laut der Zeitung``: what follows the word of attribution, in any case."""
    if cue.side == "before":
        return _ending_at(text, number, cue.first)
    if medium := marked(text, cue):  # laut „Zeitung“
        return medium
    words = text.words(number)
    if cue.last >= len(words) or text.masked[cue.end : words[cue.last].start].strip():
        return None
    return phrase(text, number, cue.last, any_case=True)


def _after(text: Text, number: int, cue: Cue, first: int, end: int) -> Phrase | None:
    """``sagte gestern in Berlin die Partei``: the first phrase that no preposition holds."""
    words, grammar = text.words(number), text.grammar
    told = set(cue.verb.particle.split()) if cue.verb else set()  # "holds the view": not the view
    n = first
    while n < len(words) and words[n].start < end and n - first < _REACH:
        if n and _STOP.search(text.masked, words[n - 1].end, words[n].start):
            return None
        if words[n].low in grammar.prepositions:
            held = phrase(text, number, n + 1, any_case=True)
            n = held.last if held else n + 1
            continue
        found = phrase(text, number, n)
        if found and not (told & {words[found.last - 1].low}):
            return found
        skipped = phrase(text, number, n, any_case=True)  # "dem Sender": whom it is said to
        small = words[n].low in grammar.adverbs | grammar.words | grammar.pronouns.keys()
        if skipped is None and not small and n - first > 3:
            return None
        n = skipped.last if skipped else n + 1
    return None


def _before(text: Text, number: int, cue: Cue) -> Phrase | None:
    """``Die Partei hat gestern erklärt``: what stands first, right before the finite verb."""
    words, grammar = text.words(number), text.grammar
    finite = cue.first
    if cue.verb and cue.verb.shape == "participle":
        helpers = [n for n in range(cue.first) if words[n].low in grammar.auxiliaries]
        if not helpers:
            return None
        finite = helpers[-1]
    first = _opening(text, number, finite)
    if words[first].low == "als" or (first and words[first - 1].low == "als"):
        return None  # "Als Antwort sagte": nobody
    found = phrase(text, number, first) if first < finite else None
    found = found if found and _whole_clause(text, number, found, finite) else None
    if found is None and finite != cue.first:  # "Am Dienstag hat die Partei erklärt"
        return _after(text, number, cue, finite + 1, cue.start)
    return found


def _whole_clause(text: Text, number: int, phrase: Phrase, verb: int) -> bool:
    """Whether no clause begins between a subject and its verb; one may stand between commas."""
    words = text.words(number)
    between = text.masked[words[phrase.last - 1].end : words[verb].start].rstrip()
    return "," not in between or (between.endswith(",") and between.count(",") > 1)


def _opening(text: Text, number: int, verb: int) -> int:
    """Where the clause of a verb begins: at its sentence, a stop, or a word that opens clauses."""
    words = text.words(number)
    for n in range(verb - 1, -1, -1):
        if n and _BREAKS.search(text.masked, words[n - 1].end, words[n].start):
            return n + (words[n].low in _OPENERS)
        if words[n].low in _OPENERS and (n == 0 or text.masked[words[n].start - 2] == ","):
            return n + 1
    return 0


_OPENERS = frozenset(("wie", "als", "nachdem", "denn", "doch", "und", "aber", "während"))
_BREAKS = re.compile(rf"[;:{ENDED}]|{INSIDE}\s*,?\s")


def phrase(text: Text, number: int, first: int, *, any_case: bool = False) -> Phrase | None:
    """A noun with what belongs to it, from one word on: [determiner] [adjectives] Nouns."""
    words, grammar = text.words(number), text.grammar
    if first >= len(words):
        return None
    low = words[first].low
    after = words[first + 1].low if first + 1 < len(words) else ""
    if low in _SEVERAL and after in grammar.verbs.keys() | grammar.auxiliaries:
        return Phrase(first, first + 1, "noun", None, "", True, False, False)
    if led := _particled(text, words, first):
        return Phrase(first, led, "noun", None, "", False, False, True)
    articles = grammar.definite | grammar.indefinite
    determined = low in grammar.nominative or (any_case and low in articles)
    if not determined and low in articles:
        return None
    n = first + determined
    if not determined and not text.words(number)[first].capital and _adjective(text, low):
        n += 1  # "nannten deutsche Medien"
    if determined and text.masked[words[first].end : words[first].end + 2] == f" {INSIDE}":
        return Phrase(first, n, "noun", None, "", False, False, True)  # die „Zeitung“
    while n < len(words) and n - first < _LONGEST and not _noun(text, words, n):
        if not determined or not _adjective(text, words[n].low) or not _joined(text, words, n):
            return None
        n += 1
    if n >= len(words) or not _noun(text, words, n):
        return None
    if n > first and not _joined(text, words, n):
        return None
    last = n + 1
    while last < len(words) and _noun(text, words, last) and _joined(text, words, last):
        last += 1
    if low == "der" and not any_case and last - n == 1 and _FEMININE.search(words[n].low):
        return None
    plural = low == "die" and words[n].low.endswith(("en", "er", "eute"))
    return Phrase(first, last, "noun", None, "", plural, False, low not in grammar.indefinite)


def marked(text: Text, cue: Cue) -> Phrase | None:
    """``schrieb „Die Zeit“``: a medium whose name in marks follows its verb."""
    name = next((s.outer for s in text.speech if s.outer.start == cue.end + 1), None)
    if not reads_nouns(text) or name is None or name.end - name.start > _NAME:
        return None
    words = text.text[name.start + 1 : name.end - 1].split()
    if not words[0][:1].isupper() or words[-1][-1:] in ".!?,":
        return None
    return Phrase(cue.first, cue.last, "noun", None, "", False, False, True)


def _particled(text: Text, words: list[Word], first: int) -> int:
    """``Von der Leyen``, at a sentence's beginning: where a name with its particles ends."""
    n = first
    while n < len(words) and words[n].low in text.grammar.particles:
        n += 1
    opens = first == 0 and n > first and words[first].low in ("von", "van", "de")
    named = n + 1 < len(words) and words[n].capital and words[n + 1].low in text.grammar.verbs
    return n + 1 if opens and named else 0


def _ending_at(text: Text, number: int, last: int) -> Phrase | None:
    """The phrase of nouns that ends right before a word: ``dem Bericht zufolge``."""
    for first in range(max(0, last - _LONGEST), last):
        found = phrase(text, number, first, any_case=True)
        if found and found.last == last:
            return found
    return None


def _noun(text: Text, words: list[Word], n: int) -> bool:
    word = words[n]
    low = word.low
    grammar = text.grammar
    small = low in grammar.words or low in grammar.prepositions or low in grammar.months
    small = small or low in grammar.adverbs or (low in grammar.verbs and n == 0)
    inside = re.search(r"-[A-ZÄÖÜ]", text.text[word.start : word.end]) is not None
    return (word.capital or inside) and not small and not low.endswith(_TIMES)


def _adjective(text: Text, low: str) -> bool:
    grammar = text.grammar
    small = low in grammar.words or low in grammar.prepositions or low in grammar.verbs
    return not small and low.endswith(("e", "er", "en", "es", "em"))


def _joined(text: Text, words: list[Word], n: int) -> bool:
    between = text.masked[words[n - 1].end : words[n].start]
    return not between.strip(" -.0123456789")
