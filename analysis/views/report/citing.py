"""What event.toml states of the study, and how a report of it is cited."""

from __future__ import annotations

import hashlib

import analysis
from analysis.corpus import Corpus
from analysis.phrasing import listed

# key of event.toml's [event] → what it is called on the page
_DESIGN = {
    "question": "Research question",
    "sampling": "Sampling",
    "primary": "Primary measure",
}


def design(corpus: Corpus) -> list[tuple[str, str]]:
    """The research question, the sampling and the primary measure, where event.toml has them."""
    stated = [(label, corpus.event.get(key)) for key, label in _DESIGN.items()]
    return [(label, str(text)) for label, text in stated if text]


def citation(corpus: Corpus, title: str) -> str:
    """How to cite the report: title, event, version, fingerprint of the texts, licence, date.

    The date is the one that event.toml states as ``cited``, else the last day on which an
    article was published, else the event's: the same event gives the same report on any day.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> citation(corpus, "A summit").partition(" Texts:")[0]
    'Parallax 0.2.0: A summit. Report on the event “vostochny-2023” (13 September 2023).'
    """
    event = corpus.event
    days = corpus.articles["published"].drop_nulls().sort().to_list()
    day = event.get("cited") or (days[-1] if days else None) or event.get("date")
    dated = f" ({day.day} {day:%B %Y})" if day else ""
    named = f" on the event “{event['id']}”" if event.get("id") else ""
    n = len(corpus.articles)
    said = listed(corpus.articles["licence"].drop_nulls().unique(maintain_order=True))
    licence = event.get("licence") or (said if said != "none" else "of their publishers")
    return (
        f"Parallax {analysis.__version__}: {title}. Report{named}{dated}. Texts: "
        f"{n} article{'s' * (n != 1)}, SHA-256 {fingerprint(corpus)}; licence: {licence}."
    )


def fingerprint(corpus: Corpus) -> str:
    """The first digits of a hash over the texts' own, whatever the order of the articles."""
    hashes = "\n".join(sorted(corpus.articles["sha256"]))
    return hashlib.sha256(hashes.encode()).hexdigest()[:16]
