"""Who is quoted by name and in which words, where the sentence itself shows it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz

from analysis.findings import people, targets
from analysis.findings.event import Event, letters
from analysis.findings.nouns import rarity
from analysis.findings.people import has_first_name, is_person
from analysis.findings.roles import introduced
from analysis.measures.overlap.features import terms

_LEAST = 5  # words of a quotation below which it is a turn of phrase, or a name
_COLON = 60  # characters behind a name within which a colon may begin his words
_NEAR = 90  # characters beside a quotation in which its speaker stands
_SPEAKS = 12  # characters behind a quotation within which who says it stands
_ALIKE = 80  # per cent of letters in common, from which two last names may be one
_NO_WORD = 10.0  # −ln of a word's share of all print, from which it may be a name: no "northern"
_MARK = re.compile(r"[\"“”«»]")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_MARKED = re.compile(r"[“\"][^”\"]*[”\"]")


@dataclass(frozen=True)
class Said:
    """One quotation of one person: in which outlet, where, in which words."""

    outlet: str
    passage: str
    words: str
    actor: str

    @property
    def length(self) -> int:
        return len(terms(self.words))


@dataclass
class Person:
    """Somebody who is quoted by name: under which names, and what."""

    names: Counter[str] = field(default_factory=Counter)
    said: list[Said] = field(default_factory=list)

    @property
    def name(self) -> str:
        return max(self.names, key=lambda name: (self.names[name], -len(name), name))

    @property
    def outlets(self) -> set[str]:
        return {one.outlet for one in self.said}

    @property
    def actors(self) -> str:
        """The ids under which the quotations have their speaker, as `Proof` takes them."""
        return " & ".join(sorted({one.actor for one in self.said}))

    def of(self, outlet: str) -> list[Said]:
        return [one for one in self.said if one.outlet == outlet]


@dataclass(frozen=True)
class Voices:
    """The people quoted by name, and where somebody may be quoted without our knowing it."""

    event: Event

    @cached_property
    def people(self) -> list[Person]:
        """Those quoted, the most quoted first; two of one last name are left out."""
        found: dict[str, dict[str, Person]] = defaultdict(dict)
        for name, actor, one in self._said():
            first, last = name.split()[0], name.split()[-1].lower()
            person = found[last].setdefault(first[0], Person())
            person.names[name] += 1
            outlet = self.event.owners[one["article_id"]]
            text = self.event.texts[one["article_id"]][one["start"] : one["end"]]
            passage = f"{one['article_id']}:{one['start']}-{one['end']}"
            person.said.append(Said(outlet, passage, text, actor))
        alone = [next(iter(same.values())) for same in found.values() if len(same) == 1]
        return sorted(alone, key=lambda one: (-sum(said.length for said in one.said), one.name))

    def _said(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        sure = self.event.corpus.quotes.filter(form="direct", sure="named", part=0)
        for row in sure.drop_nulls(["actor", "source"]).iter_rows(named=True):
            article, start, end = row["article_id"], row["start"], row["end"]
            if not self.event.in_body(article, start):
                continue
            text = self.event.texts[article]
            name = self._name(row["source"], row["actor"], text)
            whole = len(terms(text[start:end])) >= _LEAST and not _goes_on(row)
            if name and whole and self._stands_by(row, name):
                yield name, row["actor"], row

    def _name(self, source: str, actor: str, text: str) -> str | None:
        """The full name of who speaks, where source and actor name one person alike."""
        words = re.findall(r"[^\W\d_][\w.’'-]*", source)
        if not words or not words[-1][0].isupper():
            return None
        last, whole = words[-1].strip("."), self.event.actors.get(actor, actor)
        ends = [" ".join(words[-n:]) for n in (4, 3, 2)]
        named = next((name for name in ends if has_first_name(name)), "")
        if actor in self.event.actors:
            own = self.event.once(people.Named).of(actor)
            if own and (own.split()[-1] != last or (named and not _alike(named, own))):
                return None
            named = own or named
        elif not named:
            known = self._known.get(last, "")
            named = known if known in text and whole.split()[-1] == last else ""
        known_as = has_first_name(named) or (is_person(named) and introduced([text], named))
        if not known_as and actor not in self.event.actors:
            return None
        place = named.partition(" ")[0] in self.event.places
        return None if not named or place or people.is_shared(text, named) else named

    @cached_property
    def _known(self) -> dict[str, str]:
        return people.known(self.event)

    def _stands_by(self, row: dict[str, Any], name: str) -> bool:
        """Whether this one is the nearest person named beside the quotation, in its sentence."""
        text, start, end = self.event.texts[row["article_id"]], row["start"], row["end"]
        low, high = self._sentence(row["article_id"], start, end)
        before = _MARKED.sub(" ", text[max(low, start - _NEAR) : start])
        after = _MARKED.sub(" ", text[end : min(high, end + _NEAR)])
        last = name.split()[-1]
        lasts = self.event.once(people.a_last_name)
        near = [_first(after, lasts), _first(before, lasts, backwards=True)]
        return last in near and all(one in (None, last) for one in near)

    def _sentence(self, article: str, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentences go that a passage stands in."""
        around = [(a, b) for a, b in self._sentences[article] if a < end and start < b]
        return (around[0][0], around[-1][1]) if around else (start, end)

    @cached_property
    def _sentences(self) -> dict[str, list[tuple[int, int]]]:
        rows = self.event.corpus.sentences.select("article_id", "start", "end").sort("start")
        return rows.rows_by_key("article_id")

    def _introduces(self, outlet: str, last: str) -> bool:
        """Whether a colon stands close behind a last name: his words may follow without marks."""
        name = rf"\b{re.escape(last)}\b[^.!?\n]{{0,{_COLON}}}:"
        return re.search(name, self.event.printed[outlet], re.IGNORECASE) is not None

    @cached_property
    def _held(self) -> dict[str, frozenset[str]]:
        """Outlet → the words of its lines with quotation marks, and of its sources, in lower case.

        Names of speakers and whom a quotation may be by are in.
        """
        found = {
            outlet: [line for line in text.splitlines() if _MARK.search(line)]
            for outlet, text in self.event.printed.items()
        }
        columns = ("article_id", "actor", "source", "candidates")
        for article, actor, source, others in self.event.corpus.quotes.select(columns).iter_rows():
            name = self.event.actors.get(actor or "", actor or "")
            found[self.event.owners[article]] += [name, source or "", *(others or [])]
        return {o: frozenset(_WORD.findall("\n".join(held).lower())) for o, held in found.items()}

    def may_quote(self, outlet: str, person: Person) -> bool:
        """Whether a line with marks, or a quotation's speaker, may be this person's."""
        if any(letters(one.words) in self.event.letters[outlet] for one in person.said):
            return True
        held, last = self._held[outlet], person.name.split()[-1].lower()
        if targets.is_misspelt(self.event, last, outlet) or self._introduces(outlet, last):
            return True
        return last in held or any(
            word[0] == last[0]
            and len(word) > 4
            and fuzz.ratio(word, last) >= _ALIKE
            and rarity(word) >= _NO_WORD
            for word in held
        )


def _alike(one: str, two: str) -> bool:
    """Whether two full names can be one person's: the same last name, first names alike."""
    first, second = one.split(), two.split()
    alike = first[0][:2] == second[0][:2] or people.is_short(first[0], second[0])
    return first[-1] == second[-1] and alike


def _first(text: str, names: re.Pattern[str], *, backwards: bool = False) -> str | None:
    found = names.findall(text)
    return found[-1 if backwards else 0] if found else None


def _goes_on(row: dict[str, Any]) -> bool:
    """Whether a sentence that begins in marks ends outside: "“Now,” they can act, Roe said"."""
    places = [row[key] for key in ("cue_start", "source_start") if row[key] is not None]
    after = [place for place in places if place >= row["end"]]
    return row["rule"].startswith("tail") and bool(after) and min(after) > row["end"] + _SPEAKS
