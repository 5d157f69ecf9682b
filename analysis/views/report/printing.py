"""The report on paper and in other programs: PDF, pictures of the charts, Markdown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis import files, findings
from analysis.corpus import Corpus
from analysis.errors import ParallaxError, shown
from analysis.files import write
from analysis.findings import Finding
from analysis.views import evidence, export
from analysis.views.report import methods
from analysis.views.report.methods import escaped
from analysis.views.report.page import Report
from analysis.views.report.parts import Figure

_BROWSERS: tuple[str, ...] = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("msedge", "microsoft-edge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-pdf-header-footer", "--virtual-time-budget=30000"),
)
# what Chromium says where the system grants no sandbox, as in most containers
_NO_SANDBOX = re.compile(r"no usable sandbox|--no-sandbox|namespace sandbox|credentials\.cc", re.I)
_LIMIT_S = 180  # a browser that prints longer has hung


def browser() -> str:
    """The installed browser that prints: $PARALLAX_BROWSER, else a Chromium, Chrome or Edge.

    Raises ParallaxError where there is none.
    """
    stated = os.environ.get("PARALLAX_BROWSER")
    for name in [stated] if stated else _BROWSERS:
        found = shutil.which(name)
        if found and (stated or Path(found).resolve().parent != Path.cwd()):
            return found  # never one that somebody put into the working directory
    raise ParallaxError(
        stated or "PDF",
        "no browser found to print with",
        "install Chromium, Chrome or Edge, or set PARALLAX_BROWSER to its path; "
        "or write HTML and print it from any browser",
    )


def pdf(out: Path, page: str, program: str) -> Path:
    """Print a page with a browser; charts stay vector graphics, evidence is expanded."""
    with files.scratch() as scratch:
        source, printed = scratch / "report.html", scratch / "report.pdf"
        source.write_text(page, encoding="utf-8")
        command = [program, *_FLAGS, f"--user-data-dir={scratch}/profile"]
        command += [f"--print-to-pdf={printed}", f"{source.as_uri()}#print"]
        said = "" if _is_root() else _run(command)  # root has no sandbox
        if not printed.is_file() and (_is_root() or _NO_SANDBOX.search(said)):
            said = _run([*command, "--no-sandbox"])
        if not printed.is_file():
            raise ParallaxError(
                program,
                f"the browser printed nothing ({shown(''.join(said.splitlines()[-1:]))})",
                "open the HTML report in a browser and print it there",
            )
        return write(out, printed.read_bytes())


def _is_root() -> bool:
    return getattr(os, "geteuid", lambda: 1)() == 0


def _run(command: Sequence[str]) -> str:
    """What a browser says on its way."""
    try:
        ran = subprocess.run(command, capture_output=True, timeout=_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return f"it took longer than {_LIMIT_S} seconds"
    return ran.stderr.decode(errors="replace").strip()


def pictures(folder: Path, figures: Sequence[Figure]) -> list[Path]:
    """Write every chart as SVG and PNG, named as in the report; give the files."""
    written = []
    for figure in figures:
        spec = _titled(figure)
        written.append(write(folder / f"{figure.id}.svg", export.svg(spec).encode()))
        written.append(write(folder / f"{figure.id}.png", export.png(spec)))
    return written


def _titled(figure: Figure) -> dict[str, Any]:
    """The chart with its title again: a picture stands alone."""
    return {**figure.spec, "title": {"text": figure.finding, "subtitle": figure.how_to_read}}


def markdown(out: Path, report: Report) -> Path:
    """Write the report as Markdown, its charts as PNG files in a folder beside it."""
    folder = out.with_name(f"{out.stem}_charts")
    parts = [f"# {escaped(report.title)}", escaped(report.standfirst)]
    parts += _findings(report.found, report.corpus)
    for section in (*report.short, *report.sections):
        parts.append(f"## {escaped(section.title)}")
        for part in section.parts:
            if not isinstance(part, Figure):
                parts.append(part.markdown)
                continue
            alt = escaped(f"{part.finding}. {part.how_to_read}")
            if part.beyond:
                name = f"{part.id}.png"
                write(folder / name, export.png(_titled(part)))
                parts.append(f"![{alt}]({folder.name.replace(' ', '%20')}/{name})")
            else:
                parts.append(f"- {escaped(part.finding)}.")
    parts += ["## Methods", methods.markdown(report.corpus)]
    return write(out, ("\n\n".join(filter(None, parts)) + "\n").encode())


def _findings(found: Sequence[Finding], corpus: Corpus) -> Iterator[str]:
    yield "## What stands out"
    for row in findings.chosen(list(found)):
        yield f"### {escaped(row.sentence)}"
        yield f"**{escaped(row.number)}.** {escaped(row.why)}"
        ids = list(dict.fromkeys(row.evidence))[:6]
        rows = evidence.passages(ids, corpus.articles, corpus.sentences, corpus.outlets)
        for passage in rows.iter_rows(named=True):
            text = " ".join(escaped(passage[part]) for part in ("before", "text", "after"))
            place = f"characters {passage['start']}–{passage['end']}"
            yield f"> {text.strip()}\n>\n> — {escaped(passage['outlet_name'])}, {place}"
    yield "## Looked at, not found"
    yield "\n".join(
        f"- **{escaped(row.sentence)}.** {escaped(row.why)}" for row in found if not row.stands
    )
