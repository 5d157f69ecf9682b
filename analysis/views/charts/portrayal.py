"""What outlets make of actors: what they are called, do and suffer; who acts, who is acted on."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.views import theme
from analysis.views.charts import frame, stacked

_ASPECTS = ("called", "does", "suffers", "said of")
_ROLES = {"acts": "#56B4E9", "is acted upon": "#E69F00"}
_ROLE_NAME = {"agent": "acts", "patient": "is acted upon"}
_ROOM = 23  # letters that a line of a cell has room for
_LINES = 2
_COLUMN = 90  # pixels that a cell's first word needs
_WIDE = 480  # of the cells, below which each shows one word
_SHORT = 10
_MOST = 8  # actors of whom a row is drawn: those with most words
_FEW = 3  # verbs below which a share is not compared


def portrayal(
    rows: pl.DataFrame,
    actor: str | None = None,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
) -> frame.Chart:
    """Draw what is made of actors, one row an actor; or of one actor, one row an outlet.

    Reads rows of `framing.portrayal`; one mark is one cell: the words that judge, then those
    that most outlets have, warmer where some judge. Of all actors, the eight with most words.
    """
    rows = rows if actor is None else rows.filter(actor=actor)
    description = "A table of what actors are called, do, suffer and are said to be."
    if rows.is_empty():
        return frame.nothing("No words describe this actor", description)
    rows, order = theme.names(rows, outlets)
    rows = rows.with_columns(actor_name=frame.named_actors(rows, actors, "actor")["actor"])
    finding = _finding(rows)
    row, left = "outlet_name", 0
    if actor is None:
        row = "actor_name"
        counted = rows.group_by("actor_name").agg(pl.col("n").sum())
        ranked = counted.sort("n", "actor_name", descending=[True, False])
        order = ranked["actor_name"].head(_MOST).to_list()
        left = len(ranked) - len(order)
    cells = _cells(rows.filter(pl.col(row).is_in(order)), row)
    base = alt.Chart(
        frame.data(cells, row, "aspect", "label", "_short", "words", "n", "judging")
    ).encode(
        x=alt.X(
            "aspect:N",
            sort=list(_ASPECTS),
            scale=alt.Scale(domain=list(_ASPECTS)),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0),
        ),
        y=alt.Y(f"{row}:N", sort=order, title=None),
        tooltip=frame.told(
            f"{row}:N", "aspect:N", "words:N", frame.counted("words in all"), "judging:Q"
        ),
    )
    warm, plain = alt.value(theme.tint(theme.ACCENT)), alt.value(theme.ABSENT)
    colour = alt.condition("datum.judging > 0", warm, plain)
    texts = [
        (f"width >= {_WIDE}", alt.Text("label:N"), "currentColor"),
        (f"width < {_WIDE}", alt.Text("_short:N"), "currentColor"),
    ]
    most = f" The {len(order)} with most words of {len(order) + left}." * (left > 0)
    return frame.framed(
        "portrayal",
        frame.cells(base, colour, texts),
        finding,
        "Words that judge come first, in a warmer cell; then what most outlets say." + most,
        description,
        row=frame.ROW + 8,
        column=_COLUMN,
    )


def _cells(rows: pl.DataFrame, row: str) -> pl.DataFrame:
    """One row a cell: its words over all of its outlets, and as many as fit as its label."""
    words = (
        rows.explode("words")
        .with_columns(judges=pl.col("words").is_in(pl.col("judges")))
        .with_row_index("place")
        .group_by(row, "aspect", "words", maintain_order=True)
        .agg(pl.col("judges").any(), outlets=pl.len(), place=pl.col("place").min())
        .sort("judges", "outlets", "place", descending=[True, True, False])
        .group_by(row, "aspect", maintain_order=True)
        .agg("words")
    )
    sums = rows.group_by(row, "aspect", maintain_order=True).agg(
        pl.col("n", "judging").sum(),
        pl.col("evidence").explode().unique(maintain_order=True),
    )
    return sums.join(words, on=[row, "aspect"], maintain_order="left").with_columns(
        label=pl.col("words").map_elements(_fitting, pl.String),
        _short=_shortened(pl.col("words").list.first()),
        words=pl.col("words").list.head(12).list.join(", "),
    )


def _shortened(word: pl.Expr) -> pl.Expr:
    """The first word of a cell on a narrow screen."""
    cut = pl.format("{}…", word.str.head(_SHORT - 1))
    return pl.when(word.str.len_chars() > _SHORT).then(cut).otherwise(word)


def _fitting(words: pl.Series) -> str:
    """The first words that fit into the lines of a cell."""
    lines = [""]
    for word in words:
        cut = word if len(word) <= _ROOM else f"{word[: _ROOM - 1]}…"
        longer = f"{lines[-1]}, {cut}" if lines[-1] else cut
        if len(longer) < _ROOM or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < _LINES:
            lines[-1] += ","
            lines.append(cut)
        else:
            full = lines[-1][-1] == "…" or len(lines[-1]) > _ROOM - 3
            lines[-1] = lines[-1].removesuffix("…") + ("…" if full else ", …")
            break
    return "\n".join(lines)


def _finding(rows: pl.DataFrame) -> str:
    """The word that judges an actor and that one outlet alone has, most often; else how many do."""
    judged = rows.explode("judges").drop_nulls("judges")
    if judged.is_empty():
        return "No outlet describes an actor in words that judge"
    alone = (
        judged.with_columns(word=pl.col("judges").str.to_lowercase())
        .group_by("actor_name", "word", maintain_order=True)
        .agg(pl.col("outlet_name").unique(maintain_order=True), n=pl.col("judging").sum())
        .filter(pl.col("outlet_name").list.len() == 1)
        .sort("n", descending=True, maintain_order=True)
    )
    if len(alone) and rows["outlet_name"].n_unique() > 1:
        first = alone.row(0, named=True)
        return f"Only {first['outlet_name'][0]} says “{first['word']}” of {first['actor_name']}"
    n = judged["outlet_name"].n_unique()
    return f"{n} outlet{'s' * (n != 1)} describe{'s' * (n == 1)} an actor in words that judge"


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
    told = rows.with_columns(pl.col("role").replace(_ROLE_NAME))
    base = alt.Chart(frame.data(told, *columns)).encode(
        y=frame.outlet_rows(order),
        tooltip=frame.told("outlet_name:N", "role:N", "verb:N", frame.counted("mentions")),
    )
    ends = rows["_to"].to_list()
    reach = max(0, *ends) - min(0, *ends)
    colour = frame.coloured("role", frame.present(_ROLES, told["role"]))
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
