"""The words that findings about several outlets are written with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.findings.finding import INNER, plain
from analysis.phrasing import listed

_LONGEST = 170  # characters of a quotation that a sentence prints whole
_CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s--?(?=\s)|(?=\s(?:and|but|because|which|who)\s)")
_OPEN_END = re.compile(
    r"(?: (?:an?|the|of|to|in|on|at|by|for|from|with|after|that|and|or|those|these|who|which|"
    r"his|her|their|its|as|is|are|was|were|has|have))+$"
)
_OPENING = re.compile(r"(?<![^\s(\[])\"(?=\S)")  # a straight mark before a word
_MARK = re.compile(r"[,;:.!?—–-][”’\"']*$")
_SHORTENED = re.compile(r"(?<![\w.])(?:[A-Z][a-z]{0,4}|[A-Z](?:\.[A-Z])+|[a-z](?:\.[a-z])+)\.$")
_PREDICATE = re.compile(
    r"(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|do|does"
    r"|did)\b"
)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELLED = 9  # numbers up to it are written as words


def count(n: int) -> str:
    """A small number as a word: "three", "12"."""
    return _COUNTS[n] if 0 <= n <= _SPELLED else f"{n:,}"


_BODIES = re.compile(  # which bear an article
    r"(?:Court|Department|Agency|Administration|Committee|Commission|Bureau|Ministry|Union|Senate"
    r"|Association|Council|Service|Authority|Office|Party|House)$"
)


def possessive(name: str) -> str:
    """A name as its owner: "The Hill’s", "Washington Times’".

    >>> possessive("The Hill"), possessive("Washington Times"), possessive("Supreme Court")
    ('The Hill’s', 'Washington Times’', 'the Supreme Court’s')
    """
    name = f"the {name}" if _BODIES.search(name) and not name.startswith("The ") else name
    return f"{name}’" if name.endswith("s") and " " in name else f"{name}’s"


def of_all(names: Sequence[str], everyone: int) -> str:
    """Who of all outlets: by name where they are few, else how many.

    >>> of_all(["A", "B"], 6), of_all(list("ABCDE"), 6)
    ('A and B', 'Five of six outlets')
    """
    if len(names) <= _NAMED:
        return listed(names)
    told = f"{count(len(names))} of {count(everyone)} outlets"
    return told[0].upper() + told[1:]


def do_not(silent: Sequence[str], carriers: int, everyone: int) -> str:
    """The half sentence on who does not: all by name, or how many where they are very many.

    >>> do_not(["A", "B"], 3, 6), do_not(list("ABCD"), 2, 6)
    ('; A and B do not', '; A, B, C and D do not')
    >>> do_not(list("ABCDEFGHI"), 2, 11), do_not(list("ABCDEFGHI"), 2, 12)
    ('; no other outlet does', '; nine other outlets do not')
    """
    if len(silent) <= _SILENT:
        return f"; {listed(silent)} {'does' if len(silent) == 1 else 'do'} not" if silent else ""
    if len(silent) + carriers == everyone:
        return "; no other outlet does"
    return f"; {count(len(silent))} other outlets do not"


def in_whom(silent: Sequence[str]) -> str:
    """Who is silent, as a sentence goes on: all by name, or how many (`silent_too` names them).

    >>> in_whom(["A", "B"]), in_whom(list("ABCDEFG"))
    ('A and B', '7 other outlets')
    """
    return listed(silent) if len(silent) <= _SILENT else f"{len(silent)} other outlets"


def silent_too(silent: Sequence[str]) -> str:
    """Who is silent, for the reason below a sentence that only says how many."""
    return f" Silent: {listed(silent)}." if len(silent) > _SILENT else ""


_SILENT = 6  # silent outlets that a sentence names
_NAMED = 4  # outlets that a sentence's subject spells out


_JOINED = re.compile(r"(?<=[.!?]) (?:And|But|So|Or|Because)$")


def whole(text: str, most: int = _LONGEST) -> str:
    """Words in quotation marks: whole, or cut at the end of a clause, which is marked.

    >>> whole("I don’t see any reason why it would be."), whole("One, two and three", most=6)
    ('“I don’t see any reason why it would be.”', '“One …”')
    >>> whole("It rained (as it did in all of the towns that lie by the sea).", most=20)
    '“It rained …”'
    >>> whole("Sie sagte „nein“.")
    '“Sie sagte ‚nein‘.”'
    """
    text = _OPENING.sub("‘", plain(text).strip(" ,;:–—-")).translate(INNER)
    text = _JOINED.sub("", text)  # "He shoots first. And", she went on
    if len(text) > most:
        ends = [found.start() for found in _CLAUSE_END.finditer(text) if 0 < found.start() <= most]
        cut = ends[-1] if ends and (2 * ends[-1] > most or most < 30) else text.rfind(" ", 0, most)
        opened = text.rfind("(", 0, cut)
        cut = opened if 3 * opened > most and ")" not in text[opened:cut] else cut
        text = _OPEN_END.sub("", text[:cut].rstrip(" ,;:–—-")) + " …"
    return f"“{text}”"


def is_shortened(word: str) -> bool:
    """Whether a word's full stop is that of a short form.

    >>> [is_shortened(word) for word in ("Sgt.", "U.S.", "D-Okla.", "river.", "SEALS.")]
    [True, True, True, False, False]
    """
    return _SHORTENED.search(word) is not None


def ends_clause(word: str) -> bool:
    """Whether a clause ends with a word, by the mark behind it, which is none of a short form.

    >>> ends_clause("river,"), ends_clause("river"), ends_clause("Sgt.")
    (True, False, False)
    """
    return _MARK.search(word) is not None and not is_shortened(word)


def is_predicate(text: str) -> bool:
    """Whether words are what is said of a subject that is missing: "been clear in our view"."""
    return _PREDICATE.match(text) is not None


def some(parts: Sequence[str], most: int) -> str:
    """What several outlets have, the first of them: the others stand in the bars.

    >>> some(["A x", "B y"], 2), some(["A x", "B y", "C z"], 1)
    ('A x; B y', 'A x; 2 more outlets below')
    """
    rest = len(parts) - most
    told = "; ".join(parts[:most])
    return f"{told}; {rest} more outlet{'s' * (rest != 1)} below" if rest > 0 else told


def and_others(told: Sequence[str], rest: int) -> str:
    """Some in a row, and that there are more: how many there are in all, a count would claim.

    >>> and_others(["A", "B"], 0), and_others(["A", "B"], 4)
    ('A and B', 'A, B and others')
    """
    return f"{', '.join(told)} and others" if rest else listed(told)


def begun(text: str) -> str:
    """A sentence with a capital at its start."""
    return text[:1].upper() + text[1:]
