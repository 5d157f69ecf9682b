"""What was read."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis import tables
from analysis.views import theme
from analysis.views.charts import parts


def provenance_strip(
    paragraphs: pl.DataFrame, articles: pl.DataFrame, outlets: pl.DataFrame | None = None
) -> parts.Chart:
    """Draw what was read of each article, and what each part of it was taken for.

    Reads paragraphs and articles; one mark is one paragraph, as long as its text.
    """
    rows, order = theme.names(
        paragraphs.join(
            articles.select("article_id", "outlet"), on="article_id", maintain_order="left"
        ),
        outlets,
    )
    rows = rows.with_columns(
        characters=pl.col("end") - pl.col("start"),
        evidence=pl.concat_list(tables.passage_id()),
    )
    body = float(rows.filter(kind="body")["characters"].sum())
    everything = max(1.0, float(rows["characters"].sum()))
    picked = parts.pick()
    columns = ("outlet_name", "article_id", "kind", "rule", "start", "end", "characters")
    chart = (
        alt.Chart(parts.data(rows, *columns))
        .mark_bar(height=20, cursor="pointer")
        .encode(
            x=alt.X("start:Q", title="characters from the beginning of the file"),
            x2="end:Q",
            y=parts.outlet_rows(order),
            color=parts.coloured("kind", parts.present(theme.KIND, rows["kind"])),
            tooltip=["outlet_name:N", "kind:N", "rule:N", "characters:Q"],
            **parts.outlined(picked),
        )
        .add_params(picked)
    )
    return parts.framed(
        "provenance_strip",
        chart,
        f"{parts.percent(body / everything)} of the files is prose; the rest is labelled",
        "One strip per article, one block per paragraph. Measures read the body.",
        "Every article as a strip of its paragraphs, coloured by what each is for.",
    )
