"""A folder as the world leaves it: the good goes in, the bad is named, nothing else happens."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest
from formats import Article, as_csv, as_jsonl, page, put, rows
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis import cli
from analysis.importing.rows import from_csv
from analysis.preparing.check import check
from analysis.preparing.new import new

PROSE = (
    "The leaders met at the cosmodrome on Wednesday and spoke for hours about rockets.",
    "“We are glad to see you,” the host said, and the guest thanked him for the invitation.",
    "A spokesman did not say whether an agreement number {} had been signed in the evening.",
)


def article(number: int, outlet: str = "good") -> Article:
    lines = (" ".join(PROSE[:2]), PROSE[2].format(number), " ".join(PROSE).format(-number))
    return Article(outlet, f"Leaders meet for round {number}", lines)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


GOOD_PAGE = page(article(0))
LINES = as_jsonl([article(number) for number in range(2000, 2010)]).splitlines()
NO_TEXT = pl.DataFrame({"outlet": ["a"], "headline": ["Only a headline"]})
MISSING_COLUMN = io.BytesIO()
NO_TEXT.write_parquet(MISSING_COLUMN)

# name → content, and what must be said of it; "" where nothing may be said
BROKEN: dict[str, tuple[bytes, str]] = {
    "cut.html.gz": (gzip.compress(GOOD_PAGE)[:-200], "cut off or damaged"),
    "empty.txt": (b"", "empty"),
    "blank.html": (b" \n\r\n", "empty"),
    "binary.html": (bytes(range(256)) * 40, "binary data"),
    "image.html": (b"\x89PNG\r\n\x1a\n" + bytes(500), "an image"),
    "report.html": (b"%PDF-1.7 some bytes", "a PDF"),
    "nothing.html": (b"<html><body><script>1</script></body></html>", "no article is found"),
    "one-line.txt": (b"x" * 50_000_000, "no article"),
    "nested.zip": (zipped({"inner.zip": zipped({"a.html": GOOD_PAGE})}), "inside an archive"),
    "climbing.zip": (zipped({"../../climbed.html": GOOD_PAGE}), "out of the archive"),
    "absolute.zip": (zipped({"/absolute.html": GOOD_PAGE}), "out of the archive"),
    "bomb.zip": (zipped({"zeros.html": bytes(300_000_000)}), "a bomb"),
    "bomb.txt.gz": (gzip.compress(bytes(80_000_000)), "larger than"),
    "cut.zip": (zipped({"a.html": GOOD_PAGE})[:-30], "damaged"),
    "columns.parquet": (MISSING_COLUMN.getvalue(), "no column is known to hold the text"),
    "cut.parquet": (MISSING_COLUMN.getvalue()[:-9], "no readable Parquet"),
    "cut.json": (b'[{"text": "It rained', "no JSON"),
    "book.xlsx": (zipped({"[Content_Types].xml": b"<x/>"}), "an Office file"),
    "unknown.bin": (os.urandom(3000), "binary data"),
}
# read in spite of all, every article of them
ODD: dict[str, tuple[bytes, int]] = {
    "bom.txt": (article(3001).text.encode("utf-16"), 1),
    "wide.txt": (article(3002).text.encode("utf-16-le"), 1),
    "latin.txt": (article(3003).text.replace("“", "«é").replace("”", "»").encode("latin-1"), 1),
    "new\nline.txt": (article(3004).text.encode(), 1),
    "\"quotes' $(touch run).txt": (article(3005).text.encode(), 1),
    "emoji 🚀.html": (page(article(3006)), 1),
    "embedded.csv": (as_csv([article(3007), article(3008)]), 2),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """480 good articles, some in odd files, and 22 that are broken."""
    folder = tmp_path_factory.mktemp("hostile") / "files"
    odd = sum(number for _, number in ODD.values()) + 9 + 2
    singles = 480 - odd - 60
    put(folder, [article(n) for n in range(singles // 2)], "html", "page")
    put(folder, [article(n) for n in range(singles // 2, singles)], "text", "text")
    put(folder, [article(n) for n in range(4000, 4030)], "parquet", "rows")
    put(folder, [article(n) for n in range(4030, 4060)], "zip", "pages")
    for name, (content, _) in (BROKEN | ODD).items():
        (folder / name).write_bytes(content)
    (folder / "line7.jsonl").write_bytes(b"\n".join([*LINES[:6], b'{"text": ', *LINES[7:]]))
    stray = as_csv([article(5001), article(5002), article(5003)]).decode().split("\r\n")
    first_of_second = next(n for n, line in enumerate(stray) if "round 5002" in line)
    stray[first_of_second] = stray[first_of_second].replace('"', '"A "stray', 1)
    (folder / "stray.csv").write_text("\r\n".join(stray), newline="")
    (folder.parent / "secret.txt").write_text(article(6000).text)
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "link-to-folder").symlink_to(folder.parent)
    return folder


def test_the_good_go_in_and_each_bad_one_is_named(folder, tmp_path, capsys):
    before = {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
    outside = sorted(folder.parent.iterdir())
    assert cli.main(["new", str(tmp_path / "event"), str(folder), "--quiet"]) == 1
    said = capsys.readouterr().err
    for name, (_, reason) in BROKEN.items():
        lines = [line for line in said.splitlines() if f"{folder / name}" in line]
        assert len(lines) == 1 and reason in lines[0], (name, lines)
    assert re.search(r"line7\.jsonl:7: no JSON", said)
    assert re.search(r"stray\.csv:\d+: a quotation mark is astray", said)
    assert said.count("it is a link") == 2
    assert said.count("not read: ") == said.count("\n") == len(BROKEN) + 4
    corpus = an.load(tmp_path / "event")
    assert len(corpus.articles) == 480
    assert not corpus.articles["text"].str.contains("round 6000").any()
    assert {path: path.lstat().st_mtime_ns for path in folder.rglob("*")} == before
    assert sorted(folder.parent.iterdir()) == outside
    assert [path.name for path in tmp_path.iterdir()] == ["event"]
    kept = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert all(re.fullmatch(r"[\w./-]+", name, re.ASCII) for name in kept)


def test_odd_names_and_encodings_are_read_in_full(folder, tmp_path):
    for number, (name, (content, count)) in enumerate(ODD.items()):
        made = new(tmp_path / f"event-{number}", [folder / name])
        assert (made.articles, made.bad) == (count, []), name
        raw = [path.read_bytes() for path in (tmp_path / f"event-{number}" / "raw").iterdir()]
        assert content in raw
        texts = an.load(tmp_path / f"event-{number}").articles["text"]
        assert texts.str.contains("glad to see you").all(), name


def test_a_text_is_data(tmp_path):
    """Markup, templates and TOML inside a text or title stay letters."""
    odd = '"""\n[[outlets]]\nid = "x"\\u0000 {{ 7*7 }} <script>alert(1)</script> \' \\ \t'
    title = 'A "quoted" \\ title ]] # with <b>marks</b>'
    frame = pl.DataFrame(rows([Article(odd, title, (*PROSE, odd))]))
    frame.write_parquet(tmp_path / "a.parquet")
    new(tmp_path / "event", [tmp_path / "a.parquet"])
    corpus = an.load(tmp_path / "event")
    assert corpus.articles["text"].item().endswith(odd)
    assert corpus.articles["title"].item() == title
    assert corpus.outlets["name"].item() == " ".join(odd.split())


