"""Features of one target in one sentence: what the tone classifier sees.

The target's own words never reach a feature. They, and every other word of the
sentence that repeats one of its names, are replaced by a place-holder, and other
capitalised words are pooled into one token, so that the classifier cannot learn
*who* is praised or blamed, only *how*.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

TARGET, SAME, NAME = "§", "§same", "¤"
WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
MAX_WORDS = 80
"""Words kept on each side of the target; further ones say little about it."""

PRONOUNS = frozenset(
    "i me my we us our you your he him his she her hers it its they them their who whom whose".split()
)
NEGATIONS = frozenset(
    "not no never nor neither without hardly barely cannot nobody none nothing lack lacks lacked "
    "fail fails failed refuse refuses refused".split()
)
CLAUSE_BREAKS = frozenset(
    list(',;:.()[]–—-“”"‘!?')
    + "that which who but while because after before although though when if as and or".split()
)


class Context(NamedTuple):
    """The sentence as seen from its target."""

    words: list[str]
    target: int
    negated: list[bool]
    clause: range
    kind: str


def context(sentence: str, start: int, end: int) -> Context:
    """Return the words around a target, the target masked, with negation and clause marked.

    `kind` is the pronoun itself, or `name` or `noun`, so that "him" is known to be a patient.

    >>> context("Critics say Mr. Roe did not lie.", 12, 19).words
    ['critics', 'say', '§', 'did', 'not', 'lie', '.']
    """
    surface = sentence[start:end]
    own = {w.lower() for w in re.findall(r"\w{3,}", surface) if w[0].isupper()}
    words: list[str] = []
    target = -1
    for match in WORD.finditer(sentence):
        if match.end() > start and match.start() < end:
            if target < 0:
                target = len(words)
                words.append(TARGET)
            continue
        words.append(_normal(match, own))
    words, target = _pool_names(words, target)
    first = max(0, target - MAX_WORDS)
    words, target = words[first : target + MAX_WORDS + 1], target - first
    low = surface.lower()
    kind = low if low in PRONOUNS else "name" if surface[:1].isupper() else "noun"
    return Context(words, target, _negated(words), _clause(words, target), kind)


def _normal(match: re.Match[str], own: set[str]) -> str:
    word = match.group().replace("’", "'")
    low = word.lower()
    if not word[0].isupper():
        return low
    if low.removesuffix("'s") in own:
        return SAME
    # A capital at the start of the sentence says nothing about being a name.
    return NAME if match.start() and word != "I" else low


def _pool_names(words: list[str], target: int) -> tuple[list[str], int]:
    """Collapse runs of names into one token, so that long names are no longer than short ones."""
    kept = [i for i, w in enumerate(words) if w != NAME or not i or words[i - 1] != NAME]
    return [words[i] for i in kept], kept.index(target)


def _negated(words: list[str]) -> list[bool]:
    """Mark the four words after a negation, up to the end of the clause."""
    marks, left = [], 0
    for word in words:
        marks.append(left > 0 and word not in CLAUSE_BREAKS)
        if word in NEGATIONS or word.endswith("n't"):
            left = 4
        else:
            left = 0 if word in CLAUSE_BREAKS else left - 1
    return marks


def _clause(words: list[str], target: int) -> range:
    first = last = target
    while first > 0 and words[first - 1] not in CLAUSE_BREAKS:
        first -= 1
    while last < len(words) - 1 and words[last + 1] not in CLAUSE_BREAKS:
        last += 1
    return range(first, last + 1)


def _distance(offset: int) -> str:
    size = abs(offset)
    step = next(
        s
        for s, limit in (("1", 1), ("2", 2), ("4", 4), ("8", 8), ("16", 16), ("far", 1000))
        if size <= limit
    )
    return ("before " if offset < 0 else "after ") + step


def features(c: Context) -> set[str]:
    """Name the features of one target, each a readable string.

    Words by themselves, by distance and side, inside the target's clause; pairs
    of neighbours, by side; triples near the target; and the kind of target.

    >>> sorted(features(context("They praised him.", 13, 16)))[:3]
    ['.', '. after 1', 'after: §|.']
    """
    found = {f"target is {c.kind}"}
    for i, word in enumerate(c.words):
        if i == c.target:
            continue
        word = "not " + word if c.negated[i] else word
        found.add(word)
        found.add(f"{word} {_distance(i - c.target)}")
        if i in c.clause:
            found.add(f"{word} {'before' if i < c.target else 'after'} in clause")
    for i, pair in enumerate(pairwise(c.words)):
        joined = "|".join(pair)
        found.add(joined)
        found.add(("before: " if i < c.target else "after: ") + joined)
    near = range(max(0, c.target - 6), min(len(c.words) - 2, c.target + 5))
    found.update("|".join(c.words[i : i + 3]) for i in near)
    return found
