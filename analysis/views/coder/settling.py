"""The list of passages on which coders disagree, each settled with a code, a name and a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis import coding
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.views import evidence
from analysis.views.coder import html

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
        self.why = widgets.Text(
            description="Why", layout=wide, style=natural, continuous_update=False
        )
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
        shown = {one["passage"]: one for one in found.iter_rows(named=True)}
        labels = {code.code: code.label for code in self.scheme.codes}
        self._tools.layout.display = "" if len(rows) else "none"
        self.listed.value = _table(rows, shown, labels)
        named = [
            (f"{_short(shown[one])} ({_named(codes, labels)})", one)
            for one, codes in rows.select("passage", "codes").iter_rows()
        ]
        self.which.index = None  # else the page shows no entry of the new ones
        self.which.options = [(_OPEN, ""), *named]

    def _pressed(self) -> None:
        try:
            if self.which.value:
                self.settle(str(self.which.value), str(self.code.value), self.why.value)
                self.why.value = ""
        except ParallaxError as error:
            self.listed.value = html.alarm(str(error))


_ROOM, _BEFORE = 70, 25  # characters of a list's entry, and of them before the passage


def _short(passage: Mapping[str, Any]) -> str:
    """A passage in its sentence, as much as a list's entry holds: a word alone says too little."""
    before, rest = (
        " ".join(words.split()) for words in (passage["before"], passage["text"] + passage["after"])
    )
    start = before if len(before) <= _BEFORE else "…" + before[-_BEFORE:].partition(" ")[2]
    whole = f"{start} {rest}".strip()
    return whole if len(whole) <= _ROOM else f"{whole[: _ROOM - 1]}…"


def _named(codes: str, labels: Mapping[str, str]) -> str:
    """Who gave which code, with the codes' labels.

    >>> _named("ann: neu; bo: neg", {"neu": "neutral", "neg": "negative"})
    'ann: neutral; bo: negative'
    """
    given = (one.rpartition(": ") for one in codes.split("; "))
    return "; ".join(f"{who}{sign}{labels.get(code, code)}" for who, sign, code in given)


def _table(
    rows: pl.DataFrame, shown: Mapping[str, Mapping[str, Any]], labels: Mapping[str, str]
) -> str:
    """What each coder said of a disputed passage, and how it was settled, as inert HTML."""
    if not len(rows):
        return ""
    open_ones = int(rows["settled"].null_count())
    heads = ("passage", "codes", "notes", "settled", "by", "why")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    lines = "".join(
        "<tr>"
        + f'<th scope="row">{_sentence(shown[row["passage"]])}</th>'
        + f"<td>{escape(_named(row['codes'], labels))}</td><td>{escape(row['notes'] or '')}</td>"
        + f"<td>{escape(labels.get(row['settled'] or '', row['settled'] or ''))}</td>"
        + "".join(f"<td>{escape(row[name] or '')}</td>" for name in ("by", "why"))
        + "</tr>"
        for row in rows.iter_rows(named=True)
    )
    said = f"{len(rows)} passages with several codes, {open_ones} of them open"
    return (
        f'<div role="region" tabindex="0" aria-label="Disagreements"><p><strong>{said}</strong></p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _sentence(passage: Mapping[str, Any]) -> str:
    """The passage marked in its sentence."""
    before, after = escape(passage["before"]), escape(passage["after"])
    return f"<bdi>{before}<mark>{escape(passage['text'])}</mark>{after}</bdi>"
