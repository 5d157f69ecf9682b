"""The points of a proposition on which two outlets can differ: numbers, dates, names, polarity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis import languages
from analysis.measures.claims.asserting import words
from analysis.measures.framing.proper_names import DAYS, MONTHS, titles
from analysis.measures.overlap.features import stem

_WORD = re.compile(
    r"n['’]t\b|(?<![\w.])\.\d+\b|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|mn?|bn|tn)?\b|[^\W\d_]+(?=n['’]t\b)|[^\W_]+|%"
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SCALE |= {"dozen": 12.0}
_SHORT_SCALES = {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SHORT = re.compile(rf"(\d+(?:\.\d+)?)({'|'.join(_SHORT_SCALES)})")
_VAGUE = frozenset((*(scale + "s" for scale in SCALE), "tens", "scores"))  # no number at all
_AROUND = 3  # words before a number that may loosen it
_ROUNDED = 1000.0  # from here a number with two noughts at its end may be a rounded one
_TOLERANCE = 0.1  # of a number that is called approximate
_SENTENCE_END = re.compile(r"[.!?:“\"‘][”’\"')\]]*\s*$")
PLACES = frozenset(("in", "at", "near", "into", "across", "outside", "inside", "around"))
_TO_PLACES = PLACES | frozenset(("to", "from", "of", "toward", "towards", "through", "via"))


@dataclass(frozen=True)
class Token:
    """One word: as compared, where it stands, whether it is written as a name."""

    word: str
    start: int
    end: int
    name: bool


@dataclass(frozen=True)
class Number:
    """A number: its value, the words that make it (token range), what bounds it."""

    value: float
    first: int
    last: int  # just after
    bound: str  # "", "about", "least", "most"


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Cut text[start:end] into words; ``n't`` apart, a first word's capital not counted.

    >>> [token.word for token in tokens("They didn't pay $1,200.", 0, 23)]
    ['they', 'did', "n't", 'pay', '1,200']
    """
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match.group().casefold().replace("’", "'")
        word = "0" + word if word[0] == "." else word  # ".15 points"
        name = match.group()[0].isupper() and match.start() > start
        before = text[max(start, match.start() - 4) : match.start()]
        name = name and not _SENTENCE_END.search(before)
        found.append(Token(word, match.start(), match.end(), name))
    return found


def numbers(line: list[Token]) -> list[Number]:
    """Read the numbers of a line of words, those that are part of a date left out.

    >>> line = tokens("At least 2.5 million people and forty two dogs", 0, 46)
    >>> [(n.value, n.bound) for n in numbers(line)]
    [(2500000.0, 'least'), (42.0, '')]
    """
    found, place = [], 0
    while place < len(line):
        value, last = _value(line, place)
        if value is None or dated(line, place):
            place += 1
            continue
        found.append(Number(_scaled(value, line, last), place, last, _bound(line, place)))
        place = last
    return found


def _scaled(value: float, line: list[Token], last: int) -> float:
    """The value of a number whose scale follows the range that it begins: "100 to 150 billion"."""
    after = [token.word for token in line[last : last + 3]]
    if len(after) > 2 and after[0] in ("to", "or", "and") and after[2] in SCALE:
        other = _single(after[1])
        if other is not None and value < _ROUNDED:
            return value * SCALE[after[2]]
    return value


def _value(line: list[Token], place: int) -> tuple[float | None, int]:
    value = _single(line[place].word)
    if value is None:
        return None, place
    last = place + 1
    if value in SCALE.values() and "half" in (t.word for t in line[max(0, place - 2) : place]):
        value /= 2
    while last < len(line):
        word = line[last].word
        if word in SCALE:
            value *= SCALE[word]
        elif 20 <= value < 100 and value % 10 == 0 and 0 < (_spelled(word) or 0) < 10:
            value += _spelled(word) or 0
        else:
            break
        last += 1
    return value, last


def _single(word: str) -> float | None:
    if word in _VAGUE:
        return None
    if short := _SHORT.fullmatch(word):
        return float(short[1]) * _SHORT_SCALES[short[2]]
    if _FIGURE.fullmatch(word):
        figure = re.sub(r",(?=\d{3})", "", word).replace(",", ".")
        return float(figure) if figure.count(".") < 2 else None
    return _spelled(word)


@lru_cache(maxsize=10_000)
def _spelled(word: str) -> float | None:
    figure = languages.read().numbers.get(word)
    ordinal = word in ("first", "second", "third", "half", "double", "twice")
    plain = figure is not None and not ordinal and _FIGURE.fullmatch(figure)
    return float(figure) if figure and plain else None


def _bound(line: list[Token], place: int) -> str:
    before = [token.word for token in line[max(0, place - _AROUND) : place]]
    before = [word for word in before if word not in ("a", "an", "half")]  # "more than a dozen"
    beside = before[-1:] + ([before[-2]] if before[-1:] == ["than"] and len(before) > 1 else [])
    beside += [before[-2]] if before[-1:] == ["to"] and len(before) > 1 else []
    for bound, named in (("about", "loose"), ("least", "atleast"), ("most", "atmost")):
        if not words()[named].isdisjoint(beside):
            return bound
    return ""


