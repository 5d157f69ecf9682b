"""Alignment: clauses are exact passages, statements do not chain, odd input has a clear result."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures import overlap
from analysis.measures.overlap import clusters, encoder, features
from analysis.measures.overlap.clauses import cut
from analysis.measures.overlap.printings import align, passages

ROOT = Path(__file__).parents[1]
GOLD = pl.read_csv(ROOT / "tests/gold/statements-vostochny-2023.csv")

TOGETHER = "I hope we will always be together in the fight against imperialism"
TOGETHER_TOO = "we will be together in the fight against imperialism and for peace"
STRUGGLE = "Russia has risen up in a holy struggle to defend its sovereignty and security"
STRUGGLE_TOO = "Russia is engaged in a sacred battle to defend its sovereignty and security"


def event(said: dict[str, list[tuple[str, str, str]]], **columns):
    """Articles and quotes from {article: [(form, speaker, words), …]}."""
    texts, rows = [], []
    for article, quoted in said.items():
        text = ""
        for form, actor, words in quoted:
            start = len(text) + 1
            text += f"“{words}” they said.\n"
            rows.append((f"{article}:{start}", 0, article, start, start + len(words), form, actor))
        texts.append(text)
    articles = pl.DataFrame(
        {"article_id": list(said), "text": texts, **columns}, schema_overrides={"text": pl.String}
    )
    names = ("quote_id", "part", "article_id", "start", "end", "form", "actor")
    schema = {name: pl.Int64 if name in ("part", "start", "end") else pl.String for name in names}
    return pl.DataFrame(rows, schema=schema, orient="row"), articles


def first_event(*, reported: bool = True):
    """The first event's articles and its quotations as marked by hand."""
    names = GOLD["article_id"].unique(maintain_order=True).to_list()
    raw = ROOT / "corpus/vostochny-2023/raw"
    texts = [(raw / f"{name}.txt").read_bytes().decode() for name in names]
    gold = GOLD if reported else GOLD.filter(pl.col("form") != "indirect")
    quotes = gold.group_by("article_id", "quote", maintain_order=True).agg(
        pl.format("{}:{}", "article_id", "start").first().alias("quote_id"),
        pl.lit(0).alias("part"),
        pl.min("start"),
        pl.max("end"),
        pl.first("form"),
        pl.first("actor"),
    )
    return quotes, pl.DataFrame({"article_id": names, "text": texts})


# --- clauses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("There are rules. We follow them.", ["There are rules", "We follow them"]),
        (
            "We follow the rules (…). Here, too, we can talk",
            ["We follow the rules", "Here, too, we can talk"],
        ),
        ("Gen. Ryder and the U.S. Senate agreed", ["Gen. Ryder and the U.S. Senate agreed"]),
        (
            "We like to read the rules, but there are things we can discuss",
            ["We like to read the rules", "but there are things we can discuss"],
        ),
        ("We came, we saw and we won", ["We came, we saw and we won"]),
        (
            "Wir folgen den Regeln genau, aber es gibt auch Dinge zu bereden",
            ["Wir folgen den Regeln genau", "aber es gibt auch Dinge zu bereden"],
        ),
        ("…", []),
    ],
)
def test_clauses_are_cut_where_a_writer_could_stop(text, pieces):
    assert [text[a:b] for a, b in cut(text)] == pieces


