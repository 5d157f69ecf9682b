"""What a page states about its article: JSON-LD first, then its meta elements, then its markup.

Nothing here is guessed from furniture: a day is the published one, never the modified
one, and one of a sidebar's is not the article's.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

from analysis.importing import dates
from analysis.importing.trees import inline, paragraphs_of

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|NewsArticle)$")
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished"),
    *("date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created"),
    *("dc.date.created", "publishdate", "publish-date", "pubdate", "publish_date", "published"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
    ),
    *("article_date_original", "originalpublicationdate", "publication_date", "citation_date"),
    *("date.issued", "release_date", "vr:published_time", "rnews:datepublished", "iptc-date"),
)
_DATED = re.compile(r"date|time|publi|meta|byline|datum|fecha|data\b|stamp", re.I)
_CHANGED = re.compile(
    r"updat|modif|aktualis|geänd|mis(?:e)? à jour|actuali[zs]|aggiorn|atuali[zs]|bijgewerkt|обновл",
    re.I,
)
_ELSEWHERE = "ancestor::aside or ancestor::footer or ancestor::nav or ancestor::a"
_WAYBACK = re.compile(r"^https?://web\.archive\.org/(?:web|save)/[^/]*/(?=https?:?/)", re.I)
_CACHED = re.compile(
    r"^https?://webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]+:)?", re.I
)
_SHORT = 160  # characters of an element that holds a date and little else


@dataclass(frozen=True)
class Stated:
    """A page's statements about its article; None where it makes none."""

    title: str | None = None
    outlet: str | None = None
    published: datetime.date | None = None
    written: str | None = None  # a day that could be two, as written
    guessed: bool = False  # the day was read off the page or its address
    body: str | None = None
    url: str | None = None


def of(tree: html.HtmlElement, url: str | None = None) -> Stated:
    """Gather what a page states; ``url`` is where it was found."""
    article = next(_articles(tree), {})
    metas = _metas(tree)
    address = original(_text(metas.get("og:url")) or _canonical(tree) or url)
    published, written, guessed = _published(tree, article, metas, address)
    body = _text(article.get("articleBody"))
    return Stated(
        title=_text(article.get("headline")) or _text(metas.get("og:title")),
        outlet=_name(article.get("publisher")) or _text(metas.get("og:site_name")),
        published=published,
        written=written,
        guessed=guessed,
        body=_paragraphs(body) if body else None,
        url=address,
    )


def original(url: str | None) -> str | None:
    """The address of the page itself, where an archive's or a cache's stands.

    >>> original("https://web.archive.org/web/20210913000000/https://www.a.example/x")
    'https://www.a.example/x'
    """
    if not url:
        return None
    bare = _CACHED.sub("", _WAYBACK.sub("", url.strip()))
    bare = re.sub(r"^(https?):/(?!/)", r"\1://", bare)
    return bare if "://" in bare else f"https://{bare}"


# ----------------------------------------------------------------- JSON-LD


def _articles(tree: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The articles that the page's JSON-LD describes, the first first."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or "")
        try:
            yield from _described(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _described(node: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The articles that JSON-LD describes, however deep they stand in it."""
    if depth > 6:
        return
    if isinstance(node, list):
        for one in node:
            yield from _described(one, depth + 1)
    elif isinstance(node, Mapping):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _described(node.get(key), depth + 1)


def _name(value: Any) -> str | None:
    """A publisher's name: a text, an object with a name, or the first of a list of them."""
    if isinstance(value, list):
        return next((name for one in value if (name := _name(one))), None)
    if isinstance(value, Mapping):
        return _name(value.get("name"))
    return _text(value)


def _text(value: Any) -> str | None:
    """A stated value as text; the first where it is a list."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if not isinstance(value, str):
        return None
    value = value.encode("utf-8", "replace").decode()
    return value.strip() or None


def _paragraphs(body: str) -> str:
    """An article's body as JSON-LD holds it: plain, or with markup in it."""
    if re.search(r"</?(?:p|br|div|h\d|a|em|strong)\b", body):
        return paragraphs_of(body, "articleBody")
    return "\n\n".join(" ".join(line.split()) for line in body.splitlines() if line.strip())


# ------------------------------------------------------------ meta, markup


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop"):
            if meta.get(key):
                found.setdefault(meta.get(key).strip().lower(), meta.get("content"))
    return found


def _canonical(tree: html.HtmlElement) -> str | None:
    found = tree.xpath("//link[@rel='canonical']/@href")
    return str(found[0]) if found and str(found[0]).startswith("http") else None


def _published(
    tree: html.HtmlElement, article: Mapping[str, Any], metas: Mapping[str, str], url: str | None
) -> tuple[datetime.date | None, str | None, bool]:
    """The day; else as written, where it could be two; and whether it was guessed."""
    stated = [_text(article.get(key)) for key in ("datePublished", "dateCreated")]
    stated += [metas.get(name) for name in _PUBLISHED]
    stated += _timed(tree, "@itemprop='datePublished' or @pubdate")
    for value in stated:
        if value and (day := dates.as_day(value)):
            return day, None, False
    written = next((value.strip() for value in stated if value and dates.ambiguous(value)), None)
    for value in _timed(tree, f"not({_ELSEWHERE})", within="//article | //main"):
        if day := dates.as_day(value):
            return day, None, True
        written = written or (value.strip() if dates.ambiguous(value) else None)
    if day := _shown(tree):
        return day, None, True
    in_address = re.search(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)", url or "")
    if in_address:
        year, month, number = in_address.groups()
        return dates.as_day(f"{year}-{month:0>2}-{number:0>2}"), written, True
    return None, written, False


def _timed(tree: html.HtmlElement, which: str, within: str = "/*") -> list[str]:
    """What time elements hold, as attributes say it or as shown."""
    found = []
    for place in tree.xpath(within):
        for one in place.xpath(f".//time[{which}] | .//*[@itemprop='datePublished'][{which}]"):
            if not _CHANGED.search(f"{one.get('itemprop', '')} {one.get('class', '')}"):
                found.append(one.get("datetime") or one.get("content") or inline(one))
    return found


def _shown(tree: html.HtmlElement) -> datetime.date | None:
    """The day in the first short line that is marked as a date and speaks of no change."""
    for one in tree.xpath(f"//*[@class or @id][not(descendant::p)][not({_ELSEWHERE})]"):
        if not isinstance(one.tag, str) or one.tag in ("body", "html", "script", "style"):
            continue
        if not _DATED.search(f"{one.get('class', '')} {one.get('id', '')}"):
            continue
        text = inline(one)
        changed = _CHANGED.search(text)
        text = text[: changed.start()] if changed else text
        if len(text) < _SHORT and (day := dates.in_words(text)):
            return day
    return None
