"""Themes of an event: phrases that several articles repeat, with their kin."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise

import polars as pl

from analysis import languages
from analysis.measures.framing.proper_names import DAYS, MONTHS, Word
from analysis.measures.framing.speaking import verb_classes
from analysis.measures.overlap.features import stem

_SHORTEST = 3  # letters of a word of a theme
_LEAST = 3  # times that a phrase is printed
_BOUND = 0.25  # share of the rarer word's uses that stand in the phrase
_REACH = 0.3  # share of the articles that print it
_HELD = 0.5  # share of a phrase's uses inside a longer one, from which the longer one is meant
# Words that tell when, where, who or how much: no theme is made of them.
_GENERAL = frozenset(
    (
        *("last", "next", "year", "years", "week", "weeks", "month", "months", "day", "days"),
        *("time", "times", "people", "first", "former", "new", "old", "other", "many", "several"),
        *("senior", "white", "black", "top", "high", "late", "early", "long", "big", "major"),
        *("own", "recent", "current", "percent", "million", "billion", "number", "part", "way"),
        *("news", "media", "image", "caption", "copyright", "video", "story", "article", "photo"),
        *("press", "statement", "conference", "interview", "reporters", "spokesman", "spokeswoman"),
        *("spokesperson", "officials", "official", "president", "secretary", "minister", "leader"),
        *("man", "men", "woman", "women", "thing", "things", "lot", "end", "group", "country"),
        *("made", "make", "get", "going", "want", "wants", "take", "took", "come", "came", "went"),
        *("like", "just", "still", "even", "also", "back", "much", "good", "well", "right", "left"),
        *("morning", "evening", "night", "afternoon", "today", "yesterday", "tomorrow", "ago"),
        *(
            "speaker",
            "member",
            "members",
            "governor",
            "director",
            "chief",
            "prosecutors",
            "senator",
        ),
        *("lawyer", "lawyers", "lawmakers", "senators", "candidate", "candidates", "voters"),
        *("highlights", "read", "click", "sign", "newsletter", "newsletters", "wrote", "called"),
    )
)


def find(lines: list[list[Word]], names: pl.DataFrame) -> pl.DataFrame:
    """Give every place of the phrases that make themes.

    A theme is two or three words in a row, none of them a function word, a name or a
    verb of speaking, that two articles and three in ten print, three times or more, and that
    belong together: of the rarer word's uses a quarter stand in the phrase. A phrase
    that mostly stands in a longer one is that one; phrases that share their rarer word
    are one theme, under the commonest. Reads sentences of words and the names found in
    them. One row is one place: article_id, start, end, name (the theme), form.
    """
    taken = _taken(names)
    runs = [run for line in lines for run in _runs(line, taken)]
    single = Counter(stem(word.word) for run in runs for word in run)
    places: dict[tuple[str, ...], list[list[Word]]] = defaultdict(list)
    for run in runs:
        for size in (2, 3):
            for low in range(len(run) - size + 1):
                phrase = run[low : low + size]
                places[tuple(stem(word.word) for word in phrase)].append(phrase)
    articles = len({line[0].article_id for line in lines})
    several = min(articles, max(2, math.ceil(_REACH * articles)))
    kept = {
        phrase: found
        for phrase, found in places.items()
        if len(found) >= _LEAST
        and len({written[0].article_id for written in found}) >= several
        and len(set(phrase)) == len(phrase)
        and all(
            len(places[pair]) >= _BOUND * min(single[word] for word in pair)
            for pair in pairwise(phrase)
        )
    }
    whole = {phrase for phrase in kept if not _is_held(phrase, kept)}
    return _frame({phrase: kept[phrase] for phrase in whole}, single)


def _taken(names: pl.DataFrame) -> set[tuple[str, int]]:
    """Every place in which a name stands: article and offset."""
    return {
        (article_id, place)
        for article_id, start, end in names.select("article_id", "start", "end").iter_rows()
        for place in range(start, end)
    }


def _runs(line: list[Word], taken: set[tuple[str, int]]) -> list[list[Word]]:
    """Runs of words of which a theme may be made."""
    runs: list[list[Word]] = [[]]
    for word in line:
        fits = _fits(word) and (word.article_id, word.start) not in taken
        if not fits or word.broken:
            runs.append([])
        if fits:
            runs[-1].append(word)
    return [run for run in runs if len(run) > 1]


def _fits(word: Word) -> bool:
    """Whether a word can name a theme: no number, day, verb or function word."""
    plain = word.word.removesuffix("'s")
    if len(plain) < _SHORTEST or not plain.replace("-", "").isalpha():
        return False
    if plain in _GENERAL or plain in DAYS or plain in MONTHS or plain in verb_classes():
        return False
    if plain in languages.read().function_words or plain in languages.read().numbers:
        return False
    return not plain.endswith("ly")


def _is_held(phrase: tuple[str, ...], kept: dict[tuple[str, ...], list]) -> bool:
    """Whether it mostly stands in a longer phrase that is kept, too."""
    longer = (
        len(found)
        for other, found in kept.items()
        if len(other) > len(phrase) and phrase in (other[:-1], other[1:])
    )
    return max(longer, default=0) >= _HELD * len(kept[phrase])


def _frame(kept: dict[tuple[str, ...], list[list[Word]]], single: Counter[str]) -> pl.DataFrame:
    """Phrases with the same rarer word under the commonest of them, as it is most often written."""
    themes: dict[str, str] = {}
    rows = []
    for phrase in sorted(kept, key=lambda phrase: (-len(kept[phrase]), phrase)):
        rare = min(phrase, key=lambda word: (single[word], word))
        forms = Counter(map(_form, kept[phrase]))
        written = min(forms, key=lambda form: (-forms[form], form))
        name = themes.setdefault(rare, written)
        rows += [
            (words[0].article_id, words[0].start, words[-1].end, name, _form(words))
            for words in kept[phrase]
        ]
    text = dict.fromkeys(("name", "form"), pl.String)
    schema = {"article_id": pl.String, "start": pl.Int64, "end": pl.Int64} | text
    return pl.DataFrame(rows, schema=schema, orient="row")


def _form(words: list[Word]) -> str:
    """The words of a theme as one text."""
    return " ".join(word.word for word in words)
