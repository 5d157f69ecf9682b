"""Whom a description means: ``the Russian president``, ``the campaign chief``, ``the company``.

Only where one holder fits what the article says of its people.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis import languages
from analysis.reading.quotes.names import noun_gender
from analysis.reading.quotes.people import People, Person

_OFFICE_BEFORE = re.compile(
    r"(?:[A-Z][\w-]+ )*(?:[a-z][\w-]+ )+$|[Tt]he [a-z]+ of (?:the )?(?:[A-Z][\w-]+ ?)+, $|"
    r"[Tt]he (?:[\w-]+ )*[a-z]+, $"
)
_OFFICE_AFTER = re.compile(
    r"(?:,? \(([^)\n]{2,20})\))?(?:, \d{1,3})?"
    r"(?:, (?:(?:who|which) (?:is|was|serves as|served as) )?"
    r"(?:the |an? |his |her )?([^,.;\n]{3,80})| of ([A-Z][\w.]+(?: [A-Z]\w+)?))"
)
_PARTY = re.compile(r"\s?\(([^)\n]{2,20})\)")
_SMALL = frozenset(
    "the a an of and in for to on at by with his her their its said that was is who as from".split()  # noqa: SIM905
)
# one office under two names
_SAME = {
    "sen": "senator", "sens": "senator", "gov": "governor", "rep": "congressman", "gen": "general",
    "representative": "congressman", "congresswoman": "congressman", "lawmaker": "congressman",
    "pres": "president", "commander-in-chief": "president",
    "presidential": "president", "presidency": "president",
    "chairwoman": "chairman", "chair": "chairman", "nominee": "candidate", "contender": "candidate",
    "hopeful": "candidate", "senatorial": "senator", "gubernatorial": "governor", "chief": "head",
    "boss": "head", "front-runner": "candidate", "frontrunner": "candidate",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "republican": "gop",
    "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "capt": "captain", "prof": "professor", "rev": "reverend",
    "attorney": "lawyer", "premier": "minister", "businesswoman": "businessman", "ex": "former",
}  # fmt: skip


_MORE = re.compile(r" (?:of|for|to|at|in|on|from|who|that|with)\b")
# words that say nothing of which office it is
_MODIFIERS = frozenset(
    "former presumptive current new late longtime veteran young old top elected then own ex".split()  # noqa: SIM905
)


class Office(NamedTuple):
    """A description's words in one form, which of them are proper names, and its noun."""

    stems: frozenset[str]
    proper: frozenset[str]
    heads: frozenset[str]


@lru_cache(maxsize=1 << 14)
def read_office(written: str) -> Office:
    """``the Russian president`` → its words without the small ones.

    >>> read_office("the Russian president and party leader").heads == {"president", "leader"}
    True
    """
    words = [w for w in re.findall(r"[\w-]+", written) if w.lower() not in _SMALL]
    heads = set()
    for part in re.split(r" and |, ", written):
        own = re.findall(r"[\w-]+", _MORE.split(part, maxsplit=1)[0])
        heads.update(stem(w) for w in own[-1:])
    stems = frozenset(map(stem, words))
    proper = frozenset(stem(w) for w in words if w[0].isupper())
    return Office(stems, proper, frozenset(heads))


def stem(word: str) -> str:
    """Country and adjective alike (``Korea``, ``Korean``), and one office under its two names."""
    word = word.lower()
    return _SAME.get(word, word).removesuffix("n")


def learn(people: People) -> dict[Person, list[Office]]:
    """The offices that the article gives its people, before or after their names."""
    text = people.article.text
    found: dict[Person, list[Office]] = {}
    for person in people.persons:
        found[person] = [read_office(title) for title in sorted(person.offices)]
    states = languages.read().states
    for start, end, name in people.written:
        if name.kind in ("single", "other"):
            continue
        fits = people.fitting(name)
        if len(fits) != 1:
            continue
        before = None
        if text[start - 2 : start - 1].islower() or text[start - 2 : start] == ", ":
            before = _OFFICE_BEFORE.search(text[max(0, start - 60) : start])
            if before and not (before[0].endswith(", ") or noun_gender(before[0].split()[-1])):
                before = None  # "the Maine Republican said that Quill": not Quill's office
        after = _OFFICE_AFTER.match(text, end) if text[end : end + 1] in (",", " ") else None
        party = _PARTY.match(text, end) if text[end : end + 2] in ("(R", " (") else None
        words = [f"{before[0] if before else ''} {name.title}".strip()]
        words += [after[2] or after[3] or ""] if after else []
        if party:
            places = re.findall(r"[A-Z][\w.]+", party[1])
            words[0] += " " + " ".join(
                states.get(place.rstrip("."), place) for place in map(str, places)
            )
        found[fits[0]] += [read_office(w) for w in words if w]
    return found


_LEADERS = frozenset(["ruler", "dictator", "head", "president", "minister", "king", "chairman"])


def holders(surface: str, offices: dict[Person, list[Office]]) -> list[Person]:
    """The people whose offices fit a description best: one, several, or nobody.

    The noun must be theirs, and of what else the description says something, unless it
    says nothing more; of those who are left, whose office shares most words.
    """
    wanted = read_office(surface)
    noun = _MORE.split(surface, maxsplit=1)[0].split()[-1]
    gender = noun_gender(noun.lower())
    heads, others = wanted.heads, wanted.stems - wanted.heads - _MODIFIERS
    if "leader" in heads:
        heads = heads | _LEADERS
    scored: list[tuple[float, Person]] = []
    for person, written in offices.items():
        stems = frozenset().union(*(office.stems for office in written))
        same = any(heads & office.heads for office in written)
        same |= noun[0].isupper() and bool(heads & stems)  # "the North Korean"
        if not same or (gender in ("m", "f") and person.gender not in (None, gender)):
            continue
        shared = others & stems
        if (others and not shared) or (wanted.proper - heads) - stems:
            continue
        scored.append((len(shared) / len(others) if others else 1.0, person))
    best = max((score for score, _ in scored), default=0.0)
    return [person for score, person in scored if score == best]
