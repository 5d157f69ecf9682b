"""A reported clause and its marked words are one: no character is anybody's twice."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis.measures.overlap.clauses import clauses
from analysis.reading.quotes import extract
from analysis.tables import QUOTES


def read(text):
    return extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))


def rows(text, *forms):
    found = read(text).filter(pl.col("form").is_in(forms))
    spans = found.select("start", "end").rows()
    return [(text[a:b], who) for (a, b), who in zip(spans, found["actor"], strict=True)]


PIECES = st.sampled_from(
    [
        *("Kim said", "the mayor told Lee", "he added", "Roe asked", "according to Roe", "that"),
        *(
            "the talks were",
            "“long and frank”",
            "“We came. We saw.”",
            "“no doubt”",
            "‘good’",
            "whether",
        ),
        *("who said", "because", "the war is", "he would", "his claim that", "never said", ":"),
        *(",", ".", ";", "—", "“", "”", "\n", "and", "but", "Mr. Quill", "called it"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_two_rows_share_a_character_only_as_a_clause_and_its_marked_words(text):
    quotes = read(text).to_dicts()
    whole = {row["quote_id"] for row in quotes}
    for n, row in enumerate(quotes):
        assert row["clause"] in whole
        for other in quotes[:n]:
            if row["start"] < other["end"] and other["start"] < row["end"]:
                outer, inner = sorted((row, other), key=lambda r: r["start"] - r["end"])
                assert outer["form"] == "indirect"
                assert inner["clause"] == outer["clause"] == outer["quote_id"]
                assert outer["start"] <= inner["start"] and inner["end"] <= outer["end"]
    for row in quotes:
        if row["clause"] != row["quote_id"] and row["form"] in ("direct", "mixed"):
            outer = next(r for r in quotes if r["quote_id"] == row["clause"])
            credit = ("cue_start", "source_start", "actor", "sure", "via")
            assert [row[name] for name in credit] == [outer[name] for name in credit]


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_no_character_stands_in_two_clauses_or_counts_for_two_statements(texts):
    articles = pl.DataFrame({"article_id": list("abc")[: len(texts)], "text": texts})
    aligned = an.overlap.statements(extract(articles), articles)
    for _, mine in aligned.clauses.group_by("article_id"):
        spans = sorted(mine.select("start", "end").rows())
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    ids = aligned.renderings["clause_ids"].explode(empty_as_null=False).to_list()
    assert len(ids) == len(set(ids))


SPANS = st.tuples(
    st.integers(0, 50), st.integers(1, 30), st.sampled_from(["direct", "mixed", "indirect"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SPANS, max_size=8))
def test_a_table_of_others_with_overlapping_quotations_counts_each_character_once(given_spans):
    text = "We came to see it; they saw us all — and, but we won. It is ours now, said he, to us."
    quotes = pl.DataFrame(
        [
            (f"a:{n}", 0, "a", start, min(start + length, len(text)), form, "kim")
            for n, (start, length, form) in enumerate(given_spans)
        ],
        schema=["quote_id", "part", "article_id", "start", "end", "form", "actor"],
        orient="row",
    ).cast({name: QUOTES.schema[name] for name in ("start", "end", "form", "actor", "article_id")})
    found = clauses(quotes, pl.DataFrame({"article_id": ["a"], "text": [text]}))
    spans = sorted(found.select("start", "end").rows())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert found["clause_id"].is_unique().all()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_airtime_counts_each_word_of_an_article_for_one_speaker(text):
    corpus = an.read(pl.DataFrame({"article_id": ["a"], "text": [text + " It rained."]}))
    quotes = corpus.quotes.filter(~pl.col("actor").fill_null("").str.contains("&", literal=True))
    given = an.framing.airtime(corpus.tokens, quotes, corpus.articles)
    assert given["value"].sum() == len(corpus.tokens.filter(kind="body"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # marked words that a nearer verb was given are the reporter's speaker's
        (
            "The mayor told Lee that doctors would continue to play an “important role” there.",
            [("important role", "The mayor")],
        ),
        # a question and its answer
        (
            "Asked whether he would come back, Nora Quill said: “I will come, I promise you.”",
            [("I will come, I promise you.", "Nora Quill")],
        ),
        # somebody else's words inside a report are his
        (
            "Ann Poe admitted a quarrel with Bo Crane, who said they had “no doubt at all” of it.",
            [("no doubt at all", "Bo Crane")],
        ),
        (
            "Ann Poe condemned what her aide Bo Crane called “another act of no use to anybody.”",
            [("another act of no use to anybody.", "Bo Crane")],
        ),
    ],
)
def test_marked_words_inside_a_report_are_whose_they_are(text, found):
    assert rows(text, "direct", "mixed") == found


def test_a_question_ends_before_who_answers():
    text = "Asked whether he would come back, Nora Quill said: “I will come, I promise you.”"
    assert [words for words, _ in rows(text, "indirect")] == ["whether he would come back"]


def test_the_matrix_shows_a_clause_and_its_marked_words_as_one_row():
    text = "Kim said that the relations are currently the country’s “highest priority” of all.\n"
    other = "“The relations are currently the country’s highest priority of all,” Kim said.\n"
    frames = {"article_id": ["a", "b"], "text": [text, other], "outlet": ["Hill", "Dale"]}
    corpus = an.read(pl.DataFrame(frames))
    chart = an.charts.statement_matrix(corpus.aligned, corpus.outlets).to_dict()
    cells = [row for data in chart["datasets"].values() for row in data if "treatment" in row]
    assert {row["statement_id"] for row in cells} == {"s01"}
    assert sorted((row["treatment"], row["words"]) for row in cells) == [
        ("direct", 10),
        ("mixed", 10),
    ]
