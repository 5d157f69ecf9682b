"""Words that stand beside a term more often than elsewhere: its collocates."""

from __future__ import annotations

from collections.abc import Collection
from statistics import NormalDist

import numpy as np
import polars as pl

from analysis.errors import ParallaxError
from analysis.results import COLLOCATES
from analysis.spans import last_before


def collocates(
    hits: pl.DataFrame,
    tokens: pl.DataFrame,
    *,
    window: int = 5,
    least: int = 3,
    kinds: tuple[str, ...] = ("body",),
    without: Collection[str] = (),
    level: float = 0.95,
) -> pl.DataFrame:
    """Score which words stand beside a term's hits more often than they do elsewhere.

    Beside a hit stand the words of its sentence that are at most ``window`` words away; one that
    is near two hits counts once. With O the times a word stands there, E those expected were its
    occurrences spread evenly over all words but the term's own, ratio = O / E, and
    log_likelihood = 2 Σ o ln(o / e) over the four cells (this word or another, beside a hit or
    not). Higher: the word is drawn to the term more surely; it says nothing of how strongly,
    which ratio says. ``bound`` is what the log-likelihood of any word would stay below in
    ``level`` of texts whose words fell independently (Bonferroni over the words scored). Words of
    real texts cluster, so what lies little above it may be chance, too.

    Reads rows of `concordance.kwic` (article_id, outlet, start, end) and tokens (article_id,
    sentence, start, end, word, kind), of which those of ``kinds``. One row is one word that
    stands there at least ``least`` times and more often than expected, highest log_likelihood
    first; n = O, of which ``before`` stand before the hit; count = times in all; outlets = those
    of its n; evidence = the stretches from the word to the hit. ``without`` names words that are
    left out (function words, say). Empty where nothing is.

    Source: Dunning, Accurate Methods for the Statistics of Surprise and Coincidence (1993).

    Raises ParallaxError where ``window`` or ``least`` is below 1.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> hits = an.concordance.kwic(corpus.articles, corpus.tokens, "summit")
    >>> rows = an.concordance.collocates(hits, corpus.tokens, least=2)
    >>> rows.columns[:4]
    ['word', 'n', 'before', 'count']
    """
    for name, given in (("window", window), ("least", least)):
        if given < 1:
            raise ParallaxError("collocates", f"{name} = {given}", "give 1 or more")
    words = _words(hits, tokens, kinds)
    near = _near(words, window)
    others = words.filter(pl.col("hit").is_null())
    counted = (
        near.group_by("word", maintain_order=True)
        .agg(
            n=pl.len(),
            before=pl.col("precedes").sum().cast(pl.Int64),
            outlets=pl.col("outlet").n_unique(),
            evidence=pl.col("passage").unique(maintain_order=True),
        )
        .join(others.group_by("word").agg(count=pl.len()), on="word", maintain_order="left")
        .filter(pl.col("n") >= least, ~pl.col("word").is_in(list(without)))
    )
    scored = _scored(counted, beside=len(near), all_words=len(others))
    bound = NormalDist().inv_cdf(1 - (1 - level) / (2 * max(1, len(counted)))) ** 2
    return (
        scored.filter(pl.col("n") > pl.col("expected"))
        .with_columns(bound=pl.lit(bound))
        .sort("log_likelihood", "word", descending=[True, False])
        .select(pl.col(name).cast(kind) for name, kind in COLLOCATES.schema.items())
    )


def _words(hits: pl.DataFrame, tokens: pl.DataFrame, kinds: tuple[str, ...]) -> pl.DataFrame:
    """All words, in order, with the number and the span of the hit that they are part of."""
    kept = tokens.filter(pl.col("kind").is_in(kinds)).sort("article_id", "start")
    places = hits.select("article_id", "outlet", "start", first="start", last="end")
    own = last_before(
        kept.with_columns(_last=pl.col("end") - 1), places.with_row_index("hit"), at="_last"
    )
    inside = pl.col("last") > pl.col("start")
    return own.select(
        "article_id",
        "word",
        "start",
        "end",
        sentence=pl.struct("article_id", "sentence").rle_id(),
        **{name: pl.when(inside).then(name) for name in ("hit", "outlet", "first", "last")},
    )


def _near(words: pl.DataFrame, window: int) -> pl.DataFrame:
    """One row per word beside a hit, with its nearest hit: whether it precedes it, the stretch."""
    inside = words["hit"].is_not_null().to_numpy()
    sentence = words["sentence"].to_numpy()
    nodes = np.flatnonzero(inside)
    owner = np.full(len(words), -1)
    for step in range(1, window + 1):
        for offset in (-step, step):
            at = nodes + offset
            node = nodes[(at >= 0) & (at < len(words))]
            at = node + offset
            free = (sentence[at] == sentence[node]) & ~inside[at] & (owner[at] < 0)
            owner[at[free]] = node[free]
    found = np.flatnonzero(owner >= 0)
    hits = words[owner[found]].select("outlet", "first", "last")
    start, end = pl.min_horizontal("start", "first"), pl.max_horizontal("end", "last")
    return pl.concat(
        [words[found].select("article_id", "word", "start", "end"), hits], how="horizontal"
    ).select(
        "word",
        "outlet",
        precedes=pl.col("start") < pl.col("first"),
        passage=pl.format("{}:{}-{}", "article_id", start, end),
    )


def _scored(counted: pl.DataFrame, *, beside: int, all_words: int) -> pl.DataFrame:
    """Add what is expected, the ratio to it and the log-likelihood."""
    o, count = counted["n"].to_numpy().astype(float), counted["count"].to_numpy().astype(float)
    expected = count * beside / max(1, all_words)
    cells = (o, beside - o, count - o, all_words - beside - count + o)
    rest = beside - expected
    even = (expected, rest, count - expected, all_words - count - rest)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(cell > 0, cell * np.log(cell / e), 0)
            for cell, e in zip(cells, even, strict=True)
        ]
        ratio = o / expected
    return counted.with_columns(
        expected=expected, ratio=ratio, log_likelihood=2 * np.sum(parts, axis=0)
    )
