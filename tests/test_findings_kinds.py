"""Findings that are true by construction: days, order, figures, marks, who is heard."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis import findings
from analysis.findings import days, figures, heard_here, marked, openings, order, roles
from analysis.findings.event import Event
from analysis.findings.roles import role

FILLING = (
    "The council met in the town hall. Few people came to listen. It rained all day long. "
    "The mayor read the minutes. Nobody asked a question. The doors were closed at noon. "
    "A clerk swept the floor. The lights were put out. The guard went home. The street was empty. "
)


def read(texts: dict[str, str]) -> Event:
    return Event(an.read(pl.DataFrame({"outlet": list(texts), "text": list(texts.values())})))


def told(rows: list[findings.Finding]) -> list[str]:
    return [row.sentence for row in rows if row.stands]


def test_texts_that_begin_with_different_days_are_told_with_their_days():
    a = "The bridge was closed on Monday. " + FILLING
    b = "The bridge opened again on Friday. " + FILLING
    assert told(days.days(read({"A": a, "B": b, "C": FILLING}))) == [
        "The texts may be of different days, or of different months: the day that each names first "
        "is, A Monday; B Friday; C none"
    ]
    assert not told(days.days(read({"A": a, "B": a.replace("closed", "shut")})))


@pytest.mark.parametrize("text", ["until Friday", "next Friday", "last Friday"])
def test_a_day_that_is_still_to_come_or_of_another_week_dates_no_text(text):
    assert not read({"A": f"The court waits {text}. " + FILLING}).weekdays


def test_who_opens_one_text_and_comes_late_in_another_is_told():
    first = "Mayor Jane Ward closed the bridge. " + FILLING
    late = FILLING + "At the very end Jane Ward spoke."
    assert told(order.order(read({"A": first, "B": late, "C": late}))) == [
        "A names Jane Ward in its first two sentences; B and C only in the last third"
    ]
    assert not told(order.order(read({"A": first, "B": first, "C": first})))


def test_a_name_inside_a_quotation_or_a_post_does_not_open_a_text():
    late = FILLING + "At the very end Jane Ward spoke."
    inside = "“Jane Ward closed it,” he said. " + FILLING + "Jane Ward spoke."
    posted = "Jane Ward closed it. — Al Roe (@roe) May 26, 2019\n\n" + FILLING + "Jane Ward spoke."
    assert not told(order.order(read({"A": inside, "B": late, "C": late})))
    assert not told(order.order(read({"A": posted, "B": late, "C": late})))


def test_figures_that_one_outlet_alone_gives_are_told_and_near_ones_are_not():
    texts = {
        "A": "The bridge cost $27,111.75, and 311,000 people signed the petition. " + FILLING,
        "B": "The bridge cost roughly $27,000 in all, and 12 people came in 2016. " + FILLING,
    }
    assert told(figures.figures(read(texts))) == [
        "Large figures that one outlet alone gives: A “… 311,000 people signed the petition”"
    ]


def test_a_phrase_in_marks_and_in_anothers_own_words_is_told():
    texts = {
        "A": "The law brought in a gag rule for clinics. " + FILLING,
        "B": "The law brought in what some call a “gag rule” for clinics. " + FILLING,
    }
    assert told(marked.marked(read(texts))) == [
        "A writes “gag rule” as its own words; B puts it in quotation marks"
    ]
    same = {"A": texts["A"], "B": texts["A"].replace("clinics", "doctors")}
    assert not told(marked.marked(read(same)))


def test_who_is_heard_in_one_outlet_alone_is_told_for_all_outlets_at_once():
    one = "“We will build the new bridge over the river next spring,” said Mayor Jane Ward. "
    two = "“Nobody asked the people of this town about the bridge,” said lawyer Mark Doe. "
    (sentence,) = told(heard_here.heard_here(read({"A": one + FILLING, "B": two + FILLING})))
    assert "A: Jane Ward (Mayor: “We will build" in sentence
    assert "B: Mark Doe (lawyer: “Nobody asked" in sentence
    named = {"A": one + FILLING, "B": "Ward was there. " + FILLING}
    assert not told(heard_here.heard_here(read(named)))
    nothing = one.replace("We will build", "We cannot comment on")
    assert not told(heard_here.heard_here(read({"A": nothing + FILLING, "B": FILLING})))


def test_an_opening_is_whole_and_passes_over_notes_and_captions():
    texts = {
        "A": "Editor’s note: This was changed.\n\nThe stand-your-ground law was upheld by your "
        "court, which had heard both sides of the case, " + "and the town and the river, " * 8
        + "on Monday.",
        "B": "A man looks at the river. A man looks at the river. The council closed the old "
        "bridge of the town on Monday.",
    }  # fmt: skip
    (sentence,) = told(openings.openings(read(texts)))
    assert "A “The stand-your-ground law" in sentence and "on Monday.”; B “The council" in sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe, a former judge, spoke.", "a former judge"),
        ("Yesterday lawyer Jane Roe spoke.", "lawyer"),
        ("alongside German Chancellor Jane Roe", "German Chancellor"),
        ("In the town Jane Roe spoke.", ""),
    ],
)
def test_a_person_is_introduced_as_the_text_does(text, expected):
    start = text.index("Jane Roe")
    assert role(text, start, start + len("Jane Roe")) == expected


def test_a_role_is_whole_or_not_told():
    told_of = {
        "White House senior adviser Jane Roe spoke.": "White House senior adviser",
        "His friend Jane Roe agrees.": "",
        "The Bank of Ruritania Executive Director Jane Roe spoke.": "",
        "Jane Roe, a 29-year-old U.S. citizen, left.": "",
        "Yesterday lawyer Jane Roe spoke.": "lawyer",
    }
    for text, what in told_of.items():
        assert roles.introduced([text], "Jane Roe") == what, text


def test_a_place_before_an_opening_is_no_title_before_a_name():
    filed = {
        "A": "EASTWICK, Ruritania (Courier) — The bridge fell at noon on the river. " + FILLING
    }
    chief = {"B": "ABC News chief Jane Roe — once praised by all — left her post today. " + FILLING}
    (sentence,) = told(openings.openings(read(filed | chief)))
    assert "A “The bridge fell" in sentence and "B “ABC News chief Jane Roe" in sentence


def test_an_opinion_does_not_open_with_who_wrote_it():
    bio = "Jane Roe is the college's professor of law and a former judge in the city. "
    own = "It is time to close the bridge, and we must all say so to the mayor today. "
    texts = {
        "A": f"Opinion\n\n{bio}\n\n{own}" + "We should be ashamed of it. " * 3 + FILLING,
        "B": FILLING,
    }
    event = read(texts)
    if "opinion" in event.kinds.values():
        assert "professor of law" not in told(openings.openings(event))[0]
