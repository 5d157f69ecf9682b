"""A folder as the world leaves it, and runs that are killed: what goes in, is named, and stays.

    python benchmarks/torture.py folder              # 500 files through `parallax new`
    python benchmarks/torture.py kills --times 20    # each command killed at random moments
    python benchmarks/torture.py growth --articles 60    # exponents from n to 4 n

All of it is made here, from seeds (tests/torture.py, tests/formats.py).
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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


def readable(event: Path) -> bool:
    """Whether every article of an event is there."""
    try:
        an.load(event)
    except an.ParallaxError:
        return False
    return True


def kills(options: argparse.Namespace, place: Path) -> None:
    """Kill each command at random moments; then let it end, and look for what is left over."""
    draw, files, event = random.Random(5), place / "files", place / "event"
    temporary = place / "tmp"  # other runs of this machine leave theirs elsewhere
    temporary.mkdir()
    os.environ["TMPDIR"] = str(temporary)
    put(files, [torture.article(number, f"o{number % 3}") for number in range(40)], "html", "page")
    (place / "rows.jsonl").write_text(
        "\n".join(f'{{"article_id": "{n}", "text": "It rained, he said."}}' for n in range(4000))
    )
    damaged = event / "raw" / "damaged.txt"
    jobs = {
        "new": command("new", event, files, "--quiet", "--replace"),
        "check --fix": command("check", event, "--fix"),
        "measure": command("measure", place / "rows.jsonl", "-o", place / "out", "--workers", "1"),
        "report": command("report", event, "-o", place / "r.md", "--quiet"),
    }
    for name in options.of or jobs:
        job, broken = jobs[name], 0
        for _ in range(options.times):
            if name == "measure":
                shutil.rmtree(place / "out", ignore_errors=True)
            if name == "check --fix" and not damaged.exists():
                damaged.write_text("The â€œleadersâ€\x9d met at the cafÃ© for talks, he said. " * 9)
                with (event / "event.toml").open("a") as toml:
                    toml.write('\n[[articles]]\nid = "damaged"\noutlet = "o0"\n')
                    toml.write('file = "raw/damaged.txt"\n')
            process = subprocess.Popen(job, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.uniform(0.3, options.seconds))
            process.kill()
            process.wait()
            broken += event.exists() and not readable(event)
        subprocess.run(job, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        left = [path.name for path in place.rglob(".*") if "~" in path.name]
        left += [path.name for path in temporary.glob("parallax~*")]
        print(
            f"{name}: {options.times} kills, {broken} broken, left over: {left or 'nothing'}",
            flush=True,
        )


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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("folder", "kills", "growth"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--of", nargs="+", help="kill these commands only")
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    with tempfile.TemporaryDirectory() as scratch:
        {"folder": folder, "kills": kills, "growth": growth}[options.what](options, Path(scratch))
