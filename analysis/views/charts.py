"""One function, one chart, one question; rows in, `alt.Chart` out.

Every row of a chart's data carries ``evidence``, the ids of the passages behind
the mark, and ``mark``, its number: a click selects the mark (parameter ``pick``),
and whoever shows the chart shows the passages. Titles are computed from the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import altair as alt
import polars as pl

from analysis.views import theme

Chart = alt.Chart | alt.LayerChart | alt.FacetChart

_ROW = 30  # height of one row of a categorical axis
_SEPARATOR = "\u241f"  # between a label and the id that tells it apart from its like


def _data(rows: pl.DataFrame, *columns: str) -> alt.Data:
    """The rows as inline data, with a number for every mark."""
    more = [column for column in ("elsewhere",) if column in rows.columns]
    kept = rows.select(*columns, "evidence", *more).with_row_index("mark")
    return alt.Data(values=kept.to_dicts())


def _pick() -> alt.Parameter:
    return alt.selection_point(name="pick", fields=["mark"], empty=False)


def _outlined(pick: alt.Parameter, width: float = 2.5) -> dict[str, Any]:
    """Encodings that outline the picked mark."""
    return {
        "stroke": alt.when(pick).then(alt.value(theme.ACCENT)).otherwise(alt.value(theme.FAINT)),
        "strokeWidth": alt.when(pick).then(alt.value(width)).otherwise(alt.value(0.5)),
    }


def _title(finding: str, how_to_read: str) -> alt.TitleParams:
    return alt.TitleParams(finding, subtitle=how_to_read)


def _outlets(order: list[str], **keywords: Any) -> alt.X:
    axis = alt.Axis(orient="top", labelAngle=0, labelLimit=110, labelOverlap=False)
    return alt.X("outlet_name:N", sort=order, title=None, axis=axis, **keywords)


def _outlet_rows(order: list[str]) -> alt.Y:
    return alt.Y("outlet_name:N", sort=order, title=None)


def _join(names: Iterable[str]) -> str:
    """Words of a list: "A", "A and B", "A, B and C"."""
    *first, last = list(names) or ["none"]
    return f"{', '.join(first)} and {last}" if first else last


def _share(values: pl.Series, where: pl.Series) -> float:
    return float(values.filter(where).sum()) / max(1.0, float(values.sum()))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def provenance_strip(
    paragraphs: pl.DataFrame, articles: pl.DataFrame, outlets: pl.DataFrame | None = None
) -> Chart:
    """What was read of each article, and what each part of it was taken for.

    Reads paragraphs and articles; one mark is one paragraph, as long as its text.
    """
    rows, order = theme.names(
        paragraphs.join(articles.select("article_id", "outlet"), on="article_id"), outlets
    )
    rows = rows.with_columns(
        characters=pl.col("end") - pl.col("start"),
        evidence=pl.concat_list(pl.format("{}:{}-{}", "article_id", "start", "end")),
    )
    body = _share(rows["characters"], rows["kind"] == "body")
    pick = _pick()
    return (
        alt.Chart(
            _data(rows, "outlet_name", "article_id", "kind", "rule", "start", "end", "characters"),
            title=_title(
                f"{_percent(body)} of the files is prose; the rest is labelled, not removed",
                "One strip per article, one block per paragraph. Measures read the body.",
            ),
            description="Every article as a strip of its paragraphs, coloured by what each is for.",
        )
        .mark_bar(height=20, cursor="pointer")
        .encode(
            x=alt.X("start:Q", title="characters from the beginning of the file"),
            x2="end:Q",
            y=_outlet_rows(order),
            color=alt.Color(
                "kind:N", scale=theme.scale(_present(theme.KIND, rows["kind"])), title=None
            ),
            tooltip=["outlet_name:N", "kind:N", "rule:N", "characters:Q"],
            **_outlined(pick),
        )
        .add_params(pick)
        .properties(width=theme.WIDTH, height=alt.Step(_ROW))
    )


def _present(colours: dict[str, str], values: pl.Series) -> dict[str, str]:
    """The colours of those values that occur, so that no legend names what is not there."""
    found = set(values.to_list())
    return {value: colour for value, colour in colours.items() if value in found}


def statement_matrix(
    statements: Any, outlets: pl.DataFrame | None = None, *, top: int = 30
) -> Chart:
    """Which outlet carries which statement, and in what treatment.

    Reads a Statements (its tables statements, renderings and clauses); one mark is
    one outlet's rendering of one statement, absent ones included; the number is its
    words. The ``top`` statements by reach are drawn.
    """
    rows, order = theme.names(_renderings(statements, top), outlets)
    rows = rows.with_columns(_shortened("wording", 52).alias("label"))
    reach = rows.unique("statement_id")["n_outlets"]
    n_outlets = rows["outlet"].n_unique()
    all_statements = statements.statements["n_outlets"]
    alone = int((all_statements == 1).sum())
    pick = _pick()
    base = alt.Chart(
        _data(
            rows, "outlet_name", "statement_id", "label", "speaker", "wording", "treatment", "words"
        ),
        title=_title(
            f"{alone} of {len(all_statements)} statements reach one outlet only; "
            f"the widest reaches {max(reach, default=0)} of {n_outlets}",
            "One row per statement, widest reach first. Colour: how it is rendered; "
            "number: words given to it.",
        ),
        description="Matrix of statements by outlet: quoted, partly quoted, reported or absent.",
    ).encode(
        x=_outlets(order),
        y=alt.Y(
            "label:N",
            sort=rows["label"].unique(maintain_order=True).to_list(),
            title=None,
            axis=alt.Axis(labelExpr=f"split(datum.label, '{_SEPARATOR}')[0]", labelLimit=340),
        ),
        tooltip=["outlet_name:N", "speaker:N", "wording:N", "treatment:N", "words:Q"],
    )
    colour = alt.Color("treatment:N", scale=theme.scale(theme.TREATMENT), title=None)
    return _cells(base, colour, {"datum.words > 0": alt.Text("words:Q")}, pick)


def _cells(base: alt.Chart, colour: Any, texts: dict[str, alt.Text], pick: alt.Parameter) -> Any:
    """A grid of cells with texts on them; ``texts`` maps a condition to what is then written."""
    cells = base.mark_rect(cornerRadius=3, cursor="pointer").encode(
        color=colour, **_outlined(pick, 3)
    )
    written = [
        base.transform_filter(condition)
        .mark_text(fontSize=11.5, cursor="pointer", color=ink)
        .encode(text=text)
        for (condition, text), ink in zip(texts.items(), ("white", "currentColor"), strict=False)
    ]
    return alt.layer(cells.add_params(pick), *written).properties(
        width=theme.WIDTH * 0.9, height=alt.Step(_ROW - 3)
    )


def _renderings(statements: Any, top: int) -> pl.DataFrame:
    """Renderings with the statement's wording and speaker and the passages behind them."""
    clauses = statements.clauses.select(
        clause_ids="clause_id", passage=pl.format("{}:{}-{}", "article_id", "start", "end")
    )
    widest = statements.statements.head(top).with_row_index("rank")
    renderings = statements.renderings.join(widest, on="statement_id")
    passages = (
        renderings.explode("clause_ids")
        .join(clauses, on="clause_ids", how="left")
        .group_by("statement_id", "article_id")
        .agg(evidence=pl.col("passage").drop_nulls())
    )
    everywhere = (
        passages.sort("article_id")
        .group_by("statement_id")
        .agg(elsewhere=pl.col("evidence").explode().drop_nulls())
    )
    return (
        renderings.join(passages, on=["statement_id", "article_id"])
        .join(everywhere, on="statement_id")
        .with_columns(speaker=pl.col("actor").fill_null("unknown"))
        .sort("rank", "article_id")
    )


