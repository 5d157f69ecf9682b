"""Paragraph kinds: what each line of an article is for, and the rule that says so.

A paragraph is a line with something in it. A dateline before the first sentence
or an agency's signature after the last is cut off as a paragraph of its own, so
that every label covers exactly the characters it speaks of. Nothing is removed:
measures read the kind ``body``, the rest stays visible.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import polars as pl

from analysis import languages, tables
from analysis.runtime import collection_paused

_BREAK = r"\r\n\u2028\u2029\x0b\x0c\x85"
_LINE = re.compile(rf"[^{_BREAK}]+")
_LINE_BREAK = re.compile(rf"[{_BREAK}]")
_QUOTED_TITLE = re.compile(r"[A-Z][\w’' -]{2,40}: [“\"‘'][^.“”\"]{3,100}[”\"’']")
_TURN = re.compile(r"(?:Q|A|[A-Z][A-Z.’' -]{1,28}[A-Z]) ?: +\S")
_BULLET = re.compile(r"[•·▪◦●■*–—-]\s*[“\"‘]|[“\"‘>]")
_AUTHOR = r"[A-Z][\w’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2}"
_BETWEEN = re.compile(r", and |, | and ")
_AUTHORS = re.compile(rf"{_AUTHOR}(?:(?:{_BETWEEN.pattern}){_AUTHOR}){{0,3}}")
_BLANK = " \t\xa0\ufeff\u200b\u3000"
_TERMINAL = re.compile(r"[.!…。！।۔][\"”’»')\]」』）]*$|[”\"」』]$")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # written without spaces
_WIDE_A_WORD = 2  # such letters to a word
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PLACE = r"[A-Z][\w.’'-]*(?:[ ,]{1,2}[A-Z][\w.’'-]*){0,4}"
_AGENCY = r"\([A-Z][\w /&-]{1,24}\)"

# name, kind, pattern: parts of a first line that are no prose of the article
_PREFIXES = (
    (
        "date-stamp",
        "dateline",
        re.compile(r"(?:date|published|posted|updated)(?: on| at)?:?\s+\d{4}-\d\d-\d\d\b", re.I),
    ),
    (
        "place-date-agency",
        "dateline",
        re.compile(
            rf"{_PLACE},? (?:{_MONTH} \d{{1,2}},? ?(?:\d{{4}} )?)?{_AGENCY} ?(?:\.-|[-–—:]+)"
        ),
    ),
    (
        "place-dash",
        "dateline",
        re.compile(r"[A-Z]{3}[A-Z.]*(?:,? [A-Z][\w.]*){0,4} ?(?:(?:[–—]|--?) |—(?=[A-Z“\"]))"),
    ),
)
# an agency's name standing alone after the last full stop
_SUFFIX = re.compile(r"(?<=[.!?”\"]) +([A-Z]{2,6})$")

_ANYCASE = re.I
# The first letters stand first and their word boundaries after them, where a search is quick.
_PHOTO_CREDIT = re.compile(
    r"P(?<!\w.)hoto(?:graph)?s?(?: by|:)|I(?<!\w.)mage(?: credit)?:|G(?<!\w.)etty Images\b"
    r"|\([^()]{3,60}/ ?[A-Z][\w ]{1,24}\)|\((?:Pool )?via [A-Z][\w ]{1,24}\)"
    r"|[A-Z](?<!\w.)[A-Z]{2,7}/[A-Z][\w.’-]+ [A-Z][\w’-]+\W*$"
)


def _has_photo_credit(text: str) -> bool:
    """Whether a line ends with a credit, or nearly: at most 400 characters before, 80 after.

    Before one in brackets that ends it, "(Jane Roe/Pool via AP)", any number.
    """
    return any(
        len(text) - match.end() <= 80
        and (match.start() <= 400 or (match[0][0] == "(" and match.end() == len(text)))
        for match in _PHOTO_CREDIT.finditer(text)
    )


# name, kind, and what holds for the whole line
_WHOLE_LINE = (
    ("no-words", "footer", re.compile(r"[\W_]*").fullmatch),
    (
        "copyright",
        "footer",
        re.compile(r"(?:©|\(c\)|copyright)\W*\d{4}\b.{0,120}", _ANYCASE).fullmatch,
    ),
    (
        "correction",
        "footer",
        re.compile(
            r"(?:Corrections?|Clarifications?|Editor[’']s [Nn]ote)(?: \([^)]*\))?\s*[:.—–-] .+"
        ).fullmatch,
    ),
    ("photo-mark", "caption", re.compile(r"©.{1,200}").fullmatch),
    ("photo-credit", "caption", _has_photo_credit),
    (
        "file-photo",
        "caption",
        re.compile(r"(?:FILE|File) (?:PHOTO|[Pp]hoto|[Ii]mage)\b.*").fullmatch,
    ),
    (
        "named-caption",
        "caption",
        re.compile(
            r"(?:Image (?:copyright|caption|source)|Media (?:caption|playback)|Play [Vv]ideo)\b"
            r".{0,600}"
        ).fullmatch,
    ),
    ("gallery-line", "caption", re.compile(r"Photos: \S.*").fullmatch),
    ("image-size", "caption", re.compile(r".{1,300}, \d{3,4}, \d{1,2}\.\d{1,2}\.\d{4}").fullmatch),
    (
        "media-placeholder",
        "caption",
        re.compile(
            r"(?:Video|Photo|Image|Audio|Tweet|Gallery)(?: (?:Embed|Player|Gallery))?", _ANYCASE
        ).fullmatch,
    ),
    (
        "link-list",
        "promo",
        re.compile(
            r"(?:Read (?:more|next|also)"
            r"|Related(?: (?:content|coverage|articles?|stories|news|topics))?"
            r"|More (?:on|from)\b.{0,60}|See also|Also read|Recommended|Most (?:read|popular)"
            r"|Advertisement|Trending|Share(?: this.{0,40})?)\W*",
            _ANYCASE,
        ).fullmatch,
    ),
    (
        "call-to-action",
        "promo",
        re.compile(
            r"(?:Click here|Subscribe|Sign up|Follow us|Download (?:our|the)|Join our|Don[’']t miss"
            r"|Get (?:all )?the latest|Watch:|Read:|Related:|By (?:signing up|subscribing)"
            r"|Just watched|Must watch|Now playing|Listen to (?:this )?article|Share this article)"
            r".{0,200}",
            _ANYCASE,
        ).fullmatch,
    ),
    (
        "site-section",
        "promo",
        re.compile(
            r"(?:(?:World|Home|Politics|Business|Sports?|Opinion|Culture|Science|Tech(?:nology)?"
            r"|Health|Local|National|International|Europe|Asia|Africa|Americas|News|Video)\b\W*){1,3}",
            _ANYCASE,
        ).fullmatch,
    ),
    (
        "byline",
        "byline",
        re.compile(
            r"By (?:the )?[A-Z][\w.’'-]+(?:[ ,]+(?:and )?[\w.’'-]+){0,9}"
            r"|From (?:the|our) .{0,40}\b(?:team|desk|staff|newsroom|correspondents?)"
        ).fullmatch,
    ),
    ("initials", "signature", re.compile(r"[a-z]{2,4}(?:[-/][a-z]{2,4})+").fullmatch),
)


# `Roe on the bridge: "Not my fault"`, between paragraphs: the title of another text
_LINK_TITLE = re.compile(r"[^.!?:\"“”]{3,60}: [\"“][^.!?\"“”]{3,80}[\"”]")


@dataclass
class _Line:
    start: int
    end: int
    text: str
    follows: bool  # no blank line before it
    kind: str | None = None
    rule: str | None = None


@dataclass
class _Page:
    """The lines of one article while they are being labelled."""

    lines: list[_Line]
    title: str | None
    overrides: dict[str, str] = field(default_factory=dict)

    def label(self, rule: str, kind: str, holds: Callable[[int, _Line], bool]) -> None:
        for number, line in enumerate(self.lines):
            if line.kind is None and holds(number, line):
                line.kind, line.rule = kind, rule

    def near(self, number: int, kind: str) -> list[_Line]:
        """The directly neighbouring lines of one kind."""
        around = self.lines[max(0, number - 1) : number] + self.lines[number + 1 : number + 2]
        return [line for line in around if line.kind == kind]


@collection_paused()
def label(articles: pl.DataFrame, overrides: pl.DataFrame | None = None) -> pl.DataFrame:
    """Cut articles into paragraphs and say of each what it is for.

    Reads article_id, text and, where there is one, title. ``overrides`` (article_id,
    text, kind) sets the kind of a line by its exact text. One row of the result is
    one paragraph of `tables.PARAGRAPHS`; spans do not overlap, are in order and
    leave out nothing but white space. ``rule`` names what decided the kind; a line
    that no rule claims is ``body`` by the rule ``prose``.

    >>> label(pl.DataFrame({"article_id": ["a"], "text": ["Big news\\n\\nIt rained.\\nRead more:"]})
    ...     )["kind"].to_list()
    ['headline', 'body', 'promo']
    """
    marked: dict[str, dict[str, str]] = {}
    if overrides is not None:
        for article_id, text, kind in overrides.select("article_id", "text", "kind").iter_rows():
            marked.setdefault(article_id, {})[text] = kind
    titles = articles["title"] if "title" in articles.columns else [None] * len(articles)
    rows = []
    for article_id, text, title in zip(
        articles["article_id"], articles["text"], titles, strict=True
    ):
        lines = _label_lines(text or "", title, marked.get(article_id, {}))
        rows += [
            (article_id, number, line.start, line.end, line.kind, line.rule)
            for number, line in enumerate(lines)
        ]
    return pl.DataFrame(rows, schema=tables.PARAGRAPHS.schema, orient="row")


def _label_lines(text: str, title: str | None, overrides: dict[str, str]) -> list[_Line]:
    page = _Page(list(_lines(text)), title, overrides)
    page.label("event.toml", "", lambda _, line: line.text in overrides)
    for line in page.lines:
        line.kind = overrides.get(line.text)
    page.label("block-quotation", "body", lambda n, line: n > 0 and line.text.startswith("> "))
    for line in page.lines:
        if line.kind is None:
            claims = ((kind, name) for name, kind, holds in _WHOLE_LINE if holds(line.text))
            line.kind, line.rule = next(claims, (None, line.rule))
    page.label("all-capitals", "promo", lambda number, line: number > 0 and _is_shouted(line.text))
    _label_galleries(page)
    page.label("caption-repeat", "caption", lambda n, line: _repeats_caption(page, n, line))
    page.label("caption-slug", "caption", lambda n, line: _stands_on_caption(page, n, line))
    _label_authors(page)
    _label_headline(page)
    page.lines = [part for n, line in enumerate(page.lines) for part in _split(page.lines, n, line)]
    _label_ahead(page)
    turns = sum(bool(_TURN.match(line.text)) for line in page.lines)
    page.label("turn", "body", lambda _, line: bool(_TURN.match(line.text)) and turns > 2)
    page.label("link-title", "promo", lambda _, line: bool(_LINK_TITLE.fullmatch(line.text)))
    page.label("introduces", "body", lambda number, line: _introduces(page, number, line))
    page.label("short-line", "subhead", lambda _, line: _is_short(line.text))
    page.label("prose", "body", lambda _, line: True)
    return page.lines


def _lines(text: str):
    last_end = 0
    for match in _LINE.finditer(text):
        stripped = match[0].strip(_BLANK)
        if stripped:
            start = match.end() - len(match[0].lstrip(_BLANK))
            gap = text[last_end:start].replace("\r\n", "\n")
            follows = len(_LINE_BREAK.findall(gap)) < 2
            yield _Line(start, start + len(stripped), stripped, follows)
            last_end = start + len(stripped)


def _is_shouted(text: str) -> bool:
    return text.upper() == text and text.lower() != text and len(text.split()) >= 4


def _is_short(text: str) -> bool:
    if len(text.split(None, 14)) > 14 or _TERMINAL.search(text):
        return False
    return text.isascii() or len(WIDE.findall(text)) <= 14 * _WIDE_A_WORD


def _introduces(page: _Page, number: int, line: _Line) -> bool:
    """A line that ends in a colon above a list or block of quotations, or is one of its items."""
    below = page.lines[number + 1].text if number + 1 < len(page.lines) else ""
    return line.text.endswith(":") and bool(_BULLET.match(below))


def _repeats_caption(page: _Page, number: int, line: _Line) -> bool:
    repeats = any(caption.text.startswith(line.text) for caption in page.near(number, "caption"))
    return repeats and _is_short(line.text)


def _stands_on_caption(page: _Page, number: int, line: _Line) -> bool:
    below = page.lines[number + 1 : number + 2]
    on_caption = any(under.kind == "caption" and under.follows for under in below)
    return on_caption and len(line.text.split()) <= 6 and _is_short(line.text)


_GALLERY_WORDS = 6  # words of a line that, printed twice, is below a picture of a gallery
_GALLERY_STEP = 6  # lines from one such to the next of the same gallery
_GALLERY_EDGE = 4  # dated lines above and below one that are of it, too
_DATED = re.compile(rf"\b(?:in|on|[A-Z][a-z]+day,) {_MONTH} (?:\d{{1,2}}|\d{{4}})\b")


def _label_galleries(page: _Page) -> None:
    """Lines that stand twice in a row, several of them: a gallery's captions, and all between."""
    lines = page.lines
    twice = [
        number
        for number, (one, two) in enumerate(pairwise(lines))
        if one.text == two.text and len(one.text.split()) >= _GALLERY_WORDS
    ]
    for one, two in pairwise(twice):
        if two - one <= _GALLERY_STEP:
            low, high = one, two + 1
            edges = range(max(0, low - _GALLERY_EDGE), min(len(lines), high + 1 + _GALLERY_EDGE))
            dated = [n for n in edges if _DATED.search(lines[n].text)]
            for line in lines[min([low, *dated]) : max([high, *dated]) + 1]:
                line.kind, line.rule = line.kind or "caption", line.rule or "gallery"