@given(st.text(alphabet="ab. ,;:…—()[]\n“”!?AI'", max_size=80))
def test_cut_gives_ordered_disjoint_spans_that_lose_no_word(text):
    spans = cut(text)
    ends = [0, *(x for span in spans for x in span), len(text)]
    assert ends == sorted(ends)
    kept = "".join(text[a:b] for a, b in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_clauses_are_the_articles_own_words_in_order():
    quotes, articles = first_event()
    clauses = overlap.clauses(quotes, articles)
    texts = dict(articles.iter_rows())
    assert all(
        texts[r["article_id"]][r["start"] : r["end"]] == r["text"] for r in clauses.rows(named=True)
    )
    assert clauses["clause_id"].is_unique().all()
    assert clauses["statement_id"].is_null().all()
    for rows in clauses.partition_by("article_id"):
        assert (rows["start"][1:] >= rows["end"][:-1]).all()


def test_a_reported_clause_with_a_quoted_fragment_is_one_mixed_clause():
    text = "Kim said that relations have “deep roots” today."
    quotes = pl.DataFrame(
        {
            "quote_id": ["a:9", "a:30"],
            "part": [0, 0],
            "article_id": ["a", "a"],
            "start": [9, 30],
            "end": [47, 40],
            "form": ["indirect", "mixed"],
            "actor": ["kim", "kim"],
        }
    )
    clauses = overlap.clauses(quotes, pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert clauses.select("text", "form").rows() == [("relations have “deep roots” today", "mixed")]


def test_scare_quotes_and_titles_state_nothing():
    quotes, articles = event(
        {"a": [("scare", "x", "so-called reform of it"), ("title", "x", "The Daily News of It")]}
    )
    assert overlap.clauses(quotes, articles).is_empty()


def test_one_or_two_reported_words_state_nothing_but_quoted_ones_do():
    said = [("indirect", "kim", "with defiance"), ("direct", "kim", "We won")]
    said += [("indirect", "kim", "that Russia was winning")]
    found = overlap.clauses(*event({"efe": said}))
    assert found["text"].to_list() == ["We won", "Russia was winning"]


def test_a_quote_of_an_unknown_article_is_an_error_that_names_it():
    quotes, articles = event({"a": [("direct", "x", TOGETHER)]})
    with pytest.raises(ParallaxError, match="article 'a' is not among the articles"):
        overlap.clauses(quotes, articles.with_columns(article_id=pl.lit("b")))
    with pytest.raises(ParallaxError, match="column 'actor' is missing"):
        overlap.clauses(quotes.drop("actor"), articles)


# --- pairs --------------------------------------------------------------------------------------


def test_pairs_lie_between_articles_and_know_the_same_statement():
    quotes, articles = event(
        {
            "a": [("direct", "kim", TOGETHER), ("direct", "kim", STRUGGLE)],
            "b": [("direct", "kim", TOGETHER_TOO), ("direct", "kim", STRUGGLE_TOO)],
        }
    )
    clauses = overlap.clauses(quotes, articles)
    pairs = overlap.pairs(clauses)
    article = dict(clauses.select("clause_id", "article_id").iter_rows())
    assert all(
        article[a] != article[b] for a, b in pairs.select("clause_a", "clause_b").iter_rows()
    )
    assert pairs["score"].is_between(0, 1).all()
    a, b = clauses.filter(article_id="a"), clauses.filter(article_id="b")
    same = pairs.filter("same").select("clause_a", "clause_b").rows()
    assert sorted(same) == sorted(zip(a["clause_id"], b["clause_id"], strict=True))


PROPOSAL = "They rejected the proposal as being a non-starter for everybody in the whole country"
CLIPPED = "the plan that he laid out on Saturday was a “non-starter” and would not get a vote"


def quoting(speaker: str, *others: tuple[str, str, str]):
    """A sentence of one speaker, two of its words quoted by another article, and others."""
    said = {"a": [("direct", "Ann Roe", PROPOSAL)], "b": [("mixed", speaker, CLIPPED)]}
    quotes, articles = event(said | {f"c{i}": [one] for i, one in enumerate(others)})
    clauses = overlap.clauses(quotes, articles)
    rows = overlap.pairs(clauses).filter("same").select("clause_a", "clause_b").rows()
    return {tuple(sorted(x.split(":")[0] for x in pair)) for pair in rows}


def test_one_speakers_quoted_words_are_the_same_however_long_the_rest():
    assert ("a", "b") in quoting("Roe")


def test_quoted_words_that_others_use_too_say_nothing():
    assert ("a", "b") not in quoting("Jim Doe")
    also = ("direct", "Jim Doe", "I for one call every such idea a non-starter from now on")
    assert ("a", "b") not in quoting("Roe", also)


def test_pairs_need_only_the_five_columns_and_any_ids():
    clauses = pl.DataFrame(
        {
            "clause_id": ["x", "y"],
            "quote_id": ["q", "r"],
            "article_id": ["1", "2"],
            "text": [TOGETHER, TOGETHER],
            "actor": [None, None],
        },
        schema_overrides={"actor": pl.String},
    )
    assert overlap.pairs(clauses)["same"].to_list() == [True]
    assert overlap.pairs(clauses.clear()).is_empty()
    with pytest.raises(ParallaxError, match="'text' is missing"):
        overlap.pairs(clauses.drop("text"))


@settings(max_examples=15)
@given(st.permutations(["efe", "bz", "unnamed", "sputnik-india", "washington-examiner"]))
def test_scores_do_not_depend_on_the_order_of_the_articles(order):
    clauses = overlap.clauses(*first_event())
    shuffled = pl.concat([clauses.filter(article_id=name) for name in order])
    scores = [
        {frozenset((a, b)): round(s, 9) for a, b, s, _ in overlap.pairs(c).iter_rows()}
        for c in (clauses, shuffled)
    ]
    assert scores[0] == scores[1]


def test_another_speaker_or_a_lost_negation_lowers_the_score():
    def score(words: str, actor: str) -> float:
        quotes, articles = event(
            {"a": [("direct", "Kim Jong Un", STRUGGLE)], "b": [("direct", actor, words)]}
        )
        return overlap.pairs(overlap.clauses(quotes, articles))["score"].sum()

    assert (
        score(STRUGGLE_TOO, "Kim")
        > score(STRUGGLE_TOO, "the leader")
        > score(STRUGGLE_TOO, "Joe Biden")
    )
    assert score(STRUGGLE_TOO, "Kim") > score(STRUGGLE_TOO.replace("is", "is not"), "Kim")


def test_names_match_by_their_words_and_descriptions_name_nobody():
    assert features.name_words("Sen. Mitch McConnell") >= features.name_words("Mr. McConnell")
    assert features.name_words("kim") == features.name_words("Kim")
    assert not features.name_words("the Russian president")
    assert not features.name_words("He")


# --- grouping -----------------------------------------------------------------------------------


@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_every_group_keeps_its_average_link(size, random):
    pairs = [
        (i, j, random.random()) for i, j in combinations(range(size), 2) if random.random() < 0.7
    ]
    a, b, p = (np.array([pair[k] for pair in pairs]) for k in range(3))
    group = clusters.clusters(size, a.astype(int), b.astype(int), p.astype(float), 0.5, 40)
    score = {(i, j): s for i, j, s in pairs}
    for number in set(group):
        members = [int(i) for i in np.flatnonzero(group == number)]
        inside = [score.get(pair, 0.0) for pair in combinations(members, 2)]
        assert not inside or np.mean(inside) >= 0.5 - 1e-9
    for one, other in combinations(sorted(set(group)), 2):  # nothing left that should merge
        across = [
            score.get((min(i, j), max(i, j)), 0.0)
            for i in map(int, np.flatnonzero(group == one))
            for j in map(int, np.flatnonzero(group == other))
        ]
        assert np.mean(across) < 0.5


@given(st.integers(1, 14), st.randoms(use_true_random=False))
def test_no_member_of_a_group_is_further_than_one_link_from_its_centre(size, random):
    """Whatever was grouped before: two links bound a statement, not its size."""
    values = [0.0, 0.3, 0.5, 0.9, float("nan")]
    score = {
        pair: random.choice(values)
        for pair in combinations(range(size), 2)
        if random.random() < 0.6
    }
    a, b = (np.array([pair[k] for pair in score], int) for k in range(2))
    before = np.array([random.randrange(3) for _ in range(size)])

    def unscored(x, y):
        assert not any((min(pair), max(pair)) in score for pair in zip(x, y, strict=True))
        return (x + y) % 2 * 0.6

    p = np.array(list(score.values()), float)
    number, centre = clusters.centred(before, a, b, p, 0.5, unscored)
    for item in range(size):
        middle = int(centre[item])
        assert number[middle] == number[item] and before[middle] == before[item]
        link = score.get((min(item, middle), max(item, middle)), (item + middle) % 2 * 0.6)
        assert item == middle or np.isnan(link) or link >= 0.5
    assert len(set(number)) == len(set(centre))


def test_a_chain_of_alike_clauses_is_cut_at_two_links():
    a, b = np.arange(29), np.arange(1, 30)
    far = np.zeros(30, int)
    number, _ = clusters.centred(far, a, b, np.full(29, 0.9), 0.5, lambda x, y: 0.0 * x)
    assert np.bincount(number).max() == 3


def test_a_large_set_falls_into_its_parts():
    size, half = 700, 350
    a, b = np.triu_indices(half, 1)
    p = np.full(len(a), 0.95)
    a, b, p = np.r_[a, a + half, half - 1], np.r_[b, b + half, half], np.r_[p, p, 0.6]
    assert clusters.clusters(size, a, b, p, 0.5, 40).tolist() == [0] * half + [1] * half


# --- statements ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds() -> overlap.Statements:
    return overlap.statements(*first_event())


def test_the_tables_have_the_data_models_columns(seeds):
    assert seeds.clauses.schema == tables.CLAUSES.schema
    assert seeds.statements.schema == tables.STATEMENTS.schema
    assert seeds.renderings.schema == tables.RENDERINGS.schema
    assert seeds.clauses["statement_id"].null_count() == 0


def test_the_grid_is_filled_and_agrees_with_the_clauses(seeds):
    grid = seeds.renderings
    assert len(grid) == len(seeds.statements) * 5
    absent = grid.filter(pl.col("treatment") == "absent")
    assert absent["words"].sum() == 0 and absent["clause_ids"].list.len().sum() == 0
    listed = (
        grid.explode("clause_ids").drop_nulls("clause_ids").select("clause_ids", "statement_id")
    )
    clauses = seeds.clauses.select("clause_id", "statement_id")
    assert sorted(listed.rows()) == sorted(clauses.rows())
    reach = grid.filter("sure").group_by("statement_id").agg(n=pl.col("outlet").n_unique())
    joined = reach.join(seeds.statements, on="statement_id")
    assert (joined["n"] == joined["n_outlets"]).all()
    assert seeds.statements["n_outlets"].is_sorted(descending=True)


def test_one_statement_in_five_wordings_is_found(seeds):
    rows = GOLD.filter(pl.col("cluster") == "struggle").select("article_id", "start").rows()
    found = {
        r["statement_id"]
        for r in seeds.clauses.rows(named=True)
        if (r["article_id"], r["start"]) in rows
    }
    assert len(rows) == 4 and len(found) == 1
    sputnik = seeds.renderings.filter(
        (pl.col("statement_id") == found.pop()) & (pl.col("article_id") == "sputnik-india")
    )
    assert sputnik["treatment"].to_list() == ["absent"]


def test_clauses_of_one_quotation_do_not_meet_in_a_statement_unless_side_by_side(seeds):
    for rows in seeds.clauses.with_row_index().partition_by("statement_id", "quote_id"):
        assert rows["index"].diff().drop_nulls().max() in (None, 1)


def test_statements_do_not_depend_on_the_order_of_the_quotes(seeds):
    quotes, articles = first_event()
    again = overlap.statements(quotes.sample(fraction=1, shuffle=True, seed=3), articles)
    assert again.clauses.equals(seeds.clauses)


def test_a_reprint_is_flagged_and_is_not_agreement():
    said = [("direct", "kim", words) for words in (TOGETHER, STRUGGLE, "We will go home in May")]
    quotes, articles = event({"a": said, "b": said, "c": [("direct", "kim", TOGETHER_TOO)]})
    result = overlap.statements(quotes, articles)
    assert result.reprints.rows() == [("b", "a")]
    assert "reprint" in result.notes[0]
    assert result.statements["n_outlets"].to_list() == [2, 1, 1]
    assert result.renderings.filter(article_id="b")["treatment"].to_list() == ["direct"] * 3


def test_no_quotation_gives_empty_tables_and_a_word_about_it():
    quotes, articles = event({"a": [], "b": []})
    result = overlap.statements(quotes, articles)
    assert result.statements.is_empty() and result.renderings.is_empty()
    assert "No quotation" in result.notes[0]
    assert overlap.relations(result).is_empty()
    assert overlap.divergence(result).is_empty()


def test_one_outlet_and_two_languages_are_said_in_words(monkeypatch):
    monkeypatch.setattr(encoder, "installed", lambda: False)
    quotes, articles = event({"a": [("direct", "kim", TOGETHER)]}, language=["en"])
    assert "Only one outlet" in overlap.statements(quotes, articles).notes[0]
    german = "Russland hat einen heiligen Kampf um seine Sicherheit begonnen"
    quotes, articles = event(
        {"a": [("direct", "kim", STRUGGLE)], "b": [("direct", "kim", german)]},
        language=["en", "de"],
    )
    result = overlap.statements(quotes, articles)
    assert "2 languages" in result.notes[0]
    assert result.statements["n_outlets"].to_list() == [1, 1]


# --- wording ------------------------------------------------------------------------------------


def two(words: str, other: str, form: str = "direct") -> overlap.Statements:
    """One statement in two outlets, whatever their wording."""
    quotes, articles = event({"a": [("direct", "kim", words)], "b": [(form, "kim", other)]})
    result = overlap.statements(quotes, articles)
    clauses = result.clauses.with_columns(statement_id=pl.lit("s01"))
    return overlap.Statements(**{**vars(result), "clauses": clauses})


def test_substitutions_case_and_punctuation_are_told_apart():
    diff = overlap.wording(
        two("Russia began a holy struggle, to defend", "russia began a sacred battle to defend it"),
        "s01",
        base="a",
    )
    assert diff.select("op", "base_words", "words").rows() == [
        ("case", "Russia", "russia"),
        ("equal", "began a", "began a"),
        ("substituted", "holy", "sacred"),
        ("substituted", "struggle", "battle"),
        ("equal", "to defend", "to defend"),
        ("added", None, "it"),
    ]
    diff = overlap.wording(two("we came, and won", "we came and won"), "s01", base="a")
    assert diff["op"].to_list() == ["equal", "punctuation", "equal"]


def test_words_without_a_counterpart_are_cut_or_added_not_substituted():
    long, short = "we marched to the river. They burned it down", "we marched home it down"
    diff = overlap.wording(two(long, short), "s01", base="a")
    assert diff.select("op", "base_words", "words").rows() == [
        ("equal", "we marched", "we marched"),
        ("substituted", "to the river", "home"),
        ("cut", "They burned", None),
        ("equal", "it down", "it down"),
    ]
    diff = overlap.wording(two(short, long), "s01", base="a")
    assert ("added", None, "They burned") in diff.select("op", "base_words", "words").rows()


@given(*[st.lists(st.sampled_from(["a", "b", "c", "d. E"]), min_size=1, max_size=9)] * 2)
def test_every_operation_has_the_sides_that_its_name_says(left, right):
    diff = overlap.wording(two(" ".join(left), " ".join(right)), "s01", base="a")
    for op, base, words in diff.select("op", "base_words", "words").iter_rows():
        assert (base is None, words is None) == (op == "added", op == "cut")


def test_every_row_shows_the_articles_own_text(seeds):
    texts = dict(seeds.articles.iter_rows())
    diff = overlap.wording(seeds, "s01", base="efe")
    assert set(diff["article_id"]) == {"bz", "unnamed", "sputnik-india", "washington-examiner"}
    for row in diff.rows(named=True):
        if row["words"] is not None:
            assert texts[row["article_id"]][row["start"] : row["end"]] == row["words"]
        if row["base_words"] is not None:
            assert texts["efe"][row["base_start"] : row["base_end"]] == row["base_words"]


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=9),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=9),
)
def test_an_alignment_rebuilds_both_sides(left, right):
    both = passages(two(" ".join(left), " ".join(right)))["s01"]
    ops = align(both["a"], both["b"])
    assert [k for _, i, j, _, _ in ops for k in range(i, j)] == list(range(len(left)))
    assert [k for _, _, _, i, j in ops for k in range(i, j)] == list(range(len(right)))
    assert all(left[i] == right[j] for op, i, _, j, _ in ops if op == "equal")


