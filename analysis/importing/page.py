"""A saved page → its article, and what the page states about it. Nothing is executed or fetched."""

from __future__ import annotations

import logging
import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from lxml.etree import LxmlError

from analysis.errors import ParallaxError
from analysis.importing import columns, embeds, screens, statements, tripwire
from analysis.importing.found import LONGEST, Found, under_title
from analysis.importing.trees import parsed

_DATES = {"original_date": True, "extensive_search": False}
_LANGUAGE = re.compile(r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([\w-]{2,20})""", re.I)
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s>\"]{4,2000})", re.I)
# invisible, and part of how words are written: joiners, directions, soft hyphens, places to break
_JOINERS = "\u200c\u200d\u200e\u200f\u00ad\u200b\u2060"
_ENTITY = re.compile(
    r"&(?:shy|zwn?j|[lr]rm|#0*(?:173|8203|820[4-7]|8288)|#x0*(?:ad|200[b-f]|2060));", re.I
)
_STAND_INS = [chr(code) for code in range(0x10600, 0x10700)]  # letters that no news is written in
_LONGER = 1.3  # times the markup's text: the page states more than it shows

# what it cannot use it would tell the terminal, without the file's name; we say it with the name
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def from_html(text: str, name: str = "the page", url: str | None = None) -> Found:
    """Read the article out of a saved page with trafilatura, and what the page states about it.

    A text that the page states in full, where it shows a teaser, is taken as stated. A
    date is the one stated as published, or marked as guessed. Raises ParallaxError where
    no article is found, or no single one.

    >>> page = "<html lang=en><title>Rain</title><article><h1>Rain</h1><p>%s</p></article></html>"
    >>> from_html(page % ("It rained all day in the north. " * 9)).text[:15]
    'Rain\\n\\nIt rained'
    """
    saved = _SAVED_FROM.search(text[:4096])
    tree = parsed(text, name)
    stated = statements.of(tree, url or (saved[1] if saved else None))
    others = embeds.apart(tree)
    page = _extracted(others.markup or text, name, stated.url)
    title, lines = _titled(page, stated)
    plain = " ".join(lines).split()
    lines = embeds.marked(page, lines, others)
    body = "\n\n".join(lines)
    if stated.body and (
        len(stated.body) > _LONGER * len(body) or stated.body.split() == plain
    ):  # longer than what is shown; or the same, with its paragraphs apart
        body = stated.body
    _refuse_what_is_no_article(tree, body, name)
    declared = _LANGUAGE.search(text[:20_000])
    host = _host(stated.url) or page.hostname
    held = {*body.split("\n\n")}
    return Found(
        text=under_title(body, title),
        title=title,
        outlet=stated.outlet or page.sitename or host,
        published=stated.published,
        written=stated.written,
        url=stated.url or page.url,
        language=columns.as_language(declared[1]) if declared else None,
        host=host,
        guessed=_guessed(stated, page, host),
        labels=tuple((x, "caption") for x in (*others.others, *others.signs) if x in held),
    )


def _guessed(stated: statements.Stated, page: Any, host: str | None) -> tuple[str, ...]:
    """What of an article the page does not state and is guessed."""
    found = ["published"] if stated.published and stated.guessed else []
    if stated.outlet is None and (page.sitename or host):
        found.append("outlet")
    return tuple(found)


def _extracted(text: str, name: str, url: str | None) -> Any:
    """The article as trafilatura finds it, with the joiners that it would remove."""
    import trafilatura  # here, for it takes half a second that only pages need

    text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    marks = [mark for mark in _JOINERS if mark in text]
    free = [sign for sign in _STAND_INS if sign not in text]
    there = dict(zip(marks, free, strict=False))
    try:
        page = trafilatura.bare_extraction(
            text.translate(str.maketrans(there)),
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATES,
        )
    except (ValueError, TypeError, AttributeError, LxmlError, RecursionError) as error:
        raise ParallaxError(name, f"the page is damaged ({error})", "save it again") from error
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise ParallaxError(name, "no article is found in the page", "save its text instead")
    back = str.maketrans({sign: mark for mark, sign in there.items()})
    page.text = (page.text or "").translate(back)
    page.title = page.title.translate(back) if page.title else None
    page.sitename = page.sitename.translate(back) if page.sitename else None
    return page


def _titled(page: Any, stated: statements.Stated) -> tuple[str | None, list[str]]:
    """The headline without the site's name, and the lines of the article."""
    lines = [line.strip() for line in page.text.splitlines() if line.strip()]
    title = " ".join((page.title or stated.title or "").split()) or None
    if title and len(lines[0]) >= 15 and title.startswith(lines[0]):
        title = lines[0]
    return title, lines


def _refuse_what_is_no_article(tree: html.HtmlElement, body: str, name: str) -> None:
    """Raise for a page of consent, a list of stories, or several articles."""
    if len(body) > LONGEST:
        raise ParallaxError(name, f"{len(body):,} characters are no article", "split it")
    if screens.asks_for_consent(body):
        problem = "no article: the page asks for consent to cookies"
        raise ParallaxError(name, problem, "answer it in the browser and save the article")
    if screens.is_section(tree, body):
        problem = "no article: the page is a list of stories"
        raise ParallaxError(name, problem, "open each story and save it")
    number = tripwire.several_in_page(tree)
    if number > 1:
        problem = f"it holds several articles ({number}) in a format not known"
        raise ParallaxError(name, problem, "save one article a page")


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
