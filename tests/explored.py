"""What a reader does with an explorer in the browser, and how long it takes to answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import ElementHandle, Error, Locator, Page, expect

import analysis as an

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"

# the marks a click can pick: Vega keeps a mark's row beside its path
_MARKS = """root => [...root.querySelectorAll('svg.marks :is(path, text)')].filter(mark => {
    const item = mark.__data__;
    return item && item.cursor === 'pointer' && item.datum && '_mark' in item.datum
        && getComputedStyle(mark).pointerEvents !== 'none';
})"""

_DISTINCT = "marks => new Set(marks.map(mark => mark.__data__.datum._mark)).size"
_LOST_MS = 20_000  # after which a click has met nothing: its mark was drawn anew meanwhile

# milliseconds from an event in an explorer to the next change of one of its parts
_STOPWATCH = """(root, [part, event]) => {
    let since;
    window.waited = undefined;
    root.addEventListener(event, () => { since = performance.now(); }, {once: true, capture: true});
    new MutationObserver((_, observer) => {
        if (since === undefined) return;
        window.waited = performance.now() - since;
        observer.disconnect();
    }).observe(root.querySelector(part), {childList: true, subtree: true});
}"""

# the least height of an element from now on, frame by frame
_LEAST_HEIGHT = """root => {
    window.least = Infinity;
    const look = () => {
        window.least = Math.min(window.least, root.getBoundingClientRect().height);
        requestAnimationFrame(look);
    };
    look();
}"""

# each passage in the panel: its id, what is shown of it, whether as a comparison of words
_PASSAGES = """root => [...root.querySelectorAll('.px-evidence li')].map(passage => [
    passage.dataset.passage,
    passage.querySelector('blockquote').textContent,
    passage.querySelector('del, ins') !== null,
])"""

_INK = """root => [...root.querySelectorAll('svg.marks text, .px-evidence, .px-article p')]
    .filter(text => text.closest('.mark-text') === null)
    .map(text => getComputedStyle(text)[text.closest('svg') ? 'fill' : 'color'])"""


def read_passages(explorer: Locator, texts: dict[str, str]) -> int:
    """Check that every passage shown says what its article says there; give their number."""
    found = explorer.evaluate(_PASSAGES)
    for passage, shown, compared in found:
        article, start, end = an.tables.parse_passage_id(passage)
        assert compared or _words(texts[article][start:end]) in _words(shown)
    return len(found)


def _words(text: str) -> str:
    return " ".join(text.split())


def click_marks(explorer: Locator, texts: dict[str, str], at_most: int = 6) -> list[float]:
    """Click marks until two have led to passages; give the milliseconds of each click.

    A chart of one mark has no second. A click on a mark that is drawn anew at that moment is
    lost, as a reader's would be; the next one is not.
    """
    waits, read, enough = [], 0, 2
    for number in range(at_most):
        marks = explorer.evaluate_handle(_MARKS)  # anew: drawn for another width they are others
        enough = min(2, marks.evaluate(_DISTINCT))
        mark = marks.evaluate_handle("(marks, at) => marks[at % marks.length]", number)
        try:
            waits.append(
                _timed(
                    explorer,
                    (".px-evidence-panel", "pointerdown"),
                    lambda mark=mark: _click(mark.as_element()),
                    timeout=_LOST_MS,
                )
            )
        except Error:
            continue
        read += read_passages(explorer, texts) > 0
        if read == enough:
            return waits
    raise AssertionError(f"only {read} of {enough} marks led to passages")


def _click(mark: ElementHandle | None) -> None:
    """Click where a mark is, whatever lies over it."""
    if mark is not None:
        mark.click(force=True, timeout=_LOST_MS)


def _timed(
    explorer: Locator, watched: tuple[str, str], act: Callable[[], Any], timeout: int = 120_000
) -> float:
    explorer.evaluate(_STOPWATCH, list(watched))
    act()
    explorer.page.wait_for_function("window.waited !== undefined", timeout=timeout)
    return explorer.page.evaluate("window.waited")


def choose_by_keyboard(explorer: Locator, texts: dict[str, str]) -> None:
    """Choose a mark from the list with the arrow keys; it is outlined, its passages shown."""
    page = explorer.page
    marks = explorer.get_by_label("Mark", exact=True)
    before = explorer.locator(".px-evidence").inner_html()
    chosen = marks.evaluate("list => list.selectedIndex")
    marks.focus()
    last = chosen + 1 == marks.locator("option").count()
    page.keyboard.press("ArrowUp" if last else "ArrowDown")
    expect(explorer.locator(".px-evidence")).not_to_have_js_property("innerHTML", before)
    expect(marks).to_have_js_property("selectedIndex", chosen - 1 if last else chosen + 1)
    expect(marks).to_be_focused()
    read_passages(explorer, texts)


def change_a_list(explorer: Locator) -> tuple[list[float], float]:
    """Choose something else in the first list; give milliseconds to the chart, and the collapse.

    The collapse is how far the output's height fell below that before and after: 0 is none.
    """
    chosen = explorer.locator("select").first
    waits, collapse = [], 0.0
    for at in (1, 0):
        before = _height(explorer)
        explorer.evaluate(_LEAST_HEIGHT)
        change = (".vega-embed", "change")
        waits.append(_timed(explorer, change, lambda at=at: chosen.select_option(index=at)))
        explorer.page.wait_for_timeout(300)
        least = explorer.page.evaluate("window.least")
        collapse = max(collapse, min(before, _height(explorer)) - least)
    return waits, collapse


def _height(part: Locator) -> float:
    return part.evaluate("part => part.getBoundingClientRect().height")


def copies(button: Locator) -> None:
    """Press a button that copies, which says so for a moment."""
    button.evaluate(
        "button => { window.said = []; new MutationObserver(() => window.said.push("
        "button.textContent)).observe(button, {childList: true}); }"
    )
    button.press("Enter")
    button.page.wait_for_function("window.said.includes('Copied')")


def inks(explorer: Locator) -> list[float]:
    """How light the ink of the chart and its passages is, from 0 to 255."""
    colours = explorer.evaluate(_INK)
    return [sum(map(int, re.findall(r"\d+", colour)[:3])) / 3 for colour in colours]


def barriers(page: Page, part: str) -> list[str]:
    """What axe finds in a part of the page that is serious or critical."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", part)
    return [
        f"{finding['id']}: {finding['help']}: {finding['nodes'][0]['html'][:200]}"
        for finding in found["violations"]
        if finding["impact"] in ("serious", "critical")
    ]
