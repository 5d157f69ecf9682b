"""Claims: propositions stand in the text, cells hold together, contradictions are found."""

from __future__ import annotations

import warnings
from datetime import date
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import results
from analysis.measures.claims import asserting, contradicting, lacking, likeness, points, telling
from analysis.measures.claims.asserting import asserts, pieces
from analysis.views import evidence
from analysis.views.explorers.explorer import specification

FILLER = (
    " Rain had fallen over the harbour for most of the week. The ferry company hired two more"
    " captains for the winter season. Children painted the old lighthouse in bright colours."
)
TOLD = "The mayor said 12 people were killed when the bridge in Tallinn collapsed on Monday."


def read(*texts: str, days: list[date] | None = None) -> an.Corpus:
    frame = pl.DataFrame({"outlet": [f"paper{i}" for i in range(len(texts))], "text": texts})
    if days:
        frame = frame.with_columns(published=pl.Series(days))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return an.read(frame)


def pair(told: str, other: str, **more) -> an.Corpus:
    return read(told + FILLER, other + FILLER, **more)


@pytest.fixture(scope="module")
def claims(corpus: an.Corpus):
    return an.claims.read(corpus)


def test_propositions_are_passages_of_the_body(corpus, claims):
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    body = corpus.paragraphs.filter(kind="body")
    for row in claims.propositions.iter_rows(named=True):
        assert an.tables.parse_passage_id(row["proposition_id"])[1:] == (row["start"], row["end"])
        assert texts[row["article_id"]][row["start"] : row["end"]].strip()
        inside = body.filter(
            pl.col("article_id") == row["article_id"],
            pl.col("start") <= row["start"],
            pl.col("end") >= row["end"],
        )
        assert len(inside) == 1


def test_tables_conform(claims):
    for frame, table in (
        (claims.propositions, results.PROPOSITIONS),
        (claims.map, results.CLAIMS),
        (claims.conflicts, results.CONFLICTS),
    ):
        assert frame.equals(an.tables.conform(frame, table))
        assert frame.select(table.key).is_unique().all()


def test_every_claim_has_a_cell_for_every_article(corpus, claims):
    cells = claims.map.group_by("claim_id").agg(pl.col("article_id").n_unique())
    assert set(cells["article_id"]) == {len(corpus.articles)}


def test_cells_hold_together(claims):
    rows = claims.map
    told = rows.filter(pl.col("state") == "told")
    absent = rows.filter(pl.col("state") != "told")
    assert (told["evidence"].list.len() > 0).all() and told["voice"].is_not_null().all()
    assert set(absent["treatment"]) == {"absent"} and "absent" not in set(told["treatment"])
    assert (absent["evidence"].list.len() == 0).all() and absent["voice"].is_null().all()
    assert rows["told"].is_between(0, 1).all()
    assert rows.filter(state="left out")["sure"].all()
    assert not rows.filter(state="not found")["sure"].any()
    assert (rows["n_sources"] <= rows["n_outlets"]).all()


def test_evidence_and_nearest_stand_in_the_cell_s_article(claims):
    for row in claims.map.iter_rows(named=True):
        for passage in [*row["evidence"], *([row["nearest"]] if row["nearest"] else [])]:
            assert an.tables.parse_passage_id(passage)[0] == row["article_id"]


def test_every_proposition_is_sure_evidence_of_one_claim(claims):
    sure = claims.map.filter("sure").explode("evidence").drop_nulls("evidence")
    assert sorted(sure["evidence"]) == sorted(claims.propositions["proposition_id"])


def test_the_widest_claim_of_the_first_event_reaches_all(claims):
    first = claims.map.filter(claim_id="c001")
    assert set(first["n_outlets"]) == {5} and (first["treatment"] == "carried").all()


def test_any_object_with_the_tables_will_do(corpus, claims):
    names = ("articles", "sentences", "paragraphs", "quotes")
    source = SimpleNamespace(**{name: getattr(corpus, name) for name in names})
    assert an.claims.map(source).equals(claims.map)


def test_same_event_in_another_order_gives_the_same_cells(corpus, claims):
    turned = SimpleNamespace(
        articles=corpus.articles.reverse(),
        sentences=corpus.sentences,
        paragraphs=corpus.paragraphs,
        quotes=corpus.quotes,
    )

    def tellings(rows: pl.DataFrame) -> set:
        told = (
            rows.filter("sure", state="told").group_by("claim_id").agg(pl.col("evidence").explode())
        )
        return {frozenset(passages) for passages in told["evidence"].to_list()}

    before, after = tellings(claims.map), tellings(an.claims.map(turned))
    assert len(before & after) > 0.9 * len(before | after)


