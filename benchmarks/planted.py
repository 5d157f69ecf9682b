"""Sentences of public articles, and the same with one number, date, place or polarity changed.

The changes are made by plain replacement, with no part of the measure: the seed and the
bench file decide which sentences and which values.
"""

from __future__ import annotations

import os
import random
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import analysis as an

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "October")
_PLACES = ("Lisbon", "Denver", "Nairobi", "Ohio", "Norway", "Osaka", "Peru", "Memphis")
_TOWNS = (
    *("Washington", "Chicago", "Boston", "Texas", "California", "Florida", "Iowa", "China"),
    *("Russia", "Iran", "Israel", "Syria", "London", "Paris", "Ukraine", "Mexico", "Iraq"),
)
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VERB = re.compile(
    r"\b(was|were|is|are|has|have|had|will|would|did|does|can|should)\b(?= [a-z])(?! not| n)"
)


@dataclass(frozen=True)
class Planted:
    """An article, the same with one sentence changed, and where that sentence begins."""

    kind: str
    before: str
    after: str
    at: int


def _number(sentence: str, dice: random.Random) -> str | None:
    found = list(re.finditer(r"(?<![\d.,$:/-])\d{1,3}(?:,\d{3})*(?![\d.,:/-]|\w)", sentence))
    words = list(re.finditer(rf"\b(?:{'|'.join(_SMALL)})\b", sentence))
    if not found and not words:
        return None
    match = dice.choice(found or words)
    if found:
        value = int(match.group().replace(",", ""))
        new = f"{round(value * dice.choice((0.5, 1.5, 2, 3))) + 1:,}"
    else:
        new = dice.choice([word for word in _SMALL if word != match.group()])
    return sentence[: match.start()] + new + sentence[match.end() :]


def _swapped(pattern: str, pool: tuple[str, ...]) -> Callable[[str, random.Random], str | None]:
    def change(sentence: str, dice: random.Random) -> str | None:
        found = list(re.finditer(pattern, sentence))
        if not found:
            return None
        match = dice.choice(found)
        new = dice.choice([word for word in pool if word != match[1]])
        return sentence[: match.start(1)] + new + sentence[match.end(1) :]

    return change


def _negation(sentence: str, dice: random.Random) -> str | None:
    if " not " in sentence.split('"')[0].split("“")[0]:
        return sentence.replace(" not ", " ", 1)
    match = _VERB.search(sentence)
    return match and sentence[: match.end()] + " not" + sentence[match.end() :]


CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "number": _number,
    "date": _swapped(rf"\b({'|'.join(_DAYS + _MONTHS)})\b(?!,? \d{{4}})", _DAYS),
    "place": _swapped(rf"\b(?:in|at|near|from) ({'|'.join(_TOWNS)})\b(?! [A-Z]|,|-)", _PLACES),
    "polarity": _negation,
}


def planted(n: int, seed: int) -> list[Planted]:
    """Draw ``n`` sentences of the bench file, as many of each kind, and change one point each."""
    path = Path(os.environ["PARALLAX_GOLD"]) / "bench/articles-12k.parquet"
    texts = pl.read_parquet(path).sample(fraction=1, shuffle=True, seed=seed)["text"]
    dice = random.Random(seed)
    kinds = list(CHANGES)
    found: list[Planted] = []
    for text in texts:
        kind = kinds[len(found) % len(kinds)]
        if not 1500 < len(text) < 8000:
            continue
        sentences = list(re.finditer(r"(?<=[.] )[A-Z][^.!?\n]{50,220}\.(?= [A-Z])", text))
        dice.shuffle(sentences)
        for match in sentences:
            new = CHANGES[kind](match.group(), dice)
            if kind == "date" and new and not _same_kind(match.group(), new):
                continue
            if new and new != match.group():
                after = text[: match.start()] + new + text[match.end() :]
                found.append(Planted(kind, text, after, match.start()))
                break
        if len(found) == n:
            break
    return found


def _same_kind(old: str, new: str) -> bool:
    """Whether a weekday was replaced by a weekday, not a month by one."""
    pair = [(a, b) for a, b in zip(old.split(), new.split(), strict=False) if a != b]
    return any(a.strip(",.'s") in _DAYS for a, b in pair)


def corpus(one: Planted) -> an.Corpus:
    frame = pl.DataFrame({"outlet": ["a", "b"], "text": [one.before, one.after]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return an.read(frame)
