"""The files that an explorer saves: its table and its chart."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Protocol

import polars as pl

from analysis.views import export


class Saved(Protocol):
    """What of an explorer is saved."""

    @property
    def table(self) -> pl.DataFrame: ...

    @property
    def spec(self) -> dict[str, Any]: ...


def _parquet(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer)
    return buffer.getvalue()


FILES: dict[str, Callable[[Saved], tuple[str, bytes]]] = {
    "csv": lambda e: ("text/csv", export.csv(e.table).encode()),
    "parquet": lambda e: ("application/vnd.apache.parquet", _parquet(e.table)),
    "svg": lambda e: ("image/svg+xml", export.svg(e.spec).encode()),
    "png": lambda e: ("image/png", export.png(e.spec)),
}
BUTTONS = {
    "Table (CSV)": "csv",
    "Table (Parquet)": "parquet",
    "Chart (SVG)": "svg",
    "Chart (PNG)": "png",
}
