"""In what words each outlet carries a statement."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis import tables
from analysis.views import theme
from analysis.views.charts import frame

_WIDE = alt.Axis(labelLimit=340)  # the names of two outlets


def divergence(
    rows: pl.DataFrame,
    statements: Any,
    outlets: pl.DataFrame | None = None,
    *,
    top: int = 30,
) -> frame.Chart:
    """Draw how differently each pair of outlets words the statements that both carry.

    Reads rows of `overlap.divergence` and the clauses of the Statements they come
    from; one mark is one pair of outlets; the line is the interval over statements.
    The ``top`` pairs that share most statements are drawn.
    """
    description = "Dots of the mean wording distance of outlet pairs with intervals."
    rows = rows.drop_nulls("value")
    if not len(rows):
        return frame.nothing("No two outlets carry the same statement", description)
    n_pairs = len(rows)
    rows = rows.sort("n", descending=True, maintain_order=True).head(top)
    names = dict(outlets.select("outlet", "name").rows()) if outlets is not None else {}
    passages = statements.clauses.drop_nulls("statement_id").select(
        "article_id", "statement_id", passage=tables.passage_id()
    )
    owners = statements.renderings.select("article_id", "outlet").unique()
    passages = passages.join(owners, on="article_id", maintain_order="left")

    def evidence(row: dict[str, Any]) -> list[str]:
        pair = [row["outlet_a"], row["outlet_b"]]
        shown = pl.col("outlet").is_in(pair) & pl.col("statement_id").is_in(row["statement_ids"])
        return passages.filter(shown)["passage"].to_list()

    rows = rows.with_columns(
        pair=pl.format(
            "{} – {}", pl.col("outlet_a").replace(names), pl.col("outlet_b").replace(names)
        ),
        evidence=pl.Series(
            [evidence(row) for row in rows.iter_rows(named=True)], dtype=pl.List(pl.String)
        ),
    ).sort("value", "pair", descending=[True, False])
    base = alt.Chart(frame.data(rows, "pair", "value", "low", "high", "n")).encode(
        y=alt.Y("pair:N", sort=rows["pair"].to_list(), title=None, axis=_WIDE),
        tooltip=frame.told("pair:N", alt.Tooltip("value:Q", format=".2f"), "n:Q"),
    )
    title = "mean wording distance (0: the same words, 1: none shared)"
    line = base.transform_filter("datum.low != null").mark_rule(strokeWidth=2, opacity=0.6)
    dots = base.mark_point(filled=True, size=110, opacity=1, cursor="pointer").encode(
        x=alt.X("value:Q", title=title, scale=alt.Scale(domain=[0, 1])), **frame.outlined()
    )
    counts = base.mark_text(align="left", dx=10, dy=-8, fontSize=10.5).encode(
        x=alt.X("value:Q"), text=alt.Text("n:Q", format="d")
    )
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    return frame.framed(
        "divergence",
        alt.layer(
            line.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
            dots.add_params(frame.pick()),
            counts,
        ),
        f"{first['pair']} word shared statements most differently ({first['value']:.2f})"
        + (f", {last['pair']} least ({last['value']:.2f})" if len(rows) > 1 else ""),
        "Line: 95 % interval over statements. Small number: statements that both carry."
        + (f" The {top} pairs of {n_pairs} that share most are drawn." if n_pairs > top else ""),
        description,
        row=frame.ROW - 2,
    )


_LINE = 84  # characters of one line of the wording chart
_LETTER_PX = 7.9  # width of one letter of its monospaced font
_OPS = {
    "equal": "currentColor",
    "substituted": "#D55E00",
    "added": "#0072B2",
    "cut": "#8a8f98",
    "case": "currentColor",
    "punctuation": "currentColor",
}


def wording(rows: pl.DataFrame, outlets: pl.DataFrame | None = None) -> frame.Chart:
    """Draw one statement's renderings word by word against the base's.

    Reads rows of `overlap.wording` for one statement; one mark is one stretch of
    words. Words that only the base has stand in brackets; colour tells the change.
    """
    description = "One statement in the words of each outlet, changes coloured."
    if not len(rows):
        return frame.nothing("No other outlet renders this statement", description)
    rows, order = theme.names(rows, outlets)
    rows = _set_in_lines(rows)
    changed = rows.filter(pl.col("op").is_in(["substituted", "added", "cut"]))["outlet_name"]
    chart = (
        alt.Chart(frame.data(rows, "outlet_name", "op", "base_words", "shown", "x", "line"))
        .mark_text(
            cursor="pointer",
            align="left",
            font="ui-monospace, 'DejaVu Sans Mono', monospace",
            fontSize=13,
        )
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, _LINE * _LETTER_PX])),
            y=alt.Y("line:O", axis=None),
            row=alt.Row("outlet_name:N", sort=order, title=None, header=_HEADER, spacing=18),
            text=alt.Text("shown:N"),
            color=alt.Color("op:N", scale=theme.scale(_OPS), legend=None),
            tooltip=frame.told("op:N", "base_words:N", "shown:N"),
        )
        .add_params(frame.pick())
        .properties(width=_LINE * _LETTER_PX, height=alt.Step(20))
        .resolve_scale(y="independent")
    )
    return chart.properties(
        usermeta={"chart": "wording"},
        title=alt.TitleParams(
            _changes(changed.n_unique(), rows["outlet_name"].n_unique()),
            subtitle="Orange: substituted. Blue: added. Grey in brackets: only in the base.",
        ),
        description=description,
    )


def _changes(n: int, others: int) -> str:
    if not n:
        return "No other outlet changes the wording"
    plural = "s" * (others != 1)
    return f"{n} of {others} other outlet{plural} change{'s' * (n == 1)} the wording"


_HEADER = alt.Header(
    labelAngle=0, labelAnchor="start", labelOrient="top", labelFontWeight=600, labelPadding=0
)


def _set_in_lines(rows: pl.DataFrame) -> pl.DataFrame:
    """Place each stretch: its line and its distance from the left, per outlet."""
    placed: list[tuple[str, int, float, list[str]]] = []
    line, column, outlet = 0, 0, None
    for row in rows.iter_rows(named=True):
        if row["outlet_name"] != outlet:
            line, column, outlet = 0, 0, row["outlet_name"]
        missing = row["words"] is None  # cut, or replaced by nothing of its own
        shown = f"[{row['base_words']}]" if missing else row["words"]
        if column and column + len(shown) > _LINE:
            line, column = line + 1, 0
        where = [] if missing else [f"{row['article_id']}:{row['start']}-{row['end']}"]
        placed.append((shown, line, column * _LETTER_PX, where))
        column += len(shown) + 1
    shown, lines, xs, evidence = (list(values) for values in zip(*placed, strict=True))
    return rows.with_columns(
        shown=pl.Series(shown),
        line=pl.Series(lines),
        x=pl.Series(xs),
        evidence=pl.Series(evidence, dtype=pl.List(pl.String)),
    )
