"""Measure the tables of a whole dataset on this machine and on Spark.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/scale.py SECTION

Sections: local, memory, spark, events, joins, or all. Each run is a process of its own; CPU
seconds are those of the process and everything it started. What happens when something
breaks is in scale_faults.py.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grown
import numpy as np
import polars as pl

import analysis as an
from analysis.scale import per_article

GOLD = Path(os.environ.get("PARALLAX_GOLD", "."))
ARTICLES = GOLD / "bench" / "articles-12k.parquet"
RUN = """
import sys, json, time, os
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
import analysis as an
from analysis.scale import per_article
job, dataset, out, master, more = json.loads(sys.argv[1])
engine = "local"
if master:
    from analysis.scale import spark
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    engine = spark.session(master)
    if warm := more.pop("warm_on", None):
        getattr(an.scale, job)(warm, out + "-warm", engine=engine, progress=False, **more)
def cpu():
    total = 0
    rows = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
            rows[pid] = (fields[1], sum(map(int, fields[11:15])))
        except OSError: pass
    for pid in rows:
        up = pid
        while up in rows and up != str(os.getpid()): up = rows[up][0]
        if up == str(os.getpid()): total += rows[pid][1]
    return total / os.sysconf("SC_CLK_TCK")
before, began = cpu(), time.monotonic()
args = [dataset, out] if job != "statements" else [dataset, more.pop("events"), out]
summary = getattr(an.scale, job)(*args, engine=engine, progress=False, **more)
wall = time.monotonic() - began
print("RESULT " + json.dumps({"cpu": cpu() - before, "wall": wall, "peak": summary.peak_mb,
    "process": max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1e3,
    "mb": summary.megabytes, "articles": summary.articles, "kept": summary.kept}))
"""


def begun(job: str, dataset: Path, out: Path, master: str = "", **more) -> subprocess.Popen:
    """Start a run in a process of its own."""
    argument = json.dumps([job, str(dataset), str(out), master, more])
    return subprocess.Popen(
        [sys.executable, "-c", RUN, argument],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen) -> dict[str, float]:
    """Wait for a run; empty where it stopped with an error."""
    shown, complaint = process.communicate()
    for line in shown.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    print("    stopped:", (complaint.strip().splitlines() or ["no word"])[-1][:160], flush=True)
    return {}


def totals(out: Path) -> dict[str, tuple[int, str]]:
    tables = an.scale.manifest(out)["tables"]
    return {name: (entry["rows"], entry["checksum"]) for name, entry in tables.items()}


def sample(folder: Path, count: int, times: int = 1) -> Path:
    """The first articles of the file, several times with other ids, as a dataset of files."""
    folder.mkdir(parents=True)
    for number in range(times):
        ids = pl.format("{}-{}", "article_id", pl.lit(number))
        part = pl.scan_parquet(ARTICLES).head(count).with_columns(article_id=ids)
        part.sink_parquet(folder / f"part-{number:02}.parquet", row_group_size=1_000)
    return folder


def measure_local(scratch: Path) -> None:
    print("\n### Local engine, 12,000 articles\n")
    print("| tables | MB/s per CPU-second | MB/s wall | use of the cores | peak MB |")
    print("|---|---|---|---|---|")
    dataset = sample(scratch / "whole", 12_000)
    every = list(per_article.DEFAULT)
    for name, tables in (
        ("all but measures", [t for t in every if t != "measures"]),
        ("all", every),
    ):
        found = ended(begun("measure", dataset, scratch / name, tables=tables))
        cores = len(os.sched_getaffinity(0))
        use = found["cpu"] / found["wall"] / cores
        print(
            f"| {name} | {found['mb'] / found['cpu']:.2f} | {found['mb'] / found['wall']:.2f} "
            f"| {use:.0%} | {found['peak']:.0f} |",
            flush=True,
        )
    five = sample(scratch / "five", 5)
    began = time.monotonic()
    found = ended(begun("measure", five, scratch / "five-out"))
    print(f"\nfive articles: {found['wall']:.2f} s, {time.monotonic() - began:.2f} s with start")


def measure_memory(scratch: Path, tables: list[str], sizes: list[int]) -> None:
    print("\n### Memory\n")
    for times in sizes:
        dataset = sample(scratch / f"times-{times}", 12_000, times)
        found = ended(begun("measure", dataset, scratch / f"out-{times}", tables=tables))
        print(
            f"- the file {times} x: peak {found['peak']:.0f} MB, all processes together, "
            f"the largest {found['process']:.0f} MB, "
            f"{found['cpu']:.0f} CPU s, {found['wall']:.0f} s",
            flush=True,
        )


def measure_spark(scratch: Path, tables: list[str], counts: list[int]) -> None:
    print("\n### Spark, local[2], against the local engine\n")
    print("| job | articles | same rows and checksums | CPU s local | CPU s Spark, warm | ratio |")
    print("|---|---|---|---|---|---|")
    warm = sample(scratch / "warm", 200)
    for count in counts:
        dataset = sample(scratch / f"in-{count}", count)
        for job in ("measure", "events"):
            more: dict[str, Any] = {"tables": tables} if job == "measure" else {}
            outs = [scratch / f"{job}-{count}-{engine}" for engine in ("local", "spark")]
            here = ended(begun(job, dataset, outs[0], **more))
            there = begun(job, dataset, outs[1], "local[2]", warm_on=str(warm), **more)
            found = ended(there)
            same = totals(outs[0]) == totals(outs[1])
            print(
                f"| {job} | {count} | {'yes' if same else 'NO'} | {here['cpu']:.1f} "
                f"| {found['cpu']:.1f} | {found['cpu'] / here['cpu']:.2f} |",
                flush=True,
            )


def basil_among_others() -> tuple[pl.DataFrame, pl.DataFrame]:
    """BASIL's development articles with their event and half; and those mixed into others."""
    rows = []
    for line in (GOLD / "gold" / "basil" / "events-dev.jsonl").read_text().splitlines():
        row = json.loads(line)
        text = "\n\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"])
        rows.append((f"{row['uuid']}-{len(rows)}", text, row["date"], row["triplet-uuid"]))
    columns = ["article_id", "text", "published", "gold"]
    basil = pl.DataFrame(rows, schema=columns, orient="row")
    others = pl.read_parquet(ARTICLES)[:5_000].select("article_id", "text")
    mixed = pl.concat([basil, others], how="diagonal")
    return basil.with_columns(half=pl.col("gold").rank("dense").cast(pl.Int64) % 2), mixed


