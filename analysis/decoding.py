"""Bytes as received → text and the encoding that gave it; what is not text is refused."""

from __future__ import annotations

import codecs
import re

import webencodings

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
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
# browsers read the smaller of two sets as the larger; webencodings names Python's smaller one
_LARGER = {
    "shift_jis": "cp932",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16-le": "utf-8",  # a page that names UTF-16 in readable bytes is not in it
    "utf-16-be": "utf-8",
}
_FEW = 0.002  # of all characters: damaged ones that do not disprove the set a page names
_HEAD = 4096
_MAGIC = (
    (b"\x89PNG", "an image", "leave it out"),
    (b"\xff\xd8\xff", "an image", "leave it out"),
    (b"GIF8", "an image", "leave it out"),
    (b"RIFF", "a sound, film or image", "leave it out"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as text or CSV"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MANY_CONTROLS = 0.002  # of all characters: more than a damaged page ever shows


def decode(raw: bytes, name: str, charset: str | None = None) -> tuple[str, str]:
    """Decode a file, changing nothing, and say by which encoding.

    A byte order mark decides, then UTF-8, then ``charset`` (what the server said), then
    what a page declares, each as browsers read that name (WHATWG's Encoding Standard),
    then the pattern of zero bytes (UTF-16), then the likeliest of the older encodings.
    Raises ParallaxError for an empty file and for one that is not text.

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
    encoding = likely_encoding(raw, charset)
    errors = "strict" if _decodes(raw, encoding) else "replace"
    try:
        text = raw.decode(encoding, errors)
    except (UnicodeError, LookupError):
        encoding, text = "cp1252", raw.decode("cp1252", errors="replace")
    if len(_CONTROL.findall(text[: 16 * _HEAD])) > _MANY_CONTROLS * min(len(text), 16 * _HEAD):
        raise ParallaxError(name, "it is binary data, not text", "save the page again")
    if not text.strip("\ufeff \t\r\n"):
        raise ParallaxError(name, "the file is empty", "save it again, or leave it out")
    return text, encoding


def likely_encoding(raw: bytes, charset: str | None = None) -> str:
    """Name the encoding that the bytes are most likely in; ``charset`` is what came with them."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding
    wide = _without_mark(raw)
    if wide:
        return wide
    if _decodes(raw, "utf-8"):
        return "utf-8"
    for encoding in (_browsers(charset), _declared(raw)):
        if encoding and _fits(raw, encoding):
            return encoding
    from charset_normalizer import from_bytes  # few texts need it

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
    head = _COMMENT.sub(b"", raw[:_HEAD])
    found = _XML_DECLARED.search(head) or _DECLARED.search(head)
    return _browsers(found[1].decode("ascii")) if found else None


def _browsers(label: str | None) -> str | None:
    """Python's name of the encoding that browsers take a label for; None for an unknown one.

    >>> _browsers("iso-8859-1"), _browsers("gb2312"), _browsers("no-such")
    ('cp1252', 'gb18030', None)
    """
    found = webencodings.lookup(label) if label else None
    if found is None or found.name in ("x-user-defined", "replacement"):
        return None
    name = codecs.lookup(found.codec_info.name).name
    return _LARGER.get(name, name)


def _fits(raw: bytes, encoding: str) -> bool:
    """Whether bytes are in an encoding, but for a few damaged ones."""
    if _decodes(raw, encoding):
        return True
    text = raw.decode(encoding, "replace")
    return text.count("\ufffd") <= _FEW * len(text)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
