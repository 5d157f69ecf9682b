"""The pages of a crawl (WARC, WET) → single files on disk."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.errors import ParallaxError
from analysis.importing.found import Skipped
from analysis.importing.spill import BLOCK, MEMBER_LIMIT, TOTAL_LIMIT, File, Item, Spill


def pages(path: Path, name: str, keep: PurePosixPath, spill: Spill) -> Iterator[Item]:
    """The HTML pages among a crawl's responses."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    left, number, pages, others = TOTAL_LIMIT, 0, 0, 0
    with path.open("rb") as source:
        try:
            for number, (record, complaint) in enumerate(_heard(ArchiveIterator(source)), start=1):
                if complaint:
                    problem = "the record before it is longer or shorter than it says"
                    yield ParallaxError(f"{name}: record {number}", problem, "crawl it again")
                is_text = record.rec_type == "conversion"
                if not is_text and not _is_page(record):
                    others += 1
                    continue
                pages += 1
                shown = f"{name}: record {number}"
                keep_as = PurePosixPath(keep.stem, f"{number:05d}.{'txt' if is_text else 'html'}")
                url = record.rec_headers.get_header("WARC-Target-URI")
                try:
                    found, size = spill.write(record.content_stream(), min(left, MEMBER_LIMIT))
                    left -= size
                    _check_whole(record)
                    yield File(found, shown, keep_as, url, _charset(record), is_text)
                except ParallaxError as error:
                    yield ParallaxError(shown, error.problem, error.remedy)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
            raise ParallaxError(
                f"{name}: record {number + 1}", f"the crawl is damaged ({error})", "crawl it again"
            ) from error
    if not pages:
        problem = f"no page is among its {number} records"
        raise ParallaxError(name, problem, "take the crawl's WARC or WET file")
    if others:
        yield Skipped(name, others, "records that are no pages")


def _charset(record: Any) -> str | None:
    """The character set that the server named, or WET's, which is UTF-8."""
    if record.rec_type == "conversion":
        return "utf-8"
    kind = record.http_headers.get_header("Content-Type") or ""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", kind, re.I)
    return found[1] if found else None


def _check_whole(record: Any) -> None:
    """Refuse a page that its crawl has only the beginning of."""
    while record.raw_stream.read(BLOCK):  # what stands behind a packed body
        pass
    cut = record.rec_headers.get_header("WARC-Truncated")
    if getattr(record.raw_stream, "limit", 0) > 0:
        cut = "the record is shorter than it says"
    if cut:
        raise ParallaxError("", f"the page is cut off ({cut})", "crawl it again")


def _heard(records: Iterator[Any]) -> Iterator[tuple[Any, str]]:
    """Records, each with what warcio would tell the terminal while it looks for it."""
    while True:
        with redirect_stderr(io.StringIO()) as said:
            record = next(records, None)
        if record is None:
            return
        yield record, said.getvalue()


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None:
        return False
    kind = headers.get_header("Content-Type") or ""
    return headers.get_statuscode() == "200" and "html" in kind.lower()
