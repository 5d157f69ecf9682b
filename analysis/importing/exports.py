"""Archives' own export formats → articles: Nexis, Factiva, fundus and NewsAPI.

Media Cloud, GDELT DOC and news-please need nothing here: their columns are known by
name (`columns`). Shapes follow the archives' public help pages and the readers of
LexisNexisTools, tm.plugin.lexisnexis, tm.plugin.factiva and quanteda's newspapers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html
from lxml.etree import LxmlError

from analysis.errors import ParallaxError
from analysis.importing import columns
from analysis.importing.found import Found, from_facts

# ------------------------------------------------------------------- Nexis

_NUMBERED = re.compile(r"^[ \t]*\d+ (?:of|von|de|sur) \d+ DOCUMENTS?[ \t]*$", re.M | re.I)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M | re.I)
_FIELD = re.compile(
    r"(byline|section|length|dateline|highlight|language|load-date|publication-type|graphic"
    r"|copyright|correction|subject|document-type|url|journal-code|länge|longueur)\s*:?\s*(.*)",
    re.I,
)
_TAIL = re.compile(
    r"^[ \t]*(?:load-date|url|language|publication-type|subject|graphic|document-type|journal-code"
    r"|classification)\s*:",
    re.I | re.M,
)
_LENGTH = re.compile(r"^[ \t]*(?:length|länge|longueur)\s*:.*$", re.I | re.M)
_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.M)


def is_nexis(text: str) -> bool:
    """Whether a text is an export of LexisNexis (numbered documents) or Nexis Uni."""
    if not _LENGTH.search(text):
        return False
    return bool(_NUMBERED.search(text) or (_END.search(text) and _TAIL.search(text)))


def nexis(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles of a Nexis export; each begins at "1 of 50 DOCUMENTS" or ends at "End of Document".

    The head holds outlet, date and headline, the fields end at LENGTH, the body at the
    first of LOAD-DATE, LANGUAGE and the like.
    """
    cut = _NUMBERED if _NUMBERED.search(text) else _END
    parts = cut.split(text)
    parts = parts[1:] if cut is _NUMBERED else parts
    number = 0
    for part in parts:
        if not part.strip():
            continue
        length = _LENGTH.search(part)
        if length is None:  # the cover page, or what follows the last article
            continue
        number += 1
        try:
            yield _nexis_article(part, length, cut is _NUMBERED, f"{name}, document {number}")
        except ParallaxError as error:
            yield error


def _nexis_article(part: str, length: re.Match[str], numbered: bool, place: str) -> Found:
    head, rest = part[: length.start()], part[length.end() :]
    tail = _TAIL.search(rest)
    facts = _fields(part)
    body = rest[: tail.start()] if tail else rest
    marked = _BODY.search(body)
    body = body[marked.end() :] if marked else _without_fields(body)
    lines = [" ".join(line.split()) for line in head.splitlines() if line.strip()]
    lines = [line for line in lines if not _FIELD.match(line) and "All Rights Res" not in line]
    dated = next((n for n, line in enumerate(lines) if _nexis_day(line)), None)
    if numbered:  # outlet, date, headline
        outlet = lines[0] if dated != 0 and lines else None
        after = lines[dated + 1 :] if dated is not None else lines[1:]
        title = next((line for line in after if "edition" not in line.lower()), None)
    else:  # headline, outlet, date
        title = lines[0] if lines else None
        outlet = lines[dated - 1] if dated is not None and dated > 1 else None
    return from_facts(
        {
            "text": _paragraphs(body),
            "title": title,
            "outlet": outlet,
            "published": _nexis_day(lines[dated]) if dated is not None else None,
            "language": facts.get("language", "").split(";")[0],
        },
        place,
    )


_NEXIS_DAY = re.compile(r"(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2}\.? [A-Z]\w+ \d{4})")


def _nexis_day(line: str):
    found = _NEXIS_DAY.search(line)
    return columns.as_day(found[0]) if found else None


def _fields(part: str) -> dict[str, str]:
    rows = (_FIELD.match(line.strip()) for line in part.splitlines())
    return {row[1].lower(): row[2].strip() for row in rows if row}


def _without_fields(body: str) -> str:
    """The body without the fields that may stand between LENGTH and it."""
    kept = re.split(r"\n[ \t]*\n", body)
    while kept and (not kept[0].strip() or _is_field(kept[0])):
        kept.pop(0)
    return "\n\n".join(kept)


def _is_field(block: str) -> bool:
    return bool(re.match(r"\s*(?:dateline|highlight|byline|section)\s*:", block, re.I))


def _paragraphs(body: str) -> str:
    """Paragraphs of a text whose lines were wrapped: a blank line parts them."""
    blocks = re.split(r"\n[ \t]*\n", body.replace("\r\n", "\n"))
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())


# ----------------------------------------------------------------- Factiva