def test_questions_and_scraps_assert_nothing():
    found = an.claims.propositions(pair("Who let the bridge of Tallinn collapse on Monday?", TOLD))
    assert not found.filter(article_id="paper0", start=0).height


def test_hedges_are_marked():
    told = "The minister allegedly took money from two builders of the bridge."
    found = an.claims.propositions(read(told + FILLER))
    assert found["hedged"].to_list()[0] and not found["hedged"].to_list()[-1]


@given(st.text(alphabet="ab ,.;:—“”’?!WXwhich whilesaying", max_size=120))
def test_pieces_lie_in_order_and_apart(sentence):
    end = 0
    for low, high in pieces(sentence):
        assert end <= low <= high <= len(sentence)
        end = high


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (TOLD.replace("12", "15"), "number"),
        (TOLD.replace("12", "two"), "number"),
        (TOLD.replace("Monday", "Sunday"), "date"),
        (TOLD.replace("Tallinn", "Riga"), "place"),
        (TOLD.replace("were killed", "were not killed"), "polarity"),
        (TOLD.replace("were killed", "were allegedly killed"), "certainty"),
    ],
)
def test_one_point_changed_is_a_conflict_of_its_kind(changed, kind):
    corpus = pair(TOLD, changed, days=[date(2024, 5, 6)] * 2)
    found = an.claims.conflicts(corpus)
    assert found["kind"].to_list() == [kind] and found["sure"].all()
    assert set(an.claims.map(corpus).filter(claim_id=found["claim_id"][0])["treatment"]) == {
        "carried",
        "conflict",
    }


@pytest.mark.parametrize(
    "told",
    [
        TOLD,
        TOLD.replace("12", "twelve"),
        TOLD.replace("12", "at least 12"),
        TOLD.replace("12", "about 12"),
        TOLD.replace("said", "told reporters"),
        TOLD.replace("people were killed", "people died"),
        TOLD.replace("said", "reportedly said"),
    ],
)
def test_the_same_told_otherwise_is_none(told):
    assert an.claims.conflicts(pair(TOLD, told)).is_empty()


def test_a_later_higher_count_is_an_update():
    later = TOLD.replace("12", "15")
    days = [date(2024, 5, 6), date(2024, 5, 7)]
    corpus = pair(TOLD, later, days=days)
    assert an.claims.conflicts(corpus).is_empty()
    assert an.claims.conflicts(corpus, updates=True)["kind"].to_list() == ["update"]
    assert an.claims.conflicts(pair(later, TOLD, days=days))["kind"].to_list() == ["number"]


BLAST = "A blast at a market in Lyon killed 12 people, the prefect said."
AGAIN = "Fifteen people died in the explosion at the market in Lyon."
SAME_DAY = [date(2024, 5, 6)] * 2


def test_a_count_in_other_words_is_a_conflict():
    found = an.claims.conflicts(pair(BLAST, AGAIN, days=SAME_DAY))
    assert found.select("kind", "value_a", "value_b", "point").rows() == [
        ("number", "12", "Fifteen", "dead")
    ]
    days = [date(2024, 5, 6), date(2024, 5, 7)]
    assert an.claims.conflicts(pair(BLAST, AGAIN, days=days)).is_empty()  # an update
    assert an.claims.conflicts(pair(BLAST, AGAIN))["kind"].to_list() == ["undated"]


@pytest.mark.parametrize(
    "other",
    [
        "At least ten people died in the explosion at the market in Lyon.",
        "Fifteen people died in the explosion at the market in Nice.",
        "Fifteen people, including the bomber, died in the explosion at the market in Lyon.",
        "Fifteen people could have died in the explosion at the market in Lyon.",
        "Dozens of people died in the explosion at the market in Lyon.",
        "Fifteen others died in the explosion at the market in Lyon.",
        "Three soldiers died in the explosion at the market in Lyon.",
        "Fifteen people died in the explosions at markets in Lyon and Nice.",
        "Fifteen people were hurt in the explosion at the market in Lyon.",
    ],
)
def test_another_count_is_none(other):
    assert an.claims.conflicts(pair(BLAST, other, days=SAME_DAY)).is_empty()


@pytest.mark.parametrize(
    ("told", "days", "kind", "sure"),
    [  # one day by the dates, one day by what both name first, no day known, what lasts
        ("{} people came to the fair in Hull.", SAME_DAY, "number", True),
        ("On Monday {} people came to the fair in Hull.", None, "number", True),
        ("{} people came to the fair in Hull.", None, "undated", False),
        ("The boat sank {} miles off the port of Hull.", None, "number", True),
    ],
)
def test_a_number_is_sure_where_no_day_explains_it(told, days, kind, sure):
    corpus = pair(told.format(300), told.format(900), days=days)
    assert an.claims.conflicts(corpus).select("kind", "sure").rows() == [(kind, sure)]


