"""The range of each score when any one sentence is left out, every text read only once.

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

from analysis.measures.readability import scoring
from analysis.measures.readability.counts import RANGE_COUNTS, counts_without, text_counts
from analysis.measures.readability.formulas import HEADLINE
from analysis.measures.readability.units import Line, Unit, laid_out, sentences_in

BATCH_CHARACTERS = 2_000_000  # text cut at once
BATCH_TEXTS = 1_000  # texts without a sentence written out at once
# These look at single words, not at counts, and need every text written out.
_OF_WORDS = frozenset(["difficult_words", "linsear_write_formula", "text_standard"])


def ranges(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    *,
    by: str = "article",
    tokens: pl.DataFrame | None = None,
    metrics: Sequence[str] = HEADLINE,
    minimum: int = 1,
    as_typed: bool = False,
) -> pl.DataFrame:
    """Give each score's range when any one sentence is left out.

    low = min over sentences i of score(text without i), high = the max: a difference
    between two articles that is smaller than these ranges may hang on one sentence.
    It is not a confidence interval: it says nothing about the outlet's other articles.
    Texts are scored as in ``scores``.

    Reads articles and tokens as ``scores`` does, and the sentences' spans (article_id,
    start, end). One row of the result is one unit and metric: article_id, ``voice`` or
    ``kind``, metric, value, low, high, ``n`` words and ``left_out``, the sentences tried.
    low and high are null where value is, with fewer than two sentences, and for texts
    beyond ``LONGEST_RANGE`` characters.

    Source: the jackknife (Tukey 1958), its replicates' extremes instead of their variance.

    >>> texts = pl.DataFrame({"article_id": ["a"], "text": ["It rained a lot. It poured then."]})
    >>> spans = pl.DataFrame({"article_id": ["a", "a"], "start": [0, 17], "end": [16, 32]})
    >>> ranges(texts, spans, metrics=["lix"]).select("value", "low", "high", "left_out").row(0)
    (3.5, 3.0, 4.0, 2)
    """
    chosen, key = scoring.chosen(metrics), scoring.key_of(by)
    units = scoring.units_of(articles if as_typed else scoring.plain(articles), tokens, key)
    return of_units(units, key, sentences_in(units, sentences), chosen, minimum)


def of_units(
    units: list[Unit],
    key: str | None,
    sentences: pl.DataFrame,
    metrics: list[str],
    minimum: int,
) -> pl.DataFrame:
    """The ranges of units of text, as `ranges` gives them of articles."""
    counts = counts_without_each(units, sentences, metrics)
    whole, without = counts.filter("whole"), counts.filter(~pl.col("whole"))
    words = pl.col("lexicon_count").alias("n")
    values = scoring.values(whole, metrics, minimum).select("unit", words, *metrics)
    numbers = pl.col(metrics).cast(pl.Float64)
    extremes = (
        scoring.long(scoring.values(without, metrics, 1).select("unit", numbers), ["unit"])
        .group_by("unit", "metric")
        .agg(low=pl.col("value").min(), high=pl.col("value").max(), left_out=pl.len())
    )
    several = pl.col("value").is_not_null() & (pl.col("left_out") > 1)
    return (
        scoring.numbered(units, key)
        .join(scoring.long(values, ["unit", "n"]), on="unit", maintain_order="left")
        .join(extremes, on=["unit", "metric"], how="left", maintain_order="left")
        .with_columns(
            pl.col("left_out").fill_null(0).cast(pl.Int64),
            pl.when(several).then(pl.col("low", "high")),
        )
        .select(pl.exclude("unit", "n", "left_out"), "n", "left_out")
    )


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
