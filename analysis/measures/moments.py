"""Of which moment a text without a date is: the days of the week that it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

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


class Apart:
    """How many days lie between two articles, by their dates or by the days that they name."""

    def __init__(self, articles: pl.DataFrame):
        ids = articles["article_id"]
        dates = articles["published"] if "published" in articles.columns else [None] * len(ids)
        known = zip(ids, dates, strict=True)
        self.dates = {key: day for key, day in known if isinstance(day, date)}
        self.named = weekdays(dict(articles.select("article_id", "text").iter_rows()))

    def days(self, here: str, there: str) -> int | None:
        """The days between two articles' dates; None where one is not known to be of a day.

        Without a date, two texts that last name the same day of the week near their
        beginning are of one day.

        >>> texts = ["It rained on Monday.", "Monday was wet.", "It rained."]
        >>> apart = Apart(pl.DataFrame({"article_id": ["a", "b", "c"], "text": texts}))
        >>> apart.days("a", "b"), apart.days("a", "c")
        (0, None)
        """
        one, two = self.dates.get(here), self.dates.get(there)
        if one and two:
            return abs((one - two).days)
        days = [self._weekday(article) for article in (here, there)]
        return 0 if days[0] is not None and days[0] == days[1] else None

    def _weekday(self, article: str) -> int | None:
        if named := self.named.get(article):
            return named[-1].day
        return self.dates[article].weekday() if article in self.dates else None
