"""How alike the articles of one event are, and which of them may tell of another."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection

import numpy as np
import polars as pl

from analysis import languages
from analysis.languages.folding import fold
from analysis.measures.overlap.features import stem, terms

ON_EVENT = 0.3  # of 120 events of an archive 4 % of their own articles lie below, 96 % of others
_NEAREST = 3  # articles that one is compared with in the end
_COMPARED = 60  # articles that one is compared with
# A capital that does not begin the sentence: a name.
_INNER_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+|[A-Z]{2,}")


def strays(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles whose words are not those of the others: they may tell of another event.

    likeness = the mean cosine between the article's stems, weighed 1 + ln n, names twice,
    without function words, and those of the articles nearest to it among up to 60 others:
    of three where there are seven articles or more, of one where there are fewer than
    five. The nearest, for an event of many sides has articles that share little. One row
    is one article below ``ON_EVENT``; fewer than three articles say nothing. Validated on
    events of a news archive and on BASIL (benchmarks/RESULTS.md).

    >>> rows = pl.DataFrame({"article_id": list("abc"), "text": ["Kim met Putin at a cosmodrome",
    ...     "Putin met Kim at the cosmodrome", "Heavy rain flooded southern villages"]})
    >>> strays(rows)["article_id"].to_list()
    ['c']
    """
    vectors = {key: _vector(text) for key, text in articles.select("article_id", "text").rows()}
    step = max(1, len(vectors) // _COMPARED)
    compared = list(vectors)[::step]
    cosines = _cosines([vectors[other] for other in compared])
    column = {other: number for number, other in enumerate(compared)}
    nearest = min(_NEAREST, max(1, (len(vectors) - 1) // 2))
    rows = []
    for article, vector in vectors.items():
        found = cosines(vector)
        others = np.delete(found, column[article]) if article in column else found
        closest = sorted(others, reverse=True)[:nearest]
        likeness = float(sum(closest)) / nearest if len(vectors) > 2 else 1.0
        if likeness < ON_EVENT:
            rows.append((article, likeness))
    schema = {"article_id": pl.String, "likeness": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def nearest(articles: pl.DataFrame, among: Collection[str]) -> dict[str, float]:
    """Give for each article the cosine with that one of some others that is most like it.

    The cosine is that of `strays`. Reads articles (article_id, text); ``among`` are ids of some
    of these, few of one event. An article with none to compare with has 0. Source: own making.

    >>> rows = pl.DataFrame({"article_id": list("abc"), "text": ["Kim met Putin",
    ...     "Putin met Kim", "Heavy rain fell"]})
    >>> {key: round(value, 2) for key, value in nearest(rows, "ab").items()}
    {'a': 0.83, 'b': 0.83, 'c': 0.0}
    """
    vectors = {key: _vector(text) for key, text in articles.select("article_id", "text").rows()}
    compared = [key for key in vectors if key in among]
    cosines = _cosines([vectors[key] for key in compared])
    found = {}
    for article, vector in vectors.items():
        others = zip(compared, cosines(vector).tolist(), strict=True)
        found[article] = max((value for key, value in others if key != article), default=0.0)
    return found


def _vector(text: str) -> dict[str, float]:
    """A text's words by weight, of length 1: names count twice."""
    functional = languages.read().function_words
    plain = fold(text)
    words = (word for word in terms(plain) if len(word) > 2 and word not in functional)
    counts = Counter(stem(word) for word in words if not word.isdigit())
    names = {stem(word.lower()) for word in _INNER_CAPITAL.findall(plain)}
    weights = {word: (1 + math.log(n)) * (1 + (word in names)) for word, n in counts.items()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / norm for word, weight in weights.items()}


def _cosines(others: list[dict[str, float]]) -> Callable[[dict[str, float]], np.ndarray]:
    """What gives the cosines of one vector with each of these."""
    words = dict.fromkeys(word for other in others for word in other)
    place = {word: number for number, word in enumerate(words)}
    matrix = np.zeros((len(place), len(others)))
    for number, other in enumerate(others):
        matrix[[place[word] for word in other], number] = list(other.values())

    def cosines(vector: dict[str, float]) -> np.ndarray:
        known = [word for word in vector if word in place]
        weights = np.array([vector[word] for word in known])
        return weights @ matrix[np.array([place[word] for word in known], int)]

    return cosines
