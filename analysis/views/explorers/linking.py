"""An outlet or an actor chosen once, for several explorers."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from analysis.errors import ParallaxError
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown, row, style
from analysis.views.explorers.explorer import Explorer
from analysis.views.keeping import in_report, shown

_CONTROLS = {"outlet": ("outlet",), "actor": ("actor", "target", "speaker")}
_COLUMNS = (("outlet", "outlet_name"), ("actor", "actor_name"), ("actor", "speaker"))
_EVERY = (choices.ALL, "")  # how lists of explorers say that nothing is chosen


class Link:
    """Explorers that share a choice: their lists of outlets, and of actors, say the same.

    What is chosen in ``outlet`` or ``actor``, in the list of one explorer, or by a mark of an
    outlet or actor, is chosen in the lists of all others that offer it.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> words, map_ = an.explore.keyness(corpus), an.explore.statements(corpus)
    >>> shared = Link(words, map_)
    >>> shared.outlet.value = "bz"
    >>> words.controls["outlet"].value, map_.controls["outlet"].value
    ('bz', 'bz')
    """

    def __init__(self, *explorers: Explorer):
        if not explorers:
            raise ParallaxError("explore.link", "there is nothing to link", "name explorers")
        self.explorers = explorers
        corpus = explorers[0].corpus
        self._called = {
            kind: {name: one for one, name in frame.select(kind, "name").drop_nulls().iter_rows()}
            for kind, frame in (("outlet", corpus.outlets), ("actor", corpus.actors))
        }
        every = ("all", choices.ALL)
        self.outlet = dropdown("Outlet", [every, *self._called["outlet"].items()])
        self.actor = dropdown("Actor", [every, *self._called["actor"].items()])
        self._passing = False
        for kind, control in self._shared.items():
            self._watch(kind, control, None)
            for explorer in explorers:
                for own in _lists(explorer, kind):
                    self._watch(kind, own, explorer)
        for explorer in explorers:
            self._watch_marks(explorer)

    @property
    def _shared(self) -> dict[str, widgets.Dropdown]:
        return {"outlet": self.outlet, "actor": self.actor}

    def _watch(self, kind: str, control: widgets.Dropdown, source: Explorer | None) -> None:
        control.observe(lambda change: self.choose(kind, change["new"], source), "value")

    def _watch_marks(self, explorer: Explorer) -> None:
        explorer.marks.observe(lambda change: self._picked(explorer, change["new"]), "value")

    def _picked(self, explorer: Explorer, number: int) -> None:
        """Pass on whom a chosen mark is about; the explorer itself keeps what it shows."""
        chosen = next((one for one in explorer.rows if one["_mark"] == number), {})
        for kind, column in _COLUMNS:
            if value := self._called[kind].get(str(chosen.get(column))):
                self.choose(kind, value, explorer)

    def choose(self, kind: str, value: Any, source: Explorer | None = None) -> None:
        """Choose an outlet or an actor by its id in every list that offers it but ``source``'s."""
        if self._passing or value is None:
            return
        self._passing = True
        try:
            _set(self._shared[kind], value)
            for explorer in self.explorers:
                if explorer is not source:
                    for control in _lists(explorer, kind):
                        _set(control, value)
        finally:
            self._passing = False

    @property
    def widget(self) -> widgets.Box:
        """The two lists, above the explorers that share them."""
        said = widgets.HTML("Chosen here, or in one of the linked explorers, for all of them:")
        tree = widgets.VBox([style(), row([said, self.outlet, self.actor])])
        return tree.add_class("px-explorer")

    def _ipython_display_(self) -> None:
        if not in_report():  # where there is nothing to choose
            shown(self.widget, self._repr_html_)

    def _repr_html_(self) -> str:
        """Which explorers are linked; there is nothing else to keep."""
        names = ", ".join(explorer.name for explorer in self.explorers)
        return f"<p>Linked explorers: {names}.</p>"


def _lists(explorer: Explorer, kind: str) -> list[widgets.Dropdown]:
    """The explorer's lists of outlets, or of actors."""
    found = (explorer.controls.get(name, getattr(explorer, name, None)) for name in _CONTROLS[kind])
    return [control for control in found if isinstance(control, widgets.Dropdown)]


def _set(control: widgets.Dropdown, value: Any) -> None:
    """Choose a value where the list has it; "all" is written in several ways."""
    offered = [option[1] if isinstance(option, tuple) else option for option in control.options]
    wanted = _EVERY if value in _EVERY else (value,)
    for one in wanted:
        if one in offered:
            control.value = one
            return


def link(*explorers: Explorer) -> Link:
    """Share the outlet and the actor chosen in one of several explorers with the others.

    Raises ParallaxError where there is none.
    """
    return Link(*explorers)