@pytest.mark.parametrize(
    ("base", "other", "form", "relation"),
    [
        ("We will win this war", "we will win, this war", "direct", "verbatim"),
        ("We will win this long war", "We will win this war", "direct", "trimmed"),
        ("We will win this war", "We will win this struggle", "direct", "altered"),
        ("We will win this war", "They will win this war", "indirect", "paraphrase"),
        ("We will win this war", "Victory is ours in the end", "direct", "paraphrase"),
    ],
)
def test_relations_say_what_was_done_to_the_words(base, other, form, relation):
    rows = overlap.relations(two(base, other, form), base="a")
    assert rows["relation"].to_list() == ["verbatim", relation]


def test_changed_numbers_and_negations_are_flagged():
    def flags(base: str, other: str) -> tuple[bool, bool]:
        return overlap.relations(two(base, other), base="a").row(1)[-2:]

    assert flags("We have 75 planes ready", "We have 57 planes ready") == (True, False)
    assert flags("We have two planes ready", "We have 2 planes ready") == (False, False)
    assert flags("We have 75 planes and 3 ships", "We have 75 planes") == (False, False)
    assert flags("We will not send arms", "We will send arms") == (False, True)
    assert flags("We don’t send arms", "We do not send arms") == (False, False)


def test_unknown_statement_and_absent_base_are_errors_with_a_remedy(seeds):
    with pytest.raises(ParallaxError, match="no such statement"):
        overlap.wording(seeds, "s999", base="efe")
    alone = seeds.clauses.filter(article_id="efe").row(0, named=True)["statement_id"]
    with pytest.raises(ParallaxError, match="choose one that does"):
        overlap.wording(seeds, alone, base="nobody")


