"""VADER's tone toward an actor: a labelled baseline, never a headline.

On "which outlet is more negative toward X in the same event" (BASIL) it is right
51 % of the time. It is here so that readers can compare, and because so many
studies report it.
"""

from __future__ import annotations

from functools import cache, lru_cache

import polars as pl
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import tables
from analysis.languages.detection import foreign

NAME = "tone (VADER, a baseline)"
_SCORES = pl.Schema(dict.fromkeys(("neg", "neu", "pos", "compound"), pl.Float64()))


def polarity(sentences: pl.Series) -> pl.DataFrame:
    """Score each sentence by vaderSentiment.

    compound = s / √(s² + 15), where s is the sum of the words' valences after the
    rules for negation, degree, capitals, contrast and punctuation; from -1 (negative)
    to 1 (positive). neg, neu and pos are shares of the words' weight and sum to 1.
    One row of the result is the sentence at the same place; null and empty sentences
    get zeros, as in VADER.

    Source: Hutto and Gilbert (2014), vaderSentiment (MIT).

    >>> polarity(pl.Series(["A very good day.", "Not a good day!"]))["compound"].to_list()
    [0.4927, -0.4015]
    """
    return pl.DataFrame([_scored(sentence or "") for sentence in sentences], schema=_SCORES)


@lru_cache(maxsize=1 << 14)
def _scored(sentence: str) -> dict[str, float]:
    """A sentence is asked for once an actor that it mentions, and again at each redraw."""
    return _analyser().polarity_scores(sentence)


@cache
def _analyser() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def toward(mentions: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Mean VADER compound score of the body's sentences that mention an actor, by voice.

    value = mean of compound over sentences, from -1 (negative) to 1 (positive);
    low and high = its 95 % range by the normal approximation over sentences, null
    below five; n = sentences. Null for an article in
    another language than English. Reads mentions (body only), sentences' spans and the
    articles' text. One row per article, voice of the mention and actor (`target`);
    evidence = the sentences. Source: Hutto and Gilbert (2014).

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = toward(corpus.mentions, corpus.sentences, corpus.articles)
    >>> rows["value"].is_between(-1, 1).all()
    True
    """
    spans = sentences.select("article_id", "sentence", "start", "end")
    texts = dict(articles.select("article_id", "text").iter_rows())
    kept = (
        mentions.filter(pl.col("kind") == "body")
        .select("article_id", "sentence", "voice", target="actor")
        .unique(maintain_order=True)
        .join(spans, on=["article_id", "sentence"], how="left", maintain_order="left")
    )
    passages = [
        texts[article_id][start:end]
        for article_id, start, end in kept.select("article_id", "start", "end").iter_rows()
    ]
    scores = polarity(pl.Series(passages, dtype=pl.String))["compound"]
    english = ~pl.col("article_id").is_in(list(foreign(articles)))  # VADER knows English only
    error = 1.96 * pl.col("score").std() / pl.len().sqrt()
    return tables.conform(
        kept.with_columns(score=scores, evidence=tables.passage_id())
        .group_by("article_id", "voice", "target", maintain_order=True)
        .agg(
            value=pl.when(english.first()).then(pl.col("score").mean()),
            error=pl.when(pl.len() >= 5).then(error),
            n=pl.len(),
            evidence="evidence",
        )
        .join(articles.select("article_id", "outlet"), on="article_id", maintain_order="left")
        .with_columns(
            low=pl.col("value") - pl.col("error"),
            high=pl.col("value") + pl.col("error"),
            measure=pl.lit(NAME),
            unit=pl.lit("compound score, -1 to 1"),
        ),
        tables.MEASURES,
    )
