"""Who says what, in whose words: statements and their wordings."""

from __future__ import annotations

import os
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets
import polars as pl
from IPython.display import display

from analysis import tables
from analysis.corpus import Corpus
from analysis.measures import overlap
from analysis.views import charts, evidence
from analysis.views.charts.speech import by_reach
from analysis.views.explorers import choices, every
from analysis.views.explorers.controls import dropdown
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.paging import Paged, chosen
from analysis.views.keeping import STATIC

_DOUBT = " <small>perhaps of another day or content, not counted</small> "


class Statements(Paged):
    """The statement matrix: a cell opens every outlet's wording, compared with a base.

    Filters and pages lead to every statement of the event.
    """

    hint = "Click a cell, or choose it from the list, to compare how outlets word the statement."
    id_column = "statement_id"

    def __init__(self, corpus: Corpus, *, top: int = 30):
        self.base = dropdown("Compare with", choices.outlets(corpus))
        rows = len(corpus.aligned.statements)
        super().__init__(corpus, choices.statements(corpus), rows=rows, top=top, name="statements")
        self.choosers.append(self.base)
        self.base.observe(lambda _: self.show(self.marks.value), "value")

    @property
    def matching(self) -> list[str]:
        """The ids of all statements that the filters let through, widest reach first."""
        kept = choices.matching(self.corpus, **chosen(self.controls, choices.STATEMENT_FILTERS))
        return [one for one in by_reach(self.corpus.aligned) if one in kept]

    def matrix(self, ids: list[str]) -> charts.Chart:
        corpus = self.corpus
        return charts.statement_matrix(corpus.aligned, corpus.outlets, corpus.actors, chosen=ids)

    def offer(self) -> None:
        """The speakers that the statements now have."""
        speaker = self.controls["speaker"]
        assert isinstance(speaker, widgets.Dropdown)
        choices.reoffer(speaker, choices.speakers(self.corpus))

    def _display_static(self) -> None:
        """In a report, where no kernel filters: below the chart, all statements as a table."""
        super()._display_static()
        if os.environ[STATIC] != "html":
            display({"text/html": every.statements(self.corpus)}, raw=True)

    def describe(self, row: dict[str, Any] | None) -> str:
        if row is None:
            return super().describe(row)
        statement = row["statement_id"]
        clauses = self.corpus.aligned.clauses.filter(statement_id=statement)
        spans = clauses.select(tables.passage_id()).to_series().to_list()
        found = self._passages(spans)
        differences = self._differences(statement, set(found["outlet"]))
        unsure = _unsure(self.corpus, statement)
        base_name = dict(self.corpus.outlets.select("outlet", "name").rows())[self.base.value]
        items = [
            evidence.citable(
                passage,
                differences.get(passage["article_id"]),
                _DOUBT if passage["article_id"] in unsure else "",
                chosen=passage["outlet_name"] == row["outlet_name"],
            )
            for passage in found.sort(pl.col("outlet") != self.base.value, maintain_order=True)
            .unique("article_id", maintain_order=True)
            .iter_rows(named=True)
        ]
        without = self.corpus.outlets.filter(~pl.col("outlet").is_in(found["outlet"].to_list()))
        note = f" Not carried by {', '.join(without['name'])}." if len(without) else ""
        compared = f"compared with {base_name}" if differences else f"{base_name} does not carry it"
        return evidence.panel(f"{row['speaker']}: “{row['wording']}” — {compared}.{note}", items)

    def _differences(self, statement: str, carried_by: set[str]) -> dict[str, str]:
        """Each other article's wording as a word diff against the base, as HTML."""
        if self.base.value not in carried_by:
            return {}
        base, aligned = self.base.value, _of(self.corpus.aligned, statement)
        rows = overlap.wording(aligned, statement, base=base)
        relations = overlap.relations(aligned, base=base)
        told = {row["article_id"]: _relation(row) for row in relations.iter_rows(named=True)}
        return {
            str(article): " ".join(_changed(step) for step in group.iter_rows(named=True))
            + told.get(str(article), "")
            for (article,), group in rows.group_by("article_id", maintain_order=True)
        }


def _unsure(corpus: Corpus, statement: str) -> set[str]:
    """The articles that may render a statement, but not surely."""
    rows = corpus.aligned.renderings.filter(
        ~pl.col("sure"), pl.col("treatment") != "absent", statement_id=statement
    )
    return set(rows["article_id"])


def _of(aligned: overlap.Statements, statement: str) -> overlap.Statements:
    """One statement by itself: comparing all of an event for one click takes a second."""
    clauses = aligned.clauses.filter(statement_id=statement)
    return replace(
        aligned,
        clauses=clauses,
        statements=aligned.statements.filter(statement_id=statement),
        renderings=aligned.renderings.filter(statement_id=statement),
        articles=aligned.articles.join(clauses, on="article_id", how="semi", maintain_order="left"),
    )


def _relation(row: dict[str, Any]) -> str:
    """How a rendering relates to the base, changes of number or negation first of all."""
    flags = [name for name in ("number", "negation") if row[f"{name}_changed"]]
    loud = f"<strong>{' and '.join(flags)} changed!</strong> " if flags else ""
    counts = ", ".join(f"{row[op]} {op}" for op in ("cut", "added", "substituted") if row[op])
    return f"<br><small>{loud}{escape(row['relation'])}{': ' if counts else ''}{counts}</small>"


def _changed(step: dict[str, Any]) -> str:
    """One stretch of a word diff: what the base has struck out, what this outlet has underlined."""
    cut, added = escape(step["base_words"] or ""), escape(step["words"] or "")
    if step["op"] in ("cut", "added", "substituted"):
        return " ".join([f"<del>{cut}</del>"] * bool(cut) + [f"<ins>{added}</ins>"] * bool(added))
    return added


def statements(corpus: Corpus, *, top: int = 30) -> Statements:
    """Explore which outlet carries which statement, in what words."""
    return Statements(corpus, top=top)


class Wording(Explorer):
    """One statement's wordings; after a correction, of the statements that there are then."""

    def offer(self) -> None:
        statement = self.controls["statement"]
        assert isinstance(statement, widgets.Dropdown)
        choices.reoffer(statement, choices.shared(self.corpus))


def wording(corpus: Corpus) -> Explorer:
    """Explore one statement's wordings against a base outlet's, word by word.

    Starts with the most widely carried statement and the first outlet that carries it;
    where the chosen base does not carry it, there is nothing to draw.
    """
    options = choices.shared(corpus)
    carried = corpus.aligned.renderings.filter(pl.col("treatment") != "absent")
    first = carried.filter(statement_id=options[0][1])["outlet"][0] if options else None
    controls = {
        "statement": dropdown("Statement", options),
        "base": dropdown("Compare with", choices.outlets(corpus), first),
    }

    def draw(corpus: Corpus) -> charts.Chart:
        statement, base = str(controls["statement"].value), str(controls["base"].value)
        carried = corpus.aligned.renderings.filter(pl.col("treatment") != "absent")
        if not len(carried.filter(statement_id=statement, outlet=base)):
            return charts.wording(pl.DataFrame(), corpus.outlets)
        rows = overlap.wording(corpus.aligned, statement, base=base)
        unsure = _unsure(corpus, statement)
        return charts.wording(rows.filter(~pl.col("article_id").is_in(unsure)), corpus.outlets)

    return Wording(corpus, draw, controls, name="wording")
