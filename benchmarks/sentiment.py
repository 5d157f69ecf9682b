"""Score the tone classifier: NewsMTSC dev, name swaps, BASIL dev, calibration, null, speed.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/sentiment.py

Prints the tables that stand in RESULTS.md. Baselines: the majority class, VADER's compound
of the sentence, the plain sum of its word list (as AFINN works).
"""

from __future__ import annotations

import dataclasses
import itertools
import random
import time
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
import sentiment_data as data
from sentiment_data import Target
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import analysis as an
from analysis.measures import tone, uncertainty
from analysis.measures.tone import network
from analysis.measures.tone.context import PRONOUNS, context
from analysis.reading import mentions

SEED = 0
VADER = SentimentIntensityAnalyzer()
DEV = {"rw": "rw-hf-dev", "mt": "mt-hf-dev"}


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """Mean of the three classes' F1."""
    hits = [np.sum((truth == k) & (guess == k)) for k in range(3)]
    sizes = [np.sum(truth == k) + np.sum(guess == k) for k in range(3)]
    return float(np.mean([2 * h / max(1, n) for h, n in zip(hits, sizes, strict=True)]))


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(place, confidence - right, minlength=bins)
    return float(np.abs(gaps).sum() / len(right))


def frame(targets: Sequence[Target]) -> pl.DataFrame:
    return pl.DataFrame(list(targets), schema=["sentence", "start", "end"], orient="row")


def by_sign(score: np.ndarray, margin: float = 0.05) -> np.ndarray:
    """VADER's own rule: neutral within +-0.05."""
    return np.where(score >= margin, 2, np.where(score <= -margin, 0, 1))


def word_list(sentence: str) -> float:
    return sum(VADER.lexicon.get(word.strip(".,;:!?\"'“”"), 0) for word in sentence.lower().split())


