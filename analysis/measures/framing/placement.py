"""Where in an article a thing stands, and what stands nearest where it is absent."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import polars as pl

from analysis import languages, tables
from analysis.spans import last_before, with_passages

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_TAIL = 0.75  # share of the body's words where the tail begins


def statement_passages(renderings: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """Give the passages in which each article renders each statement, for `placement`.

    Reads renderings and clauses of the same statements. One row per statement and
    article that renders it: article_id, outlet, target (the statement_id), treatment,
    value (words), evidence.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = statement_passages(corpus.renderings, corpus.clauses)
    >>> placement(rows, corpus.tokens, corpus.paragraphs)["share"].is_between(0, 1).all()
    True
    """
    rendered = with_passages(renderings.filter(pl.col("treatment") != "absent"), clauses)
    return rendered.select(
        "article_id",
        "outlet",
        target="statement_id",
        treatment="treatment",
        value=pl.col("words").cast(pl.Float64),
        evidence="evidence",
    )


def placement(rows: pl.DataFrame, tokens: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Say where in its article each target is first mentioned.

    share = words of the body before the first passage / words of the body, from 0 (at
    the very start) to 1 (lower is more prominent); part is headline (headline or
    subhead before the body), lead (first paragraph of the body), middle, or tail (last
    quarter of the words), else the kind of paragraph it stands in (caption, promo …).
    Reads any rows with article_id, outlet, target and evidence (of `coverage`, `facts`
    or `statement_passages`), tokens and paragraphs. One row per
    row with a passage, all kept plus first (its passage id), share, part; rows without
    evidence are left out: what is absent has no place.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)
    >>> placed = placement(rows, c.tokens, c.paragraphs)
    >>> placed.filter(outlet="efe", target="space")["part"].item()
    'lead'
    """
    placed = rows.with_row_index("order").with_columns(_first_passages(rows["evidence"]))
    placed = placed.filter(pl.col("first").is_not_null())
    body = tokens.filter(pl.col("kind") == "body").sort("article_id", "start")
    before = body.select(
        "article_id",
        pl.col("start") + 1,  # the word itself does not stand before the passage
        before=pl.int_range(1, pl.len() + 1).over("article_id"),
    )
    kinds = paragraphs.select("article_id", "start", "kind")
    for frame in (kinds, before):
        placed = last_before(placed, frame)
    words = body.group_by("article_id").agg(words=pl.len())
    leads = (
        paragraphs.filter(pl.col("kind") == "body")
        .sort("start")
        .group_by("article_id")
        .agg(lead_start=pl.col("start").first(), lead_end=pl.col("end").first())
    )
    return (
        placed.join(words, on="article_id", how="left")
        .join(leads, on="article_id", how="left")
        .with_columns(share=pl.col("before").fill_null(0) / pl.col("words"))
        .with_columns(part=_part())
        .sort("order")
        .select(*rows.columns, "first", "share", "part")
    )


def _first_passages(evidence: pl.Series) -> list[pl.Series]:
    """Of each list of passages of one article the first, and where it starts; null if none."""
    found = [
        min(((tables.parse_passage_id(passage)[1], passage) for passage in passages), default=None)
        for passages in evidence
    ]
    starts = [None if first is None else first[0] for first in found]
    ids = [None if first is None else first[1] for first in found]
    return [pl.Series("start", starts, pl.Int64), pl.Series("first", ids, pl.String)]


def _part() -> pl.Expr:
    above = pl.col("kind").is_in(["headline", "subhead"]) & (
        pl.col("start") < pl.col("lead_start").fill_null(2**62)
    )
    inside = pl.col("kind").is_in(["body", "headline", "subhead"])
    return (
        pl.when(above)
        .then(pl.lit("headline"))
        .when(~inside)
        .then("kind")
        .when(pl.col("start") < pl.col("lead_end"))
        .then(pl.lit("lead"))
        .when(pl.col("share") >= _TAIL)
        .then(pl.lit("tail"))
        .otherwise(pl.lit("middle"))
    )


def nearest(
    rows: pl.DataFrame,
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = ("headline", "subhead", "body"),
) -> pl.DataFrame:
    """Add, where a target was not found, the sentence that comes nearest, for a reader to check.

    Nearness is the cosine of idf-weighted words, function words aside, between the
    article's sentences and the sentences in which other articles mention the target.
    Reads rows with article_id, target, value and evidence (of `coverage` or `facts`);
    adds ``found`` ("found" or "not found") and ``nearest``, the passage id of that
    sentence: null where the target was found or no such word is shared.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)
    >>> shown = nearest(rows, c.articles, c.sentences, c.paragraphs)
    >>> shown.filter(outlet="bz", target="sanctions")["found"].item()
    'not found'
    """
    kept = sentences.join(
        paragraphs.filter(pl.col("kind").is_in(kinds)).select("article_id", "paragraph"),
        on=["article_id", "paragraph"],
        maintain_order="left",
    ).with_columns(passage=tables.passage_id())
    like = _likeness(kept, articles)
    mentioned = _sentences_of(rows, kept)
    owner = kept["article_id"].to_numpy()
    scores = {target: like(mentioned.get(target, [])) for target in rows["target"].unique()}
    closest = []
    for article_id, target, value in rows.select("article_id", "target", "value").iter_rows():
        score = scores[target] * (owner == article_id)
        near = not value and len(score) and score.max() > 0
        closest.append(kept["passage"][int(score.argmax())] if near else None)
    status = pl.when(pl.col("value") > 0).then(pl.lit("found")).otherwise(pl.lit("not found"))
    return rows.with_columns(pl.Series("nearest", closest, pl.String), found=status)


def _sentences_of(rows: pl.DataFrame, kept: pl.DataFrame) -> dict[str, list[int]]:
    """Per target, the sentences (their row in ``kept``) in which its passages start."""
    passages = rows.select("article_id", "target", "evidence").explode("evidence").drop_nulls()
    span = pl.col("evidence").str.split(":").list.last().str.split("-")
    starts = passages.with_columns(start=span.list.first().cast(pl.Int64))
    places = kept.with_row_index("row").select("article_id", "start", "row")
    placed = last_before(starts, places)
    found = placed.drop_nulls("row").group_by("target").agg(pl.col("row").unique().sort())
    return dict(found.iter_rows())


def _likeness(kept: pl.DataFrame, articles: pl.DataFrame) -> Callable[[list[int]], np.ndarray]:
    """Return a function: rows of sentences → how like them together each sentence is."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    functional = languages.read().function_words
    words = [
        sorted(set(_WORD.findall(texts[article_id][start:end].lower())) - functional)
        for article_id, start, end in kept.select("article_id", "start", "end").iter_rows()
    ]
    number = {word: i for i, word in enumerate(sorted(set().union(*words)))}
    row = np.repeat(np.arange(len(words)), [len(found) for found in words])
    column = np.array([number[word] for found in words for word in found], int)
    idf = np.log(len(words) / np.bincount(column, minlength=len(number)))
    weight = idf[column]
    length = np.sqrt(np.bincount(row, weight**2, minlength=len(words)))
    weight = weight / np.maximum(length[row], 1e-9)

    def like(rows: list[int]) -> np.ndarray:
        chosen = np.isin(row, rows)
        together = np.bincount(column[chosen], weight[chosen], minlength=len(number))
        return np.bincount(row, weight * together[column], minlength=len(words))

    return like
