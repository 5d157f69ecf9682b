"""A number per outlet, with its range, its null and what it rests on."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis.phrasing import listed
from analysis.results import beyond_chance
from analysis.views import labels, theme
from analysis.views.charts import frame

_BLUE = theme.OKABE_ITO[0]


def measure(
    rows: pl.DataFrame, outlets: pl.DataFrame | None = None, actors: pl.DataFrame | None = None
) -> frame.Chart:
    """Draw one measure as dots with their ranges, an outlet a row.

    Reads measures rows of one name; one mark is one article (and target and voice);
    the line runs from low to high, the number is n. The articles of one outlet share its
    row, without lines and numbers. Where the rows have ``null_low`` and ``null_high``, the
    grey band is where chance puts 95 % of such values, and a dot is hollow where its range
    covers 0 or is not known. ``abstained`` is written beside n. Outlets whose value is
    null are named in the subtitle.
    """
    rows, order = theme.names(rows, outlets)
    defined = rows.filter(pl.col("value").is_not_null())["outlet_name"].to_list()
    undefined = rows.filter(~pl.col("outlet_name").is_in(defined))["outlet_name"]
    name = labels.measure(rows["measure"][0]) if len(rows) else ""
    rows = _completed(rows.filter(pl.col("value").is_not_null()))
    if not len(rows):
        return frame.nothing(_undefined(name), "An empty chart of a measure by outlet.")
    rows = frame.named_actors(rows, actors, "target")
    name = _name(rows)
    several = int(rows["_lane"].n_unique()) > 1
    tested = bool(rows["null_low"].is_not_null().any())
    notes = [
        _read(rows, several=several),
        "One dot per article." if several else "Small number: how much was counted (n).",
        "Grey: where chance alone would put it. Empty circle: the range includes 0 or is not known."
        * tested,
        f"Not defined for {listed(undefined.unique(maintain_order=True))}." * bool(len(undefined)),
        _retyped(rows),
    ]
    return frame.framed(
        "measure",
        _dots(rows, order, name, several=several),
        _beyond_chance(rows, name) if tested else _finding(rows, name),
        " ".join(filter(None, notes)),
        f"Dots of {name} by outlet with their ranges.",
        row=frame.ROW - 2 if several else frame.ROW + 8,
        beyond=bool(rows.select(beyond_chance().any()).item()) if tested else _apart(rows),
    )


def _undefined(name: str) -> str:
    """Why there is nothing to draw."""
    if not name:
        return "Nothing to draw: no article has anything that this measure counts"
    return f"{name}: not defined for any of these texts: too short, or not in its language"


def _retyped(rows: pl.DataFrame) -> str:
    """Where equal typography changed a score, textstat's own figure."""
    changed = rows.filter(pl.col("raw") != pl.col("value")).unique(
        "outlet_name", keep="first", maintain_order=True
    )
    told = [f"{name} {raw:.1f}" for name, raw in changed.select("outlet_name", "raw").rows()]
    if not told:
        return ""
    return f"Scored with equal apostrophes and hyphens; as typed, textstat gives {listed(told)}."


def _name(rows: pl.DataFrame) -> str:
    """What is measured, and toward whom if that is the same in all rows."""
    name, target = rows.select("measure", "target").row(0)
    if rows["target"].n_unique() == 1 and target:
        told = "the actor" in name
        name = name.replace("the actor", target) if told else f"{name} toward {target}"
    return labels.measure(name)


def _read(rows: pl.DataFrame, *, several: bool) -> str:
    """Whose words were read, in which unit."""
    whose = {"all": "the whole body"} | theme.VOICE_NAME
    voices = rows["voice"].unique(maintain_order=True).to_list()
    read = listed(str(whose.get(voice, voice)) for voice in voices)
    unit = labels.unit(rows["unit"][0])
    return f"Read: {read}. Unit: {unit}." + " Line: range." * (not several)


def _axis(rows: pl.DataFrame, name: str) -> str:
    """The name of what is measured, and what a higher value means."""
    meaning = labels.direction(*rows.select("measure", "unit").row(0))
    return f"{name} ({meaning})" if meaning else name


