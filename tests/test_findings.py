"""What the report opens on: true to the letter, with evidence behind each, no kind missing."""

from __future__ import annotations

import re

import polars as pl
import pytest
from conftest import EVENT
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import findings, languages
from analysis.findings import census
from analysis.findings.finding import Bar, Finding, quoted
from analysis.findings.kin import Kin


@pytest.fixture(scope="module")
def found(corpus):
    return findings.find(corpus)


def test_the_first_screen_has_five_to_eight_findings_that_stand(found):
    first = findings.chosen(found)
    assert 5 <= len(first) <= 8
    assert all(row.stands for row in first)
    assert len({row.kind for row in first}) >= 5
    assert len({row.about for row in first}) >= 3


def test_every_kind_is_stated_or_listed_with_its_reason(found):
    kinds = {row.kind for row in found}
    assert len(kinds) == len(findings.FINDERS)
    for row in found:
        assert row.sentence[0].isupper() and row.why
        if not row.stands:
            assert re.search(r"\d|Not looked at|No |Nothing|None|Every|Fewer", row.why)


def test_every_bar_opens_passages_that_are_there(found, texts):
    for row in found:
        assert not row.stands or row.evidence
        for bar in row.bars:
            assert not bar.value or bar.evidence
            for passage in bar.evidence:
                article, start, end = an.tables.parse_passage_id(passage)
                assert texts[article][start:end].strip()


def test_the_judging_word_of_the_first_event_is_found_with_its_voice(found):
    naming = [row.sentence for row in found if row.kind == "naming"]
    assert naming[0] == (
        "Only Washington Examiner calls Kim Jong Un “dictator”, once, in its own words"
    )
    assert any("“despot”" in row and "promotional" in row for row in naming)


def test_never_means_that_no_term_stands_in_the_outlets_sentences(found, corpus):
    names = dict(corpus.outlets.select("name", "outlet").iter_rows())
    concepts = dict(corpus.concepts.select("name", "concept").iter_rows())
    coverage = an.framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    claims = [
        match.groups()
        for row in found
        if row.kind == "omission"
        and (match := re.match(r"(.+) never touches on “(.+)”;", row.sentence))
    ]
    assert ("Sputnik India", "Ukraine war") in claims
    for outlet, concept in claims:
        rows = coverage.filter(outlet=names[outlet], target=concepts[concept])
        assert rows["value"].sum() == 0


def test_only_means_that_no_other_outlet_has_any_word_of_it(found, corpus):
    names = dict(corpus.outlets.select("name", "outlet").iter_rows())
    claims = [
        match.groups()
        for row in found
        if row.kind == "only here"
        and (match := re.match(r"Only (.+) mentions (.+),", row.sentence))
    ]
    assert claims
    for outlet, name in claims:
        others = corpus.articles.filter(pl.col("outlet") != names[outlet])["text"]
        assert not others.str.contains(re.escape(name)).any()


# Shuffling outlets over identical articles leaves nothing to find.
SAME = "The minister met the press on Monday. “We will build the bridge,” the minister said. " * 8


def test_equal_articles_have_no_findings():
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b", "c"], "text": [SAME] * 3}))
    assert [row.sentence for row in findings.find(corpus) if row.stands] == []


def test_one_outlet_alone_is_compared_with_nobody():
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": [SAME]}))
    found = findings.find(corpus)
    assert not any(row.stands for row in found)
    assert findings.chosen(found) == []


def test_an_event_without_actors_and_concepts_names_what_its_texts_name():
    said = "The bridge was opened on Monday in front of a large crowd. It rained all day long. "
    texts = [said + "Mayor Roe spoke. Roe left at noon. Roe smiled."] * 2 + [said * 3]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b", "c"], "text": texts}))
    sentences = [row.sentence for row in findings.find(corpus) if row.stands]
    assert any(re.match(r"c never mentions .*Roe; both other outlets do", row) for row in sentences)


def test_an_outlet_with_a_shorter_form_of_the_name_is_not_said_to_leave_it_out():
    texts = ["Jane Roe spoke. Jane Roe left. Jane Roe smiled.", "Mr Roe spoke. It rained all day."]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b"], "text": texts}))
    assert not [
        row for row in findings.find(corpus) if row.kind in ("omission", "only here") and row.stands
    ]


