"""Hand coding: schemes, samples, the answers' file, agreement, and the codebook of it all.

>>> import analysis as an
>>> corpus = an.load("corpus/vostochny-2023")
>>> drawn = an.coding.sample(corpus, an.coding.scheme("voice"), n=20)
>>> an.coding.tool_labels(corpus, drawn)["code"].unique().sort().to_list()
['own', 'quoted', 'reported']
"""

from analysis.coding.book import codebook as codebook
from analysis.coding.comparing import compare as compare
from analysis.coding.exchange import read_qdpx as read_qdpx
from analysis.coding.exchange import write_qdpx as write_qdpx
from analysis.coding.sampling import Sample as Sample
from analysis.coding.sampling import sample as sample
from analysis.coding.sampling import speakers as speakers
from analysis.coding.sampling import tool_labels as tool_labels
from analysis.coding.sampling import units as units
from analysis.coding.schemes import Scheme as Scheme
from analysis.coding.schemes import scheme as scheme
from analysis.coding.settling import disagreements as disagreements
from analysis.coding.settling import final as final
from analysis.coding.settling import settle as settle
from analysis.coding.store import append as append
from analysis.coding.store import current as current
from analysis.coding.store import read as read
