"""What a corpus derives from its tables, each by a measure that is imported when it is asked for.

A result that an earlier run kept needs no measure, and importing all of them takes longer than
reading a kept event. So the functions here import what they call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from analysis.measures.claims import Claims
    from analysis.measures.overlap import Statements


def labelled(given: Any) -> pl.DataFrame:
    """The paragraphs of articles and their kinds, as labels of event.toml have them."""
    from analysis.reading import paragraphs

    return paragraphs.label(given.articles, given.labels)


def of_articles(given: Any) -> dict[str, pl.DataFrame]:
    from analysis.reading import deriving

    return deriving.of_articles(given)


def of_event(given: Any) -> dict[str, pl.DataFrame]:
    from analysis.reading import deriving

    return deriving.of_event(given)


def aligned(read: Any) -> Statements:
    from analysis.measures import overlap

    return overlap.statements(read.quotes, read.articles)


def claimed(read: Any) -> Claims:
    from analysis.measures import claims

    return claims.read(read)


def judgements(read: Any) -> pl.DataFrame:
    from analysis.measures import tone

    return tone.judgements(read)


def roles(read: Any) -> pl.DataFrame:
    from analysis.measures import framing

    return framing.roles(read)


def descriptions(read: Any) -> pl.DataFrame:
    from analysis.measures import framing

    return framing.descriptions(read)


def coverage(read: Any) -> pl.DataFrame:
    from analysis.measures import framing

    where = (read.articles, read.sentences, read.paragraphs)
    return framing.coverage(*where, read.concepts)


def readability(read: Any) -> pl.DataFrame:
    from analysis.measures import readability

    return readability.measures(read.articles, tokens=read.tokens, sentences=read.sentences)
