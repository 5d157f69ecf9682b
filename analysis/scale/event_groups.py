"""Articles about the same event, found by the rare words and names that they share.

Two articles are alike by the cosine of their leads' weighted words (`analysis.scale.features`),
if their dates are at most a window apart. Only pairs that share a word which few articles
of those days have are ever looked at: that is what makes it a join on keys.
"""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from analysis import tables
from analysis.measures.overlap import clusters
from analysis.scale import batches, datasets, features, parts
from analysis.scale.measuring import Order, Summary, map_units, run
from analysis.scale.operations import Engine

EVENTS = tables.Table(
    "events",
    "one article, and the event it is about",
    ("article_id",),
    {
        "article_id": tables.Column(pl.String(), "the article"),
        "event": tables.Column(pl.String(), "the event; null where no other is alike", null=True),
        "articles": tables.Column(pl.Int64(), "how many articles the event has"),
    },
)
WINDOW = 3  # days
_ALIKE = 0.08  # least cosine; chosen on BASIL's development events
_HOT = 200  # a key that more articles have tells no event from another
_PAIRS_AT_ONCE = 2_000_000  # rows of a join in memory at once
_LARGEST_VOCABULARY = 5_000_000
_UNDATED = -1
_COUNTS = pl.Schema({"word": pl.Int64, "df": pl.Int64})
_KEYS = pl.Schema(
    {
        "key": pl.Int64,  # a word in a stretch of days
        "article": pl.Int64,
        "day": pl.Int64,
        "home": pl.Boolean,  # whether the article's day lies in that stretch, or the one before
        "weight": pl.Int64,
    }
)
_KEY_COUNTS = pl.Schema({"key": pl.Int64, "n": pl.Int64})
_PAIRS = pl.Schema({"low": pl.Int64, "high": pl.Int64, "product": pl.Int64})
_MEMBERS = pl.Schema({"article": pl.Int64, "event": pl.String, "articles": pl.Int64})


def events(
    dataset: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    window: int = WINDOW,
    workers: int | None = None,
    progress: bool = True,
) -> Summary:
    """Write which articles of a dataset are about the same event, as the table ``events``.

    s(a, b) = Σ over the words of both of w(a)·w(b), the cosine of their titles' and leads'
    words, w as in `features.weights`; words that more than 200 articles of the same days
    have are counted first and left out. Two articles are compared where their dates are at
    most ``window`` days apart, or where neither has a date. Groups are average-link
    clusters at s = 0.08 (`analysis.measures.overlap.clusters`). Reads the columns of `measure`.
    One row of the result is one article; event is null where it stands alone.

    Validity: benchmarks/RESULTS.md. Raises ParallaxError as `measure` does.
    """
    found, out = datasets.look(dataset), Path(out).resolve()
    plan = {"dataset": found.fingerprint, "tables": ["events"], "window": window}
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    units = datasets.units(found).with_columns(number=number)

    def work(runner: Engine, todo: pl.DataFrame) -> pl.DataFrame:
        members = shared(out, "members", _members(runner, units, out, window))
        return map_units(partial(_commit_units, out, members), runner, todo)

    summary = run(Order(found, out, plan, units, work), engine, workers, progress)
    for file in out.glob(".*.parquet"):  # the tables that were shared
        file.unlink(missing_ok=True)
    return summary


def _members(runner: Engine, units: pl.DataFrame, out: Path, window: int) -> pl.DataFrame:
    """Every article that is alike to another, with its event."""
    source = runner.source(units)
    counted = runner.shuffle(runner.map(source, _count, _COUNTS), "word", _total, _COUNTS)
    frequencies = runner.collect(counted).top_k(_LARGEST_VOCABULARY, by="df").sort("word")
    known = shared(out, "frequencies", frequencies)
    keys = runner.keep(runner.map(source, partial(_keys, known, window), _KEYS))
    numbers = runner.shuffle(runner.map(keys, _key_counts, _KEY_COUNTS), "key", _hot, _KEY_COUNTS)
    hot = shared(out, "hot", runner.collect(numbers).sort("key"))
    rare = runner.map(keys, partial(_without, hot), _KEYS)
    products = runner.shuffle(rare, "key", partial(_pairs, window), _PAIRS)
    return _groups(runner.collect(runner.shuffle(products, "low", _alike, _PAIRS)))


def shared(out: Path, name: str, frame: pl.DataFrame) -> Path:
    """Lay a small table where every worker can read it."""
    file = out / f".{name}-{parts.checksum(frame):016x}.parquet"
    parts.write_frame(file, frame)
    return file


@lru_cache(maxsize=4)
def laid(file: Path) -> pl.DataFrame:
    return pl.read_parquet(file)


def _read(unit: dict[str, Any]) -> pl.DataFrame:
    """A unit's articles, numbered by unit and row: the same in every run."""
    articles, _ = batches.read(unit)
    number = pl.int_range(pl.len(), dtype=pl.Int64) + (unit["number"] << 32)
    return articles.with_columns(article=number)


