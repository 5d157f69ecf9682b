"""What the report opens with, what it folds away, and where its findings lead."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from conftest import EVENT
from playwright.sync_api import Page, expect

import analysis as an
from analysis import findings
from analysis.findings import Bar, Finding
from analysis.views.report import beside, citing, coded, locating, passages
from analysis.views.report import page as page_of
from analysis.views.report.parts import Figure


def figure(id: str, chart: str, *marks: dict) -> Figure:
    rows = [{"_mark": n, "evidence": [], **mark} for n, mark in enumerate(marks)]
    return Figure(id, chart, "finding", "how", "what", {}, rows)


def finding(*bars: Bar, chart: str = "keyness") -> Finding:
    return Finding(
        kind="k", basis="census", stands=True, sentence="S", number="1", why="w", chart=chart,
        bars=bars,
    )  # fmt: skip


WORDS = figure(
    "words",
    "keyness",
    {"outlet_name": "A", "word": "rain", "evidence": ["a:0-4", "a:9-13"]},
    {"outlet_name": "A", "word": "snow", "evidence": ["a:20-24"]},
)


def test_a_finding_leads_to_the_mark_that_rests_on_its_passages():
    said = finding(Bar("A", 1, "1", ["a:20-24"], marked=True), Bar("B", 0, "0"))
    assert locating.locate(said, [WORDS]) == locating.Place("words", (1,))


def test_a_finding_whose_word_no_chart_holds_leads_nowhere():
    said = finding(Bar("A", 1, "1", ["a:30-34"], marked=True))
    assert locating.locate(said, [WORDS]) is None
    other = finding(Bar("B", 1, "1", ["a:20-24"], marked=True))
    assert locating.locate(other, [WORDS]) is None
    elsewhere = finding(Bar("A", 1, "1", ["a:20-24"], marked=True), chart="naming_dots")
    assert locating.locate(elsewhere, [WORDS]) is None


def test_what_an_outlet_never_says_is_its_empty_mark_in_the_row_of_the_others():
    rows = [
        {"outlet_name": "A", "concept": "war", "evidence": []},
        {"outlet_name": "B", "concept": "war", "evidence": ["b:0-9"]},
        {"outlet_name": "A", "concept": "sea", "evidence": ["a:0-9"]},
        {"outlet_name": "B", "concept": "sea", "evidence": ["b:0-9"]},
    ]
    never = finding(Bar("A", 0, "0", marked=True), Bar("B", 1, "1", ["b:0-9"]), chart="map")
    assert locating.locate(never, [figure("f", "map", *rows)]) == locating.Place("f", (0,))


def test_of_two_charts_the_one_that_holds_the_passages_is_taken():
    first = figure("first", "keyness", {"outlet_name": "B", "word": "rain", "evidence": ["b:0-4"]})
    said = finding(Bar("A", 2, "2", ["a:0-4", "a:9-13"], marked=True))
    assert locating.locate(said, [first, WORDS]) == locating.Place("words", (0,))


SHARED = "The bridge over the wide river was opened on Monday in front of a large crowd of people"


def articles(*texts: str) -> an.Corpus:
    outlets = [chr(ord("a") + n) for n in range(len(texts))]
    return an.read(pl.DataFrame({"outlet": outlets, "text": list(texts)}))


def test_copied_text_is_the_same_words_in_both():
    corpus = articles(f"{SHARED}. It rained.", f"Nobody fell. {SHARED}. He left.", "All is well.")
    rows = an.overlap.copied(corpus.articles, corpus.tokens)
    assert len(rows) == 1
    printed = dict(corpus.articles.select("article_id", "text").iter_rows())
    for column in ("evidence", "elsewhere"):
        (passage,) = rows[column].item()
        article, start, end = an.tables.parse_passage_id(passage)
        assert printed[article][start:end] == SHARED


def test_what_is_quoted_is_not_copied():
    said = f"“{SHARED},” Roe said."
    corpus = articles(f"{said} It rained.", f"Nobody fell. {said}")
    assert not len(an.overlap.copied(corpus.articles, corpus.tokens))


def test_one_outlet_does_not_copy_itself():
    frame = pl.DataFrame({"outlet": ["a", "a"], "text": [f"{SHARED}."] * 2})
    corpus = an.read(frame)
    assert not len(an.overlap.copied(corpus.articles, corpus.tokens))


def test_the_later_article_is_the_one_that_shares():
    frame = pl.DataFrame(
        {
            "outlet": ["a", "b"],
            "text": [f"{SHARED}."] * 2,
            "published": ["2020-01-02", "2020-01-01"],
        }
    ).with_columns(pl.col("published").str.to_date())
    corpus = an.read(frame)
    row = an.overlap.copied(corpus.articles, corpus.tokens).row(0, named=True)
    assert (row["outlet"], row["from_outlet"]) == ("a", "b")


def test_side_by_side_every_outlet_has_its_lines_and_each_rests_on_its_text(corpus, texts):
    shown = beside.beside(corpus, findings.find(corpus))
    names = corpus.outlets["name"].to_list()
    assert [row.outlet for row in shown.openings] == names
    assert [one.outlet for one in shown.profiles] == names
    for row in shown.openings:
        for line in row.lines:
            (passage,) = line.evidence
            article, start, end = an.tables.parse_passage_id(passage)
            assert " ".join(texts[article][start:end].split()) == line.text


COPY = (
    "The bridge over the wide river was opened on Monday in front of a large crowd of people who "
    "had come from all over the valley."
)


def test_whose_copy_is_printed_is_told_by_agency_and_day():
    frame = pl.DataFrame(
        {
            "outlet": ["Reuters", "Valley Post", "Valley Sun"],
            "text": [COPY, f"{COPY} It rained.", f"It rained a lot. {COPY} Nobody fell."],
            "published": ["2020-05-01", "2020-05-02", "2020-05-03"],
        }
    ).with_columns(pl.col("published").str.to_date())
    told = {line.text for line in beside.beside(an.read(frame), []).copied}
    assert told == {
        "Valley Post has copy of Reuters",
        "Valley Sun has copy of Reuters",
        "Valley Sun (3 May) after Valley Post (2 May)",
    }
    undated = beside.beside(an.read(frame.tail(2).drop("published")), []).copied
    assert [line.text.partition(";")[2] for line in undated] == [" who was first is not known"]


def test_where_no_article_has_a_headline_there_is_no_list_of_none():
    prose = "It rained all day in the valley. The river rose."
    assert not beside.beside(articles(prose, prose), []).titled
    shouted = beside.beside(articles(f"Image copyright Getty Image caption A man\n\n{prose}"), [])
    assert not shouted.titled
    assert beside.beside(articles(f"River rises in the valley\n\n{prose}"), []).titled


def test_names_in_capitals_are_counted_as_they_are_elsewhere():
    rows = pl.DataFrame({"called": ["Lee", "LEE", "FBI"], "n": [2, 1, 1]})
    assert beside._in_one_case(rows)["called"].to_list() == ["Lee", "Lee", "FBI"]


def shown(*bars: Bar) -> dict:
    return page_of._shown(finding(*bars), passages.Book(articles("It rained."), []), None, {})


def test_outlets_that_are_not_drawn_have_none_or_fewer_only_where_that_is_so():
    more = [Bar(f"M{n}", 3 + n, "3", marked=True) for n in range(6)]
    rest = [Bar(f"R{n}", 0, "0") for n in range(5)]
    assert shown(*more, *rest)["none"]
    assert shown(*more, *(Bar(f"R{n}", 1, "1") for n in range(5)))["fewer"]
    equal = [Bar(f"R{n}", 3, "3") for n in range(5)]
    assert not shown(*more, *equal)["fewer"]
    unsure = [*rest, Bar("U", 0, "not sure")]
    assert not shown(*more, *unsure)["none"] and not shown(*more, *unsure)["fewer"]


def test_bars_that_are_all_alike_are_not_drawn():
    assert shown(Bar("A", 1, "opinion", marked=True), Bar("B", 1, "opinion"))["flat"]
    assert shown(Bar("A", 1, "1 passage", marked=True), Bar("B", 0, "0"))["flat"]
    assert not shown(Bar("A", 6, "6", marked=True), Bar("B", 9, "9"))["flat"]


def test_the_citation_names_version_event_texts_and_licence(corpus):
    told = citing.citation(corpus, "A summit")
    for part in ("Parallax ", "A summit", "vostochny-2023", citing.fingerprint(corpus), "licence"):
        assert part in told


@pytest.fixture(scope="module")
def codes(corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two coders of the first event's voices, who differ once."""
    path = tmp_path_factory.mktemp("codes") / "codes.csv"
    drawn = an.coding.sample(corpus, an.coding.scheme("voice"), n=20, seed=1)
    labels = an.coding.tool_labels(corpus, drawn).rows()
    for coder in ("ann", "ben"):
        for number, (passage, code) in enumerate(labels):
            given = "quoted" if coder == "ben" and number == 0 and code != "quoted" else code
            an.coding.append(
                path, coder=coder, scheme="voice", question="q", passage=passage, code=given
            )
    return path


