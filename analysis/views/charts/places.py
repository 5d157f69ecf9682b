"""Where in an article things stand, and which facts are left out."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import frame


def placement(
    rows: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    concepts: pl.DataFrame | None = None,
    *,
    top: int = 20,
) -> frame.Chart:
    """Draw how far into each article the first mention of each thing comes.

    Reads rows of `framing.placement`; one mark is one thing in one article, its place
    the share of the body's words before it. The ``top`` things that most articles
    mention are drawn; what an article never mentions has no mark.
    """
    description = "Dots of how far into each article each thing is first mentioned."
    if not len(rows):
        return frame.nothing("Nothing to place", description)
    rows, order = theme.names(rows, outlets)
    if concepts is not None:
        names = dict(concepts.select("concept", "name").iter_rows())
        rows = rows.with_columns(pl.col("target").replace(names))
    ranked = rows.group_by("target", maintain_order=True).agg(
        n=pl.len(), middle=pl.col("share").median()
    )
    kept = ranked.sort("n", descending=True, maintain_order=True).head(top).sort("middle")
    rows = rows.filter(pl.col("target").is_in(kept["target"].to_list()))
    columns = ("outlet_name", "target", "share", "part")
    chart = (
        alt.Chart(frame.data(rows, *columns))
        .mark_point(filled=True, size=120, opacity=0.9, cursor="pointer")
        .encode(
            x=alt.X(
                "share:Q",
                title="how far into the text it is first mentioned",
                axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domain=[0, 1]),
            ),
            y=alt.Y(
                "target:N", sort=kept["target"].to_list(), title=None, axis=alt.Axis(grid=True)
            ),
            color=frame.outlet_colours(order),
            shape=alt.Shape("outlet_name:N", scale=theme.outlet_shape(order), title=None),
            tooltip=frame.told(
                "outlet_name:N",
                "target:N",
                alt.Tooltip("share:Q", title="words before it", format=".0%"),
                "part:N",
            ),
            **frame.outlined(),
        )
        .add_params(frame.pick())
    )
    return frame.framed(
        "placement",
        chart,
        _farthest(rows),
        "Left: the start of the body, or the headline. Things mentioned earliest come first.",
        description,
        row=24,
    )


def _farthest(rows: pl.DataFrame) -> str:
    """The thing whose first mentions lie farthest apart."""
    spread = (
        rows.sort("share", maintain_order=True)
        .group_by("target", maintain_order=True)
        .agg(
            early=pl.col("outlet_name").first(),
            late=pl.col("outlet_name").last(),
            first=pl.col("share").min(),
            last=pl.col("share").max(),
        )
        .sort(pl.col("last") - pl.col("first"), descending=True, maintain_order=True)
    )
    most = spread.row(0, named=True)
    if most["first"] == most["last"]:
        return "Every outlet mentions these at the same place"
    return (
        f"{most['target']} is first mentioned after {frame.percent(most['first'])} of the text in "
        f"{most['early']}, after {frame.percent(most['last'])} in {most['late']}"
    )


def fact_map(
    rows: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    *,
    top: int = 30,
    kind: str | None = None,
    chosen: Sequence[str] | None = None,
) -> frame.Chart:
    """Draw which numbers, dates, names and places each outlet carries.

    Reads rows of `framing.facts`, of `framing.facts_carried` for many articles, or of
    `framing.facts_across` for several languages; one mark is one fact in one outlet; the number
    is its mentions, "not found" means that its form does not occur. Facts that every article
    carries are left out; of the others, all or those of one ``kind``, the ``top`` that most
    articles carry are drawn (as `facts_apart` orders them), or those ``chosen``.
    """
    description = "Map of facts by outlet with the number of mentions of each."
    asked = rows if kind is None else rows.filter(fact=kind)
    partial = _partial(rows, kind)
    if not len(partial):
        return frame.nothing("No fact is carried by some outlets only", description)
    apart = facts_apart(rows, kind=kind)
    kept = apart[:top] if chosen is None else list(chosen)
    if not kept:
        return frame.nothing("No fact is like that", description)
    lists = [column for column in ("evidence", "_elsewhere") if column in rows.columns]
    shown = partial.filter(pl.col("target").is_in(kept))
    filled = (  # a fact that an outlet lacks may have no row
        shown.select("target", "fact")
        .unique(maintain_order=True)
        .join(rows.select("outlet").unique(maintain_order=True), how="cross")
        .join(shown, on=["target", "fact", "outlet"], how="left", maintain_order="left")
        .with_columns(pl.col("value").fill_null(0), pl.col(lists).fill_null([]))
    )
    drawn, order = theme.names(filled, outlets)
    drawn = drawn.group_by("target", "fact", "outlet_name", maintain_order=True).agg(
        pl.col("value").sum().cast(pl.Int64).alias("mentions"),
        pl.col(lists).explode().drop_nulls(),
        *(pl.col(column).first() for column in ("_elsewhere_is",) if column in drawn.columns),
    )
    columns = ("outlet_name", "target", "fact", "mentions")
    base = alt.Chart(frame.data(drawn, *columns)).encode(
        x=frame.outlet_columns(order),
        y=alt.Y("target:N", sort=kept, title=None),
        tooltip=frame.told("outlet_name:N", "target:N", "fact:N", "mentions:Q"),
    )
    colour = alt.condition(
        "datum.mentions > 0", alt.value(theme.OKABE_ITO[0]), alt.value(theme.ABSENT)
    )
    texts = [
        ("datum.mentions > 0", "mentions:Q", "white"),
        ("datum.mentions == 0", alt.value("–"), "currentColor"),
    ]
    single = partial.filter(n_articles=1)["target"].n_unique()
    more = f" {len(kept)} of {len(apart)} are drawn." if len(apart) > len(kept) else ""
    return frame.framed(
        "fact_map",
        frame.cells(base, colour, texts),
        f"{single} of {asked['target'].n_unique()} facts stand in one article only",
        "Number: mentions in headlines and body, a repeated headline once. “–”: not found "
        "in this form; it may be told in other words." + more,
        description,
        row=frame.ROW - 6,
    )


def facts_apart(rows: pl.DataFrame, *, kind: str | None = None) -> list[str]:
    """The facts that some articles carry and others do not, those of most articles first.

    Reads rows of `framing.facts`, `framing.facts_carried` or `framing.facts_across`; of all
    kinds, or of one.

    >>> told = {"target": ["5 ships", "Kim", "Kim"], "fact": ["number", "name", "name"]}
    >>> rows = pl.DataFrame(
    ...     {**told, "article_id": ["a", "a", "b"], "n_articles": [1, 2, 2], "value": [1, 1, 1]})
    >>> facts_apart(rows), facts_apart(rows, kind="name")
    (['5 ships'], [])
    """
    total = (
        _partial(rows, kind)
        .group_by("target", "n_articles", maintain_order=True)
        .agg(pl.col("value").sum())
    )
    ranked = total.sort("n_articles", "value", descending=True, maintain_order=True)
    return ranked["target"].unique(maintain_order=True).to_list()


def _partial(rows: pl.DataFrame, kind: str | None) -> pl.DataFrame:
    """The rows of facts that not every article carries."""
    asked = rows if kind is None else rows.filter(fact=kind)
    return asked.filter(pl.col("n_articles") < rows["article_id"].n_unique())
