"""How rare a word is in general.

Within one event a turn of phrase ("no question about it") can be as rare as a quotation's own
words, and only what is printed everywhere else tells them apart.
"""

from __future__ import annotations

from functools import lru_cache

from analysis import languages

_COMMON = 4.5  # −ln share of the commonest words that still carry meaning; they weigh little
_LEAST = 0.2
_UNLISTED = 11.5


@lru_cache(maxsize=200_000)
def weight(stem: str) -> float:
    """Weigh a stem by how rarely it is printed in general, from 0.2 up.

    weight = max(0.2, −ln share − 4.5); a stem that the table lacks, a name, a number or a word
    of another language counts as rare.

    >>> weight("time") < weight("border") < weight("imperi")
    True
    """
    return max(_LEAST, languages.read().word_rarity.get(stem, _UNLISTED) - _COMMON)
