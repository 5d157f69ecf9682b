"""VADER's polarity of many sentences at once: the same numbers as vaderSentiment.

VADER scores the words of its lexicon and lets the three words before each
change the score. Both are looked up per distinct chunk and combined in arrays;
the few sentences with one of its idioms or an emoji go to vaderSentiment itself.
"""

from __future__ import annotations

import string
from functools import cache

import numpy as np
import polars as pl
from vaderSentiment import vaderSentiment as vader

from analysis.measures.chunks import MOST_CHUNKS, ChunkTable, batches, split_chunks

SCORES = ("neg", "neu", "pos", "compound")

# Words that VADER's rules name.
_CODES = {
    "no": 1,
    "or": 2,
    "nor": 2,
    "never": 3,
    "so": 4,
    "this": 4,
    "without": 5,
    "doubt": 6,
    "least": 7,
    "at": 8,
    "very": 8,
    "but": 9,
}
_NO, _OR, _NEVER, _SO, _WITHOUT, _DOUBT, _LEAST, _AT, _BUT = range(1, 10)


def polarity(sentences: pl.Series) -> pl.DataFrame:
    """Score each sentence as vaderSentiment does.

    compound = s / √(s² + 15), where s is the sum of the words' valences after the
    rules for negation, degree, capitals, contrast and punctuation; from -1 (negative)
    to 1 (positive). neg, neu and pos are shares of the words' weight and sum to 1.
    One row of the result is the sentence at the same place; null and empty sentences
    get zeros, as in VADER.

    This is a baseline to compare with. Right for 51 % of the pairs when asked which of two
    outlets is more negative toward a person in the same event (BASIL).

    Source: Hutto and Gilbert (2014), vaderSentiment 3.3.2 (MIT).

    >>> polarity(pl.Series(["A very good day.", "Not a good day!"]))["compound"].to_list()
    [0.4927, -0.4015]
    """
    frames = [_batch_polarity(batch) for batch in batches(sentences)]
    return pl.concat([pl.DataFrame(schema=dict.fromkeys(SCORES, pl.Float64)), *frames])


@cache
def _analyser() -> vader.SentimentIntensityAnalyzer:
    return vader.SentimentIntensityAnalyzer()


def _describe(chunks: pl.Series) -> pl.DataFrame:
    """Give the features of distinct chunks that VADER's rules read."""
    lexicon, emojis, degrees = _analyser().lexicon, _analyser().emojis, vader.BOOSTER_DICT
    negations = frozenset(vader.NEGATE)
    firsts, seconds = _phrase_numbers()
    texts = chunks.to_list()
    # VADER takes what is left with one or two letters for an emoticon.
    bare = [chunk.strip(string.punctuation) for chunk in texts]
    items = [item if len(item) > 2 else chunk for item, chunk in zip(bare, texts, strict=True)]
    words = [item.lower() for item in items]
    return pl.DataFrame(
        {
            "chunk": texts,
            "word": [chunk != "" for chunk in texts],
            "listed": [word in lexicon and word not in degrees for word in words],
            "valence": [lexicon.get(word, 0.0) for word in words],
            "booster": [degrees.get(word, 0.0) for word in words],
            "upper": [item.isupper() for item in items],
            "negates": [word in negations or "n't" in word for word in words],
            "code": [_CODES.get(word, 0) for word in words],
            "first": [firsts.get(word, 0) for word in words],
            "second": [seconds.get(word, 0) for word in words],
            "emoji": [
                not chunk.isascii() and any(letter in emojis for letter in chunk) for chunk in texts
            ],
        }
    )


@cache
def _phrase_numbers() -> tuple[dict[str, int], dict[str, int]]:
    """Number the first two words of VADER's idioms, alike where they go together."""
    firsts: dict[str, int] = {}
    seconds: dict[str, int] = {}
    for phrase in {**vader.SPECIAL_CASES, **vader.BOOSTER_DICT}:
        first, *others = phrase.split()
        if others:
            number = firsts.get(first) or seconds.get(others[0]) or len(firsts) + 1
            firsts[first] = seconds[others[0]] = number
    return firsts, seconds


_table = ChunkTable(_describe)


def _batch_polarity(texts: pl.Series) -> pl.DataFrame:
    global _table
    if len(_table) > MOST_CHUNKS:
        _table = ChunkTable(_describe)
    # To VADER a line break is a space like any other.
    chunks, starts, stops = split_chunks(texts.str.replace_all("\n", " ", literal=True))
    rows = _table.rows(chunks)
    features = {name: values[rows] for name, values in _table.features.items()}
    words = np.add.reduceat(features["word"], starts, dtype=np.int64)
    capitals = np.add.reduceat(features["upper"], starts, dtype=np.int64)
    some_capitals = (capitals > 0) & (capitals < words)

    hits = np.flatnonzero(features["listed"])
    owner = np.searchsorted(stops, hits, side="right")
    before = _Before(features, hits, hits - starts[owner])
    ahead = features["listed"][np.minimum(hits + 1, len(rows) - 1)] & (hits + 1 < stops[owner])
    values = _valences(before, ahead.astype(bool), some_capitals[owner])
    _weigh_contrast(values, hits, owner, stops, features["code"])
    scores = _score(texts, words, owner, values)

    idioms = np.flatnonzero(features["emoji"].astype(bool) | _phrases(features))
    for place in np.unique(np.searchsorted(stops, idioms, side="right")).tolist():
        exact = _analyser().polarity_scores(texts[place])
        for name in SCORES:
            scores[name][place] = exact[name]
    return pl.DataFrame(scores, schema=dict.fromkeys(SCORES, pl.Float64))


