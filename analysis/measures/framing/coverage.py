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
from analysis.languages.folding import Folded, folded
from analysis.measures import base, uncertainty
from analysis.measures.rows import as_measures, with_outlet
from analysis.terms import PatternError, Rule, find, term_pattern

_RULES = ("concept", "term", "without", "beside", "whole")


def coverage(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    concepts: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = base.BODY,
) -> pl.DataFrame:
    """Count the sentences in which each article mentions each concept.

    value = sentences with at least one of the concept's terms; n = sentences read
    (those in paragraphs of ``kinds``, the body); headlines = headlines and subheads
    with a term that are not among them, a repeated one once. Where value and headlines
    are both 0 that is a census fact: neither the body nor what stands above it has any
    of the terms (`terms.Rule` says what a term matches); evidence holds the spans that
    matched, in the text's order; `nearest` adds the sentence to check beside a 0.
    Reads concepts (concept, term and, where they are there, without, beside and whole).
    One row per article and concept, zero-filled.

    Raises ParallaxError for a concept without terms and a term that is not a valid pattern.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)
    >>> rows.filter(outlet="sputnik-india", target="ukraine-war")["value"].item()
    0.0
    """
    looked = tuple(dict.fromkeys((*kinds, *base.ABOVE)))
    read = base.sentences(articles, sentences, paragraphs, looked)
    counts = pl.col("kind").is_in(kinds)
    hits = _term_hits(articles, read, concepts).join(
        read.select("article_id", "sentence", "kind"),
        on=["article_id", "sentence"],
        maintain_order="left",
    )
    counted = hits.group_by("article_id", "target", maintain_order=True).agg(
        value=pl.col("sentence").filter(counts).n_unique(),
        headlines=pl.col("sentence").filter(~counts).n_unique().cast(pl.Int64),
        evidence=tables.passage_id(),
    )
    sizes = read.filter(counts).group_by("article_id").agg(n=pl.len())
    key = ["article_id", "target"]
    grid = (
        articles.select("article_id")
        .join(concepts.select(target="concept").unique(maintain_order=True), how="cross")
        .join(sizes, on="article_id", how="left", maintain_order="left")
        .join(counted, on=key, how="left", maintain_order="left")
        .with_columns(pl.col("value", "n", "headlines").fill_null(0), voice=pl.lit("all"))
        .with_columns(pl.col("evidence").fill_null([]))
    )
    rows = as_measures(grid, articles, "coverage", "sentences")
    above = grid.select(*key, "headlines")
    return rows.join(above, on=key, how="left", maintain_order="left")


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
    texts = _folded(articles).values()
    idle = [
        not any(next(find(text, rule.term, language), None) for text, language in texts)
        for _, rule in _rules(concepts)
    ]
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
    kinds: tuple[str, ...] = base.BODY,
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
    kept = with_outlet(base.sentences(articles, sentences, paragraphs, kinds), articles)
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


def _rules(concepts: pl.DataFrame) -> list[tuple[str, Rule]]:
    """Every term with its rule, or say which concept's term cannot be."""
    found = []
    columns = [column for column in _RULES if column in concepts.columns]
    for row in concepts.select(columns).iter_rows(named=True):
        concept = row["concept"]
        if not (row["term"] or "").strip():
            raise ParallaxError(f"concept '{concept}'", "has no terms", "give it at least one term")
        without, beside = tuple(row.get("without") or ()), tuple(row.get("beside") or ())
        for term in (row["term"], *without, *beside):
            _check_term(concept, term)
        found.append((concept, Rule(row["term"], without, beside, bool(row.get("whole")))))
    return found


def _check_term(concept: str, term: str) -> None:
    try:
        term_pattern(term)
    except PatternError as error:
        raise ParallaxError(
            f"concept '{concept}'",
            f"the term '{term}' is not a valid pattern ({error.problem})",
            "mend the regular expression between the slashes",
        ) from error


def _folded(articles: pl.DataFrame) -> dict[str, tuple[Folded, str | None]]:
    """Article → its text in its normal form, and its language."""
    languages = articles["language"] if "language" in articles.columns else [None] * len(articles)
    rows = zip(articles["article_id"], articles["text"], languages, strict=True)
    return {article_id: (folded(text or "", code), code) for article_id, text, code in rows}


def _term_hits(
    articles: pl.DataFrame, sentences: pl.DataFrame, concepts: pl.DataFrame
) -> pl.DataFrame:
    """One row per place where a concept's term stands in one of the sentences."""
    rules = _rules(concepts)
    texts = _folded(articles) if rules else {}
    rows = {
        (article_id, sentence, concept, *span)
        for article_id, sentence, start, end in sentences.select(
            "article_id", "sentence", "start", "end"
        ).iter_rows()
        for concept, rule in rules
        for span in rule.spans(texts[article_id][0], start, end, texts[article_id][1])
    }
    schema = {
        "article_id": pl.String,
        "sentence": pl.Int64,
        "target": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
    }
    return pl.DataFrame(sorted(rows), schema=schema, orient="row")
