"""Type a word, see every place where it stands, and the words that stand beside it."""

from __future__ import annotations

import re
from typing import Any

import ipywidgets as widgets
import polars as pl

from analysis import languages
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.measures import concordance as measured
from analysis.patterns import PatternError
from analysis.views import charts, evidence, theme
from analysis.views.explorers import choices
from analysis.views.explorers.controls import checkbox, dropdown, field, labelled, row
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.grid import Grid, Lines

_LINE = ""  # the context that fits on a line
_CONTEXTS = [("as fits on a line", _LINE)]
_CONTEXTS += [(f"{n} words on each side", str(n)) for n in (10, 20, 40, 80)]
_ON_A_LINE = 30  # words on each side, more than the widest page has room for
_WIDTH = 960  # characters on each side, in which the widest context stands
_WORD = re.compile(r"[^\W_]+")
_LINES, _BESIDE = "lines", "beside"
_VIEWS = [("every line", _LINES), ("words that stand beside it", _BESIDE)]


class Concordance(Explorer):
    """Every hit of a word: where in each article, and in its line; and its collocates."""

    hint = "Press a word in the lines, click a mark, or choose it from the list, to read it."

    def __init__(self, corpus: Corpus, term: str = ""):
        self.term = field(
            "Word", value=term, placeholder="a word, a phrase, a stem* or a /pattern/"
        )
        self.outlet = dropdown("Outlet", [("all", choices.ALL), *choices.outlets(corpus)])
        self.voice = dropdown("Voice", [("all", choices.ALL), *choices.VOICES])
        self.view = dropdown("Show", _VIEWS)
        self.context = dropdown("Context", _CONTEXTS)
        narrow = {"layout": {"width": "9em"}}
        self.window = labelled(
            widgets.BoundedIntText, "Words away", value=5, min=1, max=25, **narrow
        )
        self.least = labelled(widgets.BoundedIntText, "Times", value=3, min=1, max=99, **narrow)
        self.functional = checkbox("with words such as “the” and “of”", False)
        self.lines = Lines(label="Every hit in its line", pick="hit")
        self.beside = Grid(label="Words that stand beside it", pick="word")
        self._said = widgets.HTML()
        self._found = self._near = pl.DataFrame()
        controls = {"term": self.term, "outlet": self.outlet, "voice": self.voice}
        super().__init__(corpus, self._hits, controls, name="concordance")
        self.lines.on_pick(self.select)
        self.beside.on_pick(self._read)
        for control in (self.view, self.context, self.window, self.least, self.functional):
            control.observe(lambda _: self._list(), "value")

    @property
    def collocates(self) -> pl.DataFrame:
        """The words that stand beside the hits shown: `concordance.collocates`."""
        if self._laid is None:
            self.redraw()
        return self._collocates()

    def _hits(self, corpus: Corpus) -> charts.Chart:
        term = self.term.value.strip()
        self._found = pl.DataFrame()
        try:
            found = measured.kwic(corpus.articles, corpus.tokens, term, width=_WIDTH)
        except PatternError as error:
            return charts.nothing(f"This pattern cannot be read: {error.problem}", "No pattern.")
        except ParallaxError:  # nothing typed yet, or nothing but marks
            return charts.nothing("Type a word to see every place where it stands", "No word yet.")
        for column, control in (("outlet", self.outlet), ("voice", self.voice)):
            if control.value != choices.ALL:
                found = found.filter(pl.col(column) == control.value)
        self._found = found
        return charts.dispersion(found, term, corpus.outlets)

    def redraw(self) -> None:
        super().redraw()
        self._list()

    def _list(self) -> None:
        """Fill the table that is shown: the lines, or the words beside the hits."""
        if self._laid is None:
            self.redraw()
            return
        beside = self.view.value == _BESIDE
        self.context.layout.display = "none" if beside else None
        for control in (self.window, self.least, self.functional):
            control.layout.display = None if beside else "none"
        self.lines.flow = self.context.value != _LINE
        self.lines.fill([] if beside else self._lines(), {"before": _backwards, "after": _words})
        self._near = self._collocates() if beside else pl.DataFrame()
        self.beside.fill(_told(self._near))
        self._said.value = self._explained() if beside else ""

    def _lines(self) -> list[dict[str, Any]]:
        """The hits as rows, numbered as the chart's marks are."""
        if not len(self._found):
            return []
        named, _ = theme.names(self._found, self.corpus.outlets)
        n = int(self.context.value or _ON_A_LINE)
        return [
            {
                "_mark": number,
                "outlet_name": hit["outlet_name"],
                "before": _last(hit["left"], n),
                "hit": " ".join(hit["hit"].split()),
                "after": _first(hit["right"], n),
                "whose words": _whose(hit),
                "evidence": hit["evidence"],
            }
            for number, hit in enumerate(named.iter_rows(named=True))
        ]

    def _collocates(self) -> pl.DataFrame:
        if not len(self._found):
            return pl.DataFrame()
        skipped = languages.read().function_words  # English alone has a list
        return measured.collocates(
            self._found,
            self.corpus.tokens,
            window=self.window.value,
            least=self.least.value,
            without=() if self.functional.value else skipped,
        )

    def _explained(self) -> str:
        """What the table of words says, and what it rests on."""
        away, least = self.window.value, self.least.value
        if not len(self._near):
            said = f"No word stands within {away} words of it {least} times and more often than "
            return f'<p class="px-hint">{said}elsewhere in these bodies.</p>'
        bound = self._near["bound"][0]
        return (
            f'<p class="px-hint">Words of the same sentence, at most {away} words away, that stand '
            f"there {least} times or more and more often than elsewhere in the articles’ bodies. "
            "Strength is the log-likelihood (Dunning 1993): higher is surer. "
            f"Below {bound:.1f} chance may well give as much.</p>"
        )

    def _read(self, number: int) -> None:
        """Show the passages in which a word stands beside the term."""
        near = self._near.row(number, named=True)
        self.value = self._passages(near["evidence"])
        items = [evidence.citable(found) for found in self.value.iter_rows(named=True)]
        self.panel.value = evidence.panel(f"“{near['word']}” beside “{self.term.value}”", items)

    def _parts(self) -> list[widgets.Widget]:
        *above, choosers, panel, box = super()._parts()
        shown = row([self.view, self.context, self.window, self.least, self.functional])
        return [*above, shown, self._said, self.lines, self.beside, choosers, panel, box]

    def _display_static(self) -> None:
        if self.term.value.strip():
            super()._display_static()


