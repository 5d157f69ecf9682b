"""The shipped classifier: a small recurrent network, in plain numpy.

Word vectors and the place of each word relative to the target run through two layers of
gated recurrent units, each in both directions (Cho et al. 2014). What the second holds at
the target, its mean weighted by attention and its maximum over the words decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from analysis.measures.target_features import SPECIAL, Context

MODEL = Path(__file__).parents[1] / "lexicons" / "sentiment_model.npz"
LAYERS = 2
_BATCH = 256
Weights = dict[str, np.ndarray]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the network; matrices are stored as bytes with a scale for each row."""
    with np.load(MODEL, allow_pickle=False) as file:
        return {
            name: file[name] * file["scale:" + name] if "scale:" + name in file else file[name]
            for name in file.files
            if not name.startswith("scale:")
        }


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, int]:
    """Return the number of each known word."""
    words = weights()["vocabulary"].tobytes().decode().split("\n")
    return {word: i for i, word in enumerate(words, len(SPECIAL))}


def threshold() -> float:
    """Return the confidence below which the classifier abstains."""
    return float(weights()["threshold"])


def probabilities(contexts: Sequence[Context]) -> np.ndarray:
    """Return calibrated probabilities, one row per context: negative, neutral, positive."""
    return softmax(logits(contexts) / weights()["temperature"])


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn rows of scores into rows of probabilities."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def logits(contexts: Sequence[Context]) -> np.ndarray:
    """Return one row of three scores per context: negative, neutral, positive."""
    result = np.zeros((len(contexts), 3), np.float32)
    # Sentences of like length share a batch, so that little is padding.
    order = np.argsort([len(c.words) for c in contexts], kind="stable")
    for rows in np.array_split(order, -(-len(order) // _BATCH) or 1):
        if len(rows):
            result[rows] = _forward([contexts[i] for i in rows], weights())
    return result


def places(offsets: np.ndarray) -> np.ndarray:
    """Number the signed distance from the target: each up to 6, then ever wider steps."""
    distance = np.abs(offsets)
    step = np.where(distance <= 6, distance, 7 + np.searchsorted([9, 14, 22], distance))
    return np.where(offsets < 0, step + 10, step)


def _forward(contexts: Sequence[Context], w: Weights) -> np.ndarray:
    words, targets, kinds = padded(contexts)
    known = words > 0
    place = w["place"][places(np.arange(words.shape[1]) - targets[:, None])]
    states = np.concatenate([w["word"][words], place], 2)
    for layer in range(LAYERS):
        states = _recurrent(states, known, w, layer)
    kind = w["kind"][kinds]
    at_target = states[np.arange(len(states)), targets]
    query = np.concatenate([at_target, kind], 1) @ w["query"].T
    keys = np.concatenate([states, place], 2) @ w["key"].T + w["key_bias"]
    attention = np.tanh(keys + query[:, None]) @ w["attention"]
    attention = np.exp(attention - attention.max(1, keepdims=True)) * known
    attention /= attention.sum(1, keepdims=True)
    mean = (attention[..., None] * states).sum(1)
    peak = np.where(known[..., None], states, -np.inf).max(1)
    hidden = np.concatenate([at_target, mean, peak, kind], 1) @ w["hidden"].T + w["hidden_bias"]
    return np.maximum(hidden, 0) @ w["out"].T + w["out_bias"]


def padded(contexts: Sequence[Context]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stack contexts into one array of word numbers, with the targets' places and kinds."""
    words = np.zeros((len(contexts), max(len(c.words) for c in contexts)), np.int64)
    for row, c in enumerate(contexts):
        words[row, : len(c.words)] = c.words
    return words, np.array([c.target for c in contexts]), np.array([c.kind for c in contexts])


def _recurrent(inputs: np.ndarray, known: np.ndarray, w: Weights, layer: int) -> np.ndarray:
    """Run one layer in both directions; padding leaves the state at zero."""
    n, length, _ = inputs.shape
    both = []
    ways = ("forward", range(length)), ("backward", range(length - 1, -1, -1))
    for way, steps in ((f"{name}_{layer}", steps) for name, steps in ways):
        gates = inputs @ w[way + "_input"].T + w[way + "_input_bias"]
        states = np.zeros((n, length, w[way + "_state"].shape[1]), np.float32)
        state = states[:, 0]
        for step in steps:
            state = _gru(gates[:, step], state, w[way + "_state"], w[way + "_state_bias"])
            state *= known[:, step, None]
            states[:, step] = state
        both.append(states)
    return np.concatenate(both, 2)


def _gru(gates: np.ndarray, state: np.ndarray, matrix: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """One step of a gated recurrent unit: reset r, update z, candidate c."""
    size = state.shape[1]
    own = state @ matrix.T + bias
    r, z = np.split(_sigmoid(gates[:, : 2 * size] + own[:, : 2 * size]), 2, axis=1)
    c = np.tanh(gates[:, 2 * size :] + r * own[:, 2 * size :])
    return (1 - z) * c + z * state


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))
