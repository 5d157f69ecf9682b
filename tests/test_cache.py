"""Results kept between runs: as computed, and computed anew where anything changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from conftest import EVENT
from polars.testing import assert_frame_equal

import analysis as an
from analysis import cache
from analysis.corpus import Corpus

DERIVED = ("clauses", "renderings", "claims", "conflicts", "judgements", "roles", "descriptions")


@pytest.fixture
def kept(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv(cache.FOLDER, str(folder))
    return folder


@pytest.fixture
def event(tmp_path) -> Path:
    return Path(shutil.copytree(EVENT, tmp_path / "event"))


def everything(corpus: Corpus) -> dict[str, pl.DataFrame]:
    stated = {name: part for name, part in vars(corpus.tables).items() if name != "event"}
    return stated | {name: getattr(corpus, name) for name in DERIVED}


def assert_same(one: Corpus, other: Corpus) -> None:
    theirs = everything(other)
    for name, frame in everything(one).items():
        assert_frame_equal(frame, theirs[name])


def counted(function):
    """The function, with how often it was called."""

    def called(given):
        called.times += 1
        return function(given)

    called.times, called.__module__, called.__qualname__ = 0, __name__, function.__name__
    return called


def test_a_kept_event_is_the_event_as_computed(event, kept, monkeypatch):
    first = an.load(event)
    everything(first)
    assert any(kept.rglob("*.pkl"))
    assert_same(first, an.load(event))
    monkeypatch.setenv(cache.FOLDER, "off")
    assert_same(first, an.load(event))


def test_a_changed_word_changes_what_rests_on_it(event, kept, monkeypatch):
    before = an.load(event)
    everything(before)
    manifest = event / "event.toml"
    stated = manifest.read_text("utf-8")
    assert '"Kim Jong Un"' in stated
    manifest.write_text(stated.replace('"Kim Jong Un"', '"Kim Jong Somebody"'), "utf-8")
    after = an.load(event)
    assert not before.mentions.equals(after.mentions)
    monkeypatch.setenv(cache.FOLDER, "off")
    assert_same(after, an.load(event))


def test_nothing_is_computed_twice_and_only_what_changed_anew(kept):
    table = pl.DataFrame({"a": [1, 2]})
    total = counted(lambda frame: int(frame["a"].sum()))
    assert [cache.of(total, table) for _ in range(3)] == [3, 3, 3] and total.times == 1
    assert cache.of(total, table.with_columns(a=5)) == 10 and total.times == 2
    assert cache.of(total, table, by="a table") == 3 and total.times == 3


def test_other_code_takes_nothing_of_it(kept, monkeypatch):
    total = counted(sum)
    assert cache.of(total, [1, 2]) == 3
    monkeypatch.setattr(cache, "_code", lambda: "changed")
    assert cache.of(total, [1, 2]) == 3 and total.times == 2


def test_a_torn_result_is_computed_anew(kept):
    total = counted(sum)
    cache.of(total, [1, 2])
    for file in kept.rglob("*.pkl"):
        file.write_bytes(file.read_bytes()[:-1])
    assert cache.of(total, [1, 2]) == 3 and total.times == 2


@pytest.mark.parametrize("folder", ["off", "/proc/nowhere", __file__])
def test_without_a_folder_everything_is_computed(folder, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, folder)
    total = counted(sum)
    assert [cache.of(total, [1, 2]) for _ in range(2)] == [3, 3] and total.times == 2


def test_large_tables_are_not_kept(kept, monkeypatch):
    monkeypatch.setattr(cache, "_LARGEST", 10)
    total = counted(lambda frame: int(frame["a"].sum()))
    table = pl.DataFrame({"a": range(100)})
    assert [cache.of(total, table) for _ in range(2)] == [4950, 4950] and total.times == 2


def test_errors_of_the_function_stay_its_own(kept):
    def fails(given):
        raise FileNotFoundError(given)

    with pytest.raises(FileNotFoundError):
        cache.of(fails, "x")


def test_the_folder_stays_within_its_limit_and_keeps_what_was_asked_for_last(kept, monkeypatch):
    monkeypatch.setattr(cache, "_MOST", 250)
    total = counted(lambda given: given[0] * 40)
    for name in "abc":  # two of some 90 bytes each have room
        cache.of(total, [name])
        cache.of(total, ["a"])
        for number, file in enumerate(
            sorted(kept.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        ):
            os.utime(file, ns=(number, number))  # however coarse the disk's clock
    assert sum(file.stat().st_size for file in kept.iterdir()) <= 250
    times = total.times
    cache.of(total, ["a"])
    assert total.times == times
    cache.of(total, ["b"])
    assert total.times == times + 1


def test_a_kept_event_and_its_first_chart_import_no_rules_of_reading(kept):
    code = (
        "import sys, analysis as an; corpus = an.load(sys.argv[1]); "
        "charts = 'altair' in sys.modules; an.explore.naming(corpus).widget; "
        "print(charts, *sorted(sys.modules))"
    )
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-P", "-c", code, EVENT], capture_output=True, text=True, check=True
        )
    charts, *modules = ran.stdout.split()
    assert charts == "False"
    heavy = {"analysis.reading.quotes.extraction", "analysis.findings", "analysis.preparing"}
    assert not (heavy | {"analysis.coding", "analysis.measures.claims", "ftfy"}) & set(modules)
