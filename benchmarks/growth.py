"""How the stages of a report grow with the articles of one event, from 5 to 5,000.

    PARALLAX_GOLD=/folder/with/bench python benchmarks/growth.py [--most 5000] [--limit 240]

The event is made of articles of the bench's commonest topics, cut to their first 1,200
characters, by twenty outlets. Each size runs in a process of its own, which ends when it has
spent ``--limit`` CPU-seconds: what it had not finished then is a dash. The exponent is the slope
between the two largest sizes of a stage that took a twentieth of a second or more: 1 is a cost
that grows as the articles do. The run fails where an exponent is above what `ALLOWED` states.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SIZES = (5, 50, 500, 5000)
ALLOWED = {
    "reading": 1.15,
    "measures": 1.15,
    "statements": 1.35,
    "claims": 1.15,
    "findings": 1.15,
    "short form": 1.15,
    "side by side": 1.15,
}
_LENGTH, _OUTLETS = 1200, 20
_LEAST = 0.05  # seconds below which a stage tells the start of Python rather than growth


def stages(size: int, limit: int) -> None:
    """Print the CPU-seconds of each stage for an event of so many articles, and the memory."""
    import polars as pl

    import analysis as an
    from analysis import findings
    from analysis.views.report import beside, short

    path = Path(os.environ["PARALLAX_GOLD"]) / "bench" / "articles-12k.parquet"
    frame = pl.read_parquet(path)
    frequent = frame.with_columns(n=pl.len().over("topic")).sort("n", "topic", descending=True)
    part = frequent.head(size).select(
        article_id=pl.format("a{}", pl.int_range(pl.len())),
        outlet=pl.format("outlet-{}", pl.int_range(pl.len()) % _OUTLETS),
        text=pl.col("text").str.head(_LENGTH),
    )
    an.read(part.head(3)).measures  # noqa: B018 - patterns and lists, which are read once
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    corpus = an.read(part)
    steps: dict[str, Callable[[], object]] = {
        "reading": lambda: an.read(part),
        "measures": lambda: corpus.measures,
        "statements": lambda: corpus.aligned,
        "claims": lambda: corpus.claimed,
        "findings": lambda: findings.find(corpus),
        "short form": lambda: short.sections(corpus),
        "side by side": lambda: beside.beside(corpus, []),
    }
    for name, step in steps.items():
        began = time.process_time()
        step()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([name, time.process_time() - began, peak]), flush=True)


def measured(size: int, limit: int) -> dict[str, tuple[float, float]]:
    """Seconds and megabytes of each stage that a process of its own finished."""
    command = [sys.executable, "-P", __file__, "--only", str(size), "--limit", str(limit)]
    environment = os.environ | {"POLARS_MAX_THREADS": "1", "PARALLAX_CACHE": "off"}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode > 0:
        raise SystemExit(ran.stderr[-2000:])
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    return {name: (seconds, peak) for name, seconds, peak in rows}


def exponent(spent: dict[int, float]) -> float | None:
    """The slope between the two largest sizes that took long enough to tell."""
    told = [size for size, seconds in sorted(spent.items()) if seconds >= _LEAST][-2:]
    if len(told) < 2:
        return None
    small, large = told
    return math.log(spent[large] / spent[small]) / math.log(large / small)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--limit", type=int, default=240, help="CPU-seconds of each size")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        stages(given.only, given.limit)
        return
    sizes = [size for size in SIZES if size <= given.most]
    runs = {size: measured(size, given.limit) for size in sizes}
    print("| stage, CPU-seconds | " + " | ".join(f"{size:,}" for size in sizes) + " | exponent |")
    print("|---" * (len(sizes) + 2) + "|")
    failed = []
    for stage, most in ALLOWED.items():
        cells = [f"{runs[n][stage][0]:.2f}" if stage in runs[n] else "–" for n in sizes]
        slope = exponent({n: runs[n][stage][0] for n in sizes if stage in runs[n]})
        told = "–" if slope is None else f"{slope:.2f} (at most {most})"
        print(f"| {stage} | " + " | ".join(cells) + f" | {told} |")
        if slope is not None and slope > most:
            failed.append(f"{stage}: {slope:.2f}")
    peaks = [max((peak for _, peak in runs[n].values()), default=0) for n in sizes]
    print("| peak memory, MB | " + " | ".join(f"{peak:.0f}" for peak in peaks) + " | |")
    if failed:
        raise SystemExit("grows faster than allowed: " + ", ".join(failed))


if __name__ == "__main__":
    main()
