"""Articles written in the formats that people have them in, for the tests of `parallax new`."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Article:
    """What a generated article states."""

    outlet: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join([self.title, *self.paragraphs])

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def page(article: Article, *, lang: str = "en", encoding: str = "utf-8") -> bytes:
    """A news page with all that stands around an article."""
    title, outlet = html.escape(article.title), html.escape(article.outlet)
    text = "\n".join(f"<p>{html.escape(line)}</p>" for line in article.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="{encoding}"><title>{title} | {outlet}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="2023-09-13T10:00:00Z">
<script>document.title = "run"; fetch("https://example.org/never");</script>
<style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{title}</h1>{text}</article>
<aside><ul><li><a href="/other">Another story</a></li></ul></aside>
<footer>© 2023 Some Publisher. All rights reserved.</footer></body></html>""".encode(encoding)


def rows(articles: Sequence[Article]) -> list[dict[str, str]]:
    return [{"source": a.outlet, "headline": a.title, "content": a.body} for a in articles]


def as_csv(articles: Sequence[Article]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["source", "headline", "content"])
    writer.writeheader()
    writer.writerows(rows(articles))
    return out.getvalue().encode()


def as_jsonl(articles: Sequence[Article]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows(articles)).encode()


def as_parquet(articles: Sequence[Article]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(rows(articles)).write_parquet(out)
    return out.getvalue()


def as_zip(articles: Sequence[Article]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, article in enumerate(articles):
            archive.writestr(f"{number}.html", page(article))
    return out.getvalue()


def as_warc(articles: Sequence[Article]) -> bytes:
    """A crawl as the WARC standard has it: one gzip member for each response."""
    out = b""
    for number, article in enumerate(articles):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(article)
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://{article.outlet}.example/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return out


def put(folder: Path, articles: Sequence[Article], kind: str, name: str) -> None:
    """Write articles into a folder in one of the formats, under a name of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind in TABLES:
        (folder / f"{name}.{kind}").write_bytes(TABLES[kind](articles))
        return
    for number, article in enumerate(articles):
        below = folder / article.outlet
        below.mkdir(exist_ok=True)
        content, suffix = SINGLE[kind](article)
        (below / f"{name}-{number}{suffix}").write_bytes(content)


TABLES: dict[str, Callable[[Sequence[Article]], bytes]] = {
    "csv": as_csv,
    "jsonl": as_jsonl,
    "parquet": as_parquet,
    "zip": as_zip,
    "warc.gz": as_warc,
}
SINGLE: dict[str, Callable[[Article], tuple[bytes, str]]] = {
    "text": lambda article: (article.text.encode(), ".txt"),
    "html": lambda article: (page(article), ".html"),
    "html.gz": lambda article: (gzip.compress(page(article)), ".html.gz"),
    "utf-16": lambda article: (article.text.encode("utf-16"), ".txt"),
    "utf-16-le": lambda article: (article.text.encode("utf-16-le"), ".txt"),
    "cp1252": lambda article: (page(article, encoding="windows-1252"), ".html"),
}
KINDS = (*TABLES, *SINGLE)


SUBJECTS = ("The minister", "Kim Jong Un", "A spokesman", "The president", "Vladimir Putin")
VERBS = ("said", "visited", "rejected", "welcomed", "met")
OBJECTS = ("the plan to build a cosmodrome", "delegates from the north", "reports of a deal")


def sentence(numbers: tuple[int, int, int, int]) -> str:
    """A sentence of news by the numbers of its parts."""
    subject, verb, rest, day = numbers
    return (
        f"{SUBJECTS[subject]} {VERBS[verb]} {OBJECTS[rest]} on day {day} of the long talks, "
        "which “nobody expected” to last."
    )


THREE = [
    Article("alpha", "Leaders meet for round 1", (sentence((0, 0, 0, 1)), sentence((1, 2, 1, 2)))),
    Article("beta", "Leaders meet for round 2", (sentence((1, 1, 0, 3)), sentence((2, 3, 2, 4)))),
    Article("gamma", "Leaders meet for round 3", (sentence((3, 4, 0, 5)), sentence((4, 0, 1, 6)))),
]
