"""What a concept's term matches: the one place that event files and measures agree on.

Terms are searched for by the regular expressions of Polars (Rust's), which take time in
proportion to the text whatever the pattern is: none can hang a run. They know neither
look-ahead, look-behind nor references back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

_REFERENCE = re.compile(r"\\[1-9]|\(\?P=")
_LOOK = re.compile(r"\(\?<?[=!]")
_PIECE = 4_000  # characters searched at once: all matches of one text may take n² in its length


class PatternError(ValueError):
    """A term that is no pattern, and why."""


@dataclass(frozen=True)
class Term:
    """A compiled term: ``pattern`` in the syntax of Rust's regular expressions."""

    pattern: str

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the term stands: every match that is not empty, in order.

        A text longer than some thousand characters is searched in pieces cut at white space.

        >>> list(term_pattern("weapon*").spans("Weapons, and no weapon."))
        [(0, 7), (16, 22)]
        """
        return iter(self.all_spans([text])[0])

    def all_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """`spans` of many texts at once."""
        having = [number for number, there in enumerate(self.occurs(texts)) if there]
        pieces = [(n, at, piece) for n in having for at, piece in _pieces(texts[n])]
        opens, closes = _unused([piece for _, _, piece in pieces])
        marked = pl.Series([piece for _, _, piece in pieces], dtype=pl.String).str.replace_all(
            self.pattern, f"{opens}${{0}}{closes}"
        )
        found: list[list[tuple[int, int]]] = [[] for _ in texts]
        for (number, at, piece), shown in zip(pieces, marked, strict=True):
            spans = _marked(shown, opens, closes) if len(shown) > len(piece) else ()
            found[number] += [(at + start, at + end) for start, end in spans]
        return found

    def occurs(self, texts: Sequence[str]) -> list[bool]:
        """Whether the term stands in each of the texts."""
        return pl.Series(texts, dtype=pl.String).str.contains(self.pattern).to_list()


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


def _unused(texts: Sequence[str]) -> tuple[str, str]:
    """Two characters that stand in none of the texts."""
    private = map(chr, range(0xF0000, 0xFFFFE))
    free = (char for char in private if not any(char in text for text in texts))
    return next(free), next(free)


def _marked(shown: str, opens: str, closes: str) -> Iterator[tuple[int, int]]:
    """The spans between pairs of marks, counted without the marks."""
    at, marks = 0, 0
    while (start := shown.find(opens, at)) >= 0:
        end = shown.index(closes, start)
        if end > start + 1:
            yield start - marks, end - marks - 1
        at, marks = end + 1, marks + 2


def term_pattern(term: str) -> Term:
    """Compile a concept's term: a word or phrase, a stem ending in ``*``, or ``/a pattern/``.

    Words and stems match whole words in any case; runs of spaces match any white space.
    Raises PatternError for a pattern that is none, or that could take for ever.

    >>> term_pattern("weapon*").occurs(["Weapons were sold", "unweaponed"])
    [True, False]
    >>> term_pattern("/(a+)+$/").occurs(["a" * 10_000 + "!"])
    [False]
    >>> term_pattern("/(?=war)/")
    Traceback (most recent call last):
    analysis.terms.PatternError: look-ahead and look-behind are not supported
    """
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return _compiled(f"(?i){term[1:-1]}")
    return word_pattern(term)


def word_pattern(words: str) -> Term:
    """Compile a word, a phrase or stems ending in ``*``; everything else stands for itself.

    >>> word_pattern("U.N. sanction*").occurs(["new U.N.  sanctions", "UN sanctions"])
    [True, False]
    """
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words.split())
    return _compiled(r"\b{start-half}(?i:" + r"\s+".join(parts) + r")\b{end-half}")


def _compiled(pattern: str) -> Term:
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        raise PatternError(_why(pattern, str(error))) from error
    return Term(pattern)


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
