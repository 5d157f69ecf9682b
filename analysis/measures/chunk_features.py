"""What textstat makes of one chunk (a run without whitespace), for many chunks at once.

textstat removes punctuation, splits on whitespace and looks at each word by
itself, so a text's counts are sums over its chunks. Only its sentence rule
looks across them, and of a chunk it needs to know no more than whether words
stand before its first and after its last full stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from analysis.measures.offline_textstat import offline_textstat, syllables

LINE_BREAK = "\n"  # the one chunk of whitespace: our own sentences end there
LONGEST_CHUNK = 1_000  # longer ones are no words, and cost too much to hyphenate

# Our own sentence rule: a full stop after one of these, or after initials, ends no sentence.
_ABBREVIATIONS = Path(__file__).parents[1] / "lexicons" / "abbreviations.txt"
_STOP = r"""[.!?…]["'”’»)\]]*$"""
_OPEN = r"""^["'“‘«(\[]*[\p{Lu}\p{N}]"""
_BARE = r"""^["'“‘«(\[]*(.*?)[.!?…]?["'”’»)\]]*$"""
_DOT = r"""\.["'”’»)\]]*$"""
_INITIALS = r"^(\p{L}\.)*\p{L}$"


def chunk_features(chunks: pl.Series, counted: dict[str, int]) -> pl.DataFrame:
    """Give the features of distinct chunks that a text's counts are the sums of.

    Reads a series of strings without whitespace (``LINE_BREAK`` and the empty
    string excepted), and the syllables ``counted`` so far. One row of the result is one chunk,
    in another order:

    - ``text`` the chunk;
    - ``chunks`` 1 unless empty; ``chars``; ``letters`` (and digits and underscores);
    - ``words`` 1 if textstat keeps it as a word; ``long`` and ``mini`` words of
      more than six and at most three letters;
    - ``syllables``; ``mono`` and ``poly`` words of one, and of three or more;
      ``points`` what Linsear Write adds for the word;
    - ``unlisted``, ``difficult``, ``complex`` words not among textstat's easy
      ones, with at least 0, 2 and 3 syllables; ``key`` the word as textstat tells words apart;
    - ``lead``, ``breaks``, ``trail`` words before the first [.!?], whether there
      is one, words after the last;
    - ``stop``, ``opens``, ``newline`` for our own sentence rule;
    - ``endless`` its length beyond ``LONGEST_CHUNK``, where syllables are not counted, else 0.

    >>> chunk_features(pl.Series(["Easier.", "—"]), {}).select("text", "syllables", "stop").rows()
    [('—', 0, False), ('Easier.', 3, True)]
    """
    text = chunks.replace(LINE_BREAK, "")
    length, letters = pl.col("text").str.len_chars(), pl.col("letters")
    word, count, hard = pl.col("key") != "", pl.col("syllables"), ~pl.col("easy")
    return (
        pl.DataFrame({"text": text, "key": _cleaned(text, apostrophes=True)})
        .with_columns(
            letters=_cleaned(text).str.len_chars(),
            endless=pl.when(length > LONGEST_CHUNK).then(length).otherwise(0),
            newline=chunks == LINE_BREAK,
        )
        .with_columns(key=pl.when(pl.col("endless") == 0).then("key").otherwise(pl.lit("")))
        .pipe(_with_syllables, counted)
        .select(
            pl.when("newline").then(pl.lit(LINE_BREAK)).otherwise("text").alias("text"),
            "key",
            "letters",
            "endless",
            "syllables",
            "newline",
            chunks=pl.col("text") != "",
            chars=length,
            words=letters > 0,
            long=letters > 6,
            mini=(letters > 0) & (letters <= 3),
            mono=count == 1,
            poly=count >= 3,
            points=(count > 0).cast(pl.UInt8) + 2 * (count >= 3).cast(pl.UInt8),
            unlisted=word & hard,
            difficult=word & hard & (pl.col("syllables_lower") >= 2),
            complex=word & hard & (pl.col("syllables_lower") >= 3),
            opens=pl.col("text").str.contains(_OPEN),
        )
        .pipe(_with_sentence_marks)
    )


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
    return frame.with_columns(
        easy=pl.Series([word in easy for word in lower], dtype=pl.Boolean),
        syllables=pl.Series(syllable_counts(lower, counted), dtype=pl.UInt16),
        syllables_lower=pl.Series(
            syllable_counts((recleaned.get(word, word) for word in lower), counted),
            dtype=pl.UInt16,
        ),
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
    abbreviated = bare.is_in(_ABBREVIATIONS.read_text().split()) | bare.str.contains(_INITIALS)
    return plain.vstack(
        frame.with_columns(
            lead=_cleaned(text.str.extract(r"^([^.!?]*)")) != "",
            breaks=pl.col("text").str.contains(r"[.!?]"),
            trail=_cleaned(text.str.extract(r"([^.!?]*)$")) != "",
            stop=pl.col("text").str.contains(_STOP)
            & ~(abbreviated & pl.col("text").str.contains(_DOT)),
        )
    )


def syllable_counts(words: Iterable[str], counted: dict[str, int]) -> list[int]:
    """Count the syllables of lower-case words as textstat does: by the table, else by pyphen.

    Words found in ``counted`` are not counted again; new ones are added to it.

    Source: textstat 0.7.13; Liang (1983) for the hyphenation.

    >>> syllable_counts(["syllable", "parallaxed", ""], {})
    [3, 3, 0]
    """
    table, result = syllables(), []
    for word in words:
        count = counted.get(word)
        if count is None:
            known = table.get(word)
            count = len(known[0]) if known else _hyphens(word) + 1 if word else 0
            counted[word] = count
        result.append(count)
    return result


@cache
def _hyphenation_tree() -> dict[str, Any]:
    """Lay out pyphen's patterns letter by letter, so that a search stops where no pattern goes on.

    pyphen looks up every substring of a word, which is nearly all the time
    that textstat spends on a word met for the first time.
    """
    tree: dict[str, Any] = {}
    patterns = offline_textstat().backend.utils.get_pyphen("en_US").hd.patterns
    for pattern, (offset, levels) in patterns.items():
        node = tree
        for letter in pattern:
            node = node.setdefault(letter, {})
        node["levels"] = [(at, level) for at, level in enumerate(levels, offset) if level]
    return tree


def _hyphens(word: str) -> int:
    """Count the places where pyphen would hyphenate a lower-case word."""
    tree, dotted = _hyphenation_tree(), f".{word}."
    highest = [0] * (len(dotted) + 1)
    for start in range(len(dotted) - 1):
        node = tree
        for place in range(start, len(dotted)):
            node = node.get(dotted[place])
            if node is None:
                break
            if "levels" in node:
                for offset, level in node["levels"]:
                    if level > highest[start + offset]:
                        highest[start + offset] = level
    # An odd level allows a hyphen; pyphen keeps two letters on either side of it.
    return sum(level % 2 for level in highest[3 : len(word)])
