"""Whether an outlet surely says nothing of a thing: looked for in all that it printed."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from analysis import languages
from analysis.findings.event import Event
from analysis.measures.overlap.features import stem, terms

_SILENT = 0.5  # share of a statement's weight up to which two adjacent sentences do not hold it
_RARE = 0.1  # and how much more they may where none of its rarest words is there
_RAREST = 3
_ALIKE = 0.5  # share of two sentences' weight in common from which they tell one thing (from
# .42 on three of 60 pairs told two, and others shared what stands in passing)
_EACH = 0.36  # of each of them this much is in the other,
_WORDS = 4  # and so many words are in both


@dataclass(frozen=True)
class Printed:
    """Every sentence that the outlets printed, as stems, to look for statements in."""

    event: Event

    @cached_property
    def _sentences(self) -> dict[str, list[frozenset[str]]]:
        """Outlet → the stems of each sentence, in order."""
        rows = self.event.corpus.sentences.select("article_id", "start", "end").iter_rows()
        found: dict[str, list[frozenset[str]]] = {outlet: [] for outlet in self.event.outlets}
        for article, start, end in rows:
            text = self.event.texts[article][start:end]
            found[self.event.owners[article]].append(_stems(text))
        return found

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """Stem → how rare it is among the sentences of the event."""
        every = [stems for sentences in self._sentences.values() for stems in sentences]
        counted = Counter(word for stems in every for word in stems)
        return {word: math.log(1 + len(every) / n) for word, n in counted.items()}

    @cached_property
    def _places(self) -> dict[str, dict[str, list[int]]]:
        """Outlet → stem → the numbers of the sentences that hold it, or what is said for it."""
        found: dict[str, dict[str, list[int]]] = {}
        for outlet, sentences in self._sentences.items():
            places: dict[str, list[int]] = defaultdict(list)
            for number, stems in enumerate(sentences):
                for word in {_one_for(word) for word in stems}:
                    places[word].append(number)
            found[outlet] = places
        return found

    def share(self, outlet: str, wording: str) -> tuple[float, bool]:
        """How much of a wording's weight two adjacent sentences hold at most; rare words there?

        The second is whether the outlet's sentences there hold one of its three rarest words.
        """
        stems = _stems(wording)
        weights = {word: self._rarity.get(word, 0.0) for word in stems}
        rarest = sorted(stems, key=lambda word: (-weights[word], word))[:_RAREST]
        near = any(self._at(outlet, word) for word in rarest)
        return self.held(outlet, stems), near or not sum(weights.values())

    def held(self, outlet: str, stems: Iterable[str]) -> float:
        """How much of some stems' weight two adjacent sentences of an outlet hold at most."""
        scores = self._scores(outlet, stems)
        return max(scores.values(), default=0.0) if scores is not None else 1.0

    def beside(self, outlet: str, wording: str, name: str) -> float:
        """How much of a wording's weight two adjacent sentences hold that name somebody."""
        scores = self._scores(outlet, _stems(wording)) or {}
        named = {n - k for stem in _stems(name) for n in self._at(outlet, stem) for k in (0, 1)}
        return max((score for n, score in scores.items() if n in named), default=0.0)

    @cached_property
    def _actors(self) -> frozenset[str]:
        names = [*self.event.corpus.aliases["alias"], *self.event.actors.values()]
        return frozenset(word for name in names for word in _stems(name))

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a text without those of the actors, which all print."""
        return _stems(text) - self._actors

    def _at(self, outlet: str, word: str) -> Sequence[int]:
        return self._places[outlet].get(_one_for(word), ())

    def _scores(self, outlet: str, stems: Iterable[str]) -> dict[int, float] | None:
        """Sentence → the share of some stems' weight that it and the next hold; None: no weight."""
        # in one order, or sums differ in their last digit from run to run, and ties with them
        weights = {word: self._rarity.get(word, 0.0) for word in sorted(stems)}
        if not (total := sum(weights.values())):
            return None
        scores: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for window in {n - k for n in self._at(outlet, word) for k in (0, 1)}:
                scores[window] += weight / total
        return scores

    def alike(self, one: str, two: str) -> tuple[float, float, int]:
        """How much of two texts is in both: the cosine by weight, the lesser share, the words."""
        held = [_stems(text) for text in (one, two)]
        common = held[0] & held[1]
        weight = self._weight(common)
        first, second = (max(self._weight(stems), 1e-9) for stems in held)
        return weight / math.sqrt(first * second), weight / max(first, second), len(common)

    def tell_one(self, one: str, two: str) -> bool:
        """Whether two sentences are so alike that they tell one thing."""
        return is_one(self.alike(one, two))

    def common(self, texts: Iterable[str]) -> frozenset[str]:
        """The stems that stand in two of some texts or more."""
        counted = Counter(word for text in texts for word in _stems(text))
        return frozenset(word for word, n in counted.items() if n > 1)

    def _weight(self, stems: Iterable[str]) -> float:
        return math.fsum(self._rarity.get(word, 0.0) for word in stems)

    def silent(self, outlet: str, wordings: Iterable[str]) -> bool:
        """Whether an outlet surely tells nothing like any of the wordings.

        Errs on the side of no: what stands in quite other words counts as told where half
        of a wording's weight stands together.
        """
        for wording in wordings:
            share, rare = self.share(outlet, wording)
            if share > (_SILENT if rare else _SILENT + _RARE):
                return False
        return True


def _one_for(word: str) -> str:
    """One stem for all words that are said for one another."""
    return _groups().get(word, word)


@cache
def _groups() -> dict[str, str]:
    return {stem(word): min(words) for word, words in languages.read().synonyms.items()}


def is_one(alike: tuple[float, float, int]) -> bool:
    """Whether what `Printed.alike` gives for two sentences is that of one thing told twice."""
    cosine, least, words = alike
    return cosine >= _ALIKE and least >= _EACH and words >= _WORDS


def _stems(text: str) -> frozenset[str]:
    function = languages.read().function_words
    return frozenset(
        stem(word) for word in terms(text) if word not in function and not word.isspace()
    )


def names_person(text: str, name: str) -> bool:
    """Whether a text holds a person's last name.

    >>> names_person("Mr. Roe’s car", "Jane Roe"), names_person("Roeburn", "Jane Roe")
    (True, False)
    """
    last = re.escape(name.split()[-1])
    return re.search(rf"\b{last}\b", text, re.IGNORECASE) is not None
