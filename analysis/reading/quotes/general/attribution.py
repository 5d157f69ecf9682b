"""Which reporting verb belongs to a quotation: after it, before it, or at its sentence's end."""

from __future__ import annotations

import re

from analysis.reading.quotes.general import nouns, passives
from analysis.reading.quotes.general.cues import Cue, Said, agrees, cues
from analysis.reading.quotes.general.labels import labelled
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.general.subjects import (
    GAP,
    apposed,
    following,
    is_medium,
    preceding,
    related,
    stop_at,
)
from analysis.reading.quotes.general.texts import ENDED, INSIDE, Word
from analysis.reading.quotes.masking import Span

# “…” (he was 14), said Kim
ASIDE = re.compile(r"\s*(?:\([^()\n]{3,150}\)|[—–-]\s[^—–\n]{3,150}?\s[—–-](?=\s)),?")
_TAG = 7  # words between a quotation and the verb that reports it


def attribute(text: Text, outer: Span, aside: Span | None) -> Said | None:
    """How one quotation is attributed within its sentence; None where nothing there does."""
    number = text.sentence_at(outer.start)
    last = text.sentence_at(max(outer.start, outer.end - 1))
    if aside is not None:
        return _filled(
            text, _tagged(text, text.sentence_at(aside.start), aside.start, aside.end, "aside")
        )
    end = text.sentences[last].end
    said = (
        passives.attribute(text, outer)
        or _spoken(text, _tagged(text, last, outer.end, end, "tag", outer.start))
        or _credited(text, number, outer)
        or _before(text, number, outer)
        or _closing(text, last, outer)
        or (_after_mixed(text, last, outer) if last == number else None)
    )
    return _filled(text, said)


def _spoken(text: Text, said: Said | None) -> Said | None:
    """An attribution after the words, unless it tells only which medium they are taken from."""
    medium = said and said.cue and said.cue.verb is None and said.subject
    return None if medium and is_medium(medium.who) else said


def _ending(text: Text, number: int) -> Said | None:
    """``…, said Kim.``: what ends a sentence without marks, a name and nothing after it."""
    start = text.sentences[number].start
    said = _closing(text, number, Span(start, start))
    if said is None or said.subject is None or said.subject.kind != "name":
        return None
    rest = text.words(number)[said.subject.last :]
    return said._replace(rule="unquoted") if not rest else None


def _filled(text: Text, said: Said | None) -> Said | None:
    """The attribution; where nobody known is its subject, with the nouns in a subject's place."""
    if said is None or said.subject is not None or said.cue is None:
        return said
    found = nouns.subject(text, said.sentence, said.cue, text.sentences[said.sentence].end)
    return said._replace(subject=found, dropped=False) if found else said


def unquoted(text: Text, number: int) -> Said | None:
    """Who speaks in a sentence that holds no speech in marks, by its first verb of speech."""
    if said := _ending(text, number):
        return said
    for cue in cues(text, number):
        if cue.verb is None or cue.verb.use == "naming" or cue.verb.shape != "finite":
            continue
        if text.grammar.order == "final":
            return _final(text, number, cue, cue.start, [], "unquoted")
        if related(text, number, cue) is not None:
            continue  # "the senator, who insisted": not what the sentence is about
        subject, blocked = preceding(text, number, cue)
        if subject is None and not blocked:
            subject, blocked = following(text, number, cue, text.sentences[number].end)
        alone = text.grammar.dropped and subject is None and not blocked
        return _filled(text, Said(cue, subject, number, "unquoted", dropped=alone))
    end = text.sentences[number].end
    said = _according(text, number, Span(end, end))
    return said if said and said.subject and said.subject.who in text.people else None


