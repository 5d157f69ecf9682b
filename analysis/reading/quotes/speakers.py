"""The person behind a source: name, surname, office and pronoun brought together.

``Kremlin spokesman Dmitry Peskov``, ``Peskov`` and ``he`` become one actor. There
is no list of people: the module knows what the article says, and the aliases
that an event may name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import polars as pl

from analysis import languages
from analysis.reading.first_words import FirstWords
from analysis.reading.quotes import phrases
from analysis.reading.quotes.masking import Article, Span
from analysis.tables import require

_NAME = re.compile(phrases.NAME)
_PRONOUN = re.compile(r"(?:he|she|they|it|him|her|them|who)$", re.I)


# --- aliases that an event names ----------------------------------------------------------------


class Aliases(NamedTuple):
    """The actors that an event names: lower-case alias → actor, and one expression for all."""

    actor: dict[str, str]
    pattern: FirstWords | None

    def find(self, words: str) -> str | None:
        """The actor that the words name: not one of two, nor one whose aide or campaign speaks."""
        if self.pattern is None:
            return None
        found: list[re.Match[str]] = []
        for match in self.pattern.finditer(words):
            if not found or match.end(1) > found[-1].end(1):  # not a part of a longer alias
                found.append(match)
        found = [m for m in found if not _of(words, m.start())]
        named = [self.actor[m[1].lower()] for m in found]
        if len(set(named)) > 1 and " and " in words[found[0].end(1) : found[-1].start()]:
            return None
        heads = [m[1].lower() for m in found if _HEAD_ENDS.match(words, m.end(1))]
        return self.actor[max(heads, key=len)] if heads else None


_HEAD_ENDS = re.compile(r"$|[a-z]{1,6}\b|\s*[,(—–]|\s+(?:who|which|and|himself|herself)\b", re.I)


def read_aliases(actors: pl.DataFrame | None) -> Aliases:
    """Read a table of `actor` and `alias`, one row an alias; an actor's id is an alias too."""
    if actors is None or actors.is_empty():
        return Aliases({}, None)
    require(actors, "actors", "actor", "alias")
    rows = list(actors.select("actor", "alias").drop_nulls().iter_rows())
    known = {actor.lower(): actor for actor, _ in rows}
    known |= {alias.lower(): actor for actor, alias in rows if alias.strip()}
    longest = sorted(known, key=len, reverse=True)

    # A source may have lost the space after a name ("Peskovhe"): a full name still counts.
    def written(alias: str) -> str:
        return re.escape(alias) + (r"(?-i:(?![A-Z]))" if " " in alias else r"(?!\w)")

    # Aliases may overlap ("the Kremlin" in "the Kremlin chief"); an owner is none.
    return Aliases(known, FirstWords(longest, written, r"(?![’'`]s\b)", re.I))


def _of(words: str, position: int) -> bool:
    return bool(_OF.search(words[max(0, position - 16) : position]))


_OF = re.compile(r"\b(?:of|for|to|with|by|between|under|about) (?:the )?$")


# --- people of one article ----------------------------------------------------------------------


@dataclass
class People:
    """Who is who in one article, as the sources are resolved in order."""

    article: Article
    aliases: Aliases
    said: list[tuple[int, str]] = field(default_factory=list)  # where, which actor
    known: dict[str, str] = field(default_factory=dict)  # heads of sources, resolved before

    @cached_property
    def names(self) -> dict[str, int]:
        """Full names in the article and how often each stands there, the commonest first."""
        counts = Counter(strip_titles(name) for name in _FULL_NAME.findall(self.article.text))
        return {n: k for n, k in counts.most_common() if " " in n and not _CAPITALS.search(n)}

    @cached_property
    def full(self) -> dict[str, str]:
        """The first and the last word of a name → the commonest full name that has it."""
        full: dict[str, str] = {}
        for name in self.names:
            full.setdefault(name.split()[-1], name)
        for name in self.names:
            full.setdefault(name.split()[0], name)
        return full

    @cached_property
    def offices(self) -> list[tuple[Office, str]]:
        """The office that the article gives with a name, for every name."""
        text = self.article.text
        found: set[tuple[str, str]] = set()
        for match in _FULL_NAME.finditer(text):
            name = strip_titles(match[0])
            if " " not in name:
                continue
            title = match[0][: match[0].find(name)]
            ahead = text[max(0, match.start() - 60) : match.start()]
            last = ahead[:-1].rpartition(" ")[2]
            before = None if last in _FUNCTION_WORDS else _OFFICE_BEFORE.search(ahead)
            found.add(((before[0] if before else "") + title, name))
            if after := _OFFICE_AFTER.match(text, match.end()):
                found.add((after[1], name))
        return [(read_office(words), name) for words, name in sorted(found) if words]

    def actor(self, source: Span) -> str:
        """Resolve one source, and remember it for the pronouns that follow."""
        surface = self.article.text[source.start : source.end]
        found = self.aliases.find(surface) or self._resolve(surface, source.start)
        found = self.aliases.find(found) or found
        self.said.append((source.start, found))
        return found

    def _resolve(self, surface: str, position: int) -> str:
        head = _HEAD.split(surface, 1)[0].strip()
        if _PRONOUN.match(head):
            return self._antecedent(position) or surface
        if head not in self.known:
            self.known[head] = self._person(head)
        return self.known[head]

    def _person(self, head: str) -> str:
        last = head.split()[-1] if head else ""
        if head[:4].lower() == "the " and (last[:1].islower() or _ADJECTIVE.search(last)):
            return self._holder(head) or head
        names = [name for name in map(strip_titles, _NAME.findall(head)) if name]
        if not names or last[:1].islower() or _OWNED.search(head):
            return head
        person = next((name for name in reversed(names) if " " in name), names[-1])
        return person if " " in person else self.full.get(person, person)

    def _antecedent(self, position: int) -> str | None:
        """Whom a pronoun means: the last speaker, or the subject of a nearer sentence."""
        low, speaker = self.said[-1] if self.said else (0, None)
        low = max(low, position - 600)
        sentences = self.article.sentences
        for index in range(bisect_left(sentences, (position, 0)) - 1, -1, -1):
            sentence = sentences[index]
            if sentence.start <= low:
                break
            subject = phrases.sentence_subject(self.article.masked, *sentence)
            words = self.article.text[subject.start : subject.end] if subject else ""
            for name in map(strip_titles, _NAME.findall(words)):
                if name in self.names or name in self.full:
                    return self.full.get(name, name)
        return speaker

    def _holder(self, surface: str) -> str | None:
        """``the Russian president`` → the name that the article gives with that office."""
        office = read_office(surface)
        if not office.kinds and surface.split()[-1].islower():
            return None  # "the report", "the poll": nobody's office
        scored = [(_likeness(office, other), name) for other, name in self.offices]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] > 0 else None


