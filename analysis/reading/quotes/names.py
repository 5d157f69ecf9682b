"""One capitalised name as written: its titles, the name itself, and whether it can be a person's.

``But Russian President Vladimir Putin’s`` → President, Vladimir Putin, a person. What is
read here comes from the words alone; what the article says is learnt in people.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis import languages

_POSSESSIVE = re.compile(r"[’'`]s?$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+$|[A-Z]$")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?$")
_LINKS = frozenset(["of", "for", "the"])
_HE = frozenset("Mr Sir Lord King Prince Father Brother Brothers Baron Duke Count Emperor".split())  # noqa: SIM905
_SHE = frozenset("Mrs Ms Miss Lady Dame Queen Princess Sister Baroness Duchess Madam".split())  # noqa: SIM905
# Titles that are adjectives, too: they do not make a person of what follows.
_ADJECTIVES = frozenset(
    "Defence Defense Democrat Democratic Executive Finance Foreign Former Health House Interim "  # noqa: SIM905
    "Interior Majority Minority Press Prime Republican Senate State Treasury Vice Chief General "
    "Deputy Acting Retired".split()
)
_EITHER = frozenset(["Alderman", "Chairman"])  # women bear them, too
_OF_PLACES = frozenset("St St. Mt Mt. Ft Ft. Fort Mount Port Lake Cape San Santa Los Las".split())  # noqa: SIM905
_OF_BODIES = _ADJECTIVES | {"Justice"}
_OF_LANDS = frozenset(
    "Duke Duchess Prince Princess Earl Countess Count Baron Baroness Marquess".split()  # noqa: SIM905
)
_ROYAL = frozenset(["King", "Queen", "Pope", "Prince", "Princess", "Emperor", "Sister", "Mother"])


class Name(NamedTuple):
    """A name read from its words.

    ``kind``: *person* (a given name, a title or initials say so), *maybe* (two or more
    capitalised words that could be), *single* (one word), or *other* (a place, a body).
    ``gender`` is what the title says (m or f), ``first`` and ``last`` the name's own words.
    """

    title: str
    text: str
    kind: str
    gender: str | None
    first: str
    last: str
    middle: str
    suffix: str


@lru_cache(maxsize=1 << 16)
def read_name(written: str) -> Name | None:
    """Read one capitalised name; None where only titles and openers are left.

    >>> read_name("But Russian President Vladimir Putin’s")[:4]
    ('But Russian President', 'Vladimir Putin', 'person', None)
    >>> read_name("Pacific Ocean").kind, read_name("Later Monday")
    ('other', None)
    """
    words, heads = _POSSESSIVE.sub("", written).split(), languages.read().name_heads
    known, given = languages.read().not_people, languages.read().given_names
    for index in range(len(words) - 2, -1, -1):  # "CNN’s Nora Quill", not "the Mayor’s Office"
        if _POSSESSIVE.search(words[index]):
            office = words[index + 1 :] == words[-1:] and (
                heads.get(words[-1]) == "organisation"
                or (_POSSESSIVE.sub("", words[index]) in given and _ordinary(words[-1], given))
            )
            if office and words[index][0].isupper():
                text = " ".join(words)
                return Name("", text, "other", None, words[0], words[-1], "", "")
            words = words[index + 1 :]
            break
    title, words = _untitled(_unshouted(words))
    while len(words) > 1 and (
        words[0] in OPENERS
        or (words[1] in given and words[0] not in given and (words[0] in known or _plain(words)))
    ):
        words = words[1:]
    words = _without_place(words)
    if not words or all(word in OPENERS or (word in _DAYS and not title) for word in words):
        return None
    if len("".join(words)) == 1:
        return None  # "S" of "the U.S"
    suffix = words[-1] if len(words) > 2 and _SUFFIX.match(words[-1]) else ""
    own = words[:-1] if suffix else words
    titles = [word.rstrip(".") for word in title.split()]
    gender = _gender(titles)
    kind = _kind(own, titles, known, given)
    text = " ".join(words)
    if kind == "other" and titles and titles[-1] in _OF_BODIES:
        text = f"{_of_body(title)} {text}".strip()
    if titles and titles[-1] in _ROYAL and len(words) == 1:
        text = f"{titles[-1]} {text}"
    middle = " ".join(own[1:-1])
    first, last = (word.replace("’", "'") for word in (own[0], own[-1]))  # O’Neill is O'Neill
    return Name(title, text, kind, gender, first, last, middle, suffix.rstrip("."))


def _untitled(words: list[str]) -> tuple[str, list[str]]:
    """The titles before a name, and the name: a title's word at the end is a surname."""
    titles, given, nouns = (
        languages.read().titles,
        languages.read().given_names,
        languages.read().person_words,
    )
    first = 0
    for index, word in enumerate(words[:-1]):
        after_name = index and words[index - 1] in given and words[index + 1] not in given
        bare = word.rstrip(".")
        several = bare.removesuffix("s") in titles and words[index + 1] in given
        if words[index + 1] in _LINKS and bare in _OF_LANDS:
            break  # "the Duke of Eastwick" is what he is called
        if (bare in titles or several) and not after_name:
            first = index + 1
        elif word.lower().rpartition("-")[2] in nouns and word not in given and not after_name:
            first = index + 1  # "County Commissioner Ned Crane"
    return " ".join(words[:first]), words[first:]


def _plain(words: list[str]) -> bool:
    """Whether a long name begins with a common word: ``Class Nora Quill``."""
    return len(words) > 2 and words[0].lower()[:6] in languages.read().word_rarity


