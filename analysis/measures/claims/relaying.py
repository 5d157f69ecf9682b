"""Whether outlets tell a claim independently, or relay the same words, agency or speaker."""

from __future__ import annotations

import polars as pl
from rapidfuzz import fuzz

_SAME = 90  # rapidfuzz ratio from which two passages are in the same words
_LEAST = 40  # characters below which the same words say nothing of their source


def relayed(
    cells: pl.DataFrame, told: list[list[int]], cut: pl.DataFrame, articles: pl.DataFrame
) -> pl.DataFrame:
    """Add ``relayed``: the earlier article with the same words, or the source both credit.

    Reads cells (group, article_id); ``told`` are the rows of ``cut`` that tell the claim in
    each; articles tell a claim in the order of publication, else of the table. null where it
    is told independently.
    """
    rows = cut.select("article_id", "start", "end", "actor", "via").rows()
    texts = dict(articles.select("article_id", "text").iter_rows())
    days = articles["published"] if "published" in articles.columns else [None] * len(articles)
    rank = {a: (d is None, str(d), i) for i, (a, d) in enumerate(zip(texts, days, strict=True))}
    found: list[str | None] = [None] * len(cells)
    groups: dict[int, list[tuple]] = {}
    tellers = zip(cells["group"], cells["article_id"], told, strict=True)
    for number, (group, article, here) in enumerate(tellers):
        if here:
            groups.setdefault(group, []).append((rank[article], number, article, here))
    for tellings in groups.values():
        before: list[tuple[str, str]] = []  # article, its words
        credited: set[str] = set()
        for _, number, article, here in sorted(tellings):
            passage = " ".join(texts[rows[row][0]][rows[row][1] : rows[row][2]] for row in here)
            words = " ".join(passage.split())
            sources = [name for row in here for name in (rows[row][4], rows[row][3]) if name]
            found[number] = next((name for name in sources if name in credited), None)
            found[number] = found[number] or (
                _same(words, before) if len(passage) >= _LEAST else None
            )
            before.append((article, words))
            credited.update(sources)
    return cells.with_columns(relayed=pl.Series(found, dtype=pl.String))


def _same(words: str, before: list[tuple[str, str]]) -> str | None:
    """The earlier article that has the passage in the same words."""
    return next(
        (a for a, other in before if fuzz.ratio(words, other, score_cutoff=_SAME) >= _SAME), None
    )
