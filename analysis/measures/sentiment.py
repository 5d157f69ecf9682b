"""Tone toward a named actor: a small classifier that knows when to stay silent."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis.errors import ParallaxError
from analysis.measures import target_features

LABELS = ("negative", "neutral", "positive")
MODEL = Path(__file__).parents[1] / "lexicons" / "sentiment_model.npz"
MOST_WORDS = 250
_BATCH = 4096
_ENGLISH = frozenset(
    "the and of to that is for with his by from has have been were it this are be who he not but "
    "will would said they their she her had which about an as at on was in a".split()
)


class Model(NamedTuple):
    """Weights (features x classes), temperature and threshold of the shipped classifier."""

    weights: np.ndarray
    temperature: float
    threshold: float


@lru_cache(maxsize=1)
def load_model(path: Path = MODEL) -> Model:
    """Read the classifier; weights are stored as bytes with one scale."""
    with np.load(path, allow_pickle=False) as file:
        weights = file["weights"].astype(np.float32) * file["scale"]
        return Model(weights, float(file["temperature"]), float(file["threshold"]))


def polarity(mentions: pl.DataFrame) -> pl.DataFrame:
    """Classify the tone of each sentence toward its target.

    Softmax regression over `target_features`, calibrated by a temperature T:
    P(class) = softmax(w·x / T). label = the likeliest class; score = P(positive) -
    P(negative), from -1 to 1; confidence = the largest P. `abstained` where
    confidence is below the threshold chosen on NewsMTSC dev, or where `reason`
    says that the input cannot be judged (score 0 then).

    Reads sentence, start, end (the target's span, in code points of the sentence).
    One row of the result is the same row of the input.

    Source: trained on NewsMTSC (Hamborg & Donnay 2021); see lexicons/sentiment_model.md.

    >>> polarity(pl.DataFrame({"sentence": ["Critics condemned Roe as a corrupt liar."],
    ...     "start": [18], "end": [21]}))["label"].item()
    'negative'
    """
    for column in ("sentence", "start", "end"):
        if column not in mentions.columns:
            raise ParallaxError("mentions", f"column '{column}' is missing", f"add '{column}'")
    parts = [_polarity(part) for part in mentions.iter_slices(_BATCH)]
    return pl.concat(parts) if parts else _frame(np.empty((0, 3)), [])


def _polarity(mentions: pl.DataFrame) -> pl.DataFrame:
    rows = list(mentions.select("sentence", "start", "end").iter_rows())
    reasons = [_unfit(*row) for row in rows]
    contexts = (
        None if reason else target_features.context(*row)
        for row, reason in zip(rows, reasons, strict=True)
    )
    return _frame(_probabilities(contexts), reasons)


def _probabilities(contexts: Iterable[target_features.Context | None]) -> np.ndarray:
    model = load_model()
    sets = [index(target_features.features(c)) if c else np.empty(0, int) for c in contexts]
    logits = np.array([model.weights[s].sum(0) / max(1, len(s)) ** 0.5 for s in sets])
    return softmax(logits.reshape(-1, 3) / model.temperature)


def index(features: Iterable[str]) -> np.ndarray:
    """Hash features to rows of the weights (feature hashing, Weinberger et al. 2009)."""
    return np.array([zlib.crc32(f.encode()) & (2**18 - 1) for f in sorted(features)], int)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Turn rows of logits into rows of probabilities."""
    powers = np.exp(logits - logits.max(1, keepdims=True, initial=-1e30))
    return powers / powers.sum(1, keepdims=True)


def _frame(probabilities: np.ndarray, reasons: list[str | None]) -> pl.DataFrame:
    """Lay out probabilities as the result of `polarity`."""
    unfit = np.array([reason is not None for reason in reasons], bool)
    best = np.where(unfit, 1, probabilities.argmax(1)) if len(unfit) else np.empty(0, int)
    confidence = np.where(unfit, 0.0, probabilities.max(1, initial=0))
    unsure = confidence < load_model().threshold
    return pl.DataFrame(
        {
            "label": pl.Series([LABELS[i] for i in best], dtype=pl.String),
            "score": np.where(unfit, 0.0, probabilities[:, 2] - probabilities[:, 0]),
            "confidence": confidence,
            "abstained": unfit | unsure,
            "reason": pl.Series(
                [r or ("unsure" if u else None) for r, u in zip(reasons, unsure, strict=True)],
                dtype=pl.String,
            ),
        }
    )


def _unfit(sentence: str | None, start: int | None, end: int | None) -> str | None:
    """Say why a target cannot be judged, or None."""
    if not sentence or not sentence.strip():
        return "empty sentence"
    if start is None or end is None or not 0 <= start < end <= len(sentence):
        return "target outside the sentence"
    if len(sentence) > 20 * MOST_WORDS or len(words := sentence.lower().split()) > MOST_WORDS:
        return f"more than {MOST_WORDS} words"
    if len(words) >= 8 and not _ENGLISH.intersection(words):
        return "not English"
    return None
