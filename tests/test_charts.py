"""Charts: they compile, every mark carries evidence, titles are computed, 1 to 12 outlets."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
import vl_convert

import analysis as an
from analysis.views import evidence
from analysis.views.explorers.explorer import specification


def drawn(corpus: an.Corpus) -> dict[str, an.charts.Chart]:
    """Every chart of the project, drawn for one event."""
    airtime = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    naming = an.framing.naming(corpus.mentions, corpus.articles)
    coverage = an.framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    outlets, actors = corpus.outlets, corpus.actors
    tone = an.baseline.toward(corpus.mentions, corpus.sentences, corpus.articles)
    return {
        "provenance": an.charts.provenance_strip(corpus.paragraphs, corpus.articles, outlets),
        "statements": an.charts.statement_matrix(corpus.aligned, outlets),
        "claims": an.charts.claim_map(an.claims.map(corpus), outlets),
        "airtime": an.charts.airtime(airtime, outlets, actors),
        "naming": an.charts.naming_dots(naming, "kim", outlets, actors),
        "omission": an.charts.omission_map(coverage, corpus.concepts, outlets),
        "tone": an.charts.measure(tone.filter(target="kim", voice="outlet"), outlets),
        "toward": an.charts.measure(an.sentiment.toward(corpus, actor="kim"), outlets),
        "speakers": an.charts.speakers(airtime, outlets, actors),
        "wording": an.charts.wording(
            an.overlap.wording(corpus.aligned, "s01", base="efe"), outlets
        ),
        "divergence": an.charts.divergence(
            an.overlap.divergence(corpus.aligned), corpus.aligned, outlets
        ),
        "sentence lengths": an.charts.sentence_lengths(
            an.readability.sentence_lengths(corpus.articles, corpus.sentences),
            corpus.articles,
            outlets,
        ),
        "readability": an.charts.measure(
            corpus.measures.filter(measure="flesch_reading_ease"), outlets
        ),
    }


NAMES = (
    *("provenance", "statements", "claims", "wording", "divergence", "airtime", "speakers"),
    *("naming", "omission", "tone", "toward", "readability", "sentence lengths"),
)


@pytest.fixture(scope="module")
def charts(corpus):
    return drawn(corpus)


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_carries_evidence_found_in_the_text(charts, corpus, name):
    rows = evidence.marks(specification(charts[name]))
    assert rows
    ids = [passage for row in rows for passage in row["evidence"]]
    assert ids
    found = evidence.passages(ids, corpus.articles, corpus.sentences, corpus.outlets)
    assert found["text"].str.len_chars().min() > 0
    empty = [row for row in rows if not row["evidence"]]
    assert all(
        row.get("treatment") == "absent" or row.get("sentences") == 0 or row.get("op") == "cut"
        for row in empty
    )


@pytest.mark.parametrize("name", NAMES)
def test_charts_compile_and_have_title_and_description(charts, name):
    spec = specification(charts[name])
    assert spec["title"]["text"] and spec["title"]["subtitle"] and spec["description"]
    svg = vl_convert.vegalite_to_svg(spec)
    assert "<svg" in svg
    assert "configure" not in str(charts[name].__dict__.keys())


def test_colours_of_the_statement_matrix_are_those_of_the_treatments(charts):
    """A conditional colour on a lost field greys every cell without an error."""
    svg = vl_convert.vegalite_to_svg(specification(charts["statements"]))
    for colour in ("#0072B2", "#009E73", "#E69F00"):
        assert f'fill="{colour}"' in svg


def test_the_grid_of_the_statement_matrix_has_no_holes(charts, corpus):
    rows = evidence.marks(specification(charts["statements"]))
    statements = {row["statement_id"] for row in rows}
    assert len(rows) == len(statements) * len(corpus.outlets)


@pytest.mark.parametrize("n", [1, 2, 12])
def test_few_outlets_or_many(corpus, n):
    articles = pl.concat(
        corpus.articles.head(1 if n == 1 else 2)
        .select("text")
        .with_columns(outlet=pl.lit(f"An outlet with a rather long name {number}"))
        .head(1)
        for number in range(n)
    )
    read = an.read(articles)
    for chart in (
        an.charts.provenance_strip(read.paragraphs, read.articles, read.outlets),
        an.charts.statement_matrix(read.aligned, read.outlets),
        an.charts.airtime(
            an.framing.airtime(read.tokens, read.quotes, read.articles), read.outlets
        ),
    ):
        assert "<svg" in vl_convert.vegalite_to_svg(specification(chart))


def test_the_map_of_facts_needs_no_rows_of_those_that_lack_them(corpus):
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    carried = an.framing.facts_carried(corpus.tokens, corpus.articles)
    drawn = [specification(an.charts.fact_map(each, corpus.outlets)) for each in (rows, carried)]
    assert drawn[0] == drawn[1]


def test_several_articles_of_an_outlet_never_lie_on_each_other(corpus):
    texts = corpus.articles.select("text").with_columns(outlet=pl.Series([*"AABBB"]))
    read = an.read(texts)
    airtime = an.framing.airtime(read.tokens, read.quotes, read.articles)
    facts = an.framing.facts(read.tokens, read.articles)
    strip = evidence.marks(
        specification(an.charts.provenance_strip(read.paragraphs, read.articles, read.outlets))
    )
    assert len({(row["_row_label"], row["start"]) for row in strip}) == len(strip)
    bars = evidence.marks(specification(an.charts.airtime(airtime, read.outlets)))
    for outlet in "AB":
        ends = sorted((row["_since"], row["_to"]) for row in bars if row["outlet_name"] == outlet)
        assert ends[-1][1] == pytest.approx(1)
        assert all(a[1] == pytest.approx(b[0]) for a, b in pairwise(ends))
    for chart, row in (
        (an.charts.statement_matrix(read.aligned, read.outlets), "statement_id"),
        (an.charts.fact_map(facts, read.outlets), "target"),
    ):
        cells = [(mark[row], mark["outlet_name"]) for mark in evidence.marks(specification(chart))]
        assert len(cells) == len(set(cells))


def test_words_replaced_by_none_of_its_own_are_drawn_as_the_bases(corpus):
    base = corpus.renderings.filter(pl.col("treatment") == "direct").row(0, named=True)
    rows = an.overlap.wording(corpus.aligned, base["statement_id"], base=base["outlet"])
    gone = {"words": None, "start": None, "end": None, "op": "substituted", "base_words": "so"}
    odd = rows.head(1).with_columns(
        pl.lit(value, rows.schema[name]).alias(name) for name, value in gone.items()
    )
    marks = evidence.marks(an.charts.wording(odd).to_dict())
    assert [(mark["shown"], mark["evidence"]) for mark in marks[1:]] == [("[so]", [])]


@pytest.mark.parametrize("n", [2, 12, 20])
def test_no_word_of_the_wording_chart_is_printed_over_another(n):
    words = "We will open the doors of the government {} and then we can talk about the wall"
    said = [
        words.format(["today", "at once and for everybody who works there", ""][i % 3])
        for i in range(n)
    ]
    ids = [f"a{i}" for i in range(n)]
    articles = pl.DataFrame({"article_id": ids, "outlet": [f"o{i // 2}" for i in range(n)]})
    articles = articles.with_columns(text=pl.Series([f"“{text}”" for text in said]))
    quotes = articles.select(
        pl.format("{}:1", "article_id").alias("quote_id"),
        "article_id",
        part=0,
        start=1,
        end=pl.col("text").str.len_chars() - 1,
        form=pl.lit("direct"),
        actor=pl.lit("kim"),
    )
    rows = an.overlap.wording(an.overlap.statements(quotes, articles), "s01", base="a0")
    spec = an.charts.wording(rows).to_dict()
    marks = evidence.marks(spec)
    assert {mark["outlet_name"] for mark in marks} >= {"o0, article 1 (compared with)"}
    assert len({mark["outlet_name"] for mark in marks}) == n
    lines: dict[float, list[tuple[float, float]]] = {}
    for mark in marks:
        end = mark["_x"] + 7.9 * len(mark["shown"])
        assert end <= spec["layer"][0].get("width", spec["width"]) + 1
        lines.setdefault(mark["_y"], []).append((mark["_x"], end))
    for line in lines.values():
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(line)))
