"""The same statement in other words: quotations aligned across outlets.

``clauses`` cuts quotations, ``pairs`` scores clause pairs, ``statements`` groups them
and says what each article makes of each statement, ``wording``, ``relations`` and
``divergence`` compare the words.
"""

from analysis.measures.overlap.clauses import clauses
from analysis.measures.overlap.pairs import pairs
from analysis.measures.overlap.statements import Statements, statements
from analysis.measures.overlap.wording import divergence, relations, wording

__all__ = ["Statements", "clauses", "divergence", "pairs", "relations", "statements", "wording"]