def test_a_speaker_that_is_no_proper_name_is_in_no_finding():
    said = "“We will build the new bridge over the wide river next spring,” {} said. "
    other = "“Nobody asked the people of this town about the old bridge at all,” {} said."
    about = "The plan of Jane Ward divides the town. "
    one = about + said.format("Jane Ward") + other.format("a few of her colleagues")
    two = about + said.format("Jane Ward") + "It will cost 20 million dollars."
    read = an.read(pl.DataFrame({"outlet": ["A", "B"], "text": [one, two]}))
    told = " ".join(row.sentence for row in findings.find(read) if row.stands)
    assert told and "colleagues" not in told


@pytest.mark.parametrize(
    ("number", "told"),
    [("75 years", True), ("100 kilometers", True), ("12 people", True), ("two leaders", False),
     ("5 p.m.", False), ("five past", False), ("100 percent support", False)],
)  # fmt: skip
def test_a_number_is_a_finding_where_it_counts_things(number, told):
    assert census._counts(number) is told


def finding(kind: str, about: str, strength: float) -> Finding:
    return Finding(
        kind=kind,
        basis="census",
        stands=True,
        sentence=f"{kind} {about}",
        number="1",
        why="why",
        strength=strength,
        about=about,
        bars=(Bar(about, 1, "1", ["a:0-1"], True),),
    )


def test_the_choice_takes_one_of_each_kind_and_spreads_over_outlets():
    rows = [finding("x", "a", 9), finding("x", "b", 8), finding("y", "a", 9), finding("y", "b", 8)]
    assert [(r.kind, r.about) for r in findings.chosen(rows, least=2)] == [("x", "a"), ("y", "b")]


def test_the_choice_leaves_a_much_weaker_finding_even_of_a_new_outlet():
    rows = [finding("x", "a", 9), finding("y", "a", 9), finding("y", "b", 1)]
    assert [(r.kind, r.about) for r in findings.chosen(rows, least=2)] == [("x", "a"), ("y", "a")]


def test_the_choice_never_exceeds_its_limits():
    rows = [finding(kind, str(n), n) for kind in "abcdefghij" for n in range(4)]
    assert len(findings.chosen(rows)) == 8
    few = [finding("a", str(n), 9) for n in range(9)]
    assert len(findings.chosen(few)) == 5


def test_findings_are_the_same_every_time(found):
    assert findings.find(an.load(EVENT)) == found


def test_the_table_of_findings_has_one_row_each(found):
    assert findings.table(found)["sentence"].to_list() == [row.sentence for row in found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NORTH KOREAN DESPOT", "“north korean despot”"),
        ("the “best” deal", "“the ‘best’ deal”"),
        ("a\u202eb\n c", "“ab c”"),
    ],
)
def test_quoted_words_stay_one_readable_line(text, shown):
    assert quoted(text) == shown


WRITTEN = (
    *("US", "U.S.", "u.s.", "usa", "Russian", "us", "Kim.", "ki", "K.J.U", "the", "The", "9"),
    "Straßen",
)
NAMED = ("United", "States", "Russia", "Kim", "Jong", "Un", "the", "a", "9th", "Straße")


@given(st.lists(st.sampled_from(WRITTEN)), st.lists(st.sampled_from(NAMED)))
def test_kin_is_what_one_expression_over_the_text_finds(text, name):
    words = [word for word in name if word[0].isupper() or word[0].isdigit()]
    stems = [word[:4] for word in words]
    stems = [stem for stem in stems if stem.lower() not in languages.read().function_words]
    if len(words) > 1:
        stems.append(r"\.?".join(word[0] for word in words) + r"\b")
    oracle = re.compile("|".join(rf"\b{stem}" for stem in stems) or r"(?!)", re.IGNORECASE)
    found = Kin({"a": [" ".join(text)], "b": []}).of(" ".join(name))
    assert found == ({"a"} if oracle.search(" ".join(text)) else set())
