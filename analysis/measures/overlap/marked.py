"""What stands in quotation marks within a clause, and which words are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_MARKS = re.compile(r"[“”„‟\"«»]|``|''")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# the same where its first letter may be a capital, which is looked at in its place
_CAPITAL = re.compile(r"[^\W\d_a-z](?<![^\W\d_].)(?<![^\W\d_]['’].)[^\W\d_]*(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:^|[.!?:;“‘\"(\[—–-])\s*$")
_BETWEEN = "\n.\n"  # texts laid end to end: what follows begins a sentence
_MOSTLY = 0.8  # of a word's places are capital: it is a name


def stretches(text: str) -> list[tuple[int, int]]:
    """Give the parts of a clause that stand in quotation marks; the whole where none is seen.

    A mark that is missing at an edge is supplied: clauses are cut at their marks.

    >>> text = 'he was "pretty confident" that they “would relent'
    >>> [text[start:end] for start, end in stretches(text)]
    ['pretty confident', 'would relent']
    >>> stretches("no mark here")
    [(0, 12)]
    """
    places = [(m.start(), m.end(), _opens(text, m)) for m in _MARKS.finditer(text)]
    if not places:
        return [(0, len(text))]
    found, since = [], None if places[0][2] else 0
    for start, end, opens in places:
        if since is not None and not opens:
            found.append((since, start))
            since = None
        elif opens:
            since = end
    if since is not None:
        found.append((since, len(text)))
    return [(start, end) for start, end in found if re.search(r"\w", text[start:end])]


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in ("“", "„", "«", "``"):
        return True
    if mark.group() in ("”", "»", "''"):
        return False
    return mark.start() == 0 or text[mark.start() - 1] in " \t\n([—–-"


def names(texts: Iterable[str]) -> frozenset[str]:
    """Give the words, in lower case, that are written with a capital almost wherever they stand.

    The first word of a text or sentence does not count, nor does "I". In a language that
    gives every noun a capital they are all called names.

    >>> sorted(names(["We met Kim in May", "They saw Kim"]))
    ['kim', 'may']
    """
    whole = _BETWEEN.join(texts)  # one search is faster than thousands
    capital: Counter[str] = Counter()
    for match in _CAPITAL.finditer(whole):
        word, start = _base(match.group()), match.start()
        within = word[0].isupper() and word != "I"
        if within and not _SENTENCE.search(whole[max(0, start - 4) : start]):
            capital[word.casefold()] += 1
    small: Counter[str] = Counter()
    for word, n in Counter(_WORD.findall(whole)).items():
        if not word[0].isupper():
            small[_base(word).casefold()] += n
    return frozenset(word for word, n in capital.items() if n > _MOSTLY * (n + small[word]))


def _base(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
