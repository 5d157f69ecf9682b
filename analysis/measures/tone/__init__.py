"""Tone toward an actor, by voice, from a small classifier that knows when to stay silent."""

from analysis.measures.tone.side_by_side import side_by_side
from analysis.measures.tone.toward import (
    LABELS,
    LEAST,
    MEASURE,
    UNSURE,
    Classifier,
    explain,
    judged,
    judgements,
    polarity,
    toward,
)

__all__ = [
    "LABELS",
    "LEAST",
    "MEASURE",
    "UNSURE",
    "Classifier",
    "explain",
    "judged",
    "judgements",
    "polarity",
    "side_by_side",
    "toward",
]
