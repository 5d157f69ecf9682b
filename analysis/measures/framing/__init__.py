"""How outlets frame an event: names, omissions, speakers, words and facts that set them apart."""

from analysis.measures.framing.coverage import concept_shares, coverage, unmatched, unmentioned
from analysis.measures.framing.facts import facts
from analysis.measures.framing.keyness import as_printed, keyness
from analysis.measures.framing.naming import naming
from analysis.measures.framing.placement import nearest, placement, statement_passages
from analysis.measures.framing.speaking import airtime, diversity, reporting_verbs

__all__ = [
    "airtime",
    "as_printed",
    "concept_shares",
    "coverage",
    "diversity",
    "facts",
    "keyness",
    "naming",
    "nearest",
    "placement",
    "reporting_verbs",
    "statement_passages",
    "unmatched",
    "unmentioned",
]
