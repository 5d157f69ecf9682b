"""Whether a sentence leans on what was told before it, and so says little by itself."""

from __future__ import annotations

import calendar
import re
from collections import Counter

from analysis import languages
from analysis.findings import people
from analysis.findings.event import Event
from analysis.findings.nouns import stem_rarity
from analysis.findings.own_words import (
    Sentence,
    is_quotation,
    is_taken_back,
    is_whole,
    numbered,
    sentences,
    stands_by_itself,
)
from analysis.findings.phrases import whole
from analysis.findings.silence import Printed
from analysis.measures.claims.asserting import asserts
from analysis.measures.overlap.features import stem

_ANSWERS = re.compile(  # what was told before; or is of the reader, or below a picture
    r"\b(?:hit|shot|fired|pushed) back\b|\b(?:responded|replied|also|added|too|again|however)\b|"
    r"\bagree(?:d|s)?\b(?! (?:to|on|that|with)\b)|^As (?:we|I)\b|"
    r"\b(?:is short|stands) for\b|\byou(?:r|’re)?\b|^\(|"
    r"^(?:An?|The) (?:picture|photo|photograph|image|file photo|video)\b|"
    r"\bthe (?:two|move|episode|decision|news|remarks?|comments?|announcement|incident|matter|"
    r"paper|newspaper|magazine|outlet|story|article|photo|picture|memo|post|tweet|issue|question|"
    r"subject|topic|controversy|allegations?|accusations?|idea|above [a-z]+|following [a-z]+)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(  # "Roe derided her plan": whose, is told before
    r"\b(?!and\b|that\b|said\b|says\b)[a-z]+(?:ed|s) (?:her|him|them|his|their)\b"
)
_LEANS = re.compile(  # on the sentence before: "doing both", "an hour later", "The messages were"
    r"\bboth(?=[.,;])|\b(?:do|does|doing|did|done) so\b|\bthe same\b|"
    r"\bsimilar\b(?! to\b)|\bat the time\b|\b(?:that|this) way\b|\b(?:these|those|such) [a-z]+|"
    r"\b(?:of|to|in|for|with|by|from|on|at|after|before|since|despite|under|against|behind|over|"
    r"[a-z]+ing) that (?!he\b|she\b|they\b|it\b|we\b|the\b|"
    r"an?\b|his\b|her\b|their\b|there\b|no\b|some\b|many\b|all\b|any\b)[a-z]+|"
    r"\b(?:say|said|think|thought|believe|hope)s? that (?:will|won[’']t|would|is|was|has|"
    r"can|could|may|might|should|does|did)\b|"
    r"\b(?:reverse|end|stop|change|make|give|use|break|close|keep) that [a-z]+|\bthe chamber\b|"
    r"\bboth that\b|\bthat (?:plan|bill|deal|proposal|measure|amendment|offer|version)\b"
    r"(?! (?:would|will|is|was|has|could|can|should|may|might|[a-z]+ed)\b)|"
    r"\bthis (?!week|month|year|morning|summer|spring|fall|winter|season|day)[a-z]+|"
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)\b|"
    r"\bthe (?:[A-Z]\w+ )?(?:firm|company|incident|episode)\b|"
    r"^(?:Much|Most|Some|All|Many|None|Part|Half|One) of (?:it|that|this|them|these|those)\b|"
    r"^The [a-z]+[’']s\b|^Remaining\b|\bto the (?:north|south|east|west)[,.]|"
    r"\bcall(?:ed|s|ing)? (?:that|this|it|them|him|her)\b|"
    r"^The [a-z]+ (?:(?:is|was|were|are|has|had|have|will|would|could|can|did|does|comes?|came|"
    r"follows?|(?:did|do|does|was|were|has|had)n[’']t)\b|[a-z]+ed\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|its)\b")
_SEVERAL = frozenset(("they", "them", "their", "its"))
_OPENERS = frozenset(
    (
        *("One", "Two", "Three", "Later", "Late", "Earlier", "Early", "Last", "Next", "Yesterday"),
        *("Today", "Tonight", *calendar.day_name, *calendar.month_name),
    )
)

_THE = re.compile(r"\b[Tt]he ([a-z]+)(?![\w-])([’']s\b)?(?: ([A-Za-z]+))?")
_TELLING_WHICH = frozenset(
    (
        *("of", "that", "who", "which", "where", "for", "to", "between"),
        *("we", "you", "they", "he", "she", "it", "so"),  # "the day they came"
    )
)
_LONGEST = 280  # characters of what is printed to lead in to a sentence,
_PRINTED = 600  # and of both
_RARE = 8.8  # −ln of a word's share of all print, from which "the" before it needs telling which
_COMMON = 2  # other sentences that name a thing from which on readers know it


def leans(event: Event, text: str) -> bool:
    """Whether a sentence means somebody or something that the one before it has told of."""
    patterns = (_ANSWERS, _OF_ANOTHER, _LEANS)
    if _means_somebody(text) or any(pattern.search(text) for pattern in patterns):
        return True
    return not _tells_who(text, event.places | {"Washington"}, event.once(people.lasts))


