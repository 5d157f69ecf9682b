"""Everything wrong with an event at once, worst first, with its line; and the safe mends."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from conftest import EVENT

import analysis as an
from analysis import cli
from analysis.preparing import screen
from analysis.preparing.check import SEVERITIES, Problem, check
from analysis.preparing.mend import EventEditor, fix

FIRST = """Kim and Putin meet at the cosmodrome

Kim Jong Un met Vladimir Putin at the Vostochny cosmodrome on Wednesday; they spoke of rockets.
The Russian president showed his guest the launch pads, and the two dined on crab dumplings.
Analysts expect that North Korea will sell shells to Russia, which both sides deny.
"""
SECOND = """North Korea's leader tours a Russian spaceport

Vladimir Putin received Kim Jong Un at a spaceport in the far east, the Vostochny cosmodrome.
They spoke for hours about satellites and rockets, and Russia promised help to North Korea.
The Kremlin denied on Wednesday that shells were part of the talks with its guest.
"""
THIRD = """A dinner of crab dumplings

The meeting of Kim Jong Un and Vladimir Putin ended on Wednesday with a dinner at the cosmodrome.
Russia will help North Korea with satellites, Putin said after the launch pads had been shown.
No one spoke of shells or rockets in public, although the analysts had expected nothing else.
"""
STRAY = """Floods close schools across the southern valleys

Heavy rain closed two hundred schools in the southern valleys, where rivers burst their banks.
Farmers drove cattle uphill overnight, and the insurers expect a record bill for drowned crops.
Volunteers filled sandbags while engineers opened the spillway of an ageing dam upstream.
"""
GERMAN = """Kim und Putin treffen sich am Weltraumbahnhof

