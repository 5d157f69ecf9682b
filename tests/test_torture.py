"""One bad file or row never takes the others down, and each is named."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest
import torture
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis import cli, files
from analysis.errors import ParallaxError, fenced, shown
from analysis.importing import containers, pages
from analysis.preparing import new as making
from analysis.preparing.new import new
from analysis.reading import eventfile, segments
from analysis.reading.first_words import FirstWords
from analysis.reading.quotes import masking
from analysis.reading.quotes.marks import quoted

MAIN = "import sys; from analysis.cli import main; sys.exit(main())"


def gathered(folder: Path, scratch: Path) -> tuple[list, list[ParallaxError]]:
    scratch.mkdir()
    found = [item for item in pages.articles([folder], scratch) if not isinstance(item, str)]
    assert not list(scratch.iterdir()), "members of archives lie there only until they are read"
    bad = [item for item in found if isinstance(item, ParallaxError)]
    return [item for item in found if isinstance(item, tuple)], bad


@pytest.mark.parametrize("name", torture.BAD)
def test_each_bad_file_is_named_and_those_beside_it_are_read(name, tmp_path):
    content, said = torture.BAD[name]
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / name).write_bytes(content)
    for beside in ("a.txt", "z.txt"):
        (folder / beside).write_text(torture.article(len(beside)).text)
    found, bad = gathered(folder, tmp_path / "scratch")
    assert {file.keep.name for file, _ in found} >= {"a.txt", "z.txt"}
    assert bad, "not a word is said of it"
    for error in bad:
        assert name in error.place and error.remedy
        assert any(part in error.problem for part in said.split("|")), error


@pytest.mark.parametrize("name", torture.ODD)
def test_odd_pages_are_read(name, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / name).write_bytes(torture.ODD[name])
    found, bad = gathered(folder, tmp_path / "scratch")
    assert len(found) == 1 and not bad, bad
    found[0][1].text.encode()


def test_a_folder_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "files" / "locked").mkdir(parents=True)
    (tmp_path / "files" / "a.txt").write_text(torture.article(1).text)
    listing = os.scandir

    def refused(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(containers.os, "scandir", refused)
    found, bad = gathered(tmp_path / "files", tmp_path / "scratch")
    assert len(found) == 1
    assert "locked" in bad[0].place and "Permission denied" in bad[0].problem


def test_pipes_are_refused_not_waited_for(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").write_text(torture.article(1).text)
    found, bad = gathered(folder, tmp_path / "scratch")
    assert len(found) == 1 and "no regular file" in bad[0].problem
    (tmp_path / "raw").mkdir()
    os.mkfifo(tmp_path / "raw" / "pipe.txt")
    toml = torture.event(1).replace("raw/0.txt", "raw/pipe.txt")
    (tmp_path / "event.toml").write_text(toml)
    with pytest.raises(ParallaxError, match=r"pipe.txt.*not a regular file"):
        an.load(tmp_path)


def test_an_empty_folder_is_named(tmp_path):
    (tmp_path / "files").mkdir()
    _, bad = gathered(tmp_path / "files", tmp_path / "scratch")
    assert "no article" in bad[0].problem


NONE = {  # texts that are no article
    "surrogate": "\ud800" * 40,
    "deep": "[" * 2_000 + "]" * 2_000,
    "space": " \n\t\u2028 ",
    "unseen": "\u202e\u200b\xad" * 50,
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
@pytest.mark.parametrize("kind", ["frame", "txt", "jsonl"])
def test_an_article_that_is_none_is_warned_of_and_the_others_are_read(text, kind, tmp_path):
    good = "It rained all day in the north, Kim said.\n\nThe leaders met on Monday."
    if kind == "frame":
        source = pl.DataFrame({"text": [text.encode(errors="replace").decode(), good]})
    elif kind == "jsonl":
        source = tmp_path / "rows.jsonl"
        source.write_text("\n".join(json.dumps({"text": one}) for one in (text, good)))
    else:
        source = [tmp_path / "bad.txt", tmp_path / "good.txt"]
        for path, one in zip(source, (text, good), strict=True):
            path.write_bytes(one.encode(errors="replace"))
    with pytest.warns(UserWarning, match=r"not read: .*(?:0|bad|:1).*: .*\. Remedy: "):
        found = an.read(source)
    assert found.articles["text"].to_list() == [good]
    assert len(found.quotes) == 1


def test_an_article_without_spaces_is_read():
    text = "中文。" * 50
    assert an.read(pl.DataFrame({"text": [text]})).articles["text"].to_list() == [text]


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_where_nothing_else_is_left_the_reason_is_raised(text, tmp_path):
    (tmp_path / "one.txt").write_bytes(text.encode(errors="replace"))
    with pytest.raises(ParallaxError, match=r"one\.txt"):
        an.read(tmp_path / "one.txt")
    with pytest.raises(ParallaxError, match=r"row 0|article 0"):
        an.read(pl.DataFrame({"text": [text.encode(errors="replace").decode()]}))


BAD_LINES = (
    *(r'{"article_id": "s", "text": "\ud800 x"}', r'{"article_id": "\ud800", "text": "x"}'),
    *("[" * 2000 + "]" * 2000, "{" * 3000, "NaN", "\x00", '{"article_id": 1e999, "text": "x"}'),
    '{"article_id": "d", "text": ["x"]}',
)


@pytest.mark.parametrize("first", [True, False])
def test_each_bad_row_is_rejected_and_the_others_are_measured(first, tmp_path):
    good = [json.dumps({"article_id": f"g{n}", "text": "It rained. So he said."}) for n in "ab"]
    lines = [*BAD_LINES, *good] if first else [good[0], *BAD_LINES, good[1]]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines))
    done = an.scale.measure(
        tmp_path / "rows.jsonl", tmp_path / "out", tables=["counts"], workers=1, progress=False
    )
    assert (done.articles, done.rejected) == (2, len(BAD_LINES))
    reasons = an.scale.read(tmp_path / "out", "rejected").collect()["reason"]
    assert reasons.null_count() == 0


def test_a_fence_names_everything_but_what_is_not_the_files_fault():
    class PanicException(BaseException):
        pass

    for raised in (KeyError("a"), RecursionError(), MemoryError(), PanicException("x")):
        with pytest.raises(ParallaxError, match=type(raised).__name__), fenced("f", "r"):
            raise raised
    for raised in (KeyboardInterrupt(), SystemExit(), OSError(28, "No space left on device")):
        with pytest.raises(type(raised)), fenced("f", "r"):
            raise raised


@settings(max_examples=50)
@given(st.text())
def test_nothing_shown_moves_a_terminal(text):
    assert shown(text).isprintable()


# ---------------------------------------------------------------- folders, runs


def test_two_runs_never_take_one_folder(tmp_path, monkeypatch):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(torture.article(ord(name)).text)
    both = threading.Barrier(2)
    keep_all = making._keep_all

    def together(*arguments):
        kept = keep_all(*arguments)
        both.wait(10)
        return kept

    monkeypatch.setattr(making, "_keep_all", together)
    monkeypatch.setattr(files, "owner", lambda path: None)  # neither sees the other
    monkeypatch.setattr(files, "sweep", lambda *_: None)
    ended = list[object]()

    def run(name: str) -> None:
        try:
            ended.append(new(tmp_path / "event", [tmp_path / f"{name}.txt"]))
        except ParallaxError as error:
            ended.append(error)

    runs = [threading.Thread(target=run, args=(name,)) for name in "ab"]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join()
    refused = [end for end in ended if isinstance(end, ParallaxError)]
    assert len(ended) == 2 and len(refused) == 1 and "another run" in refused[0].problem
    assert len(an.load(tmp_path / "event").articles) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "event"]


def test_a_run_that_finds_another_at_work_stops_at_once(tmp_path):
    (tmp_path / "a.txt").write_text(torture.article(1).text)
    (tmp_path / f"{files.owned('event')}x").mkdir()
    with pytest.raises(ParallaxError, match=f"process {os.getpid()} is making it"):
        new(tmp_path / "event", [tmp_path / "a.txt"])


def test_what_is_replaced_is_what_was_there_at_the_start(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(torture.article(1).text)
    event = new(tmp_path / "event", [tmp_path / "a.txt"]).folder
    written = (event / "event.toml").read_text() + "\n# mine\n"
    sample = making.sample

    def edited(entries, written=written, sample=sample):
        time.sleep(0.01)
        (event / "event.toml").write_text(written)
        return sample(entries)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(making, "sample", edited)
        with pytest.raises(ParallaxError, match="changed, meanwhile"):
            new(event, [tmp_path / "a.txt"], replace=True)
    assert (event / "event.toml").read_text() == written
    new(event, [tmp_path / "a.txt"], replace=True)
    assert "# mine" not in (event / "event.toml").read_text()


def test_what_killed_runs_left_is_swept_and_what_others_write_is_not(tmp_path):
    (tmp_path / "a.txt").write_text(torture.article(1).text)
    mine = files.owned("event")
    gone = mine.replace(f"-{os.getpid()}-", "-999999999-")
    (tmp_path / f"{gone}x").mkdir()
    (tmp_path / f"{gone}x" / "file").write_text("")
    other = tmp_path / f"{files.owned('else')}y"
    other.write_text("")
    new(tmp_path / "event", [tmp_path / "a.txt"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [other.name, "a.txt", "event"]
    )


# -------------------------------------------------------------------- commands


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-P", "-c", MAIN, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, env=os.environ | environment)


def test_output_that_lacks_a_character_costs_nothing_and_escapes_are_never_sent(tmp_path):
    (tmp_path / "t.csv").write_text("Body\x1b[2J\x07,Source\n" + "It rained. " * 200 + ",a\n")
    ran = run("new", "e", "t.csv", "--quiet", "--map", "text=Body\x1b[2J\x07", cwd=tmp_path)
    assert b"\x1b" not in ran.stdout + ran.stderr and ran.returncode == 0
    encoded = run("new", "f", "t.csv", "--map", "text=x", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert encoded.returncode == 2 and b"\\x1b[2J" in encoded.stderr
    (tmp_path / "u.csv").write_text("text,Source\nIt rained all day.,a\n")
    ran = run("new", "g", "u.csv", "--quiet", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert ran.returncode == 0 and b"text \\u2190 text" in ran.stdout


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "parallax: stopped"),
        (OSError(28, "No space left on device"), 2, "No space left on device: free some space"),
        (OSError(13, "Permission denied", "a\x1b.txt"), 2, r"a\x1b.txt: Permission denied"),
    ],
)
def test_what_ends_a_command_is_said_in_one_line(raised, status, said, monkeypatch, capsys):
    def fails(*_, **__):
        raise raised

    monkeypatch.setattr("analysis.preparing.new.new", fails)
    assert cli.main(["new", "e", "f"]) == status
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1


def test_lab_hands_its_options_on(monkeypatch):
    called = []
    monkeypatch.setattr(cli.subprocess, "call", lambda command: called.append(command) or 0)
    monkeypatch.setattr(cli.os, "geteuid", lambda: 1000, raising=False)
    for given_ in (["--no-browser", "--port", "9000"], ["--", "--no-browser"], []):
        assert cli.main(["lab", *given_]) == 0
        wanted = [option for option in given_ if option != "--"]
        assert called[-1][5:] == [cli._EXPORT, *wanted]
    monkeypatch.setattr(cli.os, "geteuid", lambda: 0, raising=False)
    assert cli.main(["lab"]) == 2
    assert cli.main(["lab", "--allow-root"]) == 0


# ------------------------------------------------------------------------ growth


def test_a_problem_costs_no_reading_of_the_file(tmp_path, monkeypatch):
    read = []
    lines = eventfile._lines
    monkeypatch.setattr(eventfile, "_lines", lambda text: read.append(1) or lines(text))
    keys = "".join(f"key{number} = 1\n" for number in range(3_000))
    (tmp_path / "event.toml").write_text(f'[event]\ntitle = "x"\n{keys}\n[[outlets]]\nid = "a"\n')
    source = eventfile.EventFile.open(tmp_path / "event.toml")
    source.entries("event", {"title": (str, "")}, needed=True)
    assert len(source.problems) == 3_000 and len(read) == 1
    assert source.problems[41].place.endswith("event.toml:44")
    assert source.place("outlets", 0, "id").endswith(":3005")


@given(
    st.lists(st.sampled_from(["Kim", "kim jong", "the Kremlin", "’n Ding", "Żółw", "a-b", "ﬁ"])),
    st.lists(
        st.sampled_from(["Kim", "KIM", "Jong", "'n", "Ding", "the", "Kremlin", "żółw", "a-b"])
    ),
)
def test_many_names_are_found_where_one_expression_of_all_finds_them(names, words):
    def written(name: str) -> str:
        return re.escape(name).replace("’", "[’']")

    text = " ".join(words)
    names = list(dict.fromkeys(names))
    oracle = re.compile(rf"(?<!\w)(?=({'|'.join(map(written, names)) or '(?!)'})(?!\w))", re.I)
    found = FirstWords(names, written, r"(?!\w)", re.I).finditer(text)
    assert [one.span(1) for one in found] == [one.span(1) for one in oracle.finditer(text)]


@pytest.mark.parametrize("unit", ["中文。", "'", "“", "It rained. ", "No (no) — ", "x"])
def test_endless_paragraphs_are_cut_into_sentences_that_lose_nothing(unit):
    text = unit * (30_000 // len(unit))
    spans = segments._sentence_spans(text, "en")
    covered = "".join(text[start:end] for start, end in spans)
    assert covered.replace(" ", "") == text.replace(" ", "")
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "unit", ["according to ", "said ", "Kim said he ", "“a” ", "his claim that ", "x", "“", "'"]
)
def test_what_the_rules_of_speech_look_at_never_grows_with_the_text(unit):
    text = unit * (50_000 // len(unit))
    sentences = masking.prepare(text, quoted(text)).sentences
    assert "".join(text[start:end] for start, end in sentences) == text
    if " " in unit:
        assert max(end - start for start, end in sentences) < 5_000


def test_windows_cut_where_the_whole_is_cut(corpus, monkeypatch):
    text = " ".join(" ".join(corpus.articles["text"]).split())
    whole = segments._sentence_spans(text[:7_900], "en")
    monkeypatch.setattr(segments, "_WINDOW", 1_500)
    assert segments._sentence_spans(text[:7_900], "en") == whole
