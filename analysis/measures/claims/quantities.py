"""Every number of a sentence with what it counts or measures, and what stands beside it.

A number is of use for a comparison only with its unit ("miles", "%", "passengers") and with
the words around it. Units of one kind are brought to one scale, and words that outlets use
for one another to one class (``counted.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis import languages
from analysis.measures.claims import points
from analysis.measures.claims.asserting import words
from analysis.measures.claims.points import Number, Token
from analysis.measures.overlap.features import stem

_SCALES = {  # unit → what it measures, and how many of the smallest one is
    **dict.fromkeys(("percent", "percentage point"), ("share", 1.0)),
    "mile": ("distance", 1609.344),
    "kilometre": ("distance", 1000.0),
    "yard": ("distance", 0.9144),
    "metre": ("distance", 1.0),
    "foot": ("distance", 0.3048),
    "second": ("duration", 1 / 60),
    "minute": ("duration", 1.0),
    "hour": ("duration", 60.0),
    "day": ("duration", 1440.0),
    "week": ("duration", 10080.0),
    "month": ("duration", 43_830.0),
    "year": ("duration", 525_960.0),
    "mph": ("speed", 1.609344),
    "kph": ("speed", 1.0),
}
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
_WHOLE = frozenset(("all", "both", "year", "month", "week"))
_MEASURES = frozenset(("%", "percent", "percentage", "point", "points", "mph"))
_FORMS = {f"{unit}{ending}": unit for unit in (*_TIMES, "yard") for ending in ("", "s")}
_FORMS |= {"mph": "mph", "kph": "kph", "%": "percent"}
_SIGNS = "$£€¥"
_NEAR = 7  # words on either side that tell what is measured
_SEVERAL = frozenset(("several", "few"))
SOME = 3  # "several hundred" is about so many hundreds, or as many times more or less
_BESIDE = 3  # and a day of the week, which stands for many things
_THOUGHT = 6  # or a thought
_HEAD = 5  # words after a number among which the thing counted is
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b|\b(\d{1,2}):(\d\d)\b(?!\s?[ap]\.?m)|\b(noon|midnight)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s*(?:-|–|to|and|or|of|out of)?\s*[$£€¥]?")
_MODEL = re.compile(r"[^\W\d_][-‑]$")  # before the number in "B-1", which counts nothing
_BREAK = re.compile(r"[,;:()—–\"“”]|\s-\s|\.\s")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HALF_A_DAY = 720.0
_Read = tuple[str, str, Number, bool]  # kind, what is counted, number, apart
_ZONES = 180  # minutes by which clocks of one country differ


TIMES = ("clock", "weekday")
LASTING = ("clock", "distance", "duration", "speed")  # kinds that no day between two texts changes


def same_time(x: Number, y: Number) -> bool:
    """Whether two times of day may be one: "about", or the clocks of two time zones."""
    apart = abs(x.value - y.value)
    apart = min(apart, abs(apart - _HALF_A_DAY))
    loose = {"": 0, "about": 15, "near": 30}
    hours = apart % 60 == 0 and apart <= _ZONES
    return hours or apart <= max(loose[x.bound], loose[y.bound])


@dataclass(frozen=True)
class Sentence:
    """What a sentence holds: stems (one for words of a class), names, dates, all its numbers."""

    stems: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    dates: frozenset[str]
    values: frozenset[float]


@dataclass(frozen=True)
class Quantity:
    """One number: its kind, what it counts ("": it has a unit), its value, span and sentence.

    ``near`` are the stems within seven words; ``apart`` tells that it is a part, a rate or a
    thought.
    """

    kind: str
    of: str
    number: Number
    start: int
    end: int
    near: frozenset[str]
    apart: bool
    sentence: Sentence


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The stem of a word, or the class that it tells.

    >>> key("trip"), key("visits"), key("harbour")
    ('=visit', '=visit', 'harbou')
    """
    named = languages.read().counted.get(word)
    return f"={named}" if named else stem(word)


