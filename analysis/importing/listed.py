"""Lists of links (Media Cloud, GDELT DOC, a spreadsheet) and the saved pages they speak of."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from analysis.errors import ParallaxError
from analysis.importing.found import Found, Listed, stated

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|cmpid|ref)(?:=|$)")


def complete(
    found: Sequence[Found], names: Sequence[str], listed: Sequence[Listed]
) -> tuple[list[Found], list[ParallaxError]]:
    """Give saved pages what lists of links state about them, where they state nothing themselves.

    A page is known by its address or, in a list that names files, by its file's name
    (``names``, one per article). Returns the articles, and an error for every listed
    one that there is no page of.
    """
    articles = list(found)
    by_url = {_bare(article.url): n for n, article in enumerate(articles) if article.url}
    by_name = {name: n for n, name in enumerate(names)}
    missing = []
    for item in listed:
        url = str(item.facts.get("url") or "")
        file = PurePosixPath(item.file or "").name
        number = by_name.get(file, by_url.get(_bare(url)))
        if number is None:
            problem = f"no text, and no saved copy of {url or item.file}"
            remedy = "save the page and name it among the files"
            missing.append(ParallaxError(item.place, problem, remedy))
        else:
            articles[number] = _filled(articles[number], stated(item.facts))
    return articles, missing


def _filled(article: Found, given: dict[str, Any]) -> Found:
    """The article with what a list states of it where the article itself is silent."""
    gaps = {key: value for key, value in given.items() if getattr(article, key) is None}
    if article.host and article.outlet == article.host and given["outlet"]:
        gaps["outlet"] = given["outlet"]  # a name is better than an address
    return dataclasses.replace(article, **gaps)


def _bare(url: str | None) -> str:
    """An address without what does not tell pages apart: scheme, www, tracking, last slash."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return url or ""
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{query}"
