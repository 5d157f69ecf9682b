"""Of which moment a text without a date is: the days of the week that it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.languages.weekdays import WEEK, Named, named

DAYS = 2  # after a text, up to which another is of its moment
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
    found = {key: named(text[:_BEGINNING]) for key, text in texts.items()}
    return {key: days for key, days in found.items() if days}


def after(here: Sequence[Named] | None, there: Sequence[Named] | None, *, text: str) -> bool | None:
    """Whether a text is of another's day or of one of the two after it; None where no one knows.

    A text that names no day, and begins with what is still to come, is taken for an older one.
    """
    if here and there:
        return (here[-1].day - there[-1].day) % len(WEEK) <= DAYS
    return False if _TO_COME.search(text[:_BEGINNING]) else None
