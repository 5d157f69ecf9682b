"""What follows a reporting verb: where its content begins, and of which kind it is.

Kinds: that; clause; loose (a verb stands there, its subject is long); wh (whether,
how …); to; ing; object (a noun phrase); quoted; a preposition ("for", "on" …); or
none. Which kinds make a verb's content reported speech stands in
languages/en/reporting_senses.csv.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.reading.quotes import phrases
from analysis.reading.quotes.masking import CAPITALS, INSIDE, PLACEHOLDERS


class Complement(NamedTuple):
    """The content's start and kind; ``hearer`` where somebody who is told stands before it."""

    start: int
    kind: str
    hearer: bool = False


_TIME = (
    rf"(?:(?:on |late |early |earlier |last |this |later )*{phrases.DAY}(?: (?:morning|afternoon|"
    r"evening|night))?|yesterday|today|tonight|earlier|later|recently|again|repeatedly|"
    r"(?:earlier |later )?(?:last|this|that) (?:week|month|year|day|morning|"
    r"afternoon|evening|night)|"
    r"in (?:\d{4}|[A-Z][a-z]+(?: \d{4})?|an? (?:\w+ ){0,2}?(?:statement|interview|tweet|speech|"
    r"letter|memo|email|report|post|press release|news release|news conference|briefing)"
    rf"(?: (?:with|to|on|from|by|for) (?:the )?(?:{phrases.NAME}|{phrases.DAY}|reporters))*)|"
    r"at (?:a|the) (?:\w+ ){0,2}?(?:briefing|conference|rally|hearing|meeting|debate)|"
    r"during (?:a|an|the) (?:\w+ ){0,2}?(?:\w+)(?= (?:that|he|she|they|it)\b)|"
    r"on (?:Twitter|Facebook|Instagram|television|TV|CNN|Fox News|MSNBC)|to (?:reporters|me|us)|"
    r"via \w+|(?!only|early|nearly|roughly|family|likely|elderly|daily|weekly)[a-z]+ly|also|then|"
    r"[a-z]+(?: \w+)? ago|for (?:years|months|weeks|the first time)|in (?:public|private|part))"
)
_ADJUNCTS = re.compile(rf"(?:\s+{_TIME}(?=[\s,]),?)+(?!\s*$)")
# "said in a letter to the mayor that …": whatever stands between, if no comma or verb of saying
_BEFORE_THAT = re.compile(
    rf"\s+(?:in|on|at|during|to|before|after|with|through|from|by|of)\s[^,.;:—{PLACEHOLDERS}]{{2,90}}?\s"
    r"(?=(?:that|whether)\s)"
)
_BEFORE_PRONOUN = re.compile(
    rf"\s+(?:in|on|at|during|after|before)\s(?:(?!said\b)[^\s,.;:—{PLACEHOLDERS}]+\s){{1,7}}?(?=(?:he|she|they|there)\s)"
)
_AUXILIARY = (
    "is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did|cannot|"
    "isn[’']t|aren[’']t|wasn[’']t|weren[’']t|hasn[’']t|haven[’']t|hadn[’']t|won[’']t|wouldn[’']t|"
    "can[’']t|couldn[’']t|shouldn[’']t|doesn[’']t|don[’']t|didn[’']t|ain[’']t"
)
_NOUN_PHRASE = (
    rf"(?:{phrases.NAME}|him|her|them|me|us|you|people|police|staff|reporters|voters|viewers|lawmakers|"
    r"(?:the|a|an|his|her|their|its|some|many|several|both|all|other|most) [\w’'.-]+"
    rf"(?: (?!(?:{_AUXILIARY}|to)\b)[\w’'.-]+){{0,5}}?|"
    r"(?:[a-z-]+ )?[a-z-]+s)"
)
_HEARER = re.compile(
    rf"\s+{_NOUN_PHRASE}(?:\s*(?:of|in|at|on|for|from|with|and|after|before|during|"
    rf"outside|following|near|inside)\s[^,.;:—{PLACEHOLDERS}]{{2,60}}?)??"
    rf"(?:\s+{_TIME})*\s*,?\s"
    r"(?=(?:that|to|if|whether|(?:he|she|they|it|there|we)(?:[’']\w+)?|why|how|what)\s)"
)
_HEARER_THEN_NOUN = re.compile(
    rf"\s+(?:{phrases.NAME}|him|her|them|me|us|reporters|(?:the|a|an|his|her|their) [\w’'.-]+)"
    rf"(?:\s+{_TIME})*\s*,?\s(?=(?:the|a|an|his|her|their|this|these|Mr|Mrs|Ms|[{CAPITALS}])[\w.]*\s)"
)
# "told the Courier, the town's only paper, that …"
_HEARER_APPOSED = re.compile(
    rf"\s+(?:the )?(?:[a-z-]+ )?{phrases.NAME}, (?:who|which|an?|the|its|his|her|their) "
    rf"[^,.;:{PLACEHOLDERS}]{{2,60}}, (?=[a-z])"
)
# "said, according to the agency, that …", with a space or, where a site lost it, without
_CREDITED = re.compile(
    rf",\s(?:according to|as reported by)\s(?:the )?[{CAPITALS}][^,.;:]{{1,40}}?"
    r"(?:,\s|\s?(?=that\s))"
)
# "said on the radio, where he is a guest, that …"
_ASIDE = re.compile(r",?\s(?:where|when|who|which)\s[^,;.]{3,80},\s(?=that\s)")
_IRREGULAR = (
    "chose|chosen|flew|grew|hid|rode|rang|sang|sank|slept|spent|stole|swore|taught|tore|wore|woke|"
    "bought|built|bred|dealt|fed|fled|forgot|froze|hung|laid|lent|meant|paid|shook|shone|shrank|"
    "slid|spun|stuck|stung|swept|swung|understood|withdrew|overcame|undertook|forgave|drove|drank|"
    "ate|blew|bore|dug|slew|leapt|sold|sprang|wrung|heard|backed"
)
# A word's start first and what stands before it second: half the time of the other order.
FINITE = re.compile(
    rf"\b(?=[a-z])(?<!-)(?<!\bwho )(?<!\bthat )(?<!\bwhich )(?<!\bto )(?:{_AUXILIARY}|"
    rf"(?:{_IRREGULAR}|went|took|made|gave|came|got|told|said|says|wrote|spoke|stood|began|held|sent|drew|put|ran|"
    r"saw|left|met|won|lost|kept|brought|thought|knew|felt|heard|led|rose|fell|threw|shot|struck|found|"
    r"caught|sought|fought|broke|became|become|becomes|remains?|seems?|needs?|wants?|deserves?|"
    r"makes?|takes?|gives?|goes|gets|comes?|keeps?|believes?|thinks?|knows?|looks?|means?|shows?|"
    r"works?|supports?|opposes?|faces?|plans?|helps?|hopes?|feels?|lacks?|owes?|let|lets|allows?|"
    r"requires?|represents?|includes?|contains?|exists?|matters?|belongs?|poses?|threatens?)|"
    r"(?<!\ba )(?<!\bthe )(?<!\ban )[a-z]{2,}ed)\b(?![\w-])|"
    r"\w[’'](?:s|re|ve|ll|d)\s(?:not|a|the|going|\w+ing)\b"
)
# "the first phase is …": a subject of a few words and its verb, nothing between that may relate
_TIGHT = re.compile(
    rf"(?:(?!who\b|which\b|that\b|with\b|from\b|by\b|as\b)[^\s,;:—{PLACEHOLDERS}]+\s){{1,5}}?(?:\w+ly\s)?"
    rf"(?:(?:{_AUXILIARY})\b|{FINITE.pattern})"
)
# what no demonstrative "that" stands before
_THAT = re.compile(
    rf"\s+(?:the|an?|this|these|those|his|her|their|its|he|she|they|it|we|there|in|if|while|after|"
    rf"[{CAPITALS}])(?:\b|(?<=[{CAPITALS}]))"
)
_PERSONAL = re.compile(r"(?:(?:he|she|they|we|I|there)\b(?:[’']\w+)?|(?:it|that)[’']\w+)\s")
_WORD = re.compile(r"[\w’'-]+")
_WH = frozenset(["whether", "if", "how", "why", "what"])
_PREPOSITIONS = frozenset(
    "for on of about against in at as with by from into over around to toward towards out up "  # noqa: SIM905
    "off back down through under".split()
)
_OTHER = frozenset(
    "when while after before during because since until unless though although who which "  # noqa: SIM905
    "where and or but so than then if".split()
)
_STOP = re.compile(r"[;:—–]|\s-\s|,\s(?=[^,]{2,60}\ssa(?:id|ys)\b)|,\s(?:and|but)\sI\s")


