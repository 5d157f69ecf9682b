"""Keyness: words that set one group of articles apart, beside what chance would set apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures import uncertainty
from analysis.results import KEYNESS


def keyness(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    by: str = "outlet",
    voice: str | None = None,
    kinds: tuple[str, ...] = ("body",),
    least: int = 3,
    prior: float = 1.0,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Score how much more each group of articles uses a word than all others together.

    log_odds = log((y + a) / (n + A - y - a)) - log((y' + a) / (n' + A - y' - a)), with
    y the word's count and n all words in the group, y' and n' those in the other
    groups, a = prior · (y + y') and A = prior · (n + n') the Dirichlet prior;
    z = log_odds / sqrt(1 / (y + a) + 1 / (y' + a)). Above 0 the group uses it more.

    The null: sentences shuffled between the groups, ``draws`` times. In 1 - level of
    the shuffles *any* word of *any* group goes beyond ±``bound``; p is the share of
    shuffles whose farthest word lies at least as far out as this one. So |z| <= bound
    is what chance alone does.

    Reads tokens (words of ``kinds``, of one ``voice`` if given) and the column ``by`` of
    articles: any column that puts articles in groups; a null leaves the article out, and
    to compare two groups only, pass only their articles. One row is one word of one
    group, largest z first; words rarer than ``least`` are not scored; evidence = where
    the group uses the word. Empty where there are fewer than two groups.

    Source: Monroe, Colaresi & Quinn, Fightin' Words (2008), eq. 16, 22.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.keyness(corpus.tokens, corpus.articles, draws=200)
    >>> rows.filter(group="efe", word="pyongyang").select("target_count", "reference_count").row(0)
    (5, 3)
    """
    _check_arguments(articles, by, voice, draws)
    words = _words(tokens, articles, by, voice, kinds)
    names = words["group"].unique().sort().to_list()
    scored = words.filter(pl.len().over("word") >= least)
    if len(names) < 2 or not len(scored):
        return pl.DataFrame(schema=KEYNESS.schema)
    units = _Units.of(words, scored, names)
    observed = units.counts(units.group)
    log_odds, z = _scores(*observed, prior)
    largest = np.array(
        [
            np.nanmax(np.abs(_scores(*units.counts(mixed), prior)[1]), initial=0)
            for mixed in uncertainty.shuffles(units.group, draws, seed)
        ]
    )
    bound, p = uncertainty.family_wise(np.abs(z), largest, level=level)
    rows = _frame(names, units.vocabulary, *observed, log_odds, z, p).with_columns(bound=bound)
    evidence = (
        scored.with_columns(evidence=tables.passage_id())
        .group_by("group", "word", maintain_order=True)
        .agg("evidence")
    )
    return (
        rows.join(evidence, on=["group", "word"], how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null([]), pl.col("log_odds", "z").fill_nan(None))
        .sort("z", "group", "word", descending=[True, False, False], nulls_last=True)
        .select(pl.col(name).cast(kind) for name, kind in KEYNESS.schema.items())
    )


def _check_arguments(articles: pl.DataFrame, by: str, voice: str | None, draws: int) -> None:
    """Raise for a column, voice or number of draws that cannot be used."""
    if by not in articles.columns:
        have = ", ".join(articles.columns)
        raise ParallaxError("keyness", f"articles have no column '{by}'", f"use one of {have}")
    if voice is not None and voice not in tables.VOICES:
        remedy = "use one of " + ", ".join(tables.VOICES)
        raise ParallaxError("keyness", f"unknown voice '{voice}'", remedy)
    if draws < 1:
        raise ParallaxError("keyness", f"draws = {draws}", "shuffle at least once")


def _words(
    tokens: pl.DataFrame, articles: pl.DataFrame, by: str, voice: str | None, kinds: tuple[str, ...]
) -> pl.DataFrame:
    """The words compared, each with its group and the number of its unit, the sentence."""
    kept = tokens.filter(pl.col("kind").is_in(kinds))
    kept = kept if voice is None else kept.filter(pl.col("voice") == voice)
    grouped = articles.select("article_id", group=pl.col(by).cast(pl.String)).drop_nulls()
    return kept.join(grouped, on="article_id", maintain_order="left").with_columns(
        unit=pl.struct("article_id", "sentence").rle_id()
    )


