"""The Spark engine: the two operations of `analysis.scale.operations`, on a cluster.

Only this module imports pyspark, which comes with the extra ``cluster`` and needs Java 17 or
later.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import __version__
from analysis.errors import ParallaxError
from analysis.scale.operations import Function, pieces

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame, SparkSession

_OLDEST = 4  # the first whose createDataFrame and toArrow speak Arrow tables
_MEGABYTES_A_PARTITION = 32  # of text; what is shuffled for it is no more than 128 MB
_TYPES = {
    pl.String: "string",
    pl.Int64: "bigint",
    pl.Int32: "int",
    pl.Float64: "double",
    pl.Date: "date",
    pl.Boolean: "boolean",
    pl.List(pl.String): "array<string>",
}


class Spark:
    """A Spark session as an engine; the session stays the caller's."""

    def __init__(self, session: SparkSession, megabytes: float = 0):
        self.session = session
        self.partitions = 2 + int(megabytes / _MEGABYTES_A_PARTITION)
        # One thread a task; must be set before a Python worker imports polars.
        session.sparkContext.environment["POLARS_MAX_THREADS"] = "1"
        session.sparkContext.environment["PYTHONSAFEPATH"] = "1"  # see `analysis.runtime`

    def source(self, rows: pl.DataFrame) -> DataFrame:
        return self.session.createDataFrame(rows.to_arrow()).repartition(max(1, len(rows)))

    def map(self, data: DataFrame, function: Function, schema: pl.Schema) -> DataFrame:
        return data.mapInArrow(partial(_map, function, schema), _ddl(schema))

    def shuffle(
        self, data: DataFrame, key: str, function: Function, schema: pl.Schema
    ) -> DataFrame:
        together = data.repartition(self.partitions, key)
        return together.mapInArrow(partial(_reduce, key, function, schema), _ddl(schema))

    def keep(self, data: DataFrame) -> DataFrame:
        from pyspark import StorageLevel

        return data.persist(StorageLevel.DISK_ONLY)

    def collect(self, data: DataFrame) -> pl.DataFrame:
        try:
            found = pl.from_arrow(data.toArrow())
        except Exception as error:
            raise _readable(error) from error
        assert isinstance(found, pl.DataFrame)
        return found

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *error: object) -> None:
        pass


def session(master: str | None = None) -> SparkSession:
    """Start a Spark session, or join the one that spark-submit has started.

    Raises ParallaxError where pyspark or Java is missing.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ParallaxError(
            "engine spark", "pyspark is not installed", "install Parallax with its extra `cluster`"
        ) from error
    builder = SparkSession.builder.appName("parallax")
    try:
        return (builder.master(master) if master else builder).getOrCreate()
    except PySparkException as error:
        raise ParallaxError(
            "engine spark", f"Spark does not start ({error})", "install Java 17 or later"
        ) from error


def check_session(session: SparkSession) -> None:
    """Say at once what would fail only after hours, on executors perhaps.

    Raises ParallaxError for a Spark or an installation of this package on the executors
    that does not fit the one here, and for a session that has been stopped.
    """
    probe = pl.DataFrame({"there": ["versions"]})
    try:
        version = session.version
        if int(version.split(".")[0]) >= _OLDEST:
            engine = Spark(session)
            probe = engine.collect(engine.map(engine.source(probe), _versions, probe.schema))
    except Exception as error:
        raise ParallaxError(
            "Spark session", f"it does not answer ({error})", "start a new one, of the classic kind"
        ) from error
    if int(version.split(".")[0]) < _OLDEST:
        raise ParallaxError(
            "Spark session", f"its version is {version}", f"use Spark {_OLDEST}.0 or later"
        )
    there, here = probe["there"].item(), _versions(probe)["there"].item()
    if there != here:
        raise ParallaxError(
            "Spark executors", f"they have {there}, the driver {here}", "install the same there"
        )


def _versions(_: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame({"there": [f"parallax-news {__version__}, polars {pl.__version__}"]})


def _ddl(schema: pl.Schema) -> str:
    return ", ".join(f"`{name}` {_TYPES[dtype]}" for name, dtype in schema.items())


def _map(function: Function, schema: pl.Schema, batches: Iterable[RecordBatch]) -> Iterator[Any]:
    for batch in batches:
        yield from _arrow(function(_frame(batch)), schema)


def _reduce(
    key: str, function: Function, schema: pl.Schema, batches: Iterable[RecordBatch]
) -> Iterator[Any]:
    frames = [_frame(batch) for batch in batches]
    for piece in pieces(pl.concat(frames), key) if frames else ():
        yield from _arrow(function(piece), schema)


def _frame(batch: RecordBatch) -> pl.DataFrame:
    frame = pl.from_arrow(batch)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _arrow(frame: pl.DataFrame, schema: pl.Schema) -> list[RecordBatch]:
    ordered = frame.select(schema.names()).cast(schema)  # Spark takes columns by their place
    return ordered.to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches()


def _readable(error: Exception) -> Exception:
    """The ParallaxError that an executor met, out of Spark's report of it."""
    met = re.search(r"ParallaxError: (.+?): (.+)\. Remedy: (.+)\.\s*$", str(error), re.MULTILINE)
    return ParallaxError(*met.groups()) if met else error