def pairs(articles: pl.DataFrame) -> np.ndarray:
    """Pairs of one event that were found, that were said to be one, and that there are."""

    def together(*columns: str) -> int:
        sizes = articles.group_by(columns).agg(pl.len().cast(pl.Int64))["len"]
        return int((sizes * (sizes - 1) // 2).sum())

    return np.array([together("event", "gold"), together("event"), together("gold")])


def f1(counted: np.ndarray) -> float:
    return 2 * counted[0] / (counted[1] + counted[2])


def factnews() -> pl.DataFrame:
    """FactNews' development articles with their story as the event; sentences in its own order."""
    rows = []
    for line in (GOLD / "gold" / "factnews" / "dev.jsonl").read_text().splitlines():
        row = json.loads(line)
        title = ". ".join(sentence["text"] for sentence in row["title"])
        text = " ".join(sentence["text"] for sentence in row["sentences"])
        rows.append((row["article_id"], title, text, row["date"], row["story_id"]))
    columns = ["article_id", "title", "text", "published", "gold"]
    stories = pl.DataFrame(rows, schema=columns, orient="row")
    return stories.with_columns(half=pl.col("gold").rank("dense").cast(pl.Int64) % 2)


def measure_events(scratch: Path) -> None:
    """Pairs of one event, in sets of several kinds, with the one setting that there is."""
    basil, mixed = basil_among_others()
    stories = factnews()
    few = basil.filter(pl.col("gold").rank("dense") <= 3)
    print("\n### Events: pairs of articles of one event\n")
    print("| articles | with | F1 | P | R | either half |\n|---|---|---|---|---|---|")
    for name, articles, gold in (
        ("BASIL's 60 events among 5,000 other articles", mixed, basil),
        ("BASIL's 60 events", basil, basil),
        ("three of them", few, few),
        ("FactNews, 50 stories", stories, stories),
    ):
        for kept in (["published", "title"], ["published"], ["title"], []):
            columns = [each for each in kept if each in articles.columns]
            if len(columns) < len(kept):
                continue
            folder = scratch / f"{name}-{'-'.join(columns)}"
            folder.mkdir(parents=True)
            articles.select("article_id", "text", *columns).write_parquet(folder / "a.parquet")
            out = scratch / f"out-{folder.name}"
            ended(begun("events", folder, out, workers=1))
            found = an.scale.read(out, "events").collect().join(gold, on="article_id")
            found = found.with_columns(event=pl.coalesce("event", "article_id"))
            right, said, there = pairs(found)
            halves = [f"{f1(pairs(found.filter(half=half))):.1%}" for half in (0, 1)]
            print(
                f"| {name} | {' and '.join(columns) or 'neither date nor title'} "
                f"| {f1(np.array([right, said, there])):.1%} | {right / said:.1%} "
                f"| {right / there:.1%} | {', '.join(halves)} |",
                flush=True,
            )


def measure_joins(scratch: Path, sizes: list[int]) -> None:
    """Events found in an archive that is so many times as large, in other names and numbers."""
    print("\n### Joins\n")
    spent = {}
    for times in sizes:
        dataset = grown.grow(ARTICLES, scratch / f"times-{times}", times)
        found = ended(begun("events", dataset, scratch / f"out-{times}", workers=1))
        spent[times] = found["cpu"]
        print(
            f"- events, {times * 12_000:,} articles: {found['cpu']:.0f} CPU s, "
            f"{found['wall']:.0f} s, peak {found['peak']:.0f} MB, all processes together, "
            f"the largest {found['process']:.0f} MB",
            flush=True,
        )
    small, large = min(spent), max(spent)
    if large > small:
        slope = np.log(spent[large] / spent[small]) / np.log(large / small)
        print(f"- exponent from {small * 12_000:,} to {large * 12_000:,}: {slope:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    jobs = ["local", "memory", "spark", "events", "joins"]
    parser.add_argument("section", choices=[*jobs, "all"])
    parser.add_argument("--tables", nargs="+", default=None)
    parser.add_argument("--articles", nargs="+", type=int, default=[5, 1_000, 12_000])
    parser.add_argument("--times", nargs="+", type=int, default=[1, 10], help="the file, so often")
    given = parser.parse_args()
    run: dict[str, Callable[[Path], None]] = {
        "local": measure_local,
        "memory": lambda scratch: measure_memory(scratch, given.tables, given.times),
        "spark": lambda scratch: measure_spark(scratch, given.tables, given.articles),
        "events": measure_events,
        "joins": lambda scratch: measure_joins(scratch, given.times),
    }
    for section in jobs if given.section == "all" else [given.section]:
        with tempfile.TemporaryDirectory() as scratch:
            run[section](Path(scratch))


if __name__ == "__main__":
    main()
