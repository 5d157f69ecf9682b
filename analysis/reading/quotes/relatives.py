"""Whom *who* means: the head of what stands before it, not a town or a guild in an office."""

from __future__ import annotations

import re

from analysis import languages
from analysis.reading.quotes.masking import Span
from analysis.reading.quotes.names import is_somebody, noun_gender
from analysis.reading.quotes.sentence_subjects import NAME, OPENER


def related(piece: str, low: int) -> tuple[int, int] | None:
    """Who is meant by *who* after ``a rebuke from Kim,`` or ``the objections of prosecutors``.

    ``piece`` is a sentence up to *who*, ``low`` where its near part begins; the result is a
    span of it.
    """
    held = _OFFICE_LAST.search(piece, max(0, low - _OFFICE_LONG))
    placed = held and _is_place(held["of"])
    if held and noun_gender(held["noun"]):
        if held["name"] and (placed or held["the"] or " of " in held["of"]):
            return held.span(_apposed(piece, held))
        if placed:
            return held.span("office")
    if (born := _PLACED_LAST.search(piece, low)) and _is_place(born["of"]):
        return born.span("name")
    if named := _NAMED_LAST.search(piece, low):
        return named.span("name")
    if apposed := _APPOSED_LAST.search(piece, low):
        return apposed.span(_apposed(piece, apposed))
    people = _PEOPLE_LAST.search(piece, low)
    if people and noun_gender(people["noun"].removesuffix("s")):
        return people.span("people")
    return None


# "Nora Quill, the head of the Bank of Eastwick, who said": Quill, and no bank or town
_OFFICE_LAST = re.compile(
    rf"(?:(?P<name>{NAME}), )?(?P<office>\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) "
    r"(?:(?!(?:the|an?|of|for|at|in|from)\b)[\w-]+ ){0,4}?(?P<noun>[a-z][\w-]+) "
    rf"(?:of|for|at|in|from) (?:(?!the\b)[\w’'-]+ ){{0,4}}?(?P<the>the )?(?P<of>{NAME})),?$"
)
_OFFICE_LONG = 80  # characters that an office may add to the reach of a verb
# "one of those is Nora Quill of Maine, who said": Quill
_PLACED_LAST = re.compile(rf"\b(?P<name>{NAME}) (?:of|from) (?P<of>{NAME}),?$")
_NAMED_LAST = re.compile(
    r"\b(?:(?:from|by|with|to|and|for|of) (?:(?:former|then|acting|retired|late) )?"
    r"(?:(?:[A-Z][\w’'-]* ){0,3}[A-Z][a-z]{1,4}\. )?|(?:[a-z]+ed|met) )"  # "former Ohio Gov."
    rf"(?P<name>{NAME}),?$"
)
# "Nora Quill, a writer who said …": Quill
_APPOSED_LAST = re.compile(
    rf"(?P<name>{NAME}), (?P<office>(?:an?|the|his|her) (?:[a-z-]+ ){{0,3}}[a-z-]+),?$"
)
_PEOPLE_LAST = re.compile(
    r"\b(?:from|by|with|to|and|for|of|among|against) "
    r"(?P<people>(?:(?:the|an?|some|many|those|several) )?(?:[\w-]+ )?(?P<noun>[a-z]+)),?$"
)


_HELD = re.compile(r"(?P<verb>\b(?!need|want|tri|decid|refus|us)[a-z]+ed) $")
_SOMEBODY = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Tt]wo|[Tt]hree|[Oo]ne) )?(?:[A-Z]?[a-z-]+ ){0,3}?"
    r"(?P<noun>[A-Z]?[a-z-]+)(?: (?:in|from|at|of) .+)?"
)


def held_back(masked: str, low: int, high: int) -> int | None:
    """Where ``accused`` begins in ``A man accused of …``, a verb that only says which man."""
    verb = _HELD.search(masked, max(low, high - 24), high)
    return verb.start() if verb else None


def bounds(masked: str, low: int, head: Span) -> bool:
    """Whether a phrase that a participle follows opens its sentence and is of people, or many."""
    who = _SOMEBODY.fullmatch(masked, *head)
    if not who or masked[low : head.start].strip():
        return False
    noun = who["noun"].lower()
    return is_somebody(noun) or noun.endswith("ings")


def _apposed(piece: str, found: re.Match[str]) -> str:
    """Which part of ``Kim, an aide`` is meant: in ``After a talk with Kim, an aide who`` she."""
    leads = OPENER.match(piece) and piece.find(",") == found.end("name")
    return "office" if leads else "name"


def _is_place(name: str) -> bool:
    """Whether a name ends in a country's or a state's: ``Guild of Maine``."""
    known = languages.read()
    last = name.rpartition(" of ")[2].removeprefix("the ")
    return last in known.countries or last in known.states.values()
