"""Readability: textstat's scores for many texts, with what they count and how sure they are."""

from analysis.measures.readability.scores import (
    COUNTS,
    HEADLINE,
    SAMPLE,
    measures,
    ranges,
    scores,
    sentence_lengths,
)

__all__ = ["COUNTS", "HEADLINE", "SAMPLE", "measures", "ranges", "scores", "sentence_lengths"]
