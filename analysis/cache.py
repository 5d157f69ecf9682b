"""Results kept on the disk between runs, by what they were made of and by this very code."""

from __future__ import annotations

import os
import pickle
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import joblib
from platformdirs import user_cache_path

FOLDER = "PARALLAX_CACHE"
"""Environment variable with the folder of kept results; ``off`` keeps none."""
_MOST = 500_000_000  # bytes of the folder; what was not asked for the longest goes first
_JOBLIB_SAYS = "Unable to|Persisting input|Cannot detect name|Possible name|Instantiating a backend"
_LARGEST = 100_000_000  # bytes of tables that are worth hashing, storing and reading again


def of(function: Callable[..., Any], given: Any, *, by: Any = None) -> Any:
    """What a function gives for its argument, taken from an earlier run where nothing changed.

    ``function`` must depend on nothing but its argument. ``by`` is what decides whether the
    argument is the same, the argument itself if None: tables, and plain values.
    Where nothing can be kept (no such folder, a full disk, very large tables), it is computed.

    >>> of(len, [1, 2, 3])
    3
    """
    decides = given if by is None else by
    memory = _memory(os.environ.get(FOLDER, ""))
    if memory is None or _size(decides) > _LARGEST:
        return function(given)
    name = f"{function.__module__}.{function.__qualname__}"
    made: list[Any] = []

    def pickled() -> bytes:
        made.append(function(given))
        return pickle.dumps(made[0], pickle.HIGHEST_PROTOCOL)

    try:
        with warnings.catch_warnings():
            # a kept result that is torn is computed anew; what the function warns of is told
            warnings.filterwarnings("ignore", _JOBLIB_SAYS)
            keeps: Any = memory.cache(_computed, ignore=["pickled"], verbose=0)
            found = keeps(pickled, name, decides, _code())
        return made[0] if made else pickle.loads(found)
    except OSError:
        return made[0] if made else function(given)


def part(tables: Any, *names: str) -> SimpleNamespace:
    """Only these tables of a corpus: what a function is given, so that nothing else decides."""
    return SimpleNamespace(**{name: getattr(tables, name) for name in names})


def _computed(pickled: Callable[[], bytes], name: str, decides: Any, code: str) -> bytes:
    """What is kept: bytes, since joblib's own way with large trees of small objects is slow."""
    return pickled()


@cache
def _memory(named: str) -> joblib.Memory | None:
    """The folder of kept results, brought down to its limit."""
    if named == "off":
        return None
    folder = Path(named) if named else user_cache_path("parallax", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        memory = joblib.Memory(str(folder), verbose=0)
        memory.reduce_size(bytes_limit=_MOST)
    except OSError:
        return None
    return memory


@cache
def _code() -> str:
    """A mark of this program's files (names, sizes, times of change) and of what is installed."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix not in (".pyc", ""))
    told = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    beside = sorted(path.name for path in Path(joblib.__file__).parents[1].glob("*.dist-info"))
    return str(joblib.hash([told, beside]))


def _size(decides: Any) -> int:
    """Bytes of the tables among what decides."""
    values = vars(decides).values() if isinstance(decides, SimpleNamespace) else [decides]
    return sum(value.estimated_size() for value in values if hasattr(value, "estimated_size"))
