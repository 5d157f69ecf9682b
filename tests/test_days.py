"""An event over days: counts by day, who is first, two versions of one article, their charts."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import demo, results
from analysis.preparing.check import check
from analysis.reading.manifest import inspect, read_manifest
from analysis.views import evidence, theme
from analysis.views.explorers.explorer import specification
from analysis.views.report.passages import Book
from analysis.views.report.shipped import default_notebooks

START = datetime.date(2024, 12, 30)
ROWS = {"article_id": pl.String, "target": pl.String, "value": pl.Float64}


def day(number: int) -> datetime.date:
    return START + datetime.timedelta(days=number)


def articles(days: list[int | None], outlets: str | None = None) -> pl.DataFrame:
    """Articles a0, a1 …, of outlets a letter each, so many days after the first."""
    names = outlets or "abcdefghij"[: len(days)]
    return pl.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(len(days))],
            "outlet": list(names),
            "published": [None if number is None else day(number) for number in days],
        },
        schema_overrides={"published": pl.Date},
    )


def claims(told: dict[str, list[int]], sure: bool = True) -> pl.DataFrame:
    """Rows of a claim map: by claim, the articles that tell it."""
    rows = [
        (claim, f"{claim} happened", f"a{number}", "carried", sure, [f"a{number}:0-5"])
        for claim, by in told.items()
        for number in by
    ]
    columns = ["claim_id", "wording", "article_id", "treatment", "sure", "evidence"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def states(rows: pl.DataFrame, item: str = "c1") -> dict[str, str]:
    return dict(rows.filter(item=item).select("outlet", "state").iter_rows())


@pytest.fixture(scope="module")
def event(tmp_path_factory) -> Path:
    """The demo's event, of three days and with an article in two versions."""
    folder = tmp_path_factory.mktemp("days") / "event"
    shutil.copytree(demo.EVENT, folder)
    return folder


@pytest.fixture(scope="module")
def ferry(event) -> an.Corpus:
    return an.load(event)


# ---------------------------------------------------------------- by day

counted = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from("xyz"), st.integers(0, 9)), max_size=20
)


@given(st.lists(st.integers(0, 4) | st.none(), min_size=6, max_size=6), counted)
def test_days_add_up_to_what_dated_articles_have(days, rows):
    given_articles = articles(days, "aabbcc")
    frame = pl.DataFrame(
        [(f"a{number}", target, float(value)) for number, target, value in rows],
        schema=ROWS,
        orient="row",
    ).with_columns(evidence=pl.lit([], pl.List(pl.String)))
    made = an.days.by_day(frame, given_articles)
    dated = {f"a{number}" for number, day_ in enumerate(days) if day_ is not None}
    expected = sum(value for number, _, value in rows if f"a{number}" in dated)
    assert made["value"].sum() == expected
    printed = {(o, d) for o, d in zip("aabbcc", days, strict=True) if d is not None}
    assert len(made) == len(printed) * frame["target"].n_unique()  # a full grid, and no more
    assert made.schema == results.DAYS.schema


def test_an_outlet_that_is_silent_that_day_is_not_one_that_printed_nothing():
    rows = pl.DataFrame([("a0", "x", 2.0)], schema=ROWS, orient="row")
    rows = rows.with_columns(evidence=pl.lit(["a0:0-1"]), n=pl.lit(7))
    made = an.days.by_day(rows, articles([0, 1, 1], "aab"))
    assert made.select("outlet", "day", "value", "n").rows() == [
        ("a", day(0), 2.0, 7),
        ("a", day(1), 0.0, None),
        ("b", day(1), 0.0, None),
    ]


def test_concepts_names_and_claims_of_an_event_by_day(ferry):
    read = (ferry.articles, ferry.sentences, ferry.paragraphs)
    concepts = an.days.by_day(an.framing.coverage(*read, ferry.concepts), ferry.articles)
    sums = concepts.group_by("target").agg(pl.col("value").sum()).sort("target")
    whole = an.framing.coverage(*read, ferry.concepts).group_by("target")
    assert sums.equals(whole.agg(pl.col("value").sum()).sort("target"))
    naming = an.framing.naming(ferry.mentions, ferry.articles)
    called = an.days.by_day(an.days.naming(naming, "voss"), ferry.articles)
    assert called["value"].sum() == naming.filter(actor="voss")["n"].sum()
    told = an.days.by_day(an.days.telling(ferry.claims), ferry.articles)
    assert (told["value"] >= 1).any()
    ids = [passage for rows in (concepts, called, told) for passage in rows["evidence"].explode()]
    known = [passage for passage in ids if passage]
    evidence.passages(known, ferry.articles, ferry.sentences, ferry.outlets)  # all can be looked up


# ---------------------------------------------------------------- who was first


def test_who_is_first_alone_together_and_later():
    rows = an.days.first_told(claims({"c1": [0, 1, 2], "c2": [1, 2]}), articles([0, 0, 3]))
    assert states(rows) == {"a": "same day", "b": "same day", "c": "later"}
    assert states(rows, "c2") == {"a": "not told", "b": "first", "c": "later"}
    assert rows.filter(item="c1", outlet="c")["after"].item() == 3
    assert rows.schema == results.FIRSTS.schema


