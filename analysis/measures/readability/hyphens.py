"""pyphen's hyphenation counted in one pass over a word.

textstat counts the syllables of a word that is in no dictionary by its hyphens.
pyphen looks up every substring of it, which is nearly all the time that textstat
spends on words met for the first time; this reads pyphen's own patterns with an
automaton (Aho and Corasick 1975) and gives the same number.
"""

from __future__ import annotations

from functools import cache

from analysis.measures.readability.offline import offline_textstat


class _State:
    """A beginning of patterns: the next letters, and the levels of patterns that end here.

    ``levels`` holds (places back from here, level); ``shorter`` is the state of the
    longest proper suffix, where to go on when no pattern continues.
    """

    __slots__ = ("levels", "next", "shorter")

    def __init__(self, start: _State | None) -> None:
        self.next: dict[str, _State] = {}
        self.levels: list[tuple[int, int]] = []
        self.shorter = start


@cache
def _automaton() -> _State:
    start = _State(None)
    patterns = offline_textstat().backend.utils.get_pyphen("en_US").hd.patterns
    for pattern, (offset, levels) in patterns.items():
        state = start
        for letter in pattern:
            state = state.next.setdefault(letter, _State(start))
        back = len(pattern) - offset
        state.levels = [(back - at, level) for at, level in enumerate(levels) if level]
    reached = list(start.next.values())
    for state in reached:  # grows while it is read: shorter beginnings come first
        for letter, longer in state.next.items():
            shorter = state.shorter
            while shorter and letter not in shorter.next:
                shorter = shorter.shorter
            longer.shorter = shorter.next[letter] if shorter else start
            longer.levels += longer.shorter.levels
            reached.append(longer)
    return start


def hyphen_count(word: str) -> int:
    """Count the places where pyphen would hyphenate a lower-case word.

    Source: Liang (1983), the patterns of pyphen for en_US.

    >>> hyphen_count("hyphenation")
    2
    """
    start = state = _automaton()
    highest = [0] * (len(word) + 3)
    for place, letter in enumerate(f".{word}.", 1):
        while letter not in state.next and state.shorter:
            state = state.shorter
        state = state.next.get(letter, start)
        for back, level in state.levels:
            if level > highest[place - back]:
                highest[place - back] = level
    # An odd level allows a hyphen; pyphen keeps two letters on either side of it.
    return sum(level % 2 for level in highest[3 : len(word)])
