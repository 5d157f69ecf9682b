"""Which names of an event are one, how it is shown, and whether it is a person or a place.

Names are compared in their normal form. A shorter one belongs to the longer one that
contains it where only one can be meant; initials belong to the name they stand for; a
country's other names and abbreviations are that country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from analysis import languages
from analysis.languages.folding import key

_JOINS = frozenset(("of", "the", "de", "la", "al", "on", "upon", "for", "and", "a", "an"))
_LONGEST_INITIALS = 6
_FAR_MORE = 2
_PLACE_SHARE = 5  # "in Duncan's room" makes no place of him: one in five is as a place
Name = tuple[str, ...]  # the words of a name in their normal form


class Seen(NamedTuple):
    """One mention of a name: its words as written and what its surroundings say it is."""

    article_id: str
    start: int
    end: int
    shown: str
    as_person: bool  # a title or calling before it
    speaks: bool  # a verb of speaking beside it
    leads: bool  # "President" or the like before it: one person at a time
    as_place: bool  # "in" or the like before it, or "region" after it


@cache
def heads() -> dict[str, str]:
    """Words that tell what a name names, in small letters → organisation, place, event …"""
    return {word.lower(): kind for word, kind in languages.read().name_heads.items()}


@cache
def countries() -> dict[str, str]:
    """A country's names and abbreviations in their normal form → its usual name."""
    return {_country_key(form): name for form, name in languages.read().countries.items()}


@cache
def _states() -> frozenset[str]:
    """The abbreviations of American states and their capital's district, in small letters."""
    return frozenset({"dc", *(form.lower() for form in languages.read().states)})


def _country_key(form: str) -> str:
    plain = key(form).removeprefix("the ")
    short = form.replace(".", "")
    return short if short.isupper() and len(short) < 5 else plain  # "US", but not "us"


def is_country(form: str) -> bool:
    """Whether a name is a country's.

    >>> is_country("U.S."), is_country("us"), is_country("Iran’s")
    (True, False, True)
    """
    return _known_country(form) is not None


@lru_cache(maxsize=100_000)
def _known_country(form: str) -> str | None:
    plain = key(form).removesuffix("'s").removesuffix("'")
    short = form.replace(".", "").replace("’", "'").removesuffix("'s")
    known = countries()
    return known.get(short) or (known.get(plain) if form[:1].isupper() else None)


def resolve(seen: Iterable[Seen]) -> list[tuple[str, str]]:
    """Give each mention the name it belongs to, as shown, and person, place or name.

    The name is "" where the mention is a bare "Council" that no longer name explains.
    """
    return _Event(list(seen)).resolved()


