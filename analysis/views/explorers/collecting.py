"""A basket of passages: collected across explorers, read beside each other, cited elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus
from analysis.views import evidence, export
from analysis.views.explorers.controls import button, row, style
from analysis.views.explorers.panel import Panel
from analysis.views.keeping import Kept, in_report, kept

_EMPTY = "The basket is empty. Press Keep beside a passage of any explorer to put it here."
_OUT = "Take out"
_baskets: dict[tuple[Any, ...], Basket] = {}


class Basket:
    """Passages of one event, in the order in which they were kept, each with where it was found.

    ``add`` and ``remove`` do what the buttons do; ``table`` has one row a passage.

    >>> import analysis as an
    >>> kept = Basket(an.load("corpus/vostochny-2023"))
    >>> kept.add("efe:0-20", "by hand")
    >>> kept.table.select("outlet_name", "found_in").row(0)
    ('EFE', 'by hand')
    >>> kept.ris().splitlines()[0]
    'TY  - NEWS'
    """

    def __init__(self, corpus: Corpus):
        self.corpus = corpus
        self._found: dict[str, str] = {}
        self.panel = Panel(label="Basket", tools=[_OUT])
        self.panel.on_tool(lambda _, passage: self.remove(passage))
        self._beside: Kept | None = None
        self._show()

    def add(self, passage: str, found_in: str = "") -> None:
        """Keep a passage; one that is in the basket stays where it is."""
        evidence.passages([passage], *self._read)  # raises where no article holds it
        self._found.setdefault(passage, found_in)
        self._show()

    def remove(self, passage: str) -> None:
        """Take a passage out, if it is in."""
        self._found.pop(passage, None)
        self._show()

    def clear(self) -> None:
        """Take everything out."""
        self._found.clear()
        self._show()

    @property
    def table(self) -> pl.DataFrame:
        """One row a passage: all that `evidence.passages` tells, ``found_in`` and ``citation``."""
        rows = evidence.passages(self._found, *self._read)
        cited = [evidence.citation(row) for row in rows.iter_rows(named=True)]
        found = pl.Series(list(self._found.values()), dtype=pl.String)
        return rows.with_columns(found_in=found, citation=pl.Series(cited, dtype=pl.String))

    def csv(self) -> str:
        """The table as CSV."""
        return export.csv(self.table)

    def markdown(self) -> str:
        """Each passage as a block quotation, with its source below it."""
        parts = []
        for found in self.table.iter_rows(named=True):
            words = " ".join((found["before"] + found["text"] + found["after"]).split())
            place = f"characters {found['start']:,}–{found['end']:,}"
            parts.append(f"> {_plain(words)}\n>\n> — {_plain(evidence.source(found))}, {place}\n")
        return "\n".join(parts)

    def ris(self) -> str:
        """A reference for each article, with its passages as notes, for Zotero and its like."""
        lines = []
        for _, found in self.table.group_by("article_id", maintain_order=True):
            first = found.row(0, named=True)
            day = first["published"]
            tags = [("TY", "NEWS"), ("TI", first["title"]), ("T2", first["outlet_name"])]
            tags += [("DA", f"{day:%Y/%m/%d}" if day else None), ("UR", first["url"])]
            tags += [("N1", _noted(one)) for one in found.iter_rows(named=True)]
            lines += [f"{tag}  - {' '.join(str(value).split())}" for tag, value in tags if value]
            lines += ["ER  - ", ""]
        return "\r\n".join(lines)

    @property
    def _read(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.corpus.articles, self.corpus.sentences, self.corpus.outlets

    def save(self, kind: str) -> None:
        """Hand the browser the basket as csv, md or ris."""
        media, written = _KINDS[kind]
        stem = re.sub(r"[^A-Za-z0-9]+", "-", f"{self.corpus.event['id']}-basket").strip("-")
        self.panel.save(f"{stem.lower()}.{kind}", media, written(self).encode())

    def _listed(self) -> str:
        rows = self.table.iter_rows(named=True)
        items = [evidence.citable(found, more=_where(found["found_in"])) for found in rows]
        n = len(items)
        heading = f"{n} passage{'s' * (n != 1)} kept"
        return evidence.panel(heading, items) if items else evidence.hint(_EMPTY)

    def _show(self) -> None:
        self.panel.value = self._listed()
        if self._beside is not None:
            self._beside.renew()

    @property
    def widget(self) -> widgets.Box:
        """The passages, and buttons that save them or empty the basket."""
        saving = [button(label, partial(self.save, kind)) for label, kind in _BUTTONS.items()]
        tools = row([widgets.HTML("Save:"), *saving, button("Empty the basket", self.clear)])
        return widgets.VBox([style(), self.panel, tools]).add_class("px-explorer")

    def _ipython_display_(self) -> None:
        if in_report():  # nobody has kept anything there
            return
        self._beside = Kept(lambda name: kept.framed(name, self._repr_html_()))
        self._beside.show(self.widget)
        self._beside.keep()

    def _repr_html_(self) -> str:
        """The passages as inert HTML, as many as there is room for."""
        return kept.passages(self._listed(), kept.ROOM // 2)


def _noted(found: dict[str, Any]) -> str:
    words = found["before"] + found["text"] + found["after"]
    return f"“{words}” (characters {found['start']}–{found['end']})"


def _where(found_in: str) -> str:
    return f'<span class="px-where">found in {escape(found_in)}</span>' if found_in else ""


def _plain(text: str) -> str:
    """Words that Markdown shows as they are."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


_KINDS: dict[str, tuple[str, Callable[[Basket], str]]] = {
    "csv": ("text/csv", Basket.csv),
    "md": ("text/markdown", Basket.markdown),
    "ris": ("application/x-research-info-systems", Basket.ris),
}
_BUTTONS = {"Table (CSV)": "csv", "Text (Markdown)": "md", "References (RIS)": "ris"}


def basket(corpus: Corpus) -> Basket:
    """The event's basket: what Keep put into it, in any explorer of this notebook."""
    key = (corpus.home and corpus.home[0], corpus.event["id"], *corpus.articles["sha256"])
    if key not in _baskets:
        _baskets[key] = Basket(corpus)
    return _baskets[key]
