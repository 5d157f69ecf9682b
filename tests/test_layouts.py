"""Layouts whose speech cannot be read safely are told with their line, and others are not."""

from __future__ import annotations

import pytest
from conftest import EVENT
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis.preparing.layouts import unsafe

LEAD = "The pier is shut.\n\n"
UNSAFE = {
    "dialogue": "– We came early, all of us.\n– Why did nobody call?\n– I did, at noon.\n",
    "interview": "Why did you go?\nI had to leave, of course.\n\nWho came along with you?\n"
    "We were all there by noon.\n\nWhat happened then?\nMy boat sank.\n",
    "block": "> The pier must close at once.\n> It is not safe.\n\nThe town has two piers.\n",
    "never closes": "“We came early, all of us.\n\n“We saw the pier and the boats.\n\nIt rained.\n",
}
SAFE = {
    "labelled": "Q: Why did you go?\n\nA: I had to leave.\n\nQ: Who came?\n\nA: We all did.\n",
    "signed": "> The pier must close at once.\n\n— Nora Quill\n\nThe town has two piers.\n",
    "led": "Quill wrote:\n\n> The pier must close at once.\n\nThe town has two piers.\n",
    "list": "– Two boats for the harbour\n– Four lamps for the pier\n– One bell for the tower\n",
    "running": "“We came early.\n\n“We saw it,” Quill said.\n\nIt rained.\n",
    "questions": "Who will pay for the pier?\nThe town has no money left.\n",
}


@pytest.mark.parametrize("case", UNSAFE)
def test_an_unsafe_layout_is_told_once_where_it_begins(case):
    (place,) = unsafe(LEAD + UNSAFE[case])
    assert place.start == len(LEAD)
    assert place.remedy


@pytest.mark.parametrize("case", SAFE)
def test_a_layout_that_is_read_is_not_told(case):
    assert unsafe(LEAD + SAFE[case]) == []


def test_the_shipped_event_has_none():
    assert not any(unsafe(text) for text in an.load(EVENT).articles["text"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["“", "”", "> ", "– ", "We", "\n", "?", " ", "Q: ", "Kim"])))
def test_odd_text_never_raises(parts):
    text = "".join(parts)
    assert all(0 <= place.start < len(text) for place in unsafe(text))
