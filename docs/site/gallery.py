"""Every chart and explorer of ``gallery.toml``, drawn light and dark → a page for each kind."""

from __future__ import annotations

import ast
import tempfile
import tomllib
from contextlib import chdir
from html import escape
from pathlib import Path
from typing import Any

import analysis as an
from analysis import demo
from analysis.views import export
from analysis.views.coder.coder import Coder
from analysis.views.explorers.explorer import Explorer, specification

ENTRIES = Path(__file__).parent / "gallery.toml"
# drawn once, in colours that no chart has, which then become those of each ground
_DRAWN = ("#010203", "#040506")
GROUNDS = {"light": ("#222222", "#ffffff"), "dark": ("#e8eaed", "#131416")}
_INTRO = {
    "chart": (
        "Charts",
        "One function, one chart, one question: `an.charts.NAME(rows, …)` takes rows and gives an"
        " Altair chart. Every mark carries the ids of the passages behind it;"
        " `an.explore.marks(chart, corpus)` opens them at a click.",
    ),
    "explorer": (
        "Explorers",
        "A chart, its controls and its passages, for JupyterLab. Below is the chart of each, and"
        " what it keeps when its kernel is gone: picture, passages and table.",
    ),
}
_SETUP = (
    'import analysis as an\n\ncorpus = an.load("corpus/elsby-ferry")  # what `parallax demo` writes'
)


def entries() -> dict[str, list[dict[str, str]]]:
    """The gallery's entries by kind: chart and explorer."""
    return tomllib.loads(ENTRIES.read_text("utf-8"))


def write(folder: Path) -> None:
    """The gallery's pages with their pictures, all made anew."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True)
    kept = folder.parent / "_static" / "explorers"
    kept.mkdir()
    with tempfile.TemporaryDirectory() as place:
        made = demo.make(Path(place) / "demo")
        with chdir(made):
            shown = {
                (kind, entry["name"]): run(entry["code"], an.load(demo.event_in(Path())))
                for kind, listed in entries().items()
                for entry in listed
            }
            for (kind, name), what in shown.items():
                if kind == "explorer":
                    (kept / f"{name}.html").write_text(_framed(name, _kept(what)), "utf-8")
    for (kind, name), what in shown.items():
        if kind == "chart" or isinstance(what, Explorer):
            spec = specification(what) if kind == "chart" else what.spec
            name = name if kind == "chart" else f"{kind}-{name}"
            ink, ground = _DRAWN
            drawn = export.svg(spec, ink=ink, ground=ground)
            for kind_of, colours in GROUNDS.items():
                picture = drawn.replace(ink, colours[0]).replace(ground, colours[1])
                (pictures / f"{name}-{kind_of}.svg").write_text(picture, "utf-8")
    for kind, listed in entries().items():
        (folder / f"{kind}s.md").write_text(_page(kind, listed, shown), "utf-8")
    (folder / "index.md").write_text(
        "# Gallery\n\nDrawn from `parallax demo`'s made-up event when this site was built.\n\n"
        "```{toctree}\n\ncharts\nexplorers\n```\n",
        "utf-8",
    )


def run(code: str, corpus: an.Corpus) -> Any:
    """What an entry's last line gives."""
    names = {"an": an, "corpus": corpus}
    *before, last = ast.parse(code.strip()).body
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(before, []), "gallery", "exec"), names)
    return eval(compile(ast.Expression(last.value), "gallery", "eval"), names)


def _page(kind: str, listed: list[dict[str, str]], shown: dict[tuple[str, str], Any]) -> str:
    title, intro = _INTRO[kind]
    lines = [f"# {title}", "", intro, "", "Each piece of code follows these lines:", ""]
    lines += ["```python", _SETUP, "```", ""]
    for entry in listed:
        name = entry["name"]
        picture = _picture(kind, name, shown[kind, name])
        lines += [f"## {name}", "", f"**{entry['answers']}**", "", picture, ""]
        lines += ["```python", entry["code"].strip(), "```", ""]
        lines += [f"*What it does not show.* {entry['hides']}", ""]
    return "\n".join(lines)


def _picture(kind: str, name: str, what: Any) -> str:
    """A chart's pictures; an explorer's with what it keeps a click away, or that alone."""
    if kind == "chart":
        return _pictures(name, specification(what))
    if not isinstance(what, Explorer):
        return _frame(name)
    kept = f"[With passages and table, as it is kept](../_static/explorers/{name}.html)"
    return f"{_pictures(f'{kind}-{name}', what.spec)}\n\n{kept}"


def _kept(what: Any) -> str:
    """What an explorer keeps; of the coder, which keeps its result only, the first passage."""
    if not isinstance(what, Coder):
        return what._repr_html_()
    keys = "".join(f"<p><kbd>{code.key}</kbd> {code.label}</p>" for code in what.scheme.codes)
    return f"{what.head.value}{what.passage.html}{keys}"


def _pictures(name: str, spec: dict[str, Any]) -> str:
    told = spec.get("description", name)  # what a screen reader says of it
    alternative = " ".join(str(told).split()).replace('"', "'")
    return "\n".join(
        f"```{{image}} pictures/{name}-{ground}.svg\n"
        f":class: only-{ground}\n:alt: {alternative}\n```"
        for ground in GROUNDS
    )


def _frame(name: str) -> str:
    where = f"../_static/explorers/{name}.html"
    return (
        "```{raw} html\n"
        f'<iframe src="{where}" title="The explorer {escape(name)} as it is kept" '
        'loading="lazy"></iframe>\n'
        "```"
    )


def _framed(name: str, html: str) -> str:
    """What an explorer keeps, as a page of its own that loads nothing."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(name)}</title>"
        "<style>body{font:15px/1.5 system-ui,sans-serif;margin:1rem;color:#14181f;background:#fff}"
        "img{max-width:100%;height:auto}table{border-collapse:collapse}"
        "td,th{padding:2px 8px;text-align:left;vertical-align:top}</style></head>"
        f"<body>{html}</body></html>\n"
    )
