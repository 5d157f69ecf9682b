"""What kind of text an article is: by each sign, and news where there is none."""

from __future__ import annotations

import polars as pl
import pytest
from conftest import EVENT

import analysis as an
from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures.text_kinds import told

TIMED = "\n\n".join(f"10:{n} The bridge opened, said one." for n in range(10, 20))
TURNS = "\n\n".join(["JANE ROE: Why a bridge?", "MARK DOE: It rains here."] * 4)
PLACED = "News of the day.\n\n{} - The bridge opened.\n\n{} - Rain fell.\n\n{} - The mayor left."
NEWS = "The council met on Monday.\n\nIt approved the bridge.\n\nWork begins in May.\n\nIt rained."


def kinds(text: str = NEWS, **columns) -> list[str]:
    row = {"outlet": "Daily", "text": text} | columns
    return an.read(pl.DataFrame([row])).text_kinds["text_kind"].to_list()


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({}, "news"),
        ({"url": "https://daily.example/2023/05/bridge-opinion-poll"}, "news"),
        ({"url": "https://daily.example/opinion/2023/bridge"}, "opinion"),
        ({"url": "https://daily.example/live/bridge"}, "live blog"),
        ({"title": "Opinion: the bridge is a mistake"}, "opinion"),
        ({"title": "Opinion polls favour the bridge"}, "news"),
        ({"title": "Analysis | Why the bridge matters"}, "analysis"),
        ({"outlet": "Daily (Editorial)"}, "opinion"),
        ({"text": NEWS + "\n\nJane Roe is a former mayor of Springfield."}, "opinion"),
        ({"text": "Jane Roe spoke.\n\n" + NEWS + "\n\nJane Roe is a former mayor."}, "news"),
        ({"text": "BERLIN (AP) - " + NEWS}, "agency copy"),
        ({"text": f"Story highlights Jane Roe: It pays\n\n{NEWS}\n\nJane Roe\n"}, "opinion"),
        ({"text": f"Story highlights Jane Roe: It pays\n\n{NEWS}"}, "news"),
        ({"text": TIMED}, "live blog"),
        ({"text": PLACED.format("HULL", "YORK", "LEEDS")}, "round-up"),
        ({"text": PLACED.format("UPDATE", "UPDATE II", "UPDATE III")}, "news"),
        ({"text": TIMED.replace("\n\n1", "\n\nUpdate at 1")}, "live blog"),
        ({"text": TURNS}, "interview"),
        ({"genre": "interview"}, "interview"),
    ],
)  # fmt: skip
def test_each_sign_tells_the_kind(columns, kind):
    assert kinds(**columns) == [kind]


def test_an_agency_is_not_its_own_copy():
    assert kinds("BERLIN (Reuters) - " + NEWS, outlet="Reuters") == ["news"]


def test_a_voice_that_speaks_to_the_reader_and_exhorts_is_opinion():
    text = (
        "We must build our bridge. You should see why we must. Our town must not wait for you. " * 3
    )
    assert kinds(text) == ["opinion"]
    assert kinds(f"“{text.strip()}” the mayor said.\n\n{NEWS}") == ["news"]


def test_us_is_no_word_to_the_reader_and_a_block_is_not_the_texts_own():
    text = "The US must act, and US forces should wait. The US ought to say what the US must do. "
    assert kinds(text * 4 + NEWS) == ["news"]
    ours = "We must build our bridge. You should see why we must. Our town must not wait for you. "
    assert kinds(f"{NEWS}\n\nJane Roe wrote:\n\n{(ours * 3).strip()}\n\n{NEWS}") == ["news"]


def test_last_lines_that_only_quote_or_name_somebody_are_no_signature():
    board = "“We weigh it with our colleagues of the editorial board,” Jane Roe wrote on Monday."
    assert kinds(f"{NEWS}\n\n{NEWS}\n\n{board}") == ["news"]
    named = "Jane Roe, founder of the firm, was interviewed by the council last month."
    assert kinds("\n\n".join([NEWS] * 5 + [named])) == ["news"]
    author = "Jane Roe is a professor of law at the university of Hull."
    assert kinds("\n\n".join([NEWS] * 5 + [author])) == ["opinion"]


def test_a_list_of_people_is_no_talk_and_a_reporter_writes_no_column():
    names = ("Ann", "Bea", "Cay", "Dee", "Eve", "Fay", "Gil", "Hal")
    each = "\n\n".join(f"{name} Roe (ME): Roe was the first who backed it." for name in names)
    assert kinds(each) == ["news"]
    reporter = "Jane Roe is the bureau chief of the Daily and a senior investigative reporter."
    assert kinds("\n\n".join([NEWS] * 5 + [reporter])) == ["news"]
    covers = "Jane Roe covers the council. Reach her at roe@daily.example."
    assert kinds("\n\n".join([NEWS] * 5 + [covers])) == ["news"]
    note = "[Editor’s Note: A previous version of this editorial misstated the year.]"
    assert kinds("\n\n".join([NEWS] * 5 + [note])) == ["opinion"]


