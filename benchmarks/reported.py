"""Score where reported speech begins and ends, on 260 sentences marked by hand.

    PARALLAX_GOLD=FOLDER python benchmarks/reported.py [--half build|held] [--errors]

Gold: benchmarks/labels/reported-sentences.csv and reported-contents.csv (the marking
rule is in the README beside them). Contents: as in benchmarks/quotes.py, one-to-one on
character IoU, loose >= 0.3, strict >= 0.8; a prediction that touches a content marked
unsure, or lies in quotation marks, is not counted. Voice: each word of the sentences
outside quotation marks, reported or the outlet's own, less those of unsure contents.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from pathlib import Path

import polars as pl
import quotes as quotes_benchmark

from analysis.reading import quotes

LABELS = Path(__file__).parent / "labels"
WORD = re.compile(r"\w[\w’'-]*")

Positions = frozenset[int]


def read_gold(rows: pl.DataFrame, text: str) -> list[tuple[Positions, Positions, bool]]:
    """The contents of one sentence: their letters, their source's letters, whether sure."""
    gold = []
    for _, parts in rows.group_by("cue_start", "source_start", "sure", maintain_order=True):
        # contents of one cue stand together unless they are numbered parts of one
        whole: list[list[dict]] = []
        for row in parts.sort("start").iter_rows(named=True):
            if row["part"] and whole:
                whole[-1].append(row)
            else:
                whole.append([row])
        for pieces in whole:
            content = quotes_benchmark.characters(text, [(p["start"], p["end"]) for p in pieces])
            first = pieces[0]
            source = (first["source_start"], first["source_end"])
            letters = quotes_benchmark.characters(text, [source]) if source[0] else frozenset()
            gold.append((content, letters, first["sure"]))
    return gold


def score_sentence(
    text: str, span: tuple[int, int], contents: pl.DataFrame, found: pl.DataFrame
) -> tuple[Counter[str], list[str]]:
    """Count what one sentence adds to every figure, and describe what is wrong in it."""
    gold = read_gold(contents, text)
    sure = [quotes_benchmark.Gold(c, s, frozenset(), False) for c, s, known in gold if known]
    unsure = frozenset().union(*(c for c, _, known in gold if not known))
    inside = frozenset(range(*span))
    marked = quotes_benchmark.in_marks(text)
    spoken = quotes_benchmark.characters(
        text, found.filter(pl.col("form") != "indirect").select("start", "end").rows()
    )
    predicted = [
        p
        for p in quotes_benchmark.read_predicted(text, found.filter(form="indirect"))
        if p.content & inside and not (p.content & unsure) and not p.content <= marked
    ]
    count: Counter[str] = Counter(gold=len(sure))
    for name, least in (("loose", 0.3), ("strict", 0.8)):
        matched = quotes_benchmark.match(sure, predicted, least)
        count[f"{name} hit"] += len(matched)
        count[f"{name} wrong"] += len(predicted) - len(matched)
        if name == "loose":
            for i, j in matched:
                count["sourced"] += bool(sure[i].source)
                count["speaker"] += bool(sure[i].source & predicted[j].source)
    reported = frozenset().union(*(p.content for p in predicted))
    right = frozenset().union(*(g.content for g in sure))
    wrong = []
    for word in WORD.finditer(text, *span):
        place = word.start()
        if place in unsure or place in marked or place in spoken or not text[place].isalnum():
            continue
        if word[0] == "that" and right & {word.end() + 1, word.end() + 2}:
            continue  # with the content or without it
        count["words"] += 1
        if (place in reported) == (place in right):
            count["voice"] += 1
        else:
            wrong.append(("+" if place in reported else "-") + word[0])
    return count, wrong


def evaluate(folder: Path, half: str, *, errors: bool = False) -> Counter[str]:
    """Score one half of the sentences; the whole article is read, as in use."""
    sentences = pl.read_csv(LABELS / "reported-sentences.csv").filter(half=half)
    contents = pl.read_csv(LABELS / "reported-contents.csv")
    articles = (
        pl.read_parquet(folder / "bench" / "articles-12k.parquet")
        .select("article_id", "text")
        .join(sentences.select("article_id"), on="article_id", how="semi")
    )
    found = quotes.extract(articles)
    texts = dict(articles.rows())
    total: Counter[str] = Counter()
    for row in sentences.iter_rows(named=True):
        text, key = texts[row["article_id"]], row["article_id"]
        mine = contents.filter(article_id=key, sentence_start=row["start"])
        count, wrong = score_sentence(
            text, (row["start"], row["end"]), mine, found.filter(article_id=key)
        )
        total += count
        if errors and (wrong or count["loose wrong"] or count["loose hit"] < count["gold"]):
            print(f"{text[row['start'] : row['end']]}\n   {' '.join(wrong)}\n")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("PARALLAX_GOLD"), type=Path)
    parser.add_argument("--half", choices=("build", "held"), default="build")
    parser.add_argument("--errors", action="store_true", help="print what is wrong (build only)")
    options = parser.parse_args()
    if options.data is None:
        parser.error("set PARALLAX_GOLD, or --data, to the folder that holds gold/ and bench/")
    count = evaluate(options.data, options.half, errors=options.errors and options.half == "build")
    print(f"{options.half}: {count['gold']} contents, {count['words']} words outside marks")
    for level in ("loose", "strict"):
        p, r, f = quotes_benchmark.f1(count[f"{level} hit"], count[f"{level} wrong"], count["gold"])
        print(f"{level:7} P {p:6.1%}  R {r:6.1%}  F1 {f:6.1%}")
    print(f"speaker {count['speaker'] / max(1, count['sourced']):6.1%} of those matched")
    print(f"voice   {count['voice'] / max(1, count['words']):6.1%} of words outside marks")


if __name__ == "__main__":
    main()
