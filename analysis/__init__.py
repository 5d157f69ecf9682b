"""Parallax: how different outlets covered the same event.

>>> import analysis as an
>>> corpus = an.load("corpus/vostochny-2023")
>>> corpus.outlets["name"].to_list()[0]
'EFE'

Modules are imported when they are first used, so importing this one is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.runtime import asked_for

__version__ = "0.2.0"

if TYPE_CHECKING:
    from analysis import coding as coding
    from analysis import crawl as crawl
    from analysis import scale as scale
    from analysis import tables as tables
    from analysis.corpus import Corpus as Corpus
    from analysis.corpus import load as load
    from analysis.corpus import read as read
    from analysis.errors import ParallaxError as ParallaxError
    from analysis.measures import agreement as agreement
    from analysis.measures import claims as claims
    from analysis.measures import concordance as concordance
    from analysis.measures import days as days
    from analysis.measures import framing as framing
    from analysis.measures import overlap as overlap
    from analysis.measures import readability as readability
    from analysis.measures import roles as roles
    from analysis.measures import tone as sentiment  # noqa: F401
    from analysis.measures.tone import vader as baseline  # noqa: F401
    from analysis.reading import quotes as quotes
    from analysis.revised import versions as versions
    from analysis.views import charts as charts
    from analysis.views import explorers as explore  # noqa: F401
    from analysis.views import report as report

# public name → module, or module:attribute
_PUBLIC = {
    "Corpus": "analysis.corpus:Corpus",
    "ParallaxError": "analysis.errors:ParallaxError",
    "agreement": "analysis.measures.agreement",
    "baseline": "analysis.measures.tone.vader",
    "charts": "analysis.views.charts",
    "claims": "analysis.measures.claims",
    "coding": "analysis.coding",
    "concordance": "analysis.measures.concordance",
    "crawl": "analysis.crawl",
    "days": "analysis.measures.days",
    "explore": "analysis.views.explorers",
    "framing": "analysis.measures.framing",
    "load": "analysis.corpus:load",
    "overlap": "analysis.measures.overlap",
    "quotes": "analysis.reading.quotes",
    "read": "analysis.corpus:read",
    "readability": "analysis.measures.readability",
    "report": "analysis.views.report",
    "roles": "analysis.measures.roles",
    "scale": "analysis.scale",
    "sentiment": "analysis.measures.tone",
    "tables": "analysis.tables",
    "versions": "analysis.revised:versions",
}


def __getattr__(name: str) -> Any:
    return asked_for(name, _PUBLIC, __name__)


def __dir__() -> list[str]:
    return [*sorted(_PUBLIC), "__version__"]
