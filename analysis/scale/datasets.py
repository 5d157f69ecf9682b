"""What a dataset of articles holds: its files, whether they agree, and how they are cut into units.

A unit is a run of rows (Parquet) or of bytes (JSONL) of one file, small enough to be
measured in memory and to be lost without regret. The same files always give the same units.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from analysis.errors import ParallaxError, fenced

REQUIRED = ("article_id", "text")
OPTIONAL = ("outlet", "title", "published", "url", "language")
SUFFIXES = (".parquet", ".jsonl", ".ndjson")
UNITS = pl.Schema(
    {
        "unit": pl.String,  # stable id, from the file's name and the span
        "file": pl.String,
        "name": pl.String,  # the file's, within the dataset
        "start": pl.Int64,  # first row of a Parquet file, first byte of a JSONL file
        "stop": pl.Int64,
        "megabytes": pl.Float64,  # of text, estimated
    }
)
# Two hundred units, so that what is under way when a run is killed is a small part of it.
_UNITS_AIMED_AT = 200
_SMALLEST_UNIT, _LARGEST_UNIT = 1.0, 16.0  # megabytes of text
_SAMPLED_FILES, _SAMPLED_ROWS = 20, 500
_EDGE = 1 << 16
_BLOCK = 1 << 26
_IDS_AT_ONCE = 20_000_000


@dataclass(frozen=True)
class Dataset:
    """The files of a dataset, in order: rows (Parquet) or bytes (JSONL), megabytes of text."""

    root: Path
    files: tuple[Path, ...]
    lengths: tuple[int, ...]
    megabytes: tuple[float, ...]
    fingerprint: str


def look(path: str | Path) -> Dataset:
    """Check a dataset before hours are spent on it.

    Raises ParallaxError for a path without articles, a file that cannot be read, files
    without article_id or text, columns that differ between files, and an id used twice.
    """
    root = Path(path).resolve()
    files = _files(root)
    with _reading(files[0]):
        first = _schema(files[0])
    lengths = []
    for file in files:
        with _reading(file):
            _check_schema(file, _schema(file), files[0], first)
            lengths.append(_rows(file) if is_parquet(file) else file.stat().st_size)
    _check_ids(files, sum(lengths))
    sizes = _megabytes(files, lengths)
    return Dataset(root, files, tuple(lengths), sizes, _fingerprint(root, files))


def units(dataset: Dataset) -> pl.DataFrame:
    """Cut a dataset into units, one row each, in the dataset's order."""
    aimed = sum(dataset.megabytes) / _UNITS_AIMED_AT
    size = min(_LARGEST_UNIT, max(_SMALLEST_UNIT, aimed))
    rows = []
    for file, length, megabytes in zip(
        dataset.files, dataset.lengths, dataset.megabytes, strict=True
    ):
        name = str(file.relative_to(dataset.root)) if file != dataset.root else file.name
        pieces = max(1, min(length, round(megabytes / size)))
        cuts = [length * i // pieces for i in range(pieces + 1)]
        for start, stop in pairwise(cuts):
            part = megabytes * (stop - start) / max(length, 1)
            unit = digest(f"{name}\0{start}\0{stop}")
            rows.append((unit, str(file), name, start, stop, part))
    return pl.DataFrame(rows, schema=UNITS, orient="row")


def is_parquet(file: Path) -> bool:
    return file.suffix == ".parquet"


def digest(text: str | bytes) -> str:
    """Give a hash that is the same in every version of everything: 8 bytes of BLAKE2b.

    >>> digest("Parallax")
    '2f374c4f196c2863'
    """
    data = text.encode() if isinstance(text, str) else text
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _files(root: Path) -> tuple[Path, ...]:
    if root.is_file():
        found = [root]
    elif root.is_dir():
        found = sorted(
            path
            for path in root.rglob("*")
            if path.is_file() and not path.relative_to(root).as_posix().startswith((".", "_"))
        )
        found = [path for path in found if not path.name.startswith((".", "_"))]
    else:
        raise ParallaxError(str(root), "no such file or folder", "check the name")
    kept = tuple(path for path in found if path.suffix in SUFFIXES)
    if not kept:
        raise ParallaxError(
            str(root), "no articles here", "give a file or folder of " + ", ".join(SUFFIXES)
        )
    return kept


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Say of which file it is that something in it cannot be read."""
    with fenced(str(file), "restore the file, or remove it"):
        yield


def _schema(file: Path) -> dict[str, pl.DataType]:
    """The columns that are read, with their types; of JSONL those of the first row."""
    if is_parquet(file):
        schema = pl.read_parquet_schema(file)
    else:
        schema = {key: _json_type(value) for key, value in _first_row(file).items()}
    return {name: dtype for name, dtype in schema.items() if name in REQUIRED + OPTIONAL}


def _first_row(file: Path) -> dict:
    """The first line that is a row; those that are none are rejected one by one, later."""
    with file.open("rb") as stream:
        for line in stream:
            try:
                row = json.loads(line)
            except Exception:  # as in `batches`, which says why
                continue
            if isinstance(row, dict):
                return row
    raise ValueError("no line of it is a JSON object")


def _json_type(value: object) -> pl.DataType:
    kinds = {str: pl.String(), int: pl.Int64(), type(None): pl.Null()}
    return kinds.get(type(value), pl.Object())


def _check_schema(file: Path, schema: dict, first: Path, expected: dict) -> None:
    for name in REQUIRED:
        if name not in schema:
            raise ParallaxError(
                str(file), f"column '{name}' is missing", "add it, or rename the column that has it"
            )
    text = schema["text"]
    if text not in (pl.String, pl.Null):
        raise ParallaxError(str(file), f"column 'text' is of type {text}", "store it as text")
    for name in sorted(schema.keys() | expected.keys()):
        one, other = expected.get(name), schema.get(name)
        if one != other and pl.Null not in (one, other) and (is_parquet(file) or name in REQUIRED):
            raise ParallaxError(
                str(file),
                f"column '{name}' is {_said(other)} here and {_said(one)} in {first.name}",
                "write all files with the same columns",
            )


def _said(dtype: pl.DataType | None) -> str:
    return "missing" if dtype is None else f"of type {dtype}"


def _rows(file: Path) -> int:
    return pl.scan_parquet(file).select(pl.len()).collect().item()


def _megabytes(files: tuple[Path, ...], lengths: list[int]) -> tuple[float, ...]:
    """Text in each file: of Parquet estimated from a sample, of JSONL the file's size."""
    tables = [i for i, file in enumerate(files) if is_parquet(file) and lengths[i]]
    size, rows = 0.0, 0
    for i in tables[:: max(1, len(tables) // _SAMPLED_FILES)]:
        with _reading(files[i]):
            head = pl.scan_parquet(files[i]).select("text").head(_SAMPLED_ROWS).collect()
        size += float(head["text"].str.len_bytes().sum())
        rows += len(head)
    each = size / max(rows, 1) / 1e6
    return tuple(
        length * each if is_parquet(file) else length / 1e6
        for file, length in zip(files, lengths, strict=True)
    )


def _check_ids(files: tuple[Path, ...], length: int) -> None:
    """Raise for an id used twice, holding only hashes, a bounded number of them at once."""
    passes = 1 + length // _IDS_AT_ONCE if all(map(is_parquet, files)) else 1
    for number in range(passes):
        hashes = [_id_hashes(file, number, passes) for file in files]
        values, counts = np.unique(np.concatenate(hashes), return_counts=True)
        for value in values[counts > 1]:
            _raise_if_twice(files, int(value))


def _id_hashes(file: Path, number: int, passes: int) -> np.ndarray:
    with _reading(file):
        parts = [ids.drop_nulls().hash() for ids in _ids(file)]
    whole = pl.concat(parts).to_numpy() if parts else np.empty(0, np.uint64)
    return whole[whole % np.uint64(passes) == number]


def _raise_if_twice(files: tuple[Path, ...], value: int) -> None:
    """Two ids of one hash may still differ; name the id and its files where they do not."""
    found = [
        (name, file.name)
        for file in files
        for ids in _ids(file)
        for name in ids.filter(ids.hash() == value)
    ]
    for name, times in Counter(name for name, _ in found).items():
        if times > 1:
            raise ParallaxError(
                ", ".join(sorted({file for other, file in found if other == name})),
                f"article_id '{name}' is used {times} times",
                "make ids unique across the whole dataset",
            )


def _ids(file: Path) -> Iterator[pl.Series]:
    """The ids of a file, as text, in pieces."""
    if is_parquet(file):
        column = pl.scan_parquet(file).select(pl.col("article_id").cast(pl.String))
        yield column.collect(engine="streaming")["article_id"]
        return
    for start in range(0, file.stat().st_size, _BLOCK):
        block = b"".join(line for _, line in lines(file, start, start + _BLOCK))
        try:
            frame = pl.read_ndjson(block, schema={"article_id": pl.String})
            yield frame["article_id"]
        except pl.exceptions.PolarsError:  # lines that are no JSON are rejected later on
            found = [_id(line) for line in block.splitlines()]
            yield pl.Series(found, dtype=pl.String)


def _id(line: bytes) -> str | None:
    try:
        found = str(json.loads(line)["article_id"])
        found.encode()
        return found
    except Exception:  # as in `batches`, which says why
        return None


def lines(file: Path, start: int, stop: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that begin in a span of bytes, each with the place it begins at."""
    with file.open("rb") as stream:
        stream.seek(max(0, start - 1))
        if start:
            stream.readline()  # the line before this span, or the rest of one
        place = stream.tell()
        while place < stop and (line := stream.readline()):
            if line.strip():
                yield place, line
            place += len(line)


def _fingerprint(root: Path, files: tuple[Path, ...]) -> str:
    """Tell a dataset from another by its files' names, sizes, beginnings and ends."""
    seen = hashlib.blake2b(digest_size=8)
    for file in files:
        size = file.stat().st_size
        seen.update(f"{file.relative_to(root)}\0{size}\0".encode())
        with file.open("rb") as stream:
            seen.update(stream.read(_EDGE))
            stream.seek(max(0, size - _EDGE))
            seen.update(stream.read())
    return seen.hexdigest()