def test_a_denial_on_an_unknown_day_is_not_sure():
    told = "The council of Hull has agreed to the plan for the new harbour bridge."
    rows = [
        an.claims.conflicts(pair(told, told.replace("has", "has not"), days=days))
        for days in (None, SAME_DAY)
    ]
    assert [row.select("kind", "sure").rows() for row in rows] == [
        [("polarity", False)],
        [("polarity", True)],
    ]


def test_an_article_that_knows_both_counts_contradicts_none():
    both = AGAIN + " Earlier the police had spoken of 12 people killed."
    assert an.claims.conflicts(pair(BLAST, both, days=SAME_DAY)).is_empty()


def test_an_age_beside_a_count_knows_no_count():
    aged = "Fifteen people died in the explosion in Lyon, by a 20-year-old former clerk."
    told = BLAST.replace("12", "at least 17")
    assert an.claims.conflicts(pair(told, aged, days=SAME_DAY))["kind"].to_list() == ["number"]


TRIP = "The president's {} trip to Japan is meant to show how close both are."
VISIT = "Trade was the topic of the president's {} visit to Japan, officials said."


@pytest.mark.parametrize(
    ("told", "other", "kind"),
    [
        (TRIP.format("four-day"), VISIT.format("three-day"), "number"),
        ("The ferry hit the rocks at 9:21 p.m.", "It hit the rocks at 10:05 p.m.", "date"),
        ("They landed a mile away: two miles.", "They landed six miles away.", "number"),
        ("Fourteen people were hurt.", "Nineteen of them were taken to hospital.", "number"),
        ("By now Roe's lead is .15 points.", "They put Roe ahead by 0.19 points.", "undated"),
    ],
)
def test_a_quantity_in_other_words_is_a_conflict(told, other, kind):
    days = None if kind == "undated" else SAME_DAY
    assert an.claims.conflicts(pair(told, other, days=days))["kind"].to_list() == [kind]


@pytest.mark.parametrize(
    ("told", "other"),
    [
        (TRIP.format("four-day"), VISIT.format("four-day")),
        (TRIP.format("four-day"), VISIT.format("three-day").replace("Japan", "Chile")),
        ("The ferry hit the rocks at 9:21 p.m.", "It hit the rocks at about 9:30 p.m."),
        ("They landed six miles away.", "They landed some ten kilometres away."),
        ("Fourteen people were hurt.", "Nine of them were taken to hospital."),
        ("He pleaded to five to 99 charges.", "He pleaded to seven charges."),
    ],
)
def test_quantities_that_can_both_hold_are_none(told, other):
    assert an.claims.conflicts(pair(told, other, days=SAME_DAY)).is_empty()


def test_a_claim_that_names_nobody_is_not_left_out():
    assert not asserting.stands_alone("But he made no promise to them")
    rows = an.claims.map(pair(TOLD, "A volcano closed eleven airports on Iceland."))
    out = rows.filter(state="left out")["wording"].to_list()
    assert out and all(map(asserting.stands_alone, out))


def test_ages_of_one_person_differ_by_more_than_a_birthday():
    told = "The court freed Ann Reed, {}, a nurse from Hull, late in the evening."
    other = "After a long day {}-year-old Ann Reed walked out of the gate."
    found = [an.claims.conflicts(pair(told.format(34), other.format(n))) for n in (34, 35, 43)]
    assert [rows["point"].to_list() for rows in found] == [[], [], ["age"]]


@pytest.mark.parametrize(
    ("told", "other"),
    [
        ("The news was first reported by Ann Roe.", "The news was first reported by Ann Row."),
        ("The rate fell to 3.85 percent in May.", "The rate fell to 3.9 percent in May."),
        ("It will cost $100 to $150 billion a year.", "It will cost $100 billion to $150 billion."),
        ("He was shot in Mobile, Ala. on a bridge.", "He was shot in Mobile, Alabama on a bridge."),
        ("It opens at 6:45 p.m. in the old church.", "It opens at 7:45 p.m. in the old church."),
        ("They came two weeks ago to the harbour.", "They came three weeks ago to the harbour."),
        ("Three other officers were fired on it.", "All four officers were fired on it."),
        ("It closed with oil up 1.8 percent today.", "Oil closed up 0.6 percent after the news."),
    ],
)
def test_what_only_looks_different_is_no_conflict(told, other):
    assert an.claims.conflicts(pair(told, other)).is_empty()


