"""What is read in labelled articles: every table of an event that its texts give."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl

from analysis import tables
from analysis.languages import detection
from analysis.reading import corrections, mentions, quotes, segments
from analysis.runtime import collection_paused


def of_event(given: SimpleNamespace) -> dict[str, pl.DataFrame]:
    """The tables of the articles of one event, in which a medium and a speaker have one name.

    Not so in `of_articles`, whose result for an article may not depend on those beside it.
    """
    read = of_articles(given)
    return {**read, "quotes": quotes.merged(read["quotes"])}


@collection_paused()
def of_articles(given: SimpleNamespace) -> dict[str, pl.DataFrame]:
    """Articles, sentences, words, quotations, mentions and provenance, by name.

    ``given`` has articles, their labelled paragraphs, aliases, boundaries and corrections.
    """
    labelled = given.paragraphs
    articles = detection.filled(given.articles)
    cut = segments.sentences(articles, labelled)
    words, splits = segments.tokens(articles, cut, given.boundaries)
    found = quotes.extract(articles, actors=given.aliases, paragraphs=labelled)
    found = corrections.respoken(found, given.corrections)
    kinds = cut.join(
        labelled.select("article_id", "paragraph", "kind"), on=["article_id", "paragraph"]
    )
    words = words.join(
        kinds.select("article_id", "sentence", "kind"),
        on=["article_id", "sentence"],
        maintain_order="left",
    )
    words = tables.conform(quotes.voice(words, found), tables.TOKENS)
    return {
        "articles": articles,
        "sentences": cut,
        "tokens": words,
        "quotes": found,
        "mentions": mentions.find(articles, cut, words, given.aliases),
        "provenance": _provenance(articles, labelled, splits),
    }


def _provenance(
    articles: pl.DataFrame, labelled: pl.DataFrame, splits: pl.DataFrame
) -> pl.DataFrame:
    """What was read, how it was labelled and where words were split, by which rule."""
    whole = articles.select("article_id", start=pl.lit(0), end=pl.col("text").str.len_chars())
    steps = [
        whole.with_columns(step=pl.lit("read"), rule=pl.lit("as decoded")),
        labelled.with_columns(step=pl.lit("labelled"), rule=pl.format("{}: {}", "kind", "rule")),
        splits.with_columns(step=pl.lit("split")),
    ]
    columns = ("article_id", "step", "rule", "start", "end")
    frame = pl.concat([step.select(columns) for step in steps], how="vertical_relaxed")
    counted = (
        frame.with_columns(evidence=tables.passage_id())
        .group_by("article_id", "step", "rule", maintain_order=True)
        .agg(
            n=pl.len(),
            characters=(pl.col("end") - pl.col("start")).sum(),
            evidence="evidence",
        )
    )
    return tables.conform(counted, tables.PROVENANCE)
