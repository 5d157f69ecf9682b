"""Which reporting verb belongs to a quotation, and who in the sentence is its subject."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis import languages
from analysis.languages.grammar import Verb
from analysis.reading.quotes.general.texts import ENDED, INSIDE, Phrase, Text
from analysis.reading.quotes.masking import Span

_TAG = 7  # words between a quotation and the verb that reports it
_GAP = 3  # adverbs and auxiliaries between a verb and its subject
_AFTER = 12  # words in which the subject follows the verb
_BREAK = re.compile(rf"[;:!?()—–―{INSIDE}{ENDED}]")
_CLAUSE = re.compile(rf"[;:!?{ENDED}]|(?<={INSIDE})(?!{INSIDE})")


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
                if start in places and not any(c.start <= start < c.end for c in found):
                    last = places[start] + sum(start <= w.start < end for w in words)
                    found.append(Cue(start, end, places[start], last, None, side))
    taken = {n for cue in found for n in range(cue.first, cue.last)}
    for n, word in enumerate(words):
        verb = grammar.verbs.get(word.low)
        if n + 1 < len(words) and verb is None:  # "ifade etti"
            verb = grammar.verbs.get(f"{word.low} {words[n + 1].low}")
        if (
            verb is None
            or n in taken
            or (word.capital and word.start != low and not _opens(text, word.start))
        ):
            continue
        if verb.particle and not any(w.low == verb.particle for w in words[n + 1 :]):
            continue
        helped = any(w.low in grammar.auxiliaries for w in words[max(0, n - 4) : n])
        if grammar.code == "de":
            helped = helped or any(w.low in grammar.auxiliaries for w in words[max(0, n - 14) : n])
            helped = helped or any(w.low in grammar.auxiliaries for w in words[n + 1 : n + 2])
        if verb.shape == "participle" and not helped:
            continue
        found.append(Cue(word.start, word.end, n, n + 1, verb, ""))
    return sorted(found)


def _opens(text: Text, start: int) -> bool:
    """Whether a capital follows a mark or a dash, and so says nothing."""
    return text.masked[max(0, start - 2) : start].strip(" ")[-1:] in (INSIDE, ENDED, *"—–―-:")


def attribute(text: Text, outer: Span, aside: Span | None) -> Said | None:
    """How one quotation is attributed within its sentence; None where nothing there does."""
    number = text.sentence_at(outer.start)
    last = text.sentence_at(max(outer.start, outer.end - 1))
    if aside is not None:
        return _tagged(text, text.sentence_at(aside.start), aside.start, aside.end, "aside")
    end = text.sentences[last].end
    return (
        _tagged(text, last, outer.end, end, "tag", outer.start)
        or _according(text, number, outer)
        or _before(text, number, outer)
        or _closing(text, last, outer)
        or (_after_mixed(text, last, outer) if last == number else None)
    )


def unquoted(text: Text, number: int) -> Said | None:
    """Who speaks in a sentence that holds no speech in marks, by its first verb of speech."""
    for cue in cues(text, number):
        if cue.verb is None or cue.verb.use == "naming" or cue.verb.shape != "finite":
            continue
        if text.grammar.order == "final":
            return _final(text, number, cue, cue.start, [], "unquoted")
        if _related(text, number, cue) is not None:
            continue  # "the senator, who insisted": not what the sentence is about
        subject, blocked = _subject_before(text, number, cue)
        if subject is None and not blocked:
            subject, blocked = _following(text, number, cue, text.sentences[number].end)
        return Said(cue, subject, number, "unquoted")
    return None


# --- after the quotation ------------------------------------------------------------------------


def _tagged(
    text: Text, number: int, start: int, end: int, rule: str, said_from: int = 0
) -> Said | None:
    """``“…”, said Kim``: a verb among the first words after the quotation."""
    words = text.words(number)
    after = [n for n, word in enumerate(words) if start <= word.start < end]
    if not after:
        return None
    stop = _stop(text, words[after[0]].start, end)
    final = text.grammar.order == "final"
    for cue in cues(text, number):
        if not start <= cue.start < (end if final else stop):
            continue
        if cue.first - after[0] > (_TAG + 6 if final else _TAG):
            break
        if cue.verb is None:
            subject = _beside(text, number, cue)
            if subject is None:
                continue
            return Said(cue, subject, number, "according")
        if cue.verb.use == "naming":
            continue
        between = [p for p in text.phrases(number) if after[0] <= p.first and p.last <= cue.first]
        free = [p for p in between if not p.governed and _agrees(p, cue)]
        if final:
            return _final(text, number, cue, said_from, free, rule)
        if free and not _clause_word(text, number, free[-1].last, cue.first):
            return Said(cue, free[-1], number, rule)
        subject, blocked = _following(text, number, cue, end)
        if subject is None and not blocked and cue.first - after[0] > _GAP:
            continue
        return Said(cue, subject, number, rule, dropped=subject is None and not blocked)
    return None


def _final(text: Text, number: int, cue: Cue, start: int, between: list[Phrase], rule: str) -> Said:
    """Turkish: the subject stands before the quotation, or follows a participle ("diyen Kim")."""
    assert cue.verb is not None
    if cue.verb.shape == "relative":
        subject, blocked = _following(text, number, cue, text.sentences[number].end)
        return Said(cue, subject, number, "relative", dropped=subject is None and not blocked)
    if between:
        return Said(cue, between[-1], number, rule)
    words = text.words(number)
    after = [p for p in text.phrases(number) if p.first == cue.last and not p.governed]
    if after and after[0].kind == "name":  # "diye sordu Kim"
        return Said(cue, after[0], number, rule)
    free = [p for p in text.phrases(number) if words[p.first].start < start and not p.governed]
    near = [p for p in free if _beside_speech(text, words[p.last - 1].end, start)]
    if near:
        return Said(cue, near[-1], number, rule)
    names = list({p.who: p for p in free if p.kind == "name"}.values())
    first = [p for p in free if text.masked[words[p.last - 1].end :][:1] == ","]
    chosen = free if len(free) == 1 else names if len(names) == 1 else first[:1]
    if not free:
        return Said(cue, None, number, rule, dropped=True)
    return Said(cue, chosen[0] if chosen else None, number, rule)


def _beside_speech(text: Text, low: int, high: int) -> bool:
    """Whether nothing but signs stands between a phrase and the speech that it opens."""
    return not text.masked[low:high].strip(f" ,:\n{INSIDE}{ENDED}")


def _following(text: Text, number: int, cue: Cue, end: int) -> tuple[Phrase | None, bool]:
    """The subject after its verb; and whether somebody or something else stands there."""
    words, phrases = text.words(number), text.phrases(number)
    stop = _stop(text, cue.end, end)
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
        if not _agrees(phrase, cue):
            return None, True
        if phrase.kind == "description":
            return _apposed(text, number, phrase) or phrase, False
        if phrase.kind == "name" and phrase.who not in text.people and _is_medium_name(phrase.who):
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
        if words[n].start >= stop or n - cue.last > _GAP + 1:
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


def _apposed(text: Text, number: int, phrase: Phrase) -> Phrase | None:
    """``the president of the club, Nora Quill``: the name after a description."""
    words = text.words(number)
    for other in text.phrases(number):
        if other.first < phrase.last or other.kind != "name" or other.first - phrase.last > 8:
            continue
        between = text.masked[words[phrase.last - 1].end : words[other.first].start]
        inner = words[phrase.last : other.first]
        bare = inner and inner[-1].low in text.grammar.prepositions | text.grammar.definite
        full = len(other.who.split("_")) > 1 or other.last - other.first > 1 if other.who else False
        if not re.search(r"[^\w\s.’'-]", between) and not bare and (full or not other.governed):
            return other  # "the minister of energy of Norland Nora Quill"
        closed = text.masked[words[other.last - 1].end :][:1]
        apart = between.count(",") == 1 and between.rstrip().endswith(",")
        if apart and closed in (",", ".", "", "\n") and not other.governed:
            return other
        return None
    return None


def _closing(text: Text, number: int, outer: Span) -> Said | None:
    """``He would “…” for ever, said Kim.``: a verb after the sentence's last comma."""
    if text.grammar.order == "final":
        return None
    end = text.sentences[number].end
    for cue in reversed(cues(text, number)):
        if cue.start < outer.end or cue.verb is None or cue.verb.use == "naming":
            continue
        words = text.words(number)
        first = cue.first
        grammar = text.grammar
        small = grammar.auxiliaries | grammar.pronouns.keys() | grammar.adverbs
        while first > 0 and words[first - 1].low in small:
            first -= 1
        if text.masked[: words[first].start].rstrip()[-1:] not in (",", "—", "–"):
            return None
        subject, blocked = _following(text, number, cue, end)
        if subject is None:
            return None
        return Said(cue, subject, number, "closing") if not blocked else None
    return None