Der nordkoreanische Machthaber Kim Jong Un hat am Mittwoch den russischen Präsidenten getroffen.
Wladimir Putin zeigte ihm am Kosmodrom Wostotschny die Startrampen und sprach über Raketen.
"""
HEAD = '# Mine.\n[event]\ntitle = "Summit" # short\ndate = 2023-09-13\n\n'
OUTLETS = '[[outlets]]\nid = "a"\nname = "A"\n\n[[outlets]]\nid = "b"\nname = "B"\n\n'


def entry(name: str, outlet: str = "a", more: str = "") -> str:
    return f'[[articles]]\nid = "{name}"\noutlet = "{outlet}"\nfile = "raw/{name}.txt"\n{more}\n'


@pytest.fixture
def build(tmp_path: Path):
    def built(texts: dict[str, str], toml: str) -> Path:
        (tmp_path / "raw").mkdir(exist_ok=True)
        for name, text in texts.items():
            (tmp_path / "raw" / f"{name}.txt").write_text(text)
        (tmp_path / "event.toml").write_text(toml)
        return tmp_path

    return built


GOOD = {"one": FIRST, "two": SECOND, "three": THIRD}
ENTRIES = entry("one") + entry("two", "b") + entry("three", "b")
BASE = HEAD + OUTLETS + ENTRIES


def line(toml: str, text: str, nth: int = 1) -> int:
    """The number of the nth line that contains a text."""
    return [n for n, row in enumerate(toml.splitlines(), start=1) if text in row][nth - 1]


def test_a_sound_event_has_no_findings(build):
    assert check(build(GOOD, BASE)) == []
    assert check(EVENT) == check(EVENT / "event.toml") == []


CASES = {
    "duplicate": (GOOD | {"x": FIRST}, entry("x"), "is a duplicate", "x"),
    "near": (GOOD | {"x": FIRST + "More follows.\n"}, entry("x"), "near-duplicate", "x"),
    "reprint": (GOOD | {"x": FIRST}, entry("x", "b"), "is a reprint: it shares 100%", "x"),
    "language": (GOOD | {"x": GERMAN}, entry("x"), "is in 'de', another language", "x"),
    "declared": (GOOD, entry("x", more='language = "fr"\n'), "said to be in 'fr' but", "x"),
    "wall": (
        GOOD | {"x": FIRST[:170] + ".\n\nSubscribe to continue reading.\n"},
        entry("x"),
        "may be cut off",
        "x",
    ),
    "mojibake": (
        GOOD | {"x": FIRST + "â€œWe won’t comment,â€\x9d they said about the cafÃ©.\n"},
        entry("x"),
        "the encoding of 'x' is damaged",
        "x",
    ),
    "date": (GOOD, entry("x", more="published = 2021-09-13\n"), "730 days from the event", "x"),
    "stray": (GOOD | {"x": STRAY}, entry("x"), "may be about something else", "x"),
    "same file": (
        GOOD,
        '[[articles]]\nid = "x"\noutlet = "a"\nfile = "raw/one.txt"\n',
        "are read from the same file",
        "x",
    ),
    "title": (GOOD, entry("x", more='title = "Another headline"\n'), "is not in its text", "x"),
    "idle": (GOOD, '[[outlets]]\nid = "c"\nname = "C"\n', "outlet 'c' has no article", "c"),
    "source": (GOOD, entry("x", more='source = "raw/x.html"\n'), "'raw/x.html' is not in", "x"),
    "excluded": (GOOD, entry("x", more='exclude = "a test"\n'), "'x' is excluded: a test", "x"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_fault_is_found_where_it_is(build, name):
    texts, more, says, fault = CASES[name]
    texts = {"x": FIRST.replace("Wednesday", "Thursday")} | texts
    toml = BASE + more
    event = build(texts, toml)
    found = [finding for finding in check(event) if says in finding.problem]
    assert len(found) == 1, [str(finding) for finding in check(event)]
    place = re.fullmatch(r"(.*):(\d+)", found[0].place)
    assert place and found[0].remedy
    if name == "mojibake":
        assert (Path(place[1]).name, int(place[2])) == ("x.txt", FIRST.count("\n") + 1)
    else:
        assert int(place[2]) >= line(toml, f'id = "{fault}"') - 1


def test_one_outlet_only(build):
    toml = HEAD + '[[outlets]]\nid = "a"\nname = "A"\n' + entry("one") + entry("two")
    (finding,) = check(build(GOOD, toml))
    assert "by one outlet" in finding.problem and finding.severity == "warning"


ERRORS = {
    'boundaries = ["Un"]\n': "has no '|'",
    'published = "yesterday"\n': "is not a date",
    'labels = [{ text = "x", kind = "boddy" }]\n': "unknown kind 'boddy'",
    'sha256 = "00"\n': "the file has changed",
}


def test_all_errors_are_told_at_once_worst_first(build):
    toml = (
        HEAD
        + OUTLETS.replace("[[outlets]]\nid", '[[outlets]]\nownership = "stat"\nid', 1)
        + ENTRIES.replace('"raw/two.txt"', '"raw/gone.txt"')
        + '[[actors]]\nid = "kim"\nname = "Kim"\naliases = ["Kim"]\n'
        + '[[actors]]\nid = "un"\nname = "Un"\naliases = ["KIM"]\n'
        + '[[concepts]]\nid = "all"\nname = "All"\nterms = ["*", "peace"]\n'
    )
    found = check(build(GOOD | {"three": FIRST}, toml))
    severities = [SEVERITIES.index(finding.severity) for finding in found]
    assert severities == sorted(severities)
    told = " ".join(str(finding) for finding in found)
    for says in ("'stat'", "gone.txt", "names both 'kim' and 'un'", "matches any word", "reprint"):
        assert says in told, told
    assert sum(finding.severity == "error" for finding in found) == 4
    with pytest.raises(an.ParallaxError):
        an.load(found[0].place.partition("/event.toml")[0])


def test_a_proposal_gives_way_to_an_accepted_actor_of_the_same_name(build):
    proposed = '[[actors]]\nid = "guessed"\nname = "Kim"\naliases = ["Kim"]\nproposed = true\n'
    longer = proposed.replace("guessed", "longer").replace('["Kim"]', '["Kim", "Kim Jong Un"]')
    accepted = '[[actors]]\nid = "kim"\nname = "Kim"\naliases = ["Kim"]\n'
    event = build(GOOD, BASE + proposed + longer + accepted)
    assert not [finding for finding in check(event) if finding.severity == "error"]
    aliases = an.load(event).aliases
    assert aliases.select("actor", "alias").rows() == [("longer", "Kim Jong Un"), ("kim", "Kim")]


@pytest.mark.parametrize("more", ERRORS)
def test_errors_of_an_article(build, more):
    event = build(GOOD, BASE.replace('file = "raw/two.txt"\n', f'file = "raw/two.txt"\n{more}'))
    errors = [finding for finding in check(event) if finding.severity == "error"]
    assert len(errors) == 1 and ERRORS[more] in errors[0].problem
    assert cli.main(["check", str(event)]) == 2


def test_fix_loses_nothing_and_keeps_comments_and_order(build, capsys):
    damaged = FIRST + "â€œWe wonâ€™t comment,â€\x9d they said about the cafÃ©.\n"
    toml = BASE + entry("copy", "b", "# my note\n") + entry("bad", more='url = "x" # keep\n')
    event = build(GOOD | {"copy": SECOND, "bad": damaged}, toml)
    assert cli.main(["check", str(event), "--fix"]) == 0
    said = capsys.readouterr().out
    assert "fixed: article 'copy' is excluded: copy of two" in said
    assert "fixed: the encoding of 'bad' is mended in raw/bad.mended.txt" in said
    after = (event / "event.toml").read_text()
    added = [row for row in after.splitlines() if row not in toml.splitlines()]
    kept = [row for row in toml.splitlines() if row in after.splitlines()]
    assert kept == [row for row in toml.splitlines() if row != 'file = "raw/bad.txt"']
    assert [row.split(" = ")[0] for row in added] == ["exclude", "file", "source", "sha256"]
    assert (event / "raw" / "bad.txt").read_text() == damaged
    corpus = an.load(event)
    assert "“We won’t comment,” they said about the café." in corpus.articles["text"][3]
    assert "copy" not in corpus.articles["article_id"]
    assert [finding for finding in check(event) if finding.fix] == []
    before = (event / "event.toml").read_bytes()
    assert fix(event, check(event)) == [] and (event / "event.toml").read_bytes() == before


@pytest.mark.parametrize("n", [2, 60, 61, 100])
def test_a_story_that_many_print_is_a_copy_however_many_they_are(n):
    rows = pl.DataFrame({"article_id": [*map(str, range(n)), "other"], "text": [FIRST] * n + ["x"]})
    found = screen.copies(rows)
    assert found["share"].unique().to_list() == [1.0] and found["same"].all()
    assert {*found["article_a"], *found["article_b"]} == {*map(str, range(n))}


def test_mending_writes_over_no_other_file(build):
    damaged = FIRST + "â€œWe wonâ€™t comment,â€\x9d they said about the cafÃ©.\n"
    toml = BASE + entry("bad", more='url = "x"\n')
    event = build(GOOD | {"bad": damaged}, toml)
    (event / "raw" / "bad.mended.txt").write_text("Somebody's own.")
    assert fix(event, check(event)) == ["the encoding of 'bad' is mended in raw/bad.mended-2.txt"]
    assert (event / "raw" / "bad.mended.txt").read_text() == "Somebody's own."
    [text] = an.load(event).articles.filter(article_id="bad")["text"]
    assert "“We won’t comment,”" in text


def test_what_cannot_be_mended_is_not_called_mended(build, capsys):
    damaged = FIRST + "“Good”, â€œWe wonâ€™t comment.\nThe cafÃ© of Zo� is closed.\n"
    event = build(GOOD | {"bad": damaged}, BASE + entry("bad", more='url = "x"\n'))
    [found] = [finding for finding in check(event) if "encoding" in finding.problem]
    assert "it would read “" in found.problem and "We won’t comment" in found.problem
    assert cli.main(["check", str(event), "--fix"]) == 0
    said = capsys.readouterr().out
    assert "is mended" not in said and "characters are lost (�: 1)" in said
    assert "The café of Zo� is closed." in an.load(event).articles["text"][-1]
    [found] = [finding for finding in check(event) if "encoding" in finding.problem]
    assert found.fix is None and "would read" not in found.problem


def test_a_hand_written_file_survives_an_edit(tmp_path):
    original = (EVENT / "event.toml").read_text()
    (tmp_path / "event.toml").write_text(original)
    editor = EventEditor(tmp_path)
    editor.save()
    assert (tmp_path / "event.toml").read_text() == original
    editor.entry("concepts", "arms")["proposed"] = True
    editor.save()
    assert (tmp_path / "event.toml").read_text() != original
    editor = EventEditor(tmp_path)
    editor.accept("concepts", "arms")
    editor.save()
    assert (tmp_path / "event.toml").read_text() == original
    editor.refuse("concepts", "arms")
    editor.save()
    assert 'id = "arms"' not in (tmp_path / "event.toml").read_text()
    with pytest.raises(an.ParallaxError, match="no \\[\\[actors\\]\\] 'nobody'"):
        editor.entry("actors", "nobody")


def test_a_problem_reads_as_a_line():
    problem = Problem("note", "event.toml:3", "a slip", "mend it")
    assert str(problem) == "note: event.toml:3: a slip. Remedy: mend it."


def test_an_id_that_is_a_list_is_an_error_with_its_place(tmp_path):
    (tmp_path / "event.toml").write_text(
        '[event]\ntitle = "x"\n[[outlets]]\nid = [{}]\nname = "A"\n'
    )
    problems = check(tmp_path)
    assert problems[0].severity == "error"
    assert any("event.toml:4" in problem.place for problem in problems)
