"""Notebooks → what they show: prose, and charts with the passages behind their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import mistune
import nbclient
import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

import analysis
from analysis import files, runtime
from analysis.errors import ParallaxError
from analysis.views import evidence
from analysis.views.explorers.explorer import CHART_MIME

_LIMIT_S = 600  # a cell that runs longer has hung


@dataclass(frozen=True)
class Prose:
    """Text between charts, as HTML and as the Markdown it was written in."""

    html: str
    markdown: str
    kind: str = "prose"


@dataclass(frozen=True)
class Figure:
    """One chart: its title and how to read it, its specification and its marks."""

    id: str
    chart: str
    finding: str
    how_to_read: str
    description: str
    spec: dict[str, Any]
    marks: list[dict[str, Any]]
    kind: str = "figure"


@dataclass(frozen=True)
class Section:
    """One notebook: its title and its parts in order."""

    id: str
    title: str
    parts: list[Prose | Figure] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        return [part for part in self.parts if isinstance(part, Figure)]


def shipped(folder: str) -> Path:
    """Where files of the repository lie: beside the package in a clone, inside it if installed."""
    package = Path(analysis.__file__).parent
    for found in (package.parent / folder, package / folder):
        if found.exists():
            return found
    raise ParallaxError(str(package), f"no {folder} found", "install the package again")


def notebooks_folder() -> Path:
    """The folder of the notebooks."""
    return shipped("notebooks")


def default_notebooks() -> list[Path]:
    """The notebooks of the report: those numbered 01 to 05."""
    return sorted(notebooks_folder().glob("0[1-5]-*.ipynb"))


def run(event: Path, notebooks: Sequence[Path], *, progress: bool = True) -> list[Section]:
    """Run notebooks on an event, in order and in one kernel, and read off what they show.

    In each, the cell tagged ``parameters`` is replaced by the event's path. Code is left
    out; Markdown, tables and charts stay.

    Raises ParallaxError where a notebook is missing or a cell fails.
    """
    books = [_open(path, event) for path in notebooks]
    _execute(books, notebooks, progress)
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


def _execute(books: list[nbformat.NotebookNode], paths: Sequence[Path], progress: bool) -> None:
    """Run all cells in one kernel of this very Python, showing a bar."""
    cells = [
        (path, number, cell)
        for book, path in zip(books, paths, strict=True)
        for number, cell in enumerate(book.cells, start=1)
        if cell.cell_type == "code"
    ]
    manager = _kernel()
    joined = nbformat.v4.new_notebook(cells=[cell for _, _, cell in cells])
    client = nbclient.NotebookClient(
        joined, km=manager, timeout=_LIMIT_S, shutdown_kernel="immediate"
    )
    with files.scratch() as scratch:
        manager.connection_file = str(scratch / "kernel.json")
        environment = runtime.child_environment(PARALLAX_STATIC="1", IPYTHONDIR=str(scratch))
        bar = tqdm(
            cells, desc="report", unit="cell", disable=None if progress else True, leave=False
        )
        with client.setup_kernel(env=environment, cwd=str(Path.cwd()), cleanup_kc=True):
            for index, (path, number, cell) in enumerate(bar):
                bar.set_postfix_str(path.stem)
                try:
                    client.execute_cell(cell, index)
                except CellExecutionError as error:
                    raise ParallaxError(
                        f"{path.name}, cell {number}",
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
    section = Section(path.stem, _title(book) or path.stem)
    for number, cell in enumerate(book.cells):
        if cell.cell_type == "markdown":
            section.parts.append(_prose(cell.source))
        elif cell.cell_type == "code":
            for order, output in enumerate(cell.get("outputs", [])):
                section.parts.extend(_shown(output, f"{path.stem}-{number}-{order}"))
    return section


def _title(book: nbformat.NotebookNode) -> str | None:
    titles = (cell.source for cell in book.cells if cell.cell_type == "markdown")
    return next((s.splitlines()[0][2:].strip() for s in titles if s.startswith("# ")), None)


def _prose(source: str) -> Prose:
    """Markdown with its headings one level down: the page has a first-level heading already."""
    lines = source.splitlines()
    source = "\n".join("#" + line if line.startswith("#") else line for line in lines)
    return Prose(markdown_html(source), source)


def markdown_html(source: str) -> str:
    """Markdown as HTML; HTML in it is shown as text."""
    return str(mistune.create_markdown(escape=True, plugins=["table"])(source))


def _shown(output: nbformat.NotebookNode, name: str) -> Iterator[Prose | Figure]:
    data = output.get("data", {})
    if CHART_MIME in data:
        spec = dict(data[CHART_MIME])
        title = spec.pop("title")  # as text of the page it wraps on small screens
        yield Figure(
            id=name,
            chart=spec.get("usermeta", {}).get("chart", ""),
            finding=title["text"],
            how_to_read=title["subtitle"],
            description=spec.get("description", "chart"),
            spec=spec,
            marks=evidence.marks(spec),
        )
    elif "text/html" in data:
        yield Prose(data["text/html"], data.get("text/markdown", ""))
    elif "text/plain" in data:
        shown = data["text/plain"]
        yield Prose(f"<pre>{escape(shown)}</pre>", f"```\n{shown}\n```")
