"""Events and their statements at scale: what belongs together, whatever the units and engines."""

from __future__ import annotations

import datetime
import math
import random

import polars as pl
import pytest
import scaled

import analysis as an
from analysis.scale import aligned, days, event_pairs, features, furniture, operations

PLACES = ["Tarnow", "Ushuaia", "Bamako", "Perth", "Leeds", "Quito", "Zadar", "Kobe", "Oulu", "Lima"]
COMMON = ["the", "of", "and", "to", "in", "a", "said", "that", "it", "was", "on", "for", "he"]


def told(event: int, outlet: int, draw: random.Random) -> str:
    """One outlet's words on an event: its own names and numbers among common words."""
    own = [PLACES[event], f"Mayor{event} Strand{event}", f"bridge{event}", f"harbour{event}"]
    lines = [" ".join(draw.choices(COMMON, k=14)) + f" {name}." for name in own * 2]
    said = f"“The {PLACES[event]} bridge will be open again before the winter comes,” Strand said."
    draw.shuffle(lines)
    return "\n\n".join([*lines, said])


@pytest.fixture(scope="module")
def crawl() -> pl.DataFrame:
    """Ten events by three outlets, told again a year later; two articles stand alone."""
    draw = random.Random(5)
    rows = []
    for year in (2022, 2023):
        for event in range(10):
            for outlet in range(3):
                day = datetime.date(year, 3, 1 + event) + datetime.timedelta(days=outlet)
                name = f"{year}-{event}-{outlet}"
                rows.append((name, f"outlet-{outlet}", day, told(event, outlet, draw)))
    for number in range(2):
        words = " ".join(f"alone{number}x{i}" for i in range(60)) + "."
        rows.append((f"alone-{number}", "outlet-0", datetime.date(2022, 3, 3), words))
    draw.shuffle(rows)
    columns = ["article_id", "outlet", "published", "text"]
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.fixture(scope="module")
def grouped(crawl, tmp_path_factory):
    folder = tmp_path_factory.mktemp("crawl")
    scaled.write(crawl, folder / "in", files=4)
    an.scale.events(folder / "in", folder / "events", progress=False, workers=1)
    return folder


def test_articles_of_one_event_are_found_within_the_window(crawl, grouped):
    found = an.scale.read(grouped / "events", "events").collect()
    assert found["article_id"].to_list() == crawl["article_id"].to_list()
    alone = found.filter(pl.col("article_id").str.starts_with("alone"))
    assert alone["event"].null_count() == 2 and alone["articles"].to_list() == [1, 1]
    rest = found.drop_nulls("event").with_columns(gold=pl.col("article_id").str.slice(0, 6))
    assert len(rest) == 60 and rest["articles"].unique().to_list() == [3]
    assert rest.group_by("event").agg(pl.col("gold").n_unique())["gold"].to_list() == [1] * 20


def test_events_do_not_depend_on_files_and_processes(crawl, grouped, tmp_path):
    scaled.write(crawl, tmp_path / "in", files=1, kind="jsonl")
    an.scale.events(tmp_path / "in", tmp_path / "out", progress=False, workers=2)
    assert scaled.totals(tmp_path / "out") == scaled.totals(grouped / "events")


def test_statements_are_those_of_each_event_alone(crawl, grouped, tmp_path):
    an.scale.statements(grouped / "in", grouped / "events", tmp_path / "out", progress=False)
    an.scale.verify(tmp_path / "out")
    events = an.scale.read(grouped / "events", "events").drop_nulls("event").collect()
    for name in events["event"].unique().sort()[:4]:
        ids = events.filter(event=name).select("article_id")
        articles = crawl.join(ids, on="article_id", how="semi").sort("article_id")
        alone = an.overlap.statements(an.read(articles).quotes, articles)
        for table in ("clauses", "statements", "renderings"):
            rows = an.scale.read(tmp_path / "out", table).filter(event=name).drop("event").collect()
            assert rows.equals(getattr(alone, table)), table
        assert alone.statements["n_outlets"].max() == 3


