"""Indirect speech: clauses credited to a source without quotation marks.

Far less certain than quotations in marks (see benchmarks/RESULTS.md), hence
its own form, `indirect`, and its own voice, `reported`.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from analysis.reading.quotes import phrases
from analysis.reading.quotes.masking import INSIDE, Article, Cue, Span
from analysis.reading.quotes.rules import Attribution


class Reported(NamedTuple):
    """One reported clause, in one part or, around its cue, two."""

    parts: tuple[Span, ...]
    found: Attribution


def reported(article: Article, spent: set[int]) -> list[Reported]:
    """List the reported clauses of one text; ``spent`` are cues that introduce quotations."""
    found: list[Reported] = []
    for sentence in article.sentences:
        cues = article.cues_between(*sentence)
        if not cues or sentence.end - sentence.start < 12:
            continue
        span = Span(sentence.start, _trimmed(article.masked, sentence.start, sentence.end))
        done = span.start
        for cue in cues:
            if cue.start < done or cue.start in spent or cue.shape in ("passive", "weak"):
                continue
            one = next(
                (
                    r
                    for rule in RULES
                    if (r := rule(article, cue, span))
                    and phrases.names_somebody(article.masked, r.found.source)
                ),
                None,
            )
            if one and _own_words(article, one.parts):
                found.append(one)
                done = max(part.end for part in one.parts)
    return found


def _own_words(article: Article, parts: tuple[Span, ...]) -> bool:
    """Whether a clause has words outside quotation marks, and so is more than a quotation."""
    words = "".join(article.masked[low:high] for low, high in parts)
    return INSIDE not in words or len(list(islice(_LETTER.finditer(words), 10))) == 10


_LETTER = re.compile(r"[A-Za-z]")


def _trimmed(masked: str, start: int, end: int) -> int:
    """Where the words of a span end: without closing stop and spaces."""
    while end > start and masked[end - 1] in " .\n\r\xa0,;":
        end -= 1
    return end


def according(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``According to Kim, CLAUSE`` and ``CLAUSE, according to Kim``."""
    if cue.shape != "phrase":
        return None
    masked = article.masked
    source = phrases.subject_after(masked, cue.end, sentence.end)
    if not source:
        return None
    found = Attribution(Span(cue.start, cue.end), source, "according")
    if masked[sentence.start : cue.start].strip():
        end = _trimmed(masked, sentence.start, cue.start)
        return Reported((Span(sentence.start, end),), found) if end > sentence.start else None
    comma = masked.find(", ", source.end, sentence.end)
    if comma < 0 or _further_cue(article, comma, sentence.end):
        return None
    return Reported((Span(comma + 2, sentence.end),), found) if comma + 12 < sentence.end else None


def _further_cue(article: Article, low: int, high: int) -> bool:
    """``According to Interfax, Kim said …``: the inner speaker is the one reported."""
    return any(
        c.shape == "finite" and c.use == "speech" and c.start < low + 60
        for c in article.cues_between(low, high)
    )


_AFTERWARDS = re.compile(r"(?P<more>[^,.;]{0,120}?)(?P<end>[,;]|$)")
_ADJUNCT = re.compile(
    r"\s*$|\s+(?:in|on|at|during|to|of|about|after|before|when|while|as|last|this|earlier|later|"
    rf"yesterday|today|tonight|again|here|there|\w+ly|{phrases.DAY})\b"
)


def comma(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``CLAUSE, Kim said.`` and, in two parts, ``CLAUSE, Kim said, CLAUSE.``"""
    masked = article.masked
    if cue.shape != "finite" or cue.use != "speech":
        return None
    before = masked.rfind(",", sentence.start, cue.start)
    if before - sentence.start < 8 or cue.start - before > 90:
        return None
    after = _AFTERWARDS.match(masked, cue.end, sentence.end)
    if not after or not _ADJUNCT.match(after["more"]):
        return None
    inverted = not masked[before + 1 : cue.start].strip()
    if inverted:
        source = phrases.subject_after(masked, cue.end, sentence.end)
    else:
        source = phrases.subject_before(masked, before + 1, cue.start)
    if not source or (not inverted and masked[before + 1 : source.start].strip()):
        return None
    parts = [Span(sentence.start, before)]
    rest = after.end() + 1
    if (
        after["end"]
        and not inverted
        and sentence.end - rest > 20
        and masked[rest : rest + 9] != "according"
    ):
        parts.append(Span(rest, sentence.end))
    return Reported(tuple(parts), Attribution(Span(cue.start, cue.end), source, "comma"))


_HEARER = re.compile(
    rf"\s+(?:{phrases.NAME}|(?:the|a|his|her|their|its|[a-z]+s) ?[\w’'-]*(?: of [A-Z]\w+)?|[a-z]+|"
    r"(?:on|in|at|during|to) [\w’' -]{2,40}?)\s+"
    r"(?=(?:that|to|if|whether|he|she|they|it|why|how)\b)"
)
# ",? WORD", ", WORD ", ";", " — " or " - ": the first character alone, which is found quickly
_CUT = re.compile(
    r"[,; ](?:(?:(?<= )|(?<=,) )(?:but|while|although|though|whereas|adding|saying|noting|citing|"
    r"calling|according to|prompting|arguing|telling)\b|(?<=,) (?:and|as|even as) |(?<=;)|"
    r"(?<= )[—-] )"
)


def clause(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``Kim said (that) CLAUSE``, ``Kim urged Putin to …``."""
    masked = article.masked
    if cue.shape == "phrase" or cue.use == "manner":
        return None
    start = cue.end
    if cue.lemma in ("tell", "inform", "remind", "warn", "assure", "promise"):
        hearer = _HEARER.match(masked, cue.end, sentence.end)
        start = hearer.end() if hearer else start
    end = sentence.end
    cut = _CUT.search(masked, start + 25, end)
    end = cut.start() if cut else end
    end = _trimmed(masked, start, end)
    start += len(masked[start:end]) - len(masked[start:end].lstrip(" ,:"))
    if end - start < 10:
        return None
    source = phrases.subject_of(article, cue, sentence.start, sentence.end)
    if not source:
        return None
    return Reported((Span(start, end),), Attribution(Span(cue.start, cue.end), source, "clause"))


RULES = (according, comma, clause)
