"""The per-article tables of a dataset of any size."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import psutil

from analysis import __version__
from analysis.errors import ParallaxError
from analysis.reading import actors as named
from analysis.scale import batches, datasets, engines, parts, per_article
from analysis.scale.operations import Engine
from analysis.scale.progress import following

REPORT = pl.Schema({"unit": pl.String, "worker": pl.String, "peak_mb": pl.Float64})


@dataclass(frozen=True)
class Summary:
    """What a run did: articles and megabytes of text in the folder, and how it went.

    ``units`` were measured by this run, ``kept`` had been measured before. ``peak_mb`` is
    the sum of the processes' peaks on this machine, on a cluster that of the workers.
    """

    out: Path
    articles: int
    rejected: int
    megabytes: float
    units: int
    kept: int
    seconds: float
    peak_mb: float

    def __str__(self) -> str:
        return (
            f"{self.out}: {self.articles} articles, {self.megabytes:.1f} MB of text, "
            f"{self.rejected} rows rejected; {self.units} units in {self.seconds:.1f} s"
            f"{f' ({self.kept} kept from before)' if self.kept else ''}, "
            f"peak memory {self.peak_mb:.0f} MB"
        )


def measure(
    dataset: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    tables: Sequence[str] | None = None,
    actors: str | Path | pl.DataFrame | None = None,
    workers: int | None = None,
    progress: bool = True,
) -> Summary:
    """Write the per-article tables of a dataset of any size into a folder.

    Reads Parquet and JSONL files with the columns article_id and text and, where they are
    there, outlet, title, published, url and language. Tables are counts, paragraphs,
    sentences, quotes, mentions, measures and readability, with the columns they have in
    a `Corpus`, and tokens if asked for; ``rejected`` has a row for every row that is no
    article, with the reason. ``actors`` are those whose mentions, quotations and airtime are
    looked for: an event folder, a CSV or Parquet file, or a table with actor and alias, as
    in `analysis.read`. ``engine`` is "local" (``workers`` processes) or a Spark
    session whose executors see both folders under the same names.

    A run that was stopped, in whatever way, goes on where it was when called again. Read
    the result by `read`. Raises ParallaxError, before anything is computed, for a dataset
    or a folder that cannot be used.

    >>> import tempfile
    >>> rows = pl.DataFrame({"article_id": ["a", "b"], "text": ["It rained.", "It poured."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     rows.write_parquet(f"{folder}/articles.parquet")
    ...     _ = measure(f"{folder}/articles.parquet", f"{folder}/out", tables=["counts"],
    ...         progress=False)
    ...     parts.read(f"{folder}/out", "counts").select("words").collect().sum().item()
    4
    """
    names = per_article.chosen(tables)
    found, out = datasets.look(dataset), Path(out).resolve()
    aliases = named.aliases(actors)
    whom = f"{parts.checksum(aliases):016x}"
    plan = {"dataset": found.fingerprint, "tables": names, "actors": whom}
    task = partial(_measure_units, out, names, aliases)
    order = Order(found, out, plan, datasets.units(found), partial(map_units, task))
    return run(order, engine, workers, progress)


@dataclass(frozen=True)
class Order:
    """What a run is to write where: ``work`` does the units that are left, and reports."""

    dataset: datasets.Dataset
    out: Path
    plan: Mapping[str, Any]
    units: pl.DataFrame
    work: Callable[[Engine, pl.DataFrame], pl.DataFrame]


def run(order: Order, engine: Any, workers: int | None, progress: bool) -> Summary:
    """Commit every unit that is not committed yet, then seal the folder."""
    began = time.monotonic()
    chosen = engines.check(engine)
    out, units = order.out, order.units
    if out.is_relative_to(order.dataset.root):
        raise ParallaxError(str(out), "lies inside the dataset", "name a folder outside it")
    parts.open_folder(out, {**order.plan, "parallax": __version__})
    kept = parts.intact(out) & set(units["unit"])
    todo = units.filter(~pl.col("unit").is_in(list(kept)))
    reports = pl.DataFrame(schema=REPORT)
    if len(todo):
        with (
            chosen(out, workers, sum(order.dataset.megabytes)) as runner,
            following(out, units, kept, progress),
        ):
            reports = order.work(runner, todo)
    return _summary(out, units, reports, kept, time.monotonic() - began)


def map_units(
    task: Callable[[pl.DataFrame], None], runner: Engine, units: pl.DataFrame
) -> pl.DataFrame:
    """Do a task for every unit, each by itself."""
    return runner.collect(runner.map(runner.source(units), partial(_reporting, task), REPORT))


def _reporting(task: Callable[[pl.DataFrame], None], units: pl.DataFrame) -> pl.DataFrame:
    task(units)
    return report(units)


def report(units: pl.DataFrame) -> pl.DataFrame:
    """What a worker tells of units it has done: only for the summary."""
    worker = f"{socket.gethostname()}-{os.getpid()}"
    return units.select("unit", worker=pl.lit(worker), peak_mb=pl.lit(_peak_mb()))


def _measure_units(
    out: Path, names: Sequence[str], aliases: pl.DataFrame, units: pl.DataFrame
) -> None:
    """Measure units and commit each."""
    for unit in units.iter_rows(named=True):
        articles, rejected = batches.read(unit)
        frames = per_article.measure(articles, names, aliases)
        failed = frames["rejected"].with_columns(file=pl.lit(unit["name"]))
        frames["rejected"] = pl.concat([rejected, failed])
        size = articles["text"].str.len_bytes().sum()
        facts = {"articles": len(articles) - len(failed), "bytes": size}
        parts.commit(out, unit["unit"], frames, facts)


def _peak_mb() -> float:
    """This process's largest memory so far; where the system does not tell, what it has now."""
    try:
        import resource
    except ImportError:  # Windows
        return psutil.Process().memory_info().rss / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _summary(
    out: Path, units: pl.DataFrame, reports: pl.DataFrame, kept: set[str], seconds: float
) -> Summary:
    sealed = parts.seal(out, units["unit"])
    peaks = reports.group_by("worker").agg(pl.col("peak_mb").max())
    return Summary(
        out=out,
        articles=sealed["articles"],
        rejected=sealed["tables"].get("rejected", {"rows": 0})["rows"],
        megabytes=sealed["megabytes"],
        units=len(units) - len(kept),
        kept=len(kept),
        seconds=seconds,
        peak_mb=_peak_mb() + float(peaks["peak_mb"].sum()),
    )