def _tagged(
    text: Text, number: int, start: int, end: int, rule: str, said_from: int = 0
) -> Said | None:
    """``“…”, said Kim``: a verb among the first words after the quotation."""
    words = text.words(number)
    if rule == "tag" and (aside := ASIDE.match(text.masked, start, end)):
        start = aside.end()
    after = [n for n, word in enumerate(words) if start <= word.start < end]
    if not after:
        return None
    stop = stop_at(text, words[after[0]].start, end)
    final = text.grammar.order == "final"
    for cue in cues(text, number):
        if not start <= cue.start < (end if final else stop):
            continue
        if cue.first - after[0] > (_TAG + 6 if final else _TAG):
            break
        if cue.verb is None:
            subject = _beside(text, number, cue) or nouns.subject(text, number, cue, end)
            if subject is None or "," in text.masked[start : cue.start].lstrip(" ,"):
                continue  # a comma opens another clause: "“…”, of which, according to Kim, …"
            return Said(cue, subject, number, "according")
        if cue.verb.use == "naming" or (cue.verb and _joined(text, words[after[0]], cue)):
            continue
        if text.grammar.nominative and _in_relative(text, number, after[0], cue):
            continue
        between = [p for p in text.phrases(number) if after[0] <= p.first and p.last <= cue.first]
        free = [p for p in between if not p.governed and agrees(p, cue)]
        if final:
            return _final(text, number, cue, said_from, free, rule)
        if free and not parted(text, number, free[-1].last, cue.first):
            return Said(cue, free[-1], number, rule)
        subject, blocked = passives.quoted_by(text, number, cue), False
        if subject is None:
            subject, blocked = following(text, number, cue, end)
        if subject is None and (medium := nouns.marked(text, cue)):
            return Said(cue, medium, number, rule)
        if subject is None and not blocked and cue.first - after[0] > GAP:
            continue
        return Said(cue, subject, number, rule, dropped=subject is None and not blocked)
    return None


def _in_relative(text: Text, number: int, first: int, cue: Cue) -> bool:
    """``the “left” block, by which people were asked``: a clause about the words before it."""
    words, grammar = text.words(number), text.grammar
    for n in range(first + 1, cue.first):
        if text.masked[words[n - 1].end : words[n].start].strip() != ",":
            continue
        led = n + (words[n].low in grammar.prepositions)
        return led < cue.first and words[led].low in grammar.relatives
    return False


def _joined(text: Text, first: Word, cue: Cue) -> bool:
    """``Kim called it “…” and announced``: a further verb of who spoke, not this one's."""
    if not text.grammar.nominative:
        return False
    before = text.words(text.sentence_at(cue.start))[cue.first - 1].low if cue.first else ""
    linked = first.low in ("und", "sowie") and first.end <= cue.start
    return linked or (first.start < cue.start and before in ("und", "sowie"))


def _final(text: Text, number: int, cue: Cue, start: int, between: list[Phrase], rule: str) -> Said:
    """Turkish: the subject stands before the quotation, or follows a participle ("diyen Kim")."""
    assert cue.verb is not None
    if cue.verb.shape == "relative":
        subject, blocked = following(text, number, cue, text.sentences[number].end)
        return Said(cue, subject, number, "relative", dropped=subject is None and not blocked)
    if between:
        return Said(cue, between[-1], number, rule)
    words = text.words(number)
    after = [p for p in text.phrases(number) if p.first >= cue.last and not p.governed][:1]
    led = words[cue.last : after[0].first] if after else []
    if after and after[0].kind == "name" and all(w.low.endswith("ki") for w in led):
        return Said(cue, after[0], number, rule)  # "diye sordu Kim", "dedi 23 yaşındaki Kim"
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
        subject, blocked = following(text, number, cue, end)
        if subject is None and not nouns.reads_nouns(text):
            return None
        said = _filled(text, Said(cue, subject, number, "closing"))
        return said if said and said.subject and not (blocked and subject) else None
    return None


def _before(text: Text, number: int, outer: Span) -> Said | None:
    """``Kim said: “…”``, ``Kim said that … “…”``."""
    low = text.sentences[number].start
    words = text.words(number)
    found = [c for c in cues(text, number) if c.end <= outer.start and c.verb]
    colon = text.masked[low : outer.start].rstrip().endswith((":", "："))
    if not found:
        return labelled(text, number, outer) if colon else None
    cue = next((c for c in reversed(found) if not _embedded(text, number, c, outer)), found[-1])
    if _breaks(text, cue.end, outer.start, colon=colon):
        return None
    if text.grammar.order == "final":  # what a final verb reports stands before it
        near = cue.last >= len([w for w in words if w.start < outer.start])
        return _final(text, number, cue, cue.start, [], "colon") if colon or near else None
    rule = "colon" if colon else "same"
    shared = passives.relayed(text, number, cue, outer) or _shared(text, number, cue, found)
    subject, blocked = (shared, False) if shared else preceding(text, number, cue)
    if subject is None and (leads := nouns.leading(text, number, cue)):
        return Said(cue, leads, number, rule)  # "Die Zeitung nannte Kim": not Kim
    if subject is None and not blocked and text.grammar.order != "final":
        subject, blocked = following(text, number, cue, outer.start)
        if subject is not None and not _is_object(text, number, subject):
            return Said(cue, subject, number, rule)
        subject, blocked = None, blocked or subject is not None
    alone = subject is None and not blocked
    if alone and cue.verb and cue.verb.shape == "gerund":
        return Said(cue, None, number, rule, dropped=True)
    first = cue.first <= GAP or words[cue.first - 1].low in text.grammar.words
    first = first or text.masked[: cue.start].rstrip()[-1:] == ","
    return Said(cue, subject, number, rule, dropped=alone and first)


