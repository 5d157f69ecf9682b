"""Who does what to whom, verb by verb, without a parser: rules over word classes, and silence.

The rules know English clauses: passives and their "by", infinitives and who they are asked of,
-ing forms, relative clauses, verbs joined by "and", what stands between commas. Where they do
not find who acts, the verb gets no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import polars as pl

from analysis.measures.roles import phrases, words
from analysis.measures.roles.rules import Phrases, Roles, Row
from analysis.results import VERB_ROLES
from analysis.runtime import collection_paused
from analysis.tables import require


class Read:
    """One sentence and, once they are asked for, its verbs' rows."""

    def __init__(self, sentence: phrases.Sentence) -> None:
        self.sentence = sentence

    @cached_property
    def roles(self) -> Roles:
        """What the rows are worked out with."""
        return Roles(self.sentence)

    @cached_property
    def rows(self) -> list[Row]:
        """A row for each verb with a role."""
        return self.roles.rows()

    def span(self, run: Phrases | None) -> tuple[int | None, int | None]:
        """Where a run of phrases stands in the text."""
        if run is None:
            return None, None
        starts, ends = self.sentence.words.starts, self.sentence.words.ends
        return starts[self.sentence.first[run[0]]], ends[self.sentence.last[run[1]] - 1]


@collection_paused()
def extract(articles: pl.DataFrame) -> pl.DataFrame:
    """Find the verbs of each text with who acts and who is acted upon.

    The agent is who does what the verb says; the patient whom or what it is done to, or the
    clause that says what is said, thought or wanted. Of a passive, the subject is the patient.
    What happens to somebody ("died", "collapsed") makes him a patient. "Be" and other copulas
    have no roles.

    Reads article_id and text; null is an empty text. One row of the result is one verb with a
    role: article_id, verb_start, verb_end, lemma, agent_start, agent_end, patient_start,
    patient_end, negated, passive. Spans are code points of the text, those of roles the phrase
    with its head: of "members of the party" it is "members". A role's span is null where the
    verb has none or the rules find none; a verb in the active voice whose agent is not found is
    left out altogether. English only. Raises ParallaxError when a column is missing.

    Source: rules and word lists of our own; tested on QA-SRL (He et al. 2015; Roit et al. 2020).

    >>> texts = pl.DataFrame({"article_id": ["a"], "text": ["Roe was not hired by the mayor."]})
    >>> row = extract(texts).row(0, named=True)
    >>> row["lemma"], row["agent_start"], row["patient_end"], row["negated"], row["passive"]
    ('hire', 21, 3, True, True)
    """
    require(articles, "articles", "article_id", "text")
    found = []
    for article_id, text in articles.select("article_id", "text").iter_rows():
        for read in sentences(text or ""):
            found += [(article_id, *_told(row, read)) for row in read.rows if certain(row)]
    columns = zip(*found, strict=True) if found else ([] for _ in VERB_ROLES.schema)
    return pl.DataFrame(
        dict(zip(VERB_ROLES.schema, columns, strict=True)), schema=VERB_ROLES.schema
    )


def _told(row: Row, read: Read) -> tuple:
    group, places = row.group, read.sentence.words
    verb = (places.starts[group.verb], places.ends[group.verb], group.lemma)
    return (*verb, *read.span(row.agent), *read.span(row.patient), group.negated, row.passive)


def certain(row: Row) -> bool:
    """Whether the rules know who acts, or that nobody needs to be named."""
    return row.agent is not None or row.passive or "befalls" in row.group.takes


def sentences(text: str, cuts: tuple[int, ...] = ()) -> Iterator[Read]:
    """Read the sentences of a text, one by one; ``cuts`` as in `words.words`."""
    for sentence in phrases.sentences(words.words(text, cuts)):
        yield Read(sentence)
