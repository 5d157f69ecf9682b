"""Embedded posts and block quotations: somebody else's words, handed on with who wrote them."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from lxml import html

from analysis.importing.trees import inline

_EMBED = re.compile(
    r"(?:twitter-(?:tweet|video)|tweet-embed|embed(?:ded)?-?tweet|instagram-media|tiktok-embed|"
    r"fb-(?:post|video)|bluesky-embed|mastodon-embed|telegram-post|reddit-embed|reddit-card|"
    r"social-embed)",
    re.I,
)
_HANDLE = r"@[\w.-]+(?:@[\w.-]+)?"
# "The words — Name (@handle) a date", as the networks write what is to be embedded
_SIGNED = re.compile(
    rf"(?P<words>.+?)\s*[—–]\s*(?P<name>[^—–@()]{{2,60}}?)\s*\(?(?P<handle>{_HANDLE})\)?(?P<date>.{{0,40}})"
)
# "Name (@handle) The words", as sites write it themselves
_LED = re.compile(
    rf"(?P<name>[^—–@()]{{2,60}}?)\s*\(?(?P<handle>{_HANDLE})\)?[\s·:,]*(?P<words>.+)"
)
_SHARED = re.compile(r"\b(?:post|photo|video|reel|story) shared by\b", re.I)
_MARKS = "“\"„«‘'—–->"
_LONGEST = 5_000  # characters of a post; what holds more is a part of the page
_NAME = 60  # characters of a name, with what its owner is


@dataclass(frozen=True)
class Apart:
    """A page whose posts and block quotations are paragraphs with a line that signs them.

    ``markup`` is the page so written, or null where nothing in it changed; ``posts`` and
    ``signs`` are the lines of the posts' words and of those who signed; ``others`` are the
    lines of posts of which nobody can tell who wrote them.
    """

    markup: str | None
    posts: frozenset[str]
    signs: frozenset[str]
    others: tuple[str, ...]


def apart(tree: html.HtmlElement) -> Apart:
    """Write the posts and block quotations of a page as block quotations with their signature."""
    embedded = _outermost(tree)
    cited = tree.xpath("//blockquote[.//cite or .//footer or .//figcaption]")
    if not embedded and not cited:
        return Apart(None, frozenset(), frozenset(), ())
    tree = copy.deepcopy(tree)
    posts, signs, others = list[str](), list[str](), list[str]()
    for one in _outermost(tree):
        post = _read(inline(one))
        if post is None:
            others += _lines(one)
            continue
        posts.append(post[0])
        signs.append(post[1])
        _replace(one, [*post])
    for quote in tree.xpath("//blockquote[.//cite or .//footer or .//figcaption]"):
        signs += _cited(quote)
    markup = str(html.tostring(tree, encoding="unicode")) if signs else None
    kept = tuple(dict.fromkeys(line for line in others if line))
    return Apart(markup, frozenset(posts), frozenset(signs), kept)


def marked(page: Any, lines: list[str], held: Apart) -> list[str]:
    """The lines, those of a block quotation begun with ``> `` as plain text does.

    Not where marks open the line, nor the line that signs a block.
    """
    body = getattr(page, "body", None)
    quoted = set[str]()
    for block in [] if body is None else body.iter("quote"):
        inner = list(block.iter("p")) or [block]
        quoted |= {" ".join("".join(p.itertext()).split()) for p in inner}
    quoted = {line for line in quoted if line and line[0] not in _MARKS} - {*held.others}
    quoted |= held.posts
    return [f"> {line}" if line in quoted else line for line in lines]


def _outermost(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The embedded posts of a page, none inside another."""
    found = [
        one
        for one in tree.xpath("//*[@class]")
        if isinstance(one.tag, str)
        and _EMBED.search(one.get("class"))
        and len(one.text_content()) <= _LONGEST
    ]
    inside = {*found}
    return [
        one
        for one in found
        if one.getparent() is not None and not any(up in inside for up in one.iterancestors())
    ]


def _read(text: str) -> tuple[str, str] | None:
    """The words of a post and the line that signs it.

    >>> _read("It is out. — Olaf Kern (@kern) May 2, 2021")
    ('It is out.', '— Olaf Kern (@kern) May 2, 2021')
    >>> _read("Olaf Kern @kern It is out."), _read("A post shared by Olaf Kern (@kern)")
    (('It is out.', '— Olaf Kern (@kern)'), None)
    """
    found = _SIGNED.fullmatch(text) or _LED.fullmatch(text)
    if found is None or _SHARED.search(text) or not re.search(r"\w", found["words"]):
        return None
    name = " ".join(found["name"].split())
    date = " ".join((found.groupdict().get("date") or "").split())
    return found["words"].strip(), " ".join(f"— {name} ({found['handle']}) {date}".split())


def _replace(one: html.HtmlElement, lines: list[str]) -> None:
    """Put the lines in the place of an element, as a block quotation."""
    block = html.Element("blockquote")
    for line in lines:
        paragraph = html.Element("p")
        paragraph.text = line
        block.append(paragraph)
    block.tail = one.tail
    one.getparent().replace(one, block)


def _cited(quote: html.HtmlElement) -> list[str]:
    """Write who is cited below a block quotation as a line that signs it."""
    source = quote.xpath(".//footer | .//figcaption") or quote.xpath(".//cite")
    if len(source) != 1 or source[0] is quote:
        return []
    name = inline(source[0]).lstrip("—–- ")
    if not name or len(name) > _NAME or (source[0].tail or "").strip():
        return []
    if inline(quote) == inline(source[0]):
        return []
    sign = html.Element("p")
    sign.text = f"— {name}"
    source[0].drop_tree()
    if not quote.xpath(".//p"):
        words = inline(quote)
        for child in list(quote):
            quote.remove(child)
        quote.text = None
        paragraph = html.Element("p")
        paragraph.text = words
        quote.append(paragraph)
    quote.append(sign)
    return [sign.text]


def _lines(one: html.HtmlElement) -> list[str]:
    """Every line that a post may come out as, where its words cannot be told from the rest."""
    found = [inline(p) for p in one.xpath(".//p")]
    found.append(inline(one))
    found += [" ".join(text.split()) for text in one.itertext() if len(text.strip()) > 3]
    after = [f"{p.tail or ''}" for p in one.xpath("./p")]
    links = [inline(a) for a in one.xpath("./a")]
    return found + [" ".join(f"{tail} {link}".split()) for tail in after for link in links]
