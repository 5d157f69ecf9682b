"""What a concept's term matches: the one place that event files and measures agree on.

Terms and texts are compared in their normal form (`languages.folding`), so that no match
depends on which apostrophe, hyphen or accent a site's editor types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis import languages
from analysis.languages import dates, quantities
from analysis.languages.folding import Folded, fold
from analysis.languages.scripts import HAS_WIDE, MARKS
from analysis.patterns import Linear, PatternError, linear

# Abbreviations whose letters are another word in small letters: "US" is not "us".
_WORDS_IN_SMALL = frozenset(("us", "it", "who", "am", "pm", "is", "as", "in", "or", "at", "no"))
_WORDS_IN_SMALL |= frozenset(("so", "to", "up", "me", "we", "he", "an", "be", "do", "aids", "ice"))
_STARS = 3
_ENDS = rf"(?![\w{MARKS}])"  # a vowel sign goes on with the word, as a letter does
_STOPPED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\.?")
_PERCENT = r"(?:percent|per\s+cent|pct|%)"
_JOINED_TO_A_NAME = r"(?:\s(?:of|the|for|and|de))?"


@dataclass(frozen=True)
class Rule:
    """A concept's term with what the event file asks of its matches.

    ``without`` are phrases inside which a match is none ("Sea of Japan"), ``beside`` are
    terms of which one must stand in the same sentence, and ``whole`` leaves out matches
    that are part of a longer name ("Economic" in "Eastern Economic Forum").
    """

    term: str
    without: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    whole: bool = False

    def spans(
        self, text: Folded, start: int, end: int, language: str | None = "en"
    ) -> Iterator[tuple[int, int]]:
        """Give where the term stands in one sentence of a folded text, in the text's offsets."""
        low, high = text.within(start, end)
        if self.beside and not any(
            next(_matches(term, text.text, low, high, language), None) for term in self.beside
        ):
            return
        shut = [
            span for term in self.without for span in _matches(term, text.text, low, high, language)
        ]
        for first, last in _matches(self.term, text.text, low, high, language):
            if any(a <= first and last <= b for a, b in shut):
                continue
            if self.whole and _inside_a_name(text.text[low:high], first - low, last - low):
                continue
            yield text.span(first, last)


def term_pattern(term: str, language: str | None = "en") -> re.Pattern[str] | Linear:
    """Compile a concept's term: a word or phrase, a stem ending in ``*``, or ``/a pattern/``.

    Words and stems match whole words in any case; runs of spaces match any white space.
    Texts are searched in their normal form.

    >>> bool(term_pattern("weapon*").search("Weapons were sold"))
    True
    >>> bool(term_pattern("arms").search("armsdealer"))
    False
    >>> bool(term_pattern("/(a+)+$/").search("a" * 10_000 + "!"))  # no pattern hangs
    False

    Raises PatternError for a pattern that is not valid (`analysis.patterns`).
    """
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return linear(fold(term[1:-1], language))
    return word_pattern(term, language)


def word_pattern(words: str, language: str | None = "en") -> re.Pattern[str]:
    """Compile a word, a phrase or stems ending in ``*``; everything else stands for itself.

    An abbreviation matches with and without its stops; one whose letters are a word in
    small letters matches in capitals only. "percent" matches "per cent" and "%".

    >>> bool(word_pattern("U.N. sanction*").search("new UN  sanctions"))
    True
    >>> bool(word_pattern("US").search("he told us")), bool(word_pattern("US").search("the U.S."))
    (False, True)
    """
    parts = [_part(word) for word in fold(words, language).split()]
    pattern = r"\s+".join(parts).replace(r"per\s+cent", _PERCENT)
    if _PERCENT in pattern:
        pattern = pattern.replace(rf"\s+{_PERCENT}", rf"\s*{_PERCENT}")
    elif fold(words, language) != words:  # a text that nobody folded
        pattern = f"(?:{pattern}|{_literally(words)})"
    before = "" if HAS_WIDE.match(words) else r"(?:(?<!\w)|(?<=\d)(?=%))"
    after = "" if HAS_WIDE.match(words[-1:]) else _ENDS if not words.isascii() else r"(?!\w)"
    return re.compile(f"{before}{pattern}{after}", re.IGNORECASE)