def _dots(
    rows: pl.DataFrame, order: list[str], name: str, *, several: bool
) -> alt.LayerChart | alt.FacetChart:
    """The band of chance, the range and the dot of each row, and what it rests on."""
    base = alt.Chart(frame.data(rows, *_COLUMNS)).encode(
        y=frame.outlet_rows(order), tooltip=_TOOLTIP
    )
    title = _axis(rows, name)
    x = alt.X("value:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=7))
    opacity = 0.6 if several else 1
    dots = base.mark_point(size=130, strokeWidth=2, cursor="pointer", opacity=opacity).encode(
        x=x,
        fill=alt.FillValue("transparent", condition={"test": "datum._solid", "value": _BLUE}),
        stroke=frame.if_picked(alt.StrokeValue, theme.ACCENT, _BLUE),
    )
    layers = [
        *_line(base, rows, "null_low", "null_high", title, strokeWidth=16, color=theme.FAINT),
        *([] if several else _line(base, rows, "low", "high", title, strokeWidth=2, opacity=0.6)),
        dots.add_params(frame.pick()),
    ]
    if not several:
        text = base.mark_text(align="left", dx=11, dy=-9, fontSize=10.5)
        layers.append(text.encode(x=x, text=alt.Text("_rests_on:N")))
    return alt.layer(*layers)


_COLUMNS = (
    *("outlet_name", "voice", "target", "measure", "value", "low", "high"),
    *("null_low", "null_high", "abstained", "n", "unit", "_rests_on", "_solid", "_lane"),
    *("_measure", "_voice", "_unit"),
)
_TOOLTIP = frame.told(
    *("outlet_name:N", "_measure:N", "_voice:N", "target:N"),
    alt.Tooltip("value:Q", title="value", format=",.2~f"),
    *("low:Q", "high:Q", "n:Q", "_unit:N"),
)


def _completed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with the columns of a tested measure, null where it was not tested, and their lane:
    the number of the article among those of its outlet."""
    missing = [c for c in ("null_low", "null_high", "abstained", "raw") if c not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.Float64).alias(column) for column in missing)
    signed = pl.col("null_low").is_not_null()
    covers_0 = (pl.col("low") <= 0) & (pl.col("high") >= 0)
    abstained = pl.format(", {} not judged", pl.col("abstained").cast(pl.Int64))
    return rows.with_columns(
        _solid=~signed | ~covers_0.fill_null(value=True),
        _measure=pl.col("measure").map_elements(labels.measure, pl.String),
        _voice=pl.col("voice").replace({"all": "the whole body"} | theme.VOICE_NAME),
        _unit=pl.col("unit").map_elements(labels.unit, pl.String),
        _rests_on=pl.format("{}{}", "n", abstained.fill_null("")),
        _lane=pl.col("article_id").rank("dense").over("outlet_name"),
    )


def _line(
    base: alt.Chart, rows: pl.DataFrame, low: str, high: str, name: str, **style: Any
) -> list[alt.Chart]:
    """A line from one column to another; none where no row has both, for Vega warns of that."""
    if not rows.select((pl.col(low) + pl.col(high)).is_not_null().any()).item():
        return []
    drawn = base.transform_filter(f"datum.{low} != null && datum.{high} != null")
    return [
        drawn.mark_rule(**style).encode(x=alt.X(f"{low}:Q", title=name), x2=alt.X2(f"{high}:Q"))
    ]


def _apart(rows: pl.DataFrame) -> bool:
    """Whether the ranges of the lowest and of the highest value lie apart, if they have any."""
    ranked = rows.sort("value", maintain_order=True)
    high, low = ranked["high"][0], ranked["low"][-1]
    return len(ranked) > 1 and (None in (high, low) or high < low)


def _beyond_chance(rows: pl.DataFrame, name: str) -> str:
    found = rows.filter(beyond_chance())["outlet_name"].unique(maintain_order=True)
    if not len(found):
        return f"{name}: no outlet lies outside what chance gives"
    return f"{name}: {listed(found)} outside what chance gives"


def _finding(rows: pl.DataFrame, name: str) -> str:
    """The extremes in words, and whether their ranges overlap."""
    ranked = rows.sort("value", maintain_order=True)
    if len(ranked) < 2:
        return f"{name}: nothing to compare"
    low, high = ranked.row(0, named=True), ranked.row(-1, named=True)
    fewest, most = (
        ranked.filter(pl.col("value").round(2) == round(row["value"], 2))["outlet_name"].unique(
            maintain_order=True
        )
        for row in (low, high)
    )
    whole = bool((ranked["value"] == ranked["value"].round()).all())
    least, last = (f"{row['value']:,.{0 if whole else 2}f}" for row in (low, high))
    ends = f"{least} ({frame.tied(fewest)}) to {last} ({frame.tied(most)})"
    if None in (low["high"], high["low"]):
        return f"{name}: {ends}"
    if low["high"] >= high["low"]:
        return (
            f"{name}: no outlet lies apart; all between {least} and {last}, "
            "and their ranges overlap"
        )
    return f"{name}: {ends}"


def sentence_lengths(
    rows: pl.DataFrame, articles: pl.DataFrame, outlets: pl.DataFrame | None = None
) -> frame.Chart:
    """Draw every sentence as a tick at its number of words, an outlet a row.

    Reads rows of `readability.sentence_lengths` (article_id, words, evidence) and
    articles (article_id, outlet); one mark is one sentence.
    """
    owners = articles.select("article_id", "outlet")
    rows, order = theme.names(rows.join(owners, on="article_id", maintain_order="left"), outlets)
    description = "Strips of ticks, one per sentence, placed by its number of words."
    if not len(rows):
        return frame.nothing("No sentence was read", description)
    most = rows["words"].max()
    longest = rows.filter(words=most)["outlet_name"].unique(maintain_order=True)
    chart = (
        alt.Chart(frame.data(rows, "outlet_name", "words"))
        .mark_tick(thickness=3, height=20, opacity=0.75, cursor="pointer")
        .encode(
            x=alt.X("words:Q", title="words in the sentence"),
            y=frame.outlet_rows(order),
            color=frame.if_picked(alt.ColorValue, theme.ACCENT, _BLUE),
            tooltip=frame.told("outlet_name:N", "words:Q"),
        )
        .add_params(frame.pick())
    )
    return frame.framed(
        "sentence_lengths",
        chart,
        f"The longest of {len(rows)} sentences has {most} words ({frame.tied(longest)})",
        "One tick per sentence, at its number of words.",
        description,
        row=frame.ROW + 4,
    )