def _ordinary(word: str, given: dict[str, str]) -> bool:
    """Whether a capitalised word is an ordinary one: ``List`` in ``Nora’s List``."""
    return word not in given and word.lower()[:6] in languages.read().word_rarity


def _of_body(title: str) -> str:
    """What belongs to a body's name of the titles before it: ``But the State`` Department."""
    words = title.split()
    for index in range(len(words) - 1, -1, -1):
        office = words[index] in languages.read().titles and words[index] not in _OF_BODIES
        if office or words[index] in OPENERS:
            return " ".join(words[index + 1 :])
    return title


def _unshouted(words: list[str]) -> list[str]:
    """``MAY REFUSES TO RESIGN Theresa May`` → the name after a headline that ran into it."""
    shouted = [n for n, word in enumerate(words) if word.isupper() and len(word) > 3]
    last = shouted[-1] + 1 if shouted else 0
    return words[last:] if len(shouted) > 1 and last < len(words) else words


def _without_place(words: list[str]) -> list[str]:
    """``Ned Crane of Texas`` → ``Ned Crane``; a body keeps its place (University of Texas)."""
    heads = languages.read().name_heads
    for index, word in enumerate(words):
        given = words[0] in languages.read().given_names
        body = heads.get(words[index - 1]) == "organisation"  # "the Quill Center for Lamps"
        if word in _LINKS and index and (given or (word == "for" and index > 1)):
            return words if word == "for" and body else words[:index]
    return words


def _kind(own: list[str], titles: list[str], known: frozenset[str], given: dict[str, str]) -> str:
    initials = bool(_INITIALS.match(own[0]))
    if own[0] in _OF_PLACES and len(own) > 1:
        return "other"
    if len(own) > 1 and (own[0] in given or initials):
        surname = own[-1] not in known or (len(own) == 2 and own[-1] in _SURNAMES)
        if surname and not any(word in known for word in own[1:-1]):
            return "person"
    if any(word in known for word in own):
        return "other"
    if any(word not in _ADJECTIVES for word in titles if word in languages.read().titles):
        return "person"
    if any(word in _LINKS for word in own):
        return "other"
    if len(own) == 1:
        place = own[0] in _places() or (own[0].isupper() and len(own[0]) > 1)
        return "other" if place else "single"
    shouted = any(word.isupper() and len(word) > 3 for word in own)
    return "other" if shouted or (own[0].isupper() and len(own[0]) > 2) else "maybe"  # a ship


@cache
def _places() -> frozenset[str]:
    return frozenset(languages.read().states.values()) | {"Washington", "Paris", "Florida"}


def _gender(titles: list[str]) -> str | None:
    for word in titles:
        if word in _SHE or word.endswith("woman"):
            return "f"
        if word in _HE or (word.endswith("man") and word not in _EITHER):
            return "m"
    return None


def is_somebody(noun: str) -> bool:
    """Whether a noun is a person's, or several people's.

    >>> is_somebody("senator"), is_somebody("senators"), is_somebody("reports")
    (True, True, False)
    """
    return bool(noun_gender(noun) or noun_gender(noun.removesuffix("s")))


# what is written or recorded, and so speaks for whoever made it
WRITINGS = frozenset(
    "letter statement report article story book ruling poll survey study email e-mail memo tweet "  # noqa: SIM905
    "post document documents headline ad advertisement video footage transcript complaint filing "
    "lawsuit suit petition motion brief message text column editorial op-ed opinion decision "
    "indictment affidavit release speech remarks comment comments question answer sign website "
    "site song film movie caption chant narration piece".split()
)


def noun_gender(word: str) -> str | None:
    """What a noun says about a person: m, f, either, or None where it is no person's.

    >>> [noun_gender(word) for word in ("spokeswoman", "senator", "report", "salesman")]
    ['f', 'either', None, 'm']
    """
    found = languages.read().person_words.get(word)
    if found is None and word.endswith("woman"):
        return "f"
    if found is None and word.endswith(("person", "ologist")):
        return "either"
    return "m" if found is None and word.endswith("man") and len(word) > 5 else found


# words of places and bodies that are surnames, too, after a given name
_SURNAMES = frozenset(
    "Black Green Gold White West North East Park Hill Law Day Banks Brooks Rivers Lake Page Young "  # noqa: SIM905
    "March May Church House Street English French German England London Holland Ireland Jordan "
    "Israel Bush Grant Guard King Bishop Case Glass Golden Parks Fields Field Price Shields "
    "Wall".split()
)
OPENERS = frozenset(
    "The A An But And In On At As For If When While After Before So Yet Still Then That This "  # noqa: SIM905
    "With By From To Of Or Because Since He She They It His Her Their We I You Its Our My Your "
    "Even Also However Later Earlier Meanwhile Now Today Yesterday Once Only Just Both Like "
    "Although Though Despite During Among Under Over Until Unless What Who Why How Where Which "
    "There Here Not Never No Nobody "
    "None One Another Perhaps Instead Moreover Thus Hence Neither Nor "
    "Either Tonight Recently Finally Indeed Sometimes Again Others Everyone Someone Anyone Some "
    "Many Most Few Several Any All Every Each Said Says Correction "
    "Longtime Lifelong Onetime".split()
)
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "  # noqa: SIM905
    "June July August September October November December Mon Tue Wed Thu Fri Sat Sun".split()
)
