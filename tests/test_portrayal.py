"""Who acts and who is acted upon, what actors are called, and what that does to tone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis.errors import ParallaxError
from analysis.measures import roles as verbs
from analysis.measures.framing.judging import judged
from analysis.measures.roles import words
from analysis.measures.tone.around import around
from analysis.views import evidence
from analysis.views.explorers.explorer import specification

LABELS = Path(__file__).parents[1] / "benchmarks" / "labels"


def told(text: str) -> dict[str, tuple[str | None, str | None, bool, bool]]:
    """Lemma → agent, patient, negated, passive."""

    def cut(start: int | None, end: int | None) -> str | None:
        return None if start is None else text[start:end]

    found = verbs.extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    return {
        row["lemma"]: (
            cut(row["agent_start"], row["agent_end"]),
            cut(row["patient_start"], row["patient_end"]),
            row["negated"],
            row["passive"],
        )
        for row in found.iter_rows(named=True)
    }


CASES = [
    ("Police arrested the man.", "arrest", "Police", "the man", False, False),
    ("The man was arrested by police.", "arrest", "police", "The man", False, True),
    ("The mayor has not been charged.", "charge", None, "The mayor", True, True),
    ("The mayor didn't meet the workers.", "meet", "The mayor", "the workers", True, False),
    (
        "Members of the party accused the minister.",
        "accuse",
        "Members",
        "the minister",
        False,
        False,
    ),
    ("The soldier who shot the boy was jailed.", "shoot", "The soldier", "the boy", False, False),
    ("The soldier who shot the boy was jailed.", "jail", None, "The soldier", False, True),
    ("Roe, who is 39, praised Smith.", "praise", "Roe", "Smith", False, False),
    ("Roe came home and thanked Smith.", "thank", "Roe", "Smith", False, False),
    ("Roe asked Smith to open the gate.", "open", "Smith", "the gate", False, False),
    ("Roe wants to open the gate.", "open", "Roe", "the gate", False, False),
    ("Speaking in Paris, Roe attacked Smith.", "speak", "Roe", None, False, False),
    ("A man arrested in London was released.", "release", None, "A man", False, True),
    ("Roe was accused of killing Smith.", "kill", "Roe", "Smith", False, False),
    ("Twelve people died in the fire.", "die", None, "Twelve people", False, False),
    ("The plan that Roe signed failed.", "sign", "Roe", "The plan", False, False),
    ("“We are glad,” said Roe.", "say", "Roe", "We are glad,", False, False),
]


@pytest.mark.parametrize(("text", "lemma", "agent", "patient", "negated", "passive"), CASES)
def test_who_does_what(text, lemma, agent, patient, negated, passive):
    assert told(text)[lemma] == (agent, patient, negated, passive)


def test_an_active_verb_without_an_agent_is_left_out():
    assert "build" not in told("The decision to build a wall was wrong.")
    assert told("There are things about which nobody speaks.").get("be") is None


_LETTERS = st.sampled_from(list("abe Kim was by. ,“”\"'’\n-()é%1S"))
TEXT = st.text(alphabet=_LETTERS | st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, max_size=3))
def test_spans_lie_in_the_text_whatever_it_is(texts):
    ids = [str(number) for number in range(len(texts))]
    found = verbs.extract(pl.DataFrame({"article_id": ids, "text": texts}, schema=_ARTICLES))
    by_id = dict(zip(ids, texts, strict=True))
    for row in found.iter_rows(named=True):
        for name in ("verb", "agent", "patient"):
            start, end = row[f"{name}_start"], row[f"{name}_end"]
            assert (start is None) == (end is None)
            if start is not None:
                assert 0 <= start < end <= len(by_id[row["article_id"]])
        assert row["agent_start"] is not None or row["patient_start"] is not None


_ARTICLES = {"article_id": pl.String, "text": pl.String}


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_words_are_pieces_of_the_text_in_order(text):
    found = words.words(text)
    assert len(found.letters) == len(found.starts) == len(found.ends) == len(found.forms)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == found.forms
    assert all(b <= a for b, a in zip(found.ends, found.starts[1:], strict=False))


def test_articles_do_not_touch_each_other():
    one = pl.DataFrame({"article_id": ["a"], "text": ["Roe hired Smith."]})
    two = pl.DataFrame({"article_id": ["b"], "text": ["Smith fired Roe."]})
    assert verbs.extract(pl.concat([one, two])).equals(
        pl.concat([verbs.extract(one), verbs.extract(two)])
    )
    with pytest.raises(ParallaxError, match="text"):
        verbs.extract(one.drop("text"))


# --- mentions -----------------------------------------------------------------------------------


def corpus_of(text: str, *names: str, language: str = "en") -> SimpleNamespace:
    """A corpus of one text in which every one of the names is an actor's."""
    rows = [
        ("a", start, start + len(name), name.lower(), "name", "body", "outlet")
        for name in names
        for start in range(len(text))
        if text.startswith(name, start)
    ]
    columns = ["article_id", "start", "end", "actor", "label", "kind", "voice"]
    return SimpleNamespace(
        articles=pl.DataFrame(
            {"article_id": ["a"], "outlet": ["o"], "text": [text], "language": [language]}
        ),
        sentences=pl.DataFrame({"article_id": ["a"], "start": [0], "end": [len(text)]}),
        mentions=pl.DataFrame(rows, schema=columns, orient="row"),
    )


