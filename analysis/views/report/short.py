"""The short form that a report opens with: who speaks, statements, naming and omission."""

from __future__ import annotations

from collections.abc import Callable

from analysis.corpus import Corpus
from analysis.measures import framing
from analysis.views import charts, theme
from analysis.views.report.parts import Figure, Section

_SPEAKERS, _STATEMENTS = 8, 10  # rows of the short form; the notebooks' charts have the rest


def sections(corpus: Corpus) -> list[Section]:
    """Draw the few charts that answer the questions everyone asks first.

    A part with nothing to show is left out; the notebooks below say why there is nothing.

    >>> import analysis as an
    >>> [part.title for part in sections(an.load("corpus/vostochny-2023"))]
    ['Who speaks', 'Statements', 'Naming and omission']
    """
    made = []
    for id, (title, draws) in _PARTS.items():
        with theme.unchecked():
            drawn = [Figure.drawn(draw(corpus), f"{id}-{n}") for n, draw in enumerate(draws)]
        shown = [figure for figure in drawn if figure.marks]
        if shown:
            made.append(Section(id, title, list(shown)))
    return made


def _speakers(corpus: Corpus) -> charts.Chart:
    rows = framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    return charts.speakers(rows, corpus.outlets, corpus.actors, top=_SPEAKERS)


def _statements(corpus: Corpus) -> charts.Chart:
    return charts.statement_matrix(corpus.aligned, corpus.outlets, corpus.actors, top=_STATEMENTS)


def _portrayal(corpus: Corpus) -> charts.Chart:
    rows = framing.portrayal(corpus.roles, corpus.descriptions)
    return charts.portrayal(rows, None, corpus.outlets, corpus.actors)


def _omissions(corpus: Corpus) -> charts.Chart:
    read = (corpus.articles, corpus.sentences, corpus.paragraphs)
    rows = framing.nearest(corpus.coverage, *read)
    return charts.omission_map(rows, corpus.concepts, corpus.outlets)


_PARTS: dict[str, tuple[str, tuple[Callable[[Corpus], charts.Chart], ...]]] = {
    "speaking": ("Who speaks", (_speakers,)),
    "statements": ("Statements", (_statements,)),
    "naming": ("Naming and omission", (_portrayal, _omissions)),
}