def test_nobody_is_first_where_an_article_without_a_date_tells_it_too():
    rows = an.days.first_told(claims({"c1": [0, 1]}), articles([0, None]))
    assert states(rows) == {"a": "open", "b": "open"}


def test_what_is_not_sure_or_told_by_one_outlet_has_no_first():
    assert an.days.first_told(claims({"c1": [0, 1]}, sure=False), articles([0, 1])).is_empty()
    assert an.days.first_told(claims({"c1": [0, 1]}), articles([0, 1], "aa")).is_empty()


def test_an_outlet_that_had_printed_nothing_by_then_is_told_from_one_that_was_silent():
    rows = an.days.first_told(claims({"c1": [0, 3]}), articles([2, 1, 9, 9], "abcd"))
    assert dict(rows.select("outlet", "printed").iter_rows()) == {"a": 1, "b": 1, "c": 0, "d": 0}


@given(st.lists(st.integers(0, 3) | st.none(), min_size=2, max_size=6))
def test_one_claim_has_at_most_one_first_and_firsts_are_the_earliest(days):
    rows = an.days.first_told(claims({"c1": list(range(len(days)))}), articles(days))
    found = list(states(rows).values())
    assert found.count("first") <= 1 and found.count("same day") != 1
    if None in days:
        assert set(found) == {"open"}
    else:
        first = [name for name, n in zip("abcdef", days, strict=False) if n == min(days)]
        assert {name for name, s in states(rows).items() if s != "later"} == set(first)


def test_statements_have_firsts_as_claims_have(ferry):
    rows = an.days.first_carried(ferry.aligned, ferry.articles)
    carried = ferry.renderings.filter(pl.col("treatment") != "absent")
    for item, outlet in rows.filter(state="first").select("item", "outlet").iter_rows():
        told = carried.filter(statement_id=item).join(ferry.articles, on="article_id")
        assert told.filter(pl.col("published") == told["published"].min())[
            "outlet"
        ].unique().to_list() == [outlet]


# ---------------------------------------------------------------- versions


def revised(before: str, after: str) -> pl.DataFrame:
    texts = pl.DataFrame(
        {"article_id": ["v1", "v2"], "outlet": ["a", "a"], "text": [before, after]}
    )
    pairs = pl.DataFrame({"earlier": ["v1"], "later": ["v2"]})
    return an.days.revisions(an.read(texts), pairs)


ONE = "The ferry sank off the coast on Tuesday."
TWO = "Nine people were taken to the hospital of Elsby by boat."
THREE = "The captain ignored the call of the harbour master."


def test_the_same_text_is_kept_whole_and_moved_paragraphs_are_kept():
    assert set(revised(f"{ONE}\n\n{TWO}", f"{ONE}\n\n{TWO}")["op"]) == {"kept"}
    assert set(revised(f"{ONE}\n\n{TWO}\n\n{THREE}", f"{THREE}\n\n{ONE}\n\n{TWO}")["op"]) == {
        "kept"
    }


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (TWO.replace("Nine", "Fourteen"), "number"),
        (TWO.replace("were taken", "were not taken"), "negation"),
        (TWO.replace("were taken", "were allegedly taken"), "certainty"),
    ],
)
def test_what_a_reworded_claim_has_otherwise_is_named(after, changes):
    row = revised(TWO, after).row(0, named=True)
    assert row["op"] == "reworded" and row["changes"] == [changes]
    assert row["taken_out"] or row["put_in"]


def test_added_and_dropped_claims_stand_in_the_order_of_reading():
    rows = revised(f"{ONE}\n\n{THREE}", f"{TWO}\n\n{ONE}")
    assert rows["op"].to_list() == ["added", "kept", "dropped"]
    assert rows["before"].to_list()[2] == THREE.rstrip(".") or rows["before"][2] == THREE
    assert rows["after"][2] is None and rows["before"][0] is None


@given(st.permutations([ONE, TWO, THREE]), st.integers(0, 3), st.integers(0, 3))
def test_every_claim_of_both_versions_is_in_one_row(order, n, m):
    before, after = "\n\n".join(order[:n]), "\n\n".join(order[::-1][:m])
    if not before or not after:
        return
    rows = revised(before, after)
    assert rows["before"].drop_nulls().len() == n and rows["after"].drop_nulls().len() == m
    assert rows.filter(op="kept").height == len(set(order[:n]) & set(order[::-1][:m]))
    assert rows.schema == results.REVISIONS.schema


def test_versions_count_nowhere_and_are_compared(event, ferry):
    assert "courier-early" not in ferry.articles["article_id"].to_list()
    found = an.versions(event)
    assert found.pairs.rows() == [("courier-early", "courier")]
    rows = found.revisions
    assert set(rows["op"]) == {"kept", "reworded", "added", "dropped"}
    injured = rows.filter(pl.col("before").str.contains("Nine were treated"))
    assert injured["after"].item().startswith("Fourteen") and "number" in injured["changes"].item()
    assert not [problem for problem in check(event) if "courier-early" in problem.place]
    ids = rows["evidence"].explode().to_list()
    Book(ferry, ids)  # the report can quote them all


