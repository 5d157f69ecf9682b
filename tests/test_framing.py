"""Airtime, naming and coverage: counts that add up, on hand-worked and generated cases."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import tables
from analysis.terms import term_pattern


def test_airtime_counts_every_word_of_the_body_once(corpus):
    rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    body = corpus.tokens.filter(kind="body").group_by("article_id").len()
    summed = rows.group_by("article_id").agg(pl.col("value").sum(), pl.col("n").first())
    joined = summed.join(body, on="article_id")
    assert (joined["value"] == joined["len"]).all()
    assert (joined["n"] == joined["len"]).all()


def test_airtime_evidence_holds_exactly_the_words_counted(corpus, texts):
    rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    words = corpus.tokens.filter(kind="body")
    for row in rows.iter_rows(named=True):
        spans = [tables.parse_passage_id(passage)[1:] for passage in row["evidence"]]
        inside = words.filter(article_id=row["article_id"]).filter(
            pl.any_horizontal(
                (pl.col("start") >= start) & (pl.col("end") <= end) for start, end in spans
            )
        )
        assert len(inside) == row["value"]


def test_naming_counts_every_mention_once(corpus):
    rows = an.framing.naming(corpus.mentions)
    assert rows["n"].sum() == len(corpus.mentions)
    assert rows["evidence"].list.len().equals(rows["n"].cast(pl.UInt32))


def test_the_findings_that_a_reader_of_the_first_event_makes(corpus):
    rows = an.framing.naming(corpus.mentions, corpus.articles)
    loaded = rows.filter(label="evaluative").select("outlet", "called", "voice", "kind").rows()
    loaded = [(outlet, called.lower(), *rest) for outlet, called, *rest in loaded]
    assert ("washington-examiner", "dictator", "outlet", "body") in loaded
    assert ("washington-examiner", "despot", "outlet", "promo") in loaded
    assert {outlet for outlet, *_ in loaded} == {"washington-examiner"}
    chairman = rows.filter(called="chairman").select("outlet", "voice").rows()
    assert chairman == [("sputnik-india", "quoted")]


def test_coverage_of_the_first_event(corpus):
    rows = an.framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    assert len(rows) == corpus.concepts["concept"].n_unique() * len(corpus.articles)

    def silent(concept: str) -> list[str]:
        return rows.filter(pl.col("value") == 0, target=concept)["outlet"].to_list()

    assert silent("ukraine-war") == ["sputnik-india"]
    assert silent("missile-launch") == ["bz", "unnamed", "sputnik-india"]
    assert (rows["value"] <= rows["n"]).all()


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("war", "The War began", True),
        ("war", "warfare", False),
        ("weapon*", "weapons", True),
        ("Security Council", "security\ncouncil", True),
        ("U.S.", "the U.S. said", True),
        ("U.S.", "the UXS said", False),
        ("/\\b75(?:th)?\\b/", "the 75th year", True),
    ],
)
def test_terms(term, text, found):
    assert bool(term_pattern(term).search(text)) == found


@given(st.text(min_size=1, max_size=12).filter(str.strip))
def test_a_literal_term_finds_itself(term):
    if not (term.startswith("/") and term.endswith("/")) and "*" not in term:
        assert term_pattern(term).search(" ".join(term.split()))


def test_an_event_without_actors_or_concepts_gives_empty_tables():
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": ["It rained. It poured."]}))
    assert len(corpus.mentions) == 0
    assert len(an.framing.naming(corpus.mentions)) == 0
    assert (
        len(
            an.framing.coverage(
                corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
            )
        )
        == 0
    )
