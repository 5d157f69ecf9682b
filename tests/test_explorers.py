"""Explorers without a browser: selection, evidence, redrawing; hostile text stays text."""

from __future__ import annotations

import html
import re

import polars as pl
import pytest

import analysis as an
from analysis.views import evidence


@pytest.fixture(scope="module")
def explorer(corpus):
    return an.explore.statements(corpus)


def test_selecting_a_cell_gives_its_passages_as_a_table(explorer, texts):
    row = next(row for row in explorer.rows if row["evidence"])
    explorer.select(row["mark"])
    assert explorer.value["passage"].to_list() == row["evidence"]
    for found in explorer.value.iter_rows(named=True):
        assert texts[found["article_id"]][found["start"] : found["end"]] == found["text"]
    explorer.select(None)
    assert len(explorer.value) == 0


def test_the_panel_compares_every_outlet_with_the_chosen_one(explorer, corpus):
    holy = corpus.statements.filter(pl.col("wording").str.contains("sacred|holy"))["statement_id"]
    row = next(r for r in explorer.rows if r["statement_id"] in holy and r["evidence"])
    explorer.base.value = "efe"
    explorer.select(row["mark"])
    shown = explorer.panel.value
    assert "compared with EFE" in shown
    assert "<del>" in shown and "<ins>" in shown
    assert "altered" in shown or "paraphrase" in shown
    plain = html.unescape(re.sub(r"<del>.*?</del>|<[^>]+>", "", shown))
    assert "sacred" in plain
    explorer.base.value = "sputnik-india"
    assert "Sputnik India does not carry it" in explorer.panel.value
    assert "Not carried by" in explorer.panel.value


def test_a_changed_number_is_told_loudly():
    said = "“We will send {} tanks to the border this week,” Roe said on Monday."
    texts = [said.format("twenty"), said.format("ninety")]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b"], "text": texts}))
    explorer = an.explore.statements(corpus)
    explorer.base.value = "a"
    explorer.select(0)
    assert "number changed!" in explorer.panel.value


def test_a_control_redraws_the_chart_and_clears_the_selection(corpus):
    explorer = an.explore.measures(corpus, corpus.measures)
    explorer.controls["measure"].value = an.baseline.NAME
    explorer.controls["target"].value = "kim"
    explorer.select(explorer.rows[0]["mark"])
    assert len(explorer.value)
    before = len(explorer.rows)
    explorer.controls["voice"].value = "quoted"
    assert len(explorer.value) == 0
    assert 0 < len(explorer.rows) < before


def test_every_mark_of_every_explorer_shows_its_text(corpus, texts, explorer):
    for row in explorer.rows:
        explorer.select(row["mark"])
        for passage, start, end, article in explorer.value.select(
            "text", "start", "end", "article_id"
        ).rows():
            assert texts[article][start:end] == passage


def test_a_tone_dot_opens_its_sentences_with_scores_and_the_words_that_moved_them(corpus):
    explorer = an.explore.tone(corpus)
    explorer.select(explorer.rows[0]["mark"])
    shown = explorer.panel.value
    assert shown.count("<li") >= explorer.rows[0]["n"]
    assert "VADER" in shown and "Moved most by" in shown


HOSTILE = "<script>window.ran=1</script> <img src=x onerror=window.ran=1> $x^2$ **b** {{datum}}"


def test_hostile_text_stays_inert(corpus):
    frame = pl.DataFrame({"outlet": [HOSTILE, "b"], "text": [f"“{HOSTILE} we go,” he said."] * 2})
    read = an.read(frame)
    explorer = an.explore.statements(read)
    for row in explorer.rows:
        explorer.select(row["mark"])
        assert "<script" not in explorer.panel.value
        assert "<img" not in explorer.panel.value


def test_passages_that_no_article_holds_are_an_error(corpus):
    with pytest.raises(an.ParallaxError, match="no article holds it"):
        evidence.passages(["efe:5-999999"], corpus.articles, corpus.sentences, corpus.outlets)
