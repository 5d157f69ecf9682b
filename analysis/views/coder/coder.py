"""Coding by hand: one passage at a time, a key for each code, every answer saved at once."""

from __future__ import annotations

import os
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import polars as pl
import traitlets
from IPython.display import display

from analysis import coding
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.views import evidence
from analysis.views.coder import html
from analysis.views.coder.settling import Settling
from analysis.views.hearing import TEMPLATES, Hearing, script
from analysis.views.keeping import shown

BACK, SKIP, UNDO = "ArrowLeft", "ArrowRight", "Backspace"


class Passage(Hearing):
    """The passage, focusable; keys pressed in its explorer arrive as messages."""

    look = "px-passage"
    _esm = script("coder.js")
    _css = (TEMPLATES / "coder.css").read_text("utf-8")
    html = traitlets.Unicode().tag(sync=True)
    shortcuts = traitlets.List(traitlets.Unicode()).tag(sync=True)


class Note(Hearing):
    """The field for a note: what is typed arrives as a message that names its passage.

    A text field of ipywidgets holds its value back while an earlier one is on its way, so a
    note could reach Python after the key that answers, when the next passage is shown.
    """

    _esm = script("note.js")
    passage = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)


class Coder:
    """One coder at work on a sample: `answer`, `skip`, `back`, `undo`; all else follows.

    ``position`` is the passage shown, ``codes`` the coder's answers by passage id,
    ``value`` the sample with them as a table. Answers lie in the file, so a coder begun
    again with the same arguments goes on where it stopped.

    >>> import tempfile, analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> path = tempfile.mkdtemp() + "/codes.csv"
    >>> coder = an.explore.code(corpus, scheme="tone", coder="ann", path=path, n=10)
    >>> coder.answer("neg", note="mocking")
    >>> coder.progress, an.coding.read(path)["code"].to_list()
    ('1 of 10 coded', ['neg'])
    """

    def __init__(
        self, corpus: Corpus, sample: coding.Sample, *, coder: str, path: str | Path, blind: bool
    ):
        self.corpus, self.sample, self.scheme = corpus, sample, sample.scheme
        self.coder, self.path, self.blind = coder, Path(path), blind
        self.ids = sample.passages["passage"].to_list()
        self.rows = self._rows()
        self.codes, self.notes = self._saved()
        self.position = self._next(-1)
        self.settling = Settling(
            corpus, self.scheme, self.path, by=coder, changed=lambda: self._finish()
        )
        self._given: list[tuple[int, str | None, str]] = []  # what each answer replaced
        self._build()
        self._show()

    def _rows(self) -> list[dict[str, Any]]:
        """Each passage in its sentence, with the rest of its paragraph around."""
        tables = self.corpus.articles, self.corpus.sentences, self.corpus.outlets
        near = evidence.passages(self.ids, *tables)
        far = evidence.passages(self.ids, tables[0], self.corpus.paragraphs, tables[2])
        named = coding.speakers(self.corpus, self.sample) if self.scheme.shown else {}
        return [
            inner
            | {
                "around_before": outer["before"].removesuffix(inner["before"]),
                "around_after": outer["after"].removeprefix(inner["after"]),
                "named": named.get(inner["passage"]),
            }
            for inner, outer in zip(
                near.iter_rows(named=True), far.iter_rows(named=True), strict=True
            )
        ]

    def _saved(self) -> tuple[dict[str, str], dict[str, str]]:
        answers = coding.current(coding.read(self.path))
        mine = answers.filter(pl.col("passage").is_in(self.ids), coder=self.coder)
        mine = mine.filter(scheme=self.scheme.name)
        codes = dict(mine.select("passage", "code").iter_rows())
        odd = next((code for code in codes.values() if code not in self.scheme.order), None)
        if odd is not None:
            problem = (
                f"'{self.coder}' gave the code '{odd}', not in the scheme '{self.scheme.name}'"
            )
            raise ParallaxError(str(self.path), problem, "choose another path or mend the scheme")
        return codes, dict(mine.select("passage", "note").iter_rows())

    @property
    def progress(self) -> str:
        return f"{len(self.codes)} of {len(self.ids)} coded"

    @property
    def value(self) -> pl.DataFrame:
        """The sample with this coder's answers: passage, outlet, …, text, code, note."""
        found = pl.DataFrame(self.rows).select(
            "passage", "outlet", "outlet_name", "article_id", "start", "end", "text"
        )
        return found.with_columns(
            pl.Series(name, [given.get(passage) for passage in self.ids], dtype=pl.String)
            for name, given in (("code", self.codes), ("note", self.notes))
        )

    def answer(self, code: str, note: str | None = None) -> None:
        """Save a code (its name or key) for the passage shown and go to the next open one.

        Raises ParallaxError for an unknown code, and when the answer could not be saved.
        """
        passage = self.ids[self.position]
        before = (self.position, self.codes.get(passage), self.notes.get(passage, ""))
        wanted = self.scheme.code(code).code
        self._save(passage, wanted, self.notes.get(passage, "") if note is None else note)
        self._given.append(before)
        self.position = self._next(self.position)
        self._show()

    def annotate(self, note: str, passage: str | None = None) -> None:
        """Keep a note on the passage shown (or the one named): for the answer to come, or
        saved at once beside the answer there is."""
        shown = self.ids[self.position]
        target = passage or shown
        changed = note != self.notes.get(target, "")
        self.notes[target] = note
        if changed and target in self.codes:
            self._save(target, self.codes[target], note)
        if target == shown:
            self.note.value = note

    def skip(self) -> None:
        """Leave the passage open and go to the next open one; it comes round again."""
        done = len(self.codes) == len(self.ids)
        after = (self.position + 1) % len(self.ids)
        self.position = after if done else self._next(self.position)
        self._show()

    def back(self) -> None:
        """Go to the passage before; a new answer to it supersedes the old one."""
        self.position = max(0, self.position - 1)
        self._show()

    def undo(self) -> None:
        """Take the last answer back, or put back the one that it replaced."""
        if self._given:
            position, code, note = self._given[-1]
            self._save(self.ids[position], code, note)
            self._given.pop()
            self.position = position
            self._show()

    def compare(self) -> pl.DataFrame:
        """Agreement of all coders in the file, and with the tool, as `coding.compare`."""
        labels = coding.tool_labels(self.corpus, self.sample) if self.scheme.measure else None
        return coding.compare(coding.read(self.path), self.scheme, labels)

    def codebook(self) -> str:
        """The codebook as Markdown, with the agreement reached so far."""
        return coding.codebook(self.corpus, self.sample, self.compare())

    def _save(self, passage: str, code: str | None, note: str) -> None:
        coding.append(
            self.path,
            coder=self.coder,
            scheme=self.scheme.name,
            question=self.scheme.question,
            passage=passage,
            code=code,
            note=note,
            seed=self.sample.seed,
        )
        self.notes[passage] = note
        if code is None:
            self.codes.pop(passage, None)
        else:
            self.codes[passage] = code
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self.status.value = html.status(f"Saved at {now} in {self.path}.")

    def _next(self, position: int) -> int:
        """The next passage without an answer, from the start again after the last."""
        later = range(position + 1, len(self.ids))
        order = [*later, *range(position + 1)]
        open_ones = (i for i in order if self.ids[i] not in self.codes)
        return next(open_ones, max(position, 0))

    def _build(self) -> None:
        actions = {BACK: self.back, SKIP: self.skip, UNDO: self.undo}
        keys = {code.key: (lambda code=code: self.answer(code.code)) for code in self.scheme.codes}
        self._actions = keys | actions
        self.head = widgets.HTML()
        self.passage = Passage(shortcuts=list(self._actions))
        self.passage.on_msg(lambda _, message, __: self._press(message.get("key")))
        self.buttons = {
            code.code: self._button(f"{code.key}  {code.label}", code.key, "px-code")
            for code in self.scheme.codes
        }
        self.note = Note()
        self.note.on_msg(lambda _, message, __: self._noted(**message))
        moves = [
            self._button("← Back", BACK),
            self._button("Skip →", SKIP),
            self._button("⌫ Undo", UNDO),
        ]
        self.status = widgets.HTML(html.status(html.HINT))
        finish = widgets.Button(
            description="Agreement and codebook", layout={"align_self": "flex-start"}
        )
        finish.on_click(lambda _: self._finish())
        self.result = widgets.HTML()
        row = {"flex_flow": "row wrap", "align_items": "center"}
        self.widget = widgets.VBox(
            [
                self.head,
                self.passage,
                widgets.HBox(list(self.buttons.values()), layout=row),
                widgets.HBox([*moves, self.note], layout=row),
                self.status,
                widgets.HTML(html.definitions(self.scheme)),
                finish,
                self.result,
                self.settling.widget,
            ]
        )
        self.widget.add_class("px-coder")

    def _button(self, label: str, key: str, *classes: str) -> widgets.Button:
        made = widgets.Button(description=label)
        for name in classes:
            made.add_class(name)
        made.on_click(lambda _: self._press(key))
        return made

    def _press(self, key: str | None) -> None:
        """Do what a key or its button stands for; what cannot be saved is said beside it."""
        try:
            self._actions.get(key or "", lambda: None)()
        except ParallaxError as error:
            self.status.value = html.alarm(str(error))

    def _noted(self, note: str, passage: str) -> None:
        try:
            self.annotate(note, passage)
        except ParallaxError as error:
            self.status.value = html.alarm(str(error))

    def _show(self) -> None:
        row = self.rows[self.position]
        chosen = self.codes.get(row["passage"])
        self.head.value = html.head(self.scheme.question, len(self.codes), len(self.ids))
        self.passage.html = html.passage(row, self.position + 1, len(self.ids), blind=self.blind)
        with self.note.hold_sync():
            self.note.passage = row["passage"]
            self.note.value = self.notes.get(row["passage"], "")
        for code, button in self.buttons.items():
            (button.add_class if code == chosen else button.remove_class)("px-chosen")
        if len(self.codes) == len(self.ids) and self._given:
            self._finish()

    def _finish(self) -> None:
        self.result.value = html.status("Drawing the passages again and again …")
        try:
            rows = self.compare()
        except ParallaxError as error:
            self.result.value = html.alarm(str(error))
            return
        book = coding.codebook(self.corpus, self.sample, rows)
        self.result.value = html.result(rows, self.scheme, book)
        self.settling.renew()

    def _ipython_display_(self) -> None:
        if os.environ.get("PARALLAX_STATIC"):
            display({"text/plain": f"Coding by hand: {self.progress}"}, raw=True)
        else:
            shown(self.widget, self._repr_html_)

    def _repr_html_(self) -> str:
        """How far the coding is, and its result where there is one: inert HTML."""
        return f"<p>Coding by hand: {escape(str(self.progress))}</p>{self.result.value}"


def code(
    corpus: Corpus,
    scheme: str | Path | coding.Scheme = "tone",
    *,
    coder: str,
    path: str | Path = "codes.csv",
    n: int = 60,
    by: str | None = "outlet",
    blind: bool = True,
    seed: int = 0,
    actor: str | None = None,
) -> Coder:
    """Code a sample of passages by hand, with buttons or keys, every answer saved at once.

    ``scheme`` is a shipped one's name, a TOML file or a `Scheme`; ``coder`` your name;
    ``path`` the CSV that the answers are added to, by several coders if you like; n, by,
    seed and actor draw the sample as `coding.sample` does. With ``blind`` the outlet is
    not told. At the end: Krippendorff's α between the coders and with the tool, and the
    codebook. Raises ParallaxError when the scheme, the sample or the file is at fault.
    """
    if not coder.strip():
        raise ParallaxError("coder", "no name", "say who codes, in a word")
    chosen = scheme if isinstance(scheme, coding.Scheme) else coding.scheme(scheme)
    drawn = coding.sample(corpus, chosen, n=n, by=by, seed=seed, actor=actor)
    return Coder(corpus, drawn, coder=coder, path=path, blind=blind)
