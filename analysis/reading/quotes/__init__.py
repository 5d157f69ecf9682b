"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from analysis.reading.quotes.extraction import extract, voice
from analysis.reading.quotes.media import merged

__all__ = ["extract", "merged", "voice"]
