"""Framing: counts that add up, scores against other ways to work them out, hand-marked texts."""

from __future__ import annotations

import math
import re

import numpy as np
import polars as pl
import pytest
import vl_convert
from conftest import EVENT, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis import tables
from analysis.preparing.suggest import suggest
from analysis.reading import mentions, segments
from analysis.terms import term_pattern
from analysis.views import evidence
from analysis.views.explorers.explorer import specification


def test_airtime_counts_every_word_of_the_body_once(corpus):
    rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    body = corpus.tokens.filter(kind="body").group_by("article_id").len()
    summed = rows.group_by("article_id").agg(pl.col("value").sum(), pl.col("n").first())
    joined = summed.join(body, on="article_id")
    assert (joined["value"] == joined["len"]).all()
    assert (joined["n"] == joined["len"]).all()


def test_airtime_evidence_holds_exactly_the_words_counted(corpus, texts):
    rows = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    words = corpus.tokens.filter(kind="body")
    for row in rows.iter_rows(named=True):
        spans = [tables.parse_passage_id(passage)[1:] for passage in row["evidence"]]
        inside = words.filter(article_id=row["article_id"]).filter(
            pl.any_horizontal(
                (pl.col("start") >= start) & (pl.col("end") <= end) for start, end in spans
            )
        )
        assert len(inside) == row["value"]


def test_naming_counts_every_mention_once(corpus):
    rows = an.framing.naming(corpus.mentions)
    assert rows["n"].sum() == len(corpus.mentions)
    assert rows["evidence"].list.len().equals(rows["n"].cast(pl.UInt32))


def test_the_findings_that_a_reader_of_the_first_event_makes(corpus):
    rows = an.framing.naming(corpus.mentions, corpus.articles)
    loaded = rows.filter(label="evaluative").select("outlet", "called", "voice", "kind").rows()
    loaded = [(outlet, called.lower(), *rest) for outlet, called, *rest in loaded]
    assert ("washington-examiner", "dictator", "outlet", "body") in loaded
    assert ("washington-examiner", "despot", "outlet", "promo") in loaded
    assert {outlet for outlet, *_ in loaded} == {"washington-examiner"}
    chairman = rows.filter(called="chairman").select("outlet", "voice").rows()
    assert chairman == [("sputnik-india", "quoted")]


def test_coverage_of_the_first_event(corpus):
    rows = an.framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    assert len(rows) == corpus.concepts["concept"].n_unique() * len(corpus.articles)

    def silent(concept: str) -> list[str]:
        return rows.filter(pl.col("value") == 0, target=concept)["outlet"].to_list()

    assert silent("ukraine-war") == ["sputnik-india"]
    assert silent("missile-launch") == ["bz", "unnamed", "sputnik-india"]
    assert (rows["value"] <= rows["n"]).all()


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("war", "The War began", True),
        ("war", "warfare", False),
        ("weapon*", "weapons", True),
        ("Security Council", "security\ncouncil", True),
        ("U.S.", "the U.S. said", True),
        ("U.S.", "the UXS said", False),
        ("/\\b75(?:th)?\\b/", "the 75th year", True),
    ],
)
def test_terms(term, text, found):
    assert bool(term_pattern(term).search(text)) == found


@given(st.text(min_size=1, max_size=12).filter(str.strip))
def test_a_literal_term_finds_itself(term):
    if not (term.startswith("/") and term.endswith("/")) and "*" not in term:
        assert term_pattern(term).search(" ".join(term.split()))


def test_an_event_without_actors_or_concepts_gives_empty_tables():
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": ["It rained. It poured."]}))
    assert len(corpus.mentions) == 0
    assert len(an.framing.naming(corpus.mentions)) == 0
    assert (
        len(
            an.framing.coverage(
                corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
            )
        )
        == 0
    )


# --- keyness and concept shares ------------------------------------------------------------------