def test_a_folder_and_a_file_of_one_name_both_go_in(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "alpha").write_text(article(1).text)
    (tmp_path / "two" / "Alpha").mkdir(parents=True)
    for number in (2, 3):
        (tmp_path / "two" / "Alpha" / f"{number}.txt").write_text(article(number).text)
    for order in (("one", "two"), ("two", "one")):
        made = new(tmp_path / f"event-{order[0]}", [tmp_path / name for name in order])
        assert (made.articles, made.bad) == (3, [])
        held = an.load(made.folder).articles
        assert sorted(held["text"]) == sorted(article(number).text for number in (1, 2, 3))


def test_an_article_without_a_body_does_not_keep_the_others_from_being_read(tmp_path):
    short = Article("good", "Rain in the north", ())
    (tmp_path / "rows.jsonl").write_bytes(as_jsonl([article(1), short, article(2)]))
    (tmp_path / "short.txt").write_text(short.text)
    (tmp_path / "whole.txt").write_text(article(3).text)
    with pytest.warns(UserWarning, match="not read") as warned:
        read = an.read(sorted(tmp_path.iterdir()))
    said = [str(warning.message) for warning in warned]
    assert any("rows.jsonl:2: there is no text" in line for line in said)
    assert any("short.txt: no paragraph is left" in line and "Remedy" in line for line in said)
    assert len(said) == 2
    assert read.articles["text"].to_list() == [article(number).text for number in (1, 2, 3)]
    assert set(read.paragraphs["article_id"]) == set(read.articles["article_id"])
    with pytest.raises(an.ParallaxError, match=r"short\.txt: no paragraph is left"):
        an.read(tmp_path / "short.txt")


def test_of_two_columns_with_one_name_none_is_lost(tmp_path):
    table = tmp_path / "rows.csv"
    texts = [article(number).body for number in (1, 2)]
    table.write_text('text,id,text,id\n"{}",1,"{}",2\n'.format(*texts))
    made = new(tmp_path / "first", [table])
    [bad] = made.bad  # of the texts; nobody reads the ids
    assert bad.place.endswith("rows.csv:1") and "two columns are called 'text'" in bad.problem
    assert an.load(made.folder).articles["text"].to_list() == texts[:1]
    for choice, text in zip(("text", "text (2)"), texts, strict=True):
        assert choice == "text" or choice in bad.remedy
        made = new(tmp_path / choice, [table], chosen={"text": choice})
        assert made.bad == [] and an.load(made.folder).articles["text"].to_list() == [text]


