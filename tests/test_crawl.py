"""`parallax events`: folders, tables and the overview of a crawl's events."""

from __future__ import annotations

import datetime
import math
import random
from pathlib import Path

import explored
import polars as pl
import pytest
from lab import OUT

import analysis as an
from analysis import cli
from analysis.crawl import overview
from analysis.crawl.listing import ARTICLES, Listing, _events
from analysis.scale.selection import SELECTION, by_outlet, selection

DAY = datetime.date(2023, 3, 1)
TOWNS = ["Tarnow", "Ushuaia", "Bamako"]


def text(town: str, outlet: int) -> str:
    """One outlet's words on an event: names that only this event has among words of its own."""
    draw = random.Random(f"{town}{outlet}")
    own = [town, f"{town}er Strand{town}", f"bridge{town}", f"port{town}"] * 2
    draw.shuffle(own)
    words = iter(f"{town}{outlet}x{number}" for number in range(len(own) * 3))
    return " ".join(f"The {next(words)} {next(words)} of {name} {next(words)}." for name in own)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    rows = [
        (
            f"{town}-{outlet}",
            f"Paper {outlet}",
            f"<{town}> & {town}er",
            str(DAY),
            text(town, outlet),
        )
        for town in TOWNS
        for outlet in range(3)
    ]
    rows.append(("alone", "Paper 9", "Elsewhere", str(DAY), "Nothing happened here at all. " * 9))
    columns = ["article_id", "outlet", "title", "published", "text"]
    pl.DataFrame(rows, schema=columns, orient="row").write_parquet(folder / "crawl.parquet")
    told = [str(folder / "crawl.parquet"), "-o", str(folder / "out")]
    status = cli.main(["events", *told, "--largest", "2", "--workers", "1", "--quiet"])
    assert status == 0
    return folder


def test_the_largest_events_are_folders_that_can_be_loaded(made):
    events = pl.read_csv(made / "out" / "events.csv")
    assert len(events) == 3 and events["outlets"].to_list() == [3, 3, 3]
    folders = events["folder"].drop_nulls().to_list()
    assert len(folders) == 2
    for folder in folders:
        corpus = an.load(made / "out" / folder)
        towns = {town for town in TOWNS if town in corpus.articles["text"][0]}
        assert len(corpus.articles) == 3 and len(towns) == 1
        assert corpus.articles["published"].unique().to_list() == [DAY]


def test_a_folder_that_was_edited_stays(made):
    folder = made / "out" / pl.read_csv(made / "out" / "events.csv")["folder"][0]
    before = (folder / "event.toml").read_text() + "# mine\n"
    (folder / "event.toml").write_text(before)
    an.crawl.events(made / "crawl.parquet", made / "out", largest=2, workers=1)
    assert (folder / "event.toml").read_text() == before


def test_the_overview_escapes_what_it_quotes_and_loads_nothing(made):
    page = (made / "out" / "overview.html").read_text()
    assert "10 articles by 4 outlets" in page and "&gt; &amp; " in page
    assert "<Tarnow>" not in page and "http" not in page.replace('http-equiv="', "")
    assert "<script" not in page


def test_an_empty_listing_has_a_page():
    articles = pl.DataFrame(schema=ARTICLES)
    page = overview.page(Listing(articles, _events(articles)), "nothing", {})
    assert "No two articles are about the same event" in page


def covered(per_event: list[list[int]], alone: list[int]) -> pl.DataFrame:
    """Articles of outlets 0, 1, …: how many each has on each event, and on nothing."""
    rows = [
        (f"o{outlet}", f"e{event}")
        for event, counts in enumerate(per_event)
        for outlet, count in enumerate(counts)
        for _ in range(count)
    ]
    rows += [(f"o{outlet}", None) for outlet, count in enumerate(alone) for _ in range(count)]
    frame = pl.DataFrame(rows, schema={"outlet": pl.String, "event": pl.String}, orient="row")
    return frame.with_columns(published=pl.lit(None, pl.Date), article_id=pl.int_range(pl.len()))


def test_chance_gives_none_as_drawn_without_replacement():
    grid = selection(covered([[3, 0]], [3, 4]))
    row = grid.filter(outlet="o1").row(0, named=True)
    assert row["articles"] == 0 and math.isclose(row["expected"], 3 * 4 / 10)
    assert math.isclose(row["none"], math.comb(6, 3) / math.comb(10, 3))
    assert row["verdict"] == "open"


def test_who_prints_much_and_none_of_a_large_event_skipped_it():
    grid = selection(covered([[20, 20, 0, 0]], [40, 40, 80, 1]))
    verdicts = dict(grid.select("outlet", "verdict").rows())
    assert verdicts == {"o0": "covered", "o1": "covered", "o2": "skipped", "o3": "open"}
    assert grid.schema == SELECTION
    shares = {row["outlet"]: row for row in by_outlet(grid).iter_rows(named=True)}
    assert shares["o2"]["covered"] == 0 and shares["o2"]["low"] > 0.9
    assert all(row["low"] <= row["expected"] <= row["high"] for row in shares.values())


def test_only_the_articles_of_an_events_days_are_the_measure():
    """Who printed only later is not said to have skipped it."""
    rows = covered([[20, 20, 0]], [40, 40, 80])
    later = pl.when(pl.col("outlet") == "o2").then(pl.lit(DAY + datetime.timedelta(days=30)))
    dated = rows.with_columns(published=later.otherwise(pl.lit(DAY)))
    assert selection(dated).filter(outlet="o2")["verdict"].item() == "open"


def test_no_events_give_no_rows():
    assert selection(covered([], [3])).schema == SELECTION


def many(events: int, outlets: int = 12) -> Listing:
    """A listing of so many events, the first of all outlets, the last of two."""
    rows = []
    for event in range(events):
        reach = max(2, outlets - event * outlets // max(events, 1))
        for outlet in range(reach):
            published = DAY + datetime.timedelta(days=event % 90 + outlet % 3)
            heading = f"Event {event}: a heading that is as long as headings are, <b>&amp;</b> more"
            name = f"The outlet number {outlet}"
            told = (f"a{event}-{outlet}", name, published, heading)
            rows.append(
                (*told, f"event-{event}", 0.5 + outlet / 40, f"story-{event // 3}", outlet == 9)
            )
    articles = pl.DataFrame(rows, schema=ARTICLES, orient="row")
    return Listing(articles, _events(articles))


@pytest.mark.browser
@pytest.mark.parametrize("events", [3, 400])
@pytest.mark.parametrize(("width", "scheme"), [(1_600, "light"), (1_000, "dark"), (390, "light")])
def test_the_overview_opens_anywhere(chromium_browser, tmp_path, events, width, scheme):
    """No error, no request, no sideways scroll of the page, and nothing serious that axe finds."""
    found = many(events)
    folders = {f"event-{number}": f"events/{number:03d}" for number in range(30)}
    file = tmp_path / "overview.html"
    file.write_text(overview.page(found, "crawl", folders))
    context = chromium_browser.new_context(
        offline=True, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: asked.url != file.as_uri() and said.append(asked.url))
    page.goto(file.as_uri())
    assert page.locator(".list tbody tr").count() == min(events, 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(
        path=OUT / "screenshots" / f"overview-{events}-{width}-{scheme}.png", full_page=events < 10
    )
    assert said == []
    assert explored.barriers(page, "body") == []
    context.close()
