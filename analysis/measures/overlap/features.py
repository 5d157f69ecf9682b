"""What two clauses have in common: the features that the pair model reads.

Within one event every clause shares the event's vocabulary, so the evidence is lexical
and relative: how much of the shorter clause's rare wording the two have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
import polars as pl

from analysis import languages
from analysis.languages.folding import fold
from analysis.measures.overlap import marked, rarity
from analysis.measures.overlap.fragments import Spoken
from analysis.measures.overlap.postings import Postings, index, weighed
from analysis.tables import require

_NEEDED = ("clause_id", "quote_id", "article_id", "text", "actor")
_WHOLE = 0.6  # of the weight in the shorter stretch in marks: the same stretch
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
_EDITED = re.compile(r"\[[^\[\]]*\]")
_NOT, _POSSESSIVE = re.compile(r"n't\b"), re.compile(r"'s\b")
_TERM = re.compile(r"n't|\d+(?:[.,]\d+)*\w*|[^\W\d_]+")
_SMALL = 3  # articles of the events whose size says nothing


def terms(text: str) -> list[str]:
    """Split a text into lower-case words; ``n't`` apart, possessive endings dropped,
    number words as figures, an editor's words in square brackets left out.

    >>> terms("We don’t share Kim's two views")
    ['we', 'do', "n't", 'share', 'kim', '2', 'views']
    >>> terms("[T]hey [the Russians] agreed")
    ['they', 'agreed']
    """
    return list(_terms(text))


@lru_cache(maxsize=20_000)
def _terms(text: str) -> tuple[str, ...]:
    if "[" in text:
        text = _CAPITAL.sub(r"\1", text)  # that an editor changed
        text = _EDITED.sub(" ", text)
    text = fold(text).casefold()
    if "'" in text:
        text = text.replace("can't", "can n't").replace("won't", "will n't")
        text = _NOT.sub(" n't", _POSSESSIVE.sub("", text))
    figures = languages.read().numbers
    return tuple(figures.get(word, word) for word in _TERM.findall(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut a word to what its inflections share: an English ending, then six letters.

    Truncation needs no language's rules and does as well in retrieval (McNamee &
    Mayfield 2004).

    >>> stem("supported"), stem("support"), stem("decisions"), stem("75")
    ('suppor', 'suppor', 'decisi', '75')
    """
    if not word.isalpha():
        return word
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:6]


def numbers(words: Iterable[str]) -> frozenset[str]:
    """Give the numbers among some terms.

    >>> sorted(numbers(terms("two of 1,000")))
    ['1000', '2']
    """
    return frozenset(word.replace(",", "") for word in words if word[0].isdigit())


def negated(words: Iterable[str]) -> bool:
    """Tell whether a negation stands among some words."""
    return not languages.read().words["negations"].isdisjoint(words)


def name_words(actor: str) -> frozenset[str]:
    """Give the words that identify a speaker, none where the text only describes one.

    Titles and initials say nothing; "he", "the Russian president" and "two officials"
    name nobody. A single lower-case word is an actor's id.

    >>> sorted(name_words("Sen. Mitch McConnell")), sorted(name_words("the Russian president"))
    (['mcconnell', 'mitch'], [])
    """
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", actor))
    if len(words) > 1 and not words[-1][0].isupper():
        return frozenset()
    lists = languages.read().words
    names = (word.casefold() for word in words if len(words) == 1 or word[0].isupper())
    return frozenset(
        word
        for word in names
        if len(word) > 1 and word not in lists["titles"] and word not in lists["function_words"]
    )


@dataclass(frozen=True)
class Side:
    """An event's clauses as arrays, in the order given."""

    size: int
    article: np.ndarray
    quote: np.ndarray
    before: np.ndarray  # the clause before in the same article, or -1
    after: np.ndarray
    speaker: np.ndarray  # row of names
    names: Postings  # the words of each distinct speaker's name, each weighing 1
    numbers: list[frozenset[str]]
    negated: np.ndarray
    reported: np.ndarray  # indirect speech, with no word of it in marks
    stems: Postings
    bigrams: Postings
    telling: np.ndarray  # what a stem weighs in general, nothing for names, dates and numbers
    cliche: np.ndarray  # what a pair of words weighs by the general rarity of both
    marked: Postings  # the stems that stand in quotation marks, weighed as ``telling``
    spoken: Spoken  # the clauses as lines, for the fragments that they quote


def read(clauses: pl.DataFrame) -> Side:
    """Read what the features need from clauses[clause_id, quote_id, article_id, text, actor]."""
    require(clauses, "clauses", *_NEEDED)
    texts = clauses["text"].fill_null("").to_list()
    forms = clauses["form"] if "form" in clauses.columns else ["direct"] * len(texts)
    words = [terms(text) for text in texts]
    stems = [[stem(word) for word in line] for line in words]
    bigrams = [[f"{x} {y}" for x, y in pairwise(line)] for line in stems]
    article, _ = _codes(clauses["article_id"].cast(pl.String))
    speaker, actors = _codes(clauses["actor"].cast(pl.String).fill_null(""))
    before, after = _beside(article)
    common = frozenset(stem(word) for word in languages.read().function_words)
    found = weighed(index(stems, common), article)
    of_two = weighed(index(bigrams), article)
    named = marked.names(texts)
    quoted = [_in_marks(text, form) for text, form in zip(texts, forms, strict=True)]
    in_marks = weighed(index(map(chain.from_iterable, quoted), common), article)
    in_marks = replace(in_marks, weight=_telling(in_marks, named))
    by_name = [name_words(actor or "") for actor in actors]
    return Side(
        size=len(words),
        article=article,
        quote=_codes(clauses["quote_id"].cast(pl.String))[0],
        before=before,
        after=after,
        speaker=speaker,
        names=index(by_name),
        numbers=[numbers(line) for line in words],
        negated=np.array([negated(line) for line in words], bool),
        reported=np.array([form == "indirect" for form in forms], float),
        stems=found,
        bigrams=of_two,
        telling=_telling(found, named),
        cliche=_cliche(of_two),
        marked=in_marks,
        spoken=Spoken(
            article=article,
            speaker=[by_name[code] for code in speaker],
            lines=[f" {' '.join(line)} " for line in stems],
            quoted=[[f" {' '.join(stretch)} " for stretch in line] for line in quoted],
            weight=dict(zip(in_marks.terms, in_marks.weight.tolist(), strict=True)),
        ),
    )


