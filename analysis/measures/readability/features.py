"""What textstat makes of one chunk (a run without whitespace), for many chunks at once.

textstat removes punctuation, splits on whitespace and looks at each word by
itself, so a text's counts are sums over its chunks. Only its sentence rule
looks across them, and of a chunk it needs to know no more than whether words
stand before its first and after its last full stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import polars as pl

from analysis import languages
from analysis.measures.readability.chunks import LINE_BREAK
from analysis.measures.readability.hyphens import hyphen_counts
from analysis.measures.readability.offline import offline_textstat, syllables

LONGEST_CHUNK = 1_000  # longer ones are no words, and cost too much to hyphenate

# Our own sentence rule: a full stop after one of these, or after initials, ends no sentence.
_STOP = r"""[.!?…]["'”’»)\]]*$"""
_OPEN = r"""^["'“‘«(\[]*[\p{Lu}\p{N}]"""
_BARE = r"""^["'“‘«(\[]*(.*?)[.!?…]?["'”’»)\]]*$"""
_DOT = r"""\.["'”’»)\]]*$"""
_INITIALS = r"^(\p{L}\.)*\p{L}$"


class TextstatFeatures:
    """``chunk_features`` with a memory for words, and a number in place of each ``key``."""

    def __init__(self) -> None:
        self.counted: dict[str, int] = {}
        self.keys: dict[str, int] = {"": 0}

    def __call__(self, chunks: pl.Series) -> pl.DataFrame:
        frame = chunk_features(chunks, self.counted)
        numbers = [self.keys.setdefault(key, len(self.keys)) for key in frame["key"].to_list()]
        return frame.with_columns(key=pl.Series(numbers, dtype=pl.UInt32))


def chunk_features(chunks: pl.Series, counted: dict[str, int]) -> pl.DataFrame:
    """Give the features of distinct chunks that a text's counts are the sums of.

    Reads a series of strings without whitespace (``LINE_BREAK`` and the empty
    string excepted), and the syllables ``counted`` so far. One row of the result
    is one chunk, in another order:

    - ``chunk`` itself;
    - ``chunks`` 1 unless empty; ``chars``; ``letters`` (and digits and underscores);
    - ``words`` 1 if textstat keeps it as a word; ``long`` and ``mini`` words of
      more than six and at most three letters;
    - ``syllables``; ``mono`` and ``poly`` words of one, and of three or more;
      ``points`` what Linsear Write adds for the word;
    - ``unlisted``, ``difficult``, ``complex`` words not among textstat's easy
      ones, with at least 0, 2 and 3 syllables; ``key`` a difficult word as textstat
      tells words apart, else empty;
    - ``lead``, ``breaks``, ``trail`` words before the first [.!?], whether there
      is one, words after the last;
    - ``stop``, ``opens``, ``newline`` for our own sentence rule;
    - ``endless`` its length if beyond ``LONGEST_CHUNK``, where only the beginning is
      looked at, else 0.

    >>> chunk_features(pl.Series(["Easier.", "—"]), {}).select("chunk", "words", "stop").rows()
    [('—', False, False), ('Easier.', True, True)]
    """
    length, letters = pl.col("chars"), pl.col("letters")
    word, count, hard = pl.col("key") != "", pl.col("syllables"), ~pl.col("easy")
    lower = pl.col("syllables_lower")
    text = chunks.replace(LINE_BREAK, "").str.head(LONGEST_CHUNK)
    return (
        pl.DataFrame({"chunk": chunks, "text": text, "key": _cleaned(text, apostrophes=True)})
        .with_columns(
            chars=pl.when(pl.col("text") == "").then(0).otherwise(chunks.str.len_chars()),
            letters=_cleaned(text).str.len_chars(),
            newline=chunks == LINE_BREAK,
        )
        .pipe(_with_syllables, counted)
        .select(
            "chunk",
            "text",
            pl.when(word & hard & (lower >= 2)).then("key").otherwise(pl.lit("")).alias("key"),
            "letters",
            "chars",
            "syllables",
            "newline",
            chunks=pl.col("text") != "",
            endless=pl.when(length > LONGEST_CHUNK).then(length).otherwise(0),
            words=letters > 0,
            long=letters > 6,
            mini=(letters > 0) & (letters <= 3),
            mono=count == 1,
            poly=count >= 3,
            points=(count > 0).cast(pl.UInt8) + 2 * (count >= 3).cast(pl.UInt8),
            unlisted=word & hard,
            difficult=word & hard & (lower >= 2),
            complex=word & hard & (lower >= 3),
            opens=pl.col("text").str.contains(_OPEN),
        )
        .pipe(_with_sentence_marks)
        .drop("text")
    )


def are_words(chunks: pl.Series) -> pl.Series:
    """Whether textstat keeps each chunk as a word: ``words`` of `chunk_features`.

    >>> are_words(pl.Series(["Easier.", "—"])).to_list()
    [True, False]
    """
    return _cleaned(chunks.replace(LINE_BREAK, "").str.head(LONGEST_CHUNK)).str.len_chars() > 0


def _cleaned(chunks: pl.Series, *, apostrophes: bool = False) -> pl.Series:
    """Remove punctuation as textstat does, from all chunks in one call."""
    remove: Any = offline_textstat().backend.transformations.remove_punctuation
    # What textstat does to one chunk never depends on what stands beyond a space.
    joined = remove.__wrapped__(" ".join(chunks.to_list()), rm_apostrophe=not apostrophes)
    return pl.Series(joined.split(" ") if len(chunks) else [], dtype=pl.String)


def _with_syllables(frame: pl.DataFrame, counted: dict[str, int]) -> pl.DataFrame:
    """Add each word's syllables, those of its lower-case form, and whether it is an easy word."""
    backend = offline_textstat().backend
    easy = backend.utils.get_lang_easy_words("en_US")
    lower = " ".join(frame["key"].to_list()).lower().split(" ") if len(frame) else []
    # For its difficult words textstat cleans once more, after lower-casing, where a letter
    # beyond ASCII can fall apart into a letter and a mark: "İ" becomes "i" and a dot.
    recleaned = {
        word: backend.transformations.remove_punctuation(word, rm_apostrophe=False).lower()
        for word in set(lower)
        if not word.isascii()
    }
    counts = syllable_counts(lower, counted)
    counts_lower = [
        count if word.isascii() else syllable_counts([recleaned[word]], counted)[0]
        for word, count in zip(lower, counts, strict=True)
    ]
    return frame.with_columns(
        easy=pl.Series([word in easy for word in lower], dtype=pl.Boolean),
        syllables=pl.Series(counts, dtype=pl.UInt16),
        syllables_lower=pl.Series(counts_lower, dtype=pl.UInt16),
    )


def _with_sentence_marks(frame: pl.DataFrame) -> pl.DataFrame:
    """Add lead, breaks, trail and stop, looking closely only at chunks with a full stop."""
    marked = pl.col("text").str.contains("[.!?…]")
    plain = frame.filter(~marked).with_columns(
        lead="words", breaks=pl.lit(False), trail=pl.lit(False), stop=pl.lit(False)
    )
    frame = frame.filter(marked)
    text = frame["text"]
    bare = pl.col("text").str.extract(_BARE).str.to_lowercase()
    abbreviated = bare.is_in(_abbreviations()) | bare.str.contains(_INITIALS)
    return plain.vstack(
        frame.with_columns(
            lead=_cleaned(text.str.extract(r"^([^.!?]*)")) != "",
            breaks=pl.col("text").str.contains(r"[.!?]"),
            trail=_cleaned(text.str.extract(r"([^.!?]*)$")) != "",
            stop=pl.col("text").str.contains(_STOP)
            & ~(abbreviated & pl.col("text").str.contains(_DOT)),
        )
    )


@cache
def _abbreviations() -> list[str]:
    return languages.read().abbreviations


def syllable_counts(words: Iterable[str], counted: dict[str, int]) -> list[int]:
    """Count the syllables of lower-case words as textstat does: by the table, else by pyphen.

    Words found in ``counted`` are not counted again; new ones are added to it.

    Source: textstat 0.7.13; Liang (1983) for the hyphenation.

    >>> syllable_counts(["syllable", "parallaxed", ""], {})
    [3, 3, 0]
    """
    words = list(words)
    table = syllables()
    new = [word for word in dict.fromkeys(words) if word not in counted]
    unknown = [word for word in new if word and word not in table]
    counted.update((word, len(table[word][0])) for word in new if word in table)
    hyphens = hyphen_counts(unknown)
    counted.update((word, n + 1) for word, n in zip(unknown, hyphens, strict=True))
    counted.setdefault("", 0)
    return [counted[word] for word in words]