def tokens_of(sentences: list[tuple[str, str]], voice: str = "outlet") -> pl.DataFrame:
    """Tokens of (article, sentence) pairs, words split at spaces."""
    rows = []
    for number, (article_id, sentence) in enumerate(sentences):
        for word in sentence.split():
            rows.append((article_id, len(rows), number, 0, 1, word, "body", voice, None))
    return pl.DataFrame(rows, schema=tables.TOKENS.schema, orient="row")


def articles_of(*names: str) -> pl.DataFrame:
    return pl.DataFrame({"article_id": names, "outlet": names})


WORDS = st.lists(
    st.tuples(st.sampled_from("ab"), st.lists(st.sampled_from("xyzw"), min_size=1).map(" ".join)),
    min_size=2,
    max_size=12,
)


@settings(max_examples=40)
@given(WORDS, st.sampled_from([0.1, 1.0]))
def test_keyness_agrees_with_the_formula_worked_out_word_by_word(sentences, prior):
    rows = an.framing.keyness(
        tokens_of(sentences), articles_of("a", "b"), least=1, prior=prior, draws=20
    )
    words = {name: " ".join(s for a, s in sentences if a == name).split() for name in "ab"}
    if not words["a"] or not words["b"]:
        assert rows.is_empty()
        return
    for row in rows.iter_rows(named=True):
        mine, others = words[row["group"]], words["b" if row["group"] == "a" else "a"]
        y, y_ = mine.count(row["word"]), others.count(row["word"])
        assert (y, len(mine)) == (row["target_count"], row["target_words"])
        assert (y_, len(others)) == (row["reference_count"], row["reference_words"])
        a, everything = prior * (y + y_), prior * (len(mine) + len(others))
        if y + y_ == len(mine) + len(others):  # the only word there is
            assert row["z"] is None
            continue
        rest, rest_ = len(mine) + everything - y - a, len(others) + everything - y_ - a
        delta = math.log((y + a) / rest) - math.log((y_ + a) / rest_)
        assert row["log_odds"] == pytest.approx(delta, abs=1e-9)
        assert row["z"] == pytest.approx(delta / math.sqrt(1 / (y + a) + 1 / (y_ + a)), abs=1e-9)


def test_two_groups_mirror_each_other(corpus):
    two = corpus.articles.filter(pl.col("outlet").is_in(["efe", "bz"]))
    rows = an.framing.keyness(corpus.tokens, two, draws=50)
    other = rows.with_columns(group=pl.col("group").replace({"efe": "bz", "bz": "efe"}))
    pairs = rows.join(other, on=["group", "word"])
    assert len(pairs) == len(rows)
    assert np.allclose(pairs["z"], -pairs["z_right"])
    assert (pairs["target_count"] == pairs["reference_count_right"]).all()


def test_a_word_that_only_one_outlet_uses_in_every_sentence_goes_beyond_chance():
    mine = [("a", f"the regime said w{i}") for i in range(30)]
    others = [("b", f"the state said w{i}") for i in range(30)]
    rows = an.framing.keyness(tokens_of(mine + others), articles_of("a", "b"), draws=200)
    beyond = rows.filter(pl.col("z").abs() > pl.col("bound"))
    assert set(beyond["word"]) == {"regime", "state"}
    assert (beyond["p"] <= 0.05).all()
    assert (rows.filter(pl.col("z").abs() <= pl.col("bound"))["p"] >= 0.05).all()


def test_keyness_reads_one_voice(corpus):
    rows = an.framing.keyness(corpus.tokens, corpus.articles, voice="quoted", least=1, draws=10)
    quoted = corpus.tokens.filter(voice="quoted", kind="body")
    total = rows.group_by("group").agg(pl.col("target_count").sum(), pl.col("target_words").first())
    assert total["target_count"].sum() == len(quoted)
    assert (total["target_count"] == total["target_words"]).all()


def test_keyness_evidence_is_the_words_counted(corpus, texts):
    rows = an.framing.keyness(corpus.tokens, corpus.articles, draws=10)
    assert (rows["evidence"].list.len() == rows["target_count"]).all()
    row = rows.filter(group="efe", word="pyongyang").row(0, named=True)
    for passage in row["evidence"]:
        article_id, start, end = tables.parse_passage_id(passage)
        assert texts[article_id][start:end] == "Pyongyang"


