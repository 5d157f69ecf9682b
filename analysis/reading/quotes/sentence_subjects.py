"""The subject of a sentence: the first noun phrase that is no part of a lead-in.

And what a name looks like, which all rules share.
"""

from __future__ import annotations

import re

from analysis.reading.quotes.masking import CAPITALS, Span
from analysis.reading.quotes.names import is_somebody

# titles of three letters, written with a full stop
SHORT_TITLES = "Mrs Sen Rep Gov Gen Col Maj Sgt Adm Rev Pfc Cpl Spc Pvt Det".split()  # noqa: SIM905
# A capitalised word less its first letter: initials ("J.K."), a title with its full stop, others.
_REST = (
    r"(?:\.(?:[A-Z]\.)*|[\w’'-]*(?:(?<=\b(?:Mr|Ms|Dr|St|Lt|Jr|Fr))\.|"
    rf"(?<=\b(?:{'|'.join(SHORT_TITLES)}))\.|(?<=\b(?:Brig|Capt|Prof|Cmdr|Supt))\.)?)"
)
_LINK = "(?:of|de|van|von|bin|al|the|der|la|del|for) (?:the )?"
# The look-behind comes after the capital, where it costs nothing.
NAME = rf"[{CAPITALS}](?<!\w.){_REST}(?: (?:{_LINK}|[ae][ls]-)?[{CAPITALS}]{_REST})*"
LONGEST = 1000  # characters of a "sentence" that is worth reading: some texts have no stops
PAST = (
    "was|were|is|are|has|had|have|did|does|went|took|made|gave|came|got|told|said|says|wrote|spoke|"
    "stood|began|held|sent|drew|put|ran|saw|left|met|won|lost|kept|brought|thought|knew|felt|heard|"
    "set|cut|hit|led|rose|fell|threw|shot|struck|caught|sought|fought|broke|sat|[a-z]+ed"
)
SUBORDINATOR = "after|although|because|before|once|since|though|unless|until|when|where|while"
OPENER = re.compile(rf"\s*(?:{SUBORDINATOR})\s", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"\s*(?:In|On|At|During|After|Before|When|While|As|If|Since|Despite|Although|Though|With|By|For|"
    r"From|Even|Meanwhile|Still|And|But|Yet|Then|To|Of|Over|Through|Throughout|Amid|Within|Without|"
    r"Among|Under|Because|Once|Last|Later|Earlier|Also|However|Instead|[A-Z]\w+ing|[A-Z]\w+ed|"
    r"[A-Z]\w+ly)\b|(?:Now|Today|Yesterday|Tonight|Then|There|Here|So|Thus|Indeed|Perhaps|Again),|"
    r"[^,]{3,60}\b(?:ago|later|earlier|before|after|morning|afternoon|evening|night),"
)
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b"
_DETERMINED = r"(?:The|A|An|One|Another|Some|Many|Several|His|Her|Their|Its)(?: [\w’'-]+){1,2}"
_NAMED = rf"(?:(?:[Tt]he|[Aa]n?|His|Her|Their|One|Another) )?(?:[\w’'.-]+ ){{0,3}}?{NAME}"
_SUBJECT = re.compile(rf"\b(?:{PRONOUN}|{_NAMED}|{_DETERMINED})")


_DATELINE = re.compile(r"\s*[A-Z][A-Z][^a-z—–-]*(?:[A-Z][^—–\n]{0,40})?(?:—|–|--) ")


def sentence_subject(masked: str, low: int, high: int) -> Span | None:
    """The first noun phrase of a sentence that is not inside a lead-in ended by a comma."""
    high = min(high, low + LONGEST)
    if dateline := _DATELINE.match(masked, low, high):
        low = dateline.end()
    if _LEAD_IN.match(masked, low, high):
        comma = masked.find(",", low, high)
        found = _SUBJECT.search(masked, comma + 1, high) if comma >= 0 else None
        if found:
            return _whole(masked, found, high)
        if opener := OPENER.match(masked, low, high):
            low = opener.end()
    found = _SUBJECT.search(masked, low, high)
    return _whole(masked, found, high) if found else None


_GOES_ON = re.compile(
    rf"(?: (?!(?:{PAST}|and|or|but|in|on|at|of|to|for|with|by|from|as|who|that|which|when|while|"
    rf"after|before|because|if|not|never|also|may|might|can|could|will|would|should|must|the|an?|"
    rf"his|her|their|its|my|our|this|these|those|became|shook|become|becomes)\b)"
    rf"(?P<noun>[a-z][a-z-]+)){{1,3}}(?P<name> {NAME})?"
)


# "Kim administration", "Kim campaign": who speaks is not Kim
_BODY = re.compile(
    r" (?:administration|campaign|government|regime|team|transition|office|camp|family|"
    r"foundation)\b"
)


def _whole(masked: str, found: re.Match[str], high: int) -> Span:
    """A subject with the noun that a name in it belongs to: ``A New York nanny``, ``Kim’s aides``.

    And with the name after that: ``Former Treasury adviser Nora Quill``.
    """
    start, end = found.span()
    if body := _BODY.match(masked, end, high):
        return Span(start, body.end())
    more = (
        _GOES_ON.match(masked, end, min(high, end + 80)) if masked[end : end + 1] == " " else None
    )
    if more and (masked[end - 1].isalpha() or masked[end - 1] in "’'"):
        end = more.end() if is_somebody(more["noun"]) else end
    return Span(start, end)
