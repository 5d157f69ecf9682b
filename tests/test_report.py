"""The report in a real browser with the network blocked: clicks, passages, size, sameness."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import EVENT
from playwright.sync_api import Page, expect

import analysis as an

pytestmark = pytest.mark.browser


def opened(page: Page, file: Path) -> Page:
    page.goto(file.as_uri())
    page.wait_for_function(
        "[...document.querySelectorAll('figure.chart')].every(f => f.dataset.ready)"
    )
    return page


def test_every_chart_is_drawn_without_network_or_complaint(page, report_file):
    opened(page, report_file)
    ready = page.locator("figure.chart").evaluate_all("fs => fs.map(f => f.dataset.ready)")
    assert len(ready) >= 7
    assert set(ready) == {"true"}


def test_a_click_on_the_statement_matrix_shows_the_right_passages(page, report_file, texts):
    opened(page, report_file)
    figure = page.locator("section#\\30 2-quotes figure.chart").first
    cell = figure.locator('path[aria-label*="efe" i][aria-label*="direct"]').first
    cell.scroll_into_view_if_needed()
    cell.click()
    items = figure.locator(".px-evidence > ol").first.locator("li")
    expect(items.first).to_be_visible()
    for item in items.all():
        passage = item.get_attribute("data-passage") or ""
        article, start, end = an.tables.parse_passage_id(passage)
        assert item.locator("mark").text_content() == texts[article][start:end]
        assert article == "efe"


def test_the_list_is_the_clicks_twin_on_every_chart(page, report_file, texts):
    opened(page, report_file)
    for figure in page.locator("figure.chart").all():
        choice = figure.locator("select")
        options = choice.locator("option").count()
        assert options > 1
        for index in {1, options // 2, options - 1}:
            choice.select_option(index=index)
            panel = figure.locator(".px-evidence")
            expect(panel.locator("h4").first).to_be_visible()
            for item in panel.locator("li").all():
                article, start, end = an.tables.parse_passage_id(
                    item.get_attribute("data-passage") or ""
                )
                assert item.locator("mark").text_content() == texts[article][start:end]


def test_the_file_is_small_and_names_no_network(report_file):
    html = report_file.read_text()
    assert report_file.stat().st_size <= 2_000_000
    assert not re.search(r"(?:jsdelivr|unpkg|cdnjs|googleapis|esm\.sh)", html)
    page = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", page)


def test_a_second_build_gives_the_same_bytes(report_file, tmp_path):
    again = an.report.build(EVENT, tmp_path / "again.html", progress=False)
    assert again.read_bytes() == report_file.read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1000, 1600])
def test_the_page_fits_and_is_photographed(chromium_browser, report_file, width, scheme, request):
    context = chromium_browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    page = opened(context.new_page(), report_file)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    folder = Path(request.config.rootpath) / "out" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"report-{width}-{scheme}.png", full_page=True)
    context.close()


BARE = """[event]
title = "Bare"

[[outlets]]
id = "a"
name = "A"

[[articles]]
id = "a"
outlet = "a"
file = "a.txt"
"""


def test_an_event_of_one_article_and_nothing_else_has_a_report(page, tmp_path):
    (tmp_path / "event.toml").write_text(BARE)
    (tmp_path / "a.txt").write_text("It rained in the town all day. Nobody was surprised by that.")
    opened(page, an.report.build(tmp_path, tmp_path / "out.html", progress=False))
    assert page.locator("figcaption", has_text="No statement was found").count() == 1


HOSTILE = "</script><img src=x onerror=window.ran=1><script>window.ran=1</script>"


def test_hostile_text_stays_text(page, tmp_path):
    (tmp_path / "raw").mkdir()
    text = f"Kim spoke. “We {HOSTILE} will go on and on,” Kim said. It rained in the town."
    (tmp_path / "raw" / "a.txt").write_text(text)
    (tmp_path / "event.toml").write_text(
        f"""[event]\ntitle = '{HOSTILE}'\n
        [[outlets]]\nid = "a"\nname = '{HOSTILE}'\n
        [[articles]]\nid = "a"\noutlet = "a"\nfile = "raw/a.txt"\n
        [[actors]]\nid = "k"\nname = '{HOSTILE}'\naliases = ["Kim"]\n
        [[actors]]\nid = "p"\nname = "P"\naliases = ["P"]\n
        [[concepts]]\nid = "c"\nname = '{HOSTILE}'\nterms = ["rained"]\n"""
    )
    out = an.report.build(tmp_path, tmp_path / "out.html", progress=False)
    opened(page, out)
    assert page.evaluate("window.ran") is None
    assert page.title() == HOSTILE
    for choice in page.locator("figure.chart select").all():
        if choice.locator("option").count() > 1:
            choice.select_option(index=1)
    assert page.evaluate("window.ran") is None
