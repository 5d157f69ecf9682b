"""Bad event folders: one clear error with file, place, value and remedy; nothing half written."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from conftest import EVENT

import analysis as an
from analysis import cli

MINIMAL = """\
[event]
title = "Small"

[[outlets]]
id = "a"
name = "A"

[[articles]]
id = "one"
outlet = "a"
file = "raw/one.txt"

[[actors]]
id = "kim"
name = "Kim"
aliases = ["Kim"]

[[concepts]]
id = "war"
name = "War"
terms = ["war*"]
"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "event.toml").write_text(MINIMAL)
    (tmp_path / "raw" / "one.txt").write_text("A headline\n\nKim spoke of war. He left.")
    return tmp_path


def edit(event: Path, old: str, new: str) -> Path:
    assert old in MINIMAL
    (event / "event.toml").write_text(MINIMAL.replace(old, new))
    return event


def test_the_minimal_event_loads(event):
    corpus = an.load(event)
    assert corpus.mentions["surface"].to_list() == ["Kim"]
    assert corpus.measures.filter(measure="coverage")["value"].to_list() == [1.0]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Small"', 'titel = "Small"', ["event.toml:2", "titel", "write 'title'"]),
        ("[[outlets]]", "[[outlet]]", ["event.toml:4", "outlet", "write 'outlets'"]),
        ('outlet = "a"', 'outlet = "b"', ["event.toml:10", "unknown outlet 'b'", "use one of a"]),
        ('aliases = ["Kim"]', "aliases = []", ["event.toml:16", "kim", 'aliases = ["Kim"]']),
        ('aliases = ["Kim"]', "", ["event.toml:13", "'aliases' is missing"]),
        ('terms = ["war*"]', 'terms = ["/wa(r/"]', ["event.toml:21", "/wa(r/", "mend"]),
        ('terms = ["war*"]', "terms = []", ["event.toml:21", "concept 'war' has no terms"]),
        ('terms = ["war*"]', "terms = [3]", ["event.toml:21", "terms"]),
        ("raw/one.txt", "raw/two.txt", ["two.txt", "no such file"]),
        ("raw/one.txt", "../one.txt", ["../one.txt", "outside"]),
        ('name = "A"', 'name = "A"\nownership = "stat"', ["event.toml:7", "write 'state'"]),
        ('name = "A"', "name = A", ["event.toml:6", "not valid TOML"]),
        ('name = "A"', 'name = "  "', ["event.toml:6", "is not a str"]),
        (
            'outlet = "a"',
            'outlet = "a"\npublished = 2023-09-13T10:00:00Z',
            ["event.toml:11", "date"],
        ),
        ('outlet = "a"', 'outlet = "a"\nlabels = [{ text = 3, kind = "body" }]', ["event.toml:11"]),
        (
            'file = "raw/one.txt"',
            'file = "raw/one.txt"\nsha256 = "00"',
            ["one.txt", "sha256", "restore"],
        ),
    ],
)
def test_mistakes_in_the_event_file(event, old, new, says):
    edit(event, old, new)
    with pytest.raises(an.ParallaxError) as caught:
        an.load(event)
    for words in says:
        assert words in str(caught.value)


def test_ids_used_twice(event):
    twice = MINIMAL + '\n[[outlets]]\nid = "a"\nname = "Again"\n'
    (event / "event.toml").write_text(twice)
    with pytest.raises(an.ParallaxError, match=r"event.toml:24: id 'a' is used twice"):
        an.load(event)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", ["one.txt", "empty"]),
        (b" \n\n", ["one.txt", "empty"]),
        (b"Caf\xe9 in Paris.", ["one.txt, byte 3", "0xe9", "cp1252"]),
        ("Kim spoke.".encode("utf-16"), ["one.txt, byte 0", "utf-16"]),
        (b"Read more:\n\nRelated Content\n", ["one.txt", "no paragraph"]),
    ],
)
def test_mistakes_in_an_article(event, content, says):
    (event / "raw" / "one.txt").write_bytes(content)
    with pytest.raises(an.ParallaxError) as caught:
        an.load(event)
    for words in says:
        assert words in str(caught.value)


def test_the_offered_encoding_works(event):
    (event / "raw" / "one.txt").write_bytes("Kim sat in a café. He left.".encode("cp1252"))
    edit(event, 'file = "raw/one.txt"', 'file = "raw/one.txt"\nencoding = "cp1252"')
    assert "café" in an.load(event).articles["text"].item()


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_missing_folder_or_file(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(an.ParallaxError, match="no such"):
        an.load(tmp_path / folder)


def test_the_command_exits_with_2_and_leaves_the_old_report(event, tmp_path, capsys):
    out = tmp_path / "report.html"
    out.write_text("old")
    edit(event, 'outlet = "a"', 'outlet = "b"')
    assert cli.main(["report", str(event), "-o", str(out), "--quiet"]) == 2
    assert "unknown outlet 'b'" in capsys.readouterr().err
    assert out.read_text() == "old"
    assert cli.main(["check", str(event)]) == 2
    assert list(tmp_path.glob(".*")) == []


def test_a_failing_cell_is_named_and_leaves_nothing(tmp_path, capsys):
    notebook = tmp_path / "bad.ipynb"
    notebook.write_text(
        '{"cells":[{"cell_type":"code","id":"x","metadata":{},"outputs":[],"execution_count":null,'
        '"source":"1/0"}],"metadata":{},"nbformat":4,"nbformat_minor":5}'
    )
    out = tmp_path / "out.html"
    arguments = ["report", str(EVENT), "-o", str(out), "--quiet", "--notebooks", str(notebook)]
    assert cli.main(arguments) == 2
    assert "bad.ipynb, cell 1: ZeroDivisionError" in capsys.readouterr().err
    assert not out.exists()


def test_check_is_content_with_the_first_event_and_notes_idle_terms(event, capsys):
    assert cli.main(["check", str(EVENT)]) == 0
    edit(event, 'terms = ["war*"]', 'terms = ["war*", "peace"]')
    assert cli.main(["check", str(event)]) == 0
    assert "the term 'peace' matches nothing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (pl.DataFrame({"words": ["x"]}), "column 'text' is missing"),
        (pl.DataFrame({"text": ["x", " "]}), "row 1"),
        (pl.DataFrame({"text": ["x", "y"], "article_id": ["a", "a"]}), "used twice"),
    ],
)
def test_frames_that_cannot_be_read(frame, says):
    with pytest.raises(an.ParallaxError, match=says):
        an.read(frame)


def test_a_frame_reads_like_an_event(corpus):
    again = an.read(corpus.articles.select("article_id", "outlet", "text", "title"))
    assert again.sentences.equals(corpus.sentences)


def test_an_event_copied_elsewhere_gives_the_same_tables(corpus, tmp_path):
    shutil.copytree(EVENT, tmp_path / "copy")
    again = an.load(tmp_path / "copy")
    for name in ("articles", "paragraphs", "tokens", "quotes", "mentions", "measures"):
        assert getattr(again, name).equals(getattr(corpus, name)), name
