"""Mentions of actors in their place: which phrase of a sentence each heads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from analysis.languages.detection import foreign
from analysis.measures.roles import extraction
from analysis.measures.rows import with_outlet
from analysis.spans import last_before
from analysis.tables import passage_id, require

MENTION = ("article_id", "start", "end", "actor", "label", "kind", "voice")


class Placed(NamedTuple):
    """One mention: its row, its words, and the phrase that it heads (or only stands in)."""

    mention: tuple
    read: extraction.Read
    phrase: int
    first: int
    last: int
    heads: bool


def placed(corpus: Any) -> Iterator[tuple[str, extraction.Read, list[Placed]]]:
    """Read each article's sentences that have mentions, with these in their phrases.

    Reads mentions (`MENTION`) and articles of the corpus. Texts in other languages than
    English are passed over, as are sentences too long to be any.
    """
    require(corpus.mentions, "mentions", *MENTION)
    mentions = corpus.mentions.sort("article_id", "start").select(MENTION)
    by_article = mentions.rows_by_key("article_id", named=False, include_key=True)
    strange = foreign(corpus.articles)
    for article_id, text in corpus.articles.select("article_id", "text").iter_rows():
        if article_id in by_article and article_id not in strange:
            for read, found in _in_sentences(text or "", by_article[article_id]):
                yield article_id, read, found


def _in_sentences(
    text: str, mentions: list[tuple]
) -> Iterator[tuple[extraction.Read, list[Placed]]]:
    starts = [mention[1] for mention in mentions]
    for read in extraction.sentences(text, _fused(text, mentions)):
        words = read.sentence.words
        if not read.sentence.first:
            continue
        low, high = words.starts[read.sentence.first[0]], words.ends[read.sentence.last[-1] - 1]
        inside = mentions[bisect_right(starts, low - 1) : bisect_right(starts, high - 1)]
        found = [place(mention, read) for mention in inside]
        if found:
            yield read, found


def _fused(text: str, mentions: list[tuple]) -> tuple[int, ...]:
    """The ends of mentions that stand in the middle of a word, where a space was lost."""
    ends = (mention[2] for mention in mentions)
    return tuple(
        sorted({end for end in ends if text[end - 1 : end + 1].isalpha() and end < len(text)})
    )


def place(mention: tuple, read: extraction.Read) -> Placed:
    """Find the phrase of one mention, and whether it is the phrase's head."""
    sentence, words = read.sentence, read.sentence.words
    first = bisect_right(words.starts, mention[1]) - 1
    last = bisect_right(words.starts, mention[2] - 1)
    phrase = bisect_right(sentence.first, max(first, sentence.first[0])) - 1
    end = sentence.last[phrase]
    rest = words.letters[last:end]
    heads = (
        sentence.kinds[phrase] == "N"
        and not rest.strip("m")
        and not (rest and words.letters[last - 1] == "m" and mention[4] == "name")
    )
    return Placed(mention, read, phrase, first, last, heads)


def passages(corpus: Any, rows: pl.DataFrame) -> pl.DataFrame:
    """Add outlet, and the sentence that each row's ``start`` stands in, as ``passage``."""
    whole = corpus.sentences.select("article_id", "start", passage=passage_id())
    joined = last_before(rows.sort("article_id", "start"), whole)
    return with_outlet(joined, corpus.articles)
