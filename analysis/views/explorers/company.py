"""What explorers do together: tools on a passage, and the charts that follow a correction."""

from __future__ import annotations

import weakref

import ipywidgets as widgets

from analysis.corpus import Corpus
from analysis.views.explorers import collecting
from analysis.views.explorers.mending import Correctable, Mending

_KEEP, _MEND = "Keep", "Mend"
_STALE = (
    '<p class="px-stale" role="status">Drawn before a correction, of rows that do not follow it: '
    "run the cells that read the event and make this chart again.</p>"
)
_living: weakref.WeakSet[Company] = weakref.WeakSet()


class Company:
    """An explorer's part in what all do: its passages' tools, the box in which one is mended."""

    def __init__(self, explorer: Correctable):
        self.explorer = explorer
        self.notice = widgets.HTML()
        self.mending = Mending(explorer, self.corrected)
        self.box = self.mending.box
        explorer.panel.tools = [_KEEP, *([_MEND] if explorer.corpus.home else [])]
        explorer.panel.on_tool(self.used)
        _living.add(self)

    def used(self, tool: str, passage: str) -> None:
        """Do what a passage's button says."""
        if tool == _KEEP:
            collecting.basket(self.explorer.corpus).add(passage, self.explorer.name)
        elif tool == _MEND:
            self.mending.open(passage)

    def corrected(self, corpus: Corpus) -> None:
        """Let this explorer, and then the others of the event, show the corrected reading."""
        there = sorted(_living, key=lambda one: one is not self)
        for one in there:
            if one.explorer.corpus.home == corpus.home:
                one.follow(corpus)

    def follow(self, corpus: Corpus) -> None:
        if self.explorer.follows:
            self.explorer.follow(corpus)
        else:
            self.notice.value = _STALE