def complement(masked: str, start: int, end: int, *, told: bool) -> Complement | None:
    """Read what follows a verb that ends at ``start``; ``told``: the verb may name a hearer."""
    hearer = False
    if credited := _CREDITED.match(masked, start, end):
        start = credited.end()
    if adjuncts := _ADJUNCTS.match(masked, start, end):
        start = adjuncts.end()
    if (told and (match := _HEARER_APPOSED.match(masked, start, end))) or (
        told and (match := _HEARER.match(masked, start, end))
    ):
        start, hearer = match.end(), True
    elif match := _BEFORE_THAT.match(masked, start, end) or _BEFORE_PRONOUN.match(
        masked, start, end
    ):
        start = match.end()
    elif (
        told
        and (match := _HEARER_THEN_NOUN.match(masked, start, end))
        and has_verb(masked, match.end(), end)
    ):
        start, hearer = match.end(), True
    if adjuncts := _ADJUNCTS.match(masked, start - 1, end):
        start = adjuncts.end()
    if aside := _ASIDE.match(masked, start - 1, end):
        start = aside.end()
    start += len(masked[start:end]) - len(masked[start:end].lstrip(" ,:\xa0"))
    kind = _kind(masked, start, end)
    return Complement(start, kind, hearer) if kind else None


def _kind(masked: str, start: int, end: int) -> str | None:
    """The kind of what begins at ``start``."""
    if start >= end:
        return None
    if masked[start] in PLACEHOLDERS:
        return "quoted"
    match = _WORD.match(masked, start, end)
    if not match:
        return "object" if masked[start] in "$£€(" and has_verb(masked, start, end) else None
    word = match[0].lower()
    if word == "that":
        plain = _THAT.match(masked, match.end(), end) or has_verb(masked, match.end(), end)
        return "that" if plain else "object"
    if word in _WH:
        return "wh"
    if word == "to":
        return "to"
    if word in _PREPOSITIONS:
        following = has_verb(masked, match.end(), end) and word in ("in", "at", "with", "for")
        comma = masked.find(", ", match.end(), match.end() + 60)
        if following and 0 < comma < end:
            return "clause"
        return word
    if word in ("if", "when", "while", "since", "because", "although", "though", "after", "before"):
        comma = masked.find(", ", match.end(), end)
        return "clause" if comma > 0 and has_verb(masked, comma, end) else None
    if word in _OTHER:
        return None
    if _PERSONAL.match(masked, start, end):
        return "clause"
    if word.endswith("ing") and word not in ("nothing", "something", "anything", "everything"):
        return "clause" if has_verb(masked, match.end(), min(end, start + 60)) else "ing"
    if not has_verb(masked, match.end(), end):
        return "object"
    return "clause" if _TIGHT.match(masked, start, end) else "loose"


def has_verb(masked: str, start: int, end: int, *, whole: bool = False) -> bool:
    """Whether a finite verb, or a quotation that may hold one, stands before the clause's stop.

    ``whole``: anywhere before ``end``.
    """
    stop = None if whole else _STOP.search(masked, start, end)
    end = stop.start() if stop else end
    end = min(end, start + 220)
    return bool(FINITE.search(masked, start, end)) or INSIDE in masked[start:end]
