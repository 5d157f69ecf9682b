"""Score the framing measures against what people marked, and time them.

    PARALLAX_GOLD=FOLDER python benchmarks/framing.py [mentions|facts|newsmtsc|voice|speed …]

mentions: the first event's, marked by hand (tests/gold/mentions.csv): F1 on exact span,
actor and label; voice among those found. facts: tests/gold/facts.csv, article by fact,
and two events of the archive coded before the program's list was seen
(labels/facts-second.csv). newsmtsc: targets of NewsMTSC's development sets found at their place, by the aliases that
a person would write. voice: BASIL's bias spans, a span being quoted if most of its words
are, against its quote flag. speed: every framing measure on an event of 50 articles.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import labelled
import numpy as np
import polars as pl

import analysis as an
from analysis.preparing.suggest import suggest
from analysis.reading import mentions as mentions_module

GOLD = Path(__file__).parent.parent / "tests" / "gold"
LABELS = Path(__file__).parent / "labels"
PRONOUNS = frozenset(
    (
        "he",
        "she",
        "him",
        "her",
        "his",
        "it",
        "its",
        "they",
        "them",
        "their",
        "who",
        "i",
        "you",
        "we",
    )
)
TITLES = re.compile(r"^(?:(?:President|Sen|Senator|Gov|Dr|Mr|Mrs|Ms|Rep)\.? )+")


def kappa(a: np.ndarray, b: np.ndarray) -> float:
    """Cohen's κ of two yes-or-no codings."""
    agreed = (a == b).mean()
    chance = a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
    return float((agreed - chance) / (1 - chance))


def mentions() -> None:
    corpus = an.load("corpus/vostochny-2023")
    marked = pl.read_csv(GOLD / "mentions.csv")
    key = ["article_id", "start", "end", "actor", "label"]
    both = marked.join(corpus.mentions, on=key)
    f1 = 2 * len(both) / (len(marked) + len(corpus.mentions))
    quoted = ((both["voice"] == "quoted") == (both["voice_right"] == "quoted")).mean()
    voice = (both["voice"] == both["voice_right"]).mean()
    print(
        f"mentions: {len(marked)} marked, {len(corpus.mentions)} found, F1 {100 * f1:.1f}; "
        f"voice quoted or not {100 * quoted:.1f} %, all three voices {100 * voice:.1f} %"
    )
    for name, rows in marked.group_by("label"):
        found = corpus.mentions.filter(label=name[0])
        hit = len(rows.join(found, on=key))
        print(
            f"  {name[0]}: P {hit / max(1, len(found)):.3f} R {hit / len(rows):.3f} of {len(rows)}"
        )


def facts() -> None:
    corpus = an.load("corpus/vostochny-2023")
    coded = pl.read_csv(GOLD / "facts.csv").unpivot(
        index="target", variable_name="article_id", value_name="carried"
    )
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    both = coded.join(rows, on=["target", "article_id"])
    ours, theirs = (both["value"] > 0).to_numpy(), (both["carried"] == 1).to_numpy()
    print(
        f"facts: {coded['target'].n_unique()} facts, {len(both)} cells, agreement "
        f"{100 * (ours == theirs).mean():.1f} %, κ {kappa(ours, theirs):.3f}, "
        f"P {(ours & theirs).sum() / ours.sum():.3f} R {(ours & theirs).sum() / theirs.sum():.3f}"
    )
    second = pl.read_csv(LABELS / "facts-second.csv")
    table = Path(os.environ["PARALLAX_GOLD"]) / "bench/articles-12k.parquet"
    archive = pl.read_parquet(table).select("article_id", "outlet", "text")
    for event, marked in second.group_by("event", maintain_order=True):
        articles = archive.filter(pl.col("article_id").is_in(marked["article_id"].to_list()))
        print(f"facts, {event[0]}: {coded_facts(an.read(articles), marked)}")