def test_claims_that_are_answered_by_the_facts_are_a_fact_check():
    claim = "ROE: “I built the bridge in a month.” At a rally on Monday.\n\nTHE FACTS: He did not."
    assert kinds("\n\n".join([claim] * 8)) == ["fact check"]


def test_a_podcast_that_names_who_speaks_in_small_letters_is_an_interview():
    said = "It rained for days and the river rose above the wall that we had built in spring —"
    turns = "\n\n".join([f"jane roe\n\n{said}\n\nmark doe\n\n{said}"] * 4)
    assert kinds(turns) == ["interview"]


def test_the_labels_of_a_map_are_nobody_who_speaks():
    labels = "\n\n".join(["P. HOBBY", "GEORGE BUSH", "Jane Roe"] * 4)
    assert kinds(f"{NEWS}\n\n{labels}\n\n{NEWS}") == ["news"]
    said = "It rained for days and the river rose above the wall that we had built in spring."
    assert kinds("\n\n".join([f"Jane Roe\n\n{said}\n\nMark Doe\n\n{said}"] * 4)) == ["interview"]


def test_a_text_that_comments_in_several_ways_is_opinion_and_what_it_quotes_is_not_its_own():
    text = (
        "So much for the bridge. The council met on Monday, and of course it rained. It'll be "
        "interesting to see how the mayor spins this.\n\nMake no mistake: the plan is absurd."
    )
    assert kinds(text) == ["opinion"]
    quoted = f"“{text.replace(chr(10), ' ')}” Jane Roe told the council.\n\n{NEWS}"
    assert kinds(quoted) == ["news"]
    assert kinds("Of course it rained. Who came? Why? The council met, as usual.") == ["news"]


def test_event_toml_states_the_kind_of_an_article_or_of_an_outlets_articles(tmp_path):
    (tmp_path / "raw").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "raw" / f"{name}.txt").write_text(NEWS)
    outlets = '[[outlets]]\nid = "x"\nname = "X"\nkind = "opinion"\n'
    articles = "".join(
        f'[[articles]]\nid = "{name}"\noutlet = "x"\nfile = "raw/{name}.txt"\n{more}'
        for name, more in (("a", ""), ("b", 'kind = "news"\n'), ("c", "published = 2020-01-01\n"))
    )
    toml = f'[event]\ntitle = "T"\ndate = 2020-01-02\n{outlets}{articles}'
    (tmp_path / "event.toml").write_text(toml)
    rows = an.load(tmp_path).text_kinds
    assert rows["text_kind"].to_list() == ["opinion", "news", "opinion"]
    assert told(rows) == {"a": "opinion", "c": "filed before the event"}
    (tmp_path / "event.toml").write_text(toml.replace('"news"', '"novel"'))
    with pytest.raises(ParallaxError, match="unknown kind of text 'novel'"):
        an.load(tmp_path)


def test_nothing_rests_on_proposed_entries_where_they_are_left_out(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(NEWS)
    (tmp_path / "event.toml").write_text(
        '[event]\ntitle = "T"\n[[outlets]]\nid = "x"\nname = "X"\nproposed = true\n'
        '[[articles]]\nid = "a"\noutlet = "x"\nfile = "raw/a.txt"\n'
        '[[actors]]\nid = "council"\nname = "council"\naliases = ["council"]\nproposed = true\n'
        '[[concepts]]\nid = "bridge"\nname = "bridge"\nterms = ["bridge"]\nproposed = true\n'
        '[[concepts]]\nid = "rain"\nname = "rain"\nterms = ["rain*"]\n'
    )
    whole, settled = an.load(tmp_path), an.load(tmp_path, proposed=False)
    assert whole.actors["actor"].to_list() == ["council"]
    assert len(settled.actors) + len(settled.aliases) + len(settled.mentions) == 0
    assert settled.concepts["concept"].to_list() == ["rain"]
    assert settled.outlets["outlet"].to_list() == ["x"]


def test_the_kinds_of_the_first_event_are_a_table():
    rows = an.load(EVENT).text_kinds
    assert rows["text_kind"].is_in(tables.GENRES).all()
    assert rows["early"].dtype == pl.Boolean


def test_a_question_that_heads_a_section_and_a_charge_told_often_are_no_opinion():
    part = "Who is Jane Roe?\n\nShe is charged with lying. The charge of lying is denied.\n\n"
    text = NEWS + "\n\n" + part * 6
    assert kinds(text) == ["news"]


def test_questions_that_the_next_paragraph_answers_are_an_interview():
    text = (
        NEWS
        + "\n\n"
        + "Did you go there?\n\nI went there by train, and it was a long day.\n\n" * 14
    )
    assert kinds(text) == ["interview"]
