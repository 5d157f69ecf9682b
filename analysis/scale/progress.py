"""A bar that follows the receipts in the output folder, whichever engine writes them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from tqdm.auto import tqdm

from analysis.scale import parts

_EVERY_S = 0.5


@contextmanager
def following(out: Path, units: pl.DataFrame, done: set[str], shown: bool) -> Iterator[None]:
    """Show megabytes, MB/s, time left and articles/s while the block runs."""
    sizes = dict(units.select("unit", "megabytes").iter_rows())
    stop = threading.Event()
    bar = tqdm(
        total=round(sum(sizes.values()), 2),
        initial=round(sum(sizes[unit] for unit in done), 2),
        unit="MB",
        desc="measure",
        disable=None if shown else True,
        bar_format="{desc}: {percentage:3.0f}%|{bar}| {n:.1f}/{total:.1f} MB "
        "[{elapsed}<{remaining}, {rate_fmt}{postfix}]",
    )
    thread = threading.Thread(target=_follow, args=(out, sizes, set(done), bar, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        bar.close()


def _follow(out: Path, sizes: dict[str, float], seen: set[str], bar: tqdm, stop) -> None:
    articles, began = 0, time.monotonic()
    while True:
        last = stop.wait(_EVERY_S)
        fresh = (parts.done(out) & sizes.keys()) - seen
        articles += sum(parts.receipt(out, unit)["articles"] for unit in fresh)
        bar.update(sum(sizes[unit] for unit in fresh))
        bar.set_postfix_str(f"{articles / (time.monotonic() - began):.0f} articles/s")
        seen |= fresh
        if last:
            return
