"""Who is named in a text outside its speech, and what the text tells of them: nouns, gender."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from analysis import languages
from analysis.languages.folding import fold
from analysis.languages.grammar import Grammar
from analysis.languages.inflection import inflected, standing
from analysis.reading.quotes.general.marks import Speech
from analysis.reading.quotes.general.texts import WORD, Masked

_ADJECTIVE = re.compile(
    r"(?:ая|яя|ий|ый|ое|ее|ой|ей|ую|юю|ого|его|ому|ему|ом|ем|ие|ые|их|ых|ий|ої|ій|ими)$"
)
_LED = re.compile(r"[DLdl][’'](?=[a-zà-ÿ])")  # "L’attaquant" is no name
_APPOSED = re.compile(r"((?:[^\W\d_][\w’'-]*\s){0,5}[^\W\d_][\w’'-]*), $")
_UPPER = "".join(filter(str.isupper, map(chr, range(0x530))))  # Latin, Greek, Cyrillic


class Named(NamedTuple):
    start: int
    end: int
    actor: str
    plain: bool  # as listed, not inflected


class Naming(Masked):
    """One text with its speech masked, and who is named in it."""

    def __init__(
        self, text: str, speech: list[Speech], grammar: Grammar, aliases: dict[str, str]
    ) -> None:
        super().__init__(text, speech, grammar)
        self.aliases = aliases

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
            beside = before[-1].lower() if before else ""
            if nouns.get(beside, "plural") != "plural" and "," not in apart:
                found.setdefault(n.actor, set()).add(beside)
            if led := self._led(n) or self._alone(n):
                found.setdefault(n.actor, set()).add(led)
            rest = self.masked[n.end : n.end + 60]
            if after := re.match(r", (?:[^\W\d_]+ ){0,2}?([^\W\d_][\w-]+)", rest):
                words = after[0][2:].lower().split()
                found_noun = next((word for word in words if word in nouns), None)
                if found_noun:
                    found.setdefault(n.actor, set()).add(found_noun)
        return found

    def _alone(self, named: Named) -> str | None:
        """The noun of ``The expert, Kim of Acme, …``: an article and it open the sentence."""
        before = self.masked[max(0, named.start - 60) : named.start]
        words = re.search(r"(?:^|[\n.!?]\s*)([^\W\d_]+ |[LlDd][’'])?([^\W\d_][\w-]+), $", before)
        led = words and (
            not words[1] or words[1].strip().lower().replace("’", "'") in self.grammar.definite
        )
        return (
            words[2].lower() if words and led and words[2].lower() in self.grammar.persons else None
        )

    def _led(self, named: Named) -> str | None:
        """The noun of ``the coach of the team, Kim, …``."""
        before = _APPOSED.search(self.masked[max(0, named.start - 70) : named.start])
        if before is None or self.masked[named.end : named.end + 1] not in (",", ".", ":", "\n"):
            return None
        words = before[1].lower().split()
        return next((word for word in words if word in self.grammar.persons), None)

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
            if grammar.code == "de":  # "Nach den Worten von Nora Quill"
                start, words = _from_given(words, end, given)
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
            if grammar.code in ("ru", "uk") and (
                words[-1].isupper() or _ADJECTIVE.search(words[0])
            ):
                continue
            found.append((start, end, " ".join(self.text[start:end].split())))
        return found

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
                gender = one_gender(given.get(first, ""))
                if gender and " " in name:
                    found.setdefault(actor, gender)
        for n in self.named:
            before = WORD.findall(self.masked[max(0, n.start - 24) : n.start])
            if before and (gender := one_gender(titles.get(before[-1].lower(), ""))):
                found.setdefault(n.actor, gender)
        return found

    def gender(self, actor: str) -> str:
        return self._genders.get(actor, "")


def _from_given(words: list[str], end: int, given: dict[str, str]) -> tuple[int, list[str]]:
    """A name from its given name on, and where it begins: German nouns have capitals, too."""
    first = next((n for n, word in enumerate(words) if word in given), len(words))
    return end - len(" ".join(words[first:])), words[first:]


@cache
def _media() -> frozenset[str]:
    return frozenset(row["name"] for row in languages.media())


@cache
def _places() -> frozenset[str]:
    """First words of places that are given names, too: Virginia, Georgia."""
    states = languages.read().states.values()
    return frozenset(name.split()[0] for name in [*states, *languages.read().countries])


def one_gender(gender: str) -> str:
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
    gap = r"[^\S\n]"
    small = "|".join(map(re.escape, sorted(grammar.particles, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<![\w’'-]){name}(?:{gap}(?:(?:{small}){gap})?{name})+(?!\w)")
