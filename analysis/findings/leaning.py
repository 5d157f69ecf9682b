"""Whether a sentence leans on what was told before it, and so says little by itself."""

from __future__ import annotations

import calendar
import re

from analysis import languages
from analysis.findings import people
from analysis.findings.event import Event

_ANSWERS = re.compile(  # what was told before; or is of the reader, or below a picture
    r"\b(?:hit|shot|fired|pushed) back\b|\b(?:responded|replied|also|added|too|again|however)\b|"
    r"\byou(?:r|’re)?\b|^\(|^(?:An?|The) (?:picture|photo|photograph|image|file photo|video)\b|"
    r"\bthe (?:two|move|episode|decision|news|remarks?|comments?|announcement|incident|matter|"
    r"paper|newspaper|magazine|outlet|story|article|photo|picture|memo|post|tweet)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(  # "Roe derided her plan": whose, is told before
    r"\b(?!and\b|that\b|said\b|says\b)[a-z]+(?:ed|s) (?:her|him|them|his|their)\b"
)
_LEANS = re.compile(  # on the sentence before: "doing both", "an hour later", "The messages were"
    r"\bboth(?=[.,;])|\b(?:do|does|doing|did|done) so\b|\bthe same\b|"
    r"\bsimilar\b(?! to\b)|\b(?:these|those|such) [a-z]+|"
    r"\b(?:of|to|in|for|with|by|from|on|at|[a-z]+ing) that (?!he\b|she\b|they\b|it\b|we\b|the\b|"
    r"an?\b|his\b|her\b|their\b|there\b|no\b|some\b|many\b|all\b|any\b)[a-z]+|"
    r"\b(?:reverse|end|stop|change|make|give|use|break|close|keep) that [a-z]+|\bthe chamber\b|"
    r"\bthis (?!week|month|year|morning|summer|spring|fall|winter|season|day)[a-z]+|"
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)\b|"
    r"\bthe (?:[A-Z]\w+ )?(?:firm|company|incident|episode)\b|"
    r"^The [a-z]+[’']s\b|^Remaining\b|\bto the (?:north|south|east|west)[,.]|"
    r"^The [a-z]+ (?:(?:is|was|were|are|has|had|have|will|would|could|can|did|does)\b|[a-z]+ed\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|its)\b")
_SEVERAL = frozenset(("they", "them", "their", "its"))
_OPENERS = frozenset(
    (
        *("One", "Two", "Three", "Later", "Late", "Earlier", "Early", "Last", "Next", "Yesterday"),
        *("Today", "Tonight", *calendar.day_name, *calendar.month_name),
    )
)


def leans(event: Event, text: str) -> bool:
    """Whether a sentence means somebody or something that the one before it has told of."""
    patterns = (_ANSWERS, _OF_ANOTHER, _LEANS)
    if _means_somebody(text) or any(pattern.search(text) for pattern in patterns):
        return True
    return not _tells_who(text, event.places | {"Washington"}, event.once(_lasts))


def points_back(text: str) -> bool:
    """Whether a sentence points at the one before: "Two weeks later", "doing so".

    >>> points_back("Two weeks later 900 men left."), points_back("In May 900 men left.")
    (True, False)
    """
    return _LEANS.search(text) is not None


def _means_somebody(text: str) -> bool:
    """Whether a sentence begins with somebody by what he is: "The Texas senator", "The mayor"."""
    found = re.match(r"The ((?:[A-Za-z][\w-]* ){0,2}?)([A-Za-z]+)\b(?! [A-Z])", text)
    return bool(found) and found[2].lower() in languages.read().person_words


def _tells_who(text: str, places: frozenset[str], lasts: frozenset[str]) -> bool:
    """Whether somebody is named before the first "he", or who is no place before "their".

    >>> hull, roe = frozenset({"Hull"}), frozenset({"Roe"})
    >>> _tells_who("In Hull he met Roe.", hull, roe), _tells_who("Roe met his son.", hull, roe)
    (False, True)
    """
    pointing = _PRONOUN.search(text)
    if not pointing:
        return True
    words = set(re.findall(r"\b[A-Z][\w-]+", text[: pointing.start()])) - places - _OPENERS
    if pointing[0] not in _SEVERAL:
        return not lasts.isdisjoint(words)
    return any(word.lower() not in languages.read().function_words for word in words)


def _lasts(event: Event) -> frozenset[str]:
    """The last names of the people whom the event names."""
    names = [*people.known(event).values(), *event.actors.values()]
    return frozenset(name.split()[-1] for name in names if people.is_person(name))
