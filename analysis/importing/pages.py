"""Somebody's files → articles: saved pages, text, tables, archives' exports.

Nothing in a file is executed, and nothing is fetched. A file is known by what is in
it; its name decides only between tables and text.
"""

from __future__ import annotations

import email
import email.policy
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.errors import CloseBoundaryNotFoundDefect
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from lxml.etree import LxmlError

from analysis import decoding
from analysis.errors import ParallaxError, fenced
from analysis.importing import columns, containers, exports, rows
from analysis.importing.containers import File
from analysis.importing.found import LONGEST, Found, Listed, Reading, from_facts, under_title
from analysis.reading import paragraphs

PAGE_LIMIT = 30_000_000  # bytes of a page or text; one with its images inlined has some ten million
_CSV, _JSONL = (".csv", ".tsv"), (".jsonl", ".ndjson")
_DATES = {"original_date": True, "extensive_search": False}  # a date that is stated, or none
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([\w-]{2,20})""", re.I)
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s>\"]{4,2000})", re.I)
_URL_LINE = re.compile(r"(https?://\S+)(?:[\t ,;]+(\S.*))?")
_NUMBER = re.compile(r"[\W_]*\d*$")

# what it cannot use it would tell the terminal, without the file's name; we say it with the name
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

Event = tuple[File, Found] | Listed | ParallaxError | str


def articles(
    paths: Iterable[str | Path], scratch: Path, chosen: Mapping[str, str] | None = None
) -> Iterator[Event]:
    """Read every article below the paths, one at a time.

    Yields the file and what was found in it; what a list says about an article that
    it does not hold; an error for everything that cannot be read, after which reading
    goes on; and, as text, which columns of a table were taken for what. ``chosen``
    maps our columns to a table's own. Archives are spilled into ``scratch``.
    """
    for item in containers.files(paths, scratch):
        if isinstance(item, ParallaxError):
            yield item
            continue
        told = False  # of an article, or why there is none
        try:
            with fenced(item.name, "save it again, or leave it out"):
                for found in _read(item, chosen or {}):
                    told = told or not isinstance(found, str)
                    yield (item, found) if isinstance(found, Found) else found
        except ParallaxError as error:
            told = True
            yield error
        if not told:
            yield ParallaxError(item.name, "there is no article in it", "leave it out")


def _read(file: File, chosen: Mapping[str, str]) -> Reading:
    suffix = file.keep.suffix.lower()
    with file.path.open("rb") as source:
        head = source.read(4)
    if not head:
        raise ParallaxError(file.name, "the file is empty", "save it again, or leave it out")
    if head == b"PAR1" or suffix == ".parquet":
        yield from _parquet(file, chosen)
    elif suffix in _CSV:
        yield from _table(file, rows.from_csv(file.path, file.name), chosen)
    elif suffix in _JSONL:
        yield from _table(file, rows.from_jsonl(file.path, file.name), chosen)
    else:
        yield from _document(file, suffix, chosen)


def _document(file: File, suffix: str, chosen: Mapping[str, str]) -> Reading:
    """A file that is read whole: a page, a text, JSON or an archive's export."""
    size = file.path.stat().st_size
    if size > PAGE_LIMIT:
        raise ParallaxError(
            file.name, f"{size / 1e6:.0f} MB are no article", "split it, or save it as a table"
        )
    raw = file.path.read_bytes()
    text, encoding = decoding.decode(_web_archive(raw, file.name), file.name)
    start = text[:4096].lstrip("\ufeff \t\r\n")
    if suffix == ".json" or (start[:1] in "{[" and suffix not in (".txt", ".html", ".htm")):
        yield from _table(file, rows.from_json(text, file.name), chosen)
    elif start.startswith("<") and _TAG.search(text[:8192]):
        yield from _page(file, text)
    elif suffix in (".html", ".htm", ".xhtml") and not _TAG.search(text):
        raise ParallaxError(file.name, "there is no HTML in it", "save the page again")
    elif suffix in (".html", ".htm", ".xhtml"):
        yield from _page(file, text)
    elif exports.is_nexis(text):
        yield from exports.nexis(text, file.name)
    elif urls := _urls(text, file.name):
        yield from urls
    else:
        yield _plain(file, text, encoding)


