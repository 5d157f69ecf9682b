"""The part of an explorer that runs in the browser: passages to read, copy and save.

Files are made when they are asked for and sent once, so that neither the notebook nor
the widget's state carries a copy of them and nothing is written beside the notebook.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from analysis.views.hearing import Hearing, script


class Panel(Hearing):
    """HTML whose buttons work: ``data-citation`` is copied, ``data-pick`` is told to Python.

    ``value`` must be inert HTML. A panel that is ``live`` is announced to screen readers
    when it changes; ``label`` is its name for them. Each passage in it gets a button for every
    one of ``tools``.
    """

    look = "px-evidence-panel"
    _esm = script("copy.js", "panel.js")
    value = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode("Evidence").tag(sync=True)
    live = traitlets.Bool(default_value=True).tag(sync=True)
    sized = traitlets.Bool(default_value=False).tag(sync=True)
    tools = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def on_width(self, told: Callable[[int], None]) -> None:
        """Call ``told`` with the width in pixels that a ``sized`` panel has, and anew."""

        def heard(_: Any, message: Any, __: Any) -> None:
            if isinstance(message, dict) and "width" in message:
                told(int(message["width"]))

        self.on_msg(heard)

    def on_pick(self, picked: Callable[[int], None]) -> None:
        """Call ``picked`` with the number of each ``data-pick`` button that is pressed."""

        def heard(_: Any, message: Any, __: Any) -> None:
            if isinstance(message, dict) and "pick" in message:
                picked(int(message["pick"]))

        self.on_msg(heard)

    def on_tool(self, used: Callable[[str, str], None]) -> None:
        """Call ``used`` with the name of each tool that is pressed, and its passage."""

        def heard(_: Any, message: Any, __: Any) -> None:
            if isinstance(message, dict) and message.get("tool") in self.tools:
                used(str(message["tool"]), str(message.get("passage")))

        self.on_msg(heard)

    def save(self, name: str, kind: str, data: bytes) -> None:
        """Hand a file to the browser, which saves it as it saves any download."""
        self.send({"save": name, "kind": kind}, [data])


class Page(Panel):
    """An article to read, which is no evidence of anything chosen."""

    look = ""
