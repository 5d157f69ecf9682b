"""The Spark engine: the rows and checksums of this machine's, also when an executor is killed.

Two executors, each a JVM of its own with its own Python workers. Without Java 17 these
tests are reported as not run.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import scaled

import analysis as an
from analysis.scale import parts, per_article


def java() -> int:
    """The major version of the Java that Spark would start; 0 without any."""
    home = os.environ.get("JAVA_HOME")
    command = f"{home}/bin/java" if home else shutil.which("java")
    if not command:
        return 0
    shown = subprocess.run([command, "-version"], capture_output=True, text=True).stderr
    return int(match[1]) if (match := re.search(r'version "(\d+)', shown)) else 0


pytestmark = [
    pytest.mark.skipif(java() < 17, reason="the Spark engine needs Java 17 or later"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def session() -> Iterator:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    quick_to_start = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
    settings = {
        "spark.driver.extraJavaOptions": quick_to_start,
        "spark.executor.extraJavaOptions": quick_to_start,
        "spark.task.maxFailures": "2",  # an executor that is killed is one
        "spark.locality.wait": "0",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=settings)
    started = builder.getOrCreate()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def many(corpus: an.Corpus, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A dataset of four hundred articles, and what the local engine makes of it."""
    folder = tmp_path_factory.mktemp("many")
    scaled.write(scaled.made(corpus, 400, sentences=4), folder / "in", files=12)
    an.scale.measure(folder / "in", folder / "out", tables=TABLES, progress=False)
    return folder / "in", folder / "out"


TABLES = [name for name in per_article.TABLES if name != "measures"]  # the one that takes long


def test_five_articles_have_the_same_rows(session, corpus, tmp_path):
    scaled.write(corpus.articles.select("article_id", "outlet", "text"), tmp_path / "in", files=1)
    everything = {"tables": list(per_article.TABLES), "progress": False}
    an.scale.measure(tmp_path / "in", tmp_path / "local", **everything)
    an.scale.measure(tmp_path / "in", tmp_path / "spark", engine=session, **everything)
    assert scaled.totals(tmp_path / "spark") == scaled.totals(tmp_path / "local")


def test_a_killed_executor_loses_and_doubles_nothing(session, many, tmp_path):
    dataset, expected = many
    out = tmp_path / "out"
    killer = threading.Thread(target=_kill_an_executor, args=(out,))
    killer.start()
    summary = an.scale.measure(dataset, out, engine=session, tables=TABLES, progress=False)
    killer.join()
    assert summary.articles + summary.rejected == 400
    assert scaled.totals(out) == scaled.totals(expected)
    for table in ("quotes", "tokens"):
        rows = [an.scale.read(folder, table).collect() for folder in (out, expected)]
        assert rows[0].equals(rows[1])


def _kill_an_executor(out: Path) -> None:
    deadline = time.monotonic() + 60
    while len(scaled.receipts(out)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    victims = [
        pid for pid, command in scaled.descendants(os.getpid()) if "ExecutorBackend" in command
    ]
    os.kill(victims[0], signal.SIGKILL)


def test_events_statements_and_claims_are_the_same(session, corpus, tmp_path):
    """The tellings of one event by sentences in another order, and articles of none; a third of
    them on another day, a third without a date."""
    five = corpus.articles.select("article_id", "outlet", "text")
    again = five.with_columns(pl.format("{}-again", "article_id").alias("article_id"))
    others = scaled.made(corpus, 30).with_columns(text=pl.col("text").str.to_titlecase())
    days = pl.Series("published", [date(2023, 9, 13), date(2023, 9, 20), None] * 14)
    every = pl.concat([five, again, others])
    every = every.with_columns(published=days.head(len(every)))
    scaled.write(every, tmp_path / "in", files=3)
    for engine in ("local", session):
        out = tmp_path / ("local" if engine == "local" else "spark")
        more = {"engine": engine, "progress": False}
        an.scale.events(tmp_path / "in", out / "events", **more)
        an.scale.statements(tmp_path / "in", out / "events", out / "statements", **more)
        an.scale.claims(tmp_path / "in", out / "events", out / "claims", **more)
    for name in ("events", "statements", "claims"):
        found = scaled.totals(tmp_path / "spark" / name)
        assert found == scaled.totals(tmp_path / "local" / name)
        assert found[name][0] > 5


def test_an_executor_says_what_is_wrong(session, many, tmp_path):
    """A disk error met on an executor arrives as the one line that it is."""
    dataset, _ = many
    (tmp_path / "out" / "parts").mkdir(parents=True)
    (tmp_path / "out" / "parts" / "counts").touch()
    (tmp_path / "out" / "plan.json").write_text("{}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_check_free", lambda *_: None)
        with pytest.raises(an.ParallaxError, match=r"parts/counts: File exists. Remedy: choose"):
            an.scale.measure(
                dataset, tmp_path / "out", engine=session, tables=["counts"], progress=False
            )


def test_a_session_of_another_version_is_refused(session, many, tmp_path, monkeypatch):
    dataset, _ = many
    with monkeypatch.context() as patch:
        patch.setattr("analysis.scale.spark._OLDEST", 99)
        with pytest.raises(an.ParallaxError, match=r"its version is \d.*use Spark 99\.0 or later"):
            an.scale.measure(dataset, tmp_path / "out", engine=session, progress=False)
    with monkeypatch.context() as patch:
        patch.setattr("analysis.scale.spark.__version__", "9.9")
        with pytest.raises(an.ParallaxError, match=r"executors: they have .*the driver .*9\.9"):
            an.scale.measure(dataset, tmp_path / "out", engine=session, progress=False)
    assert not (tmp_path / "out").exists()
