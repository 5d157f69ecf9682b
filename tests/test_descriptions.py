"""Whom descriptions, ages, appositions and quotations over lines mean: one person, or nobody."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.languages import read
from analysis.reading.quotes import extract
from analysis.reading.quotes.marks import quoted
from analysis.reading.quotes.names import noun_gender, read_name


def spoken(text: str, actors: pl.DataFrame | None = None) -> list[tuple[str | None, str]]:
    """Actor and sureness of every quotation in marks."""
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}), actors=actors)
    rows = rows.filter(pl.col("form").is_in(["direct", "mixed"]), part=0)
    return rows.select("actor", "sure").rows()


# One kind a line: what the text says, and who each quotation's speaker is.
CASES = {
    "an age, of the one just named": (
        "Diver Peter Lund says he grew up by the sea. The 24-year-old said that “it was not easy "
        "for me.”",
        ["Peter Lund"],
    ),
    "an age, of the one whose age is told": (
        "Grace Obi, 31, coaches Ida Roth. Ida Roth, 24, won on Friday. “I never slept at all,” the "
        "31-year-old said.",
        ["Grace Obi"],
    ),
    "an age that is another's": (
        "Peter Lund, 50, opened the pier. “I swam for hours,” the 24-year-old said.",
        [None],
    ),
    "an age of somebody unnamed": (
        "Peter Lund opened the pier after a 24-year-old fell. “I swam for hours,” the 24-year-old "
        "said.",
        [None],
    ),
    "an age where two are named": (
        "Peter Lund met Frank Moss on the pier. “I swam for hours,” the 24-year-old said.",
        [None],
    ),
    "what he is by himself": (
        "Peter Lund left the field early. “I felt my knee go,” the player added.",
        ["Peter Lund"],
    ),
    "what he won": (
        "Peter Lund married last year. The three-time world champion said the day “caught me by "
        "surprise.”",
        ["Peter Lund"],
    ),
    "two players": (
        "Peter Lund passed to Frank Moss. “I felt my knee go,” the player said.",
        [None],
    ),
    "a player who is nobody named": (
        "A player spoke after Peter Lund had left. “I felt my knee go,” the player said.",
        ["the player"],
    ),
    "an official is whoever": (
        "Grace Obi runs the harbour now. “It will take years,” said the former harbour official.",
        [None],
    ),
    "an office that the article gives": (
        "Rep. Grace Obi and Senator Peter Lund met. The congresswoman said it was “a good day for "
        "us.”",
        ["Grace Obi"],
    ),
    "an office told afterwards": (
        "The expert who played the bells called them “a treasure of the town.” The expert, Grace "
        "Obi of the conservatory, will be back.",
        ["Grace Obi"],
    ),
    "an honorific names nobody": (
        "Peter Lund met Grace Obi and Frank Moss. The President said that the day “was a good one "
        "for all.”",
        [None],
    ),
    "an unnamed official since the named one": (
        "Frank Moss, an adviser to the mayor, left. An adviser to the council stayed on. “It will "
        "take years,” the adviser said.",
        [None],
    ),
    "a place before a noun": (
        "A New York teacher is suing her school, complaining that it was “a plain case of spite.”",
        ["A New York teacher"],
    ),
    "who wrote": (
        "He kept a message from the mother complaining that he was “always late for school.”",
        ["the mother"],
    ),
    "what a body calls itself": (
        "Peter Lund spoke at a dinner of the Harbour Alliance, a club which styles itself as the "
        "“voice of the quays.”",
        ["Harbour Alliance"],
    ),
    "they call it, an agency says": (
        "Peter Lund’s lawyers will sue over the story, which they have called “an invention of a "
        "bored newsroom,” according to Reuters.",
        ["Peter Lund’s lawyers"],
    ),
    "an apposition with an owner": (
        "The Rev. Peter Lund, Father Moss’s son and successor at St. Anne’s, called it “the poor "
        "people’s bell.”",
        ["Peter Lund"],
    ),
    "an apposition without its second comma": (
        "“I have a problem with that,” Peter Lund, head of the Guild of Lamps said.",
        ["Peter Lund"],
    ),
    "an apposition between hyphens": (
        "The vestry - its elders, made up of clerks - wrote that it “would not pay for the pier.”",
        ["The vestry"],
    ),
    "a surname that is a month": ("Mrs May said: “It will be better for all of us.”", ["May"]),
    "an adjective before a surname": (
        "Peter Lund won. “I don’t usually cry,” said an emotional Lund following the final.",
        ["Peter Lund"],
    ),
    "the newspaper passes on": (
        "President Peter Lund spoke late. “They have no shame,” the Courier reported the president "
        "saying.",
        ["Peter Lund"],
    ),
    "the one who": (
        "The news did not sit well with President Peter Lund. It sat worse with the president, who "
        "commented: “That was really bad.”",
        ["Peter Lund"],
    ),
    "the agent of a passive": (
        "Peter King spoke first. The call was made on Sunday by Rep. Frank Moss. He said it was “a "
        "colossal waste of time.”",
        ["Frank Moss"],
    ),
    "the subject of the same sentence": (
        "Peter Lund met Ida. He wanted to prove that he was “somebody in this town,” he said.",
        ["Peter Lund"],
    ),
    "an adverb and a comma first": (
        "Frank Moss owns the yard. Now, Grace Obi is suing it. “I want to show them,” she said.",
        ["Grace Obi"],
    ),
    "a prince is no couple's": (
        "Prince Peter and Frank Moss walked in the park. “It did not happen,” the prince said.",
        ["Prince Peter"],
    ),
    "an office of a land": (
        "The Duke of Eastwick said he had “let the side down.”",
        ["Duke of Eastwick"],
    ),
    "a chairwoman called chairman": (
        "Committee Chairman Grace Obi warned of floods. She urged haste. “It takes an army,” she "
        "said in a statement.",
        ["Grace Obi"],
    ),
    "a word run into a surname": (
        "In Hart’s Location Obi won. President Obi came later. “I have a lot of fight left,” the "
        "president said.",
        ["Obi"],
    ),
    "a feeling in her words": (
        "Grace Obi says she left because she felt “terrified of revenge” and was worried about "
        "“being publicly shamed.”",
        ["Grace Obi", "Grace Obi"],
    ),
    "a clause after a fragment": (
        "Likening the suit to “blackmail,” Peter Lund said his wife was ill and was in a “very "
        "difficult situation.”",
        ["Peter Lund", "Peter Lund"],
    ),
    "the ministry is no party": (
        "The Harbour Party said it was late. China’s fishing ministry agreed that it was late. “We "
        "urge haste,” the ministry said.",
        ["China’s fishing ministry"],
    ),
    "the company is no force": (
        "The Air Force said it would wait. “We look forward to the work,” the company said.",
        [None],
    ),
    "a body's report": (
        "The Harbour Report is out. “The wardens failed us all,” the department’s report said.",
        [None],
    ),
    "one of a party": ("“We will lose badly,” a top Republican said.", ["a top Republican"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_description_means_one_person_or_nobody(case):
    text, actors = CASES[case]
    assert [actor for actor, _ in spoken(text)] == actors


def test_a_person_found_by_a_description_is_resolved_and_never_named():
    sure = {"resolved", "guessed"}
    for case in ("an age, of the one just named", "what he is by himself", "what he won"):
        assert {how for _, how in spoken(CASES[case][0])} <= sure


def test_an_alias_may_be_a_month():
    actors = pl.DataFrame({"actor": ["may", "may"], "alias": ["Theresa May", "May"]})
    assert spoken("Mrs May said: “It will be better for us.”", actors) == [("may", "named")]


LINES = (
    '"I don’t usually cry.\nIt’s been a rough year.\nI am so very happy today," said Peter Lund.'
)


def test_a_quotation_goes_on_over_lines_that_nobody_opens_again():
    assert [(q.how, LINES[q.start : q.end]) for q in quoted(LINES)] == [
        ("running", "I don’t usually cry."),
        ("running", "It’s been a rough year."),
        ("unopened", "I am so very happy today,"),
    ]
    assert {actor for actor, _ in spoken(LINES)} == {"Peter Lund"}


@pytest.mark.parametrize(
    "between",
    [
        "The mayor left early. Peter Lund said he would stay.",
        "Grace Obi, Institute of Lamps.",
        "x" * 4000,
    ],
)
def test_a_mark_left_open_is_not_closed_far_on_or_after_somebody_speaks(between):
    text = f'"We are going to leave.\n{between}\nThat is all there is to tell you."'
    assert "running" not in [q.how for q in quoted(text)]


@given(st.lists(st.sampled_from(["We left.", '"We left.', 'We left."', "", "No."]), max_size=8))
@settings(max_examples=60, deadline=None)
def test_stretches_in_marks_are_in_order_and_never_overlap(lines):
    text = "\n".join(lines)
    found = quoted(text)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))
    assert all(q.line_start <= q.start <= q.end <= q.line_end for q in found)


@pytest.mark.parametrize(
    ("written", "text", "kind"),
    [
        ("Nora’s List", "Nora’s List", "other"),
        ("the Courier’s Nora Quill", "Nora Quill", "person"),
        ("Duke of Eastwick", "Duke of Eastwick", "other"),
        ("Spaniard Peter Lund", "Peter Lund", "person"),
        ("HMS Eastwick", "HMS Eastwick", "other"),
        ("Mrs May", "May", "person"),
    ],
)
def test_names_with_owners_lands_and_ships(written, text, kind):
    name = read_name(written)
    assert name is not None
    assert (name.text, name.kind) == (text, kind)


def test_an_epithet_is_a_noun_for_a_person():
    odd = [word for word in read().epithets if not noun_gender(word)]
    assert odd == []
