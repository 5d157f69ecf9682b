"""Intervals by resampling and nulls by permutation, for means of groups.

One value belongs to one unit (a sentence, a word, an article); one group is what is
compared (an outlet). Everything is drawn from one seed, so a figure can be redone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from analysis.errors import ParallaxError

_CELLS = 4_000_000  # draws x values held at once: memory stays flat, whatever the size


def resample_interval(
    values: ArrayLike,
    groups: Sequence | pl.Series,
    *,
    draws: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give each group's mean and the interval it would vary in, had other units been drawn.

    Percentile bootstrap: each group's n values are drawn n times with replacement,
    `draws` times; low and high are the (1 - level) / 2 and (1 + level) / 2 quantiles of
    the means. Same unit as the values. One row is one group, in order of appearance:
    group, value, low, high, n; low and high are null where n < 2. Raises ParallaxError
    unless draws are at least 1 and 0 < level < 1.

    Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.

    >>> resample_interval([1.0, 1.0, 0.0], ["a", "a", "b"]).rows()
    [('a', 1.0, 1.0, 1.0, 2), ('b', 0.0, None, None, 1)]
    """
    _check_arguments(draws, level)
    values, codes, names = _coded(values, groups)
    tails = (1 - level) / 2, (1 + level) / 2
    rng = np.random.default_rng(seed)
    rows = []
    for code, name in enumerate(names):
        mine = values[codes == code]
        low = high = None
        if len(mine) > 1:
            means = [
                mine[rng.integers(len(mine), size=(size, len(mine)))].mean(1)
                for size in _portions(draws, len(mine))
            ]
            low, high = map(float, np.quantile(np.concatenate(means), tails))
        rows.append((name, float(mine.mean()), low, high, len(mine)))
    return pl.DataFrame(rows, schema=_schema(names, "value", "low", "high"), orient="row")


