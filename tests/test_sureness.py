"""What counts as carried: the same utterance, not its like of another day, act or content."""

from __future__ import annotations

import datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_overlap import event, first_event

from analysis.languages import weekdays
from analysis.measures import overlap
from analysis.measures.overlap import occasions, sureness

SAID = "We shall open the northern harbour to every ship before the winter comes"
LIKE = "the northern harbour would be opened to ships before the winter"


def reported(lead: str, words: str, tail: str = ".") -> tuple[pl.DataFrame, pl.DataFrame]:
    """One article with one reported clause; its quotation's cue is the last word of the lead."""
    text = f"{lead} {words}{tail}"
    start, cue = len(lead) + 1, lead.removesuffix(" that").split()[-1]
    quotes = pl.DataFrame(
        {
            "quote_id": ["a:1"],
            "part": [0],
            "article_id": ["a"],
            "start": [start],
            "end": [start + len(words)],
            "form": ["indirect"],
            "actor": ["roe"],
            "cue": [cue],
        }
    )
    return quotes, pl.DataFrame({"article_id": ["a"], "text": [text]})


def told(quotes: pl.DataFrame, articles: pl.DataFrame, language: str = "en") -> occasions.Occasions:
    cut = overlap.clauses(quotes, articles)
    return occasions.read(cut, articles, quotes, dict.fromkeys(articles["article_id"], language))


@pytest.mark.parametrize(
    ("lead", "words", "uttered"),
    [
        ("Roe said that", "the harbour would open in May", True),
        ("Roe warned", "the harbour would open in May", True),
        ("Roe threatened", "to close the harbour in May", False),
        ("Roe told them", "to close the harbour in May", False),
        ("Roe accused", "the town of closing its harbour", False),
        ("Roe believed that", "the harbour would open in May", False),
        ("Roe announced", "a new harbour for the town", False),
        ("Roe's request", "for a new harbour in the town", False),
    ],
)
def test_a_report_of_an_act_or_a_view_is_no_utterance(lead, words, uttered):
    assert told(*reported(lead, words)).uttered.tolist() == [uttered]


def test_quotations_and_other_languages_and_unknown_cues_pass():
    quotes, articles = reported("Roe threatened", "to close the harbour in May")
    assert told(quotes, articles, "de").uttered.all()
    assert told(quotes.with_columns(form=pl.lit("mixed")), articles).uttered.all()
    assert told(quotes.drop("cue"), articles).uttered.all()


def test_the_sentence_around_a_clause_names_its_day():
    around = told(*reported("On Tuesday, Roe said", "the harbour opens on Friday", " in May."))
    assert around.beside == [frozenset({("weekday", 1)})]
    elsewhere = told(*reported("It rained on Monday. Roe said", "the harbour opens", ". Friday."))
    assert elsewhere.beside == [frozenset()]


def test_days_to_come_and_of_other_weeks_are_not_named():
    assert [
        d.name for d in weekdays.named("He waits until Friday, not last Monday, he said Sunday.")
    ] == ["Sunday"]


def of_days(
    *days: datetime.date | None, openings: tuple[str, ...] = ("", "")
) -> overlap.Statements:
    """Two outlets' reports of one utterance, in texts of these days that begin so."""
    quotes, articles = event(
        {"a": [("direct", "roe", SAID)], "b": [("indirect", "roe", LIKE)]},
        outlet=["a", "b"],
        published=list(days),
    )
    texts = [text + opening for opening, text in zip(openings, articles["text"], strict=True)]
    return overlap.statements(quotes, articles.with_columns(text=pl.Series(texts)))


def surest(result: overlap.Statements) -> float:
    return float(result.clauses["score"].fill_null(0.0).to_numpy().max())


def test_texts_of_other_days_are_less_sure_than_those_of_one():
    day = datetime.date(2024, 3, 1)
    later = day + datetime.timedelta(days=40)
    near, far = of_days(day, day), of_days(day, later)
    assert surest(near) > surest(far)
    named = of_days(None, None, openings=("On Monday.", "On Friday."))
    unnamed = of_days(None, None)
    assert surest(named) < surest(unnamed)


def test_words_said_on_two_days_are_not_one_statement():
    quotes, articles = event({"a": [("direct", "roe", SAID)], "b": [("direct", "roe", SAID)]})

    def said_on(*days: str) -> overlap.Statements:
        rows = zip(articles["text"], days, ("Rain.", "Sun and wind all day."), strict=True)
        texts = [text.replace("they said.", f"he said {day}. {end}") for text, day, end in rows]
        return overlap.statements(quotes, articles.with_columns(text=pl.Series(texts)))

    assert said_on("Friday", "Friday").statements["n_outlets"].to_list() == [2]
    apart = said_on("Tuesday", "Friday")
    assert apart.statements["n_outlets"].to_list() == [1]
    assert apart.renderings.sort("article_id")["sure"].to_list() == [True, False]
    assert apart.clauses["statement_id"].n_unique() == 1  # the pair is kept, with its score


def test_counts_are_those_of_the_sure_renderings():
    result = overlap.statements(*first_event())
    sure = result.renderings.filter("sure")
    assert (sure["treatment"] != "absent").all()
    reach = sure.group_by("statement_id").agg(n=pl.col("outlet").n_unique())
    joined = result.statements.join(reach, on="statement_id", how="left")
    assert (joined["n"] == joined["n_outlets"]).all()
    shared = result.statements.filter(pl.col("n_outlets") > 1)
    assert len(shared) >= 10 and shared["score"].is_between(sureness.bar(), 1).all()
    assert result.statements.filter(pl.col("n_outlets") == 1)["score"].null_count() == len(
        result.statements
    ) - len(shared)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=12))
def test_all_pairs_of_a_group_lie_between_articles(items):
    number, article = (np.array(column) for column in zip(*items, strict=True))
    a, b = sureness.pairs_within(number, article)
    found = set(zip(a.tolist(), b.tolist(), strict=True))
    assert found == {
        (i, j)
        for i in range(len(items))
        for j in range(i + 1, len(items))
        if number[i] == number[j] and article[i] != article[j]
    }


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0, 1),
        max_size=15,
    ),
    st.lists(st.sampled_from("abc"), min_size=7, max_size=7),
)
def test_what_counts_is_connected_by_sure_pairs_alone(scores, outlet):
    links = [(a, b, chance) for (a, b), chance in scores.items()]
    core = sureness._core(links, outlet)
    assert bool(core) == any(chance >= sureness.bar() for _, _, chance in links)
    reached, before = set(list(core)[:1]), -1
    while len(reached) != before:
        before = len(reached)
        for a, b, chance in links:
            if chance >= sureness.bar() and {a, b} & reached:
                reached |= {a, b}
    assert reached == core
