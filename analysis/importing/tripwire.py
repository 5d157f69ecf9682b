"""Signs that a text holds several articles in a format that nothing here knows."""

from __future__ import annotations

import re

from lxml import html

_SIGNS = tuple(  # what shows, its pattern, and how often it must stand there
    (what, re.compile(sign, re.M | re.I * loose), least)
    for what, sign, loose, least in (
        ("lines that number documents", r"^[ \t]*\d+ \w{1,5} \d+ DO[CK]\w+[ \t]*$", True, 1),
        ("“End of Document”", r"^[ \t]*End of Document[ \t]*$", True, 1),
        ("documents' numbers", r"^[ \t]*\w+ [A-Z]{3,8}\d{4}20\d{6}\w*[ \t]*$", False, 1),
        ("rows of lines", r"^[ \t]*([_=*#~-])\1{19,}[ \t]*$", False, 2),
        ("records of references", r"^(?:TY  - |%0 |ER  -|@[a-z]+\{[\w:-]+,$)", False, 1),
        ("mail headers", r"^(?:From|Subject|Von|Betreff): .+\n(?:[\w-]+: .*\n)+", False, 2),
        ("fields of full texts", r"^[ \t]*(?:Full text|HEADLINE|Publication title) ?:", False, 2),
    )
)
_PARAGRAPHS, _LONG = 3, 80  # paragraphs of this many characters make an <article> an article


def several(text: str) -> str | None:
    """What shows that a plain text holds more than one article; None where nothing does.

    >>> several("1 of 9 DOCUMENTS\\n\\nRain"), several("It rained.")
    ('lines that number documents', None)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return next((what for what, sign, least in _SIGNS if _occurs(sign, text, least)), None)


def _occurs(sign: re.Pattern[str], text: str, least: int) -> bool:
    """Whether a sign stands in a text as often as ``least``."""
    return any(number >= least for number, _ in enumerate(sign.finditer(text), start=1))


def several_in_page(tree: html.HtmlElement) -> int:
    """How many whole articles a page holds side by side: with a heading and paragraphs each."""
    outer = tree.xpath("//article[not(ancestor::article)]")
    return sum(_is_whole(one) for one in outer)


def _is_whole(article: html.HtmlElement) -> bool:
    named = f"{article.get('class', '')} {article.get('id', '')}".lower()
    if "comment" in named or ("post-" in named and "live" in named):
        return False
    headed = article.xpath(
        ".//h1[not(ancestor::a) and not(.//a)] | .//h2[not(ancestor::a) and not(.//a)]"
    )
    long = [p for p in article.xpath(".//p") if len(p.text_content().strip()) >= _LONG]
    return bool(headed) and len(long) >= _PARAGRAPHS
