"""An event over days, explored: what is told when, who was first, how an article was changed."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.corpus import Corpus
from analysis.measures import days as measured
from analysis.measures import framing
from analysis.revised import versions as read_versions
from analysis.views import charts
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.paging import Paged, chosen

_CONCEPTS, _ACTORS, _CLAIMS = "concepts", "actors", "claims"
_COUNTED = {_CONCEPTS: "sentences", _ACTORS: "mentions", _CLAIMS: "articles that tell it"}
_OFFERED = 40  # claims in the list; the map of claims has all
_APART, _ALL, _FIRST = "apart", "all", "first"


class OverDays(Explorer):
    """What is named on which day: concepts, actors, an actor's names, or claims."""

    hint = "Click a day, or choose it from the list, to read the passages of that day."

    def __init__(self, corpus: Corpus, *, show: str = _CONCEPTS, by_outlet: bool = False):
        self._counted = {name: choices.once(make) for name, make in _MADE.items()}
        if show == _CONCEPTS and not corpus.concepts.height:
            show = _ACTORS  # an event need not define concepts
        options = [("concepts", _CONCEPTS), ("actors", _ACTORS), ("claims", _CLAIMS)]
        self.what = dropdown("Show", options, show)
        self.which = dropdown("By outlet", self._targets(corpus))
        self.what.observe(lambda _: self._reoffer(), "value")
        if by_outlet and (rows := self._counted[show](corpus)).height:
            sums = rows.group_by("target", maintain_order=True).agg(pl.col("value").sum())
            most = sums.sort("value", descending=True, maintain_order=True)["target"][0]
            self.which.value = (
                most if most in [target for _, target in self.which.options] else _ALL
            )
        super().__init__(corpus, self._draw, {"what": self.what, "which": self.which}, name="days")

    def _reoffer(self) -> None:
        self.which.options = self._targets(self.corpus)

    def _targets(self, corpus: Corpus) -> list[tuple[str, str]]:
        named = _named(corpus, str(self.what.value))
        shown = [(" ".join(name.split())[:70], target) for target, name in named.items()]
        return [("all, outlets together", _ALL), *shown[:_OFFERED]]

    def _draw(self, corpus: Corpus) -> charts.Chart:
        what = str(self.what.value)
        target = None if self.which.value in (None, _ALL) else str(self.which.value)
        return charts.over_days(
            self._counted[what](corpus),
            corpus.outlets,
            target=target,
            names=_named(corpus, what),
            counted=_COUNTED[what],
        )


def _concepts(corpus: Corpus) -> pl.DataFrame:
    return measured.by_day(corpus.coverage, corpus.articles)


def _actors(corpus: Corpus) -> pl.DataFrame:
    rows = framing.naming(corpus.mentions, corpus.articles)
    return measured.by_day(measured.naming(rows), corpus.articles)


def _claims(corpus: Corpus) -> pl.DataFrame:
    return measured.by_day(measured.telling(corpus.claims), corpus.articles)


_MADE = {_CONCEPTS: _concepts, _ACTORS: _actors, _CLAIMS: _claims}


def _named(corpus: Corpus, what: str) -> dict[str, str]:
    """The names of all targets, by their ids, in the event's order."""
    listed = {
        _CONCEPTS: (corpus.concepts, "concept", "name"),
        _ACTORS: (corpus.actors, "actor", "name"),
    }
    rows, key, name = listed.get(what) or (corpus.claims, "claim_id", "wording")
    return dict(rows.select(key, name).unique(key, keep="first", maintain_order=True).iter_rows())


class Firsts(Paged):
    """Who was first with a claim or a statement, a row each."""

    hint = "Click a cell, or choose it from the list, to read what the outlet told first."
    id_column = "item"

    def __init__(self, corpus: Corpus, *, top: int = 30):
        shown = [("told on several days", _APART), ("all that two share", _ALL)]
        controls = {
            "what": dropdown("Of", [("claims", "claims"), ("statements", "statements")]),
            "show": dropdown("Show", [*shown, ("this outlet first", _FIRST)]),
            "outlet": dropdown("Outlet", choices.outlets(corpus)),
        }
        self._told = {
            "claims": choices.once(lambda c: measured.first_told(c.claims, c.articles)),
            "statements": choices.once(lambda c: measured.first_carried(c.aligned, c.articles)),
        }
        rows = self._told["claims"](corpus)["item"].n_unique()
        super().__init__(corpus, controls, rows=rows, top=top, name="firsts")

    @property
    def rows_of(self) -> pl.DataFrame:
        """Every claim, or statement, that two outlets share, in every outlet."""
        return self._told[self._what](self.corpus)

    @property
    def matching(self) -> list[str]:
        """The ids of those that the filters let through, widest reach first."""
        kept, values = self.rows_of, chosen(self.controls, ("show", "outlet"))
        if values["show"] == _APART:
            kept = kept.filter(pl.col("state").is_in(["first", "later"]))
        elif values["show"] == _FIRST:
            kept = kept.filter(outlet=values["outlet"], state="first")
        return kept["item"].unique(maintain_order=True).to_list()

    def matrix(self, ids: list[str]) -> charts.Chart:
        return charts.first_map(self.rows_of, self.corpus.outlets, chosen=ids, what=self._what)

    @property
    def _what(self) -> str:
        return chosen(self.controls, ("what",))["what"]


def over_days(corpus: Corpus, *, show: str = _CONCEPTS, by_outlet: bool = False) -> OverDays:
    """Explore on which days concepts, actors or claims are named, by all outlets or by each.

    ``show`` says what it begins with: concepts, actors or claims; with ``by_outlet`` that is the
    one that is named most, outlet by outlet.
    """
    return OverDays(corpus, show=show, by_outlet=by_outlet)


def firsts(corpus: Corpus, *, top: int = 30) -> Firsts:
    """Explore which outlet is first with a claim or statement, and how much later others are."""
    return Firsts(corpus, top=top)


def versions(corpus: Corpus) -> Explorer:
    """Explore what two saved versions of an article have otherwise, claim by claim.

    The versions are those that event.toml names by ``version_of`` (`an.versions`).
    """
    found = read_versions(corpus)
    rows = found.revisions
    within = found.corpus or corpus
    pairs = [f"{one} → {other}" for one, other in found.pairs.rows()]
    pair = dropdown("Versions", [(name, str(n)) for n, name in enumerate(pairs)])

    def draw(_: Any) -> charts.Chart:
        earlier, later = found.pairs.row(int(pair.value or 0)) if pairs else ("", "")
        return charts.revisions(rows.filter(earlier=earlier, later=later))

    return Explorer(
        within, draw, {"versions": pair} if pairs else {}, name="versions", follows=False
    )