def test_divergence_is_zero_for_the_same_words_and_null_without_a_shared_statement(seeds):
    same = overlap.divergence(two(TOGETHER, TOGETHER.replace("I hope", "I Hope"))).row(
        0, named=True
    )
    assert same["value"] == 0 and same["low"] is None and same["n"] == 1
    rows = overlap.divergence(seeds)
    assert len(rows) == 10
    for row in rows.rows(named=True):
        assert (row["value"] is None) == (row["n"] == 0) and row["n"] == len(row["statement_ids"])
        if row["n"] > 1:
            assert 0 <= row["low"] <= row["value"] <= row["high"] <= 1


def test_what_was_denied_or_not_said_is_the_same_subject_negated():
    texts = {
        "said": "Ann Quill said she had taken the money from the harbour fund.",
        "denied": "Ann Quill denied that she had taken the money from the harbour fund.",
        "silent": "Ann Quill did not say whether she had taken the money from the harbour fund.",
    }
    clause = "she had taken the money from the harbour fund"
    rows = [
        (f"{name}:0", 0, name, text.index(clause), text.index(clause) + len(clause))
        for name, text in texts.items()
    ]
    quotes = pl.DataFrame(
        rows, schema=["quote_id", "part", "article_id", "start", "end"], orient="row"
    ).with_columns(form=pl.lit("indirect"), actor=pl.lit("quill"))
    articles = pl.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    result = overlap.statements(quotes, articles)
    assert len(result.statements) == 1
    told = overlap.relations(result, base="said")
    assert told["negation_changed"].to_list() == [False, True, True]
    assert told["relation"].to_list() == ["verbatim", "altered", "altered"]