def _label_authors(page: _Page) -> None:
    """A first line that holds people's names only is no headline: "Ann Lee and Tom Roe"."""
    first = next((line for line in page.lines if line.kind is None), None)
    names = first and _AUTHORS.fullmatch(first.text)
    if first is None or not names or (page.title or "").strip() == first.text:
        return
    given = languages.read().given_names
    if all(name.split()[0] in given for name in _BETWEEN.split(first.text)):
        first.kind, first.rule = "byline", "names-only"


def _label_ahead(page: _Page) -> None:
    """What stands ahead of the place that a report is from sums it up, or is below a picture."""
    places = (n for n, line in enumerate(page.lines) if line.rule == "place-dash")
    for line in page.lines[: next(places, 0)]:
        if line.kind is None:
            line.kind, line.rule = "subhead", "above-dateline"


_STANDFIRST = 15  # words from which two sentences above a text are its first, and no title
_SENTENCE_ENDS = re.compile(r"[a-z]{3}[.?!] [A-Z]\w+ \w+ \w+")


_HIGHLIGHT = "Story highlights "  # ahead of a line that sums a report up, however it ends
_WIRED = re.compile(r"\([A-Z][A-Za-z]{1,12}\)\s*[-–—]*\s*[A-Z]")  # "(CNN) So goes the nation?"