def _literally(words: str) -> str:
    return r"\s+".join(map(_stem, words.split()))


def _stem(word: str) -> str:
    """A word whose stars stand for letters; a star alone stands for a word."""
    if not word.strip("*"):
        return r"\w+"
    if word.count("*") > _STARS:  # each more takes 80 times as long at its worst
        raise PatternError(word, f"a word has more than {_STARS} stars", "leave some out")
    return re.escape(word).replace(r"\*", r"\w{0,80}")


def find(text: Folded, term: str, language: str | None = "en") -> Iterator[tuple[int, int]]:
    """Give every place of a whole text where a term stands, in the text's own offsets.

    A term that is itself a number with a unit, or a date, is found however it is typed.

    >>> from analysis.languages.folding import folded
    >>> list(find(folded("It cost $3.5m"), "3.5 million dollars"))
    [(8, 13)]
    """
    for start, end in _matches(term, text.text, 0, len(text.text), language):
        yield text.span(start, end)


def _matches(
    term: str, text: str, start: int, end: int, language: str | None
) -> Iterator[tuple[int, int]]:
    for match in _compiled(term, language).finditer(text, start, end):
        if match.end() > match.start():
            yield match.span()
    unit, day = _quantity(term, language)
    if unit:
        written = {m.span() for m in _compiled(term, language).finditer(text, start, end)}
        for found in quantities.find(text, start, end):
            if found.key == unit and not _overlaps(found.start, found.end, written):
                yield found.start, found.end
    if day:
        written = {m.span() for m in _compiled(term, language).finditer(text, start, end)}
        for found in dates.find(text[start:end]):
            first, last = found.start + start, found.end + start
            same = found.shown == day.shown and None in (day.year, found.year, None)
            if same and not _overlaps(first, last, written):
                yield first, last


def _overlaps(start: int, end: int, spans: set[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in spans)


@lru_cache(maxsize=4096)
def _compiled(term: str, language: str | None) -> re.Pattern[str] | Linear:
    return term_pattern(term, language)


@lru_cache(maxsize=4096)
def _quantity(term: str, language: str | None) -> tuple[str | None, dates.Day | None]:
    """The quantity or the date that a whole term is."""
    plain = fold(term, language)
    if not any(char.isdigit() for char in plain) and " " not in plain:
        return None, None
    unit = [found for found in quantities.find(plain) if (found.start, found.end) == _all(plain)]
    day = [found for found in dates.find(plain) if (found.start, found.end) == _all(plain)]
    return (unit[0].key if unit else None), (day[0] if day else None)


def _all(text: str) -> tuple[int, int]:
    return 0, len(text)


def _part(word: str) -> str:
    """One word of a term as a pattern."""
    if _STOPPED.fullmatch(word) or (word.isupper() and word.isalpha() and 1 < len(word) <= 5):
        letters = word.replace(".", "")
        if letters.lower() in _WORDS_IN_SMALL:
            return f"(?-i:{_stopped(letters.upper())})"
        return _stopped(letters)
    if word.lower() in ("percent", "%", "pct"):
        return _PERCENT
    return _stem(word)


def _stopped(letters: str) -> str:
    """Letters with or without a full stop after each."""
    return r"\.?".join(letters) + r"\.?(?!\.\w)"


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in languages.read().titles)


def _inside_a_name(sentence: str, start: int, end: int) -> bool:
    """Whether a match that begins with a capital is part of a longer name.

    >>> _inside_a_name("at the Eastern Economic Forum", 15, 23)
    True
    >>> _inside_a_name("Japan said", 0, 5)
    False
    """
    if not sentence[start].isupper():
        return False
    if re.match(rf"{_JOINED_TO_A_NAME}\s[A-Z]", sentence[end:]):
        return True
    before = re.search(rf"([A-Z][\w-]*)\.?{_JOINED_TO_A_NAME}\s$", sentence[:start])
    # A sentence's first capital says nothing, and a title is no part of a name.
    return bool(before and before.start(1) and before[1].lower() not in _titles())
