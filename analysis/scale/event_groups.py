"""Articles about the same event, found by the rare words and names that they share.

Two articles are alike by the cosine of their leads' weighted words (`analysis.scale.features`),
less what each has in common with its next-best neighbours, so that one threshold serves
general and crowded topics; nearness in time counts for a pair, distance against it. Only pairs
that share a rare word are ever looked at: that is what makes it a join on keys.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from analysis import tables
from analysis.measures.overlap import clusters
from analysis.scale import datasets, features, furniture, parts
from analysis.scale import event_pairs as pairs
from analysis.scale.event_pairs import shared
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
            "the events that would be one, whatever their days; null where nothing is alike",
            null=True,
        ),
    },
)
_LARGEST_VOCABULARY = 5_000_000


def events(
    dataset: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    workers: int | None = None,
    progress: bool = True,
) -> Summary:
    """Write which articles of a dataset are about the same event, as the table ``events``.

    s(a, b) = (c(a, b) − ½ (r(a) + r(b))) · t(a, b), where c = Σ over the words, and pairs of
    words, of both of w(a)·w(b), the cosine of their titles' and leads' words, w as in
    `features.weights`, without lines that an outlet repeats (`furniture.leads`);
    r(a) = the mean of c over a's fourth to thirteenth best neighbour; for two articles d days
    apart t = (0.6 + 1.6 exp(−d/4)) · exp(−d/60), and where one has no date 0.6 · how far the
    weekdays, months and years that both name agree (`days.agreement`), half as much for two
    articles of one outlet. Words that more
    than 200 articles have count only between articles of the same fortnight, if at most 200 of
    those have them. Groups are average-link clusters of s / (s + 0.035) at ½
    (`analysis.measures.overlap.clusters`); a story is the same with t = 1.2. One
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
    lines = runner.map(source, pairs.lines, furniture.LINES)
    often = runner.collect(runner.shuffle(lines, "line", furniture.often, furniture.LINES))
    repeated = shared(out, "repeated", often.sort("line"))
    words = runner.keep(runner.map(source, partial(pairs.words, repeated), features.WORDS))
    counts = runner.map(words, pairs.counts, pairs.COUNTS)
    counted = runner.collect(runner.shuffle(counts, "word", pairs.total, pairs.COUNTS))
    frequencies = counted.top_k(_LARGEST_VOCABULARY, by="df").sort("word")
    known = shared(out, "frequencies", frequencies)
    dated = runner.collect(runner.map(source, pairs.dated, pairs.DATED)).sort("article")
    days = shared(out, "dated", dated)
    weights = runner.map(words, partial(pairs.weights, known), features.WEIGHTS)
    keys = runner.keep(runner.shuffle(weights, "article", partial(pairs.keys, days), pairs.KEYS))
    alike = runner.keep(_alike(runner, keys, out))
    neighbours = runner.map(alike, pairs.neighbours, pairs.NEIGHBOURS)
    rest = runner.shuffle(neighbours, "article", pairs.background, pairs.BACKGROUND)
    times = shared(out, "times", runner.collect(rest).join(dated, on="article").sort("article"))
    return _groups(runner.collect(runner.map(alike, partial(pairs.strong, times), pairs.STRENGTHS)))


def _alike(runner: Engine, keys: Any, out: Path) -> Any:
    """Pairs of articles that share enough under keys that few have."""
    counts = runner.map(keys, pairs.key_counts, pairs.KEY_COUNTS)
    numbers = runner.shuffle(counts, "key", pairs.hot, pairs.KEY_COUNTS)
    hot = shared(out, "hot", runner.collect(numbers).sort("key"))
    rare = runner.map(keys, partial(pairs.without, hot), pairs.KEYS)
    products = runner.shuffle(rare, "key", pairs.pairs, pairs.PAIRS)
    return runner.shuffle(products, "low", pairs.alike, pairs.PAIRS)


def _groups(strong: pl.DataFrame) -> pl.DataFrame:
    """Strong pairs → the events and stories, numbered by their first article."""
    strong = strong.sort("low", "high")
    articles = np.unique(np.concatenate([strong["low"], strong["high"]]))
    a, b = np.searchsorted(articles, strong["low"]), np.searchsorted(articles, strong["high"])
    event, confidence = _clustered(len(articles), a, b, strong["strength"].to_numpy())
    story, _ = _clustered(len(articles), a, b, strong["undated"].to_numpy())
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
    score = score / (score + pairs.ALIKE)  # ½ at the least strength
    kept = strength >= pairs.ALMOST
    a, b, score = a[kept], b[kept], score[kept]
    number = clusters.clusters(size, a, b, score, 0.5, size)
    within = number[a] == number[b]
    total = np.bincount(a[within], score[within], size)
    total += np.bincount(b[within], score[within], size)
    others = np.bincount(number)[number] - 1
    return number, total / np.maximum(others, 1)


def _commit_units(out: Path, members: Path, units: pl.DataFrame) -> None:
    for unit in units.iter_rows(named=True):
        articles = pairs.read(unit)
        rows = articles.join(pairs.laid(members), on="article", how="left", maintain_order="left")
        rows = tables.conform(rows.with_columns(pl.col("articles").fill_null(1)), EVENTS)
        size = articles["text"].str.len_bytes().sum()
        facts = {"articles": len(articles), "bytes": size}
        parts.commit(out, unit["unit"], {"events": rows}, facts)
