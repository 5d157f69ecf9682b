"""The charts, clickable: one function for each thing to explore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.corpus import Corpus
from analysis.runtime import asked_for
from analysis.views import charts
from analysis.views.explorers.claims import claims
from analysis.views.explorers.collecting import basket
from analysis.views.explorers.concordance import concordance
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.facts import facts
from analysis.views.explorers.framing import concepts, keyness, naming
from analysis.views.explorers.linking import link
from analysis.views.explorers.listing import table
from analysis.views.explorers.measures import measures
from analysis.views.explorers.portrayal import portrayal, roles
from analysis.views.explorers.reading import articles
from analysis.views.explorers.side_by_side import side_by_side
from analysis.views.explorers.tone import tone

if TYPE_CHECKING:
    from analysis.views.coder.coder import code
    from analysis.views.explorers.days import firsts, over_days, versions
    from analysis.views.explorers.speech import statements, wording
    from analysis.views.explorers.standing import stands_out
    from analysis.views.your_event.explorer import your_event

__all__ = [
    "Explorer",
    "articles",
    "basket",
    "claims",
    "code",
    "concepts",
    "concordance",
    "facts",
    "firsts",
    "keyness",
    "link",
    "marks",
    "measures",
    "naming",
    "over_days",
    "portrayal",
    "roles",
    "side_by_side",
    "stands_out",
    "statements",
    "table",
    "tone",
    "versions",
    "wording",
    "your_event",
]

# What needs coding, alignment, claims, findings or the making of an event is imported when it is
# asked for: together they take longer than a chart.
_LATER = {
    "code": "analysis.views.coder.coder:code",
    "firsts": "analysis.views.explorers.days:firsts",
    "over_days": "analysis.views.explorers.days:over_days",
    "stands_out": "analysis.views.explorers.standing:stands_out",
    "statements": "analysis.views.explorers.speech:statements",
    "versions": "analysis.views.explorers.days:versions",
    "wording": "analysis.views.explorers.speech:wording",
    "your_event": "analysis.views.your_event.explorer:your_event",
}


def __getattr__(name: str) -> Any:
    return asked_for(name, _LATER, __name__)


def marks(chart: charts.Chart, corpus: Corpus, *, name: str = "chart") -> Explorer:
    """Show any chart of `analysis.charts` with its passages a click away.

    ``name`` names the files that it saves.
    """
    return Explorer(corpus, lambda _: chart, name=name, follows=False)
