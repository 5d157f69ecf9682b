"""What is known of each language: one folder a language, read as a `Language`.

A folder holds word lists, each with a card beside it that gives its source and licence.
No other module names a file of it.
"""

from __future__ import annotations

import csv
import json
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
    def titles(self) -> dict[str, str]:
        """A word that stands before a name without being part of it → its kind."""
        return {row["title"]: row["kind"] for row in _rows(self.folder / "titles.csv")}

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Function words, negations and titles in lower case, each a set by its name."""
        return {name: frozenset(words) for name, words in self._words.items() if name != "numbers"}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """A number as a word → in figures."""
        return self._words["numbers"]

    @property
    def function_words(self) -> frozenset[str]:
        return self.words["function_words"]

    @cached_property
    def abbreviations(self) -> list[str]:
        """Abbreviations that end in a full stop, without it."""
        return (self.folder / "abbreviations.txt").read_text(encoding="utf-8").split()

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


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
