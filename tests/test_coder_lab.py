"""Coding by hand in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import photograph, turn
from playwright.sync_api import expect

import analysis as an

pytestmark = pytest.mark.browser

CELL = """import analysis as an
corpus = an.load("../corpus/vostochny-2023")
coder = an.explore.code(corpus, "tone", coder="ann", path="../codes.csv", n=6, actor="kim")
coder"""

# press a key, wait until the passage has changed and is painted: milliseconds
PRESS = """key => new Promise(done => {
  const passage = document.querySelector(".px-passage"), start = performance.now();
  new MutationObserver((_, watcher) => {
    watcher.disconnect();
    requestAnimationFrame(() => done(performance.now() - start));
  }).observe(passage, { childList: true });
  passage.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
})"""


def findings(page) -> list[str]:
    """What axe finds serious or critical in the coder's output."""
    violations = Axe().run(page, context=".px-coder").response["violations"]
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}"
        for found in violations
        if found["impact"] in ("serious", "critical")
    ]


def test_passages_are_coded_with_the_keyboard_alone(lab, lab_page, corpus):
    page, path = lab_page, lab.folder / "codes.csv"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    nbformat.write(book, lab.folder / "notebooks" / "coding.ipynb")
    lab.run_all(page, "coding.ipynb", shows=".px-passage mark")
    drawn = an.coding.sample(corpus, an.coding.scheme("tone"), n=6, actor="kim")
    ids = drawn.passages["passage"].to_list()
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())

    passage, coder = page.locator(".px-passage"), page.locator(".px-coder")
    page.locator(".px-coder summary").focus()
    for _ in range(20):  # backwards to the passage by Tab alone
        if passage.evaluate("p => p === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    expect(passage).to_be_focused()

    page.keyboard.press("1")
    expect(coder).to_contain_text("1 of 6 coded")
    article, start, end = an.tables.parse_passage_id(ids[1])
    expect(passage.locator("mark")).to_have_text(texts[article][start:end])
    page.keyboard.press("x")  # no code: and no cell is cut
    page.keyboard.press("2")
    expect(coder).to_contain_text("2 of 6 coded")
    page.keyboard.press("ArrowRight")
    expect(passage).to_contain_text("Passage 4 of 6")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.px-coder input')"):
            break
    page.keyboard.type("twice: 1, 2")
    page.keyboard.press("Enter")
    expect(passage).to_be_focused()
    page.keyboard.press("3")
    expect(coder).to_contain_text("3 of 6 coded")
    found = an.coding.read(path)
    assert found.select("passage", "code", "note").rows() == [
        (ids[0], "neg", ""),
        (ids[1], "neu", ""),
        (ids[3], "pos", "twice: 1, 2"),
    ]
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(1)
    assert findings(page) == []
    page.set_viewport_size({"width": 1000, "height": 900})
    photograph(page, "lab-coding-light")
    assert coder.evaluate("c => c.scrollWidth <= c.parentElement.clientWidth")

    page.keyboard.press("Backspace")
    expect(coder).to_contain_text("2 of 6 coded")
    waits = [page.evaluate(PRESS, key) for key in "312"]
    print(f"key → next passage: at most {max(waits):.0f} ms")
    page.keyboard.press("3")
    expect(coder.locator("table")).to_contain_text("ann and the tool", timeout=30_000)
    assert len(an.coding.current(an.coding.read(path))) == 6
    page.locator(".px-coder summary").press("Enter")
    turn(page, "Dark")
    assert findings(page) == []
    photograph(page, "lab-coding-dark")
