"""Who is called what, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from analysis.phrasing import listed
from analysis.views import theme
from analysis.views.charts import frame

_OUTSIDE = "outside the body"
_INITIALS = 4  # letters up to which a word in capitals is an abbreviation
_PLACES = {
    theme.VOICE_NAME["outlet"]: "circle",
    theme.VOICE_NAME["quoted"]: "square",
    theme.VOICE_NAME["reported"]: "triangle-up",
    _OUTSIDE: "cross",
}
_LABEL_RANK = {"evaluative": 0, "role": 1, "name": 2, "pronoun": 3}


def naming_dots(
    rows: pl.DataFrame,
    actor: str,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
    aliases: pl.DataFrame | None = None,
    *,
    top: int = 40,
    chosen: Sequence[str] | None = None,
) -> frame.Chart:
    """Draw what each outlet calls one actor, in whose words.

    Reads rows of `framing.naming`; one mark is one name in one voice or outside the
    body (headline, caption, promotion); its area is the number of mentions. With
    ``aliases`` (actor, alias, label) the title says which judging words were looked for.
    The first ``top`` names are drawn (as `names_used` orders them), or those ``chosen``.
    """
    sought = None if aliases is None else aliases.filter(actor=actor, label="evaluative")["alias"]
    rows, order = theme.names(rows.filter(actor=actor), outlets)
    rows = _by_place(_unshouted(rows))
    name = frame.named_actors(pl.DataFrame({"actor": [actor]}), actors, "actor").item()
    description = f"Dots of the names used for {name or 'an actor'}, by outlet and voice."
    if not len(rows):
        said = f"No outlet names {name}" if name else "The event names no actors"
        return frame.nothing(said, description)
    called = _in_order(rows)
    drawn = called[:top] if chosen is None else [one for one in called if one in set(chosen)]
    if not drawn:
        return frame.nothing(f"No name of {name} is like that", description)
    finding = _judging_words(rows, name, sought)
    rows = rows.filter(pl.col("called").is_in(drawn))
    more = f" {len(drawn)} of {len(called)} names are drawn." if len(called) > len(drawn) else ""
    places = list(_PLACES)
    chart = (
        alt.Chart(frame.data(rows, "outlet_name", "called", "label", "where", "kind", "n"))
        .mark_point(filled=True, opacity=0.9, cursor="pointer")
        .encode(
            x=frame.outlet_columns(order, scale=alt.Scale(domain=order)),
            xOffset=alt.XOffset("where:N", sort=places, scale=alt.Scale(domain=places)),
            y=alt.Y("called:N", sort=drawn, title=None, axis=alt.Axis(grid=True)),
            size=_sizes(rows, len(order)),
            color=frame.coloured("label", frame.present(theme.LABEL, rows["label"])),
            shape=alt.Shape(
                "where:N",
                title=None,
                scale=alt.Scale(domain=places, range=list(_PLACES.values())),
                legend=alt.Legend(symbolFillColor="currentColor", symbolStrokeColor="currentColor"),
            ),
            tooltip=frame.told(
                "outlet_name:N",
                "called:N",
                "label:N",
                "where:N",
                "kind:N",
                frame.counted("mentions"),
            ),
            **frame.outlined(),
        )
        .add_params(frame.pick())
    )
    return frame.framed(
        "naming_dots",
        chart,
        finding,
        "Area: mentions. Shape: in whose words. Judging words first, then roles, then names."
        + more,
        description,
        row=26,
    )


def _sizes(rows: pl.DataFrame, columns: int) -> alt.Size:
    """Areas by mentions, as large as the columns have room for, with a legend of a few numbers."""
    most = int(rows["n"].max() or 1)  # pyright: ignore[reportArgumentType]
    room = theme.room() / max(1, columns) / len(_PLACES)
    largest = max(80, min(500, (2.2 * room) ** 2))
    legend = alt.Legend(
        values=sorted({1, max(1, most // 2), most}),
        symbolType="circle",
        symbolFillColor="currentColor",
        symbolStrokeColor="transparent",
    )
    scale = alt.Scale(range=[40, largest], zero=True)
    return alt.Size("n:Q", title="mentions", legend=legend, scale=scale)


def names_used(rows: pl.DataFrame, actor: str) -> list[str]:
    """The names that an actor is called: judging words, then roles, then names, most used first.

    Reads rows of `framing.naming`.

    >>> rows = pl.DataFrame({"actor": ["a", "a"], "called": ["Kim", "tyrant"],
    ...                      "label": ["name", "evaluative"], "n": [9, 1]})
    >>> names_used(rows, "a")
    ['tyrant', 'Kim']
    """
    return _in_order(_unshouted(rows.filter(actor=actor)))


def _in_order(rows: pl.DataFrame) -> list[str]:
    totals = rows.group_by("called", "label").agg(total=pl.col("n").sum())
    rank = pl.col("label").replace_strict(_LABEL_RANK)
    ordered = totals.sort(rank, "total", "called", descending=[False, True, False])
    return ordered["called"].unique(maintain_order=True).to_list()


def _unshouted(rows: pl.DataFrame) -> pl.DataFrame:
    """Names printed all in capitals, as promotion does, like the same names elsewhere."""
    usual = {called.lower(): called for called in sorted(rows["called"]) if not called.isupper()}
    shouted = [called for called in rows["called"] if called.isupper() and len(called) > _INITIALS]
    return rows.with_columns(
        pl.col("called").replace({c: usual.get(c.lower(), c.lower()) for c in shouted})
    )


def _by_place(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per outlet, name used and place: a voice in the body, or outside it."""
    voice = pl.col("voice").replace(theme.VOICE_NAME)
    where = pl.when(pl.col("kind") != "body").then(pl.lit(_OUTSIDE)).otherwise(voice)
    return (
        rows.with_columns(where=where)
        .group_by("outlet_name", "called", "label", "where", maintain_order=True)
        .agg(
            pl.col("n").sum(),
            pl.col("kind").unique().sort().str.join(", "),
            pl.col("evidence").explode(),
        )
    )