def _web_archive(raw: bytes, name: str) -> bytes:
    """The page inside an MHTML file (a browser's "single file"); anything else as it is."""
    if b"multipart/related" not in raw[:4096] or b"MIME-Version" not in raw[:4096]:
        return raw
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes) or not payload.strip():
        raise ParallaxError(name, "there is no page in the MHTML file", "save it again")
    unclosed = any(isinstance(d, CloseBoundaryNotFoundDefect) for d in message.defects)
    if page.defects or (unclosed and page is parts[-1]):
        raise ParallaxError(name, "the MHTML file is cut off or damaged", "save it again")
    return payload


# ------------------------------------------------------------------- pages


def _page(file: File, text: str) -> Reading:
    if exports.is_factiva(text):
        yield from exports.factiva(text, file.name)
        return
    if "DOCUMENTS" in text and exports.is_nexis(plain := _lines(text, file.name)):
        yield from exports.nexis(plain, file.name)
        return
    yield from_html(text, file.name, file.url)


def from_html(text: str, name: str = "the page", url: str | None = None) -> Found:
    """Read the article out of a saved page with trafilatura, and what the page states about it.

    A date is taken only where the page or its address states one. Raises
    ParallaxError where no article is found.

    >>> page = "<html lang=en><title>Rain</title><article><h1>Rain</h1><p>%s</p></article></html>"
    >>> from_html(page % ("It rained all day in the north. " * 9)).text[:15]
    'Rain\\n\\nIt rained'
    """
    import trafilatura  # here, for it takes half a second that only pages need

    saved = _SAVED_FROM.search(text[:4096])
    url = url or (saved[1] if saved else None)
    try:
        page = trafilatura.bare_extraction(
            text, url=url, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    except (ValueError, TypeError, AttributeError, LxmlError, RecursionError) as error:
        raise ParallaxError(name, f"the page is damaged ({error})", "save it again") from error
    body = getattr(page, "text", None) or ""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    if page is None or isinstance(page, dict) or not lines:
        raise ParallaxError(name, "no article is found in the page", "save its text instead")
    title = " ".join(page.title.split()) if page.title else None
    if title and len(lines[0]) >= 15 and title.startswith(lines[0]):
        title = lines[0]  # the headline without the site's name
    text_of_page = "\n\n".join(lines)
    if len(text_of_page) > LONGEST:
        raise ParallaxError(name, f"{len(text_of_page):,} characters are no article", "split it")
    declared = _LANGUAGE.search(text[:20_000])
    return Found(
        text=under_title(text_of_page, title),
        title=title,
        outlet=_as_spelled(page.sitename, text) or page.hostname,
        published=columns.as_day(page.date),
        url=page.url or url,
        language=columns.as_language(declared[1]) if declared else None,
        host=page.hostname,
    )


def _as_spelled(site: str | None, text: str) -> str | None:
    """The site's name as the page writes it: trafilatura begins it with a capital."""
    if not site:
        return None
    found = re.search(rf"""content\s*=\s*["']({re.escape(site)})["']""", text, re.I)
    return found[1] if found else site


def _lines(text: str, name: str) -> str:
    """The visible lines of a page, for exports that are text in HTML's clothes."""
    tree = exports.parsed(text, name)
    for gone in tree.xpath("//script | //style | //head"):
        gone.drop_tree()
    for block in tree.xpath("//p | //div | //br | //tr | //h1 | //h2"):
        block.tail = "\n\n" + (block.tail or "")
    return re.sub(r"\n{3,}", "\n\n", tree.text_content())


# -------------------------------------------------------------------- text


def _plain(file: File, text: str, encoding: str) -> Found:
    if len(text) > LONGEST:
        raise ParallaxError(file.name, f"{len(text):,} characters are no article", "split the text")
    outlet = file.hint or _NUMBER.sub("", file.keep.stem) or file.keep.stem
    return Found(text=text, title=headline(text), outlet=outlet, encoding=encoding)


def headline(text: str) -> str | None:
    """The headline that a text begins with, by the rules of `paragraphs`; None without one."""
    labelled = paragraphs.label(pl.DataFrame({"article_id": [""], "text": [text[:20_000]]}))
    found = labelled.filter(kind="headline").head(1)
    return text[found["start"][0] : found["end"][0]] if len(found) else None


def _urls(text: str, name: str) -> list[Listed]:
    """A list of addresses, one a line, each with its saved copy's name if it is stated."""
    found = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line.strip():
            row = _URL_LINE.fullmatch(line.strip())
            if row is None:
                return []
            found.append(Listed({"url": row[1]}, f"{name}:{number}", file=row[2]))
    return found


# ------------------------------------------------------------------ tables


def _table(
    file: File, found: Iterable[rows.Row | ParallaxError], chosen: Mapping[str, str]
) -> Reading:
    told: set[tuple[str, ...]] = set()
    suffix = file.keep.suffix.lower()
    is_csv, is_list = suffix in _CSV, suffix not in (*_CSV, *_JSONL)
    for item in found:
        if isinstance(item, ParallaxError):
            yield item
            continue
        number, row = item
        place = f"{file.name}, item {number}" if is_list else f"{file.name}:{number}"
        row = exports.adapt(row)
        matched = _matched(tuple(row), tuple(chosen.items()))
        if not {"text", "url", "file"} & set(matched):
            if is_csv:  # its rows are all alike
                raise _no_text(place, row)
            yield _no_text(place, row)
            continue
        if tuple(matched.values()) not in told:
            told.add(tuple(matched.values()))
            yield f"{file.name}: {columns.describe(matched)}"
            yield from _named_twice(file, row, matched, chosen) if is_csv else ()
        yield _article({ours: row.get(theirs) for ours, theirs in matched.items()}, place)


def _named_twice(
    file: File, row: Mapping[str, Any], matched: Mapping[str, str], chosen: Mapping[str, str]
) -> Iterator[ParallaxError]:
    """An error for each column that stands twice, where nobody has chosen which to read."""
    for ours, theirs in matched.items():
        other = rows.second(theirs)
        if other in row and ours not in chosen:
            problem = f"two columns are called '{theirs}', and the first is read as {ours}"
            remedy = f"rename the other, or read it: --map '{ours}={other}'"
            yield ParallaxError(f"{file.name}:1", problem, remedy)


def _parquet(file: File, chosen: Mapping[str, str]) -> Reading:
    matched: dict[str, str] = {}

    def choose(names: Sequence[str]) -> Sequence[str]:
        matched.update(columns.match(names, chosen))
        if not {"text", "url", "file"} & set(matched):
            raise _no_text(file.name, names)
        return list(dict.fromkeys(matched.values()))

    try:
        for number, row in rows.from_parquet(file.path, choose):
            if number == 1:
                yield f"{file.name}: {columns.describe(matched)}"
            facts = {ours: row[theirs] for ours, theirs in matched.items()}
            yield _article(facts, f"{file.name}, row {number}")
    except pl.exceptions.PolarsError as error:
        problem = str(error).splitlines()[0][:200]
        raise ParallaxError(
            file.name, f"no readable Parquet ({problem})", "write it again"
        ) from error


@cache
def _matched(names: tuple[str, ...], chosen: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return columns.match(names, dict(chosen))


def _no_text(place: str, names: Iterable[str]) -> ParallaxError:
    shown = ", ".join(list(names)[:12]) or "none"
    return ParallaxError(
        place,
        f"no column is known to hold the text among: {shown}",
        "say which: --map text=COLUMN",
    )


def _article(facts: Mapping[str, Any], place: str) -> Found | Listed | ParallaxError:
    """The article of a row; what a row without a text says about an article elsewhere."""
    if columns.as_text(facts.get("text")) is None and (facts.get("url") or facts.get("file")):
        return Listed(facts, place, file=columns.as_text(facts.get("file")))
    try:
        return from_facts(facts, place)
    except ParallaxError as error:
        return error
