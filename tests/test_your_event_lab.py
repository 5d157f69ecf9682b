"""The notebook for one's own event in a real JupyterLab: files named, read, mended, explored."""

from __future__ import annotations

import explored
import pytest
from formats import THREE, put
from lab import photograph
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_from_a_folder_of_pages_to_the_charts(lab, lab_page):
    pages = lab.folder / "saved"
    put(pages, THREE, "html", "p")
    (pages / "alpha" / "again.txt").write_text(THREE[0].text)
    (pages / "alpha" / "<img src=x onerror=alert(1)>.html").write_text("")
    lab.run_all(lab_page, "06-your-event.ipynb")
    expect(lab_page.locator("svg.marks")).to_have_count(8, timeout=60_000)
    assert lab_page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    photograph(lab_page, "06-your-event")
    your = lab_page.locator(".px-explorer").first
    your.scroll_into_view_if_needed()
    event, files = your.get_by_label("Event's folder"), your.get_by_label("Files or folder")
    event.fill("../corpus/mine")
    event.press("Tab")
    files.fill("../saved")
    files.press("Tab")
    button = your.get_by_role("button", name="Read", exact=True)
    button.focus()
    button.press("Enter")
    expect(your).to_contain_text("is a duplicate", timeout=60_000)
    expect(your).to_contain_text("onerror=alert(1)")
    assert your.locator("img").count() == 0
    mend = your.get_by_role("button", name="Mend what is safe")
    mend.press("Enter")
    expect(your).to_contain_text("is excluded: copy of", timeout=60_000)
    proposals = your.locator("select[multiple]")
    expect(proposals.locator("option")).not_to_have_count(0)
    offered = proposals.locator("option").count()
    proposals.select_option(index=0)
    expect(your.get_by_role("button", name="Write it so")).to_be_visible()
    your.get_by_role("button", name="Accept the chosen").press("Enter")
    expect(proposals.locator("option")).to_have_count(offered - 1, timeout=60_000)
    your.screenshot(path="out/screenshots/06-your-event-read.png")
    assert (lab.folder / "corpus" / "mine" / "event.toml").is_file()
    assert explored.barriers(lab_page, ".px-explorer") == []
