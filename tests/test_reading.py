"""Reading: every span is the passage it says, nothing is lost, labels name their rule."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from conftest import one_article
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import tables
from analysis.reading import mentions, paragraphs, segments

SPANS = ("paragraphs", "sentences", "tokens", "quotes", "mentions", "clauses")

# prose-like text with whatever marks, breaks and controls the web has to offer
_PIECES = st.sampled_from(
    [
        *(
            "Kim",
            "said",
            "“We",
            "go.”",
            '"No!"',
            "he",
            "U.S.",
            "3.5",
            "\n",
            "\r\n",
            "\n\n",
            "\ufeff",
        ),
        *("é́", "😀", "«oui»", "‘x’", "``a''", "\t", "\x07", "\x1b[0m", "\u2028", "—", "漢字。"),
        *("<i>b</i>", "Photo: A / AFP", "© 2020", "READ ALL ABOUT IT", "(", ")", "…", "\u202e"),
    ]
)
TEXTS = st.one_of(st.lists(_PIECES, max_size=40).map(" ".join), st.text(max_size=200))


def read_all(text: str) -> dict[str, pl.DataFrame]:
    articles = one_article(text)
    labelled = paragraphs.label(articles)
    cut = segments.sentences(articles, labelled)
    words, _ = segments.tokens(articles, cut)
    quotes = an.quotes.extract(articles)
    return {"paragraphs": labelled, "sentences": cut, "tokens": words, "quotes": quotes}


@pytest.mark.parametrize("name", SPANS)
def test_spans_of_the_first_event_show_their_passage(corpus, texts, name):
    frame = getattr(corpus, name)
    assert len(frame)
    for row in frame.iter_rows(named=True):
        passage = texts[row["article_id"]][row["start"] : row["end"]]
        assert passage.strip() == passage != ""
        if name == "tokens":
            assert row["word"] == passage.lower().replace("’", "'")
        if name == "mentions":
            assert row["surface"] == passage
        if name == "clauses":
            assert row["text"] == passage
    for part in ("cue", "source"):
        for row in corpus.quotes.drop_nulls(part).iter_rows(named=True):
            text = texts[row["article_id"]]
            assert text[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]


@given(TEXTS)
def test_spans_of_any_text_lie_in_order_and_inside_their_parents(text):
    found = read_all(text)
    for name in ("paragraphs", "sentences", "tokens"):
        spans = found[name].select("start", "end").rows()
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    inside = found["sentences"].join(found["paragraphs"], on=["article_id", "paragraph"])
    assert (inside["start"] >= inside["start_right"]).all()
    assert (inside["end"] <= inside["end_right"]).all()
    inside = found["tokens"].join(found["sentences"], on=["article_id", "sentence"])
    assert (inside["start"] >= inside["start_right"]).all()
    assert (inside["end"] <= inside["end_right"]).all()
    for start, end in found["quotes"].select("start", "end").rows():
        assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_labelling_and_sentences_lose_no_word(text):
    found = read_all(text)
    for name in ("paragraphs", "sentences"):
        covered = "".join(text[a:b] for a, b in found[name].select("start", "end").rows())
        assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]


def test_the_text_is_the_file_as_decoded(corpus, event_folder):
    for article_id, file, text in corpus.articles.select("article_id", "file", "text").rows():
        assert (event_folder / file).read_bytes() == text.encode(), article_id


@pytest.fixture
def event_folder():
    from conftest import EVENT

    return EVENT


EXPECTED_KINDS = {
    "efe": {"dateline": 1, "signature": 2},
    "bz": {"headline": 1, "byline": 1, "subhead": 2, "caption": 2},
    "unnamed": {"dateline": 1, "headline": 1, "promo": 1},
    "sputnik-india": {"headline": 1, "promo": 2, "caption": 2, "subhead": 5},
    "washington-examiner": {"headline": 2, "caption": 3, "promo": 3, "footer": 2},
}


@pytest.mark.parametrize("article_id", EXPECTED_KINDS)
def test_kinds_in_the_first_event_are_those_a_reader_sees(corpus, article_id):
    counted = (
        corpus.paragraphs.filter(pl.col("kind") != "body", article_id=article_id)
        .group_by("kind")
        .len()
    )
    assert dict(counted.iter_rows()) == EXPECTED_KINDS[article_id]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("LONDON (Reuters) - The queen met the king on Monday.", "dateline"),
        ("By Jane Roe and John Doe", "byline"),
        ("Photo by Jane Roe/Getty Images", "caption"),
        ("Photos: Rivers in flood Jane Roe looks at the river – It rose.", "caption"),
        ("© 2021 The Daily Example. All rights reserved.", "footer"),
        ("Sign up for our newsletter", "promo"),
        ("Related articles:", "promo"),
        ("THIS IS WHAT YOU HAVE TO READ NEXT", "promo"),
        ('Jane Roe on the flood: "Not my own fault"', "promo"),
        ("The king left the palace in the evening.", "body"),
    ],
)
def test_kinds_by_general_rules(line, kind):
    text = f"A headline\n\nThe first paragraph is prose.\n{line}\nThe last paragraph is prose."
    labelled = paragraphs.label(one_article(text))
    found = {
        text[start:end]: (k, rule)
        for start, end, k, rule in labelled.select("start", "end", "kind", "rule").rows()
    }
    kinds = [(k, rule) for passage, (k, rule) in found.items() if line.startswith(passage)]
    assert kinds[0][0] == kind
    assert kinds[0][1]


def test_lines_that_stand_twice_in_a_row_are_a_gallery_with_all_between_and_dated_ones_beside():
    prose = "The mayor closed the old bridge on Monday because of deep cracks."
    first = "Jane Roe walks across the bridge in May 2018. It rained all day."
    twice = [f"Jane Roe waves from the bridge as number {n} on that day." for n in range(3)]
    single = "Jane Roe and others stand at the river and look at it."
    lines = [prose, first, *(line for one in twice for line in (one, one)), single, twice[0]]
    lines += [twice[0], prose.replace("Monday", "Friday"), "Few came. It is over."]
    text = "\n\n".join(lines)
    labelled = paragraphs.label(one_article(text))
    body = [text[a:b] for a, b in labelled.filter(kind="body").select("start", "end").rows()]
    assert body == [lines[0], *lines[-2:]]
    alone = "\n\n".join([prose, twice[0], twice[0], "Few came. It is over."])
    assert "caption" not in set(paragraphs.label(one_article(alone))["kind"])


def test_what_stands_ahead_of_the_place_of_a_report_is_no_part_of_its_body():
    picture = (
        "An Army convoy passing through a part of Iraq on its way to a base in Erbil on Monday."
    )
    text = f"{picture}\n\nERBIL, Iraq—Civilians hurled fruit at a convoy.\n\nIt left at noon."
    labelled = paragraphs.label(one_article(text))
    kinds = {text[a:b]: kind for a, b, kind in labelled.select("start", "end", "kind").rows()}
    assert list(kinds.values()) == ["subhead", "dateline", "body", "body"]
    assert kinds["Civilians hurled fruit at a convoy."] == "body"


def test_lost_spaces_become_word_boundaries_and_are_recorded(corpus):
    words = corpus.tokens.filter(article_id="unnamed")["word"].to_list()
    for left, right in [("un", "and"), ("putin", "met"), ("peskov", "he"), ("reuters", "that")]:
        assert (left, right) in set(pairwise(words))
    splits = corpus.provenance.filter(step="split")
    assert dict(splits.select("rule", "n").rows()) == {"listed": 4, "run-on-name": 1}


def test_brands_and_short_words_are_not_split():
    article = one_article("YouTube and LinkedIn and McDonald met YouTube, Tube, In and Donald.")
    cut = segments.sentences(article, paragraphs.label(article))
    words, splits = segments.tokens(article, cut)
    assert len(splits) == 0
    assert words["word"].to_list()[:2] == ["youtube", "and"]


def test_an_hour_ends_no_sentence_before_its_zone_or_day():
    text = "They came at 8 p.m. ET Sunday. It opens at 9 a.m. Monday. It shut at 9 p.m. We left."
    article = one_article(text)
    cut = segments.sentences(article, paragraphs.label(article))
    shown = [text[start:end] for start, end in cut.select("start", "end").iter_rows()]
    assert shown == [
        "They came at 8 p.m. ET Sunday.",
        "It opens at 9 a.m. Monday.",
        "It shut at 9 p.m.",
        "We left.",
    ]


def test_html_tags_are_no_words():
    article = one_article("A <i>very <b class='x'>big</b></i> dog barked.")
    cut = segments.sentences(article, paragraphs.label(article))
    words, _ = segments.tokens(article, cut)
    assert words["word"].to_list() == ["a", "very", "big", "dog", "barked"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go. We stay,” he said. “Yes.”", ["“We go.", "We stay,” he said.", "“Yes.”"]),
        ("“What?” he asked.", ["“What?” he asked."]),
        ("Brig. Gen. Patrick Ryder of the U.S. said no.", None),
        ("There are rules. We obey them,” Putin noted. He left.", 3),
        ("It cost 3.5 million. It sank.", 2),
    ],
)
def test_sentences(text, expected):
    article = one_article(text)
    labelled = pl.DataFrame(
        [("a", 0, 0, len(text), "body", "test")], schema=tables.PARAGRAPHS.schema, orient="row"
    )
    cut = segments.sentences(article, labelled)
    found = [text[start:end] for start, end in cut.select("start", "end").rows()]
    if isinstance(expected, list):
        assert found == expected
    else:
        assert len(found) == (expected or 1)


def test_longest_alias_wins_and_names_keep_their_case():
    text = "Kim Yo Jong met Kim. The dictator may not kim."
    article = one_article(text)
    cut = segments.sentences(article, paragraphs.label(article))
    words, _ = segments.tokens(article, cut)
    words = words.with_columns(kind=pl.lit("body"), voice=pl.lit("outlet"))
    aliases = pl.DataFrame(
        [("kim", "Kim", "name"), ("yo", "Kim Yo Jong", "name"), ("kim", "Dictator", "evaluative")],
        schema=["actor", "alias", "label"],
        orient="row",
    )
    found = mentions.find(article, cut, words, aliases)
    assert found.select("actor", "surface", "label").rows() == [
        ("yo", "Kim Yo Jong", "name"),
        ("kim", "Kim", "name"),
        ("kim", "dictator", "evaluative"),
    ]


def test_every_table_conforms(corpus):
    for table in tables.ALL:
        if hasattr(corpus, table.name):
            frame = getattr(corpus, table.name)
            assert tables.conform(frame, table).equals(frame.select(list(table.columns)))
            assert frame.select(list(table.key)).is_duplicated().sum() == 0, table.name
