"""Score the quotation extractor on PolNeAR and time it.

    PARALLAX_GOLD=FOLDER python benchmarks/quotes.py [--split dev] [--half build|held]
        [--ablate] [--speed 12000]

Gold: a Content span wholly inside quotation marks. A prediction is a whole
quotation (all its parts) of form direct or mixed. One-to-one match on character
IoU, letters and digits only; loose >= 0.3, strict >= 0.8. A prediction that lies
>= 80 % inside a Content that is not direct is ignored. A speaker is right when
the predicted span overlaps the gold Source.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis.reading import quotes
from analysis.reading.quotes import attribution, rules

MARKS = re.compile(r"``|''|[“”„\"«»]")


class Gold(NamedTuple):
    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    direct: bool


def characters(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Positions of the letters and digits in the spans."""
    return frozenset(i for a, b in spans for i in range(a, min(b, len(text))) if text[i].isalnum())


def in_marks(text: str) -> frozenset[int]:
    """Positions inside quotation marks, by simply toggling within each paragraph."""
    inside: set[int] = set()
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in MARKS.finditer(text, line.start(), line.end()):
            if mark[0] in ("“", "„", "«", "``") or (mark[0] in ('"', "''") and opened is None):
                opened = mark.end() if opened is None else opened
            elif opened is not None:
                inside.update(range(opened, mark.start()))
                opened = None
        if opened is not None:
            inside.update(range(opened, line.end()))
    return frozenset(inside)


def read_gold(text: str, path: Path) -> list[Gold]:
    """Read one brat standoff file: spans (T) and attributions that join them (E)."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := re.match(r"(T\d+)\t\S+ ([\d; ]+)\t", line):
            pairs = [piece.split() for piece in match[2].split(";")]
            spans[match[1]] = [(int(a), int(b)) for a, b in pairs]
        elif line.startswith("E"):
            events.append(line.split("\t", 1)[1].split()[1:])
    marked, gold = in_marks(text), []
    for arguments in events:
        roles: dict[str, list[tuple[int, int]]] = {"Content": [], "Source": [], "Cue": []}
        for argument in arguments:
            role, _, target = argument.partition(":")
            roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(target, []))
        content = characters(text, roles["Content"])
        if content:
            gold.append(
                Gold(
                    content,
                    characters(text, roles["Source"]),
                    characters(text, roles["Cue"]),
                    content <= marked,
                )
            )
    return gold


class Predicted(NamedTuple):
    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]


def read_predicted(text: str, rows: pl.DataFrame) -> list[Predicted]:
    """Gather the parts of each quotation into one set of positions."""
    found = []
    for _, parts in rows.group_by("quote_id", maintain_order=True):
        first = parts.row(0, named=True)
        spans = list(zip(parts["start"], parts["end"], strict=True))
        source = [(first["source_start"], first["source_end"])] if first["source"] else []
        cue = [(first["cue_start"], first["cue_end"])] if first["cue"] else []
        found.append(Predicted(*(characters(text, s) for s in (spans, source, cue))))
    return found


def iou(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def match(gold: list[Gold], predicted: list[Predicted], least: float) -> list[tuple[int, int]]:
    """Pair gold and predicted one to one, the best overlap first."""
    pairs = sorted(
        (
            (iou(g.content, p.content), -i, -j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g.content & p.content
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    matched = []
    for value, i, j in pairs:
        if value >= least and -i not in used_gold and -j not in used_predicted:
            used_gold.add(-i)
            used_predicted.add(-j)
            matched.append((-i, -j))
    return matched


def score(gold: list[Gold], predicted: list[Predicted], *, direct: bool) -> Counter:
    """Count what is needed for every figure of one article."""
    mine = [g for g in gold if g.direct == direct]
    others = [g for g in gold if g.direct != direct]
    count: Counter = Counter(gold=len(mine))
    for name, least in (("loose", 0.3), ("strict", 0.8)):
        matched = match(mine, predicted, least)
        taken = {j for _, j in matched}
        wrong = [
            j
            for j, p in enumerate(predicted)
            if j not in taken
            and not any(len(p.content & o.content) >= 0.8 * len(p.content) for o in others)
        ]
        count[f"{name} hit"] += len(matched)
        count[f"{name} wrong"] += len(wrong)
        if name == "loose":
            for i, j in matched:
                g, p = mine[i], predicted[j]
                count["sourced"] += bool(g.source)
                count["speaker"] += bool(g.source & p.source)
                count["cued"] += bool(g.cue)
                count["cue"] += bool(g.cue & p.cue)
                count["end"] += bool(g.source & p.source) or not (g.source or p.source)
    return count


def f1(hit: int, wrong: int, gold: int) -> tuple[float, float, float]:
    precision, recall = hit / max(hit + wrong, 1), hit / max(gold, 1)
    return precision, recall, 2 * hit / max(2 * hit + wrong + gold - hit, 1)


def documents(folder: Path, limit: int | None = None) -> list[tuple[str, str, Path]]:
    """Every text of a split with the first of its annotation files."""
    found = []
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        annotations = sorted((folder / "attributions").glob(path.stem + "_*.ann"))
        if annotations:
            found.append((path.stem, path.read_bytes().decode("utf-8"), annotations[0]))
    return found


def half_of(docs: list[tuple[str, str, Path]], half: str) -> list[tuple[str, str, Path]]:
    """One half of the texts of a split, drawn once: those to build with, or those held back."""
    held = set(random.Random(17).sample(range(len(docs)), len(docs) // 2))
    return [doc for n, doc in enumerate(docs) if (n in held) == (half == "held")]


def report(count: Counter, name: str) -> list[str]:
    """The figures of one kind of quotation, a line a level."""
    lines = []
    for level in ("loose", "strict"):
        p, r, f = f1(count[f"{level} hit"], count[f"{level} wrong"], count["gold"])
        lines.append(f"{name:9}{level:7} P {p:6.1%}  R {r:6.1%}  F1 {f:6.1%}")
    wrong = count["loose hit"] + count["loose wrong"] - count["end"]
    end = f1(count["end"], wrong, count["gold"])[2]
    speaker = count["speaker"] / max(count["sourced"], 1)
    cue = count["cue"] / max(count["cued"], 1)
    lines.append(f"{name:9}speaker {speaker:6.1%}  cue {cue:6.1%}  end to end F1 {end:6.1%}")
    return lines


def evaluate(docs: list[tuple[str, str, Path]]) -> dict[str, Counter]:
    """Score direct (with mixed) and indirect quotations over the texts of a split."""
    frame = pl.DataFrame({"article_id": [d[0] for d in docs], "text": [d[1] for d in docs]})
    found = quotes.extract(frame)
    by_article = found.partition_by("article_id", as_dict=True)
    total = {"direct": Counter(), "indirect": Counter()}
    for article_id, text, annotation in docs:
        gold = read_gold(text, annotation)
        rows = by_article.get((article_id,), found.clear())
        for name, forms in (("direct", ["direct", "mixed"]), ("indirect", ["indirect"])):
            predicted = read_predicted(text, rows.filter(pl.col("form").is_in(forms)))
            total[name] += score(gold, predicted, direct=name == "direct")
    return total


PEERS = """Peers on the test split of the same corpus, 400 direct quotations, same matching:
                                   strict F1  loose F1  speaker  end to end F1