# --- before the quotation -----------------------------------------------------------------------


def _before(text: Text, number: int, outer: Span) -> Said | None:
    """``Kim said: “…”``, ``Kim said that … “…”``."""
    low = text.sentences[number].start
    words = text.words(number)
    found = [c for c in cues(text, number) if c.end <= outer.start and c.verb]
    colon = text.masked[low : outer.start].rstrip().endswith((":", "："))
    if not found:
        return _label(text, number, outer) if colon else None
    cue = found[-1]
    if _breaks(text, cue.end, outer.start, colon=colon):
        return None
    if text.grammar.order == "final":  # what a final verb reports stands before it
        near = cue.last >= len([w for w in words if w.start < outer.start])
        return _final(text, number, cue, cue.start, [], "colon") if colon or near else None
    rule = "colon" if colon else "same"
    subject, blocked = _subject_before(text, number, cue)
    if subject is None and not blocked and text.grammar.order != "final":
        subject, blocked = _following(text, number, cue, outer.start)
        if subject is not None:
            return Said(cue, subject, number, rule)
    alone = subject is None and not blocked
    if alone and cue.verb and cue.verb.shape == "gerund":
        return Said(cue, None, number, rule, dropped=True)
    first = cue.first <= _GAP or words[cue.first - 1].low in text.grammar.words
    first = first or text.masked[: cue.start].rstrip()[-1:] == ","
    return Said(cue, subject, number, rule, dropped=alone and first)