def share_interval(
    hits: np.ndarray, sizes: np.ndarray, *, draws: int = 2000, level: float = 0.95, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Give low and high of shares hits / sizes, as `resample_interval` of 0s and 1s would.

    Drawing n units with replacement of which a share p are 1 gives a binomial number of
    1s, so no unit needs to be drawn. Arrays of one shape; nan where all units are alike
    (none or all 1): resampling them cannot tell how far others would differ.

    >>> low, high = share_interval(np.array([0, 5]), np.array([10, 10]))
    >>> low.tolist(), high.tolist()
    ([nan, 0.2], [nan, 0.8])
    """
    _check_arguments(draws, level)
    rng = np.random.default_rng(seed)
    size = np.maximum(sizes, 1)
    shares = rng.binomial(size, hits / size, size=(draws, *np.shape(hits))) / size
    low, high = np.quantile(shares, [(1 - level) / 2, (1 + level) / 2], axis=0)
    alike = (hits == 0) | (hits == sizes)
    return np.where(alike, np.nan, low), np.where(alike, np.nan, high)


def permutation_null(
    values: ArrayLike,
    groups: Sequence | pl.Series,
    *,
    draws: int = 2000,
    level: float = 0.95,
    family: bool = True,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the band in which each group's mean would lie if groups did not matter.

    The group labels are shuffled over the values `draws` times. With mean m of all
    values and s(g) the standard deviation of group g's shuffled means, the band is
    m ± c·s(g); p is the share of shuffles at least as far out as the group itself.
    With `family`, c and p are taken from the largest |mean - m| / s over all groups,
    so that the chance of *any* group leaving its band is at most 1 - level
    (max-statistic control, Westfall & Young 1993). One row is one group, in order of
    appearance: group, value, null_low, null_high, p, n. Where there is one group, or
    all values are equal, the band is the mean itself and p is 1.

    >>> permutation_null([0.0, 1.0, 0.0, 1.0], ["a", "a", "b", "b"]).select("group", "p").rows()
    [('a', 1.0), ('b', 1.0)]
    """
    _check_arguments(draws, level)
    values, codes, names = _coded(values, groups)
    schema = _schema(names, "value", "null_low", "null_high", "p")
    if not names:
        return pl.DataFrame(schema=schema)
    sizes = np.bincount(codes, minlength=len(names))
    observed = np.bincount(codes, values, minlength=len(names)) / sizes
    centre = values.mean()
    shuffled = _shuffled_means(values, codes, sizes, draws, np.random.default_rng(seed))
    spread = shuffled.std(0)
    distance = np.abs(shuffled - centre) / np.where(spread > 1e-12, spread, np.inf)
    own = np.abs(observed - centre) / np.where(spread > 1e-12, spread, np.inf)
    if family:
        bound, p = family_wise(own, distance.max(1), level=level)
    else:
        each = [family_wise(own[i : i + 1], distance[:, i], level=level) for i in range(len(names))]
        bound = np.array([bound for bound, _ in each])
        p = np.concatenate([p for _, p in each])
    reach = bound * spread
    rows = zip(names, observed, centre - reach, centre + reach, p, sizes, strict=True)
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def family_wise(
    observed: np.ndarray, largest: np.ndarray, *, level: float = 0.95
) -> tuple[float, np.ndarray]:
    """Give the bound that any of many statistics leaves by chance in 1 - level of the shuffles.

    ``observed`` holds the statistics (distances from what is expected), ``largest`` the
    largest of them all in each shuffle. The bound is the level quantile of ``largest``;
    p = (shuffles whose largest is at least as far out + 1) / (shuffles + 1).

    Source: Westfall & Young, Resampling-Based Multiple Testing (1993); the observed
    labelling is one of the possible shuffles, hence the + 1 (Phipson & Smyth 2010).

    >>> bound, p = family_wise(np.array([9.0, 1.0]), np.arange(19.0) / 10)
    >>> bound, p.tolist()
    (1.8, [0.05, 0.5])
    """
    ordered = np.sort(largest)
    draws = len(ordered)
    p = (draws - np.searchsorted(ordered, observed - 1e-9) + 1) / (draws + 1)
    return float(ordered[min(draws, math.ceil(level * (draws + 1))) - 1]), p


def shuffles(codes: np.ndarray, draws: int, seed: int = 0) -> Iterator[np.ndarray]:
    """Yield the units' group numbers in random order, ``draws`` times: sizes stay."""
    rng = np.random.default_rng(seed)
    for _ in range(draws):
        yield rng.permutation(codes)


def _shuffled_means(
    values: np.ndarray,
    codes: np.ndarray,
    sizes: np.ndarray,
    draws: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return draws x groups: the groups' means under shuffled labels."""
    means = []
    order = np.argsort(codes, kind="stable")
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    for size in _portions(draws, len(values)):
        mixed = rng.permuted(np.broadcast_to(values[order], (size, len(values))), axis=1)
        means.append(np.add.reduceat(mixed, first, axis=1) / sizes)
    return np.concatenate(means)


def _portions(draws: int, width: int) -> Iterator[int]:
    step = max(1, _CELLS // max(1, width))
    for start in range(0, draws, step):
        yield min(step, draws - start)


def _check_arguments(draws: int, level: float) -> None:
    """Raise for a number of draws or a level that cannot be used."""
    if draws < 1:
        raise ParallaxError("uncertainty", f"draws is {draws}", "draw at least once")
    if not 0 < level < 1:
        raise ParallaxError("uncertainty", f"level is {level}", "give a share between 0 and 1")


def _coded(values: ArrayLike, groups: Sequence | pl.Series) -> tuple[np.ndarray, np.ndarray, list]:
    """Check the input and number the groups in order of appearance."""
    numbers = np.asarray(values, float)
    labels = groups if isinstance(groups, pl.Series) else pl.Series(list(groups))
    if len(numbers) != len(labels):
        raise ParallaxError(
            "uncertainty", f"{len(numbers)} values but {len(labels)} groups", "give one group each"
        )
    if not np.isfinite(numbers).all():
        row = int(np.argmin(np.isfinite(numbers)))
        raise ParallaxError("uncertainty", f"value {row} is not a number", "drop it first")
    names = labels.unique(maintain_order=True)
    number = {name: i for i, name in enumerate(names)}
    return numbers, np.array([number[label] for label in labels], int), list(number)


def _schema(names: list, *floats: str) -> dict[str, pl.DataType]:
    kind = pl.Series(names).dtype if names else pl.String()
    schema = {"group": kind} | dict.fromkeys(floats, pl.Float64())
    return schema | {"n": pl.Int64()}
