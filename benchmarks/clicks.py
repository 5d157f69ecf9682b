"""What the kernel does for a click, a choice from a list and for keeping, in CPU milliseconds.

    python benchmarks/clicks.py EVENT

CPU time is hardly moved by what else the machine does; what the browser adds is measured by
tests/test_lab.py in `out/lab-timings.json`.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

import analysis as an
from analysis.views.explorers.explorer import Explorer

MARKS, CHOICES, PAGE = 30, 6, 1_000


def explorers(corpus: an.Corpus) -> dict[str, Explorer]:
    """Explorers of every kind, on one event."""
    explore, charts, framing = an.explore, an.charts, an.framing
    airtime = framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    coverage = framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    placed = framing.placement(coverage, corpus.tokens, corpus.paragraphs)
    verbs = framing.reporting_verbs(corpus.quotes, corpus.articles, corpus.paragraphs)
    drawn = {
        "speakers": charts.speakers(airtime, corpus.outlets, corpus.actors),
        "placement": charts.placement(placed, corpus.outlets, corpus.concepts),
        "reporting verbs": charts.reporting_verbs(verbs, None, corpus.outlets, corpus.actors),
    }
    made = {name: explore.marks(chart, corpus, name=name) for name, chart in drawn.items()}
    kinds = (
        *(explore.articles, explore.statements, explore.wording, explore.naming, explore.facts),
        *(explore.claims, explore.concepts, explore.concordance, explore.keyness),
        *(explore.portrayal, explore.roles, explore.tone, explore.over_days, explore.firsts),
    )
    made |= {kind.__name__: kind(corpus) for kind in kinds}
    return made | {"measures": explore.measures(corpus, corpus.measures)}


def timed(act: Callable[[], Any]) -> float:
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)


def clicks(explorer: Explorer) -> list[float]:
    """Milliseconds of choosing marks, those with passages, spread over the chart."""
    marks = [row["_mark"] for row in explorer.rows if row["evidence"]]
    step = max(1, len(marks) // MARKS)
    return [timed(partial(explorer.select, mark)) for mark in marks[::step][:MARKS]]


def choices(explorer: Explorer) -> list[float]:
    """Milliseconds from another entry of each list to the chart as it is sent."""
    waits = []
    for control in explorer.controls.values():
        if isinstance(control, widgets.Dropdown):
            before = control.value
            for _, value in [*control.options[1:CHOICES], ("", before)]:
                waits.append(timed(partial(_choose, explorer, control, value)))
    return waits


def _choose(explorer: Explorer, control: widgets.Dropdown, value: Any) -> None:
    if value in [one for _, one in control.options]:
        control.value = value
        json.dumps(explorer._pictured())


def main(event: str) -> None:
    corpus = an.load(event, proposed=False)
    everything: dict[str, list[float]] = {"click": [], "choice": []}
    print(
        f"{len(corpus.outlets)} outlets, {len(corpus.articles)} articles; CPU ms: median, longest"
    )
    for name, explorer in explorers(corpus).items():
        explorer._resized(PAGE)
        first = timed(explorer._complete)
        waits = {"click": clicks(explorer), "choice": choices(explorer)}
        kept = timed(explorer._repr_html_)
        again = timed(explorer._repr_html_)
        said = [f"{name:16}", f"first {first:6.0f}", f"kept {kept:5.0f}, again {again:4.0f}"]
        for what, found in waits.items():
            everything[what] += found
            if found:
                said.append(f"{what} {statistics.median(found):5.0f} {max(found):5.0f}")
        print("  ".join(said), flush=True)
    for what, found in everything.items():
        ranked = sorted(found)
        p95 = ranked[int(0.95 * (len(ranked) - 1))]
        print(f"{what}: {len(found)}, median {statistics.median(found):.0f}, p95 {p95:.0f} CPU ms")


if __name__ == "__main__":
    main(sys.argv[1])
