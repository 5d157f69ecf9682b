"""Conflicts between outlets: pairs of propositions that tell one claim and differ on a point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis import results
from analysis.measures.claims import contradicting, points, quantities
from analysis.measures.claims.asserting import words
from analysis.measures.claims.points import Token
from analysis.measures.claims.recounts import Recount
from analysis.measures.claims.summing import may_be_part
from analysis.measures.claims.telling import Pairs
from analysis.measures.moments import Apart
from analysis.measures.overlap.features import name_words

_ALIKE = 0.35  # cosine from which two propositions are laid side by side
_COUNTED = 0.5  # and from which numbers that stand in other places are of one thing
_ENOUGH = 200_000  # pairs looked at, the most alike first
_ONE_MOMENT = (0, 1)  # days between two texts that tell one moment
_FIXED = ("number", "date")  # of another moment these are "undated" or an update
_FOUND = ("number", "date", "place", "name", "polarity", "certainty")


def conflicts(
    propositions: pl.DataFrame,
    articles: pl.DataFrame,
    pairs: Pairs,
    claims: list[str],
    recounted: list[Recount],
) -> pl.DataFrame:
    """Find what pairs of propositions of different outlets contradict each other on.

    ``claims`` names each proposition's claim; ``recounted`` are the counts that two articles
    give otherwise in other words; sums of which one may be a part of the other are left out
    (`summing`). One row per pair of articles, claim and point, with the
    columns of ``results.CONFLICTS``.
    """
    rows = propositions.rows(named=True)
    known = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    apart = Apart(articles)
    read: dict[int, list[points.Token]] = {}
    found: dict[tuple, tuple] = {}
    for a, b, point, when in _all_points(rows, known, pairs, recounted, read):
        one, two = rows[a], rows[b]
        here, there = known[one["article_id"]], known[two["article_id"]]
        claim = min(claims[a], claims[b])
        texts = _text(here, point.here), _text(there, point.there)
        sides = ((_text(here, _span(one)), texts[0]), (_text(there, _span(two)), texts[1]))
        if point.kind == "number" and may_be_part(*sides):
            continue
        days = apart.days(here["article_id"], there["article_id"])
        kind = when or _kind(point, here, there, texts, read[a])
        if days is None and kind in ("number", "date") and not _lasting(here, point, read[a]):
            kind = "undated"
        sure = kind in _FOUND and (days in _ONE_MOMENT or kind in _FIXED)
        key = (claim, kind, *sorted((here["outlet"], there["outlet"])), *sorted(texts))
        evidence = [one["proposition_id"], two["proposition_id"]]
        named = point.point if point.kind == "number" else None
        told = (*_side(here, texts[0]), *_side(there, texts[1]))
        found.setdefault(key, (claim, kind, *told, named, sure, evidence))
    return _named(sorted(found.values(), key=lambda row: row[0]))


def _all_points(
    rows: list[dict],
    known: dict[str, dict],
    pairs: Pairs,
    recounted: list[Recount],
    read: dict[int, list[Token]],
) -> Iterator[tuple[int, int, contradicting.Difference, str | None]]:
    """Rows a and b, a point on which they differ, and how time explains it: update, undated, None.

    ``read`` is filled with the words of each proposition that was looked at.
    """

    def line(place: int) -> list[Token]:
        if place not in read:
            row = rows[place]
            read[place] = points.tokens(known[row["article_id"]]["text"], row["start"], row["end"])
        return read[place]

    article = pl.Series([row["article_id"] for row in rows], dtype=pl.String).rle_id().to_numpy()
    counted = _Counted(rows, line)
    met = set()
    for a, b, alike in _alike(pairs, article):
        one, two = rows[a], rows[b]
        same = known[one["article_id"]]["outlet"] == known[two["article_id"]]["outlet"]
        if same or _other_speaker(one, two):
            continue
        for point in _points(line(a), line(b), alike, one, two):
            if point.kind != "number" or not counted.elsewhere(a, b, point):
                met.add((a, b))
                yield a, b, point, None
    for again in recounted:
        if (again.a, again.b) not in met:
            line(again.a)
            yield again.a, again.b, again.point, again.when


class _Counted:
    """Where the numbers of a proposition's sentence are looked up."""

    def __init__(self, rows: list[dict], line: Callable[[int], list[Token]]):
        self.rows, self.line = rows, line
        self.sentences: dict[tuple, list[int]] = {}
        for place, row in enumerate(rows):
            self.sentences.setdefault((row["article_id"], row["sentence"]), []).append(place)

    def elsewhere(self, a: int, b: int, point: contradicting.Difference) -> bool:
        """Whether one side's sentence has the other's number, too, or both name other places."""
        one, two = self._sentence(a), self._sentence(b)
        mine = [
            {n.value for n in points.numbers(self.line(row)) if _within(self.line(row), n, span)}
            for row, span in ((a, point.here), (b, point.there))
        ]
        apart = one.places - two.names and two.places - one.names
        parted = self._beside(a, point.here) != self._beside(b, point.there)
        return bool(apart or parted or mine[0] & two.values or mine[1] & one.values)

    def _beside(self, place: int, span: tuple[int, int]) -> set[str]:
        """What makes the number one of others, both or all, or a part of a score ("53-47")."""
        line = self.line(place)
        at = [k for k, token in enumerate(line) if token.start < span[1] and span[0] < token.end]
        near = line[max(0, min(at) - 1) : max(at) + 3] if at else []
        scored = any(
            x.word[0].isdigit() and y.word[0].isdigit() and y.start - x.end == 1
            for x, y in pairwise(near)
        )
        apart = {token.word for token in near if token.word in words()["besides"]}
        return apart | {"score"} if scored else apart

    def _sentence(self, place: int) -> _Sentence:
        row = self.rows[place]
        parts = [self.line(p) for p in self.sentences[row["article_id"], row["sentence"]]]
        names = [(part, k) for part in parts for k, token in enumerate(part) if token.name]
        return _Sentence(
            {n.value for part in parts for n in points.numbers(part)},
            {part[k].word for part, k in names},
            {part[k].word for part, k in names if points.placed(part, k)},
        )


class _Sentence(NamedTuple):
    values: set[float]
    names: set[str]
    places: set[str]


def _within(line: list[Token], number: points.Number, span: tuple[int, int]) -> bool:
    return line[number.first].start < span[1] and span[0] < line[number.last - 1].end


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


def _span(row: dict) -> tuple[int, int]:
    return row["start"], row["end"]


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
    spoken = {token.word for token in line}
    if not words()["rated"].isdisjoint(spoken):
        return "update"  # a price or a poll of another day
    grows = point.point != "age" and not words()["growing"].isdisjoint(spoken)
    return "update" if grows and (first < second) == (values[0] < values[1]) else "number"


def _lasting(article: dict, point: contradicting.Difference, line: list[Token]) -> bool:
    """Whether no day between two texts changes what differs: a date, an age, a distance."""
    low, high = point.here
    if point.kind == "date":
        at = [k for k, token in enumerate(line) if token.start < high and low < token.end]
        return not any((points.dated(line, k) or "").startswith("weekday") for k in at)
    if point.point == "age":
        return True
    read = quantities.read(article["text"], line[0].start, line[-1].end) if line else []
    return any(q.kind in quantities.LASTING for q in read if q.start < high and low < q.end)


def _named(rows: list[tuple]) -> pl.DataFrame:
    width = max(2, len(str(len(rows))))
    named = [(f"x{number:0{width}d}", *row) for number, row in enumerate(rows, 1)]
    return pl.DataFrame(named, schema=results.CONFLICTS.schema, orient="row")
