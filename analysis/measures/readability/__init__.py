"""Readability: textstat's scores for many texts, with what they count and how sure they are."""

from analysis.measures.readability.formulas import HEADLINE
from analysis.measures.readability.measures import SAMPLE, measures
from analysis.measures.readability.ranges import ranges
from analysis.measures.readability.scores import scores, sentence_lengths
from analysis.measures.readability.scoring import COUNTS

__all__ = ["COUNTS", "HEADLINE", "SAMPLE", "measures", "ranges", "scores", "sentence_lengths"]
