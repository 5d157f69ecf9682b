"""Text that outlets share in their own words: who prints whose copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

import polars as pl

from analysis.results import COPIED
from analysis.tables import require

_SHINGLE = 8  # words in a row that two writers hardly choose alike
_LEAST = 16  # shared words of two articles below which a formula is as likely as copy

_MANY = 20  # places of one shingle from which each is paired with the first place only

_Place = tuple[str, int]  # article, place among its own words


def copied(
    articles: pl.DataFrame, tokens: pl.DataFrame, *, shingle: int = _SHINGLE, least: int = _LEAST
) -> pl.DataFrame:
    """Find the text that articles of different outlets have in common, in their own words.

    Counted are words that belong to a run of at least ``shingle`` words which stand in the
    same order in both bodies; what is quoted or reported is left out, for it may well be
    shared. Two articles are listed from ``least`` such words. ``article_id`` is the later
    one by date of publication; where that is not known, the one of which more is shared.
    Both may have their words from a third.

    Reads articles (article_id, outlet, and published where there is one) and tokens
    (article_id, kind, voice, word, start, end). One row of the result is a pair of articles
    (`results.COPIED`), those that share most first: value = shared words of ``article_id``,
    n = all of its own words, evidence = the shared runs in it, elsewhere = the same runs in
    ``from_article``. There is no row where nothing is shared.

    Source: shingles after Broder, On the resemblance and containment of documents (1997).

    >>> import analysis as an
    >>> line = "The bridge over the wide river was opened on Monday in front of a large crowd"
    >>> corpus = an.read(pl.DataFrame({"outlet": ["a", "b"],
    ...     "text": [f"{line} of people.", f"It rained. {line} that cheered. Nobody fell."]}))
    >>> copied(corpus.articles, corpus.tokens).select("outlet", "from_outlet", "value").row(0)
    ('a', 'b', 16.0)
    """
    require(tokens, "tokens", "article_id", "kind", "voice", "word", "start", "end")
    owners = dict(articles.select("article_id", "outlet").iter_rows())
    words = _own(tokens)
    shared = _shared(words, owners, shingle)
    rank = _ranks(articles)
    rows = []
    for (one, two), (first, second) in shared.items():
        if min(len(first), len(second)) < least:
            continue
        parts = {one: len(first) / len(words[one]), two: len(second) / len(words[two])}
        later = max((one, two), key=lambda article: (rank[article], parts[article]))
        places, source = (first, two) if later == one else (second, one)
        there = second if later == one else first
        rows.append(
            {
                "article_id": later,
                "outlet": owners[later],
                "from_article": source,
                "from_outlet": owners[source],
                "value": float(len(places)),
                "n": len(words[later]),
                "evidence": _passages(later, words[later], places),
                "elsewhere": _passages(source, words[source], there),
            }
        )
    found = pl.DataFrame(rows, schema=COPIED.schema)
    order = ["value", "article_id", "from_article"]
    return found.sort(order, descending=[True, False, False], maintain_order=True)


_Words = list[tuple[str, int, int, int]]  # word, start, end, run: words with nothing between them


def _own(tokens: pl.DataFrame) -> dict[str, _Words]:
    """Article → the outlet's own words of its body, in order."""
    mine = pl.col("voice") == "outlet", pl.col("kind") == "body"
    read = tokens.with_columns(run=pl.struct("article_id", "voice", "kind").rle_id()).filter(*mine)
    columns = ("word", "start", "end", "run")
    grouped = read.select("article_id", *columns).group_by("article_id", maintain_order=True)
    return {str(article): rows.select(columns).rows() for (article,), rows in grouped}


def _shared(
    words: dict[str, _Words], owners: dict[str, str], size: int
) -> dict[tuple[str, str], tuple[set[int], set[int]]]:
    """Pair of articles of two outlets → the places of the shared words in each."""
    seen: dict[tuple[str, ...], list[_Place]] = {}
    for article, own in words.items():
        for place, shingle in _shingles(own, size):
            seen.setdefault(shingle, []).append((article, place))
    found: dict[tuple[str, str], tuple[set[int], set[int]]] = {}
    for places in seen.values():
        first, *rest = places
        pairs = combinations(places, 2) if len(places) <= _MANY else product([first], rest)
        for (one, at), (two, other) in pairs:
            if owners[one] != owners[two]:
                mine, theirs = found.setdefault((one, two), (set(), set()))
                mine.update(range(at, at + size))
                theirs.update(range(other, other + size))
    return found


def _shingles(own: _Words, size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for place in range(len(own) - size + 1):
        if own[place][3] == own[place + size - 1][3]:
            yield place, tuple(word for word, *_ in own[place : place + size])


def _ranks(articles: pl.DataFrame) -> dict[str, str]:
    """Article → its day of publication; where that is not known, all are alike."""
    known = "published" in articles.columns and not articles["published"].null_count()
    days = articles["published"].cast(pl.String) if known else [""] * len(articles)
    return dict(zip(articles["article_id"], days, strict=True))


def _passages(article: str, own: _Words, places: Iterable[int]) -> list[str]:
    """The places as passage ids, one for each unbroken run."""
    runs: list[tuple[int, int]] = []
    last = None
    for place in sorted(places):
        _, start, end, run = own[place]
        if last is not None and place == last + 1 and own[last][3] == run:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        last = place
    return [f"{article}:{start}-{end}" for start, end in runs]