def _judging_words(rows: pl.DataFrame, name: str, sought: pl.Series | None) -> str:
    """Who uses a judging word; "none" only where there is a list, which is shown."""
    judging = rows.filter(label="evaluative")
    if not len(judging):
        if sought is None or not len(sought):
            n = rows["called"].n_unique()
            return f"{name} is called {n} names; no judging word was looked for"
        looked = frame.tied(f"“{word}”" for word in sought)
        return f"No outlet calls {name} by a listed judging word ({looked})"
    inside = judging.filter(pl.col("where") != _OUTSIDE)["called"].unique(maintain_order=True)
    words = listed(
        f"“{word}”" + ("" if word in inside else f" ({_OUTSIDE})")
        for word in judging["called"].unique(maintain_order=True)
    )
    outlets = judging["outlet_name"].unique(maintain_order=True)
    if len(outlets) == 1:
        return f"Only {outlets[0]} calls {name} {words}"
    return f"{listed(outlets)} call {name} {words}"


def omission_map(
    rows: pl.DataFrame, concepts: pl.DataFrame, outlets: pl.DataFrame | None = None
) -> frame.Chart:
    """Draw which concepts an outlet never mentions.

    Reads measures of `framing.coverage`; one mark is one concept in one outlet's articles;
    the number is the sentences that mention it, "none" means that no sentence does. Rows
    that went through `framing.nearest` also show the sentences that come nearest.
    """
    description = "Map of concepts by outlet with the number of sentences mentioning each."
    if not len(rows):
        return frame.nothing("No concept is defined for this event", description)
    named = concepts.select(target="concept", concept="name").unique(maintain_order=True)
    rows, order = theme.names(rows.join(named, on="target", maintain_order="left"), outlets)
    if "headlines" not in rows.columns:
        rows = rows.with_columns(headlines=pl.lit(0))
    rows = _by_outlet(rows)
    reach = rows.group_by("concept", maintain_order=True).agg(
        outlets=(pl.col("sentences") > 0).sum(), total=pl.col("sentences").sum()
    )
    by_reach = reach.sort("outlets", "total", maintain_order=True)["concept"].to_list()
    columns = ("outlet_name", "concept", "sentences", "headlines", "n", "share")
    base = alt.Chart(frame.data(rows, *columns)).encode(
        x=frame.outlet_columns(order),
        y=alt.Y("concept:N", sort=by_reach, title=None),
        tooltip=frame.told(
            "outlet_name:N",
            "concept:N",
            "sentences:Q",
            alt.Tooltip("n:Q", title="of sentences in the body"),
            "headlines:Q",
        ),
    )
    shade = alt.Color("share:Q", scale=alt.Scale(range=["#35789f", "#003f66"]), legend=None)
    colour = alt.condition("datum.sentences > 0", shade, alt.value(theme.ABSENT))
    texts = [
        ("datum.sentences > 0", "sentences:Q", "white"),
        ("datum.sentences == 0 && datum.headlines > 0", _word("headline", order), "currentColor"),
        ("datum.sentences + datum.headlines == 0", _word("none", order), "currentColor"),
    ]
    return frame.framed(
        "omission_map",
        frame.cells(base, colour, texts),
        _omissions(rows, len(by_reach)),
        "Number: sentences of the body that mention the concept. “headline” (h): only a headline "
        "does. “none” (–): neither has any of its terms.",
        description,
        row=frame.ROW - 3,
    )


