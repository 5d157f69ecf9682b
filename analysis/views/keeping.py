"""A widget in a cell's output, and beside it what stays of it when its kernel is gone."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Callable

import ipywidgets as widgets
from IPython.display import display

from analysis.views import kept

STATIC = "PARALLAX_STATIC"  # set while a report runs notebooks: there is no widget then
_VIEW = "application/vnd.jupyter.widget-view+json"
_PAUSE_S = 1.0  # from a choice to its keeping, so that the next choice need not wait for it


def in_report() -> bool:
    """Whether what a cell shows goes into a report, where no kernel will answer."""
    return bool(os.environ.get(STATIC))


class Kept:
    """The HTML beside a living widget, which hides it; ``renew`` puts what is now shown there.

    ``body`` makes the HTML for a class name. Where a part of it takes long, ``ready`` gives a
    function that makes that part, called in a thread before what is kept is renewed.

    Two outputs, because front ends that know widgets show nothing else of an output that
    holds one, whether or not its kernel is there.
    """

    def __init__(
        self, body: Callable[[str], str], ready: Callable[[], Callable[[], None]] | None = None
    ):
        self.name = f"px-of-{uuid.uuid4().hex[:10]}"
        self._body, self._display_id = body, uuid.uuid4().hex
        self._ready = ready
        self._waiting: asyncio.TimerHandle | None = None
        self._renewed = 0

    def show(self, tree: widgets.Box) -> None:
        """Show the widget; `keep` is to follow when it is complete."""
        hide = widgets.HTML(kept.hiding(self.name), layout={"height": "0", "margin": "0"})
        tree.children = (hide, *tree.children)
        view = {"version_major": 2, "version_minor": 0, "model_id": tree.model_id}
        display({_VIEW: view, "text/html": "", "text/plain": ""}, raw=True)

    def keep(self, *, update: bool = False) -> None:
        """Put the HTML beside the widget, or in the place of that kept before."""
        self._waiting = None
        bundle = {"text/html": self._body(self.name), "text/plain": ""}
        display(bundle, raw=True, display_id=self._display_id, update=update)

    def renew(self) -> None:
        """Keep what is now shown, as soon as nothing has been chosen for a while."""
        if self._waiting is not None:
            self._waiting.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no notebook that could keep it
            return
        self._renewed += 1
        self._waiting = loop.call_later(_PAUSE_S, self._make_ready, loop, self._renewed)

    def _make_ready(self, loop: asyncio.AbstractEventLoop, number: int) -> None:
        """Do what takes long in a thread, so that a click is answered meanwhile; then keep."""
        self._waiting = None
        if self._ready is None:
            self.keep(update=True)
            return

        def made(_: asyncio.Future[None]) -> None:
            if number == self._renewed:  # else something was chosen since, and is kept soon
                self.keep(update=True)

        loop.run_in_executor(None, self._ready()).add_done_callback(made)


def shown(tree: widgets.Box, body: Callable[[], str]) -> Kept:
    """Show a widget whose kept HTML is ``body()``."""
    beside = Kept(lambda name: kept.framed(name, body()))
    beside.show(tree)
    beside.keep()
    return beside