class _Event:
    """All names of one event, and what is known of each."""

    def __init__(self, seen: list[Seen]) -> None:
        self.seen = seen
        self.names = [_words(one.shown) for one in seen]
        self.where: dict[Name, set[str]] = defaultdict(set)
        self.persons: Counter[Name] = Counter()
        self.speaking: Counter[Name] = Counter()
        self.leading: Counter[Name] = Counter()
        self.places: Counter[Name] = Counter()
        self.total: Counter[Name] = Counter(self.names)
        self.spelled: dict[Name, Counter[str]] = defaultdict(Counter)
        for one, name in zip(seen, self.names, strict=True):
            self.where[name].add(one.article_id)
            self.persons[name] += one.as_person
            self.speaking[name] += one.speaks
            self.leading[name] += one.leads
            self.places[name] += one.as_place
            self.spelled[name][one.shown] += 1
        self.country = {name: _country_of(forms) for name, forms in self.spelled.items()}
        self.first_form: dict[str | None, Name] = {}
        for name in sorted(self.total):
            self.first_form.setdefault(self.country[name], name)
        self.holding: dict[str, list[Name]] = defaultdict(list)
        for name in self.total:
            for word in set(name):
                self.holding[word].append(name)
        self.initials: dict[str, list[Name]] = defaultdict(list)
        for name in filter(lambda name: len(name) > 1, self.total):
            letters = "".join(word[0] for word in name)
            self.initials[letters].append(name)
            if len(letters) > 3:  # "CDC": Centers for Disease Control and Prevention
                self.initials[letters[:-1]].append(name)

    def resolved(self) -> list[tuple[str, str]]:
        owner = {
            (name, article_id): self._owner(name, article_id)
            for name, articles in self.where.items()
            for article_id in articles
        }
        owners = [
            owner[name, one.article_id] for one, name in zip(self.seen, self.names, strict=True)
        ]
        members: dict[Name, Counter[Name]] = defaultdict(Counter)
        for name, long in zip(self.names, owners, strict=True):
            members[long][name] += 1
        told = {long: self._told(long, names) for long, names in members.items()}
        return [told[long] for long in owners]

    def _told(self, long: Name, members: Counter[Name]) -> tuple[str, str]:
        """How a name is shown, and what it is."""
        country = self.country[long]
        if country:
            return country, "place"
        if len(long) == 1 and long[0] in heads():
            return "", "name"
        shown = max(self.spelled[long].items(), key=lambda form: (len(form[0]), form[1], form[0]))[
            0
        ]
        return shown, self._kind(long, members)

    def _kind(self, long: Name, members: Counter[Name]) -> str:
        total = sum(members.values())
        places = sum(self.places[name] for name in members)
        persons = sum(self.persons[name] for name in members)
        head = heads().get(long[-1]) or (heads().get(long[0]) if len(long) > 1 else None)
        if head:
            return "place" if head == "place" else "name"
        if 2 * places > total:
            return "place"
        if len(long) == 1:
            return "person" if 2 * (persons + self.speaking[long]) >= total else "name"
        short = any(len(name) == 1 for name in members)
        speaking = sum(self.speaking[name] for name in members)
        if self._like_a_person(long) and (persons or (short and (speaking or not places))):
            return "person"
        return "name"

    def _owner(self, name: Name, article_id: str) -> Name:
        """The longest name that this one is short for."""
        if country := self.country[name]:
            return self.first_form[country]  # one form for all names of a country
        name = self._core(name)
        seen = {name}
        while True:
            longer = self._only(name, article_id)
            if longer is None or longer in seen:
                return name
            seen.add(longer)
            name = longer

    def _core(self, name: Name) -> Name:
        """A person's name without what the article puts before it: "Special Counsel"."""
        of_a_country = len(name) > 2 and self.country.get(name[-1:])
        if of_a_country and name[:-1] in self.total:  # "the Far East of Russia"
            return name[:-1]
        if any(word in heads() for word in name):
            return name
        tails = (name[cut:] for cut in range(len(name) - 2, 0, -1))
        known = (tail for tail in tails if tail in self.total and self._like_a_person(tail))
        return next(known, name)

    def _only(self, name: Name, article_id: str) -> Name | None:
        """The one longer name that this one can be short for, in its article or else in any."""
        found = [long for long in self._candidates(name) if self._is_short_for(name, long)]
        if len(name) == 1:  # "Trump" is Donald Trump's, whatever a "Trump Derangement Syndrome" is
            found = self._likelier(name, found)
        for some in ([one for one in found if article_id in self.where[one]], found):
            nested = sorted(set(some), key=len)
            if nested:
                one = all(_inside(a, b) for a, b in pairwise(nested))
                return nested[0] if one else self._usual(name, nested)
        return None

    def _likelier(self, name: Name, found: list[Name]) -> list[Name]:
        """Those that end with the word, or those that begin with it: whichever are named more."""
        last = [long for long in found if long[-1:] == name]
        rest = [long for long in found if long[-1:] != name]
        counts = [
            [(self.total[long], self.persons[long]) for long in some] for some in (last, rest)
        ]
        most = [max(some, default=(0, 0)) for some in counts]
        return last if most[0] > most[1] or not rest else rest if most[1] > most[0] else found

    def _usual(self, name: Name, longer: list[Name]) -> Name | None:
        """Of several persons with one last name the one that is named far more often."""
        if len(name) > 1 or not all(long[-1:] == name for long in longer):
            return None
        first, second = sorted(longer, key=lambda long: (-self.total[long], long))[:2]
        return first if self.total[first] >= _FAR_MORE * self.total[second] else None

    def _candidates(self, name: Name) -> list[Name]:
        held = [long for long in self.holding[name[0]] if len(long) > len(name)]
        return held + (self.initials.get(name[0], []) if len(name) == 1 else [])

    def _is_short_for(self, name: Name, long: Name) -> bool:
        if len(name) == 1 and len(name[0]) <= _LONGEST_INITIALS and self._in_capitals(name):
            return self._are_initials(name[0], long)
        place = _place_in(name, long)
        if place is None and _spelled_out(name, long):
            return True
        if place is None or self.country[long]:
            return False
        before, after = long[:place], long[place + len(name) :]
        if before and self._is_whole(name, long, before):
            return False
        if not all(word in heads() for word in after):
            if len(name) > 2 and name[0] in heads():  # "… Disease Control", without "and …"
                return not before and len(after) == 1
            return not before and len(name) == 1 and self._is_given_name(name, long)
        if not before:
            own = any(word in heads() for word in name)
            of_places = all(heads()[word] == "place" for word in after)
            return own or of_places or (len(name) == 1 and self._is_bureau(name, long))
        if len(name) > 1:
            return not self._like_a_person(name)
        if "".join(name) in heads():  # one word
            return bool(self.where[name] & self.where[long])
        return not after and self._is_last_name(name, long)

    def _are_initials(self, letters: str, long: Name) -> bool:
        """Whether they stand for the name: not "D.C." for Dick Cheney, "CDC" without its P."""
        if len(letters) == 2 and (self.persons[long] or letters in _states()):
            return False
        first = "".join(word[0] for word in long)
        office = heads().get(long[0]) == "organisation" and len(letters) > 2
        return letters == first or (office and letters == first[:-1])

    def _is_whole(self, name: Name, long: Name, before: Name) -> bool:
        """Whether an institution's name is one by itself: the White House, not its Rose Garden."""
        institution = name[-1] in heads() or name[0] in heads()
        office = heads().get(before[0]) == "organisation"  # "Department of Homeland Security"
        rare = len(self.where[long]) * _FAR_MORE <= len(self.where[name])
        return institution and not office and rare and self.total[long] < self.total[name]

    def _in_capitals(self, name: Name) -> bool:
        return all(shown.replace(".", "").isupper() for shown in self.spelled[name])

    def _like_a_person(self, name: Name) -> bool:
        letters = all(word.replace("'", "").isalpha() for word in name)
        return 1 < len(name) < 5 and letters and not any(word in heads() for word in name)

    def _is_last_name(self, name: Name, long: Name) -> bool:
        if not self._like_a_person(long) or self._rather_a_place(name):
            return False
        # "President Trump" is not Eric Trump, who is named once.
        if not self.leading[long] and self.leading[name] > self.total[long]:
            return False
        return not self.places[long] or self.persons[long] > 0

    def _rather_a_place(self, name: Name) -> bool:
        places = self.places[name]
        return places > self.persons[name] and _PLACE_SHARE * places > self.total[name]

    def _is_given_name(self, name: Name, long: Name) -> bool:
        """Whether it is like "Kim" for Kim Jong Un, in the same article only."""
        together = bool(self.where[name] & self.where[long])
        counted = long[-1] in languages.read().numbers  # the "Taliban Five"
        return together and self._like_a_person(long) and not (self.places[name] or counted)

    def _is_bureau(self, name: Name, long: Name) -> bool:
        """Whether it is like "Census" for Census Bureau: only beside it, no place or person."""
        together = self.where[name] <= self.where[long]
        return together and not self.places[name] and not self.persons[name]


