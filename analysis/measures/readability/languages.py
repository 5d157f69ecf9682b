"""Readability of a text that is not English: its own language's metrics, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType

import polars as pl

from analysis.measures.readability.offline import offline_textstat

# LIX and RIX count words and long words; Björnsson (1983) gives norms for newspapers in these.
_LIX = frozenset(("da", "de", "en", "es", "fi", "fr", "it", "nb", "nn", "no", "pt", "ru", "sv"))
_BY_LENGTH = ("lix", "rix")
# language → textstat's metric in it → its unit; flesch_reading_ease takes the language's constants
OWN: dict[str, dict[str, str]] = {
    "de": {
        "flesch_reading_ease": "points (Amstad), higher is easier",
        "wiener_sachtextformel": "school year, higher is harder",
    },
    "es": {
        "fernandez_huerta": "points, higher is easier",
        "szigriszt_pazos": "points, higher is easier",
        "gutierrez_polini": "points, higher is easier",
        "crawford": "school years, higher is harder",
    },
    "fr": {"flesch_reading_ease": "points (French constants), higher is easier"},
    "hu": {"flesch_reading_ease": "points (Hungarian constants), higher is easier"},
    "it": {
        "flesch_reading_ease": "points (Vacca), higher is easier",
        "gulpease_index": "points, higher is easier",
    },
    "nl": {"flesch_reading_ease": "points (Douma), higher is easier"},
    "ru": {"flesch_reading_ease": "points (Russian constants), higher is easier"},
}
_ROW = {"article_id": pl.String, "voice": pl.String, "metric": pl.String, "value": pl.Float64}


def readable(rows: pl.DataFrame, languages: Mapping[str, str], texts: pl.DataFrame) -> pl.DataFrame:
    """Put readability rows right for articles in other languages.

    Scores made for English become null, and LIX and RIX where they have no norms; the metrics
    that textstat has for an article's language are added, from its ``texts`` (article_id,
    voice, text, n). Reads rows of article_id, voice, metric, value, low, high and n.

    >>> texts = pl.DataFrame({"article_id": ["b"], "voice": ["all"], "n": [4],
    ...     "text": ["Es hat heute geregnet."]})
    >>> rows = pl.DataFrame({"article_id": ["b"], "voice": ["all"], "metric": ["gunning_fog"],
    ...     "value": [5.0], "low": [4.0], "high": [6.0], "n": [4]})
    >>> readable(rows, {"b": "de"}, texts).select("metric", "value").rows()[0]
    ('gunning_fog', None)
    """
    if not languages:
        return rows
    normed = [article for article, code in languages.items() if code in _LIX]
    by_length = pl.col("metric").is_in(_BY_LENGTH) & pl.col("article_id").is_in(normed)
    defined = by_length | ~pl.col("article_id").is_in(list(languages))
    kept = rows.with_columns(pl.when(defined).then(pl.col("value", "low", "high")))
    own = _own(languages, texts)
    kept = kept.join(own, on=["article_id", "voice", "metric"], how="anti")
    counted = own.join(texts.select("article_id", "voice", "n"), on=["article_id", "voice"])
    return pl.concat([kept, counted], how="diagonal_relaxed")


def abstaining(
    scored: pl.DataFrame, languages: Mapping[str, str], metrics: Sequence[str]
) -> pl.DataFrame:
    """Make null what was made for English in rows of other languages, and say so in ``reason``.

    Reads article_id, reason and the metrics. Rows and columns are those of ``scored``.

    >>> rows = pl.DataFrame({"article_id": ["a"], "lix": [40.0], "reason": [None]})
    >>> abstaining(rows, {"a": "tr"}, ["lix"])["reason"].item()
    'not made for “tr”'
    """
    if not languages:
        return scored
    code = pl.col("article_id").replace_strict(languages, default=None, return_dtype=pl.String)
    keeps = code.is_null() | code.is_in(sorted(_LIX))
    lost = [name for name in metrics if name not in _BY_LENGTH]
    said = pl.when(code.is_not_null()).then(pl.format("not made for “{}”", code))
    return scored.with_columns(
        *(pl.when(code.is_null()).then(name).alias(name) for name in lost),
        *(pl.when(keeps).then(name).alias(name) for name in metrics if name in _BY_LENGTH),
        reason=pl.coalesce(pl.col("reason").cast(pl.String), said),
    )


def unit(languages: Mapping[str, str], units: Mapping[str, str]) -> pl.Expr:
    """The unit of a row's metric, in the article's language where that has its own."""
    own = [
        pl.when(
            pl.col("article_id").is_in([a for a, found in languages.items() if found == code])
        ).then(pl.col("metric").replace_strict(named, default=None, return_dtype=pl.String))
        for code, named in OWN.items()
        if code in languages.values()
    ]
    plain = pl.col("metric").replace_strict(units, default="points", return_dtype=pl.String)
    return pl.coalesce(*own, plain)


def _own(languages: Mapping[str, str], texts: pl.DataFrame) -> pl.DataFrame:
    """The metrics that textstat has for each text's language, by textstat itself."""
    found = []
    textstat = offline_textstat()
    try:
        for article, voice, text in texts.select("article_id", "voice", "text").iter_rows():
            metrics = OWN.get(languages.get(article, ""), {})
            if metrics:
                textstat.set_lang(languages[article])
            found += [(article, voice, name, _score(textstat, name, text)) for name in metrics]
    finally:
        textstat.set_lang("en_US")
    return pl.DataFrame(found, schema=_ROW, orient="row")


def _score(textstat: ModuleType, name: str, text: str) -> float | None:
    """textstat's score; None where its formula has nothing to divide by."""
    try:
        if name == "wiener_sachtextformel":
            return float(textstat.wiener_sachtextformel(text, 1))
        return float(getattr(textstat, name)(text))
    except (ZeroDivisionError, ValueError):
        return None
