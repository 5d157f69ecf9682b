"""Many names looked for at once: each only where its first word stands in the text.

One expression of all names tries every one of them at every word; with 100,000 aliases
that takes minutes. Here a name costs nothing where its first word does not stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from analysis.languages.scripts import HAS_WIDE

_STARTS = re.compile(r"(?<!\w)(?:\w+|\S)")


def _either(word: str) -> str | tuple[str]:
    """A name that begins with an apostrophe may be written with either."""
    return "’'" if word in "’'" else (word,)


class FirstWords:
    r"""Names by their first word, tried in the order given.

    ``written`` gives a name's expression, once its first word is met; ``after`` is an
    expression for what must follow any of them. None may match where the name's first
    word goes on ("war" in "warfare").

    >>> names = FirstWords(["Kim Yo Jong", "Kim"], re.escape, r"(?!\w)")
    >>> [found[1] for found in names.finditer("Kim and Kim Yo Jong met Kimberly")]
    ['Kim', 'Kim Yo Jong']
    """

    def __init__(
        self, names: Iterable[str], written: Callable[[str], str], after: str, flags: int = 0
    ):
        self.written, self.after, self.flags = written, after, flags
        self._ways: dict[str, list[str]] = defaultdict(list)
        names = list(names)
        wide = [name for name in names if HAS_WIDE.match(name)]  # no space parts its words
        self._wide = re.compile(f"(?=({'|'.join(map(written, wide))}))", flags) if wide else None
        for name in names:
            first = _STARTS.search(name)
            for start in _either(first[0].casefold()) if first else ():
                self._ways[start].append(name)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """At every place the first way that matches, overlaps included; group 1 is the name."""
        if self._wide and HAS_WIDE.search(text):
            found = chain(self._wide.finditer(text), self._by_word(text))
            yield from sorted(found, key=lambda match: match.start(1))
        else:
            yield from self._by_word(text)

    def _by_word(self, text: str) -> Iterator[re.Match[str]]:
        ways = self._ways
        for word in _STARTS.finditer(text):
            first = word[0].casefold()
            if first in ways and (found := self._pattern(first).match(text, word.start())):
                yield found

    def _pattern(self, first: str) -> re.Pattern[str]:
        if first not in self._patterns:
            ways = "|".join(map(self.written, self._ways[first]))
            self._patterns[first] = re.compile(f"({ways}){self.after}", self.flags)
        return self._patterns[first]
