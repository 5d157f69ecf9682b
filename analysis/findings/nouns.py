"""The rare nouns of an event, and with which noun beside them they are printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis import languages
from analysis.findings.event import Event
from analysis.findings.own_words import sentences
from analysis.measures.overlap.features import stem
from analysis.measures.roles import words

_RARE = 9.3  # −ln of a noun's share of all print, from which it tells what a text is about
_UNKNOWN = 12.0  # of what is in no list
_NOUN = 0.75  # share of a word's uses in which it is a noun
_SURE = 0.5  # and of these uses in which it can be nothing else
_BESIDE = 0.5  # share of its uses in which one other noun stands beside it
_BESIDES = "nrgA"  # of what a noun may stand beside in one name of a thing
_NOUNS, _BEFORE = "nr", "DSAXGPoYgnm"  # letters of nouns, and of what stands before one
_LETTERS = 4  # of a noun that tells something


class Use(NamedTuple):
    """A noun in a sentence: as it is printed there, and the nouns just before and after it."""

    form: str
    before: str
    after: str
    sure: bool  # a plural, or behind what stands before nouns only
    text: str


def nouns(event: Event) -> dict[str, list[Use]]:
    """Each rare noun of the texts, none for people → where sentences hold it."""
    used, found = Counter[str](), defaultdict[str, list[Use]](list)
    for one in event.once(sentences):
        read = words.words(one.text)
        line = [*zip(read.forms, read.letters, strict=True), ("", ".")]
        before = ("", ".")
        for here, after in pairwise(line):
            form, letter = here
            if form.isalpha() and form.islower() and len(form) >= _LETTERS:
                noun = singular(form, letter)
                used[noun] += 1
                if letter in _NOUNS:
                    left, right = _beside(before), _beside(after)
                    sure = letter == "r" or before[1] in _BEFORE
                    found[noun].append(Use(form, left, right, sure, one.text))
            before = here
    return {
        noun: uses
        for noun, uses in found.items()
        if sum(use.sure for use in uses) >= _SURE * len(uses) >= _SURE * _NOUN * used[noun]
        and noun not in others()
        and min(rarity(use.form) for use in uses) >= _RARE
    }


def _beside(word: tuple[str, str]) -> str:
    """A word that may be of one name of a thing with the noun beside it; else ""."""
    form, letter = word
    return form if letter in _BESIDES else ""


@cache
def others() -> frozenset[str]:
    """Words that build sentences, for people, or for how many died, which a number tells too."""
    language = languages.read()
    tallied = (entry.partition("|")[0] for entry in language.claim_words["tallied"])
    lists = (
        language.function_words,
        language.word_classes,
        language.reporting_verbs,
        language.person_words,
        tallied,
    )
    return frozenset(singular(word, "r") for words in lists for word in words)


def singular(form: str, letter: str) -> str:
    """A noun without the ending of its plural, by the letter of its class.

    >>> singular("shelters", "r"), singular("gunmen", "n"), singular("bias", "r")
    ('shelter', 'gunman', 'bias')
    """
    if form.endswith("men"):
        return f"{form[:-3]}man"
    return form[:-1] if letter == "r" and form.endswith("s") and form[-2:-1] not in "sua" else form


def shown_as(uses: list[Use]) -> str:
    """A noun as it is mostly printed, with the noun that mostly stands beside it: "climate change".

    "" where it mostly describes others, each time another.
    """
    form, _ = Counter(use.form for use in uses).most_common(1)[0]
    after, n = Counter(use.after for use in uses).most_common(1)[0]
    if after and n >= _BESIDE * len(uses):
        return f"{form} {after}"
    if sum(use.after == "" for use in uses) < _BESIDE * len(uses):
        return ""
    before, n = Counter(use.before for use in uses).most_common(1)[0]
    return f"{before} {form}" if before and n >= _BESIDE * len(uses) else form


def rarity(noun: str) -> float:
    """−ln of a word’s share of all print: 9.3 is nine of a hundred thousand words."""
    return languages.read().word_rarity.get(stem(noun), _UNKNOWN)