def test_keyness_of_what_cannot_be_compared():
    one = an.framing.keyness(tokens_of([("a", "one outlet only")] * 3), articles_of("a"))
    assert one.is_empty() and "z" in one.columns
    tokens, articles = tokens_of([("a", "x x x")]), articles_of("a")
    with pytest.raises(an.ParallaxError, match="no column 'owner'"):
        an.framing.keyness(tokens, articles, by="owner")
    with pytest.raises(an.ParallaxError, match="unknown voice 'loud'"):
        an.framing.keyness(tokens, articles, voice="loud")


def test_concept_shares_agree_with_coverage(corpus):
    c = corpus
    shares = an.framing.concept_shares(c.articles, c.sentences, c.paragraphs, c.concepts)
    counted = an.framing.coverage(
        c.articles, c.sentences, c.paragraphs, c.concepts, kinds=("body",)
    )
    both = shares.join(counted, on=["outlet", "target"])
    assert len(both) == len(shares) == len(counted)
    assert np.allclose(both["value"], both["value_right"] / both["n_right"])
    assert (shares["low"] <= shares["value"]).all() and (shares["value"] <= shares["high"]).all()


def test_the_null_of_concept_shares_is_the_hypergeometric_one_of_two_outlets():
    first, second = "War came. War went. War won. It rained.", "It rained. " * 5 + "War came."
    c = read_two(first, second)
    concepts = pl.DataFrame({"concept": ["war"], "name": ["War"], "term": ["war"]})
    rows = an.framing.concept_shares(c.articles, c.sentences, c.paragraphs, concepts, draws=8000)
    assert rows["value"].to_list() == [3 / 4, 1 / 6]
    ways = {k: math.comb(4, k) * math.comb(6, 4 - k) / math.comb(10, 4) for k in range(5)}
    exact = sum(p for k, p in ways.items() if abs(k - 1.6) >= 3 - 1.6)
    assert rows["p"].to_list() == pytest.approx([exact, exact], abs=0.02)


# --- facts, placement, what comes nearest ---------------------------------------------------------


def read_two(first: str, second: str) -> an.Corpus:
    return an.read(pl.DataFrame({"outlet": ["a", "b"], "text": [first, second]}))


@pytest.mark.parametrize(
    ("text", "fact", "target"),
    [
        ("It fired two short-range ballistic missiles on Friday.", "number", "two missiles"),
        ("It fired 2 missiles.", "number", "2 missiles"),
        ("They spent 3.5 million dollars.", "number", "3.5 million dollars"),
        ("The 75th anniversary came.", "number", "75th anniversary"),
        ("He came on September 13, 2023 by train.", "date", "13 September"),
        ("He came on 13 Sept by train.", "date", "13 September"),
        ("It began in February 2022 there.", "date", "February 2022"),
        ("Nothing has changed since 2019 there.", "date", None),
        ("The two countries agreed.", "number", None),
        ("They met on Friday.", "date", None),
        ("It rose by 12 per cent of income.", "number", "12 per cent"),
        ("It costs $3.5m.", "number", "$3.5m"),
        ("The Koreans left.", "name", None),
        ("They may march.", "date", None),
        ("The talks in Vladivostok ended.", "place", "Vladivostok"),
        ("The spokesman Dmitry Peskov left.", "person", "Dmitry Peskov"),
        ("The State Department agreed.", "name", "State Department"),
        ("Later they met President of Brazil Lula once again.", "name", "Brazil Lula"),
        ("Nobody came.", "name", None),
        ("The Russian president spoke.", "name", None),
    ],
)
def test_what_is_a_fact(text, fact, target):
    corpus = read_two(text, "It rained.")
    rows = an.framing.facts(corpus.tokens, corpus.articles).filter(pl.col("value") > 0, fact=fact)
    assert rows["target"].to_list() == ([target] if target else [])


