"""Who in a sentence is the subject of a reporting verb: after it, before it, or before "who"."""

from __future__ import annotations

import re
from functools import cache

from analysis import languages
from analysis.reading.quotes.general.cues import IMPERSONAL, Cue, agrees
from analysis.reading.quotes.general.naming import one_gender
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.general.texts import ENDED, INSIDE

GAP = 3  # adverbs and auxiliaries between a verb and its subject
_AFTER = 12  # words in which the subject follows the verb
_BREAK = re.compile(rf"[;:!?()—–―{INSIDE}{ENDED}]")
_CLAUSE = re.compile(rf"[;:!?{ENDED}]|(?<={INSIDE})(?!{INSIDE})")


def following(text: Text, number: int, cue: Cue, end: int) -> tuple[Phrase | None, bool]:
    """The subject after its verb; and whether somebody or something else stands there."""
    words, phrases = text.words(number), text.phrases(number)
    if cue.verb and cue.verb.lemma in IMPERSONAL:
        return None, True
    stop = stop_at(text, cue.end, end)
    opened = [w.start for w in words[cue.last :] if w.low in text.grammar.that]
    stop = min([stop, *opened])
    comma = text.masked.find(",", cue.end, stop)
    held = False
    for phrase in phrases:
        if phrase.first < cue.last or words[phrase.first].start >= stop:
            continue
        if phrase.first - cue.last > _AFTER:
            break
        if 0 <= comma < words[phrase.first].start:
            break
        bare = phrase.kind == "name" and phrase.first - cue.last <= 0 and _unlisted(text, phrase)
        if phrase.governed and not bare:
            held = held or phrase.kind == "name"
            continue
        if not agrees(phrase, cue):
            return None, True
        if phrase.kind == "description":
            return apposed(text, number, phrase) or phrase, False
        if phrase.kind == "name" and phrase.who not in text.people and is_medium(phrase.who):
            continue
        if phrase.kind == "name" and _unknown_between(text, number, cue, phrase):
            return None, True
        return phrase, False
    return None, _unknown_noun(text, number, cue, stop if comma < 0 else min(stop, comma)) or (
        held and not text.grammar.dropped
    )


def _unknown_between(text: Text, number: int, cue: Cue, phrase: Phrase) -> bool:
    """Whether a noun that the lists do not know stands before the name: it may be the subject."""
    grammar, words = text.grammar, text.words(number)
    for n in range(cue.last, phrase.first):
        low = words[n].low
        if low in grammar.prepositions:
            return False
        if (low in grammar.definite or low in grammar.indefinite) and phrase.first - n > 4:
            return True
    return False


def _unknown_noun(text: Text, number: int, cue: Cue, stop: int) -> bool:
    """Whether a determiner without a preposition follows: a subject that is not understood."""
    grammar, words = text.grammar, text.words(number)
    for n in range(cue.last, len(words)):
        if words[n].start >= stop or n - cue.last > GAP + 1:
            return False
        if words[n].low in grammar.prepositions:
            return False
        if words[n].low in grammar.definite or words[n].low in grammar.indefinite:
            return True
        if words[n].capital:
            return True
        if not (grammar.definite or words[n].low in grammar.words | grammar.adverbs):
            return True
    return False


def apposed(text: Text, number: int, phrase: Phrase) -> Phrase | None:
    """``the president of the club, Nora Quill``: the name after a description."""
    words = text.words(number)
    for other in text.phrases(number):
        if other.first < phrase.last or other.kind != "name" or other.first - phrase.last > 8:
            continue
        between = text.masked[words[phrase.last - 1].end : words[other.first].start]
        inner = words[phrase.last : other.first]
        if any(w.low in text.grammar.verbs for w in inner):
            return None  # "said the president, as Reuters reported"
        bare = inner and inner[-1].low in text.grammar.prepositions | text.grammar.definite
        full = len(other.who.split("_")) > 1 or other.last - other.first > 1 if other.who else False
        if not re.search(r"[^\w\s.’'-]", between) and not bare and (full or not other.governed):
            return other  # "the minister of energy of Norland Nora Quill"
        if other.governed and not full and "," not in between:
            continue  # "the minister of energy of Norland, Nora Quill"
        closed = text.masked[words[other.last - 1].end :][:1]
        apart = between.count(",") == 1 and between.rstrip().endswith(",")
        if apart and closed in (",", ".", ":", "", "\n") and not other.governed:
            return other
        return None
    return None


def preceding(text: Text, number: int, cue: Cue) -> tuple[Phrase | None, bool]:
    """The subject in front of its verb; and whether it cannot be told."""
    if cue.verb and cue.verb.lemma in IMPERSONAL:
        return None, True
    antecedent = related(text, number, cue)
    if antecedent is not None:
        return antecedent
    if (inverted := _inverted(text, number, cue)) is not None:
        return inverted, False
    low, edge = text.sentences[number].start, _clause_start(text, number, cue)
    found = _subject_from(text, number, cue, edge)
    if found == (None, False) and edge != low:
        first, blocked = _subject_from(text, number, cue, low)  # "… «a» and said «b»"
        return (first, blocked) if first is None or first.kind != "other" else (None, True)
    return found