@pytest.mark.parametrize("lead", ["never said", "did not say", "refused to say", "denied saying"])
def test_words_never_said_are_the_same_subject_negated(lead):
    texts = {
        "said": "“I will resign before the summer,” Quill said.",
        "not": f"Quill {lead} “I will resign before the summer”.",
    }
    words = "I will resign before the summer"
    rows = [(f"{n}:0", 0, n, t.index(words), t.index(words) + len(words)) for n, t in texts.items()]
    names = ["quote_id", "part", "article_id", "start", "end"]
    quotes = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        form=pl.Series(["direct", "indirect"]), actor=pl.lit("quill")
    )
    articles = pl.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    told = overlap.relations(overlap.statements(quotes, articles), base="said")
    assert told.select("relation", "negation_changed").rows() == [
        ("verbatim", False),
        ("altered", True),
    ]


@pytest.mark.parametrize(
    ("base", "other"),
    [("The bridge is safe today", "The bridge is unsafe today"), ("We will go", "We will not go")],
)
def test_opposite_words_change_the_negation(base, other):
    row = overlap.relations(two(base, other), base="a").row(1, named=True)
    assert row["negation_changed"] and row["relation"] == "altered"


def test_only_words_in_marks_are_compared_where_both_quote():
    quotes, articles = event(
        {
            "a": [("direct", "kim", "We will never give up our arms")],
            "b": [("mixed", "kim", 'that they will "never give up our arms" at all')],
        }
    )
    result = overlap.statements(quotes, articles)
    clauses = result.clauses.with_columns(statement_id=pl.lit("s01"))
    result = overlap.Statements(**{**vars(result), "clauses": clauses})
    row = overlap.relations(result, base="a").row(1, named=True)
    assert (row["relation"], row["added"], row["substituted"]) == ("trimmed", 0, 0)


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("We don’t trust the U.S. army here", "We don't trust the US army here"),
        ("The café was a non‑starter for us", "The cafe was a non-starter for us"),
        ("Thank you all https://t.co/xyz my friends", "Thank you all @someone my friends"),
    ],
)
def test_spelling_links_and_accounts_change_no_word(base, other):
    assert overlap.relations(two(base, other), base="a")["relation"].to_list() == ["verbatim"] * 2


def test_lists_of_links_and_the_events_own_terms_state_nothing():
    links = "Drug prices | House panel votes on it today"
    said = [("indirect", "x", links), ("mixed", "x", "border wall")]
    quotes, articles = event(dict.fromkeys("abcdef", said))
    told = articles.with_columns(text=pl.col("text") + "\nThe border wall will be long.")
    assert overlap.statements(quotes, told).statements.is_empty()
    kept = overlap.statements(quotes, articles).statements  # nobody's words but the speaker's
    assert kept["wording"].to_list() == ["border wall"]


def test_a_rendering_that_is_only_a_link_has_no_words_and_is_no_base():
    result = two("https://t.co/xyz", "https://t.co/xyz")
    assert overlap.relations(result)["kept"].to_list() == [0, 0]
