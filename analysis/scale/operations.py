"""What an engine does, whichever it is.

An engine has a ``source`` for small tables, two operations, and ``collect``:

- ``map(data, f, schema)`` applies f, frame → frame, to any runs of rows;
- ``shuffle(data, key, f, schema)`` applies f to runs of rows in which all rows of a key
  (an integer column) stand together, in a fixed order.

What ``data`` is, is the engine's own affair: files here, a Spark table there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import polars as pl

Function = Callable[[pl.DataFrame], pl.DataFrame]
PIECE = 100_000  # rows given to a function of `shuffle` at once, unless one key has more


class Engine(Protocol):
    """What both engines can do."""

    def source(self, rows: pl.DataFrame) -> Any:
        """Spread a small table, every row a task of its own."""

    def map(self, data: Any, function: Function, schema: pl.Schema) -> Any: ...

    def shuffle(self, data: Any, key: str, function: Function, schema: pl.Schema) -> Any: ...

    def keep(self, data: Any) -> Any:
        """Compute data once, where it is used more than once."""

    def collect(self, data: Any) -> pl.DataFrame: ...

    def __enter__(self) -> Engine: ...

    def __exit__(self, *error: object) -> None: ...


def pieces(rows: pl.DataFrame, key: str) -> Iterator[pl.DataFrame]:
    """Cut rows into runs of about ``PIECE``, never between two rows of one key."""
    rows = rows.sort(key)
    columns = [key, *(name for name in rows.columns if name != key)]
    last = rows[key].rle_id()
    start = 0
    while start < len(rows):
        stop = min(start + PIECE, len(rows))
        if stop < len(rows):
            stop = int(last.search_sorted(last[stop - 1], "right"))
        # so that the order does not tell who sent them first; all rows at once would cost more
        yield rows[start:stop].sort(columns)
        start = stop
