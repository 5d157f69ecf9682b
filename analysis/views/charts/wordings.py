"""In what words each outlet carries a statement."""

from __future__ import annotations

import textwrap
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
        tooltip=frame.told(
            *(
                "pair:N",
                alt.Tooltip("value:Q", title="mean distance", format=".2f"),
                "low:Q",
                "high:Q",
            ),
            alt.Tooltip("n:Q", title="statements both carry"),
        ),
    )
    title = "how differently they word it (0: the same words, 1: none shared)"
    line = base.transform_filter("datum.low != null").mark_rule(strokeWidth=2, opacity=0.6)
    dots = base.mark_point(filled=True, size=110, opacity=1, cursor="pointer").encode(
        x=alt.X("value:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5)),
        **frame.outlined(),
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


_LINE, _LONGEST = 84, 100  # characters of one line of the wording chart; where it has room
_LETTER_PX = 7.9  # width of one letter of its monospaced font
_LINE_PX = 20
_HALF_PX = 9  # of the ground of a line's words
_GAP_PX = 14  # between two articles
_OPS = {
    "substituted": theme.tint("#D55E00"),
    "added": theme.tint("#0072B2"),
    "cut": theme.tint("#8a8f98"),
}


def wording(rows: pl.DataFrame, outlets: pl.DataFrame | None = None) -> frame.Chart:
    """Draw one statement's renderings word by word against the base's, which stands above.

    Reads rows of `overlap.wording` for one statement; one mark is one stretch of words, as
    much of it as goes on a line. Words that only the base has stand in brackets; the ground
    tells the change, so that words keep the page's ink. Places are in pixels, so that no
    width of the page lays lines over each other.
    """
    description = "One statement in the words of each outlet, changes coloured."
    if not len(rows):
        return frame.nothing(
            "No statement is chosen that this outlet and another carry", description
        )
    rows, order = theme.names(rows, outlets)
    rows = rows.join(
        pl.DataFrame({"outlet_name": order}, schema={"outlet_name": pl.String}).with_row_index(
            "_order"
        ),
        on="outlet_name",
        how="left",
    ).sort("_order", "article_id", "step", maintain_order=True)
    names = dict(rows.select("outlet", "outlet_name").rows())
    if outlets is not None:
        names |= dict(outlets.select("outlet", "name").rows())
    marks, headers, height = _laid(rows, names)
    columns = ("outlet_name", "op", "base_words", "shown", "_x", "_y", "_end", "_top", "_foot")
    place = {
        "x": alt.X("_x:Q", axis=None, scale=None),
        "y": alt.Y("_y:Q", axis=None, scale=None),
    }
    stretches = alt.Chart(frame.data(marks, *columns)).encode(
        tooltip=frame.told("outlet_name:N", "op:N", "base_words:N", "shown:N")
    )
    words = stretches.mark_text(
        cursor="pointer",
        align="left",
        font="ui-monospace, 'DejaVu Sans Mono', monospace",
        fontSize=13,
    ).encode(**place, text=alt.Text("shown:N"))
    words = words.properties(name="words")  # the style sheet lets these words be clicked
    grounds = (
        stretches.transform_filter(alt.FieldOneOfPredicate(field="op", oneOf=list(_OPS)))
        .mark_rect(cornerRadius=2)
        .encode(
            x=place["x"],
            x2=alt.X2("_end:Q"),
            y=alt.Y("_top:Q", axis=None, scale=None),
            y2=alt.Y2("_foot:Q"),
            color=alt.Color("op:N", scale=theme.scale(_OPS), legend=None),
        )
    )
    above = (
        alt.Chart(alt.Data(values=headers))
        .mark_text(align="left", fontWeight=600, fontSize=12)
        .encode(**place, text=alt.Text("header:N"))
    )
    return alt.layer(grounds, words.add_params(frame.pick()), above).properties(
        width=_line() * _LETTER_PX,
        height=height,
        # by these the report's script breaks the lines anew where the page is narrower
        usermeta={
            "chart": "wording",
            "letter": _LETTER_PX,
            "line": _LINE_PX,
            "half": _HALF_PX,
            "gap": _GAP_PX,
        },
        title=alt.TitleParams(
            _changes(rows),
            subtitle="On orange: substituted. On blue: added. In brackets: only in the base.",
        ),
        description=description,
    )


def _line() -> int:
    """The characters of a line: what the page has room for."""
    page = theme.page()
    return _LINE if page is None else max(28, min(_LONGEST, int(page / _LETTER_PX) - 2))


def _changes(rows: pl.DataFrame) -> str:
    """How many of the other articles change the words, and how many only leave some out."""
    ops = rows.group_by("article_id", maintain_order=True).agg("op")["op"].to_list()
    changed = sum(not {"substituted", "added"}.isdisjoint(found) for found in ops)
    trimmed = sum("cut" in found for found in ops) - sum(
        "cut" in found and not {"substituted", "added"}.isdisjoint(found) for found in ops
    )
    kind = "outlet" if rows["outlet"].n_unique() == len(ops) else "article"
    of = f"of {len(ops)} other {kind}{'s' * (len(ops) != 1)}"
    if not changed:
        less = f"; {trimmed} {of} trim{'s' * (trimmed == 1)} it" if trimmed else ""
        return f"No other {kind} changes the wording{less}"
    less = f", {trimmed} trim{'s' * (trimmed == 1)} it" if trimmed else ""
    return f"{changed} {of} change{'s' * (changed == 1)} the wording{less}"


def _laid(
    rows: pl.DataFrame, names: dict[str, str]
) -> tuple[pl.DataFrame, list[dict[str, Any]], float]:
    """Place every stretch: the base's text above, then a block of lines for each article."""
    owner = dict(rows.select("base", "base_outlet").rows())
    owner |= dict(rows.select("article_id", "outlet").rows())
    blocks = [("base", rows["base"][0], [_whole(rows)])]
    for (article,), steps in rows.group_by("article_id", maintain_order=True):
        blocks.append(("", str(article), [_stretch(row) for row in steps.iter_rows(named=True)]))
    marks: list[dict[str, Any]] = []
    headers, y = [], _LINE_PX / 2
    for kind, article, stretches in blocks:
        label = _label(article, owner, names) + (" (compared with)" if kind else "")
        headers.append({"header": label, "_x": 0, "_y": y})
        column, y = 0, y + _LINE_PX
        for stretch in stretches:
            for piece in _pieces(stretch["shown"], column):
                if column and column + len(piece) > _line():
                    column, y = 0, y + _LINE_PX
                place = {"shown": piece, "_x": column * _LETTER_PX, "_y": y, "outlet_name": label}
                place |= {"_end": place["_x"] + len(piece) * _LETTER_PX}
                marks.append({**stretch, **place, "_top": y - _HALF_PX, "_foot": y + _HALF_PX})
                column += len(piece) + 1
        y += _LINE_PX + _GAP_PX
    schema = {"evidence": pl.List(pl.String)}
    return pl.DataFrame(marks, schema_overrides=schema, infer_schema_length=None), headers, y


def _label(article: str, owner: dict[str, str], names: dict[str, str]) -> str:
    """The outlet's name, with a number where several of its articles are drawn."""
    outlet = owner[article]
    same = [other for other in owner if owner[other] == outlet]
    number = f", article {same.index(article) + 1}" if len(same) > 1 else ""
    return names.get(outlet, outlet) + number


def _whole(rows: pl.DataFrame) -> dict[str, Any]:
    """The base's text, from the article that is compared with most of it."""
    said = rows.drop_nulls("base_words").filter(pl.col("op") != "punctuation")
    sizes = said.group_by("article_id", maintain_order=True).agg(
        pl.col("base_words").str.len_chars().sum()
    )
    if sizes.is_empty():
        return {"op": "base", "base_words": None, "shown": "", "evidence": []}
    longest = sizes.sort("base_words", descending=True, maintain_order=True)["article_id"][0]
    said = said.filter(article_id=longest)
    start, end = said["base_start"].min(), said["base_end"].max()
    where = [] if start is None else [f"{rows['base'][0]}:{start}-{end}"]
    text = " ".join(said["base_words"])
    return {"op": "base", "base_words": None, "shown": text, "evidence": where}


def _stretch(row: dict[str, Any]) -> dict[str, Any]:
    missing = row["words"] is None  # cut, or replaced by nothing of its own
    shown = f"[{row['base_words']}]" if missing else row["words"]
    where = [] if missing else [f"{row['article_id']}:{row['start']}-{row['end']}"]
    return {
        "op": row["op"],
        "base_words": row["base_words"],
        "shown": " ".join(shown.split()),
        "evidence": where,
    }


def _pieces(text: str, column: int) -> list[str]:
    """Cut a stretch at spaces so that each piece goes on a line, the first beside what is there."""
    if not text:
        return []
    room = _line() - column
    first = textwrap.wrap(text, room)[:1] if room >= max(map(len, text.split())) else []
    rest = text[len(first[0]) :].lstrip() if first else text
    return [*first, *textwrap.wrap(rest, _line())]
