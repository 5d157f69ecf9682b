"""Two sentences of different outlets on one actor, beside each other: to be read first."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from analysis.corpus import Corpus
from analysis.measures import tone
from analysis.views import evidence, theme

_STYLE = (
    ".px-pairs{max-width:none}.px-pairs ol{display:grid;gap:.2em 1.6em;"
    "grid-template-columns:repeat(auto-fit,minmax(min(100%,19em),1fr))}"
)
_NONE = "No two outlets have sentences on one actor that the model is sure to be unlike in tone."


@dataclass(frozen=True)
class SideBySide:
    """Pairs of sentences, shown as HTML or Markdown; ``table`` holds them as rows."""

    table: pl.DataFrame
    passages: pl.DataFrame
    names: dict[str, str]

    def _repr_html_(self) -> str:
        parts = [
            f"<strong>{escape(self.names.get(str(actor), str(actor)))}</strong>"
            f"<ol>{''.join(self._item(row) for row in pair.iter_rows(named=True))}</ol>"
            for (actor,), pair in self.table.group_by("actor", maintain_order=True)
        ]
        shown = "".join(parts) or f'<p class="px-hint">{_NONE}</p>'
        style = f"<style>{evidence.STYLE}{_STYLE}</style>"
        return f'{style}<div class="px-evidence px-pairs">{shown}</div>'

    def _repr_markdown_(self) -> str:
        lines = [
            f"- **{self.names.get(row['actor'], row['actor'])}**, "
            f"{self._passage(row)['outlet_name']} "
            f"({theme.VOICE_NAME[row['voice']]}): {_flat(row['text'])}"
            for row in self.table.iter_rows(named=True)
        ]
        return "\n".join(lines) or _NONE

    def _item(self, row: dict[str, Any]) -> str:
        passage = self._passage(row)
        voice = f'<span class="px-where">{escape(theme.VOICE_NAME[row["voice"]])}</span>'
        return evidence.item(passage, _marked(row), voice)

    def _passage(self, row: dict[str, Any]) -> dict[str, Any]:
        return self.passages.row(by_predicate=pl.col("passage") == row["passage"], named=True)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _marked(row: dict[str, Any]) -> str:
    """The sentence with the mention in bold and the words that decided it marked."""
    text, start, end = row["text"], row["start"], row["end"]
    spans = [(start, end, "b")]
    for word in row["words"]:
        at = text.find(word)
        if at >= 0 and not any(at < last and first < at + len(word) for first, last, _ in spans):
            spans.append((at, at + len(word), "mark"))
    shown, place = "", 0
    for first, last, tag in sorted(spans):
        shown += f"{escape(text[place:first])}<{tag}>{escape(text[first:last])}</{tag}>"
        place = last
    return shown + escape(text[place:])


def side_by_side(corpus: Corpus, *, most: int = 3) -> SideBySide:
    """Show sentences worth reading side by side: two outlets on one actor, least alike in tone.

    Reads `tone.side_by_side`; the mention is in bold, the words that decided are marked. Shown
    as it is in a notebook and in a report; ``table`` of the result holds the rows.

    >>> import analysis as an
    >>> found = side_by_side(an.load("corpus/vostochny-2023"), most=1)
    >>> len(found.table), "<mark>" in found._repr_html_()
    (2, True)
    """
    rows = tone.side_by_side(corpus, most=most)
    ids = rows["passage"].unique(maintain_order=True)
    passages = evidence.passages(ids, corpus.articles, corpus.sentences, corpus.outlets)
    named = corpus.actors.drop_nulls("name").select("actor", "name")
    return SideBySide(rows, passages, dict(named.iter_rows()))
