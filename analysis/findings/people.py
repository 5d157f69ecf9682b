"""Whether a name is a person's, and who bears a last name: for what is said of people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import polars as pl

from analysis import languages
from analysis.findings.event import Event
from analysis.languages.folding import fold
from analysis.measures.framing.name_forms import is_country

_FUSED = re.compile(r"[a-z][A-Z]{2}|(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Di)(?<=[a-z]{3})[A-Z]")
_NICK = 3  # letters of a first name that may stand for a longer one: "Chris"
_ANYBODY = frozenset(  # who stands for many, or for none
    [
        "Big Brother",
        "Jesus Christ",
        "Jim Crow",
        "Joe Public",
        "Joe Six-Pack",
        "Joe Sixpack",
        "John Doe",
        "Jane Doe",
        "John Q. Public",
        "Mother Nature",
        "Santa Claus",
        "Uncle Sam",
        "Uncle Tom",
    ]
)
_NEARLY_ALL = 0.9  # of the mentions of a last name, from which it is one person's


@cache
def given_names() -> frozenset[str]:
    """First names, with a capital and without accents."""
    return frozenset(fold(name).capitalize() for name in languages.read().given_names)


def is_given(word: str) -> bool:
    """Whether a word is a first name: "Julián", "Jean-Marc"."""
    return fold(word.partition("-")[0]) in given_names()


@cache
def papers() -> frozenset[str]:
    """The names of media, in small letters."""
    return frozenset(row[name].lower() for row in languages.media() for name in ("name", "same_as"))


def has_first_name(name: str) -> bool:
    """Whether a name is a person's beyond its form: it begins with a first name.

    >>> has_first_name("Jane Roe"), has_first_name("Urban Roe"), has_first_name("Roe")
    (True, False, False)
    """
    whole = is_person(name) and is_given(name.split()[0])
    return whole and name.lower() not in papers()


def is_somebody(event: Event, actor: str) -> bool:
    """Whether a speaker is an actor of event.toml, or a person by the first name; "" is nobody."""
    return bool(actor) and (actor in event.actors or has_first_name(actor))


@cache
def is_person(name: str) -> bool:
    """Whether a name is a person's first and last name, and nothing has grown onto it.

    >>> [is_person(name) for name in ("Jane Roe", "Steny HoyerCongress", "Jim Crow")]
    [True, False, False]
    """
    words = name.split()
    language = languages.read()
    odd = language.not_people | language.function_words
    kinds, given = language.name_heads, given_names()
    return (
        2 <= len(words) <= 4
        and all(re.fullmatch(r"[^\W\da-z_][\w.'’]*(-[^\W\da-z_][\w.'’]*)*", word) for word in words)
        and len(words[-1].strip(".")) > 1
        and len({word.lower() for word in words}) == len(words)
        and not _FUSED.search(name)
        and name not in _ANYBODY
        and not any(word.isupper() and len(word) > 2 for word in words)
        and odd.isdisjoint(word.lower() for word in words)
        and not any(word in kinds or word.lower() in kinds for word in words)
        and words[0].strip(".") not in language.titles
        and (words[-1] not in language.titles or words[0] in given)
        and not (len(words) > 2 and (words[-1] in given or words[-1][:4] == words[0][:4]))
        and words[0] not in ("St.", "St", "Mt.", "Mt", "Fort")
        and not (words[0] == "Per" and _is_place(words[-1]))
        and not is_country(name)
        and re.sub(r"\W", "", words[-1]).lower() not in ("jr", "sr")
    )


def _is_place(word: str) -> bool:
    """Whether a word is a country or a state: "Per Alabama law" names nobody."""
    return is_country(word) or word in languages.read().states.values()


def bare(name: str) -> str:
    """A name without where its bearer is from: "Jane Roe of Iowa".

    >>> bare("Jane Roe of Iowa"), bare("Bank of Iowa")
    ('Jane Roe', 'Bank of Iowa')
    """
    first = name.partition(" of ")[0]
    return first if has_first_name(first) else name


def known(event: Event) -> dict[str, str]:
    """Last name → the full name of the one who bears it in nearly all mentions."""
    named = event.facts.filter(pl.col("fact").is_in(["person", "name"]))
    counted = named.group_by("target", maintain_order=True).agg(pl.col("value").sum())
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for target, n in counted.iter_rows():
        name = bare(target)
        if is_person(name):
            named = found[name.split()[-1]]
            named[name] = named.get(name, 0.0) + n
    usual = {last: max(names, key=names.__getitem__) for last, names in found.items()}
    return {
        last: name
        for last, name in usual.items()
        if found[last][name] >= _NEARLY_ALL * sum(_unlike(found[last], name), found[last][name])
    }


def lasts(event: Event) -> frozenset[str]:
    """The last names of the people whom an event names."""
    names = [*event.once(known).values(), *event.actors.values()]
    return frozenset(name.split()[-1] for name in names if is_person(name))


def a_last_name(event: Event) -> re.Pattern[str]:
    """Any of the last names of the people whom an event names."""
    return any_of(event.once(lasts))


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names, as a whole word.

    >>> any_of(["Roe", "Doe"]).findall("Roe and Roeburn"), any_of([]).findall("Roe")
    (['Roe'], [])
    """
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names))) or '(?!)'})\b")


def _unlike(names: dict[str, float], name: str) -> list[float]:
    """The mentions of those whose name is no shorter or longer form of this one."""
    own = set(name.split())
    return [
        n
        for other, n in names.items()
        if not own <= set(other.split()) and not set(other.split()) <= own
    ]


def is_shared(text: str, name: str) -> bool:
    """Whether a text names somebody else of this last name: whom it then means is not sure.

    >>> is_shared("Lucy Roe mourned. Roe said so.", "Luke Roe"), is_shared("Mr. Roe", "Luke Roe")
    (True, False)
    >>> is_shared("Lucy Roe came", "Roe")
    True
    """
    *first, last = name.split()
    before = re.findall(rf"\b([A-Z][\w’'-]+) {re.escape(last)}\b", text)
    others = [word for word in before if is_given(word) and word not in first]
    return any(not first or not is_short(word, first[0]) for word in others)


def is_short(one: str, two: str) -> bool:
    """Whether one of two first names is short for the other.

    >>> is_short("Chris", "Christopher"), is_short("James", "Jim"), is_short("Jim", "John")
    (True, True, False)
    """
    short, long = sorted((one.strip("."), two.strip(".")), key=len)
    begins = short != long and len(short) >= _NICK and long.startswith(short)
    return begins or not {(one, two), (two, one)}.isdisjoint(languages.read().short_names)


class Named:
    """The person's full name of each actor of event.toml that is a person."""

    def __init__(self, event: Event) -> None:
        self._names: dict[str, str] = {}
        aliases = event.corpus.aliases.select("actor", "alias").rows_by_key("actor")
        for actor, name in event.actors.items():
            held = [name, *(alias for (alias,) in aliases.get(actor, []))]
            lasts = {one.split()[-1] for one in held if has_first_name(one)}
            if is_person(name) or len(lasts) == 1:
                self._names[actor] = next(one for one in held if is_person(one))

    def of(self, actor: str) -> str:
        """The name, or "" for a body, a group, or whom two names fit."""
        return self._names.get(actor, "")
