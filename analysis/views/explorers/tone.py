"""The tone toward an actor, its sentences with their scores, and where the model abstained."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

import polars as pl

from analysis import tables
from analysis.corpus import Corpus
from analysis.measures.tone import LEAST, explain, judged, toward
from analysis.views import charts, evidence
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer

_SHOWN = [("all sentences", "all"), ("those judged", "judged"), ("those abstained", "abstained")]
_TO_COMPARE = 2  # dots below which there is no chart


class Tone(Explorer):
    """Dots of the tone toward an actor; a dot opens its sentences with their scores."""

    hint = "Click a dot, or choose it from the list, to read its sentences with their scores."

    def __init__(self, corpus: Corpus, *, rank: int = 0, voice: str = "outlet"):
        self.actor = choices.actor(corpus, rank)
        self.voice = dropdown("Voice", [*choices.VOICES, ("all voices", choices.ALL)], voice)
        self.shown = dropdown("Show", _SHOWN)
        controls = {"actor": self.actor, "voice": self.voice}
        super().__init__(corpus, self._tone, controls, name="tone")
        self.choosers.append(self.shown)
        self.shown.observe(lambda _: self.show(self.marks.value), "value")

    def _tone(self, corpus: Corpus) -> charts.Chart:
        actor, voice = self.actor.value, str(self.voice.value)
        named = corpus.mentions.filter(actor=actor, kind="body")
        if voice != choices.ALL:
            named = named.filter(voice=voice)
        if not len(named):
            return charts.nothing(self._unnamed(), "An empty chart of tone by outlet.")
        found = toward(corpus, actor=actor, voice=voice).filter(pl.col("n") >= LEAST)
        if len(found) < _TO_COMPARE:
            return charts.nothing(self._too_few(found), "An empty chart of tone by outlet.")
        return charts.measure(found, corpus.outlets, corpus.actors)

    def _unnamed(self) -> str:
        """Why there is no sentence to judge."""
        if self.actor.value is None:
            return "Nothing to judge: the event names no actors"
        name = dict(self.corpus.actors.select("actor", "name").iter_rows())[self.actor.value]
        voices = {voice: said for said, voice in choices.VOICES}
        where = voices.get(str(self.voice.value), "words of any voice")
        return f"Nothing to judge: {name} is not named in the texts’ {where}"

    def _too_few(self, found: pl.DataFrame) -> str:
        """One line in place of a chart of one dot, with which nothing can be compared."""
        actors = dict(self.corpus.actors.select("actor", "name").iter_rows())
        outlets = dict(self.corpus.outlets.select("outlet", "name").iter_rows())
        name = actors.get(self.actor.value) or self.actor.value
        line = f"Tone toward {name}: fewer than two outlets have {LEAST} sentences that are judged"
        only = [
            f"; {outlets.get(outlet, outlet)} {value:+.2f} in {n}"
            for outlet, value, n in found.select("outlet", "value", "n").iter_rows()
        ]
        return line + "".join(only).replace(" -", " −")

    def show(self, number: int | None) -> None:
        """Fill the panel with scored sentences, then with the words that moved each score."""
        self._explained = False
        super().show(number)
        if len(self.value):
            self._explained = True
            with self.working():
                super().show(number)

    def describe(self, row: dict[str, Any] | None) -> str:
        if row is None:
            return super().describe(row)
        mentions = judged(self.corpus, actor=str(self.actor.value), voice=str(self.voice.value))
        read = {tables.parse_passage_id(passage)[0] for passage in row["evidence"]}
        mentions = mentions.filter(pl.col("article_id").is_in(list(read)))
        by_sentence = mentions.group_by("passage").agg(pl.col("abstained").all())
        heading = (
            f"{row['outlet_name']}: {len(by_sentence)} sentences with {len(mentions)} mentions; "
            f"{by_sentence['abstained'].sum()} of the sentences are not judged and not in the dot"
        )
        if self.shown.value != "all":
            mentions = mentions.filter(abstained=self.shown.value == "abstained")
        shown = self._passages(mentions["passage"].unique(maintain_order=True).to_list())
        passages = {found["passage"]: found for found in shown.iter_rows(named=True)}
        items = [
            evidence.citable(passages[mention["passage"]], _scored(mention, self._explained))
            for mention in mentions.iter_rows(named=True)
        ]
        return evidence.panel(heading, items)


def _scored(mention: dict[str, Any], explained: bool) -> str:
    """A sentence with its target marked, how it was judged and the words that moved it most."""
    text, start, end = mention["text"], mention["start"], mention["end"]
    marked = f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"
    unsure = f", abstained ({mention['reason']})" if mention["abstained"] else ""
    judged = f"{mention['label']} {mention['score']:+.2f}{unsure}; VADER {mention['vader']:+.2f}."
    moved = f" Moved most by {_moved(text, start, end)}." if explained else ""
    return f"{marked}<br><small>{escape(judged + moved)}</small>"


@cache
def _moved(text: str, start: int, end: int) -> str:
    words = explain(text, start, end).filter(pl.col("word").str.contains(r"\w")).head(3)
    return ", ".join(f"“{word}” {by:+.2f}" for word, by in words.select("word", "effect").rows())


def tone(corpus: Corpus, *, rank: int = 0, voice: str = "outlet") -> Tone:
    """Explore the tone toward an actor by voice; ``rank`` is its place in event.toml."""
    return Tone(corpus, rank=rank, voice=voice)
