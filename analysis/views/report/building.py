"""An event → one report: findings, charts, methods, data and texts in one offline HTML file."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import cache
from analysis.errors import ParallaxError
from analysis.files import sweep, write
from analysis.reading.manifest import Manifest, read_manifest
from analysis.views.report import deciding
from analysis.views.report.shipped import default_notebooks

# what reads, draws and prints is imported where it is needed: loading it takes longer than
# writing again the page of an event of which nothing has changed

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
    browser = _browser() if format == "pdf" else ""
    for place in (out, *([Path(tables)] if tables else [])):
        sweep(place.parent, place.name)
    if figures:
        sweep(Path(figures))
    stated = read_manifest(event)  # what is wrong with it shows at once
    paths = [Path(path) for path in notebooks or default_notebooks(stated)]
    known = notebooks is None and deciding.event_alone(paths)
    rests = deciding.contents(stated, paths) if known else None
    asked = {"title": title, "lang": lang, "codes": codes, "rests": rests, "progress": progress}
    if format == "md" or tables or figures:
        from analysis.views.report import making

        made = making.report(stated, paths, **asked)
        making.beside_the_page(made, tables, figures)
        if format == "md":
            return making.markdown(out, made)
        page = making.render(made)
    else:
        page = _page(stated, paths, asked)
    if browser:
        from analysis.views.report import printing

        return printing.pdf(out, page, browser)
    return write(out, page.encode())


def _page(stated: Manifest, notebooks: Sequence[Path], asked: dict[str, Any]) -> str:
    """The report's page, as made before where nothing that it rests on has changed."""

    def made(_: object) -> tuple[str, list[str]]:
        from analysis.views.report import making

        return making.page(stated, notebooks, **asked)

    if asked["rests"] is None:
        page, told = made(None)
    else:
        files = [*notebooks, *([Path(asked["codes"])] if asked["codes"] else [])]
        by = deciding.contents(stated, files, title=asked["title"], lang=asked["lang"])
        page, told = cache.of(made, None, by=by)
    for warning in told:
        warnings.warn(warning, stacklevel=3)
    return page


def _browser() -> str:
    from analysis.views.report import printing

    return printing.browser()


def _check(out: Path, format: str) -> None:
    if format not in _FORMATS:
        raise ParallaxError(f"format '{format}'", "is unknown", "use " + ", ".join(_FORMATS))
    nearest = next(folder for folder in out.resolve().parents if folder.exists())
    if out.is_dir() or not nearest.is_dir():
        raise ParallaxError(str(out), "no file can be written there", "name a file in a folder")
