"""The overview notebook in a real JupyterLab: linked choices, passages kept and mended."""

from __future__ import annotations

from pathlib import Path

import explored
import nbformat
import pytest
from lab import GIVEN_UP, photograph, turn
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

CHARTS = 4  # speakers, statements, portrayal, omissions


@pytest.fixture
def overview(lab, lab_page):
    lab.run_all(lab_page, "00-overview.ipynb")
    expect(lab_page.locator(".px-explorer svg.marks")).to_have_count(CHARTS)
    return lab_page


def chosen_cell(matrix: Locator, treatment: str) -> None:
    """Choose the first cell of a treatment from the list of marks."""
    options = matrix.get_by_label("Mark", exact=True)
    named = options.locator("option", has_text=treatment).first.inner_text()
    options.select_option(label=named)


def test_what_a_person_corrects_moves_every_chart_and_is_undone(lab, overview, texts):
    event = lab.folder / "corpus" / "vostochny-2023" / "event.toml"
    before = event.read_text("utf-8")
    charts = overview.locator(".px-explorer:has(.px-finding)")
    speakers, matrix = charts.nth(0), charts.nth(1)
    chosen_cell(matrix, "direct")
    rows = matrix.get_by_label("Mark", exact=True).locator("option")
    listed = rows.all_inner_texts()
    item = matrix.locator(".px-evidence li.px-chosen").first
    passage = item.get_attribute("data-passage")
    item.get_by_role("button", name="Mend").press("Enter")
    box = matrix.locator(".px-mending")
    expect(box).to_contain_text("What is wrong?")
    assert explored.barriers(overview, ".px-mending") == []
    photograph(overview, "lab-00-overview-mending")
    box.get_by_role("button", name="Not speech").press("Enter")
    expect(box.get_by_role("status")).to_contain_text("1 correction; the charts follow")
    expect(rows).not_to_have_text(listed)
    expect(speakers.locator(".px-stale")).to_be_visible()
    stated = event.read_text("utf-8")
    assert stated.startswith(before.rstrip("\n")) and f'passage = "{passage}"' in stated
    with overview.expect_download() as download:
        box.get_by_role("button", name="Corrections (CSV)").press("Enter")
    assert passage.split(":")[0] in Path(download.value.path()).read_text("utf-8")
    box.get_by_role("button", name="Undo the last").press("Enter")
    expect(box.get_by_role("status")).to_contain_text("Taken back")
    expect(rows).to_have_text(listed)
    assert event.read_text("utf-8") == before


def test_passages_are_kept_across_explorers_and_saved_with_citations(overview):
    explorers = overview.locator(".px-explorer")
    first, basket = explorers.first, explorers.last
    first.locator("summary").first.press("Enter")
    first.get_by_role("button", name="Keep").first.press("Enter")
    matrix = overview.locator(".px-explorer:has(.px-finding)").nth(1)
    chosen_cell(matrix, "direct")
    matrix.get_by_role("button", name="Keep").first.press("Enter")
    expect(basket.locator("li[data-passage]")).to_have_count(2)
    expect(basket).to_contain_text("found in statements")
    saved = {}
    for label in ("Table (CSV)", "Text (Markdown)", "References (RIS)"):
        with overview.expect_download() as download:
            basket.get_by_role("button", name=label).press("Enter")
        saved[label] = Path(download.value.path()).read_text("utf-8")
    assert saved["References (RIS)"].startswith("TY  - NEWS")
    assert saved["Text (Markdown)"].count("\n> — ") == 2
    basket.get_by_role("button", name="Take out").first.press("Enter")
    expect(basket.locator("li[data-passage]")).to_have_count(1)


def test_a_choice_is_shared_and_the_page_is_accessible_in_both_themes(overview, texts):
    charts = overview.locator(".px-explorer:has(.px-finding)")
    link = overview.locator(".px-explorer").filter(has_text="Chosen here, or in one of the linked")
    link.get_by_label("Outlet").select_option(label="EFE")
    expect(charts.nth(1).get_by_label("Carried by").locator("option:checked")).to_have_text("EFE")
    for chart in charts.all():
        explored.choose_by_keyboard(chart, texts)
    assert explored.barriers(overview, ".px-explorer") == []
    photograph(overview, "lab-00-overview-light")
    overview.set_viewport_size({"width": 1000, "height": 1000})
    turn(overview, "Dark")
    narrow = charts.nth(2)  # a table of words: below some width it scrolls, by keyboard, too
    expect(narrow.locator(".px-laid svg.marks")).to_be_visible()
    overview.set_viewport_size({"width": 820, "height": 1000})
    expect(narrow.locator(".px-wide")).to_be_visible()
    expect(narrow.locator(".px-scrolls[tabindex='0']")).to_be_visible()
    assert explored.barriers(overview, ".px-explorer") == []
    photograph(overview, "lab-00-overview-dark")


CELL = """import analysis as an
corpus = an.load("../corpus/vostochny-2023")
an.explore.naming(corpus)"""

# as in a page so busy that no widget is ready in the two seconds that anywidget allows
TOO_LATE = """const patient = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => ms === 2000
    ? { addEventListener: (_, act) => queueMicrotask(act) } : patient(ms);"""


def test_widgets_of_a_page_that_was_too_slow_hear_what_python_sends(lab, lab_page, texts):
    given_up: list[str] = []
    lab_page.on("pageerror", lambda error: given_up.append(str(error)))
    lab_page.add_init_script(TOO_LATE)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    nbformat.write(book, lab.folder / "notebooks" / "slow.ipynb")
    lab.run_all(lab_page, "slow.ipynb")
    assert any(GIVEN_UP in error for error in given_up)  # else this test tests nothing
    explorer = lab_page.locator(".px-explorer")
    explored.click_marks(explorer, texts)
    explored.change_a_list(explorer)
    explored.choose_by_keyboard(explorer, texts)
    explorer.get_by_role("checkbox", name="Show the chart as a table").check()
    expect(explorer.locator(".px-table tbody tr").first).to_be_visible()
