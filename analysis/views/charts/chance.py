"""Differences beside what chance alone would give: words and concepts."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.phrasing import listed
from analysis.results import beyond_chance
from analysis.views import theme
from analysis.views.charts import frame

_INSIDE, _OUTSIDE = "within chance", "beyond chance"
_COLOURS = {_OUTSIDE: theme.ACCENT, _INSIDE: "#999999"}


def keyness(
    rows: pl.DataFrame, group: str, outlets: pl.DataFrame | None = None, *, top: int = 20
) -> frame.Chart:
    """Draw the words that set one group of articles most apart, over the band of chance.

    Reads rows of `framing.keyness`; one mark is one word, the ``top`` farthest from 0;
    the numbers are its count in the group and in the others. The band is where every
    word of every group stays in 95 of 100 shuffles of the sentences; marks inside are
    grey. The passages of a word the group never uses are those of the others.
    """
    description = f"Dots of the words that set {group} apart, over the band of chance."
    mine = rows.filter(pl.col("group") == group, pl.col("z").is_not_null())
    if not len(mine):
        return frame.nothing("No words to compare with others of one language", description)
    mine, _ = theme.names(mine.with_columns(outlet="group"), outlets)
    drawn = mine.sort(pl.col("z").abs(), "word", descending=[True, False]).head(top)
    drawn = drawn.sort("z", "word", descending=[True, False])
    drawn = _with_passages(drawn, rows).with_columns(
        verdict=_verdict(pl.col("z").abs() > pl.col("bound")),
        counts=pl.format("{} : {}", "target_count", "reference_count"),
        _low=-pl.col("bound"),
        _high="bound",
    )
    columns = ("word", "z", "log_odds", "p", "counts", "verdict", "_low", "_high", "outlet_name")
    reach = 1.2 * max(drawn["z"].abs().to_list() + drawn["bound"].to_list())
    base = alt.Chart(frame.data(drawn, *columns)).encode(
        y=alt.Y("word:N", sort=drawn["word"].to_list(), title=None),
        tooltip=frame.told("word:N", "z:Q", "log_odds:Q", "counts:N", "p:Q"),
    )
    dots = base.mark_point(filled=True, size=110, opacity=1, cursor="pointer").encode(
        x=alt.X(
            "z:Q",
            title="← the others say it more · this outlet says it more →",
            scale=alt.Scale(domain=[-reach, reach]),
            axis=alt.Axis(tickCount=7),
        ),
        color=frame.coloured("verdict", frame.present(_COLOURS, drawn["verdict"])),
        **frame.outlined(),
    )
    counts = base.mark_text(align="left", dx=10, fontSize=10.5).encode(
        x=alt.X("z:Q"), text=alt.Text("counts:N")
    )
    return frame.framed(
        "keyness",
        alt.layer(_band(base), dots.add_params(frame.pick()), counts),
        _beyond(mine),
        "Numbers: times here : in the others. Farther from the middle: surer. Grey band: what "
        "chance gives where sentences are shuffled between outlets.",
        description,
        row=22,
        beyond=bool((mine["z"].abs() > mine["bound"]).any()),
    )


def _with_passages(drawn: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Add where the other groups use the word; it is the evidence where this one does not."""
    same = rows.join(drawn, on="word", how="semi", maintain_order="left")
    everywhere = same.group_by("word", maintain_order=True).agg(
        everywhere=pl.col("evidence").explode().drop_nulls()
    )
    elsewhere = pl.col("everywhere").list.set_difference("evidence").list.sort()
    own = pl.when(pl.col("evidence").list.len() > 0).then("evidence").otherwise(elsewhere)
    joined = drawn.join(everywhere, on="word", how="left", maintain_order="left")
    others = pl.lit("Where the other outlets use it")
    return joined.with_columns(_elsewhere=elsewhere, _elsewhere_is=others, evidence=own).drop(
        "everywhere"
    )


def _verdict(outside: pl.Expr) -> pl.Expr:
    return pl.when(outside).then(pl.lit(_OUTSIDE)).otherwise(pl.lit(_INSIDE))


def _band(base: alt.Chart) -> alt.Chart:
    """The band of chance, drawn once behind each row of marks."""
    return base.mark_bar(color=theme.ABSENT, size=18).encode(
        x=alt.X("_low:Q"), x2=alt.X2("_high:Q")
    )


def _beyond(rows: pl.DataFrame) -> str:
    name = rows["outlet_name"][0]
    beyond = rows.filter(pl.col("z").abs() > pl.col("bound")).sort("z", descending=True)
    if not len(beyond):
        return f"No word sets {name} apart beyond what chance would"
    more = beyond.filter(pl.col("z") > 0)["word"].head(3)
    if len(more):
        return f"{name} says {listed(f'“{word}”' for word in more)} more than chance would"
    less = beyond["word"].tail(3)
    return f"{name} says {listed(f'“{word}”' for word in less)} less than chance would"


def concept_share(
    rows: pl.DataFrame,
    concept: str,
    concepts: pl.DataFrame | None = None,
    outlets: pl.DataFrame | None = None,
) -> frame.Chart:
    """Draw the share of each outlet's sentences that mention one concept, over the band of chance.

    Reads rows of `framing.concept_shares`; one mark is one outlet; the line is its
    interval, the band what shuffled sentences give, over all concepts and outlets.
    """
    named = dict(concepts.select("concept", "name").iter_rows()) if concepts is not None else {}
    name = named.get(concept, concept)
    description = f"Dots of the share of sentences on {name} by outlet, over the band of chance."
    rows, order = theme.names(rows.filter(target=concept), outlets)
    if not len(rows):
        looked = f"No outlet has sentences to look for {name} in"
        undefined = concepts is not None and not len(concepts)
        said = "No concept is defined for this event" if undefined else looked
        return frame.nothing(said, description)
    rows = rows.with_columns(verdict=_verdict(beyond_chance()))
    columns = ("outlet_name", "value", "low", "high", "null_low", "null_high", "p", "n", "verdict")
    share = alt.Axis(format=".0%")
    base = alt.Chart(frame.data(rows, *columns)).encode(
        y=frame.outlet_rows(order),
        tooltip=frame.told(
            *("outlet_name:N", alt.Tooltip("value:Q", title="share", format=".1%")),
            *(alt.Tooltip("n:Q", title="of sentences"), "p:Q"),
        ),
    )
    band = base.mark_bar(color=theme.ABSENT, size=18).encode(
        x=alt.X("null_low:Q", title=f"share of sentences on {name}", axis=share),
        x2=alt.X2("null_high:Q"),
    )
    line = base.transform_filter("datum.low != null").mark_rule(strokeWidth=2, opacity=0.5)
    dots = base.mark_point(filled=True, size=130, opacity=1, cursor="pointer").encode(
        x=alt.X("value:Q"),
        color=frame.coloured("verdict", frame.present(_COLOURS, rows["verdict"])),
        **frame.outlined(),
    )
    return frame.framed(
        "concept_share",
        alt.layer(
            band, line.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")), dots.add_params(frame.pick())
        ),
        _apart(rows, name),
        "Line: the range that the share may have. Grey band: what chance gives where sentences are "
        "shuffled between outlets.",
        description,
        beyond=_OUTSIDE in rows["verdict"].to_list(),
    )


def _apart(rows: pl.DataFrame, name: str) -> str:
    beyond = rows.filter(verdict=_OUTSIDE)["outlet_name"]
    if not len(beyond):
        return f"{name}: no outlet's share differs beyond what chance would give"
    return f"{name}: {listed(beyond)} beyond what chance would give"
