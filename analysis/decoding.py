"""Bytes as received → text and the encoding that gave it; what is no text is refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from analysis.errors import ParallaxError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),  # a BOM stays in the text, as in every other file
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# the encodings that news is still found in; guessing among all of them goes wrong more often
_OLD = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
# Python's own codecs, which no page is written in; some give half characters, or a web address
_NO_PAGE = {"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"}
_HEAD = 4096
_MAGIC = (
    (b"%PDF-", "a PDF", "save the article as HTML or text"),
    (b"\x89PNG", "an image", "leave it out"),
    (b"\xff\xd8\xff", "an image", "leave it out"),
    (b"GIF8", "an image", "leave it out"),
    (b"RIFF", "a sound, film or image", "leave it out"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as text or CSV"),
    (b"{\\rtf", "a rich text file", "save it as plain text or HTML"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MANY_CONTROLS = 0.002  # of all characters: more than a damaged page ever shows


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Decode a file, changing nothing, and say by which encoding.

    A byte order mark decides, then UTF-8, then what an HTML page declares, then the
    pattern of zero bytes (UTF-16), then the likeliest of the older encodings.
    Raises ParallaxError for an empty file and for one that is no text.

    >>> decode("café".encode("utf-16"), "a.txt")
    ('café', 'utf-16')
    >>> decode("Die Straße führt über die Brücke.".encode("cp1252"), "a.txt")[1]
    'cp1252'
    """
    if not raw.strip():
        raise ParallaxError(name, "the file is empty", "save it again, or leave it out")
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            raise ParallaxError(name, f"it is {what}, whatever its name says", remedy)
    encoding = likely_encoding(raw)
    try:
        text = raw.decode(encoding)
    except (UnicodeError, LookupError):
        encoding, text = "cp1252", raw.decode("cp1252", errors="replace")
    if len(_CONTROL.findall(text[: 16 * _HEAD])) > _MANY_CONTROLS * min(len(text), 16 * _HEAD):
        raise ParallaxError(name, "it is no text but binary data", "save the page again")
    if not text.strip("\ufeff \t\r\n"):
        raise ParallaxError(name, "the file is empty", "save it again, or leave it out")
    return text, encoding


def likely_encoding(raw: bytes) -> str:
    """Name the encoding that the bytes are most likely in."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding
    wide = _without_mark(raw)
    if wide:
        return wide
    for encoding in ("utf-8", _declared(raw)):
        if encoding and _decodes(raw, encoding):
            return encoding
    best = from_bytes(raw[: 64 * _HEAD], cp_isolation=_OLD).best()
    foreign = best is not None and "cp1252" not in best.could_be_from_charset
    if best is not None and foreign and _decodes(raw, best.encoding):
        return best.encoding
    return "cp1252" if _decodes(raw, "cp1252") else "latin-1"


def _without_mark(raw: bytes) -> str | None:
    """UTF-16 shows by zero bytes in every second place, where its text is mostly Latin."""
    head = raw[: _HEAD - _HEAD % 2]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    most = max(4, 0.7 * (len(head) // 2))
    if odd >= most and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even >= most and odd * 10 < even else None


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_HEAD])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None
    return None if name in _NO_PAGE else name


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
