"""Somebody a sentence speaks of: names, pronouns and descriptions, and what is known of people."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.languages.grammar import Grammar
from analysis.reading.quotes.general.marks import Speech
from analysis.reading.quotes.general.naming import Named, Naming, one_gender
from analysis.reading.quotes.general.texts import Word

_LEAD = 5  # words that hold the longest "according to"
_WEAK = ("n", "s", "en", "es")  # endings of German nouns


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


class Text(Naming):
    """One text with its speech masked, and those that each sentence speaks of."""

    def __init__(
        self, text: str, speech: list[Speech], grammar: Grammar, aliases: dict[str, str]
    ) -> None:
        super().__init__(text, speech, grammar, aliases)
        self._phrases: dict[int, list[Phrase]] = {}

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
        if not words[i].capital or len(words[i].low) < 3 or (grammar.cases or grammar.code == "tr"):
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
        lead = f" {' '.join(word.low for word in words[max(0, i - _LEAD) : i])}"
        led = lead.endswith(tuple(f" {phrase.lower()}" for phrase in grammar.according))
        follows = follows or bool(before and led)
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

    def base(self, low: str) -> str:
        """The listed noun for a person of which a word is a form, inflected or not; or ""."""
        persons, grammar = self.grammar.persons, self.grammar
        if low in persons or not (grammar.cases or grammar.code == "de"):
            return low if low in persons else ""
        if grammar.code == "de":
            return next((low[:-n] for n in (1, 2) if low[-n:] in _WEAK and low[:-n] in persons), "")
        return next((low[:-n] for n in (1, 2, 3) if low[:-n] in persons), "")

    def _name(self, words: list[Word], first: int, last: int, here: Named) -> Phrase:
        start = first
        gender = self.gender(here.actor)
        titles = self.grammar.titles
        while start > 0 and self._touch(words, start - 1):
            low = words[start - 1].low
            kind = titles.get(low) or self.noun_gender(low)
            if not kind or kind == "plural":  # "the lawyers of Kim"
                break
            gender = gender or one_gender(kind)
            start -= 1
        governed = not here.plain
        if not governed and not self._nominative(words[last - 1], gender):
            governed = self._governed(words, start)
        return Phrase(start, last, "name", here.actor, gender, False, governed, True)

    def _nominative(self, word: Word, gender: str) -> bool:
        """Whether a name as listed would end otherwise after a preposition (Russian, Polish)."""
        return (
            self.grammar.cases
            and word.low[-1] not in "оеиуюэыієїoeiuyąę"
            and (gender != "f" or word.low[-1] in "аяa")
        )

    def _description(self, words: list[Word], i: int, named: dict[int, Named]) -> Phrase | None:
        """``[determiner] [words] person-noun``: a description of somebody."""
        grammar = self.grammar
        determined = words[i].low in grammar.definite or words[i].low in grammar.indefinite
        if not determined and not self.noun_gender(words[i].low):
            return None
        far = 5 if grammar.code != "tr" else 3  # "bir …de konuşan başkan": not "bir başkan"
        for j in range(i, min(i + (far if determined else 1), len(words))):
            if j > i and (not self._touch(words, j - 1) or words[j].start in named):
                return None
            if j > i and words[j].low in grammar.prepositions:
                return None
            gender = self.noun_gender(words[j].low)
            if gender and (j > i or not determined):
                named_next = j + 1 < len(words) and words[j + 1].start in named
                if named_next and self._touch(words, j) and gender != "plural":
                    return None  # a title: the name tells who
                definite = words[i].low not in grammar.indefinite
                if gender == "either":
                    gender = grammar.determiners.get(words[i].low, gender)
                return Phrase(
                    i,
                    j + 1,
                    "description",
                    None,
                    "" if gender == "plural" else one_gender(gender),
                    gender == "plural",
                    not self.grammar.cases and self._governed(words, i, near=determined),
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
            word = self.text[words[j].start : words[j].end]
            acronym = j == i + 1 and len(word) > 2 and word.isupper() and not grammar.nominative
            if words[j].low in grammar.bodies or (acronym and words[i].low in grammar.definite):
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
        if grammar.code == "pt" and i == 1 and words[0].low in ("a", "as"):
            return False  # "A Comissão declarou": an article, which opens its sentence
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
