"""An event → one report: findings, charts, methods, data and texts in one offline HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from analysis import cache, findings
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.files import sweep, write
from analysis.findings import Finding
from analysis.reading.manifest import Manifest, read_manifest
from analysis.views.report import archive, coded, lending, printing, scores, short
from analysis.views.report.beside import Beside, beside
from analysis.views.report.notebooks import default_notebooks, run
from analysis.views.report.notebooks import notebooks_folder as notebooks_folder
from analysis.views.report.page import Report, render
from analysis.views.report.parts import Section
from analysis.views.report.telling import Telling

_FORMATS = ("html", "pdf", "md")


def build(
    event: str | Path,
    out: str | Path,
    *,
    format: str | None = None,
    notebooks: Sequence[str | Path] | None = None,
    title: str | None = None,
    lang: str | None = None,
    codes: str | Path | None = None,
    tables: str | Path | None = None,
    figures: str | Path | None = None,
    progress: bool = True,
) -> Path:
    """Run the notebooks on an event and write what they show as one report.

    ``format`` is html, pdf or md; else the file's ending decides, and html is the
    default. The page opens on the findings (`analysis.findings`) and a short form of the
    event; what is folded below are the notebooks' sections, methods, data and, where event.toml
    allows it, the articles. ``title`` replaces the event's, ``lang`` is the language of the
    articles where event.toml names none. ``codes`` is a file of hand coding; how far its
    coders agree stands beside what they coded. ``tables`` names a zip for all tables,
    ``figures`` a folder for every chart as SVG and PNG. The same event gives the same
    bytes. Files are written beside their place and renamed, so a failure leaves the old ones.

    Raises ParallaxError when the event is at fault, a cell fails, or a PDF is asked for
    and there is no browser.
    """
    out = Path(out)
    format = format or (out.suffix[1:] if out.suffix[1:] in _FORMATS else "html")
    _check(out, format)
    browser = printing.browser() if format == "pdf" else ""
    for place in (out, *([Path(tables)] if tables else [])):
        sweep(place.parent, place.name)
    if figures:
        sweep(Path(figures))
    stated = read_manifest(event)  # what is wrong with it shows at once
    paths = [Path(path) for path in notebooks or default_notebooks(stated)]
    telling = Telling(len(stated.articles), _size(stated), shown=progress)
    with telling as tell, ThreadPoolExecutor(1) as aside:
        reading = aside.submit(lending.prepared, event, tell)
        looked = aside.submit(_looked_at, reading, tell)
        sections = run(Path(event), paths, tell, corpus=reading)  # in a process of their own
        corpus, (found, opening, together) = reading.result(), looked.result()
    agreed = coded.agreements(corpus, codes) if codes else []
    title = title or str(corpus.event["title"])
    report = Report(corpus, title, found, opening, together, sections, agreed, lang or "")
    scores.add(report.figures, corpus)
    if tables:
        archive.write(Path(tables), corpus, found, report.figures)
    if figures:
        printing.pictures(Path(figures), report.figures)
    if format == "md":
        return printing.markdown(out, report)
    page = render(report)
    if format == "pdf":
        return printing.pdf(out, page, browser)
    return write(out, page.encode())


def _size(stated: Manifest) -> int:
    """Bytes of the articles' files; a missing one is named by whoever reads it."""
    files = (stated.path.parent / entry["file"] for entry in stated.articles)
    return sum(file.stat().st_size for file in files if file.is_file())


def _looked_at(
    reading: Future[Corpus], tell: Telling
) -> tuple[list[Finding], list[Section], Beside]:
    """The findings, the short form, and the outlets side by side."""
    corpus = reading.result()
    with tell.stage("findings"):
        found = cache.of(findings.find, corpus, by=corpus.tables)
    with tell.stage("first screen"):
        return found, short.sections(corpus), beside(corpus, found)


def _check(out: Path, format: str) -> None:
    if format not in _FORMATS:
        raise ParallaxError(f"format '{format}'", "is unknown", "use " + ", ".join(_FORMATS))
    nearest = next(folder for folder in out.resolve().parents if folder.exists())
    if out.is_dir() or not nearest.is_dir():
        raise ParallaxError(str(out), "no file can be written there", "name a file in a folder")
