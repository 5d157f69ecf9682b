"""The report in a real browser with the network blocked: clicks, passages, size, sameness."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import browser as chromium
import explored
import polars as pl
import pytest
from conftest import EVENT
from playwright.sync_api import Page, expect
from tinyhtml5.parser import HTMLParser

import analysis as an
from analysis import cache
from analysis.views.report import printing

pytestmark = pytest.mark.browser
PNG = b"\x89PNG"


def opened(page: Page, file: Path, *, folded: bool = False) -> Page:
    """The page with every chart drawn and, unless ``folded``, everything unfolded."""
    page.goto(file.as_uri())
    expect(page.locator("figure.chart:not([data-ready])")).to_have_count(0, timeout=30_000)
    if not folded:
        page.locator("details.fold").evaluate_all("ds => ds.forEach((d) => (d.open = true))")
        page.locator("details.quiet").evaluate_all("ds => ds.forEach((d) => (d.open = true))")
    return page


def test_every_chart_is_drawn_without_network_or_complaint(page, report_file):
    opened(page, report_file)
    ready = page.locator("figure.chart").evaluate_all("fs => fs.map(f => f.dataset.ready)")
    assert len(ready) >= 10
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
            name = choice.evaluate("choice => choice.selectedOptions[0].textContent")
            panel = figure.locator(".px-evidence")
            assert (panel.locator("h4").first.text_content() or "").startswith(f"{name} — ")
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


def test_a_second_build_gives_the_same_bytes(report_file, tmp_path, monkeypatch):
    kept = an.report.build(EVENT, tmp_path / "kept.html", progress=False)
    assert kept.read_bytes() == report_file.read_bytes()
    monkeypatch.setenv(cache.FOLDER, "off")
    again = an.report.build(EVENT, tmp_path / "again.html", progress=False)
    assert again.read_bytes() == report_file.read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1000, 1600])
def test_the_page_fits_and_is_photographed(chromium_browser, report_file, width, scheme, request):
    context = chromium_browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    page = opened(context.new_page(), report_file, folded=True)
    folder = Path(request.config.rootpath) / "out" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=folder / f"report-{width}-{scheme}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
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


def test_words_beside_a_count_break_on_a_narrow_screen(chromium_browser, tmp_path):
    rest = "The council met in the town hall. Few people came to listen. It rained all day long. "
    part = "this is so unhelpful from the leader of our ally and partner in the valley"
    texts = {
        "a": f"“True or not, and I am sure that the mayor does not know the papers, {part},” "
        f"Jane Ward said. {rest}",
        "b": f"{rest} Jane Ward said it was “{part[5:]}”. ",
        "c": rest + "Jane Ward was there. Nobody asked a question. The doors were closed at noon.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    head, article = BARE.split("[[outlets]]")
    entry = "[[outlets]]" + article
    toml = head + "".join(
        entry.replace('"a"', f'"{n}"').replace('"A"', f'"{n.upper()}"').replace("a.txt", f"{n}.txt")
        for n in texts
    )
    (tmp_path / "event.toml").write_text(toml, encoding="utf-8")
    built = an.report.build(tmp_path, tmp_path / "report.html", progress=False)
    page = opened(chromium_browser.new_page(viewport={"width": 390, "height": 900}), built)
    assert page.locator(".finding", has_text="of these words only").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_an_event_of_one_article_and_nothing_else_has_a_report(page, tmp_path):
    (tmp_path / "event.toml").write_text(BARE)
    (tmp_path / "a.txt").write_text("It rained in the town all day. Nobody was surprised by that.")
    opened(page, an.report.build(tmp_path, tmp_path / "out.html", progress=False))
    expect(page.locator("p.quiet", has_text="No statement was found")).to_have_count(1)
    assert page.locator("figure.chart", has_text="No statement was found").count() == 0


# What a title, a text, an outlet, an alias may hold without anything coming of it.
HOSTILE = (
    "</script><img src=x onerror=window.ran=1><script>window.ran=1</script>"
    " [x](javascript:window.ran=1) \u202emirrored {{7*7}} {% x %} datum.mark + alert(1)"
)


def test_hostile_text_stays_text(page, tmp_path):
    (tmp_path / "raw").mkdir()
    text = f"Kim spoke. “We {HOSTILE} will go on and on,” Kim said. It rained in the town. "
    other = "Roe spoke. “Nothing will ever change here at all,” Roe said. Roe smiled at everyone. "
    (tmp_path / "raw" / "a.txt").write_text(text * 3)
    (tmp_path / "raw" / "b.txt").write_text(other * 3)
    (tmp_path / "event.toml").write_text(
        f"""[event]\ntitle = '''{HOSTILE}'''\nshow_full_text = true\n
        [[outlets]]\nid = "a"\nname = '''{HOSTILE}'''\n
        [[outlets]]\nid = "b"\nname = "B {{{{x}}}}"\n
        [[articles]]\nid = "a"\noutlet = "a"\nfile = "raw/a.txt"\ntitle = '''{HOSTILE}'''\n
        [[articles]]\nid = "b"\noutlet = "b"\nfile = "raw/b.txt"\n
        [[actors]]\nid = "k"\nname = '''{HOSTILE}'''\naliases = ["Kim"]\nevaluative = ["we"]\n
        [[actors]]\nid = "p"\nname = "P"\naliases = ["P", '''{HOSTILE}''']\n
        [[concepts]]\nid = "c"\nname = '''{HOSTILE}'''\nterms = ["rained", "{{{{7*7}}}}"]\n"""
    )
    out = an.report.build(
        tmp_path,
        tmp_path / "out.html",
        progress=False,
        tables=tmp_path / "t.zip",
    )
    opened(page, out)
    assert page.title() == HOSTILE
    assert page.locator("h1").text_content() == HOSTILE
    for choice in page.locator("figure.chart select").all():
        if choice.locator("option").count() > 1:
            choice.select_option(index=1)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, iframe, a[href^=javascript], script[src]").count() == 0
    assert {"49"}.isdisjoint(page.locator("bdi").all_text_contents())
    written = an.report.build(tmp_path, tmp_path / "out.md", progress=False).read_text()
    assert "](javascript" not in written.replace("\\](", "")


def test_findings_open_their_evidence_in_place_and_lead_into_the_article(page, report_file, texts):
    opened(page, report_file)
    cards = page.locator(".finding")
    assert 5 <= cards.count() <= 8
    for card in cards.all():
        card.locator(".evidence summary").click()
        first = card.locator(".px-evidence li").first
        expect(first).to_be_visible()
        article, start, end = an.tables.parse_passage_id(first.get_attribute("data-passage") or "")
        assert first.locator("mark").text_content() == texts[article][start:end]
        anchor = (first.locator("a.px-in").get_attribute("href") or "#")[1:]
        target = page.locator(f"[id='{anchor}']")
        begins = texts[article][start:end].splitlines()[0]  # it may go over several paragraphs
        assert begins in (target.text_content() or "")
        for link in card.locator(".why a").all():
            assert page.locator(f"[id='{(link.get_attribute('href') or '#')[1:]}']").count() == 1


def test_every_chart_answers_a_click_on_a_mark(page, report_file):
    opened(page, report_file)
    for figure in page.locator("figure.chart:has(select)").all():
        marks = figure.locator("svg path[aria-roledescription], svg text[aria-roledescription]")
        marks = marks.locator("visible=true")
        marks.nth(marks.count() // 2).dispatch_event("click")
        expect(figure.locator(".px-evidence h4").first).to_be_visible()
        assert figure.locator("select").input_value()


def test_a_word_of_the_wording_chart_opens_where_it_stands(page, report_file, texts):
    opened(page, report_file)
    figure = page.locator("figure.chart", has_text="change the wording")
    word = figure.locator("svg text[aria-roledescription]").filter(has_not_text="[").first
    said = word.text_content() or ""
    word.click()
    item = figure.locator(".px-evidence li").first
    expect(item).to_be_visible()
    article, start, end = an.tables.parse_passage_id(item.get_attribute("data-passage") or "")
    assert texts[article][start:end] == said


# where each piece of text of a chart stands; words that share a letter's place are printed over
_PLACES = """figure => [...figure.querySelectorAll('svg.marks text')]
    .filter((text) => text.textContent.trim())
    .map((text) => [text.textContent, text.getBoundingClientRect()])
    .map(([text, box]) => [text, box.left, box.right, box.top, box.bottom])"""


@pytest.mark.parametrize("width", [390, 1000])
def test_no_text_of_wording_or_matrix_lies_over_another(chromium_browser, report_file, width):
    context = chromium_browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = opened(context.new_page(), report_file)
    for told in ("the wording", "reach one outlet only"):
        figure = page.locator("figure.chart", has_text=told).last
        places = figure.evaluate(_PLACES)
        tilted = "outlet only" in told  # names of outlets on a slant have boxes that meet
        for number, (text, left, right, top, bottom) in enumerate(places):
            if told == "the wording":
                assert left >= 0 and right <= width, text
            for other, *box in places[number + 1 :]:
                apart = (
                    right - 1 <= box[0]
                    or box[1] - 1 <= left
                    or bottom - 4 <= box[2]
                    or box[3] - 4 <= top
                )
                assert apart or (tilted and min(top, box[2]) < places[-1][3]), (text, other)
    context.close()


def test_every_statement_is_in_the_report_and_can_be_searched(page, report_file, corpus):
    opened(page, report_file)
    table = page.locator("details.all")
    table.evaluate("fold => { fold.open = true; }")
    shown = table.locator("tbody tr:visible")
    expect(shown).to_have_count(len(corpus.statements))
    shared = int((corpus.statements["n_outlets"] > 1).sum())
    table.locator("select[name=reach]").select_option("two outlets or more")
    expect(shown).to_have_count(shared)
    assert table.locator("output").inner_text() == f"{shared} of {len(corpus.statements)}"
    wording = corpus.statements["wording"][0]
    table.locator("input").fill(wording)
    expect(shown).to_have_count(1)
    assert " ".join(wording.split()) in shown.inner_text()


def test_a_citation_is_copied_with_outlet_place_and_sentence(page, report_file):
    opened(page, report_file)
    finding = page.locator(".finding").first
    finding.locator(".evidence summary").click()
    chart = page.locator("figure.chart:has(select)").first
    chart.locator("select").select_option(index=1)
    for panel in (finding, chart):
        item = panel.locator(".px-evidence li").first
        button = item.locator(".px-copy")
        cited = button.get_attribute("data-citation") or ""
        assert cited.startswith(item.locator(".px-who").text_content() or "?")
        assert (item.locator(".px-where").text_content() or "?") in cited
        assert " ".join((item.locator("mark").text_content() or "").split()) in cited
        explored.copies(button)
        box = page.locator("body").evaluate_handle(
            "() => { const box = document.createElement('textarea'); document.body.append(box);"
            " box.focus(); return box; }"
        )
        page.keyboard.press("Control+V")
        assert box.evaluate("(box) => box.value") == cited
        box.evaluate("(box) => box.remove()")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium_browser, report_file, scheme):
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    context = chromium_browser.new_context(color_scheme=scheme, offline=True)
    page = opened(context.new_page(), report_file)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    page.evaluate(axe)
    found = page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.help))")
    context.close()
    assert found == []


def test_the_page_is_valid_html_and_its_ids_are_unique(report_file):
    html = report_file.read_text()
    parser = HTMLParser()
    parser.parse(html)
    assert parser.errors == []
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    assert len(ids) == len(set(ids))


def test_the_page_forbids_every_connection(page, report_file):
    opened(page, report_file)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "default-src 'none'" in (policy or "")
    assert not re.search(r"https?:|\*|connect-src|'self'", policy or "")


def test_the_keyboard_reaches_the_findings_first(page, report_file):
    opened(page, report_file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_charts_table_is_saved_as_csv(page, report_file):
    opened(page, report_file)
    figure = page.locator("figure.chart").nth(1)
    figure.locator("details.table summary").click()
    with page.expect_download() as saved:
        figure.locator(".save button").click()
    table = pl.read_csv(saved.value.path())
    heads = figure.locator("thead th").all()
    shown = [head.get_attribute("data-column") for head in heads]
    assert table.columns == [*shown, "evidence"]
    assert len(table) == figure.locator("tbody tr").count()


def test_headings_never_skip_a_level(page, report_file):
    opened(page, report_file)
    levels = page.locator("h1, h2, h3, h4").evaluate_all("hs => hs.map((h) => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def withheld(tmp_path: Path) -> Path:
    """The first event with its full texts not to be shown."""
    event = tmp_path / "event"
    shutil.copytree(EVENT, event)
    manifest = event / "event.toml"
    manifest.write_text(manifest.read_text().replace("show_full_text = true", ""))
    return event


def test_texts_that_may_not_be_shown_are_not_there(page, tmp_path, texts):
    archive = tmp_path / "tables.zip"
    out = an.report.build(withheld(tmp_path), tmp_path / "out.html", progress=False, tables=archive)
    opened(page, out)
    assert page.locator("article.text").count() == 0
    assert page.locator("a.px-in").count() == 0
    with zipfile.ZipFile(archive) as packed:
        assert "text" not in pl.read_csv(packed.read("tables/articles.csv")).columns


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report as Markdown, its tables and its figures."""
    folder = tmp_path_factory.mktemp("everything")
    made = {"tables": folder / "tables.zip", "figures": folder / "figures"}
    an.report.build(EVENT, folder / "report.md", progress=False, **made)
    return folder