def _count(units: pl.DataFrame) -> pl.DataFrame:
    counts = [
        features.words(_read(unit)).group_by("word").agg(df=pl.len())
        for unit in units.iter_rows(named=True)
    ]
    return _total(pl.concat(counts), least=1)


def _total(counts: pl.DataFrame, least: int = 2) -> pl.DataFrame:
    return counts.group_by("word").agg(pl.col("df").sum()).filter(pl.col("df") >= least)


def _keys(frequencies: Path, window: int, units: pl.DataFrame) -> pl.DataFrame:
    """Each article under its words in its own stretch of days and, dated, in the next one."""
    found = []
    for unit in units.iter_rows(named=True):
        articles = _read(unit)
        weighed = features.weights(features.words(articles), laid(frequencies))
        day = pl.col("published").cast(pl.Int32).cast(pl.Int64).fill_null(_UNDATED)
        own = weighed.join(articles.select("article", day=day), on="article").with_columns(
            stretch=pl.when(pl.col("day") == _UNDATED)
            .then(_UNDATED)
            .otherwise(pl.col("day") // max(window, 1)),
            home=True,
        )
        later = own.filter(pl.col("day") != _UNDATED)
        later = later.with_columns(pl.col("stretch") + 1, home=False)
        found.append(pl.concat([own, later]))
    key = pl.col("word") + pl.col("stretch") * 0x9E3779B97F4A7  # odd: stretches stay apart
    return pl.concat(found).with_columns(key=key).select(_KEYS.names())


def _key_counts(keys: pl.DataFrame) -> pl.DataFrame:
    return keys.group_by("key").agg(n=pl.len())


def _hot(counts: pl.DataFrame) -> pl.DataFrame:
    return counts.group_by("key").agg(pl.col("n").sum()).filter(pl.col("n") > _HOT)


def _without(hot: Path, keys: pl.DataFrame) -> pl.DataFrame:
    return keys.join(laid(hot), on="key", how="anti")


def _pairs(window: int, keys: pl.DataFrame) -> pl.DataFrame:
    """Each pair of articles under each key, once: both at home, or one of them."""
    rows = keys.with_columns(pl.len().over("key").cum_sum().alias("met"))
    portion = (pl.col("met") // _PAIRS_AT_ONCE).first().over("key").alias("portion")
    portions = rows.with_columns(portion).drop("met").partition_by("portion", include_key=False)
    return pl.concat([_met(window, portion) for portion in portions])


def _met(window: int, keys: pl.DataFrame) -> pl.DataFrame:
    met = keys.join(keys.rename({"article": "high", "day": "other", "home": "there"}), on="key")
    return (
        met.filter(
            pl.col("article") < pl.col("high"),
            pl.col("home") | pl.col("there"),
            (pl.col("day") - pl.col("other")).abs() <= window,
        )
        .group_by(low="article", high="high")
        .agg(product=(pl.col("weight") * pl.col("weight_right")).sum())
    )


def _alike(products: pl.DataFrame) -> pl.DataFrame:
    summed = products.group_by("low", "high").agg(pl.col("product").sum())
    return summed.filter(features.similarity(pl.col("product")) >= _ALIKE)


def _groups(pairs: pl.DataFrame) -> pl.DataFrame:
    """Alike pairs → the events, numbered by their first article."""
    pairs = pairs.sort("low", "high")
    articles = np.unique(np.concatenate([pairs["low"], pairs["high"]]))
    a, b = np.searchsorted(articles, pairs["low"]), np.searchsorted(articles, pairs["high"])
    cosine = pairs.select(features.similarity(pl.col("product")))["product"].to_numpy()
    # ½ at the threshold, ¾ at 1.26 times it: the steps that large sets are taken apart by
    score = 1 - 0.5 * (_ALIKE / cosine) ** 3
    number = clusters.clusters(len(articles), a, b, score, 0.5, len(articles))
    grouped = pl.DataFrame({"article": articles, "group": number}).with_columns(
        articles=pl.len().over("group").cast(pl.Int64)
    )
    several = grouped.filter(pl.col("articles") > 1)
    rank = pl.col("group").rank("dense").cast(pl.String)
    return several.with_columns(event=pl.lit("event-") + rank).select(_MEMBERS.names())


def _commit_units(out: Path, members: Path, units: pl.DataFrame) -> None:
    for unit in units.iter_rows(named=True):
        articles = _read(unit)
        rows = articles.join(laid(members), on="article", how="left", maintain_order="left")
        rows = tables.conform(rows.with_columns(pl.col("articles").fill_null(1)), EVENTS)
        size = articles["text"].str.len_bytes().sum()
        facts = {"articles": len(articles), "bytes": size}
        parts.commit(out, unit["unit"], {"events": rows}, facts)
