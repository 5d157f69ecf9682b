"""Words that stand before a name without being part of it: President, Sen., Mrs."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_TITLES = Path(__file__).parent / "lexicons" / "titles.csv"


@cache
def titles() -> dict[str, str]:
    """Give the words that stand before a name, in small letters, and their kind."""
    with _TITLES.open(encoding="utf-8") as file:
        return {row["title"].lower(): row["kind"] for row in csv.DictReader(file)}
