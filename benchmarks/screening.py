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

from analysis.measures.likeness import ON_EVENT, strays
from analysis.preparing.screen import copies, stubs

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


def archive(folder: Path) -> None:
    """Events of an archive (labels/events-archive.csv): the half that the threshold was set on,
    and the half held back; two strays an event."""
    texts = dict(
        pl.read_parquet(folder / "bench/articles-12k.parquet").select("article_id", "text").rows()
    )
    listed = pl.read_csv(Path(__file__).parent / "labels" / "events-archive.csv")
    rng = random.Random(7)
    for (half,), rows in listed.group_by("half", maintain_order=True):
        groups = rows.group_by("event", maintain_order=True).agg("article_id")["article_id"]
        groups = [[texts[article] for article in group] for group in groups.to_list()]
        own = sum(len(strays(frame(event))) for event in groups)
        hits = 0
        for event in groups:
            for _ in range(2):
                other = rng.choice([one for one in groups if one is not event])
                flagged = set(strays(frame([*event, rng.choice(other)]))["article_id"])
                hits += str(len(event)) in flagged
        articles = sum(map(len, groups))
        print(
            f"archive, {half}: {hits / (2 * len(groups)):.1%} of {2 * len(groups)} strays, "
            f"own flagged {own} of {articles} ({own / articles:.1%})"
        )


def main() -> None:
    archive(Path(os.environ["PARALLAX_GOLD"]))
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
