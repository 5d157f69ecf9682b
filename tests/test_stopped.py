"""Stopped at any step, a command leaves the old or the new; the run after it leaves nothing."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torture
from stopped import stopped

import analysis as an
from analysis import files
from analysis.preparing.check import check
from analysis.preparing.mend import fix
from analysis.preparing.new import new
from analysis.views.report import making

MOST = 400  # steps; a run that takes more is not what is tested here


@pytest.fixture(autouse=True)
def _processes_are_gone(monkeypatch):
    """Whoever began a temporary file is dead, as after a kill."""
    monkeypatch.setattr(files, "owner", lambda path: None)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def at_every_step(
    place: Path, lay: Callable[[], None], work: Callable[[], object], whole: Callable[..., bool]
) -> int:
    """Stop the work at each of its steps in turn; give how many it has."""
    lay()
    old = digests(place)
    work()
    new = digests(place)
    assert old != new
    for step in range(MOST):
        lay()
        if not stopped(work, place, step):
            assert digests(place) == new
            return step
        found = digests(place)
        assert whole(found, old, new), (step, sorted(set(found.items()) ^ set(old.items())))
        work()
        assert digests(place) == new, step
        assert not [path.name for path in place.rglob("*") if "~" in path.name], step
    raise AssertionError(f"more than {MOST} steps")


def laid(place: Path, source: Path) -> Callable[[], None]:
    """Puts a copy of a folder in the place."""

    def lay() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(source, place)

    return lay


def old_or_new(found: dict, old: dict, new: dict) -> bool:
    """All that counts is as it was, or as it will be; half-written files have other names."""
    return {name: found[name] for name in found if "~" not in name} in (old, new)


def test_new(tmp_path):
    for name, number in (("pages", 1), ("few", 7)):
        (tmp_path / name).mkdir()
        for other in range(2):
            text = torture.article(number + other).text
            (tmp_path / name / f"{other}.txt").write_text(text)
    place, before = tmp_path / "place", tmp_path / "before"
    new(before / "event", [tmp_path / "few"])

    def whole(found: dict, old: dict, new: dict) -> bool:
        # between two steps the old one stands beside its place; the next run puts it back
        kept = {name.partition("/")[2]: found[name] for name in found if "-old/" in name}
        aside = {name.partition("/")[2]: digest for name, digest in old.items()}
        return old_or_new(found, old, new) or kept == aside

    steps = at_every_step(
        place,
        laid(place, before),
        lambda: new(place / "event", [tmp_path / "pages"], replace=True),
        whole,
    )
    assert steps > 10


def test_what_was_put_aside_is_put_back_before_anything_else(tmp_path):
    (tmp_path / "a.txt").write_text(torture.article(1).text)
    event = new(tmp_path / "event", [tmp_path / "a.txt"]).folder
    was = digests(event)
    event.rename(tmp_path / f"{files.owned('event')}x-old")
    with pytest.raises(an.ParallaxError, match="no article"):
        new(event, [tmp_path / "nothing"], replace=True)
    assert digests(event) == was


def test_check_fix(tmp_path):
    before, place = tmp_path / "before", tmp_path / "place"
    (before / "raw").mkdir(parents=True)
    for number in range(2):
        text = "The â€œleadersâ€\x9d met at the cafÃ© for talks, he said. " * (9 + number)
        (before / "raw" / f"{number}.txt").write_text(text)
    (before / "event.toml").write_text(torture.event(2))

    def whole(found: dict, old: dict, new: dict) -> bool:
        """event.toml and all that it names; a mended copy that no one reads may lie there."""
        wanted = old if found["event.toml"] == old["event.toml"] else new
        known = {name: found[name] for name in found if "~" not in name}
        return wanted.items() <= known.items() <= (new | wanted).items()

    steps = at_every_step(place, laid(place, before), lambda: fix(place, check(place)), whole)
    assert steps > 5


def test_report(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "run", lambda *_, **__: [])
    monkeypatch.setattr(making.findings, "find", lambda corpus: [])
    event, before, place = tmp_path / "event", tmp_path / "before", tmp_path / "place"
    (event / "raw").mkdir(parents=True)
    (event / "raw" / "0.txt").write_text(torture.article(0).text)
    (event / "event.toml").write_text(torture.event(1))
    before.mkdir()
    for name in ("r.html", "t.zip"):
        (before / name).write_text("old")

    def each(found: dict, old: dict, new: dict) -> bool:
        """Each of the two files is the old one or the new one."""
        return all(found[name] in (old[name], new[name]) for name in old)

    steps = at_every_step(
        place,
        laid(place, before),
        lambda: an.report.build(
            event, place / "r.html", tables=place / "t.zip", notebooks=[], progress=False
        ),
        each,
    )
    assert steps > 3


def test_measure(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"article_id": "a", "text": "It rained, he said."}\n')
    before, place = tmp_path / "before", tmp_path / "place"
    before.mkdir()

    def work() -> None:
        an.scale.measure(
            *(tmp_path / "rows.jsonl", place / "out"),
            tables=["counts"],
            workers=1,
            progress=False,
        )

    def whole(found: dict, _: dict, new: dict) -> bool:
        """What is finished is the whole of it."""
        return "out/manifest.json" not in found or new.items() <= found.items()

    assert at_every_step(place, laid(place, before), work, whole) > 5
