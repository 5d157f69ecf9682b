"""Where a concept's term stands; no pattern takes more time than the text is long."""

from __future__ import annotations

import re

import pytest
import torture
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis.errors import ParallaxError
from analysis.preparing.check import check
from analysis.terms import PatternError, term_pattern, word_pattern

WORDS = st.sampled_from(
    ["war", "War", "wars", "üb", "a b", "U.S.", "75", "x" * 9, " ", "\n", "-", "😀"]
)


@given(st.lists(WORDS).map("".join), st.sampled_from(["war", "war*", "a b", "*s", "U.S.", "😀"]))
def test_terms_stand_where_an_independent_engine_finds_them(text, term):
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in term.split())
    oracle = re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
    expected = [found.span() for found in oracle.finditer(text)]
    assert list(word_pattern(term).spans(text)) == expected
    assert word_pattern(term).occurs([text]) == [bool(expected)]


@given(st.lists(st.sampled_from(["war ", "x" * 700 + " ", "é\n", "peace "]), max_size=60))
def test_long_texts_lose_no_word(parts):
    text = "".join(parts)
    expected = [found.span() for found in re.finditer(r"\bwar\b", text)]
    assert list(term_pattern("war").spans(text)) == expected


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*)*b", ".*[^A-Z]|[A-Z]", "(a?){50}b"])
def test_no_pattern_hangs(pattern):
    texts = ["a" * 20_000, "A" * 20_000]
    term_pattern(f"/{pattern}/").all_spans(texts)
    term_pattern(f"/{pattern}/").occurs(texts)
    word_pattern("a*" * 12).all_spans(texts)
    word_pattern("* * * *a").all_spans([" " * 50_000])


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
