"""How rare a word is in general: lexicons/word_rarity.csv.

Within one event a turn of phrase ("no question about it") can be as rare as a quotation's own
words, and only what is printed everywhere else tells them apart.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "lexicons" / "word_rarity.csv"
_COMMON = 4.5  # −ln share of the commonest words that still carry meaning: they weigh next to nothing
_LEAST = 0.2
_UNLISTED = 11.5


@lru_cache(maxsize=1)
def table() -> dict[str, float]:
    """Stem → −ln of its share of all printed English words, of the commonest stems."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["stem"]: float(row["rarity"]) for row in csv.DictReader(file)}


def weight(stem: str) -> float:
    """Weigh a stem by how rarely it is printed in general, from 0.2 up.

    weight = max(0.2, −ln share − 4.5); a stem that the table lacks, a name, a number or a word
    of another language counts as rare.

    >>> weight("time") < weight("border") < weight("imperi")
    True
    """
    return max(_LEAST, table().get(stem, _UNLISTED) - _COMMON)
