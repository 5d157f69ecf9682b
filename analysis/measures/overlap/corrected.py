"""Statements as a person corrected them: what belongs together, and what does not."""

from __future__ import annotations

import polars as pl

from analysis.measures.overlap.statements import Statements, renumbered

_SAME, _APART = "same statement", "not the same statement"


def corrected(aligned: Statements, corrections: pl.DataFrame) -> Statements:
    """Group statements as a person said, one correction after the other.

    Reads corrections as `tables.CORRECTIONS`. *Same statement* joins the statements of two
    passages, and both count; *not the same statement* takes a passage's clauses out of the
    statement that the other passage stands in, into one of their own. Passages in which no
    clause stands, since another correction or reading cut the text otherwise, change nothing.
    """
    stated = corrections.filter(pl.col("kind").is_in([_SAME, _APART]))
    if not len(stated) or not len(aligned.clauses):
        return aligned
    ids = aligned.clauses["statement_id"].to_list()
    known = {name: place for place, name in enumerate(dict.fromkeys(ids))}
    number = [known[name] for name in ids]
    before, sure = list(number), set[int]()
    for row in stated.iter_rows(named=True):
        here = _within(aligned, row["article_id"], row["start"], row["end"])
        there = _within(aligned, row["beside_article"], row["beside_start"], row["beside_end"])
        groups = {number[place] for place in there}
        if row["kind"] == _APART:
            moved = [place for place in here if number[place] in groups]
            fresh = max(number) + 1
            number = [fresh if place in moved else own for place, own in enumerate(number)]
        elif here and there:
            sure |= {*here, *there}
            joined = groups | {number[place] for place in here}
            number = [min(joined) if own in joined else own for own in number]
    return aligned if number == before and not sure else renumbered(aligned, number, sure)


def _within(aligned: Statements, article: str | None, start: int, end: int) -> list[int]:
    """The places of the clauses that share a character with a passage."""
    if article is None:
        return []
    cut = aligned.clauses
    here = (cut["article_id"] == article) & (cut["start"] < end) & (cut["end"] > start)
    return here.arg_true().to_list()
