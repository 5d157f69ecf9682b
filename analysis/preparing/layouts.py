"""Layouts whose speech cannot be told from the outlet's own words: where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.reading.quotes.layouts import unmarked
from analysis.reading.quotes.marks import DASHES, quoted

_DIALOGUE = re.compile(rf"^[{DASHES}] ?(?=[A-Z¿¡])[^\n]{{8,}}", re.M)
_LIST = re.compile(r"^- ?[A-Z][^\n]{8,}", re.M)
_QUESTION = re.compile(r"^[A-Z][^\n“”\"]{8,200}\?[ \r]*$", re.M)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_BLOCK = re.compile(r"(?:^> ?[^\n]*\S[^\n]*\n?)+", re.M)
_LEAST = 3  # lines or turns that make a layout
_CREDITED = re.compile(
    r"\b(?:said|says|wrote|writes|told|read|reads|statement|posted|tweeted|according|letter|added)\b"
)


class Unsafe(NamedTuple):
    """One place where a layout cannot be read safely."""

    start: int
    problem: str
    remedy: str


def unsafe(text: str) -> list[Unsafe]:
    """List the layouts of one text whose speech may be counted as the outlet's own words.

    Dialogue after dashes, questions and answers without labels, block quotations that name
    nobody, and marks that open and never close; one place each, in order.

    >>> text = chr(10).join(["A talk.", "", "– We came.", "– I saw nobody.", "– We waited."])
    >>> [(place.start, place.problem) for place in unsafe(text)]
    [(9, '3 lines begin with a dash, as dialogue does')]
    """
    found = [place for rule in (_dialogue, _interview, _blocks, _open) for place in rule(text)]
    return sorted(found)


def _dialogue(text: str) -> Iterator[Unsafe]:
    """Lines that begin with a dash and speak."""
    lines = list(_DIALOGUE.finditer(text))
    lines += [m for m in _LIST.finditer(text) if _FIRST_PERSON.search(m[0])]
    lines = list({m.start(): m for m in lines}.values())
    spoken = sum(bool(_FIRST_PERSON.search(m[0]) or m[0].rstrip().endswith("?")) for m in lines)
    if len(lines) >= _LEAST and 2 * spoken >= len(lines):
        problem = f"{len(lines)} lines begin with a dash, as dialogue does"
        remedy = "put what is spoken in quotation marks, or write who speaks before it (“KIM: …”)"
        yield Unsafe(min(m.start() for m in lines), problem, remedy)


def _interview(text: str) -> Iterator[Unsafe]:
    """Questions that are a paragraph each, answered in the first person without a label."""
    if any(q.how == "turn" for q in unmarked(text, [])):
        return
    turns = []
    for question in _QUESTION.finditer(text):
        answer = text[question.end() :].lstrip().partition("\n")[0]
        if _FIRST_PERSON.search(answer) and answer[:1] not in "“„«\"‘'" and answer[-1:] != "?":
            turns.append(question.start())
    if len(turns) >= _LEAST:
        problem = f"{len(turns)} questions are answered without a label, as in an interview"
        yield Unsafe(turns[0], problem, "write “Q:” and “A:”, or the names, before the turns")


def _blocks(text: str) -> Iterator[Unsafe]:
    """Block quotations with no name before or after them."""
    for block in _BLOCK.finditer(text):
        after = text[block.end() :].lstrip().partition("\n")[0]
        before = text[: block.start()].rstrip().rpartition("\n")[2]
        signed = after[:1] in tuple(DASHES) or re.search(rf"^> ?[{DASHES}]", block[0], re.M)
        led = before.endswith(":") or _CREDITED.search(before)
        if not signed and not led:
            problem = "a block quotation names no author"
            yield Unsafe(block.start(), problem, "add a line “— Name” below it")


def _open(text: str) -> Iterator[Unsafe]:
    """Marks that open several paragraphs and never close, or close in a later paragraph."""
    found = [q for q in quoted(text) if q.how != "single"]
    for number, q in enumerate(found):
        if q.how != "unclosed":
            continue
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        if before and before.how == "running":
            first = number - 1
            while first and found[first - 1].how == "running":
                first -= 1
            problem = f"a quotation mark opens {number - first + 1} paragraphs and never closes"
            yield Unsafe(found[first].outer_start, problem, "close it where the speech ends")
        elif after and after.how == "unopened" and after.line_start > q.line_start:
            problem = "a quotation mark opens here and closes in a later paragraph only"
            remedy = "open every paragraph of the speech with a mark"
            yield Unsafe(q.outer_start, problem, remedy)
