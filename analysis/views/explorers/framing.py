"""How outlets name actors, and which words set an outlet apart."""

from __future__ import annotations

import polars as pl

from analysis.corpus import Corpus
from analysis.languages import detection
from analysis.measures import framing
from analysis.views import charts
from analysis.views.charts.framing import names_used
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown, field
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.paging import Paged


class Naming(Paged):
    """The names that each outlet uses for an actor; words filter them, pages lead to all."""

    id_column = "called"

    def __init__(self, corpus: Corpus, *, rank: int, top: int):
        self._named = choices.once(lambda corpus: framing.naming(corpus.mentions, corpus.articles))
        self.actor = choices.actor(corpus, rank)
        self.search = field("Search names", placeholder="part of a name")
        controls = {"actor": self.actor, "search": self.search}
        names = len(names_used(self._named(corpus), self.actor.value or ""))
        super().__init__(corpus, controls, rows=names, top=top, name="naming")

    @property
    def matching(self) -> list[str]:
        """The names that the search lets through: judging words, roles, then names."""
        used = names_used(self._named(self.corpus), self.actor.value or "")
        wanted = self.search.value.casefold().split()
        return [name for name in used if all(part in name.casefold() for part in wanted)]

    def matrix(self, ids: list[str]) -> charts.Chart:
        corpus, who = self.corpus, self.actor.value or ""
        known = (corpus.outlets, corpus.actors, corpus.aliases)
        return charts.naming_dots(self._named(corpus), who, *known, chosen=ids)


def naming(corpus: Corpus, *, rank: int = 0, top: int = 30) -> Naming:
    """Explore what each outlet calls an actor; ``rank`` is the actor's place in event.toml."""
    return Naming(corpus, rank=rank, top=top)


def keyness(corpus: Corpus) -> Explorer:
    """Explore the words that set one outlet apart, with what chance alone would give.

    An outlet is compared with those that write in its language; with no other, with nobody.
    """
    outlet = dropdown("Outlet", choices.outlets(corpus))

    @choices.once
    def rows(corpus: Corpus) -> pl.DataFrame:
        printed = framing.as_printed(corpus.tokens.filter(kind="body"), corpus.articles)
        found = pl.concat(
            framing.keyness(corpus.tokens, part) for part in _by_language(corpus.articles)
        )
        return found.with_columns(pl.col("word").replace(printed))

    return Explorer(
        corpus,
        lambda corpus: charts.keyness(rows(corpus), str(outlet.value), corpus.outlets),
        {"outlet": outlet},
        name="keyness",
    )


def _by_language(articles: pl.DataFrame) -> list[pl.DataFrame]:
    """The articles of each language by themselves."""
    spoken = detection.languages(articles)
    told = articles.with_columns(_language=pl.col("article_id").replace_strict(spoken))
    return told.partition_by("_language", maintain_order=True, include_key=False)


def concepts(corpus: Corpus) -> Explorer:
    """Explore each outlet's share of sentences on a concept, with what chance alone would give."""
    named = corpus.concepts.select("name", "concept").unique(maintain_order=True)
    concept = dropdown("Concept", named.rows())

    @choices.once
    def rows(corpus: Corpus) -> pl.DataFrame:
        return framing.concept_shares(
            corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
        )

    return Explorer(
        corpus,
        lambda corpus: charts.concept_share(
            rows(corpus), str(concept.value), corpus.concepts, corpus.outlets
        ),
        {"concept": concept},
        name="concepts",
    )
