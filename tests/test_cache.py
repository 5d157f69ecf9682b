"""Results kept between runs: as computed, and computed anew where anything changed."""

from __future__ import annotations

import shutil
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