def _inverted(text: Text, number: int, cue: Cue) -> Phrase | None:
    """``Asked whether he would go, said Kim``: who follows a verb that a comma parts from a clause.

    Not where somebody stands at the sentence's beginning: "Kim, of Acme, told Lee".
    """
    words, phrases = text.words(number), text.phrases(number)
    if not text.masked[: cue.start].rstrip().endswith(","):
        return None
    if phrases and phrases[0].first == 0 and not phrases[0].governed:
        return None
    after = [p for p in phrases if p.first == cue.last and not p.governed and agrees(p, cue)]
    if not after or text.masked[cue.end : words[after[0].first].start].strip():
        return None
    return apposed(text, number, after[0]) or after[0]


def _subject_from(text: Text, number: int, cue: Cue, edge: int) -> tuple[Phrase | None, bool]:
    words, grammar = text.words(number), text.grammar
    phrases = [
        p for p in text.phrases(number) if p.last <= cue.first and words[p.first].start >= edge
    ]
    free = [p for p in phrases if not p.governed and agrees(p, cue)]
    if not free:
        return None, False
    near, first = free[-1], free[0]
    small = grammar.adverbs | grammar.auxiliaries | grammar.pronouns.keys() | grammar.words
    gap = words[near.last : cue.first]
    tight = all(w.low in small for w in gap) and len(gap) <= GAP + 1
    if tight and "," not in text.masked[words[near.last - 1].end : cue.start]:
        if near.kind == "description":
            return _named_before(text, number, free, near), False
        return near, False
    for near_one in (first, near):
        if near_one.kind == "description" and (named := apposed(text, number, near_one)):
            return named, False
    others = {p.who for p in free if p.kind == "name"} - {first.who}
    opens = words[first.first].start == edge or all(
        w.low in small or w.capital or w.low in grammar.titles | grammar.persons
        for w in words[_at(words, edge) : first.first]
    )
    if first.kind == "name" and _apart(text, words, first, cue):
        return first, False  # "at last Kim, head of Acme, said"
    if opens and (not others or _apart(text, words, first, cue)):
        return first, False
    if len(free) == 1 and first.kind != "pronoun":
        return first, False
    return None, True


def related(text: Text, number: int, cue: Cue) -> tuple[Phrase | None, bool] | None:
    """``the president, who said``: the one before the pronoun; None where there is none."""
    words, grammar = text.words(number), text.grammar
    for n in range(cue.first - 1, max(-1, cue.first - 14), -1):
        before = text.masked[: words[n].start].rstrip()
        if words[n].low not in grammar.relatives or before[-1:] != ",":
            continue
        if any(
            n < p.first and p.last <= cue.first and not p.governed for p in text.phrases(number)
        ):
            return None
        if "," in text.masked[words[n].end : cue.start]:
            return None
        if grammar.code in ("de", "nl") and cue.first - n < 2:
            return None
        ends = len(before) - 1
        held = [p for p in text.phrases(number) if words[p.last - 1].end == ends]
        if not held and words[n - 1].end == ends and (base := text.base(words[n - 1].low)):
            gender = one_gender(text.grammar.persons[base])
            return Phrase(n - 1, n, "description", None, gender, False, True, True), False
        return (held[-1], False) if held else (None, True)
    return None


def _named_before(text: Text, number: int, free: list[Phrase], near: Phrase) -> Phrase:
    """A description next to its verb: the name that it stands in apposition to, if there is one."""
    words = text.words(number)
    for phrase in free:
        if phrase.kind == "name" and phrase.last <= near.first:
            between = text.masked[words[phrase.last - 1].end : words[near.first].start]
            if between.strip() == "," and text.masked[words[near.last - 1].end :][:1] == ",":
                return phrase
    return near


def _apart(text: Text, words: list, first: Phrase, cue: Cue) -> bool:
    """``Kim, head of Acme and friend of Lee, said``: commas close right before the verb."""
    after = text.masked[words[first.last - 1].end :][:1]
    verb = cue.first  # "…, head of Acme, has said"
    while verb > first.last and words[verb - 1].low in text.grammar.auxiliaries:
        verb -= 1
    return after == "," and text.masked[: words[verb].start].rstrip().endswith(",")


def _at(words: list, edge: int) -> int:
    return sum(word.start < edge for word in words)


def _clause_start(text: Text, number: int, cue: Cue) -> int:
    """Where the verb's clause begins: after speech, a colon, a semicolon or a dash."""
    low = text.sentences[number].start
    breaks = [m.end() for m in _CLAUSE.finditer(text.masked, low, cue.start)]
    return max([low, *breaks]) if breaks else low


def _unlisted(text: Text, phrase: Phrase) -> bool:
    """A name that no list has, right after its verb: the only place where its case is no matter."""
    return text.grammar.cases and phrase.who not in text.aliases.values()


@cache
def _media() -> frozenset[str]:
    return frozenset(row["name"] for row in languages.media())


def is_medium(who: str | None) -> bool:
    """Whether a name is an agency's or an outlet's."""
    return who in _media()


def stop_at(text: Text, start: int, end: int) -> int:
    found = _BREAK.search(text.masked, start, end)
    return found.start() if found else end
