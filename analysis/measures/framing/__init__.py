"""How outlets frame an event: names, omissions, speakers, words and facts that set them apart."""

from analysis.measures.framing.acting import acting
from analysis.measures.framing.coverage import concept_shares, coverage, unmatched, unmentioned
from analysis.measures.framing.descriptions import descriptions
from analysis.measures.framing.facts import facts, facts_carried
from analysis.measures.framing.facts_across import facts_across
from analysis.measures.framing.keyness import as_printed, keyness
from analysis.measures.framing.naming import naming
from analysis.measures.framing.placement import nearest, placement, statement_passages
from analysis.measures.framing.portrayal import portrayal
from analysis.measures.framing.roles import roles, verbs_by_actor
from analysis.measures.framing.speaking import airtime, diversity, reporting_verbs, sure_speakers

__all__ = [
    "acting",
    "airtime",
    "as_printed",
    "concept_shares",
    "coverage",
    "descriptions",
    "diversity",
    "facts",
    "facts_across",
    "facts_carried",
    "keyness",
    "naming",
    "nearest",
    "placement",
    "portrayal",
    "reporting_verbs",
    "roles",
    "statement_passages",
    "sure_speakers",
    "unmatched",
    "unmentioned",
    "verbs_by_actor",
]
