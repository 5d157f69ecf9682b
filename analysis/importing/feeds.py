"""RSS and Atom feeds with full texts; an entry that holds a teaser only speaks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree as etree

from analysis.errors import ParallaxError
from analysis.importing import dates
from analysis.importing.found import Found, Listed, from_facts
from analysis.importing.trees import paragraphs_of, xml

_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*)*<(?:rss|feed|\w+:RDF)\b", re.S
)
_DAYS = ("pubDate", "published", "issued", "date")
_TEASER = 500  # characters below which a summary is no article


def recognises(text: str) -> bool:
    """Whether a document is a feed.

    >>> recognises('<?xml version="1.0"?><rss version="2.0"></rss>'), recognises("<html>")
    (True, False)
    """
    return bool(_ROOT.match(text[:4096].lstrip("\ufeff")))


def reads(text: str, name: str) -> Iterator[Found | Listed | ParallaxError]:
    """An article of each entry with a full text; of a teaser, what it says of a saved page."""
    root = xml(text.lstrip("\ufeff").encode("utf-8", "replace"), name)
    channel = next((one for one in root.iter() if _tag(one) == "channel"), root)
    outlet = _text(channel, "title")
    language = _text(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    entries = [one for one in root.iter() if _tag(one) in ("item", "entry")]
    if not entries:
        raise ParallaxError(name, "the feed holds no entry", "leave it out")
    for number, entry in enumerate(entries, start=1):
        place = f"{name}, entry {number}"
        try:
            yield _entry(entry, outlet, language, place)
        except ParallaxError as error:
            yield error


def _entry(entry: etree._Element, outlet: str, language: str | None, place: str) -> Found | Listed:
    source = next((one for one in entry if _tag(one) == "source"), None)
    if source is not None:  # a planet or an aggregator: the entry's own outlet
        outlet = _text(source, "title") or (source.text or "").strip() or outlet
    full = _markup(entry, "encoded") or _markup(entry, "content")
    short = _markup(entry, "description") or _markup(entry, "summary")
    body = paragraphs_of(full or short, place)
    published = next((found for tag in _DAYS if (found := _text(entry, tag))), "")
    facts = {
        "text": body or None,
        "title": paragraphs_of(_text(entry, "title"), place) or None,
        "outlet": outlet or None,
        "published": dates.as_day(published),
        "url": _link(entry),
        "language": language,
    }
    if not full and len(body) < _TEASER and facts["url"]:
        return Listed(facts | {"text": None}, place)
    return from_facts(facts, place)


def _tag(element: etree._Element) -> str:
    """An element's name without its space, which damaged feeds leave undeclared."""
    return re.split(r"[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _text(element: etree._Element, tag: str) -> str:
    found = next((one for one in element if _tag(one) == tag), None)
    return " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""


def _markup(entry: etree._Element, tag: str) -> str:
    """An element's HTML, whether it is escaped (RSS) or stands as it is (Atom's xhtml)."""
    found = next((one for one in entry if _tag(one) == tag), None)
    if found is None:
        return ""
    if len(found):
        return "".join(etree.tostring(one, encoding="unicode") for one in found)
    return found.text or ""


def _link(entry: etree._Element) -> str | None:
    for one in entry:
        if _tag(one) == "link" and one.get("rel", "alternate") == "alternate":
            return (one.get("href") or one.text or "").strip() or None
    return None
