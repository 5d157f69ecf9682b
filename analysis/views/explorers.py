"""The charts, clickable: one function for each thing to explore."""

from __future__ import annotations

from analysis.reading.corpus import Corpus
from analysis.views import charts
from analysis.views.coder import code
from analysis.views.explorer import Explorer
from analysis.views.exploring.concordance import concordance
from analysis.views.exploring.framing import concepts, keyness, naming
from analysis.views.exploring.measures import measures
from analysis.views.exploring.reading import articles
from analysis.views.exploring.speech import statements, wording
from analysis.views.exploring.tone import tone
from analysis.views.your_event import your_event

__all__ = [
    "Explorer",
    "articles",
    "code",
    "concepts",
    "concordance",
    "keyness",
    "marks",
    "measures",
    "naming",
    "statements",
    "tone",
    "wording",
    "your_event",
]


def marks(chart: charts.Chart, corpus: Corpus, *, name: str = "chart") -> Explorer:
    """Show any chart of `analysis.charts` with its passages a click away.

    ``name`` names the files that it saves.
    """
    return Explorer(corpus, lambda: chart, name=name)
