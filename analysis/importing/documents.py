"""One file that is read whole → its articles: known by its first bytes, then by its shape."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis import decoding
from analysis.errors import ParallaxError
from analysis.importing import dates, formats, mail, page, pdf, rows, sheets, webarchive, word
from analysis.importing.found import Found, Reading, under_title
from analysis.importing.spill import File
from analysis.importing.trees import paragraphs_of

PAGE_LIMIT = 30_000_000  # bytes of a page or text; one with its images inlined has some ten million
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I)
_XML = re.compile(r"\s*(?:<\?xml\b|<[\w:]+[\s>])")
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
Table = Callable[[Iterable[rows.Row | ParallaxError]], Reading]
Plain = Callable[[str, str], Reading]


def reads(file: File, table: Table, plain: Plain) -> Reading:
    """What `_reads` finds in a file; whatever a parser raises on the way is a named error."""
    try:
        yield from _reads(file, table, plain)
    except (ParallaxError, OSError):
        raise
    except Exception as error:  # parsers of other people raise what they like
        problem = f"it is damaged ({type(error).__name__}: {str(error)[:100]})"
        raise ParallaxError(file.name, problem, "save it again, or in another format") from error


def _reads(file: File, table: Table, plain: Plain) -> Reading:
    """Articles of a page, a text, JSON, a mail, an Office file or an archive's export.

    ``table`` reads rows, ``plain`` a text that is in no format known, with the encoding
    that gave it. Raises ParallaxError where the file cannot be read.
    """
    size = file.path.stat().st_size
    if size > PAGE_LIMIT:
        problem = f"{size / 1e6:.0f} MB are no article"
        raise ParallaxError(file.name, problem, "split it, or save it as a table")
    raw = file.path.read_bytes()
    for magic, reader in _BINARY.items():
        if raw.startswith(magic):
            yield from reader(raw, file, table, plain)
            return
    if mail.is_mailbox(raw):
        for number, message in enumerate(mail.messages(raw), start=1):
            yield from _mail(message, f"{file.name}, message {number}")
    elif mail.is_mail(raw):
        if file.keep.suffix.lower() == ".txt" and mail.is_several(raw):
            raise formats.several(file.name, "mail headers")
        yield from _mail(raw, file.name)
    else:
        text, encoding = decoding.decode(raw, file.name, file.charset)
        yield from _text(text, encoding, file, table, plain)


def _text(text: str, encoding: str, file: File, table: Table, plain: Plain) -> Reading:
    """A decoded text by what it holds: rows, a page, a feed, an export known, or plain text."""
    suffix = file.keep.suffix.lower()
    start = text[:4096].lstrip("\ufeff \t\r\n")
    if file.is_text:
        yield from plain(text, encoding)
    elif suffix == ".json" or (start[:1] in "{[" and suffix not in (".txt", *_PAGE_NAMES)):
        yield from table(rows.from_json(text, file.name))
    elif (start.startswith("<") and _TAG.search(text[:8192])) or suffix in _PAGE_NAMES:
        if not _TAG.search(text):
            raise ParallaxError(file.name, "there is no HTML in it", "save the page again")
        yield from _page(text, file.name, file.url)
    elif formats.is_feed(text):
        yield from formats.known_page(text, file.name) or ()
    elif _XML.match(start) and suffix in (".xml", ".rdf", ".atom", ".nzn", ".xhtml"):
        problem = "it is XML in a format not known"
        raise ParallaxError(file.name, problem, "export it as HTML, CSV or text")
    elif (known := formats.known_text(text, file.name)) is not None:
        yield from known
    else:
        yield from plain(text, encoding)


def _page(text: str, name: str, url: str | None) -> Reading:
    """The articles of a page: of an export known, else its one."""
    known = formats.known_page(text, name)
    if known is not None:
        yield from known
    else:
        yield page.from_html(text, name, url)


# ------------------------------------------------------------------ binary


def _docx(raw: bytes, file: File, table: Table, plain: Plain) -> Reading:
    if sheets.is_sheet(raw):
        yield from table(sheets.rows(raw, file.name))
    else:
        yield from _extracted(word.docx(raw, file.name), file, plain)


def _rtf(raw: bytes, file: File, table: Table, plain: Plain) -> Reading:
    yield from _extracted(word.rtf(raw, file.name), file, plain)


def _pdf(raw: bytes, file: File, table: Table, plain: Plain) -> Reading:
    yield from _extracted(pdf.text_of(raw, file.name), file, plain)


def _extracted(text: str, file: File, plain: Plain) -> Reading:
    """Articles in a text that was taken out of its file."""
    if not text.strip():
        raise ParallaxError(file.name, "there is no text in it", "save it as text")
    known = formats.known_text(text, file.name)
    yield from known if known is not None else plain(text, "")


def _web_archive(raw: bytes, file: File, table: Table, plain: Plain) -> Reading:
    content, charset, url = webarchive.page(raw, file.name)
    text, _ = decoding.decode(content, file.name, charset)
    yield from _page(text, file.name, file.url or url)


_BINARY: Mapping[bytes, Callable[[bytes, File, Table, Plain], Reading]] = {
    b"PK\x03\x04": _docx,
    b"{\\rtf": _rtf,
    b"%PDF-": _pdf,
    b"bplist00": _web_archive,
}


# -------------------------------------------------------------------- mail


def _mail(raw: bytes, name: str) -> Reading:
    """The article of a message: a page as pages are, else its text below its subject."""
    try:
        found = mail.part(raw)
    except ParallaxError as error:
        raise ParallaxError(name, error.problem, error.remedy) from error
    except Exception as error:  # what a damaged head raises is not for us to list
        problem = f"the mail is damaged ({type(error).__name__})"
        raise ParallaxError(name, problem, "save its text") from error
    if found is None:
        raise ParallaxError(name, "the mail holds no text", "save its attachment instead")
    text, _ = decoding.decode(found.raw, name, found.charset)
    if not found.is_page:
        yield _filled(_letter(text, found), found, name)
        return
    known = formats.known_page(text, name)
    if known is not None:
        yield from known
        return
    try:
        article = page.from_html(text, name, found.url)
    except ParallaxError:
        if found.url or not found.subject:
            raise
        article = _letter(paragraphs_of(text, name), found)
    yield _filled(article, found, name)


def _letter(text: str, part: mail.Part) -> Found:
    return Found(text=under_title(text, part.subject), title=part.subject)


def _filled(article: Found, part: mail.Part, name: str) -> Found:
    """What the message's head states, where its page states nothing."""
    facts: dict[str, Any] = {"place": article.place or name}
    if article.published is None and part.date and not part.url:
        facts |= {"published": dates.as_day(part.date), "guessed": (*article.guessed, "published")}
    if article.title is None and part.subject:
        facts["title"] = part.subject
    if part.sender and (article.outlet is None or "outlet" in article.guessed):
        facts["outlet"] = part.sender
    return dataclasses.replace(article, **facts)
