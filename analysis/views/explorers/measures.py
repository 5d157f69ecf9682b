"""Any rows of measures, by measure, target, voice and outlet."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.views import charts, labels
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer

_EVERY = ""  # the entry that keeps every row; "all" is a voice


class Measures(Explorer):
    """Any rows of measures; readability's passages are the longest sentences, which is said."""

    def why(self, row: dict[str, Any]) -> str:
        if not labels.direction(row["measure"], row["unit"] or "").endswith("to read"):
            return ""
        return ": the longest sentences with these words, which move the score most"


def measures(corpus: Corpus, rows: pl.DataFrame, *, measure: str | None = None) -> Explorer:
    """Explore measures rows by measure, target (an actor, say), voice and outlet.

    Reads any rows of `tables.MEASURES`. Each control narrows the chart; "all" keeps
    everything. Keyboard and mouse reach the same marks.

    Raises ParallaxError when no row has the asked measure.
    """
    found = rows["measure"].unique(maintain_order=True).to_list()
    if measure is not None and measure not in found:
        raise ParallaxError(
            "explore.measures", f"no measure '{measure}'", f"use one of {', '.join(found)}"
        )
    if not len(rows):
        empty = charts.measure(rows, corpus.outlets)
        return Explorer(corpus, lambda _: empty, name="measures", follows=False)
    controls = {
        "measure": dropdown("Measure", [(labels.measure(name), name) for name in found], measure)
    }
    controls |= _narrowing(corpus, rows, str(controls["measure"].value))

    def draw(corpus: Corpus) -> charts.Chart:
        kept = rows
        for column, control in controls.items():
            if control.value != _EVERY:
                kept = kept.filter(pl.col(column) == control.value)
        return charts.measure(kept, corpus.outlets, corpus.actors)

    return Measures(corpus, draw, controls, name="measures", follows=False)


def _narrowing(corpus: Corpus, rows: pl.DataFrame, measure: str) -> dict[str, widgets.Dropdown]:
    """A list for each column with several values.

    They start with one target, in the outlets' own voice where the measure has it: all
    at once is a thicket.
    """
    targets = corpus.actors.select("actor", "name").rows()
    targets += corpus.concepts.select("concept", "name").rows()
    names = {
        "target": dict(targets),
        "voice": {voice: name for name, voice in choices.VOICES} | {"all": "the whole body"},
        "outlet": dict(corpus.outlets.select("outlet", "name").rows()),
    }
    made = {}
    for column, called in names.items():
        values = rows[column].drop_nulls().unique(maintain_order=True).to_list()
        if len(values) > 1:
            options = [("all", _EVERY), *((called.get(value, value), value) for value in values)]
            made[column] = dropdown(column.capitalize(), options, _EVERY)
    measured = rows.filter(measure=measure)
    first = measured.sort(pl.col("voice") != "outlet", maintain_order=True).row(0, named=True)
    for column in {"target", "voice"} & set(made):
        made[column].value = first[column] or _EVERY
    return made
