"""Days as evidence that two articles are of one event: those stated, else those that they name."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from analysis import languages

OPENING = 2_000  # characters
TOLD = pl.Schema({"article": pl.Int64, "told": pl.Int64})
_YEARS = range(1990, 2032)
_FIRST = {"weekday": 0, "month": 7, "year": 19}  # the first bit of each kind
_MASK = {"weekday": 0x7F, "month": 0xFFF << 7, "year": ((1 << len(_YEARS)) - 1) << 19}
# How much likelier it is that two articles of one event name a common weekday, month or year
# than two of others, and how much less that they name only different ones, to the power of .4:
# measured on the development halves of BASIL and FactNews, the power chosen there.
_COMMON = {"weekday": 1.65, "month": 1.9, "year": 1.8}
_OTHER = {"weekday": 0.47, "month": 0.7, "year": 0.7}


_NO_DATE = 0.6
_SOME_TIME = 0.6
_ONE_DAY = 2.2
ONE_STORY = 1.2  # for every pair, whatever its days


def told(articles: pl.DataFrame) -> pl.DataFrame:
    """The weekdays, months and years that each article's title and opening name, as bits.

    Reads article (a number), title and text. One row of the result is an article that
    names any. Names are those of `analysis/languages/calendar.csv`, in all its languages.
    """
    opening = pl.concat_str(
        pl.col("title").fill_null(""), pl.lit("\n"), pl.col("text").str.slice(0, OPENING)
    )
    bits, pattern = _bits()
    return (
        articles.select("article", name=opening.str.extract_all(pattern))
        .explode("name")
        .drop_nulls("name")
        .with_columns(told=pl.col("name").replace_strict(bits, return_dtype=pl.Int64))
        .group_by("article")
        .agg(pl.col("told").bitwise_or())
        .sort("article")
    )


def nearness(apart: pl.Expr, one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """What a distance in days counts: 2.2 on one day, 0.5 after a fortnight, 0 in the end.

    Without dates 0.6, since more likeness is asked for where time cannot speak, times how far
    the days that the two articles name (``told``) agree.
    """
    soon, ever = (-apart / 4).exp(), (-apart / 60).exp()
    near = (_SOME_TIME + (_ONE_DAY - _SOME_TIME) * soon) * ever
    return pl.when(apart.is_null()).then(_NO_DATE * agreement(one, other)).otherwise(near)


def agreement(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """How far the days that two articles name speak for one event: 1 where they say nothing.

    The product over weekdays, months and years: more than 1 where both name a common one,
    less where both name only different ones.
    """
    factor = pl.lit(1.0)
    for kind, mask in _MASK.items():
        both = ((one & mask) != 0) & ((other & mask) != 0)
        spoken = pl.when((one & other & mask) != 0).then(_COMMON[kind]).otherwise(_OTHER[kind])
        factor = factor * pl.when(both).then(spoken).otherwise(1.0)
    return factor


@cache
def _bits() -> tuple[dict[str, int], str]:
    """Each name's bit, and the expression that finds the names."""
    bits = {str(year): 1 << (_FIRST["year"] + year - _YEARS.start) for year in _YEARS}
    for row in languages.calendar():
        bits[row["word"]] = 1 << (_FIRST[row["kind"]] + int(row["number"]) - 1)
    longest_first = sorted(bits, key=lambda name: (-len(name), name))
    ends = (re.escape(name) + r"\b" * (not name.endswith(".")) for name in longest_first)
    return bits, rf"\b(?:{'|'.join(ends)})"
