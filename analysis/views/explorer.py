"""What every explorer is: chart, controls that do all a click does, and the passages.

An explorer is a plain object whose state lies in its controls. ``value`` is the
current selection's passages as a table. In a report, where there is no kernel, an
explorer shows itself as its chart and the report adds the passages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import ipywidgets as widgets
import polars as pl

from analysis.reading.corpus import Corpus
from analysis.views import charts, evidence

_NONE = -1  # the entry of a list that selects no mark
CHART_MIME = "application/vnd.parallax.chart+json"
_STATIC = "PARALLAX_STATIC"

_CHART_STYLE = """
.vega-embed{overflow:visible;max-width:100%;color:var(--jp-ui-font-color1,#222)}
.vega-embed svg{max-width:100%;height:auto}
.vega-embed svg .mark-text{pointer-events:none}
"""
_OPTIONS = {"actions": False, "renderer": "svg"}


def specification(chart: charts.Chart) -> dict[str, Any]:
    """The chart as Vega-Lite in the project's theme, whatever theme the user has enabled."""
    with alt.theme.enable("parallax"):
        return chart.to_dict()


class Explorer:
    """A chart whose marks open their passages.

    ``draw`` returns the chart for the current values of ``controls``; it is drawn
    anew when one of them changes. ``select(number)`` does from Python what a click
    does; ``value`` holds the selected passages.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.naming(corpus.mentions, corpus.articles)
    >>> explorer = an.explore.marks(an.charts.naming_dots(rows, "kim", corpus.outlets), corpus)
    >>> explorer.select(0)
    >>> explorer.value.columns[:3]
    ['passage', 'outlet', 'outlet_name']
    """

    hint = "Click a mark, or choose it below, to read the passages behind it."

    def __init__(
        self,
        corpus: Corpus,
        draw: Callable[[], charts.Chart],
        controls: Mapping[str, widgets.Widget] | None = None,
    ):
        self.corpus, self.draw, self.controls = corpus, draw, dict(controls or {})
        self.marks = widgets.Dropdown(
            description="Mark",
            layout={"width": "min(100%, 46em)"},
            style={"description_width": "initial"},
        )
        self.choosers: list[widgets.Widget] = [self.marks]
        self.panel = widgets.HTML(evidence.panel(self.hint, []))
        self.value = self._passages([])
        self._jupyter_chart: alt.JupyterChart | None = None
        for control in self.controls.values():
            control.observe(lambda _: self.redraw(), "value")
        self.redraw()
        self.marks.observe(lambda change: self.show(change["new"]), "value")

    def redraw(self) -> None:
        """Draw the chart for the controls' values and offer its marks for selection."""
        self.chart = self.draw()
        self.spec = specification(self.chart)
        self.rows = evidence.marks(self.spec)
        options = [("—", _NONE)] + [(mark_name(row), row["mark"]) for row in self.rows]
        self.marks.options = options
        self.marks.value = _NONE
        self.show(None)
        if self._jupyter_chart is not None:
            with alt.theme.enable("parallax"):
                self._jupyter_chart.chart = self.chart
            self._listen()

    def select(self, number: int | None) -> None:
        """Select a mark by its number, as a click does; None clears the selection."""
        self.marks.value = _NONE if number is None else number
        self.show(number)

    def show(self, number: int | None) -> None:
        """Fill the panel with the passages behind a mark."""
        row = next((row for row in self.rows if row["mark"] == number), None)
        self.value = self._passages(row["evidence"] if row else [])
        self.panel.value = self.describe(row)

    def describe(self, row: dict[str, Any] | None) -> str:
        """The panel's HTML for a selected row; explorers with more to say override it."""
        if row is None:
            return evidence.panel(self.hint, [])
        items = [evidence.item(found) for found in self.value.iter_rows(named=True)]
        count = (
            f"{len(items)} passage{'s' * (len(items) != 1)}" if items else "no passage: not found"
        )
        others = [passage for passage in row.get("elsewhere", []) if passage not in row["evidence"]]
        found = self._passages(others)
        also = [evidence.item(other) for other in found.iter_rows(named=True)]
        more = [(row["elsewhere_is"], also)] if also else []
        return evidence.panel(f"{mark_name(row)} — {count}", items, *more)

    def _passages(self, ids: list[str]) -> pl.DataFrame:
        corpus = self.corpus
        return evidence.passages(ids, corpus.articles, corpus.sentences, corpus.outlets)

    def _listen(self) -> None:
        def clicked(change: Any) -> None:
            picked = change["new"].value
            if picked:
                self.select(int(picked[0]["mark"]))

        assert self._jupyter_chart is not None
        self._jupyter_chart.selections.observe(clicked, "pick")

    @property
    def widget(self) -> widgets.Widget:
        """The explorer as a widget tree: controls, chart, twin control, passages."""
        if self._jupyter_chart is None:
            alt.JupyterChart.enable_offline()
            with alt.theme.enable("parallax"):
                self._jupyter_chart = alt.JupyterChart(self.chart, embed_options=_OPTIONS)
            self._listen()
        controls = widgets.HBox(list(self.controls.values()), layout={"flex_flow": "row wrap"})
        style = widgets.HTML(
            f"<style>{_CHART_STYLE}</style>", layout={"height": "0", "margin": "0"}
        )
        choosers = widgets.HBox(self.choosers, layout={"flex_flow": "row wrap"})
        return widgets.VBox([style, controls, self._jupyter_chart, choosers, self.panel])

    def _repr_mimebundle_(self, **keywords: Any) -> Any:
        if os.environ.get(_STATIC):
            return {CHART_MIME: self.spec, "text/plain": repr(self)}
        return self.widget._repr_mimebundle_(**keywords)


# what a mark's name leaves out beside what only places it
_UNSAID = {"statement_id", "start", "end", "article_id", "null_low", "null_high"}


def mark_name(row: dict[str, Any]) -> str:
    """A mark's name for lists: what its row says, without the bookkeeping."""
    parts = []
    for key, value in row.items():
        if key in charts.PLUMBING or key in _UNSAID or value in (None, ""):
            continue
        shown = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        shown = shown if len(shown) <= 60 else shown[:59] + "…"
        parts.append(shown if isinstance(value, str) else f"{key} {shown}")
    return " · ".join(parts)


def dropdown(
    description: str, options: list[tuple[str, str]], value: str | None = None
) -> widgets.Dropdown:
    """A list with a label that is never cut off."""
    made = widgets.Dropdown(
        options=options, description=description, style={"description_width": "initial"}
    )
    if value is not None:
        made.value = value
    return made
