"""One normal form for comparing texts; what is shown is always the text itself.

Two outlets that print the same words with other apostrophes, hyphens, spaces or accents
print the same words. Every measure compares through this module, so that no count
depends on an editor's keyboard. Offsets are kept: most letters are folded one for one,
and where one letter becomes two or none, `Folded` knows where each came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

_APOSTROPHES = "’‘ʼʹ′＇‛`´"
_HYPHENS = "‐‑‒−﹣－"
_SPACES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
SOFT = "\xad\u2060"  # soft hyphen and word joiner: inside a word, and no part of it
_INVISIBLE = "\xad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_INVISIBLE += "\u2066\u2067\u2068\u2069"
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h"}
_LETTERS |= {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "ð": "d"}
_ALIKE = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_INVISIBLE, ""),
}
_LIGATURES = re.compile("[\ufb00-\ufb06]")
# What becomes two letters or none, or joins the letter before.
_UNEVEN = re.compile(f"[{_INVISIBLE}\u0300-\u036f\ufb00-\ufb06ßæÆœŒþ]")
# A dash between two letters joins them as a hyphen does: "US–Russia".
_JOINING_DASH = re.compile(r"(?<=\w)–(?=\w)")
# In these languages an accent tells no two words apart: it marks a foreign name or word.
_ACCENTS_SAY_NOTHING = frozenset(("en",))


@dataclass(frozen=True)
class Folded:
    """A text in its normal form; ``places`` maps its code points to the text's, if they differ."""

    text: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the normal form stands in the text itself.

        >>> folded("cafe\\u0301 au lait").span(5, 7)
        (6, 8)
        """
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text stands in its normal form: the opposite of `span`.

        >>> folded("cafe\\u0301 au lait").within(6, 8)
        (5, 7)
        """
        if self.places is None:
            return start, end
        return bisect_left(self.places, start), bisect_left(self.places, end)


def folded(text: str, language: str | None = "en") -> Folded:
    """Give a text in its normal form, with the way back to its own offsets.

    Apostrophes, hyphens and spaces of all kinds become the plain ones, letters and
    accents that are typed in two ways become one, what cannot be seen is left out. Where
    ``language`` (English if null) has no accents of its own, they go: "Guantánamo" is
    "Guantanamo", but German "schön" is not "schon". Upper and lower case stay.

    >>> folded("the People’s anti‑war café").text
    "the People's anti-war cafe"
    >>> folded("schön", "de").text
    'schön'
    """
    if text.isascii():
        return Folded(text)
    plain = (language or "en")[:2].lower() in _ACCENTS_SAY_NOTHING
    table = _table(plain)
    if not _UNEVEN.search(text):
        return Folded(_JOINING_DASH.sub("-", text.translate(table)))
    found, places = [], []
    for place, letters in _clusters(text):
        seen = "".join(char for char in letters if char not in _INVISIBLE)
        folds = unicodedata.normalize("NFC", seen).translate(table)
        if plain and folds[:1].isascii():  # an accent that no single letter has
            folds = "".join(char for char in folds if not unicodedata.combining(char))
        found.append(folds)
        places += [place] * len(folds)
    return Folded(_JOINING_DASH.sub("-", "".join(found)), [*places, len(text)])


def fold(text: str, language: str | None = "en") -> str:
    """Give a text in its normal form: `folded` where no offset is needed.

    >>> fold("won’t")
    "won't"
    """
    return folded(text, language).text


def joined(text: str) -> Folded:
    """Give a text without what only says where a line may break inside a word.

    >>> joined("Nor\\xadlinie sailed").text, joined("Nor\\xadlinie sailed").span(0, 8)
    ('Norlinie sailed', (0, 9))
    """
    if not any(sign in text for sign in SOFT):
        return Folded(text)
    places = [place for place, letter in enumerate(text) if letter not in SOFT]
    return Folded("".join(text[place] for place in places), [*places, len(text)])


def evened(texts: pl.Series, languages: pl.Series | None = None) -> pl.Series:
    """Fold texts letter for letter: every offset holds, and what is uneven stays as it is.

    >>> evened(pl.Series(["It isn’t a café", None])).to_list()
    ["It isn't a cafe", None]
    """
    odd = texts.str.contains(r"[^\x00-\x7f]").fill_null(value=False)
    codes = [None] * len(texts) if languages is None else languages.to_list()
    says = [(code or "en")[:2].lower() in _ACCENTS_SAY_NOTHING for code in codes]
    plain = pl.Series(says, dtype=pl.Boolean)
    parts = [(odd & plain, True), (odd & ~plain, False)]
    rows = texts.cast(pl.String).to_frame("text").with_row_index()
    found = [rows.filter(~odd)]
    found += [
        part.with_columns(_evened(part["text"], is_plain))
        for chosen, is_plain in parts
        if len(part := rows.filter(chosen))
    ]
    return pl.concat(found).sort("index")["text"].alias(texts.name)


def _evened(texts: pl.Series, plain: bool) -> pl.Series:
    """Texts of one kind of language, their letters found in all of them at once."""
    dashed = [_JOINING_DASH.sub("-", text) if "–" in text else text for text in texts.to_list()]
    texts = pl.Series("text", dashed, dtype=pl.String)
    table = _table(plain)
    letters = set("".join(texts.str.replace_all(r"[\x00-\x7f]+", "").to_list()))
    folds = {letter: table[ord(letter)] for letter in sorted(letters)}
    one = {letter: fold for letter, fold in folds.items() if len(fold) == 1 and fold != letter}
    return texts.str.replace_many(list(one), list(one.values())) if one else texts


def key(name: str, language: str | None = "en") -> str:
    """Give what a word or name is compared by: folded, in small letters, without stops.

    >>> key("U.S."), key("The  People’s Republic"), key("Komsomolsk‑on‑Amur")
    ('us', "the people's republic", 'komsomolsk on amur')
    """
    plain = fold(name, language).lower().replace(".", "").replace("-", " ")
    return " ".join(plain.split())


class _Table(dict[int, str]):
    """What each code point becomes, worked out when it is first met."""

    def __init__(self, plain: bool) -> None:
        super().__init__()
        self.plain = plain

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = self._of(letter)
        return self[code]

    def _of(self, letter: str) -> str:
        if letter in _ALIKE:
            return _ALIKE[letter]
        if _LIGATURES.match(letter):
            return unicodedata.normalize("NFKC", letter)
        if not self.plain or letter.isascii():
            return letter
        if letter in _LETTERS:
            return _LETTERS[letter]
        base = unicodedata.normalize("NFD", letter)
        latin = base[0].isascii() and base[0].isalpha()
        return base[0] if latin else letter


@cache
def _table(plain: bool) -> _Table:
    return _Table(plain)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Each letter with the accents that are typed after it, and where it stands."""
    found: list[tuple[int, str]] = []
    for place, letter in enumerate(text):
        if found and (unicodedata.combining(letter) or letter in _INVISIBLE):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((place, letter))
    return found
