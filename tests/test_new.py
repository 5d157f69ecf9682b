"""From somebody's files to an event: the same tables whatever the format, nothing lost."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import polars as pl
import pytest
from formats import KINDS, THREE, Article, page, put, sentence
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import analysis as an
from analysis import cli
from analysis.preparing.check import check
from analysis.preparing.new import new

OUTLETS = ("alpha", "beta", "gamma")


SENTENCES = st.tuples(
    st.integers(0, 4), st.integers(0, 4), st.integers(0, 2), st.integers(1, 99)
).map(sentence)
PARAGRAPHS = st.lists(
    st.lists(SENTENCES, min_size=2, max_size=4, unique=True).map(" ".join),
    min_size=3,
    max_size=6,
    unique=True,
)
ARTICLES = st.lists(
    st.tuples(st.sampled_from(OUTLETS), st.integers(1, 999), PARAGRAPHS).map(
        lambda drawn: Article(drawn[0], f"Leaders meet for round {drawn[1]}", tuple(drawn[2]))
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda article: article.title,
)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes here
)
@given(articles=ARTICLES, kinds=st.lists(st.sampled_from(KINDS), min_size=4, max_size=4))
def test_any_mixture_of_formats_gives_the_tables_of_plain_text(articles, kinds):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, article in enumerate(articles):
            put(folder / "plain" / f"{number}", [article], "text", "a")
            put(folder / "mixed" / f"{number}", [article], kinds[number], "a")
        plain = _event(folder / "plain-event", folder / "plain")
        mixed = _event(folder / "mixed-event", folder / "mixed")
    columns = ["article_id", "outlet", "title", "text", "language"]
    assert mixed.articles.select(columns).equals(plain.articles.select(columns))
    for table in ("outlets", "paragraphs", "sentences", "tokens", "quotes", "mentions", "actors"):
        assert getattr(mixed, table).equals(getattr(plain, table)), table


def _event(folder: Path, files: Path) -> an.Corpus:
    made = new(folder, [files])
    assert made.bad == []
    return an.load(folder)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    put(tmp_path / "pages", THREE, "html", "p")
    return tmp_path / "pages"


def test_the_event_keeps_raw_files_and_says_where_each_text_is_from(tmp_path, pages, capsys):
    event = tmp_path / "my-event"
    assert cli.main(["new", str(event), str(pages), "--quiet"]) == 0
    assert "3 articles by 3 outlets (en 3)" in capsys.readouterr().out
    stated = tomllib.loads((event / "event.toml").read_text())
    assert stated["event"]["title"] == "My event" and str(stated["event"]["date"]) == "2023-09-13"
    for entry, article in zip(stated["articles"], THREE, strict=True):
        raw, text = event / entry["source"], event / entry["file"]
        assert raw.read_bytes() == page(article)
        assert raw.with_suffix("") == text.with_suffix("")
        assert text.read_text() == article.text
        assert entry["source_sha256"] == hashlib.sha256(raw.read_bytes()).hexdigest()
        assert entry["title"] == article.title and entry["language"] == "en"
    assert stated["outlets"]
    for section in {"outlets", "actors", "concepts"} & set(stated):
        assert all(entry["proposed"] for entry in stated[section])


def test_an_event_that_is_there_is_kept_unless_told(tmp_path, pages):
    event = tmp_path / "event"
    new(event, [pages])
    before = (event / "event.toml").read_bytes()
    with pytest.raises(an.ParallaxError, match="--replace"):
        new(event, [pages])
    with pytest.raises(an.ParallaxError, match="own folder"):
        new(event, [event / "raw"], replace=True)
    with pytest.raises(an.ParallaxError, match="no event"):
        new(pages, [pages / "alpha"])
    assert (event / "event.toml").read_bytes() == before
    (event / "raw" / "mine.txt").write_text("from before")
    assert new(event, [pages], replace=True).articles == 3
    assert not (event / "raw" / "mine.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["event", "pages"]


@pytest.mark.parametrize("old", [True, False])
def test_an_interruption_leaves_the_old_event_or_none(tmp_path, pages, monkeypatch, old):
    event = tmp_path / "event"
    if old:
        new(event, [pages / "alpha"])
    before = sorted(path.read_bytes() for path in event.rglob("*.*"))

    def interrupted(*_):
        raise KeyboardInterrupt

    for step in ("_swap", "_texts"):
        monkeypatch.setattr(f"analysis.preparing.new.{step}", interrupted)
        with pytest.raises(KeyboardInterrupt):
            new(event, [pages], replace=True)
        monkeypatch.undo()
    assert sorted(path.read_bytes() for path in event.rglob("*.*")) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path != event) == ["pages"]


KILLED = """
import os, sys
from pathlib import Path
from analysis.preparing import new
step, real, event, pages = int(sys.argv[1]), Path.rename, Path(sys.argv[2]), sys.argv[3]
left = [step]
def killed(path, target):
    if not left[0]:
        os._exit(9)
    left[0] -= 1
    return real(path, target)
