"""Key word in context: every hit, verbatim, with its voice, in the order asked for."""

from __future__ import annotations

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
    assert kwic(corpus, "/s.*d/")["hit"].to_list() == []  # no patterns here


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
