"""Who speaks, and which statements arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from analysis.spans import with_passages
from analysis.views import theme
from analysis.views.charts import frame, stacked

_COUNTED = (
    alt.Tooltip("words:Q", title="words", format=","),
    alt.Tooltip("share:Q", title="of the body", format=".1%"),
)
_DOUBTED = 36  # least width of a column: a number of three digits and a question mark
_TREATMENTS = {treatment: place for place, treatment in enumerate(theme.TREATMENT)}


def statement_matrix(
    statements: Any,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
    *,
    top: int = 30,
    chosen: Sequence[str] | None = None,
) -> frame.Chart:
    """Draw which outlet carries which statement, and in what treatment.

    Reads a Statements (its tables statements, renderings and clauses); one mark is
    one outlet's rendering of one statement, absent ones included; the number is its
    words, with a question mark where it is not surely the same utterance. The ``top``
    statements by reach are drawn, those of one outlet taken from the outlets by turns; or
    those ``chosen`` by their ids, in that order.
    """
    description = "Matrix of statements by outlet: quoted, partly quoted, reported or absent."
    if not len(statements.statements):
        return frame.nothing("No statement was found in these articles", description)
    ids = by_reach(statements)[:top] if chosen is None else list(chosen)
    if not ids:
        return frame.nothing("No statement is like that", description)
    rows, order = theme.names(_renderings(statements, ids), outlets)
    rows = frame.named_actors(rows, actors, "speaker")
    rows = rows.with_columns(_row_label=frame.label("wording", "statement_id", 50))
    reach = statements.statements["n_outlets"]
    columns = (
        "outlet_name",
        "statement_id",
        "_row_label",
        "speaker",
        "wording",
        "treatment",
        "words",
        "certainty",
        "_said",
    )
    base = alt.Chart(frame.data(rows, *columns)).encode(
        x=frame.outlet_columns(order),
        y=frame.label_rows(rows, "_row_label"),
        tooltip=frame.told(
            "outlet_name:N", "speaker:N", "wording:N", "treatment:N", "words:Q", "certainty:N"
        ),
    )
    colour = frame.coloured("treatment", theme.TREATMENT)
    numbers = [
        ("datum.words > 0 && datum.treatment == 'direct'", "_said:N", "white"),
        ("datum.words > 0 && datum.treatment != 'direct'", "_said:N", theme.ON_BRIGHT),
    ]
    chart = frame.cells(base, colour, numbers)
    left_out = f" {len(ids)} of {len(reach)} are drawn." if len(reach) > len(ids) else ""
    doubt = rows.filter(pl.col("_said").str.ends_with("?"))
    unsure = " With ?: perhaps of another day or content, not counted." if len(doubt) else ""
    finding = _reached(reach, statements.renderings["outlet"].n_unique())
    return frame.framed(
        "statement_matrix",
        chart,
        finding,
        "One row per statement, widest reach first. Number: words given to it." + unsure + left_out,
        description,
        row=frame.ROW - 3,
        column=_DOUBTED if len(doubt) else None,
    )


def _reached(reach: pl.Series, outlets: int) -> str:
    """How many statements one outlet alone carries, and how far the widest reaches."""
    alone, n = int((reach == 1).sum()), len(reach)
    if alone == n:
        both = "both outlets" if outlets == 2 else "more than one outlet"
        return f"None of the {n:,} statements reaches {both}" if n > 1 else "One statement"
    widest = f"the widest reaches {reach.max()} of {outlets}"
    return f"{alone:,} of {n:,} statements reach one outlet only; {widest}"


def by_reach(statements: Any) -> list[str]:
    """Give the ids of all statements, widest reach first; of those that one outlet has alone
    the first of each outlet, then the second of each.
    """
    there = statements.renderings.filter(pl.col("treatment") != "absent")
    alone = there.unique("statement_id", keep="first", maintain_order=True)
    ranked = statements.statements.join(
        alone.select("statement_id", "outlet"), on="statement_id", maintain_order="left", how="left"
    ).with_columns(turn=pl.int_range(pl.len()).over("n_outlets", "outlet"))
    turn = pl.when(pl.col("n_outlets") == 1).then("turn").otherwise(0)
    order = ranked.sort(pl.col("n_outlets"), turn, descending=[True, False], maintain_order=True)
    return order["statement_id"].to_list()


def _renderings(statements: Any, ids: list[str]) -> pl.DataFrame:
    """Renderings with the statement's wording and speaker and the passages behind them."""
    widest = pl.DataFrame({"statement_id": ids}).with_row_index("rank")
    widest = widest.join(statements.statements, on="statement_id", maintain_order="left")
    renderings = statements.renderings.join(widest, on="statement_id").sort("rank", "article_id")
    renderings = with_passages(renderings, statements.clauses)
    everywhere = renderings.group_by("statement_id", maintain_order=True).agg(
        _elsewhere=pl.col("evidence").explode().drop_nulls()
    )
    doubtful = ~pl.col("sure") & (pl.col("words") > 0)
    return (
        renderings.join(everywhere, on="statement_id", maintain_order="left")
        .with_columns(
            speaker=pl.col("actor").fill_null("unknown"),
            _elsewhere_is=pl.lit("The same statement elsewhere"),
            place=pl.col("treatment").replace_strict(_TREATMENTS, return_dtype=pl.Int64),
        )
        .group_by("rank", "statement_id", "outlet", "speaker", "wording", maintain_order=True)
        .agg(
            pl.col("treatment").sort_by(~pl.col("sure"), "place").first(),
            pl.col("words").sum(),
            pl.col("sure").any(),
            pl.col("evidence").explode().drop_nulls(),
            pl.col("_elsewhere", "_elsewhere_is").first(),
        )
        .with_columns(
            _said=pl.format(
                "{}{}", "words", pl.when(~doubtful).then(pl.lit("")).otherwise(pl.lit("?"))
            ),
            certainty=pl.when(doubtful).then(pl.lit("no")).when("sure").then(pl.lit("yes")),
        )
    )


