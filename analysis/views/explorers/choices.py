"""What explorers let people choose: an outlet, an actor, a voice, some statements."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus
from analysis.views import theme
from analysis.views.explorers.explorer import dropdown, labelled

ALL = "all"
VOICES = [(name, voice) for voice, name in theme.VOICE_NAME.items()]


def outlets(corpus: Corpus) -> list[tuple[str, str]]:
    return [(name, outlet) for outlet, name in corpus.outlets.select("outlet", "name").rows()]


def actor(corpus: Corpus, rank: int) -> widgets.Dropdown:
    """The event's actors, those first that come first in event.toml."""
    options = [(name, actor) for actor, name in corpus.actors.select("actor", "name").rows()]
    chosen = options[rank][1] if rank < len(options) else None
    return dropdown("Actor", options, chosen)


STATEMENT_FILTERS = ("search", "speaker", "outlet", "reach", "treatment")
REACH = [("any reach", ALL), ("two outlets or more", "shared"), ("one outlet", "alone")]


def statements(corpus: Corpus) -> dict[str, Any]:
    """Controls that choose among an event's statements, by the names of STATEMENT_FILTERS."""
    named = dict(corpus.actors.select("actor", "name").iter_rows())
    counted = corpus.aligned.statements["actor"].drop_nulls().value_counts(sort=True)
    speakers = [(f"{named.get(who, who)} ({n})", who) for who, n in counted.iter_rows()]
    treatments = [(name, name) for name in theme.TREATMENT if name != "absent"]
    return {
        "search": labelled(widgets.Text, "Search", continuous_update=False, placeholder="words"),
        "speaker": dropdown("Speaker", [("all", ALL), *speakers]),
        "outlet": dropdown("Carried by", [("any outlet", ALL), *outlets(corpus)]),
        "reach": dropdown("Reach", REACH),
        "treatment": dropdown("Carried as", [("any", ALL), *treatments]),
    }


def matching(
    corpus: Corpus, *, search: str, speaker: str, outlet: str, reach: str, treatment: str
) -> set[str]:
    """Give the ids of the statements that a choice of `statements` lets through.

    A search finds its words, in any order, in any of a statement's wordings.
    """
    aligned = corpus.aligned
    kept = aligned.statements
    if speaker != ALL:
        kept = kept.filter(actor=speaker)
    if reach != ALL:
        kept = kept.filter(
            pl.col("n_outlets") > 1 if reach == "shared" else pl.col("n_outlets") == 1
        )
    there = aligned.renderings.filter(pl.col("treatment") != "absent")
    if outlet != ALL:
        there = there.filter(outlet=outlet)
    if treatment != ALL:
        there = there.filter(treatment=treatment)
    said = aligned.clauses.select("statement_id", text=pl.col("text").str.to_lowercase())
    for word in search.lower().split():
        found = said.filter(pl.col("text").str.contains(word, literal=True))
        kept = kept.join(found, on="statement_id", how="semi")
    return set(kept.join(there, on="statement_id", how="semi")["statement_id"])
