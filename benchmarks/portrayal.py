"""Score roles, and what they and descriptions do to tone: QA-SRL, marked mentions, BASIL.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/portrayal.py

Prints the tables that stand in RESULTS.md. The sentences of QA-SRL on Wikinews (dev) are split by
turns: on one half the rules were built, the other was looked at last.
"""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import polars as pl
import sentiment
import sentiment_data as data

import analysis as an
from analysis.measures import framing, roles, tone

GOLD = Path(os.environ.get("PARALLAX_GOLD", "."))
LABELS = Path(__file__).parent / "labels"
BENCH = GOLD / "bench" / "articles-12k.parquet"
Tally = Counter[tuple]


def qasrl() -> None:
    """Heads of agents and patients: the last word of a span found must lie in a gold span.

    Answered: a verb with gold that has a row. P and R are over the verbs answered; what is found
    where gold has nothing derivable is not counted.
    """
    path = GOLD / "gold" / "qasrl-gs-wikinews" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    first = set(sorted({row["sent_id"] for row in rows})[::2])
    print("\n| QA-SRL dev | coverage | agent P / R | patient P / R | F1 | passives F1 |")
    print("|---|---|---|---|---|---|")
    for name, wanted in (("built with", True), ("unseen", False)):
        kept = [row for row in rows if (row["sent_id"] in first) == wanted]
        tally = _tally([row for row in kept if row["gold"]["agent"] or row["gold"]["patient"]])
        coverage = tally["answered",] / tally["verbs",]
        print(
            f"| {name} | {coverage:.1%} | {_precision_recall(tally, 'agent')} | "
            f"{_precision_recall(tally, 'patient')} | {_f1(tally, 'all'):.3f} | "
            f"{_f1(tally, 'passive'):.3f} |"
        )


def _tally(rows: list[dict]) -> Tally:
    texts = {row["sent_id"]: row["tokens"] for row in rows}
    articles = pl.DataFrame(
        {"article_id": list(texts), "text": [" ".join(tokens) for tokens in texts.values()]}
    )
    found = {
        (row["article_id"], row["verb_start"]): row
        for row in roles.extract(articles).iter_rows(named=True)
    }
    tally: Tally = Counter()
    for row in rows:
        spans = _spans(row["tokens"])
        mine = found.get((row["sent_id"], spans[row["verb_index"]][0]))
        tally["verbs",] += 1
        if mine is None:
            continue
        tally["answered",] += 1
        passive = any(q["passive"] and q["role_rule"] in ("P3", "A3") for q in row["questions"])
        for role in ("agent", "patient"):
            gold = [(spans[a][0], spans[b - 1][1]) for a, b in row["gold"][role]]
            end = mine[f"{role}_end"]
            right = end is not None and any(a < end <= b for a, b in gold)
            for part in ("all", "passive") if passive else ("all",):
                tally[part, role, "gold"] += bool(gold)
                tally[part, role, "found"] += bool(gold) and end is not None
                tally[part, role, "right"] += right
    return tally


