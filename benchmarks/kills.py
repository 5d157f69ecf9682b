"""Each command killed at random moments: what was there is whole, old or new, every time.

    python benchmarks/kills.py [--times 20] [--of new "check --fix" report measure]

After a kill every file of the result must be the old one or the new one; the run after it
must give what a run that nobody stopped gives, byte for byte, and leave nothing beside it.
Processes that the killed one had started must end by themselves.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import torture
from formats import put

from analysis import scale

MAIN = "import sys; from analysis.cli import main; sys.exit(main())"
DAMAGED = "The â€œleadersâ€\x9d met at the cafÃ© for talks, he said. "
_PATIENCE = 30  # seconds in which the children of a killed run end

State = dict[str, str]


@dataclass
class Job:
    """A command, how its old state is laid down, what of it is looked at, what may be there."""

    arguments: list[str]
    lay: Callable[[], None]
    state: Callable[[], State]
    whole: Callable[[State, State, State], bool]
    failures: list[str] = field(default_factory=list)


def command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-P", "-c", MAIN, *arguments]


def files(folder: Path) -> State:
    """Every file below a folder and what is in it."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(folder.parent)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if "~" not in path.name  # half written; looked for after the next run
    }


def one_of(found: State, old: State, new: State) -> bool:
    """All of the old, or all of the new."""
    return found in (old, new)


def each_one(found: State, old: State, new: State) -> bool:
    """Every file the old one or the new one; none of the old is gone."""
    return set(old) <= set(found) and all(
        digest in (old.get(name), new.get(name)) for name, digest in found.items()
    )


def mended(found: State, old: State, new: State) -> bool:
    """event.toml old or new with all that it names; a copy that no one reads may lie there."""
    toml = "event/event.toml"
    wanted = old if found.get(toml) == old[toml] else new
    return wanted.items() <= found.items() and found.items() <= (old | new | wanted).items()


def measured(found: State, _: State, new: State) -> bool:
    """Whatever is said to be finished is what an undisturbed run gives."""
    return "finished" not in found or found == new


def tables(out: Path) -> State:
    """The rows of every table of a dataset, once the run says that it is finished."""
    if not (out / "manifest.json").exists():
        return {}
    found = {"finished": "yes"}
    for name in ("counts", "quotes"):
        rows = scale.read(out, name).collect()
        found[name] = hashlib.sha256(rows.sort(pl.all()).write_ndjson().encode()).hexdigest()
    return found


def jobs(place: Path) -> dict[str, Job]:
    """The four commands on small input, each with an old state that differs from the new."""
    event, before, out = place / "event", place / "before", place / "out"
    good = [torture.article(number, f"o{number % 3}") for number in range(40)]
    put(place / "pages", good, "html", "page")
    put(place / "few", good[:6], "html", "page")
    for name in ("few", "pages"):
        subprocess.run(command(["new", str(place / f"of-{name}"), str(place / name), "--quiet"]))
    shutil.copytree(place / "of-few", before)
    for number in range(3):
        name = f"damaged{number}"
        (before / "raw" / f"{name}.txt").write_text(DAMAGED * (9 + number))
        with (before / "event.toml").open("a") as toml:
            toml.write(f'\n[[articles]]\nid = "{name}"\noutlet = "o0"\nfile = "raw/{name}.txt"\n')
    row = '{{"article_id": "{}", "text": "It rained in the north, he said. “So it is,” she said."}}'
    (place / "rows.jsonl").write_text("\n".join(row.format(number) for number in range(4000)))

    def lay(source: Path, target: Path) -> Callable[[], None]:
        def laid() -> None:
            shutil.rmtree(target, ignore_errors=True)
            if source.exists():
                shutil.copytree(source, target)

        return laid

    old = place / "old"
    old.mkdir()
    (old / "r.html").write_text("old")
    (old / "t.zip").write_text("old")
    report = ["report", str(place / "of-few"), "-o", str(place / "reports" / "r.html")]
    options = ["-o", str(out), "--workers", "2", "--tables", "counts", "quotes"]
    return {
        "new": Job(
            ["new", str(event), str(place / "pages"), "--quiet", "--replace"],
            lay(place / "of-few", event),
            lambda: files(event),
            one_of,
        ),
        "check --fix": Job(
            ["check", str(event), "--fix"], lay(before, event), lambda: files(event), mended
        ),
        "report": Job(
            [*report, "--tables", str(place / "reports" / "t.zip"), "--quiet"],
            lay(old, place / "reports"),
            lambda: files(place / "reports"),
            each_one,
        ),
        "measure": Job(
            ["measure", str(place / "rows.jsonl"), *options],
            lay(place / "nothing", out),
            lambda: tables(out),
            measured,
        ),
    }


def temporary(place: Path) -> list[str]:
    """Whatever half-written files are named by."""
    return [str(path.relative_to(place)) for path in place.rglob("*") if "~" in path.name]


def ended(children: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(children, timeout=_PATIENCE)[1]


def undisturbed(job: Job) -> tuple[State, float]:
    """What a run to its end gives, and how long it takes."""
    job.lay()
    began = time.monotonic()
    subprocess.run(command(job.arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return job.state(), time.monotonic() - began


def killed(job: Job, after: float) -> bool:
    """Start it, kill it after some time; whether it was still running."""
    process = subprocess.Popen(
        command(job.arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    children = []
    if running := process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    if not ended(children):
        job.failures.append("children still run")
    return running


def kill(name: str, job: Job, times: int, place: Path, draw: random.Random) -> None:
    new, seconds = undisturbed(job)
    hit = kept = 0
    while hit < times:
        job.lay()
        old = job.state()
        hit += (running := killed(job, seconds * draw.uniform(0.05, 1)))
        found = job.state()
        kept += running and found == old
        if not job.whole(found, old, new):
            changed = [name for name in found if found[name] != old.get(name)]
            job.failures.append(f"neither old nor new: {changed[:5]}")
        if hit % (4 if name == "report" else 1) == 0:
            subprocess.run(command(job.arguments), capture_output=True)
            if job.state() != new:
                job.failures.append("the next run gives something else")
            if left := temporary(place):
                job.failures.append(f"left over: {left}")
    print(f"{name}: {hit} kills while it ran, {kept} times the old state,", end=" ")
    print(f"failures: {job.failures or 'none'}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--of", nargs="+", help="these commands only")
    options = parser.parse_args()
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "place"
        (place / "tmp").mkdir(parents=True)
        os.environ["TMPDIR"] = str(place / "tmp")  # other runs leave theirs elsewhere
        made = jobs(place)
        for name in options.of or made:
            kill(name, made[name], options.times, place, random.Random(options.seed))
    sys.exit(any(job.failures for job in made.values()))
