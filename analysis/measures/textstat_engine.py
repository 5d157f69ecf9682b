"""textstat's counts for many texts at once: look up each distinct chunk, then add.

Each text is split on whitespace. A chunk met for the first time is asked for
its features (``chunk_features``); every later one is found by its hash, and a
text's counts are sums over its chunks.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl

from analysis.measures.chunk_features import chunk_features

BATCH_BYTES = 4_000_000  # text read at once: memory is some twenty times this
MOST_CHUNKS = 1_000_000  # distinct chunks remembered before starting anew
FIRST_WORDS = 100  # what Linsear Write reads

# What Python splits on, as textstat does; it ends with the ideographic space.
_SPACES = [chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " "]
_AS_SPACE = [" \n " if space == "\n" else " " for space in _SPACES]
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


class _Vocabulary:
    """The chunks met so far: the hash of each, and its features as one array per feature."""

    def __init__(self) -> None:
        self.features: dict[str, np.ndarray] = {}
        self.counted: dict[str, int] = {}  # syllables of the words met so far
        self.keys: dict[str, int] = {"": 0}  # a number for each difficult word
        # Sorted, with the row of each; the last is a stop for searches.
        self.hashes, self.order = np.array([2**64 - 1], np.uint64), np.zeros(1, np.int64)
        self._index(np.zeros(0, np.uint64))

    def rows(self, chunks: pl.Series) -> np.ndarray:
        """Give each chunk's row in the features, learning the chunks not met before."""
        # 64 bits: two of a million chunks share a hash once in thirty million vocabularies.
        hashes = chunks.hash().to_numpy()
        rows, known = self._find(hashes)
        if not known.all():
            self._learn(chunks.filter(~known).unique())
            rows[~known] = self._find(hashes[~known])[0]
        return rows

    def _index(self, new: np.ndarray) -> None:
        """Merge new hashes in, and note where those begin that share their highest bits."""
        rows = np.argsort(new)
        hashes = np.append(new[rows], self.hashes)
        order = np.append(rows + len(self.hashes) - 1, self.order)
        merged = np.argsort(hashes, kind="stable")
        self.hashes, self.order = hashes[merged], order[merged]
        bits = len(self.hashes).bit_length()
        self.shift = np.uint64(64 - bits)
        shared = (self.hashes[:-1] >> self.shift).astype(np.int64)
        self.first = np.append(0, np.cumsum(np.bincount(shared, minlength=1 << bits)))

    def _find(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Look hashes up: they are spread evenly, so the highest bits say nearly where."""
        places = self.first[(hashes >> self.shift).astype(np.int64)]
        early = np.flatnonzero(self.hashes[places] < hashes)
        while len(early):
            places[early] += 1
            early = early[self.hashes[places[early]] < hashes[early]]
        return self.order[places], self.hashes[places] == hashes

    def _learn(self, chunks: pl.Series) -> None:
        frame = chunk_features(chunks, self.counted)
        keys = frame.select(pl.when("difficult").then("key").otherwise(pl.lit("")))["key"]
        numbers = [self.keys.setdefault(key, len(self.keys)) for key in keys]
        frame = frame.with_columns(key=pl.Series(numbers, dtype=pl.UInt32))
        self._index(frame["text"].hash().to_numpy())
        for name in frame.drop("text").columns:
            values = frame[name].to_physical()
            values = values.cast(pl.UInt8) if values.dtype == pl.Boolean else values
            known = self.features.get(name)
            arrays = [values.to_numpy()] if known is None else [known, values.to_numpy()]
            self.features[name] = np.concatenate(arrays)


_vocabulary = _Vocabulary()


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
    texts = texts.fill_null("")
    if texts.is_empty():
        return _batch_counts(pl.Series([""])).clear()
    batch = texts.str.len_bytes().cast(pl.Int64).cum_sum() // BATCH_BYTES
    lengths = batch.rle().struct.field("len").to_list()
    starts = np.cumsum([0, *lengths]).tolist()
    return pl.concat(_batch_counts(texts[start:stop]) for start, stop in pairwise(starts))


def _batch_counts(texts: pl.Series) -> pl.DataFrame:
    global _vocabulary
    if len(_vocabulary.hashes) > MOST_CHUNKS:
        _vocabulary = _Vocabulary()
    lists = _split(texts)
    stops = lists.list.len().cast(pl.Int64).cum_sum().to_numpy()
    starts = np.concatenate([[0], stops[:-1]])
    rows = _vocabulary.rows(lists.explode())
    features = {name: values[rows] for name, values in _vocabulary.features.items()}
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
    points = _running(features["points"])
    counts["linsear_points"] = points[ends] - points[starts]
    counts["linsear_sentences"] = sentences.count(starts, ends)
    counts["endless"] = np.maximum.reduceat(features["endless"], starts)
    return pl.DataFrame(counts).cast(pl.Int64)


def _split(texts: pl.Series) -> pl.Series:
    """Split on whitespace as Python does, keeping line breaks as chunks of their own."""
    spaced = texts.str.replace_many(_SPACES, _AS_SPACE)
    return spaced.str.replace_all("  +", " ").str.strip_chars(" ").str.split(" ")


def _running(values: np.ndarray) -> np.ndarray:
    """Sum all values before each place, so that a range's sum is a difference."""
    return np.concatenate([[0], np.cumsum(values, dtype=np.int64)])


class _TextstatSentences:
    """textstat's sentence rule: the runs between [.!?] that hold three words or more."""

    def __init__(self, features: dict[str, np.ndarray], starts: np.ndarray, stops: np.ndarray):
        self.lead, self.trail = _running(features["lead"]), features["trail"]
        self.breaks = np.flatnonzero(features["breaks"])
        self.previous = np.concatenate([[-1], self.breaks])
        begin = starts[np.searchsorted(stops, self.breaks, side="right")]
        words = self._words(begin, self.previous[:-1], self.breaks + 1)
        self.counted = _running(words >= 3)

    def _words(self, start: np.ndarray, previous: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Count the words from the previous break, or else from the text's start."""
        after_break = np.where(previous >= start, self.trail[previous], 0)
        return self.lead[stop] - self.lead[np.maximum(start, previous + 1)] + after_break

    def count(self, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
        """Count the sentences of each range of chunks, every one beginning with a text."""
        first, last = np.searchsorted(self.breaks, starts), np.searchsorted(self.breaks, stops)
        unclosed = self._words(starts, self.previous[last], stops) >= 3
        return np.maximum(1, self.counted[last] - self.counted[first] + unclosed)


def _own_sentences(
    features: dict[str, np.ndarray], starts: np.ndarray, stops: np.ndarray
) -> np.ndarray:
    """Count the runs with words between line breaks, and stops before a capital or a digit."""
    ends = features["newline"].astype(bool)
    ends[:-1] |= (features["stop"][:-1] & features["opens"][1:]).astype(bool)
    ends[stops - 1] = True
    places = np.flatnonzero(ends)
    words = _running(features["words"])[places + 1]
    counted = _running(np.diff(words, prepend=0) > 0)
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
    words = _running(features["words"])
    reached = np.searchsorted(words, words[starts] + FIRST_WORDS)
    return np.where(chunks > FIRST_WORDS, np.minimum(reached, stops), stops)
