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

from analysis.measures.tone.context import SPECIAL, Context

MODEL = Path(__file__).with_name("sentiment_model.npz")
LAYERS = 2

# So few that every matrix product stays below the size at which OpenBLAS wakes its threads:
# waiting for them costs more than they save, above all where the cores are busy.
_BATCH = 32
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
    """Scores of one batch; arrays are steps x targets x features."""
    words, targets, kinds = padded(contexts)
    words = words.T
    known = words > 0
    place = w["place"][places(np.arange(len(words))[:, None] - targets)]
    states = np.concatenate([w["word"][words], place], 2)
    for layer in range(LAYERS):
        states = _recurrent(states, known, w, layer)
    kind = w["kind"][kinds]
    at_target = states[targets, np.arange(len(targets))]
    query = _linear(w["query"], at_target, kind)
    keys = _linear(w["key"], states, place) + w["key_bias"]
    attention = np.tanh(keys + query) @ w["attention"]
    attention = np.exp(attention - attention.max(0)) * known
    attention /= attention.sum(0)
    mean = (attention[..., None] * states).sum(0)
    peak = np.where(known[..., None], states, -np.inf).max(0)
    hidden = _linear(w["hidden"], at_target, mean, peak, kind) + w["hidden_bias"]
    return np.maximum(hidden, 0) @ w["out"].T + w["out_bias"]


def _linear(matrix: np.ndarray, *parts: np.ndarray) -> np.ndarray:
    """The parts, side by side, times the matrix transposed; part by part, to stay small."""
    edges = np.cumsum([part.shape[-1] for part in parts])[:-1]
    columns = np.split(matrix, edges, axis=1)
    products = [part @ column.T for part, column in zip(parts, columns, strict=True)]
    return np.sum(products, axis=0)


def padded(contexts: Sequence[Context]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stack contexts into one array of word numbers, with the targets' places and kinds."""
    words = np.zeros((len(contexts), max(len(c.words) for c in contexts)), np.int64)
    for row, c in enumerate(contexts):
        words[row, : len(c.words)] = c.words
    return words, np.array([c.target for c in contexts]), np.array([c.kind for c in contexts])


def _recurrent(inputs: np.ndarray, known: np.ndarray, w: Weights, layer: int) -> np.ndarray:
    """Run one layer in both directions; padding leaves the state at zero."""
    steps = range(len(inputs))
    both = []
    for way, order in ((f"forward_{layer}", steps), (f"backward_{layer}", steps[::-1])):
        matrix, bias = _gates(w, way + "_input")
        gates = inputs[:, None] @ matrix + bias
        matrix, bias = _gates(w, way + "_state")
        states = np.zeros((*known.shape, matrix.shape[2]), np.float32)
        state = states[0]
        for step in order:
            state = _gru(gates[step], state, matrix, bias) * known[step, :, None]
            states[step] = state
        both.append(states)
    return np.concatenate(both, 2)


def _gates(w: Weights, name: str) -> tuple[np.ndarray, np.ndarray]:
    """One matrix and one bias for each gate: reset, update, candidate."""
    stacked = w[name]
    by_gate = stacked.reshape(3, len(stacked) // 3, stacked.shape[1]).swapaxes(1, 2)
    return by_gate, w[name + "_bias"].reshape(3, 1, -1)


def _gru(gates: np.ndarray, state: np.ndarray, matrix: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """One step of a gated recurrent unit: reset r, update z, candidate c."""
    own = state @ matrix + bias
    r, z = _sigmoid(gates[:2] + own[:2])
    c = np.tanh(gates[2] + r * own[2])
    return (1 - z) * c + z * state


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))