def test_one_fact_in_two_forms():
    corpus = read_two("Dmitry Peskov spoke of two missiles.", "The 2 new missiles, said Peskov.")
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    for target in ("Dmitry Peskov", "two missiles"):
        assert rows.filter(target=target)["value"].to_list() == [1, 1]


POOL = (
    "President of the de Rep. Mr. Brazil Lula da Russian Western May 7 75th two million "
    "Sept. 2019 in “ ” . , He I'll U.S. S. said Kim-2 State Department 's Monday"
)
WORDY = st.lists(st.sampled_from(POOL.split()), min_size=1, max_size=14)


@settings(max_examples=150)
@given(WORDY, WORDY)
def test_whatever_the_words_facts_are_passages_of_the_text(first, second):
    texts = {"a": " ".join(first), "b": " ".join(second)}
    articles = pl.DataFrame({"article_id": list(texts), "outlet": list(texts)}).with_columns(
        text=pl.Series(texts.values())
    )
    places = [(a, 0, 0, 0, len(text)) for a, text in texts.items()]
    lines = pl.DataFrame(places, schema=tables.SENTENCES.schema, orient="row")
    words, _ = segments.tokens(articles, lines)
    words = words.with_columns(kind=pl.lit("body"), voice=pl.lit("outlet"))
    rows = an.framing.facts(words, articles)
    for article_id, passages in rows.select("article_id", "evidence").iter_rows():
        for passage in passages:
            _, start, end = tables.parse_passage_id(passage)
            assert texts[article_id][start:end].strip()
    suggest(words, articles)


def test_facts_are_a_full_grid_and_their_evidence_is_what_was_counted(corpus):
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    assert len(rows) == rows["target"].n_unique() * len(corpus.articles)
    assert (rows["evidence"].list.len() == rows["value"]).all()
    carried = rows.filter(pl.col("value") > 0).group_by("target").len()
    reach = rows.select("target", "n_articles").unique()
    assert (
        (carried.join(reach, on="target").select(pl.col("len") == pl.col("n_articles")))
        .to_series()
        .all()
    )


def test_facts_agree_with_the_hand_coded_table(corpus):
    coded = pl.read_csv(ROOT / "tests/gold/facts.csv").unpivot(
        index="target", variable_name="article_id", value_name="carried"
    )
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    both = coded.join(rows, on=["target", "article_id"])
    assert coded["target"].n_unique() >= 25 and len(both) == len(coded)
    assert ((both["value"] > 0) == (both["carried"] == 1)).mean() >= 0.95


def test_placement_counts_the_words_before():
    first = "A headline here\n\nOne two three four. Five war six seven.\n\nEight nine ten war."
    corpus = read_two(first, "Nothing here at all.")
    concepts = pl.DataFrame(
        {
            "concept": ["war", "top", "end"],
            "name": ["War", "Top", "End"],
            "term": ["war", "headline", "ten"],
        }
    )
    rows = an.framing.coverage(corpus.articles, corpus.sentences, corpus.paragraphs, concepts)
    placed = an.framing.placement(rows, corpus.tokens, corpus.paragraphs)
    found = {row["target"]: (row["share"], row["part"]) for row in placed.iter_rows(named=True)}
    assert found == {"war": (5 / 12, "lead"), "top": (0, "headline"), "end": (10 / 12, "tail")}


def test_placement_of_the_first_event(corpus):
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    placed = an.framing.placement(rows, corpus.tokens, corpus.paragraphs)
    assert len(placed) == len(rows.filter(pl.col("value") > 0))
    assert placed["share"].is_between(0, 1).all()
    earlier = [
        min(tables.parse_passage_id(passage)[1] for passage in passages)
        for passages in placed["evidence"]
    ]
    assert [tables.parse_passage_id(first)[1] for first in placed["first"]] == earlier