@lru_cache(maxsize=10_000)
def members(key: str) -> frozenset[str]:
    """The stems that a key stands for: of a class, those of all its words.

    >>> sorted(members("=visit"))
    ['stay', 'tour', 'trip', 'visit']
    """
    if not key.startswith("="):
        return frozenset((key,))
    counted = languages.read().counted.items()
    return frozenset(stem(word) for word, named in counted if named == key[1:])


def read(text: str, start: int, end: int) -> list[Quantity]:
    """Read the quantities of one sentence, text[start:end].

    >>> text = "The two-mile march of 4,000 people began at 3 p.m. on Friday in Hull."
    >>> [(q.kind, q.of, round(q.number.value)) for q in read(text, 0, len(text))]
    [('clock', '', 900), ('weekday', '', 4), ('distance', '', 3219), ('count', 'people', 4000)]
    """
    if not _numbered().search(text, start, end):
        return []
    line = points.tokens(text, start, end)
    times = [*_clocks(text, line, start, end), *_days(line)]
    taken = [(number.first, number.last) for _, _, number, _ in times]
    numbers = points.numbers(line)
    found = [*times, *_counts(text, line, numbers, taken)]
    if not found:
        return []
    sentence = Sentence(_keys(line), *points.beside(line), frozenset(n.value for n in numbers))
    return [
        Quantity(kind, of, n, *_span(text, line, n), _near(line, n, kind), apart, sentence)
        for kind, of, n, apart in found
    ]


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    """Any figure, number word, day or word for a time of day."""
    spelled = (*languages.read().numbers, *_WEEK, "noon", "midnight")
    return re.compile(rf"\d|\b(?:{'|'.join(spelled)})\b", re.IGNORECASE)


def _clocks(text: str, line: list[Token], start: int, end: int) -> Iterator[_Read]:
    """Times of day, in minutes."""
    for match in _CLOCK.finditer(text, start, end):
        at = [k for k, t in enumerate(line) if t.start < match.end() and match.start() < t.end]
        if not at:
            continue
        if match[6]:
            minutes = _HALF_A_DAY * (match[6].lower() == "noon")
        else:
            hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
            if hour > 23 or minute > 59 or (match[3] and not 0 < hour < 13):
                continue
            half = _HALF_A_DAY * (match[3] or "").lower().startswith("p")
            minutes = (hour % 12 if match[3] else hour) * 60 + minute + half
        before = {t.word for t in line[max(0, at[0] - 3) : at[0]]}
        bound = "about" if before & words()["loose"] else ""
        bound = bound or ("near" if before & {"before", "after", "by", "until", "past"} else "")
        yield "clock", "", Number(minutes, at[0], at[-1] + 1, bound), False


def _days(line: list[Token]) -> Iterator[_Read]:
    """Days of the week on which something happened, as numbers."""
    for place, token in enumerate(line):
        if token.word in _WEEK:
            yield "weekday", "", Number(float(_WEEK.index(token.word)), place, place + 1, ""), False


def _counts(
    text: str, line: list[Token], numbers: list[Number], taken: list[tuple[int, int]]
) -> Iterator[_Read]:
    """Numbers with what they count or measure, in the smallest unit of their kind."""
    for place, number in enumerate(numbers):
        if any(a < number.last and number.first < b for a, b in taken):
            continue
        named = _measure(text, line, number)
        if named is None:
            continue
        kind, of, scale = named
        beside = numbers[max(0, place - 1) : place] + numbers[place + 1 : place + 2]
        apart = _apart(text, line, number, beside)
        several = number.first > 0 and line[number.first - 1].word in _SEVERAL
        bound, times = ("several", SOME) if several else (number.bound, 1)
        yield kind, of, replace(number, value=number.value * scale * times, bound=bound), apart


