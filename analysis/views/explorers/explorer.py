"""What every explorer is: chart, controls that do all a click does, the passages, files.

An explorer is a plain object whose state lies in its controls. ``value`` is the
current selection's passages as a table. In a report, where there is no kernel, an
explorer shows itself as its chart and the report adds the passages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from html import escape
from typing import Any

import altair as alt
import ipywidgets as widgets
import polars as pl
from altair.utils.schemapi import debug_mode
from IPython.display import display

from analysis.corpus import Corpus
from analysis.views import charts, evidence, kept, marks, theme
from analysis.views.charts import fitting
from analysis.views.explorers import company, drawing
from analysis.views.explorers.controls import BUSY, WIDE, button, checkbox, labelled, row, style
from analysis.views.explorers.grid import Grid
from analysis.views.explorers.panel import Panel
from analysis.views.explorers.saving import BUTTONS, FILES
from analysis.views.keeping import STATIC, Kept, in_report

_NONE = -1  # the entry of a list that selects no mark
_MORE = -2  # the entry that lists the marks without passages, too
_FEW = 6  # of which so many are always listed
CHART_MIME = "application/vnd.parallax.chart+json"
_WIDEST = 1_060  # pixels: lines that are longer lead no eye from a name to its mark
_SCROLLS = '<p class="px-wide">The chart is wider than the page: it scrolls sideways.</p>'
_KEPT = 8  # marks whose passages are kept where none is chosen

_OPTIONS = {"actions": False, "renderer": "svg"}


def specification(chart: charts.Chart) -> dict[str, Any]:
    """The chart as Vega-Lite in the project's theme, whatever theme the user has enabled."""
    with alt.theme.enable("parallax"):
        made = chart.to_dict(validate=False)  # checked by the tests; here it must be quick
    return fitting.fitted(made)


