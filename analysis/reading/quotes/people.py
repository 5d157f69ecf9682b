"""The people of one article: whose names they are, who shares a surname, who is he or she.

One piece of code for speakers and for mentions: in one article nobody is both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from analysis import languages
from analysis.reading.quotes import phrases
from analysis.reading.quotes.marks import quoted
from analysis.reading.quotes.masking import PLACEHOLDERS, Article, Span, prepare
from analysis.reading.quotes.names import Name, noun_gender, read_name
from analysis.reading.quotes.openers import without_opener

_NAME = re.compile(phrases.NAME)
_WORD_BEFORE = re.compile(r"\b[A-Z][\w’-]+$")
_TITLE_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.? $")
_RELATION = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|my|whose|’s|'s) (?:[\w-]+ ){0,2}?([\w-]+),? $")
_NOUN_BEFORE = re.compile(r"\b([a-z][\w-]+),? $")
_AFTER = re.compile(r"(?:, \d{1,3})?, (?:the |an? |his |her |their )?([^,.;\n]{3,70})")
_PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b")
_DETERMINER = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his) $")
_MODIFIED = re.compile(r" (?!and\b|or\b|in\b|on\b|of\b|was\b|is\b|has\b|had\b|said\b)[a-z]")
_ACTS = re.compile(rf" (?:{phrases.PAST})\b")
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[A-Z][\w’'.-]*) $")
_NEAR = 40  # characters before a name in which it is said whose kin he is
_ACTS_OFTEN = 2  # times that a surname alone acts before its full name counts as a person's
_PLACED = re.compile(r"\b(?:of|in|at|from|near|to|across) (?:the )?$")  # "the town of Eastwick"
_JOINED_BODY = re.compile(
    rf"(?P<name>{phrases.NAME} and {phrases.NAME}) \((?:the )?(?P<letters>[A-Z]{{2,7}})\)"
)
_STOP_WORDS = re.compile(r" (?:of|for|to|who|which|whose|at|in|from|with|and|that)\b")


@dataclass(eq=False)
class Person:
    """One person: the commonest of the fullest names, and what the article says of them."""

    name: str
    first: str
    last: str
    middle: str = ""
    suffix: str = ""
    sure: bool = True  # a person beyond doubt, not only two capitalised words
    votes: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    offices: set[str] = field(default_factory=set)

    @property
    def gender(self) -> str | None:
        """m or f where what is known agrees or outweighs, else None."""
        he, she = self.votes["m"], self.votes["f"]
        return None if he == she else "m" if he > she else "f"


class Mention(NamedTuple):
    """One place where people are named; several where a name does not tell them apart."""

    start: int
    end: int
    people: tuple[Person, ...]


class People:
    """Everybody whom one article names."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.persons: list[Person] = []
        self._last: dict[str, list[Person]] = defaultdict(list)
        self._first: dict[str, list[Person]] = defaultdict(list)
        self._subjects: dict[int, Span | None] = {}
        self.written = [
            (match.start(), match.end(), name)
            for match in _NAME.finditer(article.text)
            if (name := read_name(match[0]))
        ]
        self.written = [
            (start, end, without_opener(article.text, start, name))
            for start, end, name in self.written
        ]
        by_surname = self._by_surname()
        titled = {n.last for *_, n in self.written if n.kind == "person" and n.first == n.last}
        for start, end, name in self.written:
            full = name.kind in ("person", "maybe") or name.text in by_surname
            if name.kind == "maybe" and name.last in titled and _common(name.first):
                continue  # a label run into a surname: "Location Quill", and "Mr. Quill"
            if full and " " in name.text and name.first != name.last:
                person = self._add(name)
                person.sure |= name.text in by_surname
                self._learn(person, name, start, end)
        self._juniors = {person for person in self.persons if self._is_second(person)}
        self._couples()
        for start, end, name in self.written:
            if name.kind == "person" and name.first == name.last:
                self._titled(name, start, end)
            elif name.kind == "single" and name.last in languages.read().given_names:
                self._related(name, start, end)
        for person in self.persons:
            person.name = person.forms.most_common(1)[0][0]
            given = languages.read().given_names.get(person.first)
            if given in ("m", "f") and person.last != person.first:
                person.votes[given] += 2

    # --- who there is -----------------------------------------------------------------------

    def _add(self, name: Name) -> Person:
        """The person of a full name, a new one where no known one fits."""
        for person in self._last[name.last]:
            if person.first == name.first and person.suffix == name.suffix:
                one, other = person.middle, name.middle
                if not one or not other or one[0] == other[0] == "H" or _same_middle(one, other):
                    person.middle = max(one, other, key=len)
                    person.forms[name.text] += 1
                    person.sure |= name.kind == "person"
                    return person
        person = Person(
            name.text, name.first, name.last, name.middle, name.suffix, name.kind == "person"
        )
        person.forms[name.text] += 1
        self._enter(person)
        return person

    def _is_second(self, person: Person) -> bool:
        """Whether a "Jr." or "his father Mark Quill" comes after the last name: it is another's."""
        own = [(start, name) for start, _, name in self.written if name.last == person.last]
        first = next(start for start, name in own if name.first == person.first)
        kin = _RELATION.search(self.article.text[max(0, first - _NEAR) : first])
        return own[0][0] < first if kin else bool(person.suffix) and not own[0][1].suffix

    def _enter(self, person: Person) -> None:
        self.persons.append(person)
        self._last[person.last].append(person)
        if person.first != person.last:
            self._first[person.first].append(person)

    def _by_surname(self) -> set[str]:
        """Full names that may be a body's, whose last word alone then acts: ``West said``.

        Bodies and places go by their first word or their initials.
        """
        text, known = self.article.text, languages.read()
        surnames = {name.last for *_, name in self.written if name.kind == "person"}
        acts = Counter(
            name.last
            for start, end, name in self.written
            if name.first == name.last == name.text
            and text[end : end + 1] == " "
            and _ACTS.match(text, end)
            and not _DETERMINED.search(text, max(0, start - 12), start)
            and not _PLACED.search(text, max(0, start - 12), start)
        )
        return {
            name.text
            for _, _, name in self.written
            if name.kind == "other"
            and name.text.count(" ") == 1
            and acts[name.last] >= _ACTS_OFTEN
            and name.last not in surnames
            and name.first.lower()[:6] not in known.word_rarity  # "Unlike West"
            and not {name.text, name.last} & known.countries.keys()
        }

    def _couples(self) -> None:
        """``Ansa and Kerr Dalt``: the surname is both's."""
        text, given = self.article.text, languages.read().given_names
        for start, _, name in list(self.written):
            if name.kind != "person" or text[start - 5 : start] != " and ":
                continue
            match = _WORD_BEFORE.search(text, max(0, start - 30), start - 5)
            title = match and _TITLE_BEFORE.search(text, max(0, match.start() - 20), match.start())
            if title and title[1] in languages.read().titles:
                continue  # "Prince Bo and Ansa Dalt": Bo bears a name of his own
            if match and match[0] in given and name.first in given and name.first != name.last:
                full = None if match[0] in self._first else read_name(f"{match[0]} {name.last}")
                if full and full.kind == "person":
                    self._add(full)

    def _titled(self, name: Name, start: int, end: int) -> None:
        """``Mr. Lou``: of the people of that name if one fits, else somebody not named in full."""
        fits = self.fitting(name)
        if len(fits) == 1:
            person = fits[0]
        elif fits:
            return
        else:
            person = Person(name.text, name.last, name.last)
            others = self._last[name.last]
            if name.gender and others:  # Mr and Mrs Dorn
                person.forms[f"{name.title.split()[-1]} {name.text}"] += 1
                for other in others:
                    if other.first == other.last and other.votes:
                        title = "Mr" if other.gender == "m" else "Mrs"
                        other.forms = Counter([f"{title} {other.last}"])
            else:
                person.forms[name.text] += 1
            self._enter(person)
        self._learn(person, name, start, end)

    def _related(self, name: Name, start: int, end: int) -> None:
        """``his wife, Jane``: somebody named by the given name alone."""
        relation = _RELATION.search(self.article.text[max(0, start - 60) : start])
        if relation and noun_gender(relation[1]) in ("m", "f") and not self.fitting(name):
            person = Person(name.text, name.last, name.last)
            person.forms[name.text] += 1
            self._enter(person)
            self._learn(person, name, start, end)

    @cached_property
    def _initials(self) -> dict[str, str]:
        """Initials → the body's full name."""
        found: dict[str, str] = {}
        for joined in _JOINED_BODY.finditer(self.article.text):
            name = joined["name"]
            if "".join(word[0] for word in name.split() if word[0].isupper()).startswith(
                joined["letters"]
            ):  # "the Institutes for Mines and Metals (IMM)", all of it
                found.setdefault(joined["letters"], name)
        for _, _, name in self.written:
            if name.kind in ("other", "maybe"):
                letters = "".join(word[0] for word in name.text.split() if word[0].isupper())
                found.setdefault(letters, name.text)
        return found

    def spelled_out(self, letters: str) -> str:
        """A body's full name for its initials, where the article gives it: ``IMF``."""
        return (
            self._initials.get(letters, letters) if letters.isupper() and letters[1:] else letters
        )

    def fitting(self, name: Name) -> list[Person]:
        """The people whom a name may mean, by its words and the gender of its title."""
        if name.first != name.last:
            found = [
                p
                for p in self._last.get(name.last, [])
                if p.first == name.first and p.suffix == name.suffix
            ]
            if len(found) > 1:
                found = [p for p in found if not name.middle or _same_middle(p.middle, name.middle)]
            return found
        every = self._last.get(name.last, [])
        found = [p for p in every if p not in self._juniors]
        found = found or [p for p in self._first.get(name.last, []) if p.sure]
        if any(p.first != p.last for p in found) and name.gender:  # "Mr. Quill": her husband?
            found = [p for p in dict.fromkeys([*every, *found]) if p.gender in (None, name.gender)]
        elif name.gender:
            found = [p for p in found if p.gender in (None, name.gender)]
        return found

    def spoken_by(self, name: Name) -> Person:
        """Somebody who speaks under one name only; a slip of the pen is no other person."""
        for last in get_close_matches(name.last, self._last, cutoff=0.8) if name.last[4:] else ():
            if last != name.last and len(self._last[last]) == 1 and last[0] == name.last[0]:
                return self._last[last][0]
        person = Person(name.text, name.last, name.last, sure=name.kind != "other")
        self._enter(person)
        return person

    # --- what the article says of them ------------------------------------------------------

    def _learn(self, person: Person, name: Name, start: int, end: int) -> None:
        """Gender and office from the title, and from the words before and after the name."""
        text = self.article.text
        if name.gender:
            person.votes[name.gender] += 4
        if name.title:
            person.offices.add(name.title)
        ahead = text[max(0, start - 60) : start]
        relation = _RELATION.search(ahead)
        before = relation or _NOUN_BEFORE.search(ahead)
        said = noun_gender(before[1]) if before else None
        if said in ("m", "f") and (relation or ahead[-2] != ","):
            person.votes[said] += 3
        if after := _AFTER.match(text, end):
            words = _STOP_WORDS.split(after[1], maxsplit=1)[0].split()
            said = noun_gender(words[-1].lower()) if words else None
            if said:
                person.sure = True
                person.votes[said] += 3 if said != "either" else 0

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every place outside quotation marks where people are named, in order."""
        masked = self.article.masked
        found = []
        for start, end, name in self.written:
            if masked[start] in PLACEHOLDERS or self._modifies(start, end):
                continue
            if fits := tuple(self.fitting(name)):
                fits = self._narrow(fits, found, start) if len(fits) > 1 else fits
                found.append(Mention(start, end, fits))
        self._learn_from_pronouns(found)
        return found

    def _modifies(self, start: int, end: int) -> bool:
        """Whether a name only says which: ``the Quill campaign``."""
        text = self.article.text
        return text[end : end + 1] == " " and bool(
            _MODIFIED.match(text, end) and _DETERMINER.search(text[max(0, start - 6) : start])
        )

    def narrowed(self, fits: tuple[Person, ...], position: int) -> tuple[Person, ...]:
        """Of people who share a name, whom it means at a place, if the text shows it."""
        return self._narrow(fits, self.between(0, position), position)

    def _narrow(
        self, fits: tuple[Person, ...], before: list[Mention], position: int
    ) -> tuple[Person, ...]:
        """The only one who acts under the full name; who was just named; who is named again."""
        active = tuple(p for p in fits if p in self.active)
        low = self.article.sentences[max(0, self.sentence(position) - 2)].start
        near: set[Person] = set()
        for mention in reversed(before):
            if mention.start < low:
                break
            near.update(p for p in mention.people if len(mention.people) == 1 and p in fits)
        if len(near) != 1:
            near &= set(active)
        if len(near) == 1:
            return tuple(near)
        if len(active) == 1 and all(p.forms.total() <= active[0].forms.total() for p in fits):
            return active
        again = tuple(p for p in fits if p.forms.total() > 1)  # the others are named in passing
        return again if len(again) == 1 else fits

    @cached_property
    def strangers(self) -> list[int]:
        """Where somebody may be named whom the article never names in full: ``Pell left``."""
        text, masked = self.article.text, self.article.masked
        given = languages.read().given_names
        return [
            start
            for start, end, name in self.written
            if name.kind == "single"
            and masked[start] not in PLACEHOLDERS
            and (
                name.last in given
                or (_ACTS.match(text, end) and not _PLACED.search(text, max(0, start - 12), start))
                or text[end - 2 : end] in ("’s", "'s")
            )
            and not self.fitting(name)
        ]

    def stranger_between(self, low: int, high: int) -> bool:
        """Whether such a name stands in ``low`` to ``high``."""
        first = bisect_left(self.strangers, low)
        return first < len(self.strangers) and self.strangers[first] < high

    @cached_property
    def unnamed(self) -> list[int]:
        """Where a single word may be the name of somebody not named in full, whatever it does."""
        known, masked = languages.read(), self.article.masked
        starts = {sentence.start for sentence in self.article.sentences}
        return [
            start
            for start, _, name in self.written
            if name.kind == "single"
            and start not in starts
            and masked[start] not in PLACEHOLDERS
            and name.last not in known.countries
            and not self.fitting(name)
        ]

    def unnamed_between(self, low: int, high: int) -> bool:
        """Whether such a word, or a stranger, stands in ``low`` to ``high``."""
        first = bisect_left(self.unnamed, low)
        here = first < len(self.unnamed) and self.unnamed[first] < high
        return here or self.stranger_between(low, high)

    def _learn_from_pronouns(self, mentions: list[Mention]) -> None:
        """Somebody alone in a sentence, and then he or she: where nothing else tells."""
        masked = self.article.masked
        sentences = self.article.sentences
        for index, mention in enumerate(mentions):
            person = mention.people[0]
            if len(mention.people) > 1 or person.gender:
                continue
            end = sentences[self.sentence(mention.start)].end
            if index + 1 < len(mentions):
                end = min(end, mentions[index + 1].start)
            if found := _PRONOUN.search(masked, mention.end, end):
                person.votes["m" if found[1] else "f"] += 1

    @cached_property
    def active(self) -> set[Person]:
        """The people who are the subject of a sentence under their full name."""
        found: set[Person] = set()
        for start, end, name in self.written:
            if name.first != name.last and name.kind != "other":
                subject = self.subject(self.sentence(start))
                owner = self.article.text[end - 2 : end] in ("’s", "'s")
                if subject and subject.start <= start < subject.end and not owner:
                    found.update(self.fitting(name))
        return found

    def sentence(self, position: int) -> int:
        """The number of the sentence that a place stands in."""
        return max(0, bisect_right(self.article.sentences, (position, 1 << 60)) - 1)

    def subject(self, number: int) -> Span | None:
        """The subject of a sentence, found once."""
        if number not in self._subjects:
            span = self.article.sentences[number]
            self._subjects[number] = phrases.sentence_subject(self.article.masked, *span)
        return self._subjects[number]

    def between(self, low: int, high: int) -> list[Mention]:
        """The mentions that start in ``low`` to ``high``."""
        first = bisect_left(self.mentions, low, key=_start)
        return self.mentions[first : bisect_left(self.mentions, high, lo=first, key=_start)]


def of_text(text: str) -> People:
    """The people of one text, whatever stands in quotation marks read as such."""
    return People(prepare(text, quoted(text)))


def _start(mention: Mention) -> int:
    return mention.start


def _common(word: str) -> bool:
    """Whether a capitalised word is an ordinary one: ``Location``."""
    return word.isalpha() and word.lower()[:6] in languages.read().word_rarity


def _same_middle(one: str, other: str) -> bool:
    """``W.`` and ``Walker`` agree, ``H. W.`` and ``W.`` do not."""
    return bool(one and other) and one[0] == other[0]
