"""Can roles, verbs, descriptions and tone tell heroes, villains and victims? Tried, not shipped.

    PARALLAX_GOLD=/folder/with/gold OMP_NUM_THREADS=1 python benchmarks/story_roles.py

Entities of climate news marked as hero, villain or victim of an article (repository
phenixace/narrative-framing, MIT). A softmax regression on what `analysis.framing` and
`analysis.sentiment` say of the entity's mentions is fitted on every second article and
scored on the others. It never sees an entity's words, so a changed name changes nothing.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
import sentiment

import analysis as an
from analysis.measures import framing, tone

GOLD = Path(os.environ.get("PARALLAX_GOLD", ".")) / "gold" / "narrative-framing" / "dev.jsonl"
CLASSES = ("hero", "victim", "villain")
_PENALTY = 0.03  # chosen by cross-validation among the articles that it is fitted on
_LEAST = 3  # entities that must have a verb before it is a feature
_KEY = ["article_id", "actor"]


def entities() -> tuple[pl.DataFrame, an.Corpus]:
    """One row an entity that stands literally in its article; a corpus with its mentions."""
    articles = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    labels, mentions = [], []
    for number, article in enumerate(articles):
        for place, role in enumerate(article["roles"]):
            name = re.escape(role["entity"].strip())
            spans = [
                match.span()
                for match in re.finditer(rf"(?<!\w){name}(?!\w)", article["text"], re.IGNORECASE)
            ]
            if len(name) > 2 and spans:
                key = (article["article_id"], str(place))
                labels.append((*key, number, CLASSES.index(role["role"])))
                mentions += [(*key, *span) for span in spans]
    frame = pl.DataFrame(articles).select("article_id", "outlet", "text")
    rows = pl.DataFrame(mentions, schema=[*_KEY, "start", "end"], orient="row").with_columns(
        label=pl.lit("role"), kind=pl.lit("body"), voice=pl.lit("outlet")
    )
    corpus = dataclasses.replace(an.read(frame), mentions=rows)
    return pl.DataFrame(labels, schema=[*_KEY, "number", "label"], orient="row"), corpus


def features(labels: pl.DataFrame, corpus: an.Corpus) -> tuple[np.ndarray, list[set[str]]]:
    """Numbers of each entity (who acts, tone, judging words), and its verbs by role."""
    roles, told = framing.roles(corpus), framing.descriptions(corpus)
    acts = pl.col("role") == "agent"
    counted = roles.group_by(_KEY).agg(
        agent=acts.mean(),
        patient=(pl.col("role") == "patient").mean(),
        speech=(acts & pl.col("speech")).mean(),
        n=pl.len().log(),
        verbs=pl.format("{} {}", "role", "verb").drop_nulls().unique(),
    )
    judged = told.group_by(_KEY).agg(
        worse=(pl.col("judging") == "negative").sum(),
        better=(pl.col("judging") == "positive").sum(),
    )
    scores = (
        _scores(corpus)
        .group_by(_KEY)
        .agg(
            tone=pl.col("score").mean(),
            decided=pl.col("score").filter(~pl.col("abstained")).mean(),
        )
    )
    rows = labels
    for part in (counted, judged, scores):
        rows = rows.join(part, on=_KEY, how="left", maintain_order="left")
    names = ["agent", "patient", "speech", "n", "worse", "better", "tone", "decided"]
    numbers = rows.select(pl.col(names).cast(pl.Float64).fill_null(0)).to_numpy()
    return numbers, [set(verbs or []) for verbs in rows["verbs"].to_list()]


def _scores(corpus: an.Corpus) -> pl.DataFrame:
    spans = corpus.sentences.select("article_id", first="start", last="end")
    rows = corpus.mentions.join_where(
        spans.rename({"article_id": "of"}),
        pl.col("article_id") == pl.col("of"),
        pl.col("start") >= pl.col("first"),
        pl.col("end") <= pl.col("last"),
    )
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    places = rows.select("article_id", "first", "last").iter_rows()
    asked = rows.select(
        start=pl.col("start") - pl.col("first"),
        end=pl.col("end") - pl.col("first"),
        sentence=pl.Series([texts[a][low:high] for a, low, high in places], dtype=pl.String),
    )
    return pl.concat([rows.select(_KEY), tone.polarity(asked)], how="horizontal")


def matrix(numbers: np.ndarray, verbs: list[set[str]], build: np.ndarray) -> np.ndarray:
    """Numbers scaled, verbs as 0 and 1, a constant: by what the articles fitted on have."""
    scaled = (numbers - numbers[build].mean(0)) / (numbers[build].std(0) + 1e-9)
    counts = Counter(verb for row in np.flatnonzero(build) for verb in verbs[row])
    known = sorted(verb for verb, n in counts.items() if n >= _LEAST)
    has = np.array([[verb in own for verb in known] for own in verbs], float)
    has /= np.sqrt(np.maximum(1, has.sum(1, keepdims=True)))
    return np.hstack([scaled, has, np.ones((len(verbs), 1))])


def fitted(x: np.ndarray, y: np.ndarray, steps: int = 3000) -> np.ndarray:
    """Weights of a softmax regression with a quadratic penalty, by gradient descent."""
    weights, truth = np.zeros((x.shape[1], len(CLASSES))), np.eye(len(CLASSES))[y]
    rate = 1 / (0.5 * np.linalg.norm(x, 2) ** 2 / len(y) + _PENALTY)
    for _ in range(steps):
        wrong = probabilities(x, weights) - truth
        weights -= rate * (x.T @ wrong / len(y) + _PENALTY * weights)
    return weights


def probabilities(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    powers = np.exp(x @ weights - (x @ weights).max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def main() -> None:
    """Print macro-F1 on the articles that the fit has not seen, with articles resampled."""
    labels, corpus = entities()
    article, y = labels["number"].to_numpy(), labels["label"].to_numpy()
    build = article % 2 == 0
    x = matrix(*features(labels, corpus), build)
    p = probabilities(x[~build], fitted(x[build], y[build]))
    truth, guess, of = y[~build], p.argmax(1), article[~build]
    surer = np.argsort(-p.max(1))[: len(truth) // 2]
    rng, draws = np.random.default_rng(0), []
    for _ in range(500):
        drawn = np.concatenate(
            [np.flatnonzero(of == a) for a in rng.choice(np.unique(of), len(set(of)))]
        )
        draws.append(sentiment.macro_f1(truth[drawn], guess[drawn]))
    low, high = np.quantile(draws, [0.025, 0.975])
    most = np.full(len(truth), np.bincount(y[build]).argmax())
    whole = sentiment.macro_f1(truth, guess)
    print(f"{len(truth)} entities: macro-F1 {whole:.3f} ({low:.3f}–{high:.3f})")
    print(f"surer half {sentiment.macro_f1(truth[surer], guess[surer]):.3f}")
    print(f"the most frequent role {sentiment.macro_f1(truth, most):.3f}")


if __name__ == "__main__":
    main()
