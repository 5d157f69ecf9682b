"""Train the tone classifier on NewsMTSC and write lexicons/sentiment_model.npz.

PARALLAX_GOLD=/folder/with/gold python benchmarks/train_sentiment.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from analysis.measures import sentiment, target_features

SIZE = 2**18
SEED = 7


def read(name: str) -> list[dict]:
    path = Path(os.environ["PARALLAX_GOLD"]) / "gold" / "newsmtsc" / f"newsmtsc-{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def matrix(rows: list[dict]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sparse features as (row, column, value); every row has length one."""
    sets = [
        sentiment.index(
            target_features.features(target_features.context(r["sentence"], r["from"], r["to"]))
        )
        for r in rows
    ]
    sizes = np.array([len(s) for s in sets])
    return (
        np.repeat(np.arange(len(rows)), sizes),
        np.concatenate(sets),
        np.repeat(1 / np.sqrt(sizes), sizes),
    )


def logits(weights: np.ndarray, data: tuple, n: int) -> np.ndarray:
    row, column, value = data
    return np.stack(
        [np.bincount(row, value * weights[column, k], minlength=n) for k in range(3)], 1
    )


def fit(data: tuple, truth: np.ndarray, *, penalty: float, steps: int = 120) -> np.ndarray:
    """Softmax regression by Adam on the full batch; truth holds class probabilities, balanced."""
    row, column, value = data
    n = len(truth)
    balance = (n / 3 / truth.sum(0))[None, :]
    weight = (truth * balance).sum(1, keepdims=True)
    w, m, v = np.zeros((SIZE, 3)), np.zeros((SIZE, 3)), np.zeros((SIZE, 3))
    for step in range(1, steps + 1):
        error = weight * (sentiment.softmax(logits(w, data, n)) - truth)
        gradient = np.stack(
            [np.bincount(column, value * error[row, k], minlength=SIZE) for k in range(3)], 1
        )
        gradient += penalty * w
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        rate = 0.3 * (1 - step / steps)
        w -= rate * m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.99**step)) + 1e-3)
    return w


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    scores = []
    for k in range(3):
        hit = np.sum((truth == k) & (guess == k))
        scores.append(2 * hit / max(1, np.sum(truth == k) + np.sum(guess == k)))
    return float(np.mean(scores))


def main() -> None:
    train, rw, mt = read("hf-train"), read("rw-hf-dev"), read("mt-hf-dev")
    truth = [np.array([r["polarity"] + 1 for r in d]) for d in (train, rw, mt)]
    data = [matrix(d) for d in (train, rw, mt)]
    w = fit(data[0], np.eye(3)[truth[0]], penalty=0.2)
    scale = np.abs(w).max() / 127
    w8 = np.round(w / scale).astype(np.int8)
    for d, t in zip(data[1:], truth[1:], strict=True):
        p = sentiment.softmax(logits(w8 * scale, d, len(t)))
        print(macro_f1(t, p.argmax(1)), p.max(1).mean(), (p.argmax(1) == t).mean())
    np.savez_compressed(
        sentiment.MODEL, weights=w8, scale=np.float32(scale), temperature=1.0, threshold=0.5
    )
    print(sentiment.MODEL.stat().st_size)


if __name__ == "__main__":
    main()