def coded_facts(corpus: an.Corpus, marked: pl.DataFrame) -> str:
    """Precision and recall of facts × articles against every fact marked by its first mention.

    A row is right where one of its passages overlaps a marked fact that no other row has;
    optional facts are neither wanted nor wrong.
    """
    rows = an.framing.facts(corpus.tokens, corpus.articles).filter(pl.col("value") > 0)
    spans = marked.select("article_id", "start", "end", "fact", "kind").rows_by_key("article_id")
    found: set[tuple[int, str]] = set()
    wrong = 0
    for article_id, passages in rows.select("article_id", "evidence").iter_rows():
        hits = [
            (fact, kind)
            for _, low, high in map(an.tables.parse_passage_id, passages)
            for start, end, fact, kind in spans.get(article_id, ())
            if low < end and start < high
        ]
        wanted = [fact for fact, kind in hits if kind != "optional"]
        if wanted and (wanted[0], article_id) not in found:
            found.add((wanted[0], article_id))
        elif wanted or not hits:
            wrong += 1
    total = marked.filter(pl.col("kind") != "optional").select("fact", "article_id").unique()
    return (
        f"P {len(found) / (len(found) + wrong):.3f} R {len(found) / len(total):.3f} of {len(total)}"
    )


def newsmtsc() -> None:
    """Aliases: the entity's full name, without titles, and its last word; else every surface."""
    folder = Path(os.environ["PARALLAX_GOLD"]) / "gold/newsmtsc"
    rows = [
        json.loads(line)
        for name in ("newsmtsc-rw-hf-dev.jsonl", "newsmtsc-mt-hf-dev.jsonl")
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
    ]
    named = [row for row in rows if row["mention"].lower() not in PRONOUNS]
    names = [TITLES.sub("", re.sub(r"_\d+_\d+$", "", row["id"]).split("_")[-1]) for row in named]
    surfaces = defaultdict(set)
    for row, name in zip(named, names, strict=True):
        surfaces[name].add(row["mention"])
    plain = [{name, name.split()[-1]} for name in names]
    listed = [surfaces[name] for name in names]
    for what, aliases in (("full name and surname", plain), ("every name in use", listed)):
        found = [found_at(row, use) for row, use in zip(named, aliases, strict=True)]
        print(f"newsmtsc, {what}: {100 * np.mean(found):.1f} % of {len(named)} (pronouns aside)")


def found_at(row: dict, aliases: set[str]) -> bool:
    frame = pl.DataFrame(
        [("x", alias, "name") for alias in sorted(aliases) if alias.strip()],
        schema=["actor", "alias", "label"],
        orient="row",
    )
    corpus_like = pl.DataFrame({"article_id": ["a"], "text": [row["sentence"]]})
    whole = pl.DataFrame(
        {"article_id": ["a"], "sentence": [0], "start": [0], "end": [len(row["sentence"])]}
    )
    words = pl.DataFrame(
        [
            ("a", i, 0, m.start(), m.end(), m[0].lower(), "body", "outlet")
            for i, m in enumerate(re.finditer(r"\w+", row["sentence"]))
        ],
        schema=["article_id", "token", "sentence", "start", "end", "word", "kind", "voice"],
        orient="row",
    )
    found = mentions_module.find(corpus_like, whole, words, frame)
    return any(
        s < row["to"] and row["from"] < e for s, e in found.select("start", "end").iter_rows()
    )