def _shortened(column: str, length: int) -> pl.Expr:
    """Text cut after a number of characters, told apart by the statement's id."""
    text = pl.col(column).str.replace_all(r"\s+", " ")
    cut = (
        pl.when(text.str.len_chars() > length).then(text.str.head(length - 1) + "…").otherwise(text)
    )
    return pl.format("{}" + _SEPARATOR + "{}", cut, "statement_id")


def airtime(
    rows: pl.DataFrame, outlets: pl.DataFrame | None = None, actors: pl.DataFrame | None = None
) -> Chart:
    """How many of each article's words are its own, and whose the others are.

    Reads measures of `framing.airtime`; one mark is one speaker in one voice; the
    bar is the share of the body's words.
    """
    rows, order = theme.names(rows, outlets)
    rows = _named_actors(rows, actors).with_columns(
        share=pl.col("value") / pl.col("n"),
        voice_name=pl.col("voice").replace(theme.VOICE_NAME),
        voice_rank=pl.col("voice").replace_strict(
            {voice: rank for rank, voice in enumerate(theme.VOICE)}, return_dtype=pl.Int64
        ),
    )
    rows = rows.sort("outlet_name", "voice_rank", pl.col("value"), descending=[False, False, True])
    ends = pl.col("share").cum_sum().over("article_id")
    rows = rows.with_columns(to=ends).with_columns(since=pl.col("to") - pl.col("share"))
    rows = rows.with_columns(middle=(pl.col("since") + pl.col("to")) / 2)
    own = rows.filter(voice="outlet").sort("share")
    pick = _pick()
    base = alt.Chart(
        _data(
            rows,
            "outlet_name",
            "target",
            "voice_name",
            "value",
            "n",
            "share",
            "since",
            "to",
            "middle",
        ),
        title=_title(
            _extremes(own, "own words make up", _percent),
            "Share of the words of each article's body, by voice; labels name the speaker.",
        ),
        description="Bars of the share of words that are the outlet's own, quoted or reported.",
    ).encode(
        y=_outlet_rows(order),
        tooltip=["outlet_name:N", "voice_name:N", "target:N", "value:Q", "n:Q"],
    )
    colours = {theme.VOICE_NAME[voice]: colour for voice, colour in theme.VOICE.items()}
    bars = base.mark_bar(height=22, cursor="pointer").encode(
        x=alt.X("since:Q", title="share of the body's words", axis=alt.Axis(format=".0%")),
        x2="to:Q",
        color=alt.Color("voice_name:N", scale=theme.scale(colours), title=None),
        **_outlined(pick),
    )
    labels = (
        base.transform_filter("datum.share > 0.07")
        .mark_text(fontSize=11, limit=90, color="#111", cursor="pointer")
        .encode(x="middle:Q", text="target:N")
        .transform_filter("datum.target != null")
    )
    return alt.layer(bars.add_params(pick), labels).properties(
        width=theme.WIDTH, height=alt.Step(_ROW + 4)
    )


