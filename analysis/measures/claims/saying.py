"""What of a proposition somebody says, apart from who says it, when and where."""

from __future__ import annotations

import re
from bisect import bisect_left

import polars as pl

from analysis import languages
from analysis.measures.overlap.features import terms

WHOLE = ("direct", "indirect")  # forms of speech whose words are a clause of their own
_LEAST = 3  # words that say something, without which what is said is no clause
_I_OR_YOU = re.compile(r"\b(?:I|we|my|our|me|us|you|your)\b", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:(?:but|and|the|mr|mrs|ms)\b\W*)*", re.IGNORECASE)
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

    >>> text = "The old bridge opens, Ann Roe said on Monday."
    >>> content(text, 0, 45, [(0, 20)]), content(text, 21, 45, [(0, 20)])
    ('The old bridge opens', '')
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


def personal(passage: str) -> bool:
    """Whether somebody speaks of himself, or to another, so that the speaker is who acts.

    >>> personal("Thank you for coming to Hull"), personal("It will rain in Hull")
    (True, False)
    """
    return _I_OR_YOU.search(passage) is not None


def subjects(passages: list[str], actors: list[str | None], quotes: pl.DataFrame) -> pl.Series:
    """Of whom a proposition speaks that is ascribed to nobody: null where it cannot be told.

    It begins with a name or description that the articles use for somebody who speaks in them.

    >>> quotes = pl.DataFrame({"source": ["Mayor Roe"], "actor": ["roe"]})
    >>> subjects(["Mayor Roe thanked all.", "It rained."], [None, None], quotes).to_list()
    ['roe', None]
    """
    named: dict[str, set[str]] = {}
    for source, actor in quotes.select("source", "actor").drop_nulls().unique().iter_rows():
        named.setdefault(_OPENS.sub("", source, count=1).casefold(), set()).add(actor)
    one = {name: min(actors) for name, actors in named.items() if len(actors) == 1 and name}
    begins = re.compile(rf"({'|'.join(map(re.escape, sorted(one, key=len, reverse=True)))})\b")
    found = []
    for passage, actor in zip(passages, actors, strict=True):
        spoken = _OPENS.sub("", passage, count=1).casefold()
        name = begins.match(spoken) if actor is None and one else None
        found.append(one[name[1]] if name else None)
    return pl.Series(found, dtype=pl.String)
