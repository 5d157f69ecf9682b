"""Conflicts between outlets: pairs of propositions that tell one claim and differ on a point."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from analysis import results
from analysis.measures.claims import contradicting, points
from analysis.measures.claims.asserting import words
from analysis.measures.claims.points import Token
from analysis.measures.claims.telling import Pairs
from analysis.measures.overlap.features import name_words

_ALIKE = 0.35  # cosine from which two propositions are laid side by side
_COUNTED = 0.5  # and from which numbers that stand in other places are of one thing
_ENOUGH = 200_000  # pairs looked at, the most alike first


def conflicts(
    propositions: pl.DataFrame, articles: pl.DataFrame, pairs: Pairs, claims: list[str]
) -> pl.DataFrame:
    """Find what pairs of propositions of different outlets contradict each other on.

    ``claims`` names each proposition's claim. One row per pair of articles, claim and
    point, with the columns of ``results.CONFLICTS``.
    """
    rows = propositions.rows(named=True)
    known = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    read: dict[int, list[points.Token]] = {}
    found: dict[tuple, tuple] = {}
    article = propositions["article_id"].rle_id().to_numpy()
    for a, b, alike in _alike(pairs, article):
        one, two = rows[a], rows[b]
        here, there = known[one["article_id"]], known[two["article_id"]]
        if here["outlet"] == there["outlet"] or _other_speaker(one, two):
            continue
        for place, row, home in ((a, one, here), (b, two, there)):
            if place not in read:
                read[place] = points.tokens(home["text"], row["start"], row["end"])
        claim = min(claims[a], claims[b])
        for point in _points(read[a], read[b], alike, one, two):
            texts = _text(here, point.here), _text(there, point.there)
            kind = _kind(point, here, there, texts, read[a])
            key = (claim, kind, *sorted((here["outlet"], there["outlet"])), *sorted(texts))
            evidence = [one["proposition_id"], two["proposition_id"]]
            found.setdefault(
                key,
                (
                    claim,
                    kind,
                    *_side(here, texts[0]),
                    *_side(there, texts[1]),
                    point.point if point.kind == "number" else None,
                    evidence,
                ),
            )
    return _named(sorted(found.values(), key=lambda row: row[0]))


def _alike(pairs: Pairs, article: np.ndarray) -> Iterator[tuple[int, int, float]]:
    """The pairs alike enough, the most alike first; each the other's closest in its article.

    An article tells many things of one kind ("43 percent in Ohio, 40 in Iowa"): only the
    passage that comes closest tells the same.
    """
    good = np.flatnonzero((pairs.cosine >= _ALIKE) & (article[pairs.a] != article[pairs.b]))
    good = good[np.argsort(-pairs.cosine[good], kind="stable")]
    a, b, width = pairs.a[good], pairs.b[good], int(article.max(initial=0)) + 1
    best = pl.DataFrame(
        {"a": a * width + article[b], "b": b * width + article[a], "p": pairs.cosine[good]}
    ).select((pl.col("p") == pl.col("p").max().over(x)).alias(x) for x in "ab")
    good = good[(best["a"] & best["b"]).to_numpy()][:_ENOUGH]
    yield from zip(
        pairs.a[good].tolist(), pairs.b[good].tolist(), pairs.cosine[good].tolist(), strict=True
    )


def _other_speaker(one: dict, two: dict) -> bool:
    """Whether the words are ascribed to two different people."""
    names = [
        {word for word in name_words(row["actor"] or "") if word.isalpha()} for row in (one, two)
    ]
    return bool(names[0] and names[1] and names[0].isdisjoint(names[1]))


def _points(
    x: list[Token], y: list[Token], alike: float, one: dict, two: dict
) -> list[contradicting.Difference]:
    found = contradicting.differences(x, y)
    if not found and alike >= _COUNTED and "quoted" not in (one["voice"], two["voice"]):
        found = contradicting.counts(x, y)
    return found


def _text(article: dict, span: tuple[int, int]) -> str:
    return article["text"][span[0] : span[1]]


def _side(article: dict, value: str) -> tuple[str, str, str]:
    return article["article_id"], article["outlet"], value


def _kind(
    point: contradicting.Difference,
    here: dict,
    there: dict,
    texts: tuple[str, str],
    line: list[Token],
) -> str:
    """number, or update: a growing count of which the later article has the higher value."""
    if point.kind != "number":
        return point.kind
    first, second = here.get("published"), there.get("published")
    if not isinstance(first, date) or not isinstance(second, date) or first == second:
        return "number"
    values = []
    for text in texts:
        numbers = points.numbers(points.tokens(text, 0, len(text)))
        values.append(numbers[0].value if numbers else 0.0)
    grows = not words()["growing"].isdisjoint(token.word for token in line)
    return "update" if grows and (first < second) == (values[0] < values[1]) else "number"


def _named(rows: list[tuple]) -> pl.DataFrame:
    width = max(2, len(str(len(rows))))
    named = [(f"x{number:0{width}d}", *row) for number, row in enumerate(rows, 1)]
    return pl.DataFrame(named, schema=results.CONFLICTS.schema, orient="row")
