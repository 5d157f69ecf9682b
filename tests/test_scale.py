"""A dataset of any size: the same tables as five articles, safe to interrupt, clear when bad."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
import scaled
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import analysis as an
from analysis import cli, tables
from analysis.measures import readability
from analysis.reading import actors
from analysis.scale import datasets, measuring, parts, per_article

NOBODY = actors.aliases(None)
QUICK = ["counts", "paragraphs", "sentences", "quotes", "mentions", "readability"]


def run(dataset: Path, out: Path, **more) -> an.scale.Summary:
    return an.scale.measure(dataset, out, **{"progress": False, "workers": 1, **more})


@pytest.fixture(scope="module")
def articles(corpus: an.Corpus) -> pl.DataFrame:
    return scaled.made(corpus, 120)


@pytest.fixture(scope="module")
def dataset(articles: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scaled.write(articles, tmp_path_factory.mktemp("dataset"), files=12)


@pytest.fixture(scope="module")
def measured(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("measured") / "out"
    run(dataset, out, tables=[*QUICK, "tokens"], workers=2)
    return out


def test_five_articles_have_the_tables_that_load_gives(corpus, tmp_path):
    corpus.articles.select("article_id", "outlet", "text").write_parquet(tmp_path / "five.parquet")
    run(tmp_path / "five.parquet", tmp_path / "out", tables=list(per_article.TABLES))
    plain = an.read(corpus.articles.select("article_id", "outlet", "text"))
    for name in ("paragraphs", "sentences", "quotes", "mentions", "measures", "tokens"):
        assert an.scale.read(tmp_path / "out", name).collect().equals(getattr(plain, name)), name
    scores = an.scale.read(tmp_path / "out", "readability").collect()
    assert scores.equals(readability.scores(plain.articles))


def test_five_articles_wait_for_no_import_they_do_not_need(corpus, tmp_path):
    corpus.articles.select("article_id", "text").write_parquet(tmp_path / "five.parquet")
    code = (
        "import sys, analysis as an; an.scale.measure(*sys.argv[1:], progress=False);"
        "print({'pyspark', 'nltk', 'trafilatura', 'tqdm'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, tmp_path / "five.parquet", tmp_path / "out"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


@pytest.mark.parametrize("names", [["readability"], ["paragraphs", "sentences"]])
def test_tables_that_need_no_words_are_the_same_without_them(articles, names, monkeypatch):
    part = articles[:12].with_columns(place=pl.lit("row"))
    whole = per_article.measure(part, [*names, "counts"])
    monkeypatch.setattr(per_article.reading, "read", None)  # nobody asks for it
    for name, frame in per_article.measure(part, names).items():
        assert_frame_equal(frame, whole[name])


def test_actors_are_looked_for_as_in_an_event(corpus, tmp_path):
    """By the event's own file, and by a table written from it, as CSV too."""
    corpus.articles.select("article_id", "outlet", "text").write_parquet(tmp_path / "five.parquet")
    corpus.aliases.write_csv(tmp_path / "actors.csv")
    event = Path("corpus/vostochny-2023")
    wanted = ["quotes", "mentions", "measures"]
    for number, named in enumerate((event, tmp_path / "actors.csv", corpus.aliases)):
        out = tmp_path / str(number)
        run(tmp_path / "five.parquet", out, tables=wanted, actors=named)
        plain = an.read(corpus.articles.select("article_id", "outlet", "text"), actors=named)
        for name in wanted:
            assert an.scale.read(out, name).collect().equals(getattr(plain, name)), name
        found = an.scale.read(out, "mentions").collect()
        assert set(found["actor"]) == set(corpus.mentions["actor"])
        assert an.scale.read(out, "quotes").collect()["actor"].drop_nulls().len() > 5
    with pytest.raises(an.ParallaxError, match="begun with actors"):
        run(tmp_path / "five.parquet", tmp_path / "0", tables=wanted)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"actor": ["kim"]}, "column 'alias' is missing"),
        ({"actor": ["kim"], "alias": [" "]}, r"row 0: alias is empty"),
        ({"actor": ["kim"], "alias": ["Kim"], "label": ["names"]}, "label 'names'.*write 'name'"),
        ({"actor": ["kim", "sister"], "alias": ["Kim", "Kim"]}, "both 'kim' and 'sister'"),
    ],
)
def test_actors_that_cannot_be_used_are_said_at_once(dataset, tmp_path, given, says):
    pl.DataFrame(given).write_csv(tmp_path / "actors.csv")
    with pytest.raises(an.ParallaxError, match=says):
        run(dataset, tmp_path / "out", actors=tmp_path / "actors.csv")
    with pytest.raises(an.ParallaxError, match=r"none\.csv: cannot be read"):
        run(dataset, tmp_path / "out", actors=tmp_path / "none.csv")
    assert not (tmp_path / "out").exists()


