"""What each rule of speakers and reported speech is worth: counted with it and without it.

    PARALLAX_GOLD=FOLDER python benchmarks/quote_rules.py [--texts 300] [--speakers | --reported]

Reported: of texts of PolNeAR train (a fixed sample), how many contents each rule finds and how
many of those are right (one-to-one, character IoU >= 0.3, and >= 0.8); then all figures without
each way in which a content ends. Speakers: each rule switched off, on the 170 quotations of
gold/speakers and on the half of the archive's articles that rules were built with; and how many
speakers of 300 other articles of the archive it decides.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import quotes as quotes_benchmark
import speakers as speakers_benchmark

from analysis.languages.folding import Folded
from analysis.reading import quotes
from analysis.reading.quotes import (
    antecedents,
    descriptions,
    endings,
    extraction,
    marks,
    people,
    phrases,
    reported,
    speakers,
)

SEED, OTHERS = 9, 300


def never(*_: object) -> bool:
    return False


def always(*_: object) -> bool:
    return True


def nobody(*_: object) -> None:
    return None


def unchanged(_text: str, _start: int, name: object) -> object:
    return name


# A rule's name → what holds it, under which name, and what stands there without it.
SPEAKER_RULES: dict[str, tuple[Any, str, Any]] = {
    "labels of links are taken out": (extraction, "without", Folded),
    "scraps are nobody": (speakers, "is_scrap", never),
    "only what can speak": (speakers, "can_speak", always),
    "an opener is no name": (speakers, "opens_only", never),
    "a party's tag belongs to the name": (phrases, "PARTY_TAG", phrases.re.compile(r"(?!)")),
    "an aside is no subject": (antecedents.Discourse, "_aside", never),
    "she of an unknown she": (antecedents.Discourse, "_unresolved", never),
    "only one of the gender": (antecedents.Discourse, "_only", always),
    "in a clause a guess": (antecedents.Discourse, "_words_before", never),
    "beside single names a guess": (people.People, "unnamed_between", never),
    "whom a text is about, a guess": (antecedents.Discourse, "about", never),
    "who was just introduced, a guess": (antecedents.Discourse, "_introduced", nobody),
    "who was just named": (descriptions.Descriptions, "_just_named", nobody),
    "one unnamed told of": (descriptions.Descriptions, "_unnamed", never),
    "a quotation over lines": (marks, "_over_lines", lambda text, found: found),
    "who does what a passive says": (antecedents.Discourse, "_agent", nobody),
    "another of that office": (descriptions.Descriptions, "_another", never),
    "who after a name": (phrases, "_related", nobody),
    "a verb that opens is no name": (people, "without_opener", unchanged),
    "words handed on": (reported, "_hands_on", never),
}


@contextmanager
def without(place: Any, name: str, instead: Any) -> Iterator[None]:
    """The package with one rule switched off."""
    kept = place.__dict__[name]
    setattr(place, name, instead)
    try:
        yield
    finally:
        setattr(place, name, kept)


# --- reported speech ----------------------------------------------------------------------------


def sample(folder: Path, texts: int) -> list[tuple[str, str, Path]]:
    """The same texts of train each time."""
    found = quotes_benchmark.documents(folder / "gold" / "polnear" / "train")
    random.Random(SEED).shuffle(found)
    return found[:texts]


def by_rule(docs: list[tuple[str, str, Path]]) -> dict[str, Counter]:
    """Contents found by each rule, how many overlap a gold one, and how many nearly equal it."""
    frame = pl.DataFrame({"article_id": [d[0] for d in docs], "text": [d[1] for d in docs]})
    found = quotes.extract(frame).filter(form="indirect")
    by_article = found.partition_by("article_id", as_dict=True)
    counts: dict[str, Counter] = {}
    for article_id, text, annotation in docs:
        rows = by_article.get((article_id,), found.clear())
        gold = quotes_benchmark.read_gold(text, annotation)
        predicted = quotes_benchmark.read_predicted(text, rows)
        rules = rows.filter(part=0)["rule"].to_list()
        for name, least in (("loose", 0.3), ("strict", 0.8)):
            for _, j in quotes_benchmark.match(gold, predicted, least):
                counts.setdefault(rules[j], Counter())[name] += 1
        for rule in rules:
            counts.setdefault(rule, Counter())["found"] += 1
    return counts


def indirect(docs: list[tuple[str, str, Path]]) -> str:
    """Precision, recall and F1 of contents without marks, as cells of a table."""
    count = quotes_benchmark.evaluate(docs)["indirect"]
    cells = []
    for level in ("loose", "strict"):
        right, wrong = count[f"{level} hit"], count[f"{level} wrong"]
        p, r, f = quotes_benchmark.f1(right, wrong, count["gold"])
        cells += [f"{right}", f"{p:.1%}", f"{r:.1%}", f"{f:.2%}"]
    return " | ".join(cells)


def report_reported(folder: Path, texts: int) -> None:
    docs = sample(folder, texts)
    print(
        f"PolNeAR train, {len(docs)} texts\n\n| rule | found | loose | strict |\n|---|---|---|---|"
    )
    for rule, count in sorted(by_rule(docs).items(), key=lambda one: -one[1]["found"]):
        shares = (f"{count[level] / count['found']:.0%}" for level in ("loose", "strict"))
        print(f"| `{rule}` | {count['found']} | {' | '.join(shares)} |")
    print("\n| ending dropped | loose right | P | R | F1 | strict right | P | R | F1 |")
    print("|---|---|---|---|---|---|---|---|---|")
    print(f"| none | {indirect(docs)} |", flush=True)
    for dropped in (*endings.BARE_TAILS, *endings.TAILS):
        bare, tails = (
            [how for name, how in group.items() if name != dropped]
            for group in (endings.BARE_TAILS, endings.TAILS)
        )
        with without(endings, "CUT", endings.cutting(bare, tails)):
            print(f"| {dropped} | {indirect(docs)} |", flush=True)


# --- speakers -----------------------------------------------------------------------------------


def verdicts(folder: Path) -> str:
    """Right, wrong and silent on the 170 quotations and on the archive's half, as cells."""
    gold = folder / "gold" / "speakers"
    with (gold / "dev-speakers.csv").open(encoding="utf-8") as lines:
        named = {row["id"]: row["speaker"] for row in csv.DictReader(lines)}
    items = json.loads((gold / "dev-items.json").read_text(encoding="utf-8"))
    texts = folder / "gold" / "polnear" / "dev" / "text"
    counts = (
        speakers_benchmark.score(items, named, texts, show=False),
        speakers_benchmark.web(folder, "web", "build", show=False),
    )
    return " | ".join(
        f"{count['right']} / {count['wrong']} / {count['silent'] + count['missed']}"
        for count in counts
    )


