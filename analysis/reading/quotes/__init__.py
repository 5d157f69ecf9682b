"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from analysis.reading.quotes.across import merged
from analysis.reading.quotes.extraction import extract, voice

__all__ = ["extract", "merged", "voice"]
