"""What a report says → one HTML page, with its script, its style and every passage in it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
import polars as pl
from markupsafe import Markup

import analysis
from analysis import findings
from analysis.corpus import Corpus
from analysis.findings import Bar, Finding
from analysis.findings.finding import NOT_SURE
from analysis.phrasing import listed, opened
from analysis.tables import ALL
from analysis.views import article, evidence, marks, scripts
from analysis.views.report import citing, coded, locating, methods, passages
from analysis.views.report.beside import Beside
from analysis.views.report.coded import Agreement
from analysis.views.report.parts import Figure, Section, markdown_html

_TEMPLATES = Path(__file__).parents[1] / "templates"
_GLOBALS = "window.vegaEmbed = vegaEmbed;"
_SCRIPTS = ("copy.js", "report.js")
_FURTHER = 8  # findings of one kind listed below those on the first screen
_SHOWN = 12  # passages of one finding on the page; the rest are a click away in its chart
_BARS = 6  # outlets drawn in one finding; the others are told in one line
_FULL = 4  # the least count that fills a bar's line
_FEW = 3  # bars below which leaving them out saves nothing
_LINE = 26  # characters beside a bar, above which a row is words that may break
_PASSAGES = 600  # characters of all rows, above which the outlets stand side by side
_NAMED = 6  # outlets that the first sentence of the page names


@dataclass(frozen=True)
class Report:
    """All that a report says, before it is written in any format."""

    corpus: Corpus
    title: str
    found: Sequence[Finding]
    short: Sequence[Section]
    beside: Beside
    sections: Sequence[Section]
    coded: Sequence[Agreement] = ()
    lang: str = ""

    @property
    def figures(self) -> list[Figure]:
        return [figure for part in (*self.short, *self.sections) for figure in part.figures]

    @property
    def standfirst(self) -> str:
        """What was compared, in one sentence."""
        words = len(self.corpus.tokens.filter(pl.col("kind") == "body"))
        outlets = self.corpus.outlets["name"]
        by = listed(outlets) if len(outlets) <= _NAMED else count(len(outlets), "outlet")
        return f"{count(len(self.corpus.articles), 'article')} by {by}; {words:,} words of prose."


def render(report: Report) -> str:
    """Write the page."""
    corpus = report.corpus
    shown = findings.chosen(list(report.found))
    missing = [row for row in report.found if not row.stands]
    places = [locating.locate(row, report.figures) for row in shown]
    book = passages.Book(corpus, _ids(report))
    return (
        _environment()
        .get_template("report.html")
        .render(
            title=report.title,
            standfirst=report.standfirst,
            version=analysis.__version__,
            outlets=count(len(corpus.outlets), "outlet"),
            articles=count(len(corpus.articles), "article"),
            lang=report.lang or corpus.event.get("language") or "",
            findings=[
                _shown(row, book, place, _called(corpus))
                for row, place in zip(shown, places, strict=True)
            ],
            several=len(corpus.articles) > len(corpus.outlets),
            more=_further(report.found, shown),
            n_more=sum(row.stands for row in report.found) - len(shown),
            missing=missing,
            not_found=_not_found(missing),
            design=citing.design(corpus),
            citation=citing.citation(corpus, report.title),
            short=report.short,
            beside=report.beside,
            coded=report.coded,
            agreed=coded.notes(report.coded, report.figures),
            sections=report.sections,
            spec=_pointed(places),
            shows=_backward(places),
            table=_table,
            named=lambda rows: zip(rows, marks.names(rows), strict=True),
            methods=Markup(_scrolling(markdown_html(methods.markdown(corpus)))),
            texts=_texts(corpus),
            switches=article.SWITCHES,
            legend=Markup(article.legend(corpus.mentions, corpus.actors)),
            tables=[(spec, len(getattr(corpus, spec.name))) for spec in ALL],
            css=Markup(
                (_TEMPLATES / "report.css").read_text("utf-8") + evidence.STYLE + article.STYLE
            ),
            book=book.content(),
            bundle=_script(scripts.bundle(_GLOBALS)),
            script=_script("".join((_TEMPLATES / name).read_text("utf-8") for name in _SCRIPTS)),
        )
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_json"] = _inert_json
    environment.filters["digest"] = _digest
    environment.filters["opened"] = opened
    return environment


def _not_found(missing: Sequence[Finding]) -> str:
    """The first of the kinds that were looked for, in one sentence."""
    kinds = dict.fromkeys(row.sentence for row in missing)
    small = [kind if kind[:2].isupper() else kind[:1].lower() + kind[1:] for kind in kinds]
    return listed(small, most=_NAMED // 2)


def _ids(report: Report) -> set[str]:
    """Every passage that the page quotes."""
    rows = [row for figure in report.figures for row in figure.marks]
    ids = {id for row in rows for id in [*row["evidence"], *row.get("_elsewhere", [])]}
    ids |= report.beside.evidence
    return ids | {id for finding in report.found for bar in finding.bars for id in bar.evidence}


def _called(corpus: Corpus) -> dict[str, str]:
    """Outlet's name → the name with the number of its articles, where there are several."""
    rows = corpus.articles.join(corpus.outlets, on="outlet", maintain_order="left")
    counted = rows.group_by("name", maintain_order=True).len("n")
    return {name: f"{name} ({n})" for name, n in counted.iter_rows() if n > 1}