_FACTIVA = re.compile(r"""class\s*=\s*["']article \w\w(?:\w\w)?Article["']""")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # lxml refuses text that states an encoding
_WORDS = re.compile(r"[\d,.]+ (?:words|Wörter|mots|palabras|parole|palavras)$")


def is_factiva(text: str) -> bool:
    """Whether a page is a set of articles saved from Factiva."""
    return bool(_FACTIVA.search(text))


def factiva(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles of a page saved from Factiva, in its display or its indexed form."""
    tree = parsed(text, name)
    articles = tree.xpath("//div[starts-with(@class, 'article ') and contains(@class, 'Article')]")
    for number, article in enumerate(articles, start=1):
        place = f"{name}, article {number}"
        codes = _codes(article)
        facts = _indexed(codes) if "HD" in codes else _displayed(article)
        try:
            yield from_facts(facts, place)
        except ParallaxError as error:
            yield error


def parsed(text: str, name: str) -> html.HtmlElement:
    """The tree of a page; raises ParallaxError where there is none.

    >>> parsed('<?xml version="1.0" encoding="utf-8"?><p>It rained.</p>', "a.html").text
    'It rained.'
    """
    try:
        return html.fromstring(_XML_DECLARATION.sub("", text))
    except (ValueError, LxmlError) as error:
        raise ParallaxError(name, f"the page is damaged ({error})", "save it again") from error


def _codes(article: html.HtmlElement) -> dict[str, list[str]]:
    """The indexed form's rows: a two-letter code and its paragraphs."""
    found = {}
    for row in article.xpath(".//tr[td[2]]"):
        code = row.xpath("string(td[1])").strip()
        if re.fullmatch(r"[A-Z]{2,3}", code):
            cell = row.xpath("td[2]")[0]
            blocks = cell.xpath(".//p") or [cell]
            found[code] = [_inline(block) for block in blocks]
    return found


def _indexed(codes: Mapping[str, list[str]]) -> dict[str, Any]:
    one = {code: " ".join(blocks) for code, blocks in codes.items()}
    return {
        "text": "\n\n".join([*codes.get("LP", []), *codes.get("TD", [])]),
        "title": one.get("HD"),
        "outlet": one.get("SN"),
        "published": one.get("PD"),
        "language": one.get("LA"),
    }


def _displayed(article: html.HtmlElement) -> dict[str, Any]:
    """The display form: headline, then one line each for words, date, (time,) source."""
    lines = [_inline(div) for div in article.xpath("./div | ./*/div[not(.//div)]")]
    words = next((n for n, line in enumerate(lines) if _WORDS.search(line)), None)
    below = lines[words + 1 :] if words is not None else []
    dated = next((n for n, line in enumerate(below) if columns.as_day(line)), None)
    named = [line for line in below[(dated or 0) + 1 :] if not re.fullmatch(r"\d\d:\d\d.*", line)]
    headline = article.xpath("string(.//*[contains(@class, 'Headline')])") or (lines or [""])[0]
    texts = article.xpath(".//p[contains(@class, 'articleParagraph')]")
    return {
        "text": "\n\n".join(filter(None, map(_inline, texts))),
        "title": " ".join(headline.split()) or None,
        "outlet": named[0] if dated is not None and named else None,
        "published": below[dated] if dated is not None else None,
    }


def _inline(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# ------------------------------------------------------- crawlers and APIs

_CUT_OFF = re.compile(r"\[\+\d+ chars\]\s*$")


def adapt(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of fundus or NewsAPI as rows of other tools are.

    fundus keeps a body of summary and sections; NewsAPI gives the first 200 characters
    only, which are no text: such a row can still name a saved page's outlet and date.

    >>> adapt({"title": "T", "body": {"summary": ["S."], "sections": [
    ...     {"headline": ["H"], "paragraphs": ["One.", "Two."]}]}})["text"]
    'S.\\n\\nH\\n\\nOne.\\n\\nTwo.'
    """
    found = dict(row)
    body = row.get("body")
    if isinstance(body, Mapping) and isinstance(body.get("sections"), list):
        lines = [body.get("summary")]
        for section in body["sections"]:
            if isinstance(section, Mapping):
                lines += [section.get("headline"), section.get("paragraphs")]
        found["text"] = "\n\n".join(filter(None, map(columns.as_text, lines)))
        del found["body"]
    page = row.get("html")
    if isinstance(page, Mapping) and "requested_url" in page:  # fundus' record of the page
        found.setdefault("url", page.get("responded_url") or page["requested_url"])
        origin = page.get("source_info") or page.get("source")
        if isinstance(origin, Mapping):
            found.setdefault("outlet", origin.get("publisher"))
    for column in ("content", "description"):
        if isinstance(row.get(column), str) and _CUT_OFF.search(row[column]):
            del found[column]
    return found
