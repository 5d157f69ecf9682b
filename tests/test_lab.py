"""The explorers in a real JupyterLab in a real browser: run, click, type, read, save."""

from __future__ import annotations

import json
import re
from pathlib import Path

import explored
import polars as pl
import pytest
from lab import OUT, photograph, turn
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

EXPLORERS = {"01-corpus": 1, "02-quotes": 8, "03-framing": 9, "04-tone": 3, "05-readability": 2}
ONE_LINE = ("04-tone", 2)  # tone, of which this event has too little for a chart: a line says so


@pytest.fixture(scope="module")
def timings():
    """Milliseconds measured in the browser, by what they are, kept beside the screenshots."""
    found: dict[str, list[float]] = {"click to passages": [], "list to chart": []}
    yield found
    OUT.mkdir(exist_ok=True)
    (OUT / "lab-timings.json").write_text(json.dumps(found))


def switch_what_the_article_shows(page: Page, explorers: Locator, texts, timings) -> None:
    """The space bar on a box takes the marks of quotations away."""
    explorer = explorers.first
    quoted = explorer.locator(".px-article .px-v-quoted").first
    transparent = "rgba(0, 0, 0, 0)"
    expect(quoted).not_to_have_css("background-color", transparent)
    explorer.get_by_role("checkbox", name="Quotations").press("Space")
    expect(quoted).to_have_css("background-color", transparent)


def redraw_and_save(page: Page, explorers: Locator, texts, timings) -> None:
    """A list redraws its chart with no collapse; buttons save the table and the chart."""
    explorer = explorers.first
    waits, collapse = explored.change_a_list(explorer)
    timings["list to chart"] += waits
    assert collapse <= 2

    explorer.get_by_role("checkbox", name="Show the chart as a table").check()
    rows = explorer.locator(".px-table tbody tr")
    expect(rows.first).to_be_visible()
    saved = {}
    for label in ("Table (CSV)", "Table (Parquet)", "Chart (SVG)", "Chart (PNG)"):
        with page.expect_download() as download:
            explorer.get_by_role("button", name=label).press("Enter")
        saved[label] = Path(download.value.path())
        assert download.value.suggested_filename.startswith("vostochny-2023-naming.")
    table = pl.read_csv(saved["Table (CSV)"])
    assert len(table) == len(pl.read_parquet(saved["Table (Parquet)"])) == rows.count()
    assert saved["Chart (SVG)"].read_text("utf-8").startswith("<svg")
    assert saved["Chart (PNG)"].read_bytes().startswith(b"\x89PNG")


def type_a_word_and_cite_a_hit(page: Page, explorers: Locator, texts, timings) -> None:
    """The lines of a typed word are sorted; Enter on a hit shows it; its citation is copied."""
    explorer = explorers.filter(has=page.locator(".px-kwic"))
    hits = explorer.locator(".px-kwic tbody button")
    word = explorer.get_by_role("textbox", name="Word")
    word.fill("/weapon[a-z]*/")
    word.press("Enter")
    expected = sum(len(re.findall(r"weapon[a-z]*", text, re.I)) for text in texts.values())
    expect(hits).to_have_count(expected)
    head = explorer.locator(".px-kwic th[data-column=after]")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert page.evaluate(SORTED)
    assert explored.barriers(page, ".px-kwic") == []

    hits.first.press("Enter")
    expect(explorer.locator(".px-evidence mark").first).to_have_text(re.compile("weapon", re.I))
    explored.copies(explorer.locator(".px-evidence .px-copy").first)
    word.fill("")
    word.press("Control+V")
    cited = word.input_value()
    assert "weapon" in cited and re.search(r"characters [\d,]+–[\d,]+: “", cited)
    word.fill("kim")
    word.press("Enter")
    explorer.get_by_role("combobox", name="Show").select_option(label="words that stand beside it")
    beside = explorer.locator("td[data-column=word] button")
    expect(beside.first).to_be_visible()
    beside.first.press("Enter")
    expect(explorer.locator(".px-evidence strong").first).to_contain_text("beside “kim”")
    assert explored.read_passages(explorer, texts)


SORTED = """() => {
    const words = [...document.querySelectorAll('td[data-column=after]')].map(
        cell => (cell.dataset.whole.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) || []).join(' '));
    return words.length > 1 && words.every((word, at) => !at || words[at - 1] <= word);
}"""


def search_sort_and_read(page: Page, explorers: Locator, texts, timings) -> None:
    """A table is searched and sorted, and a row's button shows its passage."""
    table = page.locator(".px-explorer:has(.px-grid):not(:has(.px-finding))")
    rows = table.locator("tbody tr")
    shown = rows.count()
    table.get_by_role("searchbox").fill("imperialism")
    expect(rows).not_to_have_count(shown)
    head = table.locator("th[data-column=words]")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    words = rows.locator("td[data-column=words]").all_inner_texts()
    assert len(words) > 1 and words == sorted(words, key=str.casefold)
    rows.first.get_by_role("button", name="Read").press("Enter")
    expect(table.locator("li[data-passage]")).to_have_count(1)
    assert explored.read_passages(table, texts) == 1
    assert explored.barriers(page, ".px-grid") == []


ALSO = {
    "02-quotes": [search_sort_and_read],
    "01-corpus": [switch_what_the_article_shows],
    "03-framing": [redraw_and_save, type_a_word_and_cite_a_hit],
}


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_notebook_by_mouse_and_keyboard_in_light_and_dark(lab, lab_page, texts, timings, name):
    lab.run_all(lab_page, f"{name}.ipynb")
    explorers = lab_page.locator(".px-explorer:has(.px-finding)")
    expect(explorers).to_have_count(EXPLORERS[name])
    expect(lab_page.locator(".px-explorer svg.marks")).to_have_count(EXPLORERS[name])
    for number, explorer in enumerate(explorers.all()):
        if (name, number) == ONE_LINE:
            continue
        timings["click to passages"] += explored.click_marks(explorer, texts)
        explored.choose_by_keyboard(explorer, texts)
    assert explored.barriers(lab_page, ".px-explorer") == []
    photograph(lab_page, f"lab-{name}-light-1600")
    assert max(explored.inks(explorers.first)) < 130
    for look in ALSO.get(name, []):
        look(lab_page, explorers, texts, timings)

    lab_page.set_viewport_size({"width": 1000, "height": 1000})
    turn(lab_page, "Dark")
    assert explored.barriers(lab_page, ".px-explorer") == []
    assert min(explored.inks(explorers.first)) > 150
    photograph(lab_page, f"lab-{name}-dark-1000")
