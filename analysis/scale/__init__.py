"""The same functions over a dataset of any size, on one machine or a Spark cluster.

``measure`` writes per-article tables into a folder, safe to interrupt, ``events`` which
articles are about the same event, ``statements`` who carries which statement of an event,
``claims`` who tells which claim of it, and where two contradict each other; ``read`` reads
the tables, ``verify`` checks them.
Nothing here imports Spark unless a Spark session is given.
"""

from analysis.scale.aligned import claims, statements
from analysis.scale.event_groups import events
from analysis.scale.measuring import Summary, measure
from analysis.scale.parts import checksum, manifest, read, verify

__all__ = [
    "Summary",
    "checksum",
    "claims",
    "events",
    "manifest",
    "measure",
    "read",
    "statements",
    "verify",
]