def test_an_endless_cell_is_read_and_changes_nothing_for_others(tmp_path):
    """Hand coding refuses a note that the next process could not read: by the same limit."""
    (tmp_path / "rows.csv").write_text(f'text,id\n"{"It rained. " * 20_000}",1\n')
    before = csv.field_size_limit()
    [(_, row)] = from_csv(tmp_path / "rows.csv", "rows.csv")
    assert len(row["text"]) > before == csv.field_size_limit()


@settings(max_examples=60)
@given(header=st.lists(st.sampled_from(["a", "b", "a (2)", "a (3)", ""]), min_size=1))
def test_every_column_of_a_csv_keeps_its_cells(tmp_path_factory, header):
    table = tmp_path_factory.mktemp("csv") / "rows.csv"
    cells = [f"cell {number}" for number in range(len(header))]
    table.write_text(f"c,{','.join(header)}\n0,{','.join(cells)}\n")
    [(_, row)] = from_csv(table, "rows.csv")
    assert list(row.values()) == ["0", *cells]
    assert all(name in row for name in header)


@pytest.mark.parametrize(
    ("member", "is_read"),
    [
        *[(name, True) for name in ("A: story.html", "C:story.html", "a/B:/c.html", "10:30.html")],
        *[(f"C:{slash}story.html", False) for slash in "\\/"],
        *[(f"c:{slash}a{slash}story.html", False) for slash in "\\/"],
    ],
)
def test_a_colon_is_a_drive_only_in_a_path_of_windows(tmp_path, member, is_read):
    (tmp_path / "pages.zip").write_bytes(zipped({member: GOOD_PAGE, "other.html": GOOD_PAGE}))
    made = new(tmp_path / "event", [tmp_path / "pages.zip"])
    assert made.articles == 1 + is_read
    assert [bad.problem for bad in made.bad] == ["its path leads out of the archive"] * (
        not is_read
    )


def test_files_of_one_name_from_many_folders_are_all_kept(tmp_path):
    """Also where the next number is another file's own name, in other letters."""
    names = ["index.txt", "index-2.txt", "INDEX.txt", "Index-3.txt"] * 5
    for number, name in enumerate(names):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / name).write_text(article(number).text)
    made = new(tmp_path / "event", [tmp_path / f"{n}" / name for n, name in enumerate(names)])
    assert made.bad == [] and made.articles == len(names)
    kept = {path.name.casefold(): path.read_text() for path in (made.folder / "raw").iterdir()}
    assert sorted(kept.values()) == sorted(article(number).text for number in range(len(names)))


def test_a_json_row_of_other_columns_costs_itself_alone(tmp_path):
    lines = as_jsonl([article(1), article(2)]).splitlines()
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join([lines[0], b'{"headline": "T"}', lines[1]]))
    made = new(tmp_path / "event", [tmp_path / "rows.jsonl"])
    assert made.articles == 2
    [bad] = made.bad
    assert bad.place.endswith("rows.jsonl:2") and "no column is known" in bad.problem


@pytest.mark.parametrize("body", [{"summary": "In short."}, {"summary": 3}, {"summary": [None]}])
def test_a_body_of_odd_parts_is_read_as_far_as_it_is_text(tmp_path, body):
    body |= {"sections": [{"headline": 5, "paragraphs": list(article(1).paragraphs)}, "x"]}
    (tmp_path / "odd.json").write_text(json.dumps([{"title": "A title", "body": body}]))
    made = new(tmp_path / "event", [tmp_path / "odd.json"])
    assert article(1).body in an.load(made.folder).articles["text"][0]


def test_an_article_without_a_body_does_not_keep_the_others_out(tmp_path):
    short = Article("good", "Rain in the north", ())
    (tmp_path / "rows.jsonl").write_bytes(as_jsonl([article(1), short, article(2)]))
    (tmp_path / "short.txt").write_text(short.text)
    made = new(tmp_path / "event", [tmp_path / "rows.jsonl", tmp_path / "short.txt"])
    assert made.articles == 3
    found = check(made.folder)
    assert {finding.severity for finding in found} <= {"warning", "note"}
    assert any("no paragraph is left as the article's body" in one.problem for one in found)
    with pytest.warns(UserWarning, match=r"short.txt: no paragraph is left"):
        assert an.load(made.folder).articles.height == 2
    assert new(tmp_path / "short", [tmp_path / "short.txt"]).articles == 1


def test_where_nothing_can_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "a.txt").write_text(article(1).text)
    with pytest.raises(an.ParallaxError, match="no folder can be written there"):
        new(tmp_path / "file" / "event", [tmp_path / "a.txt"])
