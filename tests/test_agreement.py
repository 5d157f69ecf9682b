"""Krippendorff's α: his published examples, what must hold of any codes, and bad input."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an


def table(coders: dict[str, list]) -> pl.DataFrame:
    rows = [
        (f"p{i}", coder, code) for coder, codes in coders.items() for i, code in enumerate(codes)
    ]
    return pl.DataFrame(rows, schema=["passage", "coder", "code"], orient="row")


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C
BINARY = {"meg": "0100000010", "owen": "1110010000"}
NOMINAL = {"ben": "aabbdcccedda", "gerry": "babbbccceddd"}
FOUR = {
    "a": "123321412...",
    "b": "1233224125.3",
    "c": ".3332342251.",
    "d": "12332441251.",
}


def published(coders: dict[str, str]) -> pl.DataFrame:
    return table({name: [None if c == "." else c for c in codes] for name, codes in coders.items()})


@pytest.mark.parametrize(
    ("coders", "scale", "alpha"),
    [
        (BINARY, "nominal", 0.095),
        (NOMINAL, "nominal", 0.692),
        (FOUR, "nominal", 0.743),
        (FOUR, "ordinal", 0.815),
        (FOUR, "interval", 0.849),
    ],
)
def test_the_published_examples(coders, scale, alpha):
    row = an.agreement.alpha(published(coders), scale=scale, order=list("12345abcde0"), draws=200)
    assert row["alpha"].item() == pytest.approx(alpha, abs=0.0005)
    assert row["low"].item() < row["alpha"].item() <= row["high"].item()
    assert row["coders"].item() == len(coders)


def test_a_passage_with_one_code_counts_for_nothing():
    row = an.agreement.alpha(published(FOUR), draws=50)
    assert row["n"].item() == 11  # of 12: nobody but b coded the last
    without = published(FOUR).filter(pl.col("passage") != "p11")
    assert an.agreement.alpha(without, draws=50).equals(row)


codings = st.lists(
    st.tuples(*[st.sampled_from(["neg", "neu", "pos", None])] * 3), min_size=2, max_size=12
).map(lambda rows: table({coder: [row[i] for row in rows] for i, coder in enumerate("xyz")}))


@settings(max_examples=40)
@given(codings, st.sampled_from(["nominal", "ordinal"]), st.randoms())
def test_what_holds_of_any_codes(codes, scale, random):
    order = ["neg", "neu", "pos"]
    found = an.agreement.alpha(codes, scale=scale, order=order, draws=20)
    row = found.row(0, named=True)
    if row["alpha"] is not None:
        assert row["alpha"] <= 1
    assert (row["alpha"] == 1) == (row["share"] == 1 and row["alpha"] is not None)
    assert row["low"] is None or row["low"] <= row["high"]
    # neither the coders' names nor the direction of the order matters
    renamed = codes.with_columns(pl.col("coder").replace({"x": "z", "z": "x"}))
    again = an.agreement.alpha(renamed, scale=scale, order=order[::-1], draws=20)
    assert again["alpha"].item() == pytest.approx(row["alpha"])


@settings(max_examples=20)
@given(st.lists(st.sampled_from("ab"), min_size=2, max_size=20))
def test_with_two_codes_the_scales_agree(codes):
    """Where there are but two codes, "between" and "different" are one and the same."""
    both = table({"x": codes, "y": codes[::-1]})
    nominal = an.agreement.alpha(both, draws=5)["alpha"].item()
    ordinal = an.agreement.alpha(both, scale="ordinal", order=["a", "b"], draws=5)["alpha"].item()
    assert nominal == pytest.approx(ordinal)


def test_chance_gives_about_zero_and_the_interval_narrows_with_more_passages():
    toss = Random(4)
    wide, narrow = (
        an.agreement.alpha(table({c: toss.choices("ab", k=n) for c in "xy"}), draws=200)
        for n in (20, 500)
    )
    assert abs(narrow["alpha"].item()) < 0.15
    assert (narrow["high"] - narrow["low"]).item() < (wide["high"] - wide["low"]).item()


def test_there_is_no_alpha_without_variation_and_no_interval_where_all_draws_agree():
    same = an.agreement.alpha(table({"x": ["a"] * 5, "y": ["a"] * 5}))
    assert same.select("alpha", "low", "share", "n").row(0) == (None, None, 1, 5)
    agreed = an.agreement.alpha(table({"x": ["a", "b"], "y": ["a", "b"]}))
    assert agreed.select("alpha", "low", "high", "share_low").row(0) == (1, None, None, None)
    opposed = an.agreement.alpha(table({"x": ["a"] * 3, "y": ["b"] * 3}))
    assert opposed["alpha"].item() < 0 and opposed["low"].item() is None
    empty = an.agreement.alpha(table({"x": [], "y": []}))
    assert empty.select("coders", "alpha", "share", "n").row(0) == (0, None, None, 0)


def test_draws_that_tell_nothing_give_no_interval():
    codes = table({"x": ["a", "b"], "y": ["a", "b"]})
    for seed in range(4):  # a draw of one passage twice has nothing to tell agreement from
        found = an.agreement.alpha(codes, draws=1, seed=seed)
        assert found.select("alpha", "low", "high").row(0) == (1, None, None)


def test_the_same_seed_gives_the_same_interval():
    codes = published(NOMINAL)
    first, again, other = (an.agreement.alpha(codes, seed=seed, draws=100) for seed in (1, 1, 2))
    assert first.equals(again) and not first.equals(other)


@pytest.mark.parametrize(
    ("codes", "options", "said"),
    [
        (pl.DataFrame({"passage": ["p"], "coder": ["x"]}), {}, "column 'code' is missing"),
        (table({"x": ["a"]}), {"scale": "ordnal"}, "write 'ordinal'"),
        (table({"x": ["a"]}), {"scale": "ordinal"}, "list the codes in `order`"),
        (table({"x": ["posi"]}), {"order": ["neg", "pos"]}, "unknown code 'posi'.*write 'pos'"),
        (table({"x": ["high"]}), {"scale": "interval"}, "'high' is not a number"),
        (pl.concat([table({"x": ["a"]})] * 2), {}, "'x' coded passage 'p0' more than once"),
    ],
)
def test_bad_input_is_named(codes, options, said):
    with pytest.raises(an.ParallaxError, match=said):
        an.agreement.alpha(codes, **options)