def _spans(tokens: list[str]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for token in tokens:
        spans.append((start, start + len(token)))
        start += len(token) + 1
    return spans


def _precision_recall(tally: Tally, role: str) -> str:
    right = tally["all", role, "right"]
    return f"{right / tally['all', role, 'found']:.3f} / {right / tally['all', role, 'gold']:.3f}"


def _f1(tally: Tally, part: str) -> float:
    sums = [sum(tally[part, r, kind] for r in ("agent", "patient")) for kind in _KINDS]
    return 2 * sums[0] / (sums[1] + sums[2])


_KINDS = ("right", "found", "gold")


def marked() -> None:
    """150 mentions of two events, marked by reading."""
    labels = pl.read_csv(LABELS / "roles.csv")
    counts: Counter[tuple[str, str]] = Counter()
    for event, rows in labels.group_by("event", maintain_order=True):
        found: dict[tuple[str, int], set] = {}
        told = framing.roles(_mentioned(rows)).filter(pl.col("form").fill_null("verb") == "verb")
        for article_id, start, role in told.select("article_id", "start", "role").iter_rows():
            found.setdefault((article_id, start), set()).add(role)
        for row in rows.filter(pl.col("role") != "unsure").iter_rows(named=True):
            got = found.get((row["article_id"], row["start"]), {"neither"})
            gold = {"agent", "patient"} if row["role"] == "both" else {row["role"]}
            verdict = "abstained" if None in got else "right" if got == gold else "wrong"
            counts[str(event[0]), verdict] += 1
    print("\nmentions marked by hand:", dict(counts))


def _mentioned(rows: pl.DataFrame) -> SimpleNamespace:
    """The articles of some labels, every label a mention."""
    if rows["event"][0] == "vostochny-2023":
        articles = an.load(Path(__file__).parents[1] / "corpus" / "vostochny-2023").articles
    else:
        articles = pl.read_parquet(BENCH).filter(
            pl.col("article_id").is_in(rows["article_id"].to_list())
        )
    sentences = articles.select("article_id", start=pl.lit(0), end=pl.col("text").str.len_chars())
    mentions = rows.select(
        "article_id", "start", "end", actor=pl.lit("a"), label=pl.lit("role"),
        kind=pl.lit("body"), voice=pl.lit("outlet"),
    )  # fmt: skip
    return SimpleNamespace(articles=articles, sentences=sentences, mentions=mentions)


def described() -> None:
    """Descriptions of mentions marked by reading, event by event; the last two columns: voice.

    Found: a description of the same mention and side (called or said of) that shares half of the
    shorter one's characters with one marked. "Mr." and ranks make much of one event, so what is
    longer than a form of address is scored by itself, too.
    """
    labels = pl.read_csv(LABELS / "descriptions.csv", schema_overrides={"article_id": pl.String})
    print("\n| event | marked | found | right | precision | recall | voice right |")
    print("|---|---|---|---|---|---|---|")
    for event, rows in labels.group_by("event", maintain_order=True):
        gold = [_Told(*row) for row in rows.drop_nulls("form").select(_TOLD).iter_rows()]
        found = framing.descriptions(_read(rows)).select(_TOLD).unique(maintain_order=True)
        _print_described(str(event[0]), gold, [_Told(*row) for row in found.iter_rows()])
    print("(the last line of each event: without forms of address and military ranks)")


class _Told(NamedTuple):
    article_id: str
    start: int
    form: str
    first: int
    last: int
    voice: str

    def is_same(self, other: _Told) -> bool:
        if (self.article_id, self.start) != (other.article_id, other.start):
            return False
        if (self.form in _SAID_OF) != (other.form in _SAID_OF):
            return False
        shared = min(self.last, other.last) - max(self.first, other.first)
        return 2 * shared >= min(self.last - self.first, other.last - other.first)


_TOLD = ("article_id", "start", "form", "description_start", "description_end", "voice")
_SAID_OF = ("predicate", "called")
_ADDRESS = 8  # letters: "General", "Mr.", "Lt. Gen."


def _print_described(event: str, gold: list[_Told], found: list[_Told]) -> None:
    for least in (0, _ADDRESS + 1):
        marked = [one for one in gold if one.last - one.first >= least or one.form in _SAID_OF]
        mine = [one for one in found if one.last - one.first >= least or one.form in _SAID_OF]
        right = [(a, b) for a in mine for b in marked if a.is_same(b)]
        heard = [a.voice == b.voice for a, b in right if b.voice != "unsure"]
        print(
            f"| {event} | {len(marked)} | {len(mine)} | {len(right)} | "
            f"{len(right) / len(mine):.1%} | {len(right) / len(marked):.1%} | "
            f"{sum(heard)} of {len(heard)} |"
        )


def _read(rows: pl.DataFrame) -> an.Corpus:
    """The event of some labels as it is read, every label a mention of its actor."""
    if rows["event"][0] == "vostochny-2023":
        corpus = an.load(Path(__file__).parents[1] / "corpus" / "vostochny-2023")
    else:
        ids = rows["article_id"].unique().to_list()
        corpus = an.read(pl.read_parquet(BENCH).filter(pl.col("article_id").is_in(ids)))
    mentions = rows.unique(["article_id", "start"], maintain_order=True).select(
        "article_id", "start", "end", "actor", "label", kind=pl.lit("body"), voice=pl.lit("outlet")
    )
    return dataclasses.replace(corpus, mentions=mentions)


def own_sentences() -> None:
    """120 sentences of our own: right, abstained or wrong, by kind."""
    rows = pl.read_csv(LABELS / "tone-sentences.csv")
    found = tone.polarity(rows)
    right = pl.Series([b in a.split() for a, b in zip(rows["right"], found["label"], strict=True)])
    verdict = pl.when(found["abstained"]).then(pl.lit("abstained"))
    verdict = verdict.when(right).then(pl.lit("right")).otherwise(pl.lit("wrong"))
    print(rows.select("kind", verdict=verdict).group_by("kind", "verdict").len().sort("kind"))


def order() -> None:
    """BASIL: the order of two outlets by tone, descriptions and roles."""
    events = [(event, sentiment._corpus(event)) for event in data.basil()]
    print("\n| BASIL dev, order | right | 95 % | pairs | decided |\n|---|---|---|---|---|")
    for name, measure in {
        "tone, all sentences": lambda c, a: _toward(c, a, decided=False),
        "tone, decided sentences": lambda c, a: _toward(c, a, decided=True),
        "judging descriptions": _judging,
        "share of verbs as agent": _acting,
    }.items():
        sentiment._print_order(name, [sentiment._ordered(e, c, measure) for e, c in events])


def _toward(corpus: an.Corpus, actor: str, *, decided: bool) -> dict[str, float]:
    if actor not in corpus.mentions["actor"]:
        return {}
    rows = tone.toward(corpus, actor=actor, voice="all", decided=decided)
    return dict(rows.select("article_id", "value").drop_nulls().iter_rows())


def _judging(corpus: an.Corpus, actor: str) -> dict[str, float]:
    rows = framing.descriptions(corpus).filter(pl.col("actor") == actor, ~pl.col("negated"))
    sign = pl.col("judging").replace_strict({"positive": 1, "negative": -1}, default=0)
    found = dict(rows.group_by("article_id").agg(sign.sum()).iter_rows())
    return {article_id: found.get(article_id, 0) for article_id in corpus.articles["article_id"]}


def _acting(corpus: an.Corpus, actor: str) -> dict[str, float]:
    rows = framing.roles(corpus).filter(pl.col("actor") == actor, pl.col("form") == "verb")
    share = (pl.col("role") == "agent").mean()
    return dict(rows.group_by("article_id").agg(share).iter_rows())


def speed() -> None:
    articles = pl.read_parquet(BENCH).head(400)
    roles.extract(articles.head(20))
    started = time.process_time()
    roles.extract(articles)
    seconds = time.process_time() - started
    megabytes = int(articles["text"].str.len_bytes().sum()) / 1e6
    print(f"\nroles: {megabytes / seconds:.2f} MB per CPU-second")


if __name__ == "__main__":
    qasrl()
    marked()
    described()
    own_sentences()
    order()
    speed()
