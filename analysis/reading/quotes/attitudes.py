"""Views and aims without a verb of saying: ``in her view, …``, ``wants to …``, ``accused of …``.

Only where the text names whose they are: a wish of nobody stays the outlet's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from analysis.reading.quotes import phrases
from analysis.reading.quotes.complements import has_verb
from analysis.reading.quotes.endings import end_of_content, trimmed
from analysis.reading.quotes.masking import PLACEHOLDERS, Article, Span

Held = tuple[Span, Span, Span]  # content, cue, source

_WHO = (
    r"(?:(?:(?:the|an?|some|many|most) )?(?:[a-z][\w-]* ){0,3}?"
    rf"(?:{phrases.NAME}|[a-z]+s\b)|him|her|them|the [a-z]+)"
)
_OWNER = (
    r"(?:his|her|their|(?:the )?(?:[a-z]+ ){0,2}?"
    rf"{phrases.NAME}(?:(?<=[’']s)|(?<=s[’'])|[’']s?)|the [a-z]+[’']s?)"
)
_VIEW = re.compile(
    r"\b(?P<cue>[Ii]n the (?:view|opinion|words|eyes|estimation) of) "
    rf"(?P<of>{_WHO})(?: and others)?, |"
    rf"\b[Ii]n (?P<owner>{_OWNER}) "
    r"(?P<noun>(?:own )?(?:view|opinion|estimation|telling|reckoning)), |"
    rf"(?<=, )(?P<per>per) (?P<source>(?:the |an? )?{phrases.NAME})(?=[.,])"
)
_VIEW_WORDS = (" view", " opinion", " words ", " eyes ", " estimation", " telling,", " reckoning")
_AIM = re.compile(
    r"\b(?P<cue>wants|wanted|plans|planned|intends|intended|hopes|hoped) "
    rf"(?P<content>(?:[^\s,;:—{PLACEHOLDERS}]+ ){{0,4}}?to [a-z]+\b)"
)
# Who surely acts: "U.S. plans to …" and "the plan to …" are nouns.
_AIMS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|{phrases.NAME}(?<![’']s)(?P<named>)) "
    r"(?:also |still |now |reportedly |both )?$"
)
_BE = r"\b(?:is|are|was|were|been|being|stands?|stood) (?:\w+ly |also )?"
_ACCUSED = re.compile(
    rf"{_BE}(?P<cue>accused|suspected)(?: by (?P<source>{_WHO}))? (?P<content>of [a-z]+)"
)
_BY = re.compile(rf" by (?P<source>{_WHO})\s*$")


def attitudes(article: Article) -> list[tuple[str, Held]]:
    """List rule, content, cue and source of each view, aim and charge that somebody holds."""
    masked = article.masked
    found = [("aim", held) for held in _aims(article)]
    if ", per " in masked or any(words in masked for words in _VIEW_WORDS):
        found += [("view", held) for held in _views(article)]
    if "accused " in masked or "suspected " in masked:
        found += [("accused", held) for held in _charges(article)]
    return found


def _inside(article: Article, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Span]]:
    """Each match with the sentence that it stands in, less the stop at the sentence's end."""
    for match in pattern.finditer(article.masked):
        number = bisect_right(article.sentences, (match.start(), 1 << 60)) - 1
        start, end = article.sentences[max(0, number)]
        if match.end() <= end:
            yield match, Span(start, trimmed(article.masked, start, end))


def _views(article: Article) -> Iterator[Held]:
    """``In the view of Kim, CLAUSE``, ``in Kim’s view, CLAUSE`` and ``CLAUSE, per Kim``."""
    masked = article.masked
    for match, sentence in _inside(article, _VIEW):
        if match["per"]:
            content = Span(sentence.start, match.start() - 2)
            cue, source = match.span("per"), match.span("source")
        else:
            content = Span(match.end(), end_of_content(article, match.end(), sentence.end))
            source = match.span("of" if match["of"] else "owner")
            cue = match.span("cue" if match["of"] else "noun")
        if has_verb(masked, *content):
            yield content, Span(*cue), Span(*source)


def _aims(article: Article) -> Iterator[Held]:
    """``Kim wants to …``, ``Kim wants the army to …``."""
    masked = article.masked
    for match, sentence in _inside(article, _AIM):
        cue = Span(*match.span("cue"))
        low = max(sentence.start, cue.start - 80)
        who = _AIMS.search(masked, low, cue.start)
        if not who or (who["named"] is not None and match["cue"] == "plans"):
            continue
        source = phrases.subject_before(masked, sentence.start, cue.start)
        before = masked[max(sentence.start, who.start() - 5) : who.end()]
        if source and "what " not in before.lower():
            begin = match.start("content")
            end = end_of_content(article, begin, sentence.end)
            if end - begin > 14:
                yield Span(begin, end), cue, source


def _charges(article: Article) -> Iterator[Held]:
    """``Kim is accused by Lee of …``, ``Kim is accused of … by Lee``."""
    masked = article.masked
    for match, sentence in _inside(article, _ACCUSED):
        begin = match.start("content")
        end = end_of_content(article, begin, sentence.end)
        source = match.span("source")
        if not match["source"]:
            by = _BY.search(masked, begin, end)
            if not by:
                continue
            source, end = by.span("source"), by.start()
        yield Span(begin, end), Span(*match.span("cue")), Span(*source)