def dated(line: list[Token], place: int) -> str | None:
    """The date that the word at ``place`` is part of, in one form; None: it is of none.

    >>> line = tokens("It was said on 5 May that it began in 2019", 0, 42)
    >>> [dated(line, place) for place in (4, 5, 10)]
    ['day 5', 'month 5', 'year 2019']
    """
    token = line[place]
    word = token.word
    if word.removesuffix("s") in DAYS:
        return "weekday " + word.removesuffix("s")
    if (token.name and word in MONTHS) or (word in MONTHS and len(word) > 3 and word != "march"):
        return f"month {MONTHS[word]}"
    if _CLOCK.fullmatch(word):
        return "time " + word
    if _YEAR.fullmatch(word):
        follows = line[place + 1] if place + 1 < len(line) else None
        counts = follows and not follows.name and follows.word.endswith("s")
        return None if counts else "year " + word
    ordinal = _ORDINAL.fullmatch(word)
    beside = [line[k].word for k in (place - 1, place + 1) if 0 <= k < len(line)]
    if (ordinal or word.isdigit()) and any(other in MONTHS for other in beside):
        return "day " + (ordinal[1] if ordinal else word)
    if word in ("today", "yesterday", "tomorrow"):
        return None
    return None


def beside(line: list[Token]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, names of places and dates of a sentence.

    >>> beside(tokens("It was told in Hull on Monday", 0, 29))
    (frozenset({'hull'}), frozenset({'hull'}), frozenset({'weekday monday'}))
    """
    dates = {date for place in range(len(line)) if (date := dated(line, place))}
    said = [
        (place, token.word)
        for place, token in enumerate(line)
        if token.name and token.word not in titles() and not dated(line, place)
    ]
    there = {word for place, word in said if placed(line, place)}
    names = frozenset(word for _, word in said if len(word) > 1)
    return names, frozenset(there), frozenset(dates)


def compatible(x: Number, y: Number) -> bool:
    """Whether two numbers can both hold of one thing: rounding, "about" and "at least" allowed.

    >>> compatible(Number(4215, 0, 1, ""), Number(4000, 0, 1, "least"))
    True
    >>> compatible(Number(7, 0, 1, ""), Number(9, 0, 1, ""))
    False
    """
    if x.bound == y.bound in ("least", "most"):
        return x.value == y.value  # "over 100" against "over 200" are two tellings, not one
    for one, other in ((x, y), (y, x)):
        if one.bound == "least" and other.value >= one.value:
            return True
        if one.bound == "most" and other.value <= one.value:
            return True
        near = abs(one.value - other.value) <= _TOLERANCE * max(one.value, other.value)
        if near and one.bound == "about":
            return True
        if one.value >= _ROUNDED and one.value % 100 == 0:
            step = 10 ** (len(str(int(one.value))) - len(str(int(one.value)).rstrip("0")))
            if abs(one.value - other.value) <= step / 2:
                return True
    return x.value == y.value or _rounded(x.value, y.value)


def _rounded(x: float, y: float) -> bool:
    """Whether one number is the other rounded or cut to fewer decimals: 3.9 and 3.85."""
    fewer, more = sorted((x, y), key=lambda value: len(f"{value:g}".partition(".")[2]))
    decimals = [len(f"{value:g}".partition(".")[2]) for value in (fewer, more)]
    return decimals[0] < decimals[1] and abs(x - y) < 10 ** -decimals[0]


def unit(line: list[Token], number: Number) -> str | None:
    """The stem of what is counted: the next word that is no function word; None: the end.

    >>> line = tokens("some 40 of the jobs", 0, 19)
    >>> unit(line, numbers(line)[0])
    'jobs'
    """
    for token in line[number.last : number.last + 4]:
        if token.word == "%":
            return "percen"
        if token.word not in languages.read().function_words:
            return stem(token.word)
    return None


@lru_cache(maxsize=1)
def _opposed() -> frozenset[tuple[str, str]]:
    pairs = [tuple(sorted(pair.split("|"))) for pair in words()["opposites"]]
    return frozenset((low, high) for low, high in pairs)


def opposite(x: str, y: str) -> bool:
    """Whether two words deny each other ("legal", "illegal")."""
    low, high = sorted((x, y))
    return (low, high) in _opposed()


def placed(line: list[Token], place: int) -> bool:
    """Whether the word stands where a place is named: after "in", "at", "from" and the like."""
    while place and line[place - 1].name and not dated(line, place - 1):
        place -= 1
    return place > 0 and line[place - 1].word in _TO_PLACES


def shortened(x: str, y: str) -> bool:
    """Tell whether one name is the other cut short or its initials, in small letters.

    >>> shortened("fla", "florida"), shortened("kkk", "ku klux klan"), shortened("iran", "iraq")
    (True, True, False)
    """
    short, long = sorted((x, y), key=len)
    initials = "".join(word[0] for word in long.split())
    states = languages.read().states
    long_forms = {name.casefold() for key, name in states.items() if key.casefold() == short}
    return long.startswith(short) or short.replace(" ", "") == initials or long in long_forms
