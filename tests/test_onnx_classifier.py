"""A user's own ONNX model behind `polarity`; the model is made here."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.errors import ParallaxError
from analysis.measures import sentiment
from analysis.measures.onnx_classifier import classifier

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

ROWS = pl.DataFrame(
    {"sentence": ["Roe lied.", "Roe won.", ""], "start": [0, 0, 0], "end": [3, 3, 0]}
)


def counts(rows):
    """Two features: does the sentence hold "lied", does it hold "won"?"""
    return {"x": np.array([["lied" in s, "won" in s] for s, _, _ in rows], np.float32)}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """scores = x · W: "lied" is negative, "won" is positive; order positive, neutral, negative."""
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    weights = helper.make_tensor("w", kind, [2, 3], [-2, 0, 2, 3, 0, -3])
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "tone",
        [helper.make_tensor_value_info("x", kind, [None, 2])],
        [helper.make_tensor_value_info("y", kind, [None, 3])],
        [weights],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path = tmp_path / "tone.onnx"
    onnx.save(made, str(path))
    return path


def test_the_users_model_decides(model):
    own = classifier(model, counts, order=("positive", "neutral", "negative"))
    found = sentiment.polarity(ROWS, classifier=own)
    assert found["label"].to_list() == ["negative", "positive", "neutral"]
    powers = np.exp([2, 0, -2])
    assert found["score"][0] == pytest.approx((powers[2] - powers[0]) / powers.sum())
    assert found["reason"][2] == "empty sentence"


def test_a_wrong_model_is_named(model, tmp_path):
    with pytest.raises(ParallaxError, match="no such file"):
        classifier(tmp_path / "none.onnx", counts)
    (tmp_path / "bad.onnx").write_bytes(b"no model")
    with pytest.raises(ParallaxError, match="is no ONNX model"):
        classifier(tmp_path / "bad.onnx", counts)
    with pytest.raises(ParallaxError, match="name negative, neutral and positive once"):
        classifier(model, counts, order=("good", "bad", "none"))
    with pytest.raises(ParallaxError, match="three scores per target"):
        classifier(model, lambda rows: {"x": np.zeros((1, 2), np.float32)})([("a", 0, 1)] * 2)