def test_units_and_processes_change_no_row(articles, measured):
    plain = an.read(articles)
    entries = an.scale.manifest(measured)["tables"]
    assert len(entries["quotes"]["parts"]) > 2
    for name in ("paragraphs", "sentences", "quotes", "tokens"):
        whole = getattr(plain, name)
        assert entries[name]["rows"] == len(whole)
        assert entries[name]["checksum"] == f"{an.scale.checksum(whole):016x}"
        assert an.scale.read(measured, name).collect().equals(whole), name
    counts = an.scale.read(measured, "counts").collect()
    assert counts["words"].sum() == len(plain.tokens)
    assert counts["characters"].to_list() == articles["text"].str.len_chars().to_list()


def test_jsonl_gives_the_same_rows(articles, measured, tmp_path):
    folder = scaled.write(articles, tmp_path / "jsonl", kind="jsonl")
    run(folder, tmp_path / "out", tables=QUICK)
    expected = scaled.totals(measured)
    assert scaled.totals(tmp_path / "out").items() <= expected.items()


@given(
    st.lists(st.binary(max_size=9).filter(lambda line: b"\n" not in line), max_size=12),
    st.lists(st.integers(0, 130), max_size=6),
)
def test_every_line_lies_in_exactly_one_span(tmp_path_factory, written, cuts):
    file = tmp_path_factory.getbasetemp() / "lines.jsonl"
    file.write_bytes(b"\n".join(written))
    edges = [0, *sorted(cut for cut in cuts if cut < file.stat().st_size), file.stat().st_size]
    found = [
        line.rstrip(b"\n")
        for start, stop in pairwise(edges)
        for _, line in datasets.lines(file, start, stop)
    ]
    assert found == [line for line in written if line.strip()]


@given(st.lists(st.tuples(st.integers(-(2**126), 2**126), st.text()), max_size=8), st.randoms())
def test_the_checksum_tells_rows_but_not_their_order(rows, draw):
    def frame(some):
        return pl.DataFrame(some, schema={"a": pl.Int128, "b": pl.String}, orient="row")

    shuffled = draw.sample(rows, len(rows))
    assert an.scale.checksum(frame(rows)) == an.scale.checksum(frame(shuffled))
    if rows:
        assert an.scale.checksum(frame(rows)) != an.scale.checksum(frame([*rows, rows[0]]))
        assert an.scale.checksum(frame(rows)) != an.scale.checksum(frame(rows[1:]))


def test_the_checksum_is_the_same_in_every_version():
    rows = [b'{"a":"x","b":1}', b'{"a":null,"b":2}']  # b2sum -l 64 of each, added
    hashes = [int(hashlib.blake2b(row, digest_size=8).hexdigest(), 16) for row in rows]
    frame = pl.DataFrame({"a": ["x", None], "b": [1, 2]})
    assert an.scale.checksum(frame) == sum(hashes) % 2**64 == 16502817956412156834


def test_bad_rows_are_told_apart_and_the_run_goes_on(articles, tmp_path):
    good = articles[:20].with_columns(published=pl.lit("2023-09-13T10:00:00Z"))
    bad = pl.DataFrame(
        {
            "article_id": [None, "empty", "blank", "bare", "undated"],
            "outlet": "x",
            "text": ["No id.", None, " \n", "Read more:\n\nRelated Content\n", "It rained."],
            "published": [None, None, None, None, "last week"],
        }
    )
    rows = pl.concat([good[:10], bad, good[10:]])
    lines = rows.write_ndjson().splitlines()
    lines[3:3] = ["{not json}", "[1]", '{"article_id": "list", "text": ["a"]}']
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(lines))
    summary = run(tmp_path / "in", tmp_path / "out", tables=["counts"])
    assert (summary.articles, summary.rejected) == (20, 8)
    counts = an.scale.read(tmp_path / "out", "counts").collect()
    assert counts["article_id"].to_list() == good["article_id"].to_list()
    assert counts["published"].cast(pl.String).unique().to_list() == ["2023-09-13"]
    found = an.scale.read(tmp_path / "out", "rejected").collect()
    assert found["file"].unique().to_list() == ["a.jsonl"]
    assert found["place"].str.contains(r"^byte \d+$").all()
    reasons = dict(found.drop_nulls("article_id").select("article_id", "reason").iter_rows())
    assert reasons["empty"] == reasons["blank"] == "there is no text"
    assert "no paragraph" in reasons["bare"] and "last week" in reasons["undated"]
    said = " ".join(found.filter(pl.col("article_id").is_null())["reason"])
    assert "article_id is empty" in said and "text is not text" in said and "no row" in said


