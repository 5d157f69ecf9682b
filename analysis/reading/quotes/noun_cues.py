"""Nouns that report: ``his claim that …``, ``in her view, …``, ``reports that …``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from analysis import languages
from analysis.reading.quotes import phrases
from analysis.reading.quotes.candidates import matches
from analysis.reading.quotes.complements import FINITE, has_verb
from analysis.reading.quotes.endings import end_of_content, trimmed
from analysis.reading.quotes.masking import PLACEHOLDERS, Article, Span, trie
from analysis.reading.quotes.sentence_subjects import PAST, PRONOUN


def words() -> tuple[str, ...]:
    """The nouns that report."""
    return tuple(languages.read().reporting_nouns)


@cache
def _pattern() -> re.Pattern[str]:
    nouns = trie(languages.read().reporting_nouns)
    return re.compile(
        rf"(?<![\w-])(?P<noun>{nouns})"
        rf"(?:\s(?:by|from|of|among|in)\s(?P<by>(?:the |some |many )?(?:[a-z]+ ){{0,2}}?"
        rf"(?:{phrases.NAME}|[a-z]+s\b|(?:[A-Z]\w+ )?media\b)))?"
        rf"(?:\s(?:on |last |this )?(?:{phrases.DAY}|week|month|year))?"
        r"(?:\s(?:emerg|surfac|circulat|spread)\w*)?\s(?=that\s)"
    )


_OWNER = re.compile(
    rf"(?:(?P<pronoun>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)|"
    rf"(?P<name>(?:[Tt]he [a-z]* ?)?(?:[a-z]+ ){{0,2}}?(?:{phrases.NAME}|[a-z]+))[’']s?)"
    r"\s(?:[a-z-]+\s){0,2}$"
)


def noun_cues(article: Article) -> list[tuple[Span, Span, Span | None]]:
    """List content, cue and source of each noun with a clause that says what was claimed.

    The source is null where the text names no owner: ``reports that …``.
    """
    masked = article.masked
    found = []
    for match in matches(_pattern(), masked, article.begins("noun", words)):
        start = match.end()
        stop = masked.find("\n", start)
        stop = len(masked) if stop < 0 else stop
        sentence = article.sentences[_sentence(article, match.start())]
        stop = min(stop, sentence.end)
        if not has_verb(masked, start + 5, stop) or _RELATIVE.match(masked, start):
            continue
        if _LEAD_IN.match(masked, sentence.start) and (
            main := _MAIN_CLAUSE.search(masked, start, stop)
        ):
            stop = main.start()
        end = end_of_content(article, start, stop)
        if verb := _MAIN_VERB.search(masked, start + 12, end):
            end = verb.start()
        source = _source(masked, match, sentence.start)
        if end - start > 14 and (source or languages.read().reporting_nouns[match["noun"]]):
            found.append((Span(start, end), Span(*match.span("noun")), source))
    return [*found, *_aims(article), *_after_colon(article)]


# "His message: CLAUSE", "Among the findings: CLAUSE"
_MORE = (
    "answer response reply recommendation solution advice proposal verdict reasoning explanation"
)


@cache
def _colon() -> re.Pattern[str]:
    more = (form for noun in _MORE.split() for form in (noun, noun + "s"))
    return re.compile(rf" (?P<noun>{trie([*languages.read().reporting_nouns, *more])}): ")


_OPENS = re.compile(
    rf"(?:{_OWNER.pattern[:-1]}|Among (?:its|the|his|her|their|other) )(?:[a-z-]+ )?"
)


_FOR_HIM = re.compile(r"\bspokes(?:man|woman|person|people)\b")  # "His response: A spokesman …"


def _after_colon(article: Article) -> Iterator[tuple[Span, Span, Span | None]]:
    """A sentence that is a noun, a colon and what was said, unless somebody else is named in it."""
    masked = article.masked
    for match in _colon().finditer(masked):
        sentence = article.sentences[_sentence(article, match.start())]
        opened = _OPENS.fullmatch(masked, sentence.start, match.start() + 1)
        start, end = match.end(), trimmed(masked, *sentence)
        if not opened or not has_verb(masked, start, end, whole=True):
            continue
        says = any(cue.shape == "finite" for cue in article.cues_between(start, end))
        if not (says or masked[start] in PLACEHOLDERS or _FOR_HIM.search(masked, start, end)):
            owner = "pronoun" if opened["pronoun"] else "name"
            source = Span(*opened.span(owner)) if opened[owner] else None
            yield Span(start, end), Span(*match.span("noun")), source


# "his call for a ban", "Kim’s threat to leave": what somebody wants or promises
_AIM = re.compile(
    r"(?<=[’'a-z] )(?P<noun>calls?|demands?|pleas?|requests?|promises?|pledges?|vows?|threats?|"
    r"proposals?) (?P<content>(?:for (?=[a-z]{2,})|to (?=[a-z]{2,} ))[a-z]+)"
)


def aims() -> tuple[str, ...]:
    """The nouns of wanting and promising."""
    return tuple(
        "call demand plea request promise pledge vow threat proposal".split()  # noqa: SIM905
    )


def _aims(article: Article) -> Iterator[tuple[Span, Span, Span | None]]:
    """What a noun of wanting or promising with an owner reports, up to the sentence's own verb."""
    masked = article.masked
    for match in matches(_AIM, masked, article.begins("aim", aims)):
        sentence = article.sentences[_sentence(article, match.start())]
        low = max(sentence.start, match.start() - 60)
        owner = _OWNER.search(masked, low, match.start())
        if not owner:
            continue
        start = match.start("content") + (4 if match["content"].startswith("for ") else 0)
        end = end_of_content(article, start, trimmed(masked, *sentence))
        if verb := FINITE.search(masked, start + 8, end):
            end = trimmed(masked, start, verb.start())
        if end - start > 8:
            source = Span(*owner.span("pronoun" if owner["pronoun"] else "name"))
            yield Span(start, end), Span(*match.span("noun")), source


