"""Mentions of the event's actors: where each is named, and by what kind of name."""

from __future__ import annotations

import re

import polars as pl

from analysis import tables


def find(
    articles: pl.DataFrame, sentences: pl.DataFrame, tokens: pl.DataFrame, aliases: pl.DataFrame
) -> pl.DataFrame:
    """Find every mention of an actor by one of its aliases, the longest alias first.

    Reads aliases (actor, alias, label): names match in their own case, roles and
    evaluative words in any case, all as whole words. Two aliases never claim the
    same characters, so "Kim Yo Jong" is no mention of "Kim" once she is an actor.
    One row of the result is one mention of `tables.MENTIONS`; ``voice`` and
    ``kind`` are those of its first word.
    """
    pattern = _pattern(aliases)
    if pattern is None:
        return tables.MENTIONS.empty()
    owner = {_key(alias): (actor, label) for actor, alias, label in aliases.iter_rows()}
    owner |= {
        alias: (actor, label) for actor, alias, label in aliases.iter_rows() if label == "name"
    }
    rows = []
    for article_id, text in articles.select("article_id", "text").iter_rows():
        for match in pattern.finditer(text or ""):
            surface = match[0]
            actor, label = owner.get(surface) or owner[_key(surface)]
            rows.append((article_id, match.start(), match.end(), surface, actor, label))
    schema = {name: tables.MENTIONS.schema[name] for name in _FOUND}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    spoken = tokens.select("article_id", "sentence", "start", "kind", "voice")
    placed = (
        found.sort("article_id", "start")
        .join_asof(
            spoken.sort("article_id", "start").rename({"start": "token_start"}),
            left_on="start",
            right_on="token_start",
            by="article_id",
            strategy="backward",
            check_sortedness=False,
        )
        .join(
            sentences.select("article_id", "sentence", pl.col("end").alias("sentence_end")),
            on=["article_id", "sentence"],
            how="inner",
        )
        .filter(pl.col("start") < pl.col("sentence_end"))
    )
    return tables.conform(placed.sort("article_id", "start"), tables.MENTIONS)


_FOUND = ("article_id", "start", "end", "surface", "actor", "label")


def _key(alias: str) -> str:
    return alias.lower().replace("’", "'")


def _pattern(aliases: pl.DataFrame) -> re.Pattern[str] | None:
    """One alternation of all aliases, longest first; either kind of apostrophe matches."""
    found = sorted(aliases.rows(), key=lambda row: -len(row[1]))
    parts = []
    for _, alias, label in found:
        words = r"\s+".join(re.escape(word) for word in alias.split())
        words = re.sub(r"[’']", "[’']", words)
        parts.append(words if label == "name" else f"(?i:{words})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None
