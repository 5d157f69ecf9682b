"""The same statement in other words: quotations aligned across outlets.

``clauses`` cuts quotations, ``pairs`` scores clause pairs, ``statements`` groups them
and says what each article makes of each statement, ``wording``, ``relations`` and
``divergence`` compare the words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis import tables
from analysis.measures import grouping, pairing, similarity
from analysis.measures.comparing import divergence, relations, wording
from analysis.measures.cutting import clauses
from analysis.measures.pairing import pairs

__all__ = ["Statements", "clauses", "divergence", "pairs", "relations", "statements", "wording"]

_FORMS = {"direct": 0, "mixed": 1, "indirect": 2}
# Articles whose quotations agree in at least this share of their clauses, word for word
# and in order, are one text printed twice.
_REPRINT = 0.9
_REPRINT_LEAST = 3
# A larger grid of statements by articles lists absences for shared statements only.
_LARGEST_GRID = 5_000_000


@dataclass(frozen=True)
class Statements:
    """Who carried which statement, as the tables clauses, statements and renderings.

    ``reprints`` [article_id, reprint_of] names articles that print another one again;
    ``articles`` keeps the texts that the offsets refer to; ``notes`` says in words what a
    reader must know before trusting the tables (no quotation, one outlet, two languages).
    """

    clauses: pl.DataFrame
    statements: pl.DataFrame
    renderings: pl.DataFrame
    reprints: pl.DataFrame
    articles: pl.DataFrame
    notes: tuple[str, ...]


def statements(quotes: pl.DataFrame, articles: pl.DataFrame) -> Statements:
    """Group the clauses of one event's quotations into statements.

    Clause pairs scored by ``pairs`` are clustered by average link: a clause joins while
    its mean score with all clauses of the statement reaches the threshold. Clauses of one
    quotation stay apart, unless they stand side by side and a longer clause elsewhere
    spans both. Statements are numbered s01, s02 … by reach, then by first position.
    ``n_outlets`` counts outlets that render the statement, a reprint not counted again.
    Renderings hold one row for every statement and article, ``absent`` with 0 words where
    the article has none. Reads quotes as in ``clauses`` and articles[article_id, text],
    and outlet and language if present.

    >>> quotes = pl.DataFrame({"quote_id": ["efe:1", "bz:1"], "part": [0, 0],
    ...     "article_id": ["efe", "bz"], "start": [1, 1], "end": [26, 22],
    ...     "form": ["direct", "direct"], "actor": ["kim", "kim"]})
    >>> articles = pl.DataFrame({"article_id": ["efe", "bz", "ap"],
    ...     "text": ["“We began a holy struggle.” Kim", "“A sacred struggle has begun”", ""]})
    >>> statements(quotes, articles).renderings["treatment"].to_list().count("absent")
    4
    """
    cut = clauses(quotes, articles)
    outlets = _outlets(articles)
    reprints = _reprints(cut)
    originals = cut.join(reprints, on="article_id", how="anti")
    number, centre = _group(originals)
    numbered = originals.with_columns(_number=pl.Series(number, dtype=pl.Int64), _centre=centre)
    numbered = _with_reprints(cut, numbered, reprints)
    named = _named(numbered, outlets, reprints)
    cut = numbered.join(named.select("_number", "statement_id"), on="_number", suffix="_new")
    cut = cut.with_columns(statement_id="statement_id_new")
    return Statements(
        clauses=tables.conform(cut, tables.CLAUSES),
        statements=tables.conform(named, tables.STATEMENTS),
        renderings=_renderings(cut, named, outlets),
        reprints=reprints,
        articles=articles,
        notes=_notes(cut, named, articles, outlets, reprints),
    )


def _outlets(articles: pl.DataFrame) -> pl.DataFrame:
    outlet = pl.col("outlet") if "outlet" in articles.columns else pl.lit(None, pl.String)
    return articles.select(
        "article_id", outlet=pl.coalesce(outlet, "article_id").cast(pl.String)
    ).unique("article_id", keep="first", maintain_order=True)


def _group(cut: pl.DataFrame) -> tuple[np.ndarray, pl.Series]:
    """Number each clause's cluster; and its mean score with the others in it."""
    side = similarity.read(cut)
    scored = pairing.score(side)
    beside = np.flatnonzero(side.before >= 0)
    beside = beside[side.quote[beside] == side.quote[side.before[beside]]]
    a = np.concatenate([scored.a, side.before[beside]])
    b = np.concatenate([scored.b, beside])
    p = np.concatenate([scored.p, np.full(len(beside), np.nan)])
    number = grouping.clusters(len(cut), a, b, p, pairing.link(), pairing.WINDOW)
    inside = number[scored.a] == number[scored.b]
    total = np.bincount(scored.a[inside], scored.p[inside], len(cut))
    total += np.bincount(scored.b[inside], scored.p[inside], len(cut))
    return number, pl.Series("centre", total)


