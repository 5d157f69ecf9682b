"""Events with clause pairs labelled by hand (benchmarks/labels/README.md): BASIL's, and large ones.

The texts are read from the folder that PARALLAX_GOLD names; the labels are offsets only.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from analysis.measures import overlap
from analysis.measures.overlap.clauses import stating
from analysis.reading import quotes

LABELS = Path(__file__).parent / "labels"
SPAN = ("article_id", "start", "end")


@dataclass(frozen=True)
class Event:
    """One event's clauses, in text order, and its labelled pairs as their row numbers."""

    name: str
    clauses: pl.DataFrame
    a: np.ndarray
    b: np.ndarray
    same: np.ndarray
    articles: pl.DataFrame
    quotes: pl.DataFrame

    def told(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """1 where clauses a[i] and b[i], a before b, are labelled the same, 0 different, or NaN."""
        low, high = np.minimum(self.a, self.b), np.maximum(self.a, self.b)
        labels = dict(zip(zip(low.tolist(), high.tolist(), strict=True), self.same, strict=True))
        ends = zip(a.tolist(), b.tolist(), strict=True)
        return np.array([labels.get(pair, np.nan) for pair in ends], float)


def articles() -> pl.DataFrame:
    """BASIL's articles; a line per paragraph, its sentences joined by spaces."""
    path = Path(os.environ["PARALLAX_GOLD"]) / "gold/basil/events-dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return pl.DataFrame(
        {
            "article_id": [row["uuid"] for row in rows],
            "outlet": [row["source"] for row in rows],
            "event": [row["triplet-uuid"] for row in rows],
            "text": ["\n".join(map(" ".join, row["body-paragraphs"])) for row in rows],
        }
    )


def events(labels: str = "basil-pairs.csv") -> list[Event]:
    """Every event, by its id, with the pairs labelled same or different, not the unsure ones."""
    labelled = pl.read_csv(LABELS / labels).filter(pl.col("label") != "unsure")
    corpus = articles()
    said = quotes.extract(corpus)
    cut = overlap.clauses(said, corpus)
    found = []
    for name in corpus["event"].unique().sort():
        texts = dict(corpus.filter(event=name).select("article_id", "text").iter_rows())
        pairs = labelled.filter(event=name)
        ends = [pairs.select(f"article_{x}", f"start_{x}", f"end_{x}").rows() for x in "ab"]
        clauses = _labelled_first(cut.filter(pl.col("article_id").is_in(texts)), ends, texts)
        place = {key: i for i, key in enumerate(clauses.select(SPAN).rows())}
        a, b = (np.array([place[key] for key in side], int) for side in ends)
        same = (pairs["label"] == "same").to_numpy()
        found.append(Event(name, clauses, a, b, same, corpus.filter(event=name), said))
    return found


def _labelled_first(cut: pl.DataFrame, ends: list[list], texts: dict[str, str]) -> pl.DataFrame:
    """Put the labelled clauses, as they were read, in the place of those they overlap.

    A labelled clause takes quotation and speaker from the extracted clause it overlaps
    most; the labels thus stay valid when extraction or cutting changes.
    """
    spans = sorted(set(ends[0]) | set(ends[1]))
    rows = []
    taken: set[str] = set()
    extracted = cut.rows(named=True)
    for article, start, end in spans:
        over = [
            (min(end, row["end"]) - max(start, row["start"]), row)
            for row in extracted
            if row["article_id"] == article
        ]
        most, row = max(over, key=lambda pair: pair[0], default=(0, None))
        kept = row if row and most > 0 else {"quote_id": f"{article}:{start}", "actor": None}
        taken |= {other["clause_id"] for size, other in over if size > 0}
        rows.append(
            {
                **dict.fromkeys(cut.columns),
                "clause_id": f"{article}:{start}-{end}",
                "quote_id": kept["quote_id"],
                "article_id": article,
                "start": start,
                "end": end,
                "text": texts[article][start:end],
                "actor": kept["actor"],
                "form": kept.get("form", "indirect"),
            }
        )
    rest = [row for row in extracted if row["clause_id"] not in taken]
    return pl.DataFrame(rows + rest, schema=cut.schema).sort("article_id", "start", "end")


HELD_BACK = ("snowden",)  # large events that no fit sees


@dataclass(frozen=True)
class Large:
    """A large event: its clauses in text order, and the cluster of each, 0 for none marked."""

    name: str
    articles: pl.DataFrame
    quotes: pl.DataFrame
    clauses: pl.DataFrame
    cluster: np.ndarray
    whole: bool  # whether what has no mark was read, and found alone

    def told(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """1 where clauses a[i] and b[i] are marked as one statement, 0 as two; NaN unread."""
        read = self.whole | ((self.cluster[a] > 0) & (self.cluster[b] > 0))
        return np.where(read, self.pairs(a, b), np.nan)

    def pairs(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether clauses a[i] and b[i] were marked as one statement."""
        return (self.cluster[a] > 0) & (self.cluster[a] == self.cluster[b])

    def same(self) -> tuple[np.ndarray, np.ndarray]:
        """All pairs of clauses of two articles that were marked as one statement."""
        marked = np.flatnonzero(self.cluster)
        a, b = (marked[side] for side in np.triu_indices(len(marked), 1))
        article = self.clauses["article_id"].to_numpy()
        keep = self.pairs(a, b) & (article[a] != article[b])
        return a[keep], b[keep]


def large(*names: str) -> list[Large]:
    """The large events by name; without one, those that a fit may see."""
    members = pl.read_csv(LABELS / "large-events.csv")
    marked = pl.read_csv(LABELS / "large-clusters.csv")
    wanted = names or tuple(set(members["event"]) - set(HELD_BACK))
    return [
        _large(name, members.filter(event=name), marked.filter(event=name), whole=True)
        for name in sorted(wanted)
    ]


def read_through(half: str) -> list[Large]:
    """The events of which every shared statement was read: *fitted* ones, or *held*.

    Clauses of one statement and utterance have one number, what is no utterance one of its own;
    0 is what was not read.
    """
    members = pl.read_csv(LABELS / "shared-events.csv").filter(half=half)
    marked = pl.read_csv(LABELS / "shared-read.csv")
    own = pl.when(pl.col("utterance") == "").then(pl.int_range(pl.len()).cast(pl.String))
    utterance = pl.concat_str("statement", own.otherwise("utterance").fill_null(""))
    marked = marked.with_columns(pl.col("utterance").fill_null("")).with_columns(
        cluster=utterance.rank("dense").over("event").cast(pl.Int64)
    )
    names = members["event"].unique(maintain_order=True)
    return [
        _large(name, members.filter(event=name), marked.filter(event=name), whole=False)
        for name in names
    ]


def _large(name: str, members: pl.DataFrame, marked: pl.DataFrame, *, whole: bool) -> Large:
    bench = pl.read_parquet(Path(os.environ["PARALLAX_GOLD"]) / "bench/articles-12k.parquet")
    corpus = members.select("article_id").join(bench, on="article_id", maintain_order="left")
    said = quotes.extract(corpus)
    cut = stating(overlap.clauses(said, corpus), corpus)
    texts = dict(corpus.select("article_id", "text").iter_rows())
    clauses = _labelled_first(cut, [marked.select(SPAN).rows(), []], texts)
    numbers = {row[:3]: row[3] for row in marked.select(*SPAN, "cluster").iter_rows()}
    cluster = np.array([numbers.get(key, 0) for key in clauses.select(SPAN).rows()], int)
    return Large(name, corpus, said, clauses, cluster, whole)
