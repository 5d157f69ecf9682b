"""Score the alignment of quotations on BASIL and on the first event, and time it.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/overlap.py [--time]

Pairs: hand-labelled clause pairs of BASIL (benchmarks/labels/README.md), in ten folds by
event: each event is scored by a model, and each peer cut at a threshold, that were fitted
on the other nine tenths. The shipped model is fitted on all of them. Statements:
B³ (Bagga & Baldwin 1998) over hand-clustered clauses of the first event, which no fit has
seen, and of three large ones, of which one is held back. A gold clause is where the clause
that overlaps it most is.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
from fit_overlap import fit
from labelled import HELD_BACK, LABELS, SPAN, Event, Large, articles, events, large, read_through
from rapidfuzz import fuzz

from analysis.measures import agreement, overlap
from analysis.measures.overlap import features, sureness
from analysis.measures.overlap.pairs import Model, model, score, threshold
from analysis.measures.overlap.statements import group_clauses
from analysis.reading import quotes

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests/gold/statements-vostochny-2023.csv"
FOLDS = 10
_WIDE = 4  # outlets
PAIR = ("article_a", "start_a", "end_a", "article_b", "start_b", "end_b")
Scores = tuple[np.ndarray, np.ndarray]  # of one event: what a system says, and the labels


# --- pairs --------------------------------------------------------------------------------------


def ours(event: Event, fitted: Model) -> np.ndarray:
    """The model's scores of the labelled pairs; 0 where a pair is not worth scoring."""
    side = features.read(event.clauses)
    scored = score(side, fitted)
    found = dict(zip(zip(scored.a, scored.b, strict=True), scored.p, strict=True))
    ends = zip(np.minimum(event.a, event.b), np.maximum(event.a, event.b), strict=True)
    return np.array([found.get(pair, 0.0) for pair in ends])


def tf_idf(event: Event) -> np.ndarray:
    """Cosine of log-tf · idf word vectors, idf over the event's clauses."""
    bags = [Counter(features.terms(text)) for text in event.clauses["text"]]
    df = Counter(word for bag in bags for word in bag)
    vectors = []
    for bag in bags:
        weights = {w: (1 + math.log(n)) * math.log((1 + len(bags)) / df[w]) for w, n in bag.items()}
        norm = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        vectors.append({word: v / norm for word, v in weights.items()})
    pairs = zip(event.a, event.b, strict=True)
    return np.array(
        [sum(v * vectors[j].get(w, 0) for w, v in vectors[i].items()) for i, j in pairs]
    )


def token_set(event: Event) -> np.ndarray:
    texts = [" ".join(features.terms(text)) for text in event.clauses["text"]]
    pairs = zip(event.a, event.b, strict=True)
    return np.array([fuzz.token_set_ratio(texts[i], texts[j]) / 100 for i, j in pairs])


def shingles(event: Event) -> np.ndarray:
    """Text reuse as passim finds it: share of the shorter's word trigrams in the longer."""
    grams = []
    for text in event.clauses["text"]:
        words = re.findall(r"\w+", text.lower())
        n = min(3, len(words))
        grams.append({tuple(words[i : i + n]) for i in range(len(words) - n + 1)})
    pairs = [(grams[i], grams[j]) for i, j in zip(event.a, event.b, strict=True)]
    return np.array([len(x & y) / max(min(len(x), len(y)), 1) for x, y in pairs])


def prf(said: np.ndarray, same: np.ndarray) -> tuple[float, float, float]:
    hits = (said & same).sum()
    return (
        100 * hits / max(said.sum(), 1),
        100 * hits / max(same.sum(), 1),
        200 * hits / max(said.sum() + same.sum(), 1),
    )


def report_pairs(found: list[Event]) -> None:
    print("\n| system | P | R | F1 | 95 % over events |\n|---|---|---|---|---|")
    peers: list[tuple[str, Callable]] = [
        ("word trigrams shared", shingles),
        ("token_set_ratio", token_set),
        ("tf-idf cosine", tf_idf),
    ]
    for name, scorer in peers:
        row(name, cut_by_others([(scorer(event), event.same) for event in found]))
    crowds = large()
    models = [
        fit([e for i, e in enumerate(found) if i % FOLDS != fold], crowds) for fold in range(FOLDS)
    ]
    scored = [(ours(e, models[i % FOLDS]), e.same) for i, e in enumerate(found)]
    row("overlap.pairs", [(p >= threshold(), same) for p, same in scored])
    calibration(*(np.concatenate(part) for part in zip(*scored, strict=True)))


def cut_by_others(scored: list[Scores]) -> list[Scores]:
    """What a peer says at the threshold that does best on the other folds."""
    said = []
    for place, (scores, same) in enumerate(scored):
        others = [one for i, one in enumerate(scored) if i % FOLDS != place % FOLDS]
        p, y = (np.concatenate(part) for part in zip(*others, strict=True))
        best = max(np.unique(p), key=lambda t: prf(p >= t, y)[2])
        said.append((scores >= best, same))
    return said


