"""Which numbers, dates, names and places each outlet carries, in one language or in several."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.corpus import Corpus
from analysis.languages import cldr, detection
from analysis.measures import framing
from analysis.views import charts
from analysis.views.charts.places import facts_apart
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown, field
from analysis.views.explorers.paging import Paged

_ACROSS, _ENGLISH = "across", "english"
_NAMES = {
    _ACROSS: "days, sums, shares and countries, in every language",
    _ENGLISH: "numbers, dates, persons, places and names, in English",
}
_KINDS = ("number", "date", "person", "place", "name")


class Facts(Paged):
    """Explore which facts each outlet carries, of all kinds or of one; pages lead to all.

    Where an event has articles that are not in English, it begins with the facts that compare
    between languages (`framing.facts_across`, which needs the extra ``languages``); those of its
    English articles alone (`framing.facts_carried`) are the other choice. ``carried`` is the
    table behind the chart, with the facts that every article carries.

    >>> import analysis as an
    >>> facts = Facts(an.load("corpus/harbour-bridge"))
    >>> facts.carried.filter(pl.col("target") == "Finland")["outlet"].to_list()
    ['hafenbote', 'vestnik']
    """

    id_column = "target"

    def __init__(self, corpus: Corpus, *, top: int = 30):
        offered = _offered(corpus)
        self._compared = dropdown("Facts", [(_NAMES[one], one) for one in offered])
        self._kind = dropdown("Kind", [("all kinds", choices.ALL), *((k, k) for k in _KINDS)])
        self.search = field("Search", placeholder="part of a fact")
        outlets = [("any outlet", choices.ALL), *choices.outlets(corpus)]
        self.outlet = dropdown("Carried by", outlets)
        self.reach = dropdown("Reach", choices.REACH)
        controls: dict[str, Any] = {"facts": self._compared} if len(offered) > 1 else {}
        controls |= {"kind": self._kind, "search": self.search}
        controls |= {"outlet": self.outlet, "reach": self.reach}
        self._across = choices.once(_across)
        self._english = choices.once(_english)
        rows = len(facts_apart(self._all(corpus)))
        super().__init__(corpus, controls, rows=rows, top=top, name="facts")

    @property
    def carried(self) -> pl.DataFrame:
        """One row per fact and article that carries it, for the facts and kind chosen."""
        rows = self._all(self.corpus).filter(pl.col("value") > 0)
        return rows if self._one_kind is None else rows.filter(fact=self._one_kind)

    @property
    def matching(self) -> list[str]:
        """The facts that the filters let through, those of most articles first."""
        known = set(self._told()["target"])
        wanted = self.search.value.casefold().split()
        return [
            fact
            for fact in facts_apart(self._all(self.corpus), kind=self._one_kind)
            if fact in known and all(part in fact.casefold() for part in wanted)
        ]

    def matrix(self, ids: list[str]) -> charts.Chart:
        if self._compared.value == _ACROSS and not cldr.installed():
            return charts.nothing(
                "Facts are compared between languages with the extra `languages`: it is not here",
                "Map of facts by outlet: not made.",
            )
        rows, outlets = self._all(self.corpus), self.corpus.outlets
        return charts.fact_map(rows, outlets, kind=self._one_kind, chosen=ids)

    @property
    def _one_kind(self) -> str | None:
        return None if self._kind.value == choices.ALL else str(self._kind.value)

    def _all(self, corpus: Corpus) -> pl.DataFrame:
        return (self._across if self._compared.value == _ACROSS else self._english)(corpus)

    def _told(self) -> pl.DataFrame:
        """What is carried, as far as outlet and reach are chosen."""
        rows = self.carried
        if self.outlet.value != choices.ALL:
            rows = rows.filter(pl.col("target").is_in(self._by(str(self.outlet.value))))
        if self.reach.value != choices.ALL:
            alone = pl.col("outlet").n_unique().over("target") == 1
            rows = rows.filter(alone if self.reach.value == "alone" else ~alone)
        return rows

    def _by(self, outlet: str) -> list[str]:
        return self.carried.filter(outlet=outlet)["target"].to_list()


def facts(corpus: Corpus, *, top: int = 30) -> Facts:
    """Explore which facts each outlet carries: in English, or days, sums and countries in all.

    ``top`` of them are on a page.
    """
    return Facts(corpus, top=top)


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