def test_claims_are_those_of_each_event_alone(crawl, grouped, tmp_path):
    an.scale.claims(grouped / "in", grouped / "events", tmp_path / "out", progress=False)
    an.scale.verify(tmp_path / "out")
    events = an.scale.read(grouped / "events", "events").drop_nulls("event").collect()
    for name in events["event"].unique().sort()[:2]:
        ids = events.filter(event=name).select("article_id")
        articles = crawl.join(ids, on="article_id", how="semi").sort("article_id")
        alone = an.claims.read(an.read(articles))
        for table, rows in (("claims", alone.map), ("conflicts", alone.conflicts)):
            found = an.scale.read(tmp_path / "out", table).filter(event=name).drop("event")
            assert found.collect().equals(rows), table
        assert alone.map["n_outlets"].max() == 3


def test_an_event_too_large_for_one_worker_is_aligned_in_parts(
    crawl, grouped, tmp_path, monkeypatch
):
    monkeypatch.setattr(aligned, "_LARGEST_EVENT", 2)
    an.scale.statements(
        grouped / "in", grouped / "events", tmp_path / "out", progress=False, workers=1
    )
    found = an.scale.read(tmp_path / "out", "renderings").collect()
    articles = found.group_by("event").agg(pl.col("article_id").n_unique())
    assert articles["article_id"].sort().to_list() == [1] * 20 + [2] * 20
    assert articles["event"].str.contains(r"^event-\d+, part [12] of 2$").all()


def test_statements_need_events(crawl, tmp_path):
    crawl.filter(pl.col("article_id").str.starts_with("alone")).write_parquet(
        tmp_path / "a.parquet"
    )
    an.scale.events(tmp_path / "a.parquet", tmp_path / "events", progress=False)
    with pytest.raises(an.ParallaxError, match=r"no two articles share an event.*widen"):
        an.scale.statements(tmp_path / "a.parquet", tmp_path / "events", tmp_path / "out")
    with pytest.raises(an.ParallaxError, match="there is no manifest"):
        an.scale.statements(tmp_path / "a.parquet", tmp_path / "none", tmp_path / "out")


@pytest.mark.parametrize("rows", [0, 1])
def test_an_article_alone_is_in_no_event(crawl, rows, tmp_path):
    crawl.head(rows).write_parquet(tmp_path / "few.parquet")
    an.scale.events(tmp_path / "few.parquet", tmp_path / "out", progress=False)
    found = an.scale.read(tmp_path / "out", "events").collect()
    assert found["event"].to_list() == [None] * rows


def vectors_of(texts: list[str]) -> dict[int, dict[int, int]]:
    counted = features.words(pl.DataFrame({"article": range(len(texts)), "lead": texts}))
    frequencies = counted.group_by("word").agg(df=pl.len()).filter(pl.col("df") > 1)
    found = features.vectors(features.weights(counted, frequencies))
    return {
        article: dict(found.filter(article=article)["word", "weight"].rows())
        for article in range(len(texts))
    }


def test_weights_are_a_unit_vector_of_tf_and_idf():
    """Three articles beside fifty on anything; the cosine's parts by hand.

    A word of one article counts as the rarest there; a pair of common words is none.
    """
    found = vectors_of(["rare both the", "both the", "the"])[0]
    share = [features.general_share(word) for word in ("rare", "both", "the")]
    rarity = [math.log(53 / (df + 50 * g)) for df, g in zip((2, 2, 3), share, strict=True)]
    rarity = sorted((weight for weight in rarity if weight > 0), reverse=True)
    length = math.hypot(*rarity)
    assert list(found.values()) == [round(weight / length * 2**15) for weight in rarity]


def test_what_all_of_a_few_articles_share_counts_and_function_words_hardly_do():
    found = vectors_of([f"The Tarnow bridge of {a} was closed by mayor Strand." for a in "abc"])[0]
    assert 20 * found.get(features.stable_hash("the"), 0) < found[features.stable_hash("tarnow")]


