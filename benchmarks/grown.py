"""A larger archive made of a small one: other events in the same kinds of words.

There is no free archive of 120,000 articles, and copies of 12,000 would all be of one event. So
each copy after the first tells other events: in it, every name (a capitalised word that is no
common English word) and every number is another one, the same wherever it stands in the copy.
Names that few articles have become new ones, since a larger archive names more people and
places; the others change places with names that are about as frequent, so that well-known
names grow with the archive. The sentences of each paragraph change their order. What few and
what many articles share therefore grows as in a larger archive, and which articles of a copy
are of one event stays. Only the openings are changed: nothing else is read by the grouping.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl

from analysis.scale.features import general_share

_OPENING = 3_000  # characters
_NAME = re.compile(r"\b[A-Z][\w’'-]*\w\b")
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_FEW = 5  # articles: names of fewer are new in each copy
_BAND = 1.5  # names change places with those that are up to so many times as frequent
_COMMON = 0.02  # share of all articles that would have a word of the language


def names(texts: list[str]) -> Counter[str]:
    """In how many articles each name stands."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(set(_NAME.findall(text[:_OPENING])))
    return Counter({n: k for n, k in found.items() if general_share(n.lower()) < _COMMON})


def substitutes(frequencies: Counter[str], copy: int) -> dict[str, str]:
    """What each name becomes in one copy."""
    draw = random.Random(copy)
    became: dict[str, str] = {}
    band: list[str] = []
    for name, count in [*frequencies.most_common(), ("", 0)]:
        if band and (count < _FEW or frequencies[band[0]] > _BAND * count):
            others = draw.sample(band, len(band))
            became |= dict(zip(band, others, strict=True))
            band = []
        if count >= _FEW:
            band.append(name)
        elif name:
            became[name] = "".join(draw.sample(name, len(name))).capitalize() + f"{copy}"
    return became


def copied(text: str, became: dict[str, str], copy: int) -> str:
    """One article as the copy tells it."""
    opening, rest = text[:_OPENING], text[_OPENING:]
    opening = _NAME.sub(lambda found: became.get(found[0], found[0]), opening)
    opening = _NUMBER.sub(lambda found: _number(found[0], copy), opening)
    draw = random.Random(f"{copy}{len(text)}")
    lines = []
    for line in opening.split("\n"):
        sentences = _SENTENCE.split(line)
        draw.shuffle(sentences)
        lines.append(" ".join(sentences))
    return "\n".join(lines) + rest


@cache
def _number(digits: str, copy: int) -> str:
    """Another number of as many digits, always the same in a copy; years stay near."""
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return str(int(digits) - copy % 7)
    return str(
        random.Random(f"{digits}{copy}").randrange(10 ** (len(digits) - 1), 10 ** len(digits))
    )


def grow(source: Path, folder: Path, copies: int) -> Path:
    """Write so many copies of a file's articles, the first as it is, as a dataset of files."""
    folder.mkdir(parents=True)
    articles = pl.read_parquet(source)
    frequencies = names(articles["text"].to_list())
    for copy in range(copies):
        became = substitutes(frequencies, copy) if copy else {}
        texts = [copied(t, became, copy) if copy else t for t in articles["text"]]
        ids = pl.format("{}-{}", "article_id", pl.lit(copy))
        part = articles.with_columns(article_id=ids, text=pl.Series(texts))
        part.write_parquet(folder / f"part-{copy:02}.parquet", row_group_size=1_000)
    return folder
