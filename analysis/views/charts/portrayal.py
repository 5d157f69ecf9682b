"""What outlets make of actors: what they are called, do and suffer; who acts, who is acted on."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import frame, stacked

_ASPECTS = ("called", "does", "suffers", "said of")
_ROLES = {"agent": "#56B4E9", "patient": "#E69F00"}
_ROOM = 22  # letters that a cell has room for
_FEW = 3  # verbs below which a share is not compared


def portrayal(
    rows: pl.DataFrame,
    actor: str | None = None,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
) -> frame.Chart:
    """Draw what is made of actors, one row an actor; or of one actor, one row an outlet.

    Reads rows of `framing.portrayal`; one mark is one cell, its words the most frequent ones,
    outlined in darker colour where some of them judge.
    """
    rows = rows if actor is None else rows.filter(actor=actor)
    description = "A table of what actors are called, do, suffer and are said to be."
    if rows.is_empty():
        return frame.nothing("No words describe this actor", description)
    rows, order = theme.names(rows, outlets)
    rows = rows.with_columns(actor_name=frame.named_actors(rows, actors, "actor")["actor"])
    row = "outlet_name" if actor is not None else "actor_name"
    if actor is None:
        counted = rows.group_by("actor_name").agg(pl.col("n").sum())
        ranked = counted.sort("n", "actor_name", descending=[True, False])
        order = ranked["actor_name"].to_list()
    cells = (
        rows.group_by(row, "aspect", maintain_order=True)
        .agg(
            pl.col("words").explode().unique(maintain_order=True),
            pl.col("n", "judging").sum(),
            pl.col("evidence").explode().unique(maintain_order=True),
        )
        .with_columns(
            label=pl.col("words").map_elements(_fitting, pl.String),
            words=pl.col("words").list.head(12).list.join(", "),
        )
    )
    base = alt.Chart(frame.data(cells, row, "aspect", "label", "words", "n", "judging")).encode(
        x=alt.X(
            "aspect:N", sort=list(_ASPECTS), title=None, axis=alt.Axis(orient="top", labelAngle=0)
        ),
        y=alt.Y(f"{row}:N", sort=order, title=None),
        tooltip=frame.told(f"{row}:N", "aspect:N", "words:N", "n:Q", "judging:Q"),
    )
    colour = alt.condition("datum.judging > 0", alt.value("#F3D9C9"), alt.value("#EDF1F4"))
    texts = [("true", alt.Text("label:N"), theme.ON_BRIGHT)]
    return frame.framed(
        "portrayal",
        frame.cells(base, colour, texts),
        _finding(rows, actor),
        "Words that judge come first, in a warmer cell; then the most frequent. Click to read.",
        description,
    )


def _fitting(words: pl.Series) -> str:
    """The first words that fit into a cell."""
    shown = ""
    for word in words:
        longer = f"{shown}, {word}" if shown else word
        if len(longer) > _ROOM:
            return f"{shown}, …" if shown else f"{word[: _ROOM - 1]}…"
        shown = longer
    return shown


def _finding(rows: pl.DataFrame, actor: str | None) -> str:
    judged = rows.filter(pl.col("judging") > 0)
    if judged.is_empty():
        return "No outlet describes an actor in words that judge"
    most = judged.sort("judging", descending=True, maintain_order=True).row(0, named=True)
    whom = most["actor_name"]
    times = "once" if most["judging"] == 1 else f"{most['judging']} times"
    return f"{most['outlet_name']} has words that judge {whom}, {times}"


def roles(
    rows: pl.DataFrame,
    actor: str,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
) -> frame.Chart:
    """Draw the verbs of one actor by outlet: as agent to the right, as patient to the left.

    Reads rows of `framing.verbs_by_actor`; one mark is one verb of one outlet and role; its
    length is the number of mentions.
    """
    rows = rows.filter(actor=actor)
    name = frame.named_actors(pl.DataFrame({"actor": [actor]}), actors, "actor").item()
    description = f"Bars of the verbs of {name}, acting to the right, acted upon to the left."
    if rows.is_empty():
        return frame.nothing(f"No verb tells what {name} does or suffers", description)
    rows, order = theme.names(rows, outlets)
    rows = rows.sort("outlet_name", "role", "n", "verb", descending=[False, False, True, False])
    signed = pl.when(role="agent").then("n").otherwise(-pl.col("n").cast(pl.Int64))
    rows = stacked.laid(rows, signed, "outlet_name", "role")
    columns = ("outlet_name", "role", "verb", "n", *stacked.PLACE)
    base = alt.Chart(frame.data(rows, *columns)).encode(
        y=frame.outlet_rows(order), tooltip=frame.told("outlet_name:N", "role:N", "verb:N", "n:Q")
    )
    ends = rows["_to"].to_list()
    reach = max(0, *ends) - min(0, *ends)
    colour = frame.coloured("role", frame.present(_ROLES, rows["role"]))
    axis = alt.Axis(labels=False, ticks=False)
    bars = stacked.bars(base, colour, title="← acted upon · acts →", axis=axis)
    names = stacked.names(base, "verb", f"datum.n / {reach}")
    return frame.framed(
        "roles",
        alt.layer(bars, names),
        _who_acts(rows, name),
        "Length: mentions with a verb. Read by rules: a click opens the sentences to check.",
        description,
        row=frame.ROW + 4,
    )


def _who_acts(rows: pl.DataFrame, name: str) -> str:
    """In which outlets the actor acts most and least: counts of these texts."""
    shares = (
        rows.group_by("outlet_name", maintain_order=True)
        .agg(acts=pl.col("n").filter(role="agent").sum(), n=pl.col("n").sum())
        .filter(pl.col("n") >= _FEW)
        .sort(pl.col("acts") / pl.col("n"), descending=True, maintain_order=True)
    )
    told = [
        f"{r['acts']} of {r['n']} mentions with a verb in {r['outlet_name']}"
        for r in shares.iter_rows(named=True)
    ]
    if not told:
        return f"What {name} does and what is done to {name}"
    ends = told if len(told) == 1 else [told[0], told[-1].replace(" mentions with a verb", "")]
    return f"{name} acts in {', '.join(ends)}"
