"""The explorers in a real JupyterLab in a real browser: run, click, read, choose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from lab import Lab
from playwright.sync_api import expect

import analysis as an

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    started = Lab(tmp_path_factory.mktemp("lab"))
    yield started
    started.stop()


@pytest.fixture
def lab_page(chromium_browser):
    """A page that fails the test on a request off this machine or an error in the console."""
    context = chromium_browser.new_context(viewport={"width": 1400, "height": 1400})
    page = context.new_page()
    complaints: list[str] = []
    local = re.compile(r"(?:https?|wss?)://127\.0\.0\.1|data:|blob:")
    page.on("request", lambda r: None if local.match(r.url) else complaints.append(r.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def photograph(page, name: str) -> None:
    folder = Path(ROOT) / "out" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


def test_a_click_on_the_statement_matrix_shows_the_passages(lab, lab_page, corpus, texts):
    lab.run_all(lab_page, "02-quotes.ipynb")
    output = (
        lab_page.locator(".jp-OutputArea-output").filter(has=lab_page.locator("svg.marks")).first
    )
    panel = output.locator(".px-evidence")
    row = corpus.statements.row(0, named=True)
    cell = output.locator('path[aria-label*="treatment: direct"][aria-label*="EFE"]').first
    cell.scroll_into_view_if_needed()
    cell.click()
    expect(panel).to_contain_text("compared with EFE")
    passage = panel.locator("li").first
    article, start, end = an.tables.parse_passage_id(passage.get_attribute("data-passage") or "")
    assert article == "efe"
    assert texts[article][start:end] in (passage.text_content() or "")
    assert row["wording"][:20] in (panel.text_content() or "")
    photograph(lab_page, "lab-02-quotes-light")

    # the keyboard's way to the same: the two lists
    base = output.locator("select").filter(has=lab_page.locator('option:text-is("EFE")')).first
    base.select_option(label="Washington Examiner")
    expect(panel).to_contain_text("compared with Washington Examiner")
    marks = output.locator("select").first
    marks.select_option(index=2)
    expect(panel.locator("li").first).to_be_visible()


def test_the_measure_explorer_redraws_for_a_chosen_actor(lab, lab_page):
    lab.run_all(lab_page, "04-tone.ipynb")
    output = (
        lab_page.locator(".jp-OutputArea-output").filter(has=lab_page.locator("svg.marks")).first
    )
    before = output.locator("svg.marks").inner_html()
    target = output.locator("select").filter(has=lab_page.locator('option:text-is("Russia")')).first
    target.select_option(label="Russia")
    expect(output.locator("svg.marks")).not_to_have_js_property("innerHTML", before)
    output.locator('svg.marks path[aria-roledescription="point"]').first.click(force=True)
    expect(output.locator(".px-evidence li").first).to_be_visible()


def test_the_dark_theme_keeps_the_chart_readable(lab, lab_page):
    lab.run_all(lab_page, "03-framing.ipynb")
    lab_page.click('.lm-MenuBar-itemLabel:text-is("Settings")')
    lab_page.hover('.lm-Menu-itemLabel:text-is("Theme")')
    lab_page.click('.lm-Menu-itemLabel:text-is("JupyterLab Dark")')
    lab_page.wait_for_selector('body[data-jp-theme-light="false"]', state="attached")
    text = lab_page.locator("svg.marks .role-axis-label text").first
    colour = text.evaluate("t => getComputedStyle(t).fill")
    assert min(map(int, re.findall(r"\d+", colour)[:3])) > 150, colour
    photograph(lab_page, "lab-03-framing-dark")
