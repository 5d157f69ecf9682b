"""The sentence in which an outlet first brings somebody or something in, as it can be printed."""

from __future__ import annotations

import re

from analysis import languages
from analysis.findings.event import Event
from analysis.findings.leaning import can_stand
from analysis.findings.own_words import Sentence, is_quotation, sentences
from analysis.findings.phrases import whole
from analysis.measures.claims.asserting import asserts

_LEAST, _LONGEST = 50, 240  # characters of such a sentence
_WHO = re.compile(r",? (?:who|whose|which)\b")  # "A professor of law who clerked for Jane Roe."


def introducing(event: Event, outlet: str, words: str) -> tuple[str, str] | None:
    """The first sentence of an outlet that holds some words and can be printed, and its passage.

    Not somebody's words, none that judges and none that lacks a verb, as what stands below a
    portrait does: it is to tell what it is about.
    """
    held = re.compile(rf"\b{re.escape(words)}\b")
    own = (one for one in event.once(_printable) if event.owners[one.article] == outlet)
    found = next((one for one in own if held.search(one.text)), None)
    return (whole(found.text, _LONGEST), found.passage) if found else None


def _printable(event: Event) -> list[Sentence]:
    return [
        one
        for one in event.once(sentences)
        if _LEAST <= len(one.text) <= _LONGEST
        and not is_quotation(one.text)
        and not _judges(one.text)
        and asserts(_WHO.split(one.text, maxsplit=1)[0])
        and can_stand(event, one)
    ]


def _judges(text: str) -> bool:
    """Whether a sentence has a word that judges, so that it tells more than who somebody is."""
    return not languages.read().judging_words.keys().isdisjoint(re.findall(r"[a-z-]+", text))
