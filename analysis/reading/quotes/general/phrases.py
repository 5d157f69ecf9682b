"""Somebody a sentence speaks of: names, pronouns and descriptions, and what is known of people."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from analysis import languages
from analysis.languages.folding import fold
from analysis.languages.grammar import Grammar
from analysis.languages.inflection import inflected, standing
from analysis.reading.quotes.general.marks import Speech
from analysis.reading.quotes.general.texts import WORD, Masked, Word

_ADJECTIVE = re.compile(r"(?:ая|яя|ий|ый|ое|ее|ой|ей|ую|юю|ого|его|ому|ему|ом|ем|ие|ые|их|ых)$")
_LED = re.compile(r"[DLdl][’'](?=[a-zà-ÿ])")  # "L’attaquant" is no name
_UPPER = "".join(filter(str.isupper, map(chr, range(0x530))))  # Latin, Greek, Cyrillic


class Phrase(NamedTuple):
    """Somebody a sentence speaks of: a name, a pronoun or a description.

    ``kind`` is name, pronoun, description or other (something that is nobody); ``who`` is the
    actor or the name; ``governed`` whether a preposition or an oblique case holds it.
    """

    first: int  # number of its first and, beyond its last, word
    last: int
    kind: str
    who: str | None
    gender: str
    plural: bool
    governed: bool
    definite: bool


class Named(NamedTuple):
    start: int
    end: int
    actor: str
    plain: bool  # as listed, not inflected


class Text(Masked):
    """One text with its speech masked, and those it speaks of."""

    def __init__(
        self, text: str, speech: list[Speech], grammar: Grammar, aliases: dict[str, str]
    ) -> None:
        super().__init__(text, speech, grammar)
        self.aliases = aliases
        self._phrases: dict[int, list[Phrase]] = {}

    @cached_property
    def named(self) -> list[Named]:
        """Where the event's actors, and people with a full name, stand outside speech."""
        found = self._named_actors()
        taken = [(n.start, n.end) for n in found]
        for start, end, name in self._full_names():
            if not any(a < end and start < b for a, b in taken):
                found.append(Named(start, end, name, not self.grammar.endings or self._bare(end)))
                taken.append((start, end))
        known = {n.actor.split()[-1]: n.actor for n in found if " " in n.actor}
        for last, name in known.items():
            if name in self.aliases.values() or len(last) < 3:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", self.masked):
                if not any(a < match.end() and match.start() < b for a, b in taken):
                    bare = not self.grammar.endings or self._bare(match.end())
                    found.append(Named(*match.span(), name, bare))
                    taken.append(match.span())
        return sorted(found)

    def _bare(self, end: int) -> bool:
        """Whether a name that no list has may be a subject: its case cannot be told in Slavic."""
        if self.grammar.code == "tr":
            return self.masked[end : end + 1] not in "’'"
        return self.grammar.code == "de"

    @cached_property
    def people(self) -> frozenset[str]:
        """Those named who are people: by a given name, a title, or an alias of two words."""
        given, found = languages.read().given_names, set()
        bodies, grammar = languages.read().not_people, self.grammar
        for alias, actor in self.aliases.items():
            words = alias.split()
            if alias.title() in _media() or alias in _media():
                continue
            led = words[0].lower() in grammar.definite or words[0].lower() == "the"
            named = len(words) > 1 and words[0].title() in given
            plain = len(words) in (2, 3) and not led
            if named or (plain and not any(w.title() in bodies for w in words)):
                found.add(actor)
        found |= {n.actor for n in self.named if n.actor.split()[0] in given}
        return frozenset(found | self.offices.keys())

    @cached_property
    def offices(self) -> dict[str, set[str]]:
        """Actor → nouns for persons that stand beside the name: what the text says he is."""
        nouns, found = self.grammar.persons, {}
        listed = frozenset(self.aliases.values())
        given = languages.read().given_names
        for n in self.named:
            if n.actor not in listed and n.actor.split()[0] not in given:
                continue
            before = WORD.findall(self.masked[max(0, n.start - 60) : n.start])
            apart = self.masked[max(0, n.start - 2) : n.start]
            if before and before[-1].lower() in nouns and "," not in apart:
                found.setdefault(n.actor, set()).add(before[-1].lower())
            rest = self.masked[n.end : n.end + 60]
            if after := re.match(r", (?:[^\W\d_]+ ){0,2}?([^\W\d_][\w-]+)", rest):
                words = after[0][2:].lower().split()
                found_noun = next((word for word in words if word in nouns), None)
                if found_noun:
                    found.setdefault(n.actor, set()).add(found_noun)
        return found

    def _named_actors(self) -> list[Named]:
        found: list[Named] = []
        if not self.aliases:
            return found
        aliases = standing(self.aliases, self.masked)
        for match in _alias_pattern(aliases, self.grammar).finditer(self.masked):
            alias = match.lastgroup
            if alias is None:
                continue
            listed = aliases[int(alias[1:])]
            plain = match[0].lower().replace("’", "'") == listed.lower().replace("’", "'")
            found.append(Named(match.start(), match.end(), self.aliases[listed], plain))
        return found

    def _full_names(self) -> list[tuple[int, int, str]]:
        """Names of two words or more; in German a given name or a title must come first."""
        given, grammar = languages.read().given_names, self.grammar
        found = []
        for match in _capitals(grammar).finditer(self.masked):
            words = match[0].split()
            start, end = match.span()
            if grammar.code == "tr" and (suffixed := re.search("[’']", match[0])):
                end = start + suffixed.start()
                words = self.masked[start:end].split()
            while words and words[0].lower() in (grammar.titles | grammar.persons):
                rest = self.masked[start + len(words[0]) : end]
                start = end - len(rest.lstrip())
                words = words[1:]
            if len(words) < 2 or any(w.lower() in grammar.verbs for w in words):
                continue
            if (
                _LED.match(words[0])
                or words[0].lower() in grammar.words
                or words[0].lower() in grammar.months
            ):
                continue
            name = " ".join(words)
            if name in _media() or fold(words[0]) in _places():
                continue
            if grammar.code in ("de", "tr") and words[0] not in given:
                continue
            if grammar.code == "ru" and (words[-1].isupper() or _ADJECTIVE.search(words[0])):
                continue
            found.append((start, end, " ".join(self.text[start:end].split())))
        return found

    def phrases(self, number: int) -> list[Phrase]:
        """Everybody a sentence speaks of outside speech, in order."""
        if number not in self._phrases:
            self._phrases[number] = self._read_phrases(number)
        return self._phrases[number]

    def _read_phrases(self, number: int) -> list[Phrase]:
        words, grammar = self.words(number), self.grammar
        low, high = self.sentences[number]
        named = {n.start: n for n in self.named if low <= n.start < high}
        found: list[Phrase] = []
        i = 0
        while i < len(words):
            word = words[i]
            if here := named.get(word.start):
                last = i + 1
                while last < len(words) and words[last].start < here.end:
                    last += 1
                found.append(self._name(words, i, last, here))
                i = last
            elif word.low in grammar.pronouns and not word.capital | (word.start != low):
                i += 1
            elif word.low in grammar.pronouns:
                gender = grammar.pronouns[word.low]
                governed = i > 0 and words[i - 1].low in grammar.prepositions
                found.append(
                    Phrase(i, i + 1, "pronoun", None, gender, gender == "plural", governed, True)
                )
                i += 1
            elif (one := self._one_of(words, i)) is not None:
                found.append(one)
                i = one.last
            elif (last := self._unlisted(words, i, named)) is not None:
                name = " ".join(self.text[word.start : words[last - 1].end].split())
                found.append(self._name(words, i, last, Named(word.start, 0, name, True)))
                i = last
            elif (described := self._description(words, i, named)) is not None:
                found.append(described)
                i = described.last
            elif (body := self._body(words, i, named)) is not None:
                found.append(body)
                i = body.last
            else:
                i += 1
        return found

    def _unlisted(self, words: list[Word], i: int, named: dict[int, Named]) -> int | None:
        """Where a name ends that only its place shows: next to a verb of speech, or a title."""
        grammar = self.grammar
        if not words[i].capital or len(words[i].low) < 3 or grammar.code in ("ru", "pl", "tr"):
            return None
        if self.noun_gender(words[i].low) or words[i].low in grammar.titles:
            return None
        last = i + 1
        while (
            last < min(len(words), i + 3) and words[last].capital and self._touch(words, last - 1)
        ):
            last += 1
        if any(w.start in named or w.low in grammar.words | grammar.adverbs for w in words[i:last]):
            return None
        before = words[i - 1].low if i and self._touch(words, i - 1) else ""
        after = words[last].low if last < len(words) and self._touch(words, last - 1) else ""
        verb = grammar.verbs.get(before)
        follows = verb is not None and verb.shape != "gerund" and verb.number != "p"
        follows = follows or before in {phrase.split()[-1] for phrase in grammar.according}
        titled = bool(self.noun_gender(before)) or before in grammar.titles
        told = grammar.verbs.get(after)
        leads = told is not None and told.shape == "finite" and told.number == "s" and not before
        if leads:  # a sentence's first capital says nothing
            word = self.text[words[i].start : words[i].end]
            leads = (
                re.search(rf"(?<![.!?:“”\"«„\n]) {re.escape(word)}(?!\w)", self.masked) is not None
            ) and not self._a_noun(word)
        return last if follows or titled or leads else None

    def _a_noun(self, word: str) -> bool:
        """Whether a determiner stands before a word somewhere: in German a capital is no name."""
        led = "|".join(sorted(self.grammar.nominative | {"am", "im", "zum", "zur", "den", "dem"}))
        noun = rf"(?<!\w)(?:{led}) {re.escape(word)}(?!\w)"
        return bool(self.grammar.nominative) and re.search(noun, self.masked) is not None

    def noun_gender(self, low: str) -> str:
        """m, f, either or plural for a noun that is a person; in German by its last part, too."""
        persons = self.grammar.persons
        if low in persons or self.grammar.code != "de":
            return persons.get(low, "")
        tail = next((low[n:] for n in range(1, len(low) - 3) if low[n:].strip("-") in persons), "")
        return persons.get(tail.strip("-"), "") if len(tail) > 4 else ""

    def _name(self, words: list[Word], first: int, last: int, here: Named) -> Phrase:
        start = first
        gender = self.gender(here.actor)
        titles = self.grammar.titles
        while start > 0 and self._touch(words, start - 1):
            low = words[start - 1].low
            kind = titles.get(low) or self.noun_gender(low)
            if not kind:
                break
            gender = gender or _one(kind)
            start -= 1
        governed = not here.plain
        if not governed and not self._nominative(words[last - 1], gender):
            governed = self._governed(words, start)
        return Phrase(start, last, "name", here.actor, gender, False, governed, True)

    def _nominative(self, word: Word, gender: str) -> bool:
        """Whether a name as listed would end otherwise after a preposition (Russian, Polish)."""
        return (
            self.grammar.code in ("ru", "pl")
            and word.low[-1] not in "оеиуюэыoeiuyąę"
            and (gender != "f" or word.low[-1] in "аяa")
        )

    def _description(self, words: list[Word], i: int, named: dict[int, Named]) -> Phrase | None:
        """``[determiner] [words] person-noun``: a description of somebody."""
        grammar = self.grammar
        determined = words[i].low in grammar.definite or words[i].low in grammar.indefinite
        if not determined and not self.noun_gender(words[i].low):
            return None
        for j in range(i, min(i + (5 if determined else 1), len(words))):
            if j > i and (not self._touch(words, j - 1) or words[j].start in named):
                return None
            if j > i and words[j].low in grammar.prepositions:
                return None
            gender = self.noun_gender(words[j].low)
            if gender and (j > i or not determined):
                if j + 1 < len(words) and words[j + 1].start in named and self._touch(words, j):
                    return None  # a title: the name tells who
                definite = words[i].low not in grammar.indefinite
                return Phrase(
                    i,
                    j + 1,
                    "description",
                    None,
                    "" if gender == "plural" else _one(gender),
                    gender == "plural",
                    self.grammar.code not in ("ru", "pl")
                    and self._governed(words, i, near=determined),
                    definite,
                )
        return None

    def _body(self, words: list[Word], i: int, named: dict[int, Named]) -> Phrase | None:
        """``[determiner] [words] body``: a government, an agency, the media."""
        grammar = self.grammar
        determined = words[i].low in grammar.definite or words[i].low in grammar.indefinite
        if not determined and (grammar.definite or words[i].low not in grammar.bodies):
            return None
        for j in range(i + determined, min(i + 4, len(words))):
            if j > i and (not self._touch(words, j - 1) or words[j].start in named):
                return None
            if words[j].low in grammar.bodies:
                governed = self._governed(words, i, near=determined)
                return Phrase(i, j + 1, "noun", None, "", False, governed, True)
            if words[j].low in grammar.prepositions or not determined:
                return None
        return None

    def _one_of(self, words: list[Word], i: int) -> Phrase | None:
        """``one of the women``, ``one of them``: somebody without a name."""
        grammar = self.grammar
        gender = grammar.one_of.get(words[i].low)
        if gender is None or i + 2 >= len(words) or words[i + 1].low not in grammar.of_several:
            return None
        if not (self._touch(words, i) and self._touch(words, i + 1)):
            return None
        last = i + 3
        if words[i + 2].low in grammar.definite | grammar.indefinite and last < len(words):
            last += self._touch(words, i + 2)
        governed = self._governed(words, i, near=True)
        return Phrase(i, last, "description", None, gender, False, governed, False)

    def _governed(self, words: list[Word], i: int, *, near: bool = False) -> bool:
        """Whether a preposition stands before, but for determiners and adjectives.

        ``near``: a phrase with a determiner of its own is governed by the word right before it.
        """
        grammar = self.grammar
        if near:
            touches = i > 0 and self._touch(words, i - 1)
            return touches and words[i - 1].low in grammar.prepositions
        strange = 0  # words that may be adjectives
        for back in range(i - 1, max(-1, i - 5), -1):
            low = words[back].low
            if not self._touch(words, back):
                return False
            if low in grammar.prepositions:
                return True
            if low in grammar.verbs or low in grammar.auxiliaries or low in grammar.pronouns:
                return False
            inside = low in grammar.definite or low in grammar.indefinite
            if not inside and low not in grammar.persons and low not in grammar.titles:
                strange += 1
                if strange > 1 or (grammar.code == "de" and words[back].capital):
                    return False
        return False

    def _touch(self, words: list[Word], i: int) -> bool:
        """Whether nothing but a space stands between a word and the next one."""
        return i + 1 < len(words) and not self.masked[words[i].end : words[i + 1].start].strip()

    @cached_property
    def _genders(self) -> dict[str, str]:
        """Actor → m or f, by title, by description beside the name, or by given name."""
        given = languages.read().given_names
        titles = self.grammar.titles | self.grammar.persons
        found: dict[str, str] = {}
        shown = {
            actor: [alias for alias in self.aliases if self.aliases[alias] == actor]
            for actor in set(self.aliases.values())
        }
        for actor in {n.actor for n in self.named}:
            for name in [*shown.get(actor, []), actor]:
                first = name.split()[0].title() if name.split() else ""  # aliases are lower case
                gender = _one(given.get(first, ""))
                if gender and " " in name:
                    found.setdefault(actor, gender)
        for n in self.named:
            before = WORD.findall(self.masked[max(0, n.start - 24) : n.start])
            if before and (gender := _one(titles.get(before[-1].lower(), ""))):
                found.setdefault(n.actor, gender)
        return found

    def gender(self, actor: str) -> str:
        return self._genders.get(actor, "")


@cache
def _media() -> frozenset[str]:
    return frozenset(row["name"] for row in languages.media())


@cache
def _places() -> frozenset[str]:
    """First words of places that are given names, too: Virginia, Georgia."""
    states = languages.read().states.values()
    return frozenset(name.split()[0] for name in [*states, *languages.read().countries])


def _one(gender: str) -> str:
    return gender if gender in ("m", "f") else ""


@lru_cache(maxsize=64)
def _alias_pattern(aliases: tuple[str, ...], grammar: Grammar | None) -> re.Pattern[str]:
    """One expression for all aliases, inflected ones too; group ``a<n>`` is the n-th alias."""
    longest = sorted(range(len(aliases)), key=lambda n: -len(aliases[n]))
    ways = [f"(?P<a{n}>{inflected(aliases[n], grammar)})" for n in longest if aliases[n].strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=32)
def _capitals(grammar: Grammar) -> re.Pattern[str]:
    name = rf"[{_UPPER}](?:\.|[\w’'.-]*\w)"
    small = "|".join(map(re.escape, sorted(grammar.particles, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<![\w’'-]){name}(?:\s(?:(?:{small})\s)?{name})+(?!\w)")
