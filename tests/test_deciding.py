"""When a report may be taken from an earlier run: nothing that it rests on has changed."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import EVENT, ROOT

import analysis as an
from analysis import cache
from analysis.reading.manifest import read_manifest
from analysis.views.report import deciding, making
from analysis.views.report.shipped import default_notebooks

ARTICLE = "It rained in the town all day. “Nobody was surprised by that,” said Ada Holt.\n"


def book(folder: Path, *cells: str) -> Path:
    made = [{"cell_type": "code", "source": [cell], "metadata": {}} for cell in cells]
    made.insert(0, {"cell_type": "markdown", "source": ["# open('x')"], "metadata": {}})
    file = folder / "mine.ipynb"
    file.write_text(json.dumps({"cells": made, "nbformat": 4, "nbformat_minor": 5}))
    return file


def test_the_shipped_notebooks_rest_on_the_event_alone():
    assert deciding.event_alone(sorted((ROOT / "notebooks").glob("0[1-57]-*.ipynb")))


@pytest.mark.parametrize(
    "cell",
    [
        "import random",
        "import analysis",
        "from analysis import coding",
        "rows = open('rows.csv').read()",
        "other = an.read('rows.csv')",
        "other = an.load('elsewhere')",
        "event = 'elsewhere'",
        "corpus.articles.write_csv('rows.csv')",
        "corpus.quotes.sample(5)",
        "an.explore.code(corpus, 'tone', coder='ann', path='codes.csv')",
        "an.coding.book",
        "x = an\nx.read('rows.csv')",
        "().__class__",
        "!ls",
        "an.load(",
    ],
)
def test_a_cell_that_may_show_another_thing_next_time_is_run(cell, tmp_path):
    assert not deciding.event_alone([book(tmp_path, "import analysis as an", cell)])


@pytest.mark.parametrize(
    "cell",
    [
        "corpus = an.load(event, proposed=False)",
        "an.explore.naming(corpus, rank=1)",
        "rows = corpus.quotes.filter(form='direct')\nlen(rows)",
        "# open()",
    ],
)
def test_a_cell_that_asks_the_package_of_the_event_is_not_run_again(cell, tmp_path):
    assert deciding.event_alone([book(tmp_path, "import analysis as an", cell)])


@pytest.fixture
def event(tmp_path) -> Path:
    stated = '[event]\ntitle = "Rain"\n[[outlets]]\nid = "a"\nname = "A"\n'
    for name, text in (("one", ARTICLE), ("none", "Advertisement\n")):
        stated += f'[[articles]]\nid = "{name}"\noutlet = "a"\nfile = "{name}.txt"\n'
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "event.toml").write_text(stated)
    return tmp_path


def decided(event: Path, **asked: object) -> dict[str, object]:
    stated = read_manifest(event)
    return vars(deciding.contents(stated, default_notebooks(stated), **asked))


def test_files_notebooks_and_options_decide(event):
    before = decided(event, title=None)
    assert decided(event, title=None) == before
    assert decided(event, title="Another") != before
    (event / "one.txt").write_text(ARTICLE.replace("rained", "poured"))
    assert decided(event, title=None) != before


def test_a_kept_page_warns_as_the_first_did(event, tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "kept"))
    monkeypatch.setattr(making, "run", lambda *_, **__: [])
    for _ in range(2):
        with pytest.warns(UserWarning, match="none"):
            an.report.build(event, tmp_path / "out.html", progress=False)
        monkeypatch.setattr(making, "report", None)  # the second is not made again


def test_a_changed_word_makes_another_page(event, tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "kept"))
    monkeypatch.setattr(making, "report", lambda *_, **given: SimpleNamespace(title=given["title"]))
    monkeypatch.setattr(making, "render", lambda report: f"page {report.title} {len(pages)}")
    pages: list[str] = []
    for title in ("x", "x", "y"):
        pages.append(an.report.build(event, tmp_path / "o.html", title=title).read_text())
    (event / "one.txt").write_text(ARTICLE.replace("rained", "poured"))
    pages.append(an.report.build(event, tmp_path / "o.html", title="x").read_text())
    assert pages == ["page x 0", "page x 0", "page y 2", "page x 3"]


def test_what_the_user_names_is_always_run(tmp_path, monkeypatch):
    made: list[object] = []
    monkeypatch.setattr(making, "report", lambda *_, **given: made.append(given["rests"]))
    monkeypatch.setattr(making, "render", lambda report: "page")
    for _ in range(2):
        an.report.build(EVENT, tmp_path / "o.html", notebooks=[book(tmp_path)], progress=False)
    assert made == [None, None]