def report_speakers(folder: Path) -> None:
    path = folder / "bench" / "articles-12k.parquet"
    others = pl.read_parquet(path, columns=["article_id", "text"], n_rows=OTHERS)
    actors: Callable[[], dict] = lambda: dict(  # noqa: E731
        quotes.extract(others).filter(part=0).select("quote_id", pl.struct("actor", "sure")).rows()
    )
    every = actors()
    print("| rule dropped | dev: right / wrong / silent | archive | decides of all |")
    print(f"|---|---|---|---|\n| none | {verdicts(folder)} | of {len(every)} |", flush=True)
    for rule, (place, name, instead) in SPEAKER_RULES.items():
        with without(place, name, instead):
            now = actors()
            changed = sum(now.get(key) != who for key, who in every.items())
            print(f"| {rule} | {verdicts(folder)} | {changed} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("PARALLAX_GOLD"), type=Path)
    parser.add_argument("--texts", type=int, default=300, help="texts of PolNeAR train")
    parser.add_argument("--speakers", action="store_true", help="speakers only")
    parser.add_argument("--reported", action="store_true", help="reported speech only")
    options = parser.parse_args()
    if options.data is None:
        parser.error("set PARALLAX_GOLD, or --data, to the folder that holds gold/ and bench/")
    if not options.reported:
        report_speakers(options.data)
    if not options.speakers:
        report_reported(options.data, options.texts)


if __name__ == "__main__":
    main()
