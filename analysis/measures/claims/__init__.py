"""Claims: what happened, as each outlet tells it, and where outlets contradict each other.

``map`` says which article tells which claim, whoever voices it; ``conflicts`` lists the
points on which two outlets differ; ``read`` gives both at once, ``propositions`` what they
are made of; ``distinct`` lists what only one outlet tells, or all but one.
"""

from __future__ import annotations

from analysis.measures.claims.asserting import propositions
from analysis.measures.claims.mapping import Claims, conflicts, read
from analysis.measures.claims.mapping import claim_map as map
from analysis.measures.claims.reach import distinct

__all__ = ["Claims", "conflicts", "distinct", "map", "propositions", "read"]