def _measure(text: str, line: list[Token], number: Number) -> tuple[str, str, float] | None:
    """What a number measures: kind, the thing counted, and how many of the smallest unit."""
    first = line[number.first]
    if _MODEL.search(text, max(0, first.start - 3), first.start):
        return None
    if first.start and text[first.start - 1] in _SIGNS:
        return "money", text[first.start - 1], 1.0
    after = line[number.last : number.last + _HEAD]
    spoken = " ".join(t.word for t in after)
    if spoken.startswith(("per cent", "percentage")):
        return "share", "", 1.0
    if spoken.startswith(("m p h", "miles per hour", "miles an hour")):
        return "speed", "", 1.609344
    if not after:
        return None
    unit = measure(after[0].word)
    if unit:
        kind, scale = _SCALES[unit]
        if [t.word for t in after[1:2]] in (["old"], ["ago"]):
            return None
        return kind, "", scale
    last = line[number.last - 1].end
    heads = []
    for token in after:
        if len(token.word) == 1 or text[token.start : token.end] == "US":
            last = token.end + (text[token.end : token.end + 1] == ".")  # "5,000 U.S. troops"
            continue
        if token.word in languages.read().function_words or _BREAK.search(text, last, token.start):
            break
        heads.append(token.word)
        last = token.end
        if token.word.endswith("s") or token.word in words()["anybody"] or token.word in _MANY:
            break
    return ("count", key(heads[-1]), 1.0) if heads else None


_MANY = frozenset(("men", "women", "children", "police", "troops", "people"))


def measure(word: str) -> str | None:
    """The unit that a word stands for; None: it is none that is compared."""
    if word in _FORMS:
        return _FORMS[word]
    named = languages.read().units.get(word)
    return named if named in _SCALES else None


def _apart(text: str, line: list[Token], number: Number, beside: list[Number]) -> bool:
    """Whether the number is a part, a rate, a thought, an end of a range or of a score."""
    left = [t.word for t in line[max(0, number.first - 3) : number.first]]
    right = [t.word for t in line[number.last : number.last + 3]]
    if number.bound:  # "more than 12" is no further 12
        left = [word for word in left if word != "more"]
    if right[:1] == ["of"] or not (words()["besides"] - _WHOLE).isdisjoint([*left, *right[:2]]):
        return True
    if "per" in right or (right[1:2] in (["a"], ["an"]) and right[2:3] and right[2] in _FORMS):
        return True  # "two miles a day"
    if any(_joined(text, line, number, other) for other in beside):
        return True
    around = line[max(0, number.first - _THOUGHT) : number.last + _THOUGHT]
    negations = languages.read().words["negations"]
    return any(t.word in words()["rated"] - _MEASURES for t in line) or any(
        t.word in words()["unreal"] or t.word in negations for t in around
    )


def _joined(text: str, line: list[Token], one: Number, other: Number) -> bool:
    """Whether two numbers are one range, list or score: "five to 99", "53-47"."""
    low, high = sorted((one, other), key=lambda number: number.first)
    between = text[line[low.last - 1].end : line[high.first].start]
    return _JOINS.fullmatch(between) is not None


def _span(text: str, line: list[Token], number: Number) -> tuple[int, int]:
    """From what stands for the number to its unit: "several hundred yards", "$3.6 billion"."""
    first, last = number.first, number.last
    if first and line[first - 1].word in _SEVERAL:
        first -= 1
    if last < len(line) and (measure(line[last].word) or line[last].word in ("percent", "per")):
        last += 1
        if [t.word for t in line[last : last + 1]] in (["cent"], ["points"], ["point"]):
            last += 1
    start = line[first].start
    if start and text[start - 1] in _SIGNS:
        start -= 1
    return start, line[last - 1].end


def _near(line: list[Token], number: Number, kind: str) -> frozenset[str]:
    """What stands near a number, as stems and classes."""
    reach = _BESIDE if kind == "weekday" else _NEAR
    return _keys(
        line[max(0, number.first - reach) : number.first] + line[number.last : number.last + reach]
    )


def _keys(line: list[Token]) -> frozenset[str]:
    function = languages.read().function_words
    return frozenset(
        key(token.word)
        for token in line
        if len(token.word) > 1 and token.word[0].isalpha()
        if token.word not in function and not measure(token.word)
    )