def _named_actors(
    rows: pl.DataFrame, actors: pl.DataFrame | None, column: str = "target"
) -> pl.DataFrame:
    """Replace actors' ids by their names where they are known."""
    if actors is None:
        return rows
    names = dict(actors.select("actor", "name").iter_rows())
    return rows.with_columns(pl.col(column).replace(names))


def _extremes(rows: pl.DataFrame, what: str, form: Callable[[float], str]) -> str:
    """Title that names the outlets with the least and the most; rows are sorted by share."""
    if len(rows) < 2:
        return (
            f"{rows['outlet_name'][0]}: {what} {form(rows['share'][0])}"
            if len(rows)
            else "Nothing to show"
        )
    low, high = rows.row(0, named=True), rows.row(-1, named=True)
    return (
        f"{what[0].upper()}{what[1:]} {form(high['share'])} of {high['outlet_name']}, "
        f"{form(low['share'])} of {low['outlet_name']}"
    )


def naming_dots(
    rows: pl.DataFrame,
    actor: str,
    outlets: pl.DataFrame | None = None,
    actors: pl.DataFrame | None = None,
) -> Chart:
    """What each outlet calls one actor, in whose voice.

    Reads rows of `framing.naming`; one mark is one name in one voice and one part
    of an article; its area is the number of mentions.
    """
    rows, order = theme.names(rows.filter(actor=actor), outlets)
    outside = pl.col("kind") != "body"
    rows = rows.with_columns(
        where=pl.when(outside)
        .then(pl.lit("outside the body"))
        .otherwise(pl.col("voice").replace(theme.VOICE_NAME)),
    )
    rows = rows.group_by("outlet_name", "called", "label", "where", maintain_order=True).agg(
        pl.col("n").sum(),
        pl.col("kind").unique().sort().str.join(", "),
        pl.col("evidence").explode(),
    )
    called = rows.group_by("called", "label").agg(pl.col("n").sum())
    rank = {"evaluative": 0, "role": 1, "name": 2, "pronoun": 3}
    called = called.sort(
        pl.col("label").replace_strict(rank), pl.col("n").cast(pl.Int64).neg(), "called"
    )
    pick = _pick()
    places = [*theme.VOICE_NAME.values(), "outside the body"]
    return (
        alt.Chart(
            _data(rows, "outlet_name", "called", "label", "where", "kind", "n"),
            title=_title(
                _naming_finding(
                    rows, _named_actors(pl.DataFrame({"target": [actor]}), actors).item()
                ),
                "Area: mentions. Shape: in whose words. Evaluative names first.",
            ),
            description="Dots of the names used for an actor, by outlet and voice.",
        )
        .mark_point(filled=True, opacity=0.9, cursor="pointer")
        .encode(
            x=_outlets(order, scale=alt.Scale(domain=order)),
            xOffset=alt.XOffset("where:N", sort=places, scale=alt.Scale(domain=places)),
            y=alt.Y(
                "called:N", sort=called["called"].to_list(), title=None, axis=alt.Axis(grid=True)
            ),
            size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[60, 500], zero=True)),
            color=alt.Color(
                "label:N", scale=theme.scale(_present(theme.LABEL, rows["label"])), title=None
            ),
            shape=alt.Shape(
                "where:N",
                title=None,
                scale=alt.Scale(domain=places, range=["circle", "square", "triangle-up", "cross"]),
                legend=alt.Legend(symbolType="circle"),
            ),
            tooltip=["outlet_name:N", "called:N", "label:N", "where:N", "kind:N", "n:Q"],
            **_outlined(pick),
        )
        .add_params(pick)
        .properties(width=theme.WIDTH, height=alt.Step(26))
    )


