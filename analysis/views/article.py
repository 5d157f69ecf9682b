"""One article as it was read: its whole text, with what each part was taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from analysis.errors import ParallaxError
from analysis.views import theme

STYLE = (Path(__file__).parent / "templates" / "article.css").read_text("utf-8")

# what a reader can switch on and off: the class that shows it, and its name
SWITCHES = {
    "px-show-kinds": "Kinds of paragraphs",
    "px-show-quoted": "Quotations",
    "px-show-reported": "Reported speech",
    "px-show-mentions": "Mentions of actors",
}
_STYLES = 8  # underlines that article.css tells apart

Span = tuple[int, int, str, str]  # start, end, class, tooltip


def html(
    article_id: str,
    articles: pl.DataFrame,
    paragraphs: pl.DataFrame,
    quotes: pl.DataFrame,
    mentions: pl.DataFrame,
    actors: pl.DataFrame | None = None,
    *,
    here: int | None = None,
) -> str:
    """Write one article's paragraphs, quotations and mentions as inert HTML.

    Every paragraph is a ``p`` whose text is exactly ``articles.text[start:end]`` and
    whose id is `anchor`'s. Its class names its kind (``px-k-headline``), and the rule
    that set it stands beside it; inside, quotations (``px-v-quoted``), reported
    speech (``px-v-reported``) and mentions (``px-m px-m-kim px-a-1``) are nested
    spans. `STYLE` shows what the classes of `SWITCHES` on any element around it, or
    checked boxes of those classes in a ``px-reader`` around it, ask for. The paragraph
    that starts ``here`` has the class ``px-here``.

    Reads paragraphs, quotes and mentions of the article, and actors (actor, name).
    Raises ParallaxError when there is no such article.

    >>> import analysis as an
    >>> c = an.load("corpus/vostochny-2023")
    >>> page = html("efe", c.articles, c.paragraphs, c.quotes, c.mentions, c.actors)
    >>> page.count("<p id=") == len(c.paragraphs.filter(article_id="efe"))
    True
    """
    found = articles.filter(article_id=article_id)
    if not len(found):
        known = ", ".join(articles["article_id"])
        raise ParallaxError(f"article '{article_id}'", "there is no such article", f"use {known}")
    text = found["text"][0]
    layers = [
        _voices(quotes.filter(article_id=article_id)),
        _mentions(mentions.filter(article_id=article_id), actors),
    ]
    rows = paragraphs.filter(article_id=article_id).sort("start").iter_rows(named=True)
    blocks = [_block(text, row, layers, row["start"] == here) for row in rows]
    return f'<div class="px-article" lang="{_quoted(found["language"][0] or "")}">' + (
        "".join(blocks) + "</div>"
    )


def _block(text: str, row: dict[str, Any], layers: Sequence[list[Span]], here: bool) -> str:
    """One paragraph with its kind beside it."""
    why = f"taken for {row['kind']} by the rule “{row['rule']}”"
    return (
        f'<div class="px-block px-k-{row["kind"]}{" px-here" * here}">'
        f'<span class="px-kind" title="{_quoted(why)}">{escape(row["kind"])}</span>'
        f'<p id="{_quoted(anchor(row["article_id"], row["start"]))}">'
        f"{_marked(text, row['start'], row['end'], layers)}</p></div>"
    )


def anchor(article_id: str, start: int) -> str:
    """The id of the paragraph that starts there, for links to it; no two have the same.

    >>> anchor("efe", 120), anchor("a b", 0)
    ('a-efe-120', 'a-a~20b-0')
    """

    def written(odd: re.Match[str]) -> str:
        return "".join(f"~{byte:02x}" for byte in odd[0].encode())

    return f"a-{re.sub(r'[^A-Za-z0-9_.-]', written, article_id)}-{start}"


def legend(mentions: pl.DataFrame, actors: pl.DataFrame) -> str:
    """What the marks mean, as inert HTML; actors in the order of ``actors``, if mentioned."""
    named = actors.filter(pl.col("actor").is_in(mentions["actor"].to_list()))
    styles = _actor_styles(actors)
    keys = [
        ("px-v-quoted", theme.VOICE_NAME["quoted"]),
        ("px-v-reported", theme.VOICE_NAME["reported"]),
        *((f"px-m {styles[actor]}", name) for actor, name in named.select("actor", "name").rows()),
    ]
    items = "".join(f'<li><span class="{key}">{escape(name)}</span></li>' for key, name in keys)
    return f'<ul class="px-legend" aria-label="Legend">{items}</ul>'


def _voices(quotes: pl.DataFrame) -> list[Span]:
    """Quotations and reported speech; words held at a distance and titles are the outlet's."""
    voice = {"direct": "quoted", "mixed": "quoted", "indirect": "reported"}
    spans = []
    for row in quotes.filter(pl.col("form").is_in(list(voice))).iter_rows(named=True):
        told = theme.VOICE_NAME[voice[row["form"]]]
        whom = f": {row['source'] or row['actor']}" if row["source"] or row["actor"] else ""
        if row.get("sure") == "unknown":
            whom += ", speaker unknown"
        elif row.get("sure") == "guessed":
            whom += f", guessed to be {row['actor']}"
        via = f", via {row['via']}" if row["via"] else ""
        spans.append((row["start"], row["end"], f"px-v-{voice[row['form']]}", told + whom + via))
    # where both claim the same words, the quotation has them: as in tokens.voice
    return sorted(spans, key=lambda span: (span[2] != "px-v-quoted", span[0]))


