"""What is counted, and out of how much: the one base that every chart shares.

Measures count in the body. Headlines and subheads are looked at apart, each once, however
often an article prints it; whoever counts them says so.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from analysis.folding import key

BODY = ("body",)
ABOVE = ("headline", "subhead")
READ = (*ABOVE, *BODY)


def paragraphs_once(articles: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Leave out headlines and subheads that their article has printed before.

    Reads articles (article_id, text) and paragraphs; one row of the result is one
    paragraph, as it was. The body is never touched.

    >>> import analysis as an
    >>> corpus = an.read(pl.DataFrame({"outlet": ["a"], "title": ["Big news"],
    ...     "text": ["Big news\\n\\nBig news\\n\\nIt rained all day."]}))
    >>> paragraphs_once(corpus.articles, corpus.paragraphs)["kind"].to_list()
    ['headline', 'body']
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    seen: set[tuple[str, str]] = set()
    kept = []
    columns = ("article_id", "start", "end", "kind")
    for article_id, start, end, kind in paragraphs.select(columns).iter_rows():
        line = (article_id, key((texts.get(article_id) or "")[start:end], None))
        kept.append(kind not in ABOVE or line not in seen)
        if kind in ABOVE:
            seen.add(line)
    return paragraphs.filter(pl.Series(kept, dtype=pl.Boolean))


def sentences(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    kinds: tuple[str, ...] = BODY,
) -> pl.DataFrame:
    """Give the sentences that a measure counts in: those of ``kinds``, headlines once.

    Reads articles (article_id, text), sentences and paragraphs. One row of the result is
    one sentence, with the ``kind`` of its paragraph.
    """
    read = paragraphs_once(articles, paragraphs).filter(pl.col("kind").is_in(kinds))
    return sentences.join(
        read.select("article_id", "paragraph", "kind"),
        on=["article_id", "paragraph"],
        maintain_order="left",
    )


def once(rows: pl.DataFrame, articles: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Leave out rows (of tokens, quotes, mentions) that stand in a repeated headline.

    Reads article_id and start of the rows; adds nothing.
    """
    left = paragraphs.join(
        paragraphs_once(articles, paragraphs), on=["article_id", "paragraph"], how="anti"
    )
    if not len(left):
        return rows
    spans = left.select("article_id", "start", "end").rows_by_key("article_id")
    kept = [
        not any(low <= start < high for low, high in spans.get(article_id, ()))
        for article_id, start in rows.select("article_id", "start").iter_rows()
    ]
    return rows.filter(pl.Series(kept, dtype=pl.Boolean))


def sizes(
    articles: pl.DataFrame, rows: pl.DataFrame, kinds: tuple[str, ...] = BODY
) -> dict[str, int]:
    """Outlet → how many sentences or words a measure counts in: the denominator of its charts.

    Reads articles (article_id, outlet) and rows with article_id and kind, of `sentences`
    or of tokens. An outlet without any has 0.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> sizes(corpus.articles, corpus.tokens)["efe"] == len(
    ...     corpus.tokens.filter(article_id="efe", kind="body"))
    True
    """
    counted = rows.filter(pl.col("kind").is_in(kinds)).group_by("article_id").len("n")
    joined = articles.select("article_id", "outlet").join(
        counted, on="article_id", how="left", maintain_order="left"
    )
    summed = joined.group_by("outlet", maintain_order=True).agg(pl.col("n").sum())
    return dict(summed.iter_rows())


def in_body(
    rows: pl.DataFrame, articles: pl.DataFrame, paragraphs: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Keep rows that stand in the body.

    Reads article_id and start of the rows. Without ``paragraphs`` only what surely is a
    headline is left out: a line that is the article's title, or that it prints twice.

    >>> rows = pl.DataFrame({"article_id": ["a", "a", "a"], "start": [0, 14, 28]})
    >>> text = "Mayor resigns\\nMayor resigns\\nShe said so."
    >>> in_body(rows, pl.DataFrame({"article_id": ["a"], "text": [text]}))["start"].to_list()
    [28]
    """
    if paragraphs is not None:
        body = paragraphs.filter(pl.col("kind").is_in(BODY))
        spans = body.select("article_id", "start", "end").rows_by_key("article_id")
        found = [
            any(low <= start < high for low, high in spans.get(article_id, ()))
            for article_id, start in rows.select("article_id", "start").iter_rows()
        ]
        return rows.filter(pl.Series(found, dtype=pl.Boolean))
    if "text" not in articles.columns:
        return rows
    heads = {row["article_id"]: _headlines(row) for row in articles.iter_rows(named=True)}
    texts = dict(articles.select("article_id", "text").iter_rows())
    found = [
        key(_line(texts.get(article_id) or "", start), None) not in heads.get(article_id, ())
        for article_id, start in rows.select("article_id", "start").iter_rows()
    ]
    return rows.filter(pl.Series(found, dtype=pl.Boolean))


def _headlines(article: dict[str, Any]) -> set[str]:
    lines = Counter(key(line, None) for line in (article["text"] or "").splitlines())
    found = {line for line, n in lines.items() if n > 1}
    return found | {key(article.get("title") or "", None)}


def _line(text: str, start: int) -> str:
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", start)
    return text[low : high if high >= 0 else len(text)]
