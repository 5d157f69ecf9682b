"""Who speaks: the right person, or said to be unknown; speech that only its layout shows."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis.measures.framing import sure_speakers
from analysis.reading.quotes import extract, voice
from analysis.reading.quotes.layouts import unmarked
from analysis.reading.quotes.names import read_name
from analysis.reading.quotes.people import of_text
from analysis.reading.quotes.sources import clean
from analysis.tables import SURE


def spoken(text: str) -> list[tuple[str | None, str]]:
    """Actor and sureness of every quotation in marks, or shown by the layout."""
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    rows = rows.filter(pl.col("form").is_in(["direct", "mixed"]), part=0)
    return rows.select("actor", "sure").rows()


PRONOUNS = {
    "gender of the given name": (
        "Coach Peter Lund met lawyer Grace Obi. “It fails,” she said. “It does not,” he said.",
        ["Grace Obi", "Peter Lund"],
    ),
    "gender from a relation": (
        "Kerr Dalt and his wife, Ansa Dalt, arrived early. “We waited,” she said.",
        ["Ansa Dalt"],
    ),
    "gender from a title": (
        "Ms. Rowe and Mr. Pell sat down with the board. “We agree,” he said.",
        ["Pell"],
    ),
    "the new subject": (
        "Grace Obi saw the hall. She told the warden, Peter Lund, that it leaked. He laughed. "
        "“I have seen worse,” he said.",
        ["Peter Lund"],
    ),
    "two remain": (
        "A storm came after Peter Lund and Frank Moss left. “It was late,” he said.",
        [None],
    ),
}


@pytest.mark.parametrize("case", PRONOUNS)
def test_a_pronoun_means_one_person_or_is_unknown(case):
    text, actors = PRONOUNS[case]
    assert [actor for actor, _ in spoken(text)] == actors


NAMES = {
    "honorific": (
        "Ida Roth and her brother Kurt Roth came. “Yes, we can,” Mr Roth said.",
        "Kurt Roth",
    ),
    "couple": ("Mr Dorn and Mrs Dorn came. “We were never told,” Mrs Dorn said.", "Mrs Dorn"),
    "generation": (
        "John H. Voigt built it. His son, John W. Voigt, shut it. “I wept,” the elder Voigt said.",
        None,
    ),
    "contraction": ("Ida Roth hasn’t changed. “We will stay here,” Ida Roth said.", "Ida Roth"),
    "told by": ("“You are fired,” Roth was told by the mayor, Ida Kern.", "Ida Kern"),
    "quoted by": (
        "“There is no money left,” the minister was quoted by the Post as saying.",
        "the minister",
    ),
    "aide": ("“He is tired now,” a spokesman for Kurt Roth said.", "a spokesman for Kurt Roth"),
    "joint": ("“We are tired now,” Kurt Roth and Ida Kern said.", "Kurt Roth & Ida Kern"),
    "nobody": ("“The pier is closed for good,” nobody said.", None),
    "office": (
        "Senator Ida Kern met Judge Kurt Roth. The day was long. “I will go,” the senator said.",
        "Ida Kern",
    ),
    "apposition": ("“I will go home,” said the campaign chief, Kurt Roth.", "Kurt Roth"),
    "initials": (
        "The World Grain Fund warned of losses. “Prices will fall,” the WGF report said.",
        "World Grain Fund",
    ),
    "author of a letter": (
        "A group of parents sent a letter to the board. “We will not move,” the letter said.",
        "A group of parents",
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name_or_description_is_its_bearer(case):
    text, actor = NAMES[case]
    assert [who for who, _ in spoken(text)] == [actor]


WHOSE = {  # a source → the actor
    "The judge hearing a suit against Roth Mills": "The judge hearing a suit against Roth Mills",
    "A man accused of robbing Ida Roth": "A man accused of robbing Ida Roth",
    "People living near the Lund Dam": "People living near the Lund Dam",
    "The examples of Ida Roth, Kurt Moss, and Eva Lenz": None,
    "A woman named Ida Roth": "Ida Roth",
    "The ruling Labor Party": "Labor Party",
    "Acting Mayor Ida Roth": "Ida Roth",
    "Ida Roth, Kurt Moss and Eva Lenz": "Ida Roth & Kurt Moss & Eva Lenz",
    "The Courier, the Herald and the Echo": "The Courier & Herald & Echo",
    "Ida Roth and other experts": "Ida Roth",
    "Ida Roth, Kurt Moss and other experts": "Ida Roth & Kurt Moss",
    "Ida Roth of Maine and Kurt Moss of Ohio": "Ida Roth & Kurt Moss",
    "Ida Roth, a Democrat, and Kurt Moss": "Ida Roth & Kurt Moss",
    "Ida Roth, a farmer from Hull and lifelong Republican,": "Ida Roth",
    "Then on Monday, Ida Roth and Kurt Moss": "Ida Roth & Kurt Moss",
    "Leaders of Maine, Ohio and Texas": "Leaders of Maine, Ohio and Texas",
    "The Ways and Means Chairman Ida Roth": "Ida Roth",
    "He met Kurt Moss and the Guild": "Guild",
    "The Food and Drug Administration": "Food and Drug Administration",
    "The Bureau of Lamps, Mines and Metals": "Bureau of Lamps, Mines and Metals",
    "The Roth Center for the Study of Lamps": "Roth Center for the Study of Lamps",
    "Web/log": "Web/log",
}


@pytest.mark.parametrize("source", WHOSE)
def test_a_source_is_its_head_and_all_of_its_list(source):
    text = f"{source} said that the pier was closed."
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["actor"].to_list() == [WHOSE[source]]


def test_those_named_after_the_verb_are_all_credited():
    text = "“We are tired now,” said Kurt Roth, Ida Kern and Eva Lenz."
    assert spoken(text) == [("Kurt Roth & Ida Kern & Eva Lenz", "named")]
    text = "“We are tired now,” said Kurt Roth, Eastwick Council chairman and poet."
    assert spoken(text) == [("Kurt Roth", "named")]


@pytest.mark.parametrize("written", ["the MML", "the Guilds for Mines and Metal Lamps"])
def test_an_alias_wins_over_a_name_inside_it(written):
    text = f"The Guilds for Mines and Metal Lamps (MML) met. It is late, {written} said on Monday."
    actors = pl.DataFrame({"actor": ["guilds"], "alias": ["Guilds for Mines and Metal Lamps"]})
    actors = pl.concat([actors, pl.DataFrame({"actor": ["guilds"], "alias": ["MML"]})])
    articles = pl.DataFrame({"article_id": ["a"], "text": [text]})
    assert extract(articles, actors=actors)["actor"].to_list() == ["guilds"]


def test_sources_are_cleaned_of_what_is_no_name():
    odd = ["Nora Quill won’t", "didn’t", "the minister was", "Even the Pope", "You’ve"]
    assert [clean(words) for words in odd] == ["Nora Quill", "", "the minister", "the Pope", "You"]
    assert read_name("Later Monday") is None
    kinds = [read_name(words).kind for words in ("Pacific Ocean", "Ned Crane of Texas", "Al Green")]
    assert kinds == ["other", "person", "person"]


def test_unknown_speakers_keep_their_candidates():
    text = (
        "Ida Roth met Eva Kern and Anna Lenz there. It rained on Eva Kern. It rained on Anna Lenz."
    )
    text += " Then it rained on Eva Kern and on Anna Lenz. “We stay,” she said."
    row = extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).row(-1, named=True)
    assert row["actor"] is None
    assert row["sure"] == "unknown"
    assert set(row["candidates"]) == {"Eva Kern", "Anna Lenz"}


DESCRIPTIONS = {
    "another's supporter": "Grace Obi spoke. Lund, Peter Lund, left. Obi smiled. "
    "“It was late,” the Lund supporter said.",
    "of whom nothing was said": "Coach Peter Lund came in. “It was late,” the host said.",
}


@pytest.mark.parametrize("case", DESCRIPTIONS)
def test_a_description_of_one_of_two_is_nobodys_name(case):
    ((actor, _),) = spoken(DESCRIPTIONS[case])
    assert actor is None or actor == "the Lund supporter"


def test_a_description_told_before_keeps_its_words():
    text = "A host met coach Peter Lund. “It was late,” the host said."
    assert spoken(text)[0][0] == "the host"


NOT_SAID = {
    "marks": ("Ida Kern didn’t say “perhaps never” at all.", "perhaps never"),
    "a clause": ("Ida Kern never said that the pier was shut.", "that the pier was shut"),
    "a refusal": ("Ida Kern refused to say “it is shut” on Monday.", "it is shut"),
}


@pytest.mark.parametrize("case", NOT_SAID)
def test_what_was_not_said_is_a_row_with_its_verb_and_nobodys_words(case):
    text, words = NOT_SAID[case]
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    (row,) = rows.to_dicts()
    assert (row["form"], row["actor"]) == ("indirect", "Ida Kern")
    assert text[row["start"] : row["end"]] == words
    assert row["cue"] in ("say", "said")
    assert row["rule"].endswith("+negated")
    tokens = pl.DataFrame({"article_id": ["a"], "start": [row["start"]], "end": [row["start"] + 4]})
    assert voice(tokens, rows)["voice"].to_list() == ["outlet"]


def test_a_silence_reports_nothing():
    text = "Ida Kern would not say whether the pier was shut. Ida Kern declined to say when."
    assert extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).is_empty()


LAYOUTS = {
    "block with its author": (
        "The vote came late.\n\nThis vote is a disgrace and everyone knows it.\n\n"
        "— Dana Cole (@danacole) March 4, 2024\n\nThe council met.",
        ["Dana Cole"],
    ),
    "quoted lines": (
        "Ida Kern answered.\n\n> I took no money from anybody.\n\nThe end.",
        ["Ida Kern"],
    ),
    "questions and answers": (
        "Kurt Roth met us.\n\nQ: Why now?\n\nA: I had to go.\n\nQ: And then?\n\nA: I came back.",
        ["Kurt Roth", "Kurt Roth"],
    ),
    "transcript": (
        "Kurt Roth was there.\n\nHOST: Why?\n\nROTH: I had to go.\n\nHOST: So?\n\n"
        "KURT ROTH: I came.",
        ["Kurt Roth", "Kurt Roth"],
    ),
    "list": (
        "The miners’ union listed its demands:\n\n• “A four-day week”\n\n"
        "• “No cuts to pensions”\n\nEnd.",
        ["The miners’ union", "The miners’ union"],
    ),
    "single marks over paragraphs": (
        "Governor Lena Bold spoke. ‘We will not close the school this year.\n\n"
        "‘We will not close it next year either,’ she said.",
        ["Lena Bold", "Lena Bold"],
    ),
    "headline": ("Kern: I will not resign\n\nIda Kern spoke in town.", ["Ida Kern"]),
    "post": (
        "Ida Kern answered.\n\nThis vote is a disgrace and everyone knows it. #vote "
        "https://t.co/x1 — Dana Cole (@danacole) March 4, 2024\n\nThe council met.",
        ["Dana Cole"],
    ),
    "post of several": (
        "Ida Kern left.\n\nThis vote is a great day for us. — Women For Kern (@wfk) May 4\n\nRain.",
        [None],
    ),
    "announced in a line of its own": (
        "The vote came late.\n\nAs Dana Cole wrote on Monday:\n\n"
        "This vote is a disgrace, and everyone in town knows it very well.\n\nThe council met.",
        ["Dana Cole"],
    ),
    "announced, in marks": (
        "The vote came late.\n\nIn a statement, Dana Cole said:\n\n“It is a shame.”\n\nIt rained.",
        ["Dana Cole"],
    ),
    "an older post of the outlet's": (
        "The vote came late.\n\nOur original post continues:\n\n"
        "The council met at noon, and its members were asked to leave the hall.\n\nIt rained.",
        [],
    ),
}
OTHERS_WORDS = {
    "quoted by somebody": (
        "Ida Kern quoted the founder, Dana Cole, as saying “it was a wide door for all of us.”",
        "Dana Cole",
    ),
    "quoted at a colon": (
        "Kern quotes the old hope of the founder, Dana Cole: “to make of it a door for us all.”",
        "Dana Cole",
    ),
    "led to say": (
        "Lund wrote to Ida Kern. Kern was harsh, prompting Peter Lund to say, “That was not fair.”",
        "Peter Lund",
    ),
    "several, of whom she is none": (
        "Investigators said they were looking into it. “We are still looking,” she said.",
        None,
    ),
    "half a sentence": (
        "Kern said her agency had a tip in May about a note put on a wall by a man that said, "
        "“I will come back to all of you.”",
        None,
    ),
}
NOTHING_SAID = [
    "The Courier has asked Ida Kern for comment on the pier and has not yet heard back.",
    "Ida Kern is expected to use the day to call for stronger ties of all the towns.",
    "There is a part of the town – clerks and dons – who feel shocked by the rude young men.",
]


@pytest.mark.parametrize("case", LAYOUTS)
def test_speech_that_the_layout_shows(case):
    text, actors = LAYOUTS[case]
    assert [actor for actor, _ in spoken(text)] == actors


@pytest.mark.parametrize("case", OTHERS_WORDS)
def test_words_go_to_whoever_said_them_not_to_who_is_named_beside(case):
    text, actor = OTHERS_WORDS[case]
    assert spoken(text)[0][0] == actor


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_what_is_asked_expected_or_felt_by_nobody_named_is_no_report_of_anybody(text):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["actor"].drop_nulls().is_empty()


def test_a_report_is_whole_and_ends_before_what_the_reporter_adds():
    def passages(text):
        rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
        return [text[a:b] for a, b in rows.select("start", "end").iter_rows()]

    apposed = (
        "After the Courier reported that Ida Kern, the mayor of Hull, closed the pier, Lund left."
    )
    assert passages(apposed) == ["that Ida Kern, the mayor of Hull, closed the pier"]
    added = "Ida Kern assured them that the pier would be safe even as its planks were rotten."
    assert passages(added) == ["that the pier would be safe"]
    inside = "Kern paid the mason through an aide who, the Courier says, claimed to be her cousin."
    assert not any(words.endswith("who") for words in passages(inside))


def test_a_correction_is_no_quotation():
    text = (
        "Rain fell.\n\n“It cost five million,” said Ida Kern.\n\nCorrection: We had “nine million.”"
    )
    frame = pl.DataFrame({"article_id": ["a"], "outlet": ["x"], "text": [text], "language": ["en"]})
    assert an.read(frame).quotes["actor"].to_list() == ["Ida Kern"]


def test_findings_count_no_guessed_speaker():
    quotes = pl.DataFrame({"actor": ["a", "b", "c", None], "sure": list(SURE)})
    assert sure_speakers(quotes)["actor"].to_list() == ["a", "b", None, None]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ida Kern",
                "Kurt Roth",
                "he",
                "she",
                "said",
                "“We go,”",
                ".",
                "\n",
                ",",
                "the senator",
                "Q:",
                "A:",
                "> ",
                "Mr Kern",
                "’s",
            ]
        ),
        max_size=40,
    )
)
def test_nobody_is_he_and_she_and_nothing_raises(parts):
    text = " ".join(parts)
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["sure"].is_in(list(SURE)).all()
    assert (rows["actor"].is_null() == (rows["sure"] == "unknown")).all()
    gender: dict[str, str] = {}
    for row in rows.filter(pl.col("source").str.to_lowercase().is_in(["he", "she"])).iter_rows(
        named=True
    ):
        if row["actor"]:
            assert gender.setdefault(row["actor"], row["source"].lower()) == row["source"].lower()
    assert all(q.start < q.end for q in unmarked(text, []))
    assert all(p.gender in ("m", "f", None) for p in of_text(text).persons)


NAMED = {
    "a state's party member": (
        "House Speaker Ned A. Crane, Ohio Republican, said that they are “anything but slow now”.",
        ["Ned A. Crane"],
    ),
    "a party in brackets and a place": (
        "President Ned Crane (R) of Arizona said: “We go home.”",
        ["Ned Crane"],
    ),
    "a rank": ("“It was cold,” said Pfc. Ned Crane.", ["Ned Crane"]),
    "a body keeps its office": (
        "“It is law,” the Justice Department wrote in a brief.",
        ["Justice Department"],
    ),
    "whose office": (
        "“It is law,” the Harbour County Attorney’s Office said.",
        ["Harbour County Attorney’s Office"],
    ),
    "whom somebody told is not who told": (
        "The lawyers met. “They were mistaken,” the attorneys told the D.C. Circuit, which waits.",
        ["the attorneys"],
    ),
    "an office with a body before the name": (
        "“It is late,” said Federation of Lamp Lighters President Nora Quill.",
        ["Nora Quill"],
    ),
    "a show": ("Quill on the Late Hour said: “We will not go there.”", ["Quill"]),
    "a verb that opens its sentence": (
        "Meet Nora Quill. She runs the pier. “It is old,” Quill said.",
        ["Nora Quill"],
    ),
    "the father of somebody": (
        "“He was a good boy,” said the father of Ned Crane.",
        ["the father of Ned Crane"],
    ),
    "an answer handed on": (
        "Quill’s response, according to Crane: “Every time I talk, I get into trouble.”",
        ["Quill"],
    ),
    "whose suit": ("“The pass must be given back,” Kanal’s suit says.", ["Kanal"]),
    "a letter from somebody": (
        "A letter from Nora Quill called the pier “a danger to us all”.",
        ["Nora Quill"],
    ),
    "the second half of a sentence": (
        "“This,” Ned Crane said, “is the end.”",
        ["Ned Crane"],
    ),
    "a relative clause": (
        "The board, where Nora Quill called Ned Crane “a danger to us all”, met again.",
        ["Nora Quill"],
    ),
    "a place within a place": (
        "A man in Eastwick, Maine, who belonged to the club, said it was “quite a shock to him”.",
        ["A man in Eastwick"],
    ),
    "whose objections": (
        "Judge Nora Quill let them hear it, despite the objections of prosecutors who called it "
        "“absurd beyond all words”.",
        ["prosecutors"],
    ),
    "a verb about the speaker": (
        "“It has been so for years,” Nora Quill, a writer who accused Ned Crane of lying, says.",
        ["Nora Quill"],
    ),
    "the state's party member is who spoke": (
        "“We do not pay,” said Rep. Ned Crane. The Texas Republican said that Mr. Quill was weak. "
        "“He will pay,” Quill said.",
        ["Ned Crane", "Quill"],
    ),
    "a show that is told": ("Quill told “The Late Hour” that the pier had been closed.", []),
    "the name of a thing": ("Quill suffered from a condition called “blindness of the mind”.", []),
    "another of that office": (
        "Officer Ned Crane left. The jury freed the officer who shot a dog. “I feared for my "
        "life,” the officer said.",
        [None],
    ),
    "how old": ("Quill’s 18-year-old brother Brandt said “I forgive you all”.", ["Brandt"]),
    "what everybody calls it": ('He spoke about the so-called "Lantern tax." Then he left.', []),
}


@pytest.mark.parametrize("kind", NAMED)
def test_names_are_whole_and_nobody_elses(kind: str) -> None:
    text, actors = NAMED[kind]
    assert [actor for actor, _ in spoken(text)] == actors


def test_somebody_introduced_goes_on_to_speak_as_a_guess() -> None:
    text = (
        "Ned Crane met reporters in the hall. It was an odd day. While Crane had many friends, "
        "the plan concerns Bo Marsh, president of the harbour club.\n\n“Nobody sings,” he said."
    )
    assert spoken(text) == [("Bo Marsh", "guessed")]


def test_the_one_whom_a_text_is_about_is_a_guess() -> None:
    text = (
        "Ned Crane spoke. Crane was late. Crane left the town to Bo Marsh. The only film of that "
        "day has Crane at the pier. He laughed. “I was wrong,” he said."
    )
    assert spoken(text) == [("Ned Crane", "guessed")]


def test_a_running_quotation_is_said_by_who_is_named_at_its_end() -> None:
    text = "‘We came in the morning and saw it.\n\n‘Then we left again,’ Nora Quill said."
    assert spoken(text) == [("Nora Quill", "named")] * 2


def test_bullets_are_said_by_who_signs_them() -> None:
    text = "Residents said:\n\n• “The pier is ugly.” – Nora Quill\n\n• “I like it.” – Ned Crane"
    assert [actor for actor, _ in spoken(text)] == ["Nora Quill", "Ned Crane"]


@pytest.mark.parametrize(
    "text",
    [
        "Nora Quill denied an accusation on Sunday that she had misled “all of the voters”.",
        "White House Press Secretary Joan Earl said the plan was “good for all of us”.",
        "According to Sunni leaders, the town is “in the hands of thieves”.",
    ],
)
def test_no_outlet_is_read_into_a_day_an_office_or_a_people(text: str) -> None:
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["via"].null_count() == rows.height


def test_words_handed_on_are_those_of_who_said_them() -> None:
    text = "Nora Quill said that Ned Crane said the pier would close next year."
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["actor"].to_list() == ["Ned Crane"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The call came from Ned Crane, the head of the Guild of Maine, who said he is ill.",
            "Ned",
        ),
        ("The call came from the head of the Guild of Maine, who said that he is ill.", "the head"),
        ("After a row with Ned Crane, a teacher who had said he was ill left.", "a teacher"),
        ("Nora Quill, a teacher who had agreed to come, described the “pain” of it.", "Nora Quill"),
        ("Nora Quill came with former Iowa Gov. Ned Crane, who said he was ill.", "Ned Crane"),
        ("Nora Quill met Ned Crane, who said he was ill.", "Ned Crane"),
        ("Nora Quill came with Ned Crane, a possible aide, who told the crowd he is ill.", "Ned"),
    ],
)
def test_who_is_the_one_introduced_and_no_place_or_guild_in_the_office(text, source) -> None:
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows.height
    assert all(named.startswith(source) for named in rows["source"])


def test_what_a_foreign_word_means_is_nobodys_quotation() -> None:
    text = "Nora Quill said she would name it Pravda, which is Russian for “truth”."
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows.filter(form="scare")["source"].to_list() == [None]


def test_a_name_like_a_bodys_is_a_persons_where_its_surname_acts() -> None:
    text = (
        "Velm Rivers visited Peter Lund in the tower on Monday. Rivers laughed. Later Rivers said "
        "why he likes Lund. “I grew up alone,” he said."
    )
    assert ("Peter Lund", "resolved") not in spoken(text)
    assert "Velm Rivers" in {person.name for person in of_text(text).persons}
    opener = "Peter Lund spoke. Rivers ran. Rivers won. Unlike Rivers, Lund sat."
    assert "Unlike Rivers" not in {person.name for person in of_text(opener).persons}


def test_what_hangs_on_a_sentence_is_not_said_by_who_is_named_in_its_aside() -> None:
    text = (
        "Grace Obi addressed the case for the first time since Peter Lund was acquitted last May, "
        "describing the “pain” in the town."
    )
    assert [actor for actor, _ in spoken(text)] == ["Grace Obi"]


def test_paragraphs_put_together_without_a_space_are_read_apart() -> None:
    text = (
        "Some members said they wanted action.Peter Lund, who came from afar, said he would leave."
        "“I heard the words,” Lund said.“They fail,” Grace Obi said.“This is obvious.”"
    )
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    said = [(row["actor"], text[row["start"] : row["end"]]) for row in rows.iter_rows(named=True)]
    assert ("Some members", "they wanted action") in said
    assert ("Peter Lund", "he would leave") in said
    assert ("Grace Obi", "They fail,") in said


@pytest.mark.parametrize(
    "text",
    [
        "Grace Obi is the author of “Landfall: A Year at Sea.” She lives in Eastwick.",
        "The Obi regime and its friends have a name for democrats: “worms,” it seems.",
    ],
)
def test_a_book_and_a_regime_are_nobody(text: str) -> None:
    assert not [actor for actor, _ in spoken(text) if actor]


def test_a_question_put_is_no_clause() -> None:
    text = (
        "When the reporter Peter Lund tried to ask Obi two questions in a row, Obi snapped at him."
    )
    assert extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).is_empty()


def test_an_alias_that_is_a_surname_is_no_relative() -> None:
    text = "“Let him live,” Lucy Quill said. “I am ill,” Quill said in the film. Luke Quill is 33."
    actors = pl.DataFrame({"actor": ["luke", "luke"], "alias": ["Luke Quill", "Quill"]})
    articles = pl.DataFrame({"article_id": ["a"], "text": [text]})
    rows = extract(articles, actors=actors)
    assert rows["actor"].to_list() == ["Lucy Quill", None]
    assert set(rows["candidates"][1]) == {"Lucy Quill", "luke"}


def test_a_declared_last_name_ahead_of_kin_who_is_named_later_is_no_kin() -> None:
    said = "Quill said: “We had a tremendous day at the bridge with our friends.”"
    text = f"Mayor Quill came to Eastwick. Quill and his wife Lucy Quill saw the bridge. {said}"
    actors = pl.DataFrame({"actor": ["luke", "luke"], "alias": ["Luke Quill", "Quill"]})
    articles = pl.DataFrame({"article_id": ["a"], "text": [text]})
    assert extract(articles, actors=actors)["actor"].to_list() == ["luke"]
    first = articles.with_columns(text=pl.lit(f"Lucy Quill came. {said} Luke stayed."))
    assert extract(first, actors=actors)["actor"].to_list() == ["Lucy Quill"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The son of the mayor Nora Quill tweeted about “a very wet bridge,” too.", None),
        (
            "THE FACTS: All of the bridges were closed. It rained, and the facts are plain.",
            None,
        ),
        (
            "The whip Nora Quill, South Carolina Democrat who is a builder, said the mayor “has "
            "been loose with words.”",
            "Nora Quill",
        ),
        ("The mayor Nora Quill told the Courier Lund’s “sorry” note was late and very wet.", None),
        (
            "The late pastor Mark Quill built it. Evangelist Luke Quill came. “My father knew, and "
            "he would not agree,” Quill wrote.",
            "Luke Quill",
        ),
        (
            "Obi’s notes came hours after Quill issued a statement reacting to it, saying: “I pray "
            "that it will end soon.”",
            "Quill",
        ),
        ("Many wore T-shirts that said “Save the old bridge of Hull,” as it rained.", None),
        (
            "The mayor Nora Quill — the builder of many Obi bridges -- told the Courier that “all "
            "of the bridges will be closed by then.”",
            "Nora Quill",
        ),
    ],
)
def test_neither_whose_kin_nor_what_is_worn_nor_whom_an_aside_names_speaks(text, who) -> None:
    assert [None, *(actor for actor, _ in spoken(text))][-1] == who


def test_a_bare_last_name_ahead_of_a_juniors_is_not_his() -> None:
    met = "John Quill Jr. met a lawyer in June. "
    said = "In July, Quill said: “We hope that you are able to find all of them by then.”"
    assert spoken("The Quill campaign knew. " + met + said)[0][0] != "John Quill Jr."
    assert spoken(met + said)[0][0] == "John Quill Jr."
    both = "President John Quill left. " + met + said
    assert spoken(both)[0][0] == "John Quill"


def test_a_word_for_whom_one_has_long_known_is_no_first_name() -> None:
    text = "It rained all day.\n\nLongtime Quill confidant Ida Roth was there. "
    said = "Mr. Quill told reporters: “We will talk about that on a later date.”"
    assert spoken(text + said)[0][0] != "Longtime Quill"


def test_a_last_name_is_not_that_of_kin_who_is_named_after_it() -> None:
    text = "President Quill spoke. Mr Quill and his father Mark Quill were sued. "
    said = "Mr Quill said: “They settled the whole of the case in the end.”"
    assert spoken(text + said)[0][0] != "Mark Quill"
    text = "Jane Quill left. Her husband, Mark Quill, stayed. "
    assert spoken(text + "“I had to go home for the dog,” Quill said.")[0][0] == "Jane Quill"
    waited = "“We waited for hours and hours,” Mr. Quill said."
    assert spoken(text + waited)[0][0] == "Mark Quill"


BESIDE = {
    "according to somebody, ahead of a colon": (
        "Since Pell isn’t expected to leave, it could rain, according to Lund: “It will pour. It "
        "will not stop.”\n\nPeter Lund is a farmer.",
        ["Peter Lund"],
    ),
    "the main clause, after a subordinate one": (
        "After Pell argued for hours with Obi about the dike, Lund came to his side, saying “we "
        "need to be honest” about it.",
        ["Lund"],
    ),
    "a statement that somebody else was said to speak in": (
        "Mayor Pell issued a statement. Ann Lund would testify, her lawyer said in a statement. "
        "“Ms. Lund stands ready to tell the court of it,” the statement said.",
        [None],
    ),
    "no country's last letter": (
        "Mayor Peter Lund played down talk that the U.S. has closed the port, saying he sees no "
        "“cause for alarm” in it.",
        [None],
    ),
}


@pytest.mark.parametrize("case", BESIDE)
def test_who_stands_nearest_is_not_always_who_speaks(case):
    text, actors = BESIDE[case]
    assert [actor for actor, _ in spoken(text)] == actors


AHEAD = {
    "Senator Peter Lund, (R) of Iowa, chairman of the panel, said the vote can wait.": "Peter Lund",
    "Sen. Peter Lund (R) of Iowa, chairman of the panel, said the vote can wait.": "Peter Lund",
    "As Ann Obi spoke of threats from North Korea, Peter Lund, the firm’s chief executive, "
    "insisted that the film would come.": "Peter Lund",
    "In March, when an aide accused Peter Lund of it, two people came forward to say that she "
    "had told them.": "two people",
    "Lund administration reportedly to accuse the guild of trying to drain it.": (
        "Lund administration"
    ),
    "The top Democrat on the Senate Rivers Committee said that it would be wrong to wait.": (
        "The top Democrat on the Senate Rivers Committee"
    ),
}


@pytest.mark.parametrize("text", AHEAD)
def test_the_name_nearest_a_verb_may_be_of_a_place_a_body_or_an_aside(text):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["actor"].to_list() == [AHEAD[text]]


def test_the_heading_of_an_answer_is_nobody_who_speaks():
    text = "ROE: “It is the longest dam.”\n\nTHE FACTS: “It is the third,” as the guild says."
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert not any("fact" in (actor or "").lower() for actor in rows["actor"].to_list())


def test_what_somebody_claimed_ends_before_who_answers_it():
    text = "Answering claims of the Guild that the dam leaks, Ann Obi said, “It is as dry as sand.”"
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).rows(named=True)
    said = {text[row["start"] : row["end"]]: row["actor"] for row in rows}
    assert said == {"that the dam leaks": None, "It is as dry as sand.": "Ann Obi"}


WHOLE = {
    "Virginia’s embattled governor said that he would stay.": "Virginia’s embattled governor",
    "Lawyers for Ann Obi and Peter Lund came, saying the women would sue.": None,
    "Peter Lund left. The federal complaint filed against Lund reveals that he stole it.": None,
}


@pytest.mark.parametrize("text", WHOLE)
def test_who_is_named_within_a_source_is_not_who_speaks(text):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    (actor,) = rows["actor"].to_list()
    assert actor == WHOLE[text] or (actor or "").startswith("Lawyers for")


def test_what_the_reporter_makes_of_it_is_not_said():
    text = "A strike is not likely anytime soon, experts said, which means Pell erred as Lund did."
    (row,) = extract(pl.DataFrame({"article_id": ["a"], "text": [text]})).rows(named=True)
    assert text[row["start"] : row["end"]] == "A strike is not likely anytime soon"


@pytest.mark.parametrize(
    "text",
    [
        "President Pell's legal team released a 110-page brief saying he did neither of the two.",
        "A senior source who spoke with The Gazette said tensions are running high on the hill.",
        "The speeches that drew a rebuke came after Ann Lund spoke, calling for more of them.",
        "Chair Ann Obi and counsel Peter Lund and lawyer Frank Moss called each other plain liars.",
    ],
)
def test_a_part_of_who_speaks_is_not_who_speaks(text):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows["actor"].drop_nulls().to_list() == []


def test_a_view_beside_the_main_clause_has_none_of_its_words() -> None:
    text = "While Ned Crane is convinced that it rains in Hull, Nora Quill is not: “I saw the sun.”"
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    said = zip(rows["actor"], rows["start"], rows["end"], strict=True)
    assert {who: text[a:b] for who, a, b in said} == {
        "Ned Crane": "that it rains in Hull",
        "Nora Quill": "I saw the sun.",
    }


def test_a_title_with_a_short_form_in_it_is_nobodys_words() -> None:
    text = "Ned Crane said the band played “Song of Gen. Kim Il Sung” for an hour."
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert rows.filter(form="title")["actor"].to_list() == [None]
    assert rows.filter(form="direct").is_empty()
