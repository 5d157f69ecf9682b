"""Pages as trees of elements, and their text."""

from __future__ import annotations

import re

import lxml.etree as etree
from lxml import html

from analysis.errors import ParallaxError

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # lxml refuses text that states an encoding
_BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote"}
_UNSEEN = {"script", "style", "head"}


def parsed(text: str, name: str) -> html.HtmlElement:
    """The tree of a page; raises ParallaxError where there is none.

    >>> parsed('<?xml version="1.0" encoding="utf-8"?><p>It rained.</p>', "a.html").text
    'It rained.'
    """
    try:
        tree = html.fromstring(_XML_DECLARATION.sub("", text))
    except (ValueError, etree.LxmlError, RecursionError, AssertionError) as error:
        raise ParallaxError(name, f"the page is damaged ({error})", "save it again") from error
    if not isinstance(tree.tag, str):
        raise ParallaxError(name, "the page is damaged (nothing but a comment)", "save it again")
    return tree


def xml(raw: bytes, name: str) -> etree._Element:
    """The root of an XML document, with no entity resolved; raises ParallaxError without one."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except (ValueError, etree.LxmlError, RecursionError) as error:
        raise ParallaxError(name, f"the XML is damaged ({error})", "save it again") from error
    if root is None:
        raise ParallaxError(name, "the XML is damaged", "save it again")
    return root


def inline(element: html.HtmlElement) -> str:
    """An element's text in one line."""
    return " ".join(element.text_content().split())


def lines(tree: html.HtmlElement) -> str:
    """The visible lines of a page, for exports that are text in HTML's clothes."""
    found, hidden = list[str](), 0
    for event, one in etree.iterwalk(tree, events=("start", "end")):
        unseen = one.tag in _UNSEEN or not isinstance(one.tag, str)
        if event == "start":
            hidden += unseen
            if not hidden:
                found.append(one.text or "")
        else:
            hidden -= unseen
            if not hidden:
                found += [
                    "\n\n" * (one.tag in _BLOCKS),
                    (one.tail or "") if one is not tree else "",
                ]
    return re.sub(r"\n{3,}", "\n\n", "".join(found))


def paragraphs_of(markup: str, name: str) -> str:
    """The paragraphs of a fragment of HTML (a feed's content, a mail), parted by blank lines.

    >>> paragraphs_of("<p>It <b>rained</b>.</p><p>Then<br>it did not.</p>", "a feed")
    'It rained.\\n\\nThen\\n\\nit did not.'
    """
    if not markup.strip():
        return ""
    found = lines(parsed(f"<div>{markup}</div>", name)).split("\n\n")
    return "\n\n".join(filter(None, (" ".join(block.split()) for block in found)))
