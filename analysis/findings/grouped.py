"""Which outlets may tell what a passage tells, by the statements and the claims of an event."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from analysis import tables
from analysis.findings.event import Event


def parts(event: Event) -> list[tuple[str, str]]:
    """Each passage of a statement or of a claim that is surely told, with its group."""
    clauses = event.corpus.aligned.clauses.drop_nulls("statement_id")
    claims = event.corpus.claims.filter(pl.col("state") == "told", "sure").explode("evidence")
    said = clauses.select(tables.passage_id().alias("passage"), "statement_id")
    told = claims.select("evidence", "claim_id").drop_nulls()
    return [*said.iter_rows(), *told.iter_rows()]


def telling(event: Event, passages: Iterable[str]) -> frozenset[str]:
    """The outlets that may tell what passages tell: whose statements and claims overlap them."""
    spans, tellers = event.once(_spans), event.once(_tellers)
    found: set[str] = set()
    for passage in passages:
        article, low, high = tables.parse_passage_id(passage)
        for start, end, group in spans.get(article, ()):
            if start < high and low < end:
                found |= tellers[group]
    return frozenset(found)


def _spans(event: Event) -> dict[str, list[tuple[int, int, str]]]:
    """Article → where its passages of statements and claims stand, each with its group."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for passage, group in event.once(parts):
        article, start, end = tables.parse_passage_id(passage)
        found.setdefault(article, []).append((start, end, group))
    return found


def _tellers(event: Event) -> dict[str, frozenset[str]]:
    """Statement or claim → the outlets with a passage of it."""
    found: dict[str, set[str]] = {}
    for passage, group in event.once(parts):
        article, _, _ = tables.parse_passage_id(passage)
        found.setdefault(group, set()).add(event.owners[article])
    return {group: frozenset(outlets) for group, outlets in found.items()}