def _sentence(article: Article, place: int) -> int:
    return max(0, bisect_right(article.sentences, place, key=lambda span: span.start) - 1)


# "the claim that was made", "the statement that drew fire": who or what did it, not what was said
_RELATIVE = re.compile(
    r"that\s+(?:\w+ly\s+)?(?:is|was|are|were|has|had|have|would|will|could|can|may|might|did|does|came|drew|"
    r"led|made|[a-z]+ed)\b"
)
# "Answering claims of the Guild that it leaks, Quill said": what is claimed ends before Quill
_LEAD_IN = re.compile(r"\s*(?:[A-Z]\w+ing|Despite|Amid|After|Against|Given|With|On|In) ")
_MAIN_CLAUSE = re.compile(
    rf",\s(?=(?:[Tt]he [a-z]+|{PRONOUN}|{phrases.NAME}) (?:\w+ly )?(?:{PAST})\b)"
)
_MAIN_VERB = re.compile(r",\s(?=(?:is|was|are|were|has|had|have)\b)")


_EXPRESSED = re.compile(
    r"\s(?:express|voic|rais|shar|repeat|reiterat|renew|echo|issu|mak|mad)(?:ed|es|e|ing)?\s"
    r"(?:an?\s|his\s|her\s|their\s|its\s)?(?:\w+\s)?$"
)


def _source(masked: str, match: re.Match[str], low: int) -> Span | None:
    if match["by"]:
        return Span(*match.span("by"))
    low = max(low, match.start() - 60)
    if said := _EXPRESSED.search(masked, low, match.start()):
        return phrases.subject_before(masked, low, said.start())
    owner = _OWNER.search(masked, low, match.start())
    if not owner:
        return None
    return Span(*owner.span("pronoun" if owner["pronoun"] else "name"))