@pytest.mark.parametrize(
    "passage",
    [
        "the first black woman to hold the office",
        "Ann Roe (@annroe) January 17, 2019",
        "Hide Caption 11 of 12 Photos",
        "A senior official in Lyon said",
        "Mayor Says Bridge Will Never Open",
        "most of the United States, basically",
    ],
)
def test_scraps_titles_and_furniture_state_nothing(passage):
    assert not asserts(passage)


@pytest.mark.parametrize(
    "passage", ["The FDA approved Plan B in 1999", "She resigned", "It makes no sense to him"]
)
def test_short_sentences_state_something(passage):
    assert asserts(passage)


@pytest.mark.parametrize(
    ("x", "y", "same"),
    [
        ("4,215 votes", "over 4,000 votes", True),
        ("2.5 million people", "2,500,000 people", True),
        ("twenty five men", "25 men", True),
        ("1,000 men", "1,020 men", True),
        ("nine men", "seven men", False),
        ("more than 100 men", "more than 200 men", False),
        ("about 100 men", "180 men", False),
        ("two dozen men", "24 men", True),
        ("half a dozen men", "six men", True),
        ("more than a dozen men", "21 men", True),
    ],
)
def test_numbers_are_compared_with_their_bounds(x, y, same):
    one, two = (points.numbers(points.tokens(text, 0, len(text)))[0] for text in (x, y))
    assert points.compatible(one, two) is points.compatible(two, one) is same


@given(st.text(max_size=80))
def test_nothing_contradicts_itself(text):
    line = points.tokens(text, 0, len(text))
    assert contradicting.differences(line, line) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_contradiction_knows_no_side(x, y):
    one, two = points.tokens(x, 0, len(x)), points.tokens(y, 0, len(y))
    kinds = [
        {d.kind for d in contradicting.differences(*pair)} for pair in ((one, two), (two, one))
    ]
    assert kinds[0] == kinds[1]


def test_when_and_where_it_was_said_groups_nothing():
    told = "There is room for work on ports, Ann Roe said on Monday at a meeting with Bob Poe."
    other = "Hull is proud of its fleet, Ann Roe said on Monday at a meeting with Bob Poe."
    rows = an.claims.map(pair(told, other)).filter(pl.col("wording").str.contains("room|proud"))
    assert set(rows["n_outlets"]) == {1}


def test_what_one_says_of_himself_is_not_told_of_another():
    told = "“Thank you for the invitation to the harbour feast in Hull,” Ann Roe said."
    other = "Bob Poe thanked for the invitation to the harbour feast in Hull."
    other += " “I am glad,” Bob Poe said."
    rows = an.claims.map(pair(told, other)).filter(pl.col("wording").str.contains("invitation"))
    assert set(rows["n_outlets"]) == {1}


def test_voice_is_of_what_is_said_not_of_when():
    text = "The old bridge is safe for lorries, Ann Roe said on Monday at a meeting,"
    text += " according to the Hull Gazette."
    cut = an.claims.propositions(read(text))
    assert cut["voice"].to_list() == ["reported"]


@pytest.mark.parametrize(
    ("wording", "passage", "missing"),
    [
        ("The 2 men met in North Korea", "Both met in Korea", []),
        ("It killed 12 people (the APF said)", "It killed a dozen people", []),
        ("It killed 12 people in Lyon", "It killed people in Nice", ["12", "Lyon"]),
        ("It began on 5 May 2019 in Hull", "It began in Hull on May 5", []),
        ("It is his first visit since 2019", "It is his first visit", ["2019"]),
        ("The DPRK fired a rocket", "The Democratic People’s Republic of Korea did so", []),
        ("The boat sank in the Sea of Azov", "It sank there", ["Sea of Azov"]),
    ],
)
def test_what_is_missing_is_named_as_it_is_written(wording, passage, missing):
    found = lacking.missing(wording, [lacking.held(passage)])
    assert [part.written for part in found] == missing


@given(st.text(max_size=60))
def test_nothing_is_missing_from_its_own_words(text):
    assert lacking.missing(text, [lacking.held(text)]) == []


def test_copied_words_and_one_agency_are_one_source():
    rows = an.claims.map(pair(TOLD, TOLD)).filter(pl.col("wording").str.contains("bridge"))
    assert set(rows["n_outlets"]) == {2} and set(rows["n_sources"]) == {1}
    assert rows["relayed"].drop_nulls().len() == 1


