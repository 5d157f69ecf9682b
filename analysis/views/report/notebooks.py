"""Notebooks → what they show: prose, and charts with the passages behind their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from html import escape
from pathlib import Path

import nbclient
import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError

from analysis import files, runtime
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.views.explorers.explorer import CHART_MIME
from analysis.views.report import lending
from analysis.views.report.parts import Figure, Prose, Section, prose
from analysis.views.report.telling import Telling

_LIMIT_S = 600  # a cell that runs longer has hung
_READY = "from analysis.views.report import lending\nlending.ready()"
_BORROW = "from analysis.views.report import lending\nlending.borrow({!r}, {!r})"


def run(
    event: Path,
    notebooks: Sequence[Path],
    tell: Telling,
    *,
    corpus: Future[Corpus] | None = None,
) -> list[Section]:
    """Run notebooks on an event, in order and in one kernel, and read off what they show.

    In each, the cell tagged ``parameters`` is replaced by the event's path. Code is left
    out; Markdown, tables and charts stay. The kernel starts while ``corpus`` is still being
    read, and takes it, so that nothing is read or aligned twice.

    Raises ParallaxError where a notebook is missing or a cell fails.
    """
    books = [_open(path, event) for path in notebooks]
    _execute(books, notebooks, event, corpus, tell)
    return [_section(book, path) for book, path in zip(books, notebooks, strict=True)]


def _open(path: Path, event: Path) -> nbformat.NotebookNode:
    try:
        book = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise ParallaxError(str(path), "no such notebook", "check the name") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise ParallaxError(str(path), f"no notebook ({error})", "restore the file") from error
    for cell in book.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f"event = {str(event.resolve())!r}"
    return book


def _execute(
    books: list[nbformat.NotebookNode],
    paths: Sequence[Path],
    event: Path,
    corpus: Future[Corpus] | None,
    tell: Telling,
) -> None:
    """Run all cells in one kernel of this very Python."""
    cells = [
        (path, number, cell)
        for book, path in zip(books, paths, strict=True)
        for number, cell in enumerate(book.cells, start=1)
        if cell.cell_type == "code"
    ]
    manager, ready, borrow = _kernel(), *(nbformat.v4.new_code_cell(_READY) for _ in range(2))
    joined = nbformat.v4.new_notebook(cells=[ready, borrow, *(cell for _, _, cell in cells)])
    client = nbclient.NotebookClient(
        joined, km=manager, timeout=_LIMIT_S, shutdown_kernel="immediate"
    )
    with files.scratch() as scratch:
        manager.connection_file = str(scratch / "kernel.json")
        environment = runtime.child_environment(PARALLAX_STATIC="1", IPYTHONDIR=str(scratch))
        with client.setup_kernel(env=environment, cwd=str(Path.cwd()), cleanup_kc=True):
            client.execute_cell(ready, 0)  # while the event is still being read
            if corpus is not None:
                file = lending.lend(corpus.result(), scratch / "corpus.pickle")
                borrow.source = _BORROW.format(str(event.resolve()), str(file))
                client.execute_cell(borrow, 1)
            for index, (path, number, cell) in enumerate(cells, start=2):
                with tell.stage("notebooks", of=len(cells)):
                    _run_cell(client, cell, index, f"{path.name}, cell {number}")


def _run_cell(
    client: nbclient.NotebookClient, cell: nbformat.NotebookNode, index: int, place: str
) -> None:
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        raise ParallaxError(
            place,
            f"{error.ename}: {error.evalue}",
            "open the notebook in JupyterLab, run it there and mend the cell",
        ) from error


def _kernel() -> AsyncKernelManager:
    manager = AsyncKernelManager()
    argv = runtime.child_command("ipykernel_launcher", "-f", "{connection_file}")
    # what a cell showed is not kept: each explorer holds a corpus of its own
    argv += ["--log-level=ERROR", "--ignore-cwd", "--InteractiveShell.cache_size=0"]
    manager._kernel_spec = KernelSpec(argv=argv, display_name="Python", language="python")
    return manager


def _section(book: nbformat.NotebookNode, path: Path) -> Section:
    title = _title(book)
    section = Section(path.stem, title or path.stem)
    for number, cell in enumerate(book.cells):
        if cell.cell_type == "markdown":
            source = _untitled(cell.source, title)
            section.parts.extend([prose(source)] if source else [])
        elif cell.cell_type == "code":
            for order, output in enumerate(cell.get("outputs", [])):
                section.parts.extend(_shown(output, f"{path.stem}-{number}-{order}"))
    return section


def _title(book: nbformat.NotebookNode) -> str | None:
    titles = (cell.source for cell in book.cells if cell.cell_type == "markdown")
    return next((s.splitlines()[0][2:].strip() for s in titles if s.startswith("# ")), None)


def _untitled(source: str, title: str | None) -> str:
    """A cell's text without the notebook's title, which the page writes above the section."""
    first, _, rest = source.partition("\n")
    return rest.strip() if title and first[2:].strip() == title else source


def _shown(output: nbformat.NotebookNode, name: str) -> Iterator[Prose | Figure]:
    data = output.get("data", {})
    if CHART_MIME in data:
        yield Figure.of(data[CHART_MIME], name)
    elif "text/html" in data:
        yield Prose(data["text/html"], data.get("text/markdown", ""))
    elif "text/plain" in data:
        shown = data["text/plain"]
        yield Prose(f"<pre>{escape(shown)}</pre>", f"```\n{shown}\n```")
