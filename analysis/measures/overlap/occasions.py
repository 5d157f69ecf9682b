"""When and how clauses were said, as their texts tell: two of one wording may be of two days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis import languages
from analysis.languages import dates, weekdays
from analysis.measures import moments

_BEFORE, _AFTER = 300, 160  # characters of a clause's sentence outside it
_NEAR = 2  # days between two articles, up to which they may report one utterance
_END = re.compile(r"[.!?][”\"’')\]]*\s|\n")
_UTTERING = ("speech", "manner")  # uses of verbs that tell of an utterance
_INFINITIVE = re.compile(r"to\s", re.IGNORECASE)
Days = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Occasions:
    """What is told of each clause's occasion, in the order of the clauses."""

    article: np.ndarray
    outlet: list[str]
    language: list[str]
    opening: list[frozenset[int]]  # the weekdays that its article names near its beginning
    beside: list[Days]  # the days that its sentence names beside it
    published: list[datetime.date | None]
    uttered: np.ndarray  # whether it tells of an utterance, not of an act


def read(
    cut: pl.DataFrame,
    articles: pl.DataFrame,
    quotes: pl.DataFrame,
    spoken: Mapping[str, str],
    wanted: np.ndarray | None = None,
) -> Occasions:
    """Read what is told of each clause's occasion; of those that are not ``wanted``, nothing.

    Reads cut[quote_id, article_id, start, end, text, form], articles[article_id, text], and
    outlet and published if present, and the cue of quotes[quote_id]; ``spoken`` gives each
    article's language.
    """
    about = _about(articles)
    number = {article: i for i, article in enumerate(about)}
    asked = [True] * len(cut) if wanted is None else wanted.tolist()
    names = cut["article_id"].to_list()
    opening = {
        article: frozenset(one.day for one in moments.opening(about[article][0]))
        for article in {name for name, ask in zip(names, asked, strict=True) if ask}
    }
    nothing: Days = frozenset()
    places = zip(names, cut["start"].to_list(), cut["end"].to_list(), asked, strict=True)
    return Occasions(
        article=np.array([number[name] for name in names], np.int64),
        outlet=[about[name][1] for name in names],
        language=[spoken.get(name, "en") for name in names],
        opening=[opening.get(name, frozenset()) for name in names],
        beside=[
            _beside(about[name][0], start, end, about[name][2]) if ask else nothing
            for name, start, end, ask in places
        ],
        published=[about[name][2] for name in names],
        uttered=_uttered(cut, quotes, spoken),
    )


def _about(articles: pl.DataFrame) -> dict[str, tuple[str, str, datetime.date | None]]:
    """Article → its text, outlet and date."""
    have = articles.columns
    outlet = pl.col("outlet") if "outlet" in have else pl.lit(None)
    published = pl.col("published") if "published" in have else pl.lit(None)
    rows = articles.select(
        "article_id",
        pl.col("text").fill_null(""),
        outlet=pl.coalesce(outlet.cast(pl.String), "article_id"),
        published=published.cast(pl.Date, strict=False),
    )
    return {article: (text, who, day) for article, text, who, day in rows.iter_rows()}


def _beside(text: str, start: int, end: int, published: datetime.date | None) -> Days:
    """The days that a clause's sentence names outside the clause."""
    before = _END.split(text[max(0, start - _BEFORE) : start])[-1]
    after = _END.split(text[end : end + _AFTER], maxsplit=1)[0]
    sides = f"{before} … {after}"
    days = {("date", day.month * 100 + day.day) for day in dates.find(sides, published) if day.day}
    if published is None:
        days |= {("weekday", one.day) for one in weekdays.named(sides)}
    return frozenset(days)


def _uttered(cut: pl.DataFrame, quotes: pl.DataFrame, spoken: Mapping[str, str]) -> np.ndarray:
    """Whether each clause is quoted, or reported with a verb that tells of an utterance.

    "Threatened to leave", "accused him of theft", "is considering a ban" and "declared an
    emergency" tell of acts and views, which each article tells in its own time. Only English
    verbs are known; without a column ``cue``, and in other languages, every clause passes.
    """
    if "cue" not in quotes.columns:
        return np.ones(len(cut), bool)
    cues = dict(quotes.select("quote_id", "cue").iter_rows())
    rows = cut.select("article_id", "quote_id", "form", "text").iter_rows()
    return np.array(
        [
            form != "indirect" or spoken.get(article, "en") != "en" or _tells(cues.get(quote), text)
            for article, quote, form, text in rows
        ],
        bool,
    )


def _tells(cue: str | None, text: str) -> bool:
    language = languages.read()
    cue = (cue or "").casefold()
    if cue in language.words["crediting"]:
        return True
    verb = language.reporting_verbs.get(cue)
    return (
        verb is not None
        and verb.use in _UTTERING
        and verb.lemma not in language.words["acts"]
        and not _INFINITIVE.match(text)
    )


def opening_differs(told: Occasions, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the articles of clauses a[i] and b[i] are surely of different days.

    By their dates, where both have one; else by the weekdays that both name near the beginning.
    """
    return np.array(
        [_differ(told, i, j) for i, j in zip(a.tolist(), b.tolist(), strict=True)], float
    )


def _differ(told: Occasions, i: int, j: int) -> bool:
    one, other = told.published[i], told.published[j]
    if one and other:
        return abs((one - other).days) > _NEAR
    here, there = told.opening[i], told.opening[j]
    return bool(here and there and here.isdisjoint(there))


def said_differs(told: Occasions, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the sentences of clauses a[i] and b[i] name days beside them, but no common one.

    Weekdays are compared with weekdays, dates with dates.

    >>> days = [frozenset({("weekday", 1)}), frozenset({("weekday", 3), ("date", 704)})]
    >>> nothing = np.zeros(2, int)
    >>> told = Occasions(nothing, [], [], [], days, [], nothing)
    >>> said_differs(told, np.array([0]), np.array([1])).tolist()
    [True]
    """
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return np.array([_apart(told.beside[i], told.beside[j]) for i, j in pairs], bool)


def _apart(one: Days, other: Days) -> bool:
    kinds = {kind for kind, _ in one} & {kind for kind, _ in other}
    return bool(kinds) and one.isdisjoint(other)
