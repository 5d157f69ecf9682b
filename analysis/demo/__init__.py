"""``parallax demo``: an event to try everything on, its notebooks, its pages as saved.

The event is made up, so that the package may hold its texts: those of the first real event
belong to their publishers and are in the repository only.
"""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from analysis import files
from analysis.errors import ParallaxError
from analysis.reading.manifest import Manifest, read_manifest

EVENT = Path(__file__).parent / "event"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {outlet}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="og:url" content="https://{id}.example/ferry">
<meta property="article:published_time" content="{published}T18:00:00Z">
</head>
<body>
<nav><a href="/">Front page</a> <a href="/news">News</a></nav>
<article>
<h1>{title}</h1>
{body}
</article>
<footer>Copyright {outlet}. Made up for a demonstration.</footer>
</body>
</html>
"""


def make(folder: str | Path) -> Path:
    """Write the made-up event, its saved pages, its sheet and the notebooks into a new folder.

    ``corpus/elsby-ferry`` is the event, ``pages/`` its articles as saved pages and
    ``articles.csv`` as a table, from which to make it anew; ``notebooks/`` are the project's,
    opening on this event. A run that is stopped leaves no folder.

    Raises ParallaxError where the folder is there and not empty.

    >>> import tempfile
    >>> made = make(Path(tempfile.mkdtemp()) / "try")
    >>> sorted(path.name for path in made.iterdir())
    ['articles.csv', 'corpus', 'notebooks', 'pages']
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ParallaxError(str(folder), "is there already", "name a folder that is not there yet")
    folder.parent.mkdir(parents=True, exist_ok=True)
    files.sweep(folder.parent, folder.name)
    built = Path(tempfile.mkdtemp(dir=folder.parent, prefix=files.owned(folder.name)))
    try:
        _fill(built)
        built.chmod(0o755)
        built.replace(folder)
    except BaseException:
        shutil.rmtree(built, ignore_errors=True)
        raise
    return folder


def event_in(folder: Path) -> Path:
    """Where the event stands in a folder that `make` wrote."""
    return folder / "corpus" / read_manifest(EVENT).event["id"]


def _fill(built: Path) -> None:
    stated = read_manifest(EVENT)
    event = built / "corpus" / stated.event["id"]
    shutil.copytree(EVENT, event)
    _write_pages(stated, built)
    notebooks = built / "notebooks"
    notebooks.mkdir()
    for source in sorted(_notebooks().iterdir()):
        if source.suffix == ".ipynb":
            _write_notebook(source, notebooks / source.name, f"../corpus/{event.name}")
        elif source.is_file():
            shutil.copyfile(source, notebooks / source.name)


def _notebooks() -> Path:
    """The project's notebooks: beside the package in a clone, inside it if installed."""
    package = Path(__file__).parents[1]
    beside = package.parent / "notebooks"
    return beside if beside.is_dir() else package / "notebooks"


def _write_notebook(source: Path, out: Path, event: str) -> None:
    """A notebook whose cell tagged ``parameters`` names another event."""
    book = json.loads(source.read_text("utf-8"))
    for cell in book["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = [f'event = "{event}"']
    out.write_text(json.dumps(book, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_pages(stated: Manifest, built: Path) -> None:
    """The articles as a browser saves them, and as one table."""
    import polars as pl

    (built / "pages").mkdir()
    names = dict(stated.outlets.select("outlet", "name").iter_rows())
    rows = [_row(article, names) for article in stated.articles]
    for row in rows:
        page = _PAGE.format(
            **{key: escape(str(value)) for key, value in row.items()}, body=_body(row)
        )
        (built / "pages" / f"{row['id']}.html").write_text(page, "utf-8")
    table = pl.DataFrame(rows).select("outlet", "title", "published", "text")
    table.write_csv(built / "articles.csv")


def _row(article: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    text = (EVENT / article["file"]).read_text("utf-8")
    published: datetime.date = article["published"]
    return {
        "id": article["id"],
        "outlet": names[article["outlet"]],
        "title": article["title"],
        "published": published.isoformat(),
        "text": text.partition("\n")[2].strip(),
    }


def _body(row: dict[str, str]) -> str:
    paragraphs = (line for line in row["text"].splitlines() if line.strip())
    return "\n".join(f"<p>{escape(line)}</p>" for line in paragraphs)