def test_the_same_words_in_the_same_order_are_more_alike_than_in_another():
    texts = ["Zadar harbour bridge reopened", "Zadar harbour bridge sunk", "Bridge harbour Zadar"]
    one, same, other = vectors_of(texts).values()

    def product(a, b):
        return sum(weight * b.get(word, 0) for word, weight in a.items())

    assert product(one, same) > product(one, other)


def test_nearness_falls_with_the_days_and_never_rises():
    rows = pl.DataFrame({"d": [0, 1, 3, 14, 60, 400, None]}, schema={"d": pl.Int64})
    none = pl.lit(0, pl.Int64)
    *dated, undated = rows.select(days.nearness(pl.col("d"), none, none)).to_series().to_list()
    assert dated == sorted(dated, reverse=True) and dated[0] == 2.2
    assert dated[2] > undated > dated[3] and dated[-1] < 0.001


def named_days(*texts: str) -> list[int]:
    articles = pl.DataFrame({"article": range(len(texts)), "title": None, "text": texts})
    found = days.told(articles.cast({"title": pl.String}))
    return articles.join(found, on="article", how="left")["told"].fill_null(0).to_list()


def test_days_that_openings_name_speak_for_or_against_one_event():
    tuesday, terca, friday, silent, year = named_days(
        "He said on Tuesday.", "Disse na terça-feira.", "On Friday, May 3", "Yes.", "In 2014"
    )
    assert tuesday == terca and silent == 0

    def agree(one: int, other: int) -> float:
        return pl.select(days.agreement(pl.lit(one), pl.lit(other))).item()

    assert agree(tuesday, terca) > 1 > agree(tuesday, friday)
    assert agree(tuesday, silent) == agree(tuesday, year) == 1
    assert agree(friday, tuesday) == agree(tuesday, friday)


def test_lines_that_an_outlet_repeats_are_no_part_of_a_lead():
    own = [f"Article {number} tells of something of its own, at length." for number in range(4)]
    texts = ["Sign up here.\n\n" + own[0], own[1] + "\nSign up here.", "Sign up here.\n" + own[2]]
    rows = pl.DataFrame(
        {
            "article": range(7),
            "outlet": ["a", "a", "a", "b", "c", "c", "c"],
            "title": None,
            "text": [*texts, "Sign up here.\n" + own[3], *["The same text, three times."] * 3],
        }
    ).cast({"title": pl.String})
    leads = furniture.leads(rows, furniture.often(furniture.lines(rows)))["lead"].to_list()
    assert [lead.strip() for lead in leads[:3]] == own[:3]
    assert "Sign up" in leads[3]  # once with this outlet
    assert [lead.strip() for lead in leads[4:]] == ["The same text, three times."] * 3


def test_confidence_says_how_alike_an_article_is_to_the_rest_of_its_event(grouped):
    found = an.scale.read(grouped / "events", "events").collect()
    inside = found.drop_nulls("event")
    assert inside["confidence"].is_between(0, 1).all()
    assert found.filter(pl.col("event").is_null())["confidence"].null_count() == 2


def test_an_event_belongs_to_one_story(grouped):
    found = an.scale.read(grouped / "events", "events").drop_nulls("event").collect()
    assert found["story"].null_count() == 0
    assert found.group_by("event").agg(pl.col("story").n_unique())["story"].max() == 1


def test_a_word_that_too_many_have_is_counted_and_dropped():
    counts = pl.DataFrame({"key": [1, 1, 2], "n": [150, 51, 200]})
    assert event_pairs.hot(counts).rows() == [(1, 201)]


def test_pieces_never_cut_a_key(monkeypatch):
    monkeypatch.setattr(operations, "PIECE", 10)
    draw = random.Random(3)
    rows = pl.DataFrame({"key": draw.choices(range(8), k=90), "value": range(90)})
    found = list(operations.pieces(rows, "key"))
    assert len(found) > 3 and sum(map(len, found)) == 90
    keys = [set(piece["key"]) for piece in found]
    assert sum(map(len, keys)) == len(set().union(*keys))
    again = pl.concat(operations.pieces(rows.sample(fraction=1, shuffle=True, seed=1), "key"))
    assert again.equals(pl.concat(found))
