"""In which sense a verb stands: a report, or showing, phoning, silence, a guess at what one might say."""

from __future__ import annotations

import re
from functools import cache

from analysis.reading.cues import PLACEHOLDERS, Article, Cue, Span, read_lexicon
from analysis.reading.complements import Complement

_CLAUSES = frozenset(["that", "clause", "wh"])
_DEFAULT = {
    "speech": _CLAUSES,
    "thought": frozenset(["that", "clause"]),
    "naming": frozenset(["that"]),
}


@cache
def senses() -> dict[str, frozenset[str]]:
    """Read the lexicon: lemma → the kinds of content that make it a report."""
    rows = read_lexicon("reporting_senses")
    return {row["lemma"]: frozenset(row["takes"].split()) for row in rows}


def takes(cue: Cue, complement: Complement) -> bool:
    """Whether this content after this verb is reported speech."""
    kinds = senses().get(cue.lemma) or _DEFAULT.get(cue.use, frozenset())
    if complement.kind == "quoted":
        return bool(kinds & _CLAUSES) or "object" in kinds
    return complement.kind in kinds


_SILENT = re.compile(
    r"(?:\b(?:not|never|neither|nor|without|hardly|barely|cannot)|n[’']t)"
    r"(?:\s+(?:\w+ly|yet|even|immediately|return\w*|or|to|also|been))*\s*$|"
    r"\b(?:declin|refus|fail)(?:ed|es|e|ing|s)?\s+(?:\w+ly\s+)?to\s+(?:\w+ly\s+)?$"
)
_MAYBE = re.compile(r"\b(?:might|may|could|should|can|must|if (?:he|she|they|it|you))(?:\s+\w+ly)?\s*$")
_NOBODY = frozenset(
    "i we you one anyone nobody no-one everyone somebody someone me us who what".split()  # noqa: SIM905
)
_IF = re.compile(r"(?:^|\s)(?:if|unless|whether)\s+$", re.I)


def reports(article: Article, cue: Cue) -> bool:
    """Whether the words before a verb let it report: no silence and no mere possibility."""
    before = article.masked[max(0, cue.start - 40) : cue.start]
    if cue.use != "thought" and _SILENT.search(before):
        return False
    return not _MAYBE.search(before)


def somebody(article: Article, source: Span) -> bool:
    """Whether a source is a third party: not the writer, the reader or whoever it may be."""
    words = article.masked[source.start : source.end].strip()
    if not words or words[0] in PLACEHOLDERS:
        return False
    first = words.split()[0].lower().strip(".,’'")
    if " " not in words.strip() and first in _NOBODY:
        return False
    if first in ("you", "i", "we", "i’m", "no"):
        return False
    return not _IF.search(article.masked[max(0, source.start - 12) : source.start])
