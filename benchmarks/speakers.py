"""Who speaks, resolved: the person behind every source, on gold resolved by reading.

usage: python benchmarks/speakers.py --data FOLDER [--gap | --web HALF | --events HALF |
                                     --described HALF] [--items ITEMS.json GOLD.csv TEXTS]

FOLDER holds gold/speakers, gold/polnear and gold/gap; for --web, --events and --described, the
archive in bench (labels: benchmarks/labels/speakers-*.csv). An item is right where
the quotation that overlaps it has an actor of the same name (or, where nobody is named, a common
noun of the description), silent where the actor is unknown, wrong otherwise.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
from collections import Counter
from pathlib import Path

import polars as pl

from analysis.reading import quotes
from analysis.reading.quotes import antecedents, marks, masking, people

LABELS = Path(__file__).parent / "labels"
KINDS = ("pronoun", "short", "role", "joint", "apposed", "carried", "other")
_SKIP = frozenset(
    "the a an of for and mr mrs ms dr sen rep gov president jr sr iii".split()  # noqa: SIM905
)


def words(name: str) -> list[str]:
    """The words of a name in lower case, without titles and possessives."""
    plain = re.sub(r"[’']s\b", "", re.sub(r"[^\w ’'-]", " ", name.replace("’", "'")))
    return [word.lower() for word in plain.split() if word.lower() not in _SKIP]


def same(actor: str, speaker: str) -> bool:
    """Whether an actor is the annotated speaker."""
    mine = words(actor)
    if speaker.startswith("ROLE:"):
        return bool(set(mine) & set(words(speaker[5:])))
    gold = words(speaker)
    if not mine or not gold:
        return False
    if len(mine) == 1 or len(gold) == 1:
        return bool(set(mine) & set(gold))
    if mine[-1] == gold[-1]:
        return mine[0][0] == gold[0][0] or bool(set(mine[:-1]) & set(gold[:-1]))
    return len(set(mine) & set(gold)) >= min(2, len(gold))


def verdict(row: dict | None, speaker: str) -> str:
    """right, wrong, silent, or missed where no quotation overlaps."""
    if row is None:
        return "missed"
    if row["actor"] is None:
        return "right" if speaker == "UNKNOWN" else "silent"
    everyone = speaker.split(" & ")
    return "right" if all(same(row["actor"], one) for one in everyone) else "wrong"


def score(items: list[dict], gold: dict[str, str], texts: Path, *, show: bool) -> Counter:
    """Count the verdicts, by kind of source and by how sure the speaker is."""
    files = sorted({item["file"] for item in items})
    frame = pl.DataFrame(
        {
            "article_id": files,
            "text": [(texts / file).read_bytes().decode("utf-8") for file in files],
        }
    )
    return judged(frame, items, gold, show=show)


def web(folder: Path, labelled: str, half: str, *, show: bool) -> Counter:
    """The same on articles of the archive: drawn at random, of three events, or not by a name."""
    labels = pl.read_csv(LABELS / f"speakers-{labelled}.csv").filter(half=half)
    texts = pl.read_parquet(
        folder / "bench" / "articles-12k.parquet", columns=["article_id", "text"]
    )
    frame = texts.join(labels.select("article_id").unique(), on="article_id", how="semi")
    items = [
        {**row, "id": str(n), "file": row["article_id"], "kind": row.get("kind", "web")}
        for n, row in enumerate(labels.iter_rows(named=True))
    ]
    gold = {item["id"]: item["speaker"] for item in items}
    return judged(frame, items, gold, show=show)


def judged(frame: pl.DataFrame, items: list[dict], gold: dict[str, str], *, show: bool) -> Counter:
    """The verdict on each item, counted."""
    found = quotes.extract(frame).filter(pl.col("form") != "indirect")
    rows = {
        key: part.to_dicts()
        for (key,), part in found.partition_by("article_id", as_dict=True).items()
    }
    count: Counter = Counter()
    for item in items:
        best, most = None, 0
        for row in rows.get(item["file"], []):
            shared = min(row["end"], item["end"]) - max(row["start"], item["start"])
            if shared > most:
                best, most = row, shared
        result = verdict(best, gold[item["id"]])
        count[result] += 1
        count[item["kind"], result] += 1
        count[best["sure"] if best else "none", result] += 1
        if show and result != "right":
            print(
                result,
                item["id"],
                gold[item["id"]],
                best and (best["source"], best["actor"], best["candidates"]),
            )
    return count


def report(count: Counter, name: str) -> None:
    """Print the figures of one set of items."""
    results = ("right", "wrong", "silent", "missed")
    total = sum(count[r] for r in results)
    named = count["right"] + count["wrong"]
    print(
        f"{name}: {total} quotations, right {count['right'] / total:.1%}, "
        f"wrong among those named {count['wrong'] / max(1, named):.1%}"
    )
    for kind in (*KINDS, "named", "resolved", "guessed"):
        if any(count[kind, r] for r in results):
            print(f"  {kind:9}" + "  ".join(f"{r} {count[kind, r]:3}" for r in results))


def gap(path: Path, *, show: bool) -> None:
    """Whom he or she means, on GAP: of the two names given, the one that is answered.

    An answer counts as one where it is said to be sure; guesses are counted beside it.
    """
    count: Counter = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, at = row["text"], row["pronoun_start"]
        article = masking.prepare(text, marks.quoted(text))
        known = people.People(article)
        said = antecedents.Discourse(article, known)
        gender = "f" if row["pronoun"].lower() in ("she", "her", "hers") else "m"
        found = said.singular(at, gender)
        who = found.who
        if not isinstance(who, people.Person):
            count["silent"] += 1
            continue
        how = "" if found.sure and len(found.candidates) < 2 else "guessed "
        of = {name: bool(set(words(who.name)) & set(words(row[name]))) for name in "ab"}
        right = any(of[name] and row[f"{name}_coref"] for name in "ab")
        wrong = any(of[name] and not row[f"{name}_coref"] for name in "ab") and not right
        result = "wrong" if wrong or row["a_coref"] or row["b_coref"] else "other"
        count[how + ("right" if right else result)] += 1
        if show and wrong:
            print(
                row["id"],
                row["pronoun"],
                who.name,
                row["a"],
                row["a_coref"],
                row["b"],
                row["b_coref"],
            )
    print(f"GAP: {sum(count.values())} pronouns, silent on {count['silent']}")
    for how, name in (("", "sure"), ("guessed ", "guessed")):
        right, answered = count[how + "right"], count[how + "right"] + count[how + "wrong"]
        precision = right / max(1, answered)
        other = count[how + "other"]
        print(f"  {name:8} {answered:4}, right {precision:.1%}; somebody else: {other}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("PARALLAX_GOLD"), type=Path)
    parser.add_argument("--items", nargs=3, metavar=("ITEMS", "GOLD", "TEXTS"), type=Path)
    parser.add_argument("--gap", action="store_true")
    parser.add_argument("--web", choices=("build", "held"), help="the archive's articles instead")
    parser.add_argument("--events", choices=("build", "held"), help="articles of three events")
    parser.add_argument("--described", choices=("build", "held"), help="said by he, a role, …")
    parser.add_argument("--show", action="store_true", help="list what is not right")
    options = parser.parse_args()
    if options.data is None:
        parser.error("set PARALLAX_GOLD, or --data, to the folder that holds gold/")
    gold = options.data / "gold"
    if options.gap:
        gap(gold / "gap" / "dev.jsonl", show=options.show)
        return
    for labelled in ("web", "events", "described"):
        if half := getattr(options, labelled):
            shown = options.show and half == "build"
            found = web(options.data, labelled, half, show=shown)
            report(found, f"{labelled}, {half}")
            return
    items, speakers, texts = options.items or (
        gold / "speakers" / "dev-items.json",
        gold / "speakers" / "dev-speakers.csv",
        gold / "polnear" / "dev" / "text",
    )
    with speakers.open(encoding="utf-8") as lines:
        named = {row["id"]: row["speaker"] for row in csv.DictReader(lines)}
    read = json.loads(items.read_text(encoding="utf-8"))
    report(score(read, named, texts, show=options.show), items.name)


if __name__ == "__main__":
    main()