def _reprints(cut: pl.DataFrame) -> pl.DataFrame:
    """Find articles that quote what an earlier one quotes, clause for clause."""
    found = {"article_id": [], "reprint_of": []}
    seen: dict[tuple[str, ...], str] = {}
    lines = cut.group_by("article_id", maintain_order=True).agg("text")
    for article, texts in lines.iter_rows():
        if len(texts) < _REPRINT_LEAST:
            continue
        original = seen.setdefault(tuple(texts), article)
        if original != article:
            found["article_id"].append(article)
            found["reprint_of"].append(original)
    return pl.DataFrame(found, schema={"article_id": pl.String, "reprint_of": pl.String})


def _with_reprints(cut, numbered, reprints) -> pl.DataFrame:
    """Give each clause of a reprint the statement of its original, place by place."""
    place = pl.int_range(pl.len()).over("article_id").alias("_place")
    original = numbered.with_columns(place).select(
        "_place", "_number", "_centre", reprint_of="article_id"
    )
    copies = (
        cut.with_columns(place)
        .join(reprints, on="article_id")
        .join(original, on=["reprint_of", "_place"])
        .select(numbered.columns)
    )
    return pl.concat([numbered, copies])


def _named(numbered, outlets, reprints) -> pl.DataFrame:
    """One row per cluster: its id by reach, speaker, most central wording, outlets."""
    first = numbered.join(reprints, on="article_id", how="anti").join(outlets, on="article_id")
    positions = outlets.with_row_index("_article").select("article_id", "_article")
    first = first.join(positions, on="article_id").sort("_article", "start")
    form = pl.col("form").replace_strict(_FORMS, return_dtype=pl.Int64)
    central = pl.col("text").sort_by(
        form == _FORMS["indirect"], pl.col("_centre"), form, descending=[False, True, False]
    )
    named = first.group_by("_number", maintain_order=True).agg(
        actor=pl.col("actor").drop_nulls().mode(maintain_order=True).first(),
        wording=central.first(),
        n_outlets=pl.col("outlet").n_unique().cast(pl.Int64),
    )
    named = named.sort("n_outlets", descending=True, maintain_order=True)
    width = max(2, len(str(len(named))))
    ids = [f"s{i:0{width}d}" for i in range(1, len(named) + 1)]
    return named.with_columns(statement_id=pl.Series(ids, dtype=pl.String))


def _renderings(cut, named, outlets) -> pl.DataFrame:
    """Every statement by every article; what an article leaves out is ``absent``."""
    form = pl.col("form").replace_strict(_FORMS, return_dtype=pl.Int64)
    there = (
        cut.sort("article_id", "start")
        .group_by("statement_id", "article_id", maintain_order=True)
        .agg(
            treatment=pl.col("form").sort_by(form).first(),
            clause_ids=pl.col("clause_id"),
            words=pl.col("text").str.count_matches(r"\S*\w\S*").sum().cast(pl.Int64),
        )
    )
    filled = _filled(named, outlets)  # statements are sorted by reach: the filled ones first
    rest = there.join(filled, on="statement_id", how="anti").join(outlets, on="article_id")
    grid = filled.select("statement_id").join(outlets, how="cross")
    grid = grid.join(there, on=["statement_id", "article_id"], how="left", maintain_order="left")
    grid = grid.with_columns(
        pl.col("treatment").fill_null("absent"),
        pl.col("clause_ids").fill_null(pl.lit([], pl.List(pl.String))),
        pl.col("words").fill_null(0),
    )
    rest = rest.sort("statement_id").select(grid.columns)
    return tables.conform(pl.concat([grid, rest]), tables.RENDERINGS)


def _filled(named, outlets) -> pl.DataFrame:
    """The statements whose absences are listed: all, or in a very large event the shared."""
    if len(named) * len(outlets) <= _LARGEST_GRID:
        return named
    return named.filter(pl.col("n_outlets") > 1)


def _notes(cut, named, articles, outlets, reprints) -> tuple[str, ...]:
    notes = []
    if cut.is_empty():
        notes.append("No quotation was found in these articles, so there is no statement to align.")
    elif cut["article_id"].n_unique() == 1 or outlets["outlet"].n_unique() == 1:
        notes.append("Only one outlet is quoting here, so nothing can be compared across outlets.")
    for article, original in reprints.iter_rows():
        notes.append(
            f"{article} prints {original} again; it counts as a reprint, not as agreement."
        )
    if len(_filled(named, outlets)) < len(named):
        notes.append("The event is very large: absences are listed for shared statements only.")
    languages = []
    if "language" in articles.columns:
        languages = articles["language"].drop_nulls().unique().sort().to_list()
    if len(languages) > 1:
        notes.append(
            f"The articles are in {len(languages)} languages ({', '.join(languages)}); "
            "statements are aligned by wording and only within a language."
        )
    return tuple(notes)
