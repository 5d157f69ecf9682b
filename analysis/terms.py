"""What a concept's term matches: the one place that event files and measures agree on."""

from __future__ import annotations

import re


def term_pattern(term: str) -> re.Pattern[str]:
    """Compile a concept's term: a word or phrase, a stem ending in ``*``, or ``/a pattern/``.

    Words and stems match whole words in any case; runs of spaces match any white space.

    >>> bool(term_pattern("weapon*").search("Weapons were sold"))
    True
    >>> bool(term_pattern("arms").search("armsdealer"))
    False
    """
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return re.compile(term[1:-1], re.IGNORECASE)
    return word_pattern(term)


def word_pattern(words: str) -> re.Pattern[str]:
    """Compile a word, a phrase or stems ending in ``*``; everything else stands for itself.

    >>> bool(word_pattern("U.N. sanction*").search("new U.N.  sanctions"))
    True
    """
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