def test_the_agreement_of_coders_stands_beside_what_they_coded(corpus, codes):
    (found,) = coded.agreements(corpus, codes)
    assert found.lines()[0].startswith("all coders: α ")
    drawn = [figure("voices", "airtime", {}), figure("words", "keyness", {})]
    assert list(coded.notes([found], drawn)) == ["voices"]


def test_one_coder_and_passages_of_another_event_are_told(corpus, codes, tmp_path):
    header, *lines = codes.read_text().splitlines()
    mine = [line for line in lines if line.startswith("ann,")]
    passage = mine[0].split(",")[3]
    alone = tmp_path / "alone.csv"
    alone.write_text("\n".join([header, *mine, mine[0].replace(passage, "nobody:0-4"), ""]))
    (found,) = coded.agreements(corpus, alone)
    assert found.lines()[-2:] == [
        "one coder only, so how far people agree is not known",
        "1 answer is to passages that this event does not have, and left out",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (",voice,", ",nosuch,", "no scheme 'nosuch'"),
        (",quoted,", ",shouted,", "code 'shouted' is not in the scheme"),
        ("coder,", "", "not a file of coded answers"),
    ],
)
def test_codes_that_cannot_be_read_are_named_with_their_file(
    corpus, codes, tmp_path, old, new, problem
):
    path = tmp_path / "codes.csv"
    path.write_text(codes.read_text().replace(old, new))
    with pytest.raises(an.ParallaxError, match=problem) as error:
        coded.agreements(corpus, path)
    assert str(path) in str(error.value)
    path.write_text(codes.read_text().splitlines()[0] + "\n")
    with pytest.raises(an.ParallaxError, match="holds no answer"):
        coded.agreements(corpus, path)


