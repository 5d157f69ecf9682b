"""How outlets name actors, and which words set an outlet apart."""

from __future__ import annotations

import polars as pl

from analysis.corpus import Corpus
from analysis.languages import detection
from analysis.measures import framing
from analysis.views import charts
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer


def naming(corpus: Corpus, *, rank: int = 0) -> Explorer:
    """Explore what each outlet calls an actor; ``rank`` is the actor's place in event.toml."""
    actor = choices.actor(corpus, rank)

    @choices.once
    def rows(corpus: Corpus) -> pl.DataFrame:
        return framing.naming(corpus.mentions, corpus.articles)

    return Explorer(
        corpus,
        lambda corpus: charts.naming_dots(
            rows(corpus), actor.value or "", corpus.outlets, corpus.actors, corpus.aliases
        ),
        {"actor": actor},
        name="naming",
    )


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
