"""Pages that are no article: consent notices, section pages."""

from __future__ import annotations

import re

from lxml import html

from analysis.importing.trees import inline

_CONSENT = re.compile(
    r"cookies?|consent|privacy|personal data|partners|personali[sz]ed (?:ads|advertising)|"
    r"einwillig|datenschutz|zustimm|personenbezogen|werbung|"
    r"confidentialité|consentement|données personnelles|partenaires|"
    r"privacidad|consentimiento|datos personales|socios|"
    r"riservatezza|consenso|dati personali|privacidade|toestemming|persoonsgegevens|геолокац",
    re.I,
)
_SENTENCE = re.compile(r"[.!?。！？]+[\s”\"»]|$", re.M)
_DENSE = 1.0  # words of consent a sentence
_LEAST = 8
_CARDS = 4  # teasers that make a section page


def asks_for_consent(text: str) -> bool:
    """Whether a text is a consent notice: nearly every sentence speaks of nothing else.

    >>> asks_for_consent("We and our partners use cookies with your consent for privacy. " * 6)
    True
    >>> asks_for_consent("The minister said the partners had met. " * 6)
    False
    """
    signs = [match[0].casefold() for match in _CONSENT.finditer(text)]
    sentences = sum(1 for match in _SENTENCE.finditer(text) if match[0]) or 1
    return len(signs) >= _LEAST and len(set(signs)) >= 3 and len(signs) / sentences >= _DENSE


def is_section(tree: html.HtmlElement, body: str) -> bool:
    """Whether a page lists stories: most of its paragraphs stand below a heading that is a link."""
    headings = tree.xpath(
        "//*[self::h2 or self::h3 or self::h4][a or parent::a]"
        "[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
    )
    if len(headings) < _CARDS:
        return False
    teased = 0
    for heading in headings:
        card = (
            heading.getparent()
            if heading.getparent().tag != "a"
            else heading.getparent().getparent()
        )
        if card is None or len(card.xpath(".//h2 | .//h3 | .//h4")) > 2:
            continue
        texts = [inline(p) for p in card.xpath(".//p")]
        teased += sum(len(text) for text in texts if text and text in body)
    return teased > 0.5 * len(body)
