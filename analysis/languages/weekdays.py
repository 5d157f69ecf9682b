"""Days of the week that an English text names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

WEEK = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_WEEKDAY = re.compile(rf"(?P<before>\b[a-z]+ )?\b(?P<day>(?:{'|'.join(WEEK)})day)\b")
_NOT_YET = ("until ", "next ", "by ", "before ", "last ", "every ", "since ")


class Named(NamedTuple):
    """A day of the week that a text names: its number from Monday on, its name, where."""

    day: int
    name: str
    start: int


def named(text: str) -> list[Named]:
    """Find the days of the week that a text names, in its order.

    Days that are still to come when it is written, or of another week, do not count.

    >>> [one.name for one in named("It waits until Friday, he said on Monday.")]
    ['Monday']
    """
    return [
        Named(WEEK.index(match["day"].removesuffix("day")), match["day"], match.start("day"))
        for match in _WEEKDAY.finditer(text)
        if (match["before"] or "") not in _NOT_YET
    ]


_COMING = re.compile(
    rf"\b(?:scheduled|slated|set|planned|due|expected)\b[^.!?\n]{{0,30}}?\b(?:for|on) "
    rf"(?P<day>(?:{'|'.join(WEEK)})day)\b"
)


@lru_cache(maxsize=1 << 12)
def coming(text: str) -> frozenset[int]:
    """The days of the week that are still to come when a text is written.

    >>> coming("The talks are scheduled for Friday morning, she said on Thursday.")
    frozenset({4})
    """
    found = (match["day"].removesuffix("day") for match in _COMING.finditer(text))
    return frozenset(WEEK.index(day) for day in found)
