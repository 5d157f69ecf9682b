"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from typing import TYPE_CHECKING, Any

from analysis.runtime import asked_for

if TYPE_CHECKING:
    from analysis.reading.quotes.across import merged
    from analysis.reading.quotes.extraction import extract, voice

__all__ = ["extract", "merged", "voice"]

_LATER = {
    "extract": "analysis.reading.quotes.extraction:extract",
    "merged": "analysis.reading.quotes.across:merged",
    "voice": "analysis.reading.quotes.extraction:voice",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for then: some want a single list, not three hundred expressions."""
    return asked_for(name, _LATER, __name__)
