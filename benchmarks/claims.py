"""Score the claim map on coded claims and the conflicts on planted changes, and time both.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/claims.py [--planted N] [--time N]

Told: of every coded claim that article A carries, does article B tell it? A coded claim is
where the claim's evidence in A overlaps the coded passage most. Each event is scored by a
model fitted on the other four. Planted: a sentence of a public article and the same with
one point changed; unplanted: any other conflict found in that article.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
from claimed import Event, events, macro_f1, overlaps
from fit_claims import fit, samples
from planted import CHANGES, Planted, corpus, planted

import analysis as an
from analysis.measures.claims import telling

UNSEEN = 2027  # seed of the planted changes that nothing was mended on


def told() -> None:
    found = events()
    parts = [samples(event) for event in found]
    direct, cells, labels = [], [], []
    for place, event in enumerate(found):
        others = [part for other, part in enumerate(parts) if other != place]
        x, y = (np.concatenate(part) for part in zip(*others, strict=True))
        fitted = fit(x, y)
        telling.model = lambda fitted=fitted: fitted
        direct.append(_direct(fitted, parts[place][0]))
        cells += _cells(event)
        labels.append(parts[place][1] > 0)
    gold = np.concatenate(labels)
    mapped = np.array([cell is not None and cell["state"] == "told" for cell in cells])
    print("\n| system | macro-F1 of told against absent |\n|---|---|")
    print(f"| all told | {macro_f1(np.ones(len(gold), bool), gold):.3f} |")
    print(f"| closest passage, one proposition | {macro_f1(np.concatenate(direct), gold):.3f} |")
    print(f"| claims.map | {macro_f1(mapped, gold):.3f} |")
    print("\n| state | cells | really so | share of all absent |\n|---|---|---|---|")
    for state in ("told", "not found", "left out"):
        here = np.array([cell is not None and cell["state"] == state for cell in cells])
        right = (gold if state == "told" else ~gold)[here]
        share = (here & ~gold).sum() / (~gold).sum()
        print(f"| {state} | {here.sum()} | {100 * right.mean():.1f} % | {100 * share:.1f} % |")
    sure = np.array(
        [cell is not None and cell["state"] == "told" and cell["sure"] for cell in cells]
    )
    print(f"| told, sure | {sure.sum()} | {100 * gold[sure].mean():.1f} % | |")


def _direct(fitted: dict, x: np.ndarray) -> np.ndarray:
    values = dict(zip(telling.NAMES, x.T, strict=True))
    return (telling.chance(fitted, values) >= fitted["told"]) & (values["cosine"] >= 0.15)


def _cells(event: Event) -> list[dict | None]:
    """The map's cell for each pair of the event, in order; None: no claim is there."""
    rows = an.claims.map(event.corpus)
    by_key = {(row["claim_id"], row["article_id"]): row for row in rows.iter_rows(named=True)}
    places = [
        (row["claim_id"], *an.tables.parse_passage_id(passage), row["sure"])
        for row in by_key.values()
        for passage in row["evidence"]
    ]
    cells = []
    for claim, a, b, _ in event.pairs():
        spans = claim["cells"][a]["spans"]
        over = [
            (overlaps(spans, start, end) + 0.5 * sure, name)
            for name, article, start, end, sure in places
            if article == a and overlaps(spans, start, end)
        ]
        cells.append(by_key[max(over)[1], b] if over else None)
    return cells


def changes(n: int, seed: int) -> None:
    found, total, strays = Counter(), Counter(), 0
    for one in planted(n, seed):
        hits = [_kind_there(one, row) for row in an.claims.conflicts(corpus(one)).rows(named=True)]
        total[one.kind] += 1
        found[one.kind] += True in hits
        strays += False in hits
    print(f"\n| planted change (seed {seed}) | found |\n|---|---|")
    for kind in CHANGES:
        print(f"| {kind} | {found[kind]} of {total[kind]} |")
    print(f"| all | {100 * found.total() / total.total():.1f} % |")
    print(f"| articles with another conflict | {strays} of {total.total()} |")


def _kind_there(one: Planted, row: dict) -> bool:
    """Whether a conflict is the planted one: of its kind or undated, in its sentence."""
    side = row["evidence"][0 if row["article_a"] == "a" else 1]
    _, start, end = an.tables.parse_passage_id(side)
    until = one.before.index(".", one.at) + 1
    return row["kind"] in (one.kind, "undated") and start < until and one.at < end


def cost(n: int) -> None:
    """Time one event of ``n`` articles: those of the commonest topic of the bench file."""
    path = Path(os.environ["PARALLAX_GOLD"]) / "bench/articles-12k.parquet"
    frame = pl.read_parquet(path)
    topic = frame["topic"].value_counts(sort=True)["topic"][0]
    kept = frame.filter(topic=topic).head(n).select("outlet", "text")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = an.read(kept)
    start = time.process_time()
    claims = an.claims.read(read)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{n} articles: {spent:.1f} CPU s, {len(claims.propositions)} propositions, {peak:.0f} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--planted", type=int, default=200)
    parser.add_argument("--time", type=int, nargs="*", default=[])
    options = parser.parse_args()
    told()
    if options.planted:
        changes(options.planted, UNSEEN)
    for n in options.time:
        cost(n)


if __name__ == "__main__":
    main()
