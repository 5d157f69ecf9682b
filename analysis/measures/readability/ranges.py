"""Counts of texts as they are and with each sentence left out, every text read only once.

A text is cut where its sentences begin and end; the counts of what is left without a
sentence are those of the pieces before it and after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from analysis.measures.readability.counts import RANGE_COUNTS, counts_without, text_counts
from analysis.measures.readability.units import Line, Unit, laid_out

BATCH_CHARACTERS = 2_000_000  # text cut at once
BATCH_TEXTS = 1_000  # texts without a sentence written out at once
# These look at single words, not at counts, and need every text written out.
_OF_WORDS = frozenset(["difficult_words", "linsear_write_formula", "text_standard"])


def counts_without_each(
    units: Sequence[Unit], sentences: pl.DataFrame, metrics: Iterable[str]
) -> pl.DataFrame:
    """Count what ``metrics`` rest on, for each unit and for it without each of its sentences.

    Reads unit, start and end of the sentences, as `passages.sentences_in` gives them. One
    row of the result is a unit, by its number, as it is (``whole``), or what is left of it
    without one sentence, if anything is left.
    """
    schema = {"unit": pl.Int64, "whole": pl.Boolean, **dict.fromkeys(RANGE_COUNTS, pl.Int64)}
    of_words = not _OF_WORDS.isdisjoint(metrics)
    frames, texts = [pl.DataFrame(schema=schema)], []
    for first, batch in _batches(units):
        own = sentences.filter(pl.col("unit").is_between(first, first + len(batch), "left"))
        numbers, *spans = own.select(pl.col("unit") - first, "start", "end").to_numpy().T
        cut = _cut(batch, numbers, *spans)
        written = np.full(len(batch), True) if of_words else cut.empty
        odd = cut.odd | written[numbers]
        texts.append(_texts(first, batch, written, own.filter(odd)))
        frames.append(_from_pieces(first, cut, ~written, numbers, ~odd))
    frames += _written_out(chain.from_iterable(texts))
    return pl.concat(frames, how="diagonal")


def _batches(units: Sequence[Unit]) -> Iterator[tuple[int, Sequence[Unit]]]:
    """Units by some ``BATCH_CHARACTERS`` of text, with the number of the first."""
    first, size = 0, 0
    for number, unit in enumerate(units):
        size += len(unit.text)
        if size > BATCH_CHARACTERS:
            yield first, units[first : number + 1]
            first, size = number + 1, 0
    yield first, units[first:]


class _Cut(NamedTuple):
    """Units in pieces, the first of each unit and of each sentence, and the first beyond it.

    ``odd`` sentences were not cut out; ``empty`` units have no piece.
    """

    pieces: list[str]
    units: np.ndarray
    firsts: np.ndarray
    beyonds: np.ndarray
    odd: np.ndarray

    @property
    def empty(self) -> np.ndarray:
        return self.units[:-1] == self.units[1:]


def _cut(units: Sequence[Unit], numbers: np.ndarray, start: np.ndarray, end: np.ndarray) -> _Cut:
    """Cut the passages of units where their sentences begin and end.

    Not where that would cut a word in two, nor where sentences overlap.
    """
    line = laid_out(units)
    text = "\n".join(unit.text for unit in units)
    low = line.begins[numbers] + start
    high = np.minimum(line.begins[numbers] + end, line.begins[numbers + 1] - 1)
    odd = low < np.append(0, np.maximum.accumulate(high)[:-1])[: len(low)]
    for places in (low, high):
        inside = np.flatnonzero(_inside(line, places))
        around = [text[place - 1 : place + 1] for place in places[inside].tolist()]
        odd[inside] |= np.array([not any(map(str.isspace, pair)) for pair in around], bool)
    cuts = np.unique(np.concatenate([low[~odd], high[~odd]]))
    cuts = cuts[_inside(line, cuts)]
    filled = line.starts < line.ends
    starts = np.sort(np.concatenate([line.starts[filled], cuts]))
    ends = np.sort(np.concatenate([line.ends[filled], cuts]))
    pieces = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    begins, firsts, beyonds = (np.searchsorted(starts, at) for at in (line.begins, low, high))
    return _Cut(pieces, begins, firsts, beyonds, odd)


def _inside(line: Line, places: np.ndarray) -> np.ndarray:
    """Whether a passage goes on at each place."""
    starts = np.append(line.starts, line.begins[-1])
    return starts[np.searchsorted(line.ends, places, side="right")] < places


def _from_pieces(
    first: int, cut: _Cut, whole: np.ndarray, numbers: np.ndarray, sentences: np.ndarray
) -> pl.DataFrame:
    """Count by adding and subtracting over the pieces of some units and of some sentences."""
    begin, end = cut.units[:-1], cut.units[1:]
    sentences &= cut.beyonds - cut.firsts < (end - begin)[numbers]
    units = np.append(np.flatnonzero(whole), numbers[sentences])
    if not len(units):
        return pl.DataFrame()
    low = np.append(begin[whole], cut.firsts[sentences])
    high = np.append(begin[whole], cut.beyonds[sentences])
    order = np.argsort(units, kind="stable")
    units, low, high = units[order], low[order], high[order]
    counts = counts_without(pl.Series(cut.pieces), begin[units], low, high, end[units])
    return _numbered(counts, units + first, low == high)


def _texts(
    first: int, units: Sequence[Unit], written: np.ndarray, sentences: pl.DataFrame
) -> Iterator[tuple[int, bool, str]]:
    """The texts of some units as they are, and without some sentences, as far as there is any."""
    for number in np.flatnonzero(written).tolist():
        if units[number].spans:
            yield first + number, True, units[number].joined()
    for number, start, end in sentences.select("unit", "start", "end").iter_rows():
        unit = units[number - first]
        if kept := unit.without(start, end):
            yield number, False, unit.joined(kept)


def _written_out(texts: Iterator[tuple[int, bool, str]]) -> Iterator[pl.DataFrame]:
    """Count the texts themselves."""
    while batch := list(islice(texts, BATCH_TEXTS)):
        numbers, whole, written = zip(*batch, strict=True)
        yield _numbered(text_counts(pl.Series(written, dtype=pl.String)), numbers, whole)


def _numbered(counts: pl.DataFrame, numbers: ArrayLike, whole: ArrayLike) -> pl.DataFrame:
    return pl.DataFrame({"unit": numbers, "whole": whole}).hstack(counts)