def test_an_event_without_versions_has_none(corpus):
    assert an.versions(corpus).pairs.is_empty() and an.versions(corpus).revisions.is_empty()
    assert an.versions(an.read(corpus.articles.select("text"))).corpus is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('version_of = "nobody"', "names no article that is read"),
        ('version_of = "beacon"', "another outlet's article"),
    ],
)
def test_a_version_of_nothing_is_named(event, tmp_path, line, problem):
    shutil.copytree(event, tmp_path / "event")
    file = tmp_path / "event" / "event.toml"
    file.write_text(file.read_text().replace('version_of = "courier"', line))
    (found,) = inspect(tmp_path / "event").problems
    assert problem in found.problem and "event.toml:" in found.place


def test_an_event_may_last_for_days(event, tmp_path):
    shutil.copytree(event, tmp_path / "event")
    file = tmp_path / "event" / "event.toml"
    told = file.read_text().replace("published = 2025-05-08", "published = 2025-06-30")
    file.write_text(told)
    assert any("days from the event" in one.problem for one in check(tmp_path / "event"))
    file.write_text(
        told.replace("date = 2025-05-06\n", "date = 2025-05-06\nuntil = 2025-06-30\n", 1)
    )
    problems = check(tmp_path / "event")
    assert not any("days from the event" in one.problem for one in problems)
    file.write_text(
        told.replace("date = 2025-05-06\n", "date = 2025-05-06\nuntil = 2025-05-01\n", 1)
    )
    (found,) = inspect(tmp_path / "event").problems
    assert "until 2025-05-01" in found.problem


def test_only_an_event_over_days_has_the_notebook_of_days(event):
    names = [path.stem for path in default_notebooks(read_manifest(event))]
    assert names[-1] == "07-days" and len(names) == 6
    one_day = read_manifest(Path(__file__).parents[1] / "corpus" / "vostochny-2023")
    assert [path.stem for path in default_notebooks(one_day)] == names[:-1]


# ---------------------------------------------------------------- charts


def by_day(span: int) -> pl.DataFrame:
    known = articles([0, span // 2, span], "aab")
    rows = [(f"a{n}", target, float(n)) for n in range(3) for target in ("x", "y")]
    frame = pl.DataFrame(rows, schema=ROWS, orient="row")
    held = pl.when(pl.col("value") > 0).then(pl.concat_list(pl.format("{}:0-1", "article_id")))
    return an.days.by_day(frame.with_columns(evidence=held.fill_null([])), known)


@pytest.mark.parametrize("span", [2, 9, 40, 400, 4_000])
@pytest.mark.parametrize("width", [390, 1_600])
def test_the_time_axis_is_whole_and_fits_the_page(span, width):
    with theme.paged(width):
        spec = specification(an.charts.over_days(by_day(span)))
        room = theme.room()
    columns = spec["layer"][0]["encoding"]["x"]["sort"]
    assert len(columns) == len(set(columns)) and 46 * len(columns) <= max(room, 3 * 46)
    marks = evidence.marks(spec)
    assert sum(mark["value"] for mark in marks) == 6
    assert {mark["day"] for mark in marks} <= set(columns)


def test_one_target_is_drawn_by_outlet():
    marks = evidence.marks(specification(an.charts.over_days(by_day(2), target="x")))
    assert [(mark["outlet_name"], mark["value"]) for mark in marks] == [
        ("a", 0),
        ("a", 1),
        ("b", 2),
    ]


def test_one_day_or_none_is_said_in_words(ferry):
    one = by_day(2).filter(day=START)
    assert "one day" in specification(an.charts.over_days(one))["title"]["text"]
    assert (
        "in an article with a date"
        in specification(an.charts.over_days(one.clear()))["title"]["text"]
    )


def test_every_explorer_of_days_leads_to_passages(ferry):
    over = [an.explore.over_days(ferry, show=show) for show in ("concepts", "actors", "claims")]
    others = [an.explore.over_days(ferry, by_outlet=True), an.explore.firsts(ferry)]
    for explorer in [*over, *others, an.explore.versions(ferry)]:
        told = next(n for n, row in enumerate(explorer.rows) if row["evidence"])
        explorer.select(told)
        assert len(explorer.value), explorer.name


def choose(explorer: Any, **values: str) -> None:
    for name, value in values.items():
        explorer.controls[name].value = value


def test_firsts_can_be_chosen_by_outlet(ferry):
    explorer = an.explore.firsts(ferry)
    choose(explorer, show="first", outlet="courier")
    rows = explorer.rows_of.filter(outlet="courier", state="first")
    assert explorer.matching == rows["item"].to_list() != []
    choose(explorer, what="statements")
    assert set(explorer.matching) <= set(ferry.statements["statement_id"])