def row(name: str, said: list[Scores]) -> None:
    """One line of the table, with the interval over resampled events."""
    p, r, f = prf(*(np.concatenate(part) for part in zip(*said, strict=True)))
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(1000):
        sample = [said[i] for i in rng.integers(len(said), size=len(said))]
        drawn.append(prf(*(np.concatenate(part) for part in zip(*sample, strict=True)))[2])
    low, high = np.quantile(drawn, [0.025, 0.975])
    print(f"| {name} | {p:.1f} | {r:.1f} | {f:.1f} | {low:.1f}–{high:.1f} |")


def calibration(scores: np.ndarray, same: np.ndarray) -> None:
    """Expected calibration error over ten equal bins, and the two ends of the bins."""
    bins = np.minimum((scores * 10).astype(int), 9)
    error = 0.0
    print("\n| score | pairs | expected | observed |\n|---|---|---|---|")
    for i in np.unique(bins):
        here = bins == i
        expected, observed = scores[here].mean(), same[here].mean()
        error += here.mean() * abs(expected - observed)
        print(f"| {i / 10:.1f}– | {here.sum()} | {expected:.2f} | {observed:.2f} |")
    print(f"\nexpected calibration error: {error:.3f}")


def second_pass() -> float:
    """Krippendorff's α, nominal, of the first and the second labels of 60 pairs."""
    first = pl.read_csv(LABELS / "basil-pairs.csv")
    both = pl.read_csv(LABELS / "basil-second.csv").join(first, on=PAIR, suffix="_first")
    codes = both.with_row_index("passage").unpivot(
        ["label", "label_first"], index="passage", variable_name="coder", value_name="code"
    )
    return agreement.alpha(codes)["alpha"].item()


# --- statements ---------------------------------------------------------------------------------


def gold_quotes(gold: pl.DataFrame) -> pl.DataFrame:
    return gold.group_by("article_id", "quote", maintain_order=True).agg(
        pl.format("{}:{}", "article_id", "start").first().alias("quote_id"),
        pl.lit(0).alias("part"),
        pl.min("start"),
        pl.max("end"),
        pl.first("form"),
        pl.first("actor"),
    )


def outermost(gold: pl.DataFrame) -> pl.DataFrame:
    """Leave out quoted fragments inside a reported clause: they are the same words."""
    reported = [r for r in gold.rows(named=True) if r["form"] == "indirect"]

    def inside(r: dict) -> bool:
        return r["form"] != "indirect" and any(
            o["article_id"] == r["article_id"] and o["start"] <= r["start"] and r["end"] <= o["end"]
            for o in reported
        )

    return gold.filter(pl.Series([not inside(r) for r in gold.rows(named=True)]))


