"""Users' regular expressions, searched for in time that grows with the text: none can hang a run.

They are Polars' (Rust's), which know neither look-ahead, look-behind nor references back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from analysis.errors import ParallaxError

_REFERENCE = re.compile(r"\\[1-9]|\(\?P=")
_LOOK = re.compile(r"\(\?<?[=!]")
_PIECE = 4_000  # characters searched at once: all matches of one text may take n² in its length


class PatternError(ParallaxError):
    """A term that is not a valid pattern; ``problem`` says why."""

    def __init__(self, term: str, why: str, remedy: str = "mend it"):
        super().__init__(f"term '{term}'", why, remedy)
        self.term = term

    def __reduce__(self):
        return type(self), (self.term, self.problem, self.remedy)


@dataclass(frozen=True)
class Match:
    """Where a pattern stands, as `re.Match` says it."""

    low: int
    high: int

    def start(self) -> int:
        return self.low

    def end(self) -> int:
        return self.high

    def span(self) -> tuple[int, int]:
        return self.low, self.high


@dataclass(frozen=True)
class Linear:
    """A compiled pattern that is asked as a `re.Pattern` is."""

    pattern: str

    def search(self, text: str) -> Match | None:
        """The first match that is not empty."""
        return next(self.finditer(text), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Every match that is not empty, in order; a long text is cut at white space.

        >>> [found.span() for found in linear("(a+)+!").finditer("aaa! ba!")]
        [(0, 4), (6, 8)]
        """
        text = text[start:end]
        if not pl.Series([text]).str.contains(self.pattern).item():
            return
        pieces = list(_pieces(text))
        opens, closes = _unused(text)
        marked = pl.Series([piece for _, piece in pieces]).str.replace_all(
            self.pattern, f"{opens}${{0}}{closes}"
        )
        for (at, _), shown in zip(pieces, marked, strict=True):
            for low, high in _marked(shown, opens, closes):
                yield Match(start + at + low, start + at + high)


def linear(pattern: str) -> Linear:
    """Compile a pattern, any case; raises PatternError where it is invalid or not supported.

    >>> linear("(?=war)")
    Traceback (most recent call last):
    analysis.patterns.PatternError: term '/(?=war)/': look-ahead and look-behind are not \
supported. Remedy: mend it.
    """
    compiled = f"(?i){pattern}"
    try:
        pl.Series([""]).str.contains(compiled)
    except pl.exceptions.PolarsError as error:
        raise PatternError(f"/{pattern}/", _why(pattern, str(error))) from error
    return Linear(compiled)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in runs of at most some thousand characters, each with its place."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        stop = space + 1 if space > start else end
        yield start, text[start:stop]
        start = stop
    yield start, text[start:]


def _unused(text: str) -> tuple[str, str]:
    """Two characters that do not stand in the text."""
    free = (char for char in map(chr, range(0xF0000, 0xFFFFE)) if char not in text)
    return next(free), next(free)


def _marked(shown: str, opens: str, closes: str) -> Iterator[tuple[int, int]]:
    """The spans between pairs of marks, counted without the marks."""
    at, marks = 0, 0
    while (start := shown.find(opens, at)) >= 0:
        end = shown.index(closes, start)
        if end > start + 1:
            yield start - marks, end - marks - 1
        at, marks = end + 1, marks + 2


def _why(pattern: str, said: str) -> str:
    """What the engine has to say of a pattern, in a line."""
    if _LOOK.search(pattern):
        return "look-ahead and look-behind are not supported"
    if _REFERENCE.search(pattern):
        return "references back to a group are not supported"
    if "size limit" in said:
        return "it repeats too much"
    found = re.search(r"^error: (.+)$", said, re.M)
    return found[1] if found else said.splitlines()[0]
