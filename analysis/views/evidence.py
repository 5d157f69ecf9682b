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
    "title": pl.String,
    "published": pl.Date,
    "url": pl.String,
}


def passages(
    ids: Iterable[str], articles: pl.DataFrame, sentences: pl.DataFrame, outlets: pl.DataFrame
) -> pl.DataFrame:
    """Look passages up by id, each with the rest of the sentences it stands in.

    One row per id, in the order given: passage (the id), outlet, outlet_name,
    article_id, start, end, before, text, after, and the article's title, published and
    url. ``text`` is exactly ``articles.text[start:end]``; ``before`` and ``after``
    complete its sentences.

    Raises ParallaxError for an id that no article answers.
    """
    wanted = [(passage, *tables.parse_passage_id(passage)) for passage in ids]
    asked = {article_id for _, article_id, _, _ in wanted}
    held = articles.filter(pl.col("article_id").is_in(list(asked)))
    known = {row["article_id"]: row for row in held.iter_rows(named=True)}
    names = dict(outlets.select("outlet", "name").iter_rows())
    spans = _spans(sentences, asked)
    rows = []
    for passage, article_id, start, end in wanted:
        article = known.get(article_id)
        text = article["text"] if article else ""
        if article is None or not 0 <= start <= end <= len(text):
            raise ParallaxError(
                f"passage {passage}", "no article holds it", "pass the tables it was computed from"
            )
        touched = [s for s in spans.get(article_id, []) if s[0] < end and start < s[1]]
        first = min([start, *(s[0] for s in touched)])
        last = max([end, *(s[1] for s in touched)])
        outlet = article["outlet"]
        parts = (text[first:start], text[start:end], text[end:last])
        about = (article.get("title"), article.get("published"), article.get("url"))
        place = (article_id, start, end)
        rows.append((passage, outlet, names.get(outlet, outlet), *place, *parts, *about))
    return pl.DataFrame(rows, schema=_PASSAGES, orient="row")


def _spans(sentences: pl.DataFrame, articles: set[str]) -> dict[str, list[tuple[int, int]]]:
    """The sentences' spans by article, of those articles alone."""
    kept = sentences.filter(pl.col("article_id").is_in(list(articles)))
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in kept.select("article_id", "start", "end").iter_rows():
        spans.setdefault(article_id, []).append((start, end))
    return spans


def citation(row: dict[str, Any]) -> str:
    """How to cite a passage: outlet, title, date, address, place and its sentence verbatim.

    >>> citation({"outlet_name": "EFE", "title": None, "published": None, "url": None,
    ...     "start": 4, "end": 9, "before": "And ", "text": "then?", "after": ""})
    'EFE, characters 4–9: “And then?”'
    """
    sentence = " ".join((row["before"] + row["text"] + row["after"]).split())
    return f"{source(row)}, characters {row['start']:,}–{row['end']:,}: “{sentence}”"


def source(row: dict[str, Any]) -> str:
    """The article in a citation: outlet, and title, date and address where they are known."""
    title = f"“{row['title']}”" if row["title"] else None
    day = row["published"]
    date = f"{day.day} {day:%B %Y}" if day else None
    return ", ".join(part for part in (row["outlet_name"], title, date, row["url"]) if part)


def item(
    row: dict[str, Any], body: str | None = None, more: str = "", *, chosen: bool = False
) -> str:
    """One passage as an HTML list item.

    ``body`` replaces its text (by a word diff, say); ``more`` is HTML put beside its place;
    ``chosen`` tells the passage of the chosen mark from others beside it.
    """
    if body is None:
        body = f"{escape(row['before'])}<mark>{escape(row['text'])}</mark>{escape(row['after'])}"
    marked = ' class="px-chosen"' * chosen
    return (
        f'<li data-passage="{escape(row["passage"], quote=True)}"{marked}>'
        f'<span class="px-who">{escape(row["outlet_name"])}</span>'
        f'<span class="px-where">characters {row["start"]:,}–{row["end"]:,}</span>{more}'
        f"<blockquote><bdi>{body}</bdi></blockquote></li>"
    )


def citable(
    row: dict[str, Any], body: str | None = None, more: str = "", *, chosen: bool = False
) -> str:
    """One passage as a list item with a button that holds its citation in ``data-citation``."""
    cited = escape(citation(row), quote=True)
    copy = f'<button type="button" class="px-copy" data-citation="{cited}">Copy citation</button>'
    return item(row, body, more + copy, chosen=chosen)


def panel(heading: str, items: Iterable[str], *more: tuple[str, list[str]]) -> str:
    """Passages under a heading, as HTML; ``more`` adds further lists with their headings."""
    listed = "".join(
        f"<strong>{escape(title)}</strong>" + (f"<ol>{''.join(found)}</ol>" if found else "")
        for title, found in [(heading, list(items)), *more]
    )
    return f'<style>{STYLE}</style><div class="px-evidence px-scroll">{listed}</div>'


def hint(text: str) -> str:
    """What the panel says while nothing is chosen, as HTML."""
    said = f'<p class="px-hint">{escape(text)}</p>'
    return f'<style>{STYLE}</style><div class="px-evidence">{said}</div>'


def marks(spec: Any) -> list[dict[str, Any]]:
    """The rows of a chart's specification that stand for marks, by their number."""
    found: dict[int, dict[str, Any]] = {}
    stack = [spec]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "_mark" in node and "evidence" in node:
                found[node["_mark"]] = node
            else:
                stack.extend(node.values())
        elif isinstance(node, list | tuple):
            stack.extend(node)
    return [found[number] for number in sorted(found)]
