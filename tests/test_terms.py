"""Where a concept's term stands; no pattern takes more time than the text is long."""

from __future__ import annotations

import re

import pytest
import torture
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis.errors import ParallaxError
from analysis.patterns import PatternError, linear
from analysis.preparing.check import check
from analysis.terms import term_pattern, word_pattern


@given(st.lists(st.sampled_from(["war ", "x" * 700 + " ", "é\n", "peace ", "wars "]), max_size=60))
def test_long_texts_lose_no_word(parts):
    text = "".join(parts)
    expected = [found.span() for found in re.finditer(r"\bwar\b", text)]
    assert [found.span() for found in linear(r"\bwar\b").finditer(text)] == expected
    low, high = len(text) // 3, len(text) // 2
    assert all(low <= found.start() < found.end() <= high for found in _within(text, low, high))


def _within(text, low, high):
    return linear("war").finditer(text, low, high)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*)*b", ".*[^A-Z]|[A-Z]", "(a?){50}b"])
def test_no_pattern_hangs(pattern):
    for text in ("a" * 20_000, "A" * 20_000):
        list(linear(pattern).finditer(text))


@pytest.mark.parametrize("term", ["a*a*a*b", "* * * *a", "a* * a*"])
def test_no_stars_hang(term):
    for text in ("a" * 20_000, " " * 20_000, "a " * 10_000):
        list(word_pattern(term).finditer(text))
    with pytest.raises(PatternError, match="more than 3 stars"):
        word_pattern("a*" * 12)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(?<=a)b", "look-ahead and look-behind"),
        ("(?!a)b", "look-ahead and look-behind"),
        (r"(a)\1", "references back"),
        (r"\w{900}{900}", "repeats too much"),
        ("a)(b", "unopened group"),
        ("wa(r", "unclosed group"),
    ],
)
def test_a_pattern_that_cannot_be_searched_for_is_named(pattern, why, tmp_path):
    with pytest.raises(PatternError, match=why):
        term_pattern(f"/{pattern}/")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "0.txt").write_text(torture.article(1).text)
    toml = torture.event(1).replace('"rocket0"', f"'/{pattern}/'")
    (tmp_path / "event.toml").write_text(toml)
    with pytest.raises(ParallaxError, match=re.escape(f"the term '/{pattern}/'")):
        an.load(tmp_path)
    assert any(why in finding.problem for finding in check(tmp_path))
