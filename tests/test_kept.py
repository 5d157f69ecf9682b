"""What an output keeps when its kernel is gone: inert, small, complete; nothing fetched."""

from __future__ import annotations

import asyncio
import html
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbclient
import nbformat
import pytest
from lab import ROOT
from nbconvert import HTMLExporter
from test_explorers import everything

import analysis as an
from analysis.views import evidence, export, keeping, kept
from analysis.views.exporting import Offline

# the charts of each notebook; 06 has one that the event is too small for, which says so
EXPLORERS = {"00-overview": 4, "01-corpus": 1, "02-quotes": 8, "03-framing": 9, "04-tone": 3}
EXPLORERS |= {"05-readability": 2, "06-your-event": 8, "07-days": 6}


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


def test_a_picture_is_made_beside_what_is_asked_meanwhile_and_the_last_choice_is_kept(monkeypatch):
    shown: list[str] = []
    threads: list[threading.Thread] = []
    monkeypatch.setattr(keeping, "_PAUSE_S", 0)
    monkeypatch.setattr(keeping, "display", lambda bundle, **_: shown.append(bundle["text/html"]))
    chosen = ["first"]
    beside = keeping.Kept(
        lambda name: chosen[0], lambda: lambda: threads.append(threading.current_thread())
    )

    async def choose() -> None:
        beside.renew()
        while not threads:  # the first picture is made ...
            await asyncio.sleep(0.001)
        chosen[0] = "second"
        beside.renew()  # ... and something else is chosen before it is kept
        while "second" not in shown:
            await asyncio.sleep(0.001)

    with ThreadPoolExecutor(1) as apart:  # a browser's loop may run in this thread
        apart.submit(lambda: asyncio.run(asyncio.wait_for(choose(), 20))).result()
    assert shown[-1] == "second" and len(threads) == 2
    assert threading.main_thread() not in threads


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    """Every notebook as a person would save it, run in one kernel, and exported as anybody would.

    The widgets' state is left out, as Lab does unless it is told to save it.
    """
    folder = tmp_path_factory.mktemp("exported")
    books = {path.name: nbformat.read(path, as_version=4) for path in NOTEBOOKS}
    cells = [cell for book in books.values() for cell in book.cells]
    client = nbclient.NotebookClient(
        nbformat.v4.new_notebook(cells=cells),
        timeout=600,
        resources={"metadata": {"path": str(ROOT / "notebooks")}},
        store_widget_state=False,
        shutdown_kernel="immediate",
    )
    client.execute()
    for name, book in books.items():
        nbformat.write(book, folder / name)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", *books]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.browser
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_saved_notebook_exported_offline_shows_charts_and_evidence(
    path, exported, chromium_browser
):
    assert (exported / path.name).stat().st_size <= 1_000_000
    file = (exported / path.name).with_suffix(".html")
    assert file.stat().st_size <= 3_000_000
    context = chromium_browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda asked: errors.append(asked.url) if asked.url.startswith("http") else None,
    )
    page.goto(file.as_uri())
    pictures = page.locator(".px-static img")
    assert pictures.count() == EXPLORERS[path.stem]
    widths = pictures.evaluate_all("all => all.map(one => one.complete && one.naturalWidth)")
    assert min(widths) > 300
    for one in page.locator(".px-static:has(img)").all():
        assert one.is_visible()
        if one.locator("details tr").count():  # else the chart says that there is nothing
            assert one.locator("li[data-passage]").count()
    assert "VBox(" not in page.inner_text("body")
    assert errors == []
    context.close()


def exported_alone(book: nbformat.NotebookNode) -> str:
    """What nbconvert makes of a notebook with the settings that come with the package."""
    exporter = HTMLExporter()
    exporter.register_preprocessor(Offline, enabled=True)
    return exporter.from_notebook_node(book)[0]


def shows(html: str, **more: str) -> nbformat.NotebookNode:
    """A notebook of one cell that shows some HTML."""
    data = {"text/html": html, **more}
    output = nbformat.v4.new_output("display_data", data=data)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])


def test_what_other_notebooks_need_is_left_to_them():
    ours = '<div class="px-static">kept</div>'
    loads = ("require.min.js", "latest.js")
    plain = exported_alone(shows("<p>no chart of ours</p>"))
    assert all(name in plain for name in loads)
    assert not any(name in exported_alone(shows(ours)) for name in loads)
    formula = shows(ours)
    formula.cells.append(nbformat.v4.new_markdown_cell("The mean is $x = 1$."))
    assert "latest.js" in exported_alone(formula)
    foreign = shows(ours)
    foreign.cells += shows("<script>require(['x'])</script>").cells
    assert "require.min.js" in exported_alone(foreign)


def test_widgets_that_keep_something_are_exported_without_their_code():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2}}
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {}}}}
    for kept_too, left in ((True, False), (False, True)):
        book = shows('<div class="px-static">kept</div>')
        data = {**view, "text/plain": "", **({"text/html": ""} if kept_too else {})}
        output = nbformat.v4.new_output("display_data", data=data)
        book.cells.append(nbformat.v4.new_code_cell("y", outputs=[output]))
        book.metadata["widgets"] = state
        assert ("html-manager" in exported_alone(book)) is left