class Explorer:
    """A chart whose marks open their passages.

    ``draw`` returns the chart of a corpus for the current values of ``controls``; it is called
    when the explorer is first shown or asked for, and anew when a control changes or the corpus
    is corrected (``follows=False``: the chart was made of rows that do not follow).
    ``select(number)`` does from Python what a click does; ``value`` holds the selected
    passages, ``table`` the data of the whole chart. ``name`` names the saved files.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.naming(corpus.mentions, corpus.articles)
    >>> explorer = an.explore.marks(an.charts.naming_dots(rows, "kim", corpus.outlets), corpus)
    >>> explorer.select(0)
    >>> explorer.value.columns[:3]
    ['passage', 'outlet', 'outlet_name']
    """

    hint = "Click a mark, or choose it from the list, to read the passages behind it."

    def __init__(
        self,
        corpus: Corpus,
        draw: Callable[[Corpus], charts.Chart],
        controls: Mapping[str, widgets.Widget] | None = None,
        *,
        name: str = "chart",
        follows: bool = True,
    ):
        self.corpus, self.draw, self.name, self.follows = corpus, draw, name, follows
        self.controls = dict(controls or {})
        self.marks = labelled(widgets.Dropdown, "Mark", options=[("—", _NONE)], layout=WIDE)
        self.choosers: list[widgets.Widget] = [self.marks]
        self.panel = Panel(value=evidence.hint(self.hint), sized=True)
        self.company = company.Company(self)
        self.value = self._passages([])
        self._spec: dict[str, Any] | None = None
        self._laid: dict[str, Any] | None = None
        self._rows: list[dict[str, Any]] = []
        self._outlined = _NONE
        self._folded = False
        self._width: int | None = None
        self.panel.on_width(self._resized)
        self._jupyter_chart: alt.JupyterChart | None = None
        self._beside: Kept | None = None
        self._picture: tuple[dict[str, Any], str] | None = None
        self._busy = widgets.HTML(layout={"height": "3px", "margin": "2px 0"})
        self._heading = widgets.HTML()
        self._drawing = widgets.VBox(layout={"overflow": "visible"})
        self._as_table = checkbox("Show the chart as a table", False)
        self._table = Grid()
        self._table.on_pick(self._from_table)
        for control in self.controls.values():
            control.observe(lambda _: self.redraw(), "value")
        self._as_table.observe(lambda _: self._tabulate(), "value")
        self.marks.observe(lambda change: self._chosen(change["new"]), "value")

    @property
    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite."""
        if self._laid is None:
            self.redraw()
        if self._spec is None:
            self._spec = specification(self.draw(self.corpus))
        return self._spec

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What each mark says, with the ids of its passages in ``evidence``."""
        if self._laid is None:
            self.redraw()
        return self._rows

    @property
    def table(self) -> pl.DataFrame:
        """The chart's data as a table; ``evidence`` holds the passage ids of each row."""
        return marks.table(self.rows)

    def redraw(self) -> None:
        """Draw the chart for the controls' values and offer its marks for selection."""
        with self.working():
            self._lay()
            self._outlined = _NONE
            assert self._laid is not None
            self._rows = evidence.marks(self._laid)
            if self._jupyter_chart is not None:  # at once: drawn while the rest is sent
                self._jupyter_chart.spec = self._pictured()
            self._list_marks()
            self.show(None)
            self._tabulate()

    def _list_marks(self, *, folded: bool = True) -> None:
        """Offer the marks in the chart's order; what is not there after all that is, folded."""
        rows = marks.in_order(self._laid or {}, self._rows)
        present: list[tuple[str, int]] = []
        absent: list[tuple[str, int]] = []
        for name, one in zip(marks.names(rows), rows, strict=True):
            (present if one["evidence"] else absent).append((name, one["_mark"]))
        self._folded = folded and len(absent) > _FEW and bool(present)
        if self._folded:
            absent = [(f"… and {len(absent)} that have no passage: list them, too", _MORE)]
        self.marks.options = [("—", _NONE), *present, *absent]
        self.marks.value = _NONE

    def _lay(self) -> None:
        """Draw the chart for the width of the page, as far as that is known."""
        with theme.paged(self._width), debug_mode(False):  # checked by the tests: it must be quick
            self._chart = self.draw(self.corpus)
            self._laid = specification(self._chart)
            wide = fitting.too_wide(self._laid)
        # files and what is kept are of no page: drawn for themselves when they are asked for
        self._spec = self._laid if self._width is None else None
        self._heading.value = _heading(self._laid) + _SCROLLS * wide
        (self._drawing.add_class if wide else self._drawing.remove_class)("px-scrolls")

    def _resized(self, width: int) -> None:
        """Draw what is shown for another width; what is chosen stays."""
        self._width = min(width, _WIDEST)
        if self._jupyter_chart is None or self._laid is None:
            return
        with self.working():
            plain = self._spec  # the same chart for no page: it is still as it was
            self._lay()
            self._spec = plain
            chosen, self._outlined = self.marks.value, _NONE
            self._drawing.add_class("px-laid")
            self._jupyter_chart.spec = self._pictured()
            self._outline(chosen)

    def select(self, number: int | None) -> None:
        """Select a mark by its number, as a click does; None clears the selection."""
        known = {row["_mark"]: row for row in self.rows}
        if number in known and self._folded and not known[number]["evidence"]:
            self._list_marks(folded=False)
        self.marks.value = number if number in known else _NONE

    def show(self, number: int | None) -> None:
        """Fill the panel with the passages behind a mark."""
        row = next((row for row in self.rows if row["_mark"] == number), None)
        self.value = self._passages(row["evidence"] if row else [])
        self.panel.value = self.describe(row)
        if self._beside is not None:
            self._beside.renew()

    def follow(self, corpus: Corpus) -> None:
        """Show another reading of the event, with the mark that has the same passages chosen."""
        chosen = next((row for row in self._rows if row["_mark"] == self.marks.value), None)
        self.corpus = corpus
        self.offer()
        if self._laid is None:
            return
        self.redraw()
        if chosen:
            wanted, named = set(chosen["evidence"]), marks.name(chosen)
            like = [row for row in self._rows if wanted & set(row["evidence"])]
            like.sort(key=lambda row: marks.name(row) != named)
            self.select(like[0]["_mark"] if like else None)

    def offer(self) -> None:
        """Let controls offer what the corpus now has; explorers whose lists depend on it do."""

    @property
    def drawn(self) -> bool:
        """Whether it is shown somewhere."""
        return self._jupyter_chart is not None

    @contextmanager
    def working(self) -> Iterator[None]:
        """Show a bar until the work in it is done."""
        before, self._busy.value = self._busy.value, BUSY
        try:
            yield
        finally:
            self._busy.value = before

    def describe(self, row: dict[str, Any] | None) -> str:
        """The panel's HTML for a selected row; explorers with more to say override it."""
        if row is None:
            return evidence.hint(self.hint)
        items = [evidence.citable(found) for found in self.value.iter_rows(named=True)]
        count = (
            f"{len(items)} passage{'s' * (len(items) != 1)}" if items else "no passage: not found"
        )
        others = [
            passage for passage in row.get("_elsewhere", []) if passage not in row["evidence"]
        ]
        found = self._passages(others)
        also = [evidence.citable(other) for other in found.iter_rows(named=True)]
        more = [(row["_elsewhere_is"], also)] if also else []
        return evidence.panel(f"{marks.name(row)} — {count}{self.why(row)}", items, *more)

    def why(self, row: dict[str, Any]) -> str:
        """What the passages are to the mark, where that is not plain: said behind their number."""
        return ""

    def save(self, kind: str) -> None:
        """Hand the browser a file: the table as csv or parquet, the chart as svg or png."""
        with self.working():
            media, data = FILES[kind](self)
        stem = re.sub(r"[^A-Za-z0-9]+", "-", f"{self.corpus.event['id']}-{self.name}")
        self.panel.save(f"{stem.strip('-').lower()}.{kind}", media, data)

    def _passages(self, ids: list[str]) -> pl.DataFrame:
        corpus = self.corpus
        return evidence.passages(ids, corpus.articles, corpus.sentences, corpus.outlets)

    def _chosen(self, number: int) -> None:
        if number == _MORE:
            self._list_marks(folded=False)
            return
        self.show(number)
        self._outline(number)

    def _outline(self, number: int) -> None:
        """Mark in the chart what was chosen from the list; a click has done so already."""
        if self._jupyter_chart is None or number == self._outlined:
            return
        self._outlined = number
        value = {} if number == _NONE else {"value": [{"_mark": number}]}
        shown = self._pictured()
        params = [
            {**param, **value} if param["name"] == "pick" else param for param in shown["params"]
        ]
        self._jupyter_chart.spec = {**shown, "params": params}

    def _pictured(self) -> dict[str, Any]:
        """The chart without its title, which stands above it as text and wraps."""
        assert self._laid is not None
        return {key: part for key, part in self._laid.items() if key != "title"}

    def _complete(self) -> None:
        """Put the chart into the tree of widgets, if it is not there yet."""
        if self._jupyter_chart is not None:
            return
        with self.working(), alt.theme.enable("parallax"), debug_mode(False):  # as in `_lay`
            if self._laid is None:
                self.redraw()
            untitled = self._chart.copy(deep=False)  # else a slow page may draw its title last
            untitled.title = alt.Undefined
            self._jupyter_chart = drawing.drawing(untitled, embed_options=_OPTIONS)
            self._jupyter_chart.spec = self._pictured()
        self._jupyter_chart.selections.observe(self._clicked, "pick")
        self._drawing.children = [self._jupyter_chart]
        self._outline(self.marks.value)

    def _clicked(self, change: Any) -> None:
        picked = change["new"].value
        if picked:
            self._outlined = int(picked[0]["_mark"])
            self.select(self._outlined)

    def _from_table(self, number: int) -> None:
        """Choose the mark of a row of the table."""
        self.select(number)

    def _tabulate(self) -> None:
        self._table.fill(self.rows if self._as_table.value else [])

    def _parts(self) -> list[widgets.Widget]:
        """What is shown, from top to bottom."""
        controls = [row(self.controls.values())] if self.controls else []
        shown = [*controls, self._busy, self.company.notice, self._heading, self._drawing]
        return [*shown, row(self.choosers), self.panel, self.company.box]

    def _tree(self) -> widgets.VBox:
        buttons = [button(label, partial(self.save, kind)) for label, kind in BUTTONS.items()]
        files = row([self._as_table, widgets.HTML("Save:"), *buttons])
        tree = widgets.VBox([style(), *self._parts(), files, self._table])
        tree.add_class("px-explorer")
        return tree

    @property
    def widget(self) -> widgets.Widget:
        """The explorer as a widget tree: controls, chart, twin control, passages, files."""
        self._complete()
        return self._tree()

    def _ipython_display_(self) -> None:
        if in_report():
            self._display_static()
        else:
            self._beside = Kept(self._kept, lambda: partial(self._paint, self.spec))
            self._beside.show(self._tree())  # at once, with a bar while the chart is made
            self._complete()
            self._beside.keep()

    def _display_static(self) -> None:
        """What a report gets: the specification of the chart; ``html`` asks for what is kept."""
        if os.environ[STATIC] == "html":
            display({"text/html": self._repr_html_()}, raw=True)
        else:
            display({CHART_MIME: self.spec, "text/plain": repr(self)}, raw=True)

    def __repr__(self) -> str:
        finding = self.spec.get("title", {}).get("text", "")
        return f"<{type(self).__name__} {self.name}: {finding}>"

    def _repr_html_(self) -> str:
        """The explorer as it is now, for where no kernel will answer: inert HTML."""
        return self._kept("px-alone")

    def _kept(self, name: str) -> str:
        """Title, picture, table, and the passages of the chosen mark, else of the first marks."""
        self._paint(self.spec)
        assert self._picture is not None
        chosen = [row for row in self.rows if row["_mark"] == self.marks.value]
        first = [row for row in self.rows if row["evidence"]][:_KEPT]
        panels = [lambda row=row: self._described(row) for row in chosen or first]
        return kept.page(name, _heading(self.spec), self._picture[1], self.rows, panels)

    def _paint(self, spec: dict[str, Any]) -> None:
        """Make the picture that is kept: a second or more where marks are many."""
        if self._picture is None or self._picture[0] is not spec:
            self._picture = (spec, kept.picture(spec))

    def _described(self, row: dict[str, Any]) -> str:
        """The panel of a row that need not be the chosen one."""
        before, self.value = self.value, self._passages(row["evidence"])
        try:
            return self.describe(row)
        finally:
            self.value = before


def _heading(spec: dict[str, Any]) -> str:
    """The chart's title and how to read it, as inert HTML."""
    title = spec.get("title", "")
    parts = title if isinstance(title, dict) else {"text": title}
    finding, how_to_read = (escape(str(parts.get(part, ""))) for part in ("text", "subtitle"))
    return f'<p class="px-finding"><strong>{finding}</strong><br>{how_to_read}</p>'