def test_whatever_one_article_brings_up_the_others_are_measured(articles, tmp_path, monkeypatch):
    def fails(corpus):
        if "article-00003" in corpus.articles["article_id"]:
            raise ZeroDivisionError("odd text")
        return corpus.sentences

    monkeypatch.setitem(per_article.TABLES, "sentences", fails)
    found = per_article.measure(articles[:8].with_columns(place=pl.lit("row")), ["sentences"])
    assert found["rejected"].select("article_id", "reason").rows() == [
        ("article-00003", "ZeroDivisionError('odd text')")
    ]
    assert found["sentences"]["article_id"].n_unique() == 7


def test_a_killed_run_keeps_what_it_has_done(dataset, measured, tmp_path):
    out = tmp_path / "out"
    process = scaled.begun(dataset, out, "--tables", *QUICK, "tokens", "--workers", "2")
    deadline = time.monotonic() + 60
    while len(scaled.receipts(out)) < 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    workers = [pid for pid, _ in scaled.descendants(process.pid)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    with pytest.raises(an.ParallaxError, match="no manifest"):
        an.scale.read(out, "quotes")
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline  # workers finish the unit they are at, and end
        time.sleep(0.05)
    before = scaled.receipts(out)
    summary = run(dataset, out, tables=[*QUICK, "tokens"])
    after = scaled.receipts(out)
    assert summary.kept == len(before) and summary.units == len(after) - len(before)
    assert all(after[unit] == written for unit, written in before.items())
    assert scaled.totals(out) == scaled.totals(measured)
    assert not list(out.glob(".scratch*"))


def test_a_worker_believed_dead_doubles_nothing(dataset, measured, tmp_path):
    """It writes its units once more, after the run, in another version of the tables even."""
    out = tmp_path / "out"
    run(dataset, out, tables=QUICK)
    expected = scaled.totals(out)
    units = datasets.units(datasets.look(dataset))
    measuring._measure_units(out, QUICK, NOBODY, units[:2])
    parts.commit(out, "of-no-run", {"counts": pl.DataFrame({"a": [1]})}, {"articles": 1})
    assert scaled.totals(out) == expected
    assert run(dataset, out, tables=QUICK).units == 0
    assert scaled.totals(out) == expected


def test_a_part_that_is_cut_short_is_seen_and_restored(dataset, tmp_path):
    out = tmp_path / "out"
    run(dataset, out, tables=["counts"])
    expected = scaled.totals(out)
    part = out / an.scale.manifest(out)["tables"]["counts"]["parts"][1]["file"]
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(an.ParallaxError, match=r"cut short\. Remedy: run the same again"):
        an.scale.read(out, "counts")
    assert run(dataset, out, tables=["counts"]).units == 1
    assert scaled.totals(out) == expected
    changed = part.read_bytes()
    part.write_bytes(changed[:40] + bytes([changed[40] ^ 1]) + changed[41:])
    with pytest.raises(an.ParallaxError, match="does not hold what was written"):
        an.scale.verify(out)


def test_a_full_disk_stops_the_run_and_a_rerun_completes_it(dataset, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    out = tmp_path / "out"
    found = datasets.look(dataset)
    nobody = f"{an.scale.checksum(NOBODY):016x}"
    plan = {"dataset": found.fingerprint, "tables": ["counts"], "actors": nobody}
    parts.open_folder(out, {**plan, "parallax": an.__version__})
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(an.ParallaxError, match=r"No space left.*what is done is kept"):
            measuring._measure_units(out, ["counts"], NOBODY, datasets.units(found)[:1])
    assert not [path for path in out.rglob("*") if path.is_file() and path.name != "plan.json"]
    run(dataset, out, tables=["counts"])
    assert an.scale.manifest(out)["articles"] == 120


def _two(tmp_path: Path, first: dict, second: dict) -> Path:
    for name, rows in (("a", first), ("b", second)):
        pl.DataFrame(rows).write_parquet(tmp_path / f"{name}.parquet")
    return tmp_path


GOOD = {"article_id": ["a1"], "text": ["It rained."]}


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ({"id": ["b1"], "text": ["It rained."]}, ["b.parquet", "column 'article_id' is missing"]),
        ({"article_id": ["b1"], "body": ["It"]}, ["b.parquet", "column 'text' is missing"]),
        ({"article_id": [7], "text": ["It"]}, ["b.parquet", "Int64 here", "String in a.parquet"]),
        ({**GOOD, "article_id": ["b1"], "url": ["u"]}, ["b.parquet", "'url'", "missing in a"]),
        (GOOD, ["a.parquet, b.parquet", "article_id 'a1' is used 2 times"]),
        ({"article_id": ["b1"], "text": [3]}, ["b.parquet", "'text' is of type Int64"]),
    ],
)
def test_files_that_do_not_fit(tmp_path, second, says):
    (tmp_path / "in").mkdir()
    with pytest.raises(an.ParallaxError) as caught:
        run(_two(tmp_path / "in", GOOD, second), tmp_path / "out")
    assert all(words in str(caught.value) for words in says), str(caught.value)
    assert not (tmp_path / "out").exists()


