"""Whom a description means: ``the 31-year-old``, ``the player``, ``the senator``.

It is somebody whom the article gives that office or age; or, where it is a word that writers use
for somebody just named, the only person whom the sentences before it speak of. An age, an
honorific or such a word alone is never anybody's name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from analysis import languages
from analysis.reading.quotes import offices
from analysis.reading.quotes.antecedents import NOBODY, Discourse, Found, is_plural
from analysis.reading.quotes.masking import Article
from analysis.reading.quotes.names import noun_gender
from analysis.reading.quotes.people import People, Person
from analysis.reading.quotes.sources import BODIES

_JUST = 400  # characters
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old (?:[a-z-]+ ){0,3}$")
_AGE_AFTER = re.compile(
    r", (\d{1,3})(?=[,;])|,? \((\d{1,3})\)|,? (?:who (?:is|was) |aged? )(\d{1,3})\b|"
    r",? (?:is )?an? (\d{1,3})-year-old\b"
)
# "the retired surgeon", "the New York businessman": what one says of whom one just named
_EPITHET = re.compile(
    r"[Tt]he (?:[\w-]+ )*(?:former|retired|presumptive|onetime|one-time|self-\w+|billionaire|"
    r"millionaire|\w+-time|\d+-year-old|[A-Z][\w’'.-]+) [\w -]*[a-z]+$"
)
_RUNNING = frozenset(["candidate", "nominee"])  # not one office that one person holds
# Offices and honours that are held by one person at a time or borne by few.
_HIGH = frozenset(
    "president premier chancellor king queen prince princess pope emperor empress senator duke "  # noqa: SIM905
    "duchess congressman congresswoman governor mayor minister secretary speaker representative "
    "ambassador bishop archbishop cardinal".split()
)
# Those whom texts leave unnamed: "the former Treasury official" is seldom who was just named.
_UNNAMED = frozenset(
    "official aide adviser advisor staffer employee worker officer diplomat source agent insider "  # noqa: SIM905
    "executive operative prosecutor strategist spokesman spokeswoman spokesperson member".split()
)
_DETERMINED = re.compile(
    r"(?:(?i:the|an?|one|two|three|several|some|many|most|other|another|his|her|their|its|our|my|"
    r"no)|\d+|[A-Z][\w.’'-]*)\b|[a-z-]+s$|[a-z-]*(?:police|people|men|women)$|"
    r"(?:[a-z-]+ ){0,3}[a-z-]+s "
    r"(?:of|in|for|from|at|with|who)\b"
)
_GROUPS = re.compile(
    r"(?:police|people|family|crowd|public|couple|pair|duo|media|press|side|camp)$"
)
# "is a player", "Nora Quill, a player": not somebody unnamed
_OF_SOMEBODY = re.compile(
    r"(?:\b(?:is|was|as|be|been|being|become|became|becomes|like)(?: [a-z]+ly)?|[A-Z][\w’'.-]*,) $"
)
_SPEAKS_FOR = re.compile(r"\b[Aa]n? (?:[\w-]+ ){0,3}?(?:spokes\w+|representative)\b")
_NAMED_NEXT = re.compile(r",? (?:named |called |identified as )?[A-Z]")


class Descriptions:
    """The descriptions of one article's people, told by what the article says of them."""

    def __init__(self, article: Article, people: People, said: Discourse) -> None:
        self.article = article
        self.people = people
        self.said = said

    @cached_property
    def offices(self) -> dict[Person, list[offices.Office]]:
        """What the article says its people are."""
        return offices.learn(self.people)

    @cached_property
    def ages(self) -> dict[Person, set[int]]:
        """How old the article says its people are."""
        text = self.article.text
        found: dict[Person, set[int]] = defaultdict(set)
        for start, end, name in self.people.written:
            after = _AGE_AFTER.match(text, end)
            before = _AGE_BEFORE.search(text, max(0, start - 50), start)
            if after or before:
                fits = self.people.fitting(name)
                told = [match[match.lastindex or 1] for match in (after, before) if match]
                if len(fits) == 1:
                    found[fits[0]].update(map(int, told))
        return dict(found)

    def whom(self, head: str, noun: str, position: int) -> tuple[Found, str]:
        """Whom a description at a place means, and by what kind of words: itself or another."""
        if not _DETERMINED.match(head):
            return NOBODY, "description"
        low = head.lower()
        if not low.startswith("the ") or is_plural(head):
            return Found(head), "name"
        gender = noun_gender(noun)
        sex = gender if gender in ("m", "f") else None
        if gender or head.split()[-1][0].isupper():
            held = offices.holders(head, self.offices)
            if found := self._of_holders(head, noun, held, sex, position):
                return found, "description"
        if noun in BODIES and len(head.split()) == 2:
            body = self.said.body(position, noun)
            return (Found(body, (), "last speaker") if body else NOBODY), "description"
        if age := _AGE.search(low):
            return self._of_age(int(age[1]), sex, position), "description"
        if found := self._just_named(head, noun, sex, position):
            return found, "description"
        return self._itself(head, noun, gender, position)

    def _of_holders(
        self, head: str, noun: str, held: list[Person], sex: str | None, position: int
    ) -> Found | None:
        """The one who holds the office that a description names; of several, who is spoken of."""
        if held and self._another(noun, held, position):
            return Found(None, tuple(held))
        if len(held) == 1:
            return Found(held[0], (), "office")
        if not held:
            return None
        if _is_epithet(head, noun) and _is_title(noun):
            return Found(None, tuple(held))
        central = self.said.central(position, sex)
        return Found(central if central in held else None, tuple(held), "office")

    def _of_age(self, age: int, sex: str | None, position: int) -> Found:
        """The only person of that age; else the one just spoken of, if nothing is told of it."""
        same = [p for p, told in self.ages.items() if age in told]
        same = [p for p in same if not sex or p.gender in (None, sex)]
        if len(same) == 1:
            return Found(same[0], (), "age")
        if self._unnamed(f"{age}-year-old", position):
            return NOBODY
        found = self.said.topic(position, sex)
        who = found.who
        if isinstance(who, Person) and age not in self.ages.get(who, {age}):
            return Found(None, (who,))
        return found

    def _just_named(self, head: str, noun: str, sex: str | None, position: int) -> Found | None:
        """The one just spoken of, for ``the player``; None where a description may be another's."""
        word = noun.rpartition("-")[2]
        called = word in languages.read().epithets or noun in languages.read().epithets
        epithet = _is_epithet(head, noun)
        bare = noun in _HIGH and (epithet or head.lower() == f"the {noun}")
        if not (called or epithet or bare) or self._unnamed(noun, position):
            return None
        if epithet and _is_title(noun) and ("former" in head or not bare):
            return NOBODY
        found = self.said.topic(position, sex)
        who = found.who
        if not isinstance(who, Person):
            nobody = not found.candidates and not self.people.between(0, position)
            return None if nobody or (epithet and not found.candidates) else found
        if self._names_another(head, who):
            return Found(None, (who,))
        if bare:
            often = self.said.about(who, position) or self.said.foremost(who, position)
            fits = often and not self._holds_office(who)
            return found._replace(sure=False) if fits else Found(None, (who,))
        return found

    def _itself(self, head: str, noun: str, gender: str | None, position: int) -> tuple[Found, str]:
        """A description of somebody unnamed; nobody where it is new beside people who are named."""
        low = head.lower()
        if _GROUPS.search(low):
            return Found(head), "name"
        if not gender and low == head:
            return NOBODY, "description"
        if gender and low == head:
            # "the host" of whom nothing was said before is the one just named, whoever that is
            told = f" {noun}" in self.article.text[: max(0, position - 1)].lower()
            near = self.said.near(position, gender if gender != "either" else None)
            if near and not told:
                return Found(None, tuple(near)), "description"
        return Found(head), "name"

    def _unnamed(self, noun: str, position: int) -> int:
        """Where ``a player`` was last told of who is nobody that is named; 0 if nowhere."""
        text = self.article.text[: max(0, position - 1)]
        last = 0
        for match in re.finditer(
            rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z\d-]+ ){{0,4}}?{re.escape(noun)}\b", text
        ):
            before = text[max(0, match.start() - 24) : match.start()]
            if not _OF_SOMEBODY.search(before) and not _NAMED_NEXT.match(text, match.end()):
                last = match.end()
        return last

    def _holds_office(self, person: Person) -> bool:
        """Whether the article says what somebody is."""
        heads = (head for office in self.offices[person] for head in office.heads)
        return any(noun_gender(head) or noun_gender(f"{head}n") for head in heads)

    def _another(self, noun: str, held: list[Person], position: int) -> bool:
        """Whether a description is of somebody unnamed who was told of since any who fits it."""
        if self._told_apart(noun, position):
            return True
        if noun == "representative":  # a spokeswoman, more often than of the House
            before = self.article.masked[max(0, position - _JUST) : position]
            return bool(_SPEAKS_FOR.search(before))
        last = 0 if noun in _HIGH else self._unnamed(noun, position)
        return bool(last) and not any(
            p in held for m in self.people.between(last, position) for p in m.people
        )

    def _told_apart(self, noun: str, position: int) -> bool:
        """Whether ``the officer who left`` was just told of: whom ``the officer`` means."""
        if not (noun.isalpha() and noun.islower()):
            return False
        before = self.article.masked[max(0, position - _JUST) : position]
        return bool(re.search(rf"\b(?:the|an?|another) (?:[\w-]+ )?{noun} who(?:se)?\b", before))

    def _names_another(self, head: str, person: Person) -> bool:
        """``the Quill supporter`` is not who spoke last, nor Quill."""
        names = {p.last for p in self.people.persons} - {person.last}
        return any(word in names for word in head.split()[1:])


def _is_epithet(head: str, noun: str) -> bool:
    """Whether a description says of a person what nobody is introduced by."""
    known = noun_gender(noun) and noun not in _UNNAMED
    return bool(known and head.split()[-1].islower() and _EPITHET.match(head))


def _is_title(noun: str) -> bool:
    """Whether a noun is a title of one office: not ``nominee``."""
    return noun.capitalize() in languages.read().titles and noun not in _RUNNING