def test_what_is_not_found_has_the_nearest_sentence_beside_it(corpus):
    c = read_two(
        "Russia fired a ballistic missile at sea. It rained all day.",
        "It was a fine day. A rocket was fired by Russia at sea. Nobody slept.",
    )
    concepts = pl.DataFrame({"concept": ["m"], "name": ["M"], "term": ["missile*"]})
    rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, concepts)
    shown = an.framing.nearest(rows, c.articles, c.sentences, c.paragraphs)
    assert shown["found"].to_list() == ["found", "not found"]
    _, start, end = tables.parse_passage_id(shown["nearest"][1])
    assert c.articles["text"][1][start:end].startswith("A rocket was fired")
    assert shown["nearest"][0] is None


def test_nothing_is_near_what_nobody_mentions(corpus):
    c = corpus
    nobody = pl.DataFrame({"concept": ["x"], "name": ["X"], "term": ["zeppelin"]})
    rows = an.framing.coverage(c.articles, c.sentences, c.paragraphs, nobody)
    shown = an.framing.nearest(rows, c.articles, c.sentences, c.paragraphs)
    assert shown["nearest"].is_null().all() and (shown["found"] == "not found").all()
    assert an.framing.unmatched(c.articles, nobody)["term"].to_list() == ["zeppelin"]


@pytest.mark.parametrize(
    ("term", "says"),
    [("", "has no terms"), (None, "has no terms"), ("/wa(r/", "not a valid pattern")],
)
def test_a_concept_without_terms_or_with_a_broken_one_is_named(corpus, term, says):
    c = corpus
    concepts = pl.DataFrame({"concept": ["odd"], "name": ["Odd"], "term": [term]})
    with pytest.raises(an.ParallaxError, match=f"concept 'odd': .*{says}"):
        an.framing.coverage(c.articles, c.sentences, c.paragraphs, concepts)


# --- who speaks, how ------------------------------------------------------------------------------


def test_equal_speakers_count_fully_and_one_voice_as_one():
    rows = pl.DataFrame(
        {
            "article_id": ["a"] * 4 + ["b", "c"],
            "outlet": ["a"] * 4 + ["b", "c"],
            "voice": ["quoted"] * 3 + ["outlet"] + ["quoted", "outlet"],
            "target": ["x", "y", "z", None, "x", None],
            "value": [10.0, 10.0, 10.0, 70.0, 5.0, 9.0],
            "evidence": [["a:0-1"]] * 6,
        }
    )
    found = an.framing.diversity(rows)
    assert found["value"].to_list() == [pytest.approx(3), pytest.approx(1), None]
    assert found["n"].to_list() == [3, 1, 0]
    sides = pl.DataFrame({"actor": ["x", "y"], "side": ["one", "one"]})
    assert an.framing.diversity(rows, sides)["n"].to_list() == [2, 1, 0]


def test_every_reporting_verb_is_counted_once(corpus, texts):
    rows = an.framing.reporting_verbs(corpus.quotes, corpus.articles, corpus.paragraphs)
    cues = corpus.quotes.drop_nulls("cue_start").unique(["article_id", "cue_start"])
    body = corpus.tokens.filter(kind="body").select("article_id", cue_start="start")
    assert rows["n"].sum() == len(cues.join(body, on=["article_id", "cue_start"]))
    assert (rows["evidence"].list.len() == rows["n"]).all()
    assert set(rows["class"]) <= {"neutral", "stressing", "claiming", "doubting", "other"}
    assert rows.filter(verb="argue")["class"].to_list() == ["claiming"]


# --- mentions -------------------------------------------------------------------------------------


