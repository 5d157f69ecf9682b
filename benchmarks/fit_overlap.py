"""Fit the pair model on the labelled BASIL pairs; write overlap_model.json.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/fit_overlap.py

Logistic regression by Newton's method with an L2 penalty, in two passes: first the model
that reads wording and speakers, then, with every pair of the event scored by it, the
model that also reads the context. benchmarks/overlap.py scores the same fit on events left out.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from labelled import Event, Large, events, large, read_through

from analysis.measures import overlap
from analysis.measures.overlap import occasions, sureness
from analysis.measures.overlap.features import read
from analysis.measures.overlap.pairs import Model, describe
from analysis.measures.overlap.statements import group_clauses

MODEL = Path(overlap.__file__).with_name("overlap_model.json")
THRESHOLD = 0.4  # the best F1 of the pairs that the fit sees, of .3, .35 … .5
LINK = 0.15  # the most precise within .01 of the best B³ F of the large events that the fit sees
PENALTY = 0.3  # least log loss in cross-validation, of 0.1, 0.3, 1, 3
WORDING = [
    "containment",
    "jaccard",
    "evidence",
    "bigrams",
    "speaker_same",
    "speaker_other",
    "number_conflict",
    "negation_conflict",
    "telling",
    "phrase",
    "marked",
    "reported",
    "crowd",
]
CONTEXT = [*WORDING, "neighbour", "ambiguity"]
SURE = [
    "odds",
    "phrase",
    "speaker_other",
    "reported",
    "opening_differs",
    "in_common",
]
BAR = 0.8  # of .5, .6, .7, .75 … .9 the lowest that keeps 94 of 100 clean, each event left out
_SMALL = 0.5  # what a pair of a small event weighs: they were drawn for being hard
NOTHING: Model = {"wording": {"intercept": -1.0, "weights": {}}}


def values(
    found: list[Event], crowds: list[Large], model: Model
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The features of all labelled pairs, each seen within its event, and their labels.

    Of a large event they are all pairs worth scoring and those marked as the same.
    """
    parts, labels = [], []
    for event in found:
        if len(event.a):
            side = read(event.clauses)
            low, high = np.minimum(event.a, event.b), np.maximum(event.a, event.b)
            a, b, features = describe(side, model, (low, high))
            at = np.searchsorted(a * side.size + b, low * side.size + high)
            parts.append({name: column[at] for name, column in features.items()})
            labels.append(event.same)
    for crowd in crowds:
        side = read(crowd.clauses)
        a, b, features = describe(side, model, crowd.same())
        apart = side.article[a] != side.article[b]
        parts.append({name: column[apart] for name, column in features.items()})
        labels.append(crowd.pairs(a, b)[apart])
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return columns, np.concatenate(labels).astype(float)


def logistic(
    columns: dict[str, np.ndarray],
    y: np.ndarray,
    names: list[str],
    weight: np.ndarray | float = 1.0,
) -> dict:
    """Weights that minimise the penalised log loss; the intercept is not penalised."""
    x = np.column_stack([np.ones(len(y)), *(columns[name] for name in names)])
    penalty = np.diag([1e-6] + [PENALTY] * len(names))
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, x.T @ (weight * (p - y)) + penalty @ w)
    weights = {name: round(float(v), 4) for name, v in zip(names, w[1:], strict=True)}
    return {"intercept": round(float(w[0]), 4), "weights": weights}


def surely(event: Event | Large) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The evidence of the pairs that stand in one statement and are labelled, and their labels.

    Only clauses that tell of an utterance are read: the others never count.
    """
    cut, grouped = event.clauses, group_clauses(event.clauses)
    told = occasions.read(cut, event.articles, event.quotes, dict.fromkeys(cut["article_id"], "en"))
    a, b = sureness.pairs_within(grouped.number, told.article)
    columns = sureness.evidence(grouped.side, grouped.scored, told, grouped.number, a, b)
    label = np.where(told.uttered[a] & told.uttered[b], event.told(a, b), np.nan)
    known = ~np.isnan(label)
    return {name: column[known] for name, column in columns.items()}, label[known]


def fit_sure(found: list[Event], crowds: list[Large]) -> dict:
    """The weights of how sure a pair within a statement is, with the bar."""
    parts = [(*surely(event), _SMALL) for event in found]
    parts += [(*surely(event), 1.0) for event in crowds]
    columns = {name: np.concatenate([part[name] for part, *_ in parts]) for name in SURE}
    weight = np.concatenate([np.full(len(same), each) for _, same, each in parts])
    same = np.concatenate([same for _, same, _ in parts])
    return logistic(columns, same, SURE, weight) | {"bar": BAR}


def fit(found: list[Event], crowds: list[Large]) -> dict:
    model: dict = {"version": "0.6.0", "threshold": THRESHOLD, "link": LINK}
    model["wording"] = logistic(*values(found, crowds, NOTHING), WORDING)
    model["context"] = logistic(*values(found, crowds, model), CONTEXT)
    return model


def main() -> None:
    found, crowds = events(), large()
    model = fit(found, crowds)
    model["sure"] = fit_sure(found, [*crowds, *read_through("fitted")])
    MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(f"{MODEL.name}: fitted on {sum(len(event.a) for event in found)} pairs")


if __name__ == "__main__":
    main()