def test_the_archive_holds_every_table_and_says_what_each_column_means(everything, corpus):
    with zipfile.ZipFile(everything / "tables.zip") as packed:
        meanings = pl.read_csv(packed.read("dictionary.csv"))
        for spec in an.tables.ALL:
            frame = pl.read_parquet(io.BytesIO(packed.read(f"tables/{spec.name}.parquet")))
            assert frame.equals(getattr(corpus, spec.name))
            described = meanings.filter(table=spec.name)
            assert described["column"].to_list() == frame.columns
            assert described["meaning"].null_count() == 0
            assert len(pl.read_csv(packed.read(f"tables/{spec.name}.csv"))) == len(frame)
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_chart_is_there_as_svg_and_png(everything):
    svgs = sorted((everything / "figures").glob("*.svg"))
    assert len(svgs) >= 10
    for svg in svgs:
        assert "</svg>" in svg.read_text()
        assert svg.with_suffix(".png").read_bytes().startswith(PNG)


def test_the_markdown_shows_its_charts_as_png(everything):
    text = (everything / "report.md").read_text()
    images = re.findall(r"!\[.+?\]\((.+?)\)", text)
    assert len(images) >= 10
    for image in images:
        assert (everything / image).read_bytes().startswith(PNG)
    assert text.startswith("# Kim–Putin summit") and "## Methods" in text
    assert "<" not in re.sub(r"\\<", "", text)


def test_the_pdf_keeps_charts_as_vectors(tmp_path, report_file):
    out = printing.pdf(tmp_path / "out.pdf", report_file.read_text(), chromium.find() or "")
    printed = out.read_bytes()
    assert printed.startswith(b"%PDF")
    assert b"/Subtype /Image" not in printed
    assert list(tmp_path.iterdir()) == [out]


def test_without_a_browser_a_pdf_is_refused_with_a_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_BROWSER", "no-such-browser")
    with pytest.raises(an.ParallaxError, match="install Chromium"):
        an.report.build(EVENT, tmp_path / "out.pdf", progress=False)
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(an.ParallaxError, match="use html, pdf, md"):
        an.report.build(EVENT, tmp_path / "out.html", format="docx")