def _naming_finding(rows: pl.DataFrame, name: str) -> str:
    loaded = rows.filter(pl.col("label") == "evaluative")
    if not len(loaded):
        return f"No outlet calls {name} by a judging word"
    words = _join(f"“{word}”" for word in loaded["called"].unique(maintain_order=True))
    return (
        f"{_join(loaded['outlet_name'].unique(maintain_order=True))} alone calls {name} {words}"
        if (loaded["outlet_name"].n_unique() == 1)
        else f"{_join(loaded['outlet_name'].unique(maintain_order=True))} call {name} {words}"
    )


def omission_map(
    rows: pl.DataFrame, concepts: pl.DataFrame, outlets: pl.DataFrame | None = None
) -> Chart:
    """Which concepts an outlet never mentions.

    Reads measures of `framing.coverage`; one mark is one concept in one article; the
    number is the sentences that mention it, a bare cell means none does.
    """
    named = concepts.select(target="concept", concept="name").unique(maintain_order=True)
    rows, order = theme.names(rows.join(named, on="target", maintain_order="left"), outlets)
    rows = rows.with_columns(
        share=pl.col("value") / pl.col("n"), sentences=pl.col("value").cast(pl.Int64)
    )
    reach = rows.group_by("concept", maintain_order=True).agg((pl.col("value") > 0).sum())
    missing = (
        rows.group_by("outlet_name", maintain_order=True)
        .agg(share=(pl.col("value") == 0).sum())
        .sort("share", maintain_order=True)
    )
    pick = _pick()
    base = alt.Chart(
        _data(rows, "outlet_name", "concept", "sentences", "n", "share"),
        title=_title(
            f"{missing['outlet_name'][-1]} leaves out {missing['share'][-1]} of {len(reach)} concepts, "
            f"{missing['outlet_name'][0]} {missing['share'][0]}",
            "Number: sentences that mention the concept. “none”: no sentence has any of its terms.",
        ),
        description="Map of concepts by outlet with the number of sentences mentioning each.",
    ).encode(
        x=_outlets(order),
        y=alt.Y(
            "concept:N",
            sort=reach.sort("value", maintain_order=True)["concept"].to_list(),
            title=None,
        ),
        tooltip=["outlet_name:N", "concept:N", "sentences:Q", alt.Tooltip("n:Q", title="of")],
    )
    colour = alt.condition(
        "datum.sentences > 0",
        alt.Color("share:Q", scale=alt.Scale(range=["#5aa2d0", "#00456e"]), legend=None),
        alt.value(theme.ABSENT),
    )
    texts = {
        "datum.sentences > 0": alt.Text("sentences:Q"),
        "datum.sentences == 0": alt.value("none"),
    }
    return _cells(base, colour, texts, pick)