Path.rename = killed
new.new(event, [pages], replace=True)
"""


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_run_killed_at_any_rename_leaves_the_old_event_or_the_new(tmp_path, pages, renames):
    event = tmp_path / "event"
    new(event, [pages / "alpha"])
    old = an.load(event).articles.height
    command = [sys.executable, "-c", KILLED, str(renames), str(event), str(pages)]
    assert subprocess.run(command, check=False).returncode == (9 if renames < 2 else 0)
    assert an.load(event).articles.height == (old if renames < 2 else 3)
    assert new(event, [pages], replace=True).articles == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["event", "pages"]


def test_a_swap_that_fails_is_undone(tmp_path, pages, monkeypatch):
    event = tmp_path / "event"
    new(event, [pages / "alpha"])
    before = sorted(path.read_bytes() for path in event.rglob("*.*"))
    monkeypatch.setattr("analysis.preparing.new._renamed", lambda *_: False)
    with pytest.raises(an.ParallaxError, match="meanwhile"):
        new(event, [pages], replace=True)
    assert sorted(path.read_bytes() for path in event.rglob("*.*")) == before


def test_a_list_of_links_names_the_saved_pages(tmp_path, pages):
    text = (pages / "beta" / "p-1.html").read_text()
    link = '<link rel="canonical" href="https://www.beta.example/story?utm_source=x">'
    (pages / "beta" / "p-1.html").write_text(text.replace("</head>", f"{link}</head>"))
    (tmp_path / "export.csv").write_text(
        "id,media_name,publish_date,title,url\n"
        "1,Beta Daily,2023-09-14,Leaders,https://beta.example/story/\n"
        "2,Delta,2023-09-15,Nothing saved,https://delta.example/gone\n"
    )
    made = new(tmp_path / "event", [pages, tmp_path / "export.csv"])
    assert made.articles == 3
    assert [error.place for error in made.bad] == [f"{tmp_path / 'export.csv'}:3"]
    assert "no saved copy of https://delta.example/gone" in made.bad[0].problem


def test_a_language_that_a_list_states_goes_before_a_guess(tmp_path):
    (tmp_path / "a.txt").write_text(THREE[0].text)
    (tmp_path / "list.csv").write_text("file,url,language\na.txt,https://a.example/1,de\n")
    new(tmp_path / "event", [tmp_path / "a.txt", tmp_path / "list.csv"])
    read = an.read([tmp_path / "a.txt", tmp_path / "list.csv"])
    for corpus in (an.load(tmp_path / "event"), read, an.read(tmp_path / "a.txt")):
        stated = corpus.articles["url"].item() is not None
        assert corpus.articles["language"].item() == ("de" if stated else "en")


def test_columns_are_matched_told_and_overridden(tmp_path, capsys):
    rows = [{"Full Story": a.body, "News Paper": a.outlet, "When": "2023-09-13"} for a in THREE]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    arguments = ["new", str(tmp_path / "event"), str(path), "--quiet"]
    assert cli.main(arguments) == 2
    assert "--map text=COLUMN" in capsys.readouterr().err
    more = ["--map", "text=Full Story", "--map", "published=When"]
    assert cli.main(arguments + more) == 0
    shown = capsys.readouterr().out
    assert "text ← Full Story, outlet ← News Paper, published ← When" in shown
    assert an.load(tmp_path / "event").articles["published"].null_count() == 0
    assert cli.main([*arguments, "--map", "txt=Full Story"]) == 2
    assert "write 'text'" in capsys.readouterr().err


def test_read_does_the_same_in_memory(tmp_path, pages):
    new(tmp_path / "event", [pages])
    loaded, read = an.load(tmp_path / "event"), an.read(pages)
    ids = ["article_id", "quote_id"]
    assert read.tokens.drop(ids).equals(loaded.tokens.drop(ids))
    (pages / "alpha" / "empty.txt").write_text("")
    with pytest.warns(UserWarning, match=r"empty.txt: the file is empty"):
        assert len(an.read([pages]).articles) == 3
    frame = pl.DataFrame({"Publisher": ["a", "b"], "Body": [a.body for a in THREE[:2]]})
    assert an.read(frame).articles["text"].to_list() == frame["Body"].to_list()
    words = an.read(frame.rename({"Body": "words"}), columns={"text": "words"})
    assert words.articles["outlet"].to_list() == ["a", "b"]
    chosen = an.read(frame.with_columns(text=pl.lit("no")), columns={"text": "Body"})
    assert chosen.articles["text"].to_list() == frame["Body"].to_list()
    with pytest.raises(an.ParallaxError, match="column 'Bdoy' is missing"):
        an.read(frame, columns={"text": "Bdoy"})


def test_nothing_is_fetched_and_nothing_runs(tmp_path, pages, monkeypatch):
    import socket

    def refused(*_, **__):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    new(tmp_path / "event", [pages])
    texts = an.load(tmp_path / "event").articles["text"]
    assert not texts.str.contains("example.org|document.title|color").any()


def test_a_fresh_event_has_nothing_wrong_but_open_proposals(tmp_path, pages):
    new(tmp_path / "event", [pages])
    found = check(tmp_path / "event")
    assert {finding.severity for finding in found} <= {"note", "warning"}
    assert 1 <= sum("proposed" in finding.problem for finding in found) <= 3


ARREST = """Rep. Ann Quill was arrested on charges of insider trading on Monday.

The embattled Quill denied the insider trading. The Harbour Commission asked her to resign.

Prosecutors in Norway said that insider trading had cost the Harbour Commission a fortune.
Denmark warned her in May, and Denmark refused to wait."""


def test_proposals_are_actors_themes_and_judging_words_of_these_texts(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for outlet in OUTLETS:
        (pages / f"{outlet}.txt").write_text(f"The {outlet} news desk\n\n{ARREST}\n{outlet}\n")
    new(tmp_path / "event", [pages])
    stated = tomllib.loads((tmp_path / "event" / "event.toml").read_text())
    actors = {actor["name"]: actor for actor in stated["actors"]}
    assert set(actors) == {"Ann Quill", "Harbour Commission", "Denmark"}  # not where it happened
    assert set(actors["Ann Quill"]["aliases"]) == {"Ann Quill", "Quill"}
    assert actors["Ann Quill"]["evaluative"] == ["embattled Quill"]
    assert [concept["terms"] for concept in stated["concepts"]] == [["insider trading"]]
    assert "# e.g. " in (tmp_path / "event" / "event.toml").read_text()