textacy 0.13 (fails on 22 of 84)        41.2      62.4     90.5           56.5
textacy, patched per paragraph          51.2      76.1     94.8           72.2
GenderGapTracker, spaCy 3.8 small       41.8      70.3     75.7           53.3
Guardian/AFP regular expressions        58.5      73.9     89.9           66.5
human against human (20 articles)       95.9      97.0     99.7           96.7"""


def ablate(docs: list[tuple[str, str, Path]]) -> None:
    """What each rule of attribution gains: the figures without it, and how often it decides."""
    every = rules.RULES
    frame = pl.DataFrame({"article_id": [d[0] for d in docs], "text": [d[1] for d in docs]})
    names = quotes.extract(frame).filter(part=0)["rule"].str.split("+").list.first()
    decided = dict(names.value_counts().iter_rows())
    for dropped in (None, *every):
        kept = tuple(rule for rule in every if rule is not dropped)
        attribution.RULES = kept
        count = evaluate(docs)["direct"]
        name = dropped.__name__ if dropped else "(all)"
        wrong = count["loose hit"] + count["loose wrong"] - count["end"]
        end = f1(count["end"], wrong, count["gold"])
        loose = f1(count["loose hit"], count["loose wrong"], count["gold"])
        strict = f1(count["strict hit"], count["strict wrong"], count["gold"])
        print(
            f"{name:11} decides {decided.get(name, 0):5}  loose {loose[2]:.2%}  "
            f"strict {strict[2]:.2%}  end to end {end[2]:.2%}",
            flush=True,
        )
    attribution.RULES = every


def throughput(path: Path, rows: int | None) -> None:
    """Articles and megabytes a CPU-second, in slices, and the largest memory used."""
    frame = pl.read_parquet(path, columns=["article_id", "text"], n_rows=rows)
    size = frame["text"].str.len_bytes().sum() / 1e6
    began, found = time.process_time(), 0
    for part in frame.iter_slices(500):
        found += quotes.extract(part).height
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{path.name}: {len(frame)} articles, {found} parts; {len(frame) / spent:.0f} articles/s, "
        f"{size / spent:.2f} MB/s of CPU; peak memory {peak:.2f} GB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("PARALLAX_GOLD"), type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int, help="score only the first texts")
    parser.add_argument("--half", choices=("build", "held"), help="score one half of the texts")
    parser.add_argument("--ablate", action="store_true", help="drop each rule in turn")
    parser.add_argument("--speed", type=int, metavar="ARTICLES", help="time the extractor instead")
    options = parser.parse_args()
    if options.data is None:
        parser.error("set PARALLAX_GOLD, or --data, to the folder that holds gold/ and bench/")
    if options.speed:
        throughput(options.data / "bench" / "articles-12k.parquet", options.speed)
        return
    docs = documents(options.data / "gold" / "polnear" / options.split, options.limit)
    docs = half_of(docs, options.half) if options.half else docs
    if options.ablate:
        ablate(docs)
        return
    total = evaluate(docs)
    golds = " and ".join(f"{count['gold']} {name}" for name, count in total.items())
    print(f"PolNeAR {options.split}: {len(docs)} articles, {golds} quotations")
    for name, count in total.items():
        print("\n".join(report(count, name)))
    print(PEERS)


if __name__ == "__main__":
    main()