def _told(near: pl.DataFrame) -> list[dict[str, Any]]:
    """Collocates in plain words, for the table."""
    return [
        {
            "_mark": number,
            "word": found["word"],
            "times beside it": found["n"],
            "before it": found["before"],
            "after it": found["n"] - found["before"],
            "times in all": found["count"],
            "times the expected": round(found["ratio"], 1),
            "strength": round(found["log_likelihood"], 1),
            "chance?": "more" if found["log_likelihood"] > found["bound"] else "may be",
            "outlets": found["outlets"],
            "evidence": found["evidence"],
        }
        for number, found in enumerate(near.iter_rows(named=True))
    ]


def _first(text: str, n: int) -> str:
    """The first words of a text, with the space before them."""
    found = re.match(rf"\s*(?:\S+\s*){{0,{n}}}", text)
    return found[0] if found else ""


def _last(text: str, n: int) -> str:
    return _first(text[::-1], n)[::-1]


def _words(text: str) -> str:
    """What follows a hit, for sorting."""
    return " ".join(_WORD.findall(text.lower()))


def _backwards(text: str) -> str:
    """What precedes a hit, for sorting: the nearest word first."""
    return " ".join(reversed(_WORD.findall(text.lower())))


def _whose(hit: dict[str, str]) -> str:
    voice = theme.VOICE_NAME.get(hit["voice"] or "outlet", "")
    return voice if hit["kind"] in ("body", None) else f"{hit['kind']}, {voice}"


def concordance(corpus: Corpus, term: str = "") -> Concordance:
    """Explore every place where a word stands; without a word, the first concept's first term.

    The lines are searched, sorted by any column and leafed through; their context is as wide as
    the page or as many words as one chooses; the words that stand beside the term are listed with
    how much more often they do so than elsewhere. ``/a pattern/`` is a regular expression.
    """
    terms = [found for found in corpus.concepts["term"] if not found.startswith("/")]
    return Concordance(corpus, term or "".join(terms[:1]))
