"""Corrections: written with comments kept, followed by every table, undone to the last byte."""

from __future__ import annotations

import shutil

import polars as pl
import pytest
from conftest import EVENT
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures.overlap.corrected import corrected
from analysis.preparing import correcting as mending
from analysis.preparing.check import check


@pytest.fixture
def event(tmp_path):
    folder = tmp_path / "event"
    shutil.copytree(EVENT, folder)
    return an.load(folder)


def stated(corpus) -> str:
    return (corpus.home[0] / "event.toml").read_text("utf-8")


def passages(frame: pl.DataFrame) -> list[str]:
    return frame.select(tables.passage_id()).to_series().to_list()


def shared(corpus, place: int = 0) -> pl.DataFrame:
    """The clauses of a statement that several outlets carry."""
    return corpus.clauses.filter(statement_id=corpus.statements["statement_id"][place])


def test_not_this_speaker_is_unknown_or_whom_a_person_names(event):
    quote = event.quotes.filter(actor="kim", form="direct").row(0, named=True)
    passage = f"{quote['article_id']}:{quote['start']}-{quote['end']}"
    after = mending.correct(event, mending.SPEAKER, passage)
    row = after.quotes.filter(quote_id=quote["quote_id"]).row(0, named=True)
    assert row["actor"] is None and row["sure"] == "unknown" and row["source"] is None
    assert after.corrections["was"].to_list() == ["kim"]
    again = mending.correct(mending.undo(after), mending.SPEAKER, passage, now="putin", by="ann")
    row = again.quotes.filter(quote_id=quote["quote_id"]).row(0, named=True)
    assert (row["actor"], row["sure"]) == ("putin", "named")
    assert again.quotes.drop(tables.QUOTES.columns).shape[0] in (0, len(event.quotes))


def test_not_speech_becomes_the_outlets_own_words(event):
    quote = event.quotes.filter(form="indirect").row(0, named=True)
    inside = (pl.col("article_id") == quote["article_id"]) & pl.col("start").is_between(
        quote["start"], quote["end"] - 1
    )
    assert set(event.tokens.filter(inside)["voice"]) != {"outlet"}
    after = mending.correct(event, mending.SPEECH, passages(pl.DataFrame([quote]))[0])
    assert set(after.tokens.filter(inside)["voice"]) == {"outlet"}
    assert not len(after.quotes.filter(quote_id=quote["quote_id"]))
    others = event.quotes.filter(pl.col("quote_id") != quote["quote_id"])
    assert set(after.quotes["quote_id"]) == set(others["quote_id"])


def test_boilerplate_is_no_body_and_says_why(event):
    body = event.paragraphs.filter(kind="body")
    passage = passages(body.tail(1))[0]
    after = mending.correct(event, mending.BOILERPLATE, passage, note="a share line")
    row = after.paragraphs.filter(pl.concat_str("article_id", "start").is_not_null())
    row = row.filter(article_id=body["article_id"][-1], start=body["start"][-1])
    assert row.select("kind", "rule").row(0) == ("footer", "event.toml")
    assert len(after.paragraphs.filter(kind="body")) == len(body) - 1


def test_statements_are_parted_and_joined(event):
    clauses = shared(event)
    passage = passages(clauses.tail(1))[0]
    apart = mending.correct(event, mending.APART, passage)
    ids = apart.clauses.filter(pl.col("clause_id").is_in(clauses["clause_id"].implode()))
    own = dict(ids.select("clause_id", "statement_id").iter_rows())
    moved = own.pop(clauses["clause_id"][-1])
    assert moved not in own.values() and len(set(own.values())) == 1
    assert len(apart.statements) == len(event.statements) + 1
    beside = passages(clauses.head(1))[0]
    joined = mending.correct(apart, mending.SAME, passage, beside=beside)
    assert joined.aligned.renderings.equals(event.aligned.renderings)
    assert joined.corrections["kind"].to_list() == [mending.APART, mending.SAME]


