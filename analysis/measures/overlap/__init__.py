"""The same statement in other words: quotations aligned across outlets.

``clauses`` cuts quotations, ``pairs`` scores clause pairs, ``statements`` groups them
and says what each article makes of each statement, ``wording``, ``relations`` and
``divergence`` compare the words. ``copied`` finds what outlets share in their own words.
"""

from analysis.measures.overlap.clauses import clauses
from analysis.measures.overlap.copied import copied
from analysis.measures.overlap.corrected import corrected
from analysis.measures.overlap.pairs import pairs
from analysis.measures.overlap.statements import Statements, statements
from analysis.measures.overlap.wording import divergence, relations, wording

__all__ = [
    "Statements",
    "clauses",
    "copied",
    "corrected",
    "divergence",
    "pairs",
    "relations",
    "statements",
    "wording",
]