def test_what_only_one_tells_has_all_others_left_out():
    other = "A volcano on Iceland erupted and closed eleven airports." + FILLER
    rows = an.claims.map(read(TOLD + FILLER, other))
    found = an.claims.distinct(rows)
    only = found.filter(distinct="only this outlet")
    assert any("bridge" in wording for wording in only.filter(outlet="paper0")["wording"])
    for claim in only["claim_id"]:
        assert rows.filter(claim_id=claim, state="told")["outlet"].n_unique() == 1


@pytest.mark.parametrize("n", [1, 2])
def test_few_articles_and_nothing_said(n):
    found = an.claims.read(read(*["Hello there."] * n))
    assert found.map.is_empty() and found.conflicts.is_empty()
    chart = an.charts.claim_map(found.map)
    assert "No claim" in specification(chart)["title"]["text"]


def test_the_chart_has_a_mark_for_every_cell(corpus, claims):
    chart = an.charts.claim_map(claims.map, corpus.outlets, top=10)
    assert len(evidence.marks(specification(chart))) == 10 * len(corpus.outlets)


def test_the_chart_tells_what_is_perhaps_told_from_what_is(corpus, claims):
    drawn = evidence.marks(specification(an.charts.claim_map(claims.map, corpus.outlets, top=99)))
    doubtful = claims.map.filter(pl.col("treatment") != "conflict", ~pl.col("sure"))
    perhaps = set(doubtful.filter(state="told").select("claim_id", "outlet").iter_rows())
    assert len(perhaps) > 10
    named = dict(corpus.outlets.select("name", "outlet").iter_rows())
    found = {
        (row["claim_id"], named[row["outlet_name"]])
        for row in drawn
        if row["treatment"] == "perhaps told"
    }
    assert found == perhaps
    assert {row["certainty"] for row in drawn if row["treatment"] in ("carried", "partly")} == {""}


def test_the_explorer_filters_and_sets_passages_side_by_side():
    corpus = pair(TOLD, TOLD.replace("12", "15"))
    explorer = an.explore.claims(corpus)
    explorer.controls["show"].value = "conflicts"
    assert {row["claim_id"] for row in explorer.rows} == set(
        an.claims.conflicts(corpus)["claim_id"]
    )
    explorer.select(0)
    shown = explorer.panel.value
    assert "In conflict" in shown and "<strong>12</strong>" in shown and "<ins>15</ins>" in shown
    assert "perhaps of different days" not in shown  # both name Monday
    explorer.controls["show"].value = "all"
    explorer.controls["words"].value = "lighthouse"
    assert {"lighthouse" in row["wording"] for row in explorer.rows} == {True}


def test_the_article_whose_words_stand_for_a_claim_tells_it_surely():
    line = "The mean Ruritania electorate from 2008 and 2010 (a benchmark for 2012) was just D+1.5."
    rows = pl.DataFrame({"outlet": ["A", "B"], "text": [line, f"It rained. {line}"]})
    found = an.claims.read(an.read(rows))
    told = found.map.filter(pl.col("treatment") != "absent", pl.col("sure"))
    assert set(told["claim_id"]) == set(found.map["claim_id"])
    words = found.map.filter(pl.col("told") == 1.0)
    assert words["missing"].list.len().max() == 0


@pytest.mark.parametrize(
    ("one", "two", "conflicting"),
    [
        (
            "The marshals also offer a reward of $25,000 for the two men who broke out.",
            "The marshals offer a reward of $75,000 for the two men who broke out.",
            False,
        ),
        (
            "The marshals offer a reward of $25,000 for the two men who broke out.",
            "The marshals offer a reward of $75,000 for the two men who broke out.",
            True,
        ),
    ],
)
def test_a_sum_that_may_be_a_part_of_the_other_is_no_conflict(one, two, conflicting):
    corpus = an.read(pl.DataFrame({"outlet": ["A", "B"], "text": [one, two]}))
    assert bool(len(corpus.conflicts)) is conflicting


def test_what_is_told_does_not_depend_on_how_much_is_judged_at_once(monkeypatch):
    corpus = an.load("corpus/vostochny-2023")
    cut = asserting.propositions(corpus)
    side = likeness.read(cut, corpus.articles, corpus.quotes)
    pairs, fitted = telling.pairs(side), telling.model()
    whole = telling.told(side, pairs, fitted)
    monkeypatch.setattr(telling, "_AT_ONCE", 50)
    some = telling.told(side, pairs, fitted, lambda rows, _: rows % 2 == 0)
    kept = whole.key // (side.article.max() + 1) % 2 == 0
    assert kept.any()
    assert np.array_equal(some.key, whole.key[kept])
    assert np.array_equal(some.near, whole.near[kept])
    assert np.array_equal(some.p, whole.p[kept])
