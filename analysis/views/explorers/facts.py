"""Which numbers, dates, names and places each outlet carries, in one language or in several."""

from __future__ import annotations

import polars as pl

from analysis.corpus import Corpus
from analysis.languages import cldr, detection
from analysis.measures import framing
from analysis.views import charts
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer

_ACROSS, _ENGLISH = "across", "english"
_NAMES = {
    _ACROSS: "days, sums, shares and countries, in every language",
    _ENGLISH: "numbers, dates, persons, places and names, in English",
}
_KINDS = ("number", "date", "person", "place", "name")


class Facts(Explorer):
    """Explore which facts each outlet carries, of all kinds or of one.

    Where an event has articles that are not in English, it begins with the facts that compare
    between languages (`framing.facts_across`, which needs the extra ``languages``); those of its
    English articles alone (`framing.facts_carried`) are the other choice. ``carried`` is the
    table behind the chart, with the facts that are not drawn.

    >>> import analysis as an
    >>> facts = Facts(an.load("corpus/harbour-bridge"))
    >>> facts.carried.filter(pl.col("target") == "Finland")["outlet"].to_list()
    ['hafenbote', 'vestnik']
    """

    def __init__(self, corpus: Corpus):
        offered = _offered(corpus)
        self._compared = dropdown("Facts", [(_NAMES[one], one) for one in offered])
        self._kind = dropdown("Kind", [("all kinds", choices.ALL), *((k, k) for k in _KINDS)])
        controls = {"facts": self._compared} if len(offered) > 1 else {}
        self._across = choices.once(_across)
        self._english = choices.once(_english)
        super().__init__(corpus, self._drawn_of, controls | {"kind": self._kind}, name="facts")

    @property
    def carried(self) -> pl.DataFrame:
        """One row per fact and article that carries it, for what is chosen."""
        kind = self._kind.value
        rows = self._all(self.corpus).filter(pl.col("value") > 0)
        return rows if kind == choices.ALL else rows.filter(fact=kind)

    def _all(self, corpus: Corpus) -> pl.DataFrame:
        return (self._across if self._compared.value == _ACROSS else self._english)(corpus)

    def _drawn_of(self, corpus: Corpus) -> charts.Chart:
        if self._compared.value == _ACROSS and not cldr.installed():
            return charts.nothing(
                "Facts are compared between languages with the extra `languages`: it is not here",
                "Map of facts by outlet: not made.",
            )
        kind = None if self._kind.value == choices.ALL else str(self._kind.value)
        return charts.fact_map(self._all(corpus), corpus.outlets, kind=kind)


def facts(corpus: Corpus) -> Facts:
    """Explore which facts each outlet carries: in English, or days, sums and countries in all."""
    return Facts(corpus)


def _offered(corpus: Corpus) -> list[str]:
    """What there is to compare: English articles by themselves only where there are two."""
    spoken = list(detection.languages(corpus.articles).values())
    if set(spoken) <= {"en"}:
        return [_ENGLISH]
    return [_ACROSS, _ENGLISH] if spoken.count("en") > 1 else [_ACROSS]


def _across(corpus: Corpus) -> pl.DataFrame:
    if not cldr.installed():
        return _english(corpus).clear()
    return framing.facts_across(corpus.tokens, corpus.articles)


def _english(corpus: Corpus) -> pl.DataFrame:
    return framing.facts_carried(corpus.tokens, corpus.articles)