@dataclass(frozen=True)
class _Units:
    """The sentences: each one's group and length, and the unit and number of each scored word."""

    vocabulary: pl.Series
    group: np.ndarray
    length: np.ndarray
    unit: np.ndarray
    word: np.ndarray

    @classmethod
    def of(cls, words: pl.DataFrame, scored: pl.DataFrame, names: list[str]) -> _Units:
        vocabulary = scored["word"].unique().sort()
        units = words.group_by("unit").agg(pl.col("group").first(), n=pl.len()).sort("unit")
        number = {name: i for i, name in enumerate(names)}
        place = {word: i for i, word in enumerate(vocabulary)}
        return cls(
            vocabulary,
            np.array([number[name] for name in units["group"]], int),
            units["n"].to_numpy().astype(float),
            scored["unit"].to_numpy().astype(int),
            np.array([place[word] for word in scored["word"]], int),
        )

    def counts(self, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Counts (groups x words) and lengths (groups) if the sentences had these groups."""
        groups, width = self.group.max() + 1, len(self.vocabulary)
        cell = (group * width)[self.unit] + self.word
        found = np.bincount(cell, minlength=groups * width).reshape(groups, width)
        return found.astype(float), np.bincount(group, self.length, minlength=groups)


def _frame(
    names: list[str],
    vocabulary: pl.Series,
    counts: np.ndarray,
    lengths: np.ndarray,
    *scores: np.ndarray,
) -> pl.DataFrame:
    """One row per group and word, from arrays of groups x words."""
    width = len(vocabulary)
    log_odds, z, p = (score.ravel() for score in scores)
    return pl.DataFrame(
        {
            "group": np.repeat(names, width),
            "word": pl.concat([vocabulary] * len(names)),
            "target_count": counts.ravel(),
            "target_words": np.repeat(lengths, width),
            "reference_count": (counts.sum(0) - counts).ravel(),
            "reference_words": np.repeat(lengths.sum() - lengths, width),
            "log_odds": log_odds,
            "z": z,
            "p": p,
        }
    )


def _scores(counts: np.ndarray, lengths: np.ndarray, prior: float) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds with an informative Dirichlet prior and their z, groups x words."""
    total, everything = counts.sum(0), lengths.sum()
    others = total - counts
    length, length_others = lengths[:, None], (everything - lengths)[:, None]
    prior_word, prior_rest = prior * total, prior * (everything - total)
    a, b = counts + prior_word, others + prior_word
    with np.errstate(divide="ignore", invalid="ignore"):  # a text of one word has no odds
        log_odds = np.log(a / (length - counts + prior_rest))
        log_odds -= np.log(b / (length_others - others + prior_rest))
        return log_odds, log_odds / np.sqrt(1 / a + 1 / b)


def as_printed(tokens: pl.DataFrame, articles: pl.DataFrame) -> dict[str, str]:
    """Give each word the spelling that the articles print most often.

    Reads tokens (article_id, sentence, start, end, word) and articles (article_id, text).
    A sentence's first word is printed with a capital whatever it is, so it counts only
    where nothing else does; among equals the first in the alphabet wins.

    >>> tokens = pl.DataFrame({"article_id": ["a"] * 3, "sentence": [0, 0, 0],
    ...     "start": [0, 4, 8], "end": [3, 7, 11], "word": ["but", "kim", "did"]})
    >>> as_printed(tokens, pl.DataFrame({"article_id": ["a"], "text": ["But Kim did"]}))
    {'but': 'but', 'kim': 'Kim', 'did': 'did'}
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    printed: dict[str, Counter[str]] = {}
    opened = None
    columns = ("article_id", "sentence", "start", "end", "word")
    for article_id, sentence, start, end, word in tokens.select(columns).iter_rows():
        seen = printed.setdefault(word, Counter())
        if opened == (article_id, sentence):
            seen[texts[article_id][start:end]] += 1
        opened = (article_id, sentence)
    return {
        word: min(seen, key=lambda spelling: (-seen[spelling], spelling)) if seen else word
        for word, seen in printed.items()
    }
