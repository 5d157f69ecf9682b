"""Statements and claims of many events: `overlap.statements` and `claims.read` inside each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from analysis import results, tables
from analysis.errors import ParallaxError
from analysis.measures import claims as claims_of
from analysis.measures import overlap
from analysis.scale import batches, datasets, parts, per_article
from analysis.scale.event_pairs import laid, shared
from analysis.scale.measuring import REPORT, Order, Summary, report, run
from analysis.scale.operations import Engine

_ARTICLES_A_BATCH = 100  # events are done in batches of so many articles, or one larger event
_LARGEST_EVENT = 2_000  # articles: 1.5 GB; a larger event is aligned in parts of one size
_LARGEST_TOLD = 300  # and its claims, whose propositions are many more than its quotations
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
    return _inside(_STATEMENTS, _LARGEST_EVENT, dataset, events, out, engine, workers, progress)


def claims(
    dataset: str | Path,
    events: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    workers: int | None = None,
    progress: bool = True,
) -> Summary:
    """Write the claim map and the conflicts of every event of a dataset, as tables of these names.

    Reads and writes as `statements` does. Each event's claims are read by themselves, exactly as
    `claims.read` reads those of five articles, with ``event`` first, since claims are numbered
    within it; an event of more than 300 articles is read in parts, named in ``event``. One row
    of ``claims`` is one claim in one article (``voice`` null where it does not tell it), one of
    ``conflicts`` a point on which two articles differ, updates too (`kind`).

    Raises ParallaxError as `measure` does.
    """
    return _inside(_CLAIMS, _LARGEST_TOLD, dataset, events, out, engine, workers, progress)


@dataclass(frozen=True)
class _Job:
    """What is made of one event: the tables, what they are read from, and the function."""

    tables: tuple[str, ...]
    read: tuple[str, ...]
    make: Callable[[pl.DataFrame, Mapping[str, pl.DataFrame]], dict[str, pl.DataFrame]]


def _inside(
    job: _Job,
    largest: int,
    dataset: str | Path,
    events: str | Path,
    out: str | Path,
    engine: Any,
    workers: int | None,
    progress: bool,
) -> Summary:
    """Do a job inside each event of a dataset, in batches of events."""
    found, out = datasets.look(dataset), Path(out).resolve()
    planned = _batches(events, largest)
    size = sum(found.megabytes) / max(1, parts.manifest(events)["articles"])
    units = planned.group_by("batch", maintain_order=True).agg(
        unit=pl.col("unit").first(), megabytes=pl.len() * size
    )
    plan = {
        "dataset": found.fingerprint,
        "tables": list(job.tables),
        "events": parts.manifest(events)["tables"]["events"]["checksum"],
    }

    def work(runner: Engine, todo: pl.DataFrame) -> pl.DataFrame:
        wanted = shared(out, "batches", planned.join(todo, on="batch", how="semi"))
        source = runner.source(datasets.units(found))
        texts = runner.map(source, partial(_articles, wanted), _ROWS)
        return runner.collect(runner.shuffle(texts, "batch", partial(_commit, job, out), REPORT))

    summary = run(Order(found, out, plan, units, work), engine, workers, progress)
    for file in out.glob(".*.parquet"):
        file.unlink(missing_ok=True)
    return summary


def _batches(events: str | Path, largest: int) -> pl.DataFrame:
    """Each article of an event with its batch, numbered, and the batch's unit."""
    grouped = parts.read(events, "events").drop_nulls("event").collect()
    if grouped.is_empty():
        raise ParallaxError(str(events), "no two articles share an event", "widen the window")
    grouped = grouped.with_columns(event=_part(largest))
    sizes = grouped.group_by("event").agg(n=pl.len()).sort(pl.col("event").str.len_chars(), "event")
    number = (pl.col("n").cum_sum() - pl.col("n")) // _ARTICLES_A_BATCH
    placed = sizes.select("event", batch=number.cast(pl.Int64))
    units = {batch: datasets.digest(f"batch-{batch}") for batch in placed["batch"].unique()}
    unit = pl.col("batch").replace_strict(units, return_dtype=pl.String)
    return grouped.join(placed, on="event").select("article_id", "event", "batch", unit=unit)


def _part(largest: int) -> pl.Expr:
    """An event's name, with the number of the part where it has too many articles for one."""
    articles = pl.len().over("event")
    parts_ = (articles + largest - 1) // largest
    part = pl.int_range(pl.len()).over("event") * parts_ // articles + 1
    named = pl.format("{}, part {} of {}", "event", part, parts_)
    return pl.when(parts_ > 1).then(named).otherwise("event")


def _articles(wanted: Path, units: pl.DataFrame) -> pl.DataFrame:
    """The articles of units that belong to an event, with its batch."""
    read = [batches.read(unit)[0] for unit in units.iter_rows(named=True)]
    return pl.concat(read).join(laid(wanted), on="article_id").select(_ROWS.names())


def _commit(job: _Job, out: Path, articles: pl.DataFrame) -> pl.DataFrame:
    done = []
    for (batch,), rows in articles.partition_by("batch", as_dict=True).items():
        unit = datasets.digest(f"batch-{batch}")
        frames: dict[str, list[pl.DataFrame]] = {}
        for event in rows.partition_by("event", maintain_order=True):
            for name, frame in _made(job, event).items():
                frames.setdefault(name, []).append(frame)
        size = rows["text"].str.len_bytes().sum()
        whole = {name: pl.concat(list_) for name, list_ in frames.items()}
        parts.commit(out, unit, whole, {"articles": len(rows), "bytes": size})
        done.append(unit)
    return report(pl.DataFrame({"unit": done}))


def _made(job: _Job, articles: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """One event's tables, with the event's name in front."""
    event = pl.lit(articles["event"][0]).alias("event")
    found = per_article.measure(articles.drop("batch", "event"), job.read)
    read = articles.join(found["rejected"], on="article_id", how="anti")
    rows = job.make(read, found) | {"rejected": found["rejected"]}
    return {name: frame.select(event, pl.all()) for name, frame in rows.items()}


def _aligned(articles: pl.DataFrame, found: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    aligned = overlap.statements(found["quotes"], articles)
    return {name: getattr(aligned, name) for name in _STATEMENTS.tables}


@dataclass(frozen=True)
class _Event:
    """The tables of one event that claims are read from."""

    articles: pl.DataFrame
    sentences: pl.DataFrame
    paragraphs: pl.DataFrame
    quotes: pl.DataFrame


def _told(articles: pl.DataFrame, found: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    read = claims_of.read(_Event(articles, **{name: found[name] for name in _CLAIMS.read}))
    return dict(zip(_CLAIMS.tables, (read.map, read.conflicts), strict=True))


_STATEMENTS = _Job(
    (tables.CLAUSES.name, tables.STATEMENTS.name, tables.RENDERINGS.name), ("quotes",), _aligned
)
_CLAIMS = _Job(
    (results.CLAIMS.name, results.CONFLICTS.name), ("sentences", "paragraphs", "quotes"), _told
)
