"""Words that sentences of findings, charts and the report are put together with."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Words of a list; of more than ``most``, all but the last places and how many more.

    >>> listed([]), listed("a"), listed("ab"), listed("abc"), listed("abcdef", most=5)
    ('none', 'a', 'a and b', 'a, b and c', 'a, b, c, d and 2 more')
    """
    words = list(names) or ["none"]
    if most is not None and len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
