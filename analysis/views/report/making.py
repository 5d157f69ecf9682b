"""An event → all that its report says, and the page: what is looked at side by side."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

from analysis import cache, findings
from analysis.corpus import Corpus
from analysis.findings import Finding
from analysis.reading.manifest import Manifest
from analysis.views.report import archive, coded, lending, printing, scores, short
from analysis.views.report.beside import Beside, beside
from analysis.views.report.notebooks import run
from analysis.views.report.page import Report, render
from analysis.views.report.parts import Section
from analysis.views.report.printing import markdown as markdown
from analysis.views.report.telling import Telling


def report(
    stated: Manifest,
    notebooks: Sequence[Path],
    *,
    title: str | None,
    lang: str | None,
    codes: str | Path | None,
    rests: SimpleNamespace | None,
    progress: bool,
) -> Report:
    """Read and look at an event while its notebooks run in a process of their own.

    ``rests`` is all that the notebooks' charts rest on, which are taken from an earlier run
    where it is the same; None where that cannot be told.
    """
    event = stated.path.parent
    telling = Telling(len(stated.articles), _size(stated), shown=progress)
    with telling as tell, ThreadPoolExecutor(1) as aside:
        reading = aside.submit(lending.prepared, event, tell)
        looked = aside.submit(_looked_at, reading, tell)

        def drawn(_: object) -> list[Section]:
            return run(event, notebooks, tell, corpus=reading)

        sections = cache.of(drawn, None, by=rests) if rests else drawn(None)
        corpus, (found, opening, together) = reading.result(), looked.result()
    agreed = coded.agreements(corpus, codes) if codes else []
    title = title or str(corpus.event["title"])
    made = Report(corpus, title, found, opening, together, sections, agreed, lang or "")
    scores.add(made.figures, corpus)
    return made


def page(stated: Manifest, notebooks: Sequence[Path], **asked: object) -> tuple[str, list[str]]:
    """The page of a report, and what reading the event warned of; ``asked`` as in `report`."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        made = render(report(stated, notebooks, **asked))  # type: ignore[arg-type]
    return made, [str(one.message) for one in told if one.category is UserWarning]


def beside_the_page(report: Report, tables: str | Path | None, figures: str | Path | None) -> None:
    """Write all tables as one zip, and every chart as SVG and PNG, where a place is named."""
    if tables:
        archive.write(Path(tables), report.corpus, report.found, report.figures)
    if figures:
        printing.pictures(Path(figures), report.figures)


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
        found = findings.kept(corpus)
    with tell.stage("first screen"):
        return found, short.sections(corpus), beside(corpus, found)
