"""Notebooks → one HTML file with its charts, their passages and no need of a network."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import jinja2
import mistune
import nbclient
import nbformat
import polars as pl
import vl_convert
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from markupsafe import Markup
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

import analysis
from analysis.errors import ParallaxError
from analysis.reading.corpus import Corpus, load
from analysis.views import charts, evidence, export
from analysis.views.explorer import CHART_MIME, mark_name

_TEMPLATES = Path(__file__).parent / "templates"
_GLOBALS = "window.vegaEmbed = vegaEmbed;"
_LIMIT_S = 600  # a cell that runs longer has hung


def notebooks_folder() -> Path:
    """Where the notebooks lie: beside the package in a clone, inside it once installed."""
    package = Path(analysis.__file__).parent
    for folder in (package.parent / "notebooks", package / "notebooks"):
        if folder.is_dir():
            return folder
    raise ParallaxError(str(package), "no notebooks found", "install the package again")


def build(
    event: str | Path,
    out: str | Path,
    *,
    notebooks: Sequence[str | Path] | None = None,
    title: str | None = None,
    progress: bool = True,
) -> Path:
    """Run the notebooks on an event and write what they show as one HTML file.

    The notebooks are run in order in one kernel; in each, the cell tagged
    ``parameters`` is replaced by the event's path. Code is left out; Markdown,
    tables and charts stay, and every chart opens the passages behind its marks.
    The same event gives the same bytes. The file is written beside its place and
    renamed, so a failure leaves the old one.

    Raises ParallaxError when the event is at fault or a cell fails.
    """
    out = Path(out)
    if out.is_dir() or not _nearest_folder(out).is_dir():
        raise ParallaxError(str(out), "no file can be written there", "name a file in a folder")
    corpus = load(event)
    paths = [Path(path) for path in notebooks or default_notebooks()]
    books = [_open(path, Path(event)) for path in paths]
    _execute(books, paths, progress)
    sections = [_section(book, path) for book, path in zip(books, paths, strict=True)]
    _write(out, _render(corpus, sections, title))
    return out


def _nearest_folder(out: Path) -> Path:
    """The first part of the path above the file that exists."""
    return next(folder for folder in out.resolve().parents if folder.exists())


def default_notebooks() -> list[Path]:
    """The notebooks of the report: those numbered 01 to 05."""
    return sorted(notebooks_folder().glob("0[1-5]-*.ipynb"))


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


def _execute(books: list[nbformat.NotebookNode], paths: list[Path], progress: bool) -> None:
    """Run all cells in one kernel of this very Python, showing a bar."""
    cells = [
        (path, number, cell)
        for book, path in zip(books, paths, strict=True)
        for number, cell in enumerate(book.cells, start=1)
        if cell.cell_type == "code"
    ]
    joined = nbformat.v4.new_notebook(cells=[cell for _, _, cell in cells])
    manager = AsyncKernelManager()
    argv = [
        sys.executable,
        "-m",
        "ipykernel_launcher",
        "-f",
        "{connection_file}",
        "--log-level=ERROR",
    ]
    manager._kernel_spec = KernelSpec(argv=argv, display_name="Python", language="python")
    client = nbclient.NotebookClient(
        joined, km=manager, timeout=_LIMIT_S, shutdown_kernel="immediate"
    )
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "PARALLAX_STATIC": "1", "IPYTHONDIR": scratch}
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


def _section(book: nbformat.NotebookNode, path: Path) -> dict[str, Any]:
    """One notebook as a section: its title and its parts in order."""
    markdown = mistune.create_markdown(escape=True, plugins=["table"])
    parts: list[dict[str, Any]] = []
    title = path.stem
    for number, cell in enumerate(book.cells):
        if cell.cell_type == "markdown":
            if cell.source.startswith("# "):
                title = cell.source.splitlines()[0][2:].strip()
            html = str(markdown(_demoted(cell.source)))
            parts.append({"kind": "html", "html": html})
        elif cell.cell_type == "code":
            for order, output in enumerate(cell.get("outputs", [])):
                parts += _part(output, f"{path.stem}-{number}-{order}")
    return {"id": path.stem, "title": title, "parts": parts}


def _demoted(source: str) -> str:
    """Move headings one level down: the page's title is its only first-level heading."""
    lines = source.splitlines()
    return "\n".join("#" + line if line.startswith("#") else line for line in lines)


def _part(output: nbformat.NotebookNode, name: str) -> Iterable[dict[str, Any]]:
    data = output.get("data", {})
    if CHART_MIME in data:
        spec = dict(data[CHART_MIME])
        title = spec.pop("title")  # as text of the page it wraps on small screens
        yield {
            "kind": "chart",
            "id": name,
            "finding": title["text"],
            "how_to_read": title["subtitle"],
            "label": spec.get("description", "chart"),
            "spec": _inert_json(spec),
            "table": _table(evidence.marks(spec)),
            "marks": evidence.marks(spec),
            "names": [(row["mark"], mark_name(row)) for row in evidence.marks(spec)],
        }
    elif "text/html" in data:
        yield {"kind": "html", "html": data["text/html"]}
    elif "text/plain" in data:
        yield {"kind": "html", "html": f"<pre>{escape(data['text/plain'])}</pre>"}


def _inert_json(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _table(rows: list[dict[str, Any]]) -> str:
    """A chart's rows as an HTML table, without its bookkeeping columns."""
    columns = [key for key in rows[0] if key not in charts.PLUMBING] if rows else []
    head = "".join(f"<th scope=col>{escape(key)}</th>" for key in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_shown(row[key])}</td>" for key in columns) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else escape(str(value))


def _render(corpus: Corpus, sections: list[dict[str, Any]], title: str | None) -> str:
    ids = {
        passage
        for section in sections
        for part in section["parts"]
        if part["kind"] == "chart"
        for row in part["marks"]
        for passage in [*row["evidence"], *row.get("elsewhere", [])]
    }
    found = evidence.passages(sorted(ids), corpus.articles, corpus.sentences, corpus.outlets)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("report.html").render(
        lang=corpus.event.get("language") or "en",
        title=title or corpus.event["title"],
        standfirst=_standfirst(corpus),
        version=analysis.__version__,
        outlets=_count(len(corpus.outlets), "outlet"),
        articles=_count(len(corpus.articles), "article"),
        sections=sections,
        css=Markup((_TEMPLATES / "report.css").read_text("utf-8") + evidence.STYLE),
        passages="".join(evidence.item(row) for row in found.iter_rows(named=True)),
        bundle=_script(vl_convert.javascript_bundle(_GLOBALS, vl_version=export.vega_lite())),
        script=_script((_TEMPLATES / "report.js").read_text("utf-8")),
    )


def _standfirst(corpus: Corpus) -> str:
    body = corpus.tokens.filter(pl.col("kind") == "body")
    names = corpus.outlets["name"].to_list()
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return (
        f"{_count(len(corpus.articles), 'article')} by {listed}; {len(body):,} words read. "
        "Every mark opens the sentences behind it."
    )


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


def _script(source: str) -> str:
    """JavaScript that can stand in a script element: it may hold no end tag."""
    return source.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _write(out: Path, html: str) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_text(html, encoding="utf-8")
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
