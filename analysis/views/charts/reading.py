"""What was read."""

from __future__ import annotations

from functools import partial

import altair as alt
import polars as pl

from analysis import tables
from analysis.views import labels, theme
from analysis.views.charts import frame

_FEW = 12  # articles up to which a strip can be tall


def provenance_strip(
    paragraphs: pl.DataFrame, articles: pl.DataFrame, outlets: pl.DataFrame | None = None
) -> frame.Chart:
    """Draw what was read of each article, and what each part of it was taken for.

    Reads paragraphs and articles; one mark is one paragraph, as long as its text. An
    outlet's articles are numbered where it has several.
    """
    rows, order = theme.names(
        paragraphs.join(
            articles.select("article_id", "outlet"), on="article_id", maintain_order="left"
        ),
        outlets,
    )
    rows = _one_line_each(rows, order).with_columns(
        characters=pl.col("end") - pl.col("start"),
        rule=pl.col("rule").map_elements(partial(labels.value, "rule"), return_dtype=pl.String),
        evidence=pl.concat_list(tables.passage_id()),
    )
    body = float(rows.filter(kind="body")["characters"].sum())
    everything = max(1.0, float(rows["characters"].sum()))
    told = ("outlet_name", "article_id", "kind", "rule", "start", "end", "characters")
    chart = (
        alt.Chart(frame.data(rows, *told, "_row_label"))
        .mark_bar(height={"band": 0.7}, cursor="pointer")
        .encode(
            x=alt.X("start:Q", title="characters from the beginning of the file"),
            x2=alt.X2("end:Q"),
            y=frame.label_rows(rows, "_row_label"),
            color=frame.coloured("kind", frame.present(theme.KIND, rows["kind"])),
            tooltip=frame.told("outlet_name:N", "kind:N", "rule:N", "characters:Q"),
            **frame.outlined(),
        )
        .add_params(frame.pick())
    )
    return frame.framed(
        "provenance_strip",
        chart,
        f"{frame.percent(body / everything)} of the files is prose; the rest is labelled",
        "One strip per article, one block per paragraph. Measures read the body.",
        "Every article as a strip of its paragraphs, coloured by what each is for.",
        row=frame.ROW if rows["article_id"].n_unique() <= _FEW else frame.ROW - 8,
    )


def _one_line_each(rows: pl.DataFrame, order: list[str]) -> pl.DataFrame:
    """Rows in the outlets' order, with the name of their article's line."""
    number = pl.col("article_id").rank("dense").over("outlet_name")
    several = pl.col("article_id").n_unique().over("outlet_name") > 1
    name = pl.when(several).then(pl.format("{} {}", "outlet_name", number)).otherwise("outlet_name")
    place = pl.col("outlet_name").replace_strict({name: i for i, name in enumerate(order)})
    return rows.sort(place, number, maintain_order=True).with_columns(
        _row_label=frame.keyed(name, "article_id")
    )
