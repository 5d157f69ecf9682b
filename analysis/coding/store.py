"""The answers' file: a CSV that only grows, one answer a line, on disk before the next one.

Nobody's line is ever written over: a later answer to the same passage supersedes, an empty
code takes one back, and several coders may add to one file at once. A line whose writing
was cut off is closed with a mark by the next writer and passed over by readers. A text that
a spreadsheet would run has an apostrophe in front (`analysis.spreadsheets`).
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from analysis import spreadsheets
from analysis.errors import ParallaxError

COLUMNS = ("coder", "scheme", "question", "passage", "code", "note", "seed", "time")
_HEADER = ",".join(COLUMNS).encode()
_BOM = b"\xef\xbb\xbf"  # some spreadsheets put one first
_CUT_OFF = b" #cut off"
_SEED = re.compile(r"-?\d{1,18}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANT = {"\\": "\\", "n": "\n", "r": "\r"}
_SCHEMA = dict.fromkeys(COLUMNS, pl.String) | {"seed": pl.Int64, "time": pl.Datetime("us", "UTC")}


def append(
    path: str | Path,
    *,
    coder: str,
    scheme: str,
    question: str,
    passage: str,
    code: str | None,
    note: str = "",
    seed: int = 0,
) -> None:
    """Add one answer to the file and wait until it is on the disk; None takes an answer back.

    Raises ParallaxError when the coder has no name, the note is endless, or the file cannot
    be written or is some other file: then nothing was saved.
    """
    time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if not coder.strip():
        raise ParallaxError("coder", "no name", "say who codes, in a word")
    line = _line((coder, scheme, question, passage, code or "", note, str(seed), time))
    if _fields(line.rstrip(b"\n")) is None:
        problem = "the answer would not be readable again"
        raise ParallaxError(f"passage {passage}", problem, "shorten the note")
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as file:
            written = _before(file, path) + line
            if file.write(written) != len(written):
                raise OSError("the disk is full")
            os.fsync(file.fileno())
    except OSError as error:
        problem = f"the answer could not be saved ({error})"
        raise ParallaxError(str(path), problem, "make room or choose another path") from error


def _before(file: io.FileIO, path: Path) -> bytes:
    """What must come first: the header of a new file, the end of a line that was cut off."""
    if not file.seek(0, os.SEEK_END):
        return _HEADER + b"\n"
    file.seek(0)
    _check_header(file.readline(), path)
    file.seek(-1, os.SEEK_END)
    if file.read(1) == b"\n":
        return b""
    file.seek(0)
    if _fields(file.readall().rpartition(b"\n")[2]):
        return b"\n"
    # what was cut off may be the header, so it is written again
    return _CUT_OFF + b"\n" + _HEADER + b"\n"


def read(path: str | Path) -> pl.DataFrame:
    """Read every answer ever given, the superseded ones too, in the order of the file.

    One row is one answer: coder, scheme, question, passage, code (null: taken back), note,
    seed, time (UTC). A file that is not there has no answers.

    Raises ParallaxError naming file, line and remedy where a line is damaged, and where the
    file cannot be read.
    """
    path = Path(path)
    if not path.exists():
        return pl.DataFrame(schema=_SCHEMA)
    try:
        *lines, last = path.read_bytes().split(b"\n")
    except OSError as error:
        raise ParallaxError(
            str(path), f"cannot be read ({error})", "choose another path"
        ) from error
    _check_header(lines[0] if lines else last, path)
    rows = []
    for number, line in enumerate(lines, 1):
        bare = line.removeprefix(_BOM).rstrip(b"\r")
        if bare == _HEADER or bare.endswith(_CUT_OFF) or not bare:
            continue
        fields = _fields(bare)
        if fields is None:
            shown = bare.decode(errors="replace")[:60]
            remedy = "put the line back from a copy or delete it: the others stand by themselves"
            raise ParallaxError(f"{path}:{number}", f"damaged line '{shown}'", remedy)
        rows.append(fields)
    rows += [fields] if (fields := _fields(last)) else []
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    return frame.with_columns(
        pl.col("code").replace("", None),
        pl.col("seed").cast(pl.Int64),
        pl.col("time").str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us", time_zone="UTC"),
    )


def current(answers: pl.DataFrame) -> pl.DataFrame:
    """Keep each coder's last answer to each passage of each scheme, without those taken back."""
    last = answers.unique(["coder", "scheme", "passage"], keep="last", maintain_order=True)
    return last.filter(pl.col("code").is_not_null())


def _check_header(line: bytes, path: Path) -> None:
    """The first line is the header, or as much of it as was written before a crash."""
    bare = line.removeprefix(_BOM).rstrip(b"\r\n")
    begun = bare.removesuffix(_CUT_OFF)
    whole = line.endswith(b"\n") and begun == bare
    if not (bare == _HEADER if whole else _HEADER.startswith(begun)):
        remedy = f"choose another path, or put back the first line {_HEADER.decode()}"
        raise ParallaxError(f"{path}:1", "not a file of coded answers", remedy)


def _line(texts: Iterable[str]) -> bytes:
    """One answer as one line: line breaks and backslashes inside a text are escaped."""
    safe = [text if _SEED.fullmatch(text) else spreadsheets.guarded(text) for text in texts]
    escaped = [re.sub(r"[\\\n\r]", lambda found: _ESCAPES[found[0]], text) for text in safe]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(escaped)
    return out.getvalue().encode()


def _fields(line: bytes) -> list[str] | None:
    """The texts of a line, or None where it is not a whole answer: its end is the time."""
    try:
        [fields] = csv.reader([line.decode()], strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError):
        return None
    if (
        len(fields) != len(COLUMNS)
        or not _TIME.fullmatch(fields[-1])
        or not _SEED.fullmatch(fields[-2])
    ):
        return None
    meant = (re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[0]), t) for t in fields)
    return [spreadsheets.plain(text) for text in meant]
