"""Statements of many events: `overlap.statements` inside each of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures import overlap
from analysis.scale import batches, datasets, parts, per_article
from analysis.scale.event_pairs import laid, shared
from analysis.scale.measuring import REPORT, Order, Summary, report, run
from analysis.scale.operations import Engine

_ARTICLES_A_BATCH = 100  # events are done in batches of so many articles, or one larger event
_LARGEST_EVENT = 2_000  # articles: 1.5 GB; a larger event is aligned in parts of one size
_TABLES = (tables.CLAUSES, tables.STATEMENTS, tables.RENDERINGS)
_TEXT = ("article_id", "outlet", "title", "url", "language", "text", "place")
_ROWS = pl.Schema(
    {"batch": pl.Int64, "event": pl.String, "published": pl.Date, **dict.fromkeys(_TEXT, pl.String)}
)


def statements(
    dataset: str | Path,
    events: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    workers: int | None = None,
    progress: bool = True,
) -> Summary:
    """Write the clauses, statements and renderings of every event of a dataset.

    ``events`` is the folder that `events` has written, or another with the columns
    article_id and event in a table of that name. Each event is aligned by itself, exactly
    as `overlap.statements` aligns five articles; the tables have its columns, and
    ``event`` first, since statements are numbered within it. An event of more than 2,000
    articles is aligned in parts, in the dataset's order, which are named in ``event``.
    Articles of no event are left out; ``rejected`` names those that could not be read.

    Raises ParallaxError as `measure` does.
    """
    found, out = datasets.look(dataset), Path(out).resolve()
    planned = _batches(events)
    size = sum(found.megabytes) / max(1, parts.manifest(events)["articles"])
    units = planned.group_by("batch", maintain_order=True).agg(
        unit=pl.col("unit").first(), megabytes=pl.len() * size
    )
    plan = {
        "dataset": found.fingerprint,
        "tables": [table.name for table in _TABLES],
        "events": parts.manifest(events)["tables"]["events"]["checksum"],
    }

    def work(runner: Engine, todo: pl.DataFrame) -> pl.DataFrame:
        wanted = shared(out, "batches", planned.join(todo, on="batch", how="semi"))
        source = runner.source(datasets.units(found))
        texts = runner.map(source, partial(_articles, wanted), _ROWS)
        return runner.collect(runner.shuffle(texts, "batch", partial(_commit, out), REPORT))

    summary = run(Order(found, out, plan, units, work), engine, workers, progress)
    for file in out.glob(".*.parquet"):
        file.unlink(missing_ok=True)
    return summary


def _batches(events: str | Path) -> pl.DataFrame:
    """Each article of an event with its batch, numbered, and the batch's unit."""
    grouped = parts.read(events, "events").drop_nulls("event").collect()
    if grouped.is_empty():
        raise ParallaxError(str(events), "no two articles share an event", "widen the window")
    grouped = grouped.with_columns(event=_part())
    sizes = grouped.group_by("event").agg(n=pl.len()).sort(pl.col("event").str.len_chars(), "event")
    number = (pl.col("n").cum_sum() - pl.col("n")) // _ARTICLES_A_BATCH
    placed = sizes.select("event", batch=number.cast(pl.Int64))
    units = {batch: datasets.digest(f"batch-{batch}") for batch in placed["batch"].unique()}
    unit = pl.col("batch").replace_strict(units, return_dtype=pl.String)
    return grouped.join(placed, on="event").select("article_id", "event", "batch", unit=unit)


def _part() -> pl.Expr:
    """An event's name, with the number of the part where it has too many articles for one."""
    articles = pl.len().over("event")
    parts_ = (articles + _LARGEST_EVENT - 1) // _LARGEST_EVENT
    part = pl.int_range(pl.len()).over("event") * parts_ // articles + 1
    named = pl.format("{}, part {} of {}", "event", part, parts_)
    return pl.when(parts_ > 1).then(named).otherwise("event")


def _articles(wanted: Path, units: pl.DataFrame) -> pl.DataFrame:
    """The articles of units that belong to an event, with its batch."""
    read = [batches.read(unit)[0] for unit in units.iter_rows(named=True)]
    return pl.concat(read).join(laid(wanted), on="article_id").select(_ROWS.names())


def _commit(out: Path, articles: pl.DataFrame) -> pl.DataFrame:
    done = []
    for (batch,), rows in articles.partition_by("batch", as_dict=True).items():
        unit = datasets.digest(f"batch-{batch}")
        frames: dict[str, list[pl.DataFrame]] = {}
        for event in rows.partition_by("event", maintain_order=True):
            for name, frame in _aligned(event).items():
                frames.setdefault(name, []).append(frame)
        size = rows["text"].str.len_bytes().sum()
        whole = {name: pl.concat(list_) for name, list_ in frames.items()}
        parts.commit(out, unit, whole, {"articles": len(rows), "bytes": size})
        done.append(unit)
    return report(pl.DataFrame({"unit": done}))


def _aligned(articles: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """One event's tables, with the event's name in front."""
    event = pl.lit(articles["event"][0]).alias("event")
    found = per_article.measure(articles.drop("batch", "event"), ["quotes"])
    read = articles.join(found["rejected"], on="article_id", how="anti")
    aligned = overlap.statements(found["quotes"], read)
    rows = {table.name: getattr(aligned, table.name).select(event, pl.all()) for table in _TABLES}
    return {**rows, "rejected": found["rejected"].select(event, pl.all())}
