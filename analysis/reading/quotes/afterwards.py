"""Reports whose cue stands beside or after the clause: ``…, Kim said``, ``according to Kim``."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.reading.quotes import phrases
from analysis.reading.quotes.complements import FINITE, has_verb
from analysis.reading.quotes.endings import end_of_content, trimmed
from analysis.reading.quotes.masking import COMMA, PLACEHOLDERS, Article, Cue, Span
from analysis.reading.quotes.places import Attribution
from analysis.reading.quotes.senses import reports, said_not


class Reported(NamedTuple):
    """One reported clause, in one part or, around its cue, two."""

    parts: tuple[Span, ...]
    found: Attribution


def according(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``According to Kim, CLAUSE`` and ``CLAUSE, according to Kim``."""
    if cue.shape != "phrase":
        return None
    masked = article.masked
    source = phrases.subject_after(masked, cue.end, sentence.end)
    if not source or masked[source.end : source.end + 1] == ":":
        return None  # "Kim's answer, according to Lee: …"
    found = Attribution(Span(cue.start, cue.end), source, "according")
    before = masked[sentence.start : cue.start].strip()
    if before and before.rstrip(",").lower() not in ("and", "but", "yet", "still", "also"):
        return _before_phrase(article, cue, sentence, found)
    comma = _after_source(masked, source.end, sentence.end)
    if comma < 0 or _further_cue(article, comma, sentence.end):
        return None
    return Reported((Span(comma + 2, sentence.end),), found) if comma + 12 < sentence.end else None


_APPOSITION = re.compile(
    r",\s(?:(?!(?:between|in|on|at|by|from|for|with|to|as|during|after|before|when|while|if|there|"
    r"about|only|more|nearly|some|most|he|she|they|it)\b)[a-z]+\s[^,]{2,80}|"
    r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)*),\s"
)


def _after_source(masked: str, low: int, high: int) -> int:
    """The comma after ``According to NAME, its director,``."""
    comma = masked.find(", ", low, high)
    apposition = _APPOSITION.match(masked, comma, high) if comma >= 0 else None
    return apposition.end() - 2 if apposition and high - apposition.end() > 30 else comma


def _before_phrase(
    article: Article, cue: Cue, sentence: Span, found: Attribution
) -> Reported | None:
    """All that stands before ``according to``, from the last clause on, unless it is a report."""
    masked = article.masked
    end = trimmed(masked, sentence.start, cue.start)
    inner = article.cues_between(sentence.start, end)
    if any(c.shape == "finite" and c.lemma in ("say", "tell", "add", "write") for c in inner):
        return None
    if end <= sentence.start + 2:
        return None
    first = Span(sentence.start, end)
    if masked[end - 1] in PLACEHOLDERS and (inner := _fragment(masked, first)):
        return Reported((inner,), found)
    comma = masked.find(", ", found.source.end, sentence.end) if found.source else -1
    broken = comma > 0 and sentence.end - comma > 20 and masked[end : end + 1] == ","
    if broken and not (has_verb(masked, *first) and _ADDS.match(masked, comma)):
        return Reported((first, Span(comma + 2, sentence.end)), found)
    return Reported((first,), found) if end > sentence.start + 8 else None


_JOINS = re.compile(r",\s(?:where|which|who|while|and|but|as)\s")


def _fragment(masked: str, span: Span) -> Span | None:
    """The last clause of the reporter's sentence, where only it ends in somebody's words."""
    opening = span.end - 1
    while opening > span.start and masked[opening - 1] in PLACEHOLDERS:
        opening -= 1
    joints = list(_JOINS.finditer(masked, span.start, opening))
    return Span(joints[-1].end(), span.end) if joints else None


_ADDS = re.compile(r",\s(?:an?|the|who|which|where|while|but|and|as|[a-z]+ing)\s|,\s[A-Z]")


def _further_cue(article: Article, low: int, high: int) -> bool:
    """``According to Interfax, Kim said …``: the inner speaker is the one reported."""
    return any(
        c.shape == "finite"
        and c.use == "speech"
        and c.start < low + 60
        and not has_verb(article.masked, low, c.start, whole=True)  # "he left and told Lee that …"
        for c in article.cues_between(low, high)
    )


