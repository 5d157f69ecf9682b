"""Articles about the same event, found by the rare words and names that they share.

Two articles are alike by the cosine of their leads' weighted words (`analysis.scale.features`),
less what each has in common with its next-best neighbours, so that one threshold serves
general and crowded topics; nearness in time counts for a pair, distance against it. Only pairs
that share a rare word are ever looked at: that is what makes it a join on keys.
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
        "confidence": tables.Column(
            pl.Float64(),
            "how alike it is to the event's other articles on average, from 0 to 1; pairs are "
            "linked from 0.5; null where it stands alone",
            null=True,
        ),
        "story": tables.Column(
            pl.String(),
            "the events that would be one, had all been printed on one day; null where no other "
            "article is alike",
            null=True,
        ),
    },
)
_ALIKE = 0.035  # least strength; chosen on the development events of BASIL and FactNews
_ALMOST = 0.3 * _ALIKE  # weaker pairs count as none
_LEAST_COSINE = 0.02  # of pairs that are kept at all
_OWN_EVENT = 3  # neighbours that may well be of the same event,
_NEXT_BEST = 10  # and those after them: what any article of the topic would share
_STRETCH = 7  # days: words that many articles have are compared within a stretch and the next
_HOT = 200  # a key that more articles have tells no event from another
_PAIRS_AT_ONCE = 2_000_000  # rows of a join in memory at once
_LARGEST_VOCABULARY = 5_000_000
_COUNTS = pl.Schema({"word": pl.Int64, "df": pl.Int64})
_KEYS = pl.Schema(
    {
        "key": pl.Int64,  # a word, or a word in a stretch of days
        "article": pl.Int64,
        "day": pl.Int64,  # null without a date
        "home": pl.Boolean,  # whether the article's day lies in that stretch, or the one before
        "weight": pl.Int64,
    }
)
_KEY_COUNTS = pl.Schema({"key": pl.Int64, "n": pl.Int64})
_PAIRS = pl.Schema({"low": pl.Int64, "high": pl.Int64, "days": pl.Int64, "product": pl.Int64})
_NEIGHBOURS = pl.Schema({"article": pl.Int64, "product": pl.Int64})
_BACKGROUND = pl.Schema({"article": pl.Int64, "background": pl.Int64})
_STRENGTHS = pl.Schema(
    {"low": pl.Int64, "high": pl.Int64, "strength": pl.Float64, "undated": pl.Float64}
)
_MEMBERS = pl.Schema(
    {
        "article": pl.Int64,
        "event": pl.String,
        "articles": pl.Int64,
        "confidence": pl.Float64,
        "story": pl.String,
    }
)


def events(
    dataset: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    workers: int | None = None,
    progress: bool = True,
) -> Summary:
    """Write which articles of a dataset are about the same event, as the table ``events``.

    s(a, b) = (c(a, b) − ½ (r(a) + r(b))) · t(a, b), where c = Σ over the words of both of
    w(a)·w(b), the cosine of their titles' and leads' words, w as in `features.weights`;
    r(a) = the mean of c over a's fourth to thirteenth best neighbour; for two articles d days
    apart t = (0.4 + 0.8 exp(−d/4)) · exp(−d/60), and 0.6 where one has no date. Words that more
    than 200 articles have count only between articles of the same fortnight, if at most 200 of
    those have them. Groups are average-link clusters of s / (s + 0.035) at ½
    (`analysis.measures.overlap.clusters`); a story is the same with all on one day. One
    setting serves datasets of any size. Reads the columns of `measure`. One row of the
    result is one article; event is null where it stands alone.

    Validity: benchmarks/RESULTS.md. Raises ParallaxError as `measure` does.
    """
    found, out = datasets.look(dataset), Path(out).resolve()
    plan = {"dataset": found.fingerprint, "tables": ["events"]}
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    units = datasets.units(found).with_columns(number=number)

    def work(runner: Engine, todo: pl.DataFrame) -> pl.DataFrame:
        members = shared(out, "members", _members(runner, units, out))
        return map_units(partial(_commit_units, out, members), runner, todo)

    summary = run(Order(found, out, plan, units, work), engine, workers, progress)
    for file in out.glob(".*.parquet"):  # the tables that were shared
        file.unlink(missing_ok=True)
    return summary


def _members(runner: Engine, units: pl.DataFrame, out: Path) -> pl.DataFrame:
    """Every article that is alike to another, with its event and story."""
    source = runner.source(units)
    counted = runner.shuffle(runner.map(source, _count, _COUNTS), "word", _total, _COUNTS)
    frequencies = runner.collect(counted).top_k(_LARGEST_VOCABULARY, by="df").sort("word")
    known = shared(out, "frequencies", frequencies)
    keys = runner.keep(runner.map(source, partial(_keys, known), _KEYS))
    numbers = runner.shuffle(runner.map(keys, _key_counts, _KEY_COUNTS), "key", _hot, _KEY_COUNTS)
    hot = shared(out, "hot", runner.collect(numbers).sort("key"))
    rare = runner.map(keys, partial(_without, hot), _KEYS)
    products = runner.shuffle(rare, "key", _pairs, _PAIRS)
    alike = runner.keep(runner.shuffle(products, "low", _alike, _PAIRS))
    neighbours = runner.map(alike, _neighbours, _NEIGHBOURS)
    rest = runner.shuffle(neighbours, "article", _background, _BACKGROUND)
    background = shared(out, "background", runner.collect(rest).sort("article"))
    strong = runner.map(alike, partial(_strong, background), _STRENGTHS)
    return _groups(runner.collect(strong))


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


def _keys(frequencies: Path, units: pl.DataFrame) -> pl.DataFrame:
    """Each article under its rare words; dated, under frequent ones in its stretch and the next."""
    return pl.concat(
        _article_keys(_read(unit), laid(frequencies)) for unit in units.iter_rows(named=True)
    )


def _article_keys(articles: pl.DataFrame, frequencies: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("published").cast(pl.Int32).cast(pl.Int64)
    weighed = features.weights(features.words(articles), frequencies)
    weighed = weighed.join(articles.select("article", day=day), on="article")
    own = weighed.with_columns(
        key=pl.col("word") + _of_stretch(pl.col("day") // _STRETCH), home=True
    )
    later = own.with_columns(
        key=pl.col("word") + _of_stretch(pl.col("day") // _STRETCH + 1), home=False
    )
    frequent = pl.concat([own, later]).filter(pl.col("df") > _HOT).drop_nulls("day")
    rare = own.filter(pl.col("df") <= _HOT).with_columns(key="word")
    return pl.concat([rare, frequent]).select(_KEYS.names())


def _of_stretch(number: pl.Expr) -> pl.Expr:
    return (number + 1) * 0x9E3779B97F4A7  # odd: stretches stay apart


def _key_counts(keys: pl.DataFrame) -> pl.DataFrame:
    return keys.group_by("key").agg(n=pl.len())


def _hot(counts: pl.DataFrame) -> pl.DataFrame:
    return counts.group_by("key").agg(pl.col("n").sum()).filter(pl.col("n") > _HOT)


def _without(hot: Path, keys: pl.DataFrame) -> pl.DataFrame:
    return keys.join(laid(hot), on="key", how="anti")


def _pairs(keys: pl.DataFrame) -> pl.DataFrame:
    """Each pair of articles under each key, once: both at home, or one of them."""
    rows = keys.with_columns(pl.len().over("key").cum_sum().alias("met"))
    portion = (pl.col("met") // _PAIRS_AT_ONCE).first().over("key").alias("portion")
    portions = rows.with_columns(portion).drop("met").partition_by("portion", include_key=False)
    return pl.concat([_met(portion) for portion in portions])


def _met(keys: pl.DataFrame) -> pl.DataFrame:
    met = keys.join(keys.rename({"article": "high", "day": "other", "home": "there"}), on="key")
    return (
        met.filter(pl.col("article") < pl.col("high"), pl.col("home") | pl.col("there"))
        .group_by(low="article", high="high")
        .agg(
            days=(pl.col("day") - pl.col("other")).abs().first(),
            product=(pl.col("weight") * pl.col("weight_right")).sum(),
        )
    )


def _alike(products: pl.DataFrame) -> pl.DataFrame:
    summed = products.group_by("low", "high").agg(pl.col("days").first(), pl.col("product").sum())
    return summed.filter(pl.col("product") >= features.product(_LEAST_COSINE))


def _neighbours(pairs: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        pairs.select(article=end, product="product").cast(_NEIGHBOURS) for end in ("low", "high")
    )


def _background(neighbours: pl.DataFrame) -> pl.DataFrame:
    """What an article shares with its next-best neighbours, those after its best few."""
    next_best = pl.col("product").sort(descending=True).slice(_OWN_EVENT, _NEXT_BEST)
    return neighbours.group_by("article").agg(background=next_best.sum() // _NEXT_BEST)


def _strong(background: Path, pairs: pl.DataFrame) -> pl.DataFrame:
    """The strength of each pair that could link, by its dates and as if of one day."""
    rest = laid(background)
    joined = pairs.join(rest, left_on="low", right_on="article").join(
        rest, left_on="high", right_on="article", suffix="_high"
    )
    shared_by_any = (pl.col("background") + pl.col("background_high")) // 2
    excess = features.similarity(pl.col("product") - shared_by_any)
    return (
        joined.with_columns(strength=excess * nearness(pl.col("days")), undated=excess * _ONE_DAY)
        .filter(pl.max_horizontal("strength", "undated") >= _ALMOST)
        .select(_STRENGTHS.names())
    )


_NO_DATE = 0.6
_SOME_TIME = 0.4
_ONE_DAY = 1.2


def nearness(days: pl.Expr) -> pl.Expr:
    """What a distance in days counts: 1.2 on one day, 0.4 in a fortnight, 0 in the end.

    Without dates 0.6: more likeness is asked for where time cannot speak.
    """
    soon, ever = (-days / 4).exp(), (-days / 60).exp()
    near = (_SOME_TIME + (_ONE_DAY - _SOME_TIME) * soon) * ever
    return pl.when(days.is_null()).then(_NO_DATE).otherwise(near)


def _groups(pairs: pl.DataFrame) -> pl.DataFrame:
    """Strong pairs → the events and stories, numbered by their first article."""
    pairs = pairs.sort("low", "high")
    articles = np.unique(np.concatenate([pairs["low"], pairs["high"]]))
    a, b = np.searchsorted(articles, pairs["low"]), np.searchsorted(articles, pairs["high"])
    event, confidence = _clustered(len(articles), a, b, pairs["strength"].to_numpy())
    story, _ = _clustered(len(articles), a, b, pairs["undated"].to_numpy())
    grouped = pl.DataFrame(
        {"article": articles, "event": event, "story": story, "confidence": confidence}
    ).cast({"event": pl.Int64, "story": pl.Int64})
    # an event is of the story that most of its articles are of, the first of equals
    whole = pl.col("story").sort().mode(maintain_order=True).first().over("event")
    named = grouped.with_columns(story=whole).with_columns(
        articles=pl.len().over("event").cast(pl.Int64), told=pl.len().over("story")
    )
    several = named.filter(pl.col("told") > 1)
    alone = pl.col("articles") == 1
    return several.select(
        "article",
        event=pl.when(~alone).then(pl.lit("event-") + _numbered("event", ~alone)),
        articles="articles",
        confidence=pl.when(~alone).then("confidence"),
        story=pl.lit("story-") + _numbered("story", pl.lit(True)),
    )


def _numbered(column: str, kept: pl.Expr) -> pl.Expr:
    return pl.when(kept).then(pl.col(column)).rank("dense").cast(pl.String)


def _clustered(
    size: int, a: np.ndarray, b: np.ndarray, strength: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The group of each article, and its mean score with the others of the group."""
    score = np.clip(strength, 0, None)
    score = score / (score + _ALIKE)  # ½ at the least strength
    kept = strength >= _ALMOST
    a, b, score = a[kept], b[kept], score[kept]
    number = clusters.clusters(size, a, b, score, 0.5, size)
    within = number[a] == number[b]
    total = np.bincount(a[within], score[within], size)
    total += np.bincount(b[within], score[within], size)
    others = np.bincount(number)[number] - 1
    return number, total / np.maximum(others, 1)


def _commit_units(out: Path, members: Path, units: pl.DataFrame) -> None:
    for unit in units.iter_rows(named=True):
        articles = _read(unit)
        rows = articles.join(laid(members), on="article", how="left", maintain_order="left")
        rows = tables.conform(rows.with_columns(pl.col("articles").fill_null(1)), EVENTS)
        size = articles["text"].str.len_bytes().sum()
        facts = {"articles": len(articles), "bytes": size}
        parts.commit(out, unit["unit"], {"events": rows}, facts)