def _is_object(text: Text, number: int, phrase: Phrase) -> bool:
    """``warned Kim not to …``, ``cited Kim as “…”``: in a language that drops its subjects."""
    words, grammar = text.words(number), text.grammar
    after = words[phrase.last].low if phrase.last < len(words) else ""
    named = phrase.kind == "name" and grammar.dropped and bool(grammar.definite)
    return named and after in ("como", "come", "a", "de", "di", "por", "per")


def _shared(text: Text, number: int, cue: Cue, found: list[Cue]) -> Phrase | None:
    """Whom the verb before "and" has after it: "said Kim and added: “…”"."""
    words = text.words(number)
    linked = cue.first > 0 and words[cue.first - 1].low in text.grammar.linking
    before = [c for c in found if c.end <= cue.start and c.verb and c.verb.shape == "finite"]
    if not linked or not before or ";" in text.masked[before[-1].end : cue.start]:
        return None
    subject, blocked = preceding(text, number, before[-1])
    if subject is None and not blocked:
        subject, _ = following(text, number, before[-1], cue.start)
    return subject if subject and subject.last <= cue.first else None


def _embedded(text: Text, number: int, cue: Cue, outer: Span) -> bool:
    """Whether a verb stands in a relative clause that is over before the quotation."""
    low, words = text.sentences[number].start, text.words(number)
    opened, closed = text.masked.rfind(",", low, cue.start), text.masked.find(",", cue.end)
    if opened < 0 or not 0 <= closed < outer.start:
        return False
    final = cue.verb is not None and cue.verb.shape == "participle"
    if not final and not any(closed < word.start < outer.start for word in words):
        return False
    clause = [word.low for word in words if word.start > opened][:2]
    small = text.grammar.prepositions
    return clause[0] in text.grammar.relatives or (
        clause[0] in small and clause[1] in text.grammar.relatives
    )


def _breaks(text: Text, start: int, end: int, *, colon: bool) -> bool:
    """Whether something ends the reach of a verb before the quotation."""
    between = text.masked[start:end]
    if colon:
        return any(sign in between.rstrip(" :\n\xa0") for sign in (";", "."))
    return ";" in between


def _credited(text: Text, number: int, outer: Span) -> Said | None:
    """Whom "according to" names; of a medium, the verb before tells who it is that it quotes."""
    said = _according(text, number, outer)
    medium = said and said.subject and said.subject.kind == "name" and is_medium(said.subject.who)
    other = _before(text, number, outer) if medium else None
    told = (
        other and other.cue and other.cue.verb and (other.subject or other.cue.verb.number == "p")
    )
    return other if told else said


def _according(text: Text, number: int, outer: Span) -> Said | None:
    """``According to Kim, …``, anywhere in the sentence, if only one is named so."""
    found = [
        Said(cue, subject, number, "according")
        for cue in cues(text, number)
        if cue.verb is None
        and (subject := _beside(text, number, cue) or nouns.subject(text, number, cue, 0))
    ]
    if text.grammar.nominative:  # "laut Kim …, von dem laut Lee": the one before the words
        found = [said for said in found if said.cue and said.cue.end <= outer.start] or found
    if len(found) != 1:
        return None
    only = found[0]
    others = [
        c
        for c in cues(text, number)
        if c.verb
        and c.end <= outer.start
        and (only.cue is None or c.start > only.cue.end)
        and not _embedded(text, number, c, outer)
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
            return apposed(text, number, phrase) or phrase
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


def parted(text: Text, number: int, low: int, high: int) -> bool:
    """Whether a word that opens another clause stands between."""
    words = text.words(number)
    return high > low and "," in text.masked[words[low - 1].end : words[high].start]