_AFTERWARDS = re.compile(r"(?P<more>[^,.;]{0,120}?)(?P<end>[,;]|$)")
_ADJUNCT = re.compile(
    r"\s*$|\s+(?:in|on|at|during|to|of|about|after|before|when|while|as|last|this|earlier|later|"
    rf"yesterday|today|tonight|again|here|there|\w+ly|{phrases.DAY})\b"
)
# "…, Kim told the Courier.": whoever is told
HEARD = re.compile(
    r" (?:(?:the|an?|his|her|their|our) )?(?:(?!that\b)[a-z-]+ ){0,2}?"
    rf"(?:{phrases.NAME}(?<![’']s)|reporters|journalists|lawmakers|him|her|them|me|us|viewers|"
    r"voters|"
    r"(?<=the )(?:paper|newspaper|magazine|network|agency|outlet|site|website|panel|council|court|"
    r"committee|jury|judge|crowd|audience|station|channel))"
    r"(?: (?:in|on|at|during|after|before|last|this|earlier|by|via|\w+day)\b[^,.;]{0,60})?"
    r"\s*(?=[,;]|$)"
)
_COMMA_VERBS = frozenset(["believe", "think", "find", "show", "argue", "suggest", "know", "fear"])


def comma(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``CLAUSE, Kim said.`` and, in two parts, ``CLAUSE, Kim said, CLAUSE.``"""
    masked = article.masked
    if cue.shape != "finite" or not (cue.use == "speech" or cue.lemma in _COMMA_VERBS):
        return None
    low, high = sentence.start, cue.start
    before = max(masked.rfind(",", low, high), masked.rfind(COMMA, low, high))
    if before >= 0 and masked[before] == COMMA:
        before += 1
    if (
        before - sentence.start < _least_lead(article, cue, sentence, before)
        or cue.start - before > 90
        or not reports(article, cue)
    ):
        return None
    if said_not(article, cue):
        return None
    if not masked[before : cue.start].strip(" ,"):
        return _inverted(article, cue, sentence, before)
    after = _AFTERWARDS.match(masked, cue.end, sentence.end)
    heard = cue.lemma == "tell" and HEARD.match(masked, cue.end, sentence.end)
    if not after or not (heard or _ADJUNCT.match(after["more"])):
        return None
    if has_verb(masked, *after.span("more")):
        return None
    source = phrases.subject_before(masked, before, cue.start)
    if not source or masked[before : source.start].strip(" ,"):
        return None
    if _WHO.match(masked, source.end, cue.start) or _RELATIVE.search(masked, low, before):
        return None  # "Kim, an aide who had agreed to come, left"; "aides who, Kim says, came"
    found = Attribution(Span(cue.start, cue.end), source, "comma")
    rest = after.end() + 1
    goes_on = after["end"] and (
        sentence.end - rest > 20 or _FINISHES.match(masked, rest, sentence.end)
    )
    if (
        goes_on
        and not _RELATES.match(masked, rest)
        and masked[rest : rest + 9] != "according"
        and not any(c.use == "speech" for c in article.cues_between(rest, rest + 12))
    ):
        tail = Span(rest, end_of_content(article, rest, sentence.end))
        return Reported((Span(sentence.start, before), tail), found)
    if _inner(article, sentence.start, before):
        return None
    if _WHEN.fullmatch(masked, sentence.start, before):
        return None  # "On Thursday, Kim added to his list of claims"
    ends = (heard or not after["more"].strip()) and not masked[after.end() : sentence.end].strip()
    plain = ends and masked.count(" ", sentence.start, before) > 4
    if _lead_in(masked, sentence.start, before) and not (
        plain and not _SUBORDINATE.match(masked, sentence.start, before)
    ):
        return None
    return Reported((Span(sentence.start, before),), found)


def _least_lead(article: Article, cue: Cue, sentence: Span, before: int) -> int:
    """How much must stand before a comma: a word, where a clause goes on after ``he said,``."""
    lead = article.masked[sentence.start : before]
    broken = cue.end < sentence.end and article.masked[cue.end] == "," and not _NO_LEAD.match(lead)
    goes_on = broken and FINITE.search(article.masked, cue.end, min(cue.end + 60, sentence.end))
    return 2 if goes_on else _LEAST_LEAD


_LEAST_LEAD = 8
_WHO = re.compile(r" (?:who|which) ")
_RELATIVE = re.compile(r"\b(?:who|which|that|whom)$")
_WHEN = re.compile(
    rf"(?:[A-Z][\w. ]+ \([A-Z]\w+\) )?(?:On|Last|Late|Early|Earlier|In|This) "
    rf"(?:{phrases.DAY}|[a-z]+|[A-Z][a-z]+)(?: (?:morning|evening|night|afternoon))?"
)
_RELATES = re.compile(r" ?which means\b")  # what the reporter makes of it
_NO_LEAD = re.compile(r"(?:And|But|Yet|So|Then|Later|Still|Well|Yes|No|Also)\b")
_FINISHES = re.compile(
    r"\s(?:(?:is|are|was|were|has|had|have|will|would|can|could|should)\s|[a-z]+n[’']t\s)"
)
_BEGINS_SOURCE = re.compile(rf"(?:the |an? |one |several |two )|{phrases.NAME}")
_ENDS_SOURCE = re.compile(rf"\s*(?:$|[,.(]|(?:in|on|at|of|who|last|this|earlier|{phrases.DAY})\b)")


def _inverted(article: Article, cue: Cue, sentence: Span, before: int) -> Reported | None:
    """``CLAUSE, said Kim, the chairman.``, not ``Kim, the chairman, said …``."""
    masked = article.masked
    source = phrases.subject_after(masked, cue.end, sentence.end)
    if not source or cue.use != "speech" or not _ENDS_SOURCE.match(masked, source.end):
        return None
    words = masked[source.start : source.end]
    split = _SPLIT.match(masked, source.end, sentence.end)
    if split and not has_verb(masked, sentence.start, before, whole=True):
        parts = (Span(sentence.start, before), Span(split.end(), sentence.end))
        return Reported(parts, Attribution(Span(cue.start, cue.end), source, "comma"))
    if has_verb(masked, source.start, source.end) or not _BEGINS_SOURCE.match(words):
        return None
    if _lead_in(masked, sentence.start, before) or _inner(article, sentence.start, before):
        return None
    found = Attribution(Span(cue.start, cue.end), source, "comma")
    return Reported((Span(sentence.start, before),), found)


# "said Smith, the director, " and then the verb of the clause that his name broke in two
_SPLIT = re.compile(
    r"(?:,\s[^,]{2,80})?,\s(?=(?:is|are|was|were|has|had|have|will|would|can|could|may|lies|means|"
    r"remains|comes|goes)\b)"
)
_SUBORDINATE = re.compile(
    r"\s*(?:(?:But|And|Yet|So),? )?(?:As|When|While|After|Before|If|Because|Although|Though|Since|"
    r"Asked|Speaking|Despite|[A-Z]\w+ing|as|when|while|after|before|if|because|although|though|"
    r"since|asked|speaking)\b"
)


def _lead_in(masked: str, low: int, high: int) -> bool:
    """Whether only a lead-in stands before the comma: ``When he came, Kim said …``."""
    comma = masked.find(",", low, high)
    if opened := _SUBORDINATE.match(masked, low, high):
        if comma < 0 and opened[0].endswith("ing"):
            return not has_verb(masked, low, high, whole=True)
        return comma < 0 or not has_verb(masked, comma, high, whole=True)
    return not has_verb(masked, low, high, whole=True)


def _inner(article: Article, low: int, high: int) -> bool:
    """Whether another report stands there: its own rule reads it."""
    return any(
        c.shape == "finite"
        and c.lemma in ("say", "tell", "add")
        and not _PASSIVE.search(article.masked, max(low, c.start - 8), c.start)
        for c in article.cues_between(low, high)
    )


_PASSIVE = re.compile(r"\b(?:is|was|are|were|been|be)\s$")
