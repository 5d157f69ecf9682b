"""Your own event in a notebook: give files, see what was read and what is wrong, accept, go on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path, PurePath
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus, load
from analysis.errors import ParallaxError
from analysis.importing.columns import parse_map
from analysis.preparing.check import Problem, check
from analysis.preparing.mend import FORMS, EventEditor, fix
from analysis.preparing.new import new
from analysis.reading import manifest
from analysis.views.explorers.controls import BUSY, WIDE, field, labelled, row, style
from analysis.views.keeping import shown
from analysis.views.your_event import html
from analysis.views.your_event.proposals import Proposals

_EMPTY = "Nothing is read yet: upload files or name a folder, then press Read."


class YourEvent:
    """From files to an event that can be explored, with every step also a method.

    ``read(files)`` makes the event's folder as `parallax new` does, ``mend()`` makes the
    safe edits of `parallax check --fix`, ``accept`` and ``refuse`` settle proposals.
    ``findings`` is what is wrong, as a table; ``corpus`` is the event, to explore it.

    >>> your = YourEvent("corpus/vostochny-2023")
    >>> your.findings.columns, len(your.corpus.articles)
    (['severity', 'place', 'problem', 'remedy'], 5)
    """

    def __init__(self, event: str | Path = "../corpus/my-event"):
        self.told: list[str]
        self._found: list[Problem]
        self._corpus: Corpus | None
        self._build(str(event))
        self._open()

    # ------------------------------------------------------------- without a browser

    @property
    def event(self) -> Path:
        """The event's folder."""
        return Path(self.folder.value.strip()).expanduser()

    @property
    def findings(self) -> pl.DataFrame:
        """Everything wrong with the event, worst first: severity, place, problem, remedy."""
        return pl.DataFrame(
            [html.cells(problem) for problem in self._found],
            schema=dict.fromkeys(html.COLUMNS, pl.String),
            orient="row",
        )

    @property
    def corpus(self) -> Corpus:
        """The event, read; raises ParallaxError while something keeps it from being read."""
        if self._corpus is None:
            self._corpus = load(self.event)
        return self._corpus

    def read(
        self,
        files: Sequence[str | Path],
        *,
        replace: bool = False,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        """Make the event's folder from files, folders and archives, and check it.

        ``columns`` says which column of a table is ours (text, outlet, title), as
        `parallax new --map` does.
        """
        self.told = []
        made = new(self.event, files, replace=replace, tell=self.told.append, chosen=columns)
        self.told += [f"Not read: {error}" for error in made.bad]
        self._look()

    def mend(self) -> list[str]:
        """Make the edits that lose nothing; returns what was done."""
        done = fix(self.event, self._found)
        self.told = done or ["There is nothing that can be mended safely."]
        self._look()
        return done

    def accept(self, section: str, *entries: str) -> None:
        """Accept proposals of a section (outlets, actors or concepts); all without names."""
        self._settle(EventEditor.accept, section, entries)

    def refuse(self, section: str, *entries: str) -> None:
        """Refuse proposals: their entries are taken out of event.toml."""
        self._settle(EventEditor.refuse, section, entries)

    def edit(self, section: str, entry: str, name: str, forms: Sequence[str]) -> None:
        """Write a proposal in other words: its name, an actor's names, a concept's terms."""
        editor = EventEditor(self.event)
        editor.edit(section, entry, name, forms)
        editor.save()
        self.told = []
        self._look()

    def _settle(
        self, step: Callable[[EventEditor, str, str], None], section: str, entries: Sequence[str]
    ) -> None:
        editor = EventEditor(self.event)
        for entry in entries or manifest.inspect(self.event).proposed[section]:
            step(editor, section, entry)
        editor.save()
        self.told = []
        self._look()

    def _open(self) -> None:
        """Look at the event that the folder names; what was found in another goes."""
        self.told, self._found, self._corpus = [], [], None
        if (self.event / "event.toml").is_file():
            self._look()
        else:
            self._show()

    def _look(self) -> None:
        self._corpus = None
        self._found = check(self.event)
        self._show()

    # ------------------------------------------------------------------ in a browser

    def _build(self, event: str) -> None:
        self.folder = field("Event's folder", value=event, layout=WIDE)
        self.folder.observe(lambda _: self._run(self._open), "value")
        self.files = field("Files or folder", layout=WIDE)
        self.files.placeholder = "a path on this machine, for example ~/Downloads/pages"
        self.upload = widgets.FileUpload(multiple=True, description="Upload files")
        self.again = labelled(widgets.Checkbox, html.REPLACE, indent=False)
        self.columns = field("Columns", layout=WIDE)
        self.columns.placeholder = "of a table, where they are not found: text=story; outlet=paper"
        self._settling = Proposals(self._button, self._settled, self._said)
        self.proposals = self._settling.list
        self.buttons = {
            "read": self._button("Read", "primary", self._read_pressed),
            "mend": self._button(html.MEND, "", self.mend),
            **self._settling.buttons,
        }
        self.busy = widgets.HTML(layout={"height": "3px", "margin": "2px 0"})
        self.message = widgets.HTML()
        self.articles, self.wrong = widgets.HTML(), widgets.HTML()

    def _button(self, label: str, style: str, step: Callable[[], Any]) -> widgets.Button:
        button = widgets.Button(
            description=label, button_style=style, layout={"width": "max-content"}
        )
        button.on_click(lambda _: self._run(step))
        return button

    def _run(self, step: Callable[[], Any]) -> None:
        """Do what a button says, with a bar at once; an error is shown, not raised."""
        self.busy.value = BUSY
        try:
            step()
        except (ParallaxError, OSError) as error:
            self.message.value = f'<p role="alert"><b>{escape(html.in_words(str(error)))}</b></p>'
        finally:
            self.busy.value = ""

    def _read_pressed(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            named = filter(None, map(str.strip, self.files.value.split(";")))
            paths = [Path(name).expanduser() for name in named]
            for number, file in enumerate(self.upload.value):
                below = Path(place) / f"{number:04d}"
                below.mkdir()
                path = below / (PurePath(file["name"].replace("\\", "/")).name or "file")
                path.write_bytes(file["content"])
                paths.append(path)
            pairs = filter(None, map(str.strip, self.columns.value.split(";")))
            self.read(paths, replace=self.again.value, columns=parse_map(pairs))

    def _settled(self, step: str, section: str, *given: Any) -> None:
        getattr(self, step)(section, *given)

    def _said(self, section: str, entry: str) -> tuple[str, list[str]]:
        """A proposal's name, and an actor's other names or a concept's terms."""
        found = EventEditor(self.event).entry(section, entry)
        forms = found.get(FORMS.get(section, ""), [])
        return str(found.get("name", entry)), [str(form) for form in forms]

    def _show(self) -> None:
        self.message.value = "".join(
            f"<p>{escape(html.in_words(line))}</p>" for line in self.told[:200]
        )
        if not (self.event / "event.toml").is_file():
            self.articles.value, self.wrong.value = f"<p>{_EMPTY}</p>", ""
            self._settling.offer([])
            self.buttons["mend"].layout.display = "none"
            return
        self.wrong.value = html.wrong(self._found)
        try:
            self.articles.value = html.read(self.corpus)
            proposed = manifest.read_manifest(self.event).proposed
            self._settling.offer(html.proposals(self.corpus, proposed))
        except ParallaxError:
            self.articles.value = ""
            self._settling.offer([])
        fixable = any(problem.fix for problem in self._found)
        self.buttons["mend"].layout.display = "" if fixable else "none"

    @property
    def widget(self) -> widgets.VBox:
        """Everything: where the files are, what was read, what is wrong, what is proposed."""
        parts = [
            style(),
            self.folder,
            row([self.upload, self.files]),
            self.columns,
            row([self.again, self.buttons["read"]]),
            self.busy,
            self.message,
            self.articles,
            self.wrong,
            self.buttons["mend"],
            self._settling.box,
        ]
        tree = widgets.VBox(parts)
        tree.add_class("px-explorer")
        return tree

    def _ipython_display_(self) -> None:
        shown(self.widget, self._repr_html_)

    def _repr_html_(self) -> str:
        """What was read and what is wrong, without the buttons: inert HTML."""
        return f"{self.message.value}{self.articles.value}{self.wrong.value}"


def your_event(event: str | Path = "../corpus/my-event") -> YourEvent:
    """Make, check and mend an event of your own; ``event`` is its folder, there or to be made."""
    return YourEvent(event)