def _shown(
    finding: Finding,
    book: passages.Book,
    place: locating.Place | None,
    called: dict[str, str],
) -> dict[str, Any]:
    """A finding with its bars' widths, its passages, a sentence once, and where its chart is."""
    most = max((bar.value for bar in finding.bars), default=0) or 1
    most = max(most, _FULL) if most >= 1 else most  # a count of one fills no line
    sentences: dict[tuple[str, int], str] = {}
    for id in finding.evidence:
        sentences.setdefault(book.sentence(id), id)
    bars = [replace(bar, name=called.get(bar.name, bar.name)) for bar in finding.bars]
    drawn = _drawn(bars)
    rest = [bar for bar in bars if bar not in drawn]
    unsure = any(bar.shown == NOT_SURE for bar in rest)
    valued = any(bar.value for bar in bars)
    counted = bool(rest) and valued and not unsure
    return {
        "row": finding,
        "said": opened(finding.head or finding.sentence),
        "drawn": valued,
        "words": not valued or max(len(bar.shown) for bar in bars) > _LINE,
        "columns": _columns(drawn),
        "bars": [(bar, round(100 * bar.value / most, 1)) for bar in drawn],
        "rest": rest,
        "flat": len({bar.value for bar in bars if bar.value}) == 1,  # alike: bars tell nothing
        "none": counted and not any(bar.value or bar.evidence for bar in rest),
        "fewer": counted and max(b.value for b in rest) < min(b.value for b in drawn),
        "n": len(sentences),
        "items": Markup("".join(map(book.item, list(sentences.values())[:_SHOWN]))),
        "left": max(0, len(sentences) - _SHOWN),
        "place": place,
    }


def _columns(drawn: Sequence[Bar]) -> int:
    """In how many columns the outlets' passages stand across the page; 0: it has none so long."""
    if sum(len(bar.shown) for bar in drawn) <= _PASSAGES:
        return 0
    return 2 if len(drawn) in (2, 4) else min(3, len(drawn))


def _drawn(bars: Sequence[Bar]) -> list[Bar]:
    """The bars that a finding draws, in the outlets' order: the marked ones, then the longest.

    One line tells of those with nothing, and of those for which there is no room.
    """
    kept = [n for n, bar in enumerate(bars) if bar.marked or bar.value]
    if len(kept) > _BARS:
        kept = sorted(kept, key=lambda n: (not bars[n].marked, -bars[n].value, n))[:_BARS]
    if len(bars) - len(kept) < _FEW:
        return list(bars)
    return [bars[n] for n in sorted(kept)]


def _pointed(places: Sequence[locating.Place | None]) -> Any:
    """Gives a figure's specification with the marks that findings lead to outlined."""

    def spec(figure: Figure) -> dict[str, Any]:
        numbers = [
            n for place in places if place and place.figure == figure.id for n in place.marks
        ]
        picked = {"value": [{"_mark": number} for number in dict.fromkeys(numbers)]}
        params = [
            {**param, **picked} if numbers and param["name"] == "pick" else param
            for param in figure.spec.get("params", [])
        ]
        return {**figure.spec, "params": params}

    return spec


def _backward(places: Sequence[locating.Place | None]) -> dict[str, list[int]]:
    """Figure → the numbers of the findings that it shows."""
    found: dict[str, list[int]] = {}
    for number, place in enumerate(places, start=1):
        if place:
            found.setdefault(place.figure, []).append(number)
    return found


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
    """The next strongest findings, one of each kind in turn: of some there are hundreds."""
    kinds: dict[str, list[Finding]] = {}
    for row in found:
        if row.stands and row not in shown:
            kinds.setdefault(row.kind, []).append(row)
    return [row for n in range(_FURTHER) for rows in kinds.values() for row in rows[n : n + 1]]


def _table(figure: Figure) -> Markup:
    return Markup(marks.html_table(figure.marks, f"Table of chart {figure.id}"))


def _scrolling(html: str) -> str:
    """Tables in boxes of their own, so that a wide one never widens the page."""
    box = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    return html.replace("<table>", box + "<table>").replace("</table>", "</table></div>")


def count(n: int, noun: str) -> str:
    """A number and its noun.

    >>> count(1, "outlet"), count(5, "article")
    ('1 outlet', '5 articles')
    """
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