def b_cubed(gold: pl.DataFrame, result: overlap.Statements) -> tuple[float, float, float]:
    """B³ precision, recall and F over the gold clauses."""
    clauses = result.clauses.rows(named=True)

    def place(i: int, r: dict) -> str:
        over = [
            (min(c["end"], r["end"]) - max(c["start"], r["start"]), c["statement_id"])
            for c in clauses
            if c["article_id"] == r["article_id"]
        ]
        most, statement = max(over, default=(0, ""))
        return statement if most > 0 else f"none {i}"

    found = [place(i, r) for i, r in enumerate(gold.rows(named=True))]
    pairs = list(zip(found, gold["cluster"], strict=True))
    joint, ours, theirs = Counter(pairs), Counter(found), Counter(gold["cluster"])
    precision = sum(joint[pair] / ours[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(joint[pair] / theirs[pair[1]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def report_statements() -> None:
    gold = pl.read_csv(GOLD)
    names = gold["article_id"].unique(maintain_order=True)
    texts = [
        (ROOT / f"corpus/vostochny-2023/raw/{name}.txt").read_bytes().decode() for name in names
    ]
    corpus = pl.DataFrame({"article_id": names, "text": texts})
    literal = gold.filter(pl.col("form") != "indirect")
    extracted = quotes.extract(corpus)
    print("\n| first event | clauses | B³ P | R | F |\n|---|---|---|---|---|")
    for name, spoken, target in (
        ("direct and mixed, gold quotations", gold_quotes(literal), literal),
        ("with reported, gold quotations", gold_quotes(gold), outermost(gold)),
        ("direct and mixed, extracted", extracted.filter(pl.col("form") != "indirect"), literal),
        ("with reported, extracted", extracted, outermost(gold)),
    ):
        p, r, f = b_cubed(target, overlap.statements(spoken, corpus))
        print(f"| {name} | {len(target)} | {p:.3f} | {r:.3f} | {f:.3f} |")


# --- large events -------------------------------------------------------------------------------


def report_large() -> None:
    """Pairs and statements of the large events, those the fit saw and those held back."""
    print("\n| large event | pairs P | R | F1 | expected | observed | B³ P | R | F |")
    print("|---|---|---|---|---|---|---|---|---|")
    for crowd in [*large(), *large(*HELD_BACK)]:
        side = features.read(crowd.clauses)
        scored = score(side, model())
        apart = side.article[scored.a] != side.article[scored.b]
        same, p = crowd.pairs(scored.a, scored.b)[apart], scored.p[apart]
        said, gold = p >= threshold(), len(crowd.same()[0])
        hits = (said & same).sum()
        pairs = hits / max(said.sum(), 1), hits / gold, 2 * hits / (said.sum() + gold)
        told = [f"{x:.3f}" for x in (*pairs, *b_cubed_of(crowd))]
        seen = " (held back)" if crowd.name in HELD_BACK else ""
        counts = [f"{p.sum():.0f}", f"{same.sum()}"]
        print(f"| {crowd.name}{seen} | {' | '.join([*told[:3], *counts, *told[3:]])} |")


def b_cubed_of(crowd: Large) -> tuple[float, float, float]:
    """B³ over the marked clauses; what else a statement holds counts against its precision."""
    group = group_clauses(crowd.clauses).number
    marked = np.flatnonzero(crowd.cluster)
    precision = recall = 0.0
    for i in marked:
        ours, gold = group == group[i], crowd.cluster == crowd.cluster[i]
        joint = (ours & gold).sum()
        precision += joint / ours.sum() / len(marked)
        recall += joint / gold.sum() / len(marked)
    return precision, recall, 2 * precision * recall / (precision + recall)


# --- statements of several outlets, read one by one ---------------------------------------------


def report_shared() -> None:
    """How many of the statements that several outlets surely carry were clean when read."""
    print("\n| every shared statement read | shared | clean | four or more | clean | unread |")
    print("|---|---|---|---|---|---|")
    for half in ("fitted", "held"):
        for crowd in read_through(half):
            told = [_clean(crowd, ids) for ids in _shared(crowd)]
            known = [(n, clean) for n, clean in told if clean is not None]
            wide = [clean for n, clean in known if n >= _WIDE]
            counts = [len(known), sum(clean for _, clean in known), len(wide), sum(wide)]
            counts.append(len(told) - len(known))
            print(f"| {crowd.name} ({half}) | {' | '.join(map(str, counts))} |")


def _shared(crowd: Large) -> Iterator[tuple[int, list[tuple]]]:
    """Each statement that two outlets surely carry: how many do, and the clauses that count."""
    result = overlap.statements(crowd.quotes, crowd.articles)
    wide = result.statements.filter(pl.col("n_outlets") > 1)
    clauses = result.clauses.filter(pl.col("score") >= sureness.bar())
    for statement, n in wide.select("statement_id", "n_outlets").iter_rows():
        yield n, clauses.filter(statement_id=statement).select(SPAN).rows()


def _clean(crowd: Large, found: tuple[int, list[tuple]]) -> tuple[int, bool | None]:
    """Whether all its clauses were read as one utterance; None where one was not read."""
    n, spans = found
    marks = dict(zip(crowd.clauses.select(SPAN).rows(), crowd.cluster.tolist(), strict=True))
    clusters = {marks.get(span, 0) for span in spans}
    return n, None if 0 in clusters else len(clusters) == 1


# --- time ---------------------------------------------------------------------------------------


def report_time() -> None:
    """Clauses, pairs and statements of one event, extraction not counted."""
    basil = articles().head(50).with_columns(outlet=pl.col("article_id"))
    bench = pl.read_parquet(Path(os.environ["PARALLAX_GOLD"]) / "bench/articles-12k.parquet")
    topic = bench["topic"].value_counts(sort=True)["topic"][0]
    print("\n| articles as one event | clauses | CPU s | wall s | peak GB |\n|---|---|---|---|---|")
    for corpus in (basil, bench.filter(topic=topic).head(1000)):
        spoken = quotes.extract(corpus)
        overlap.statements(spoken.head(50), corpus.head(50))
        wall, cpu = time.perf_counter(), time.process_time()
        result = overlap.statements(spoken, corpus)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"| {len(corpus)} | {len(result.clauses)} | {cpu:.2f} | {wall:.2f} | {peak:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time", action="store_true", help="also time 50 and 1,000 articles")
    timed = parser.parse_args().time
    found = events()
    print(f"labelled pairs: {sum(len(e.a) for e in found)}, α of a second pass {second_pass():.2f}")
    report_pairs(found)
    report_statements()
    report_large()
    report_shared()
    if timed:
        report_time()


if __name__ == "__main__":
    main()
