"""An event → one report: findings, charts, methods, data and texts in one offline HTML file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jinja2
import polars as pl
from markupsafe import Markup

import analysis
from analysis import findings
from analysis.corpus import Corpus, load
from analysis.errors import ParallaxError
from analysis.files import sweep, write
from analysis.findings import Finding
from analysis.phrasing import listed
from analysis.tables import ALL
from analysis.views import article, evidence, marks, scripts
from analysis.views.report import archive, methods, passages, printing, scores
from analysis.views.report.notebooks import Figure, Section, default_notebooks, markdown_html, run
from analysis.views.report.notebooks import notebooks_folder as notebooks_folder

_TEMPLATES = Path(__file__).parents[1] / "templates"
_GLOBALS = "window.vegaEmbed = vegaEmbed;"
_SCRIPTS = ("copy.js", "report.js")
_FORMATS = ("html", "pdf", "md")
_FURTHER = 8  # findings of one kind listed below those on the first screen
_SHOWN = 12  # passages of one finding on the page; the rest are a click away in its chart


def build(
    event: str | Path,
    out: str | Path,
    *,
    format: str | None = None,
    notebooks: Sequence[str | Path] | None = None,
    title: str | None = None,
    lang: str | None = None,
    tables: str | Path | None = None,
    figures: str | Path | None = None,
    progress: bool = True,
) -> Path:
    """Run the notebooks on an event and write what they show as one report.

    ``format`` is html, pdf or md; else the file's ending decides, and html is the
    default. The page opens on the findings (`analysis.findings`), then come the
    notebooks' sections, methods, data and, where event.toml allows it, the articles.
    ``title`` replaces the event's, ``lang`` is the language of the articles where
    event.toml names none. ``tables`` names a zip for all tables, ``figures`` a folder
    for every chart as SVG and PNG. The same event gives the same bytes. Files are
    written beside their place and renamed, so a failure leaves the old ones.

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
    corpus = load(event)
    paths = [Path(path) for path in notebooks or default_notebooks()]
    with ThreadPoolExecutor(1) as beside:  # the notebooks run in a process of their own
        finding = beside.submit(findings.find, corpus)
        sections = run(Path(event), paths, progress=progress)
        found = finding.result()
    scores.add([figure for section in sections for figure in section.figures], corpus)
    title = title or str(corpus.event["title"])
    if tables:
        archive.write(Path(tables), corpus, found, sections)
    if figures:
        printing.pictures(Path(figures), sections)
    if format == "md":
        return printing.markdown(out, title, standfirst(corpus), found, sections, corpus)
    page = render(corpus, sections, found, title, lang)
    if format == "pdf":
        return printing.pdf(out, page, browser)
    return write(out, page.encode())


def _check(out: Path, format: str) -> None:
    if format not in _FORMATS:
        raise ParallaxError(f"format '{format}'", "is unknown", "use " + ", ".join(_FORMATS))
    nearest = next(folder for folder in out.resolve().parents if folder.exists())
    if out.is_dir() or not nearest.is_dir():
        raise ParallaxError(str(out), "no file can be written there", "name a file in a folder")


