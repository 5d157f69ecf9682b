"""Doubt of what is claimed, in an outlet's own words, where others have no such word."""

from __future__ import annotations

import re
from collections import defaultdict

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.own_words import Sentence, own_places, sentences
from analysis.findings.phrases import some, whole
from analysis.phrasing import listed

KIND = "doubt"
_DOUBT = re.compile(
    r"\bwithout (?:\w+ing )?(?:any )?(?:evidence|proof)\b|\bno (?:\w+ )?(?:evidence|proof)\b"
    r"|\b(?:offer|provid|present|produc|giv)\w* (?:any|no) (?:\w+ )?(?:evidence|proof)\b"
    r"|\bno credible\b|\bbaseless(?:ly)?\b|\bunfounded\b|\bunsubstantiated\b|\bfalsely claim\w*"
    r"|\bdebunk\w*\b|\bdiscredited\b|\bconspiracy theor\w+\b|\b(?:false|misleading) (?:claim"
    r"|statement|rumou?r|impression|information|conspirac)\w*",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:should|must|never|if|unless|would|requires?|needs?|we|you|I)\b"
)  # a rule, not a doubt
_ANY = re.compile(  # a text with one of these may doubt in words of its own
    r"\bevidence\b|\bproof\b|\bcredib|\bfalse|\bbaseless|\bunfounded|\bunsubstantiated|\bdebunk"
    r"|\bdiscredit|\bconspirac|\bmislead|\buntrue\b|\bmyth|\binaccura|\blie[sd]?\b",
    re.IGNORECASE,
)
_LONGEST = 260  # characters of a sentence that is printed
_TOLD = 4  # outlets whose words one sentence prints
_LEAST = 8  # words of a sentence that can be read alone


def doubt(event: Event) -> list[Finding]:
    """Words of doubt in the truth of a claim that stand in some outlets' own voice alone."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    spoken = event.once(own_places)
    for one in event.once(sentences):
        match = _DOUBT.search(event.texts[one.article], one.start, one.end)
        own = match and (one.article, match.start()) in spoken
        if (
            own
            and not one.posted
            and not _GENERAL.search(one.text)
            and len(one.text.split()) >= _LEAST
        ):
            found[event.owners[one.article]].append(one)
    silent = [outlet for outlet in event.comparable if not _ANY.search(event.printed[outlet])]
    if not found or not silent:
        why = "No outlet doubts a claim in its own words where another has no such word at all."
        return [absent(KIND, "Doubt in the outlets’ own words", why)]
    return [_doubt(event, found, silent)]


def _doubt(event: Event, found: dict[str, list[Sentence]], silent: list[str]) -> Finding:
    parts, values = [], {}
    for outlet in event.outlets:
        if outlet in found:
            first = found[outlet][0]
            parts.append(f"{event.labelled(outlet)} {whole(first.text, _LONGEST)}")
            ids = [one.passage for one in found[outlet]]
            values[outlet] = (0.0, whole(first.text, _LONGEST), ids)
    names = [event.outlets[outlet] for outlet in silent]
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head="Doubt in the outlets’ own words",
        sentence=f"Doubt in the outlet’s own words: {some(parts, _TOLD)}; no word of doubt, nor "
        f"“evidence” or “credible”, stands in {listed(names)}",
        number=f"{len(found)} of {number_of(len(event.outlets), 'outlet')}",
        why="No word of doubt, nor “evidence” or “credible”, stands in "
        f"{listed(names)}. Words such as false, baseless, without evidence, misleading, debunked.",
        strength=len(found),
        weight=0.55,
        topic="doubt",
        n=len(found),
        about=next(iter(values)),
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes([*values, *silent]),
        proof=Proof(),
    )
