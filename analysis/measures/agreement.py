"""How far coders agree beyond chance: Krippendorff's α with its interval.

The coefficient is NLTK's (Apache-2.0); the package named `krippendorff` is GPL and cannot
be used here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl

from analysis.errors import ParallaxError, nearest
from analysis.measures import uncertainty
from analysis.tables import require

SCALES = ("nominal", "ordinal", "interval")
_SCHEMA = {
    "coders": pl.Int64,
    "alpha": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "share": pl.Float64,
    "share_low": pl.Float64,
    "share_high": pl.Float64,
    "n": pl.Int64,
}
_Rating = tuple[str, str | float]  # coder, code


def alpha(
    codes: pl.DataFrame,
    *,
    scale: str = "nominal",
    order: Sequence[str] | None = None,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give Krippendorff's α of the codes that two or more coders gave the same passages.

    α = 1 - Do / De: Do is the mean squared difference of two codes of one passage, De that
    of any two codes. 1 is full agreement, 0 what chance gives, below 0 worse than chance;
    Krippendorff asks for .80, or .667 for tentative findings. Two codes differ by 0 or 1
    (``nominal``), by the codes that lie between them in ``order`` (``ordinal``), or by
    their numbers (``interval``). Coders may leave passages out.

    Reads passage, coder and code (null: not coded); a coder codes a passage once. The
    result is one row: coders; alpha; low and high, from drawing the passages with
    replacement; share, share_low and share_high, the mean share of pairs of coders who gave
    the same code; n, passages with two or more codes. alpha is null where all codes
    are alike (there is nothing to tell agreement from); low and high where every draw gives
    the same, as when all passages are agreed on: that cannot tell how far others would differ.

    Raises ParallaxError for a missing column, an unknown scale, a code that is not in
    ``order``, a code that is not a number on an interval scale, a passage coded twice.

    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); interval as in
    Zapf et al., BMC Medical Research Methodology 16:93 (2016).

    >>> codes = pl.DataFrame({"passage": ["p", "p", "q", "q", "r", "r"],
    ...     "coder": ["ann", "bo"] * 3, "code": ["yes", "yes", "no", "no", "no", "yes"]})
    >>> alpha(codes).select("coders", pl.col("alpha").round(3), "n").row(0)
    (2, 0.444, 3)
    """
    passages = _ratings(codes, scale, order)
    coefficient = _coefficient(scale, order)
    found = coefficient(passages)
    interval = (None, None)
    if found is not None:
        interval = _interval(coefficient, passages, draws, level, seed)
    alike = pl.Series([_share_alike(ratings) for ratings in passages], dtype=pl.Float64)
    share = uncertainty.resample_interval(
        alike, ["share"] * len(alike), draws=draws, level=level, seed=seed
    )
    about = (alike.mean(), *_unless_equal(share["low"].max(), share["high"].max()))
    coders = len({coder for ratings in passages for coder, _ in ratings})
    row = (coders, found, *interval, *about, len(passages))
    return pl.DataFrame([row], schema=_SCHEMA, orient="row")


def _ratings(codes: pl.DataFrame, scale: str, order: Sequence[str] | None) -> list[list[_Rating]]:
    """Check the input and gather the codes of each passage that has two or more."""
    require(codes, "codes", "passage", "coder", "code")
    place = "table codes"
    if scale not in SCALES:
        raise ParallaxError("alpha", f"unknown scale '{scale}'", nearest(scale, SCALES))
    if scale == "ordinal" and not order:
        raise ParallaxError("alpha", "an ordinal scale without order", "list the codes in `order`")
    codes = codes.filter(pl.col("code").is_not_null())
    twice = codes.filter(pl.struct("passage", "coder").is_duplicated())
    if len(twice):
        passage, coder = twice.select("passage", "coder").row(0)
        problem = f"'{coder}' coded passage '{passage}' more than once"
        raise ParallaxError(place, problem, "keep the last code of each")
    odd = next((code for code in codes["code"] if order and code not in order), None)
    if odd is not None:
        raise ParallaxError(place, f"unknown code '{odd}'", nearest(str(odd), order or ()))
    if scale == "interval":
        codes = codes.with_columns(code=_as_numbers(codes["code"]))
    gathered = codes.group_by("passage", maintain_order=True).agg("coder", "code")
    rows = gathered.filter(pl.col("code").list.len() > 1).select("coder", "code").iter_rows()
    return [list(zip(*row, strict=True)) for row in rows]


def _as_numbers(codes: pl.Series) -> pl.Series:
    numbers = codes.cast(pl.Float64, strict=False)
    wrong = codes.filter(numbers.is_null() | ~numbers.is_finite())
    if len(wrong):
        raise ParallaxError("table codes", f"code '{wrong[0]}' is not a number", "drop it first")
    return numbers


def _coefficient(
    scale: str, order: Sequence[str] | None
) -> Callable[[list[list[_Rating]]], float | None]:
    # imported here because NLTK takes more than a second, and most sessions never code
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    numbers = {code: i for i, code in enumerate(order or ())}
    distance = binary_distance if scale == "nominal" else interval_distance

    def coefficient(passages: list[list[_Rating]]) -> float | None:
        codes = [code for ratings in passages for _, code in ratings]
        if len(set(codes)) < 2:
            return None
        place = _midranks(codes, numbers) if scale == "ordinal" else {}
        rows = [
            (coder, number, place.get(code, code))
            for number, ratings in enumerate(passages)
            for coder, code in ratings
        ]
        return AnnotationTask(rows, distance=distance).alpha()

    return coefficient


def _midranks(codes: list, numbers: dict[str, int]) -> dict[str | float, float]:
    """Place each code at the middle of its ranks: Krippendorff's ordinal difference.

    The difference of two codes is the number of codes given between them, and half of
    those given at either end.
    """
    counts = np.bincount([numbers[code] for code in codes], minlength=len(numbers))
    middles = np.cumsum(counts) - counts / 2
    return {code: float(middles[i]) for code, i in numbers.items()}


def _share_alike(ratings: list[_Rating]) -> float:
    """The share of pairs of coders who gave one passage the same code."""
    codes = [code for _, code in ratings]
    alike = sum(math.comb(codes.count(code), 2) for code in set(codes))
    return alike / math.comb(len(codes), 2)


def _interval(
    coefficient: Callable[[list[list[_Rating]]], float | None],
    passages: list[list[_Rating]],
    draws: int,
    level: float,
    seed: int,
) -> tuple[float | None, float | None]:
    """Percentile interval over passages drawn with replacement.

    Draws in which all codes are alike have no α and are left out.
    """
    rng = np.random.default_rng(seed)
    size = len(passages)
    drawn = (
        coefficient([passages[i] for i in rng.integers(size, size=size)]) for _ in range(draws)
    )
    found = [value for value in drawn if value is not None]
    if not found:
        return None, None
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return _unless_equal(float(low), float(high))


def _unless_equal(low: Any, high: Any) -> tuple[float | None, float | None]:
    """An interval, or none where every draw gave the same: it says nothing of others."""
    return (None, None) if low == high else (low, high)
