"""What is counted, and out of how much: the one base that every chart shares.

Measures count in the body. Headlines and subheads are looked at apart, each once, however
often an article prints it; whoever counts them says so.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from analysis.languages.folding import key

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
        if kind not in ABOVE:
            kept.append(True)
            continue
        line = (article_id, key((texts.get(article_id) or "")[start:end], None))
        kept.append(line not in seen)
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


def headlines_once(rows: pl.DataFrame, articles: pl.DataFrame | None) -> pl.DataFrame:
    """Leave out tokens or mentions in a headline or subhead that its article printed before.

    Reads article_id, start and kind of the rows; without the articles' texts nothing can
    be told, and all are kept.
    """
    if articles is None or "text" not in articles.columns:
        return rows
    above = rows.filter(pl.col("kind").is_in(ABOVE))["article_id"].unique().to_list()
    texts = articles.filter(pl.col("article_id").is_in(above)).select("article_id", "text")
    again = {article_id: _printed_before(text or "") for article_id, text in texts.iter_rows()}
    kept = [
        kind not in ABOVE or not any(low <= start < high for low, high in again.get(article_id, ()))
        for article_id, start, kind in rows.select("article_id", "start", "kind").iter_rows()
    ]
    return rows.filter(pl.Series(kept, dtype=pl.Boolean))


def _printed_before(text: str) -> list[tuple[int, int]]:
    """The lines that repeat an earlier one."""
    seen: set[str] = set()
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        plain = key(line, None)
        if plain and plain in seen:
            found.append((start, start + len(line)))
        seen.add(plain)
        start += len(line)
    return found


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

    Reads article_id and start of the rows. Without ``paragraphs`` only what surely is no
    body is left out: a line that the article prints twice.

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
    texts = dict(articles.select("article_id", "text").iter_rows())
    heads = {article_id: _repeated(text) for article_id, text in texts.items()}
    found = [
        key(_line(texts.get(article_id) or "", start), None) not in heads.get(article_id, ())
        for article_id, start in rows.select("article_id", "start").iter_rows()
    ]
    return rows.filter(pl.Series(found, dtype=pl.Boolean))


def _repeated(text: str | None) -> set[str]:
    lines = Counter(key(line, None) for line in (text or "").splitlines())
    return {line for line, n in lines.items() if n > 1}


def _line(text: str, start: int) -> str:
    low, high = line_around(text, start, start)
    return text[low:high]


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the lines begin and end that a passage stands in.

    >>> line_around("One.\\nTwo.\\nThree.", 6, 7)
    (5, 9)
    """
    high = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, high if high >= 0 else len(text)
