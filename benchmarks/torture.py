"""A folder as the world leaves it: what goes in and what is named; how costs grow.

    python benchmarks/torture.py folder              # 500 files through `parallax new`
    python benchmarks/torture.py growth --articles 60    # exponents from n to 4 n
    python benchmarks/torture.py report --articles 75    # and memory, of a whole report

All of it is made here, from seeds (tests/torture.py, tests/formats.py).
"""

from __future__ import annotations

import argparse
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import torture
from formats import put

import analysis as an
from analysis import findings
from analysis.preparing.check import check

MAIN = "import sys; from analysis.cli import main; sys.exit(main())"
GOOD = 480


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-P", "-c", MAIN, *map(str, arguments)]


def made(folder: Path) -> int:
    """Write the good files and one of every bad kind; give the number of bad ones."""
    good = [torture.article(number, f"outlet-{number % 9}") for number in range(GOOD)]
    put(folder, good[: GOOD // 2 - len(torture.ODD)], "html", "page")
    put(folder, good[GOOD // 2 :], "text", "text")
    for name, content in torture.ODD.items():
        (folder / name).write_bytes(content)
    for name, (content, _) in torture.BAD.items():
        (folder / f"bad-{name}").write_bytes(content)
    return len(torture.BAD)


def folder(_: argparse.Namespace, place: Path) -> None:
    files, event = place / "files", place / "event"
    bad = made(files)
    size = sum(path.stat().st_size for path in files.rglob("*") if path.is_file())
    began, peak, scratch = time.monotonic(), 0, 0
    process = subprocess.Popen(
        command("new", event, files, "--quiet"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, watched.memory_info().rss if process.poll() is None else 0)
        spilled = place.glob(".event~*/tmp*/*")
        scratch = max(scratch, sum(path.stat().st_size for path in spilled if path.exists()))
        time.sleep(0.05)
    said = (process.stderr.read() if process.stderr else b"").decode()
    unnamed = [name for name in torture.BAD if f"bad-{name}" not in said]
    seconds = time.monotonic() - began
    articles = len(an.load(event).articles)
    print(f"{GOOD} good, {bad} bad files of {size / 1e6:.1f} MB: {articles} articles in,")
    print(f"not named: {unnamed or 'none'}; {seconds:.1f} s, peak {peak / 1e6:.0f} MB,")
    print(f"scratch at most {scratch / size:.2f} of the input")


def word(draw: random.Random) -> str:
    return "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3))


def stated(draw: random.Random) -> str:
    """A sentence of made-up nouns, a third of them said by an actor of the event."""
    nouns = [word(draw) for _ in range(4)]
    said = f", Name{draw.randrange(20)} Given{draw.randrange(3)} said" * (draw.random() < 0.33)
    return "The {} of {} rejected the {} near the old {}{}.".format(*nouns, said)


def written(event: Path, articles: int) -> Path:
    """An event of so many articles; each has ten of sixty sentences, and five of its own."""
    (event / "raw").mkdir(parents=True)
    draw = random.Random(articles)
    told = [stated(draw) for _ in range(60)]
    for number in range(articles):
        lines = draw.sample(told, 10) + [stated(draw) for _ in range(5)]
        draw.shuffle(lines)
        text = "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))
        (event / "raw" / f"{number}.txt").write_text(f"Leaders met again {number}\n\n{text}")
    toml = torture.event(articles, actors=20, aliases=3, concepts=20, outlets=9)
    (event / "event.toml").write_text(toml)
    return event


def framed(corpus: an.Corpus) -> None:
    """Every measure of framing that the notebooks show."""
    framing = an.framing
    framing.naming(corpus.mentions, corpus.articles)
    framing.coverage(corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts)
    framing.keyness(corpus.tokens, corpus.articles)
    framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    framing.facts(corpus.tokens, corpus.articles)
    framing.portrayal(framing.roles(corpus), framing.descriptions(corpus))


def growth(options: argparse.Namespace, place: Path) -> None:
    """Exponents: log₄ of CPU seconds at 4 n over those at n; what comes before is not counted."""
    works: dict[str, Callable[[Path, an.Corpus], object]] = {
        "load": lambda event, _: an.load(event),
        "statements": lambda _, corpus: corpus.statements,
        "framing": lambda _, corpus: framed(corpus),
        "findings": lambda _, corpus: findings.find(corpus),
        "check": lambda event, _: check(event),
    }
    sizes = (options.articles, 4 * options.articles)
    events = [written(place / str(n), n) for n in sizes]
    an.load(events[0]).statements  # noqa: B018 - what is read once only
    corpora = [an.load(event) for event in events]
    for name, work in works.items():
        spent = []
        for event, corpus in zip(events, corpora, strict=True):
            began = time.process_time()
            work(event, corpus)
            spent.append(time.process_time() - began)
        print(f"{name}: {spent[0]:.2f} → {spent[1]:.2f} CPU s, exponent", end=" ")
        print(f"{math.log(spent[1] / spent[0], 4):.2f}", flush=True)


def report(options: argparse.Namespace, place: Path) -> None:
    """CPU seconds and memory of a whole report, all its processes together, from n to 4 n.

    A page of memory that two processes share (their libraries) counts once.
    """
    spent = []
    for n in (options.articles, 4 * options.articles):
        event = written(place / str(n), n)
        began, peak = time.monotonic(), 0
        process = subprocess.Popen(
            command("report", event, "-o", place / "r.html", "--quiet"), stdout=subprocess.DEVNULL
        )
        watched = psutil.Process(process.pid)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, _memory([watched, *watched.children(recursive=True)]))
            time.sleep(0.2)
        usage = ended[2]  # the kernel's, which was waited for, is in it
        spent.append(usage.ru_utime + usage.ru_stime)
        print(f"report of {n}: {spent[-1]:.1f} CPU s, {time.monotonic() - began:.0f} s,", end=" ")
        size = (place / "r.html").stat().st_size
        print(f"peak {peak / 1e6:.0f} MB together, file {size / 1e6:.1f} MB", flush=True)
    print(f"exponent {math.log(spent[1] / spent[0], 4):.2f}")


def _memory(processes: list[psutil.Process]) -> int:
    found = 0
    for process in processes:
        with suppress(psutil.Error):
            found += process.memory_full_info().pss
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("folder", "growth", "report"))
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    with tempfile.TemporaryDirectory() as scratch:
        {"folder": folder, "growth": growth, "report": report}[options.what](options, Path(scratch))
