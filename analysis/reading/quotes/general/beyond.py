"""Who speaks where no name stands in the clause of the verb: introductions, pronouns, what goes on.

For Arabic, Chinese, Japanese and Korean, as `beside`: only where one listed person can be meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.languages.beside import Beside
from analysis.reading.quotes.general.texts import ENDED, INSIDE
from analysis.reading.quotes.masking import Span

_STOP = rf"[。！？.!?\n{ENDED}]"
_OPENS = 24  # letters at a line's beginning in which its subject is named
_LINES = 3  # lines before a quotation in which "he" was named
_SAYS = 30  # letters between a name and the verb that ends its sentence


def introduced(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> str | None:
    """``Kim spoke thus. “…”``: the name that a sentence of introduction is about."""
    if not words.thus:
        return None
    start = max((m.end() for m in re.finditer(_STOP, masked[: _end(masked, outer)])), default=0)
    told = re.compile(
        rf"({_any(names)})(?:\s?(?:{_any(words.titles)}))?(?:{_any(words.particles)})"
        rf"[^{INSIDE}]{{0,{_SAYS}}}?(?:{_any(words.thus)})\s?(?:{_any(words.verbs)})\w{{0,4}}[.。:：]?\s*$",
        re.IGNORECASE,
    ).search(masked[start : outer.start])
    return told[1] if told else None


def after(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> str | None:
    """``“…” Kim said.``: the name right after marks that no particle reports."""
    if words.order != "particle":
        return None
    told = re.compile(
        rf" ?(?:[^。.\n{INSIDE}]{{0,{_SAYS}}} )?({_any(names)})(?:\s?(?:{_any(words.titles)}))?"
        rf"(?:{_any(words.particles)})[^。\n{INSIDE}]{{0,{_SAYS}}}?(?:{_any(words.verbs)})",
        re.IGNORECASE,
    ).match(masked, outer.end)
    if told is None or re.search(
        rf"(?:{_any(words.particles)})\s", masked[told.start() : told.start(1)]
    ):
        return None
    return told[1]


def pronoun(masked: str, outer: Span, words: Beside) -> bool:
    """Whether "he said" stands beside the marks and nobody else."""
    if words.order == "verb first":  # a verb with nobody after it
        before = masked[masked.rfind("\n", 0, outer.start) + 1 : outer.start]
        alone = rf"(?:^|[.،؛]\s)\s*[وف]?(?:{_any(words.verbs)})\s*(?:[إأ]نه?)?\s*:?\s*$"
        return re.search(alone, before) is not None
    if not words.pronouns:
        return False
    reported = rf"[ ,，、]*(?:{_any(words.quotative)})?\s?(?:[^。\s,，、]{{1,4}}、?)?"
    said = rf"{reported}(?:{_any(words.pronouns)})\s?(?:{_any(words.verbs)})"
    return re.compile(said).match(masked, outer.end) is not None


def meant(
    masked: str, outer: Span, names: tuple[str, ...], actors: dict[str, str], last: str | None
) -> str | None:
    """Who is "he": the only listed person of the nearest line that names one, or who spoke last.

    ``last`` spoke in one of these lines; a line that begins with somebody else is about him.
    """
    lines = masked[: outer.start].split("\n")[:-1][-_LINES:]
    for line in reversed(lines):
        named = list(re.finditer(_any(names), line, re.IGNORECASE))
        here = {actors[m[0].lower()] for m in named}
        if here:
            opens = named[0].start() < _OPENS or last in here
            return here.pop() if len(here) == 1 and opens else None
        if last and INSIDE in line:
            return last
    return None


def goes_on(masked: str, before: Span, outer: Span) -> bool:
    """Whether a quotation is a line by itself, and the one before it stands in the line before."""
    line = masked.rfind("\n", 0, outer.start)
    end = masked.find("\n", outer.end)
    around = masked[line + 1 : outer.start] + masked[outer.end : end if end >= 0 else None]
    near = masked.count("\n", before.end, outer.start) == 1
    return near and not around.strip(f" .。{INSIDE}{ENDED}")


def _end(masked: str, outer: Span) -> int:
    """Where the sentence right before the marks ends, without its stop."""
    return len(masked[: outer.start].rstrip(" 　.。"))


@lru_cache(maxsize=128)
def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"
