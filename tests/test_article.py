"""The article as it was read: its text verbatim, its marks in place, nothing in it alive."""

from __future__ import annotations

import html
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis.views import article


def read(corpus: an.Corpus, article_id: str) -> str:
    return article.html(
        article_id,
        corpus.articles,
        corpus.paragraphs,
        corpus.quotes,
        corpus.mentions,
        corpus.actors,
    )


def plain(piece: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", piece))


def paragraphs(page: str) -> list[str]:
    return [plain(found) for found in re.findall(r"<p [^>]*>(.*?)</p>", page, re.DOTALL)]


def test_every_paragraph_is_there_verbatim_and_in_order(corpus, texts):
    for article_id, text in texts.items():
        spans = corpus.paragraphs.filter(article_id=article_id).sort("start")
        page = read(corpus, article_id)
        assert paragraphs(page) == [text[a:b] for a, b in spans.select("start", "end").rows()]
        assert re.sub(r"\s", "", "".join(paragraphs(page))) == re.sub(r"\s", "", text)
        ids = re.findall(r'<p id="([^"]+)"', page)
        assert ids == [article.anchor(article_id, start) for start in spans["start"]]


def test_quotations_and_mentions_are_marked_where_the_tables_say(corpus, texts):
    page = read(corpus, "washington-examiner")
    assert '<span class="px-m px-m-kim px-a-1" title="Kim Jong Un (evaluative)">dictator' in page
    quotations = re.findall(r'"px-v-quoted"[^>]*>((?:[^<]|<span[^>]*>[^<]*</span>)*)', page)
    marked = "".join(map(plain, quotations))
    quoted = corpus.quotes.filter(
        pl.col("form").is_in(["direct", "mixed"]), article_id="washington-examiner"
    )
    for start, end in quoted.select("start", "end").rows():
        assert texts["washington-examiner"][start:end].replace("\n", "") in marked


WORDS = "“We came,” he said. Kim left.\n\nKim said: “Kim came.”"


@given(
    st.lists(
        st.tuples(st.integers(0, 53), st.integers(0, 53), st.sampled_from(["direct", "indirect"]))
    ),
    st.lists(st.tuples(st.integers(0, 53), st.integers(0, 53))),
)
def test_no_overlap_of_spans_changes_the_text(quotes, mentions):
    corpus = an.read(pl.DataFrame({"text": [WORDS]}))
    odd = {"article_id": "0", "source": None, "actor": "kim", "via": None}
    quoted = pl.DataFrame(
        [{"start": min(a, b), "end": max(a, b), "form": form, **odd} for a, b, form in quotes],
        schema_overrides={"start": pl.Int64, "end": pl.Int64},
        schema=[*("start", "end", "form"), *odd],
    )
    named = pl.DataFrame(
        [(min(a, b), max(a, b), "0", "kim", "name") for a, b in mentions],
        schema={
            "start": pl.Int64,
            "end": pl.Int64,
            "article_id": pl.String,
            "actor": pl.String,
            "label": pl.String,
        },
        orient="row",
    )
    page = article.html("0", corpus.articles, corpus.paragraphs, quoted, named)
    spans = corpus.paragraphs.select("start", "end").rows()
    assert paragraphs(page) == [WORDS[a:b] for a, b in spans]
    assert page.count("<span") == page.count("</span>")


def test_an_unknown_article_is_an_error_that_names_those_there_are(corpus):
    with pytest.raises(an.ParallaxError, match=r"no such article.*washington-examiner"):
        read(corpus, "nyt")


def test_hostile_text_ids_and_names_are_inert():
    bad = '<script>x</script> <img src=x onerror="x"> $x^2$ **b**'
    frame = pl.DataFrame({"article_id": [bad], "text": [f"“{bad} we go,” said {bad}."]})
    corpus = an.read(frame)
    page = read(corpus, bad)
    assert "<script" not in page and "<img" not in page
    assert re.fullmatch(r"a-[\w.~-]+-0", re.findall(r'id="([^"]*)"', page)[0])