def _subject_before(text: Text, number: int, cue: Cue) -> tuple[Phrase | None, bool]:
    """The subject in front of its verb; and whether it cannot be told."""
    related = _related(text, number, cue)
    if related is not None:
        return related
    low, edge = text.sentences[number].start, _clause_start(text, number, cue)
    found = _subject_from(text, number, cue, edge)
    if found == (None, False) and edge != low:
        first, blocked = _subject_from(text, number, cue, low)  # "… «a» and said «b»"
        return (first, blocked) if first is None or first.kind != "other" else (None, True)
    return found


def _subject_from(text: Text, number: int, cue: Cue, edge: int) -> tuple[Phrase | None, bool]:
    words, grammar = text.words(number), text.grammar
    phrases = [
        p for p in text.phrases(number) if p.last <= cue.first and words[p.first].start >= edge
    ]
    free = [p for p in phrases if not p.governed and _agrees(p, cue)]
    if not free:
        return None, False
    near, first = free[-1], free[0]
    small = grammar.adverbs | grammar.auxiliaries | grammar.pronouns.keys() | grammar.words
    gap = words[near.last : cue.first]
    tight = all(w.low in small for w in gap) and len(gap) <= _GAP + 1
    if tight and "," not in text.masked[words[near.last - 1].end : cue.start]:
        if near.kind == "description":
            return _named_before(text, number, free, near), False
        return near, False
    if first.kind == "description" and (named := _apposed(text, number, first)):
        return named, False
    others = {p.who for p in free if p.kind == "name"} - {first.who}
    opens = words[first.first].start == edge or all(
        w.low in small or w.capital or w.low in grammar.titles | grammar.persons
        for w in words[_at(words, edge) : first.first]
    )
    if opens and (not others or _apart(text, words, first, cue)):
        return first, False
    if len(free) == 1 and first.kind != "pronoun":
        return first, False
    return None, True


def _related(text: Text, number: int, cue: Cue) -> tuple[Phrase | None, bool] | None:
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
        if grammar.code == "de" and cue.first - n < 2:
            return None
        ends = len(before) - 1
        held = [p for p in text.phrases(number) if words[p.last - 1].end == ends]
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
    return after == "," and text.masked[: cue.start].rstrip().endswith(",")


def _at(words: list, edge: int) -> int:
    return sum(word.start < edge for word in words)