def measure(
    rows: pl.DataFrame, outlets: pl.DataFrame | None = None, *, title: str | None = None
) -> Chart:
    """One measure as dots with their ranges, an outlet a row.

    Reads measures of one name; one mark is one article (and target); the line is
    low to high. Rows whose value is null are not drawn but named in the subtitle.
    """
    rows, order = theme.names(rows, outlets)
    blank = rows.filter(pl.col("value").is_null())["outlet_name"].unique(maintain_order=True)
    rows = rows.filter(pl.col("value").is_not_null())
    name = rows["measure"][0] if len(rows) else "measure"
    unit = rows["unit"][0] if len(rows) else ""
    ranked = rows.with_columns(share="value").sort("share")
    finding = title or _spread(ranked, name)
    note = f" Not defined for {_join(blank)}." if len(blank) else ""
    pick = _pick()
    base = alt.Chart(
        _data(
            rows, "outlet_name", "voice", "target", "measure", "value", "low", "high", "n", "unit"
        ),
        title=_title(finding, f"{name} ({unit}); line: range; number: {'units behind it'}.{note}"),
        description=f"Dots of {name} by outlet with ranges.",
    ).encode(
        y=_outlet_rows(order),
        tooltip=["outlet_name:N", "measure:N", "voice:N", "target:N"]
        + [alt.Tooltip(f"{c}:Q", format=".2f") for c in ("value", "low", "high")]
        + ["n:Q", "unit:N"],
    )
    ranges = base.mark_rule(strokeWidth=2, opacity=0.5, color=theme.OKABE_ITO[0]).encode(
        x=alt.X("low:Q", title=name), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=130, cursor="pointer", opacity=1).encode(
        x=alt.X("value:Q", title=name, scale=alt.Scale(zero=False)),
        color=alt.value(theme.OKABE_ITO[0]),
        **_outlined(pick),
    )
    counts = base.mark_text(align="left", dx=11, dy=-9, fontSize=10.5).encode(
        x="value:Q", text=alt.Text("n:Q", format="d")
    )
    return alt.layer(ranges, dots.add_params(pick), counts).properties(
        width=theme.WIDTH, height=alt.Step(_ROW + 6)
    )


def _spread(ranked: pl.DataFrame, name: str) -> str:
    if len(ranked) < 2:
        return name
    low, high = ranked.row(0, named=True), ranked.row(-1, named=True)
    overlap = low["high"] is not None and high["low"] is not None and low["high"] >= high["low"]
    close = "; their ranges overlap" if overlap else ""
    return (
        f"{name}: {low['value']:.2f} ({low['outlet_name']}) to "
        f"{high['value']:.2f} ({high['outlet_name']}){close}"
    )
