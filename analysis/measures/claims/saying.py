"""What of a proposition somebody says, apart from who says it, when and where."""

from __future__ import annotations

from bisect import bisect_left

import polars as pl

from analysis import languages
from analysis.measures.overlap.features import terms

WHOLE = ("direct", "indirect")  # forms of speech whose words are a clause of their own
_LEAST = 3  # words that say something, without which what is said is no clause
Spans = list[tuple[int, int]]


def contents(quotes: pl.DataFrame) -> dict[str, Spans]:
    """Per article the spans of what is said, directly or in reported speech, in text order."""
    spans = quotes.filter(pl.col("form").is_in(WHOLE)).select("article_id", "start", "end")
    found: dict[str, Spans] = {}
    for article, start, end in spans.unique().sort("start", "end").iter_rows():
        found.setdefault(article, []).append((start, end))
    return found


def content(text: str, start: int, end: int, spans: Spans) -> str:
    """What of text[start:end] is said by somebody: "" where that is no clause.

    "Roe said on Monday at a meeting with Poe" is who, when and where. ``spans`` are those of
    ``contents``.

    >>> text = "It will rain again, Ann Roe said on Monday."
    >>> content(text, 0, 43, [(0, 18)]), content(text, 19, 43, [(0, 18)])
    ('It will rain again', '')
    """
    said = []
    for low, high in spans[max(0, bisect_left(spans, (start, 0)) - 1) :]:
        if low >= end:
            break
        if high > start:
            said.append(text[max(low, start) : min(high, end)])
    passage = " ".join(said)
    spoken = set(terms(passage)) - languages.read().function_words
    return passage if len(spoken) >= _LEAST else ""
