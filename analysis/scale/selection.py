"""Which outlets covered which events of a crawl: the first decision, before any word is chosen."""

from __future__ import annotations

import numpy as np
import polars as pl

SELECTION = pl.Schema(
    {
        "event": pl.String,
        "outlet": pl.String,
        "articles": pl.Int64,  # of this outlet on this event
        "expected": pl.Float64,  # had the event's articles fallen on the outlets by chance
        "none": pl.Float64,  # the chance that it would have had none
        "verdict": pl.String,  # covered, skipped (more than chance), or open
    }
)
COVERED, SKIPPED, OPEN = "covered", "skipped", "open"
_NEAR = 3  # days before and after an event whose articles tell how much an outlet prints then
_LEVEL = 0.05  # share of false ones allowed among the skipped


def selection(articles: pl.DataFrame, *, outlets: int = 30, events: int = 60) -> pl.DataFrame:
    """Count each outlet's articles on each event, beside what chance alone would give.

    The null: the event's n articles fall on outlets as if drawn, without looking at the event,
    from all N articles that the dataset has of its days (three before and after; of any day
    where days are unknown). An outlet with K of these is expected n·K/N times, and has none
    with probability C(N − K, n) / C(N, n). What has none counts as skipped where that stands
    Benjamini and Hochberg's (1995) test over all such cells at a share of false ones of 5 %;
    else it is open: the outlet printed too little for its silence to tell anything. That an
    outlet has no article in the dataset does not say that it printed none.

    Reads article_id, outlet, event and published (null where unknown) of every article, those
    without an event too. One row of the result is one of the largest events and one of the
    outlets with most articles, zero-filled.
    """
    inside = articles.drop_nulls("event")
    largest = inside.group_by("event").agg(n=pl.len()).sort("n", "event", descending=[True, False])
    most = articles.group_by("outlet").agg(n=pl.len()).sort("n", "outlet", descending=[True, False])
    shown, by = largest["event"].head(events), most["outlet"].head(outlets)
    counted = inside.group_by("event", "outlet").agg(articles=pl.len().cast(pl.Int64))
    rows = [_row_of(articles, inside.filter(event=event), by) for event in shown]
    if not rows:
        return pl.DataFrame(schema=SELECTION)
    grid = pl.concat(rows).join(counted, on=["event", "outlet"], how="left", maintain_order="left")
    grid = grid.with_columns(pl.col("articles").fill_null(0))
    silent = (grid["articles"] == 0).to_numpy()
    skipped = np.zeros(len(grid), bool)
    skipped[silent] = _stand(grid["none"].to_numpy()[silent])
    verdict = pl.when(pl.col("articles") > 0).then(pl.lit(COVERED))
    verdict = verdict.when(pl.Series(skipped)).then(pl.lit(SKIPPED))
    return grid.with_columns(verdict=verdict.otherwise(pl.lit(OPEN))).select(SELECTION.names())


def by_outlet(grid: pl.DataFrame) -> pl.DataFrame:
    """Count the events that each outlet covered, beside what chance would give, and its range.

    Reads rows of `selection`. expected = Σ (1 − none) over the events; low and high are 1.96
    standard deviations around it, as of independent events (√ Σ none·(1 − none)). One row of
    the result is one outlet, in the order of ``grid``.
    """
    chance = 1 - pl.col("none")
    spread = 1.96 * (chance * pl.col("none")).sum().sqrt()
    counted = grid.group_by("outlet", maintain_order=True).agg(
        events=pl.len().cast(pl.Int64),
        covered=(pl.col("verdict") == COVERED).sum().cast(pl.Int64),
        skipped=(pl.col("verdict") == SKIPPED).sum().cast(pl.Int64),
        expected=chance.sum(),
        spread=spread,
    )
    low = (pl.col("expected") - pl.col("spread")).clip(0)
    high = pl.min_horizontal(pl.col("expected") + pl.col("spread"), "events")
    return counted.with_columns(low=low, high=high).drop("spread")


def _row_of(articles: pl.DataFrame, own: pl.DataFrame, outlets: pl.Series) -> pl.DataFrame:
    """What chance gives each outlet of one event."""
    first, last = own["published"].min(), own["published"].max()
    near = articles
    if own["published"].null_count() == 0:
        days = pl.duration(days=_NEAR)
        near = articles.filter(
            pl.col("published").is_between(pl.lit(first) - days, pl.lit(last) + days)
        )
    counts = dict(near.group_by("outlet").len().rows())
    size, printed = len(own), len(near)
    own_share = [counts.get(outlet, 0) for outlet in outlets]
    return pl.DataFrame(
        {
            "event": own["event"][0],
            "outlet": outlets,
            "expected": [size * k / printed for k in own_share],
            "none": [_none(printed, k, size) for k in own_share],
        }
    )


def _none(printed: int, own: int, size: int) -> float:
    """The chance that none of ``size`` draws from ``printed`` articles is one of ``own``.

    >>> round(_none(10, 2, 3), 4)  # 8/10 · 7/9 · 6/8
    0.4667
    """
    left = np.arange(size)
    shares = np.clip((printed - own - left) / (printed - left), 0, 1)
    return float(np.prod(shares))


def _stand(p: np.ndarray) -> np.ndarray:
    """Which stand Benjamini and Hochberg's test."""
    if not len(p):
        return np.zeros(0, bool)
    order = np.argsort(p)
    below = p[order] <= _LEVEL * np.arange(1, len(p) + 1) / len(p)
    bound = p[order][np.flatnonzero(below)[-1]] if below.any() else -1.0
    return p <= bound
