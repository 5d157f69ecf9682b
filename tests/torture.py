"""Files that break readers: each kind by its name, with what must be said of it.

For `tests/test_torture.py` and `benchmarks/torture.py`; made here, from nothing but seeds.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile

import polars as pl
from formats import Article, page

PROSE = (
    "The leaders met at the cosmodrome on Wednesday and spoke for hours about rockets.",
    "“We are glad to see you,” the host said, and the guest thanked him for the invitation.",
    "A spokesman did not say whether an agreement number {} had been signed in the evening.",
)


def article(number: int, outlet: str = "good") -> Article:
    """A short article that no other is a copy of."""
    lines = (" ".join(PROSE[:2]), PROSE[2].format(number), " ".join(PROSE).format(-number))
    return Article(outlet, f"Leaders meet for round {number}", lines)


def linked(number: int, headline: object) -> bytes:
    """A page whose JSON-LD states any value at all as its headline, author and date."""
    data = {"@type": "NewsArticle", "headline": headline, "author": headline, "url": headline}
    data |= {"datePublished": headline, "publisher": headline, "@context": "https://schema.org"}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
    return page(article(number)).replace(b"</head>", script.encode(), 1)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def flipped(content: bytes, at: int, count: int = 16) -> bytes:
    """Some bytes turned round."""
    turned = bytes(byte ^ 0xFF for byte in content[at : at + count])
    return content[:at] + turned + content[at + count :]


def overlapping(count: int) -> bytes:
    """A zip whose many entries are all the same bytes of it."""
    packed = zipped({"a.html": page(article(0)) * 40})
    start = packed.index(b"PK\x01\x02")
    entry = packed[start : packed.index(b"PK\x05\x06")]
    size = len(entry) * count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    return packed[:start] + entry * count + end


def warc(*pages: bytes, more: str = "") -> bytes:
    """A crawl of these pages."""
    records = []
    for number, content in enumerate(pages):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            f"{more}Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        records.append(head.encode() + body + b"\r\n\r\n")
    return b"".join(records)


def mhtml(content: bytes, kind: str = "text/html", end: bytes = b"--x--\r\n") -> bytes:
    head = b'From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    return head + b"--x\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + content + b"\r\n" + end


def parquet(rows: int = 400) -> bytes:
    out = io.BytesIO()
    texts = [article(7000 + number).text for number in range(rows)]
    pl.DataFrame({"text": texts, "outlet": ["good"] * rows}).write_parquet(out)
    return out.getvalue()


PAGE = page(article(1))
LZMA = zipped({"a.html": PAGE, "b.html": page(article(2))}, zipfile.ZIP_LZMA)

# name → content, and what must be said of it
BAD: dict[str, tuple[bytes, str]] = {
    "corrupt-lzma.zip": (flipped(zipped({"a.html": PAGE}, zipfile.ZIP_LZMA), 60), "damaged"),
    "bad-method.zip": (zipped({"a.html": PAGE}).replace(b"\x08\x00", b"\x63\x00"), "damaged"),
    "bad-header.zip": (flipped(zipped({"a.html": PAGE}), 0, 1), "a.zip|binary|damaged"),
    "bad-offset.zip": (flipped(zipped({"a.html": PAGE}), len(zipped({"a.html": PAGE})) - 5, 2), ""),
    "overlap.zip": (overlapping(300), "a bomb|damaged"),
    "nothing.zip": (zipped({}), "article|no page"),
    "litter.zip": (zipped({".DS_Store": b"x", "__MACOSX/a": b"y"}), "article|no page"),
    "cut.warc": (warc(page(article(3)))[:-200], "cut off"),
    "cut.warc.gz": (gzip.compress(warc(PAGE))[:-150], "cut off|damaged"),
    "stated-cut.warc": (warc(PAGE, more="WARC-Truncated: length\r\n"), "cut off (length)"),
    "corrupt.warc": (
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n\xff\xfe" * 9,
        "record|damaged|article",
    ),
    "nothing.warc": (warc(PAGE).replace(b"200 OK", b"404 No"), "no page"),
    "cut.mhtml": (mhtml(PAGE, end=b""), "cut off"),
    "no-page.mhtml": (
        mhtml(b"x { color: red }", "text/css"),
        "no page|neither|no text|article|empty",
    ),
    "empty-page.mhtml": (mhtml(b""), "empty"),
    "corrupt.parquet": (flipped(parquet(), 400, 300), "Parquet|cannot be read"),
    "header.csv": (b"text,outlet\r\n", "article|no page"),
    "nothing.json": (b"[]", "article|no page"),
    "nothing.jsonl": (b"\n\n{}\n", "no column is known"),
    "deep.json": (b"[" * 5_000, "no JSON"),
    "deep.jsonl": (b'{"text": ' + b"[" * 5_000, "no JSON"),
    "deep.html": (b"<div>" * 20_000 + b"x", "damaged|no article|cannot be read"),
}
# read in spite of all: one article each
ODD: dict[str, bytes] = {
    "number.html": linked(11, 7),
    "object.html": linked(12, {"a": 1}),
    "list.html": linked(13, [1, None, {}]),
    "nothing.html": linked(14, None),
    "undefined.html": page(article(15)).replace(b'charset="utf-8"', b'charset="undefined"'),
    "escapes.html": page(article(16)).replace(b'charset="utf-8"', b'charset="unicode_escape"'),
    "latin.html": page(article(17)).replace(b"utf-8", b"idna", 1).replace("“".encode(), b"\x93"),
}


def event(
    articles: int, actors: int = 1, aliases: int = 1, concepts: int = 1, outlets: int = 1
) -> str:
    """An event.toml over ``raw/0.txt`` and the next ones, with as many entries as asked for."""
    blocks = ['[event]\ntitle = "Rain"\n']
    for n in range(outlets):
        blocks.append(f'[[outlets]]\nid = "o{n}"\nname = "O{n}"\n')
    for n in range(articles):
        outlet = f"o{n % outlets}"
        blocks.append(f'[[articles]]\nid = "n{n}"\noutlet = "{outlet}"\nfile = "raw/{n}.txt"\n')
    for n in range(actors):
        names = ", ".join(f'"Name{n} Given{other}"' for other in range(aliases))
        blocks.append(f'[[actors]]\nid = "p{n}"\nname = "P{n}"\naliases = [{names}]\n')
    for n in range(concepts):
        blocks.append(
            f'[[concepts]]\nid = "c{n}"\nname = "C{n}"\nterms = ["rocket{n}", "agree*"]\n'
        )
    return "\n".join(blocks)
