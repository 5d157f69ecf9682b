"""Numbers with a unit, however they are typed: per cent, money, measures, millions.

"12 percent", "12 per cent" and "12%" are one quantity, and so are "$3.5 million", "$3.5m"
and "3.5 million dollars". Read from texts in their normal form (`languages.folding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from analysis import languages

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: n for n, word in enumerate((*_ONES, *_TEENS, "eighteen", "nineteen"))}
_WORDS |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SHORT_SCALES = {"k": 3, "m": 6, "mn": 6, "mln": 6, "bn": 9, "b": 9, "tn": 12}

_COMPOUND = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_ONES[1:10])})"
_FIGURE = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELLED = rf"{_COMPOUND}|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
_SCALE = rf"(?:\s(?:{'|'.join(_SCALES)}))+"
NUMBER = rf"(?:(?:{_FIGURE}|(?:an?(?=\s(?:hundred|thousand|million)\b))|(?:{_SPELLED})\b)"
NUMBER += rf"(?:{_SCALE}\b|-(?:{'|'.join(_SCALES)})\b)?)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE = re.compile(rf"(?<![\w.,$])({NUMBER})\s?(?:to|and|or|-|–)\s?[$£€¥₹]?$", re.IGNORECASE)


class Quantity(NamedTuple):
    """A number with its unit, and where it stands."""

    value: str  # plain digits
    unit: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return f"{self.value} {self.unit}"


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Find every number with a unit in a text in its normal form, in order.

    The first number of a range has the unit of the second: "34 to 26 percent".

    >>> [q.key for q in find("It rose from 34 to 36 per cent and cost $3.5m.")]
    ['34 percent', '36 percent', '3500000 dollar']
    """
    passed = start
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        sign, number, short, unit = match["sign"], match["number"], match["short"], match["unit"]
        if not (sign or unit) or ((short or "") and not sign and match["joined"] is None):
            continue
        named = units()[_form(sign or unit)]
        before = _RANGE.search(text, max(passed, match.start() - 40), match.start())
        if before and not _YEAR.fullmatch(before[1]):  # "34 percent in 2013 to 26 percent"
            first = value(before[1])
            yield Quantity(first, named, *before.span(1))
        yield Quantity(value(number, short), named, *match.span())
        passed = match.end()


def value(number: str, short: str | None = None) -> str:
    """Give a number in figures, words or both as plain digits.

    >>> value("3.5 million"), value("twenty-five"), value("10,000"), value("3", "bn")
    ('3500000', '25', '10000', '3000000000')
    """
    parts = re.split(r"[\s-]+", number.lower())
    now = Decimal(0)
    for part in parts:
        if part in _SCALES:
            now = (now or 1) * 10 ** _SCALES[part]
        elif part in _WORDS:
            now += _WORDS[part]
        elif part in ("a", "an"):
            now = Decimal(1)
        else:
            now = Decimal(part.replace(",", ""))
    now *= 10 ** _SHORT_SCALES[short.lower()] if short else 1
    return format(now.normalize(), "f")


@cache
def units() -> dict[str, str]:
    """Ways of writing a unit, in small letters but for currencies' codes → the unit."""
    return {_form(form): unit for form, unit in languages.read().units.items()}


def _form(form: str) -> str:
    return " ".join(form.lower().split())


@cache
def _pattern() -> re.Pattern[str]:
    """A sign, a number and a scale in letters; or a number, perhaps a scale, and a unit."""
    forms = sorted(units(), key=len, reverse=True)
    signs = [form for form in forms if form[-1] in "$€£¥₹"]
    after = [form for form in forms if form not in signs or len(form) == 1]
    unit = "|".join(
        re.escape(form).replace(r"\ ", r"\s+") + (r"\b" if form[-1].isalpha() else "")
        for form in after
    )
    short = "|".join(sorted(_SHORT_SCALES, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,])(?:(?P<sign>{'|'.join(map(re.escape, signs))})\s?)?(?P<number>{NUMBER})"
        rf"(?:(?<=\d)\s?(?P<short>{short})\b)?(?P<joined>(?:(?:\s|-)?(?P<unit>{unit})))?(?!\w)",
        re.IGNORECASE,
    )
