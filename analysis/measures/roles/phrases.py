"""Sentences as short rows of phrases: noun phrases, verb groups, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.measures.roles.words import Words, lemma, verbs

# Kinds of phrases: N noun phrase, # time, V finite verb group, T infinitive, g -ing form,
# p participle, e past or participle, c form of "be" alone, a a predicate adjective;
# every other word keeps its letter.
_PHRASE = re.compile(
    r"(?P<time>(?:[DS]?[AX]*#(?![G])[#X]*))"
    r"|(?P<verb>(?:T[RN]?)?(?:[MQVbEU](?:[RN]*[MQVbEU])*(?:[RN]*[vpeg])?|[vetpgs]))"
    r"|(?P<noun>(?:[DS]+X*(?:\"(?=[AXnrm]))?)?(?:[AXnrmG]|#G|R(?=A[Anrm]))*[nrmX]|D+A*|S|[IiOF])"
    r"|(?P<one>.)"
)
_SINGLE = {"N": "R", "T": "P"}  # a "to" or "not" with no verb
LONGEST = 400
"""Words of a "sentence" beyond which it is a list: it is passed over."""


class Sentence(NamedTuple):
    """One sentence: the kind of each phrase, and its first word and the one after its last."""

    kinds: str
    first: list[int]
    last: list[int]
    words: Words


class Group(NamedTuple):
    """A verb group: its main word, whether it is negated, passive, with which modal."""

    verb: int
    lemma: str
    negated: bool
    passive: bool
    modal: str | None
    takes: frozenset[str]


def sentences(words: Words) -> Iterator[Sentence]:
    """Cut the words of a text into sentences, and those into phrases."""
    letters = words.letters
    for stretch in re.finditer(r"[^.|]+", letters):
        low, high = stretch.span()
        if high - low <= LONGEST:
            yield _phrases(words, low, high)


def _phrases(words: Words, low: int, high: int) -> Sentence:
    found = list(_PHRASE.finditer(words.letters, low, high))
    kinds = [_KINDS[match.lastindex or 0] or _kind(match[0]) for match in found]
    first = [match.start() for match in found]
    return Sentence("".join(kinds), first, [*first[1:], high], words)


_KINDS = ("", "#", "", "N", "")  # of the groups of _PHRASE, in order; "" by its letters


@cache
def _kind(letters: str) -> str:
    """The kind of a verb group, or of a single word that is part of no phrase."""
    if len(letters) == 1 and letters not in _VERBAL:
        return _SINGLE.get(letters, letters)
    return _verb_kind(letters)


_VERBAL = frozenset("MQVbEUvetpgs")


def _verb_kind(letters: str) -> str:
    if letters[0] == "T":
        return "T"
    if len(letters) == 1 and letters in "gpe":
        return letters
    return "g" if letters[0] in "EU" else "V"


_GET = frozenset(("get", "gets", "got", "getting", "gotten"))


@lru_cache(maxsize=50_000)
def _verb(form: str) -> tuple[str, frozenset[str]]:
    """The lemma of a verb's form, and what it takes."""
    name = lemma(form)
    found = verbs().get(name)
    return name, found.takes if found else frozenset()


def group(sentence: Sentence, place: int) -> Group:
    """Read the verb group at a place of the row."""
    words = sentence.words
    low, high = sentence.first[place], sentence.last[place]
    letters = words.letters[low:high]
    verb = high - 1
    name, takes = _verb(words.forms[verb])
    auxiliary = letters[:-1].rstrip("RN")[-1:]
    passive = letters[-1] in "pe" and auxiliary in ("b", "E")
    if letters in ("p", "e") and place and sentence.kinds[place - 1] in "VTg":
        passive = words.forms[sentence.last[place - 1] - 1].lower() in _GET
    modal = letters.find("M")
    return Group(
        verb,
        name,
        "N" in letters,
        passive,
        words.forms[low + modal].lower() if modal >= 0 else None,
        takes,
    )
