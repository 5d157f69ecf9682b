"""What a person corrected, as event.toml states it → paragraphs and quotations as corrected."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.reading.manifest import Manifest

SPEAKER, SPEECH, BOILERPLATE, SAME, APART = tables.CORRECTIONS.columns["kind"].values
RULE = "event.toml"
_BOILERPLATE = "footer"  # what remnants of a page are labelled as


def table(stated: Manifest, articles: pl.DataFrame) -> pl.DataFrame:
    """The corrections of an event as rows of `tables.CORRECTIONS`, in the file's order.

    Those of articles that are excluded are left out. A passage that does not stand where it
    is said to stand is looked for in its article.

    Raises ParallaxError naming file and line where a passage is not found there once.
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    rows = []
    for number, entry in enumerate(stated.corrections):
        places = [_place(stated, texts, number, entry, name) for name in ("passage", "beside")]
        if None not in places:
            (article, start, end), (other, first, last) = places  # type: ignore[misc]
            spans = {"article_id": article, "start": start, "end": end}
            spans |= {"beside_article": other, "beside_start": first, "beside_end": last}
            rows.append({**entry, **spans})
    frame = pl.DataFrame(
        [{name: row[name] for name in tables.CORRECTIONS.columns} for row in rows],
        schema=tables.CORRECTIONS.schema,
    )
    return tables.conform(frame, tables.CORRECTIONS)


def _place(
    stated: Manifest, texts: dict[str, str], number: int, entry: dict[str, Any], name: str
) -> tuple[str | None, int | None, int | None] | None:
    """Article, start and end of a passage; None where its article is not read."""
    if entry[name] is None:
        return None, None, None
    article, start, end = tables.parse_passage_id(entry[name])
    words = entry["text" if name == "passage" else "beside_text"]
    if article not in texts:
        return None
    text = texts[article]
    if words is None or text[start:end] == words:
        return article, start, end
    if text.count(words) == 1:
        start = text.index(words)
        return article, start, start + len(words)
    place = stated.source.place("corrections", number, name)
    found = "not" if words not in text else "more than once"
    problem = f"the corrected words stand {found} in '{article}': “{words[:60]}”"
    raise ParallaxError(place, problem, "take the correction out, and make it again")


def relabelled(paragraphs: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs, those that are boilerplate labelled so.

    Reads paragraphs (article_id, start, end, kind, rule); the other columns stay.
    """
    wrong = _touching(paragraphs, corrections.filter(kind="boilerplate"))
    return paragraphs.with_columns(
        kind=pl.when(wrong).then(pl.lit(_BOILERPLATE)).otherwise("kind"),
        rule=pl.when(wrong).then(pl.lit(RULE)).otherwise("rule"),
    )


def respoken(quotes: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """The quotations without those that are no speech, and with the speakers corrected.

    Reads quotes as `tables.QUOTES`. A speaker who is not the one stated is unknown, or who a
    person says it is.
    """
    if not len(corrections):
        return quotes
    none = _touching(quotes, corrections.filter(kind="not speech"))
    gone = quotes.filter(none)["clause"]  # a clause and the marked words inside it are one
    quotes = quotes.filter(~pl.col("clause").is_in(gone.implode()))
    for row in corrections.filter(kind="not this speaker").iter_rows(named=True):
        wrong = _touching(quotes, pl.DataFrame([row], schema=corrections.schema))
        ids = quotes.filter(wrong)["clause"]
        wrong = quotes["clause"].is_in(ids.implode())
        quotes = quotes.with_columns(_speaker(row["now"], wrong))
    return quotes


def _speaker(now: str | None, wrong: pl.Series) -> list[pl.Expr]:
    """Who speaks instead: nobody known, or ``now``, whose words in the text are not known."""
    chosen = pl.lit(wrong)
    unknown = ("source", "source_start", "source_end")
    values = {
        "actor": pl.lit(now, pl.String),
        "sure": pl.lit("named" if now else "unknown"),
        "reason": pl.lit("corrected in event.toml"),
        "candidates": pl.lit([], pl.List(pl.String)),
        "rule": pl.format("{}+corrected", "rule"),
    }
    return [
        *(pl.when(chosen).then(None).otherwise(name).alias(name) for name in unknown),
        *(
            pl.when(chosen).then(value).otherwise(name).alias(name)
            for name, value in values.items()
        ),
    ]


def _touching(frame: pl.DataFrame, corrections: pl.DataFrame) -> pl.Series:
    """Which rows' spans share a character with a corrected passage."""
    found = pl.repeat(False, len(frame), eager=True)
    for article, start, end in corrections.select("article_id", "start", "end").iter_rows():
        here = (frame["article_id"] == article) & (frame["start"] < end) & (frame["end"] > start)
        found = found | here
    return found
