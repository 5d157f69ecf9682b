"""What happened, as each outlet tells it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import frame

TREATMENT = {
    "carried": "#0072B2",
    "partly": "#56B4E9",
    "conflict": "#D55E00",
    "perhaps told": "rgba(86,180,233,0.38)",  # most of these are not, where few outlets share much
    "absent": theme.ABSENT,
}
_INKS = {"carried": "white", "conflict": "white", "partly": theme.ON_BRIGHT}
_PALE = ("perhaps told", "absent")
_SHAPES = {"own words": "circle", "quoted": "square", "reported speech": "triangle-up"}
_ORDER = {name: place for place, name in enumerate(("conflict", "carried", "partly", *_PALE))}


def claim_map(
    rows: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    *,
    top: int = 30,
    chosen: Sequence[str] | None = None,
) -> frame.Chart:
    """Draw which outlet tells which claim: carried, in part, otherwise, or not.

    Reads rows of `claims.map`; one mark is what one outlet makes of one claim. Colour is the
    treatment, shape the voice of what is surely told; "?" is what is not sure: perhaps told, or
    not found though something near stands there. The ``top`` claims by reach are drawn, or
    those ``chosen`` by their ids, in that order.
    """
    description = "Matrix of claims by outlet: carried, partly, in conflict or absent."
    if not len(rows):
        return frame.nothing("No claim was found in these articles", description)
    known = rows["claim_id"].unique(maintain_order=True)
    drawn = known.head(top).to_list() if chosen is None else list(chosen)
    if not drawn:
        return frame.nothing("No claim is like that", description)
    place = {claim: number for number, claim in enumerate(drawn)}
    kept = rows.filter(pl.col("claim_id").is_in(drawn)).sort(
        pl.col("claim_id").replace_strict(place, return_dtype=pl.Int64), maintain_order=True
    )
    cells, order = theme.names(_by_outlet(kept), outlets)
    cells = cells.with_columns(_row_label=frame.label("wording", "claim_id", 58))
    columns = ("outlet_name", "claim_id", "_row_label", "wording", "treatment", "voice_name")
    base = alt.Chart(frame.data(cells, *columns, "state", "certainty")).encode(
        x=frame.outlet_columns(order),
        y=frame.label_rows(cells, "_row_label"),
        tooltip=frame.told("outlet_name:N", "wording:N", "treatment:N", "voice_name:N", "state:N"),
    )
    grid = base.mark_rect(cornerRadius=3, cursor="pointer").encode(
        color=frame.coloured("treatment", TREATMENT), **frame.outlined(3)
    )
    sure = cells.filter(pl.col("certainty") == "", pl.col("voice_name").is_not_null())
    told = set(sure["treatment"])
    voiced = base.transform_filter("datum.certainty == '' && datum.voice_name != null")
    voices = [
        voiced.transform_filter(f"datum.treatment == '{treatment}'")
        .mark_point(filled=True, size=70, opacity=1, cursor="pointer", color=ink)
        .encode(
            shape=alt.Shape(
                "voice_name:N",
                title=None,
                scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
                legend=None,  # its symbols would be white on white: the subtitle explains them
            ),
        )
        for treatment, ink in _INKS.items()
        if treatment in told  # of a layer without marks a screen reader is told nothing
    ]
    unsure = [
        base.transform_filter(f"datum.certainty == '?' && datum.treatment == '{treatment}'")
        .mark_text(fontSize=11.5, cursor="pointer", color=_INKS.get(treatment, "currentColor"))
        .encode(text=alt.Text("certainty:N"))
        for treatment in ("conflict", *_PALE)
    ]
    chart = alt.layer(grid.add_params(frame.pick()), *voices, *unsure)
    widest = "The {} widest of {} are drawn." if chosen is None else "{} of {} are drawn."
    more = " " + widest.format(len(drawn), len(known)) if len(known) > len(drawn) else ""
    return frame.framed(
        "claim_map",
        chart,
        _finding(rows),
        "One row per claim, widest reach first. ● own words, ■ quoted, ▲ reported speech; "
        "“?”: perhaps told, or something near stands there." + more,
        description,
        row=frame.ROW - 5,
    )


def _by_outlet(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per claim and outlet: of several articles the one that tells most."""
    told = pl.col("evidence").explode().drop_nulls()
    near = pl.col("nearest").drop_nulls()
    perhaps = (pl.col("state") == "told") & ~pl.col("sure") & (pl.col("treatment") != "conflict")
    treatment = pl.when(perhaps).then(pl.lit("perhaps told")).otherwise("treatment")
    cells = (
        rows.with_columns(treatment=treatment)
        .with_columns(place=pl.col("treatment").replace_strict(_ORDER, return_dtype=pl.Int64))
        .sort("place", maintain_order=True)
        .group_by("claim_id", "wording", "outlet", maintain_order=True)
        .agg(pl.col("treatment", "voice", "state", "sure").first(), evidence=told, _elsewhere=near)
    )
    order = rows.select("claim_id", "outlet").unique(maintain_order=True)
    return order.join(cells, on=["claim_id", "outlet"], maintain_order="left").with_columns(
        _elsewhere_is=pl.lit("What comes nearest"),
        voice_name=pl.col("voice").replace(theme.VOICE_NAME),
        certainty=pl.when("sure").then(pl.lit("")).otherwise(pl.lit("?")),
    )


def _finding(rows: pl.DataFrame) -> str:
    reach = rows.unique("claim_id", maintain_order=True)["n_outlets"]
    against = rows.filter(treatment="conflict")["claim_id"].n_unique()
    loud = f"{against} claim{'s' * (against != 1)} told in conflict; " if against else ""
    shared = int((reach > 1).sum())
    return f"{loud}{shared} of {len(reach)} claims are surely told by two outlets or more"
