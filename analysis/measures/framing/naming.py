"""Who is called what."""

from __future__ import annotations

import re

import polars as pl

from analysis import tables
from analysis.languages.folding import fold
from analysis.measures import base
from analysis.measures.rows import with_outlet


def naming(mentions: pl.DataFrame, articles: pl.DataFrame | None = None) -> pl.DataFrame:
    """Count how each actor is called, by label, voice and kind of paragraph.

    Reads mentions. One row per article, actor, name used (``called``; however it is
    typed, roles and judging words in any case, shown as first written), label,
    voice and kind; n = mentions, those of a repeated headline once; evidence = their
    passage ids; ``modifiers`` = the describing words before them ("North Korean" despot),
    each once. Without ``articles`` the outlet is the article's id and there are no
    modifiers.

    A capital or seat that stands for its government ("Moscow said") is a name of that
    actor, if the event lists it so; ``called`` tells it apart.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.naming(corpus.mentions, corpus.articles)
    >>> rows.filter(called="dictator").select("outlet", "voice", "n").row(0)
    ('washington-examiner', 'outlet', 1)
    """
    surface = pl.col("surface").str.replace_all(r"\s+", " ")
    plain = surface.map_elements(fold, pl.String).str.replace_all(".", "", literal=True)
    same = pl.when(pl.col("label") == "name").then(plain).otherwise(plain.str.to_lowercase())
    described = base.headlines_once(mentions.sort("article_id", "start"), articles)
    counted = (
        described.with_columns(
            _modifiers(described, articles),
            same=same,
            called=surface,
            evidence=tables.passage_id(),
        )
        .with_columns(called=pl.col("called").first().over("actor", "same", order_by="article_id"))
        .group_by("article_id", "actor", "called", "label", "voice", "kind", maintain_order=True)
        .agg(
            n=pl.len(),
            modifiers=pl.col("modifier").drop_nulls().unique(maintain_order=True),
            evidence="evidence",
        )
    )
    columns = ("article_id", "outlet", "actor", "called", "modifiers", "label", "voice", "kind")
    return with_outlet(counted, articles).select(*columns, "n", "evidence")


# An adjective by its form: a people ("North Korean", "Chinese"), a hyphen, or an ending.
_PEOPLE = r"(?:(?:North|South|East|West|Saudi|New|Latin)\s+)?[A-Z]\w+(?:an|ese|ish|[nl]ch|aqi|aeli)"
_BY_FORM = rf"{_PEOPLE}|[a-z]+-[a-z]+|[a-z]{{2,}}(?:ous|ive|ful|less|ic|al|able|ible|ish)"
_DETERMINER = r"(?:the|an?|this|that|his|her|its|their|our|\w+[’']s)"
_LINK = rf"(?:of|in|on|at|by|for|from|with|to|and|or|that|who|is|was|has|had|{_DETERMINER})"
_ADJECTIVES = re.compile(rf"(?<![\w-])((?:{_BY_FORM})(?:,?\s+(?:{_BY_FORM}))*)\s+$")
_NOUN_PHRASE = re.compile(rf"(?i:\b{_DETERMINER})\s+((?:(?!(?i:{_LINK})\b)[\w’'-]+\s+){{1,3}})$")


def _modifiers(mentions: pl.DataFrame, articles: pl.DataFrame | None) -> pl.Series:
    """The words that describe each mention, standing before it; null where there are none."""
    texts = {} if articles is None else dict(articles.select("article_id", "text").iter_rows())
    found: list[str | None] = []
    before = ("", 0)
    for article_id, start, end, label in mentions.select(
        "article_id", "start", "end", "label"
    ).iter_rows():
        low = max(start - 80, before[1] if before[0] == article_id else 0)
        text = texts.get(article_id, "")[low:start].rpartition("\n")[2]
        text = text.title() if text.isupper() else text
        before = (article_id, end)
        # Before "leader" any word of the noun phrase describes; before a name only adjectives do.
        match = _NOUN_PHRASE.search(text) if label in ("role", "evaluative") else None
        match = match or (_ADJECTIVES.search(text) if label != "pronoun" else None)
        found.append(" ".join(match[1].split()) if match else None)
    return pl.Series("modifier", found, pl.String)
