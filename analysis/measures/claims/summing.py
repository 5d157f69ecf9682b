"""Whether one of two sums may be a part of the other, so that both can be true."""

from __future__ import annotations

import re

_SUM = re.compile(r"[$£€¥]|\b(?:dollars?|pounds?|euros?)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:also|another|an? (?:additional|further|extra|separate|second))\b", re.IGNORECASE
)
_GIVEN = re.compile(r"\b(?:has|have|had|is|are|was|were) (?:been |being )?\w+(?:ed|en)\b")
_GIVER = re.compile(r"\bby\b")


def may_be_part(here: tuple[str, str], there: tuple[str, str]) -> bool:
    """Whether one sum may be a part of the other: "also offers", or a giver on one side only.

    Each side is a passage and the value in it. Where both sides say "also", or neither names
    who gives, the sums are of one kind and contradict each other.

    >>> may_be_part(("The club also offers $25", "$25"), ("The club offers $75", "$75"))
    True
    >>> may_be_part(("The club offers $25", "$25"), ("The club offers $75", "$75"))
    False
    """
    places = [(text, text.find(value)) for text, value in (here, there)]
    sums = (here[1], there[1], *(text[max(0, at - 1) : max(0, at)] for text, at in places))
    if not any(map(_SUM.search, sums)):
        return False
    more = [bool(_MORE.search(text[:at])) for text, at in places]
    nobody = [bool(_GIVEN.search(text)) and not _GIVER.search(text) for text, _ in (here, there)]
    return more[0] != more[1] or nobody[0] != nobody[1]
