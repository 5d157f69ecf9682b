"""A user's own tone classifier in ONNX, in place of the shipped one (`parallax-news[onnx]`)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import ParallaxError
from analysis.measures.tone_network import softmax

Rows = Sequence[tuple[str, int, int]]
Encoder = Callable[[Rows], dict[str, np.ndarray]]


def classifier(
    path: str | Path, encode: Encoder, *, order: Sequence[str] = ("negative", "neutral", "positive")
) -> Callable[[Rows], np.ndarray]:
    """Load an ONNX model as the `classifier` that `sentiment.polarity` takes.

    `encode` turns rows of (sentence, start, end) into the model's named inputs, as the
    model's tokenizer does. The model's first output holds one row of three scores
    (logits) per target, in the given order of classes. The result gives probabilities,
    one row per target: negative, neutral, positive.

    Raises ParallaxError where onnxruntime or the file is missing, the file is no ONNX
    model, or the output has another shape.
    """
    try:
        onnxruntime: Any = importlib.import_module("onnxruntime")
    except ImportError as error:
        raise ParallaxError(
            "onnx_classifier", "onnxruntime is not installed", "pip install parallax-news[onnx]"
        ) from error
    if not Path(path).is_file():
        raise ParallaxError(str(path), "no such file", "give the path of a .onnx file")
    if sorted(order) != ["negative", "neutral", "positive"]:
        raise ParallaxError(
            "onnx_classifier", f"order is {list(order)}", "name negative, neutral and positive once"
        )
    try:
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own, unrelated types
        raise ParallaxError(
            str(path), f"is no ONNX model ({error})", "export the model again"
        ) from error
    columns = [list(order).index(label) for label in ("negative", "neutral", "positive")]

    def classify(rows: Rows) -> np.ndarray:
        scores = np.asarray(session.run(None, encode(rows))[0], float)
        if scores.shape != (len(rows), 3):
            raise ParallaxError(
                str(path),
                f"the output has shape {scores.shape} for {len(rows)} targets",
                "export a model with three scores per target",
            )
        return softmax(scores)[:, columns]

    return classify