def mentions_in(text: str, aliases: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """(surface, actor, label) of the mentions in a text."""
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": [text]}))
    frame = pl.DataFrame(aliases, schema=["actor", "alias", "label"], orient="row")
    found = mentions.find(corpus.articles, corpus.sentences, corpus.tokens, frame)
    return found.select("surface", "actor", "label").rows()


KIM = [
    ("kim", "Kim", "name"),
    ("kim", "North Korean leader", "role"),
    ("ru", "the Kremlin", "name"),
]
PUTIN = [("putin", "Putin", "name"), ("putin", "Kremlin chief", "role")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kim left. He was tired.", [("Kim", "kim", "name"), ("He", "kim", "pronoun")]),
        ("Kim met Putin. He was tired.", [("Kim", "kim", "name"), ("Putin", "putin", "name")]),
        ("Kim met John Smith. He left.", [("Kim", "kim", "name")]),
        ("Kim spoke. “Putin is here,” he said.", [
            ("Kim", "kim", "name"), ("Putin", "putin", "name"), ("he", "kim", "pronoun")]),
        ("Kim left. Then it rained. He ate.", [("Kim", "kim", "name")]),
        ("Kim left. He slept. She ate.", [("Kim", "kim", "name"), ("He", "kim", "pronoun")]),
        ("the Kremlin chief spoke.", [("Kremlin chief", "putin", "role")]),
        ("KIM LEFT.", [("KIM", "kim", "name")]),
        ("Kim-2 flew.", []),
        ("the Kremlin spoke. He left.", [("the Kremlin", "ru", "name")]),
    ],
)  # fmt: skip
def test_who_is_meant(text, found):
    assert mentions_in(text, KIM + PUTIN) == found


def test_an_alias_of_two_actors_is_named():
    with pytest.raises(an.ParallaxError, match="alias 'Kim': it names both 'kim' and 'yo'"):
        mentions_in("Kim left.", [*KIM, ("yo", "Kim", "name")])


def test_the_longer_name_is_another_person():
    sister = [*KIM, ("yo", "Kim Yo Jong", "name")]
    assert mentions_in("Kim Yo Jong left.", sister) == [("Kim Yo Jong", "yo", "name")]


def test_an_outlet_named_after_an_actor_is_no_mention():
    corpus = an.read(pl.DataFrame({"outlet": ["kim-times"], "text": ["The Kim Times met Kim."]}))
    frame = pl.DataFrame(KIM, schema=["actor", "alias", "label"], orient="row")
    found = mentions.find(corpus.articles, corpus.sentences, corpus.tokens, frame)
    assert found["start"].to_list() == [18]


def test_mentions_agree_with_those_marked_by_hand(corpus):
    marked = pl.read_csv(ROOT / "tests/gold/mentions.csv")
    both = marked.join(corpus.mentions, on=["article_id", "start", "end", "actor", "label"])
    assert 2 * len(both) / (len(marked) + len(corpus.mentions)) >= 0.95
    quoted = [both[name] == "quoted" for name in ("voice", "voice_right")]
    assert (quoted[0] == quoted[1]).mean() >= 0.98
    assert (both["voice"] == both["voice_right"]).mean() >= 0.9


def test_modifiers_are_the_words_that_describe(corpus):
    rows = an.framing.naming(corpus.mentions, corpus.articles)
    assert rows.filter(label="evaluative", kind="promo")["modifiers"].item().to_list() == [
        "North Korean"
    ]
    assert an.framing.naming(corpus.mentions)["modifiers"].list.len().sum() == 0


# --- suggestions and charts -----------------------------------------------------------------------


def test_suggestions_for_a_new_event_find_its_actors(corpus):
    articles = corpus.articles.select("outlet", "text")
    read = an.read(articles)
    rows = suggest(read.tokens, read.articles)
    proposed = rows.filter(kind="actor")["name"].to_list()
    assert {"Vladimir Putin", "Kim Jong Un", "Russia", "North Korea"} <= set(proposed[:6])
    assert set(rows["kind"]) == {"actor", "concept", "fact"}
    assert (rows["evidence"].list.len() == rows["n"]).all()


