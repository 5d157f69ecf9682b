"""The tables that `measures.days` gives: an event over days."""

from __future__ import annotations

import polars as pl

from analysis.results.columns import EVIDENCE, OUTLET
from analysis.tables import Column, Table, number, text, whole

DAYS = Table(
    "days",
    "one concept, name or claim in what one outlet published on one day",
    ("outlet", "day", "target"),
    {
        **OUTLET,
        "day": Column(pl.Date(), "the day of publication"),
        "target": text("the concept, name or claim"),
        "value": number("sentences, mentions or articles, as the rows count that it was made of"),
        "n": whole("out of how much, where the rows say so", null=True),
        "articles": whole("articles that the outlet published that day"),
        **EVIDENCE,
    },
)

FIRSTS = Table(
    "firsts",
    "when one outlet first tells one claim or carries one statement",
    ("item", "outlet"),
    {
        "item": text("the claim or statement"),
        "wording": text("its most central wording"),
        **OUTLET,
        "state": text(
            "first: on an earlier day than any other outlet; same day: with others on the first "
            "day; later; open: an article without a date tells it, too; not told",
            values=("first", "same day", "later", "open", "not told"),
        ),
        "day": Column(pl.Date(), "the first day on which it tells it", null=True),
        "after": whole("days after the first outlet", null=True),
        "printed": whole("its dated articles up to the first day; with 0 it had not begun"),
        "n_outlets": whole("outlets that tell it"),
        **EVIDENCE,
    },
)

REVISIONS = Table(
    "revisions",
    "one claim, or headline, of two versions of one article",
    ("earlier", "later", "step"),
    {
        **OUTLET,
        "earlier": text("the earlier version's article_id"),
        "later": text("the later version's"),
        "step": whole("its place in the order of reading, from 0"),
        "part": text("headline or body", values=("headline", "body")),
        "op": text(
            "kept: word for word; reworded; added: only the later version has it; dropped",
            values=("kept", "reworded", "added", "dropped"),
        ),
        "before": text("its words in the earlier version", null=True),
        "after": text("its words in the later version", null=True),
        "taken_out": Column(pl.List(pl.String()), "words that only the earlier version has"),
        "put_in": Column(pl.List(pl.String()), "words that only the later version has"),
        "changes": Column(
            pl.List(pl.String()),
            "what a reworded claim has otherwise: number, negation, certainty, voice",
        ),
        **EVIDENCE,
    },
)
