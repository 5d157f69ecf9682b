"""Reported speech: where it begins and ends, what counts, and what does not."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import languages
from analysis.measures.overlap import statements
from analysis.reading.quotes import extract
from analysis.reading.quotes.marks import quoted
from analysis.reading.quotes.masking import prepare
from analysis.reading.quotes.reported import reported


def contents(text):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).filter(form="indirect")
    return [text[start:end] for start, end in rows.select("start", "end").rows()]


def sources(text):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).filter(form="indirect")
    return rows["source"].to_list()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # the reporter's participles, relative clauses and glosses are his own
        (
            "Kim said the army stands ready, framing the war as a holy one.",
            "the army stands ready",
        ),
        (
            "The mayor said the bridge was closed, which angered many drivers.",
            "the bridge was closed",
        ),
        (
            "The mayor said she will step down, a decision that surprised her party.",
            "she will step down",
        ),
        (
            "The mayor said the bridge was closed, despite reports that cars still cross it.",
            "the bridge was closed",
        ),
        # what one only dislikes is not told
        (
            "The mayor said that it rained. She criticized their acts.",
            "that it rained",
        ),
        (
            "Four members have said they will vote for the bridge, giving the plan a majority.",
            "they will vote for the bridge",
        ),
        (
            "Quill has pledged to veto the plan if it reaches her and appeared to warn others.",
            "to veto the plan if it reaches her",
        ),
        # coordinated objects stay; a relative clause that the speaker's own verb follows, too
        (
            "Putin stressed that there are projects in rail transport, and port infrastructure, "
            "as well as in farming.",
            "that there are projects in rail transport, and port infrastructure, "
            "as well as in farming",
        ),
        (
            "He announced that the state of emergency, which had been imposed in May, would end.",
            "that the state of emergency, which had been imposed in May, would end",
        ),
        # when and where it was said is no part of it
        (
            "The mayor said in a statement on Monday that the bridge was closed.",
            "that the bridge was closed",
        ),
        ("The minister told both countries that sales would stop.", "that sales would stop"),
        # progressive forms, short forms and numbers
        ("Kim is telling voters that he will win.", "that he will win"),
        ("Kim tells voters she’s with them.", "she’s with them"),
        ("Kim said it’s one of his favourite pictures.", "it’s one of his favourite pictures"),
        ("Kim told Lee to get on a plane and go.", "to get on a plane and go"),
        (
            "The party says 34,570 U.S. citizens in 38 countries cast votes by mail.",
            "34,570 U.S. citizens in 38 countries cast votes by mail",
        ),
        # beside what is reported
        ("As Kim put it, the pier is lost to us all.", "the pier is lost to us all"),
        ("The pier is lost to us all, as Kim noted.", "The pier is lost to us all"),
        (
            "According to early results of the poll, half of the voters were young.",
            "half of the voters were young",
        ),
        ("Kim, known for saying the pier is lost, was hired in May.", "the pier is lost"),
        ("The mayor’s proposal to close the pier for good was late.", "to close the pier for good"),
        # a lead-in ends where the reporter's own clause begins
        ("When Quill said it was great to be home, a man yelled.", "it was great to be home"),
        # documents and nouns
        ("The report found that taxes would rise.", "that taxes would rise"),
        ("Nobody proved his claim that the wall was finished.", "that the wall was finished"),
        # an inverted source and what is said about him are not content
        (
            "The jobs are skewed to the high end, said Frank Moss, president of the chamber.",
            "The jobs are skewed to the high end",
        ),
        ("Asked whether they discussed arms, Peskov said: “No.”", "whether they discussed arms"),
        ("Kim was asked by reporters whether he would resign.", "whether he would resign"),
        # views, aims and charges of somebody
        ("In the view of Kim, the war is lost.", "the war is lost"),
        ("In Kim’s view, the war is lost already.", "the war is lost already"),
        ("The bridge was closed on Monday, per Reuters.", "The bridge was closed on Monday"),
        ("Nora Quill wants to leave the party soon.", "to leave the party soon"),
        ("Kim is accused of taking bribes by the mayor.", "of taking bribes"),
        (
            "She claimed her husband suddenly informed her of it.",
            "her husband suddenly informed her of it",
        ),
        # a noun and a colon
        (
            "It was a long evening. His message: The pier is lost to all of us.",
            "The pier is lost to all of us",
        ),
        (
            "The board met on Monday. Among the findings: Most of the money was never spent.",
            "Most of the money was never spent",
        ),
        # somebody inside a relative clause, a short clause around him, a noun of somebody
        (
            "She withheld facts that officials said would compromise security.",
            "would compromise security",
        ),
        (
            "As reported by the Post, investigators found the letters.",
            "investigators found the letters",
        ),
        ("The team thinks she does not understand the mood.", "she does not understand the mood"),
        ("Polls in the North show the two are even there.", "the two are even there"),
        (
            "Kim said on television, where he is a guest, that Lee must be held to account.",
            "that Lee must be held to account",
        ),
        # credited between the verb and what was said, even where a site lost a space
        (
            "The mayor said, according to the Hull Post, that the bridge will stay closed.",
            "that the bridge will stay closed",
        ),
        (
            "The mayor said, according to Reutersthat the bridge will stay closed.",
            "that the bridge will stay closed",
        ),
        # a plural or a clause makes a verb of what may be a noun
        ("They argue that the war is lost.", "that the war is lost"),
        ("New polling suggests that the party will lose.", "that the party will lose"),
        ("About half of voters say they prefer an outsider.", "they prefer an outsider"),
    ],
)
def test_a_content_begins_and_ends_where_it_should(text, content):
    assert contents(text) == [content]


def test_reports_that_somebody_answers_are_not_his():
    assert sources("The mayor left in response to reports that the bridge was closed.") == [None]


def test_a_new_subject_opens_a_report_of_its_own():
    text = "The Kremlin said the talks went well, while the White House called the visit a stunt."
    assert contents(text) == ["the talks went well", "the visit a stunt"]
    assert sources(text) == ["The Kremlin", "the White House"]


def test_a_clause_broken_after_a_word_has_two_parts():
    text = "Bob, they said, ordered them to wait in the cold."
    assert contents(text) == ["Bob", "ordered them to wait in the cold"]


def test_a_clause_broken_by_its_source_has_two_parts():
    text = "Her biggest problem, said Frank Moss, the director, lies in a shift of strategy."
    assert contents(text) == ["Her biggest problem", "lies in a shift of strategy"]


@pytest.mark.parametrize(
    "text",
    [
        "Putin showed Kim the place where the rocket is built.",  # to show is not to say
        "The president called his mother on Tuesday.",
        "The minister thanked the soldiers who had come.",
        "The spokesman did not say whether the talks had ended.",  # a silence
        "The agency declined to say how many people were hurt.",
        "You might think that the talks had ended.",  # nobody says so
        "I believe that the plan will work.",  # the writer's own voice
        "March's initially reported loss of jobs was pulled down further.",
        "One could say that the plan has failed.",
        "It was late. His response: A spokesman defended the plan on Monday.",
        "Thirteen senators have yet to declare their position on the deal.",
        "It is foolhardy to believe that everyone will keep to the rules.",
        "The fair made a business-friendly state its home for years.",
        "You would have thought that the talks had ended.",
        "A video released by the mayor shows Kim and Putin shaking hands.",
        "The war was put in similar terms that the mayor has used since May.",
        "The town counted people who report living alone in a flat.",  # they bound a group
        "What would it take for them to call the speech a lie?",  # the writer asks
        "How can Nora Quill say that the dam is safe?",
        "Does Quill believe that the dam is safe?",
        "Mayor Quill left early, citing people familiar with the matter.",  # who told it
    ],
)
def test_what_is_no_report(text):
    assert contents(text) == []


def test_a_fragment_in_marks_and_its_clause_are_one_rendering():
    text = "Kim said that relations are currently the country’s “highest priority” of all.\n"
    articles = pl.DataFrame({"article_id": ["a"], "text": [text]})
    found = statements(extract(articles), articles)
    assert found.renderings.select("treatment", "words").rows() == [("mixed", 9)]


def test_every_sense_is_known_and_every_kind_is_one_that_is_read():
    language = languages.read()
    lemmas = {verb.lemma for verb in language.reporting_verbs.values()}
    kinds = {"that", "clause", "loose", "wh", "to", "ing", "object", "quoted", "predicate"}
    kinds |= {"for", "on", "of", "about", "against", "as", "at", "with"}
    assert set(language.reporting_senses) <= lemmas
    assert frozenset().union(*language.reporting_senses.values()) <= kinds
    assert all(noun == noun.lower() for noun in language.reporting_nouns)


PIECES = st.sampled_from(
    [
        *("Kim", "the mayor", "he", "his claim", "The report", "Asked whether", "said", "told"),
        *("that", "which", "while", "adding", "and", "but", "according to", "the talks were long"),
        *(",", ".", ";", "—", "“", "”", "\n", "would", "not", "in a statement", "lies in it"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_contents_lie_in_the_text_and_never_overlap(text):
    found = reported(prepare(text, quoted(text)), set())
    spans = sorted(part for one in found for part in one.parts)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "What Kim wants first and foremost is to win the war.",
        "The plans to build a bridge were dropped.",
        "Kim is accused of taking bribes.",  # nobody says by whom
        "The talk show that drew millions ended on Monday.",
    ],
)
def test_aims_and_charges_of_nobody_are_the_outlets(text):
    assert contents(text) == []


def test_a_share_of_people_is_a_source():
    assert sources("About half of voters say they prefer an outsider.") == ["half of voters"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Kim says the plan is late for the U.S. He says the voters do not want it.",
            [("Kim", "the plan is late for the U.S"), ("He", "the voters do not want it")],
        ),
        (
            "Kim says she respects him but argues that he cannot win.",
            [("Kim", "she respects him"), ("Kim", "that he cannot win")],
        ),
        (
            "The plan drew a rebuke from Nora Quill, who said it was late.",
            [("Nora Quill", "it was late")],
        ),
        (
            "Kim said that Nora Quill told him that the pier was lost.",
            [("Nora Quill", "that the pier was lost")],
        ),
        (  # who is told is no part of what is said, wherever that stands
            "The pier is lost, Nora Quill told the Courier.",
            [("Nora Quill", "The pier is lost")],
        ),
        (
            "The pier is lost, Quill and other experts told Echo, even in towns where it is new.",
            [
                ("Quill and other experts", "The pier is lost"),
                ("Quill and other experts", "even in towns where it is new"),
            ],
        ),
        (
            "Quill told the Courier, the town's only paper, that the pier was lost.",
            [("Quill", "that the pier was lost")],
        ),
        (
            "Quill told reporters after the hearing that the pier was lost.",
            [("Quill", "that the pier was lost")],
        ),
        ("Quill told Kim he would resign.", [("Quill", "he would resign")]),
        (
            "One of those is Mayor Ida Moor of Maine, who said that the pier was lost.",
            [("Mayor Ida Moor", "that the pier was lost")],
        ),
        (
            "The market fell as Quill and other officials suggested that the pier was lost.",
            [("Quill and other officials", "that the pier was lost")],
        ),
        (
            "Residents who reported seeing the fire said it began at noon.",
            [("Residents", "it began at noon")],
        ),
        (
            "The Courier reported that engineers told the board the pier was lost.",
            [("engineers", "the pier was lost")],
        ),
        (
            "Quill said voters affirmed that the pier was lost.",
            [("Quill", "voters affirmed that the pier was lost")],
        ),
    ],
)
def test_each_report_is_its_own_speakers(text, found):
    assert list(zip(sources(text), contents(text), strict=True)) == found


def test_a_tail_behind_somebody_elses_words_is_no_passage():
    text = "The Courier reported that Bo told the board they were “making way” against the leaks."
    assert contents(text) == ["they were “making way” against the leaks"]
    assert sources(text) == ["Bo"]


def test_a_headline_reports_whom_it_names_after_a_comma():
    text = "Hull Proud of How Its Port Is Growing, Nora Quill Tells Bo Crane\n\nIt rained."
    assert (contents(text), sources(text)) == (
        ["Hull Proud of How Its Port Is Growing"],
        ["Nora Quill"],
    )


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Quill: The pier is dead and must go", ["The pier is dead and must go"]),
        ("Quill: The Pier Must Go", ["The Pier Must Go"]),
        ("Poll: Most Voters Want the Pier Back", ["Most Voters Want the Pier Back"]),
        ("Historians: The pier was never safe", ["The pier was never safe"]),
        ("Harbour: The pier is dead and must go", []),
        ("The Latest: The pier is dead and must go", []),
        ("Poll: Should the Pier Come Back?", []),
    ],
)
def test_a_headline_reports_whom_it_names_before_a_colon(headline, found):
    assert contents(f"{headline}\n\nNora Quill spoke of the harbour on Monday.") == found


@pytest.mark.parametrize(
    "text",
    [
        "None of the outlets positing the other theories has given proof for them.",
        "The board made a much-needed change, and Kim found a much-needed rest there.",
        "The Gazette was unable to determine what the trip by the doctors meant for the town.",
    ],
)
def test_what_only_looks_like_a_report_reports_nothing(text):
    assert contents(text) == []


def test_people_whose_name_is_also_a_verb_speak_themselves():
    text = "Harbour rights advocates are hoping that the court will keep the old pier for them."
    (row,) = extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).rows(named=True)
    assert row["actor"] == "Harbour rights advocates"