def test_the_file_keeps_its_comments_and_undo_gives_it_back_to_the_byte(event):
    before = stated(event)
    after = mending.correct(event, mending.APART, passages(shared(event).tail(1))[0], by="ann")
    assert stated(after).startswith(before.rstrip("\n"))
    after = mending.correct(after, mending.SPEECH, passages(event.quotes.tail(1))[0])
    assert stated(after).count("[[corrections]]") == 2 == len(after.corrections)
    assert not [found for found in check(after.home[0]) if found.severity != "note"]
    back = mending.undo(mending.undo(after))
    assert stated(back) == before
    assert back.aligned.clauses.equals(event.aligned.clauses)
    with pytest.raises(ParallaxError, match="there is no correction"):
        mending.undo(back)


def test_what_does_not_fit_is_refused_and_nothing_is_written(event):
    before = stated(event)
    own_words = event.tokens.filter(kind="body", voice="outlet").head(1)
    with pytest.raises(ParallaxError, match="does not fit"):
        mending.correct(event, mending.SPEAKER, passages(own_words)[0])
    with pytest.raises(ParallaxError, match="same as which"):
        mending.correct(event, mending.SAME, passages(shared(event).head(1))[0])
    assert stated(event) == before
    bare = an.read(event.articles)
    with pytest.raises(ParallaxError, match="not read from an event"):
        mending.correct(bare, mending.SPEECH, passages(bare.quotes)[0])


def test_words_that_moved_are_found_again_and_words_that_went_are_named(event):
    quote = event.quotes.filter(actor="kim", form="direct").row(0, named=True)
    mending.correct(event, mending.SPEAKER, passages(pl.DataFrame([quote]))[0])
    file = event.home[0] / "event.toml"
    moved = file.read_text("utf-8").replace(
        f'passage = "{quote["article_id"]}:{quote["start"]}-',
        f'passage = "{quote["article_id"]}:0-',
    )
    file.write_text(moved, "utf-8")
    again = an.load(event.home[0])
    assert again.corrections["start"].to_list() == [quote["start"]]
    head, _, last = moved.rpartition('text = "')
    file.write_text(f'{head}text = "No article holds this.{last[5:]}', "utf-8")
    with pytest.raises(ParallaxError, match=r"event\.toml:\d+.*stand not in"):
        an.load(event.home[0])


def test_rows_to_train_with_hold_what_was_said_and_its_sentence(event):
    after = mending.correct(event, mending.SPEAKER, passages(event.quotes.filter(actor="kim"))[0])
    row = mending.rows(after).row(0, named=True)
    assert row["text"] in row["sentence"] and row["was"] == "kim" and row["on"]
    assert set(tables.CORRECTIONS.columns) < set(row)


@settings(max_examples=40)
@given(data=st.data())
def test_every_clause_keeps_one_statement_whatever_is_corrected(corpus, data):
    aligned = corpus.aligned
    places = st.integers(0, len(aligned.clauses) - 1)
    kinds = st.sampled_from([mending.SAME, mending.APART])
    rows = []
    for kind, a, b in data.draw(st.lists(st.tuples(kinds, places, places), max_size=5)):
        one, two = aligned.clauses.row(a, named=True), aligned.clauses.row(b, named=True)
        rows.append(
            dict.fromkeys(tables.CORRECTIONS.columns)
            | {"kind": kind, "article_id": one["article_id"], "text": one["text"]}
            | {"start": one["start"], "end": one["end"], "beside_article": two["article_id"]}
            | {"beside_start": two["start"], "beside_end": two["end"]}
        )
    frame = pl.DataFrame(rows, schema=tables.CORRECTIONS.schema)
    after = corrected(aligned, frame)
    made = ("statement_id", "score")
    assert after.clauses.drop(made).equals(aligned.clauses.drop(made))
    assert set(after.clauses["statement_id"]) == set(after.statements["statement_id"])
    there = after.renderings.filter(pl.col("treatment") != "absent")
    assert there["clause_ids"].list.len().sum() == len(aligned.clauses)
    if rows:
        last, ids = rows[-1], dict(after.clauses.select("clause_id", "statement_id").iter_rows())
        one = ids[f"{last['article_id']}:{last['start']}"]
        two = ids[f"{last['beside_article']}:{last['beside_start']}"]
        same_clause = (last["article_id"], last["start"]) == (
            last["beside_article"],
            last["beside_start"],
        )
        assert same_clause or (one == two) == (last["kind"] == mending.SAME)
