"""Pairs of articles that share rare words, and how strongly they speak for one event.

Only pairs that share a rare word are ever looked at: that is what makes it a join on keys.
Every function here takes and gives frames; `analysis.scale.event_groups` says in which order
an engine calls them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from analysis.scale import batches, days, features, furniture, parts

ALIKE = 0.035  # least strength; chosen on the development events of BASIL and FactNews
ALMOST = 0.3 * ALIKE  # weaker pairs count as none
_LEAST_COSINE = 0.02  # of pairs that are kept at all
_OWN_EVENT = 3  # neighbours that may well be of the same event,
_NEXT_BEST = 10  # and those after them: what any article of the topic would share
_STRETCH = 7  # days: words that many articles have are compared within a stretch and the next
_ONE_OUTLET = 0.5  # undated, an outlet's second article is mostly on a later turn of the story
_HOT = 200  # a key that more articles have tells no event from another
_PAIRS_AT_ONCE = 2_000_000  # rows of a join in memory at once
COUNTS = pl.Schema({"word": pl.Int64, "df": pl.Int64})
DATED = pl.Schema({"article": pl.Int64, "day": pl.Int64, "told": pl.Int64, "outlet": pl.Int64})
KEYS = pl.Schema(
    {
        "key": pl.Int64,  # a word, or a word in a stretch of days
        "article": pl.Int64,
        "home": pl.Boolean,  # whether the article's day lies in that stretch, or the one before
        "weight": pl.Int64,
    }
)
KEY_COUNTS = pl.Schema({"key": pl.Int64, "n": pl.Int64})
PAIRS = pl.Schema({"low": pl.Int64, "high": pl.Int64, "product": pl.Int64})
NEIGHBOURS = pl.Schema({"article": pl.Int64, "product": pl.Int64})
BACKGROUND = pl.Schema({"article": pl.Int64, "background": pl.Int64})
STRENGTHS = pl.Schema(
    {"low": pl.Int64, "high": pl.Int64, "strength": pl.Float64, "undated": pl.Float64}
)


def shared(out: Path, name: str, frame: pl.DataFrame) -> Path:
    """Lay a small table where every worker can read it."""
    file = out / f".{name}-{parts.checksum(frame):016x}.parquet"
    parts.write_frame(file, frame)
    return file


@lru_cache(maxsize=4)
def laid(file: Path) -> pl.DataFrame:
    return pl.read_parquet(file)


def read(unit: dict[str, Any]) -> pl.DataFrame:
    """A unit's articles, numbered by unit and row: the same in every run."""
    articles, _ = batches.read(unit)
    number = pl.int_range(pl.len(), dtype=pl.Int64) + (unit["number"] << 32)
    return articles.with_columns(article=number)


def _each(units: pl.DataFrame) -> Iterator[pl.DataFrame]:
    return map(read, units.iter_rows(named=True))


