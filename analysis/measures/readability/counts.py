"""textstat's counts for many texts at once: look up each distinct chunk, then add.

Each text is split on whitespace. A chunk met for the first time is asked for
its features (``textstat_features``); every later one is found by its hash, and
a text's counts are sums over its chunks.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.measures.readability.chunks import (
    MOST_CHUNKS,
    ChunkTable,
    batches,
    running,
    split_chunks,
)
from analysis.measures.readability.features import TextstatFeatures, are_words

FIRST_WORDS = 100  # what Linsear Write reads

_SUMS = {
    "char_count": "chars",
    "letter_count": "letters",
    "lexicon_count": "words",
    "syllable_count": "syllables",
    "monosyllabcount": "mono",
    "polysyllabcount": "poly",
    "miniword_count": "mini",
    "long_word_count": "long",
    "chunks": "chunks",
    "unlisted_words": "unlisted",
    "difficult_occurrences": "difficult",
    "complex_words": "complex",
}


_table = ChunkTable(TextstatFeatures())


def text_counts(texts: pl.Series) -> pl.DataFrame:
    """Count what textstat's formulas rest on, once for each text.

    Reads a series of strings; null counts as empty. One row of the result is
    the text at the same place: textstat's ``char_count``, ``letter_count``,
    ``lexicon_count``, ``syllable_count``, ``monosyllabcount``,
    ``polysyllabcount``, ``miniword_count``, ``long_word_count``,
    ``sentence_count`` and ``difficult_words``; ``sentences`` by our own rule;
    ``chunks`` between whitespace; ``unlisted_words``,
    ``difficult_occurrences`` and ``complex_words`` (not easy, with at least 0,
    2 and 3 syllables); ``linsear_points`` and ``linsear_sentences`` of the
    first hundred words; ``endless``, the length of the longest chunk beyond
    ``LONGEST_CHUNK``, else 0.

    What was learnt of a chunk is kept for the next call, up to ``MOST_CHUNKS``.

    >>> text_counts(pl.Series(["Mr. Smith went home. He slept very well."])).select(
    ...     "lexicon_count", "sentence_count", "sentences").row(0)
    (8, 2, 2)
    """
    frames = [_batch_counts(batch) for batch in batches(texts)]
    return pl.concat(frames) if frames else _batch_counts(pl.Series([""])).clear()


def word_counts(texts: pl.Series) -> pl.Series:
    """The ``lexicon_count`` of `text_counts` alone: what learns nothing of a word is quicker.

    >>> word_counts(pl.Series(["Mr. Smith went home – at last.", ""])).to_list()
    [6, 0]
    """
    counted = [_batch_words(batch) for batch in batches(texts)]
    return pl.concat(counted) if counted else pl.Series([], dtype=pl.Int64)


def _batch_words(texts: pl.Series) -> pl.Series:
    chunks, starts, _ = split_chunks(texts)
    return pl.Series(np.add.reduceat(are_words(chunks).to_numpy(), starts, dtype=np.int64))


def _batch_counts(texts: pl.Series) -> pl.DataFrame:
    features, starts, stops = _features(texts)
    counts = {
        name: np.add.reduceat(features[feature], starts, dtype=np.int64)
        for name, feature in _SUMS.items()
    }
    sentences = _TextstatSentences(features, starts, stops)
    filled = texts.str.len_bytes().to_numpy() > 0
    counts["sentence_count"] = np.where(filled, sentences.count(starts, stops), 0)
    counts["sentences"] = _own_sentences(features, starts, stops)
    counts["difficult_words"] = _distinct(features["key"], stops)
    ends = _first_words(features, counts["chunks"], starts, stops)
    points = running(features["points"])
    counts["linsear_points"] = points[ends] - points[starts]
    counts["linsear_sentences"] = sentences.count(starts, ends)
    counts["endless"] = np.maximum.reduceat(features["endless"], starts)
    return pl.DataFrame(counts).cast(pl.Int64)


def _features(texts: pl.Series) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """The features of all chunks in a row, and where those of each text begin and end."""
    global _table
    if len(_table) > MOST_CHUNKS:
        _table = ChunkTable(TextstatFeatures())
    chunks, starts, stops = split_chunks(texts)
    rows = _table.rows(chunks)
    return {name: values[rows] for name, values in _table.features.items()}, starts, stops


RANGE_COUNTS = (*_SUMS, "sentence_count", "endless")


def counts_without(
    pieces: pl.Series, first: np.ndarray, low: np.ndarray, high: np.ndarray, last: np.ndarray
) -> pl.DataFrame:
    """Count texts made of pieces ``first`` to ``low`` and then ``high`` to ``last``.

    Texts that have their first piece in common share their last, and pieces are whole words.
    One row of the result is one text, with those counts of ``text_counts`` that add up; they
    equal those of the pieces joined by spaces. ``endless`` is the number of endless chunks.

    >>> pieces = pl.Series(["It rained.", "All day long.", "Then it was dry."])
    >>> zero = np.array([0])
    >>> counts_without(pieces, zero, zero + 1, zero + 2, zero + 3)["lexicon_count"].to_list()
    [6]
    """
    features, starts, stops = _features(pieces)
    features["endless"] = features["endless"] > 0
    places = np.append(starts, stops[-1:])
    first, low, high, last = places[first], places[low], places[high], places[last]
    counts = {}
    for name, feature in {**_SUMS, "endless": "endless"}.items():
        sums = running(features[feature])
        counts[name] = sums[low] - sums[first] + sums[last] - sums[high]
    sentences = _TextstatSentences(features, np.unique(first), np.unique(last))
    counts["sentence_count"] = sentences.count_without(first, low, high, last)
    return pl.DataFrame(counts).cast(pl.Int64).select(RANGE_COUNTS)


class _TextstatSentences:
    """textstat's sentence rule: the runs between [.!?] that hold three words or more."""

    def __init__(self, features: dict[str, np.ndarray], starts: np.ndarray, stops: np.ndarray):
        self.lead, self.trail = running(features["lead"]), features["trail"]
        self.breaks = np.flatnonzero(features["breaks"])
        self.previous = np.concatenate([[-1], self.breaks])
        begin = starts[np.searchsorted(stops, self.breaks, side="right")]
        words = self._words(begin, self.previous[:-1], self.breaks + 1)
        self.counted = running(words >= 3)

    def _words(self, start: np.ndarray, previous: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Count the words from the previous break, or else from the text's start."""
        after_break = np.where(previous >= start, self.trail[previous], 0)
        return self.lead[stop] - self.lead[np.maximum(start, previous + 1)] + after_break

    def count(self, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
        """Count the sentences of each range of chunks, every one beginning with a text."""
        first, last = np.searchsorted(self.breaks, starts), np.searchsorted(self.breaks, stops)
        unclosed = self._words(starts, self.previous[last], stops) >= 3
        return np.maximum(1, self.counted[last] - self.counted[first] + unclosed)

    def count_without(
        self, starts: np.ndarray, lows: np.ndarray, highs: np.ndarray, stops: np.ndarray
    ) -> np.ndarray:
        """Count the sentences of ``starts`` to ``lows`` and on from ``highs`` to ``stops``."""
        first, low, high, last = (
            np.searchsorted(self.breaks, places) for places in (starts, lows, highs, stops)
        )
        # The run that is open where the gap begins goes on to the first break beyond the gap.
        ends = np.append(self.breaks + 1, 0)[high]
        broken = high < last
        goes_on = self.lead[np.where(broken, ends, stops)] - self.lead[highs]
        bridge = self._words(starts, self.previous[low], lows) + goes_on >= 3
        after = self.counted[last] - self.counted[np.minimum(high + 1, last)]
        unclosed = broken & (self._words(highs, self.previous[last], stops) >= 3)
        return np.maximum(1, self.counted[low] - self.counted[first] + bridge + after + unclosed)


def _own_sentences(
    features: dict[str, np.ndarray], starts: np.ndarray, stops: np.ndarray
) -> np.ndarray:
    """Count the runs with words between line breaks, and stops before a capital or a digit."""
    ends = features["newline"].astype(bool)
    ends[:-1] |= (features["stop"][:-1] & features["opens"][1:]).astype(bool)
    ends[stops - 1] = True
    places = np.flatnonzero(ends)
    words = running(features["words"])[places + 1]
    counted = running(np.diff(words, prepend=0) > 0)
    return counted[np.searchsorted(places, stops)] - counted[np.searchsorted(places, starts)]


def _distinct(keys: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Count the different keys of each text, leaving out key 0."""
    places = np.flatnonzero(keys)
    texts = np.searchsorted(stops, places, side="right")
    pairs = pl.Series((texts << 32) | keys[places]).unique().to_numpy()
    return np.bincount(pairs >> 32, minlength=len(stops))


def _first_words(
    features: dict[str, np.ndarray], chunks: np.ndarray, starts: np.ndarray, stops: np.ndarray
) -> np.ndarray:
    """Find the end of each text's first hundred words; textstat cuts only after 100 chunks."""
    words = running(features["words"])
    reached = np.searchsorted(words, words[starts] + FIRST_WORDS)
    return np.where(chunks > FIRST_WORDS, np.minimum(reached, stops), stops)
