"""Tone toward an actor, by voice, from a small classifier that knows when to stay silent."""

from analysis.measures.tone.toward import (
    LABELS,
    MEASURE,
    UNSURE,
    Classifier,
    explain,
    judged,
    polarity,
    toward,
)

__all__ = [
    "LABELS",
    "MEASURE",
    "UNSURE",
    "Classifier",
    "explain",
    "judged",
    "polarity",
    "toward",
]