def lines(units: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(furniture.lines(articles) for articles in _each(units))


def dated(units: pl.DataFrame) -> pl.DataFrame:
    """Each article's day, the days that its opening names, and its outlet, by a hash."""
    day = pl.col("published").cast(pl.Int32).cast(pl.Int64)
    return pl.concat(
        articles.select("article", day=day, outlet=_hashed(articles["outlet"])).join(
            days.told(articles), on="article", how="left"
        )
        for articles in _each(units)
    ).select("article", "day", pl.col("told").fill_null(0), "outlet")


def _hashed(outlets: pl.Series) -> pl.Series:
    known = {outlet: features.stable_hash(outlet) for outlet in outlets.unique()}
    return outlets.replace_strict(known, return_dtype=pl.Int64)


def words(repeated: Path, units: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        features.words(furniture.leads(articles, laid(repeated))) for articles in _each(units)
    )


def counts(found: pl.DataFrame) -> pl.DataFrame:
    return found.group_by("word").agg(df=pl.len())


def total(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.group_by("word").agg(pl.col("df").sum()).filter(pl.col("df") >= 2)


def weights(frequencies: Path, found: pl.DataFrame) -> pl.DataFrame:
    return features.weights(found, laid(frequencies))


def keys(times: Path, found: pl.DataFrame) -> pl.DataFrame:
    """Each article under its rare words; dated, under frequent ones in its stretch and the next."""
    day = laid(times).select("article", "day")
    weighed = features.vectors(found).join(day, on="article", maintain_order="left")
    own = weighed.with_columns(
        key=pl.col("word") + _of_stretch(pl.col("day") // _STRETCH), home=True
    )
    later = own.with_columns(
        key=pl.col("word") + _of_stretch(pl.col("day") // _STRETCH + 1), home=False
    )
    frequent = pl.concat([own, later]).filter(pl.col("df") > _HOT).drop_nulls("day")
    rare = own.filter(pl.col("df") <= _HOT).with_columns(key="word")
    return pl.concat([rare, frequent]).select(KEYS.names())


def _of_stretch(number: pl.Expr) -> pl.Expr:
    return (number + 1) * 0x9E3779B97F4A7  # odd: stretches stay apart


def key_counts(found: pl.DataFrame) -> pl.DataFrame:
    return found.group_by("key").agg(n=pl.len())


def hot(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.group_by("key").agg(pl.col("n").sum()).filter(pl.col("n") > _HOT)


def without(too_many: Path, found: pl.DataFrame) -> pl.DataFrame:
    return found.join(laid(too_many), on="key", how="anti")


def pairs(found: pl.DataFrame) -> pl.DataFrame:
    """Each pair of articles under each key, once: both at home, or one of them."""
    rows = found.with_columns(pl.len().over("key").cum_sum().alias("met"))
    portion = (pl.col("met") // _PAIRS_AT_ONCE).first().over("key").alias("portion")
    portions = rows.with_columns(portion).drop("met").partition_by("portion", include_key=False)
    return pl.concat([_met(portion) for portion in portions])


def _met(found: pl.DataFrame) -> pl.DataFrame:
    met = found.join(found.rename({"article": "high", "home": "there"}), on="key")
    return (
        met.filter(pl.col("article") < pl.col("high"), pl.col("home") | pl.col("there"))
        .group_by(low="article", high="high")
        .agg(product=(pl.col("weight") * pl.col("weight_right")).sum())
    )


def alike(products: pl.DataFrame) -> pl.DataFrame:
    summed = products.group_by("low", "high").agg(pl.col("product").sum())
    return summed.filter(pl.col("product") >= features.product(_LEAST_COSINE))


def neighbours(found: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        found.select(article=end, product="product").cast(NEIGHBOURS) for end in ("low", "high")
    )


def background(found: pl.DataFrame) -> pl.DataFrame:
    """What an article shares with its next-best neighbours, those after its best few."""
    next_best = pl.col("product").sort(descending=True).slice(_OWN_EVENT, _NEXT_BEST)
    return found.group_by("article").agg(background=next_best.sum() // _NEXT_BEST)


def strong(times: Path, found: pl.DataFrame) -> pl.DataFrame:
    """The strength of each pair that could link, by its days and whatever its days.

    ``times`` has a row for every article of a pair: its background, day, told and outlet.
    """
    known = laid(times)
    joined = found.join(known, left_on="low", right_on="article").join(
        known, left_on="high", right_on="article", suffix="_high"
    )
    shared_by_any = (pl.col("background") + pl.col("background_high")) // 2
    excess = features.similarity(pl.col("product") - shared_by_any)
    apart = (pl.col("day") - pl.col("day_high")).abs()
    near = days.nearness(apart, pl.col("told"), pl.col("told_high"))
    one_outlet = apart.is_null() & (pl.col("outlet") == pl.col("outlet_high"))
    near = near * pl.when(one_outlet).then(_ONE_OUTLET).otherwise(1.0)
    return (
        joined.with_columns(strength=excess * near, undated=excess * days.ONE_STORY)
        .filter(pl.max_horizontal("strength", "undated") >= ALMOST)
        .select(STRENGTHS.names())
    )
