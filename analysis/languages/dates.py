"""Dates, however they are typed: full, short, or a weekday resolved by the article's own date."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
MONTHS = {name.lower(): number for number, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = rf"(?P<month>(?:{'|'.join(sorted(map(str.title, MONTHS), key=len, reverse=True))}))\b\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d.:%])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_BEFORE_A_MONTH = r"(?:in|of|since|late|early|mid|last|next|until|till|by|from|before|this)[\s-]"
_FORMS = [
    re.compile(rf"\b{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?"),
    re.compile(rf"\b{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?(?!\w)"),
    re.compile(rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)\b"),
    re.compile(r"\b(?P<day>[0-3]?\d)\.(?P<month>0?\d|1[0-2])\.(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"(?<=\s)(?i:{_BEFORE_A_MONTH}){_MONTH}(?!\s?\d)"),
    re.compile(rf"\b(?P<weekday>{'|'.join(map(str.title, DAYS))})\b"),
]
# After such words in its clause a weekday may lie ahead; which, the date does not tell.
_AHEAD = re.compile(
    r"\b(?:will|won't|'ll|shall|next|coming|upcoming|going to|to be|set to|plans?|planned|"
    r"expected|scheduled|due|likely|until|by)\b",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day, or a month where no day is given; null where the text does not say."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int

    @property
    def shown(self) -> str:
        name = _MONTHS[self.month - 1]
        if self.day:
            return f"{self.day} {name}"
        return f"{name} {self.year}" if self.year else name


def find(text: str, published: datetime.date | None = None) -> list[Day]:
    """Find every date in one sentence in its normal form, in order.

    A weekday is the last one up to ``published``; without that date, or where the
    clause looks ahead, it is no date. A year by itself is none either.

    >>> day = datetime.date(2023, 9, 13)
    >>> [(d.shown, d.year) for d in find("On Tuesday, not Sept. 13, in May 2019", day)]
    [('12 September', 2023), ('13 September', 2023), ('May 2019', 2019)]
    """
    taken: list[Day] = []
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            day = _read(match, text, published)
            if day and not any(other.start < day.end and day.start < other.end for other in taken):
                taken.append(day)
    return sorted(taken, key=lambda day: day.start)


def _read(match: re.Match[str], text: str, published: datetime.date | None) -> Day | None:
    given = match.groupdict()
    if weekday := given.get("weekday"):
        clause = re.split(r"[,;“”\"]", text[: match.start()])[-1]
        if published is None or _AHEAD.search(clause):
            return None
        back = (published.weekday() - DAYS.index(weekday.lower())) % 7
        day = published - datetime.timedelta(days=back)
        return Day(day.year, day.month, day.day, *match.span())
    name = given["month"]
    month = int(name) if name.isdigit() else MONTHS[name.lower()]
    day = int(given["day"]) if given.get("day") else None
    year = int(given["year"]) if given.get("year") else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    start = match.start("month") if not day and not year else match.start()
    if year is None and day is not None and published is not None:
        year = _nearest_year(month, day, published)
    return Day(year, month, day, start, match.end())


def _nearest_year(month: int, day: int, published: datetime.date) -> int | None:
    """The year in which the day lies closest to the article's date."""
    near = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            near.append((abs(datetime.date(year, month, day) - published), year))
        except ValueError:  # 29 February
            continue
    return min(near)[1] if near else None