_HEAD = re.compile(r",(?!\d)| who\b| which\b")  # what follows says more about the speaker
_POSSESSIVE = re.compile(r"[’']s?$")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")  # a caption or headline run together with a name
_FULL_NAME = re.compile(phrases.NAME.removesuffix("*") + "+")
_OFFICE_BEFORE = re.compile(
    r"(?:[A-Z][\w-]+ )*(?:[a-z][\w-]+ )+$|[Tt]he [a-z]+ of (?:the )?(?:[A-Z][\w-]+ ?)+, $|"
    r"[Tt]he (?:[A-Z][\w-]+ )+[a-z]+, $"
)
_OFFICE_AFTER = re.compile(r", (?:the |an? )?([^,.;\n]{3,60})[,.;]")
_ADJECTIVE = re.compile(r"(?:an|ese|ish)$")  # "the North Korean": the one who holds that office
_OWNED = re.compile(r"\b(?:of|for|by|from|in|at|to|with|under) (?:the )?[A-Z][\w’' -]*$")
_FUNCTION_WORDS = frozenset(
    "the a an of and in for to on at by with his her their its said that was is".split()  # noqa: SIM905
)


@lru_cache(maxsize=1 << 16)
def strip_titles(name: str) -> str:
    """Drop what stands before a name: ``But Russian President Vladimir Putin’s``.

    >>> strip_titles("Russian President Vladimir Putin")
    'Vladimir Putin'
    """
    words = _POSSESSIVE.sub("", name).split()
    titles = languages.read().titles
    first = max((i + 1 for i, w in enumerate(words) if w.rstrip(".") in titles), default=0)
    words = words[first:] if first < len(words) else []
    while words and words[0] in _OPENERS:
        words = words[1:]
    return " ".join(words)


_OPENERS = frozenset(
    "The A An But And In On At As For If When While After Before So Yet Still Then That This "  # noqa: SIM905
    "With By From To Of Or Because Since He She They It His Her Their".split()
)


class Office(NamedTuple):
    """An office as written: its words, their stems, and the kinds of title among them."""

    words: frozenset[str]
    stems: frozenset[str]
    kinds: frozenset[str]


@lru_cache(maxsize=1 << 14)
def read_office(written: str) -> Office:
    """``the Russian president`` → its words without the small ones."""
    words = {w for w in re.findall(r"[\w-]+", written) if w.lower() not in _FUNCTION_WORDS}
    titles = languages.read().titles
    kinds = {kind for word in words if (kind := titles.get(word.capitalize()))}
    return Office(frozenset(words), frozenset(map(_stem, words)), frozenset(kinds))


def _likeness(one: Office, other: Office) -> float:
    """Share of the words found in the other office, proper names counted double.

    None at all where both name a kind of office and the kinds differ: a
    spokesman is not a president, but a leader may be.
    """
    if one.stems.isdisjoint(other.stems):
        return 0.0
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds):
        return 0.0
    shared = [word for word in one.words if _stem(word) in other.stems]
    return sum(1 + w[0].isupper() for w in shared) / sum(1 + w[0].isupper() for w in one.words)


def _stem(word: str) -> str:
    """Country and adjective alike: ``Korea`` and ``Korean``, ``Russia`` and ``Russian``."""
    return word.lower().removesuffix("n")
