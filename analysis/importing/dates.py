"""The day that a cell, a line or a phrase states, in any language; none where it could be two."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any

from dateutil import parser as dateutil

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4})(?!\d)|\.?$)")
_TWO_DEFAULTS = (datetime.datetime(2000, 1, 1), datetime.datetime(2001, 2, 2))
_IN_WORDS = (  # day, month, year by group name
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2})(?:\.|er|[ºª]|st|nd|rd|th)?\s+(?:de\s+|d['’]\s?)?"
        r"(?P<m>[^\W\d_]{3,20})\.?,?\s+(?:del?\s+)?(?P<y>\d{4})(?!\d)"
    ),
    re.compile(r"(?P<m>[^\W\d_]{3,20})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]"),
)
_BEFORE = re.compile(r"(?:[^\W\d_]+\.?,?\s+)?$")  # a weekday, at most
_LONGEST_LINE = 80  # characters of a line that is a date, with weekday, hour and edition
_LANGUAGES = [
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "sl"),
    *("hr", "ro", "hu", "tr", "el", "ru", "uk", "bg", "ar", "he", "fa", "hi", "id", "ca", "et"),
    *("lv", "lt"),
]


def as_day(value: Any, *, day_first: bool | None = None) -> datetime.date | None:
    """The day that a cell states; None where it states none or could be two.

    ``day_first`` says in which order its numbers stand, where that is known.

    >>> as_day("20230913T101500Z"), as_day("Thu, 07 Apr 2011 10:00:00 GMT").isoformat()
    (datetime.date(2023, 9, 13), '2011-04-07')
    >>> as_day("03/04/2011"), as_day("April 2011"), as_day("12. März 2021")
    (None, None, datetime.date(2021, 3, 12))
    >>> as_day("03/04/2011", day_first=True)
    datetime.date(2011, 4, 3)
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    return _day_of(str(value).strip()[:60], day_first)


@lru_cache(maxsize=1 << 14)
def _day_of(text: str, day_first: bool | None) -> datetime.date | None:
    """The one day that a text can mean; null where it could be two."""
    iso, compact = _ISO.match(text), _COMPACT.match(text)
    orders = (False, True) if day_first is None else (day_first,)
    try:
        if iso:
            return datetime.date.fromisoformat(iso[0])
        if compact:
            return datetime.date(int(compact[1]), int(compact[2]), int(compact[3]))
        readings = {
            dateutil.parse(text, default=default, dayfirst=order, ignoretz=True).date()
            for default in _TWO_DEFAULTS
            for order in orders
        }
    except (ValueError, OverflowError, TypeError, RecursionError, ArithmeticError):
        return in_words(text)
    return readings.pop() if len(readings) == 1 else None


def order(value: Any) -> bool | None:
    """Whether the day comes first in a date of numbers; None where it does not show.

    >>> order("13-09"), order("09/13/2021"), order("12/09/2021")
    (True, False, None)
    """
    numbers = _NUMBERS.match(value.strip()) if isinstance(value, str) else None
    if numbers is None:
        return None
    first, second = int(numbers[1]), int(numbers[3])
    if first > 12 >= second > 0:
        return True
    return False if second > 12 >= first > 0 else None


def ambiguous(value: Any) -> bool:
    """Whether a date of numbers could be two days.

    >>> ambiguous("12/09/2021"), ambiguous("12/12/2021"), ambiguous("13/09/2021")
    (True, False, False)
    """
    numbers = _NUMBERS.match(value.strip()) if isinstance(value, str) else None
    if numbers is None or not numbers[4]:
        return False
    first, second = int(numbers[1]), int(numbers[3])
    return first != second and 0 < first <= 12 and 0 < second <= 12


def dotted(value: Any) -> bool:
    """Whether a date of numbers is written with full stops: wherever that is done, days come first.

    >>> dotted("12.09.2021 21:45"), dotted("12/09/2021")
    (True, False)
    """
    numbers = _NUMBERS.match(value.strip()) if isinstance(value, str) else None
    return numbers is not None and numbers[2] == "."


def in_words(text: str) -> datetime.date | None:
    """The first day in a text whose month is a word, or that is written as in Chinese.

    >>> in_words("Société, mardi 14 septembre 2021 287 mots"), in_words("2021 年 9 月 12 日 17:04")
    (datetime.date(2021, 9, 14), datetime.date(2021, 9, 12))
    """
    found = _phrase(text)
    return found[0] if found else None


def line(text: str) -> datetime.date | None:
    """The day of a line that is a date and no more than weekday, hour and edition beside it.

    >>> line("September 12, 2021 Sunday"), line("The fire of September 12, 2021, remembered")
    (datetime.date(2021, 9, 12), None)
    """
    text = text.strip()
    if len(text) > _LONGEST_LINE:
        return None
    found = _phrase(text)
    if found and _BEFORE.fullmatch(text[: found[1]]):
        return found[0]
    return as_day(text) if _ISO.match(text) else None


def _phrase(text: str) -> tuple[datetime.date, int] | None:
    """The first day in words and where it begins."""
    matches = (match for pattern in _IN_WORDS for match in pattern.finditer(text[:2_000]))
    for match in sorted(matches, key=lambda match: match.start()):
        number = int(match["m"]) if match["m"].isdigit() else _month(match["m"].casefold())
        try:
            if number:
                return datetime.date(int(match["y"]), number, int(match["d"])), match.start()
        except ValueError:
            continue
    return None


@lru_cache(maxsize=1 << 12)
def _month(word: str) -> int | None:
    """The number of a month named in any of the languages, of which dateparser knows the names."""
    import dateparser  # here, for it takes long to import and English dates do without

    settings: Any = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    try:
        found = dateparser.parse(f"1 {word} 2001", languages=_LANGUAGES, settings=settings)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return found.month if found and (found.day, found.year) == (1, 2001) else None