def test_corrupt_files_and_datasets_that_are_none(tmp_path):
    folder = _two(tmp_path, GOOD, {**GOOD, "article_id": ["b1"]})
    whole = (folder / "b.parquet").read_bytes()
    (folder / "b.parquet").write_bytes(whole[:-20])
    with pytest.raises(an.ParallaxError, match=r"b\.parquet: cannot be read"):
        run(folder, tmp_path / "out")
    (folder / "b.parquet").rename(folder / "b.jsonl")
    with pytest.raises(an.ParallaxError, match=r"b\.jsonl: cannot be read"):
        run(folder, tmp_path / "out")
    with pytest.raises(an.ParallaxError, match="no such file or folder"):
        run(tmp_path / "nothing", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(an.ParallaxError, match="no articles here"):
        run(tmp_path / "empty", tmp_path / "out")


def test_pages_that_turn_out_corrupt_are_rejected_with_their_rows(articles, tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "_SAMPLED_ROWS", 20)
    articles[:40].write_parquet(tmp_path / "a.parquet", compression="zstd", row_group_size=20)
    content = bytearray((tmp_path / "a.parquet").read_bytes())
    middle = content.rfind(b"\x28\xb5\x2f\xfd")  # the last page: texts of the second group
    content[middle + 4 : middle + 400] = bytes(396)
    (tmp_path / "a.parquet").write_bytes(bytes(content))
    summary = run(tmp_path / "a.parquet", tmp_path / "out", tables=["counts"])
    assert (summary.articles, summary.rejected) == (0, 1)
    reason = an.scale.read(tmp_path / "out", "rejected").collect()["reason"].item()
    assert reason.startswith("rows 0 to 39 cannot be read")


def test_folders_that_cannot_be_used(dataset, measured, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(an.ParallaxError, match="holds other files"):
        run(dataset, tmp_path)
    with pytest.raises(an.ParallaxError, match="is a file"):
        run(dataset, tmp_path / "notes.txt")
    with pytest.raises(an.ParallaxError, match="can be written"):
        run(dataset, Path("/proc/parallax"))
    with pytest.raises(an.ParallaxError, match="inside the dataset"):
        run(dataset, dataset / "out")
    with pytest.raises(an.ParallaxError, match="begun with tables"):
        run(dataset, measured, tables=["counts"])
    other = tmp_path / "other.parquet"
    pl.DataFrame(GOOD).write_parquet(other)
    with pytest.raises(an.ParallaxError, match="begun with dataset"):
        run(other, measured, tables=[*QUICK, "tokens"])
    with pytest.raises(an.ParallaxError, match=r"unknown table 'quote'.*write 'quotes'"):
        run(dataset, tmp_path / "out", tables=["quote"])
    with pytest.raises(an.ParallaxError, match="'dask' is no engine"):
        run(dataset, tmp_path / "out", engine="dask")


def test_reading_names_what_is_there(measured):
    with pytest.raises(an.ParallaxError, match=r"no table 'clauses'.*counts"):
        an.scale.read(measured, "clauses")
    found = an.scale.read(measured, "quotes").collect_schema()
    assert found == pl.Schema(tables.QUOTES.schema)


def test_the_command_says_what_it_did(dataset, tmp_path, capfd):
    arguments = ["measure", str(dataset), "-o", str(tmp_path / "out"), "--tables", "counts"]
    assert cli.main(arguments) == 0
    shown = capfd.readouterr()
    assert "120 articles" in shown.out and "peak memory" in shown.out
    assert not shown.err  # a bar is for a terminal, not for a log
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["articles"] == 120
    assert cli.main([*arguments[:3], str(dataset / "in"), *arguments[4:]]) == 2


def test_the_bar_shows_speed_and_time_left(dataset, tmp_path, capfd):
    run(dataset, tmp_path / "out", tables=["counts"], progress=True)
    shown = capfd.readouterr().err.split("\r")[-1]
    assert re.search(r"100%.*\[\d\d:\d\d<00:00, .*B/s, \d+ articles/s\]", shown)
