"""What files of many articles are known by, and who reads them: one line a format."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.errors import ParallaxError
from analysis.importing import europresse, factiva, feeds, nexis, proquest, ris, tripwire
from analysis.importing.found import Reading
from analysis.importing.names import NEXIS
from analysis.importing.trees import lines, parsed

# what a page must hold to be a text in HTML's clothes: worth its lines only then
_HINTS = re.compile(rf"_{{20}}|{'|'.join(map(re.escape, NEXIS['end']))}|DO[CK]UMENTS?\b", re.I)
Recognises = Callable[[str], bool]
Reads = Callable[[str, str], Reading]

TEXTS: tuple[tuple[Recognises, Reads], ...] = (
    (ris.recognises, ris.reads),
    (proquest.recognises, proquest.reads),
    (nexis.recognises, nexis.reads),
    (factiva.recognises, factiva.reads),
)
PAGES: tuple[tuple[Recognises, Reads], ...] = (
    (feeds.recognises, feeds.reads),
    (factiva.recognises_page, factiva.reads_page),
    (europresse.recognises, europresse.reads),
)


def is_feed(text: str) -> bool:
    """Whether a document is a feed, which may hold no tag of HTML."""
    return feeds.recognises(text)


def known_text(text: str, name: str) -> Reading | None:
    """The articles of a text in a format that is known; None where it is none of them.

    Raises ParallaxError where it holds several articles in a format that is not known.
    """
    for recognises, reads in TEXTS:
        if recognises(text):
            return reads(text, name)
    if what := tripwire.several(text):
        raise several(name, what)
    return None


def known_page(text: str, name: str) -> Reading | None:
    """The articles of a page in an archive's format; None where it is a page like others."""
    for recognises, reads in PAGES:
        if recognises(text):
            return reads(text, name)
    if not _HINTS.search(text):
        return None
    if nexis.recognises(plain := lines(parsed(text, name))):
        return nexis.reads(plain, name)
    if proquest.recognises(plain):
        return proquest.reads(plain, name)
    return None


def several(name: str, what: str) -> ParallaxError:
    """The error for what holds several articles in a format that nothing here knows."""
    problem = f"it holds several articles in a format not known ({what})"
    return ParallaxError(name, problem, "export it in another format, or save one article a file")
