"""One sentence as the tone classifier sees it from its target: word numbers, the target masked.

The target's own words never reach the classifier, and every other name, the target's
among them, is pooled into one number. So the classifier can learn *how* somebody is
written about, but not *who* usually is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

PADDING, UNKNOWN, TARGET, NAME, NUMBER = range(5)
"""Numbers with a meaning of their own; the words of the vocabulary follow."""
SPECIAL = ("", "<unknown>", "<target>", "<name>", "<number>")

WINDOW = 40
"""Words kept on each side of the target; those further off say little about it."""

# The target's case ("he" acts, "him" is acted upon) is kept; any other target is kind 0.
_CASES = "i me my we us our you your he him his she her hers it its they them their who"
PRONOUNS = tuple(_CASES.split())
# A capital after one of these says nothing about being a name.
_OPENING = frozenset(["", *"“”\"‘'(:!?"])
WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


class Context(NamedTuple):
    """The words around one target, as numbers; `spans` says where each stands."""

    words: list[int]
    target: int
    kind: int
    spans: list[tuple[int, int]]


def context(sentence: str, start: int, end: int, vocabulary: Mapping[str, int]) -> Context:
    """Return the words around the target `sentence[start:end]`, the target as one number.

    `vocabulary` maps lower-case words, and endings such as "-ing" for words it lacks,
    to numbers. A capitalised word is a name unless it opens a sentence or a quotation and is known.

    >>> words = {"did": 5, "not": 6, "lie": 7, ".": 8}
    >>> found = context("Critics say Mr. Roe did not lie.", 12, 19, words)
    >>> found.words, found.target
    ([3, 1, 2, 5, 6, 7, 8], 2)
    """
    surface = sentence[start:end]
    own = {word.lower() for word in re.findall(r"\w{3,}", surface) if word[0].isupper()}
    words: list[int] = []
    spans: list[tuple[int, int]] = []
    target, before = -1, ""
    for match in WORD.finditer(sentence):
        if match.end() > start and match.start() < end:
            if target >= 0:
                continue
            number, target, before = TARGET, len(words), "target"
        else:
            number = _number(match.group(), own, vocabulary, opening=before in _OPENING)
            before = match.group()
        if number == NAME and words and words[-1] == NAME:
            spans[-1] = (spans[-1][0], match.end())
            continue
        words.append(number)
        spans.append(match.span())
    if target < 0:  # the target is white space
        words, spans, target = [*words, TARGET], [*spans, (start, end)], len(words)
    low = surface.lower()
    kind = PRONOUNS.index(low) + 1 if low in PRONOUNS else 0
    first = max(0, target - WINDOW)
    kept = slice(first, target + WINDOW)
    return Context(words[kept], target - first, kind, spans[kept])


def _number(word: str, own: Iterable[str], vocabulary: Mapping[str, int], *, opening: bool) -> int:
    word = word.replace("’", "'")
    low = word.lower()
    if word[0].isdigit():
        return NUMBER
    plain = low == "i" or (opening and low in vocabulary and low.removesuffix("'s") not in own)
    if word[0].isupper() and not plain:
        return NAME
    return vocabulary.get(low) or vocabulary.get("-" + low[-3:], UNKNOWN)
