"""What explorers let people choose: an outlet, an actor, a voice, some statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus
from analysis.views import theme
from analysis.views.explorers.controls import dropdown, field

ALL = "all"
Made = TypeVar("Made")
VOICES = [(name, voice) for voice, name in theme.VOICE_NAME.items()]


def once(make: Callable[[Corpus], Made]) -> Callable[[Corpus], Made]:
    """Make something of a corpus when it is first asked for, and anew for another corpus."""
    made: list[tuple[Corpus, Made]] = []

    def of(corpus: Corpus) -> Made:
        if not made or made[0][0] is not corpus:
            made[:] = [(corpus, make(corpus))]
        return made[0][1]

    return of


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
    treatments = [(name, name) for name in theme.TREATMENT if name != "absent"]
    return {
        "search": field("Search", placeholder="words"),
        "speaker": dropdown("Speaker", speakers(corpus)),
        "outlet": dropdown("Carried by", [("any outlet", ALL), *outlets(corpus)]),
        "reach": dropdown("Reach", REACH),
        "treatment": dropdown("Carried as", [("any", ALL), *treatments]),
    }


def speakers(corpus: Corpus) -> list[tuple[str, str]]:
    """Who says the event's statements, and how many of them; first all."""
    named = dict(corpus.actors.select("actor", "name").iter_rows())
    counted = corpus.aligned.statements["actor"].drop_nulls().value_counts(sort=True)
    return [
        ("all", ALL),
        *((f"{named.get(who, who)} ({n})", who) for who, n in counted.iter_rows()),
    ]


def shared(corpus: Corpus) -> list[tuple[str, str]]:
    """The statements that two outlets or more carry, most widely carried first."""
    found = corpus.aligned.statements.filter(pl.col("n_outlets") > 1)
    named = found.select("statement_id", "wording").iter_rows()
    return [(f"{statement}: {text[:70]}", statement) for statement, text in named]


def reoffer(control: widgets.Dropdown, options: list[tuple[str, str]]) -> None:
    """Offer other options; the value stays where it is still one of them."""
    value = control.value
    control.options = options
    if value in [option for _, option in options]:
        control.value = value


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
