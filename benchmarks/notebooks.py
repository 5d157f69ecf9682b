"""Time the notebooks, each top to bottom in a fresh kernel, with the explorers' widgets made.

    python benchmarks/notebooks.py [--first]

``--first`` times the first chart only: a kernel's start, an event that was read before, its first
explorer until the chart is sent, and what is kept of it after that, in CPU seconds. Unset
PYTHONDONTWRITEBYTECODE, or each kernel compiles this package anew.

CPU seconds are the kernel's, from its start to its end; the browser's are not in them. Beside
them the sizes of the notebook saved with its outputs and of the page that nbconvert makes of it
(that the page complains of nothing is tested in tests/test_kept.py).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbclient
import nbformat
import psutil
from jupyter_client.manager import start_new_kernel

FOLDER = Path(__file__).parent.parent / "notebooks"


def first() -> None:
    """Print what the first chart of an event read before costs, a step a column, three times."""
    steps = {
        "load": "import analysis as an\ncorpus = an.load('corpus/vostochny-2023', proposed=False)",
        "chart": "explorer = an.explore.naming(corpus)\n_ = explorer.widget",
        "kept": "explorer",
    }
    for _ in range(4):  # the first of them reads the event and compiles
        manager, client = start_new_kernel(cwd=str(FOLDER.parent))
        kernel = psutil.Process(manager.provisioner.pid)
        spent = {"start": sum(kernel.cpu_times()[:2])}
        for step, code in steps.items():
            before = sum(kernel.cpu_times()[:2])
            client.execute_interactive(code, output_hook=lambda _: None, timeout=120)
            spent[step] = sum(kernel.cpu_times()[:2]) - before
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        print(" ".join(f"{step} {seconds:.2f}" for step, seconds in spent.items()), flush=True)


def main() -> None:
    if "--first" in sys.argv[1:]:
        first()
        return
    total = wall = 0.0
    for path in sorted(FOLDER.glob("*.ipynb")):
        book = nbformat.read(path, as_version=4)
        before, started = _kernels(), time.monotonic()
        nbclient.NotebookClient(
            book,
            resources={"metadata": {"path": str(FOLDER)}},
            store_widget_state=False,  # as Lab saves it
        ).execute()
        cpu, waited = _kernels() - before, time.monotonic() - started
        total, wall = total + cpu, wall + waited
        saved, page = _sizes(book, path.name)
        sizes = f"saved {saved / 1000:4.0f} KB, page {page / 1000:5.0f} KB"
        print(f"{path.stem:16} {cpu:5.1f} CPU-s {waited:6.1f} s  {sizes}", flush=True)
    print(f"{'together':16} {total:5.1f} CPU-s {wall:6.1f} s")


def _sizes(book: nbformat.NotebookNode, name: str) -> tuple[int, int]:
    """Bytes of the notebook with its outputs, and of its page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        nbformat.write(book, file)
        command = [sys.executable, "-m", "nbconvert", "--to", "html", name]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return file.stat().st_size, file.with_suffix(".html").stat().st_size


def _kernels() -> float:
    """CPU seconds of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
