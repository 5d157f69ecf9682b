"""Pair quotation marks, whatever the habit: which characters stand inside quotation marks.

Each mark is read as an opener or a closer from what stands beside it, because
typed marks are often the wrong way round and straight ones say nothing. A mark
that cannot be paired costs one quotation, never the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

DASHES = "—–―‒-"
OPENING = "“„‟«「『"
CLOSING = "”»」』"
STRAIGHT = '"″＂'
_PAIRED = f"{OPENING}{CLOSING}{STRAIGHT}"
# In these a set of characters comes first, which is found quickly, and then what stands before.
# A mark after "=" or before ">" belongs to leftover markup.
_DOUBLE = re.compile(
    rf"[{_PAIRED}`'´](?<!=.)(?:(?<=[{_PAIRED}])|(?<=`)`|(?<=')'|(?<=´)´)(?!/?>|\s[\w-]+=)"
)
_ANY = re.compile(rf"[{_PAIRED}´‘‚‹›`'](?:(?<!')|(?<!\w')|(?='))")
# A single mark opens only before a word and after a space or an opening sign:
# everything else may be an apostrophe.
_SINGLE_OPEN = re.compile(
    rf"[‘‚‹'`](?<![^\s(\[:{DASHES}].)(?=[\w\[…$])(?!\d0s\b|(?:em|til|tis|twas|cause)\b)"
)
_SINGLE_CLOSE = re.compile(r"[’‘›'](?<=[^\s(\[].)(?![\w])")
_REOPENS = re.compile(rf"\s*(?:``|''|[{OPENING}{STRAIGHT}])")
_STOPS = ".,!?…"
# "…, he said" at the end of a quotation that was never closed
_SAYS = r"(?:sa(?:id|ys)|told|\w+ed)\b"
_SPEAKER = r"(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)"
_UNMARKED_TAIL = re.compile(rf"[,!?]\s+(?:{_SPEAKER} {_SAYS}|sa(?:id|ys) [A-Z])[^“”\"]{{0,100}}$")


class Quoted(NamedTuple):
    """One stretch in quotation marks: ``text[start:end]`` without them, outer bounds with them.

    ``how`` says how it was paired: closed, single, running (the next paragraph
    opens it again), unclosed or unopened. ``line`` bounds its paragraph.
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
    role: str  # open, close or either


def quoted(text: str) -> list[Quoted]:
    """List every stretch in quotation marks, in order, nested ones left inside the outer.

    Reads plain text, one paragraph a line. Never raises: an odd mark is skipped
    or read as `unclosed` or `unopened`.

    >>> text = "“Yes,” he said. “No“, she said."
    >>> [(q.how, text[q.start : q.end]) for q in quoted(text)]
    [('closed', 'Yes,'), ('closed', 'No')]
    """
    found: list[Quoted] = []
    position = 0
    while mark := _ANY.search(text, position):
        start, end = text.rfind("\n", 0, mark.start()) + 1, text.find("\n", mark.end())
        end = len(text) if end < 0 else end
        marks = [_read(text, mark, start, end) for mark in _DOUBLE.finditer(text, start, end)]
        found += _with_singles(text, _pair(text, marks, start, end), start, end)
        position = end
    return _over_lines(text, found)


_MOST_BETWEEN = 3_000  # characters between an opening mark and the closing one of a later line
# "Nora Quill, Institute of Lamps.": who wrote what stands before it
_SIGNATURE = re.compile(r"\s*(?:[A-Z][\w.’'-]*(?:,? (?:of |for |the |and )*|[.,]?\s*$)){3,}")
_SOMEBODY_SAYS = re.compile(rf"\b{_SPEAKER} {_SAYS}|\bsa(?:id|ys) [A-Z]")


def _over_lines(text: str, found: list[Quoted]) -> list[Quoted]:
    """What stands between an opening mark and the closing one of a later line, where no other is.

    Such lines go on with the quotation, unless somebody is said to speak in one of them.
    """
    if not any(q.how == "unclosed" and after.how == "unopened" for q, after in pairwise(found)):
        return found
    joined: list[Quoted] = []
    for q, after in zip(found, [*found[1:], None], strict=True):
        opens = q.how == "unclosed" and q.outer_end == q.line_end
        if not opens or after is None or after.how != "unopened":
            joined.append(q)
            continue
        between = text[q.line_end : after.line_start]
        lines = [*between.split("\n"), text[after.start : after.end]]
        signed = any(_SIGNATURE.fullmatch(line) for line in lines)
        if len(between) > _MOST_BETWEEN or signed or _SOMEBODY_SAYS.search(between):
            joined.append(q)
            continue
        joined.append(q._replace(how="running"))
        for line in re.finditer(r"\S[^\n]*", between):
            low, high = q.line_end + line.start(), q.line_end + line.end()
            joined.append(Quoted(low, high, low, high, "running", low, high))
    return joined


