"""What an event's files propose: chosen from a list, put in other words, accepted or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from analysis.views.explorers.controls import WIDE, field, row
from analysis.views.your_event import html

_FORMS = {"actors": "Called (names, with ; between)", "concepts": "Terms (with ; between)"}


class Proposals:
    """The list of proposals; one that is chosen alone can be put in other words.

    ``settle`` is called with "accept", "refuse" or "edit", a section and what belongs to it.
    """

    def __init__(
        self,
        button: Callable[[str, str, Callable[[], Any]], widgets.Button],
        settle: Callable[..., None],
        said: Callable[[str, str], tuple[str, list[str]]],
    ):
        self._settle, self._said = settle, said
        self.list = widgets.SelectMultiple(
            description="Proposals", rows=8, layout=WIDE, style={"description_width": "initial"}
        )
        self.buttons = {
            "accept": button("Accept the chosen", "", lambda: self._chosen("accept")),
            "refuse": button("Refuse the chosen", "", lambda: self._chosen("refuse")),
            "edit": button("Write it so", "", self._edited),
        }
        self.name = field("Name", layout=WIDE)
        self.forms = field("Called", layout=WIDE)
        self.editor = widgets.VBox([self.name, self.forms, self.buttons["edit"]])
        self.list.observe(lambda _: self._open(), "value")
        self._open()
        self.box = widgets.VBox(
            [
                widgets.HTML(html.heading("Proposals: accept them, refuse them, or change one")),
                self.list,
                row([self.buttons["accept"], self.buttons["refuse"]]),
                self.editor,
            ]
        )

    def offer(self, options: Sequence[tuple[str, tuple[str, str]]]) -> None:
        """Offer these proposals; none hide the list."""
        self.list.options = options
        self.box.layout.display = "" if options else "none"

    def _open(self) -> None:
        """Let the chosen proposal be changed, if it is one."""
        one = len(self.list.value) == 1
        self.editor.layout.display = "" if one else "none"
        if not one:
            return
        ((section, entry),) = self.list.value
        self.name.value, forms = self._said(section, entry)
        self.forms.value = "; ".join(forms)
        self.forms.description = _FORMS.get(section, "")
        self.forms.layout.display = "" if section in _FORMS else "none"

    def _edited(self) -> None:
        ((section, entry),) = self.list.value
        forms = [form.strip() for form in self.forms.value.split(";") if form.strip()]
        self._settle("edit", section, entry, self.name.value.strip(), forms)
        self.list.value = tuple(value for _, value in self.list.options if value[1] == entry)

    def _chosen(self, step: str) -> None:
        chosen: dict[str, list[str]] = {}
        for section, entry in self.list.value:
            chosen.setdefault(section, []).append(entry)
        for section, entries in chosen.items():
            self._settle(step, section, *entries)
