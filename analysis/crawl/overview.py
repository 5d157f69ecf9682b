"""The page that shows all events of a crawl, and what each outlet covered and skipped of them.

It is one file that opens with no network and no script; every count is also in the tables
beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import polars as pl

import analysis
from analysis.crawl.listing import Listing
from analysis.scale.selection import by_outlet, selection

_TEMPLATES = Path(__file__).parent
_LISTED = 200  # events in the list; events.csv has all
_DRAWN = 40  # events by outlets in the chart
_OUTLETS = 20
_BINS = 60  # of the timeline


def page(found: Listing, dataset: str, folders: Mapping[str, str]) -> str:
    """Write the overview of a dataset's events as one HTML page.

    ``folders`` names the folder of each event that has one, from where the page lies.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    own = pl.when(~pl.col("stray")).then("event")  # a stray tells nothing of its outlet's choice
    grid = selection(found.articles.with_columns(event=own), outlets=_OUTLETS, events=_DRAWN)
    span = _span(found.articles)
    rows = [_event(row, span, folders) for row in found.events.head(_LISTED).iter_rows(named=True)]
    return environment.get_template("overview.html").render(
        title=f"Events of {dataset}",
        facts=_facts(found),
        span=span,
        bins=_bins(found.articles, span),
        events=rows,
        more=len(found.events) - len(rows),
        chart=_chart(grid, found.events),
        outlets=list(by_outlet(grid).iter_rows(named=True)) if len(grid) else [],
        version=analysis.__version__,
    )


def _facts(found: Listing) -> dict[str, int]:
    articles = found.articles
    return {
        "articles": len(articles),
        "outlets": articles["outlet"].n_unique(),
        "inside": articles["event"].drop_nulls().len(),
        "events": len(found.events),
        "strays": int(articles["stray"].sum()),
        "undated": articles["published"].null_count(),
    }


def _span(articles: pl.DataFrame) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of articles in events; None where fewer than two days are known."""
    days = articles.drop_nulls("event")["published"].drop_nulls()
    first, last = days.min(), days.max()
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
        return None
    return (first, last) if first < last else None


def _bins(articles: pl.DataFrame, span: tuple[datetime.date, datetime.date] | None) -> list[dict]:
    """How many articles of events each stretch of the dataset's days has."""
    if span is None:
        return []
    first, last = span
    days = (last - first).days + 1
    wide = -(-days // _BINS)  # days of a bin
    offset = (articles.drop_nulls("event")["published"].drop_nulls() - first).dt.total_days()
    counts = dict((offset // wide).value_counts().rows())
    most = max(counts.values())
    return [
        {
            "day": first + datetime.timedelta(days=number * wide),
            "n": counts.get(number, 0),
            "height": 100 * counts.get(number, 0) / most,
        }
        for number in range(-(-days // wide))
    ]


def _event(
    row: dict[str, Any],
    span: tuple[datetime.date, datetime.date] | None,
    folders: Mapping[str, str],
) -> dict[str, Any]:
    """What the list says of an event; left and width are its place on the time axis, in percent."""
    shown = {**row, "folder": folders.get(row["event"]), "left": None, "width": None}
    if span and row["first"]:
        days = (span[1] - span[0]).days + 1
        shown["left"] = 100 * (row["first"] - span[0]).days / days
        shown["width"] = 100 * ((row["last"] - row["first"]).days + 1) / days
    return shown


def _chart(grid: pl.DataFrame, events: pl.DataFrame) -> dict[str, Any]:
    """The chart's columns (outlets) and rows (events with a cell for each)."""
    headings = dict(events.select("event", "heading").rows())
    rows = [
        {"heading": headings[event[0]], "cells": list(cells.iter_rows(named=True))}
        for event, cells in grid.group_by("event", maintain_order=True)
    ]
    return {"outlets": grid["outlet"].unique(maintain_order=True).to_list(), "rows": rows}
