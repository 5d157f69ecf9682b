"""Who does what to whom: the verbs of a text with their agents and patients."""

from analysis.measures.roles.extraction import extract

__all__ = ["extract"]