def _label_headline(page: _Page) -> None:
    """The first line that no rule has claimed, if it reads like a title; and its repetitions."""
    first = next((line for line in page.lines if line.kind is None), None)
    if first is None or len(page.lines) < 2:
        return
    stated = page.title is not None and first.text == page.title.strip()
    ended = _TERMINAL.search(first.text) and not _QUOTED_TITLE.fullmatch(first.text)
    ended = ended and not first.text.startswith(_HIGHLIGHT)
    words = len(first.text.split())
    told = words >= _STANDFIRST and _SENTENCE_ENDS.search(first.text)
    told = told or _WIRED.match(first.text)
    if stated or (words <= 30 and not ended and not told):
        first.kind, first.rule = "headline", "stated-title" if stated else "first-line"
        page.label("headline-repeat", "headline", lambda _, line: line.text == first.text)


def _split(lines: Sequence[_Line], number: int, line: _Line):
    """Cut a dateline off an opening line and a signature off a closing one."""
    if line.kind not in (None, "headline"):
        yield line
        return
    start, end = 0, len(line.text)
    if number < 4:
        for name, kind, pattern in _PREFIXES:
            match = pattern.match(line.text)
            if match and match.end() < end:
                cut = len(match[0].rstrip())
                yield _Line(
                    line.start, line.start + cut, match[0].rstrip(), line.follows, kind, name
                )
                start = len(line.text) - len(line.text[cut:].lstrip(_BLANK))
                break
    suffix = _SUFFIX.search(line.text) if number >= len(lines) - 3 else None
    if suffix:
        end = suffix.start()
    body = line.text[start:end]
    yield _Line(line.start + start, line.start + end, body, line.follows, line.kind, line.rule)
    if suffix:
        begin = line.start + suffix.start(1)
        yield _Line(begin, line.end, suffix[1], True, "signature", "agency-suffix")
