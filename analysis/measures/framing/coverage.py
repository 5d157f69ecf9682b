"""What is mentioned or left out, and how sure a difference is.

Counts of one event's articles are a census: they need no interval. What they
cannot say is how an outlet writes in general; where a measure claims that, it
comes with its interval and with what shuffled sentences would give.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures import uncertainty
from analysis.measures.rows import as_measures, with_outlet
from analysis.terms import PatternError, Term, term_pattern

_KINDS = ("headline", "subhead", "body")
_TERMS = ("concept", "term")


def coverage(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    concepts: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = _KINDS,
) -> pl.DataFrame:
    """Count the sentences in which each article mentions each concept.

    value = sentences with at least one of the concept's terms; n = sentences read
    (those in paragraphs of ``kinds``). 0 is a census fact: none of these sentences
    has any of the terms (`terms.term_pattern` says what a term matches); evidence
    holds the spans that matched; `nearest` adds the sentence to check beside a 0.
    One row per article and concept, zero-filled.

    Raises ParallaxError for a concept without terms and a term that is no valid pattern.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)
    >>> rows.filter(outlet="sputnik-india", target="ukraine-war")["value"].item()
    0.0
    """
    kept = _kept(sentences, paragraphs, kinds)
    hits = _term_hits(articles, kept, concepts)
    counted = hits.group_by("article_id", "target", maintain_order=True).agg(
        value=pl.col("sentence").n_unique(), evidence=tables.passage_id()
    )
    read = kept.group_by("article_id").agg(n=pl.len())
    grid = (
        articles.select("article_id")
        .join(concepts.select(target="concept").unique(maintain_order=True), how="cross")
        .join(read, on="article_id", how="left", maintain_order="left")
        .join(counted, on=["article_id", "target"], how="left", maintain_order="left")
        .with_columns(pl.col("value", "n").fill_null(0), voice=pl.lit("all"))
        .with_columns(pl.col("evidence").fill_null([]))
    )
    return as_measures(grid, articles, "coverage", "sentences")


def unmatched(articles: pl.DataFrame, concepts: pl.DataFrame) -> pl.DataFrame:
    """List the terms that match nothing in any article: often a spelling mistake.

    A 0 that rests on such a term says nothing about an outlet. One row per concept
    and term, as in concepts.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> odd = corpus.concepts.with_columns(term=pl.lit("cosmodorme")).head(1)
    >>> unmatched(corpus.articles, odd)["term"].to_list()
    ['cosmodorme']
    """
    texts = articles["text"].to_list()
    idle = [not any(term.occurs(texts)) for _, term in _patterns(concepts)]
    return concepts.filter(pl.Series(idle, dtype=pl.Boolean))


def unmentioned(mentions: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """List the actors that no article mentions: check how their names are spelled.

    Pronouns do not count, for they rest on a name. One row per actor, as in actors.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> others = corpus.mentions.filter(pl.col("actor") != "ryder")
    >>> unmentioned(others, corpus.actors)["name"].item()
    'Patrick Ryder'
    """
    return actors.filter(~pl.col("actor").is_in(mentions["actor"].unique().to_list()))


def concept_shares(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    concepts: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = ("body",),
    draws: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the share of each outlet's sentences that mention each concept, and its null.

    value = sentences with a term / sentences, from 0 to 1. low and high: the interval
    from resampling the outlet's sentences (`uncertainty.share_interval`), null for none
    or all of them. The null:
    sentences shuffled between the outlets; null_low to null_high is the band that in
    1 - level of the shuffles *no* concept of *no* outlet leaves; p is the share of
    shuffles in which any share lies as far out. Distances are in standard deviations of
    shuffled shares, s² = v (N - n) / (n (N - 1)), with v the variance over all N
    sentences. One row per outlet and concept; n = sentences of the outlet.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> rows = concept_shares(c.articles, c.sentences, c.paragraphs, c.concepts, draws=200)
    >>> rows.filter(outlet="sputnik-india", target="ukraine-war")["value"].item()
    0.0
    """
    kept = with_outlet(_kept(sentences, paragraphs, kinds), articles)
    hits = _term_hits(articles, kept, concepts)
    targets = concepts["concept"].unique(maintain_order=True).to_list()
    names = kept["outlet"].unique(maintain_order=True).to_list()
    schema = {"outlet": pl.String, "target": pl.String} | dict.fromkeys(_SHARE, pl.Float64)
    schema |= {"n": pl.Int64, "evidence": pl.List(pl.String)}
    if not targets or not names:
        return pl.DataFrame(schema=schema)
    values = _indicators(kept, hits, targets)
    group = kept["outlet"].cast(pl.Enum(names)).to_physical().to_numpy().astype(int)
    sizes = np.bincount(group, minlength=len(names))[:, None] + np.zeros(len(targets), int)
    found = (group == np.arange(len(names))[:, None]).astype(float) @ values
    interval = uncertainty.share_interval(
        found.astype(int), sizes, draws=draws, level=level, seed=seed
    )
    numbers = (found / sizes, *interval, *_share_null(values, group, sizes, draws, level, seed))
    rows = pl.DataFrame(
        {"outlet": np.repeat(names, len(targets)), "target": targets * len(names)}
        | {name: part.ravel() for name, part in zip(_SHARE, numbers, strict=True)}
        | {"n": sizes.ravel()}
    ).with_columns(pl.col("low", "high").fill_nan(None))
    evidence = (
        with_outlet(hits, articles)
        .with_columns(evidence=tables.passage_id())
        .group_by("outlet", "target", maintain_order=True)
        .agg("evidence")
    )
    shares = rows.join(evidence, on=["outlet", "target"], how="left", maintain_order="left")
    return shares.with_columns(pl.col("evidence").fill_null([])).select(list(schema))


