"""Articles saved from Europresse: a page with an <article> each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.errors import ParallaxError
from analysis.importing import dates
from analysis.importing.found import Found, from_facts
from analysis.importing.trees import inline, parsed

_SHAPE = re.compile(r"DocPublicationName|docOcurrContainer|titreArticle")
_NUMBER = re.compile(r"[·.]((?:19|20)\d{6})[·.]")  # the document's own number holds its day


def recognises(text: str) -> bool:
    """Whether a page is a set of articles saved from Europresse."""
    return "<article" in text and len(set(_SHAPE.findall(text))) >= 2


def reads(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles of the page; the certificate and the rights below each are no text of it."""
    tree = parsed(text, name)
    for number, article in enumerate(tree.xpath("//article"), start=1):

        def held(kind: str, article: Any = article) -> str:
            found = article.xpath(f".//*[contains(@class, '{kind}')]")
            return inline(found[0]) if found else ""

        bodies = article.xpath(".//*[contains(@class, 'docOcurrContainer')]")
        bodies = bodies or article.xpath(".//section")
        blocks = [block for body in bodies for block in body.xpath(".//p") or [body]]
        stated = _NUMBER.search(held("lblNodoc"))
        try:
            yield from_facts(
                {
                    "text": "\n\n".join(filter(None, map(inline, blocks))),
                    "title": held("titreArticle"),
                    "outlet": held("DocPublicationName"),
                    "published": dates.in_words(held("DocHeader"))
                    or (stated and stated[1])
                    or None,
                },
                f"{name}, article {number}",
            )
        except ParallaxError as error:
            yield error
