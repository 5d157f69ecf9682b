"""An event over days: what is told when, who is first, and what two versions have otherwise."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

import altair as alt
import polars as pl

from analysis.phrasing import listed
from analysis.views import theme
from analysis.views.charts import frame

_STEPS = (1, 2, 3, 7, 14, 30, 91, 182, 365)  # days of a column of the time axis
_BRIEF = 60  # letters of a claim in a title
_ONE = {"sentences": "sentence", "mentions": "mention", "articles that tell it": "article"}
_COLUMN = 46  # pixels of such a column
_SHADES = {"none": theme.ABSENT, "fewer": "#56B4E9", "more": "#0072B2"}
STATES = {
    "first": "#0072B2",
    "same day": "#56B4E9",
    "later": "#E69F00",
    "open": "#CC79A7",
    "not told": theme.ABSENT,
}
OPS = {"reworded": "#56B4E9", "added": "#009E73", "dropped": "#E69F00", "kept": theme.ABSENT}
_LEVEL = alt.Axis(
    orient="top", labelAngle=0, labelOverlap=False, labelExpr="split(datum.label, '\\n')"
)
_INKS = {"#0072B2": "white", "#009E73": "white"}  # on which the others' ink would be hard to read


def over_days(
    rows: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    *,
    target: str | None = None,
    names: Mapping[str, str] | None = None,
    counted: str = "sentences",
    top: int = 20,
) -> frame.Chart:
    """Draw how often each target is named on each day, or one target in each outlet.

    Reads rows of `days.by_day`. Without a ``target`` a row is a target and a mark one day's
    articles of all outlets together, the ``top`` targets with the highest sum; with one, a row is
    an outlet. The number is the sum of the values, which ``counted`` names; an empty place is a
    day without an article. Days stand side by side, or so many in a column that the page holds
    them. ``names`` gives the targets' names where they are ids.
    """
    description = "Map of days with the number of times that each row is named on each."
    if rows["day"].n_unique() < 2:
        days = (
            "none of these stands in an article with a date"
            if rows.is_empty()
            else "all articles are of one day"
        )
        return frame.nothing(f"Nothing over days: {days}", description)
    called = dict(names or {})
    shown, order = theme.names(rows, outlets)
    shown = shown.with_columns(name=pl.col("target").replace(called))
    if target is None:
        sums = shown.group_by("target", maintain_order=True).agg(pl.col("value").sum())
        kept = sums.sort("value", descending=True, maintain_order=True)["target"].head(top)
        shown = shown.filter(pl.col("target").is_in(kept.to_list()))
        shown = shown.with_columns(row=frame.label("name", "target", 58))
    else:
        shown = shown.filter(target=target).with_columns(row="outlet_name")
    columns, starts, step = _binned(shown["day"])
    cells = _cells(shown.with_columns(column=columns))
    sort = (
        cells.group_by("row", maintain_order=True)
        .agg(pl.col("value").sum())
        .sort("value", descending=True, maintain_order=True)["row"]
        .to_list()
        if target is None
        else [name for name in order if name in set(cells["row"])]
    )
    about = "target" if target is None else "outlet_name"
    cells = cells.with_columns(
        pl.col("row").str.split(frame.SEPARATOR).list.first().alias(about), _row="row"
    )
    base = alt.Chart(
        frame.data(cells, "_row", about, "day", "value", "articles", "outlets", "shade")
    ).encode(
        x=alt.X("day:O", sort=starts, title=None, axis=_LEVEL),
        y=frame.label_rows(pl.DataFrame({"_row": sort}), "_row"),
        tooltip=frame.told(f"{about}:N", "day:O", "value:Q", "articles:Q", "outlets:N"),
    )
    texts = [
        (f"datum.shade == '{shade}'", "value:Q", _ink(colour)) for shade, colour in _SHADES.items()
    ]
    chart = frame.cells(base, frame.coloured("shade", _SHADES), texts)
    left_out = rows["target"].n_unique() - len(sort) if target is None else 0
    more = f" {len(sort)} of {len(sort) + left_out} rows are drawn." if left_out else ""
    return frame.framed(
        "over_days",
        chart,
        _most(cells, counted, step, None if target is None else called.get(target, target)),
        f"Number: {counted}; dark: more than half of the highest. Empty: no article of that day."
        + more,
        description,
        row=frame.ROW - 4,
        column=_COLUMN,
    )


def first_map(
    rows: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    *,
    top: int = 30,
    chosen: Sequence[str] | None = None,
    what: str = "claims",
) -> frame.Chart:
    """Draw on which day each outlet first tells each claim, and who was first.

    Reads rows of `days.first_told` or `days.first_carried`; one mark is one claim or statement
    in one outlet. The ``top`` that are told on several days are drawn, widest reach first, or
    those ``chosen`` by their ids, in that order.
    """
    description = f"Matrix of {what} by outlet with the day on which each tells it first."
    if rows.is_empty():
        return frame.nothing(f"No two outlets share any of the {what}", description)
    drawn = _apart(rows)[:top] if chosen is None else list(chosen)
    if not drawn:
        known = rows["day"].drop_nulls().len()
        why = "begin on one day" if known else "stand in articles without a date"
        return frame.nothing(f"All {what} that two outlets share {why}", description)
    place = {item: number for number, item in enumerate(drawn)}
    kept = rows.filter(pl.col("item").is_in(drawn)).sort(
        pl.col("item").replace_strict(place, return_dtype=pl.Int64), maintain_order=True
    )
    cells, order = theme.names(kept, outlets)
    cells = cells.with_columns(
        _row_label=frame.label("wording", "item", 58),
        told=_told(),
        date=pl.col("day").cast(pl.String),
    )
    columns = ("outlet_name", "item", "_row_label", "wording", "state", "date", "told", "printed")
    base = alt.Chart(frame.data(cells, *columns)).encode(
        x=frame.outlet_columns(order),
        y=frame.label_rows(cells, "_row_label"),
        tooltip=frame.told("outlet_name:N", "wording:N", "state:N", "date:N", "printed:Q"),
    )
    texts = [
        (f"datum.state == '{state}'", "told:N", _ink(colour)) for state, colour in STATES.items()
    ]
    present = frame.present(STATES, cells["state"])
    chart = frame.cells(base, frame.coloured("state", present), texts)
    n = rows["item"].n_unique()
    more = f" {len(drawn)} of {n} are drawn." if n > len(drawn) else ""
    return frame.framed(
        "first_map",
        chart,
        _leading(rows, outlets, what),
        "Dates: told that day. +2: two days after the first. –: had printed nothing by then. Who "
        "is first here need not be first in the world." + more,
        description,
        row=frame.ROW - 3,
        column=_COLUMN,
    )


def revisions(rows: pl.DataFrame, *, top: int = 40) -> frame.Chart:
    """Draw what two versions of one article have otherwise, claim by claim.

    Reads rows of `days.revisions` of one pair of versions; one mark is one claim or headline in
    one of the two versions. The ``top`` changed ones are drawn, in the order of reading; what
    is kept word for word is only counted.
    """
    description = "Matrix of the changed claims of an article by version: reworded, added, dropped."
    if rows.is_empty():
        return frame.nothing("The event names no second version of an article", description)
    changed = rows.filter(pl.col("op") != "kept")
    if changed.is_empty():
        n = len(rows)
        return frame.nothing(f"Both versions have the same {n} claims, word for word", description)
    cells = _versions(changed.head(top))
    columns = ("version", "step", "_row_label", "wording", "part", "op", "sign", "words")
    base = alt.Chart(frame.data(cells, *columns)).encode(
        x=alt.X("version:N", sort=["earlier", "later"], title=None, axis=_LEVEL),
        y=frame.label_rows(cells, "_row_label"),
        tooltip=frame.told("version:N", "wording:N", "op:N", "words:N", "sign:N"),
    )
    texts = [(f"datum.op == '{op}'", "sign:N", _ink(colour)) for op, colour in OPS.items()]
    chart = frame.cells(base, frame.coloured("op", frame.present(OPS, cells["op"])), texts)
    left_out = len(changed) - min(len(changed), top)
    more = f" {top} of {len(changed)} are drawn." if left_out else ""
    return frame.framed(
        "revisions",
        chart,
        _changed(rows),
        "One row per claim or headline, in the order of reading; in the right column: what else "
        "than words is another." + more,
        description,
        row=frame.ROW - 3,
        column=90,
    )


def _apart(rows: pl.DataFrame) -> list[str]:
    """The items of which one outlet is first, or which another tells later."""
    telling = rows.filter(pl.col("state").is_in(["first", "later"]))
    return telling["item"].unique(maintain_order=True).to_list()


def _told() -> pl.Expr:
    """What is written on a cell: the day, how many days later, or why there is none."""
    return (
        pl.when(pl.col("state") == "later")
        .then(pl.format("+{}", "after"))
        .when(pl.col("day").is_not_null())
        .then(pl.col("day").dt.strftime("%-d %b"))
        .when(pl.col("state") == "open")
        .then(pl.lit("?"))
        .when(pl.col("printed") == 0)
        .then(pl.lit("–"))
        .otherwise(pl.lit(""))
    )


def _versions(rows: pl.DataFrame) -> pl.DataFrame:
    """Each claim once for each version that has it, the earlier one first."""
    sides = [
        rows.filter(pl.col(words).is_not_null()).with_columns(
            version=pl.lit(version),
            evidence=pl.col("evidence").list.slice(place, 1),
            _elsewhere=pl.col("evidence")
            .list.slice(-1 - place, 1)
            .list.set_difference(pl.col("evidence").list.slice(place, 1)),
            _elsewhere_is=pl.lit("The other version"),
            words=pl.col(differing).list.join(" "),
            sign=pl.col("changes").list.join(", ") if version == "later" else pl.lit(""),
            wording=pl.coalesce("after", "before"),
        )
        for version, words, differing, place in (
            ("earlier", "before", "taken_out", 0),
            ("later", "after", "put_in", -1),
        )
    ]
    label = frame.label("wording", "step", 58)
    return pl.concat(sides).sort("step", "version").with_columns(_row_label=label)


def _binned(days: pl.Series) -> tuple[pl.Series, list[str], int]:
    """Each day's column, all columns from the first to the last day, and the days of one."""
    known: list[datetime.date] = days.to_list()
    first, last = min(known), max(known)
    span = (last - first).days + 1
    most = max(3, theme.room() // _COLUMN)
    step = next((step for step in _STEPS if -(-span // step) <= most), -(-span // most))
    starts = [first + datetime.timedelta(days=n) for n in range(0, span, step)]
    years = first.year != last.year
    names = [_named(start, step, years=years) for start in starts]
    numbers = (days - first).dt.total_days() // step
    return pl.Series("column", [names[n] for n in numbers], dtype=pl.String), names, step


def _named(start: datetime.date, step: int, *, years: bool) -> str:
    """The name of a column: its day, or its first day with an ellipsis; the year below it."""
    return f"{start.day} {start:%b}{'…' * (step > 1)}" + (f"\n{start.year}" if years else "")


def _cells(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each row of the chart and column of days that has an article."""
    where = ["row", "column"]
    summed = rows.group_by(*where, maintain_order=True).agg(
        pl.col("name").first(),
        pl.col("value").sum().cast(pl.Int64),
        pl.col("articles").sum(),
        pl.col("outlet_name").filter(pl.col("value") > 0).unique(maintain_order=True).alias("by"),
        pl.col("evidence").explode().drop_nulls(),
    )
    most = summed["value"].max() or 1
    none, some, more = _SHADES
    shade = (
        pl.when(pl.col("value") == 0)
        .then(pl.lit(none))
        .when(2 * pl.col("value") <= most)
        .then(pl.lit(some))
        .otherwise(pl.lit(more))
    )
    return summed.with_columns(
        shade=shade, day="column", outlets=pl.col("by").list.join(", ").replace("", "none")
    )


def _ink(colour: str) -> str:
    return "currentColor" if colour == theme.ABSENT else _INKS.get(colour, theme.ON_BRIGHT)


def _most(cells: pl.DataFrame, counted: str, step: int, target: str | None) -> str:
    """The title: where the highest number stands, and on which days there is none."""
    top = cells.sort("value", descending=True, maintain_order=True).row(0, named=True)
    if not top["value"]:
        named = "None of these is" if target is None else f"{_brief(target)} is not"
        return f"{named} found on any day"
    many = f"{top['value']} {counted if top['value'] != 1 else _ONE.get(counted, counted)}"
    day = top["day"].replace("…\n", " ").replace("\n", " ").rstrip("…")
    when = f"on {day}" if step == 1 else f"in the {step} days from {day}"
    if target is None:
        return f"Most at one time: {_brief(top['name'])}, {many} {when}"
    by_day = cells.group_by("day", maintain_order=True).agg(pl.col("value").sum())
    silent = by_day.filter(value=0)["day"].str.replace("\n", " ").to_list()
    never = f"; none on {frame.tied(silent)}" if silent and step == 1 else ""
    return f"{_brief(target)}: most in {top['row']} {when}, {many}{never}"


def _brief(name: str) -> str:
    """A name in quotation marks, cut where it is a whole sentence."""
    plain = " ".join(re.sub(r'["“”]', "", name).split()).strip(" ,.;")
    cut = plain if len(plain) <= _BRIEF else plain[:_BRIEF].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
    return f"“{cut}”"


def _leading(rows: pl.DataFrame, outlets: pl.DataFrame | None, what: str) -> str:
    """The title: who is first, alone, with how many."""
    n = rows["item"].n_unique()
    firsts = theme.names(rows.filter(state="first"), outlets)[0]
    if firsts.is_empty():
        return f"No outlet is first, alone, with any of the {n} {what} that two or more share"
    counted = firsts["outlet_name"].value_counts(sort=True)
    most = counted["count"].max()
    leading = sorted(counted.filter(count=most)["outlet_name"])
    are, each = ("is", "") if len(leading) == 1 else ("are", " each")
    begun = rows.filter(pl.col("state").is_in(["later", "same day"]), pl.col("printed") > 0)["item"]
    others = firsts.filter(
        pl.col("outlet_name").is_in(leading), pl.col("item").is_in(begun.to_list())
    )
    alone = "" if len(others) else "; nobody else who tells them had printed by then"
    return (
        f"{frame.tied(leading)} {are} first with {most}{each} of the {n} {what} that two outlets "
        f"or more share{alone}"
    )


def _changed(rows: pl.DataFrame) -> str:
    """The title: how many claims were reworded, added and dropped."""
    counts = dict(rows["op"].value_counts().iter_rows())
    parts = [f"{counts[op]} {op}" for op in OPS if op in counts and op != "kept"]
    kept = counts.get("kept", 0)
    numbers = int(rows["changes"].list.contains("number").sum())
    more = f"; in {numbers} another number stands" if numbers else ""
    return f"Of {len(rows)} claims and headlines {listed(parts)}, {kept} kept{more}"