def points_back(text: str) -> bool:
    """Whether a sentence points at the one before: "Two weeks later", "doing so".

    >>> points_back("Two weeks later 900 men left."), points_back("In May 900 men left.")
    (True, False)
    """
    return _LEANS.search(text) is not None


def led_in(event: Event, one: Sentence) -> tuple[Sentence, ...] | None:
    """A sentence as it can be printed: by itself, or behind the one or two that it goes on from.

    It goes on from the one before that stands in the same paragraph, has a word of its own in
    common with it, or has told of what is now "the bridge"; and that one from the one before it,
    where it points there. None where that cannot be printed.
    """
    before = _before(event, one)
    new = _new(event, one.text)
    if before is None:
        return None if one.rank and new else (one,)
    beside = "\n" not in event.texts[one.article][before.end : one.start]
    common = event.once(Printed).stems(before.text)
    if not new <= common:
        return None  # told of further up
    if not beside and not new and not common & event.once(Printed).stems(one.text):
        return (one,)
    first = None if stands_by_itself(before) else _before(event, before)
    lead = [each for each in (first, before) if each]
    told = all(
        is_whole(each.text)
        and not is_quotation(each.text)
        and (asserts(each.text) or "?" in each.text)
        for each in lead
    )
    joined = " ".join(each.text for each in lead)
    known = _tells_who(joined, event.places | {"Washington"}, event.once(people.lasts))
    sound = told and known and stands_by_itself(lead[0]) and not points_back(lead[0].text)
    fits = sum(len(each.text) for each in lead) <= _LONGEST
    return (*lead, one) if sound and fits and not any(each.posted for each in lead) else None


def printed(every: tuple[Sentence, ...]) -> tuple[str, str]:
    """A sentence behind those that lead in to it, which are in square brackets; and the passage."""
    *lead, one = every
    ahead = " ".join(each.text for each in lead)
    said = whole(f"[{ahead}] {one.text}" if lead else one.text, _PRINTED)
    return said, f"{one.article}:{every[0].start}-{one.end}"


def _before(event: Event, one: Sentence) -> Sentence | None:
    """The sentence just before another, where no heading and no caption stands between."""
    found = event.once(numbered).get((one.article, one.rank - 1))
    between = event.texts[one.article][found.end : one.start] if found else ""
    return None if re.search(r"\w", between) else found


def speaks_of_unknown(event: Event, words: str) -> bool:
    """Whether words speak of a rare thing as known that no other sentence names."""
    return any(stem_rarity(word) >= _RARE for word in _new(event, words, most=1))


def can_stand(event: Event, one: Sentence) -> bool:
    """Whether a sentence can be printed by itself, with nothing from before it or behind it."""
    return can_stand_led(event, one) == (one,)


def can_stand_led(event: Event, one: Sentence) -> tuple[Sentence, ...] | None:
    """A sentence with those ahead of it that it goes on from; None where it cannot be printed."""
    sound = stands_by_itself(one) and not one.posted and not is_taken_back(event, one)
    return led_in(event, one) if sound and not leans(event, one.text) else None


def _new(event: Event, text: str, *, most: int = _COMMON) -> set[str]:
    """What a text speaks of as known, and few sentences of the event name: "the bridge"."""
    named, ending = event.once(_named), languages.read().function_words - _TELLING_WHICH
    found = {
        stem(word)
        for word, owner, after in _THE.findall(text)
        if owner or not after or after in ending  # else "the old bridge", "the bridge of Hull"
    }
    return {word for word in found if named[word] <= most}


def _named(event: Event) -> Counter[str]:
    """Stem → how many sentences hold it."""
    printed = event.once(Printed)
    return Counter(word for one in event.once(sentences) for word in printed.stems(one.text))


def _means_somebody(text: str) -> bool:
    """Whether a sentence begins with somebody by what he is: "The Texas senator", "The mayor"."""
    found = re.match(r"The ((?:[A-Za-z][\w-]* ){0,2}?)([A-Za-z]+)\b(?! [A-Z])", text)
    return bool(found) and found[2].lower() in languages.read().person_words


def _tells_who(text: str, places: frozenset[str], lasts: frozenset[str]) -> bool:
    """Whether somebody is named before the first "he", or who is no place before "their".

    >>> hull, roe = frozenset({"Hull"}), frozenset({"Roe"})
    >>> _tells_who("In Hull he met Roe.", hull, roe), _tells_who("Roe met his son.", hull, roe)
    (False, True)
    """
    pointing = _PRONOUN.search(text)
    if not pointing:
        return True
    words = set(re.findall(r"\b[A-Z][\w-]+", text[: pointing.start()])) - places - _OPENERS
    if pointing[0] not in _SEVERAL:
        return not lasts.isdisjoint(words)
    return any(word.lower() not in languages.read().function_words for word in words)
