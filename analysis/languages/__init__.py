"""What is known of each language: one folder a language, read as a `Language`.

A folder holds word lists, each with a card beside it that gives its source and licence.
No other module names a file of it.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class ReportingVerb(NamedTuple):
    """A form of a reporting verb: its lemma, its class, and how it is used.

    ``kind`` is neutral (said), stressing (insisted), claiming (alleged) or doubting
    (denied); ``use`` is speech, manner, naming or thought.
    """

    lemma: str
    kind: str
    use: str


@dataclass(frozen=True)
class Language:
    """The word lists of one language, each read when it is first asked for."""

    code: str  # ISO 639-1

    @property
    def folder(self) -> Path:
        return _FOLDER / self.code

    @cached_property
    def reporting_verbs(self) -> dict[str, ReportingVerb]:
        """Form → verb."""
        rows = _rows(self.folder / "reporting_verbs.csv")
        return {row["form"]: ReportingVerb(row["lemma"], row["class"], row["use"]) for row in rows}

    @cached_property
    def reporting_senses(self) -> dict[str, frozenset[str]]:
        """Lemma of a reporting verb → the kinds of content that make it a report."""
        rows = _rows(self.folder / "reporting_senses.csv")
        return {row["lemma"]: frozenset(row["takes"].split()) for row in rows}

    @cached_property
    def reporting_nouns(self) -> dict[str, bool]:
        """A noun that reports ("claim") → whether it does so where nobody is named."""
        rows = _rows(self.folder / "reporting_nouns.csv")
        return {row["noun"]: row["alone"] == "yes" for row in rows}

    @cached_property
    def titles(self) -> dict[str, str]:
        """A word that stands before a name without being part of it → its kind."""
        return {row["title"]: row["kind"] for row in _rows(self.folder / "titles.csv")}

    @cached_property
    def given_names(self) -> dict[str, str]:
        """A given name → the gender of those who mostly bear it: m, f or either."""
        return {row["name"]: row["gender"] for row in _rows(self.folder / "given_names.csv")}

    @cached_property
    def short_names(self) -> frozenset[tuple[str, str]]:
        """Short form of a given name, and what it is short for: Jim, James."""
        rows = _rows(self.folder / "short_names.csv")
        return frozenset((row["short"], row["long"]) for row in rows)

    @cached_property
    def not_people(self) -> frozenset[str]:
        """Words that show that a capitalised name is no person's."""
        return frozenset(row["word"] for row in _rows(self.folder / "not_people.csv"))

    @cached_property
    def person_words(self) -> dict[str, str]:
        """A noun for a person → m, f or either."""
        return {row["word"]: row["gender"] for row in _rows(self.folder / "person_words.csv")}

    @cached_property
    def role_modifiers(self) -> frozenset[str]:
        """Words in small letters that may stand before an office and belong to it."""
        return frozenset(row["word"] for row in _rows(self.folder / "role_modifiers.csv"))

    @cached_property
    def sole_offices(self) -> dict[str, str]:
        """Offices that one person holds at a time, by how they are printed before a name:
        ``president`` and ``pres.`` → ``president``."""
        rows = _rows(self.folder / "sole_offices.csv")
        short = {row["short"].lower(): row["office"] for row in rows if row["short"]}
        return {row["office"]: row["office"] for row in rows} | short

    @cached_property
    def synonyms(self) -> dict[str, frozenset[str]]:
        """A word of the news → the words that are said for it, itself among them."""
        groups: dict[str, set[str]] = defaultdict(set)
        for row in _rows(self.folder / "synonyms.csv"):
            groups[row["group"]].add(row["word"])
        return {word: frozenset(words) for words in groups.values() for word in words}

    @cached_property
    def epithets(self) -> frozenset[str]:
        """Nouns by which a text calls somebody whom it has just named: ``the player``."""
        return frozenset(row["word"] for row in _rows(self.folder / "epithets.csv"))

    @cached_property
    def states(self) -> dict[str, str]:
        """What stands in brackets after a politician's name → written out."""
        return {row["short"]: row["long"] for row in _rows(self.folder / "states.csv")}

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Function words, negations and titles in lower case, each a set by its name."""
        return {name: frozenset(words) for name, words in self._words.items() if name != "numbers"}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """A number as a word → in figures."""
        return self._words["numbers"]

    @cached_property
    def word_rarity(self) -> dict[str, float]:
        """Stem → −ln of its share of all printed words, of the stems printed most."""
        rows = _rows(self.folder / "word_rarity.csv")
        return {row["stem"]: float(row["rarity"]) for row in rows}

    @property
    def function_words(self) -> frozenset[str]:
        return self.words["function_words"]

    @cached_property
    def abbreviations(self) -> list[str]:
        """Abbreviations that end in a full stop, without it."""
        return (self.folder / "abbreviations.txt").read_text(encoding="utf-8").split()

    @cached_property
    def units(self) -> dict[str, str]:
        """A way of writing per cent, a measure or a currency → the unit."""
        return {row["form"]: row["unit"] for row in _rows(self.folder / "units.csv")}

    @cached_property
    def judging(self) -> frozenset[str]:
        """Words that judge whom they describe, those too whose sign depends on who reads them."""
        further = (row["word"] for row in _rows(self.folder / "judging.csv"))
        return frozenset([*self.judging_words, *further])

    @cached_property
    def name_heads(self) -> dict[str, str]:
        """A word that tells what a name in capitals names → organisation, place, event …"""
        return {row["word"]: row["kind"] for row in _rows(self.folder / "name_heads.csv")}

    @cached_property
    def countries(self) -> dict[str, str]:
        """A country's name, another name of it or its abbreviation → its usual name."""
        rows = _rows(self.folder / "countries.csv")
        return {
            form: row["name"]
            for row in rows
            for form in (row["name"], *filter(None, row["forms"].split(";")))
        }

    @cached_property
    def claim_words(self) -> dict[str, frozenset[str]]:
        """Words that hedge, allege, bound a number, or deny each other ("won|lost"), by use."""
        lists = json.loads((self.folder / "claim_words.json").read_text(encoding="utf-8"))
        return {name: frozenset(words) for name, words in lists.items()}

    @cached_property
    def counted(self) -> dict[str, str]:
        """A word that tells what a number counts or measures → the class of such words."""
        return {row["form"]: row["class"] for row in _rows(self.folder / "counted.csv")}

    @cached_property
    def verbs(self) -> list[dict[str, str]]:
        """Verbs: lemma, past, participle, ing, also (what else its plain form is), takes."""
        return _rows(self.folder / "verbs.csv")

    @cached_property
    def word_classes(self) -> dict[str, str]:
        """A word in small letters → its class, above all words that build sentences."""
        return {row["word"]: row["class"] for row in _rows(self.folder / "word_classes.csv")}

    @cached_property
    def judging_words(self) -> dict[str, str]:
        """A noun or adjective that judges whom it describes → negative or positive."""
        return {row["word"]: row["sign"] for row in _rows(self.folder / "judging_words.csv")}

    @cached_property
    def opinion_cues(self) -> tuple[dict[str, str], ...]:
        """Turns of phrase by which a text comments in its own voice."""
        return tuple(_rows(self.folder / "opinion_cues.csv"))

    @cached_property
    def text_kinds(self) -> list[dict[str, str]]:
        """Signs that an article is no plain news report: kind, where they stand, pattern."""
        return _rows(self.folder / "text_kinds.csv")

    @property
    def syllables(self) -> Path:
        """A Parquet table of words and their numbers of syllables."""
        return self.folder / "syllables.parquet"

    @cached_property
    def _words(self) -> dict:
        return json.loads((self.folder / "overlap_words.json").read_text(encoding="utf-8"))


@cache
def read(code: str = "en") -> Language:
    """Give what is known of a language.

    >>> read("en").numbers["seven"]
    '7'
    """
    return Language(code)


@cache
def media() -> tuple[dict[str, str], ...]:
    """Names of outlets and agencies in any language: name, kind, and whose name it is (same_as)."""
    return tuple(_rows(_FOLDER / "media.csv"))


@cache
def opinion_outlets() -> dict[str, str]:
    """Names of outlets that print opinion above all, in lower case → "magazine" or "site"."""
    return {row["name"].lower(): row["kind"] for row in _rows(_FOLDER / "opinion_outlets.csv")}


@cache
def calendar() -> tuple[dict[str, str], ...]:
    """Names of weekdays and months in all languages: word, kind, number, language."""
    return tuple(_rows(_FOLDER / "calendar.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
