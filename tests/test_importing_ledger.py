"""Nothing is lost without a word: what is seen is what is read and what is named."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from archives import RAIN, SNOW, nexis, warc
from formats import THREE, page, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis as an
from analysis import cli
from analysis.importing import ledger
from analysis.preparing.check import check
from analysis.preparing.new import NothingRead, new

GOOD, BAD = "good", "bad"
RECORDS = st.lists(st.sampled_from([GOOD, BAD]), min_size=1, max_size=12)


def as_lines(kinds: list[str]) -> bytes:
    rows = [
        json.dumps({"text": f"{RAIN[0]} {number}. {RAIN[1]}", "outlet": "a"})
        if kind == GOOD
        else ["{", '{"text": ""}', "[]", '{"words": 1}'][number % 4]
        for number, kind in enumerate(kinds)
    ]
    return "\n".join(rows).encode()


def as_export(kinds: list[str]) -> bytes:
    return "".join(
        nexis(n, len(kinds), "Harbour", "September 12, 2021", f"Rain {n}", RAIN * (kind == GOOD))
        for n, kind in enumerate(kinds, start=1)
    ).encode()


def as_crawl(kinds: list[str]) -> bytes:
    return b"".join(
        warc("response", f"https://a.example/{n}", page(THREE[0]) if kind == GOOD else b"<p></p>")
        for n, kind in enumerate(kinds)
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(lines=RECORDS, documents=RECORDS)
def test_the_sum_adds_up(tmp_path_factory, lines, documents):
    folder = tmp_path_factory.mktemp("sum")
    (folder / "a.jsonl").write_bytes(as_lines(lines))
    (folder / "b.txt").write_bytes(as_export(documents))
    (folder / "c.warc").write_bytes(as_crawl([GOOD]))
    made = new(folder / "event", [folder / name for name in ("a.jsonl", "b.txt", "c.warc")])
    kinds = [*lines, *documents, GOOD]
    assert made.ledger.seen == len(kinds)
    assert made.ledger.count(ledger.READ) == kinds.count(GOOD) == made.articles
    assert made.ledger.count(ledger.LEFT_OUT) == kinds.count(BAD)
    named = [row for row in ledger.stated(made.folder) if row["outcome"] == ledger.LEFT_OUT]
    assert len({row["place"] for row in named}) == len(named) == kinds.count(BAD)
    assert all(row["why"] for row in named)


def test_the_ledger_lies_in_the_event_and_check_speaks_of_it(tmp_path, capsys):
    (tmp_path / "a.jsonl").write_bytes(as_lines([GOOD, BAD, GOOD]))
    arguments = ["new", str(tmp_path / "event"), str(tmp_path / "a.jsonl"), "--quiet"]
    assert cli.main(arguments) == 1
    shown = capsys.readouterr()
    assert "a.jsonl:2" in shown.err and "3 records seen: 2 read, 1 left out" in shown.out
    with (tmp_path / "event" / "ledger.csv").open(newline="") as source:
        rows = list(csv.DictReader(source))
    assert sum(int(row["records"]) for row in rows) == 3
    found = [str(one) for one in check(tmp_path / "event")]
    assert any("1 record(s) of" in line and "left out" in line for line in found)
    assert any("state no date" in line for line in found)


def test_where_all_are_bad_each_is_named(tmp_path, capsys):
    for name in ("one.txt", "two.txt", "three.html"):
        (tmp_path / name).write_text("" if name == "one.txt" else " \n")
    with pytest.raises(NothingRead) as raised:
        new(tmp_path / "event", sorted(tmp_path.glob("*.*")))
    assert [Path(error.place).name for error in raised.value.bad] == [
        *("one.txt", "three.html", "two.txt")
    ]
    files = [str(path) for path in sorted(tmp_path.glob("*.*"))]
    assert cli.main(["new", str(tmp_path / "event"), *files, "--quiet"]) == 2
    told = capsys.readouterr().err
    assert all(f"not read: {path}" in told for path in files)
    assert not (tmp_path / "event").exists()


def test_two_pages_of_one_article_are_named(tmp_path):
    for number, text in enumerate((RAIN, SNOW), start=1):
        (tmp_path / f"{number}.txt").write_text(
            "\n\n".join(["Rain in the north", *text, *text[::-1]])
        )
    made = new(tmp_path / "event", [tmp_path / "1.txt", tmp_path / "2.txt"])
    stated = (made.folder / "event.toml").read_text()
    one = stated.replace('outlet = "2"', 'outlet = "1"')
    (made.folder / "event.toml").write_text(one)
    assert any("have one title" in found.problem for found in check(made.folder))


def test_a_damaged_ledger_is_no_damage(tmp_path):
    put(tmp_path / "pages", THREE, "html", "p")
    made = new(tmp_path / "event", [tmp_path / "pages"])
    before = check(made.folder)
    (made.folder / "ledger.csv").write_bytes(b"\xff\x00,;\n")
    assert check(made.folder) == before
    assert an.load(made.folder).articles.height == 3


def test_days_that_could_be_two_are_settled_by_the_others(tmp_path):
    def table(*days: str) -> list:
        text = "".join(f'a,"{RAIN[0]} {n}",{day}\n' for n, day in enumerate(days))
        (tmp_path / "a.csv").write_text(f"outlet,text,date\n{text}")
        made = new(tmp_path / "event", [tmp_path / "a.csv"], replace=True)
        found = an.load(made.folder).articles["published"].to_list()
        return [str(day) for day in found], [error.problem for error in made.bad]

    assert table("12/09/2021", "13/09/2021") == (["2021-09-12", "2021-09-13"], [])
    assert table("09/12/2021", "09/13/2021") == (["2021-09-12", "2021-09-13"], [])
    assert table("12.09.2021 21:45") == (["2021-09-12"], [])
    days, (problem,) = table("12/09/2021", "soon")
    assert days == ["None", "None"]
    assert "line 2: “12/09/2021” could be two days; line 3: “soon”" in problem


def test_columns_that_nobody_reads_are_named(tmp_path):
    rows = [f'Harbour Times,"{RAIN[0] * 4}","{n} {SNOW[0] * 4}"\n' for n in range(4)]
    (tmp_path / "a.csv").write_text(f"paper,text,second part\n{''.join(rows)}")
    made = new(tmp_path / "event", [tmp_path / "a.csv"])
    first, second = made.bad
    assert "'second part' is left out" in first.problem and "--map lead=" in first.remedy
    assert "'paper' may" in second.problem and second.remedy == "--map outlet='paper'"
    chosen = {"outlet": "paper", "lead": "second part"}
    made = new(tmp_path / "event", [tmp_path / "a.csv"], chosen=chosen, replace=True)
    assert made.bad == [] and made.outlets == 1
    text = an.load(made.folder).articles["text"][0]
    assert text.startswith("0 Snow") and text.endswith(RAIN[0])