_SHARE = ("value", "low", "high", "null_low", "null_high", "p")


def _indicators(kept: pl.DataFrame, hits: pl.DataFrame, targets: list[str]) -> np.ndarray:
    """Sentences x concepts: 1 where the sentence has one of the concept's terms."""
    key = ("article_id", "sentence")
    there = set(hits.select(*key, "target").iter_rows())
    rows = kept.select(key).rows()
    return np.array([[(*row, target) in there for target in targets] for row in rows], float)


def _share_null(
    values: np.ndarray, group: np.ndarray, sizes: np.ndarray, draws: int, level: float, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Band and p of every group and concept (groups x concepts), family-wise over all."""
    total, centre = len(values), values.mean(0)
    spread = np.sqrt(values.var(0) * np.maximum(total - sizes, 0) / (sizes * max(1, total - 1)))

    row, column = values.nonzero()
    far = np.where(spread > 1e-12, spread, np.inf)

    def distance(codes: np.ndarray) -> np.ndarray:
        found = np.bincount(codes[row] * values.shape[1] + column, minlength=sizes.size)
        return np.abs(found.reshape(sizes.shape) / sizes - centre) / far

    largest = [distance(mixed).max() for mixed in uncertainty.shuffles(group, draws, seed)]
    bound, p = uncertainty.family_wise(distance(group), np.array(largest), level=level)
    return np.maximum(centre - bound * spread, 0), np.minimum(centre + bound * spread, 1), p


def _kept(
    sentences: pl.DataFrame, paragraphs: pl.DataFrame, kinds: tuple[str, ...]
) -> pl.DataFrame:
    """The sentences of paragraphs of these kinds."""
    return sentences.join(
        paragraphs.filter(pl.col("kind").is_in(kinds)).select("article_id", "paragraph"),
        on=["article_id", "paragraph"],
        maintain_order="left",
    )


def _patterns(concepts: pl.DataFrame) -> list[tuple[str, Term]]:
    """Compile every term, or say which concept's term cannot be."""
    found = []
    for concept, term in concepts.select(_TERMS).iter_rows():
        if not (term or "").strip():
            raise ParallaxError(f"concept '{concept}'", "has no terms", "give it at least one term")
        try:
            found.append((concept, term_pattern(term)))
        except PatternError as error:
            raise ParallaxError(
                f"concept '{concept}'",
                f"the term '{term}' is no valid pattern ({error})",
                "mend the regular expression between the slashes",
            ) from error
    return found


def _term_hits(
    articles: pl.DataFrame, sentences: pl.DataFrame, concepts: pl.DataFrame
) -> pl.DataFrame:
    """One row per place where a concept's term stands in one of the sentences."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    places = list(sentences.select("article_id", "sentence", "start", "end").iter_rows())
    read = [texts[article_id][start:end] for article_id, _, start, end in places]
    rows = {
        (article_id, sentence, concept, start + first, start + last)
        for concept, term in _patterns(concepts)
        for (article_id, sentence, start, _), spans in zip(
            places, term.all_spans(read), strict=True
        )
        for first, last in spans
    }
    schema = {
        "article_id": pl.String,
        "sentence": pl.Int64,
        "target": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
    }
    return pl.DataFrame(sorted(rows), schema=schema, orient="row")
