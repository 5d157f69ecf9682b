"""What the report opens on: true to the letter, with evidence behind each, no kind missing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import polars as pl
import pytest
from conftest import EVENT
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import findings, languages, results
from analysis.findings import borders, checking
from analysis.findings.event import Event
from analysis.findings.finding import Bar, Finding, Proof, quoted
from analysis.findings.kin import Kin
from analysis.findings.people import has_first_name, is_person, is_shared
from analysis.findings.phrases import do_not, whole


@pytest.fixture(scope="module")
def found(corpus):
    return findings.find(corpus)


def test_the_first_screen_has_five_to_eight_findings_that_stand(found):
    first = findings.chosen(found)
    assert 5 <= len(first) <= 8
    assert all(row.stands for row in first)
    assert len({row.kind for row in first}) >= 4
    assert len({row.about for row in first}) >= 3


def test_every_kind_is_stated_or_listed_with_its_reason(found):
    kinds = {row.kind for row in found} - {"checked"}
    assert len(kinds) == len(findings.FINDERS)
    for row in found:
        assert (row.sentence[0] == "“" or row.sentence[0].isupper()) and row.why
        if not row.stands:
            assert re.search(r"\d|Not looked at|[Nn]o |Nothing|None|Every|Fewer", row.why)


def test_every_bar_opens_passages_that_are_there(found, texts):
    for row in found:
        assert not row.stands or row.evidence
        for bar in row.bars:
            assert not bar.value or bar.evidence
            for passage in bar.evidence:
                article, start, end = an.tables.parse_passage_id(passage)
                assert texts[article][start:end].strip()


def test_the_judging_word_of_the_first_event_is_found_with_its_voice(found):
    naming = [row.sentence for row in found if row.kind == "naming"]
    assert naming[0] == (
        "Only Washington Examiner calls Kim Jong Un “dictator”, once, in its own words"
    )
    assert any("“despot”" in row and "promotional" in row for row in naming)


def test_never_means_that_no_term_stands_in_the_outlets_sentences(found, corpus):
    names = dict(corpus.outlets.select("name", "outlet").iter_rows())
    concepts = dict(corpus.concepts.select("name", "concept").iter_rows())
    coverage = an.framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    claims = [
        (outlet, match[1])
        for row in found
        if row.sentence.startswith("None of ") and (match := re.search(r"“(.+?)”", row.why))
        for outlet in row.proof.silent
    ]
    for outlet, concept in claims:
        rows = coverage.filter(outlet=names[outlet], target=concepts[concept])
        assert rows["value"].sum() == 0


def test_who_is_called_silent_holds_none_of_the_words(found, corpus):
    names = dict(corpus.outlets.select("name", "outlet").iter_rows())
    for row in (row for row in found if row.stands):
        for outlet in row.proof.silent:
            texts = corpus.articles.filter(outlet=names[outlet])["text"]
            assert not any(name in text for name in row.proof.never for text in texts)


# Shuffling outlets over identical articles leaves nothing to find.
SAME = "The minister met the press on Monday. “We will build the bridge,” the minister said. " * 8


def test_equal_articles_have_no_findings():
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b", "c"], "text": [SAME] * 3}))
    assert [row.sentence for row in findings.find(corpus) if row.stands] == []


def test_one_outlet_alone_is_compared_with_nobody():
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": [SAME]}))
    found = findings.find(corpus)
    assert not any(row.stands for row in found)
    assert findings.chosen(found) == []


def test_an_event_without_actors_and_concepts_names_what_its_texts_name():
    said = "The bridge was opened on Monday in front of a large crowd. It rained all day long. "
    texts = [said + "Mayor Jane Roe spoke. Roe left at noon. Roe smiled."] * 2 + [said * 3]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b", "c"], "text": texts}))
    days = corpus.articles.with_columns(published=pl.lit(dt.date(2020, 1, 1)))
    corpus = dataclasses.replace(corpus, articles=days)
    sentences = [row.sentence for row in findings.find(corpus) if row.stands]
    assert "a and b name Jane Roe; c does not" in sentences


def test_an_outlet_with_a_shorter_form_of_the_name_is_not_said_to_leave_it_out():
    texts = ["Jane Roe spoke. Jane Roe left. Jane Roe smiled.", "Mr Roe spoke. It rained all day."]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b"], "text": texts}))
    assert not [
        row for row in findings.find(corpus) if row.kind in ("omission", "only here") and row.stands
    ]


def test_a_speaker_that_is_no_proper_name_is_in_no_finding():
    said = "“We will build the new bridge over the wide river next spring,” {} said. "
    other = "“Nobody asked the people of this town about the old bridge at all,” {} said."
    about = "The plan of Jane Ward divides the town. "
    rain = "It rained in the whole valley all night long. "
    one = about + said.format("Jane Ward") + rain + other.format("a few of her colleagues")
    two = about + said.format("Jane Ward") + rain + "The plan of the town will cost $20 million."
    read = an.read(pl.DataFrame({"outlet": ["A", "B"], "text": [one, two]}))
    told = " ".join(row.sentence for row in findings.find(read) if row.stands)
    assert told and "colleagues" not in told


def finding(kind: str, about: str, weight: float, topic: str = "", **more) -> Finding:
    return Finding(
        kind=kind,
        basis="census",
        stands=True,
        sentence=more.pop("sentence", f"{kind} {about}".capitalize()),
        number="1",
        why="why",
        strength=weight,
        weight=weight,
        topic=topic or f"{kind} {about}",
        about=about,
        bars=more.pop("bars", (Bar(about, 1, "1", ["a:0-1"], True),)),
        **more,
    )


def test_the_choice_prefers_another_kind_and_another_outlet():
    rows = [finding("x", "a", 0.9), finding("x", "b", 0.89), finding("y", "a", 0.8)]
    assert [(r.kind, r.about) for r in findings.chosen(rows)] == [
        ("x", "a"),
        ("y", "a"),
        ("x", "b"),
    ]


def test_the_choice_leaves_out_what_repeats_a_topic_or_weighs_too_little():
    rows = [finding("x", "a", 0.6, "Roe"), finding("x", "b", 0.35, "Roe"), finding("y", "c", 0.1)]
    assert [r.about for r in findings.chosen(rows)][:1] == ["a"]
    assert "c" not in [r.about for r in findings.chosen(rows)]


def test_the_choice_never_exceeds_its_limit():
    rows = [finding(kind, str(n), 0.9) for kind in "abcdefghij" for n in range(4)]
    assert len(findings.chosen(rows)) == 8


# What a finding says is looked for again in the texts.
TEXTS = {
    "A": "Jane Roe spoke on Monday. “We will build the bridge next year,” Jane Roe said.",
    "B": "It rained on Monday. “Nobody asked the people of this town,” Mark Doe said.",
}


def read(texts: dict[str, str]) -> Event:
    return Event(an.read(pl.DataFrame({"outlet": list(texts), "text": list(texts.values())})))


def at(outlet: str, words: str) -> str:
    start = TEXTS[outlet].index(words)
    return f"{outlet}:{start}-{start + len(words)}"


@pytest.mark.parametrize(
    ("proof", "holds"),
    [
        (Proof(verbatim=("build the bridge",)), True),
        (Proof(verbatim=("burn the bridge",)), False),
        (Proof(speaker="Jane Roe"), True),
        (Proof(speaker="Mark Doe"), False),
        (Proof(silent=("B",), never=("bridge",)), True),
        (Proof(silent=("B",), never=("Monday",)), False),
        (Proof(counted=True), True),
    ],
)
def test_a_finding_that_its_own_evidence_does_not_hold_is_dropped_and_counted(proof, holds):
    bars = (
        Bar("A", 1, "1", [at("A", "We will build the bridge next year")], True),
        Bar("B", 0, "0"),
    )
    rows = checking.check(read(TEXTS), [finding("x", "A", 1, bars=bars, proof=proof)])
    assert [row.stands for row in rows] == [holds]
    assert holds or "1 finding left out" in rows[0].why


@pytest.mark.parametrize("sentence", ["“x", "TrumpGOP spoke", "A  b", "lower case", "“” is said"])
def test_a_broken_sentence_is_no_finding(sentence):
    rows = checking.check(read(TEXTS), [finding("x", "A", 1, sentence=sentence)])
    assert not rows[0].stands


def test_a_conflict_is_told_with_both_values_and_both_passages():
    texts = {"A": "The blast killed twelve workers.", "B": "The blast killed fifteen people."}
    corpus = read(texts).corpus
    row = dict.fromkeys(results.CONFLICTS.schema) | {
        "conflict_id": "x01", "claim_id": "c001", "kind": "number",
        "article_a": "A", "outlet_a": "A", "value_a": "twelve",
        "article_b": "B", "outlet_b": "B", "value_b": "fifteen",
        "point": "killed", "evidence": ["A:0-32", "B:0-32"],
    }  # fmt: skip
    rows = pl.DataFrame([row], schema=results.CONFLICTS.schema)
    corpus.__dict__["claimed"] = dataclasses.replace(corpus.claimed, conflicts=rows)
    told = [row for row in findings.find(corpus) if row.kind == "conflict"]
    assert [row.sentence for row in told] == [
        "A has “twelve”, B has “fifteen”: “The blast killed twelve workers.” – "
        "“The blast killed fifteen people.” (texts undated)"
    ]


SAID = "“We will build the new bridge over the wide river next spring,” Jane Ward said. "
REST = "The council met on Monday in the town hall. It rained all day long, and few came. "


def dated(texts: dict[str, str], days: list[int]):
    corpus = read(texts).corpus
    published = pl.Series([dt.date(2020, 1, day) for day in days])
    articles = corpus.articles.with_columns(published=published)
    return dataclasses.replace(corpus, articles=articles)


def stated(corpus, kind: str) -> list[str]:
    return [row.sentence for row in findings.find(corpus) if row.kind == kind and row.stands]


def test_all_who_are_silent_are_named():
    texts = {"A": SAID + REST, "B": REST + SAID, "C": REST, "D": REST + "The mayor left early."}
    assert stated(dated(texts, [1, 1, 1, 2]), "statements") == [
        "A and B quote Jane Ward’s words “We will build the new bridge over the wide river next "
        "spring”; not quoted in C and D"
    ]


@pytest.mark.parametrize("days", [[2, 2, 1, 1], [1, 1, 9, 9]])
def test_a_text_of_another_day_is_not_said_to_leave_anything_out(days):
    texts = {"A": SAID + REST, "B": REST + SAID, "C": REST, "D": REST + "The mayor left early."}
    corpus = dated(texts, days)
    assert stated(corpus, "statements") == [
        "A and B quote Jane Ward’s words “We will build the new bridge over the wide "
        "river next spring”"
    ]
    assert stated(corpus, "omission") == []


def test_of_undated_texts_it_is_said_whom_words_are_not_in_and_whose_text_is_not_compared():
    other = REST.replace("Monday", "Saturday")
    texts = {"A": SAID + REST, "B": REST + SAID, "C": REST, "D": other}
    (said,) = stated(read(texts).corpus, "statements")
    assert said.endswith("spring”; not quoted in C (texts undated; not compared: D)")


def test_a_quotation_is_told_from_where_all_who_carry_it_begin():
    said = (
        "“My answers were wrong, and, through my faith in God, I work to set things right today.”"
    )
    texts = {
        "A": f"{said} Jane Ward said so. {REST}",
        "B": f"{REST}Jane Ward said: {said}",
        "C": REST,
    }
    assert (
        "words “My answers were wrong, and, through" in stated(read(texts).corpus, "statements")[0]
    )


def test_a_quotation_that_one_outlet_clips_is_told_with_what_it_keeps():
    clipped = "Jane Ward vowed to build a “new bridge over the wide river”. " + REST
    texts = {"A": SAID + REST, "B": REST + SAID, "C": clipped}
    assert stated(read(texts).corpus, "statements") == [
        "A and B quote Jane Ward’s words “We will build the new bridge over the wide river next "
        "spring”; of these words only: C “new bridge over the wide river”"
    ]


def test_whom_one_outlet_alone_quotes_is_told_with_a_caution_where_days_may_differ():
    other = "“Nobody asked the people of this town about the bridge at all,” Mark Doe said. "
    texts = {"A": SAID + other + REST, "B": SAID + REST}
    rain = {"A": texts["A"], "B": "It snowed in the hills all night. Nobody came to the river."}
    (undated,) = stated(read(rain).corpus, "heard here")
    (one_day,) = stated(dated(texts, [1, 1]), "heard here")
    assert "(texts undated)" in undated and "Mark Doe" in undated
    assert one_day == (
        "Among those quoted by name in one outlet and named in no other: A quotes Mark Doe"
    )


def test_words_are_nobodys_where_two_people_of_one_last_name_are_named():
    two = SAID + "Lucy Ward listened. Ward left at noon. " + REST
    corpus = read({"A": two, "B": SAID.replace("spring", "autumn") + REST}).corpus
    assert not any("A" in row for row in stated(corpus, "heard"))


def test_the_openings_stand_side_by_side_without_place_and_agency():
    texts = {
        "A": "LONDON (Reuters) - The council of the town closed the old bridge on Monday.",
        "B": "What do you think? Engineers found deep cracks in the oldest pillar of the bridge.",
    }
    assert stated(read(texts).corpus, "opening") == [
        "What the texts open with: A “The council of the town closed the old bridge on Monday.”; "
        "B “What do you think? Engineers found deep cracks in the oldest pillar of the bridge.” "
        "(texts undated)"
    ]


def test_a_text_filed_before_the_event_or_in_another_language_is_never_called_silent():
    corpus = read(TEXTS | {"C": "It snowed."}).corpus
    articles = corpus.articles.with_columns(
        published=pl.Series([dt.date(2020, 1, 2), dt.date(2020, 1, 1), dt.date(2020, 1, 2)]),
        language=pl.Series(["en", "en", "de"]),
    )
    event = {**corpus.event, "date": dt.date(2020, 1, 2)}
    assert Event(dataclasses.replace(corpus, articles=articles, event=event)).comparable == ("A",)


@pytest.mark.parametrize(
    ("name", "told"),
    [("Jane Roe", True), ("Luis Gutiérrez", True), ("Mohammed bin Salman", False),
     ("Steny HoyerCongress", False), ("White House", False), ("Chicago-born Ann Roe", False),
     ("Steny Hoyer Steny", False), ("Roe", False)],
)  # fmt: skip
def test_a_person_has_a_first_and_a_last_name_and_nothing_grown_onto_them(name, told):
    assert is_person(name) is told


def test_long_quotations_end_with_a_clause_and_long_lists_with_a_number():
    said = "We will build the bridge, which the town has wanted for years, and we will do it " * 3
    assert whole(said).endswith(" …”") and len(whole(said)) < 180
    assert do_not(list("ABCDEFG"), 2, 12) == "; seven other outlets do not"


def test_findings_are_the_same_every_time(found):
    assert findings.find(an.load(EVENT)) == found


def test_the_table_of_findings_has_one_row_each(found):
    assert findings.table(found)["sentence"].to_list() == [row.sentence for row in found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NORTH KOREAN DESPOT", "“north korean despot”"),
        ("the “best” deal", "“the ‘best’ deal”"),
        ("a\u202eb\n c", "“ab c”"),
    ],
)
def test_quoted_words_stay_one_readable_line(text, shown):
    assert quoted(text) == shown


WRITTEN = (
    *("US", "U.S.", "u.s.", "usa", "Russian", "us", "Kim.", "ki", "K.J.U", "the", "The", "9"),
    "Straßen",
)
NAMED = ("United", "States", "Russia", "Kim", "Jong", "Un", "the", "a", "9th", "Straße")


@given(st.lists(st.sampled_from(WRITTEN)), st.lists(st.sampled_from(NAMED)))
def test_kin_is_what_one_expression_over_the_text_finds(text, name):
    words = [word for word in name if word[0].isupper() or word[0].isdigit()]
    stems = [word[:4] for word in words]
    stems = [stem for stem in stems if stem.lower() not in languages.read().function_words]
    if len(words) > 1:
        stems.append(r"\.?".join(word[0] for word in words) + r"\b")
    oracle = re.compile("|".join(rf"\b{stem}" for stem in stems) or r"(?!)", re.IGNORECASE)
    found = Kin({"a": [" ".join(text)], "b": []}).of(" ".join(name))
    assert found == ({"a"} if oracle.search(" ".join(text)) else set())


ABOUT = (
    "The harbour bridge was closed on Monday after a barge hit its third pillar, the port said. "
    "Engineers inspected the pillar of the harbour bridge and found cracks in the concrete. "
    "The port said the barge had lost its engine, and the bridge would stay closed for a week."
)
ELSEWHERE = (
    "The orchestra opened its season with a symphony that had not been played here for years. "
    "Critics praised the violins, and the conductor bowed to a full concert hall five times."
)


def test_a_text_on_another_matter_is_in_no_finding_and_a_line_says_so():
    texts = {"A": ABOUT, "B": ABOUT.replace("Monday", "Tuesday"), "C": ELSEWHERE}
    corpus = an.read(pl.DataFrame({"outlet": list(texts), "text": list(texts.values())}))
    common, notes = borders.on_event(corpus)
    assert common.articles["outlet"].to_list() == ["A", "B"]
    assert [note.stands for note in notes] == [True] and "1 text by C" in notes[0].why
    looked_at = dataclasses.replace(
        corpus, articles=corpus.articles.with_columns(genre=pl.lit("news"))
    )
    assert borders.on_event(looked_at) == (looked_at, [])


def test_a_name_that_goes_on_as_an_institutions_is_no_persons():
    event = read({"A": "A professor at Jane Roe College of Law spoke. Mark Doe listened."})
    assert "Jane Roe" in event.institutions and "Mark Doe" not in event.institutions


@pytest.mark.parametrize(
    ("text", "shared"),
    [("Lucy Ward and Jane Ward", True), ("Mayor Ward, Jane Ward", False), ("Ward", False)],
)
def test_a_last_name_is_shared_where_somebody_else_bears_it(text, shared):
    assert is_shared(text, "Jane Ward") is shared


def test_a_persons_name_begins_with_a_first_name():
    assert has_first_name("Julián Castro") and has_first_name("Jean-Marc Roe")
    assert not has_first_name("Urban Development Castro") and not has_first_name("Play Video Roe")
