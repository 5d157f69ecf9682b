"""CPU per stage of the whole pipeline: this tree against another commit, in turns.

    PARALLAX_GOLD=/folder/with/bench python benchmarks/stages.py [--base COMMIT] [--articles 400]
    python benchmarks/stages.py --event FOLDER [--base COMMIT]

Without an event: milliseconds of CPU per MB of text, a table at a time, over articles of the
bench, one thread. With an event: CPU-seconds of each stage of its report, with nothing kept from
earlier runs. Both trees run in processes of their own, one after the other, round by round; the
figure is the median, so that other load and a slow hour of the machine meet both. With a base it
also tells which tables have other rows than there. Both trees use
this Python's packages: a base that needs others cannot be compared.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent.parent
ARTICLES = Path(os.environ.get("PARALLAX_GOLD", ".")) / "bench" / "articles-12k.parquet"

_TABLES = """
import hashlib, json, sys, time
import polars as pl
import analysis as an
from analysis.measures import readability
from analysis.reading import paragraphs, quotes, segments
try:
    from analysis.languages import detection
except ImportError:  # a tree of before
    detection = None

def run(part, stages, rows):
    def stage(name, function):
        began = time.process_time()
        result = function()
        stages[name] = time.process_time() - began
        frame = result[0] if isinstance(result, tuple) else result
        rows[name] = hashlib.blake2b(frame.write_ndjson().encode(), digest_size=8).hexdigest()
        return result

    frame = an.read(part).articles
    labelled = stage("paragraphs and their kinds", lambda: paragraphs.label(frame))
    known = stage("languages", lambda: detection.filled(frame)) if detection else frame
    cut = stage("sentences", lambda: segments.sentences(known, labelled))
    words, _ = stage("words", lambda: segments.tokens(known, cut, None))
    found = stage("quotations and speakers", lambda: quotes.extract(known, paragraphs=labelled))
    stage("voice of each word", lambda: quotes.voice(words, found))
    stage("readability", lambda: readability.scores(known))
    corpus = an.read(part)
    stage("measures, ranges included", lambda: corpus.measures)

part = pl.scan_parquet(sys.argv[1]).slice(int(sys.argv[2]), int(sys.argv[3])).select(
    "article_id", "outlet", "text"
).collect()
run(part.head(5), {}, {})  # imports, patterns, tables of words
stages, rows = {}, {}
run(part, stages, rows)
print(json.dumps(rows))
size = part["text"].str.len_bytes().sum() / 1e6
print(json.dumps({name: 1000 * spent / size for name, spent in stages.items()}))
"""

_REPORT = """
import json, sys, time
began = time.process_time()
import analysis as an
from analysis import findings
from analysis.views.report import beside, short
stages = {"imports": time.process_time() - began}

def stage(name, function):
    began = time.process_time()
    result = function()
    stages[name] = time.process_time() - began
    return result

corpus = stage("reading", lambda: an.load(sys.argv[1], proposed=False))
stage("statements", lambda: corpus.aligned)
stage("claims", lambda: corpus.claimed)
found = stage("findings", lambda: findings.find(corpus))
stage("short form", lambda: short.sections(corpus))
stage("side by side", lambda: beside.beside(corpus, found))
print(json.dumps(stages))
"""


def spent(tree: Path, code: str, *arguments: str) -> tuple[dict[str, float], dict[str, str]]:
    """What one fresh process of a tree spends on each stage, and a checksum of its rows, if any."""
    environment = os.environ | {
        "PYTHONPATH": str(tree),
        "POLARS_MAX_THREADS": "1",
        "PARALLAX_CACHE": "off",
    }
    command = [sys.executable, "-P", "-c", code, *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{tree}: {ran.stderr[-2000:]}")
    *before, last = ran.stdout.splitlines()
    return json.loads(last), json.loads(before[-1]) if before else {}


def table(rounds: dict[str, list[dict[str, float]]], unit: str, total: str) -> None:
    """Print the median of each stage, a tree a column, and their sum."""
    trees = list(rounds)
    print(f"\n| stage, {unit} | " + " | ".join(trees) + " |")
    print("|---" * (len(trees) + 1) + "|")
    stages = dict.fromkeys(name for runs in rounds.values() for run in runs for name in run)
    for stage in stages:
        cells = [
            statistics.median(run[stage] for run in runs) if stage in runs[0] else None
            for runs in rounds.values()
        ]
        told = ["–" if cell is None else f"{cell:.2f}" for cell in cells]
        print(f"| {stage} | " + " | ".join(told) + " |")
    sums = [statistics.median(sum(run.values()) for run in runs) for runs in rounds.values()]
    print(f"| **{total}** | " + " | ".join(f"**{value:.2f}**" for value in sums) + " |", flush=True)


def compare(sums: dict[str, list[dict[str, str]]]) -> None:
    """Print which stages give other rows in the two trees."""
    one, other = sums.values()
    pairs = [(name, a[name], b.get(name)) for a, b in zip(one, other, strict=True) for name in a]
    changed = dict.fromkeys(name for name, a, b in pairs if a != b)
    print(f"\nother rows: {', '.join(changed)}" if changed else "\nthe same rows in every stage")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="a commit to compare with")
    parser.add_argument("--event", type=Path, help="an event folder: its report's stages")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        trees = {"here": HERE}
        if given.base:
            base = Path(scratch) / "base"
            add = ["git", "-C", str(HERE), "worktree", "add", "--detach", str(base), given.base]
            subprocess.run(add, check=True, capture_output=True)
            trees = {given.base[:9]: base, **trees}
        rounds: dict[str, list[dict[str, float]]] = {name: [] for name in trees}
        sums: dict[str, list[dict[str, str]]] = {name: [] for name in trees}
        try:
            for number in range(given.rounds):
                for name, tree in trees.items():
                    if given.event:
                        run, rows = spent(tree, _REPORT, str(given.event.resolve()))
                    else:
                        first = number * given.articles
                        size = str(given.articles)
                        run, rows = spent(tree, _TABLES, str(ARTICLES), str(first), size)
                    rounds[name].append(run)
                    sums[name].append(rows)
        finally:
            if given.base:
                remove = ["git", "-C", str(HERE), "worktree", "remove", "--force", str(base)]
                subprocess.run(remove, check=False, capture_output=True)
    if given.event:
        table(rounds, "CPU-seconds", "this process")
    else:
        table(rounds, "CPU-ms per MB", "all of it")
        if given.base:
            compare(sums)


if __name__ == "__main__":
    main()
