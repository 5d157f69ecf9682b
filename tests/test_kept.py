"""What an output keeps when its kernel is gone: inert, small, complete; nothing fetched."""

from __future__ import annotations

import html
import re
import subprocess
import sys

import nbclient
import nbformat
import pytest
from lab import ROOT
from test_explorers import everything

import analysis as an
from analysis.views import evidence, export, kept


def test_every_explorer_keeps_title_picture_table_and_passages(corpus, texts):
    for name, explorer in everything(corpus).items():
        page = explorer._repr_html_()
        assert len(page.encode()) <= kept.ROOM, name
        assert not re.search(r"<script|<button|\son\w+=|https?://(?!www\.w3\.org)", page), name
        assert f"<details><summary>The chart's data: {len(explorer.rows)} rows" in page
        assert "<img alt='" in page and explorer.spec["title"]["text"] in html.unescape(page)
        shown = re.findall(r'data-passage="([^"]+)"', page)
        assert shown, name
        for article, start, end in map(an.tables.parse_passage_id, shown):
            assert texts[article][start:end]
        assert page.count("<table>") == page.count("</table>")
        assert page.count("<div") == page.count("</div>"), name


def test_the_chosen_mark_is_the_one_kept(corpus):
    explorer = an.explore.naming(corpus)
    row = [row for row in explorer.rows if row["evidence"]][-1]
    explorer.select(row["_mark"])
    shown = re.findall(r'data-passage="([^"]+)"', explorer._repr_html_())
    assert set(shown) <= {*row["evidence"], *row.get("_elsewhere", [])} and shown
    assert explorer.value["passage"].to_list() == row["evidence"]


def test_a_small_picture_says_all_that_the_large_one_says(corpus):
    for explorer in (an.explore.statements(corpus), an.explore.keyness(corpus)):
        large = export.svg(explorer.spec)
        small = kept.small_svg(large)
        assert len(small) < len(large) / 2
        words = r">([^<>]+)</text>"
        assert re.findall(words, small) == re.findall(words, large)


def test_what_does_not_fit_is_counted_not_dropped_silently():
    items = [f'<li data-passage="a:{n}-{n + 1}">{"x" * 900}</li>' for n in range(9)]
    shown = kept.passages(evidence.panel("Nine", items), 3_000)
    assert f"And {9 - shown.count('<li ')} more." in shown and shown.count("<li ") < 9
    rows = [{"outlet_name": "x" * 1000, "evidence": []}] * 30
    assert re.search(r"And \d+ more rows", kept.table(rows))


def saved(folder, name: str) -> nbformat.NotebookNode:
    """A notebook as a person would save it: run, its widgets' state left out."""
    book = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    where = {"metadata": {"path": str(ROOT / "notebooks")}}
    nbclient.NotebookClient(book, timeout=600, resources=where, store_widget_state=False).execute()
    nbformat.write(book, folder / f"{name}.ipynb")
    return book


@pytest.mark.browser
def test_a_saved_notebook_exported_offline_shows_charts_and_evidence(tmp_path, chromium_browser):
    name, explorers = "05-readability", 2
    saved(tmp_path, name)
    assert (tmp_path / f"{name}.ipynb").stat().st_size <= 1_000_000
    config = ROOT / "notebooks" / "jupyter_nbconvert_config.json"
    command = [sys.executable, "-m", "nbconvert", f"--config={config}", "--to", "html"]
    command.append(f"{name}.ipynb")
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    exported = tmp_path / f"{name}.html"
    assert exported.stat().st_size <= 3_000_000
    context = chromium_browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(exported.as_uri())
    pictures = page.locator(".px-static img")
    assert pictures.count() == explorers
    widths = pictures.evaluate_all("all => all.map(one => one.complete && one.naturalWidth)")
    assert min(widths) > 300
    for one in page.locator(".px-static").all():
        assert one.is_visible() and one.locator("li[data-passage]").count()
        assert one.locator("details tr").count() > 1
    assert "VBox(" not in page.inner_text("body")
    assert errors == []
    context.close()