@pytest.fixture(scope="module")
def charts(corpus):
    c, f = corpus, an.framing
    keyness = f.keyness(c.tokens, c.articles, draws=50)
    covered = f.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)
    shares = f.concept_shares(c.articles, c.sentences, c.paragraphs, c.concepts, draws=50)
    placed = f.placement(covered, c.tokens, c.paragraphs)
    verbs = f.reporting_verbs(c.quotes, c.articles)
    facts = f.facts(c.tokens, c.articles)
    return {
        "keyness": an.charts.keyness(keyness, "efe", c.outlets),
        "share": an.charts.concept_share(shares, "sanctions", c.concepts, c.outlets),
        "placement": an.charts.placement(placed, c.outlets, c.concepts),
        "facts": an.charts.fact_map(facts, c.outlets),
        "verbs": an.charts.reporting_verbs(verbs, "putin", c.outlets, c.actors),
        "no word": an.charts.keyness(keyness.clear(), "efe"),
        "no share": an.charts.concept_share(shares.clear(), "x"),
        "no place": an.charts.placement(placed.clear()),
        "no fact": an.charts.fact_map(facts.clear()),
        "no verb": an.charts.reporting_verbs(verbs, "nobody"),
    }


@pytest.mark.parametrize("name", ["keyness", "share", "placement", "facts", "verbs"])
def test_marks_carry_passages_of_the_texts(charts, corpus, name):
    rows = evidence.marks(specification(charts[name]))
    ids = [passage for row in rows for passage in row["evidence"]]
    assert ids
    found = evidence.passages(ids, corpus.articles, corpus.sentences, corpus.outlets)
    assert found["text"].str.len_chars().min() > 0
    empty = [row for row in rows if not row["evidence"]]
    assert all(row.get("mentions") == 0 or row.get("value") == 0 for row in empty)


def test_charts_compile_even_with_nothing_to_draw(charts):
    for chart in charts.values():
        spec = specification(chart)
        assert spec["title"]["text"] and spec["title"]["subtitle"] and spec["description"]
        assert "<svg" in vl_convert.vegalite_to_svg(spec)


def test_marks_inside_the_band_are_grey_and_those_beyond_are_not():
    mine = [("a", f"the regime said w{i}") for i in range(30)]
    others = [("b", f"the state said w{i}") for i in range(30)]
    rows = an.framing.keyness(tokens_of(mine + others), articles_of("a", "b"), draws=50)
    svg = vl_convert.vegalite_to_svg(specification(an.charts.keyness(rows, "a")))
    assert 'fill="#D55E00"' in svg and 'fill="#999999"' in svg


def test_a_fact_said_not_to_be_found_stands_nowhere_in_the_article(corpus, texts):
    rows = an.framing.facts(corpus.tokens, corpus.articles)
    read = corpus.paragraphs.filter(pl.col("kind").is_in(["headline", "subhead", "body"]))
    longer = {tables.parse_passage_id(p) for p in rows["evidence"].explode().drop_nulls()}
    for article_id, target in rows.filter(value=0).select("article_id", "target").iter_rows():
        for start, end in read.filter(article_id=article_id).select("start", "end").iter_rows():
            form = rf"(?<![\w-]){re.escape(target)}(?![\w-])"
            for hit in re.finditer(form, texts[article_id][start:end]):
                place = start + hit.start()
                assert any(a == article_id and low <= place < high for a, low, high in longer)


def test_what_two_say_together_counts_for_each_of_them():
    text = "The pier\n\n“We will stay here,” Nora Quill and Peter Lund said on Monday, quietly."
    rows = pl.DataFrame({"article_id": ["a"], "outlet": ["x"], "text": [text]})
    corpus = an.read(rows)
    given = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    quoted = given.filter(voice="quoted").sort("target").select("target", "value").rows()
    assert quoted == [("Nora Quill", 4), ("Peter Lund", 4)]
    body = len(corpus.tokens.filter(kind="body"))
    assert given["n"].to_list() == [body] * len(given)
    media = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles, by="via")
    assert media["value"].sum() == body


def test_verbs_are_given_to_sure_speakers_only():
    corpus = an.load(EVENT)
    guessed = corpus.quotes.with_columns(sure=pl.lit("guessed"))
    rows = an.framing.reporting_verbs(guessed, corpus.articles)
    assert rows["actor"].unique().to_list() == ["unknown"]
