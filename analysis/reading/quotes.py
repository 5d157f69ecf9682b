"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from __future__ import annotations

import polars as pl

from analysis.reading.attribution import Attribution, decide
from analysis.reading.marks import quoted
from analysis.reading.phrases import Article, Span, prepare
from analysis.reading.reported import reported
from analysis.tables import QUOTES, conform


def _rows(article_id: str, text: str) -> list[dict[str, object]]:
    """All parts of all quotations of one text, as rows of the quotes table."""
    article = prepare(text, quoted(text))
    decided = decide(article)
    rows: list[dict[str, object]] = []
    parts: dict[int, int] = {}
    for i, (q, found, form, part_of) in enumerate(decided):
        first = i if part_of is None else part_of
        parts[first] = parts.get(first, -1) + 1
        quote_id = f"{article_id}:{decided[first].q.start}"
        rule = found.rule + ("+" + q.how if q.how != "closed" else "")
        row = _row(article, quote_id, parts[first], Span(q.start, q.end), found)
        rows.append(row | {"article_id": article_id, "form": form, "rule": rule})
    spent = {d.found.cue.start for d in decided if d.found.cue and d.form == "direct"}
    taken = {row["quote_id"] for row in rows}
    for spans, found in reported(article, spent):
        quote_id = f"{article_id}:{spans[0].start}"
        if quote_id not in taken:
            for part, span in enumerate(spans):
                row = _row(article, quote_id, part, span, found)
                rows.append(
                    row | {"article_id": article_id, "form": "indirect", "rule": found.rule}
                )
    return sorted(rows, key=lambda row: row["start"])


def _row(
    article: Article, quote_id: str, part: int, span: Span, found: Attribution
) -> dict[str, object]:
    """One part without the spaces at its ends, with its cue and source."""
    inside = article.text[span.start : span.end]
    cue, source = found.cue, found.source
    return {
        "quote_id": quote_id,
        "part": part,
        "start": span.start + len(inside) - len(inside.lstrip()),
        "end": span.start + len(inside.rstrip()),
        "cue": article.text[cue.start : cue.end] if cue else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "source": article.text[source.start : source.end] if source else None,
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "actor": article.text[source.start : source.end] if source else None,
        "via": None,
    }


def extract(
    articles: pl.DataFrame,
    *,
    actors: pl.DataFrame | None = None,
    paragraphs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Find every quotation, its speaker and the words that credit it.

    Reads `article_id`, `text`. One row of the result is one part of one
    quotation; `start`, `end` leave the marks out.

    >>> articles = pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said. “We saw.”"]})
    >>> extract(articles)["quote_id", "part", "form", "source", "cue"].rows()
    [('a:1', 0, 'direct', 'Kim', 'said'), ('a:1', 1, 'direct', 'Kim', None)]
    """
    rows = [
        row
        for article_id, text in articles.select("article_id", "text").iter_rows()
        for row in _rows(article_id, text or "")
    ]
    return conform(pl.DataFrame(rows, schema=QUOTES.schema), QUOTES)


def voice(tokens: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Give each token its `voice` and the `quote_id` it stands in.

    Reads `article_id`, `start`, `end` of both. A token is `quoted` inside a
    direct or mixed quotation, else `reported` inside an indirect one, else the
    `outlet`'s own: words held at a distance and titles are the outlet's choice.
    The result has the tokens' rows in their order; `quote_id` is null for `outlet`.

    >>> quotes = extract(pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said."]}))
    >>> tokens = pl.DataFrame({"article_id": ["a", "a"], "start": [4, 11], "end": [8, 14]})
    >>> voice(tokens, quotes).rows()
    [('a', 4, 8, 'quoted', 'a:1'), ('a', 11, 14, 'outlet', None)]
    """
    kept = [name for name in tokens.columns if name not in ("voice", "quote_id")]
    found = tokens.select(kept).with_row_index("_row").sort("article_id", "start")
    for name, forms in (("_quoted", ("direct", "mixed")), ("_reported", ("indirect",))):
        spans = (
            quotes.filter(pl.col("form").is_in(forms))
            .select(
                "article_id", "start", pl.col("end").alias("_end"), pl.col("quote_id").alias(name)
            )
            .sort("article_id", "start")
        )
        found = (
            found.join_asof(spans, on="start", by="article_id", check_sortedness=False)
            .with_columns(pl.when(pl.col("start") < pl.col("_end")).then(name).alias(name))
            .drop("_end")
        )
    return (
        found.sort("_row")
        .with_columns(
            pl.when(pl.col("_quoted").is_not_null())
            .then(pl.lit("quoted"))
            .when(pl.col("_reported").is_not_null())
            .then(pl.lit("reported"))
            .otherwise(pl.lit("outlet"))
            .alias("voice"),
            pl.coalesce("_quoted", "_reported").alias("quote_id"),
        )
        .drop("_row", "_quoted", "_reported")
    )
