"""Type a word, see every place where it stands."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import polars as pl

from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.measures import concordance as kwic
from analysis.views import charts, theme
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown, labelled
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.panel import Panel

_ORDERS = [
    ("place in the article", "place"),
    ("the words after", "right"),
    ("the words before", "left"),
]


class Concordance(Explorer):
    """Every hit of a word: where in each article, and in its line, aligned on the word."""

    hint = "Press a word in the lines, click a mark, or choose it from the list, to read it."

    def __init__(self, corpus: Corpus, term: str = ""):
        self.term = labelled(
            widgets.Text,
            "Word",
            value=term,
            placeholder="a word, a phrase, or a stem*",
            continuous_update=False,
        )
        self.outlet = dropdown("Outlet", [("all", choices.ALL), *choices.outlets(corpus)])
        self.voice = dropdown("Voice", [("all", choices.ALL), *choices.VOICES])
        self.order = dropdown("Sort by", _ORDERS)
        self.lines = Panel(label="Lines", live=False)
        controls = {
            "term": self.term,
            "outlet": self.outlet,
            "voice": self.voice,
            "order": self.order,
        }
        super().__init__(corpus, self._hits, controls, name="concordance")
        self.lines.on_pick(self.select)

    def _hits(self, corpus: Corpus) -> charts.Chart:
        term = self.term.value.strip()
        try:
            found = kwic.kwic(corpus.articles, corpus.tokens, term, order=str(self.order.value))
        except ParallaxError:  # nothing typed yet, or nothing but marks
            self.lines.value = ""
            return charts.nothing("Type a word to see every place where it stands", "No word yet.")
        for column, control in (("outlet", self.outlet), ("voice", self.voice)):
            if control.value != choices.ALL:
                found = found.filter(pl.col(column) == control.value)
        self.lines.value = self._aligned(found)
        return charts.dispersion(found, term, corpus.outlets)

    def _aligned(self, found: pl.DataFrame) -> str:
        """The hits as lines of a table, the word in the middle; a button a hit."""
        named, _ = theme.names(found, self.corpus.outlets)
        rows = named.iter_rows(named=True)
        lines = "".join(_line(number, hit) for number, hit in enumerate(rows))
        heads = ("outlet", "before", "hit", "after", "whose words")
        head = "".join(f'<th scope="col">{name}</th>' for name in heads)
        return (
            '<div class="px-lines" tabindex="0" role="region" aria-label="Every hit in its line">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
        )

    def _parts(self) -> list[widgets.Widget]:
        *above, choosers, panel = super()._parts()
        return [*above, self.lines, choosers, panel]

    def _display_static(self) -> None:
        if self.term.value.strip():
            super()._display_static()


def _line(number: int, hit: dict[str, str]) -> str:
    return (
        f'<tr><td class="px-outlet">{escape(hit["outlet_name"])}</td>'
        f'<td class="px-left"><bdi>{escape(hit["left"])}</bdi></td>'
        f'<td><button type="button" data-pick="{number}">{escape(_flat(hit["hit"]))}</button>'
        f'</td><td class="px-right">{escape(hit["right"])}</td>'
        f'<td class="px-voice">{escape(_whose(hit))}</td></tr>'
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _whose(hit: dict[str, str]) -> str:
    voice = theme.VOICE_NAME.get(hit["voice"] or "outlet", "")
    return voice if hit["kind"] in ("body", None) else f"{hit['kind']}, {voice}"


def concordance(corpus: Corpus, term: str = "") -> Concordance:
    """Explore every place where a word stands; without a word, the first concept's first term."""
    terms = [found for found in corpus.concepts["term"] if not found.startswith("/")]
    return Concordance(corpus, term or "".join(terms[:1]))