def voice() -> None:
    """A span is quoted by our tokens, or by plain toggling of marks in its paragraph."""
    path = Path(os.environ["PARALLAX_GOLD"]) / "gold/basil/events-dev.jsonl"
    articles = labelled.articles().select("outlet", "text").with_row_index("article_id")
    corpus = an.read(articles)
    spoken = {
        key[0]: group.select("start", "end", "voice").rows()
        for key, group in corpus.tokens.group_by("article_id", maintain_order=True)
    }
    ours, marks, gold = [], [], []
    for article_id, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        sentences = [s for paragraph in row["body-paragraphs"] for s in paragraph]
        text = "\n".join(map(" ".join, row["body-paragraphs"]))
        starts, place = [], 0
        for sentence in sentences:
            starts.append(place)
            place += len(sentence) + 1
        for span in row["annotations"]["phrase-level-annotations"]:
            number = int(re.sub(r"\D", "", span["id"]) or len(sentences))
            if number >= len(sentences):  # the title
                continue
            start = starts[number] + span["start"]
            end = starts[number] + span["end"]
            if text[start:end] != span["txt"]:
                continue
            words = [v == "quoted" for s, e, v in spoken[str(article_id)] if s < end and start < e]
            if not words:
                continue
            ours.append(np.mean(words) > 0.5)
            marks.append(toggled(text, start, end) > 0.5)
            gold.append(span["quote"] == "yes")
    ours, marks, gold = (np.array(values, bool) for values in (ours, marks, gold))
    print(
        f"voice: {len(gold)} spans, κ {kappa(ours, gold):.3f}, agreement "
        f"{100 * (ours == gold).mean():.1f} %; quotation marks alone κ {kappa(marks, gold):.3f}"
    )


def toggled(text: str, start: int, end: int) -> float:
    """Share of the span inside marks, if every mark toggles, from the paragraph's start."""
    low = text.rfind("\n", 0, start) + 1
    inside, within = False, 0
    for place in range(low, end):
        if text[place] in '“”"':
            inside = not inside
        within += inside and place >= start
    return within / max(1, end - start)


def speed() -> None:
    table = Path(os.environ["PARALLAX_GOLD"]) / "bench/articles-12k.parquet"
    some = pl.read_parquet(table).head(50).select("text")
    outlets = pl.Series("outlet", [f"outlet {number % 5}" for number in range(50)])
    c = an.read(some.with_columns(outlets))
    proposed = suggest(c.tokens, c.articles)
    actors = proposed.filter(kind="actor").select(actor="name", alias="forms").explode("alias")
    terms = proposed.filter(kind="concept").select(concept="name", term="forms").explode("term")
    aliases = actors.unique("alias").with_columns(label=pl.lit("name"))
    concepts = terms.select("concept", "term")
    f = an.framing
    named = mentions_module.find(c.articles, c.sentences, c.tokens, aliases)
    places = (c.articles, c.sentences, c.paragraphs)
    covered = f.coverage(*places, concepts)
    airtime = f.airtime(c.tokens, c.quotes, c.articles)
    steps: dict[str, Callable[[], object]] = {
        "naming": lambda: f.naming(named, c.articles),
        "coverage": lambda: f.coverage(*places, concepts),
        "nearest": lambda: f.nearest(covered, *places),
        "placement": lambda: f.placement(covered, c.tokens, c.paragraphs),
        "facts": lambda: f.facts(c.tokens, c.articles),
        "airtime": lambda: f.airtime(c.tokens, c.quotes, c.articles),
        "diversity": lambda: f.diversity(airtime),
        "reporting_verbs": lambda: f.reporting_verbs(c.quotes, c.articles),
        "concept_shares, 1,000 shuffles": lambda: f.concept_shares(*places, concepts),
        "keyness, 1,000 shuffles": lambda: f.keyness(c.tokens, c.articles),
    }
    print(f"50 articles, 5 outlets, {len(c.tokens):,} words")
    total = 0.0
    for name, step in steps.items():
        taken = median_seconds(step)
        total += taken
        print(f"  {name}: {taken:.3f} s")
    print(f"  together: {total:.2f} s")
    first = an.load("corpus/vostochny-2023")
    taken = median_seconds(lambda: f.keyness(first.tokens, first.articles))
    print(f"first event, keyness, 1,000 shuffles over five outlets: {taken:.2f} s")


def median_seconds(step: Callable[[], object], rounds: int = 3) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))


STEPS = {"mentions": mentions, "facts": facts, "newsmtsc": newsmtsc, "voice": voice, "speed": speed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", default=list(STEPS), metavar="|".join(STEPS))
    for step in parser.parse_args().steps:
        if step not in STEPS:
            parser.error(f"unknown step '{step}'")
        STEPS[step]()


if __name__ == "__main__":
    main()
