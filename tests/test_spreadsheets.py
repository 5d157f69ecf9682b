"""No file that is written here is run by a spreadsheet, and every text comes back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import expect
from test_report import opened

import analysis as an
from analysis.coding import store
from analysis.spreadsheets import guarded, plain
from analysis.views import article, export
from analysis.views.report import archive, printing

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''@x"]
RUN = re.compile(r"[=+\-@\t\r\n]")


@given(st.text())
@example("=1")
@example("'=1")
@example("''")
def test_every_text_comes_back_and_none_is_run(text):
    assert plain(guarded(text)) == text
    assert not RUN.match(guarded(text))


def test_tables_of_texts_that_would_run(tmp_path):
    frame = pl.DataFrame(
        {"=head": FORMULAS, "n": range(-4, 5), "ids": [[text] for text in FORMULAS]}
    )
    head, *rows = csv.reader(io.StringIO(export.csv(frame), newline=""))
    assert not any(RUN.match(cell) for row in [head, *rows] for cell in (row[0], row[-1]))
    assert [plain(row[0]) for row in rows] == FORMULAS
    assert [int(row[1]) for row in rows] == frame["n"].to_list()
    meanings = archive.dictionary({"outlets": an.tables.OUTLETS.empty()})
    assert "apostrophe" in meanings.filter(table="*")["meaning"].item()


def test_the_coders_file_keeps_what_would_run(tmp_path):
    path = tmp_path / "codes.csv"
    for note in FORMULAS:
        answer = {"coder": note, "scheme": note, "question": note, "passage": note, "code": note}
        store.append(path, **answer, note=note, seed=-5)
    found = store.read(path)
    for column in ("coder", "scheme", "question", "passage", "code", "note"):
        assert found[column].to_list() == FORMULAS
    assert found["seed"].unique().to_list() == [-5]
    cells = [
        cell for row in csv.reader(path.read_text().splitlines()) for cell in row if cell != "-5"
    ]
    assert not any(RUN.match(cell) for cell in cells)


def _rows(spec):
    """The rows of marks, wherever they stand in a chart's specification."""
    if isinstance(spec, list) and spec and isinstance(spec[0], dict) and "_mark" in spec[0]:
        return spec if "evidence" in spec[0] else None
    inner = spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else ()
    return next(filter(None, map(_rows, inner)), None)


@pytest.mark.browser
def test_a_table_saved_from_the_page_does_not_run(page, report_file, tmp_path):
    """Every text of a chart's rows is put in front of a formula, in the file as it lies there."""
    shown = report_file.read_text()
    begins = '<script type="application/json">'
    start = shown.index(begins) + len(begins)
    spec = json.loads(shown[start : shown.index("</script>", start)])
    rows = _rows(spec)
    name, old = next((k, v) for k, v in rows[0].items() if isinstance(v, str))
    for row in rows:
        row[name] = "=1+1"
    changed = json.dumps(spec).replace("<", "\\u003c")
    out = tmp_path / "r.html"
    out.write_text(shown[:start] + changed + shown[shown.index("</script>", start) :])
    opened(page, out)
    page.locator("details.table summary").first.click()
    with page.expect_download() as saved:
        page.locator(".save button").first.click()
    text = saved.value.path().read_text()
    assert old not in ("", "=1+1") and "'=1+1" in text
    assert not re.search(r"(^|,)\"?=", text, re.M)


@pytest.mark.browser
def test_only_the_pages_own_scripts_run(chromium_browser, report_file, tmp_path):
    shown = report_file.read_text()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', shown)[1]
    assert "script-src 'sha256-" in policy and "script-src 'unsafe" not in policy
    out = tmp_path / "r.html"
    planted = "<script>document.title = 'RAN'</script><img src=x onerror=\"document.title='RAN'\">"
    out.write_text(shown.replace("<main ", planted + "<main ", 1))
    context = chromium_browser.new_context(offline=True)  # `page` fails on what the policy blocks
    page = context.new_page()
    page.goto(out.as_uri())
    expect(page.locator("figure.chart[data-ready]").first).to_be_attached()
    assert page.title() != "RAN"
    context.close()


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=2, unique=True))
@example(["a b", "a  b", "a-b", "a~20b", "a_b"])
def test_no_two_articles_share_an_anchor(ids):
    anchors = [article.anchor(id, 7) for id in ids]
    assert len(set(anchors)) == len(ids)
    assert all(re.fullmatch(r"a-[\w.~-]+-7", anchor, re.A) for anchor in anchors)


@pytest.mark.parametrize("root", [True, False])
def test_the_sandbox_is_given_up_only_where_there_is_none(root, tmp_path, monkeypatch):
    told = "No usable sandbox! If you want to live dangerously you can try using --no-sandbox."
    ran = []

    def printed(command):
        ran.append(command)
        if "--no-sandbox" in command:
            [target] = [part for part in command if part.startswith("--print-to-pdf=")]
            Path(target.partition("=")[2]).write_bytes(b"%PDF-")
        return told

    monkeypatch.setattr(printing, "_run", printed)
    monkeypatch.setattr(printing, "_is_root", lambda: root)
    printing.pdf(tmp_path / "r.pdf", "<p>", "browser")
    assert ["--no-sandbox" in command for command in ran] == ([True] if root else [False, True])
