"""What each article makes of each claim: likelihoods turned into treatments, with evidence."""

from __future__ import annotations

import polars as pl

from analysis import tables
from analysis.measures.claims import lacking, saying, telling
from analysis.measures.claims.asserting import stands_alone
from analysis.measures.claims.relaying import relayed
from analysis.measures.overlap.polarity import reverses

_PARTED = "\x1f"
_PARTLY = 0.65  # below this likelihood, what is told is told in part


def judged(
    grid: pl.DataFrame, cut: pl.DataFrame, articles: pl.DataFrame, quotes: pl.DataFrame
) -> pl.DataFrame:
    """Turn likelihoods into treatments, with evidence, voice and what is missing."""
    fitted = telling.model()
    ids = articles["article_id"]
    outlet = articles["outlet"] if "outlet" in articles.columns else ids
    wording = _Wordings(cut, articles, quotes)
    known = [
        (row, wording[row], stands_alone(wording[row]) or bool(lacking.parts(wording[row])))
        for row in grid["centre"].unique().to_list()
    ]
    schema = {"centre": pl.Int64, "wording": pl.String, "_says": pl.Boolean}
    centres = pl.DataFrame(known, schema=schema, orient="row")
    grid = grid.join(centres, on="centre", how="left", maintain_order="left")
    told = pl.col("rows").is_not_null() | (pl.col("p") >= fitted["told"])
    left_out = pl.col("p") < fitted["left_out"]
    grid = grid.with_columns(_told=told, p=pl.col("p").cast(pl.Float64)).with_columns(
        article_id=ids.gather(grid["article"]),
        outlet=outlet.gather(grid["article"]),
        nearest=pl.when(~pl.col("_told")).then(cut["proposition_id"].gather(grid["near"])),
        _out=~pl.col("_told") & left_out & pl.col("_says"),
    )
    state = pl.when("_told").then(pl.lit("told")).when("_out").then(pl.lit("left out"))
    grid = grid.with_columns(state=state.otherwise(pl.lit("not found"))).with_row_index("_cell")
    told_cells, here = _told_cells(grid.filter("_told"), cut, wording)
    nothing = pl.lit([], pl.List(pl.String))
    cells = grid.join(told_cells, on="_cell", how="left", maintain_order="left").select(
        "group",
        "wording",
        "article_id",
        "outlet",
        pl.col("treatment").fill_null("absent"),
        "voice",
        pl.col("evidence").fill_null(nothing),
        "nearest",
        "state",
        pl.col("sure").fill_null(pl.col("_out")),
        told=pl.col("told").fill_null(pl.col("p")),
        missing=pl.col("missing").fill_null(nothing),
    )
    rows = [here.get(number, []) for number in range(len(cells))]
    return relayed(cells, rows, cut, articles)


def _told_cells(
    grid: pl.DataFrame, cut: pl.DataFrame, wording: _Wordings
) -> tuple[pl.DataFrame, dict[int, list[int]]]:
    """What is told in each cell and how, by its number; and the propositions that tell it."""
    fitted = telling.model()
    passages, voices = cut["proposition_id"].to_list(), cut["voice"].to_list()
    speakers = cut["actor"].to_list()
    found, tellers = [], {}
    columns = ("_cell", "near", "p", "rows", "centre")
    for cell, near, chance, own, centre in grid.select(columns).iter_rows():
        here = own or [near]
        told = (lacking.held(wording[row], speakers[row]) for row in here)
        # where the wording itself stands, nothing of it is missing
        lacks = [] if centre in here else lacking.missing(wording.content(centre), told)
        differs = any(part.counts for part in lacks)  # a number is not told, or another is
        p = max(chance, fitted["told"]) if own else chance
        p = 1.0 if centre in here and own else p
        partly = (not own and p < _PARTLY) or differs
        voice = min((voices[row] for row in here), key=tables.VOICES.index)
        denied = centre not in here and all(reverses(wording[centre], wording[row]) for row in here)
        treatment = "conflict" if denied else "partly" if partly else "carried"
        evidence = [passages[row] for row in here]
        sure = bool(own) and not differs and not denied
        written = [part.written for part in lacks]
        found.append((cell, treatment, voice, evidence, sure, p, written))
        tellers[cell] = here
    names = ("_cell", "treatment", "voice", "evidence", "sure", "told", "missing")
    columns = list(zip(*found, strict=True)) or [()] * len(names)
    values = dict(zip(names, map(list, columns), strict=True))
    lists = {name: _lists(values[name]) for name in ("evidence", "missing")}
    return pl.DataFrame(values | lists, schema=_SCHEMA), tellers


def _lists(values: list[list[str]]) -> pl.Series:
    """A column of lists, made from joined texts: polars makes one object of each list else."""
    joined = pl.Series(map(_PARTED.join, values), dtype=pl.String)
    none = pl.lit([], pl.List(pl.String))
    return pl.select(
        pl.when(joined == "").then(none).otherwise(joined.str.split(_PARTED))
    ).to_series()


_SCHEMA = pl.Schema(
    {
        "_cell": pl.UInt32,
        **dict.fromkeys(("treatment", "voice"), pl.String),
        "evidence": pl.List(pl.String),
        "sure": pl.Boolean,
        "told": pl.Float64,
        "missing": pl.List(pl.String),
    }
)


class _Wordings(dict[int, str]):
    """The text of each proposition, by row, and what of it is said, where somebody speaks."""

    def __init__(self, cut: pl.DataFrame, articles: pl.DataFrame, quotes: pl.DataFrame):
        super().__init__()
        self.spans = cut.select("article_id", "start", "end").rows()
        self.texts = dict(articles.select("article_id", "text").iter_rows())
        self.spoken = saying.contents(quotes)

    def __missing__(self, row: int) -> str:
        article, start, end = self.spans[row]
        self[row] = self.texts[article][start:end]
        return self[row]

    def content(self, row: int) -> str:
        article, start, end = self.spans[row]
        spoken = self.spoken.get(article, [])
        return saying.content(self.texts[article], start, end, spoken) or self[row]
