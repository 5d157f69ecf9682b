"""The charts, clickable: chart, controls that do all a click does, and the passages.

Every explorer is a plain object whose state lies in its controls. ``value`` is the
current selection's passages as a table. In a report, where there is no kernel, an
explorer shows itself as its chart and the report adds the passages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import altair as alt
import ipywidgets as widgets
import polars as pl

from analysis import tables
from analysis.measures import framing, overlap, sentiment
from analysis.reading.corpus import Corpus
from analysis.views import charts, evidence, theme

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
            description="Mark", layout={"width": "min(100%, 46em)"}, style=_wide()
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
        options = [("—", _NONE)] + [(_name(row), row["mark"]) for row in self.rows]
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
        return evidence.panel(f"{_name(row)} — {count}", items)

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


def _wide() -> dict[str, str]:
    return {"description_width": "initial"}


# columns that place or connect a mark and say nothing to a reader
HIDDEN = frozenset(
    [
        *("mark", "evidence", "elsewhere", "row_label", "statement_id", "x", "line", "solid"),
        *("rests_on", "null_low", "null_high"),
        *("since", "to", "middle", "start", "end", "article_id"),
    ]
)


def _name(row: dict[str, Any]) -> str:
    """A mark's name for lists: what its row says, without the bookkeeping."""
    parts = []
    for key, value in row.items():
        if key in HIDDEN or value in (None, ""):
            continue
        shown = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        shown = shown if len(shown) <= 60 else shown[:59] + "…"
        parts.append(shown if isinstance(value, str) else f"{key} {shown}")
    return " · ".join(parts)


def marks(chart: charts.Chart, corpus: Corpus) -> Explorer:
    """Show any chart of `analysis.charts` with its passages a click away."""
    return Explorer(corpus, lambda: chart)


class Statements(Explorer):
    """The statement matrix: a cell opens every outlet's wording, compared with a base."""

    def __init__(self, corpus: Corpus, *, top: int = 30):
        self.statements = overlap.statements(corpus.quotes, corpus.articles)
        self.base = _dropdown("Compare with", _outlets(corpus))
        super().__init__(
            corpus,
            lambda: charts.statement_matrix(
                self.statements, corpus.outlets, corpus.actors, top=top
            ),
        )
        self.choosers.append(self.base)
        self.base.observe(lambda _: self.show(self.marks.value), "value")

    def describe(self, row: dict[str, Any] | None) -> str:
        if row is None:
            return super().describe(row)
        statement = row["statement_id"]
        clauses = self.statements.clauses.filter(statement_id=statement)
        spans = clauses.select(tables.passage_id()).to_series().to_list()
        found = self._passages(spans)
        differences = self._differences(statement, set(found["outlet"]))
        base_name = dict(self.corpus.outlets.select("outlet", "name").rows())[self.base.value]
        items = [
            evidence.item(passage, differences.get(passage["outlet"]))
            for passage in found.sort(pl.col("outlet") != self.base.value, maintain_order=True)
            .unique("outlet", maintain_order=True)
            .iter_rows(named=True)
        ]
        without = self.corpus.outlets.filter(~pl.col("outlet").is_in(found["outlet"].to_list()))
        note = f" Not carried by {', '.join(without['name'])}." if len(without) else ""
        compared = f"compared with {base_name}" if differences else f"{base_name} does not carry it"
        return evidence.panel(f"{row['speaker']}: “{row['wording']}” — {compared}.{note}", items)

    def _differences(self, statement: str, carried_by: set[str]) -> dict[str, str]:
        """Each other outlet's wording as a word diff against the base, as HTML."""
        if self.base.value not in carried_by:
            return {}
        rows = overlap.wording(self.statements, statement, base=self.base.value)
        return {
            outlet: " ".join(_changed(step) for step in group.iter_rows(named=True))
            for (outlet,), group in rows.group_by("outlet", maintain_order=True)
        }


def _changed(step: dict[str, Any]) -> str:
    """One stretch of a word diff: what the base has struck out, what this outlet has underlined."""
    cut, added = escape(step["base_words"] or ""), escape(step["words"] or "")
    if step["op"] in ("cut", "added", "substituted"):
        return " ".join([f"<del>{cut}</del>"] * bool(cut) + [f"<ins>{added}</ins>"] * bool(added))
    return added


def statements(corpus: Corpus, *, top: int = 30) -> Statements:
    """Explore which outlet carries which statement, in what words."""
    return Statements(corpus, top=top)


