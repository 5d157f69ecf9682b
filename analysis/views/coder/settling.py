"""The list of passages on which coders disagree, each settled with a code, a name and a reason."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import ipywidgets as widgets
import polars as pl

from analysis import coding
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.views import evidence
from analysis.views.coder import html
from analysis.views.explorers.controls import field

_OPEN = "choose a passage"


class Settling:
    """What of an answers' file is disputed; `settle` does what the button does."""

    def __init__(
        self,
        corpus: Corpus,
        scheme: coding.Scheme,
        path: Path,
        *,
        by: str,
        changed: Callable[[], None],
    ):
        self.corpus, self.scheme, self.path, self.by = corpus, scheme, path, by
        self._changed = changed
        wide = {"width": "min(100%, 46em)"}
        natural = {"description_width": "initial"}
        self.which = widgets.Dropdown(description="Passage", layout=wide, style=natural)
        options = [(code.label, code.code) for code in scheme.codes]
        self.code = widgets.Dropdown(description="Settle as", options=options, style=natural)
        self.why = field("Why", layout=wide)
        press = widgets.Button(description="Settle", layout={"width": "auto"})
        press.on_click(lambda _: self._pressed())
        self.listed = widgets.HTML()
        self._tools = widgets.VBox([self.which, widgets.HBox([self.code, press]), self.why])
        self.widget = widgets.VBox([self.listed, self._tools])
        self.renew()

    @property
    def rows(self) -> pl.DataFrame:
        """The disagreements, as `coding.disagreements` lists them."""
        return coding.disagreements(coding.read(self.path), self.scheme)

    def settle(self, passage: str, code: str, why: str = "") -> None:
        """Settle a passage; the coders' own answers stay."""
        coding.settle(self.path, self.scheme, passage, code, by=self.by, why=why)
        self.renew()
        self._changed()

    def renew(self) -> None:
        """List what is disputed now."""
        rows = self.rows
        read = (self.corpus.articles, self.corpus.sentences, self.corpus.outlets)
        found = evidence.passages(rows["passage"], *read)
        texts = dict(found.select("passage", "text").iter_rows())
        self._tools.layout.display = "" if len(rows) else "none"
        self.listed.value = _table(rows, texts)
        named = [(f"{_short(texts[one])} ({codes})", one) for one, codes in _open(rows)]
        self.which.options = [(_OPEN, ""), *named]

    def _pressed(self) -> None:
        try:
            if self.which.value:
                self.settle(str(self.which.value), str(self.code.value), self.why.value)
                self.why.value = ""
        except ParallaxError as error:
            self.listed.value = html.alarm(str(error))


def _open(rows: pl.DataFrame) -> list[tuple[str, str]]:
    """The passages with their codes, those that are settled among them, to be settled anew."""
    return rows.select("passage", "codes").rows()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) < 60 else f"{flat[:59]}…"


def _table(rows: pl.DataFrame, texts: dict[str, str]) -> str:
    """What each coder said of a disputed passage, and how it was settled, as inert HTML."""
    if not len(rows):
        return ""
    open_ones = int(rows["settled"].null_count())
    heads = ("passage", "codes", "notes", "settled", "by", "why")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    lines = "".join(
        "<tr>"
        + f'<th scope="row">{escape(_short(texts[row["passage"]]))}</th>'
        + "".join(f"<td>{escape(row[name] or '')}</td>" for name in heads[1:])
        + "</tr>"
        for row in rows.iter_rows(named=True)
    )
    said = f"{len(rows)} passages with several codes, {open_ones} of them open"
    return (
        f'<div role="region" aria-label="Disagreements"><p><strong>{said}</strong></p><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