def _in_marks(text: str, form: str) -> list[list[str]]:
    """The stems that a clause gives in quotation marks, by stretch; none of indirect speech."""
    if form == "indirect":
        return []
    stretches = marked.stretches(text) if form == "mixed" else [(0, len(text))]
    return [[stem(word) for word in terms(text[start:end])] for start, end in stretches]


def _cliche(found: Postings) -> np.ndarray:
    """Each pair's weight: the smaller of its rarity here and of its words' in general."""
    general = [sum(map(rarity.weight, pair.split(" "))) for pair in found.terms]
    return np.minimum(found.weight, general) if general else found.weight


def _telling(found: Postings, names: frozenset[str]) -> np.ndarray:
    """Each stem's weight: the smaller of its rarity here and in general; 0 where it only names."""
    named = {stem(word) for word in names}
    plain = [
        0.0 if term in named or term[0].isdigit() else rarity.weight(term) for term in found.terms
    ]
    return np.where(found.function, 0.0, np.minimum(found.weight, plain))


def _codes(column: pl.Series) -> tuple[np.ndarray, list[str | None]]:
    """Number distinct values by first appearance; give the numbers and the values."""
    values: dict[str | None, int] = {}
    codes = [values.setdefault(value, len(values)) for value in column]
    return np.array(codes, np.int64), list(values)


def _beside(article: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The clause before and the one after within the article; row order is text order."""
    order = np.argsort(article, kind="stable")
    follows = article[order][1:] == article[order][:-1]
    before, after = np.full(len(article), -1), np.full(len(article), -1)
    before[order[1:][follows]] = order[:-1][follows]
    after[order[:-1][follows]] = order[1:][follows]
    return before, after


def features(side: Side, a: np.ndarray, b: np.ndarray) -> dict[str, np.ndarray]:
    """Compare clauses a[i] and b[i] by wording and speaker; every value from 0 to about 5.

    containment, jaccard: rare stems in common, of the lighter clause's and of both;
    evidence: log(1 + their weight); bigrams: containment of word pairs; speaker_same,
    speaker_other: see ``speakers``; number_conflict: each has numbers, none
    in common; negation_conflict: only one is negated, less where one is the shorter;
    marked: log(1 + weight in common) of the words in marks, where most of the shorter stretch's
    are; telling, phrase: log(1 + weight in common) of stems and of word pairs by their rarity in
    general, names and numbers apart; reported: how many of both are indirect speech;
    crowd: log of the articles over three.
    """
    shared, telling = side.stems.shared_by(a, b, side.stems.weight, side.telling)
    in_pairs, phrase = side.bigrams.shared_by(a, b, side.bigrams.weight, side.cliche)
    fewer = np.minimum(side.bigrams.mass[a], side.bigrams.mass[b])
    articles = float(side.article.max(initial=0)) + 1
    mass_a, mass_b = side.stems.mass[a], side.stems.mass[b]
    lighter, heavier = np.minimum(mass_a, mass_b), np.maximum(mass_a, mass_b)
    evenness = lighter / np.maximum(heavier, 1e-9)
    union = side.stems.mass[a] + side.stems.mass[b] - shared
    same, other = speakers(side, a, b)
    in_marks = side.marked.shared(a, b)
    fewest = np.minimum(side.marked.mass[a], side.marked.mass[b])
    whole = in_marks >= _WHOLE * fewest
    return {
        "containment": shared / np.maximum(lighter, 1e-9),
        "jaccard": shared / np.maximum(union, 1e-9),
        "evidence": np.log1p(shared),
        "bigrams": in_pairs / np.maximum(fewer, 1e-9),
        "speaker_same": same,
        "speaker_other": other,
        "number_conflict": _number_conflict(side, a, b),
        "negation_conflict": (side.negated[a] != side.negated[b]) * evenness,
        "telling": np.log1p(telling),
        "phrase": np.log1p(phrase),
        "marked": np.log1p(in_marks) * whole,
        "reported": side.reported[a] + side.reported[b],
        "crowd": np.full(len(a), np.log(max(articles, _SMALL) / _SMALL)),
    }


def speakers(side: Side, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Same speaker: one name holds every word of the other; other: they share no word.

    Neither where a name is unknown, or where they share some (Richard and Dick Durbin).
    """
    a, b = side.speaker[a], side.speaker[b]
    fewer = np.minimum(side.names.mass[a], side.names.mass[b])
    shared = side.names.shared(a, b)
    known = fewer > 0
    return (known & (shared == fewer)).astype(float), (known & (shared == 0)).astype(float)


def _number_conflict(side: Side, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    has = np.fromiter(map(bool, side.numbers), bool, side.size)
    conflict = np.zeros(len(a))
    for i in np.flatnonzero(has[a] & has[b]):
        conflict[i] = side.numbers[a[i]].isdisjoint(side.numbers[b[i]])
    return conflict
