"""Suggestions for a new event's folder: actors, concepts and facts, from the texts alone."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis import languages, tables
from analysis.measures.framing import proper_names
from analysis.measures.framing.facts import facts
from analysis.measures.framing.speaking import verb_classes

_KINDS = ("headline", "subhead", "body")
_SHORTEST = 5  # letters of a word that may name a concept


def suggest(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    top: int = 15,
    kinds: Sequence[str] = ("actor", "concept", "fact"),
) -> pl.DataFrame:
    """Propose actors with aliases, concepts with terms, and facts, for a person to accept.

    Actors are names, with the forms in which they are written; concepts are frequent
    words that are no function words, reporting verbs or names, with the forms of one
    stem; facts are numbers and dates that some but not all articles carry. Reads
    tokens and articles. One row per proposal: kind (actor, concept, fact), name, forms,
    n_articles, n (mentions), evidence. Ranked within each kind by articles, then
    mentions; ``top`` of each of the ``kinds`` asked for. Nothing here is decided: these
    are words that occur.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = suggest(corpus.tokens, corpus.articles)
    >>> rows.filter(kind="actor", name="Vladimir Putin")["forms"].item().to_list()
    ['Putin', 'Vladimir Putin']
    """
    read = tokens.filter(pl.col("kind").is_in(_KINDS))
    names = pl.DataFrame(
        proper_names.find(proper_names.sentences(read, articles)), schema=_NAME, orient="row"
    )
    texts = articles.select("article_id", "text")
    actors = names.join(texts, on="article_id", maintain_order="left").select(
        "article_id", "start", "end", name="shown", form=_written()
    )
    parts = {
        "actor": lambda: _ranked(actors, "actor", top),
        "concept": lambda: _ranked(_concept_words(read, names), "concept", top),
        "fact": lambda: _facts(read, articles, top),
    }
    return pl.concat(parts[kind]() for kind in kinds)


_NAME = {
    **dict.fromkeys(("key", "kind", "shown", "article_id"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int64),
}


def _written() -> pl.Expr:
    """The words of a name as written, without a genitive's ending."""
    written = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    return written.str.replace("[’']s$", "").str.replace_all(r"\s+", " ")


def _concept_words(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Words that may name a concept, the forms of one stem under the first of them."""
    functional = [*languages.read().function_words, *verb_classes()]
    named = names["shown"].str.to_lowercase().str.split(" ").explode().unique().to_list()
    usual = tokens.filter(
        pl.col("word").str.len_chars() >= _SHORTEST,
        pl.col("word").str.contains(r"^[\p{L}-]+$"),
        ~pl.col("word").is_in(functional + named + [*proper_names.DAYS, *proper_names.MONTHS]),
    )
    stem = pl.col("word").str.replace(r"ies$", "y").str.replace(r"([^s])s$", "$1")
    return usual.select(
        "article_id", "start", "end", name=pl.col("word").first().over(stem), form="word"
    )


def _ranked(found: pl.DataFrame, kind: str, top: int) -> pl.DataFrame:
    return (
        found.with_columns(evidence=tables.passage_id())
        .group_by("name", maintain_order=True)
        .agg(
            forms=pl.col("form").unique().sort(),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            n=pl.len().cast(pl.Int64),
            evidence="evidence",
        )
        .sort("n_articles", "n", "name", descending=[True, True, False])
        .head(top)
        .select(pl.lit(kind).alias("kind"), "name", "forms", "n_articles", "n", "evidence")
    )


def _facts(tokens: pl.DataFrame, articles: pl.DataFrame, top: int) -> pl.DataFrame:
    listed = facts(tokens, articles).filter(
        pl.col("fact").is_in(["number", "date"]), pl.col("n_articles") < len(articles)
    )
    return (
        listed.group_by("target", "n_articles", maintain_order=True)
        .agg(n=pl.col("value").sum().cast(pl.Int64), evidence=pl.col("evidence").explode())
        .head(top)
        .select(
            pl.lit("fact").alias("kind"),
            pl.col("target").alias("name"),
            pl.concat_list("target").alias("forms"),
            "n_articles",
            "n",
            "evidence",
        )
    )
