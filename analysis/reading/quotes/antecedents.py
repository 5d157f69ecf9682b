"""Whom *he*, *she* and *they* mean: the people named before, each with the reason for and against.

A pronoun is resolved only where one person is left. The nearest sentence with somebody of
its gender decides; in it, who speaks or is the subject goes before who is only named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from analysis.reading.quotes.bodies import NAMED_BY_KIND, may_be
from analysis.reading.quotes.masking import PLACEHOLDERS, Article
from analysis.reading.quotes.names import noun_gender
from analysis.reading.quotes.people import Mention, People, Person

GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_INSIDE = re.compile(r"\b(?:of|in|on|after|before|with|for|from|by|to|at|when|while|that|as)\b")
_ASIDE = re.compile(
    r"\b(?:about|with|to|against|on|than|like|of|for|over|by|from|between|and|with) "
    r"(?:(?:the|former|then|fellow|current|[A-Z][\w.-]*) )*$"
)
_DESCRIBED = re.compile(r", (?:(?:the|an?|who) )?[a-z\d]")
_BY = re.compile(
    r"\b(?:was|were|is|are|been) (?:\w+ ){0,2}?[a-z]+(?:ed|en|wn|de|ght|ld) (?:\w+ ){0,3}?by "
    r"(?:(?:the|former|[A-Z][\w.-]*) )*$"
)
_BACK = 8  # sentences
_GIVEN = 2  # votes that a first name has
_OFTEN = 2  # times as often as anybody else, for whom a text is about
_NEAR = 3  # sentences within which a description ("a witness") stays who is spoken of


_DOUBTFUL = frozenset(["only one named", "introduced", "description"])


class Found(NamedTuple):
    """Who is meant, null where two remain or nobody is left, and who else could be.

    ``sure``: nobody else could be meant.
    """

    who: Person | str | None
    candidates: tuple[Person | str, ...] = ()
    reason: str = ""
    sure: bool = True

    @property
    def guess(self) -> bool:
        """Whether whoever is *he* next would be a guess, too."""
        return not self.sure and self.reason in _DOUBTFUL


NOBODY = Found(None)


class Discourse:
    """What has been said so far in one article, sentence by sentence."""

    def __init__(self, article: Article, people: People) -> None:
        self.article = article
        self.people = people
        self.spoken: dict[int, list[tuple[int, Person | str]]] = {}  # by sentence
        self.last: Person | str | None = None
        self._chain: dict[int, Person | None] = {}
        self._guessed: set[int] = set()  # sentences whose speaker is a guess

    def speaks(self, position: int, who: Person | str, *, sure: bool = True) -> None:
        """Remember who spoke where, for the pronouns that follow."""
        number = self.sentence(position)
        self.spoken.setdefault(number, []).append((position, who))
        if not sure:
            self._guessed.add(number)
        self.last = who

    def sentence(self, position: int) -> int:
        """The number of the sentence that a place stands in."""
        return self.people.sentence(position)

    # --- he and she -------------------------------------------------------------------------

    def singular(self, position: int, gender: str) -> Found:
        """Whom ``he`` or ``she`` at a place means."""
        here = self.sentence(position)
        inside = self._words_before(position)  # "…, a post that he held": it may be anybody's
        passed = False
        for number in range(here, max(-1, here - _BACK), -1):
            limit = position if number == here else self.article.sentences[number].end
            found = self._in_sentence(number, limit, gender, here - number)
            if found is not None:
                doubtful = inside or passed or number in self._guessed
                return found._replace(sure=False) if doubtful else found
            passed |= self._doubtful(number, limit)
        return NOBODY

    def _doubtful(self, number: int, limit: int) -> bool:
        """Whether somebody speaks in a sentence whose gender is known from a first name alone."""
        return any(
            isinstance(who, Person) and who.gender and who.votes.total() <= _GIVEN
            for at, who in self.spoken.get(number, [])
            if at < limit
        )

    def _words_before(self, position: int) -> bool:
        """Whether a sentence has words of its own, outside quotation marks, before a place."""
        sentence = self.article.sentences[self.sentence(position)]
        words = self.article.masked[sentence.start : position]
        return any(map(str.isalpha, words))  # a placeholder is no letter

    def _in_sentence(self, number: int, limit: int, gender: str, back: int) -> Found | None:
        """Whom the pronoun means if this sentence decides; None where the one before must."""
        start = self.article.sentences[number].start
        mentions = self.people.between(start, limit)
        central = self._central(number, limit, gender, back)
        if isinstance(central, str):
            low = self.article.sentences[max(0, number - _NEAR)].start
            near = self.people.between(low, limit)
            named = _fitting((p for m in near for p in m.people), gender)
            return Found(None, (*named, central)) if named else Found(central, (), "subject before")
        named = _fitting((p for m in mentions for p in m.people), gender)
        if central:
            return self._subject_before(central, number, limit, named)
        if self._unresolved(number, limit, gender):
            return Found(None, tuple(named))
        strange = self.people.stranger_between(start, limit)
        if len(named) == 1 and not strange:
            if back == 0 and self._aside(mentions, named[0]):
                return None  # "Asked about Quill, she said": not Quill, and the one before decides
            fits = named[0].gender == gender
            only = fits and self._only(named[0], limit)
            alone = only and not self.people.unnamed_between(start, limit)
            who = named[0] if only or (fits and self.about(named[0], limit)) else None
            return Found(who, (named[0],), "only one named", alone)
        if not named:
            return NOBODY if strange and number else None
        new = self._introduced(named, start, limit) if back and not strange else None
        return Found(new, tuple(named), "introduced", False)

    def _subject_before(
        self, central: Person, number: int, limit: int, named: list[Person]
    ) -> Found:
        """Who speaks in a sentence or is its subject; a subject is sure where it is alone in it."""
        start = self.article.sentences[number].start
        speaks = any(who is central and at < limit for at, who in self.spoken.get(number, []))
        others = any(person is not central for person in named)
        sure = speaks or not (others or self.people.unnamed_between(start, limit))
        return Found(central, tuple(named), "subject before", sure)

    def _only(self, person: Person, limit: int) -> bool:
        """Whether an article names nobody else who could be of that gender up to a place."""
        if self.people.stranger_between(0, limit):
            return False
        named = (p for m in self.people.between(0, limit) for p in m.people)
        return all(p is person or p.gender not in (None, person.gender) for p in named)

    def about(self, person: Person, limit: int) -> bool:
        """Whether a text is about somebody: named up to a place twice as often as anybody else."""
        often = Counter(
            p for m in self.people.between(0, limit) for p in m.people if len(m.people) == 1
        )
        others = (n for p, n in often.items() if p.gender in (None, person.gender) and p != person)
        return often[person] >= max(_OFTEN, _OFTEN * max(others, default=1) + 1)

    def foremost(self, person: Person, limit: int) -> bool:
        """Whether somebody is named first in a text and up to a place as often as anybody else."""
        named = [m.people[0] for m in self.people.between(0, limit) if len(m.people) == 1]
        named = [p for p in named if p.sure or p.gender]
        often = Counter(named)
        return bool(named) and named[0] is person and often[person] == max(often.values())

    def _introduced(self, named: list[Person], start: int, limit: int) -> Person | None:
        """The only one whom an article names and describes here for the first time."""
        before = {p for m in self.people.between(0, start) for p in m.people}
        new = [p for p in named if p not in before]
        if len(new) != 1 or not before or new[0].first == new[0].last:
            return None
        places = (m.end for m in self.people.between(start, limit) if m.people == (new[0],))
        described = any(_DESCRIBED.match(self.article.text, end) for end in places)
        return new[0] if described else None

    def _unresolved(self, number: int, limit: int, gender: str) -> bool:
        """Whether the sentence goes on about somebody of that gender of whom it says only *she*."""
        subject = self.people.subject(number)
        if not subject or subject.end >= limit:
            return False
        return GENDER.get(self.article.masked[subject.start : subject.end].lower()) == gender

    def _aside(self, mentions: list[Mention], person: Person) -> bool:
        """Whether a sentence names somebody only after a preposition, or as an owner."""
        text = self.article.text
        mine = [m for m in mentions if person in m.people]
        return all(
            _ASIDE.search(text[max(0, m.start - 30) : m.start])
            or text[m.end - 2 : m.end] in ("’s", "'s")
            for m in mine
        )

    def topic(self, position: int, gender: str | None) -> Found:
        """The one person whom the sentences just before a place speak of, of a gender or of any.

        Nobody where a second one is named there, or somebody whom the article never names in full.
        """
        here = self.sentence(position)
        for number in range(here, max(-1, here - _NEAR - 1), -1):
            span = self.article.sentences[number]
            limit = position if number == here else span.end
            ways = (gender,) if gender else ("m", "f")
            central = [self._central(number, limit, way, here - number) for way in ways]
            spoken = [who for at, who in self.spoken.get(number, []) if at < limit]
            if spoken and isinstance(spoken[-1], Person) and spoken[-1].gender in (None, *ways):
                central = [spoken[-1]]
            low = min(span.start, self.article.sentences[max(0, here - 1)].start)
            people = [p for m in self.people.between(low, position) for p in m.people]
            named = [p for p in people if p.sure or p.gender]
            named = _fitting(named, gender) if gender else list(dict.fromkeys(named))
            found = [who for who in central if isinstance(who, Person)] or named
            if any(isinstance(who, str) for who in central):
                return Found(None, tuple(named))
            if found:
                both = tuple(dict.fromkeys((*found, *named)))
                strange = self.people.stranger_between(low, position)
                if len(both) > 1 or strange:
                    return Found(None, both)
                alone = not self.people.unnamed_between(low, position)
                return Found(found[0], (), "description", found[0] in central or alone)
        return NOBODY

    def _central(self, number: int, limit: int, gender: str, back: int) -> Person | str | None:
        """The one of that gender who speaks in a sentence or is its subject."""
        speakers = [who for at, who in self.spoken.get(number, []) if at < limit]
        fitting = _fitting((who for who in speakers if isinstance(who, Person)), gender)
        if fitting:
            return fitting[-1]
        subject = self.people.subject(number)
        if not subject or subject.start >= limit:
            return self._described(speakers, back)
        words = self.article.masked[subject.start : subject.end].lower()
        if words in GENDER:
            if GENDER[words] != gender or subject.end >= limit:
                return None
            if number not in self._chain:
                self._chain[number] = None
                found = self.singular(subject.start, gender)
                self._chain[number] = found.who if isinstance(found.who, Person) else None
                if found.guess:
                    self._guessed.add(number)
            return self._chain[number]
        for mention in self.people.between(subject.start, subject.end):
            fits = _fitting(mention.people, gender)
            if _INSIDE.search(self.article.text, subject.start, mention.start):
                continue  # "A storm came after Kim"
            owner = self.article.text[mention.end - 2 : mention.end] in ("’s", "'s")
            if len(fits) == 1 and len(mention.people) == 1 and not owner:
                return fits[0]
        agent = self._agent(number, limit, gender) if back else None
        return agent or self._described(speakers, back)

    def _agent(self, number: int, limit: int, gender: str) -> Person | None:
        """``The call was made by Kim``: the only one named in a sentence, who does what it says."""
        mentions = self.people.between(self.article.sentences[number].start, limit)
        named = {p for m in mentions for p in m.people}
        if len(named) != 1 or not (fits := _fitting(named, gender)):
            return None
        start = mentions[0].start
        by = self.article.masked[max(0, start - 60) : start]
        return fits[0] if _BY.search(by) else None

    def _described(self, speakers: list[Person | str], back: int) -> str | None:
        """``a witness`` who just spoke."""
        if speakers and isinstance(speakers[-1], str) and back <= _NEAR:
            noun = speakers[-1].split()[-1].lower()
            one = noun_gender(noun) and not is_plural(speakers[-1].lower())
            return speakers[-1] if one else None
        return None

    def central(self, position: int, gender: str | None = None) -> Person | None:
        """Who of a gender, or of any, spoke or was the subject last before a place."""
        if gender:
            who = self.singular(position, gender).who
            return who if isinstance(who, Person) else None
        here = self.sentence(position)
        for number in range(here, max(-1, here - _NEAR - 1), -1):
            limit = position if number == here else self.article.sentences[number].end
            both = [self._central(number, limit, g, here - number) for g in "mf"]
            found = {who for who in both if who is not None}
            if found:
                who = found.pop()
                return who if isinstance(who, Person) and not found else None
        return None

    def near(self, position: int, gender: str | None) -> list[Person]:
        """Everybody of a gender, or of any, who is named just before a place."""
        low = self.article.sentences[max(0, self.sentence(position) - 1)].start
        named = [p for m in self.people.between(low, position) for p in m.people]
        if gender:
            return _fitting(named, gender)
        return list(dict.fromkeys(p for p in named if p.sure))

    def body(self, position: int, noun: str = "") -> str | None:
        """The body, not a person, that spoke last, not long before a place.

        One that ``noun`` may name: ``the ministry`` is one whose name says so.
        """
        here = self.sentence(position)
        for number in range(here, max(-1, here - 2 * _NEAR), -1):
            for _, who in reversed(self.spoken.get(number, [])):
                if not isinstance(who, str) or is_plural(who):
                    continue
                if may_be(who, noun):
                    low, after = self.article.sentences[number].end, self.article.masked
                    kind = rf"\b[A-Z][\w-]+ {noun.capitalize()}\b" if noun in NAMED_BY_KIND else ""
                    other = re.search(kind, after[low:position]) if kind else None
                    return who if not other or other[0] in who else None
        return None

    # --- they and it ------------------------------------------------------------------------

    def plural(self, position: int) -> Found:
        """Whom ``they`` means: the last speakers, or the subject, of the sentences just before."""
        here = self.sentence(position)
        for number in range(here, max(-1, here - _NEAR), -1):
            limit = position if number == here else self.article.sentences[number].end
            spoken = [who for at, who in self.spoken.get(number, []) if at < limit]
            if spoken:
                last = spoken[-1]
                several = isinstance(last, str) and is_plural(last)
                return Found(last, (), "last speaker") if several else NOBODY
            subject = self.people.subject(number)
            if subject and subject.start < limit:
                words = self.article.masked[subject.start : subject.end]
                if is_plural(words) and not set(words) & set(PLACEHOLDERS):
                    return Found(words, (), "subject before")
        return NOBODY


def is_plural(words: str) -> bool:
    """Whether a description is of several people: ``critics``, ``Ann Lee and Bo Day``."""
    if " & " in words or words.lower() == "police":
        return True
    last = words.split()[-1] if words else ""
    noun = last.lower().removesuffix("s")
    small = last.islower() or last == words  # "Investigators" at the start of a sentence
    return small and last.endswith("s") and bool(noun_gender(noun))


def _fitting(people: Iterable[Person], gender: str) -> list[Person]:
    """Those who may be of that gender, each once, in order."""
    fitting = (p for p in people if p.gender == gender or (p.sure and p.gender is None))
    return list(dict.fromkeys(fitting))
