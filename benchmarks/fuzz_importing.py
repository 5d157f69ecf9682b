"""Fuzz what reads other people's files: nothing but a ParallaxError with a place may come out.

    python benchmarks/fuzz_importing.py MINUTES [--seed N] [--atheris]

Hypothesis damages valid files of every format (cut, flip, repeat, splice, rename) and
makes up others; each is read, and its text goes through the event file and back. With
--atheris (`pip install atheris`) the damage is guided by coverage of this package. Every
kind of failure is printed once, with the bytes in base64, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import base64
import sys
import tempfile
import time
import tomllib
import traceback
import warnings
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import archives
from formats import SINGLE, TABLES, Article
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from test_importing_exports import EXPORTS, LISTS, PAGE
from test_importing_formats import TWO

from analysis.errors import ParallaxError
from analysis.importing import pages
from analysis.importing.found import Found
from analysis.preparing import draft

SLOW = 20  # seconds for one small file
_PROSE = ("“We are glad,” he said, and the leaders met for hours at the cosmodrome. " * 3,) * 3
SEEDS = [
    *(TABLES[kind]([Article("A", "A title", _PROSE)] * 2) for kind in TABLES),
    *(SINGLE[kind](Article("A", "A title", _PROSE))[0] for kind in SINGLE),
    *(text.encode() for text in (*EXPORTS.values(), *LISTS.values(), PAGE)),
    *(text.encode() if isinstance(text, str) else text for text in TWO.values()),
    archives.webarchive(PAGE, "https://example.org/a").strip(),
    archives.pdf([(72, 700, "It rained all day."), (72, 680, "Nobody was hurt, Kim said.")]),
    *(
        (line + archives.mail("Harbour Times", "Rain", "It rained all day.")).encode()
        for line in ("", "From a@example.org Sun Sep 12 21:45:00 2021\n")
    ),
    b"https://example.org/a\ta.html\nhttps://example.org/b\n",
    b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    b"Content-Type: text/html\n\n<p>x</p>\n--x--\n",
]
_SUFFIXES = [
    *(".txt", ".html", ".htm", ".csv", ".tsv", ".jsonl", ".json", ".parquet", ".zip", ".gz"),
    *(".warc", ".warc.gz", ".mhtml", ".x", ".docx", ".rtf", ".xlsx", ".pdf", ".eml", ".mbox"),
    *(".ris", ".xml", ".webarchive"),
]
_TOKENS = [
    *(b'"', b"'", b"\n", b"\r\n", b",", b"{", b"[", b"<", b"</p>", b"<p>", b"&#x110000;", b"\x00"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"PAR1", b"\x1f\x8b", b"WARC/1.0\r\n", b"%PDF-"),
    *(b"<!DOCTYPE html>", b'<meta charset="utf-7">', b"\xed\xa0\x80", b"1 of 2 DOCUMENTS\n"),
    *(b"LENGTH: 3 words\n", b"End of Document\n", b"99999999999999999999", b"NaN", b"\\ud800"),
]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file, damaged, or one that never was."""
    content = draw(st.sampled_from(SEEDS) | st.binary(max_size=400) | st.text().map(str.encode))
    for _ in range(draw(st.integers(0, 6))):
        content = _damaged(draw, content)
    return "f" + draw(st.sampled_from(_SUFFIXES)), content


def _damaged(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    end = min(len(content), at + draw(st.integers(0, 60)))
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + draw(st.binary(max_size=8)) + content[end:]
    if kind == 2:
        return content[:at] + content[at:end] * draw(st.integers(2, 40)) + content[end:]
    if kind == 3:
        return content[:at] + draw(st.sampled_from(SEEDS))[at:]
    if kind == 4:
        return content[:at] + draw(st.sampled_from(_TOKENS)) + content[at:]
    return content[:at] + content[end:]


def read(name: str, content: bytes) -> int:
    """Read one file as `parallax new` does; returns the articles found."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        scratch = Path(folder) / "scratch"
        scratch.mkdir()
        items = list(pages.articles([path], scratch))
        assert {child.name for child in Path(folder).iterdir()} == {name, "scratch"}
    found = [item[1] for item in items if isinstance(item, tuple)]
    for item in items:
        if isinstance(item, ParallaxError):
            assert item.place and item.problem and item.remedy and "\n" not in item.place, item
    for article in found:
        _survives_toml(article)
    return len(found)


def _survives_toml(article: Found) -> None:
    article.text.encode()
    entry = draft.Entry(article, "raw/f.txt", "0")
    stated = tomllib.loads(draft._article("a", "a", entry))["articles"][0]
    assert (stated.get("title"), stated.get("url")) == (article.title, article.url)


class Fuzzed:
    """What came of the files: how many, how many articles, and each kind of failure once."""

    def __init__(self) -> None:
        self.files, self.articles, self.failures = 0, 0, Counter[str]()

    def try_one(self, name: str, content: bytes) -> None:
        self.files += 1
        start = time.perf_counter()
        try:
            self.articles += read(name, content)
            if time.perf_counter() - start > SLOW:
                raise TimeoutError(f"took {time.perf_counter() - start:.0f} s")
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            self.failures[kind] += 1
            if self.failures[kind] == 1:
                print(
                    f"{kind}: {error}\n  {name}: {base64.b64encode(content).decode()}", flush=True
                )


def by_hypothesis(fuzzed: Fuzzed, until: float, first: int = 1) -> None:
    number = first - 1
    while time.monotonic() < until:
        number += 1

        @seed(number)
        @settings(
            max_examples=500,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(files())
        def one(file: tuple[str, bytes]) -> None:
            if time.monotonic() < until:
                fuzzed.try_one(*file)

        one()


def by_atheris(fuzzed: Fuzzed, until: float) -> None:
    import atheris

    def one(data: bytes) -> None:
        if time.monotonic() > until:
            finish(fuzzed)
        suffix = _SUFFIXES[data[0] % len(_SUFFIXES)] if data else ".txt"
        fuzzed.try_one("f" + suffix, data[1:])

    with tempfile.TemporaryDirectory() as corpus:
        for number, content in enumerate(SEEDS):
            (Path(corpus) / str(number)).write_bytes(bytes([number % 256]) + content)
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], corpus, "-max_len=20000"], one)
        atheris.Fuzz()


def finish(fuzzed: Fuzzed) -> None:
    print(f"{fuzzed.files} files, {fuzzed.articles} articles, failures: {dict(fuzzed.failures)}")
    sys.exit(bool(fuzzed.failures))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--atheris", action="store_true")
    parser.add_argument("--seed", type=int, default=1, help="the first; others give other damage")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    result, until = Fuzzed(), time.monotonic() + 60 * options.minutes
    if options.atheris:
        by_atheris(result, until)
    by_hypothesis(result, until, options.seed)
    finish(result)
