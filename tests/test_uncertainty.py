"""Intervals and nulls: hand-worked cases, exact enumeration, invariants."""

import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ParallaxError
from analysis.measures.uncertainty import (
    family_wise,
    permutation_null,
    resample_interval,
    share_interval,
    shuffles,
)

UNITS = st.lists(
    st.tuples(st.floats(-1, 1, width=32), st.sampled_from("abc")), min_size=1, max_size=40
)


@settings(max_examples=50)
@given(UNITS)
def test_interval_covers_only_what_was_seen(units):
    values, groups = zip(*units, strict=True)
    found = resample_interval(values, groups, draws=200)
    assert found["n"].sum() == len(units)
    for group, value, low, high, n in found.iter_rows():
        mine = [v for v, g in units if g == group]
        assert value == pytest.approx(np.mean(mine), abs=1e-6)
        assert (low is None) == (n < 2)
        if n > 1:
            assert min(mine) - 1e-6 <= low <= high <= max(mine) + 1e-6


def test_interval_is_about_two_standard_errors():
    values = np.random.default_rng(1).normal(size=400)
    found = resample_interval(values, ["a"] * 400, draws=4000)
    width = found["high"].item() - found["low"].item()
    assert width == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.05)


def test_same_seed_same_interval_and_null():
    values, groups = [0.1, 0.5, 0.9, 0.2], list("aabb")
    for function in (resample_interval, permutation_null):
        assert function(values, groups).equals(function(values, groups))


def test_null_agrees_with_all_possible_shuffles():
    values, groups = np.array([0.0, 0.1, 0.3, 0.9, 1.0, 0.8]), list("aaabbb")
    means = [np.mean(values[list(rows)]) for rows in itertools.combinations(range(6), 3)]
    exact = np.mean(
        np.abs(np.array(means) - values.mean()) >= abs(values[:3].mean() - values.mean()) - 1e-9
    )
    found = permutation_null(values, groups, draws=20_000, family=False)
    assert found["p"].to_list() == pytest.approx([exact, exact], abs=0.01)


def test_family_control_widens_the_band():
    rng = np.random.default_rng(2)
    values, groups = rng.normal(size=60), rng.choice(list("abcdef"), 60)
    each = permutation_null(values, groups, family=False)
    family = permutation_null(values, groups)
    assert (family["null_low"] <= each["null_low"]).all()
    assert (family["p"] >= each["p"]).all()


def test_few_false_alarms_over_any_group():
    rng = np.random.default_rng(3)
    alarms = 0
    for seed in range(200):
        values, groups = rng.beta(0.5, 0.5, 50), rng.choice(list("abcde"), 50)
        found = permutation_null(values, groups, draws=300, seed=seed)
        alarms += (found["p"] <= 0.05).any()
    assert alarms <= 20  # 10 expected; P(more than 20) < 0.001


def test_a_group_that_differs_is_found():
    found = permutation_null([0.0] * 20 + [1.0] * 20, ["a"] * 20 + ["b"] * 20)
    assert (found["p"] < 0.01).all()
    assert found.filter(group="b")["value"].item() > found.filter(group="b")["null_high"].item()


def test_the_interval_of_a_share_is_that_of_its_zeros_and_ones():
    hits, sizes = np.array([3, 20, 7]), np.array([10, 80, 9])
    low, high = share_interval(hits, sizes, draws=20_000)
    for i, (k, n) in enumerate(zip(hits, sizes, strict=True)):
        drawn = resample_interval([1.0] * k + [0.0] * (n - k), ["a"] * n, draws=20_000)
        assert low[i] == pytest.approx(drawn["low"].item(), abs=1.01 / n)
        assert high[i] == pytest.approx(drawn["high"].item(), abs=1.01 / n)


@given(st.lists(st.floats(0, 10), min_size=19, max_size=99), st.floats(0, 10))
def test_beyond_the_bound_is_what_p_says(largest, observed):
    bound, p = family_wise(np.array([observed]), np.array(largest))
    assert 1 / (len(largest) + 1) <= p[0] <= 1
    if observed > bound + 1e-6:
        assert p[0] <= 0.05 + 1e-9
    if p[0] < 0.05 - 1 / (len(largest) + 1):
        assert observed > bound - 1e-6


def test_shuffles_keep_the_sizes_of_the_groups():
    codes = np.array([0, 0, 1, 2, 2, 2])
    for mixed in shuffles(codes, 20):
        assert np.bincount(mixed).tolist() == [2, 1, 3]


def test_nothing_to_compare():
    assert permutation_null([1.0, 2.0], ["a", "a"])["p"].item() == 1
    assert permutation_null([1.0, 1.0], ["a", "b"])["p"].to_list() == [1, 1]
    assert resample_interval([], []).is_empty()
    assert permutation_null([], []).is_empty()
    assert permutation_null(pl.Series([1.0]), pl.Series(["a"])).height == 1


@pytest.mark.parametrize("drawn", [resample_interval, permutation_null])
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"draws": 0}, "draws is 0. Remedy: draw at least once"),
        ({"draws": -1}, "draws is -1"),
        ({"level": 1.0}, "level is 1.0. Remedy: give a share between 0 and 1"),
        ({"level": 95}, "level is 95"),
        ({"level": float("nan")}, "level is nan"),
    ],
)
def test_draws_and_level_are_checked(drawn, asked, says):
    with pytest.raises(ParallaxError, match=says):
        drawn([1.0, 2.0, 3.0], ["a", "a", "b"], **asked)
    with pytest.raises(ParallaxError, match=says):
        share_interval(np.array([1]), np.array([2]), **asked)


def test_errors_say_what_to_do():
    with pytest.raises(ParallaxError, match="2 values but 1 groups"):
        resample_interval([1.0, 2.0], ["a"])
    with pytest.raises(ParallaxError, match="value 1 is not a number"):
        permutation_null([1.0, float("nan")], ["a", "b"])
