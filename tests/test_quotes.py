"""Quotations: the first event's, marked by hand; every habit of marks; what must always hold."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import languages
from analysis.errors import ParallaxError
from analysis.reading import quotes as reading_quotes
from analysis.reading.quotes.extraction import extract, voice
from analysis.reading.quotes.marks import quoted
from analysis.reading.quotes.masking import prepare
from analysis.tables import QUOTES, conform

ROOT = Path(__file__).parent.parent
RAW = ROOT / "corpus" / "vostochny-2023" / "raw"
GOLD = ROOT / "tests" / "gold" / "quotes.csv"
ALIASES = {
    "Vladimir Putin": ["Vladimir Putin", "Putin", "Kremlin chief"],
    "Kim Jong Un": ["Kim Jong Un", "Kim Jong-un", "Kim"],
    "Dmitry Peskov": ["Dmitry Peskov", "Peskov"],
}


def found(text: str, **options: pl.DataFrame) -> list[dict[str, object]]:
    frame = pl.DataFrame({"article_id": ["a"], "text": [text]})
    rows = extract(frame, **options).to_dicts()
    return [row | {"text": text[row["start"] : row["end"]]} for row in rows]


def one(text: str) -> dict[str, object]:
    """The only quotation in marks."""
    rows = [row for row in found(text) if row["form"] != "indirect"]
    assert len(rows) == 1, rows
    return rows[0]


# --- the first event, marked by hand ------------------------------------------------------------


@pytest.fixture(scope="module")
def marked() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def extracted(marked) -> dict[tuple[str, int], dict[str, object]]:
    names = sorted({row["article_id"] for row in marked})
    texts = [(RAW / f"{name}.txt").read_bytes().decode("utf-8") for name in names]
    aliases = [(actor, alias) for actor, several in ALIASES.items() for alias in several]
    actors = pl.DataFrame(aliases, schema=["actor", "alias"], orient="row")
    rows = extract(pl.DataFrame({"article_id": names, "text": texts}), actors=actors)
    rows = rows.filter(pl.col("form") != "indirect")
    return {(row["article_id"], row["start"]): row for row in rows.to_dicts()}


def test_marked_offsets_show_the_marked_words(marked):
    for row in marked:
        text = (RAW / f"{row['article_id']}.txt").read_bytes().decode("utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_every_marked_quotation_is_found_with_form_and_parts(marked, extracted):
    for row in marked:
        mine = extracted[row["article_id"], int(row["start"])]
        assert mine["end"] == int(row["end"])
        assert mine["form"] == row["form"]
        assert mine["part"] == int(row["part"])
    assert len(extracted) == len(marked)


def test_every_marked_quotation_has_its_speaker_cue_and_via(marked, extracted):
    for row in marked:
        mine = extracted[row["article_id"], int(row["start"])]
        assert (mine["cue"] or "").lower() == row["cue"].lower(), row
        assert (mine["via"] or "") == row["via"], row
        if row["speaker"]:
            assert str(mine["actor"]).removeprefix("the ") == row["speaker"], row


# --- habits of marks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '"We came," Kim said.',
        "“We came,” Kim said.",
        "„We came,“ Kim said.",
        "«We came,» Kim said.",
        "»We came,« Kim said.",
        "``We came,'' Kim said.",
        "''We came,'' Kim said.",
        "‘We came,’ Kim said.",
        "'We came,' Kim said.",
        "“We came,“ Kim said.",
        "”We came,” Kim said.",
        "「We came,」 Kim said.",
        "\ufeff“We came,” Kim said.\r\n",
    ],
)
def test_every_habit_of_marks_gives_the_same_quotation(text):
    row = one(text)
    assert (row["text"], row["form"], row["source"], row["cue"]) == (
        "We came,",
        "direct",
        "Kim",
        "said",
    )


@pytest.mark.parametrize(
    ("text", "words", "how"),
    [
        ("We came here to talk and see,” Kim said.", "We came here to talk and see,", "unopened"),
        ("“We came here to talk, Kim said.", "We came here to talk,", "unclosed"),
        ("“We came here.\n“And we saw,” Kim said.", "We came here.", "running"),
    ],
)
def test_a_missing_mark_costs_no_quotation(text, words, how):
    row = found(text)[0]
    assert row["text"] == words
    assert str(row["rule"]).endswith(how)


def test_an_apostrophe_is_no_quotation():
    assert (
        quoted("Russia’s allies’ plans don't matter in the '90s, 'cause it's rock 'n' roll") == []
    )


def test_a_post_that_is_only_a_link_is_nobodys_words():
    text = "We saw it rain.\n\npic.twitter.com/9rM2gVvRkrXyz — Ann Lee (@annlee) May 30, 2020"
    assert found(text) == []


def test_a_post_signed_by_a_handle_is_not_whoevers_post_stands_above():
    first = "It rained all day and all night in Hull. — Ann Lee (@annlee) May 30, 2020"
    second = "The looting of the mall is under way in Hull. — edroe (@edroe) May 30, 2020"
    sources = {row["text"]: row["source"] for row in found(f"We saw.\n\n{first}\n\n{second}")}
    assert sources == {
        "It rained all day and all night in Hull.": "Ann Lee",
        "The looting of the mall is under way in Hull.": None,
    }


def test_an_odd_mark_costs_one_quotation_not_the_text():
    text = 'An inch is 1" long.\n“We came,” Kim said.\nHe is 6\'2".\n“We saw,” Lee said.'
    assert [r["source"] for r in found(text) if r["form"] == "direct"] == ["Kim", "Lee"]


# --- who speaks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "cue", "rule"),
    [
        ("“We came,” said Ann Lee, a teacher.", "Ann Lee", "said", "tail"),
        ("“We came,” Ann Lee, a teacher, told reporters.", "Ann Lee", "told", "tail"),
        ("“Did we come?” Lee asked.", "Lee", "asked", "tail"),
        ("“We came,” according to the mayor.", "the mayor", "according to", "tail"),
        ("Lee said on Monday: “We came.”", "Lee", "said", "head"),
        ("Said Ann Lee: “We came.”", "Ann Lee", "Said", "head"),
        ("Lee thanked them, adding, “We came.”", "Lee", "adding", "head"),
        (
            "When asked, the mayor of Rome said that “we came here.”",
            "the mayor of Rome",
            "said",
            "head",
        ),
        ("From the report: “We came here at noon.”", "the report", ":", "colon"),
        ("“We came here to see,” the mayor quavered.", "the mayor", "quavered", "unlisted"),
        ("“We came,” Émile Łukasz told reporters.", "Émile Łukasz", "told", "tail"),
        ("“We came here to see.” — Ann Lee", "Ann Lee", None, "signed"),
    ],
)
def test_attribution_names_its_rule(text, source, cue, rule):
    row = one(text)
    assert (row["source"], row["cue"], row["rule"]) == (source, cue, rule)


def test_attribution_between_two_stretches_makes_two_parts_of_one_quotation():
    rows = found("“We came,” Kim said. “We saw.”")
    assert [(r["quote_id"], r["part"], r["text"]) for r in rows] == [
        ("a:1", 0, "We came,"),
        ("a:1", 1, "We saw."),
    ]
    assert len({(r["source"], r["cue"], r["actor"]) for r in rows}) == 1


def test_a_new_cue_makes_a_new_quotation():
    rows = found("“We came here,” Kim said, adding: “We saw it.”")
    assert [r["cue"] for r in rows if r["form"] == "direct"] == ["said", "adding"]


def test_name_surname_office_and_pronoun_are_one_actor():
    text = (
        "“One thing more,” Kremlin spokesman Dmitry Peskov said.\n“Two things,” Peskov said.\n"
        "“Three things,” he added.\n“Four things,” the Kremlin spokesman said."
    )
    assert {r["actor"] for r in found(text)} == {"Dmitry Peskov"}


def test_a_comma_in_a_number_ends_no_source():
    row = one("“We lost,” 650,000 people said.")
    assert row["source"] == row["actor"] == "650,000 people"


def test_an_alias_gives_the_actor_but_an_aide_is_somebody_else():
    actors = pl.DataFrame({"actor": ["putin"], "alias": ["Vladimir Putin"]})
    mine = found("“We came,” Russian President Vladimir Putin said.", actors=actors)
    aide = found("“We came,” an aide to Vladimir Putin said.", actors=actors)
    assert mine[0]["actor"] == "putin"
    assert aide[0]["actor"] != "putin"


def test_overlapping_aliases_give_the_one_that_is_the_head():
    rows = [("russia", "the Kremlin"), ("putin", "Kremlin chief")]
    actors = pl.DataFrame(rows, schema=["actor", "alias"], orient="row")
    assert found("“We came,” the Kremlin chief said.", actors=actors)[0]["actor"] == "putin"
    assert found("“We came,” the Kremlin said.", actors=actors)[0]["actor"] == "russia"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("“We came,” Kim told Channel Five television.", "Channel Five"),
        ("“We came,” Kim said, quoted by the agency Northwire.", "Northwire"),
        ("“We came,” Kim said, according to the Northwire news agency.", "Northwire"),
        ("Kim left, the newspaper Evening Star reported. “We came,” Kim said.", "Evening Star"),
        ("“We came,” Kim told NBC.", "NBC"),
        ("“We came,” Kim told NBC News.", "NBC"),
        ("“We came,” Kim told the Associated Press.", "Associated Press"),
        ("“We came,” Kim told AP.", "Associated Press"),
        ("“We came,” Kim told reporters.", None),
    ],
)
def test_via_is_the_outlet_credited(text, via):
    rows = [row for row in found(text) if row["form"] == "direct"]
    assert [row["via"] for row in rows] == [via]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Kim met Reuters. “We came,” Kim told the news agency.", "Reuters"),
        ("Kim was on NBC. “We came,” Kim told the network.", "NBC"),
        ("Kim met Reuters. “We came,” Kim told the newspaper.", None),
        ("Kim met Reuters and AFP. “We came,” Kim told the news agency.", None),
        ("“We came,” Kim told the news agency.", None),
        ("Kim read the Harbour Times. “We came,” Kim told the Times.", "Harbour Times"),
        ("Kim read the Harbour Post and the Bay Post. “We came,” Kim told the Post.", None),
    ],
)
def test_the_news_agency_is_the_one_named_before(text, via):
    assert [row["via"] for row in found(text) if row["form"] == "direct"] == [via]


def test_forms_of_one_medium_are_one_within_an_article_and_an_event():
    text = "“We came,” Kim told {} television. “We saw,” Kim told {} television."
    rows = found(text.format("Kanal", "Kanal News"))
    assert {row["via"] for row in rows if row["form"] == "direct"} <= {"Kanal"}
    names = ["Kanal", "Kanal News", "Harbour Press Agency", "HPA", None, "Fox News"]
    one = reading_quotes.merged(
        pl.DataFrame(
            {"actor": [None] * 6, "via": names}, schema={"actor": pl.String, "via": pl.String}
        )
    )["via"].to_list()
    assert one == ["Kanal", "Kanal", "Harbour Press Agency", "Harbour Press Agency", None, names[5]]
    agencies = ["Harbour Press Agency", "Hill Press Agency", "HPA"]
    two = pl.DataFrame({"actor": ["Nora Quill"] * 3, "via": agencies})
    assert reading_quotes.merged(two).equals(two)


# --- forms --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“We came here,” Kim said.", "direct"),
        ("Kim said the talks were “long and very frank” on Monday.", "mixed"),
        ("The so-called “experts” left.", "scare"),
        ("She wrote the novel “War and Peace” here.", "title"),
    ],
)
def test_form(text, form):
    assert one(text)["form"] == form


@pytest.mark.parametrize(
    ("text", "clause", "source"),
    [
        ("Kim said that the talks were long.", "that the talks were long", "Kim"),
        ("The talks were very long, Kim said.", "The talks were very long", "Kim"),
        ("The talks were long, according to Kim.", "The talks were long", "Kim"),
        ("According to Kim, the talks were long.", "the talks were long", "Kim"),
    ],
)
def test_reported_speech(text, clause, source):
    rows = found(text)
    assert [(r["text"], r["form"], r["source"]) for r in rows] == [(clause, "indirect", source)]


# --- voice --------------------------------------------------------------------------------------


def test_voice_prefers_quoted_to_reported_and_leaves_scare_to_the_outlet():
    text = "Kim said that the talks were “long and very frank” there. So-called “experts” left."
    quotes = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    words = ["Kim", "talks", "frank", "there", "experts"]
    starts = [text.index(word) for word in words]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    tokens = pl.DataFrame({"article_id": "a", "start": starts, "end": ends, "word": words})
    voices = voice(tokens, quotes)["voice"].to_list()
    assert voices == ["outlet", "reported", "quoted", "reported", "outlet"]


def test_voice_keeps_rows_columns_and_order():
    quotes = extract(pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said."]}))
    tokens = pl.DataFrame({"article_id": ["b", "a", "a"], "start": [1, 11, 1], "end": [3, 14, 3]})
    result = voice(tokens, quotes)
    assert result.select(tokens.columns).equals(tokens)
    assert result["voice"].to_list() == ["outlet", "outlet", "quoted"]


# --- what must always hold ----------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"“”\"'‘’«»„`,.:;?!—-()[]…\n\r\t \ufeff\u2028\x00\ue000",
        *("``", "''", '<a b="c">', " ", " ", " ", "é́", "😀", "漢字"),
        *("Kim", "Mr. Lee", "he", "the mayor", "said", "told", "according to", "that", "and"),
        *("U.S.", "We came", "says", "Reuters", "news agency", "adding"),
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=120)))
def test_any_text_gives_a_sound_table(text):
    quotes = extract(pl.DataFrame({"article_id": ["a"], "text": [text]}))
    assert conform(quotes, QUOTES).equals(quotes)
    assert not quotes.select(QUOTES.key).is_duplicated().any()
    for row in quotes.to_dicts():
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]].strip() == text[row["start"] : row["end"]]
        for name in ("cue", "source"):
            if row[name] is not None:
                assert row[name] == text[row[f"{name}_start"] : row[f"{name}_end"]] != ""
    firsts = quotes.filter(pl.col("part") == 0)
    assert firsts.select((pl.col("quote_id") == "a:" + pl.col("start").cast(str)).all()).item()
    inside = quotes.filter(pl.col("form") != "indirect").sort("start")
    assert (inside["start"].slice(1) >= inside["end"].head(max(0, len(inside) - 1))).all()


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_masked_text_keeps_every_offset(text):
    article = prepare(text, quoted(text))
    assert len(article.masked) == len(text)
    assert [s.start for s in article.sentences[1:]] == [s.end for s in article.sentences[:-1]]


def test_empty_and_null_texts_have_no_quotations():
    frame = pl.DataFrame({"article_id": ["a", "b"], "text": ["", None]})
    assert extract(frame).is_empty()
    assert extract(frame.clear()).is_empty()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"articles": {"article_id": ["a"]}}, "table articles: column 'text' is missing.*add"),
        ({"articles": {"text": ["It rained."]}}, "table articles: column 'article_id'"),
        ({"actors": {"actor": ["kim"]}}, "table actors: column 'alias' is missing"),
        ({"paragraphs": {"article_id": ["a"]}}, "table paragraphs: column 'start' is missing"),
    ],
)
def test_a_missing_column_is_named_with_what_to_do(arguments, said):
    given = {"articles": {"article_id": ["a"], "text": ["It rained."]}} | arguments
    with pytest.raises(ParallaxError, match=said):
        extract(**{name: pl.DataFrame(columns) for name, columns in given.items()})


def test_articles_do_not_touch_one_another():
    texts = ["“We came,” Kim said.", "“We saw,” he said.", "“We won,” Lee said."]
    together = extract(pl.DataFrame({"article_id": list("abc"), "text": texts}))
    alone = [
        extract(pl.DataFrame({"article_id": [name], "text": [text]}))
        for name, text in zip("abc", texts, strict=True)
    ]
    assert together.equals(pl.concat(alone))


def test_what_stands_outside_the_story_is_left_out():
    text = "“We came,” Kim said.\n“Read more here,” said the editor."
    paragraphs = pl.DataFrame(
        {"article_id": "a", "start": [0, 21], "end": [20, len(text)], "kind": ["body", "promo"]}
    )
    assert [r["source"] for r in found(text, paragraphs=paragraphs)] == ["Kim"]


def test_every_reporting_verb_attributes():
    odd = {"purport", "seem"}
    for form, (lemma, _, use) in languages.read().reporting_verbs.items():
        if use == "speech" and form.endswith("ed") and lemma not in odd:
            assert one(f"“We came here,” Kim {form}.")["source"] == "Kim", form
