"""Which outlets print any word of a name or of its kin, so that "never" and "only" hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis import languages

_STEM = 4  # letters by which "Russia" and "Russian" are one word
_INITIALS = 12  # letters; no name has more words with a capital
_WORD = re.compile(r"\w+")
_STOPPED = re.compile(r"\w+(?:\.\w+)*")  # "summit", "U.S", "example.org"


class Kin:
    """How the words of each outlet begin, and what may be initials, read once for all names.

    >>> kin = Kin({"a": ["The Russian leader"], "b": ["He left the U.S. today."], "c": ["Rain."]})
    >>> sorted(kin.of("Russia")), sorted(kin.of("United States")), sorted(kin.of("Kim"))
    (['a'], ['b'], [])
    """

    def __init__(self, printed: Mapping[str, Iterable[str]]) -> None:
        self._beginnings: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[str, set[str]] = defaultdict(set)
        for outlet, texts in printed.items():
            for run in {run for text in texts for run in _STOPPED.findall(text)}:
                parts = run.split(".")
                for part in parts:
                    for size in range(1, min(_STEM, len(part)) + 1):
                        self._beginnings[part[:size].lower()].add(outlet)
                for letters in _joined(parts):
                    self._initials[letters.lower()].add(outlet)

    def of(self, name: str) -> set[str]:
        """The outlets with a word that begins as a word of the name does, or with its initials.

        Errs on the side of too many; in any case of letters, function words left out.
        """
        words = [
            word for word in re.findall(r"\w+", name) if word[0].isupper() or word[0].isdigit()
        ]
        function, found = languages.read().function_words, set[str]()
        for word in words:
            stem = word[:_STEM] if len(word) > _STEM else word
            if stem.lower() not in function:
                found |= self._beginnings.get(stem.lower(), set())
        if len(words) > 1:
            found |= self._initials.get("".join(word[0] for word in words).lower(), set())
        return found


def _joined(parts: list[str]) -> Iterator[str]:
    """What stands between two stops, with and without the stops inside it: "U", "US", "S"."""
    for first in range(len(parts)):
        letters = ""
        for part in parts[first:]:
            letters += part
            if len(letters) > _INITIALS:
                break
            yield letters
