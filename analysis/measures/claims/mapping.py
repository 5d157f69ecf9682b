"""The claim map: which article tells which claim, in whose voice, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis import results, tables
from analysis.languages.detection import foreign
from analysis.measures.claims import (
    contradictions,
    judging,
    likeness,
    recounts,
    requantified,
    telling,
)
from analysis.measures.claims.asserting import propositions
from analysis.measures.claims.source import Source
from analysis.measures.overlap.clusters import clusters

# Of a larger grid of claims by articles, only the widest claims have a cell for every article.
_LARGEST_GRID = 50_000
_COMPLETE = 3000  # propositions that are connected, all pairs of which were compared


@dataclass(frozen=True)
class Claims:
    """The claims of one event: propositions, map (``results.CLAIMS``) and conflicts."""

    propositions: pl.DataFrame
    map: pl.DataFrame
    conflicts: pl.DataFrame
    notes: tuple[str, ...] = ()


def read(corpus: Source) -> Claims:
    """Read the claims of an event: its propositions, the claim map and the conflicts.

    Propositions are compared by their rare stems, grouped by average link, and each group
    is judged against every article by the model of ``telling``. Reads articles, sentences,
    paragraphs and quotes.

    >>> import analysis as an
    >>> found = read(an.load("corpus/vostochny-2023"))
    >>> found.map["treatment"].is_in(["carried", "partly", "conflict", "absent"]).all()
    True
    """
    cut = propositions(corpus)
    strange = list(foreign(corpus.articles))  # what is told in them is not compared
    cut = cut.filter(~pl.col("article_id").is_in(strange))
    articles = corpus.articles.unique("article_id", keep="first", maintain_order=True)
    articles = articles.filter(~pl.col("article_id").is_in(strange))
    side = likeness.read(cut, articles, corpus.quotes)
    fitted = telling.model()
    pairs = telling.pairs(side)
    group = clusters(side.size, pairs.a, pairs.b, pairs.link, fitted["link"], _COMPLETE)
    recounted = recounts.recounts(cut, articles, side)
    recounted += requantified.requantified(cut, articles, side)
    group = _recounted(group, recounted)
    grid = _cells(cut, articles, side, group, pairs)
    cells = judging.judged(grid, cut, articles, corpus.quotes)
    named = _named(cells, articles)
    ids = dict(named.select("group", "claim_id").unique().iter_rows())
    by_row = [ids[number] for number in group.tolist()]
    found = contradictions.conflicts(cut, articles, pairs, by_row, recounted)
    grid = _contradicted(named, found)
    notes = ()
    if grid.select("claim_id", "article_id").height < named["group"].n_unique() * len(articles):
        notes = ("The event is very large: only its widest claims have a cell for every article.",)
    return Claims(cut, tables.conform(grid, results.CLAIMS), found, notes)


def claim_map(corpus: Source) -> pl.DataFrame:
    """Say what each article makes of each claim of the event, whoever voices it.

    A claim is a group of propositions of one or more articles that say the same;
    ``wording`` is the most central of them, verbatim. Of every article: treatment
    (carried, partly, conflict, absent), voice, evidence (passage ids) and, where it is
    absent, the passage that comes nearest. ``told`` is the model's probability; ``state``
    tells what is *left out* (sure) from what is merely *not found*: only the former may be
    stated as an omission. ``sure`` is false, too, where the article probably tells the claim
    in other words or in part: those passages are to be read before they are counted.
    ``relayed`` and ``n_sources`` tell where outlets have a claim from one source. Reads
    articles, sentences, paragraphs and quotes of ``corpus``, any object that has them. One
    row of the result is one claim in one article, widest reach first,
    with the columns of ``results.CLAIMS``. voice is null where the article does not tell it.

    >>> import analysis as an
    >>> rows = claim_map(an.load("corpus/vostochny-2023"))
    >>> rows.filter(pl.col("treatment") == "carried")["evidence"].list.len().min() > 0
    True
    """
    return read(corpus).map


def conflicts(corpus: Source, *, updates: bool = False) -> pl.DataFrame:
    """Find where two outlets contradict each other on one point of a claim that both tell.

    kind: another number (units, rounding, "about" and "at least" taken into account), date,
    place or name; polarity (one negates it, or uses the opposite); certainty (one states as
    fact what the other calls alleged). A count that a later article puts higher is an update,
    given only with ``updates``; *undated* is a number or a weekday of two texts that are not
    known to be of one day. ``sure`` tells that no day between the two explains the difference:
    both are of one moment, or it is a date, an age, a distance. Counts of people (killed, hurt,
    arrested, …) and ages are found in other words, too. Reads articles, sentences, paragraphs
    and quotes of ``corpus``. One row of the result is one point on which two articles differ,
    with both values verbatim and both passages in ``evidence``; ``point`` is null but for
    numbers.

    >>> import analysis as an
    >>> conflicts(an.load("corpus/vostochny-2023")).columns[:3]
    ['conflict_id', 'claim_id', 'kind']
    """
    found = read(corpus).conflicts
    return found if updates else found.filter(pl.col("kind") != "update")


def _recounted(group: np.ndarray, found: list[recounts.Recount]) -> np.ndarray:
    """Put a proposition that stands alone beside the one that gives its count otherwise."""
    size = np.bincount(group)
    group = group.copy()
    for again in found:
        for one, other in ((again.a, again.b), (again.b, again.a)):
            if size[group[one]] == 1 and group[one] != group[other]:
                size[group[[one, other]]] += (-1, 1)
                group[one] = group[other]
                break
    return group


def _cells(
    cut: pl.DataFrame,
    articles: pl.DataFrame,
    side: likeness.Side,
    group: np.ndarray,
    pairs: telling.Pairs,
) -> pl.DataFrame:
    """Every group by every article: how likely it tells it, where, and what stands nearest."""
    width = len(articles)
    place = {article: number for number, article in enumerate(articles["article_id"])}
    home = np.array([place[article] for article in cut["article_id"]], np.int64)
    order = np.unique(home)  # numbers of the side's articles, in text order
    centre = _centres(group, pairs)
    members = pl.DataFrame({"group": group, "article": home, "row": np.arange(len(group))})
    members = members.group_by("group", "article").agg(rows=pl.col("row").sort())
    listed = pl.Series("group", np.unique(group))
    if len(listed) * width > _LARGEST_GRID:
        widest = members.group_by("group").len().sort("len", "group", descending=[True, False])
        listed = widest["group"].head(_LARGEST_GRID // width)
    near = _nearest(side, pairs, group, order, listed, members)
    grid = pl.DataFrame({"group": listed}).join(
        pl.DataFrame({"article": np.arange(width)}), how="cross"
    )
    grid = (
        pl.concat([grid, members.select("group", "article")])
        .unique()
        .join(near, on=["group", "article"], how="left")
    )
    grid = grid.join(members, on=["group", "article"], how="left").sort("group", "article")
    g, a = grid["group"].to_numpy(), grid["article"].to_numpy()
    unfound = pl.Series(_unfound(side, centre[g], a, order), dtype=pl.Float64)
    return grid.with_columns(
        pl.col("p").fill_null(unfound), centre=pl.Series(centre[g], dtype=pl.Int64)
    )


def _nearest(
    side: likeness.Side,
    pairs: telling.Pairs,
    group: np.ndarray,
    order: np.ndarray,
    listed: pl.Series,
    members: pl.DataFrame,
) -> pl.DataFrame:
    """What stands nearest in each cell of the grid, and how likely that tells the claim."""
    width = int(order.max(initial=0)) + 1
    wide = np.zeros(int(group.max(initial=-1)) + 1, bool)
    wide[listed.to_numpy()] = True
    own = np.sort((members["group"] * width + members["article"]).to_numpy())

    def kept(rows: np.ndarray, places: np.ndarray) -> np.ndarray:
        inside = wide[group[rows]]
        rest = np.flatnonzero(~inside)
        cell = group[rows[rest]] * width + order[places[rest]]
        place = np.minimum(np.searchsorted(own, cell), max(len(own) - 1, 0))
        inside[rest] = own[place] == cell
        return inside

    told = telling.told(side, pairs, telling.model(), kept)
    articles = max(len(order), 1)
    near = pl.DataFrame(
        {
            "group": group[told.key // articles],
            "article": order[told.key % articles] if len(order) else told.key,
            "near": told.near,
            "p": told.p,
        }
    )
    near = near.sort("p", descending=True).group_by("group", "article", maintain_order=True)
    near = near.agg(pl.col("near", "p").first(), total=pl.col("p").sum(), n=pl.len())
    size = pl.Series(np.bincount(group))
    mean = pl.col("total") / pl.max_horizontal("n", size.gather(near["group"]))
    likely = pl.col("p") >= telling.model()["told"]  # of one proposition; left out are all
    return near.select("group", "article", "near", p=pl.when(likely).then("p").otherwise(mean))


def _centres(group: np.ndarray, pairs: telling.Pairs) -> np.ndarray:
    """By group number: the row of the proposition that is most like the others of its group."""
    inside = group[pairs.a] == group[pairs.b]
    total = np.bincount(pairs.a[inside], pairs.cosine[inside], len(group))
    total += np.bincount(pairs.b[inside], pairs.cosine[inside], len(group))
    order = np.lexsort((np.arange(len(group)), -total, group))
    centre = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    first = np.flatnonzero(np.diff(group[order], prepend=-1) > 0)
    centre[group[order][first]] = order[first]
    return centre


def _unfound(
    side: likeness.Side, rows: np.ndarray, articles: np.ndarray, order: np.ndarray
) -> np.ndarray:
    """How likely each article tells a proposition though nothing like it was found there.

    ``order`` gives the article of each of the side's; one without propositions tells nothing.
    """
    found = np.zeros(len(rows), np.float32)
    at = np.minimum(np.searchsorted(order, articles), max(len(order) - 1, 0))
    known = order[at] == articles if len(order) else np.zeros(len(rows), bool)
    values = {name: np.zeros(1) for name in telling.NAMES}
    values["rarest"] = likeness.rarest(side, rows[known], at[known])
    found[known] = telling.chance(telling.model(), values)
    return found


def _named(cells: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Number the claims by reach, then by first position."""
    told = (pl.col("treatment") != "absent") & pl.col("sure")
    origin = told & pl.col("relayed").is_null()
    reach = cells.group_by("group").agg(  # also of a claim that nobody tells surely
        n_outlets=pl.col("outlet").filter(told).n_unique().cast(pl.Int64),
        n_sources=pl.col("outlet").filter(origin).n_unique().cast(pl.Int64),
    )
    order = reach.sort("n_outlets", "group", descending=[True, False])
    width = max(3, len(str(len(order))))
    ids = [f"c{number:0{width}d}" for number in range(1, len(order) + 1)]
    order = order.with_columns(claim_id=pl.Series(ids, dtype=pl.String))
    place = articles.select("article_id").with_row_index("_article")
    return cells.join(order, on="group").join(place, on="article_id").sort("claim_id", "_article")


def _contradicted(named: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Mark the cells that conflict with the article whose wording stands for the claim."""
    real = found.filter(pl.col("kind") != "update")
    sides = pl.concat(
        [
            real.select("claim_id", article_id=f"article_{a}", against=f"article_{b}")
            for a, b in ("ab", "ba")
        ]
    ).unique()
    word = named.filter(pl.col("told") == 1.0).select("claim_id", against="article_id")
    sides = sides.join(word, on=["claim_id", "against"], how="semi").select(
        "claim_id", "article_id"
    )
    marked = sides.unique().with_columns(_against=pl.lit(value=True))
    joined = named.join(marked, on=["claim_id", "article_id"], how="left", maintain_order="left")
    hit = pl.col("_against").fill_null(value=False) & (pl.col("treatment") != "absent")
    hit &= pl.col("told") < 1.0
    return joined.with_columns(
        treatment=pl.when(hit).then(pl.lit("conflict")).otherwise("treatment")
    )
