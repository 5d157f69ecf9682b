"""How long a reader waits in JupyterLab: click → passages and list → chart, in milliseconds.

    python benchmarks/lab_clicks.py EVENT …

Starts JupyterLab and a browser, shows every explorer of `benchmarks/clicks.py` in one notebook and
measures in the page, from the event to the change, as tests/test_lab.py does. For figures to
publish nothing else may run on the machine: the load is printed beside them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Error, Page, sync_playwright

import analysis as an

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402  # pyright: ignore[reportMissingImports]
import explored  # noqa: E402  # pyright: ignore[reportMissingImports]
from lab import Lab  # noqa: E402  # pyright: ignore[reportMissingImports]

CELL = """import sys
sys.path.insert(0, {folder!r})
import analysis as an
import clicks
for explorer in clicks.explorers(an.load({event!r}, proposed=False)).values():
    display(explorer)"""


def waits(page: Page, lab: Lab, event: str) -> dict[str, list[float]]:
    """Milliseconds of each click and each choice, in all explorers of an event."""
    code = CELL.format(folder=str(ROOT / "benchmarks"), event=event)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbformat.write(book, lab.folder / "notebooks" / "clicks.ipynb")
    lab.run_all(page, "clicks.ipynb")
    corpus = an.load(event, proposed=False)
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    found: dict[str, list[float]] = {"click to passages": [], "list to chart": []}
    for explorer in page.locator(".px-explorer:has(svg.marks)").all():
        named = explorer.locator(".px-finding strong").inner_text()
        try:
            found["click to passages"] += explored.click_marks(explorer, texts)
            if explorer.locator("select").count() > 1:
                found["list to chart"] += explored.change_a_list(explorer)[0]
        except (AssertionError, Error) as error:  # of one explorer: said, and the rest goes on
            print(f"not measured: {named}: {str(error).splitlines()[0]}")
    return found


def main(events: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        shutil.rmtree(Path(folder, "corpus"))  # events are read where they are
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
        try:
            for event in map(os.path.abspath, events):
                page = chromium.new_page(viewport={"width": 1600, "height": 1000})
                for what, found in waits(page, lab, event).items():
                    ranked = sorted(found)
                    p95 = ranked[int(0.95 * (len(ranked) - 1))]
                    print(
                        f"{Path(event).name}: {what}: {len(found)}, median "
                        f"{statistics.median(found):.0f}, p95 {p95:.0f}, longest {ranked[-1]:.0f} "
                        f"ms, load {os.getloadavg()[0]:.1f}",
                        flush=True,
                    )
                page.close()
        finally:
            lab.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
