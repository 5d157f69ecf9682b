"""Results kept on the disk between runs, by what they were made of and by this very code.

A result is a file named by the hash of what it was made of. joblib's memory did the same, but
its import, with NumPy, asyncio and multiprocessing, takes longer than reading a kept event.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
from platformdirs import user_cache_path

from analysis import files

FOLDER = "PARALLAX_CACHE"
"""Environment variable with the folder of kept results; ``off`` keeps none."""
_MOST = 500_000_000  # bytes of the folder; what was not asked for the longest goes first
_LARGEST = 100_000_000  # bytes of tables that are worth hashing, storing and reading again
_SUM = 32  # bytes of the checksum before what is kept: a file may be torn by others


def of(function: Callable[..., Any], given: Any, *, by: Any = None) -> Any:
    """What a function gives for its argument, taken from an earlier run where nothing changed.

    ``function`` must depend on nothing but its argument. ``by`` is what decides whether the
    argument is the same, the argument itself if None: tables, and plain values without sets,
    whose order changes from run to run.
    Where nothing can be kept (no such folder, a full disk, very large tables), it is computed.

    >>> of(len, [1, 2, 3])
    3
    """
    decides = given if by is None else by
    folder = _folder(os.environ.get(FOLDER, ""))
    if folder is None or _size(decides) > _LARGEST:
        return function(given)
    name = f"{function.__module__}.{function.__qualname__}"
    file = folder / f"{_told([name, decides, _code()])}.pkl"
    kept = _kept(file)
    if kept is not None:
        return pickle.loads(kept)
    made = function(given)
    with suppress(OSError):
        _keep(file, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def part(tables: Any, *names: str) -> SimpleNamespace:
    """Only these tables of a corpus: what a function is given, so that nothing else decides."""
    return SimpleNamespace(**{name: getattr(tables, name) for name in names})


def _kept(file: Path) -> bytes | None:
    """The bytes that an earlier run kept, whole; the file counts as asked for just now."""
    try:
        found = file.read_bytes()
        os.utime(file)
    except OSError:
        return None
    whole = found[:_SUM] == hashlib.blake2b(found[_SUM:], digest_size=_SUM).digest()
    return found[_SUM:] if whole else None


def _keep(file: Path, pickled: bytes) -> None:
    """Write a result, and bring the folder down to its limit."""
    files.write(file, hashlib.blake2b(pickled, digest_size=_SUM).digest() + pickled)
    there = sorted(_files(file.parent), key=lambda found: found[2], reverse=True)
    room = _MOST
    for path, size, _ in there:
        room -= size
        if room < 0:
            Path(path).unlink(missing_ok=True)


@cache
def _folder(named: str) -> Path | None:
    """The folder of kept results."""
    if named == "off":
        return None
    folder = Path(named) if named else user_cache_path("parallax", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder


@cache
def _code() -> str:
    """A mark of this program's files (names, sizes, times of change) and of what is installed."""
    own = sorted(found for found in _files(Path(__file__).parent) if not found[0].endswith(".pyc"))
    beside = sorted(path.name for path in Path(pl.__file__).parents[1].glob("*.dist-info"))
    return _told([own, beside])


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Every file below a folder: its path, size and time of change."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                told = entry.stat(follow_symlinks=False)
                yield entry.path, told.st_size, told.st_mtime_ns


def _told(value: Any) -> str:
    """A hash of tables and plain values."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # equal values are written alike, whether or not they are one object
    pickler.dump(value)
    return hashlib.blake2b(written.getbuffer(), digest_size=20).hexdigest()


def _size(decides: Any) -> int:
    """Bytes of the tables among what decides."""
    values = vars(decides).values() if isinstance(decides, SimpleNamespace) else [decides]
    return sum(value.estimated_size() for value in values if hasattr(value, "estimated_size"))
