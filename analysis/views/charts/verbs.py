"""With which verbs outlets let people speak."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import frame, stacked

_CLASS = {
    "neutral": "#56B4E9",
    "stressing": "#E69F00",
    "claiming": "#D55E00",
    "doubting": "#CC79A7",
    "other": "#999999",
}


def reporting_verbs(
    rows: pl.DataFrame,
    actor: str | None = None,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
) -> frame.Chart:
    """Draw the verbs that report what one actor (or everybody) says, by outlet and class.

    Reads rows of `framing.reporting_verbs`; one mark is one verb of one outlet; its
    length is the number of quotations it reports.
    """
    name = "everybody"
    if actor is not None:
        rows = rows.filter(actor=actor)
        name = frame.named_actors(pl.DataFrame({"actor": [actor]}), actors, "actor").item()
    description = f"Bars of the verbs that report {name}, by outlet and class."
    if not rows["verb"].str.contains(r"\pL").any():
        return frame.nothing(f"No verb reports {name}", description)
    rows, order = theme.names(rows.filter(pl.col("verb").str.contains(r"\pL")), outlets)
    rank = {kind: number for number, kind in enumerate(_CLASS)}
    rows = (
        rows.group_by("outlet_name", "class", "verb", maintain_order=True)
        .agg(pl.col("n").sum(), pl.col("evidence").explode())
        .with_columns(rank=pl.col("class").replace_strict(rank, default=len(rank)))
        .sort("outlet_name", "rank", "n", "verb", descending=[False, False, True, False])
    )
    rows = stacked.laid(rows, pl.col("n"), "outlet_name")
    columns = ("outlet_name", "class", "verb", "n", *stacked.PLACE)
    base = alt.Chart(frame.data(rows, *columns)).encode(
        y=frame.outlet_rows(order),
        tooltip=frame.told("outlet_name:N", "verb:N", "class:N", frame.counted("quotations")),
    )
    colour = frame.coloured("class", frame.present(_CLASS, rows["class"]))
    bars = stacked.bars(base, colour, title="quotations", axis=alt.Axis(tickMinStep=1))
    most = max(rows["_to"].to_list())
    names = stacked.names(base, "verb", f"datum.n / {most}")
    return frame.framed(
        "reporting_verbs",
        alt.layer(bars, names),
        _loaded(rows, name),
        "Length: quotations in the body. Loaded verbs stress, claim or doubt; “said” is neutral.",
        description,
        row=frame.ROW + 4,
    )


def _loaded(rows: pl.DataFrame, name: str) -> str:
    """Which outlet reports with verbs that are not neutral, and how often."""
    marked = pl.col("class").is_in(["stressing", "claiming", "doubting"])
    counted = (
        rows.group_by("outlet_name", maintain_order=True)
        .agg(marked=pl.col("n").filter(marked).sum(), n=pl.col("n").sum())
        .sort(pl.col("marked") / pl.col("n"), descending=True, maintain_order=True)
    )
    most = counted.row(0, named=True)
    share = most["marked"] / most["n"]
    tied = counted.filter((pl.col("marked") / pl.col("n") - share).abs() < 1e-9)
    if not most["marked"]:
        return f"Every verb that reports {name} is neutral"
    whom = "" if name == "everybody" else f" {name}"
    if len(tied) > 1:
        return (
            f"{frame.tied(tied['outlet_name'])} report{whom} with a verb that stresses, claims or "
            f"doubts in {frame.percent(share)} of their quotations, the others less often"
            if len(tied) < len(counted)
            else f"Every outlet reports{whom} with a verb that stresses, claims or doubts in "
            f"{frame.percent(share)} of its quotations"
        )
    return (
        f"{most['outlet_name']} reports{whom} with a verb that stresses, claims or doubts "
        f"in {most['marked']} of {most['n']} quotations"
    )