def newsmtsc() -> None:
    print("\n| system | rw | mt |\n|---|---|---|")
    lines: dict[str, list[str]] = {}
    for name in DEV.values():
        targets, truth, _ = data.newsmtsc(name)
        found = tone.polarity(frame(targets))
        guess = found["label"].replace_strict(tone.LABELS, range(3)).to_numpy()
        sure = np.argsort(-found["confidence"].to_numpy(), kind="stable")
        compound = np.array([VADER.polarity_scores(t.sentence)["compound"] for t in targets])
        listed = np.array([word_list(t.sentence) for t in targets])
        half, third = sure[: len(sure) // 2], sure[: int(len(sure) * 0.3)]
        kept = ~found["abstained"].to_numpy()
        for system, score in {
            "majority": macro_f1(truth, np.full(len(truth), np.bincount(truth).argmax())),
            "word list, summed": macro_f1(truth, by_sign(listed)),
            "VADER, sentence": macro_f1(truth, by_sign(compound)),
            "**Parallax**": macro_f1(truth, guess),
            "… its most confident half": macro_f1(truth[half], guess[half]),
            "… its most confident 30 %": macro_f1(truth[third], guess[third]),
            "… where it does not abstain": macro_f1(truth[kept], guess[kept]),
            "(share kept)": kept.mean(),
        }.items():
            lines.setdefault(system, []).append(f"{score:.3f}")
    for system, scores in lines.items():
        print(f"| {system} | {' | '.join(scores)} |")


def calibration() -> None:
    """Error with the shipped T (set on both parts), and with a T from the other part alone.

    The floor is what a perfectly calibrated classifier would show with so few targets.
    """
    words = network.vocabulary()
    parts = {}
    for part, name in DEV.items():
        targets, truth, _ = data.newsmtsc(name)
        parts[part] = network.logits([context(*t, words) for t in targets]), truth
    parts["both"] = tuple(np.concatenate(pair) for pair in zip(*parts.values(), strict=True))
    shipped = float(network.weights()["temperature"])
    others = {"rw": "mt", "mt": "rw"}
    for part, (logits, truth) in parts.items():
        _print_calibration(f"{part}, shipped T", logits, truth, shipped)
        if part in others:
            t = best_temperature(*parts[others[part]])
            _print_calibration(f"{part}, T from {others[part]}", logits, truth, t)


def best_temperature(logits: np.ndarray, truth: np.ndarray) -> float:
    """The temperature at which the true classes are likeliest (Guo et al. 2017)."""
    grid = np.geomspace(0.5, 4, 200)
    rows = np.arange(len(truth))
    losses = [-np.log(network.softmax(logits / t)[rows, truth]).mean() for t in grid]
    return float(grid[np.argmin(losses)])


def _print_calibration(name: str, logits: np.ndarray, truth: np.ndarray, t: float) -> None:
    p = network.softmax(logits / t)
    confidence = p.max(1)
    error = calibration_error(confidence, p.argmax(1) == truth)
    rng = np.random.default_rng(SEED)
    drawn = rng.random((200, len(truth))) < confidence
    floor = np.mean([calibration_error(confidence, right) for right in drawn])
    print(f"calibration error, {name} ({t:.2f}): {error:.3f}, floor {floor:.3f}")


def name_swap(swaps: int = 5) -> None:
    """Replace the target's name by another target's, as pronoun for pronoun is no name."""
    rng = random.Random(SEED)
    for everywhere in (False, True):
        flips = total = 0
        for name in DEV.values():
            targets, _, _ = data.newsmtsc(name)
            named = [t for t in targets if t.sentence[t.start : t.end].lower() not in PRONOUNS]
            named = [t for t in named if t.sentence[t.start].isupper()]
            surfaces = sorted({t.sentence[t.start : t.end] for t in named})
            before = tone.polarity(frame(named))["label"]
            for _ in range(swaps):
                swapped = [_swap(t, rng.choice(surfaces), everywhere) for t in named]
                flips += (tone.polarity(frame(swapped))["label"] != before).sum()
                total += len(named)
        kind = "every occurrence" if everywhere else "the span alone"
        print(f"name swap ({kind}): {flips} of {total} labels flip, {flips / total:.2%}")


def _swap(target: Target, name: str, everywhere: bool) -> Target:
    sentence, start, end = target
    old = sentence[start:end]
    left, right = sentence[:start], sentence[end:]
    if everywhere:
        left, right = left.replace(old, name), right.replace(old, name)
    return Target(left + name + right, len(left), len(left) + len(name))


def basil() -> None:
    """Order of two articles on one event by their tone toward one entity, where authors differ."""
    events = [(event, _corpus(event)) for event in data.basil()]
    measures: dict[str, Callable] = {
        "VADER, own voice": lambda c, a: _values(c, a, "outlet", "vader"),
        "Parallax, own voice": lambda c, a: _values(c, a, "outlet", "value"),
        "Parallax, all voices": lambda c, a: _values(c, a, "all", "value"),
    }
    print(
        "\n| BASIL dev, within-event order | right | 95 % | pairs | decided |"
        "\n|---|---|---|---|---|"
    )
    for name, measure in measures.items():
        _print_order(name, [_ordered(event, corpus, measure) for event, corpus in events])


def _corpus(event: data.Event) -> an.Corpus:
    corpus = an.read(event.articles)
    apart = event.aliases.filter(pl.col("alias").str.to_uppercase().is_first_distinct())
    found = mentions.find(corpus.articles, corpus.sentences, corpus.tokens, apart)
    return dataclasses.replace(corpus, mentions=found)


def _values(corpus: an.Corpus, actor: str, voice: str, column: str) -> dict[str, float]:
    if actor not in corpus.mentions["actor"]:
        return {}
    rows = tone.toward(corpus, actor=actor, voice=voice)
    return dict(rows.select("article_id", column).drop_nulls().iter_rows())


def _ordered(event: data.Event, corpus: an.Corpus, measure: Callable) -> list[float]:
    """1 for a pair in the right order, 0 in the wrong one, 0.5 where there is no order."""
    found = []
    for actor in sorted({actor for actor, _ in event.feelings}):
        values = measure(corpus, actor)
        outlets = [outlet for entity, outlet in event.feelings if entity == actor]
        for a, b in itertools.combinations(outlets, 2):
            gold = event.feelings[actor, a] - event.feelings[actor, b]
            if gold:
                mine = values.get(a, np.nan) - values.get(b, np.nan)
                found.append(0.5 if np.isnan(mine) or not mine else float((mine > 0) == (gold > 0)))
    return found


def _print_order(name: str, events: list[list[float]]) -> None:
    """Share in the right order, with events resampled whole."""
    sums = np.array([sum(event) for event in events])
    sizes = np.array([len(event) for event in events])
    drawn = np.random.default_rng(SEED).integers(len(events), size=(5000, len(events)))
    low, high = np.quantile(sums[drawn].sum(1) / sizes[drawn].sum(1), [0.025, 0.975])
    flat = [pair for event in events for pair in event]
    decided = [pair for pair in flat if pair != 0.5]
    print(
        f"| {name} | {np.mean(flat):.1%} | {low:.1%}–{high:.1%} | {len(flat)} | "
        f"{np.mean(decided):.1%} of {len(decided)} |"
    )


def null(shuffles: int = 100) -> None:
    """Shuffle the outlets of BASIL's sentences: how often does any outlet leave the null band?"""
    rng = np.random.default_rng(SEED)
    alarms = total = 0
    for event in data.basil():
        corpus = _corpus(event)
        for actor in corpus.mentions["actor"].unique(maintain_order=True):
            rows = tone.judged(corpus, actor=actor)
            if rows["article_id"].n_unique() < 2:
                continue
            for seed in range(shuffles):
                mixed = rng.permutation(rows["article_id"].to_numpy())
                band = uncertainty.permutation_null(rows["score"], mixed, draws=500, seed=seed)
                alarms += (band["p"] <= 0.05).any()
                total += 1
    print(f"\nfalse alarms under shuffled outlets: {alarms} of {total}, {alarms / total:.1%}")


def speed() -> None:
    targets = data.newsmtsc("hf-train")[0]
    tone.polarity(frame(targets[:10]))
    started = time.process_time()
    tone.polarity(frame(targets))
    print(f"{len(targets) / (time.process_time() - started):.0f} targets per CPU-second")


if __name__ == "__main__":
    newsmtsc()
    calibration()
    name_swap()
    basil()
    null()
    speed()
