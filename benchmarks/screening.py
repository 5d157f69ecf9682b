"""Does `parallax check` find an article of another event among three of one? On BASIL dev.

    PARALLAX_GOLD=FOLDER python benchmarks/screening.py

To each event one article of another is added, ten times, drawn at random. Reported for
either half of the events, since the threshold was set by looking at all of them.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from pathlib import Path

import polars as pl

from analysis.preparing.screen import ON_EVENT, copies, strays, stubs

DRAWS = 10


def events(path: Path) -> list[list[str]]:
    found = defaultdict(list)
    for line in path.read_text().splitlines():
        row = json.loads(line)
        paragraphs = (" ".join(sentences) for sentences in row["body-paragraphs"])
        found[row["triplet-uuid"]].append("\n\n".join([row["title"], *paragraphs]))
    return list(found.values())


def frame(texts: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts})


def main() -> None:
    folder = Path(os.environ["PARALLAX_GOLD"]) / "gold" / "basil"
    found = events(folder / "events-dev.jsonl")
    rng = random.Random(0)
    print(
        f"threshold {ON_EVENT}\n| events | strays found | own articles flagged | copies | stubs |"
    )
    print("|---|---|---|---|---|")
    for name, half in (("even", found[::2]), ("odd", found[1::2])):
        hits, own, drawn = 0, 0, 0
        for event in half:
            for _ in range(DRAWS):
                other = rng.choice([texts for texts in found if texts is not event])
                flagged = set(strays(frame([*event, rng.choice(other)]))["article_id"])
                hits, drawn = hits + (str(len(event)) in flagged), drawn + 1
        for event in half:
            own += len(strays(frame(event)))
        doubled = sum(len(copies(frame(event))) for event in half)
        short = sum(len(stubs(frame(event))) for event in half)
        articles = sum(map(len, half))
        found_of = f"{hits / drawn:.1%} of {drawn}"
        print(f"| {name} | {found_of} | {own} of {articles} | {doubled} | {short} |")


if __name__ == "__main__":
    main()