def _country_of(spelled: Counter[str]) -> str | None:
    return next((found for form in spelled if (found := _known_country(form))), None)


def _words(shown: str) -> Name:
    """The words that identify a name.

    >>> _words("Komsomolsk-on-Amur"), _words("the U.S.")
    (('komsomolsk', 'amur'), ('us',))
    """
    plain = key(shown).split()
    if len(plain) > 2:  # "Patrick S. Ryder"
        plain = [plain[0], *(word for word in plain[1:] if len(word) > 1)]
    return tuple(word for word in plain if word not in _JOINS) or tuple(plain)


def _spelled_out(name: Name, long: Name) -> bool:
    """Whether they differ by initials only: "Zion AME Church" and "… African Methodist …"."""
    for place, word in enumerate(name):
        rest = len(long) - (len(name) - place - 1)
        middle = "".join(one[0] for one in long[place:rest])
        if len(word) > 2 and word == middle:
            return name[:place] == long[:place] and name[place + 1 :] == long[rest:]
    return False


def _place_in(name: Name, long: Name) -> int | None:
    """Where the words of a name stand within a longer one."""
    size = len(name)
    places = (i for i in range(len(long) - size + 1) if long[i : i + size] == name)
    return next(places, None) if size < len(long) else None


def _inside(name: Name, long: Name) -> bool:
    return _place_in(name, long) is not None
