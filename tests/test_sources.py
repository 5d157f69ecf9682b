"""What a source names: a person under one name, and never a scrap of the sentence or the page."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.quotes import extract, merged
from analysis.reading.quotes.across import people
from analysis.reading.quotes.link_labels import without
from analysis.reading.quotes.sources import can_speak, clean, is_scrap


def actors(text: str, declared: pl.DataFrame | None = None) -> list[str | None]:
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}), actors=declared)
    return rows.filter(pl.col("form") != "scare", part=0)["actor"].to_list()


LABEL = (
    "Nora Quill Nora Ann (Nan) QuillMayor faces a vote Poll: Crane leads in Oxmoor "
    "The Memo: who wins MORE"
)
NAMED = {
    "a party's tag": ("Sen. Nora Quill, R-Ky., said the pier was shut.", ["Nora Quill"]),
    "a party's tag after the quotation": (
        "“It is shut,” Nora Quill, D-Calif., said.",
        ["Nora Quill"],
    ),
    "a party and a state in words": (
        "“It is shut,” Nora Quill, Republican of Maine, said.",
        ["Nora Quill"],
    ),
    "a label of a link": (f"Sen. {LABEL} (R-Ky.) said the pier was shut.", ["Nora Quill"]),
    "an office in capitals": (
        "President Ned Crane spoke. “It is shut,” the Commander-in-Chief said.",
        ["Ned Crane"],
    ),
    "an office before the name": (
        "“It is shut,” said Department of Works spokeswoman Nora Quill.",
        ["Nora Quill"],
    ),
    "a committee's chairman": (
        "“It is shut,” said Ways and Means Chairman Nora Quill.",
        ["Nora Quill"],
    ),
    "whose house she speaks for": (
        "“It is shut,” said Dr. Nora Quill of the Institutes of Health.",
        ["Nora Quill"],
    ),
    "a surname with its article": ("“It is shut,” Adel al-Quill said.", ["Adel al-Quill"]),
    "initials stay capitals": ("“It is shut,” said HPLU.", ["HPLU"]),
    "a name and half a verb": ("Republicans almost said the pier was shut.", ["Republicans"]),
    "people with what is said of them": (
        "A person briefed on the talks said the pier was shut.",
        ["A person briefed on the talks"],
    ),
    "one of several": ("One of the prosecutors said it was shut.", ["One of the prosecutors"]),
}
NOBODY = {
    "a party's tag alone": "R-Ohio said the pier was shut.",
    "an opener": "Nevertheless said the pier was shut.",
    "an event": "The visit showed that the pier was shut.",
    "whose event": "Ned Crane’s victory showed that the pier was shut.",
    "part of a sentence": "A script and said the pier was shut.",
}


@pytest.mark.parametrize("case", NAMED)
def test_a_speaker_bears_the_name_alone(case):
    text, expected = NAMED[case]
    assert actors(text) == expected


@pytest.mark.parametrize("case", NOBODY)
def test_what_is_no_name_is_nobody(case):
    assert not any(actors(NOBODY[case]))


def test_a_label_leaves_every_offset_right_and_no_mark_in_the_source():
    text = f"“It is shut,” said Sen. {LABEL} (R-Ky.). She said “it is late” on Monday."
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["actor"].to_list() == ["Nora Quill", "Nora Quill"]
    for row in rows.iter_rows(named=True):
        assert text[row["source_start"] : row["source_end"]] == row["source"]
    assert rows["source"].to_list() == ["Sen. Nora Quill", "She"]
    starts = [text.index("It is shut"), text.index("it is late")]
    assert rows["start"].to_list() == starts


@given(st.text(alphabet="AaBb .MORE\xad", max_size=60))
def test_a_text_less_its_labels_leads_back_to_itself(text):
    bare = without(text)
    places = bare.places or range(len(text) + 1)
    assert bare.text == "".join(text[place] for place in places[: len(bare.text)])


def test_somebody_named_only_in_passing_is_not_she():
    text = "Nora Quill spoke first. Asked about Grace Obi, she said “it is late” again."
    assert "Grace Obi" not in actors(text)


def test_where_a_sentence_goes_on_about_somebody_unknown_nobody_else_is_she():
    text = "She toured the north with Grace Obi. “It is late,” she said."
    assert actors(text) == [None]


def test_one_person_has_one_name_over_an_event():
    written = [
        "Nora MacQuill",
        "Nora MacQuill",
        "Nora McQuill",
        "MacQuill",
        "Nora B. MacQuill",
        "who",
    ]
    quotes = pl.DataFrame(
        {"actor": written, "via": [None] * 6}, schema_overrides={"via": pl.String}
    )
    assert merged(quotes)["actor"].to_list() == ["Nora MacQuill"] * 5 + ["who"]


def test_two_people_of_one_surname_and_declared_actors_stay_apart():
    assert people(["Ned Roe", "Bo Roe", "Roe", "roe", "ned-roe"]) == {}
    assert people(["Ned Roe Jr.", "Ned Roe"]) == {}
    joint = people(["Nora Quill & Ned Roe", "Quill & Roe"])
    assert joint["Quill & Roe"] == "Nora Quill & Ned Roe"


@given(st.text(max_size=40))
def test_odd_sources_never_raise(words):
    head = clean(words)
    is_scrap(head)
    can_speak(head)
