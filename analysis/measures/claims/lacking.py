"""What a claim holds that another telling of it lacks: its numbers, names and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from analysis import languages
from analysis.measures.claims import points
from analysis.measures.claims.points import Number, Token
from analysis.measures.framing.proper_names import DAYS, MONTHS, titles
from analysis.measures.overlap.features import name_words, terms

_LEAST_STEM, _ENDING = 4, 2  # letters that forms of a name share, and differ in: "Korean"
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_LEAST_INITIALS = 2
_DEFINITE = frozenset(("the", "both", "these", "those", "all", "his", "her", "their"))
_FEW = 10  # so many at most are known by sight: "the two leaders" are those just named
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # an abbreviation, an editor's word: told twice


@dataclass(frozen=True)
class Part:
    """One number, name or day of a claim: as it is written, and what tells it elsewhere."""

    written: str
    number: Number | None
    words: frozenset[str]

    @property
    def counts(self) -> bool:
        """Whether it is a number or a year, without which a claim is told in part only."""
        return self.number is not None or self.written.isdecimal()

    def told(self, held: Held) -> bool:
        """Whether a telling has it, a number rounded or bounded otherwise, too."""
        if self.number is not None:
            return any(points.compatible(self.number, other) for other in held.numbers)
        return any(map(held.names, self.words))


class Held:
    """The words and numbers of a telling, each read when first asked for."""

    def __init__(self, passage: str, speaker: str | None = None):
        self.passage = passage
        self.plain = name_words(speaker or "").union(terms(passage))

    @cached_property
    def line(self) -> list[Token]:
        return points.tokens(self.passage, 0, len(self.passage))

    @cached_property
    def numbers(self) -> list[Number]:
        return points.numbers(self.line)

    @cached_property
    def words(self) -> frozenset[str]:
        return self.plain.union(token.word for token in self.line)

    @cached_property
    def initials(self) -> str:
        """The first letters of the words written as names."""
        return "".join(token.word[0] for token in self.line if token.name)

    def names(self, word: str) -> bool:
        """Whether a word of it is this one, another form of the name, or its initials."""
        if word in self.plain or word in self.words:
            return True
        if any(_one_name(word, other) for other in self.words):
            return True
        return len(word) > _LEAST_INITIALS and word in self.initials


def _one_name(x: str, y: str) -> bool:
    """Whether two words begin alike and one has at most two letters more."""
    if x[:_LEAST_STEM] != y[:_LEAST_STEM] or abs(len(x) - len(y)) > _ENDING:
        return False
    return min(len(x), len(y)) >= _LEAST_STEM and (x.startswith(y) or y.startswith(x))


@lru_cache(maxsize=20_000)
def held(passage: str, speaker: str | None = None) -> Held:
    """Read what a passage tells, the name of whom it is ascribed to with it."""
    return Held(passage, speaker)


@lru_cache(maxsize=20_000)
def parts(wording: str) -> tuple[Part, ...]:
    """Read the numbers, names and days of a claim, each as it is written there.

    What stands in brackets names again, and "the two" are those just named.

    >>> [part.written for part in parts("The 2 (both men) met Ann Roe for 3 hours on 5 May 2023")]
    ['3', 'Ann Roe', '5 May 2023']
    """
    if not _CAPITAL.search(wording, 1) and not any(map(_numeral, terms(wording))):
        return ()  # nothing is there to be read
    line = points.tokens(wording, 0, len(wording))
    aside = [match.span() for match in _ASIDE.finditer(wording)]
    line = [t for t in line if not any(a < t.start < b for a, b in aside)]
    return (*_counted(wording, line), *_named(wording, line))


def _numeral(word: str) -> bool:
    day = word in MONTHS or word.removesuffix("s") in DAYS
    return day or word[0].isdigit() or word in points.SCALE


def _counted(wording: str, line: list[Token]) -> Iterator[Part]:
    for number in points.numbers(line):
        before = line[number.first - 1].word if number.first else ""
        if before in _DEFINITE and number.value <= _FEW:
            continue
        start, end = line[number.first].start, line[number.last - 1].end
        yield Part(wording[start:end], number, frozenset())


def _named(wording: str, line: list[Token]) -> Iterator[Part]:
    """Names and days: runs of words that are one, told where any of their words is."""
    place, known = 0, set()
    while place < len(line):
        last = place
        while last < len(line) and _runs(wording, line, place, last):
            last += 1
        if last > place:
            written = wording[line[place].start : line[last - 1].end]
            words = frozenset(_telling(line[place:last]))
            if words and not words <= known:
                known |= words
                yield Part(written, None, words)
        place = max(last, place + 1)


def _runs(wording: str, line: list[Token], first: int, place: int) -> bool:
    """Whether the word belongs to the name or day that begins at ``first``."""
    token = line[place]
    day = _day(line, place)
    if token.word == "of" and first < place < len(line) - 1:
        return line[place - 1].name and line[place + 1].name  # "the Sea of Japan"
    if not (token.name or day):
        return False
    if place == first:
        return True
    if day != _day(line, place - 1):
        return False
    between = wording[line[place - 1].end : token.start]
    return not between.strip(" ,.-–" if day else " .-–")


def _day(line: list[Token], place: int) -> bool:
    return points.dated(line, place) is not None


def _telling(run: list[Token]) -> Iterable[str]:
    """The words of a name or day that tell it: of a full date the day, of a person no title."""
    days = [token.word for token in run if token.word.isdigit() and len(token.word) <= 2]
    if days and _day(run, 0):
        return days
    function = languages.read().function_words
    words = [token.word for token in run if token.word not in function and len(token.word) > 1]
    return [word for word in words if word not in titles()] or words


def missing(wording: str, tellings: Iterable[Held]) -> list[Part]:
    """The parts of a claim that none of some tellings has."""
    wanted = parts(wording)
    known = list(tellings) if wanted else []
    return [part for part in wanted if not any(map(part.told, known))]