def test_codes_of_another_event_are_refused(tmp_path):
    path = tmp_path / "codes.csv"
    an.coding.append(path, coder="a", scheme="voice", question="q", passage="x:0-1", code="own")
    with pytest.raises(an.ParallaxError, match="none of its passages"):
        coded.agreements(articles("It rained all day."), path)
    with pytest.raises(an.ParallaxError, match="no such file"):
        coded.agreements(articles("It rained all day."), tmp_path / "none.csv")


def test_examples_lead_to_the_marks_that_count_them():
    bars = (Bar("A", 0, "“…”", ["a:10-20"], True), Bar("B", 0, "“…”", ["b:5-9"], True))
    found = Finding(kind="x", basis="census", stands=True, sentence="X", number="", why="",
                    bars=bars, sampled=True)  # fmt: skip
    marks = [
        {"_mark": 0, "outlet_name": "A", "evidence": ["a:9-21", "a:40-50"]},
        {"_mark": 1, "outlet_name": "B", "evidence": ["b:9-30"]},
        {"_mark": 2, "outlet_name": "B", "evidence": ["a:10-20"]},
    ]
    assert locating._holding(found, marks) == (0.5, (0,))


# ------------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory, codes: Path) -> Path:
    """The first event's report with a stated design and hand coding."""
    event = tmp_path_factory.mktemp("studied") / "event"
    shutil.copytree(EVENT, event)
    manifest = event / "event.toml"
    design = 'question = "Who speaks?"\nsampling = "All found"\nprimary = "Airtime"\n[[outlets]]'
    manifest.write_text(manifest.read_text().replace("[[outlets]]", design, 1))
    out = event.with_name("report.html")
    return an.report.build(event, out, codes=codes, progress=False)


