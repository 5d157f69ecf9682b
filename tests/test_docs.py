"""The documentation: its code runs, its links lead somewhere, and all can read it offline."""

from __future__ import annotations

import html.parser
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urldefrag

import axe_playwright_python
import pytest
import snippets
import yaml
from conftest import ROOT

import analysis as an
from analysis import cli, completing, files, tables
from analysis.reading import manifest
from analysis.views import report

pytest.importorskip("sphinx", reason="the group docs is not installed: the locks lack it")
sys.path.insert(0, str(ROOT / "benchmarks"))
sys.path.insert(0, str(ROOT / "docs" / "site"))

import build
import errors
import figures
import gallery

PAGES = build.written()
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
READ = ("index", "start", "gallery/charts", "reference/claims", "methods/tone", "search")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(build.DOCS).as_posix())
def test_the_code_of_a_page_runs(page, tmp_path, monkeypatch):
    """A report is not built here but where reports are tested: the command line is."""

    def built(event: Path, out: Path, **options: object) -> Path:
        assert not manifest.inspect(event).problems
        return files.write(Path(out), b"a report")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report, "build", built)
    snippets.run(page)


def test_the_code_of_the_readme_runs(tmp_path, monkeypatch):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    assert snippets.run(ROOT / "README.md") >= 2


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """What `make docs` makes, by its own command."""
    out = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-P", ROOT / "docs" / "site" / "build.py", out]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return out / "html"


class Links(html.parser.HTMLParser):
    """A page's links and what it loads, and the places in it that a link may name."""

    def __init__(self, page: Path):
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors |= {given[key] or "" for key in ("id", "name") if key in given}
        self.links += [(tag, given[key] or "") for key in ("href", "src") if key in given]


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site):
    read = {page: Links(page) for page in site.rglob("*.html")}
    lost = defaultdict(set)
    for page, found in read.items():
        for tag, link in found.links:
            if re.match(r"https?:|//", link):
                if tag != "a":
                    lost[page.name].add(link)
                continue
            if link.startswith(("data:", "mailto:")):
                continue
            path, anchor = urldefrag(unquote(link).partition("?")[0])
            target = (page.parent / path).resolve() if path else page
            known = read[target].anchors if target in read else {anchor}
            if not target.exists() or (anchor and anchor not in known):
                lost[page.name].add(link)
    assert not lost
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(.?https?:|@import", style.read_text("utf-8")), style.name


def test_no_place_for_a_figure_is_left_empty(site):
    for page in site.rglob("*.html"):
        assert "{{" not in re.sub(
            r"<script.*?</script>|<pre.*?</pre>|<code.*?</code>", "", page.read_text(), flags=re.S
        )


def test_the_site_is_small(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 25e6


@pytest.mark.browser
def test_the_search_works_from_a_folder(page, site):
    page.goto(f"{(site / 'search.html').as_uri()}?q=Krippendorff")
    page.wait_for_selector("#search-results a[href*=agreement]")  # results come one by one


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, site, scheme):
    page.emulate_media(color_scheme=scheme)
    for name in READ:
        page.goto((site / f"{name}.html").as_uri())
        page.evaluate(AXE.read_text("utf-8"))
        run = "axe.run({resultTypes: ['violations'], preload: false}).then(r => r.violations)"
        found = [
            (rule["id"], [node["target"] for node in rule["nodes"]][:3])
            for rule in page.evaluate(run)
            if rule["impact"] in ("serious", "critical")
        ]
        assert not found, name


@pytest.mark.browser
def test_every_page_fits_a_phone(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for path in sorted(site.rglob("*.html")):
        if "_static" in path.parts:
            continue
        page.goto(path.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[path.name] = width
    assert not wide


def test_the_gallery_shows_every_chart_and_explorer_in_five_lines():
    listed = gallery.entries()
    charts = {entry["name"] for entry in listed["chart"]}
    assert charts == set(an.charts.__all__) - {"Chart", "nothing"}
    explorers = {entry["name"] for entry in listed["explorer"]}
    assert explorers == set(an.explore.__all__) - {"Explorer"}
    for entry in (*listed["chart"], *listed["explorer"]):
        assert len(entry["code"].strip().splitlines()) <= 5
        assert entry["answers"] and entry["hides"]


def test_every_key_of_event_toml_is_explained():
    told = tomllib.loads((build.DOCS / "site" / "event-keys.toml").read_text("utf-8"))
    explained = {section: set(keys) - {"about"} for section, keys in told.items()}
    assert explained == {section: set(keys) for section, keys in manifest.SECTIONS.items()}


def test_the_reference_names_every_public_thing(site):
    shown = {path.stem: path.read_text("utf-8") for path in (site / "reference").glob("*.html")}
    for name in completing.commands(cli._parser()):
        assert f"parallax {name}" in shown["commands"]
    for table in tables.ALL:
        assert f'id="{table.name}"' in shown["tables"]
    for module in ("framing", "overlap", "claims", "charts", "explore", "scale", "coding"):
        part = getattr(an, module)
        for name in getattr(part, "__all__", ["sample", "scheme", "compare"]):
            assert f"an.{module}.{name}" in shown[module], name


def test_every_error_has_an_anchor(site):
    page = (site / "errors.html").read_text("utf-8")
    found = errors.kinds()
    assert len(found) > 100
    for kind in found:
        assert f'id="error-{errors.slug(kind.problem)}' in page


def test_texts_state_the_figures_of_the_one_file():
    wrong = [path.name for path, text in figures.texts().items() if path.read_text() != text]
    assert not wrong, f"{wrong} differ: edit figures.toml, then python benchmarks/figures.py"


def test_every_figure_stands_where_it_was_measured():
    """A section of RESULTS.md that was measured anew takes figures.toml along."""
    assert figures.unsupported() == {}


# thresholds and rules of thumb, and the figures of others, which are no results of ours
NOT_OURS = {".3", ".4", ".667", ".7", ".8", ".80", ".83", ".9"}


def test_no_page_states_a_figure_that_the_file_has_not():
    pages = [ROOT / "README.md", ROOT / "paper" / "paper.md", build.DOCS / "peers.md"]
    for page in (
        *pages,
        *(build.DOCS / "methods").glob("*.md"),
        *build.DOCS.glob("tutorials/*.md"),
    ):
        stated = set(figures.unknown(figures.filled(page.read_text("utf-8"))))
        assert stated <= NOT_OURS, f"{page.name}: {stated - NOT_OURS}"


def test_the_paper_has_the_form_of_the_journal():
    text = (ROOT / "paper" / "paper.md").read_text("utf-8")
    head = yaml.safe_load(text.split("---")[1])
    assert {"title", "tags", "authors", "affiliations", "date", "bibliography"} <= set(head)
    heads = {"Summary", "Statement of need", "State of the field", "Limits", "References"}
    assert heads <= set(re.findall(r"^# (.+)$", text, re.M))
    assert 500 < len(text.split()) < 1750
    cited = set(re.findall(r"@(\w+)", text.split("---", 2)[2]))
    known = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "paper" / "paper.bib").read_text(), re.M))
    assert cited == known


def test_every_figure_has_its_value_its_data_and_a_page():
    stated = figures.read()
    assert len(stated) > 25
    pages = {page.stem for page in (build.DOCS / "methods").glob("*.md")}
    for row in stated.values():
        assert row["value"] in row["figure"], row["id"]
        assert row["page"] in pages, row["id"]
        assert all(row[key] for key in ("measure", "data", "unit", "standing", "command", "date"))
