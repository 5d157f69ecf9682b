"""Matrices of more rows than one picture holds: filters and pages lead to all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus
from analysis.views import charts, evidence, marks
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer, specification


class Paged(Explorer):
    """An explorer of many rows, ``top`` of them on a page; its table holds all that match.

    A subclass tells which rows its filters let through (``matching``), draws some of them
    (``matrix``), and names the column of a mark's row that holds their ids (``id_column``).
    """

    id_column = ""

    def __init__(
        self,
        corpus: Corpus,
        controls: Mapping[str, widgets.Widget],
        *,
        rows: int,
        top: int,
        name: str,
    ):
        self._top, self._paging = top, False
        self._whole: list[dict[str, Any]] = []  # the rows of the table that is shown
        self._ids: list[str] | None = None  # what matches, while it is drawn
        self._page = dropdown("Rows", self._pages(rows))
        super().__init__(corpus, self._draw, {**controls, "page": self._page}, name=name)

    @property
    def matching(self) -> list[str]:
        """The ids of all rows that the filters let through, widest reach first."""
        raise NotImplementedError

    def matrix(self, ids: list[str]) -> charts.Chart:
        """The matrix of some rows."""
        raise NotImplementedError

    @property
    def table(self) -> pl.DataFrame:
        """All rows that the filters let through, not those of the page alone."""
        return marks.table(self._every())

    def _every(self) -> list[dict[str, Any]]:
        """The marks of all rows that the filters let through."""
        return evidence.marks(specification(self.matrix(self.matching)))

    def _tabulate(self) -> None:
        """Show all that match as a table, whatever page is drawn."""
        rows = self._every() if self._as_table.value else []
        if rows != self._whole:  # leafing leaves the table as it is sorted
            self._whole = rows
            self._table.fill(rows)

    def _from_table(self, number: int) -> None:
        """Turn to the page of a row of the table, and choose its mark."""
        wanted = self._whole[number]
        at = self.matching.index(wanted[self.id_column])
        self._page.value = str(at // self._top * self._top)
        plain = {**wanted, "_mark": None}
        found = (row["_mark"] for row in self.rows if {**row, "_mark": None} == plain)
        self.select(next(found, None))

    def redraw(self) -> None:
        if self._paging:
            return
        self._ids = self.matching
        pages = self._pages(len(self._ids))
        if pages != list(self._page.options):
            self._paging = True  # the list of pages follows the filters; it draws once
            self._page.options = pages
            self._paging = False
        try:
            super().redraw()
        finally:
            self._ids = None

    def _draw(self, corpus: Corpus) -> charts.Chart:
        first = int(self._page.value or 0)
        ids = self.matching if self._ids is None else self._ids
        return self.matrix(ids[first : first + self._top])

    def _pages(self, n: int) -> list[tuple[str, str]]:
        """Each page's rows, and how many stand before it."""
        if not n:
            return [("none", "0")]
        starts = range(0, n, self._top)
        return [(f"{i + 1}–{min(i + self._top, n)} of {n}", str(i)) for i in starts]


def chosen(controls: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """The values of some controls, by their names."""
    return {name: str(controls[name].value) for name in names}
