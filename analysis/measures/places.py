"""Where in an article a thing stands, and what stands nearest where it is absent."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import polars as pl

from analysis import tables
from analysis.measures.similarity import word_lists

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_LEAD, _TAIL = 1, 0.75  # paragraphs of body that are the lead; share of text where the tail begins


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
    passages = clauses.select("clause_id", evidence=tables.passage_id())
    return (
        renderings.filter(pl.col("treatment") != "absent")
        .explode("clause_ids")
        .join(passages, left_on="clause_ids", right_on="clause_id", maintain_order="left")
        .group_by("article_id", "outlet", "statement_id", "treatment", maintain_order=True)
        .agg(value=pl.col("words").first().cast(pl.Float64), evidence="evidence")
        .rename({"statement_id": "target"})
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
    first = [
        min((tables.parse_passage_id(passage) for passage in passages), default=None)
        for passages in rows["evidence"]
    ]
    schema = {"start": pl.Int64, "first": pl.String}
    found = [(at[1], f"{at[0]}:{at[1]}-{at[2]}") if at else (None, None) for at in first]
    placed = rows.hstack(pl.DataFrame(found, schema=schema, orient="row")).filter(
        pl.col("start").is_not_null()
    )
    body = tokens.filter(pl.col("kind") == "body").select(
        "article_id", "start", before=pl.int_range(1, pl.len() + 1).over("article_id")
    )
    lengths = body.group_by("article_id").agg(words=pl.len())
    leads = (
        paragraphs.filter(pl.col("kind") == "body")
        .group_by("article_id")
        .agg(lead_start=pl.col("start").min(), lead_end=pl.col("end").bottom_k(_LEAD).max())
    )
    order = placed.with_row_index("order").sort("article_id", "start")
    order = order.join_asof(
        paragraphs.select("article_id", "kind", "start").sort("article_id", "start"),
        on="start",
        by="article_id",
        check_sortedness=False,
    )
    # words strictly before: the last word that starts earlier
    order = order.with_columns(earlier=pl.col("start") - 1).join_asof(
        body.sort("article_id", "start").rename({"start": "word_start"}),
        left_on="earlier",
        right_on="word_start",
        by="article_id",
        check_sortedness=False,
    )
    share = pl.col("before").fill_null(0) / pl.col("words")
    return (
        order.join(lengths, on="article_id", how="left")
        .join(leads, on="article_id", how="left")
        .with_columns(share=share)
        .with_columns(part=_part())
        .sort("order")
        .select(*rows.columns, "first", "share", "part")
    )


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
    likeness = _likeness(kept, articles)
    owner = kept["article_id"].to_numpy()
    number = _sentence_numbers(kept)
    like: dict[str, np.ndarray] = {}
    for (target,), group in rows.group_by("target"):
        found = (number(passage) for passages in group["evidence"] for passage in passages)
        ids = sorted({row for row in found if row is not None})
        like[str(target)] = likeness(ids)
    closest = []
    for article_id, target, value in rows.select("article_id", "target", "value").iter_rows():
        score = np.where(owner == article_id, like[target], 0.0) if not value else np.zeros(1)
        best = int(score.argmax()) if score.size and score.max() > 0 else None
        closest.append(None if best is None else kept["passage"][best])
    status = pl.when(pl.col("value") > 0).then(pl.lit("found")).otherwise(pl.lit("not found"))
    return rows.with_columns(pl.Series("nearest", closest, pl.String), found=status)


def _sentence_numbers(kept: pl.DataFrame) -> Callable[[str], int | None]:
    """Return a function that gives the row of the sentence in which a passage starts."""
    rows: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    indexed = kept.with_row_index("row")
    for (article_id,), group in indexed.group_by("article_id"):
        rows[str(article_id)] = group["start"].to_numpy(), group["row"].to_numpy()

    def number(passage: str) -> int | None:
        article_id, start, _ = tables.parse_passage_id(passage)
        starts, numbers = rows.get(article_id, (np.empty(0), np.empty(0)))
        place = int(np.searchsorted(starts, start, side="right")) - 1
        return int(numbers[place]) if place >= 0 else None

    return number


def _likeness(kept: pl.DataFrame, articles: pl.DataFrame) -> Callable[[list[int]], np.ndarray]:
    """Return a function: rows of sentences → how like them together each sentence is."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    functional = word_lists()["function_words"]
    words = [
        set(_WORD.findall(texts[article_id][start:end].lower())) - functional
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
