"""textstat's formulas over its counts, with the same operations in the same order.

Counts are arrays with one number per text. Where a formula divides by nothing
the result is not finite; ``readability`` turns that into null.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

Counts = dict[str, np.ndarray]


@dataclass(frozen=True)
class Metric:
    """One of textstat's scores: how it is computed, in what unit, which way and by whom."""

    formula: Callable[[Counts], np.ndarray]
    unit: str
    direction: str
    source: str


def _reading_ease(c: Counts) -> np.ndarray:
    return 206.835 - 1.015 * c["words_per_sentence"] - 84.6 * c["syllables_per_word"]


def _kincaid(c: Counts) -> np.ndarray:
    return (0.39 * c["words_per_sentence"]) + (11.8 * c["syllables_per_word"]) - 15.59


def _smog(c: Counts) -> np.ndarray:
    ratio = 30 * (c["polysyllabcount"] / c["sentence_count"])
    # Python's power and a square root may differ in the last bit, and textstat uses the first.
    return 1.043 * np.array([x**0.5 for x in ratio.tolist()]) + 3.1291


def _coleman_liau(c: Counts) -> np.ndarray:
    letters = c["letter_count"] / c["lexicon_count"] * 100
    sentences = c["sentence_count"] / c["lexicon_count"] * 100
    return (0.058 * letters) - (0.296 * sentences) - 15.8


def _automated(c: Counts) -> np.ndarray:
    return 4.71 * (c["char_count"] / c["chunks"]) + 0.5 * c["words_per_sentence"] - 21.43


def _dale_chall(c: Counts) -> np.ndarray:
    unlisted = 100 * c["unlisted_words"] / c["lexicon_count"]
    score = (0.1579 * unlisted) + (0.0496 * c["words_per_sentence"])
    return np.where(unlisted > 5, score + 3.6365, score)


def _dale_chall_v2(c: Counts) -> np.ndarray:
    score = 0.1579 * c["percent_difficult"] + 0.0496 * c["words_per_sentence"]
    return np.where(score > 0.05, score + 3.6365, score)


def _linsear_write(c: Counts) -> np.ndarray:
    score = c["linsear_points"] / c["linsear_sentences"]
    return np.where(score <= 20, score - 2, score) / 2


def _fog(c: Counts) -> np.ndarray:
    return 0.4 * (c["words_per_sentence"] + 100 * c["complex_words"] / c["lexicon_count"])


def _lix(c: Counts) -> np.ndarray:
    return c["words_per_sentence"] + 100 * c["long_word_count"] / c["lexicon_count"]


def _rix(c: Counts) -> np.ndarray:
    return c["long_word_count"] / c["sentence_count"]


def _spache(c: Counts) -> np.ndarray:
    return (0.141 * c["words_per_sentence"]) + (0.086 * c["percent_difficult"]) + 0.839


def _eflaw(c: Counts) -> np.ndarray:
    return (c["lexicon_count"] + c["miniword_count"]) / c["sentence_count"]


def _reading_time(c: Counts) -> np.ndarray:
    return 14.69 * c["char_count"] / 1000


def _standard(c: Counts) -> np.ndarray:
    """Find the grade that most of eight scores agree on, each rounded down, up and to the nearest.

    textstat takes the first of equally frequent grades and keeps the result between 1 and 18.
    """
    ease, nowhere = _reading_ease(c), np.full(len(c["chunks"]), np.nan)
    grades = [_three_ways(_kincaid(c)), _ease_grades(ease, nowhere)]
    for formula in (_smog, _coleman_liau, _automated, _dale_chall, _linsear_write, _fog):
        grades.append(_three_ways(formula(c)))
    votes = np.concatenate(grades, axis=1)
    # A vote of NaN equals nothing, not even itself, and so never wins.
    agreeing = np.stack([(votes == vote[:, None]).sum(axis=1) for vote in votes.T], axis=1)
    winner = votes[np.arange(len(votes)), agreeing.argmax(axis=1)]
    return np.clip(winner, 1, 18)


def _three_ways(score: np.ndarray) -> np.ndarray:
    return np.stack([np.floor(score), np.ceil(score), np.rint(score)], axis=1)


def _ease_grades(ease: np.ndarray, nowhere: np.ndarray) -> np.ndarray:
    """Translate reading ease to school grades; 60 to 70 votes for two of them."""
    bands = [ease >= 100, ease >= 90, ease >= 80, ease >= 70, ease >= 60, ease >= 50, ease >= 40]
    grade = np.select([*bands, ease >= 30], [13, 5, 6, 7, 8, 10, 11, 12], 13).astype(float)
    second = np.where((ease >= 60) & (ease < 70), 9.0, nowhere)
    return np.stack([grade, second], axis=1)


_GRADE, _HARDER, _EASIER = "school grade", "higher is harder", "higher is easier"
METRICS: dict[str, Metric] = {
    "flesch_reading_ease": Metric(_reading_ease, "points", _EASIER, "Flesch 1948"),
    "flesch_kincaid_grade": Metric(_kincaid, _GRADE, _HARDER, "Kincaid et al. 1975"),
    "smog_index": Metric(_smog, _GRADE, _HARDER, "McLaughlin 1969"),
    "coleman_liau_index": Metric(_coleman_liau, _GRADE, _HARDER, "Coleman & Liau 1975"),
    "automated_readability_index": Metric(_automated, _GRADE, _HARDER, "Smith & Senter 1967"),
    "dale_chall_readability_score": Metric(_dale_chall, "points", _HARDER, "Dale & Chall 1948"),
    "dale_chall_readability_score_v2": Metric(
        _dale_chall_v2, "points", _HARDER, "Chall & Dale 1995"
    ),
    "difficult_words": Metric(
        lambda c: c["difficult_words"], "distinct words", _HARDER, "Dale & Chall 1948"
    ),
    "linsear_write_formula": Metric(_linsear_write, _GRADE, _HARDER, "O'Hayre 1966"),
    "gunning_fog": Metric(_fog, _GRADE, _HARDER, "Gunning 1952"),
    "text_standard": Metric(_standard, _GRADE, _HARDER, "textstat 0.7.13"),
    "lix": Metric(_lix, "points", _HARDER, "Björnsson 1968"),
    "rix": Metric(_rix, "long words per sentence", _HARDER, "Anderson 1983"),
    "spache_readability": Metric(_spache, _GRADE, _HARDER, "Spache 1953"),
    "mcalpine_eflaw": Metric(_eflaw, "words per sentence", _HARDER, "McAlpine 1997"),
    "reading_time": Metric(_reading_time, "seconds", "higher is longer", "Demberg & Keller 2008"),
}
HEADLINE = ("flesch_reading_ease", "flesch_kincaid_grade", "lix")


def evaluate(counts: pl.DataFrame, metrics: Sequence[str]) -> dict[str, np.ndarray]:
    """Apply the named formulas to a frame of ``text_counts``, one value per row.

    >>> from analysis.measures.readability.counts import text_counts
    >>> evaluate(text_counts(pl.Series(["It rained a lot."])), ["lix"])["lix"].tolist()
    [4.0]
    """
    c: Counts = {name: values.to_numpy() for name, values in counts.to_dict().items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        c["words_per_sentence"] = c["lexicon_count"] / c["sentence_count"]
        c["syllables_per_word"] = c["syllable_count"] / c["lexicon_count"]
        c["percent_difficult"] = 100 * c["difficult_occurrences"] / c["lexicon_count"]
        return {name: METRICS[name].formula(c) for name in metrics}
