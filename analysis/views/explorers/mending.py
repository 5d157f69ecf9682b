"""A passage mended on the spot: what is wrong with it, written into event.toml, and undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from html import escape
from types import ModuleType
from typing import Any, Protocol

import ipywidgets as widgets
import polars as pl

from analysis import tables
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.reading.corrections import APART, BOILERPLATE, SAME, SPEAKER, SPEECH
from analysis.views import export
from analysis.views.explorers.controls import WIDE, button, field, row
from analysis.views.explorers.panel import Panel

_WORDS = {  # what its button says
    SPEAKER: "Not this speaker",
    SPEECH: "Not speech",
    APART: "Not the same statement",
    SAME: "Same statement as …",
    BOILERPLATE: "Boilerplate",
}
_SHOWN = 200  # characters of the passage
_by: dict[str, str] = {"name": ""}  # who corrects: said once in a session


def _correcting() -> ModuleType:
    """The module that writes event.toml, imported for the first passage that is mended."""
    from analysis.preparing import correcting

    return correcting


class Correctable(Protocol):
    """What of an explorer a correction needs: its reading, its panel, its bar, how it follows."""

    corpus: Corpus
    panel: Panel
    name: str
    follows: bool

    def working(self) -> AbstractContextManager[None]: ...

    def follow(self, corpus: Corpus) -> None: ...


class Mending:
    """The box below an explorer's passages; ``open`` shows it for one of them."""

    def __init__(self, explorer: Correctable, corrected: Callable[[Corpus], None]):
        self._explorer, self._corrected = explorer, corrected
        self.passage: str | None = None
        self.buttons: dict[str, widgets.Button] = {}
        self.box = widgets.VBox(layout={"display": "none"}).add_class("px-mending")

    def _build(self) -> None:
        """Make the controls when they are first needed: most explorers never need them."""
        self.told = widgets.HTML()
        self.who = field("Who speaks, if you know", layout=WIDE)
        self.which = field("Same statement as", kind=widgets.Combobox, layout=WIDE)
        self.by = field("Your name", placeholder="may stay empty")
        self.note = field("Why", placeholder="may stay empty", layout=WIDE)

    @property
    def _corpus(self) -> Corpus:
        return self._explorer.corpus

    def open(self, passage: str) -> None:
        """Offer what can be wrong with a passage."""
        correcting = _correcting()
        if self.passage is None:
            self._build()
        self.passage = passage
        kinds = correcting.applicable(self._corpus, passage)
        pressed = {kind: self._pressed(kind) for kind in kinds}
        self.buttons = {kind: button(_WORDS[kind], pressed[kind]) for kind in kinds}
        self.who.value = self.which.value = self.note.value = ""
        self.by.value = _by["name"]
        self._statements = self._others(passage) if SAME in kinds else {}
        self.which.options = list(self._statements)
        article, start, end = tables.parse_passage_id(passage)
        text = self._corpus.articles.filter(article_id=article)["text"][0][start:end]
        shown = " ".join(text.split())
        cut = "…" * (len(shown) > _SHOWN)
        self.told.value = f"<b>What is wrong?</b> “{escape(shown[:_SHOWN])}{cut}”"
        asked = [self.who] * (SPEAKER in kinds) + [self.which] * (SAME in kinds)
        choices = row([*self.buttons.values(), self._close()])
        self._show([self.told, *asked, row([self.by, self.note]), choices])

    def correct(self, kind: str) -> None:
        """Write a correction of the open passage, and let every explorer follow it."""
        assert self.passage is not None
        _by["name"] = self.by.value
        said: dict[str, Any] = {"by": self.by.value.strip(), "note": self.note.value.strip()}
        if kind == SPEAKER:
            said["now"] = self._named(self.who.value.strip())
        if kind == SAME:
            said["beside"] = self._statements.get(self.which.value)
            if said["beside"] is None:
                self.told.value = "<b role='alert'>Choose the statement that it is the same as.</b>"
                return
        given = {name: value or None for name, value in said.items()}
        correcting = _correcting()
        self._do(lambda: correcting.correct(self._corpus, kind, str(self.passage), **given), kind)

    def undo(self) -> None:
        """Take the last correction back."""
        self._do(lambda: _correcting().undo(self._corpus), None)

    def _do(self, step: Callable[[], Corpus], kind: str | None) -> None:
        with self._explorer.working():
            try:
                corpus = step()
            except (ParallaxError, OSError) as error:
                self.told.value = f'<b role="alert">{escape(str(error))}</b>'
                return
            self._corrected(corpus)
        n = len(corpus.corrections)
        done = f"Written: {_WORDS[kind].rstrip(' …').lower()}." if kind else "Taken back."
        have = f"event.toml holds {n} correction{'s' * (n != 1)}; the charts follow."
        self.told.value = f'<span role="status"><b>{done}</b> {have}</span>'
        after = [button("Undo the last", self.undo), button("Corrections (CSV)", self._save)]
        self._show([self.told, row([*after * (n > 0), self._close()])])

    def _others(self, passage: str) -> dict[str, str]:
        """The other statements by what they are called, each with its central passage."""
        corpus = self._corpus
        names = dict(corpus.actors.select("actor", "name").iter_rows())
        central = corpus.clauses.unique("statement_id", keep="first", maintain_order=True)
        where = dict(central.select("statement_id", tables.passage_id()).iter_rows())
        article, start, end = tables.parse_passage_id(passage)
        here = (pl.col("article_id") == article) & (pl.col("start") < end) & (pl.col("end") > start)
        own = set(corpus.clauses.filter(here)["statement_id"])
        stated = corpus.statements.select("statement_id", "actor", "wording").iter_rows()
        return {
            f"{one}: {names.get(who, who) or 'unknown'}: {wording[:90]}": where[one]
            for one, who, wording in stated
            if one not in own
        }

    def _named(self, who: str) -> str:
        """An actor's id, where event.toml has an actor of that name; else the name."""
        ids = dict(self._corpus.actors.select("name", "actor").iter_rows())
        return ids.get(who, who)

    def _pressed(self, kind: str) -> Callable[[], None]:
        return lambda: self.correct(kind)

    def _save(self) -> None:
        data = export.csv(_correcting().rows(self._corpus)).encode()
        self._explorer.panel.save(f"{self._corpus.event['id']}-corrections.csv", "text/csv", data)

    def _close(self) -> widgets.Button:
        return button("Close", lambda: self._show([]))

    def _show(self, parts: list[widgets.Widget]) -> None:
        self.box.children = parts
        self.box.layout.display = "" if parts else "none"
