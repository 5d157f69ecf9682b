"""Key word in context: every hit, verbatim, with its voice, in the order asked for."""

from __future__ import annotations

import math
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an


def kwic(corpus: an.Corpus, term: str, **keywords: str) -> pl.DataFrame:
    return an.concordance.kwic(corpus.articles, corpus.tokens, term, **keywords)


@pytest.mark.parametrize("word", ["kim", "russia", "the", "sanctions"])
def test_a_word_is_found_as_often_as_it_is_a_token(corpus, word):
    """The tokens are an independent count, but where a source lost the space beside the word."""
    found = kwic(corpus, word)
    counted = corpus.tokens.filter(word=word).select("article_id", "start", "voice", "kind")
    missing = counted.join(found, on=["article_id", "start"], how="anti")
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for article, start in missing.select("article_id", "start").iter_rows():
        around = texts[article][max(0, start - 1)] + texts[article][start + len(word)]
        assert any(letter.isalnum() for letter in around)
    joined = found.join(counted, on=["article_id", "start"], how="inner", suffix="_token")
    assert joined["voice"].equals(joined["voice_token"], null_equal=True)
    assert joined["kind"].equals(joined["kind_token"], null_equal=True)


def test_every_line_is_the_text_itself(corpus, texts):
    for row in kwic(corpus, "weapon*").iter_rows(named=True):
        text = texts[row["article_id"]]
        assert text[row["start"] : row["end"]] == row["hit"]
        flat = "".join(" " if letter.isspace() else letter for letter in text)
        assert row["left"] + row["hit"] + row["right"] in flat
        assert row["evidence"] == [f"{row['article_id']}:{row['start']}-{row['end']}"]


TEXT = "Alpha sees zeta. Beta sees Alpha! Gamma sees delta; nobody SEES."


def test_lines_are_sorted_by_the_words_beside_the_hit_by_hand():
    corpus = an.read(pl.DataFrame({"text": [TEXT]}))
    assert kwic(corpus, "sees")["start"].to_list() == [6, 22, 40, 59]
    after = kwic(corpus, "sees", order="right")["right"].to_list()
    assert [line.strip(" ;.!")[:5] for line in after] == ["", "Alpha", "delta", "zeta."]
    before = kwic(corpus, "sees", order="left")["left"].to_list()
    assert [line.split()[-1] for line in before] == ["Alpha", "Beta", "Gamma", "nobody"]


def test_phrases_stems_and_marks():
    corpus = an.read(pl.DataFrame({"text": ["U.N. sanctions\nhit; the U.N.  sanctioned (a+b)."]}))
    assert kwic(corpus, "U.N. sanction*")["hit"].to_list() == ["U.N. sanctions", "U.N.  sanctioned"]
    assert kwic(corpus, "sanction")["hit"].to_list() == []
    assert kwic(corpus, "a+b")["hit"].to_list() == ["a+b"]


def test_a_pattern_between_slashes_is_a_regular_expression(corpus, texts):
    found = kwic(corpus, r"/(nuclear|ballistic)\s+missiles?/")
    expected = [
        (article_id, *hit.span())
        for article_id, text in texts.items()
        for hit in re.finditer(r"(nuclear|ballistic)\s+missiles?", text, re.I)
    ]
    assert found.select("article_id", "start", "end").rows() == expected
    assert len(found) > 1
    for wrong in ("/(/", "/(?=war)/"):
        with pytest.raises(an.ParallaxError, match="term"):
            kwic(corpus, wrong)


@given(st.integers(1, 60), st.sampled_from(["will", "kim", "the", "zzz"]))
@settings(max_examples=20, deadline=None)
def test_contexts_are_as_wide_as_asked_and_end_between_words(corpus, width, term):
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for row in kwic(corpus, term, width=width).iter_rows(named=True):
        text, left, right = texts[row["article_id"]], row["left"], row["right"]
        assert max(len(left), len(right)) <= width
        for outside, inside in (
            (text[: row["start"] - len(left)][-1:], left[:1]),
            (text[row["end"] + len(right) :][:1], right[-1:]),
        ):
            if " " in left.strip() and " " in right.strip():  # else one word is wider than asked
                assert not (outside.isalnum() and inside.isalnum())


WORDS = st.lists(st.sampled_from(["sea", "war", "is", "near", "a", "pier"]), max_size=40)


@given(WORDS, st.integers(1, 6), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_collocates_are_the_words_within_the_window_counted_one_by_one(words, window, least):
    corpus = an.read(pl.DataFrame({"text": [" ".join(["They said", *words, "today."])]}))
    found = an.concordance.collocates(
        kwic(corpus, "war"), corpus.tokens, window=window, least=least
    )
    said = corpus.tokens["word"].to_list()
    hits = [at for at, word in enumerate(said) if word == "war"]
    near = [
        at
        for at, word in enumerate(said)
        if word != "war" and any(0 < abs(at - hit) <= window for hit in hits)
    ]
    others = len(said) - len(hits)
    counted = {word: [said[at] for at in near].count(word) for word in set(said)}
    expected = {
        word: n
        for word, n in counted.items()
        if n >= least and n > said.count(word) * len(near) / others
    }
    assert dict(found.select("word", "n").iter_rows()) == expected
    for row in found.iter_rows(named=True):
        assert row["count"] == said.count(row["word"]) and 0 <= row["before"] <= row["n"]
        assert row["ratio"] > 1 and row["log_likelihood"] > 0


def test_a_log_likelihood_by_hand_and_its_passages():
    """Dunning's G² of the table 2, 1, 0, 3: words near and far, this one and others."""
    text = "Red war came. The red war ended. Peace returned again."
    corpus = an.read(pl.DataFrame({"text": [text]}))
    (row,) = an.concordance.collocates(kwic(corpus, "war"), corpus.tokens, window=1, least=2).rows(
        named=True
    )
    o, e = [2, 2, 0, 4], [2 * 4 / 8, 6 * 4 / 8, 2 * 4 / 8, 6 * 4 / 8]
    by_hand = 2 * sum(a * math.log(a / b) for a, b in zip(o, e, strict=True) if a)
    assert (row["word"], row["n"], row["before"], row["count"]) == ("red", 2, 2, 2)
    assert row["log_likelihood"] == pytest.approx(by_hand)
    spans = [an.tables.parse_passage_id(passage)[1:] for passage in row["evidence"]]
    assert [text[start:end].lower() for start, end in spans] == ["red war", "red war"]


@pytest.mark.parametrize("given", [{"window": 0}, {"least": 0}])
def test_a_window_or_a_count_below_one_is_an_error(corpus, given):
    with pytest.raises(an.ParallaxError, match="give 1 or more"):
        an.concordance.collocates(kwic(corpus, "kim"), corpus.tokens, **given)


@given(st.text(max_size=20))
@settings(max_examples=60)
def test_whatever_is_typed_gives_hits_that_are_the_text_or_a_plain_error(term):
    corpus = an.read(pl.DataFrame({"text": [TEXT]}))
    try:
        found = kwic(corpus, term)
    except an.ParallaxError:
        assert not any(letter.isalnum() for letter in term)
        return
    for start, end, hit in found.select("start", "end", "hit").iter_rows():
        assert TEXT[start:end] == hit


def test_an_unknown_order_is_an_error_that_names_those_there_are(corpus):
    with pytest.raises(an.ParallaxError, match=r"unknown order 'up'.*place, left, right"):
        kwic(corpus, "kim", order="up")
