"""How each sentence behind a dot of tone was judged, for the charts of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from analysis.corpus import Corpus
from analysis.measures import tone
from analysis.views import theme
from analysis.views.report.parts import Figure


def add(figures: Iterable[Figure], corpus: Corpus) -> None:
    """Give every mark of tone ``notes``: its passages' scores and the words that moved them.

    Reads the marks whose ``measure`` is `sentiment.MEASURE`; other marks stay as they are.
    """
    actors = {name: actor for actor, name in corpus.actors.select("actor", "name").iter_rows()}
    voices = {name: voice for voice, name in theme.VOICE_NAME.items()}
    for figure in figures:
        for row in figure.marks:
            if row.get("measure") == tone.MEASURE and row["target"] in actors:
                voice = voices.get(row["voice"]) or str(row["voice"])
                judged = tone.judged(corpus, actor=actors[row["target"]], voice=voice)
                behind = judged.filter(pl.col("passage").is_in(row["evidence"]))
                row["_notes"] = {m["passage"]: _scored(m) for m in behind.iter_rows(named=True)}


def _scored(mention: dict[str, Any]) -> str:
    judged = f"{mention['label']} {mention['score']:+.2f}"
    if mention["abstained"]:  # which words moved what was not decided tells nothing
        return f"{judged}, unsure ({mention['reason']}); VADER {mention['vader']:+.2f}."
    moved = tone.explain(mention["text"], mention["start"], mention["end"])
    moved = moved.filter(pl.col("word").str.contains(r"\w")).head(3)
    words = ", ".join(f"“{w}” {e:+.2f}" for w, e in moved.select("word", "effect").iter_rows())
    told = f"{judged}; VADER {mention['vader']:+.2f}."
    return f"{told} Moved most by {words}." if words else told