def airtime(
    rows: pl.DataFrame, outlets: pl.DataFrame | None = None, actors: pl.DataFrame | None = None
) -> frame.Chart:
    """Draw how many of each outlet's words are its own, and whose the others are.

    Reads measures of `framing.airtime`; one mark is one speaker in one voice; the
    bar is the share of the words of the bodies of all its articles.
    """
    rows, order = theme.names(rows, outlets)
    rows = _stacked(frame.named_actors(rows, actors, "target"))
    most = max([1.0, *rows["_to"].round(3)])  # more than 1 where two speak the same words
    columns = ("outlet_name", "target", "voice_name", "words", "share", "_named")
    rows = rows.with_columns(words="value")
    base = alt.Chart(frame.data(rows, *columns, *stacked.PLACE)).encode(
        y=frame.outlet_rows(order),
        tooltip=frame.told("outlet_name:N", "voice_name:N", "target:N", *_COUNTED),
    )
    colours = {theme.VOICE_NAME[voice]: colour for voice, colour in theme.VOICE.items()}
    bars = stacked.bars(
        base,
        frame.coloured("voice_name", colours),
        title="share of the body's words",
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, most], nice=False),
    )
    layers = [bars]
    if rows["target"].is_not_null().any():
        named = base.transform_filter("datum._named")
        layers.append(stacked.names(named, "target", f"datum.share / {most}"))
    return frame.framed(
        "airtime",
        alt.layer(*layers),
        _own_words(rows.filter(voice="outlet").sort("share")),
        "Share of the words of each body, by voice; speakers are named where there is room.",
        "Bars of the share of words that are the outlet's own, quoted or reported.",
        row=frame.ROW + 4,
    )


