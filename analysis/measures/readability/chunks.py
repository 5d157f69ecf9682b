"""Texts cut into chunks, and a table of what is known of each distinct chunk.

A chunk is a run without whitespace. News repeats its chunks, so asking each
distinct one once and looking the others up is most of the speed of the measures
that are built on this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import polars as pl

LINE_BREAK = "\n"  # the one chunk of whitespace
BATCH_BYTES = 4_000_000  # text read at once: memory is some twenty times this
MOST_CHUNKS = 500_000  # distinct chunks remembered before starting anew

# What Python splits on; the last is the ideographic space.
_SPACES = [chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " "]
_AS_SPACE = [f" {LINE_BREAK} " if space == LINE_BREAK else " " for space in _SPACES]


def batches(texts: pl.Series) -> Iterator[pl.Series]:
    """Cut a series of texts into pieces of some ``BATCH_BYTES``; null becomes empty.

    >>> [len(batch) for batch in batches(pl.Series(["one", None]))]
    [2]
    """
    texts = texts.cast(pl.String).fill_null("")
    number = texts.str.len_bytes().cast(pl.Int64).cum_sum() // BATCH_BYTES
    lengths = number.rle().struct.field("len").to_list()
    for start, stop in pairwise(np.cumsum([0, *lengths]).tolist()):
        yield texts[start:stop]


def split_chunks(texts: pl.Series) -> tuple[pl.Series, np.ndarray, np.ndarray]:
    """Split texts on whitespace as Python does, keeping line breaks as chunks of their own.

    Gives the chunks of all texts in a row, and where each text's begin and end.
    An empty text has one chunk, which is empty.

    >>> chunks, starts, stops = split_chunks(pl.Series(["It  rained.", ""]))
    >>> chunks.to_list(), starts.tolist(), stops.tolist()
    (['It', 'rained.', ''], [0, 2], [2, 3])
    """
    spaced = texts.str.replace_many(_SPACES, _AS_SPACE)
    lists = spaced.str.replace_all("  +", " ").str.strip_chars(" ").str.split(" ")
    stops = lists.list.len().cast(pl.Int64).cum_sum().to_numpy()
    return lists.explode(), np.append(0, stops[:-1]), stops


def running(values: np.ndarray) -> np.ndarray:
    """Sum all values before each place, so that the sum of a range is a difference.

    >>> running(np.array([3, 4])).tolist()
    [0, 3, 7]
    """
    return np.append(0, np.cumsum(values, dtype=np.int64))


class ChunkTable:
    """The chunks met so far: one array per feature, and a row for every distinct chunk.

    ``describe`` takes a series of new distinct chunks and gives a frame with their
    features and, in the column ``chunk``, the chunks themselves, in any order.
    """

    def __init__(self, describe: Callable[[pl.Series], pl.DataFrame]) -> None:
        self.describe = describe
        self.features: dict[str, np.ndarray] = {}
        # Sorted, with the row of each; the last is a stop for searches.
        self.hashes, self.order = np.array([2**64 - 1], np.uint64), np.zeros(1, np.int64)
        self._index(np.zeros(0, np.uint64))

    def __len__(self) -> int:
        return len(self.hashes) - 1

    def rows(self, chunks: pl.Series) -> np.ndarray:
        """Give each chunk's row in the features, learning the chunks not met before."""
        # 64 bits: two of that many chunks share a hash once in a hundred million tables.
        hashes = chunks.hash().to_numpy()
        rows, known = self._find(hashes)
        if not known.all():
            self._learn(chunks.filter(~known).unique())
            rows[~known] = self._find(hashes[~known])[0]
        return rows

    def _find(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Look hashes up: they are spread evenly, so the highest bits say nearly where."""
        places = self.first[(hashes >> self.shift).astype(np.int64)]
        early = np.flatnonzero(self.hashes[places] < hashes)
        while len(early):
            places[early] += 1
            early = early[self.hashes[places[early]] < hashes[early]]
        return self.order[places], self.hashes[places] == hashes

    def _learn(self, chunks: pl.Series) -> None:
        frame = self.describe(chunks)
        self._index(frame["chunk"].hash().to_numpy())
        for column in frame.drop("chunk"):
            new = column.cast(pl.UInt8) if column.dtype == pl.Boolean else column
            known = self.features.get(column.name, np.zeros(0, new.to_numpy().dtype))
            self.features[column.name] = np.append(known, new.to_numpy())

    def _index(self, new: np.ndarray) -> None:
        """Merge new hashes in, and note where those begin that share their highest bits."""
        rows = np.argsort(new)
        hashes = np.append(new[rows], self.hashes)
        order = np.append(rows + len(self), self.order)
        merged = np.argsort(hashes, kind="stable")
        self.hashes, self.order = hashes[merged], order[merged]
        bits = len(self.hashes).bit_length()
        self.shift = np.uint64(64 - bits)
        shared = (self.hashes[:-1] >> self.shift).astype(np.int64)
        self.first = np.append(0, np.cumsum(np.bincount(shared, minlength=1 << bits)))
