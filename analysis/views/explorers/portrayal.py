"""What outlets make of actors, and with which verbs."""

from __future__ import annotations

import polars as pl

from analysis.corpus import Corpus
from analysis.measures import framing
from analysis.views import charts
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer

_EVERYBODY = ""


def portrayal(corpus: Corpus, *, voice: str = "all") -> Explorer:
    """Explore what actors are called, do, suffer and are said to be: all, or one by outlet."""
    names = [("all actors", _EVERYBODY), *corpus.actors.select("name", "actor").rows()]
    actor = dropdown("Actor", names)
    chosen = dropdown("Voice", [("all voices", choices.ALL), *choices.VOICES], voice)

    def draw(corpus: Corpus) -> charts.Chart:
        rows = framing.portrayal(corpus.roles, corpus.descriptions, voice=str(chosen.value))
        return charts.portrayal(rows, actor.value or None, corpus.outlets, corpus.actors)

    return Explorer(corpus, draw, {"actor": actor, "voice": chosen}, name="portrayal")


def roles(corpus: Corpus, *, rank: int = 0) -> Explorer:
    """Explore with which verbs an actor acts and is acted upon; ``rank``: place in event.toml."""
    actor = choices.actor(corpus, rank)

    @choices.once
    def rows(corpus: Corpus) -> pl.DataFrame:
        return framing.verbs_by_actor(corpus.roles)

    return Explorer(
        corpus,
        lambda corpus: charts.roles(rows(corpus), actor.value or "", corpus.outlets, corpus.actors),
        {"actor": actor},
        name="roles",
    )