def measures(corpus: Corpus, rows: pl.DataFrame, *, measure: str | None = None) -> Explorer:
    """Explore measures rows by measure, target (an actor, say), voice and outlet.

    Reads any rows of `tables.MEASURES`. Each control narrows the chart; "all" keeps
    everything. Keyboard and mouse reach the same marks.
    """
    choices = {
        "measure": rows["measure"].unique(maintain_order=True).to_list(),
        "target": ["all", *rows["target"].drop_nulls().unique(maintain_order=True)],
        "voice": ["all", *rows["voice"].unique(maintain_order=True)],
        "outlet": ["all", *rows["outlet"].unique(maintain_order=True)],
    }
    controls = {
        name: widgets.Dropdown(options=options, description=name, style=_wide())
        for name, options in choices.items()
        if name == "measure" or len(options) > 2
    }
    controls["measure"].value = measure or choices["measure"][0]
    if "target" in controls:  # one actor's own-voice numbers first: all at once is a thicket
        controls["target"].value = choices["target"][1]
    if "voice" in controls and "outlet" in choices["voice"]:
        controls["voice"].value = "outlet"

    def draw() -> charts.Chart:
        kept = rows
        for name, control in controls.items():
            if control.value != "all":
                kept = kept.filter(pl.col(name) == control.value)
        return charts.measure(kept, corpus.outlets, corpus.actors)

    return Explorer(corpus, draw, controls)


def wording(corpus: Corpus) -> Explorer:
    """Explore one statement's wordings against a base outlet's, word by word.

    Starts with the most widely carried statement and the first outlet that carries it;
    where the chosen base does not carry it, there is nothing to draw.
    """
    aligned = corpus.aligned
    shared = aligned.statements.filter(pl.col("n_outlets") > 1)
    carried = aligned.renderings.filter(pl.col("treatment") != "absent")
    options = [
        (f"{statement}: {text[:70]}", statement)
        for statement, text in shared.select("statement_id", "wording").iter_rows()
    ]
    first = carried.filter(statement_id=options[0][1])["outlet"][0] if options else None
    controls = {
        "statement": _dropdown("Statement", options),
        "base": _dropdown("Compare with", _outlets(corpus), first),
    }

    def draw() -> charts.Chart:
        statement, base = str(controls["statement"].value), str(controls["base"].value)
        if not len(carried.filter(statement_id=statement, outlet=base)):
            return charts.wording(pl.DataFrame(), corpus.outlets)
        return charts.wording(overlap.wording(aligned, statement, base=base), corpus.outlets)

    return Explorer(corpus, draw, controls)


def naming(corpus: Corpus, *, rank: int = 0) -> Explorer:
    """Explore what each outlet calls an actor; ``rank`` is the actor's place in event.toml."""
    rows = framing.naming(corpus.mentions, corpus.articles)
    actor = _actor(corpus, rank)
    return Explorer(
        corpus,
        lambda: charts.naming_dots(rows, actor.value or "", corpus.outlets, corpus.actors),
        {"actor": actor},
    )


def tone(corpus: Corpus, *, rank: int = 0, voice: str = "outlet") -> Explorer:
    """Explore the tone toward an actor by voice; ``rank`` is its place in event.toml."""
    controls = {"actor": _actor(corpus, rank), "voice": _dropdown("voice", _VOICES, voice)}

    def draw() -> charts.Chart:
        found = sentiment.toward(
            corpus, actor=controls["actor"].value, voice=str(controls["voice"].value)
        )
        return charts.measure(found, corpus.outlets, corpus.actors)

    if not len(corpus.actors):
        return Explorer(corpus, lambda: charts.measure(tables.MEASURES.empty()))
    return Explorer(corpus, draw, controls)


def _outlets(corpus: Corpus) -> list[tuple[str, str]]:
    return [(name, outlet) for outlet, name in corpus.outlets.select("outlet", "name").rows()]


_VOICES = [(name, voice) for voice, name in theme.VOICE_NAME.items()]


def _actor(corpus: Corpus, rank: int) -> widgets.Dropdown:
    options = [(name, actor) for actor, name in corpus.actors.select("actor", "name").rows()]
    chosen = options[min(rank, len(options) - 1)][1] if options else None
    return _dropdown("actor", options, chosen)


def _dropdown(
    description: str, options: list[tuple[str, str]], value: str | None = None
) -> widgets.Dropdown:
    made = widgets.Dropdown(options=options, description=description, style=_wide())
    if value is not None:
        made.value = value
    return made
