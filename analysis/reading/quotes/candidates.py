"""Where words of interest stand in many texts at once: found by Polars, not letter by letter.

An expression that begins with one of a thousand words is tried at each letter of a text. Here
all of them are found in one pass over a whole batch (Aho-Corasick), and the expression is tried
where one stands, so that it decides as before and Python sees a few places for each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

_IN_WORDS = np.zeros(256, bool)
_IN_WORDS[[*range(48, 58), *range(65, 91), *range(97, 123), ord("_")]] = True


def places(texts: Sequence[str], words: Sequence[str]) -> list[list[int]]:
    """For each text, where one of the words may begin, in order: not after another letter.

    Places are code points. Where a word ends, and what may follow, the expressions decide.

    >>> places(["Kim said so.", "“I say,” he said: saying nothing."], ["say", "said"])
    [[4], [3, 12, 18]]
    >>> places(["say so"], ["say"])
    [[0]]
    """
    if not texts:
        return []
    joined = "\n".join(texts)
    found = pl.Series([joined]).str.find_many(list(words), overlapping=True).explode()
    starts = np.unique(found.drop_nulls().to_numpy()).astype(np.int64)  # 0 - 1 is -1
    raw = np.frombuffer(joined.encode(), np.uint8)
    starts = starts[(starts == 0) | ~_IN_WORDS[raw[starts - 1]]]
    if len(raw) != len(joined):  # bytes are counted; letters are wanted
        starts = np.cumsum((raw & 0xC0) != 0x80, dtype=np.int64)[starts] - 1
    firsts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    bounds = np.searchsorted(starts, firsts)
    return [
        (starts[low:high] - first).tolist()
        for low, high, first in zip(bounds[:-1], bounds[1:], firsts[:-1], strict=True)
    ]


def matches(pattern: re.Pattern[str], text: str, where: Sequence[int]) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` gives, where all its matches begin at one of these places.

    >>> [match[0] for match in matches(re.compile("ab+"), "abb ab", [0, 4])]
    ['abb', 'ab']
    """
    done = 0
    for place in where:
        if place >= done and (match := pattern.match(text, place)):
            yield match
            done = match.end()
