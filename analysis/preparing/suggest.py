"""Suggestions for a new event's folder: actors, themes, judging words and facts, from the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from analysis import languages, tables
from analysis.measures import base
from analysis.measures.framing import proper_names
from analysis.measures.framing.facts import facts_carried
from analysis.measures.framing.proper_names import Word
from analysis.measures.framing.speaking import verb_classes
from analysis.preparing import actors, themes

# after these a word in -ed is a verb's
_HAVING = frozenset(
    ("has", "have", "had", "having", "he", "she", "they", "it", "who", "that", "which")
)
KINDS = ("actor", "concept", "judging", "fact")
_NAME = {
    **dict.fromkeys(("key", "kind", "shown", "article_id"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int64),
}


def suggest(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    top: int = 15,
    kinds: Sequence[str] = ("actor", "concept", "fact"),
    outlets: Iterable[str] = (),
) -> pl.DataFrame:
    """Propose actors with aliases, concepts with terms, and facts, for a person to accept.

    Actors are persons and organisations that several articles name, and countries and other
    names that act in them (`actors.find`), under the full form that is usual, with the forms
    that are theirs alone; media are none, nor are the ``outlets`` of the event. Concepts are
    themes of several words (`themes.find`) with the phrases that name them. "judging"
    gives, for each actor, the judging descriptions that stand before its name or role
    ("embattled mayor"). Facts are numbers and dates that some but not all articles
    carry. Reads tokens and articles. One row per proposal: kind, name, forms,
    n_articles, n (mentions by these forms), evidence. Ranked within each kind by
    articles, then mentions; ``top`` of each of the ``kinds`` asked for. Nothing here is
    decided: these are words that occur.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = suggest(corpus.tokens, corpus.articles)
    >>> rows.filter(kind="actor", name="Vladimir Putin")["forms"].item().to_list()
    ['Putin', 'Vladimir Putin']
    """
    read = base.headlines_once(tokens.filter(pl.col("kind").is_in(base.READ)), articles)
    lines = proper_names.sentences(read, articles)
    names = pl.DataFrame(proper_names.find(lines), schema=_NAME, orient="row")
    found = actors.find(names, articles, outlets)
    parts = {
        "actor": lambda: _ranked(found, "actor", top),
        "concept": lambda: _ranked(themes.find(_body(lines, read), names), "concept", top),
        "judging": lambda: _ranked(_judging(lines, found), "judging", top),
        "fact": lambda: _facts(read, articles, top),
    }
    return pl.concat(parts[kind]() for kind in kinds)


def _body(lines: list[list[Word]], tokens: pl.DataFrame) -> list[list[Word]]:
    starts = set(tokens.filter(kind="body").select("article_id", "start").iter_rows())
    return [line for line in lines if line and (line[0].article_id, line[0].start) in starts]


# --- judging words --------------------------------------------------------------------------------


def _judging(lines: list[list[Word]], named: pl.DataFrame) -> pl.DataFrame:
    """Judging descriptions before an actor's name: "embattled Collins", "strongman leader Kim"."""
    owner = {
        (article_id, start): (name, end)
        for article_id, start, end, name in named.select(
            "article_id", "start", "end", "name"
        ).iter_rows()
    }
    rows = []
    for line in lines:
        for place, word in enumerate(line):
            name, end = owner.get((word.article_id, word.start), ("", 0))
            first = _judged_from(line, place) if name else None
            if name and first is not None:
                words = [one.text for one in line[first:] if one.start < end]
                form = re.sub(r"['’]s?$", "", " ".join(words))
                rows.append((word.article_id, line[first].start, end, name, form))
    text = dict.fromkeys(("name", "form"), pl.String)
    schema = {"article_id": pl.String, "start": pl.Int64, "end": pl.Int64} | text
    return pl.DataFrame(rows, schema=schema, orient="row")


def _judged_from(line: list[Word], place: int) -> int | None:
    """Where a judging description begins that ends just before this word."""
    first = place
    for before in range(place - 1, max(-1, place - 4), -1):
        word = line[before]
        if line[before + 1].broken or word.word in verb_classes():
            break
        if _judges(word.word) and not _is_verb(line, before):
            first = before
        elif word.word not in languages.read().person_words | proper_names.titles():
            break
    return first if first < place else None


def _judges(word: str) -> bool:
    """Whether a word, or a part of it, is on the list of judging words."""
    return word in languages.read().judging or any(
        part in languages.read().judging for part in word.split("-")
    )


def _is_verb(line: list[Word], place: int) -> bool:
    """Whether it may be a verb: "has failed Collins" describes nobody, "a failed Collins" does."""
    opens = not place or line[place].broken
    plain = opens or line[place - 1].word in languages.read().function_words - _HAVING
    return line[place].word.endswith(("ing", "ed")) and not plain


# --- ranking --------------------------------------------------------------------------------------


def _ranked(found: pl.DataFrame, kind: str, top: int) -> pl.DataFrame:
    """Names by how many articles have them, with their forms and passages."""
    return (
        found.with_columns(evidence=tables.passage_id())
        .group_by("name", maintain_order=True)
        .agg(
            forms=pl.col("form").unique().sort(),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            n=pl.len().cast(pl.Int64),
            evidence="evidence",
        )
        .sort("n_articles", "n", "name", descending=[True, True, False])
        .head(top)
        .select(pl.lit(kind).alias("kind"), "name", "forms", "n_articles", "n", "evidence")
    )


def _facts(tokens: pl.DataFrame, articles: pl.DataFrame, top: int) -> pl.DataFrame:
    """Numbers and dates that some articles have and others have not."""
    listed = facts_carried(tokens, articles).filter(
        pl.col("fact").is_in(["number", "date"]), pl.col("n_articles") < len(articles)
    )
    return (
        listed.group_by("target", "n_articles", maintain_order=True)
        .agg(n=pl.col("value").sum().cast(pl.Int64), evidence=pl.col("evidence").explode())
        .head(top)
        .select(
            pl.lit("fact").alias("kind"),
            pl.col("target").alias("name"),
            pl.concat_list("target").alias("forms"),
            "n_articles",
            "n",
            "evidence",
        )
    )


def examples(evidence: Iterable[str], sentences: pl.DataFrame, most: int = 1) -> list[str]:
    """Give the sentences (as passage ids) in which some passages stand, shortest first."""
    spans = sentences.select("article_id", "start", "end").rows_by_key("article_id")
    found = []
    for passage in evidence:
        article_id, start, _ = tables.parse_passage_id(passage)
        found += [
            (high - low, f"{article_id}:{low}-{high}")
            for low, high in spans.get(article_id, ())
            if low <= start < high
        ]
    return [passage for _, passage in sorted(set(found))[:most]]
