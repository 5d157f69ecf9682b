"""The hand-coded claims × outlets of five BASIL events, seen through the project's propositions.

The folder that PARALLAX_GOLD names holds them; they are evaluation data. A coded passage
is where the proposition that overlaps it most is.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

import analysis as an


@dataclass(frozen=True)
class Event:
    """One event: its corpus, and its claims with a cell for each article."""

    name: str
    corpus: an.Corpus
    claims: list[dict]

    def pairs(self) -> list[tuple[dict, str, str, bool]]:
        """Claim, article A that carries it, another article B, and whether B tells it."""
        return [
            (claim, a, b, claim["cells"][b]["code"] != "absent")
            for claim in self.claims
            for a, cell in claim["cells"].items()
            if cell["code"] == "carried"
            for b in claim["cells"]
            if a != b
        ]


def events() -> list[Event]:
    folder = Path(os.environ["PARALLAX_GOLD"]) / "gold"
    claims = json.loads((folder / "claims/claims-dev.json").read_text("utf-8"))
    lines = (folder / "basil/events-dev.jsonl").read_text("utf-8").splitlines()
    rows = {row["uuid"]: row for row in map(json.loads, lines)}
    found = []
    for name in dict.fromkeys(claim["event"] for claim in claims):
        mine = [claim for claim in claims if claim["event"] == name]
        frame = pl.DataFrame([_article(rows[key]) for key in mine[0]["cells"]])
        frame = frame.with_columns(pl.col("published").str.to_date())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.append(Event(name, an.read(frame), mine))
    return found


def _article(row: dict) -> dict:
    text = " ".join(sentence for line in row["body-paragraphs"] for sentence in line)
    return {
        "article_id": row["uuid"],
        "outlet": row["source"],
        "published": row["date"],
        "text": re.sub(r"\s+", " ", text),
    }


def overlaps(spans: list[list[int]], start: int, end: int) -> int:
    """Characters that [start, end) and the spans have in common."""
    return sum(max(0, min(end, high) - max(start, low)) for low, high in spans)


def most(spans: list[list[int]], article: str, propositions: pl.DataFrame) -> int | None:
    """The row of the article's proposition that overlaps the spans most; None: none does."""
    mine = propositions.with_row_index("row").filter(article_id=article)
    shares = [
        (overlaps(spans, start, end), -row)
        for row, start, end in mine.select("row", "start", "end").iter_rows()
    ]
    size, row = max(shares, default=(0, 0))
    return -row if size else None


def macro_f1(said: np.ndarray, told: np.ndarray) -> float:
    """The mean F1 of told and of absent."""

    def f1(x: np.ndarray, y: np.ndarray) -> float:
        return 2 * float((x & y).sum()) / max(1, int(x.sum() + y.sum()))

    return (f1(said, told) + f1(~said, ~told)) / 2
