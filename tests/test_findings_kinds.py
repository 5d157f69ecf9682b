"""Findings that are true by construction: order, figures, marks, who is heard."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

import analysis as an
from analysis import findings, results
from analysis.findings import (
    borders,
    conflicts,
    counts,
    each_quotes,
    figures,
    heard_here,
    in_place,
    introducing,
    moment,
    most_heard,
    mostly_here,
    naming,
    omissions,
    only_here,
    openings,
    order,
    quoting,
    retold,
    roles,
    said_here,
    short_words,
    side_by_side,
    statements,
    subject,
    targets,
    texts,
    topics,
)
from analysis.findings import told as claims
from analysis.findings.event import Event, letters
from analysis.findings.finding import LISTED, Finding
from analysis.findings.leaning import can_stand
from analysis.findings.own_words import sentences
from analysis.findings.roles import role
from analysis.findings.shared_words import _trimmed
from analysis.findings.staff import is_staff
from analysis.findings.voices import Voices

FILLING = (
    "The council met in the town hall. Few people came to listen. It rained all day long. "
    "The mayor read the minutes. Nobody asked a question. The doors were closed at noon. "
    "A clerk swept the floor. The lights were put out. The guard went home. The street was empty. "
)


BRIDGE = (
    "The council of the town closed the old stone bridge over the river on Monday. "
    "The vote was held in the crowded town hall. "
)


def read(texts: dict[str, str]) -> Event:
    return Event(an.read(pl.DataFrame({"outlet": list(texts), "text": list(texts.values())})))


def told(rows: list[findings.Finding]) -> list[str]:
    return [row.sentence for row in rows if row.stands]


@pytest.mark.parametrize("text", ["until Friday", "next Friday", "last Friday"])
def test_a_day_that_is_still_to_come_or_of_another_week_dates_no_text(text):
    assert not moment.weekdays(read({"A": f"The court waits {text}. " + FILLING}))


def with_concept(texts: dict[str, str]) -> Event:
    corpus = read(texts).corpus
    row = {"concept": ["floods"], "name": ["Floods"], "term": ["flood"]}
    return Event(replace(corpus, concepts=pl.DataFrame(row)))


def test_what_opens_one_text_and_comes_late_in_another_is_told():
    first = "A flood closed the bridge. The flood was high. " + FILLING
    late = FILLING + "At the very end a flood came."
    assert told(order.order(with_concept({"A": first, "B": late, "C": late}))) == [
        "“flood” comes up in the first two sentences of A; in B and C only in the last third"
    ]
    assert not told(order.order(with_concept({"A": first, "B": first, "C": first})))


def test_a_word_inside_a_quotation_or_a_post_does_not_open_a_text():
    late = FILLING + "At the very end a flood came."
    inside = "“The flood closed it,” he said. " + FILLING + "The flood was high."
    posted = "The flood closed it. — Al Roe (@roe) May 26, 2019\n\n" + FILLING + "A flood came."
    assert not told(order.order(with_concept({"A": inside, "B": late, "C": late})))
    assert not told(order.order(with_concept({"A": posted, "B": late, "C": late})))


def test_figures_that_one_outlet_alone_gives_are_told_and_near_ones_are_not():
    texts = {
        "A": "The bridge cost $27,111.75 in all. Last year 311,000 people signed the petition. "
        + FILLING,
        "B": "The bridge cost roughly $27,000 in all, and 12 people came in 2016. " + FILLING,
    }
    assert told(figures.figures(read(texts))) == [
        "Figures that one outlet alone gives: A “Last year 311,000 people signed the petition.” "
        "(texts undated)"
    ]


def test_who_is_heard_in_one_outlet_alone_is_told_for_all_outlets_at_once():
    one = "“We will build the new bridge over the river next spring,” said Mayor Jane Ward. "
    two = "“Nobody asked the people of this town about the bridge,” said lawyer Mark Doe. "
    (row,) = heard_here.heard_here(read({"A": one + FILLING, "B": two + FILLING}))
    assert "A quotes Jane Ward; B quotes Mark Doe" in row.sentence
    assert row.bars[0].shown.startswith("Jane Ward: “‘We will build the new bridge")
    assert row.bars[1].shown.startswith("Mark Doe: “‘Nobody asked")
    turned = {"A": one + "But it rained. " + FILLING, "B": two + FILLING}
    (sentence,) = told(heard_here.heard_here(read(turned)))
    assert "A quotes Jane Ward;" in sentence  # her words are taken back by what follows
    named = {"A": one + FILLING, "B": "Ward was there. " + FILLING}
    assert not told(heard_here.heard_here(read(named)))
    nothing = one.replace("We will build", "We cannot comment on")
    assert not told(heard_here.heard_here(read({"A": nothing + FILLING, "B": FILLING})))


def test_an_opening_is_whole_and_passes_over_notes_and_captions():
    texts = {
        "A": "Editor’s note: This was changed.\n\nThe stand-your-ground law was upheld by your "
        "court, which had heard both sides of the case, " + "and the town and the river, " * 8
        + "on Monday.",
        "B": "A man looks at the river. A man looks at the river. The council closed the old "
        "bridge of the town on Monday.",
    }  # fmt: skip
    (sentence,) = told(openings.openings(read(texts)))
    assert "A “The stand-your-ground law" in sentence and "on Monday.”; B “The council" in sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe, a former judge, spoke.", "a former judge"),
        ("Yesterday lawyer Jane Roe spoke.", "lawyer"),
        ("alongside German Chancellor Jane Roe", "German Chancellor"),
        ("In the town Jane Roe spoke.", ""),
        ("the role independent counsel Jane Roe played", ""),
        ("Former Speaker of the House Jane Roe spoke.", ""),
        ("said President Jane Roe, whose firm sued", ""),
        ("Jane Roe, a harsh critic of the mayor, left.", ""),
        ("said U.S. Attorney General Jane Roe", "Attorney General"),
        ("Retired U.S. Army Brig. Gen. Jane Roe left.", ""),
        ("Jane Roe, an aide to Mr. Doe, left.", "an aide to Mr. Doe"),
        ("two former Navy SEALS.Oklahoma Sen. Jane Roe left.", "Oklahoma Sen."),
        ("Jane Roe, a spokeswoman for Sen. Mark Doe, left.", "a spokeswoman for Sen. Mark Doe"),
        ("until former federal judge Jane Roe left", "former federal judge"),
        ("the Lord of the Rings director Jane Roe", ""),
        ("Doe’s former top political strategist Jane Roe", "Doe’s former top political strategist"),
        ("Hull council counting officer Jane Roe said", ""),
        ("Jane Roe, an agent who searched from Sept. 11 on, left.", ""),
    ],
)
def test_a_person_is_introduced_as_the_text_does(text, expected):
    start = text.index("Jane Roe")
    assert role(text, start, start + len("Jane Roe")) == expected


def test_a_role_is_whole_or_not_told():
    told_of = {
        "White House senior adviser Jane Roe spoke.": "White House senior adviser",
        "His friend Jane Roe agrees.": "",
        "The Bank of Ruritania Executive Director Jane Roe spoke.": "",
        "Jane Roe, a 29-year-old U.S. citizen, left.": "",
        "Yesterday lawyer Jane Roe spoke.": "lawyer",
        "Former town judge Jane Roe spoke.": "former town judge",
        "Sen. Jane Roe spoke.": "Sen.",
        "The town’s terrorist Jane Roe spoke.": "",
        "Jane Roe, a spokesman for that school, spoke.": "",
        "The Ruritanian Choral Society (RCS) president Jane Roe spoke.": "",
        "World Anti-Fraud Agency chief Jane Roe spoke.": "World Anti-Fraud Agency chief",
    }
    for text, what in told_of.items():
        assert roles.introduced([text], "Jane Roe") == what, text


def test_a_place_before_an_opening_is_no_title_before_a_name():
    filed = {
        "A": "EASTWICK, Ruritania (Courier) — The bridge fell at noon on the river. " + FILLING
    }
    chief = {"B": "ABC News chief Jane Roe — once praised by all — left her post today. " + FILLING}
    (sentence,) = told(openings.openings(read(filed | chief)))
    assert "A “The bridge fell" in sentence and "B “ABC News chief Jane Roe" in sentence


@pytest.mark.parametrize(
    "bio",
    [
        "Jane Roe is the college's professor of law and a former judge in the city. ",
        "Jane Roe has been a journalist in the city for two decades and a columnist of it. ",
    ],
)
def test_an_opinion_does_not_open_with_who_wrote_it(bio):
    own = "It is time to close the bridge, and we must all say so to the mayor today. "
    texts = {
        "A": f"Opinion\n\n{bio}\n\n{own}" + "We should be ashamed of it. " * 3 + FILLING,
        "B": FILLING,
    }
    event = read(texts)
    if "opinion" in event.kinds.values():
        assert "Jane Roe" not in told(openings.openings(event))[0]


def test_a_figure_is_told_in_a_whole_sentence_that_says_whose_it_is():
    kept = {
        "The bridge cost the town $27 million.": "The bridge cost the town $27 million.",
        "Mayor Jane Ward does not want to spend $27 million.": "Mayor Jane Ward does not want to",
        "A poll shows Jane Ward ahead 50-to-40 percent.": "50-to-40 percent",
        "He has raised $27 million.": "",  # who?
        "If it costs $27 million, I will eat my hat.": "",
        "“The bridge cost $27 million,” she said.": "",
        "The flood came to a town of 2,000 people.": "",
        "Of bridges, 12 fall per 10,000 kilometres.": "",
    }
    for text, shown in kept.items():
        found = told(figures.figures(read({"A": f"{FILLING}\n\n{text}", "B": FILLING})))
        assert (shown in found[0]) if shown else not found, text


def test_one_figure_of_one_unit_does_not_hide_another():
    texts = {"A": "A poll shows the mayor at 52 percent. " + FILLING, "B": "See p. 52. " + FILLING}
    assert told(figures.figures(read(texts)))
    texts["B"] = "Another has the mayor at 52 percent. " + FILLING
    assert not told(figures.figures(read(texts)))


def test_an_opening_begins_in_no_open_quotation():
    piece = '"We thank her @roe" "We like it... But we fear it," Doe said.\n\n' + FILLING
    other = "The council closed the old bridge of the town on Monday. " + FILLING
    third = "The old bridge of the town was closed by its council on Monday. " + FILLING
    (sentence,) = told(openings.openings(read({"A": piece, "B": other, "C": third})))
    assert "fear" not in sentence and "B “The council" in sentence


HEARD = "“We will build the new bridge over the river next spring,” {} said. "


@pytest.mark.parametrize(
    "text",
    [
        HEARD.format("Jane Ward") + "Mark Doe told the Gazette’s Jane Ward so.",
        HEARD.format("TV host Jane Ward"),
        "In 1998 it was other. Back in 1998 " + HEARD.format("Jane Ward"),
        HEARD.format("Jane Ward").rstrip() + " Hide Caption 2 of 7",
        HEARD.format("Jane Wardell"),
    ],
)
def test_staff_old_quotations_captions_and_slips_are_nobody_heard_here_alone(text):
    others = {"B": FILLING + "Nobody but Wardel came.", "C": FILLING}
    assert not told(heard_here.heard_here(read({"A": text + "\n\n" + FILLING} | others)))


def test_names_in_passing_and_two_names_of_one_person_are_not_told_twice():
    texts = {
        "A": "Sen. Charles Roe, no ally of Mark Doe here, spoke. Sen. Chuck Roe left. " + FILLING,
        "B": FILLING,
    }
    (row,) = only_here.only_here(read(texts))
    assert row.sentence == "Among those named in one outlet only: A: Charles Roe (texts undated)"
    assert row.bars[0].shown == "Charles Roe (“Sen. Charles Roe, no ally of Mark Doe here, spoke.”)"


def test_nicknames_are_one_person_and_laws_are_named_or_not():
    act = "It rests on the Insurrection Act. The Insurrection Act is old. "
    texts = {
        "A": "Jim Roe spoke. Jim Roe left. " + act + FILLING,
        "B": "James Roe spoke. James Roe sang. " + act + FILLING,
        "C": FILLING,
    }
    (said,) = told(omissions.omission(read(texts)))
    assert said.startswith(
        "Named in some outlets and not in others: Insurrection Act and James Roe "
    )
    assert "in A and B, not in C" in said


def test_short_quotations_are_told_with_who_prints_none_of_them():
    texts = {
        "A": "Jane Roe called it “a smoking gun” on Monday. " + FILLING,
        "B": "“This is a smoking gun for all of us,” Jane Roe said. " + FILLING,
        "C": FILLING,
        "D": "Nobody saw a smoking gun. " + FILLING,
    }
    assert told(short_words.short_words(read(texts))) == [
        "Quoted words that some carry and others do not print: Jane Roe’s “a smoking gun” "
        "in A and B, not in C (texts undated)"
    ]
    rare = {
        name: text.replace("smoking gun", "bumbling nincompoop") for name, text in texts.items()
    }
    rare = {name: text.replace("Jane Roe", "somebody else") for name, text in rare.items()}
    assert not told(short_words.short_words(read(rare)))  # whose words they are, is not known
    plain = "Jane Roe said a deal is “the responsible thing to do.” " + FILLING
    mirror = (
        "Her party must look ahead, Jane Roe said: it is “the responsible thing to do.” " + FILLING
    )
    assert not told(short_words.short_words(read({"A": plain, "B": mirror, "C": FILLING})))
    names = {"A": "He read “Face the Nation”. " + FILLING, "B": "On “Face the Nation” she spoke."}
    assert not told(short_words.short_words(read(names | {"C": FILLING})))


def test_sentences_on_one_matter_stand_side_by_side_each_with_more_of_its_own():
    start = BRIDGE + "Many people of the town watched it. "
    one = "Engineers of Hull blamed corroded pillars and cheap concrete under heavy lorries. "
    two = (
        "Farmers near Goole dispute that corroded pillars and concrete forced a detour by Thorne. "
    )
    texts = {"A": start + "\n\n" + one + FILLING, "B": start + "\n\n" + two + FILLING}
    (said,) = told(side_by_side.side_by_side(read(texts)))
    assert "“corroded”, “pillars” and “concrete”" in said, said
    assert f"A “{one.strip()}”; B “{two.strip()}”" in said
    both = {**texts, "B": texts["A"]}
    assert not told(side_by_side.side_by_side(read(both)))  # one sentence, printed twice
    names = one.replace("corroded pillars and cheap concrete", "Sister Corroda Pillarine")
    other = two.replace("corroded pillars and concrete", "Sister Corroda Pillarine")
    named = {"A": start + "\n\n" + names + FILLING, "B": start + "\n\n" + other + FILLING}
    assert not told(side_by_side.side_by_side(read(named)))  # names alone make no matter
    he = two.replace("Farmers near Goole dispute", "It is disputed")
    leaning = {**texts, "B": start + "\n\n" + he + FILLING}
    assert not told(side_by_side.side_by_side(read(leaning)))


def test_a_text_that_knows_somebody_whom_all_others_bring_in_begins_in_the_middle():
    whole = "Mayor Jane Ward left the town on Monday. Ward smiled. Then Jane Ward was gone. "
    texts = {
        "A": "Ward is now the second mayor of the town who has left. " + FILLING,
        "B": whole + FILLING,
        "C": whole + FILLING,
    }
    assert read(texts).fragments == {"A"}
    also = {**texts, "C": "Ward left the town, the mayor’s office said. " + whole + FILLING}
    assert not read(also).fragments  # she needs no first name here


def test_whom_a_paper_calls_its_colleagues_or_lets_report_are_its_staff():
    for words in (
        "as our colleagues Ann Roe and Jane Doe report. ",
        "“The river rose,” Mark Lund and Jane Doe report. ",
        "“The river rose,” Jane Doe reports. ",
    ):
        assert is_staff(read({"A": words + FILLING}), "Jane Doe", "A"), words
    report = "Jane Doe reports to the mayor. " + FILLING
    assert not is_staff(read({"A": report}), "Jane Doe", "A")


def test_words_that_go_on_with_but_or_have_no_speaker_are_no_headline():
    said = (
        "“The council has a map to follow, and it will need two years for the bridge{}” {} said. "
    )

    def of(who: str, *ends: str) -> list[findings.Finding]:
        one, two = (said.format(end, who) + FILLING for end in ends)
        found = statements.statements(read({"A": one, "B": two, "C": FILLING}))
        return [row for row in found if row.stands]

    (sure,) = of("Mayor Jane Ward", ",", ",")
    assert sure.weight > LISTED
    assert all(row.weight <= LISTED for row in of("he", ",", ","))
    turned = of("Mayor Jane Ward", ", but it cannot wait,", ", but nothing of it came,")
    assert not turned, [row.sentence for row in turned]


def test_a_president_of_the_same_last_name_is_somebody_else():
    ann = "Senator Ann Roe of Hull spoke. Ann Roe left. Roe smiled, and Roe wrote to the council. "
    texts = {
        "A": ann + FILLING,
        "B": ann + FILLING,
        "C": FILLING + "It was built under President Roe, said the mayor. President Roe is dead. ",
        "D": FILLING,
    }
    said = " ".join(told(omissions.omission(read(texts))))
    assert "A and B name Ann Roe" in said and "C" not in said.split("Ann Roe")[0], said


def test_a_first_name_that_two_people_share_is_no_matter_of_its_own():
    start = "The council of the town closed the old stone bridge over the river on Monday. "
    one = "Anil Hobday of Hull blamed corroded pillars and cheap concrete under heavy lorries. "
    two = "Farmers near Goole saw with Anil Wragby a corroding pillar and forced a detour. "
    texts = {"A": start + "\n\n" + one + FILLING, "B": start + "\n\n" + two + FILLING}
    assert not any("“Anil”" in said for said in told(side_by_side.side_by_side(read(texts))))


def test_one_sentence_makes_no_two_findings_on_the_same_numbers():
    texts = {
        "A": "The storm began on Sunday.\n\nAt least 14 people were hurt in the storm at Hull, "
        "said Anselm Hobday of the constabulary. " + FILLING,
        "B": "The storm began on Sunday.\n\nAt least 15 people were hurt in the storm at Hull, "
        "said Anselm Wragby of the constabulary. " + FILLING,
    }
    found = [row for row in findings.find(read(texts).corpus) if row.stands]
    numbers = [row.kind for row in found if "14 people" in row.sentence]
    assert len(numbers) == 2 and "opening" in numbers


def test_a_name_is_brought_in_by_a_whole_sentence_that_does_not_judge():
    plain = "Mayor Jane Roe of Hull opened a long bridge over the Humber on Monday. "
    text = "It rained all night.\n\n" + plain + FILLING
    brought_in = introducing.introducing(read({"A": text, "B": FILLING}), "A", "Jane Roe")
    assert brought_in and brought_in[0] == f"“{plain.strip()}”"
    for bad in (
        "Mayor Jane Roe of Hull, a liar, opened it",
        "He and Mayor Jane Roe opened it",
        "Professor of the law of bridges who once clerked for Mayor Jane Roe of Hull",
    ):
        event = read({"A": text.replace(plain, f"{bad} by the Humber on Monday. "), "B": FILLING})
        assert introducing.introducing(event, "A", "Jane Roe") is None


def test_a_line_of_highlights_above_a_report_is_no_part_of_its_body():
    lines = ("Story highlights The town is split.", "Traders want it open", "It rained on Monday.")
    kinds = read({"A": "\n\n".join(lines), "B": FILLING}).corpus.paragraphs
    assert kinds.filter(article_id="A")["kind"].to_list() == ["headline", "subhead", "body"]


def test_nearly_the_same_quotation_counts_and_a_part_is_no_absence():
    said = "“We got along actually quite well, but we disagreed on many things,” Jane Roe said. "
    near = "“We got along quite well but we disagreed on many things,” Jane Roe said. "
    texts = {"A": said + FILLING, "B": FILLING + said, "C": near + FILLING, "D": FILLING}
    (row,) = told(statements.statements(read(texts)))
    assert row.startswith("A and B quote Jane Roe’s words “We got along actually quite well")
    assert row.endswith("; nearly so or in parts in C; not quoted in D (texts undated)")


def test_who_is_named_in_some_outlets_is_told_with_a_caution_where_days_may_differ():
    named = "Jane Ward spoke. Jane Ward left at noon. Ward smiled. "
    short = "The council met in the town hall. Few people came to listen. It snowed all night. "
    texts = {"A": named + FILLING, "B": FILLING + named, "C": short}
    assert told(omissions.omission(read(texts))) == [
        "A and B name Jane Ward; C does not (texts undated)"
    ]
    named += "Mark Roe left. "
    texts = {
        "A": named + FILLING,
        "B": FILLING + named + "Mark Roe sang. Mark Roe slept.",
        "C": short,
    }
    assert told(omissions.omission(read(texts))) == [
        "Named in some outlets and not in others: Jane Ward and Mark Roe in A and B, not in C "
        "(texts undated)"
    ]


def test_quoted_words_are_no_own_voice_where_their_marks_do_not_pair():
    urged = '“"We must not let you down. You should vote. We must win. You must help us.”'
    kinds = read({"A": f"The mayor called, saying {urged}\n\n{FILLING}", "B": FILLING}).kinds
    assert not kinds


def test_names_alone_on_lines_make_an_interview():
    turns = "".join(f"{name}\n\nIt rained all day.\n\n" for name in ("Jane Ward", "Mark Doe") * 4)
    assert "interview" in read({"A": turns, "B": FILLING}).kinds.values()


def test_a_description_names_somebody_not_a_thing_or_another_person():
    for after in ("the news of our team’s huge win", "the Herald’s Ann Poe", "a big surprise"):
        text = f"Jane Roe, {after}, spoke."
        assert role(text, 0, 8) == ""


def test_corrections_and_captions_open_no_text():
    lead = "Mayor Jane Ward closed the old bridge on the river yesterday. "
    for before in (
        "Corrections & Clarifications: An earlier version had another name. ",
        "CLOSE ",
        "This post was updated with the latest news at 8:45 p.m. ET.",
        "(This Nov 12 story corrects the day of the call in the last paragraph.)",
        "A daily roundup of terrorism and security issues.",
        "Mayor Jane Ward and Mark Doe discuss the bridge during a breakfast on April 25.",
    ):
        texts = {"A": before + "\n\n" + lead + FILLING, "B": "The bridge is closed now. " + FILLING}
        (found,) = told(openings.openings(read(texts)))
        assert f"A “{lead.strip()} " in found


def test_a_sum_in_another_currency_and_a_short_million_are_no_other_figures():
    a = "The council paid $3m (£2m) for the bridge to the builder. " + FILLING
    b = "The council paid $3 million for the bridge to the builder. " + FILLING
    assert not told(figures.figures(read({"A": a, "B": b})))


def test_words_that_only_look_like_a_note_open_a_text():
    for lead in ("Close to 300 people left.", "Corrections Officer Jane Roe left the old prison."):
        texts = {"A": f"{lead} " + FILLING, "B": "The bridge is closed now. " + FILLING}
        (found,) = told(openings.openings(read(texts)))
        assert lead.rstrip(".") in found


def test_a_dateline_with_a_full_stop_before_the_dash_hides_no_opening():
    lead = "The council of the town closed the old bridge on Monday."
    texts = {"A": f"Hull, Sep 13 (HPA).- {lead} {FILLING}", "B": f"The bridge is closed. {FILLING}"}
    (found,) = told(openings.openings(read(texts)))
    assert f"A “{lead} " in found


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("Ann Roe told reporters this week that it was over.", False),
        ("Ann Roe, speaking to reporters, said that it was over.", False),
        ("Ann Roe, a longtime Gazette columnist, said so.", True),
        ("Ann Roe was an editor of the paper.", True),
        ("Ann Roe hosts the show.", True),
        ("It was the host Ann Roe who asked.", True),
        ("A Chief Political Analyst Ann Roe said so.", True),
        ("A reported that Ann Roe said so.", False),
        ("Nobody came. Follow Ann Roe on Twitter.", True),
        ("“It was loud,” said Ann Roe, who gave a pseudonym out of fear.", True),
    ],
)
def test_who_tells_reporters_something_is_none_of_them(text, staff):
    event = read({"A": text + " " + FILLING, "B": FILLING})
    assert is_staff(event, "Ann Roe", "A") is staff


def test_a_quotation_is_one_by_its_words_whoever_is_said_to_speak_it():
    words = "We have never handed the papers of the town to anybody outside it, nor would we"
    texts = {
        "A": f"“{words},” a spokesman said on Monday. " + FILLING,
        "B": FILLING + f"A spokeswoman for the town said: “{words}.” ",
        "C": "It snowed in the hills all night, and the road was closed at dawn on Tuesday.",
    }
    (sentence,) = told(statements.statements(read(texts)))
    assert sentence.startswith(f"A and B quote the words “{words}”")


def test_what_two_outlets_tell_alike_stands_side_by_side_with_who_has_nothing_of_it():
    one = "The comment caused a furor in a county with a history of lynchings of black farmers."
    two = "Her comment caused anger in a county with a long history of lynchings of farmers."
    texts = {"A": one + " " + FILLING, "B": FILLING + two, "C": FILLING}
    (sentence,) = told(retold.retold(read(texts)))
    assert sentence.startswith("Told by A and B, not found in C")
    assert one in sentence and two in sentence


def test_a_text_of_other_years_that_tells_nothing_of_the_common_story_is_set_aside():
    games = "The games of 2020 are put off, the committee said on Monday, and 2020 ends without. "
    shared = "".join(
        f"The {n} of the committee said that the {n} cannot run before the summer of next year. "
        for n in ("rowers", "fencers", "divers", "boxers", "archers", "sailors")
    )
    old = "The town won its bid in 1999 against four others; 1999 was a wet year for the fair. "
    texts = {
        "A": games + shared,
        "B": shared + games,
        "C": games + shared,
        "D": old + "Farmers sold cattle by the church until dusk, and a band played for them. ",
    }
    kept, aside = borders.on_event(read(texts).corpus)
    assert len(kept.articles) == 3 and "D may be about something else" in aside[0].sentence


def test_a_text_of_another_story_leaves_nobody_out():
    bridge = "“The old bridge will be closed to all cars by Friday,” Jane Ward told the council. "
    named = bridge + "Ward left at noon. Ward smiled. "
    fair = "Farmers sold cattle by the church until dusk, and a band played for them. "
    texts = {"A": named + FILLING, "B": FILLING + named, "C": fair}
    assert not told(omissions.omission(read(texts)))


def test_a_name_with_a_capital_inside_is_no_label_that_has_grown_on():
    text = "OpenRiver says that it will mend the old bridge this year. OpenRiver was founded here. "
    texts = {
        "A": text + "OpenRiver pays. " + FILLING,
        "B": "Read moreThe bridge is old. " + FILLING,
    }
    printed = {one.text for one in sentences(read(texts))}
    assert "OpenRiver says that it will mend the old bridge this year." in printed
    assert not any("Read more" in sentence for sentence in printed)


def test_a_text_whose_first_sentence_cannot_be_printed_has_no_known_opening():
    broken = "Quite rightly, the town has told its council for years what it needs now:\n\n"
    texts = {"A": broken + FILLING, "B": "It rained in the whole valley for ten days. " + FILLING}
    assert not told(openings.openings(read(texts)))


HERE = "“The new bridge will stand for a hundred years and cost us nothing,” Jane Ward said. "
THERE = "“Whoever fears the river should move up to the quiet hills,” Jane Ward said. "


def quotations(texts: dict[str, str]) -> list[Finding]:
    return [row for row in each_quotes.each_quotes(read(texts)) if row.stands]


def test_what_each_text_quotes_of_one_person_stands_side_by_side_in_its_place():
    (row,) = quotations({"A": "The mayor spoke. " + HERE + FILLING, "B": FILLING + THERE})
    assert row.head.startswith("Of what some texts have Jane Ward say")
    first, second = (bar.shown for bar in row.bars)
    assert first.startswith("“The mayor spoke. ‘The new bridge will stand")
    assert first.endswith("Jane Ward said. The council met in the town hall.”")
    assert "The street was empty. ‘Whoever fears the river" in second
    assert all(len(bar.evidence) == 1 for bar in row.bars)


def test_what_two_texts_quote_alike_or_of_several_people_is_not_told_of_one():
    assert not quotations({"A": HERE + FILLING, "B": FILLING + HERE})
    joint = THERE.replace("Jane Ward said", "Jane Ward and Mark Doe said in a joint statement")
    assert not quotations({"A": HERE + FILLING, "B": joint + FILLING})
    others = "Jane Ward met Mark Doe, who called the whole of it “a bridge that nobody will need”. "
    assert not quotations({"A": HERE + FILLING, "B": others + FILLING})
    rest = THERE.replace("Jane Ward said", "Mark Doe said of Jane Ward")
    assert not quotations({"A": HERE + FILLING, "B": rest + FILLING})


SAYS = "Jane Ward said."


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Rain fell. ", " He left.", f"“Rain fell. ‘{{}}’ {SAYS} He left.”"),
        ("It rained. ", " He left.", f"“‘{{}}’ {SAYS} He left.”"),
        ("All came. He spoke. ", " He left.", f"“All came. He spoke. ‘{{}}’ {SAYS} He left.”"),
        ("", " But it rained.", f"“‘{{}}’ {SAYS} But it rained.”"),
        ("He told a 1:15 a.m. CT news conference so. ", "", f"“‘{{}}’ {SAYS}”"),
        (
            "",
            " “It is old and grey, too.” Fine.",
            f"“‘{{}}’ {SAYS} ‘It is old and grey, too.’ Fine.”",
        ),
        (
            "",
            " She rose. “It is old and grey.”",
            f"“‘{{}}’ {SAYS} She rose. ‘It is old and grey.’”",
        ),
        ("", "\n\n“It is old,” Mark Doe said.", f"“‘{{}}’ {SAYS}”"),
        ("", "\n\nThe river rose.", f"“‘{{}}’ {SAYS}”"),
        ("“It is old and grey,” Mark Doe said.\n\n", "", f"“‘{{}}’ {SAYS}”"),
        ("", "\n\nThat does not mean it rose.", f"“‘{{}}’ {SAYS} That does not mean it rose.”"),
        ("Mark Doe and the old mayor of the town on Monday. ", "", f"“‘{{}}’ {SAYS}”"),
        ("The river rose, Mark Doe said. ", "", f"“‘{{}}’ {SAYS}”"),
        ("The river rose, Ward said. ", "", f"“The river rose, Ward said. ‘{{}}’ {SAYS}”"),
        ("Even the mayor came. ", "", f"“‘{{}}’ {SAYS}”"),
        ("", " Mark Doe predicted rain.", f"“‘{{}}’ {SAYS}”"),
        ("Jane Ward echoed that assessment. ", "", f"“‘{{}}’ {SAYS}”"),
        ("Jane Ward made the comments there. ", "", f"“‘{{}}’ {SAYS}”"),
        ("Jane Ward would not do that. ", "", f"“‘{{}}’ {SAYS}”"),
        ("Jane Ward asked whom the pair met. ", "", f"“‘{{}}’ {SAYS}”"),
        ("Mark Doe claimed the river. ", "", f"“‘{{}}’ {SAYS}”"),
        ("The river rose.\n\n", "", f"“‘{{}}’ {SAYS}”"),
        ("", "\n\nBut rain explains most of it.", f"“‘{{}}’ {SAYS}”"),
        ("", "\n\nBut Ward had come late.", f"“‘{{}}’ {SAYS} But Ward had come late.”"),
        ("The mayor added that rain fell. ", "", f"“‘{{}}’ {SAYS}”"),
        ("The official said so. ", "", f"“‘{{}}’ {SAYS}”"),
        ("All have left. ", "", f"“‘{{}}’ {SAYS}”"),
        ("But also it rained. ", "", f"“‘{{}}’ {SAYS}”"),
        ("It grew under that council. ", "", f"“‘{{}}’ {SAYS}”"),
        ("It rained.\n\nWHAT NOW\n\n", "", f"“‘{{}}’ {SAYS}”"),
    ],
)
def test_a_quotation_is_printed_with_the_sentences_around_it(before, after, shown):
    said = "The new bridge will stand for a hundred years,"
    text = f"{before}“{said}” {SAYS}{after}"
    event = read({"A": text, "B": "Mark Doe left. " + FILLING})
    start = text.index("“The new")
    (place, passage) = in_place.in_place(event, f"A:{start}-{start + len(said)}") or ("", "")
    assert place == shown.format(said)
    low, high = (int(one) for one in passage.split(":")[1].split("-"))
    assert letters(text[low:high]) == letters(place)


def test_what_was_tried_is_not_left_in_the_sentence_before_that_is_not_printed():
    for said, found in (("do that, the river rose", False), ("dam the river, it rose", True)):
        text = f"“In each of the towns where they tried to {said},” {SAYS}"
        place = in_place.in_place(read({"A": text, "B": "Mark Doe left. " + FILLING}), "A:1-50")
        assert (place is not None) is found


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"“The boats leaked. They sank in the storm,” {SAYS}", True),
        (f"“The day was long. They sank in the storm,” {SAYS}", False),
        (f"“It was bad. The boats sank in the storm,” {SAYS}", False),
        (f"The picture she painted shows how “the boats sank,” {SAYS}", False),
        (f"“The boats sank for want of such a measure,” {SAYS}", False),
        (f"“The boats sank for want of such a thing as oars,” {SAYS}", True),
    ],
)
def test_a_passage_tells_who_they_and_she_are(text, printed):
    start = text.index("sank")
    place = in_place.in_place(read({"A": text, "B": FILLING}), f"A:{start}-{start + 4}")
    assert (place is not None) is printed


def test_a_quotation_without_a_speaker_in_its_paragraph_is_not_printed_in_its_place():
    text = "“The new bridge will stand for a hundred years.”\n\nMark Doe said that it rained."
    assert in_place.in_place(read({"A": text, "B": FILLING}), "A:0-40") is None


CLOSED = "The council of Hull closed the old bridge to all cars early today."


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("Bridge closed after storm The council of the town closed the bridge.", None),
        ("The council of Hull and Bridges Inc. BRDG -1.40% closed the old bridge today.", None),
        (f"Do You Like The Bridge Closure?\n\n{CLOSED}", CLOSED),
        (f"“The Round” shows you all sides of the day.\n\nWhat happened\n\n{CLOSED}", CLOSED),
        (f"{CLOSED} But it opens again.", f"{CLOSED} But it opens again."),
        (f"Copy may not be in its final form.\n\n{CLOSED}", CLOSED),
    ],
)
def test_an_opening_is_what_the_text_itself_opens_with(opening, shown):
    other = "Engineers of Hull found deep cracks in the oldest pillar of the bridge. " + FILLING
    third = "The mayor of Hull walked across the wide river on Monday, laughing. " + FILLING
    (sentence,) = told(
        openings.openings(read({"A": f"{opening}\n\n{FILLING}", "B": other, "C": third}))
    )
    assert (f"A “{shown} The council met" in sentence) if shown else ("A “" not in sentence)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("We have been clear in our view of the wide river and its bridges", ""),
        ("give Sgt. Roe the care that he needs at home this winter", ""),
        ("We have been clear, and the wide river and its bridges are ours to keep",
         "the wide river and its bridges are ours to keep"),
    ],
)  # fmt: skip
def test_words_that_two_share_are_told_from_a_clause_on(said, kept):
    cut = said.split(maxsplit=2)[2]
    one = f"“{said},” Jane Ward said. " + FILLING
    two = f"Jane Ward said “others {cut}”. " + FILLING
    rows = told(statements.statements(read({"A": one, "B": two, "C": FILLING})))
    # "… " stands for what one of them quotes ahead of the words
    shown = [row.split("“")[1].split("”")[0].removeprefix("… ") for row in rows]
    assert [kept] * len(rows) == shown
    assert bool(rows) == bool(kept)


def test_two_numbers_of_the_dead_are_no_conflict_where_a_third_counts_otherwise():
    lines = {"A": "The blast in Hull killed twelve people.", "B": "The blast in Hull killed 15."}
    row = dict.fromkeys(results.CONFLICTS.schema) | {
        "conflict_id": "x01", "claim_id": "c001", "kind": "undated",
        "article_a": "A", "outlet_a": "A", "value_a": "twelve",
        "article_b": "B", "outlet_b": "B", "value_b": "15",
        "point": "killed", "evidence": ["A:0-39", "B:0-29"],
    }  # fmt: skip
    rows = pl.DataFrame([row], schema=results.CONFLICTS.schema)
    for third, stands in (("The blast in Hull killed 30 people.", False), ("It rained.", True)):
        event = read(lines | {"C": third})
        claimed = replace(event.corpus.claimed, conflicts=rows)
        event.corpus.__dict__["claimed"] = claimed
        assert bool(told(conflicts.conflicts(event))) == stands


def test_two_days_are_a_conflict_only_in_sentences_that_tell_one_thing():
    texts = {"A": "Ward wrote it on Wednesday.", "B": "The show was aired on Sunday night."}
    event = read(texts)
    row = dict.fromkeys(results.CONFLICTS.schema) | {
        "conflict_id": "x01", "claim_id": "c001", "kind": "undated",
        "article_a": "A", "outlet_a": "A", "value_a": "Wednesday",
        "article_b": "B", "outlet_b": "B", "value_b": "Sunday",
        "point": None, "evidence": ["A:0-27", "B:0-35"],
    }  # fmt: skip
    rows = pl.DataFrame([row], schema=results.CONFLICTS.schema)
    event.corpus.__dict__["claimed"] = replace(event.corpus.claimed, conflicts=rows)
    assert not told(conflicts.conflicts(event))


def test_an_outlet_that_cannot_be_compared_is_named_with_the_reason():
    named = "Jane Ward spoke. Jane Ward left at noon. Ward smiled. "
    cut = "Mr. Roe and the others listened to all of it until the doors closed. " + FILLING
    texts = {"A": named + FILLING, "B": FILLING + named, "C": FILLING, "D": cut}
    event = read(texts)
    assert event.comparable == ("A", "B", "C")
    assert event.beside(["A", "B"]).endswith(": D.") and not event.beside("ABD")


def test_a_persons_own_form_in_the_first_sentence_makes_no_text_a_fragment():
    first = "Luke Roe says that those who are angry about Mr. Roe’s bridge should swim. "
    assert not read({"A": first + FILLING, "B": FILLING}).fragments


def test_a_text_that_never_names_in_full_whom_it_calls_mr_is_a_cut_one():
    late = FILLING + "It rained, Ms. Roe said. “No,” Mr. Doe answered."
    assert read({"A": late, "B": FILLING}).fragments == {"A"}
    whole = "Jane Roe and Mark Doe met. " + late
    assert not read({"A": whole, "B": FILLING + "Ms. Jane Roe met Mr. Mark Doe."}).fragments


def test_one_whom_it_never_names_is_enough_soon_or_on_a_page_of_several():
    one = "It rained in the hills. Nobody came. Few left. Then it snowed. “No,” Mr. Doe answered. "
    assert read({"A": one + FILLING, "B": FILLING}).fragments == {"A"}
    late = FILLING * 3 + one
    assert not read({"A": late, "B": FILLING}).fragments
    page = f"{FILLING}\n\nContinue reading the main story\n\n{late}"
    assert read({"A": page, "B": FILLING}).fragments == {"A"}


def test_a_country_that_two_name_and_a_third_in_no_form_is_told():
    far = "The ships came from Libya. Libya had sent them, said the mayor in Libya on Monday. "
    texts = {"A": far + FILLING, "B": far + FILLING, "C": FILLING}
    assert "A and B name Libya; C does not (texts undated)" in told(omissions.omission(read(texts)))
    people = {**texts, "C": "A Libyan came. " + FILLING}
    assert not any("Libya" in row for row in told(omissions.omission(read(people))))


def test_a_text_that_opens_with_who_did_not_answer_is_a_cut_one():
    cut = "The minister’s office did not immediately return a call on Friday. " + FILLING
    assert read({"A": cut, "B": FILLING}).fragments == {"A"}


@pytest.mark.parametrize(
    "begin",
    [
        "Still, the council of the town closed the old stone bridge on Monday. ",
        "For his part, the mayor had asked the council to wait until Monday. ",
        "“The bridge cannot bear more than one car at a time,” he said. ",
        "Under the revised bill, the council could close each bridge of the town. ",
    ],
)
def test_a_report_that_begins_as_one_goes_on_is_a_cut_one(begin):
    assert read({"A": begin + FILLING, "B": FILLING}).fragments == {"A"}


def test_what_only_reads_like_opinion_is_told_nowhere_and_a_columnist_by_each_name():
    like = (
        "So much for the bridge. The council met on Monday, and of course it rained. It'll be "
        "interesting to see how the mayor spins this.\n\nMake no mistake: the plan is absurd."
    )
    column = FILLING + "\n\nCome on.\n\nIt rained.\n\nJane Roe is an opinion columnist at B."
    event = read({"A": like, "B": column, "C": FILLING})
    assert event.kinds == {"A": "opinion", "B": "opinion"}
    assert [event.labelled(outlet) for outlet in event.outlets] == ["A", "B (column)", "C"]
    (sentence,) = told(texts.texts(event))
    assert sentence.startswith("Known to be no plain news: B (column or guest’s text); of the rest")


def test_whom_both_outlets_name_alike_is_told_once():
    words = "“Any further delay would only hurt the people of the town and its river,”"
    texts = {
        "A": f"{words} River Energy said. {FILLING}",
        "B": f"{FILLING}{words} River Energy said.",
    }
    (sentence,) = told(statements.statements(read(texts | {"C": FILLING})))
    assert "which both give to “River Energy”" in sentence


def test_two_numbers_of_one_thing_are_told_with_both_sentences():
    here = "The pledge was signed by 238 House members and all governors in May. "
    there = "A list says that 219 House members signed the pledge so far in all. "
    event = read({"A": here + FILLING, "B": there + FILLING})
    (sentence,) = told(counts.counts(event))
    assert sentence.startswith(
        "Numbers that differ: “238 House members” in A and “219 House members” in B "
        "(texts undated): A “The pledge was signed"
    )
    for other in (
        "219 House guests came to the long dinner.",
        "at least 200 House members signed.",
    ):
        assert not told(counts.counts(read({"A": here + FILLING, "B": other + FILLING})))


def test_an_office_is_whole_and_ones_own_or_is_not_printed():
    text = "In 2011 Mayor Jane Roe left. The agenda lists former state judge Mark Doe. "
    text += "One of the members who voted for it, Ann Poe, spoke."
    offices = [role(text, text.index(n), text.index(n) + len(n)) for n in ("Jane", "Mark", "Ann")]
    assert offices[0].split()[0] == "Mayor" and "lists" not in offices[1] and not offices[2]
    more = (
        "Ann Poe, a spokeswoman for the mint told us. Jo Lund, the head of its Speech, Press and "
    )
    more += "Law Project, left. The state House Speaker Al Obi came. Judge Ed Pell resigned. "
    offices = [role(more, more.index(n), more.index(n) + 7) for n in ("Ann", "Jo", "Al", "Ed")]
    assert offices == ["a spokeswoman for the mint", "", "state House Speaker", ""]


def test_an_opening_is_told_with_the_next_two_sentences_where_there_is_room():
    first = "There is one thing in all of these long papers that is particularly striking to Hull."
    long = "It is that Jane Roe knew it" + ", and that she said so again" * 12 + "."
    texts = {"A": f"{first} It is that Jane Roe knew it. " + FILLING, "B": f"{first} {long}"}
    event = read(texts)
    opens = event.once(openings.opened)
    assert [text for text, _ in opens.values()] == [
        f"{first} It is that Jane Roe knew it. The council met in the town hall.",
        first,
    ]


def test_an_opening_does_not_end_at_a_question_inside_its_last_sentence():
    first = "The mayor of Hull stood before the council for eleven hours on Thursday."
    second = "Jane Roe asked it “What difference does it make?” — and walked away unscathed. "
    event = read({"A": f"{first} {second}{FILLING}", "B": "Jane Roe left. " + FILLING})
    (opens, _), *_ = event.once(openings.opened).values()
    assert opens == first or opens.endswith("unscathed.")


def test_whom_one_outlet_quotes_and_others_only_name_is_told():
    said = "“We will build the new bridge over the river next spring,” Jane Ward said. "
    event = read({"A": said + FILLING, "B": "Jane Ward left at noon. " + FILLING, "C": FILLING})
    assert told(heard_here.heard_here(event)) == [
        "Among those quoted by name in one outlet and only named in others: A quotes Jane Ward "
        "(texts undated)"
    ]
    near = "“It is a fine bridge,” said a man beside Ward. Jane Ward left at noon. " + FILLING
    assert not told(heard_here.heard_here(read({"A": said + FILLING, "B": near})))


def test_words_of_a_doubted_speaker_are_said_to_be_his():
    said = "a voice presumed to be Jane Ward’s. “{}” Jane Ward said. "
    words = "We will build the new bridge over the wide river next spring,"
    one = "The tape has " + said.format(words) + FILLING
    two = f"“{words}” Jane Ward said. " + FILLING
    sentences = told(statements.statements(read({"A": one, "B": two, "C": FILLING})))
    assert sentences and all("words said to be Jane Ward’s “We will" in row for row in sentences)


def test_a_description_by_colour_or_sex_is_none_and_the_title_stands():
    text = "Rep. Maxine Poe, a black woman, spoke. Then CEO Mark Doe left."
    assert role(text, 5, 15) == "Rep." and not role(text, text.index("Mark"), text.index(" left"))


def test_a_pasted_post_makes_no_opinion():
    post = "Skip Twitter post by @roe We must stop the vicious, disgraceful, shameful bridge. "
    post += "We should be ashamed of our horrible, stupid, pathetic river, and you must act."
    news = FILLING + "\n\n" + post + "\n\n" + post.replace("bridge", "harbour")
    assert not read({"A": news, "B": FILLING}).kinds


def test_what_an_outlet_tells_in_five_of_the_words_is_no_silence():
    one = "The lawyer said Roe would mount a vigorous defense to clear his good name in court. "
    two = "Roe will mount a vigorous defense to clear his good name in court, a lawyer said. "
    other = "There is a vigorous defense to clear what is left of it all, some say. "
    event = read({"A": one + FILLING, "B": two + FILLING, "C": other + FILLING})
    assert not told(retold.retold(event))


def test_a_noun_that_some_texts_have_often_and_others_in_no_form_is_told():
    often = "The council spoke of the subpoena. A subpoena came on Monday. It sent one subpoena. "
    some = "A judge signed the subpoena, and the subpoena was served at the river. "
    (sentence,) = told(
        topics.topics(read({"A": often + FILLING, "B": some + FILLING, "C": FILLING}))
    )
    assert "“subpoena” in A and B, not in C" in sentence
    plane = {
        name: text.replace("subpoena", "aircraft") for name, text in (("A", often), ("B", some))
    }
    plane = {name: text + FILLING for name, text in plane.items()}
    assert told(topics.topics(read({**plane, "C": FILLING})))
    assert not told(topics.topics(read({**plane, "C": "The plane left. " + FILLING})))
    other_form = "Ms. Ward was subpoenaed. " + FILLING
    assert not told(topics.topics(read({"A": often + FILLING, "B": some, "C": other_form})))


def test_a_noun_is_told_with_the_noun_that_stands_beside_it():
    often = "They spoke of climate change. For Roe climate change is a hoax. "
    often += "Others fear it, since for them climate change is here. "
    (sentence,) = told(topics.topics(read({"A": often + FILLING, "B": FILLING, "C": FILLING})))
    assert "“climate change” in A, not in B and C" in sentence


def test_quoted_words_stand_for_somebody_only_where_they_tell_that_they_are_of_the_event():
    said = "“Nine seems to be a good number to those of us here,” Jane Ward said. "
    event = read({"A": said + FILLING, "B": "Mark Doe closed the bridge. " + FILLING, "C": FILLING})
    actors = pl.DataFrame({"actor": ["doe"], "name": ["Mark Doe"], "side": [None]})
    aliases = pl.DataFrame({"actor": ["doe"], "alias": ["Doe"]})
    known = Event(replace(event.corpus, actors=actors, aliases=aliases))
    (sentence,) = told(heard_here.heard_here(known))
    assert "A quotes Jane Ward (" in sentence
    assert subject.is_of_event(known, "“Doe closed it,”")
    assert not subject.is_of_event(known, "“Nine seems to be a good number”")


def test_whose_words_each_text_quotes_most_is_told_where_it_is_not_one_person_in_all():
    one = "“The bridge of this town was old and weak and had to be closed,” Jane Ward said. "
    more = "“We will build another one over the river in the spring of next year,” Ward said. "
    two = one.replace("Jane Ward", "Mark Doe") + more.replace("Ward", "Doe")
    (sentence,) = told(most_heard.most_heard(read({"A": one + more + FILLING, "B": two + FILLING})))
    assert "A Jane Ward (" in sentence and "B Mark Doe (" in sentence
    twice = {"A": one * 3 + FILLING, "B": two + FILLING}
    assert not told(most_heard.most_heard(read(twice)))  # one post that is pasted in again
    unsure = "".join(
        f"“It was the town that let it rot away for all of these {n} years,” he said. "
        for n in ("nine", "ten", "many")
    )
    both = {"A": one + more + FILLING + unsure, "B": two + FILLING}
    assert not told(most_heard.most_heard(read(both)))


def test_what_an_actor_says_in_one_outlet_alone_is_told_where_others_only_name_him():
    said = "“The old bridge was closed because it would not have stood another winter,” "
    texts = {"A": said + "Jane Ward said. " + FILLING, "B": "Jane Ward left. “No,” said Ward. " * 2}
    event = read({**texts, "C": FILLING})
    assert not told(said_here.said_here(event))
    rows = pl.DataFrame({"outlet": [*texts, "C"], "text": [*texts.values(), FILLING]})
    actors = pl.DataFrame({"actor": ["ward"] * 2, "alias": ["Jane Ward", "Ward"]})
    corpus = an.read(rows, actors=actors)
    (sentence,) = told(said_here.said_here(Event(corpus)))
    assert "Jane Ward in A “‘The old bridge was closed" in sentence


def test_whom_a_case_is_called_after_is_no_person_of_the_story():
    case = "Jane Roe sued. They fear for Roe v. Wade. Few spoke of Roe v. Wade. " + FILLING
    assert not told(omissions.omission(read({"A": case, "B": case, "C": FILLING})))
    party = case.replace("Roe v. Wade", "Jane Roe")
    assert told(omissions.omission(read({"A": party, "B": party, "C": FILLING})))


def test_who_is_named_often_in_one_text_and_seldom_in_all_others_is_told():
    often = "Mayor Jane Poole came. " + "Poole spoke. " * 4
    texts = {"A": often + FILLING, "B": "Mayor Jane Poole left. " + FILLING, "C": FILLING}
    (sentence,) = told(mostly_here.mostly_here(read(texts)))
    assert sentence.endswith(
        "A Jane Poole (at least 5 times in its text, at most once in all others)"
    )
    assert not told(mostly_here.mostly_here(read({**texts, "B": often + FILLING})))
    law = "Per Alabama law it stays. Alabama voted. " + "Alabama law is old. " * 4
    assert not told(
        mostly_here.mostly_here(read({**texts, "A": law + FILLING, "B": "Per Alabama law. "}))
    )
    twice = {**texts, "A": "\n\n".join(["Mayor Jane Poole met Ms. Poole.", *["Poole spoke."] * 4])}
    assert not told(mostly_here.mostly_here(read({**twice, "A": twice["A"] + FILLING})))
    kin = often + "Lucy Poole wept. "
    assert not told(mostly_here.mostly_here(read({**texts, "A": kin + FILLING})))


def test_a_name_that_is_no_persons_is_a_topic_where_others_print_it_in_no_spelling():
    often = "The boats left for Bergen at noon. " * 5
    texts = {"A": often + FILLING, "B": FILLING, "C": FILLING}
    (sentence,) = told(topics.topics(read(texts)))
    assert "“Bergen” in A, not in B and C" in sentence
    spelled = {**texts, "B": "Few boats leave for Bergem. " + FILLING, "C": "Bergensk. " + FILLING}
    assert not told(topics.topics(read(spelled)))
    for part in ("Bergen Harbour Trust", "New Bergen", "al Bergen"):
        whole = often.replace("Bergen", part) + FILLING
        assert not told(topics.topics(read({**texts, "A": whole})))


def test_one_person_under_a_longer_and_a_shorter_name_is_told_once():
    texts = {
        "A": "Mayor Peggy Wallace came at noon. Peggy Wallace Kennedy spoke. Jane Ward left. "
        + FILLING,
        "B": "Mayor Jane Ward spoke. " + FILLING,
    }
    (sentence,) = told(only_here.only_here(read(texts)))
    assert sentence.count("Wallace") == 1


def test_half_a_sentence_in_marks_is_nobodys_words():
    half = "“Next year, once all of it is over and things have calmed down,” the towns can act as "
    half += "they like, Jane Ward said. "
    assert not told(heard_here.heard_here(read({"A": half + FILLING, "B": FILLING})))
    whole = "“Next year, once all of it is over, we will build the bridge,” Jane Ward said. "
    assert told(heard_here.heard_here(read({"A": whole + FILLING, "B": FILLING})))


def test_a_quotation_is_not_cut_at_a_short_form():
    long = (
        "We had to close it for the good of all, U.S. engineers and our own tell us as much, and "
    )
    assert not quoting.beginning(long + "we will build another of steel as soon as we can." * 2)
    assert quoting.beginning("We closed it. It was old.") == "We closed it. It was old."


def test_words_that_are_half_a_sentence_are_printed_with_the_other_half():
    def words(said: str) -> str:
        event = read({"A": said + FILLING, "B": FILLING})
        ((one,),) = [person.said for person in event.once(Voices).people]
        return quoting.as_printed(event, one)

    own = "“The council has closed the old bridge over the river.”"
    assert words(f"Jane Ward said in a statement: {own} ") == own
    assert words("“The council has closed the old bridge over the river,” Jane Ward said. ") == (
        own.replace(".”", "”")
    )
    part = (
        "In a bitter voice, Jane Ward said, “I am shocked to hear that they now oppose” a bridge."
    )
    assert words(f"{part} ") == (
        "“In a bitter voice, Jane Ward said, ‘I am shocked to hear that they now oppose’ a bridge.”"
    )
    split = "“By the best of what we know now,” Jane Ward said, the bridge “was old.”"
    assert words(f"{split} ") == "“" + split.replace("“", "‘").replace("”", "’") + "”"
    assert not words(part.replace("In a", "So, in a") + " ")
    asked = "Asked of a bridge in Hull, Jane Ward said: “I have not seen it for a year.”"
    assert words(f"{asked} He left. ").startswith("“Asked of a bridge in Hull")


def test_a_line_with_a_headline_in_it_opens_no_text():
    body = "The council closed the old bridge on Monday because of deep cracks in its stones."
    line = "“We had to close it,” Jane Ward said. Council closes old bridge"
    event = read({"A": f"{line}\n\n{body}\n\n{FILLING}", "B": "Jane Ward wept. " + FILLING})
    assert next(iter(event.once(openings.opened).values()))[0].startswith(body)
    line = "Jane Ward told the council that it had to be closed. | AP Photo Bridge is closed"
    event = read({"A": f"{line}\n\n{body}\n\n{FILLING}", "B": "Jane Ward wept. " + FILLING})
    assert next(iter(event.once(openings.opened).values()))[0].startswith(body)


def test_of_few_texts_none_is_set_aside_by_one_sign():
    start = "The council of Goole closed the old bridge on Monday because of deep cracks. "
    more = (
        "Jane Ward told the council that the stones of the pillars are wet and the mortar is old. "
    )
    other = (
        "Farmers sold cattle by the church until dusk, and a band played for them in the square. "
        "The bridge of Goole was closed that Monday, and the council had its own stall there. "
    )
    texts = {"A": start + more, "B": more + start, "C": start + more + start, "D": other}
    assert not borders.on_event(read(texts).corpus)[1]


def test_a_few_words_of_a_law_are_no_part_of_what_somebody_said():
    said = (
        "“It depends on what you do whether you are engaged in the business of dealing in arms,” "
    )
    texts = {
        "A": said + "Jane Ward said. " + FILLING,
        "B": said + "Jane Ward told them. " + FILLING,
        "C": "The law names those “engaged in the business” of it, Mark Doe said. " + FILLING,
    }
    sentences = told(statements.statements(read(texts)))
    assert not any("of these words only" in one for one in sentences)


def test_a_sentence_with_a_label_or_at_what_was_told_is_not_told_by_itself():
    own = "Mayor Jane Ward opened the new harbour of the town on Monday before a crowd."
    for said in (f"WARD: {own}", own.replace("a crowd", "both that crowd and Mark Doe")):
        text = FILLING + said + " " + FILLING
        event = read({"A": text, "B": FILLING + "Mark Doe and Ann Roe came to the hall at noon."})
        (one,) = [one for one in sentences(event) if own[:30] in one.text]
        assert not can_stand(event, one)


def test_topics_are_printed_as_all_print_them_and_verbs_are_none():
    one = "The bridge is a scandal. Another scandal came. A third scandal followed it. " + FILLING
    two = "The scandal was over. A second scandal is old. " + FILLING
    plural = one.replace("a scandal", "of the scandals").replace("scandal came", "scandals came")
    (sentence,) = told(topics.topics(read({"A": plural, "B": two, "C": FILLING})))
    assert "“scandal” in A and B, not in C" in sentence


def test_a_name_that_goes_on_behind_a_particle_is_not_cut():
    texts = {"A": "Abdel Fattah el-Sisi came. Abdel Fattah el-Sisi left. " + FILLING, "B": FILLING}
    assert not any("Abdel Fattah" in row for row in told(only_here.only_here(read(texts))))


def test_a_claim_without_its_subject_and_one_that_is_turned_are_not_told():
    said = "“Turkey has committed to protecting civilians and minorities in the north,” {} said. "
    texts = {"A": said.format("Jane Roe") + FILLING, "B": FILLING + said.format("Jane Roe")}
    rows = told(claims.told(read({**texts, "C": FILLING})))
    assert not any("words “has committed" in row or "words “… has" in row for row in rows)


def with_actor(texts: dict[str, str], *names: str) -> Event:
    rows = pl.DataFrame({"outlet": list(texts), "text": list(texts.values())})
    actors = pl.DataFrame({"actor": ["one"] * len(names), "alias": list(names)})
    return Event(an.read(rows, actors=actors))


@pytest.mark.parametrize(
    ("often", "form"),
    [
        ("The boats left for Scotland at noon. " * 5, "Scottish boats left. "),
        (
            "A pathway helps. The pathway is long. No pathway ends. Each pathway is hard. ",
            "There is a path to the town. ",
        ),
        ("Taxation is it. The taxation of bridges. Doe fears taxation. " * 2, "The tax rose. "),
    ],
)
def test_a_word_is_no_topic_where_the_others_print_a_form_of_it(often: str, form: str):
    texts = {"A": often + FILLING, "B": FILLING, "C": FILLING}
    assert told(topics.topics(read(texts)))
    others = dict.fromkeys("BC", form + FILLING)
    assert not told(topics.topics(read({**texts, **others})))


def test_whom_another_outlet_names_by_another_of_his_names_is_named_in_more_than_one():
    texts = {
        "A": "The singer Jane Haniyeh spoke. Jane Haniyeh left the town. " + FILLING,
        "B": "Ms. Hanissa left. " + FILLING,
    }
    assert told(only_here.only_here(read(texts)))
    assert not told(only_here.only_here(with_actor(texts, "Jane Haniyeh", "Hanissa")))


@pytest.mark.parametrize(
    "means", ["the president who came", "The president left.", "Utopia’s president left."]
)
def test_whom_a_text_may_mean_by_his_office_is_not_said_to_be_left_out(means):
    named = "President Jane Roe spoke. Jane Roe left at noon. President Roe smiled. "
    texts = {"A": named + FILLING, "B": FILLING + named, "C": FILLING}
    assert told(omissions.omission(read(texts)))
    assert not told(omissions.omission(read({**texts, "C": f"They saw {means} " + FILLING})))
    other = "They saw the President Hotel. " + FILLING
    assert told(omissions.omission(read({**texts, "C": other})))
    another = "President Mark Doe came. Doe sang. Doe left. The president slept. " + FILLING
    assert told(omissions.omission(read({**texts, "C": another})))


@pytest.mark.parametrize(
    ("title", "means"),
    [
        ("Gov.", "Utopia’s governor left."),
        ("Gov.", "They saw the Utopia governor."),
        ("District Judge", "A federal judge in Hull said no."),
    ],
)
def test_an_office_is_known_by_its_short_form_and_with_a_word_before_it(title, means):
    named = f"{title} Jane Roe spoke. Jane Roe left at noon. {title} Roe smiled. "
    texts = {"A": named + FILLING, "B": FILLING + named, "C": FILLING}
    assert told(omissions.omission(read(texts)))
    assert not told(omissions.omission(read({**texts, "C": f"{means} {FILLING}"})))
    vice = "They saw the vice governor and a new judge. " + FILLING
    assert told(omissions.omission(read({**texts, "C": vice})))


def test_a_country_among_the_actors_is_no_person_and_told_once():
    named = "Saudi Arabia voted. Saudi Arabia left the talks. Saudi Arabia is dry. "
    texts = {"A": named + FILLING, "B": FILLING + named, "C": FILLING}
    said = " ".join(told(omissions.omission(with_actor(texts, "Saudi Arabia", "Riyadh"))))
    assert said.count("Saudi Arabia") == 1


def test_what_somebody_writes_is_no_statement_of_his():
    wrote = "Jane Ward wrote a concurring opinion in a complex case of bridges in May 2015. "
    assert quotations({"A": HERE + FILLING, "B": FILLING + THERE})
    assert not quotations({"A": HERE + FILLING, "B": FILLING + wrote})


def test_numbers_of_two_things_with_some_words_alike_are_no_conflict():
    here = (
        "Groups say that guards keep the area closed and that its security forces hurt 213 "
        "Hullians near the fence between September 2005 and September 2012. "
    )
    there = "The army said roughly 300 Hullians approached the security fence at different points. "
    assert not told(counts.counts(read({"A": here + FILLING, "B": there + FILLING})))


def test_one_of_several_texts_of_an_outlet_is_said_to_be_one_of_them():
    column = FILLING + "\n\nCome on.\n\nIt rained.\n\nJane Roe is an opinion columnist at B."
    rows = pl.DataFrame({"outlet": ["A", "B", "B"], "text": [FILLING, column, BRIDGE + FILLING]})
    (sentence,) = told(texts.texts(Event(an.read(rows))))
    assert "one of two texts by B (column or guest’s text)" in sentence
    said = "“The old bridge was closed because it would not have stood a winter,” Jane Ward said. "
    for n, begins in ((3, "(column) “‘The old bridge"), (2, "“‘The old bridge")):
        rows = pl.DataFrame({"outlet": ["A", "B", "B"], "text": [FILLING, said + column, FILLING]})
        event = Event(an.read(rows.head(n)))
        article = next(key for key, outlet in event.owners.items() if outlet == "B")
        shown, _ = in_place.in_place(event, f"{article}:1-{said.index('”')}") or ("", "")
        assert shown.startswith(begins)


def test_a_first_sentence_that_points_at_what_is_lost_opens_no_text():
    lost = "I believe this, even though we come from two sides of the old stone bridge. "
    event = read({"A": lost + FILLING, "B": BRIDGE + FILLING, "C": FILLING})
    assert event.once(openings.opened).keys() == {"B", "C"}


def test_words_of_which_two_are_a_name_make_no_matter_of_two_sentences():
    start = BRIDGE + "Many people of the town watched it. \n\n"
    one = "Engineers of Hull blamed corroded girders, as Prudence Quill feared under lorries. "
    two = "Farmers near Goole dispute that corroded iron, says Prudence Quill, forced a detour. "
    texts = {"A": start + one + FILLING, "B": start + two + FILLING}
    assert not told(side_by_side.side_by_side(read(texts)))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("…intentional. The whole story is a way of saving face", "The whole story is a way"),
        ("The whole story is a way of saving face. And then he…", "saving face"),
        ("The whole story is... a way of saving face", "is... a way of saving face"),
    ],
)
def test_a_piece_of_a_torn_sentence_is_not_printed(words, shown):
    assert shown in _trimmed(words)
    assert "…" not in _trimmed(words)


@pytest.mark.parametrize(
    ("before", "shown"), [("Reporters asked how. ", True), ("It rained. ", False)]
)
def test_an_answer_is_printed_with_its_question_or_not_at_all(before, shown):
    text = before + "“I responded in the most truthful manner of all,” Jane Ward said."
    event = read({"A": text, "B": FILLING})
    start = text.index("“") + 1
    assert (
        bool(in_place.in_place(event, f"{event.corpus.articles['article_id'][0]}:{start}-60"))
        == shown
    )


@pytest.mark.parametrize("word", ["Wardism is dead.", "The Wardites left."])
def test_who_is_named_in_a_word_made_of_his_name_is_not_left_out(word):
    named = "Jane Ward spoke. Jane Ward left at noon. Ward smiled. "
    texts = {"A": named + FILLING, "B": FILLING + named, "C": FILLING}
    assert told(omissions.omission(read(texts)))
    assert not told(omissions.omission(read({**texts, "C": f"{word} {FILLING}"})))


def test_a_sum_that_another_text_gives_somewhat_otherwise_is_not_given_by_one_alone():
    one = "ZTE reportedly bought about $2 billion worth of parts last year from suppliers. "
    texts = {"A": one + FILLING, "B": FILLING}
    assert told(figures.figures(read(texts)))
    other = "It paid over $2.3 billion to 211 exporters. " + FILLING
    assert not told(figures.figures(read({**texts, "B": other})))


def test_one_word_brings_sentences_of_three_texts_together_that_share_more_in_pairs():
    start = BRIDGE + "Many people of the town watched it. \n\n"
    said = {
        "A": "Engineers of Hull blamed corroded pillars under tons of concrete. ",
        "B": "Farmers dispute that one corroded pillar of concretes forced detours by canals. ",
        "C": "A detour by canal feeds rumours of corroded girders among fishermen of Thorne. ",
    }
    texts = {name: start + one + FILLING * 2 for name, one in said.items()}
    (row,) = [row for row in side_by_side.side_by_side(read(texts)) if row.stands]
    assert row.head == "Sentences with a form of “corroded”, side by side"
    assert [bar.shown for bar in row.bars] == [f"“{one.strip()}”" for one in said.values()]
    apart = {**texts, "C": start + said["C"].replace("detour by canal", "visit") + FILLING}
    assert not any("form of" in row for row in told(side_by_side.side_by_side(read(apart))))


def test_a_line_that_leads_to_another_text_names_nobody():
    texts = {
        "A": "The singer Jane Ward spoke. Jane Ward left the town. " + FILLING,
        "B": FILLING + "\n\nOUR VIEW: The council should now hear Mark Doe of the harbour trust.",
    }
    said = " ".join(told(only_here.only_here(read(texts))))
    assert "Jane Ward" in said and "Mark Doe" not in said


def test_who_prints_both_numbers_contradicts_none_of_them():
    one = "The blast in the harbour of Hull killed three people and wounded about 170 on Monday. "
    two = (
        "The blast in the harbour of Hull killed three people and wounded more than 200 on Monday. "
    )
    texts = {"A": one + FILLING, "B": two + FILLING}
    grown = {**texts, "B": two + "Officials had spoken of 170 before. " + FILLING}
    assert told(conflicts.conflicts(read(texts)))
    assert not told(conflicts.conflicts(read(grown)))


def test_a_last_name_of_two_brothers_stands_in_no_sentence_side_by_side():
    start = BRIDGE + "Jane Ward met her brother Mark Ward. Many people watched it. \n\n"
    one = "Engineers of Hull blamed corroded pillars and cheap concrete, wrote {} under lorries. "
    two = "Farmers near Goole dispute that corroded pillars and concrete forced a visit by Thorne. "
    for name, n in (("Jane Ward", 1), ("Ward", 0)):
        texts = {"A": start + one.format(name) + FILLING, "B": start + two + FILLING}
        assert len(told(side_by_side.side_by_side(read(texts)))) == n


@pytest.mark.parametrize(
    "words",
    [
        "I cannot take the old bridge of the town away and push him into it,",
        "Whether it is a part of our plan, the town must look at the old stone bridge,",
        "Today’s vote is the sad end of what was a long and useless argument,",
        "I believe she was far away from what happened at the old stone bridge,",
    ],
)
def test_a_quotation_that_means_what_stands_before_it_is_not_printed_without(words):
    said = f"“{words}” Jane Ward said."
    for before, n in (("", 0), ("Mark Doe of the council had voted on the bridge. ", 1)):
        event = read({"A": before + said, "B": "Mark Doe left. " + FILLING})
        article = event.corpus.articles["article_id"][0]
        start = len(before) + 1
        shown = in_place.in_place(event, f"{article}:{start}-{start + len(words)}")
        assert (shown is not None) == bool(n)


def test_what_a_text_says_was_corrected_later_is_not_printed_without():
    text = f"“{HERE[1:]}\n\nThe report said Ward ultimately corrected that account."
    event = read({"A": text, "B": FILLING})
    assert in_place.in_place(event, f"{event.corpus.articles['article_id'][0]}:1-60") is None


@pytest.mark.parametrize(
    "begins",
    [
        "Or did he make an obvious joke about the old stone bridge of the town?\n\n",
        "The bridge is of doubtful use. Jane Roe spoke. | Max Poe/Getty Images The Town\n\n",
        "“There is a process that needs to be gone through before any word can be said.” \n\n",
        "The river itself is clean, though, and other parts of the town have been less so. ",
        "The mayor hates the old bridge. He never goes there by day. He always sleeps at night. "
        "He never talks of it at all to anybody in the town hall—but now he sees it. ",
        "The bridge? Fine? Perish the thought. Alas:\n\n",
        "Bridge Crisis: New Ways Towns Are Mending Them Men of the town met on Monday at noon. ",
    ],
)
def test_what_is_no_beginning_opens_no_text(begins):
    event = read({"A": begins + FILLING, "B": BRIDGE + FILLING})
    shown = event.once(openings.opened).get(next(iter(event.owners)), ("", ""))[0]
    assert begins[:20] not in shown and not (begins.endswith(":\n\n") and shown)


def test_a_teaser_that_stands_again_further_down_opens_no_text():
    teaser = "The more useful thing of all at this time is the old stone bridge, says Jane Roe. "
    event = read({"A": teaser + "\n\n" + BRIDGE + FILLING * 3 + teaser, "B": BRIDGE + FILLING})
    assert "more useful" not in event.once(openings.opened)[next(iter(event.owners))][0]


def test_a_part_of_a_name_and_a_verb_told_otherwise_are_no_topics():
    often = "The boats left for {} at noon. " * 5
    texts = {"B": FILLING, "C": FILLING}
    name = often.replace("{}", "Rionda") + "Bernie de la Rionda came. " + FILLING
    assert not told(topics.topics(read({"A": name, **texts})))
    noun = "The shutdown hurt. A shutdown is long. No shutdown ends. Every shutdown hurts. "
    assert told(topics.topics(read({"A": noun + FILLING, **texts})))
    verb = dict.fromkeys("BC", "The council was shutting the mint down. " + FILLING)
    assert not told(topics.topics(read({"A": noun + FILLING, **verb})))


def test_what_kin_of_the_same_last_name_says_is_nobodys_of_event_toml():
    said = "“Whoever fears the river should move up to the quiet hills,” {} said. "
    texts = {"A": HERE + FILLING, "B": FILLING + "Lucy Ward, a cousin, came. " + said}
    for name, n in (("Ward", 0), ("Jane Ward", 1)):
        kin = {**texts, "B": texts["B"].format(name)}
        event = with_actor(kin, "Jane Ward", "Ward")
        assert len([row for row in each_quotes.each_quotes(event) if row.stands]) == n


def test_a_name_with_and_without_its_accent_is_one_persons():
    texts = {
        "A": "The singer Michele Roe spoke. Michele Roe left the town. " + FILLING,
        "B": "The singer Michèle Roe spoke. Michèle Roe left the town. " + FILLING,
    }
    assert not told(only_here.only_here(read(texts)))
    named = [one for one in targets.names(read(texts)) if one.name.endswith("Roe")]
    assert [one.carriers for one in named] == [["A", "B"]]


def test_initials_of_a_body_are_its_name():
    named = "The United Nations met. The United Nations voted. United Nations men left. " + FILLING
    texts = {"A": named, "B": FILLING + named, "C": FILLING}
    assert any("United Nations" in row for row in told(omissions.omission(read(texts))))
    short = {**texts, "C": "The U.N. envoy came. " + FILLING}
    assert not any("United Nations" in row for row in told(omissions.omission(read(short))))


def test_who_signs_a_post_is_not_called_so_by_its_outlet():
    doctor = "Dr. Jane Ward spoke. Dr. Ward left. Dr. Ward sang. Dr. Ward smiled. " + FILLING
    plain = "Jane Ward spoke. Ms. Ward left. Ms. Ward sang. Ms. Ward smiled. " + FILLING
    assert told(naming.address(read({"A": doctor, "B": plain})))
    signed = "It rains. — Dr. Jane Ward (@ward) May 20, 2015\n\n" * 3 + FILLING
    assert not told(naming.address(read({"A": signed, "B": plain})))


def test_what_is_all_another_papers_words_is_no_opening():
    text = (
        "“The mayor closed the bridge…\n\n“The council reacted at once.” The Gazette\n\n" + FILLING
    )
    event = read({"A": text, "B": BRIDGE + FILLING})
    assert "council reacted" not in event.once(openings.opened).get(next(iter(event.owners)), "")


def test_a_statement_of_three_is_nobodys_alone():
    words = "“The old stone bridge will be closed until it has been mended and seen by all,” "
    joint = words + "said Mayor Jane Ward, Clerk Mark Doe, and Lord Al Roe in a statement. "
    texts = {"A": joint + FILLING, "B": FILLING + joint, "C": FILLING}
    assert not any("Jane Ward’s words" in row for row in told(statements.statements(read(texts))))


def test_words_that_begin_in_the_middle_of_what_one_quotes_are_not_made_wider():
    rest = (
        "Ministry on its very tough rules for the bridges of the town. While all of us want them "
        "open to lorries, the rules shut them."
    )
    texts = {
        "A": f"“I disagree with the @{rest}” Jane Ward wrote. " + FILLING,
        "B": FILLING + f"“I disagree with @{rest}” Jane Ward wrote. ",
        "C": FILLING,
    }
    (said,) = told(statements.statements(read(texts)))
    assert "“Ministry on" not in said and "“While all of us want them" in said


def test_who_quotes_the_first_two_words_of_a_statement_is_not_said_to_leave_it_out():
    words = "“Go back and help fix the totally broken towns from which you came,” Jane Ward wrote. "
    texts = {"A": words + FILLING, "B": FILLING + words, "C": FILLING}
    assert "not quoted in C" in told(statements.statements(read(texts)))[0]
    short = {**texts, "C": "Jane Ward told them to “go back” home. " + FILLING}
    assert not any("not quoted in C" in row for row in told(statements.statements(read(short))))


def test_who_tells_that_somebody_is_still_to_speak_is_not_said_to_leave_his_words_out():
    words = "“The old stone bridge will be mended before the winter comes to us,” Jane Ward said. "
    texts = {"A": words + FILLING, "B": FILLING + words, "C": FILLING}
    assert "not quoted in C" in told(statements.statements(read(texts)))[0]
    ahead = {**texts, "C": "Jane Ward will address the council at noon. " + FILLING}
    assert not any("not quoted in C" in row for row in told(statements.statements(read(ahead))))


@pytest.mark.parametrize(("day", "silent"), [("Friday", False), ("Sunday", True), ("noon", True)])
def test_who_names_other_days_than_the_one_of_some_words_is_not_said_to_leave_them_out(day, silent):
    words = "“The old stone bridge will be mended before the winter,” Jane Ward said on Sunday. "
    texts = {"A": words + FILLING, "B": FILLING + words, "C": f"Rain fell on {day}. " + FILLING}
    (said,) = told(statements.statements(read(texts)))
    assert ("not quoted in C" in said) == silent


def test_a_statement_that_breaks_off_before_its_point_is_not_printed():
    one = (
        "“Call it the stupidity of the voter of our town, but that was really, {}” Jane Ward said. "
    )
    texts = {
        "A": one.format("really critical for all of it to pass.") + FILLING,
        "B": FILLING + one.format("so critical to get the whole thing done."),
        "C": FILLING,
    }
    assert not any("was really”" in row for row in told(statements.statements(read(texts))))