def _mentions(mentions: pl.DataFrame, actors: pl.DataFrame | None) -> list[Span]:
    named = actors if actors is not None else mentions.select("actor", name="actor")
    names = dict(named.select("actor", "name").iter_rows())
    styles = _actor_styles(named)
    return [
        (start, end, f"px-m {styles.get(actor, '')}", f"{names.get(actor, actor)} ({label})")
        for start, end, actor, label in mentions.select(
            "start", "end", "actor", "label"
        ).iter_rows()
    ]


def _actor_styles(actors: pl.DataFrame) -> dict[str, str]:
    """Each actor's classes: its own, and one of the underlines that can be told apart."""
    ids = actors["actor"].unique(maintain_order=True)
    return {
        actor: f"px-m-{re.sub(r'[^A-Za-z0-9_-]', '-', actor)} px-a-{number % _STYLES + 1}"
        for number, actor in enumerate(ids)
    }


def _marked(text: str, start: int, end: int, layers: Sequence[list[Span]]) -> str:
    """The text of a span with each layer's spans inside those of the layer before.

    A span that reaches out of its surroundings is cut there, and words that two
    spans of one layer claim belong to the first of them in the list.
    """
    if not layers:
        return escape(text[start:end])
    layer, *deeper = layers
    parts, at = [], start
    for first, last, name, tooltip in _disjoint(layer, start, end):
        parts.append(_marked(text, at, first, deeper))
        inside = _marked(text, first, last, deeper)
        parts.append(f'<span class="{name}" title="{_quoted(tooltip)}">{inside}</span>')
        at = last
    return "".join([*parts, _marked(text, at, end, deeper)])


def _disjoint(spans: list[Span], start: int, end: int) -> list[Span]:
    """The spans cut to a stretch of text and to what no earlier one has taken, by place."""
    kept: list[Span] = []
    for first, last, name, tooltip in spans:
        pieces = [(max(first, start), min(last, end))]
        for taken, until, *_ in kept:
            cut = [((a, min(b, taken)), (max(a, until), b)) for a, b in pieces]
            pieces = [piece for pair in cut for piece in pair if piece[0] < piece[1]]
        kept += [(a, b, name, tooltip) for a, b in pieces if a < b]
    return sorted(kept)


def _quoted(text: str) -> str:
    return escape(text, quote=True)
