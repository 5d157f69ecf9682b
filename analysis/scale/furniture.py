"""What an outlet prints over many articles is no part of any: found and left out of the leads."""

from __future__ import annotations

import polars as pl

from analysis.reading.quotes import link_labels
from analysis.scale.features import LEAD, stable_hash

LINES = pl.Schema({"line": pl.Int64, "n": pl.Int64})
_OFTEN = 3  # articles of an outlet with the same line
_OPENING = 2 * LEAD  # characters in which the lead is looked for


def lines(articles: pl.DataFrame) -> pl.DataFrame:
    """Count each outlet's lines in the openings of its articles.

    Reads article (a number), outlet and text. One row of the result is one line of one
    outlet, by their hash, and the number of articles that have it.
    """
    counted = _lines(articles).unique(["article", "line"]).group_by("line")
    return counted.agg(n=pl.len()).cast(LINES)


def often(counted: pl.DataFrame) -> pl.DataFrame:
    """The lines that three or more articles of their outlet have."""
    return counted.group_by("line").agg(pl.col("n").sum()).filter(pl.col("n") >= _OFTEN)


def leads(articles: pl.DataFrame, repeated: pl.DataFrame) -> pl.DataFrame:
    """Each article's title and first 1,400 characters, without the lines that its outlet repeats.

    Where these make most of an opening, the article is one of several versions of one text and
    stays whole. Labels of links that a page ran into its sentences are left out, too. Reads
    article, outlet, title and text, and ``repeated`` as `often` gives it; one row of the result
    is one article.
    """
    split = _lines(articles).join(
        repeated.select("line", repeated=True), on="line", how="left", maintain_order="left"
    )
    again = pl.col("repeated").fill_null(value=False)
    length = pl.col("words").str.len_chars()
    mostly = 2 * length.filter(again).sum().over("article") > length.sum().over("article")
    kept = split.filter(~again | mostly).group_by("article", maintain_order=True).agg("words")
    opening = pl.col("words").list.join("\n").fill_null("").str.slice(0, LEAD)
    return articles.join(kept, on="article", how="left", maintain_order="left").select(
        "article", lead=pl.concat_str(pl.col("title").fill_null(""), pl.lit("\n"), opening)
    )


def _lines(articles: pl.DataFrame) -> pl.DataFrame:
    """The lines of each opening in order, with the hash of outlet and line."""
    opening = articles["text"].str.slice(0, _OPENING)
    labelled = opening.str.contains(" MORE", literal=True)
    plain = pl.Series("words", map(_plain, opening, labelled), dtype=pl.String)
    split = (
        articles.select("article", "outlet", words=plain.str.split("\n"))
        .explode("words")
        .with_columns(pl.col("words").str.strip_chars())
        .filter(pl.col("words") != "")
    )
    both = split.select(pl.concat_str("outlet", pl.lit("\n"), "words")).to_series()
    return split.with_columns(line=pl.Series(map(stable_hash, both), dtype=pl.Int64))


def _plain(opening: str, labelled: bool) -> str:
    return link_labels.without(opening).text if labelled else opening
