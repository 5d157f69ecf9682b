"""One medium under one name: ``NBC News`` is NBC, and ``the network`` the one named before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from analysis import languages
from analysis.reading.quotes import masking, phrases
from analysis.reading.quotes.masking import Article

NOUN = (
    r"(?:news agency|agency|newswire|newspaper|paper|tabloid|magazine|broadcaster|network|channel|"
    r"television station|radio station)"
)
_KINDS = {  # a noun → the kind in media.csv
    "agency": "agency", "newswire": "agency", "newspaper": "paper", "paper": "paper",
    "tabloid": "paper", "magazine": "paper", "broadcaster": "broadcaster",
    "network": "broadcaster", "channel": "broadcaster", "station": "broadcaster",
}  # fmt: skip
# what these say is no more than that somebody was credited just before: a health agency, too
_BARE = frozenset(["agency", "paper", "channel"])
_WORDS = re.compile(r" (?:News|TV|Television|Network|Agency|News Agency|Newspaper|Online|Radio)$")
_SPELLED = re.compile(r"\b[A-Z]")


@cache
def _listed() -> dict[str, str]:
    return {row["name"]: row["same_as"] or row["name"] for row in languages.media()}


@cache
def _kinds() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in languages.media()}


def listed(name: str) -> str:
    """The name that stands for a medium, without its article.

    >>> listed("The Associated Press"), listed("AP"), listed("NBC News")
    ('Associated Press', 'Associated Press', 'NBC')
    """
    name = name.removeprefix("The ").removeprefix("the ")
    return _listed().get(name, name)


# --- the one named before -----------------------------------------------------------------------


@cache
def _named() -> re.Pattern[str]:
    known = masking.trie(row["name"] for row in languages.media() if len(row["name"]) > 2)
    kind = r"(?P<kind>agency|newspaper|tabloid|magazine|broadcaster|network|channel|station)"
    return re.compile(
        rf"\b(?:(?P<b>{known})(?![\w-])|(?P<c>{phrases.NAME}) (?:[a-z-]+ )?{kind}\b|"
        rf"\b(?:newspaper|tabloid|magazine|broadcaster|network|agency) (?P<d>{phrases.NAME}))"
    )


def of_kind(article: Article, words: str, position: int, last: str | None) -> str | None:
    """The outlet that ``the news agency`` at a place means: credited or named before, of its kind.

    Null where the article has named none, or two in the sentence that decides.

    >>> text = "Kim met reporters of Reuters. Later she told the news agency that it rained."
    >>> of_kind(masking.prepare(text, []), "news agency", 40, None)
    'Reuters'
    """
    kind = _KINDS[words.split()[-1]]
    if last and _kinds().get(last, kind) == kind:
        return last
    if words in _BARE:
        return None
    found: dict[int, set[str]] = defaultdict(set)
    starts = [sentence.start for sentence in article.sentences if sentence.start < position]
    for match in _named().finditer(article.masked, 0, position):
        name = listed(match["b"] or match["c"] or match["d"])
        noun = match["kind"] or match[0].split()[0]
        if _kinds().get(name, _KINDS.get(noun)) == kind:
            found[sum(start <= match.start() for start in starts)].add(name)
    nearest = found[max(found)] if found else set()
    return nearest.pop() if len(nearest) == 1 else None


def in_short(article: Article, word: str, position: int) -> str | None:
    """The outlet that ``the Times`` at a place means: the one named in full before, if one is.

    >>> text = "Kim wrote to the Harbour Times. She told the Times that it rained."
    >>> in_short(masking.prepare(text, []), "Times", 42)
    'Harbour Times'
    """
    full = re.compile(rf"\b((?:[A-Z][\w-]+ )+{word})\b(?! [A-Z])")
    found = {listed(match[1]) for match in full.finditer(article.text, 0, position)}
    if len(found) > 1:
        return None
    return found.pop() if found else _listed().get(word)


# --- forms of one name --------------------------------------------------------------------------


def forms(names: Iterable[str]) -> dict[str, str]:
    """Each name → the one that stands for it: of names that occur, with and without ``News``.

    Initials stand for the one full name that has them; two media of the list stay two.

    >>> forms(["Kanal", "Kanal News", "HPA", "Harbour Press Agency"])
    {'HPA': 'Harbour Press Agency', 'Kanal News': 'Kanal'}
    """
    names = sorted(set(names))
    known = _listed()
    found: dict[str, str] = {}
    spelled: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if " " in name:
            spelled["".join(_SPELLED.findall(name))].append(name)
    for name in names:
        short = _WORDS.sub("", name)
        if short != name and short in names and not (name in known and short in known):
            found[name] = short
        full = spelled[name] if name.isupper() and len(name) > 2 and name not in known else []
        if len(full) == 1:
            found[name] = full[0]
    return {name: found.get(to, to) for name, to in found.items()}