def test_a_mention_acts_is_acted_upon_or_neither():
    text = "Roe hired Smith. Critics of Roe’s visit attacked Smith. Roe is tall."
    rows = an.framing.roles(corpus_of(text, "Roe", "Smith"))
    found = rows.select("actor", "role", "verb", "form").rows()
    assert found == [
        ("roe", "agent", "hire", "verb"),
        ("smith", "patient", "hire", "verb"),
        ("roe", "agent", "visit", "noun"),
        ("smith", "patient", "attack", "verb"),
        ("roe", "neither", None, None),
    ]
    assert rows["passage"].unique().to_list() == [f"a:0-{len(text)}"]


def test_other_languages_have_no_rows():
    made = corpus_of("Roe hired Smith.", "Roe", language="de")
    assert an.framing.roles(made).is_empty()
    assert an.framing.descriptions(made).is_empty()


DESCRIBED = [
    ("Prof. Roe spoke.", [("title", "Prof.")]),
    ("The ruthless dictator Roe spoke.", [("title", "ruthless dictator")]),
    ("Roe, the leader of the party, spoke.", [("apposition", "leader of the party")]),
    ("The leader of the party, Roe, spoke.", [("apposition", "leader of the party")]),
    ("Roe is a hero.", [("predicate", "hero")]),
    ("Critics called Roe a liar.", [("called", "liar")]),
    ("Roe was described as a bully.", [("called", "bully")]),
    ("Roe is not to be confused with the hooligans.", []),
    ("In the evening, Roe spoke.", []),
    ("There are things about which Roe speaks.", []),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_what_an_actor_is_called(text, expected):
    rows = an.framing.descriptions(corpus_of(text, "Roe"))
    assert rows.select("form", "description").rows() == expected
    for row in rows.iter_rows(named=True):
        assert text[row["description_start"] : row["description_end"]] == row["description"]


def test_who_calls_and_what_is_denied():
    row = an.framing.descriptions(corpus_of("Smith called Roe a liar.", "Roe")).row(0, named=True)
    assert (row["caller"], row["judging"], row["word"]) == ("Smith", "negative", "liar")
    row = an.framing.descriptions(corpus_of("Roe is no hero.", "Roe")).row(0, named=True)
    assert row["judging"] == "positive"
    row = an.framing.descriptions(corpus_of("Roe is not a liar.", "Roe")).row(0, named=True)
    assert row["negated"]


def test_judging_words_have_one_sign_and_the_event_may_add_its_own():
    assert judged("former soldier") == (None, None)
    assert judged("the hermit king", {"hermit": "listed"}) == ("listed", "hermit")


def test_roles_of_mentions_marked_by_hand(corpus):
    """The first event, marked by reading: nine of ten that are answered must be right."""
    marked = pl.read_csv(LABELS / "roles.csv").filter(event="vostochny-2023")
    rows = an.framing.roles(corpus).filter(pl.col("form").is_null() | (pl.col("form") == "verb"))
    found: dict[tuple, set] = {}
    for article_id, start, role in rows.select("article_id", "start", "role").iter_rows():
        found.setdefault((article_id, start), set()).add(role)
    expected = {"both": {"agent", "patient"}}
    right = answered = 0
    for article_id, start, role in marked.select("article_id", "start", "role").iter_rows():
        got = found.get((article_id, start), {"neither"})
        if role != "unsure" and None not in got:
            answered += 1
            right += got == expected.get(role, {role})
    assert answered >= 0.9 * len(marked)
    assert right >= 0.9 * answered


# --- what is made of an actor -------------------------------------------------------------------


def test_portrayal_puts_all_together():
    made = corpus_of("Dictator Roe jailed Smith. Smith is a hero.", "Roe", "Smith")
    rows = an.framing.portrayal(an.framing.roles(made), an.framing.descriptions(made))
    found = {
        (r["actor"], r["aspect"]): (r["words"], r["judging"]) for r in rows.iter_rows(named=True)
    }
    assert found == {
        ("roe", "called"): (["Dictator"], 1),
        ("roe", "does"): (["jail"], 0),
        ("smith", "suffers"): (["jail"], 0),
        ("smith", "said of"): (["hero"], 1),
    }


def test_charts_carry_their_evidence(corpus):
    rows = an.framing.portrayal(an.framing.roles(corpus), an.framing.descriptions(corpus))
    counted = an.framing.verbs_by_actor(an.framing.roles(corpus))
    for chart in (
        an.charts.portrayal(rows, None, corpus.outlets, corpus.actors),
        an.charts.portrayal(rows, "kim", corpus.outlets, corpus.actors),
        an.charts.roles(counted, "kim", corpus.outlets, corpus.actors),
    ):
        spec = specification(chart)
        values = evidence.marks(spec)
        assert values
        assert all(value["evidence"] for value in values)
    assert "nothing" in specification(an.charts.roles(counted, "nobody"))["usermeta"]["chart"]


def test_explorers_open_the_sentences(corpus):
    for explorer in (an.explore.portrayal(corpus), an.explore.roles(corpus)):
        explorer.select(0)
        assert len(explorer.value)


# --- tone ---------------------------------------------------------------------------------------


def test_what_stands_around_a_target():
    assert around("The despot Roe loves music.", 11, 14).called == -1
    assert around("Roe is a hero.", 0, 3).called == 1
    assert around("“It was a massacre,” Roe said.", 21, 24).says
    assert around("Roe did not lie.", 0, 3).denied
    assert around("“I did not lie,” said Smith of Roe.", 31, 34).denied is False
    assert around("Roe met the mayor.", 0, 3) == (0, False, False)


def test_sentences_of_our_own_are_right_or_abstained():
    rows = pl.read_csv(LABELS / "tone-sentences.csv")
    found = an.sentiment.polarity(rows)
    right = [
        abstained or label in expected.split()
        for expected, label, abstained in zip(
            rows["right"], found["label"], found["abstained"], strict=True
        )
    ]
    assert sum(right) >= 0.95 * len(right)


def test_abstained_sentences_are_not_in_the_dot(corpus):
    mentions = an.sentiment.judged(corpus, actor="kim", voice="all")
    row = an.sentiment.toward(corpus, actor="kim", voice="all").sort("n").row(-1, named=True)
    own = mentions.filter(article_id=row["article_id"])
    decided = own.filter(~pl.col("abstained"))
    assert row["n"] == decided["passage"].n_unique()
    assert row["abstained"] == own["passage"].n_unique() - row["n"]
    assert set(row["evidence"]) == set(decided["passage"])


def test_a_chart_of_one_dot_is_a_line(corpus):
    explorer = an.explore.tone(corpus)
    assert explorer.rows == []
    assert "fewer than two outlets" in explorer.spec["title"]["text"]


def test_pairs_are_of_two_outlets_and_show_their_sentences(corpus):
    shown = an.explore.side_by_side(corpus)
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for (_,), pair in shown.table.group_by("actor"):
        assert pair["side"].to_list() == ["worse", "better"]
        assert pair["outlet"].n_unique() == pair["passage"].n_unique() == 2
        assert pair["score"][1] - pair["score"][0] >= 0.8
    for row in shown.table.iter_rows(named=True):
        article, start, end = an.tables.parse_passage_id(row["passage"])
        assert texts[article][start:end] == row["text"]
        assert row["text"][: row["start"]] in row["text"]
    page = shown._repr_html_()
    assert "<mark>dictator</mark> <b>Kim Jong Un</b>" in page
    assert shown._repr_markdown_().count("- **") == len(shown.table)


def test_no_pair_is_said_and_hostile_names_are_inert():
    articles = pl.DataFrame({"outlet": ["<b>x", "y"], "text": ["Roe came.", "Roe left."]})
    corpus = an.read(articles, actors=pl.DataFrame({"actor": ["<i>"], "alias": ["Roe"]}))
    assert "No two outlets" in an.explore.side_by_side(corpus)._repr_html_()
    harsh = ["Critics condemned Roe as a corrupt liar.", "Roe is a hero and a wonderful man."]
    corpus = an.read(articles.with_columns(text=pl.Series(harsh)), actors=corpus.aliases)
    page = an.explore.side_by_side(corpus)._repr_html_()
    assert "<ol>" in page and "<i>" not in page and "<b>x" not in page
