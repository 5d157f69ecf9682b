"""Of which moment a text without a date is: the days of the week that it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

DAYS = 2  # after a text, up to which another is of its moment
_BEGINNING = 900  # characters in which a text names its day
_WEEK = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_WEEKDAY = re.compile(rf"(?P<before>\b[a-z]+ )?\b(?P<day>(?:{'|'.join(_WEEK)})day)\b")
_TO_COME = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ly )?(?:expected|scheduled|set|due|about|poised) to\b"
    r"|\bdeliberat(?:e|ing)\b|\bawait(?:s|ing)?\b"
)
_NOT_YET = ("until ", "next ", "by ", "before ", "last ", "every ", "since ")


class Named(NamedTuple):
    """A day of the week that a text names: its number from Monday on, its name, where."""

    day: int
    name: str
    start: int


def weekdays(texts: Mapping[str, str]) -> dict[str, list[Named]]:
    """Article → the days of the week that it names near its beginning, in its order.

    Days that are still to come when it is written, or of another week, do not count.

    >>> [one.name for one in weekdays({"a": "It waits until Friday, he said on Monday."})["a"]]
    ['Monday']
    """
    found: dict[str, list[Named]] = {}
    for key, text in texts.items():
        for match in _WEEKDAY.finditer(text[:_BEGINNING]):
            if (match["before"] or "") not in _NOT_YET:
                day = _WEEK.index(match["day"].removesuffix("day"))
                found.setdefault(key, []).append(Named(day, match["day"], match.start("day")))
    return found


def after(here: Sequence[Named] | None, there: Sequence[Named] | None, *, text: str) -> bool | None:
    """Whether a text is of another's day or of one of the two after it; None where no one knows.

    A text that names no day, and begins with what is still to come, is taken for an older one.
    """
    if here and there:
        return (here[-1].day - there[-1].day) % len(_WEEK) <= DAYS
    return False if _TO_COME.search(text[:_BEGINNING]) else None