def _word(word: str, order: list[str]) -> Any:
    """A word in a cell, or its sign where cells are too narrow for it."""
    sign = {"headline": "h", "none": "–"}[word]
    narrow = f"width / {max(1, len(order))} < {theme.LETTER * len(word) + 6:.0f}"
    return alt.value(alt.ExprRef(f"{narrow} ? '{sign}' : '{word}'"))


def _by_outlet(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per outlet and concept, over all articles of the outlet."""
    nearest = "nearest" in rows.columns
    near = [pl.col("nearest").drop_nulls().alias("_elsewhere")] if nearest else []
    counted = rows.group_by("outlet_name", "concept", maintain_order=True).agg(
        pl.col("value").sum().cast(pl.Int64).alias("sentences"),
        pl.col("n", "headlines").sum(),
        pl.col("evidence").explode().drop_nulls(),
        *near,
    )
    if nearest:
        which = "The nearest sentence of each article without it"
        counted = counted.with_columns(_elsewhere_is=pl.lit(which))
    return counted.with_columns(share=pl.col("sentences") / pl.col("n"))


def _omissions(rows: pl.DataFrame, n_concepts: int) -> str:
    silent = (pl.col("sentences") == 0) & (pl.col("headlines") == 0)
    missing = rows.group_by("outlet_name", maintain_order=True).agg(missing=silent.sum())
    least, last = (
        int(rows_missing)
        for rows_missing in missing.select(a=pl.min("missing"), b=pl.max("missing")).row(0)
    )
    fewest, most = (
        missing.filter(missing=number)["outlet_name"].to_list() for number in (least, last)
    )
    if not last:
        every = "the one concept" if n_concepts == 1 else f"all {n_concepts} concepts"
        return f"Every outlet mentions {every}"
    one = "the one concept" if n_concepts == 1 else f"{last} of the {n_concepts} concepts"
    if least == last:
        return (
            f"No outlet uses the words of {one}"
            if n_concepts == 1
            else (f"Every outlet lacks the words of {one}")
        )
    lacks = "lacks" if len(most) == 1 else "lack"
    rest = "those of none" if not least else f"those of {least}"
    return f"{frame.tied(most)} {lacks} the words of {one}; {frame.tied(fewest)} {rest}"