def _clause_start(text: Text, number: int, cue: Cue) -> int:
    """Where the verb's clause begins: after speech, a colon, a semicolon or a dash."""
    low = text.sentences[number].start
    breaks = [m.end() for m in _CLAUSE.finditer(text.masked, low, cue.start)]
    return max([low, *breaks]) if breaks else low


def _breaks(text: Text, start: int, end: int, *, colon: bool) -> bool:
    """Whether something ends the reach of a verb before the quotation."""
    between = text.masked[start:end]
    if colon:
        return any(sign in between.rstrip(" :\n\xa0") for sign in (";", "."))
    return ";" in between


def _label(text: Text, number: int, outer: Span) -> Said | None:
    """``Kim: “…”``: a name and nothing else, or the only one that a sentence with a colon is on."""
    low, words = text.sentences[number].start, text.words(number)
    phrases = [p for p in text.phrases(number) if words[p.first].start < outer.start]
    names = [p for p in phrases if p.kind == "name"]
    if not names:
        return None
    first = names[0]
    whole = text.masked[low : words[first.first].start].strip() == "" and (
        text.masked[words[first.last - 1].end : outer.start].strip(" \xa0:：") == ""
    )
    if whole:
        return Said(None, first, number, "label")
    alone = len({p.who for p in names}) == 1 and not any(p.kind == "description" for p in phrases)
    if alone and not first.governed and first.first <= 1:
        return Said(None, first, number, "colon")
    return None


# --- according to; verbs after a fragment -------------------------------------------------------


def _according(text: Text, number: int, outer: Span) -> Said | None:
    """``According to Kim, …``, anywhere in the sentence, if only one is named so."""
    found = [
        Said(cue, subject, number, "according")
        for cue in cues(text, number)
        if cue.verb is None and (subject := _beside(text, number, cue))
    ]
    if len(found) != 1:
        return None
    only = found[0]
    others = [
        c
        for c in cues(text, number)
        if c.verb and c.end <= outer.start and (only.cue is None or c.start > only.cue.end)
    ]
    return only if not others else None


def _beside(text: Text, number: int, cue: Cue) -> Phrase | None:
    """Whom a word of attribution names."""
    words, phrases = text.words(number), text.phrases(number)
    if cue.side == "before":
        before = [p for p in phrases if p.last <= cue.first and cue.first - p.last <= 2]
        return before[-1] if before else None
    for phrase in phrases:
        if phrase.first < cue.last:
            continue
        between = text.masked[cue.end : words[phrase.first].start]
        if phrase.first - cue.last > 4 or re.search(r"[,;:.]", between):
            return None
        if phrase.kind == "description":
            return _apposed(text, number, phrase) or phrase
        return phrase
    return None


def _after_mixed(text: Text, number: int, outer: Span) -> Said | None:
    """A fragment whose verb ends its sentence, as in Turkish."""
    if text.grammar.order != "final":
        return None
    end = text.sentences[number].end
    found = [
        c
        for c in cues(text, number)
        if c.start >= outer.end and c.verb and c.verb.shape != "relative"
    ]
    if not found:
        return None
    return (
        _final(text, number, found[-1], outer.start, [], "same") if found[-1].end <= end else None
    )


def _unlisted(text: Text, phrase: Phrase) -> bool:
    """A name that no list has, right after its verb: the only place where its case is no matter."""
    return text.grammar.code in ("ru", "pl") and phrase.who not in text.aliases.values()


@cache
def _media() -> frozenset[str]:
    return frozenset(row["name"] for row in languages.media())


def _is_medium_name(who: str | None) -> bool:
    return who in _media()


# --- small helps --------------------------------------------------------------------------------


def _stop(text: Text, start: int, end: int) -> int:
    found = _BREAK.search(text.masked, start, end)
    return found.start() if found else end


def _clause_word(text: Text, number: int, low: int, high: int) -> bool:
    """Whether a word that opens another clause stands between."""
    words = text.words(number)
    return high > low and "," in text.masked[words[low - 1].end : words[high].start]


def _agrees(phrase: Phrase, cue: Cue) -> bool:
    """Whether number and gender of the verb allow this subject."""
    verb = cue.verb
    if verb is None:
        return True
    if verb.number == "p" and phrase.kind == "name":
        return False
    if verb.number == "s" and phrase.plural:
        return False
    return not (verb.gender and phrase.gender in ("m", "f") and phrase.gender != verb.gender)
