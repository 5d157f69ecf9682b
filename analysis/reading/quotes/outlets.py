"""The outlet that a quotation came through: ``told Russia-1``, ``according to Interfax``."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from analysis import languages
from analysis.reading.quotes import masking, media, phrases
from analysis.reading.quotes.masking import Article, Span

_KIND = (
    r"(?:(?:news )?agenc(?:y|ies)|newspapers?|broadcasters?|television|TV|channel|"
    r"radio(?: station)?|magazine|daily|weekly|network|tabloid|"
    r"news (?:site|website|outlet|portal|organi[sz]ation)s?)"
)
_HEADS = (
    r"(?:News|Times|Post|Journal|TV|Television|Radio|Herald|Tribune|Gazette|Chronicle|Press|"
    r"Register|Globe|Magazine|Daily|Review)"
)
_CREDIT = (
    *("According to", "according to", "told", "tell", "tells", "telling", "on", "via"),
    *(f"{verb} {by}" for verb in ("quoted", "cited", "reported", "carried") for by in ("by", "in")),
    *(f"{verb} {by}" for verb in ("published", "aired", "broadcast") for by in ("by", "in", "on")),
    *(f"on air {of}" for of in ("of", "on", "with")),
    *(f"{talk} {to}" for talk in ("interview", "interviews") for to in ("with", "to", "on", "for")),
    *(f"{talk} to" for talk in ("statement", "remarks", "comments", "speaking", "spoke", "speaks")),
    *(f"{talk} on" for talk in ("speaking", "spoke", "appeared", "appearing", "appearance")),
)
_REPORTS = frozenset(["report", "quote", "cite", "write", "announce", "reveal"])


def words() -> tuple[str, ...]:
    """What stands before an outlet that is credited."""
    return _CREDIT


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # A text may have lost the space after a name: "according to Reutersthat".
    lost = "(?:that|the|on|in|and|to|he|she|it|they|has|of|for|at|as|by|with|after|when|who|which)"
    known = rf"{masking.trie(row['name'] for row in languages.media())}(?![A-Z-])(?={lost}?\b)"
    outlet = (
        rf"(?:(?:[Tt]he |an? )?(?:[\w-]+ ){{0,3}}?{_KIND} (?P<a>(?:{known}|{phrases.NAME}))|"
        rf"(?P<e>(?:[A-Z]\w+ |state |local |foreign )*(?:[Nn]ews agencies|media|newspapers)\b)|"
        rf"[Tt]he (?P<short>{_HEADS})(?! [A-Z]| of\b|[\w’'-])|"
        rf"(?:[Tt]he )?(?:[a-z-]+ )?(?P<b>{known})|"
        rf"(?:[Tt]he )?(?P<c>{phrases.NAME}(?: \d+)?) "
        rf"(?:(?:public|state|state-run|national|local) )?{_KIND}|"
        rf"(?:[Tt]he )?(?P<d>[A-Z][\w-]+(?: [A-Z][\w-]+)* {_HEADS})\b(?! (?!{phrases.DAY})[A-Z])|"
        rf"[Tt]he (?P<same>{media.NOUN})\b)"
    )
    return re.compile(rf"\b{masking.trie(_CREDIT)} {outlet}"), re.compile(outlet)


def credited(article: Article, sentence: Span, last: str | None) -> str | None:
    """The outlet that a sentence credits, outside its quotations.

    ``last`` is the outlet credited before, which ``the news agency`` may mean; else that
    is the one of its kind that the article names before.

    >>> article = masking.prepare("Kim said so, according to the Interfax news agency.", [])
    >>> credited(article, article.sentences[0], None)
    'Interfax'
    """
    places = article.begins("credit", words)
    first = bisect_left(places, sentence.start)
    for place in places[first : bisect_left(places, sentence.end, lo=first)]:
        match = _patterns()[0].match(article.masked, place, sentence.end)
        if match:
            return _meant(article, _name(match), match.start(), last)
    quotes = article.masked.find("ted by ", *sentence) >= 0  # the expression is slow
    if quotes and (quoting := _QUOTING.search(article.masked, *sentence)):
        return media.listed(quoting[1])
    for cue in article.cues_between(*sentence):
        if cue.lemma in _REPORTS and cue.shape == "finite":
            source = phrases.subject_of(article, cue, *sentence)
            if source and (found := outlet_at(article, source, last)):
                return found
    return None


def outlet_at(article: Article, source: Span, last: str | None) -> str | None:
    """The outlet that a source begins with, if it is one.

    >>> article = masking.prepare("The newspaper Evening Star said so.", [])
    >>> outlet_at(article, Span(0, 26), None)
    'Evening Star'
    """
    name = _begins(article.masked[source.start : source.end])
    return _meant(article, name, source.start, last) if name else None


_QUOTING = re.compile(rf"\b(?:quoted|cited) by (?:the )?({phrases.NAME}) as\b")


@lru_cache(maxsize=1 << 14)
def _begins(source: str) -> str | None:
    match = _patterns()[1].match(source)
    return _name(match) if match else None


def _name(match: re.Match[str]) -> str:
    """The outlet's name, or ``the network`` and ``the Times``: what is to be resolved."""
    if words := match["same"] or match["short"]:
        return f"the {words}"
    return media.listed(next(match[group] for group in "abcde" if match[group]))


def _meant(article: Article, name: str, position: int, last: str | None) -> str | None:
    if not name.startswith("the "):
        return name
    words = name.removeprefix("the ")
    if words[0].islower():
        return media.of_kind(article, words, position, last)
    return media.in_short(article, words, position)
