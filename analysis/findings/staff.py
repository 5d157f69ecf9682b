"""Who asks, hosts or writes for a paper, or has no name of his own: no person of the story."""

from __future__ import annotations

import re
from functools import cache

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
_BEFORE = re.compile(
    rf"{_TOLD}\s(?:the\s)?{_OWNED}\s(?:[\w“”\"-]+\s){{0,4}}?$|(?i:\b(?:{_ASKS}))\s$"
)
_AFTER = re.compile(
    rf"(?:,|,? (?:who )?(?:is|was))\s(?:{_BETWEEN}\s){{0,6}}(?:{_ASKS})\b| (?:co-)?hosts\b"
    r"|,[^()\n]{1,60}\): "  # "jroe (Jane Roe, analyst): …" in a chat
    # "“…,” Jane Roe reports."
    r"|(?:,? and [A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,2})? reports?[.:](?=\s)"
)
_COLLEAGUE = re.compile(r"\bour (?:former )?colleagues? (?:[A-Z][\w.’'-]*,? (?:and )?)*$")
_NO_NAME = re.compile(  # soon behind it: "He gave a pseudonym"
    r"[^\n]{0,120}?\b(?:pseudonym|not (?:his|her|their) real name|name (?:has|had) been changed)"
)
_SIGNS = re.compile(r"\b(?:[Ff]ollow|[Cc]ontact|[Ee]-?mail) $")  # "Follow Jane Roe on Twitter"
_BESIDE = 300  # characters: more than the words that may stand between


def is_staff(event: Event, name: str, outlet: str) -> bool:
    """Whether a text shows that somebody is of a paper: "told the Gazette's Jane Roe"; or nobody's.

    The name stands behind the outlet's own, behind whom somebody told something, or beside
    "host", "anchor", "columnist" and the like.
    """
    own = _owned(event.outlets[outlet])
    for text in event.printed.values():
        for found in re.finditer(rf"{re.escape(name)}(?!\w)", text):
            before = text[max(0, found.start() - _BESIDE) : found.start()]
            after = text[found.end() : found.end() + _BESIDE]
            if (
                _SIGNS.search(before)
                or _COLLEAGUE.search(before)
                or _NO_NAME.match(after)
                or own.search(before)
                or _BEFORE.search(before)
                or _AFTER.match(after)
            ):
                return True
    return False


@cache
def _owned(outlet: str) -> re.Pattern[str]:
    """What leads from an outlet's name to one of its people: "the Gazette's political editor"."""
    paper = re.sub(r"\s*\(.*?\)", "", outlet).strip()
    words = {paper, paper.split()[0], paper.split()[-1]} - {"The", "News"}
    own = "|".join(re.escape(word) for word in sorted(words))
    titled = (
        r"(?:[A-Z][\w-]*\s){0,4}?(?:Analyst|Correspondent|Contributor|Editor|Host|Anchor|Reporter)"
    )
    return re.compile(
        rf"\b(?:{own})(?:[’'](?:s\b)?\s(?:[\w-]+\s){{0,5}}?|\s(?:News\s)?{titled}\s)$"
    )
