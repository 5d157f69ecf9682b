"""A bar that follows the receipts in the output folder, whichever engine writes them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from analysis.scale import parts

_EVERY_S = 0.5
_IN_A_LOG_S = 30  # a file keeps every line


@contextmanager
def following(out: Path, units: pl.DataFrame, done: set[str], shown: bool) -> Iterator[None]:
    """Show megabytes, MB/s, time left and articles/s while the block runs."""
    if not shown:
        yield
        return
    from tqdm.auto import tqdm  # which imports asyncio, and notebook widgets

    rows = units.select("unit", (pl.col("megabytes") * 1e6).ceil().cast(pl.Int64)).iter_rows()
    sizes: dict[str, int] = dict(rows)
    stop = threading.Event()
    bar = tqdm(
        total=sum(sizes.values()),
        initial=sum(sizes[unit] for unit in done),
        unit="B",
        unit_scale=True,
        desc="measure",
        mininterval=_EVERY_S if _is_watched() else _IN_A_LOG_S,
    )
    thread = threading.Thread(target=_follow, args=(out, sizes, set(done), bar, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        bar.close()


def _is_watched() -> bool:
    """Whether the bar is redrawn in place, in a terminal or a notebook."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules


def _follow(
    out: Path, sizes: dict[str, int], seen: set[str], bar: Any, stop: threading.Event
) -> None:
    articles, began = 0, time.monotonic()
    while True:
        last = stop.wait(_EVERY_S)
        fresh = (parts.done(out) & sizes.keys()) - seen
        articles += sum(parts.receipt(out, unit)["articles"] for unit in fresh)
        bar.update(sum(sizes[unit] for unit in fresh))
        bar.set_postfix_str(
            f"{articles / (time.monotonic() - began):.0f} articles/s", refresh=False
        )
        seen |= fresh
        if last:
            return
