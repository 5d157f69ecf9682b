"""Of which moment a text without a date is: the days of the week that it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import polars as pl

from analysis.languages.weekdays import WEEK, Named, coming, named

DAYS = 2  # after a text, up to which another is of its moment,
SAID_DAYS = 1  # and up to which what somebody said is still its news
_BEGINNING = 900  # characters in which a text names its day
_TO_COME = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ly )?(?:expected|scheduled|set|due|about|poised) to\b"
    r"|\bdeliberat(?:e|ing)\b|\bawait(?:s|ing)?\b"
)


def weekdays(texts: Mapping[str, str]) -> dict[str, list[Named]]:
    """Article → the days of the week that it names near its beginning, in its order.

    Days that are still to come when it is written, or of another week, do not count.

    >>> [one.name for one in weekdays({"a": "It waits until Friday, he said on Monday."})["a"]]
    ['Monday']
    """
    found = {key: opening(text) for key, text in texts.items()}
    return {key: days for key, days in found.items() if days}


def opening(text: str) -> list[Named]:
    """The days of the week that one text names near its beginning (`languages.weekdays`)."""
    return named(text[:_BEGINNING])


def after(
    here: Sequence[Named] | None, there: Sequence[Named] | None, *, text: str, days: int = DAYS
) -> bool | None:
    """Whether a text is of another's day or of some ``days`` after it; None where no one knows.

    A text that names no day, and begins with what is still to come, is taken for an older one, as
    one to which a day is still to come that the other begins with.
    """
    if there and not coming(text).isdisjoint(one.day for one in there):
        return False
    if here and there:
        return (here[-1].day - there[-1].day) % len(WEEK) <= days
    return False if _waits(text) else None


@lru_cache(maxsize=1 << 12)
def _waits(text: str) -> bool:
    """Whether a text begins with what is still to come."""
    return _TO_COME.search(text[:_BEGINNING]) is not None


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