def at(page: Page, file: Path) -> Page:
    page.goto(file.as_uri())
    expect(page.locator("figure.chart:not([data-ready])")).to_have_count(0, timeout=30_000)
    return page


@pytest.mark.browser
def test_a_link_opens_the_chart_and_marks_what_the_finding_speaks_of(page, report_file):
    at(page, report_file)
    links = page.locator("a.see")
    assert links.count() >= 3
    for link in links.all():
        link.click()
        figure = page.locator(f"[id='{(link.get_attribute('href') or '#')[1:]}']")
        expect(figure.locator(".view")).to_be_visible()
        marks = link.get_attribute("data-marks") or ""
        expect(figure).to_have_attribute("data-pointed", marks)
        assert figure.locator("select").input_value() in marks.split()
        card = link.locator("xpath=ancestor::li[contains(@class, 'finding')]")
        marked = card.locator(".marked th").all_text_contents()
        outlined = figure.locator("svg [stroke='#D55E00']")
        assert outlined.count() >= 1
        heading = figure.locator(".px-evidence h4").first.text_content() or ""
        assert not marked or any(name in heading for name in marked) or "outlet" not in heading


@pytest.mark.browser
def test_the_first_finding_is_above_the_fold_of_a_telephone(chromium_browser, report_file):
    context = chromium_browser.new_context(viewport={"width": 390, "height": 844}, offline=True)
    page = at(context.new_page(), report_file)
    box = page.locator(".finding h3").first.bounding_box()
    context.close()
    assert box and box["y"] + box["height"] < 844


@pytest.mark.browser
def test_folds_open_without_script(chromium_browser, report_file):
    context = chromium_browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(report_file.as_uri())
    fold = page.locator("#methods details.fold")
    expect(fold.locator(".prose").first).not_to_be_visible()
    fold.locator("summary").first.click()
    expect(fold.locator(".prose").first).to_be_visible()
    context.close()


@pytest.mark.browser
def test_design_coding_and_citation_are_printed(page, studied):
    at(page, studied)
    expect(page.locator(".design")).to_contain_text("Who speaks?")
    expect(page.locator(".design")).to_contain_text("Primary measure")
    expect(page.locator(".citation")).to_contain_text("vostochny-2023")
    assert page.locator("figure .shows", has_text="all coders: α").count() == 1


@pytest.mark.browser
def test_a_line_side_by_side_opens_its_passages(page, studied, texts):
    at(page, studied)
    page.locator("#openings summary").first.click()
    line = page.locator("#openings .cite").first
    line.locator("summary").click()
    item = line.locator(".px-evidence li").first
    expect(item).to_be_visible()
    article, start, end = an.tables.parse_passage_id(item.get_attribute("data-passage") or "")
    assert item.locator("mark").text_content() == texts[article][start:end]


@pytest.mark.browser
def test_paper_shows_what_is_folded(page, studied):
    at(page, studied)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.fold:not([open])").count() == 0
