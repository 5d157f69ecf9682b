"""Word files (DOCX) and rich text (RTF) → their paragraphs as text, one a line."""

from __future__ import annotations

import io
import zipfile
import zlib

import lxml.etree as etree

from analysis.errors import ParallaxError
from analysis.importing.trees import xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS_LIMIT = 64_000_000  # bytes of the text part, unpacked
_RATIO = 300
_TEXTS = {f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"}


def docx(raw: bytes, name: str) -> str:
    """The text of a Word file: its paragraphs in order, parted by blank lines.

    Raises ParallaxError where it is damaged, too large, or no text document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > max(1_000_000, min(_PARTS_LIMIT, _RATIO * part.compress_size)):
                raise ParallaxError(name, "it unpacks to far more than a text", "leave it out")
            with archive.open(part) as source:
                content = source.read(_PARTS_LIMIT)
    except KeyError as error:
        problem = "it is an Office file, but no text document"
        raise ParallaxError(name, problem, "save it as DOCX, CSV or text") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, ParallaxError):
            raise
        problem = f"the Word file is damaged ({error})"
        raise ParallaxError(name, problem, "save it again") from error
    body = xml(content, name)
    return "\n\n".join(filter(None, (_paragraph(one).strip() for one in body.iter(f"{_W}p"))))


def _paragraph(paragraph: etree._Element) -> str:
    """A paragraph's words; those of a text box inside it are paragraphs of their own."""
    found = []
    for one in paragraph.iter(*_TEXTS):
        if next(one.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        tag = etree.QName(one).localname
        found.append({"t": one.text or "", "tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n"))
    return "".join(found)


def rtf(raw: bytes, name: str) -> str:
    """The text of a rich text file, its paragraphs parted by blank lines.

    Raises ParallaxError where nothing can be made of it.
    """
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(raw.decode("latin-1"), errors="replace")
    except Exception as error:  # its parser raises whatever its tables raise
        problem = f"the rich text is damaged ({type(error).__name__})"
        raise ParallaxError(name, problem, "save it as text") from error
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