def _phrases(features: dict[str, np.ndarray]) -> np.ndarray:
    """Mark chunks that may begin one of VADER's idioms, as "to" in "to die for"."""
    follows = np.append(features["second"][1:], 0)
    return (features["first"] > 0) & (features["first"] == follows)


class _Before:
    """The features of the lexicon's words, and of the words before them in the sentence."""

    def __init__(self, features: dict[str, np.ndarray], hits: np.ndarray, offset: np.ndarray):
        self.features, self.hits, self.offset = features, hits, offset

    def exists(self, back: int) -> np.ndarray:
        return self.offset >= back

    def get(self, name: str, back: int) -> np.ndarray:
        """Read a feature so many words back; 0 where the sentence had not begun."""
        values = self.features[name][np.maximum(self.hits - back, 0)]
        return np.where(self.exists(back), values, np.zeros(1, values.dtype))


def _valences(before: _Before, listed_next: np.ndarray, some_capitals: np.ndarray) -> np.ndarray:
    """Apply VADER's rules to each word of the lexicon, in VADER's order."""
    listed = value = before.get("valence", 0)
    code = {back: before.get("code", back) for back in range(4)}
    value = np.where((code[0] == _NO) & listed_next, 0.0, value)
    after_no = (code[1] == _NO) | (code[2] == _NO) | ((code[3] == _NO) & (code[1] == _OR))
    value = np.where(after_no, listed * vader.N_SCALAR, value)
    shouted = before.get("upper", 0).astype(bool) & some_capitals
    value = np.where(shouted, value + np.where(value > 0, vader.C_INCR, -vader.C_INCR), value)
    for back, weight in ((1, 1.0), (2, 0.95), (3, 0.9)):
        booster = before.get("booster", back)
        degree = np.where(value < 0, -booster, booster)
        shouted = before.get("upper", back).astype(bool) & some_capitals & (booster != 0)
        degree += np.where(shouted, np.where(value > 0, vader.C_INCR, -vader.C_INCR), 0.0)
        changed = (value + degree * weight) * _negation(before, code, back)
        active = before.exists(back) & (before.get("listed", back) == 0)
        value = np.where(active, changed, value)
    least = (code[1] == _LEAST) & (code[2] != _AT)
    return np.where(least, value * vader.N_SCALAR, value)


def _negation(before: _Before, code: dict[int, np.ndarray], back: int) -> np.ndarray:
    """Give the factor by which a word one, two or three places back changes the valence."""
    negated = np.where(before.get("negates", back) == 1, vader.N_SCALAR, 1.0)
    if back == 1:
        return negated
    so, doubt = code[1] == _SO, code[1] == _DOUBT
    never = code[back] == _NEVER
    if back == 2:
        stressed = never & so
    else:  # VADER's "or" binds less tightly than its "and": any "so" or "this" counts
        stressed = (never & (code[2] == _SO)) | so
        doubt |= code[2] == _DOUBT
    no_doubt = (code[back] == _WITHOUT) & doubt
    return np.select([stressed, no_doubt], [1.25, 1.0], negated)


def _weigh_contrast(
    values: np.ndarray, hits: np.ndarray, owner: np.ndarray, stops: np.ndarray, code: np.ndarray
) -> None:
    """Halve valences before the first "but" and raise those after it, with VADER's own function.

    It looks values up by value, so that equal ones are weighed in a way of its own.
    """
    places = np.flatnonzero(code == _BUT)
    sentences, first = np.unique(np.searchsorted(stops, places, side="right"), return_index=True)
    starts, ends = np.searchsorted(owner, sentences), np.searchsorted(owner, sentences + 1)
    middles = np.searchsorted(hits, places[first])
    for start, middle, end in zip(starts, middles, ends, strict=True):
        words = [""] * (middle - start) + ["but"]
        weighed = [*values[start:middle], 0.0, *values[middle:end]]
        weighed = vader.SentimentIntensityAnalyzer._but_check(words, weighed)
        del weighed[middle - start]
        values[start:end] = weighed


def _score(
    texts: pl.Series, words: np.ndarray, owner: np.ndarray, values: np.ndarray
) -> dict[str, np.ndarray]:
    """Sum up each sentence, with its exclamation and question marks."""
    n = len(words)
    exclamations = texts.str.count_matches("!", literal=True).to_numpy()
    questions = texts.str.count_matches("?", literal=True).to_numpy()
    emphasis = np.minimum(exclamations, 4) * 0.292 + np.select(
        [questions <= 1, questions <= 3], [0.0, questions * 0.18], 0.96
    )
    total = np.bincount(owner, values, n)
    total = total + np.sign(total) * emphasis
    above, below = values > 0, values < 0
    positive = np.bincount(owner[above], values[above] + 1, n)
    negative = np.bincount(owner[below], values[below] - 1, n)
    neutral = words - np.bincount(owner[above | below], minlength=n)
    stronger = np.sign(positive - np.abs(negative))
    positive = np.where(stronger > 0, positive + emphasis, positive)
    negative = np.where(stronger < 0, negative - emphasis, negative)
    weight = np.maximum(positive + np.abs(negative) + neutral, 1)
    shares = {"neg": np.abs(negative / weight), "neu": neutral / weight, "pos": positive / weight}
    compound = total / np.sqrt(total * total + 15)
    return {**{n: _rounded(x, 3) for n, x in shares.items()}, "compound": _rounded(compound, 4)}


def _rounded(values: np.ndarray, digits: int) -> np.ndarray:
    """Round as Python does: NumPy is faster, but differs close to the middle of two numbers."""
    scaled = values * 10**digits
    result = np.rint(scaled) / 10**digits
    for place in np.flatnonzero(np.abs(scaled % 1 - 0.5) < 1e-6):
        result[place] = round(float(values[place]), digits)
    return result
