"""Counts of texts as they are and with each sentence left out, every text read only once.

A text is cut where its sentences begin and end; the counts of what is left without a
sentence are those of the pieces before it and after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from analysis.measures.passages import Cut, Span, Unit
from analysis.measures.textstat_counts import RANGE_COUNTS, counts_without, text_counts

BATCH_CHARACTERS = 2_000_000  # text cut at once
BATCH_TEXTS = 1_000  # texts without a sentence written out at once
# These look at single words, not at counts, and need every text written out.
_OF_WORDS = frozenset(["difficult_words", "linsear_write_formula", "text_standard"])


def counts_without_each(
    units: Sequence[Unit], sentences: Sequence[Sequence[Span]], metrics: Iterable[str]
) -> pl.DataFrame:
    """Count what ``metrics`` rest on, for each unit and for it without each of its sentences.

    ``sentences`` has a list for each unit. One row of the result is a unit, by its number, as
    it is (``whole``), or what is left of it without one sentence, if anything is left.
    """
    schema = {"unit": pl.Int64, "whole": pl.Boolean, **dict.fromkeys(RANGE_COUNTS, pl.Int64)}
    of_words = not _OF_WORDS.isdisjoint(metrics)
    frames, texts = [pl.DataFrame(schema=schema)], []
    for batch in _batches(units):
        cuts = []
        for number in batch:
            unit, cut = units[number], units[number].cut(sentences[number])
            if of_words or not cut.pieces:
                texts.append(_texts(number, unit, [unit.spans], sentences[number]))
            else:
                cuts.append((number, cut))
                texts.append(_texts(number, unit, [], cut.odd))
        frames.append(_from_pieces(cuts))
    frames += _written_out(chain.from_iterable(texts))
    return pl.concat(frames, how="diagonal")


def _batches(units: Iterable[Unit]) -> Iterator[list[int]]:
    """The numbers of the units, by some ``BATCH_CHARACTERS`` of text."""
    batch, size = [], 0
    for number, unit in enumerate(units):
        batch.append(number)
        size += len(unit.text)
        if size > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    yield batch


def _from_pieces(cuts: list[tuple[int, Cut]]) -> pl.DataFrame:
    """Count by adding and subtracting over the pieces of the units."""
    pieces: list[str] = []
    rows: list[tuple[int, int, int, int, int]] = []
    for number, cut in cuts:
        first, last = len(pieces), len(pieces) + len(cut.pieces)
        pieces += cut.pieces
        rows.append((number, first, first, first, last))
        rows += [
            (number, first, first + low, first + high, last)
            for low, high in cut.sentences
            if high - low < len(cut.pieces)
        ]
    if not rows:
        return pl.DataFrame()
    numbers, *places = np.array(rows).T
    counts = counts_without(pl.Series(pieces), *places)
    return _numbered(counts, numbers, places[1] == places[2])


def _texts(
    number: int, unit: Unit, whole: Sequence[list[Span]], without: Iterable[Span]
) -> Iterator[tuple[int, bool, str]]:
    """The texts of a unit as it is and without sentences, as far as there is any."""
    for kept in chain(whole, unit.without_each(without)):
        if kept:
            yield number, kept is unit.spans, unit.joined(kept)


def _written_out(texts: Iterator[tuple[int, bool, str]]) -> Iterator[pl.DataFrame]:
    """Count the texts themselves."""
    while batch := list(islice(texts, BATCH_TEXTS)):
        numbers, whole, written = zip(*batch, strict=True)
        yield _numbered(text_counts(pl.Series(written, dtype=pl.String)), numbers, whole)


def _numbered(counts: pl.DataFrame, numbers: ArrayLike, whole: ArrayLike) -> pl.DataFrame:
    return pl.DataFrame({"unit": numbers, "whole": whole}).hstack(counts)
