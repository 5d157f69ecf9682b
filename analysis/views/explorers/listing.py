"""Any rows with passages as a table: every quotation, every fact, every claim of an event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis import tables
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.views import evidence, kept, labels, marks, theme
from analysis.views.explorers import choices
from analysis.views.explorers.company import Company
from analysis.views.explorers.controls import BUSY, dropdown, row, style
from analysis.views.explorers.grid import Grid
from analysis.views.explorers.panel import Panel
from analysis.views.keeping import Kept, in_report

_SHOWN = 8  # rows whose passages are kept where none is chosen
_CHOICES = 4  # columns by whose values rows can be chosen
_VALUES = 25  # values that a list of choices holds at most
_ROWS_A_VALUE = 3  # rows that a value has on average, or choosing it is no help
_KEYS = {"part", "clause"}  # what only tells rows of a table apart


class Listing:
    """A table to search, to sort by any column and to leaf through; a row opens its passages.

    Columns of few values have a list to choose one from (``controls``, by the column's name).
    ``select(number)`` does what a row's button does, ``value`` holds the passages of that row.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> quotations = Listing(corpus, corpus.quotes)
    >>> list(quotations.controls)
    ['outlet_name', 'form', 'actor', 'sure']
    >>> quotations.select(0)
    >>> len(quotations.value)
    1
    """

    def __init__(self, corpus: Corpus, rows: pl.DataFrame, *, name: str = "table"):
        self.corpus, self.name, self.follows = corpus, name, False
        self.rows = _numbered(rows, corpus)
        self.panel = Panel(value=evidence.hint("Press Read to see the passages of a row."))
        self.grid = Grid(label=f"Table: {name}")
        self.controls = {
            column: dropdown(labels.column(column).capitalize(), [("any", choices.ALL), *values])
            for column, values in _choosable(self.rows)
        }
        for control in self.controls.values():
            control.observe(lambda _: self._fill(), "value")
        self._fill()
        self.grid.on_pick(self.select)
        self._busy = widgets.HTML(layout={"height": "3px", "margin": "2px 0"})
        self.company = Company(self)
        self._chosen: int | None = None
        self._beside: Kept | None = None
        self.value = self._passages([])

    @property
    def matching(self) -> list[dict[str, Any]]:
        """The rows that have the values chosen."""
        wanted = {
            column: control.value
            for column, control in self.controls.items()
            if control.value != choices.ALL
        }
        return [one for one in self.rows if all(one[key] == wanted[key] for key in wanted)]

    def _fill(self) -> None:
        self.grid.fill(self.matching)

    def select(self, number: int) -> None:
        """Show the passages of a row."""
        self._chosen = number
        row = self.rows[number]
        self.value = self._passages(row["evidence"])
        self.panel.value = self._described(row)
        if self._beside is not None:
            self._beside.renew()

    def follow(self, corpus: Corpus) -> None:
        """Rows that were handed in do not follow a correction."""

    @contextmanager
    def working(self) -> Iterator[None]:
        """Show a bar until the work in it is done."""
        self._busy.value = BUSY
        try:
            yield
        finally:
            self._busy.value = ""

    def _passages(self, ids: list[str]) -> pl.DataFrame:
        read = (self.corpus.articles, self.corpus.sentences, self.corpus.outlets)
        return evidence.passages(ids, *read)

    def _described(self, row: dict[str, Any]) -> str:
        found = self._passages(row["evidence"]).iter_rows(named=True)
        return evidence.panel(marks.name(row), map(evidence.citable, found))

    @property
    def widget(self) -> widgets.Box:
        """The table, and the passages of the chosen row."""
        controls = [row(self.controls.values())] if self.controls else []
        parts = [self.company.notice, self._busy, self.grid, self.panel, self.company.box]
        return widgets.VBox([style(), *controls, *parts]).add_class("px-explorer")

    def _ipython_display_(self) -> None:
        if in_report():  # where charts lead to the same passages, and nobody can search
            return
        self._beside = Kept(self._kept)
        self._beside.show(self.widget)
        self._beside.keep()

    def _repr_html_(self) -> str:
        """The table as far as there is room, and passages: inert HTML."""
        return self._kept("px-alone")

    def _kept(self, name: str) -> str:
        chosen = [] if self._chosen is None else [self.rows[self._chosen]]
        panels = [lambda row=row: self._described(row) for row in chosen or self.rows[:_SHOWN]]
        return kept.page(name, "", "", self.rows, panels)


def _numbered(rows: pl.DataFrame, corpus: Corpus) -> list[dict[str, Any]]:
    """Rows as marks: their outlet's name and words first, no list and no id among their cells."""
    if "evidence" not in rows.columns:
        missing = {"article_id", "start", "end"} - set(rows.columns)
        if missing:
            remedy = "give rows with evidence, or with article_id, start and end"
            raise ParallaxError("explore.table", f"no column '{min(missing)}'", remedy)
        rows = rows.with_columns(evidence=pl.concat_list(tables.passage_id()))
    if "outlet" not in rows.columns and "article_id" in rows.columns:
        owners = corpus.articles.select("article_id", "outlet")
        rows = rows.join(owners, on="article_id", how="left", maintain_order="left")
    if "outlet" in rows.columns and "outlet_name" not in rows.columns:
        rows, _ = theme.names(rows, corpus.outlets)
        rows = rows.select("outlet_name", pl.exclude("outlet_name", "outlet"))
    if {"start", "end", "article_id"} <= set(rows.columns):
        texts = dict(corpus.articles.select("article_id", "text").iter_rows())
        spans = rows.select("article_id", "start", "end").iter_rows()
        words = [" ".join(texts[one][first:last].split()) for one, first, last in spans]
        rows = rows.with_columns(words=pl.Series(words, dtype=pl.String))
    if "actor" in rows.columns:
        named = dict(corpus.actors.drop_nulls("name").select("actor", "name").iter_rows())
        rows = rows.with_columns(pl.col("actor").replace(named))
    plain = [
        name
        for name, kind in rows.schema.items()
        if not isinstance(kind, pl.List | pl.Struct)
        and name not in _KEYS
        and not name.endswith(("_start", "_end", "_id"))
    ]
    first = [name for name in ("outlet_name", "words") if name in plain]
    last = [name for name in ("start", "end") if name in plain]
    order = [*first, *(name for name in plain if name not in (*first, *last)), *last]
    return rows.select(*order, "evidence").with_row_index("_mark").to_dicts()


def _choosable(rows: list[dict[str, Any]]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The columns that have few values, with these as a list offers them, the first few."""
    found = []
    for column in rows[0] if rows else ():
        values = list(dict.fromkeys(one[column] for one in rows if isinstance(one[column], str)))
        if column not in ("words", "evidence") and 1 < len(values) <= min(
            _VALUES, len(rows) // _ROWS_A_VALUE
        ):
            found.append((column, [(str(marks.said(column, one)), one) for one in values]))
    return found[:_CHOICES]


def table(corpus: Corpus, rows: pl.DataFrame, *, name: str = "table") -> Listing:
    """Explore any rows as a table: choose, search, sort by any column; a row opens its passages.

    Reads rows with ``evidence`` (passage ids), as measures give them, or with article_id, start
    and end, as the corpus's tables have them: ``table(corpus, corpus.quotes)``.

    Raises ParallaxError where they have neither.
    """
    return Listing(corpus, rows, name=name)
