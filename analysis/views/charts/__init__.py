"""One function, one chart, one question; rows in, `alt.Chart` out.

Every row of a chart's data carries ``evidence``, the ids of the passages behind
the mark, and ``mark``, its number: a click selects the mark (parameter ``pick``),
and whoever shows the chart shows the passages. Titles are computed from the rows.
"""

from analysis.views.charts.chance import concept_share, keyness
from analysis.views.charts.claims import claim_map
from analysis.views.charts.days import first_map, over_days, revisions
from analysis.views.charts.dispersion import dispersion
from analysis.views.charts.frame import Chart, nothing
from analysis.views.charts.framing import naming_dots, omission_map
from analysis.views.charts.intervals import measure, sentence_lengths
from analysis.views.charts.places import fact_map, placement
from analysis.views.charts.portrayal import portrayal, roles
from analysis.views.charts.reading import provenance_strip
from analysis.views.charts.speech import airtime, speakers, statement_matrix
from analysis.views.charts.verbs import reporting_verbs
from analysis.views.charts.wordings import divergence, wording

__all__ = [
    "Chart",
    "airtime",
    "claim_map",
    "concept_share",
    "dispersion",
    "divergence",
    "fact_map",
    "first_map",
    "keyness",
    "measure",
    "naming_dots",
    "nothing",
    "omission_map",
    "over_days",
    "placement",
    "portrayal",
    "provenance_strip",
    "reporting_verbs",
    "revisions",
    "roles",
    "sentence_lengths",
    "speakers",
    "statement_matrix",
    "wording",
]