def _stacked(rows: pl.DataFrame) -> pl.DataFrame:
    """Lay each outlet's shares end to end: own words, quoted, reported; most words first."""
    rank = {voice: number for number, voice in enumerate(theme.VOICE)}
    lengths = rows.unique(["outlet_name", "article_id"]).group_by("outlet_name")
    rows = (
        rows.group_by("outlet_name", "target", "voice", maintain_order=True)
        .agg(pl.col("value").sum(), pl.col("evidence").explode().drop_nulls())
        .join(lengths.agg(pl.col("n").sum()), on="outlet_name", maintain_order="left")
        .with_columns(
            _named=pl.col("target").str.contains(r"^\p{Lu}.*\p{L}\p{L}").fill_null(value=False),
            share=pl.col("value") / pl.col("n"),
            voice_name=pl.col("voice").replace(theme.VOICE_NAME),
            rank=pl.col("voice").replace_strict(rank, return_dtype=pl.Int64),
        )
        .sort("outlet_name", "rank", "value", "target", descending=[False, False, True, False])
    )
    return stacked.laid(rows, pl.col("share"), "outlet_name")


def _own_words(own: pl.DataFrame) -> str:
    """The largest and the smallest share of own words; outlets that tie are all named."""
    if not len(own):
        return "No article has words of its own"
    shown = own.with_columns(told=(100 * pl.col("share")).round())
    (low, fewest), (high, most) = (
        (told, shown.filter(told=told)["outlet_name"].unique(maintain_order=True))
        for told in (shown["told"].min(), shown["told"].max())
    )
    finding = f"Own words make up {high:.0f} % of {frame.tied(most)}"
    if low == high:
        return finding if len(most) < len(own) else f"Own words make up {high:.0f} % everywhere"
    return f"{finding}, {low:.0f} % of {frame.tied(fewest)}"


def speakers(
    rows: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
    *,
    top: int = 15,
) -> frame.Chart:
    """Draw who gets how many words, and from which outlet.

    Reads measures of `framing.airtime`, by actor or by via; one mark is what one
    outlet gives to one of them, quoted and reported together. The ``top`` are drawn;
    words whose speaker (or via) is unknown are left out, and their share is told.
    """
    description = "Bars of words quoted or reported, by speaker and outlet."
    every = rows.filter(pl.col("voice") != "outlet")
    spoken = every.filter(pl.col("target") != "unknown")
    if not len(spoken):
        return frame.nothing("Nobody is quoted in these articles", description)
    unknown = frame.percent(1 - float(spoken["value"].sum()) / float(every["value"].sum()))
    spoken, order = theme.names(frame.named_actors(spoken, actors, "target"), outlets)
    given = spoken.group_by("target", "outlet_name", maintain_order=True).agg(
        words=pl.col("value").sum(), evidence=pl.col("evidence").explode()
    )
    totals = given.group_by("target").agg(pl.col("words").sum())
    totals = totals.sort("words", "target", descending=[True, False])
    drawn = given.join(totals.head(top).select("target"), on="target", maintain_order="left")
    chart = (
        alt.Chart(frame.data(drawn, "target", "outlet_name", "words"))
        .mark_bar(height=18, cursor="pointer")
        .encode(
            x=alt.X("words:Q", title="words"),
            y=alt.Y("target:N", sort=totals["target"].to_list(), title=None),
            color=frame.outlet_colours(order),
            order=alt.Order("mark:Q"),
            tooltip=frame.told("target:N", "outlet_name:N", "words:Q"),
            **frame.outlined(),
        )
        .add_params(frame.pick())
    )
    words, said = totals["words"][0], int(totals["words"].sum())
    most = totals.filter(words=words)["target"]
    each = " each" if len(most) > 1 else ""
    by_medium = rows["measure"][0].endswith("via")
    what = "credited to other media" if by_medium else "with a known speaker"
    return frame.framed(
        "speakers",
        chart,
        f"{frame.tied(most)}: {words:,.0f}{each} of the {said:,} words {what}",
        "Words of quotations and reported speech, by whom, stacked by outlet; "
        f"{unknown} of all have no known {'medium' if by_medium else 'speaker'}.",
        description,
        row=frame.ROW - 2,
    )
