"""How many people were killed, hurt, arrested, and how old they are, wherever a sentence says so.

The same count is worded in many ways ("killing 12", "12 people died", "the toll of 12"), so
it is read for itself: what is counted, of whom, and which names and dates stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis import languages
from analysis.measures.claims import points, quantities
from analysis.measures.claims.asserting import words
from analysis.measures.claims.points import Number, Token
from analysis.measures.overlap.features import stem

_OTHERS = frozenset(("other", "others", "more", "additional", "further"))
_JOINING = frozenset(("and", "plus", "another", "with"))
_SEVERAL = 2  # people: of one it is told what befell him, not how many they are
_NEAR, _CLOSE = 10, 4  # words between a number and any such word, and where it is small
_MANY = 10  # from which a number is not of the events ("in two attacks")
_REACH = 7  # words after a number within which its verb stands
_NOUNS = 4  # words between a number and its verb that tell who is counted
_LEADS = 4  # words between a verb and its number: "killing at least"
_BESIDE = 3  # words before or after that make a count a part of another
_AROUND = 6  # or a thought
_AUXILIARY = frozenset(
    (
        "were",
        "was",
        "are",
        "is",
        "be",
        "been",
        "being",
        "have",
        "had",
        "has",
        "remain",
        "remained",
        "remains",
        "left",
        "reported",
        "confirmed",
        "pronounced",
    )
)
_LEADING = frozenset(
    (
        "at",
        "least",
        "more",
        "than",
        "over",
        "about",
        "some",
        "nearly",
        "almost",
        "around",
        "approximately",
        "up",
        "to",
        "as",
        "many",
        "of",
        "an",
        "estimated",
        "rose",
        "rising",
        "stood",
        "stands",
        "climbed",
        "reached",
        "was",
        "is",
        "by",
        "the",
        "a",
        "had",
        "has",
        "risen",
    )
)
_ENDS = frozenset(("and", "or", "but", "in", "at", "on", "who", "that", "to", "for"))
_BREAK = re.compile(r"[,;:()—–\"“”]|\s-\s")
_AGED = re.compile(r"\s{0,2},\s{0,2}(\d{1,2})\s{0,2},")
# Who is taken to hospital or treated was hurt, and perhaps others were, too.
_TREATED = re.compile(
    r"(?:(?:taken|rushed|sent|brought|airlifted|flown|transported|admitted)\s+to\s+"
    r"(?:[\w’'-]+\s+){0,3}hospitals?|hospitali[sz]ed|(?:being )?treated\s+(?:for|at|in)\s)",
    re.IGNORECASE,
)
_THEM = re.compile(r"\s+of\s+(?:them|those|the\s+(?:people|passengers|victims))\b", re.IGNORECASE)
_PART = re.compile(r"[A-Za-z]-$")  # "AR-15", "Covid-19"
_YEARS_OLD = re.compile(r"(\d{1,2})-year-old\s+(?=[A-Z])")
TREATED = "treated"
_ADULT = 5  # a younger age is one that changes with the day


@dataclass(frozen=True)
class Tally:
    """A count: what, of whom ("" anybody), the number, its span, names and dates beside it."""

    what: str
    whom: str
    number: Number
    start: int
    end: int
    names: frozenset[str]
    places: frozenset[str]
    dates: frozenset[str]


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[str, str]]:
    """Words that tell what is counted: what, and on which side of them the number stands."""
    found = (entry.split("|") for entry in words()["tallied"])
    return {word: (what, side) for word, what, side in found}


@lru_cache(maxsize=1)
def _counting() -> re.Pattern[str]:
    """Any of the words that tell what is counted."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_verbs()))})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Counts:
    """The counts of one sentence, the kinds of count it speaks of, and its numbers but ages."""

    tallies: list[Tally]
    kinds: frozenset[str]
    numbers: list[Number]


