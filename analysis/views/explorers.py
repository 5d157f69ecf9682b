"""The charts, clickable: one function for each thing to explore."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis import tables
from analysis.measures import framing, overlap, sentiment
from analysis.reading.corpus import Corpus
from analysis.views import charts, evidence, theme
from analysis.views.coder import code as code
from analysis.views.explorer import Explorer, dropdown


def marks(chart: charts.Chart, corpus: Corpus) -> Explorer:
    """Show any chart of `analysis.charts` with its passages a click away."""
    return Explorer(corpus, lambda: chart)


class Statements(Explorer):
    """The statement matrix: a cell opens every outlet's wording, compared with a base."""

    def __init__(self, corpus: Corpus, *, top: int = 30):
        self.statements = corpus.aligned
        self.base = dropdown("Compare with", _outlets(corpus))
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
        base = self.base.value
        rows = overlap.wording(self.statements, statement, base=base)
        relations = overlap.relations(self.statements, base=base).filter(statement_id=statement)
        told = {row["outlet"]: _relation(row) for row in relations.iter_rows(named=True)}
        return {
            outlet: " ".join(_changed(step) for step in group.iter_rows(named=True))
            + told.get(outlet, "")
            for (outlet,), group in rows.group_by("outlet", maintain_order=True)
        }


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


def measures(corpus: Corpus, rows: pl.DataFrame, *, measure: str | None = None) -> Explorer:
    """Explore measures rows by measure, target (an actor, say), voice and outlet.

    Reads any rows of `tables.MEASURES`. Each control narrows the chart; "all" keeps
    everything. Keyboard and mouse reach the same marks.
    """
    if not len(rows):
        return Explorer(corpus, lambda: charts.measure(rows, corpus.outlets))
    choices = {
        "measure": rows["measure"].unique(maintain_order=True).to_list(),
        "target": ["all", *rows["target"].drop_nulls().unique(maintain_order=True)],
        "voice": ["all", *rows["voice"].unique(maintain_order=True)],
        "outlet": ["all", *rows["outlet"].unique(maintain_order=True)],
    }
    controls = {
        name: dropdown(name, options)
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
        "statement": dropdown("Statement", options),
        "base": dropdown("Compare with", _outlets(corpus), first),
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


class Tone(Explorer):
    """Dots of the tone toward an actor; a dot opens its sentences with their scores."""

    def __init__(self, corpus: Corpus, *, rank: int = 0, voice: str = "outlet"):
        self.actor = _actor(corpus, rank)
        self.voice = dropdown("voice", _VOICES, voice)
        super().__init__(corpus, self._chart, {"actor": self.actor, "voice": self.voice})

    def _chart(self) -> charts.Chart:
        corpus, actor, voice = self.corpus, self.actor.value, str(self.voice.value)
        if not len(corpus.mentions.filter(actor=actor, kind="body", voice=voice)):
            return charts.measure(tables.MEASURES.empty())
        found = sentiment.toward(corpus, actor=actor, voice=voice)
        return charts.measure(found, corpus.outlets, corpus.actors)

    def describe(self, row: dict[str, Any] | None) -> str:
        if row is None:
            return super().describe(row)
        judged = sentiment.judged(
            self.corpus, actor=str(self.actor.value), voice=str(self.voice.value)
        )
        judged = judged.filter(pl.col("passage").is_in(row["evidence"]))
        passages = {found["passage"]: found for found in self.value.iter_rows(named=True)}
        items = [
            evidence.item(passages[mention["passage"]], _scored(mention))
            for mention in judged.iter_rows(named=True)
        ]
        return evidence.panel(f"{row['outlet_name']}: {len(items)} mentions", items)


def _scored(mention: dict[str, Any]) -> str:
    """A sentence with its target marked, how it was judged and the words that moved it most."""
    text, start, end = mention["text"], mention["start"], mention["end"]
    marked = f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"
    moved = sentiment.explain(text, start, end)
    moved = moved.filter(pl.col("word").str.contains(r"\w")).head(3)
    words = ", ".join(f"“{w}” {e:+.2f}" for w, e in moved.select("word", "effect").iter_rows())
    unsure = f", unsure ({mention['reason']})" if mention["abstained"] else ""
    judged = f"{mention['label']} {mention['score']:+.2f}{unsure}; VADER {mention['vader']:+.2f}"
    return f"{marked}<br><small>{escape(judged)}. Moved most by {escape(words)}.</small>"


def tone(corpus: Corpus, *, rank: int = 0, voice: str = "outlet") -> Tone:
    """Explore the tone toward an actor by voice; ``rank`` is its place in event.toml."""
    return Tone(corpus, rank=rank, voice=voice)


def keyness(corpus: Corpus) -> Explorer:
    """Explore the words that set one outlet apart, with what chance alone would give."""
    rows = framing.keyness(corpus.tokens, corpus.articles)
    outlet = dropdown("outlet", _outlets(corpus))
    return Explorer(
        corpus,
        lambda: charts.keyness(rows, str(outlet.value), corpus.outlets),
        {"outlet": outlet},
    )


_VOICES = [(name, voice) for voice, name in theme.VOICE_NAME.items()]


def _actor(corpus: Corpus, rank: int) -> widgets.Dropdown:
    options = [(name, actor) for actor, name in corpus.actors.select("actor", "name").rows()]
    chosen = options[rank][1] if rank < len(options) else None
    return dropdown("actor", options, chosen)


def _outlets(corpus: Corpus) -> list[tuple[str, str]]:
    return [(name, outlet) for outlet, name in corpus.outlets.select("outlet", "name").rows()]
