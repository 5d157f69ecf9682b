"""Pair quotation marks, whatever the habit: which characters stand inside quotation marks.

Each mark is read as an opener or a closer from what stands beside it, because
typed marks are often the wrong way round and straight ones say nothing. A mark
that cannot be paired costs one quotation, never the document.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPENING = "“„‟«「『"
CLOSING = "”»」』"
STRAIGHT = '"″＂'
# A mark after "=" or before ">" belongs to leftover markup.
_DOUBLE = re.compile(rf"(?<!=)(?:``|''|´´|[{OPENING}{CLOSING}{STRAIGHT}])(?!/?>|\s[\w-]+=)")
_ANY = re.compile(rf"``|''|[{OPENING}{CLOSING}{STRAIGHT}´‘‚‹›`]|(?<!\w)'")
# A single mark opens only before a word and after a space or an opening sign:
# everything else may be an apostrophe.
_SINGLE_OPEN = re.compile(
    r"(?<![^\s(\[—–\-:])[‘‚‹'`](?=[\w\[…$])(?!\d0s\b|(?:em|til|tis|twas|cause)\b)"
)
_REOPENS = re.compile(rf"\s*(?:``|''|[{OPENING}{STRAIGHT}])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s(\[])[’‘›'](?![\w])")
_TAIL = re.compile(r"[\s,]*\b(?:[A-Z][\w’'.-]*|he|she|they|said|the)\b[^.]{0,80}\.?\s*$")


class Quoted(NamedTuple):
    """One stretch in quotation marks: ``text[start:end]`` without them, outer bounds with them.

    ``how`` says how it was paired: closed, single, running (closed by the next
    paragraph's opener), unclosed or unopened. ``line`` bounds its paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    how: str
    line_start: int
    line_end: int


class _Mark(NamedTuple):
    start: int
    end: int
    role: str  # "open", "close" or "either"


def quoted(text: str) -> list[Quoted]:
    """List every stretch in quotation marks, in order, nested ones left inside the outer.

    Reads plain text, one paragraph a line. Never raises: an odd mark is skipped
    or read as `unclosed` or `unopened`.

    >>> [(q.how, "“Yes,” he said. “No“, she said."[q.start:q.end])
    ...     for q in quoted("“Yes,” he said. “No“, she said.")]
    [('closed', 'Yes,'), ('closed', 'No')]
    """
    found: list[Quoted] = []
    position = 0
    while mark := _ANY.search(text, position):
        start, end = text.rfind("\n", 0, mark.start()) + 1, text.find("\n", mark.end())
        end = len(text) if end < 0 else end
        marks = [_role(text, mark, start, end) for mark in _DOUBLE.finditer(text, start, end)]
        doubles = _pair(text, marks, start, end) if marks else []
        found += _with_singles(text, doubles, start, end)
        position = end
    return found


def _role(text: str, mark: re.Match[str], start: int, end: int) -> _Mark:
    """Read one mark from its neighbours; its own shape decides only where they do not."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    shape = mark[0]
    open_left = before.isspace() or before in "([{—–-/‘'\ufeff"
    close_right = after.isspace() or after in ".,;:!?)]}—–-/’'…"
    if open_left and not close_right:
        role = "open"
    elif close_right and not open_left:
        role = "close"
    elif shape in OPENING or shape == "``":
        role = "open"
    elif shape in CLOSING or shape == "´´":
        role = "close"
    else:
        role = "either"
    return _Mark(mark.start(), mark.end(), role)


def _pair(text: str, marks: list[_Mark], start: int, end: int) -> list[Quoted]:
    """Pair the marks of one paragraph from left to right."""
    found: list[Quoted] = []
    opener: _Mark | None = None
    depth = 0
    for i, mark in enumerate(marks):
        if opener is None:
            if mark.role == "close":
                if not found:
                    found += _unopened(text, mark, start, end)
                continue
            opener, depth = mark, 0
        elif mark.role == "open":
            closers = sum(later.role != "open" for later in marks[i + 1 :])
            openers = len(marks) - i - 1 - closers
            if closers > openers + 1:
                depth += 1
            else:
                found += _unclosed(text, opener, mark.start, start, end)
                opener, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            found.append(
                Quoted(opener.end, mark.start, opener.start, mark.end, "closed", start, end)
            )
            opener = None
    if opener is not None:
        if _REOPENS.match(text, end):
            found.append(Quoted(opener.end, end, opener.start, end, "running", start, end))
        else:
            found += _unclosed(text, opener, end, start, end)
    return [q for q in found if text[q.start : q.end].strip()]


def _unclosed(text: str, opener: _Mark, limit: int, start: int, end: int) -> list[Quoted]:
    """An opener without closer: up to the paragraph's end, less an attribution there."""
    stop = limit
    tail = _TAIL.search(text, opener.end, limit)
    comma = text.rfind(",", opener.end, limit)
    if tail and comma > 0 and limit - comma < 100 and limit < end:
        stop = comma + 1
    return [Quoted(opener.end, stop, opener.start, stop, "unclosed", start, end)]


def _unopened(text: str, mark: _Mark, start: int, end: int) -> list[Quoted]:
    """A closer without opener: from the paragraph's start, if a clause ends at the mark."""
    if mark.start - start < 20 or text[mark.start - 1] not in ",.!?…":
        return []
    first = start + len(text[start : mark.start]) - len(text[start : mark.start].lstrip())
    return [Quoted(first, mark.start, first, mark.end, "unopened", start, end)]


def _with_singles(text: str, doubles: list[Quoted], start: int, end: int) -> list[Quoted]:
    """Add what stands in single marks outside the double ones."""
    found = list(doubles)
    position = start
    while opener := _SINGLE_OPEN.search(text, position, end):
        position = opener.end()
        if any(q.outer_start <= opener.start() < q.outer_end for q in doubles):
            continue
        limit = min((q.outer_start for q in doubles if q.outer_start > position), default=end)
        closer = _single_closer(text, position, limit)
        if closer < 0:
            continue
        found.append(Quoted(position, closer, opener.start(), closer + 1, "single", start, end))
        position = closer + 1
    return sorted(found)


def _single_closer(text: str, position: int, limit: int) -> int:
    """The closing single mark: the first after a stop, else the first not a possessive."""
    fallback = -1
    for mark in _SINGLE_CLOSE.finditer(text, position, limit):
        if text[mark.start() - 1] in ".,!?…":
            return mark.start()
        if fallback < 0 and not (
            text[mark.start() - 1] == "s" and text[mark.end() : mark.end() + 1] == " "
        ):
            fallback = mark.start()
    return fallback