def render(
    corpus: Corpus,
    sections: Sequence[Section],
    found: Sequence[Finding],
    title: str,
    lang: str | None = None,
) -> str:
    """Write the page: HTML with its script, its style and every passage in it."""
    figures = [figure for section in sections for figure in section.figures]
    shown = findings.chosen(list(found))
    rows = [row for figure in figures for row in figure.marks]
    ids = {id for row in rows for id in [*row["evidence"], *row.get("_elsewhere", [])]}
    ids |= {id for finding in found for bar in finding.bars for id in bar.evidence}
    book = passages.Book(corpus, ids)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_json"] = _inert_json
    environment.filters["digest"] = _digest
    return environment.get_template("report.html").render(
        title=title,
        standfirst=standfirst(corpus),
        version=analysis.__version__,
        outlets=_count(len(corpus.outlets), "outlet"),
        articles=_count(len(corpus.articles), "article"),
        lang=lang or corpus.event.get("language") or "",
        findings=[_shown(row, book, figures) for row in shown],
        more=_further(found, shown),
        n_more=sum(row.stands for row in found) - len(shown),
        missing=[row for row in found if not row.stands],
        sections=sections,
        table=_table,
        named=lambda rows: zip(rows, marks.names(rows), strict=True),
        methods=Markup(_scrolling(markdown_html(methods.markdown(corpus)))),
        texts=_texts(corpus),
        switches=article.SWITCHES,
        legend=Markup(article.legend(corpus.mentions, corpus.actors)),
        tables=[(spec, len(getattr(corpus, spec.name))) for spec in ALL],
        css=Markup((_TEMPLATES / "report.css").read_text("utf-8") + evidence.STYLE + article.STYLE),
        book=book.content(),
        bundle=_script(scripts.bundle(_GLOBALS)),
        script=_script("".join((_TEMPLATES / name).read_text("utf-8") for name in _SCRIPTS)),
    )


def _shown(
    finding: Finding,
    book: passages.Book,
    figures: Sequence[Figure],
) -> dict[str, Any]:
    """A finding with its bars' widths, its passages, a sentence once, and where its chart is."""
    most = max((bar.value for bar in finding.bars), default=0) or 1
    sentences: dict[tuple[str, int], str] = {}
    for id in finding.evidence:
        sentences.setdefault(book.sentence(id), id)
    return {
        "row": finding,
        "drawn": any(bar.value for bar in finding.bars),
        "bars": [(bar, round(100 * bar.value / most, 1)) for bar in finding.bars],
        "n": len(sentences),
        "items": Markup("".join(map(book.item, list(sentences.values())[:_SHOWN]))),
        "left": max(0, len(sentences) - _SHOWN),
        "chart": next((figure.id for figure in figures if figure.chart == finding.chart), None),
    }


def _texts(corpus: Corpus) -> list[dict[str, Any]]:
    """The articles whole, where event.toml says that they may be shown."""
    if not corpus.event["show_full_text"]:
        return []
    names = dict(corpus.outlets.select("outlet", "name").iter_rows())
    read = (corpus.articles, corpus.paragraphs, corpus.quotes, corpus.mentions, corpus.actors)
    return [
        {
            "outlet": names.get(row["outlet"], row["outlet"]),
            "title": row["title"] or "",
            "licence": row["licence"] or "",
            "html": Markup(article.html(row["article_id"], *read)),
        }
        for row in corpus.articles.iter_rows(named=True)
    ]


def _further(found: Sequence[Finding], shown: Sequence[Finding]) -> list[Finding]:
    """The next strongest findings of each kind, a few of each: of some there are hundreds."""
    kinds: dict[str, list[Finding]] = {}
    for row in found:
        if row.stands and row not in shown:
            kinds.setdefault(row.kind, []).append(row)
    return [row for rows in kinds.values() for row in rows[:_FURTHER]]


def _table(figure: Figure) -> Markup:
    return Markup(marks.html_table(figure.marks, f"Table of chart {figure.id}"))


def _scrolling(html: str) -> str:
    """Tables in boxes of their own, so that a wide one never widens the page."""
    box = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    return html.replace("<table>", box + "<table>").replace("</table>", "</table></div>")


def standfirst(corpus: Corpus) -> str:
    """What was compared, in one sentence."""
    body = corpus.tokens.filter(pl.col("kind") == "body")
    outlets = listed(corpus.outlets["name"])
    return f"{_count(len(corpus.articles), 'article')} by {outlets}; {len(body):,} words of prose."


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


def _inert_json(value: Any) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _digest(source: str) -> str:
    """What the page's own policy allows to run: scripts with this hash, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _script(source: str) -> Markup:
    """JavaScript that can stand in a script element: it may hold no end tag."""
    source = source.replace("\r\n", "\n")  # as a browser reads it
    return Markup(source.replace("</script", "<\\/script").replace("<!--", "<\\!--"))
