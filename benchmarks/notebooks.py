"""Time the notebooks, each top to bottom in a fresh kernel, with the explorers' widgets made.

    python benchmarks/notebooks.py

CPU seconds are the kernel's, from its start to its end; the browser's are not in them.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import nbclient
import nbformat

FOLDER = Path(__file__).parent.parent / "notebooks"


def main() -> None:
    total = wall = 0.0
    for path in sorted(FOLDER.glob("*.ipynb")):
        book = nbformat.read(path, as_version=4)
        before, started = _kernels(), time.monotonic()
        nbclient.NotebookClient(book, resources={"metadata": {"path": str(FOLDER)}}).execute()
        cpu, waited = _kernels() - before, time.monotonic() - started
        total, wall = total + cpu, wall + waited
        print(f"{path.stem:16} {cpu:5.1f} CPU-s {waited:6.1f} s")
    print(f"{'together':16} {total:5.1f} CPU-s {wall:6.1f} s")


def _kernels() -> float:
    """CPU seconds of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
