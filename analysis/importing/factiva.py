"""Articles saved from Factiva: pages and texts, in its display or its indexed form.

The display form is read by its order (headline, count of words, date, hour, source),
whatever the language of the interface. Shapes follow tm.plugin.factiva and Factiva's help.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import html

from analysis.errors import ParallaxError
from analysis.importing import dates
from analysis.importing.found import Found, from_facts
from analysis.importing.trees import inline, parsed

_ARTICLE = re.compile(r"""class\s*=\s*["']article \w\w(?:\w\w)?Article["']""")
_ENDS = re.compile(r"^[ \t]*[^\W\d_]+[ \t]+([A-Z]{3,8}\d{4}20\d{6}\w*)[ \t]*$", re.M)
_COUNTED = re.compile(r"\d[\d.,\s]*\s?[^\W\d_]{1,12}")
_HOUR = re.compile(r"\d{1,2}[:.]\d\d.*")
_CODE = re.compile(r"(HD|BY|CR|WC|PD|ET|SN|SC|ED|SE|PG|LA|CY|LP|TD|ART|CLM|DLN|VOL|RF)\b[ \t]*(.*)")
_OTHER = re.compile(r"(CO|IN|NS|RE|IPC|IPD|PUB|AN)\b")
_RIGHTS = re.compile(r"(?:copyright|©|\(c\))", re.I)


def recognises_page(text: str) -> bool:
    """Whether a page is a set of articles saved from Factiva."""
    return bool(_ARTICLE.search(text))


def reads_page(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles of a page saved from Factiva."""
    tree = parsed(text, name)
    articles = tree.xpath("//div[starts-with(@class, 'article ') and contains(@class, 'Article')]")
    for number, article in enumerate(articles, start=1):
        codes = _codes(article)
        facts = _indexed(codes) if "HD" in codes else _displayed(article)
        yield from _found(facts, f"{name}, article {number}")


def recognises(text: str) -> bool:
    """Whether a text holds articles of Factiva: each ends with its document's number."""
    return bool(_ENDS.search(text.replace("\r\n", "\n")))


def reads(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles of a text or RTF export; an error for each whose parts are not found."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    *parts, _, _ = [*_ENDS.split(text), ""]
    for number, part in enumerate(parts[::2], start=1):
        lines = [" ".join(line.split()) for line in part.split("\n") if line.strip()]
        facts = _coded(lines) if any(line.startswith("HD") for line in lines) else _listed(lines)
        yield from _found(facts, f"{name}, article {number}")


def _found(facts: Mapping[str, Any], place: str) -> Iterator[Found | ParallaxError]:
    """The article of these facts, or what keeps it from being one."""
    try:
        yield from_facts(facts, place)
    except ParallaxError as error:
        yield error


# ------------------------------------------------------------------- pages


def _codes(article: html.HtmlElement) -> dict[str, list[str]]:
    """The indexed form's rows: a two-letter code and its paragraphs."""
    found = {}
    for row in article.xpath(".//tr[td[2]]"):
        code = row.xpath("string(td[1])").strip()
        if re.fullmatch(r"[A-Z]{2,3}", code):
            cell = row.xpath("td[2]")[0]
            blocks = cell.xpath(".//p") or [cell]
            found[code] = [inline(block) for block in blocks]
    return found


def _indexed(codes: Mapping[str, list[str]]) -> dict[str, Any]:
    """The indexed form's codes as our columns."""
    one = {code: " ".join(blocks) for code, blocks in codes.items()}
    return {
        "text": "\n\n".join([*codes.get("LP", []), *codes.get("TD", [])]),
        "title": one.get("HD"),
        "outlet": one.get("SN"),
        "published": one.get("PD"),
        "language": one.get("LA"),
    }


def _displayed(article: html.HtmlElement) -> dict[str, Any]:
    """The display form: headline, then one line each for words, date, (hour,) source."""
    lines = [inline(div) for div in article.xpath("./div | ./*/div[not(.//div)]")]
    headline = article.xpath("string(.//*[contains(@class, 'Headline')])") or (lines or [""])[0]
    texts = article.xpath(".//p[contains(@class, 'articleParagraph')]")
    outlet, day, _ = _source(lines)
    return {
        "text": "\n\n".join(filter(None, map(inline, texts))),
        "title": " ".join(headline.split()) or None,
        "outlet": outlet,
        "published": day,
    }


def _source(lines: Sequence[str]) -> tuple[str | None, Any, int]:
    """Outlet, date, and how many lines they end at: they stand below the count of words."""
    counted = next((n for n, line in enumerate(lines) if _COUNTED.fullmatch(line)), None)
    start = 0 if counted is None else counted + 1
    dated = next((n for n in range(start, len(lines)) if _day(lines[n])), None)
    if dated is None:
        return None, None, start
    at = dated + 1
    while at < len(lines) and _HOUR.fullmatch(lines[at]):
        at += 1
    return (lines[at] if at < len(lines) else None), _day(lines[dated]), at + 1


def _day(line: str) -> datetime.date | None:
    """The day of a line that is one; long lines are text."""
    return dates.line(line) or (dates.as_day(line) if len(line) < 25 else None)


# ------------------------------------------------------------------- texts


def _coded(lines: Sequence[str]) -> dict[str, Any]:
    """The indexed form as text: lines that begin with a code, or follow one."""
    found: dict[str, list[str]] = {}
    code: str | None = None
    for line in lines:
        if match := _CODE.match(line):
            code = str(match[1])
            found.setdefault(code, []).extend([match[2]] if match[2] else [])
        elif _OTHER.match(line):
            code = None
        elif code:
            found[code].append(line)
    return _indexed(found)


def _listed(lines: Sequence[str]) -> dict[str, Any]:
    """The display form as text: the body begins below the line of rights."""
    outlet, day, at = _source(lines)
    counted = next((n for n, line in enumerate(lines) if _COUNTED.fullmatch(line)), 1)
    rights = next(
        (n for n in range(at, min(at + 6, len(lines))) if _RIGHTS.match(lines[n])), at + 1
    )
    return {
        "text": "\n\n".join(lines[rights + 1 :]),
        "title": max(lines[:counted], key=len, default=None),
        "outlet": outlet,
        "published": day,
    }