def read(text: str, start: int, end: int) -> Counts:
    """Read the counts of people that text[start:end], one sentence, states as facts.

    A part of a count ("including 3 children", "two others"), a rate, the sum over two places
    and what only might happen are none.

    >>> text = "The blast in Lyon on Monday killed at least 12 people and injured 40."
    >>> [(t.what, t.whom, t.number.value) for t in read(text, 0, len(text)).tallies]
    [('dead', '', 12.0), ('hurt', '', 40.0)]
    """
    if not (_counting().search(text, start, end) or _TREATED.search(text, start, end)):
        return Counts([], frozenset(), [])
    line = points.tokens(text, start, end)
    kinds = frozenset(_verbs()[token.word][0] for token in line if token.word in _verbs())
    kinds |= {"hurt"} if _TREATED.search(text, start, end) else set()
    numbers = points.numbers(line) if kinds else []
    found = []
    beside = points.beside(line) if numbers else ()
    for number in [] if _summed(line) else numbers:
        if number.value < 1 or number.value != int(number.value) or _partial(line, number):
            continue
        if (counted := _counted(text, line, number)) is not None:
            span = line[number.first].start, line[number.last - 1].end
            what, whom = counted
            if what == TREATED:
                what, number = "hurt", replace(number, bound="least")
            found.append(Tally(what, whom, number, *span, *beside))
    return Counts(found, kinds, [number for number in numbers if not _measured(line, number)])


def near(text: str, start: int, end: int) -> Iterator[tuple[str, float]]:
    """What of people text[start:end] counts, and how many, parts and sums too.

    A number counts what the tallying word next to it says, some words apart at most.

    >>> text = "The official toll is 14, but it may rise."
    >>> list(near(text, 0, len(text)))
    [('dead', 14.0)]
    """
    if not _counting().search(text, start, end):
        return
    line = points.tokens(text, start, end)
    counted = [place for place, token in enumerate(line) if token.word in _verbs()]
    aged = {match.start(1) for match in _AGED.finditer(text, start, end)}
    for number in points.numbers(line):
        after = [token.word for token in line[number.last : number.last + _BESIDE]]
        first = line[number.first].start
        last = line[number.last - 1].end
        part = _PART.search(text, max(start, first - 2), first) or text.startswith("-year", last)
        if first in aged or part:
            continue
        joined = line[number.first - 1].word in _JOINING if number.first else False
        more = joined and not _OTHERS.isdisjoint(after)  # "Roe and three others" are four
        whole = number.value >= _SEVERAL and number.value == int(number.value)
        hours = languages.read().word_classes.get(after[0] if after else "") == "time"
        if hours or more or not whole or _measured(line, number):
            continue
        apart = {min(abs(p - number.first), abs(p - number.last + 1)): p for p in counted}
        if apart and min(apart) <= (_NEAR if number.value >= _MANY else _CLOSE):
            yield _verbs()[line[apart[min(apart)]].word][0], number.value


def _measured(line: list[Token], number: Number) -> bool:
    """Whether a number is an age, a distance or a length of time, which counts nobody."""
    after = line[number.last].word if number.last < len(line) else ""
    return quantities.measure(after) is not None


def ages(text: str, start: int, end: int) -> Iterator[Tally]:
    """Read the ages of people who are named: "Ann Reed, 34," and "34-year-old Ann Reed".

    >>> [(t.whom, t.number.value) for t in ages("Ann Reed, 34, of Hull won.", 0, 26)]
    [('ann reed', 34.0)]
    """
    if not (_AGED.search(text, start, end) or _YEARS_OLD.search(text, start, end)):
        return
    line = points.tokens(text, start, end)
    for first, last in _named(text, line):
        name = " ".join(token.word for token in line[first:last])
        after = _AGED.match(text, line[last - 1].end, end)
        before = _YEARS_OLD.search(text, max(start, line[first].start - 14), line[first].start + 1)
        before = before if before and before.end() == line[first].start else None
        for match in (after, before):
            if match and last - first > 1 and float(match[1]) >= _ADULT:
                number = Number(float(match[1]), first, last, "")
                none: frozenset[str] = frozenset()
                yield Tally("age", name, number, *match.span(1), none, none, none)


