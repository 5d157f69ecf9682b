"""Fit the model of what an article tells on the coded claims; write claims_model.json.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/fit_claims.py

Logistic regression with an L2 penalty over six features. benchmarks/claims.py scores the
same fit on the events left out in turn.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from claimed import Event, events, most

from analysis.measures.claims import likeness, telling
from analysis.measures.claims.asserting import propositions

MODEL = Path(telling.__file__).with_name("claims_model.json")
PENALTY = 1.0
NOTHING = {"intercept": 0.0, "weights": {}, "told": 0.5}
TOLD = 0.5  # an article tells a claim where that is likelier than not
LEFT_OUT = 0.18  # below this it is left out: the few sure ones
LINK = 0.36  # the mean cosine from which propositions are one claim: read on the first event


def samples(event: Event) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels of one event's pairs, in the order of ``Event.pairs``.

    Where no proposition is cut from the coded passage, the features are NaN.
    """
    found = propositions(event.corpus)
    side = likeness.read(found, event.corpus.articles, event.corpus.quotes)
    told = telling.told(side, telling.pairs(side), NOTHING)
    order = found["article_id"].unique(maintain_order=True).to_list()
    place = {int(key): row for row, key in enumerate(told.key)}
    x, y = [], []
    for claim, a, b, label in event.pairs():
        row = most(claim["cells"][a]["spans"], a, found)
        values = dict.fromkeys(telling.NAMES, np.nan if row is None else 0.0)
        if row is not None:
            at = place.get(row * len(order) + order.index(b))
            there = np.array([order.index(b)])
            values["rarest"] = float(likeness.rarest(side, np.array([row]), there)[0])
            if at is not None:
                values = {name: float(told.values[name][at]) for name in telling.NAMES}
        x.append([values[name] for name in telling.NAMES])
        y.append(label)
    return np.array(x), np.array(y, float)


def fit(x: np.ndarray, y: np.ndarray) -> dict:
    """Weights that minimise the penalised log loss of standardised features."""
    kept = ~np.isnan(x).any(axis=1)
    x, y = x[kept], y[kept]
    mean, spread = x.mean(axis=0), x.std(axis=0)
    z = np.column_stack([np.ones(len(y)), (x - mean) / spread])
    penalty = np.diag([1e-6] + [PENALTY] * x.shape[1])
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + penalty
        w -= np.linalg.solve(hessian, z.T @ (p - y) + penalty @ w)
    weights = w[1:] / spread
    return {
        "version": "0.3.0",
        "intercept": round(float(w[0] - weights @ mean), 4),
        "weights": {n: round(float(v), 4) for n, v in zip(telling.NAMES, weights, strict=True)},
        "told": TOLD,
        "left_out": LEFT_OUT,
        "link": LINK,
    }


def main() -> None:
    parts = [samples(event) for event in events()]
    x, y = (np.concatenate(part) for part in zip(*parts, strict=True))
    MODEL.write_text(json.dumps(fit(x, y), indent=1) + "\n", encoding="utf-8")
    print(f"{MODEL.name}: fitted on {len(y)} pairs")


if __name__ == "__main__":
    main()