def _read(text: str, mark: re.Match[str], start: int, end: int) -> _Mark:
    """Read one mark from its neighbours; its own shape decides only where they do not."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    open_left = before.isspace() or before in "([{/‘'\ufeff" + DASHES
    close_right = after.isspace() or after in ".,;:!?)]}/’'…" + DASHES
    role = "either"
    if open_left != close_right:
        role = "open" if open_left else "close"
    elif mark[0] in OPENING or mark[0] == "``":
        role = "open"
    elif mark[0] in CLOSING or mark[0] == "´´":
        role = "close"
    return _Mark(mark.start(), mark.end(), role)


def _pair(text: str, marks: list[_Mark], start: int, end: int) -> list[Quoted]:
    """Pair the marks of one paragraph from left to right."""
    found: list[Quoted] = []
    opener: _Mark | None = None
    depth = 0
    closers = sum(mark.role != "open" for mark in marks)
    openers = len(marks) - closers
    for mark in marks:
        openers, closers = openers - (mark.role == "open"), closers - (mark.role != "open")
        if opener is None and mark.role == "close":
            found += [] if found else _unopened(text, mark, start, end)
        elif opener is None:
            opener, depth = mark, 0
        elif mark.role == "open" and closers > openers + 1:
            depth += 1
        elif mark.role == "open":
            found.append(_unclosed(text, opener, mark.start, start, end))
            opener, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            inner = (opener.end, mark.start, opener.start, mark.end)
            found.append(Quoted(*inner, "closed", start, end))
            opener = None
    if opener is not None and _REOPENS.match(text, end):
        found.append(Quoted(opener.end, end, opener.start, end, "running", start, end))
    elif opener is not None:
        found.append(_unclosed(text, opener, end, start, end))
    return [q for q in found if text[q.start : q.end].strip()]


def _unclosed(text: str, opener: _Mark, limit: int, start: int, end: int) -> Quoted:
    """An opener without closer: up to the next one, less an attribution that stands there."""
    tail = _UNMARKED_TAIL.search(text, max(opener.end, limit - 160), limit)
    stop = tail.start() + 1 if tail else limit
    return Quoted(opener.end, stop, opener.start, stop, "unclosed", start, end)


def _unopened(text: str, mark: _Mark, start: int, end: int) -> list[Quoted]:
    """A closer without opener: from the paragraph's start, if a clause ends at the mark."""
    if mark.start - start < 20 or text[mark.start - 1] not in _STOPS:
        return []
    first = mark.start - len(text[start : mark.start].lstrip())
    return [Quoted(first, mark.start, first, mark.end, "unopened", start, end)]


def _with_singles(text: str, doubles: list[Quoted], start: int, end: int) -> list[Quoted]:
    """Add what stands in single marks outside the double ones."""
    found = list(doubles)
    bounds = [q.outer_start for q in doubles]
    position = start
    while opener := _SINGLE_OPEN.search(text, position, end):
        index = bisect_right(bounds, opener.start())
        inside = index and doubles[index - 1].outer_end > opener.start()
        limit = bounds[index] if index < len(bounds) else end
        closer = -1 if inside else _single_closer(text, opener.end(), limit)
        if closer < 0 and not inside and limit == end and _goes_on(text, opener.end(), end):
            found.append(Quoted(opener.end(), end, opener.start(), end, "running", start, end))
            break
        if inside:
            position = doubles[index - 1].outer_end
        elif closer < opener.end() + 2:
            position = opener.end()
        else:
            inner = (opener.end(), closer, opener.start(), closer + 1)
            found.append(Quoted(*inner, "single", start, end))
            position = closer + 1
    return sorted(found)


_REOPENS_SINGLE = re.compile(r"\s*[‘'](?=\w)")


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a single mark runs over the paragraph's end and opens again in the next."""
    closes = text[start:end].rstrip()[-1:] in _STOPS
    return closes and bool(_REOPENS_SINGLE.match(text, end)) and end - start > 12


def _single_closer(text: str, position: int, limit: int) -> int:
    """The closing single mark: the first after a stop, else the first not a possessive."""
    fallback = -1
    for mark in _SINGLE_CLOSE.finditer(text, position, min(limit, position + 1000)):
        before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        if before in _STOPS:
            return mark.start()
        if fallback < 0 and not (before == "s" and after == " "):
            fallback = mark.start()
    return fallback
