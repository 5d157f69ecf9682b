"""Passage ids → the passages themselves, verbatim, in their sentence, as inert HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError

STYLE = (Path(__file__).parent / "templates" / "evidence.css").read_text("utf-8")

_PASSAGES = {
    "passage": pl.String,
    "outlet": pl.String,
    "outlet_name": pl.String,
    "article_id": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "before": pl.String,
    "text": pl.String,
    "after": pl.String,
}


def passages(
    ids: Iterable[str], articles: pl.DataFrame, sentences: pl.DataFrame, outlets: pl.DataFrame
) -> pl.DataFrame:
    """Look passages up by id, each with the rest of the sentences it stands in.

    One row per id, in the order given: passage (the id), outlet, outlet_name,
    article_id, start, end, before, text, after. ``text`` is exactly
    ``articles.text[start:end]``; ``before`` and ``after`` complete its sentences.

    Raises ParallaxError for an id that no article answers.
    """
    texts = {row[0]: row[1:] for row in articles.select("article_id", "outlet", "text").iter_rows()}
    names = dict(outlets.select("outlet", "name").iter_rows())
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in sentences.select("article_id", "start", "end").iter_rows():
        spans.setdefault(article_id, []).append((start, end))
    rows = []
    for passage in ids:
        article_id, start, end = tables.parse_passage_id(passage)
        outlet, text = texts.get(article_id, (None, ""))
        if not 0 <= start <= end <= len(text):
            raise ParallaxError(
                f"passage {passage}", "no article holds it", "pass the tables it was computed from"
            )
        touched = [s for s in spans.get(article_id, []) if s[0] < end and start < s[1]]
        first = min([start, *(s[0] for s in touched)])
        last = max([end, *(s[1] for s in touched)])
        name = names.get(outlet, outlet)
        parts = (text[first:start], text[start:end], text[end:last])
        rows.append((passage, outlet, name, article_id, start, end, *parts))
    return pl.DataFrame(rows, schema=_PASSAGES, orient="row")


def item(row: dict[str, Any], body: str | None = None, more: str = "") -> str:
    """One passage as an HTML list item.

    ``body`` replaces its text (by a word diff, say); ``more`` is HTML put beside its place.
    """
    if body is None:
        body = f"{escape(row['before'])}<mark>{escape(row['text'])}</mark>{escape(row['after'])}"
    return (
        f'<li data-passage="{escape(row["passage"], quote=True)}">'
        f'<span class="px-who">{escape(row["outlet_name"])}</span>'
        f'<span class="px-where">characters {row["start"]:,}–{row["end"]:,}</span>{more}'
        f"<blockquote><bdi>{body}</bdi></blockquote></li>"
    )


def panel(heading: str, items: Iterable[str], *more: tuple[str, list[str]]) -> str:
    """A panel of passages, announced to screen readers when it changes.

    ``more`` adds further lists, each under a heading of its own.
    """
    listed = "".join(
        f"<strong>{escape(title)}</strong>" + (f"<ol>{''.join(found)}</ol>" if found else "")
        for title, found in [(heading, list(items)), *more]
    )
    return (
        f'<style>{STYLE}</style><div class="px-evidence" role="region" aria-live="polite" '
        f'aria-label="Evidence">{listed}</div>'
    )


def marks(spec: Any) -> list[dict[str, Any]]:
    """The rows of a chart's specification that stand for marks, by their number."""
    found: dict[int, dict[str, Any]] = {}
    stack = [spec]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "mark" in node and "evidence" in node:
                found[node["mark"]] = node
            else:
                stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return [found[number] for number in sorted(found)]
