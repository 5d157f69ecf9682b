"""Every place where a word stands, with the words around it: key word in context (KWIC)."""

from __future__ import annotations

import re

import polars as pl

from analysis import tables, terms
from analysis.errors import ParallaxError
from analysis.languages.folding import folded
from analysis.measures.collocates import collocates as collocates
from analysis.spans import last_before

_LINES = {
    **dict.fromkeys(("article_id", "left", "hit", "right"), pl.String()),
    **dict.fromkeys(("start", "end"), pl.Int64()),
    "share": pl.Float64(),
}
ORDERS = ("place", "left", "right")
_BEGUN = re.compile(r"^\S{1,25}(?=\s)")  # the rest of a word that a context begins inside of
_CUT = re.compile(r"(?<=\s)\S{1,25}$")


def kwic(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    term: str,
    *,
    width: int = 80,
    order: str = "place",
) -> pl.DataFrame:
    """List every place where a term stands, with the words on its left and right.

    A term is a word or phrase, in any case and however it is typed (`terms.find`); ``*``
    at a word's end stands for any letters; ``/a pattern/`` is a regular expression, searched
    for in time that grows with the text only (`analysis.patterns`). Reads articles
    (article_id, outlet, text) and tokens. One row is one hit: article_id, outlet, start, end,
    left and right (up to ``width`` characters, on one line, cut between words), hit (exactly
    ``text[start:end]``), kind (of its paragraph) and voice (of the word it starts with; both
    null where it starts with no word), share (characters of the text before it, from 0 to 1),
    evidence (its passage id).

    ``order`` is the articles' own ("place"), or by the words that follow ("right") or
    precede ("left", nearest word first). The form is Luhn's (1960).

    Raises ParallaxError for a term with no letter or digit, a pattern that is not valid, or an
    unknown order.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = kwic(corpus.articles, corpus.tokens, "dictator")
    >>> rows.select("outlet", "hit", "voice").rows()
    [('washington-examiner', 'dictator', 'outlet')]
    """
    if not (_is_pattern(term) or any(letter.isalnum() for letter in term)):
        raise ParallaxError(
            "concordance", f"no word in {term!r}", "type a word or the start of one"
        )
    if order not in ORDERS:
        raise ParallaxError("concordance", f"unknown order '{order}'", f"use {', '.join(ORDERS)}")
    languages = articles["language"] if "language" in articles.columns else [None] * len(articles)
    rows = zip(articles["article_id"], articles["text"], languages, strict=True)
    found = [
        (article_id, *_around(text, start, end, width))
        for article_id, text, language in rows
        for start, end in terms.find(folded(text, language), term, language)
    ]
    rows = pl.DataFrame(found, schema=_LINES, orient="row")
    voiced = _voiced(rows, tokens).join(
        articles.select("article_id", "outlet"), on="article_id", maintain_order="left"
    )
    return _ordered(voiced.with_columns(evidence=pl.concat_list(tables.passage_id())), order)


def _is_pattern(term: str) -> bool:
    return len(term) > 2 and term[0] == term[-1] == "/"


def _around(text: str, start: int, end: int, width: int) -> tuple[str | int | float, ...]:
    before, after = text[max(0, start - width) : start], text[end : end + width]
    if start > width and not text[start - width - 1].isspace():
        before = _BEGUN.sub("", before)
    if text[end + width : end + width + 1].strip():
        after = _CUT.sub("", after)
    return (_flat(before), text[start:end], _flat(after), start, end, start / len(text))


def _flat(text: str) -> str:
    """Text on one line."""
    return re.sub(r"\s", " ", text)


def _voiced(rows: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add voice and kind of the word that each hit starts with."""
    words = tokens.select("article_id", "start", "kind", "voice", until="end")
    inside = pl.col("start") < pl.col("until")
    shown = [pl.when(inside).then(column).alias(column) for column in ("kind", "voice")]
    return last_before(rows, words).with_columns(shown).drop("until")


def _ordered(rows: pl.DataFrame, order: str) -> pl.DataFrame:
    if order == "place":
        return rows
    words = pl.col(order).str.to_lowercase().str.extract_all(r"[\p{L}\p{N}]+")
    nearest = words.list.reverse() if order == "left" else words
    return rows.sort(nearest.list.join(" "), maintain_order=True)
