"""What every readability table is made with: units of text, their counts, the formulas on them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.errors import ParallaxError, nearest
from analysis.languages import folding
from analysis.measures.readability.counts import text_counts
from analysis.measures.readability.formulas import METRICS, evaluate
from analysis.measures.readability.units import Unit, article_units, token_units
from analysis.tables import require

COUNTS = (
    "char_count",
    "letter_count",
    "lexicon_count",
    "miniword_count",
    "long_word_count",
    "syllable_count",
    "monosyllabcount",
    "polysyllabcount",
    "sentence_count",
)
_KEYS = {"article": None, "voice": "voice", "paragraph kind": "kind"}


def plain(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles with their texts in the normal form, letter for letter."""
    require(articles, "articles", "article_id", "text")
    languages = articles["language"] if "language" in articles.columns else None
    texts = articles["text"].cast(pl.String)
    return articles.with_columns(folding.evened(texts, languages).alias("text"))


def chosen(metrics: Sequence[str] | None) -> list[str]:
    """The metrics asked for, each once; all where none is named."""
    chosen = list(METRICS) if metrics is None else list(dict.fromkeys(metrics))
    for name in chosen:
        if name not in METRICS:
            raise ParallaxError("metrics", f"unknown metric '{name}'", nearest(name, METRICS))
    return chosen


def key_of(by: str) -> str | None:
    """The column that tells the parts of an article; null where it is scored whole."""
    if by not in _KEYS:
        raise ParallaxError("by", f"unknown unit '{by}'", nearest(by, _KEYS))
    return _KEYS[by]


def units_of(articles: pl.DataFrame, tokens: pl.DataFrame | None, key: str | None) -> list[Unit]:
    """The texts to score: articles, or their passages of one voice or kind together."""
    if key is None:
        return article_units(articles)
    if tokens is None:
        raise ParallaxError("tokens", f"no words to tell each {key} by", "pass tokens=")
    return token_units(articles, tokens, key)


def joined(units: list[Unit]) -> pl.Series:
    """Each unit's text in one piece."""
    return pl.Series([unit.joined() for unit in units], dtype=pl.String)


def ids_of(units: list[Unit], key: str | None) -> pl.DataFrame:
    """Each unit's article, and its voice or kind."""
    columns = {"article_id": [unit.article_id for unit in units]}
    if key is not None:
        columns[key] = [unit.key for unit in units]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def numbered(units: list[Unit], key: str | None) -> pl.DataFrame:
    """The units' ids with their numbers, to join by."""
    return ids_of(units, key).with_row_index("unit").cast({"unit": pl.Int64})


def scored(texts: pl.Series, metrics: Sequence[str], minimum: int) -> pl.DataFrame:
    """Counts and scores of each text, one row a text, in their order."""
    counts = values(text_counts(texts), metrics, minimum)
    return counts.select(
        pl.col("lexicon_count").alias("n"),
        "sentences",
        *metrics,
        pl.when(pl.col("endless") == 0).then(pl.col(COUNTS)),
        "reason",
    )


def values(counts: pl.DataFrame, metrics: Sequence[str], minimum: int) -> pl.DataFrame:
    """Apply the formulas to counts, and say why where they cannot be applied."""
    words = pl.col("lexicon_count")
    reason = (
        pl.when(words == 0)
        .then(pl.lit("no words"))
        .when(pl.col("endless") > 0)
        .then(pl.format("{} characters without a space", "endless"))
        .when(pl.col("syllable_count") == 0)
        .then(pl.lit("no syllables"))
        .when(words < minimum)
        .then(pl.format("{} words, fewer than {}", words, pl.lit(minimum)))
    )
    values = evaluate(counts, metrics)
    applies = pl.col("reason").is_null()
    return counts.with_columns(reason=reason).with_columns(
        pl.when(applies).then(pl.Series(values[name])).alias(name) for name in metrics
    )


def long(values: pl.DataFrame, index: list[str]) -> pl.DataFrame:
    """One row for each unit and metric."""
    return values.unpivot(index=index, variable_name="metric", value_name="value")