def _named(text: str, line: list[Token]) -> Iterator[tuple[int, int]]:
    """Runs of words written as names, nothing but spaces between them; a first word counts."""
    place = 0
    while place < len(line):
        last = place
        while last < len(line) and text[line[last].start].isupper():
            if last > place and text[line[last - 1].end : line[last].start] not in (" ", ". "):
                break
            last += 1
        if last > place:
            yield place, last
        place = max(last, place + 1)


def _partial(line: list[Token], number: Number) -> bool:
    """Whether the number is a part, a rate or a thought rather than the whole count."""
    before = [token.word for token in line[max(0, number.first - _BESIDE) : number.first]]
    if number.bound:  # "more than 12" is no further 12
        before = [word for word in before if word != "more"]
    after = [token.word for token in line[number.last : number.last + _BESIDE]]
    parted = after[:1] == ["of"] and after[1:2] not in (["them"], ["those"])
    if parted or not words()["besides"].isdisjoint(before + after):
        return True
    later = [token.word for token in line[number.last : number.last + _AROUND + 1]]
    if "including" in later[:-1] and not later[later.index("including") + 1][0].isdigit():
        return True  # "including the gunman": another count leaves him out
    around = line[max(0, number.first - _AROUND) : number.last + _AROUND]
    negations = languages.read().words["negations"]
    return any(token.word in words()["unreal"] or token.word in negations for token in around)


def _summed(line: list[Token]) -> bool:
    """Whether two places are named together: the count may be the sum of two events."""
    return any(
        token.word == "and"
        and line[place - 1].name
        and line[place + 1].name
        and points.placed(line, place - 1)
        for place, token in enumerate(line[1:-1], 1)
    )


def _counted(text: str, line: list[Token], number: Number) -> tuple[str, str] | None:
    """What is counted, and of whom; None: the number counts something else."""
    before = _verb_before(text, line, number)
    nouns, after = _verb_after(text, line, number)
    what = before or after
    if what is None or any(noun[0].isdigit() for noun in nouns):
        return None
    nouns = [noun for noun in nouns if noun not in languages.read().function_words]
    if not nouns or any(noun in words()["anybody"] for noun in nouns):
        return what, ""
    return what, stem(nouns[-1])


def _verb_before(text: str, line: list[Token], number: Number) -> str | None:
    for place in range(number.first - 1, max(-1, number.first - 2 - _LEADS), -1):
        if _BREAK.search(text, line[place].end, line[number.first].start):
            return None
        what, side = _verbs().get(line[place].word, ("", "after"))
        if side != "after":
            return what
        if line[place].word not in _LEADING:
            return None
    return None


def _verb_after(text: str, line: list[Token], number: Number) -> tuple[list[str], str | None]:
    """The words that say who is counted, and what happened to them."""
    nouns: list[str] = []
    passive = False
    them = _THEM.match(text, line[number.last - 1].end)
    first = number.last + (len(them[0].split()) if them else 0)
    for place in range(first, min(len(line), first + _REACH)):
        token = line[place]
        if _BREAK.search(text, line[number.last - 1].end, token.start):
            break
        if (passive or not them) and _TREATED.match(text, token.start):
            return nouns, TREATED
        what, side = _verbs().get(token.word, ("", "before"))
        if side != "before":
            return (nouns, None) if them else (nouns, what)
        if token.word in _AUXILIARY:
            passive = True
        elif token.word in _ENDS or (passive and not token.word.endswith("ly")):
            break
        elif not passive:
            nouns.append(token.word)
            if len(nouns) > _NOUNS:
                return nouns[:1], None
    return nouns, None
