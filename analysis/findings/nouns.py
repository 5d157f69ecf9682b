"""The rare nouns of an event, with the noun beside them, and its names that are no person's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from analysis import languages
from analysis.findings.event import Event
from analysis.findings.own_words import sentences
from analysis.findings.people import is_person
from analysis.measures.framing.name_forms import is_country
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


_CAPITAL = re.compile(  # inside a sentence, alone, so that it is a name and no part of one
    r"(?:(?<=[a-z,;’'] )|(?<=[a-z]-))[A-Z][a-z]{3,}\b(?! [A-Z\d]| (?:of|and) [A-Z])"
)
_HOME = frozenset(("american", "america", "congress"))  # told by much that does not name it
_SMALL = re.compile(r"\b[a-z]{4,}\b")
_PARTICLES = frozenset(("al", "al-", "bin", "el", "el-", "de", "la", "von", "van"))  # of names
_PRINTED = 3  # times that a name stands inside sentences


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


def proper(event: Event) -> list[str]:
    """The names of one word that stand inside sentences: no person's, medium's, office's."""
    before: dict[str, Counter[str]] = defaultdict(Counter)
    for one in event.once(sentences):
        for match in () if one.posted else _CAPITAL.finditer(one.text):
            before[match[0]][one.text[: match.start()].replace("-", "- ").split()[-1]] += 1
    small = frozenset(word for text in event.printed.values() for word in _SMALL.findall(text))
    known = event.once(_known) | small | _HOME
    return [
        word
        for word, words in before.items()
        if words.total() >= _PRINTED
        and known.isdisjoint((word.lower(), singular(word, "r").lower()))
        and not _is_second(words)
    ]


def _is_second(words: Counter[str]) -> bool:
    """Whether a part of a name mostly stands before a word: "Tel" Aviv, Fast "and" Furious."""
    if not _PARTICLES.isdisjoint(words):
        return True  # "Rionda", of Bernie de la Rionda
    word, n = words.most_common(1)[0]
    part = word[0].isupper() and word[-1] != "-"
    return (part or word == "and") and n >= _BESIDE * words.total()


def _known(event: Event) -> frozenset[str]:
    """Words of people's names, of media, of bodies and offices, and those that are no names."""
    language = languages.read()
    named = event.facts.filter(pl.col("fact").is_in(["name", "person"]))["target"].unique()
    whole = [*named, *event.actors.values(), *event.corpus.aliases["alias"]]
    media = [row[key] for row in languages.media() for key in ("name", "same_as")]
    told = [name for name in whole if is_person(name) or (" " in name and is_country(name))]
    names = told + media + list(event.outlets.values())
    lists = (language.name_heads, language.titles, language.given_names, language.states.values())
    words = [word for name in names for word in name.split()] + [w for one in lists for w in one]
    return frozenset(singular(word.lower(), "r") for word in words) | others()


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


_IN_IE = frozenset(  # "ties", "species"
    "calorie cookie die genie lie movie pie prairie rookie selfie serie specie tie zombie".split()  # noqa: SIM905
)
_IN_S = frozenset(  # "buses", as "houses" is of "house"
    "alias atlas bias bonus bus campus canvas caucus census chorus circus consensus corpus focus "  # noqa: SIM905
    "gas genius iris lens surplus virus walrus".split()
)
_HISSING = re.compile(r"\w{2}(?:ss|x|z|ch|sh)es$")


def singular(form: str, letter: str) -> str:
    """A noun without the ending of its plural, by the letter of its class.

    >>> singular("shelters", "r"), singular("gunmen", "n"), singular("bias", "r")
    ('shelter', 'gunman', 'bias')
    >>> [singular(form, "r") for form in ("clashes", "causes", "families", "movies")]
    ['clash', 'cause', 'family', 'movie']
    """
    if form.endswith("men"):
        return f"{form[:-3]}man"
    if letter != "r" or not form.endswith("s") or form[-2:-1] in "sua":
        return form
    if form.endswith("ies") and form[:-1] not in _IN_IE:
        return f"{form[:-3]}y"
    hissing = _HISSING.search(form) or form[:-2] in _IN_S
    return form[:-2] if hissing else form[:-1]


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
    return stem_rarity(stem(noun))


def stem_rarity(one: str) -> float:
    """−ln of the share of all print that the words of a stem have."""
    return languages.read().word_rarity.get(one, _UNKNOWN)
