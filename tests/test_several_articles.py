"""Charts of an event where an outlet has several articles."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.views import evidence
from analysis.views.explorers.explorer import specification

CONCEPTS = pl.DataFrame({"concept": ["war", "space"], "name": ["the war", "space flight"]})


def coverage(*rows: tuple[str, str, str, float]) -> pl.DataFrame:
    """Rows of `framing.coverage`: article, outlet, concept, sentences of ten that mention it."""
    return pl.DataFrame(
        [
            {
                "article_id": article,
                "outlet": outlet,
                "target": concept,
                "value": value,
                "n": 10,
                "evidence": [f"{article}:0-9"] * int(value),
            }
            for article, outlet, concept, value in rows
        ],
        schema_overrides={"evidence": pl.List(pl.String)},
    )


@pytest.fixture
def omissions() -> list[dict]:
    rows = coverage(
        ("a1", "a", "war", 2),
        ("a2", "a", "war", 1),
        ("b1", "b", "war", 0),
        ("a1", "a", "space", 0),
        ("a2", "a", "space", 0),
        ("b1", "b", "space", 1),
    )
    chart = an.charts.omission_map(rows, CONCEPTS)
    assert chart.title.text == "Every outlet lacks the words of 1 of the 2 concepts"
    return evidence.marks(specification(chart))


def test_an_outlet_has_one_cell_a_concept_over_all_its_articles(omissions):
    cells = {(mark["outlet_name"], mark["concept"]): mark for mark in omissions}
    assert len(cells) == len(omissions) == 4
    assert cells["a", "the war"]["sentences"] == 3
    assert cells["a", "the war"]["n"] == 20
    assert cells["a", "the war"]["evidence"] == ["a1:0-9", "a1:0-9", "a2:0-9"]
    assert cells["a", "space flight"]["sentences"] == 0


def test_no_outlet_leaves_out_more_concepts_than_there_are():
    rows = coverage(*[(f"a{i}", "a", "war", 0) for i in range(5)], ("b1", "b", "war", 1))
    title = an.charts.omission_map(rows, CONCEPTS).title.text
    assert title == "a lacks the words of the one concept; b those of none"


def test_the_articles_of_an_outlet_share_its_row_a_dot_each():
    rows = pl.DataFrame(
        {
            "article_id": ["a1", "a2", "b1"],
            "outlet": ["a", "a", "b"],
            "voice": "outlet",
            "target": None,
            "measure": "m",
            "value": [1.0, 2.0, 3.0],
            "low": 0.5,
            "high": 3.5,
            "n": 5,
            "unit": "points",
            "evidence": [[], [], []],
        },
        schema_overrides={"target": pl.String, "evidence": pl.List(pl.String)},
    )
    spec = specification(an.charts.measure(rows))
    assert [mark["outlet_name"] for mark in evidence.marks(spec)] == ["a", "a", "b"]
    drawn = [layer["mark"]["type"] for layer in spec["layer"]]
    assert drawn == ["point"]
    alone = specification(an.charts.measure(rows.filter(article_id="a1")))
    assert [layer["mark"]["type"] for layer in alone["layer"]] == ["rule", "point", "text"]


def test_words_are_printed_as_the_articles_print_them_inside_a_sentence(corpus):
    explorer = an.explore.keyness(corpus)
    words = [row["word"] for row in explorer.rows]
    body = corpus.articles["text"].str.join(" ").item()
    assert all(word in body for word in words)
    names = {"kim", "putin", "russia", "korea", "ukraine"}
    assert not names & set(words)
