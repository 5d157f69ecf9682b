"""Who asks, hosts or writes for a paper: no person of the story."""

from __future__ import annotations

import re

from analysis.findings.event import Event

_ASKS = (
    r"hosts?|co-hosts?|anchors?|correspondents?|moderators?|interviewers?|reporters?|columnists?|"
    r"journalists?|commentators?|contributors?|photographers?|editors?|producers?|pollsters?|"
    r"historians?|authors?"
)
_TOLD = (
    r"\b(?:told|tells?|telling|asked by|pressed by|interview with|interviewed by|spoke (?:to|with))"
)
# "Roe told reporters", "Roe, speaking to reporters": to whom one speaks is nothing that one is
_BETWEEN = r"(?!(?:to|with|by|told|tells|telling|asked)\b)[\w’'.-]+"
_OWNED = r"(?:[A-Z][\w.&’'-]*\s){0,3}[A-Z][\w.&-]*[’'](?:s\b)?"


def is_staff(event: Event, name: str, outlet: str) -> bool:
    """Whether a text shows that somebody is of a paper: "told the Gazette's Jane Roe".

    The name stands behind the outlet's own, behind whom somebody told something, or beside
    "host", "anchor", "columnist" and the like.
    """
    known = re.escape(name)
    paper = re.sub(r"\s*\(.*?\)", "", event.outlets[outlet]).strip()
    words = {paper, paper.split()[0], paper.split()[-1]} - {"The", "News"}
    own = "|".join(re.escape(word) for word in sorted(words))
    told = (
        rf"\b(?:{own})[’'](?:s\b)?\s(?:[\w-]+\s){{0,5}}?{known}\b",
        rf"{_TOLD}\s(?:the\s)?{_OWNED}\s(?:[\w“”\"-]+\s){{0,4}}?{known}\b",
        rf"(?i:\b(?:{_ASKS}))\s{known}\b",
        rf"{known}(?:,|,? (?:who )?(?:is|was))\s(?:{_BETWEEN}\s){{0,6}}(?:{_ASKS})\b",
        rf"{known} (?:co-)?hosts\b",
    )
    return any(re.search(pattern, text) for pattern in told for text in event.printed.values())
