"""How words are printed: tokens are in lower case, names should not be shown so."""

from __future__ import annotations

from collections import Counter

import polars as pl


def as_printed(tokens: pl.DataFrame, articles: pl.DataFrame) -> dict[str, str]:
    """Give each word the spelling that the articles print most often.

    Reads tokens (article_id, sentence, start, end, word) and articles (article_id, text).
    A sentence's first word is printed with a capital whatever it is, so it counts only
    where nothing else does; among equals the first in the alphabet wins.

    >>> tokens = pl.DataFrame({"article_id": ["a"] * 3, "sentence": [0, 0, 0],
    ...     "start": [0, 4, 8], "end": [3, 7, 11], "word": ["but", "kim", "did"]})
    >>> as_printed(tokens, pl.DataFrame({"article_id": ["a"], "text": ["But Kim did"]}))
    {'but': 'but', 'kim': 'Kim', 'did': 'did'}
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    printed: dict[str, Counter[str]] = {}
    opened = None
    columns = ("article_id", "sentence", "start", "end", "word")
    for article_id, sentence, start, end, word in tokens.select(columns).iter_rows():
        seen = printed.setdefault(word, Counter())
        if opened == (article_id, sentence):
            seen[texts[article_id][start:end]] += 1
        opened = (article_id, sentence)
    return {
        word: min(seen, key=lambda spelling: (-seen[spelling], spelling)) if seen else word
        for word, seen in printed.items()
    }
