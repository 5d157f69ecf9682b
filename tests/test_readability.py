"""Readability must be textstat's, offline, for any text."""

from __future__ import annotations

import math
import random
import socket

import nltk
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import analysis as an
from analysis.measures import readability
from analysis.measures.readability.counts import RANGE_COUNTS, text_counts
from analysis.measures.readability.formulas import METRICS
from analysis.measures.readability.hyphens import hyphen_counts
from analysis.measures.readability.offline import offline_textstat, syllables
from analysis.measures.readability.ranges import counts_without_each
from analysis.measures.readability.units import Unit, sentences_in, token_units
from analysis.measures.tone import vader

WORDS = list(syllables())
# What textstat and VADER treat specially, and what tends to break either.
ODD_WORDS = """
    U.S. Mr. don't DON'T 'tis rock'n'roll Trump’s “quoted” (sic) e.g. 3.14 1,000 $5bn well-known
    hmm shh ... ?! — – • _x_ İstanbul ΟΔΟΣ straße naïve 北京 Москва עברית 😀 👩‍🚀 a b.c ''t 's
    VERY GREAT good bad no not never so this without doubt least at but kind of sort just enough
    to die for the bomb :) :D isn't nor or very extremely barely ain't terrible! happy?? ² ½ x\u0301
"""
ODD = ODD_WORDS.split()
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\xa0", "\u2028", "\x1c", "\x85", "\u3000"]
STOPS = ["", ".", "!", "?", "...", ".”", "?!", ",", ";", "'"]

odd_text = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(ODD), st.sampled_from(WORDS), st.text(max_size=8)),
        st.sampled_from(STOPS),
        st.sampled_from(SPACES),
    ),
    max_size=150,
).map(lambda parts: "".join(word + stop + space for word, stop, space in parts))


def articles(*texts: str | None) -> pl.DataFrame:
    ids = [str(number) for number in range(len(texts))]
    return pl.DataFrame({"article_id": ids, "text": texts}, schema_overrides={"text": pl.String})


def by_textstat(name: str, text: str) -> float:
    if name == "text_standard":
        return offline_textstat().text_standard(text, float_output=True)
    return getattr(offline_textstat(), name)(text)


def sampled_texts(count: int) -> list[str]:
    """Texts of odd and common words of all lengths, the same ones on every run."""
    rng = random.Random(5)
    texts = []
    for _ in range(count):
        words = rng.choices(ODD, k=rng.randint(0, 20)) + rng.choices(WORDS, k=rng.randint(0, 120))
        rng.shuffle(words)
        texts.append(
            "".join(
                word
                + rng.choice(STOPS if rng.random() < 0.2 else [""])
                + rng.choice(SPACES if rng.random() < 0.1 else [" "])
                for word in words
            )
        )
    return texts


def assert_same_as_textstat(texts: list[str]) -> None:
    found = readability.scores(articles(*texts), as_typed=True)
    for text, row in zip(texts, found.iter_rows(named=True), strict=True):
        for name in readability.COUNTS:
            assert row[name] == by_textstat(name, text), (name, text)
        for name in METRICS:
            # Where a score is not defined textstat says 0.0, and we say null and why.
            assert (row[name] is None) == (row["reason"] is not None)
            if row[name] is not None:
                assert row[name] == by_textstat(name, text), (name, text)


def test_scores_equal_textstat_on_thousands_of_texts():
    assert_same_as_textstat(sampled_texts(2_000))


@settings(max_examples=150)
@given(st.lists(odd_text, max_size=4))
def test_scores_equal_textstat_on_any_text(texts: list[str]):
    assert_same_as_textstat(texts)


def test_scores_equal_textstat_on_the_event(corpus: an.Corpus):
    assert_same_as_textstat(corpus.articles["text"].to_list())


def test_nothing_touches_the_network(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(nltk, "download", refuse)
    # Words that no other test has, lest textstat answer from its memory.
    text = "Zygomorphic quokkas yodelled xylophonically. They also vacillated uproariously."
    for name in METRICS:
        assert math.isfinite(by_textstat(name, text))
    assert offline_textstat().polysyllabcount(text) == 4
    assert readability.scores(articles(text))["n"].item() == 8


def test_a_hard_text_scores_above_an_easy_one():
    easy = "The cat sat on the mat. It was a warm day. The sun was out. She fell asleep at once."
    hard = (
        "Notwithstanding considerable jurisdictional complications, the intergovernmental "
        "commission unanimously recommended comprehensive institutional restructuring."
    )
    found = readability.scores(articles(easy, hard))
    for name, metric in METRICS.items():
        low, high = found[name]
        assert low > high if metric.direction == "higher is easier" else low < high, name


def test_flesch_worked_by_hand():
    # 12 words, 2 sentences, 14 syllables: 206.835 − 1.015 · 12/2 − 84.6 · 14/12
    row = readability.scores(
        articles("It rained all day. Then the river rose over the old bridge.")
    )
    assert row["flesch_reading_ease"].item() == pytest.approx(206.835 - 6.09 - 98.7)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no words"),
        (None, "no words"),
        (" \n\t ", "no words"),
        ("... — !!! 😀", "no words"),
        ("hmm hmm", "no syllables"),
        ("x" * 5_000, "5000 characters without a space"),
        ("北" * 3_000 + " 京", "3000 characters without a space"),
    ],
)
def test_undefined_scores_are_null_and_say_why(text: str | None, reason: str):
    row = readability.scores(articles(text)).row(0, named=True)
    assert row["reason"] == reason
    assert all(row[name] is None for name in METRICS)
    assert ("without a space" in reason) == (row["char_count"] is None)


@pytest.mark.parametrize(
    "text", ["Москва не сразу строилась.", "😀 yes 👩‍🚀.", "a\u0301 e\u0301", "٣ ٤ ٥"]
)
def test_other_scripts_get_textstats_score(text: str):
    assert_same_as_textstat([text])


@pytest.mark.parametrize(
    "text",
    ["x" * 10**7, "ab. " * 2_500_000, "a!" * 5_000_000, " " * 10**7, "it's\n" * 2_000_000],
    ids=["one chunk", "short sentences", "stops", "spaces", "lines"],
)
def test_ten_megabytes_are_read(text: str):
    row = readability.scores(articles(text)).row(0, named=True)
    assert row["n"] == len(text.split()) or row["reason"] is not None


def test_too_few_words_are_null():
    row = readability.scores(articles("It rained a lot."), minimum=5).row(0, named=True)
    assert (row["lix"], row["n"], row["reason"]) == (None, 4, "4 words, fewer than 5")


def test_no_articles_give_no_rows():
    assert readability.scores(articles()).shape[0] == 0
    assert readability.scores(articles()).columns == readability.scores(articles("It.")).columns


def test_scores_do_not_depend_on_the_other_texts():
    texts = sampled_texts(40)
    together = readability.scores(articles(*texts))
    apart = pl.concat([readability.scores(articles(text)) for text in texts])
    assert_frame_equal(together.drop("article_id"), apart.drop("article_id"), check_exact=True)


def test_our_sentences_know_abbreviations_and_lines():
    text = "Dr. J. Smith met Gov. Lee in the U.S. Senate\nHe left on Monday, Jan. 3. “Yes.” It is."
    row = readability.scores(articles(text))
    assert row["sentences"].item() == 4


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: readability.scores(articles("a"), metrics=["flesh_reading_ease"]),
            "flesch_reading",
        ),
        (lambda: readability.scores(articles("a"), by="vioce"), "write 'voice'"),
        (lambda: readability.scores(articles("a"), by="voice"), "pass tokens="),
        (lambda: readability.scores(articles("a").drop("text")), "column 'text' is missing"),
    ],
)
def test_errors_name_the_remedy(call, said: str):
    with pytest.raises(an.ParallaxError, match=said):
        call()


def test_voices_share_out_the_letters_of_the_body(corpus: an.Corpus):
    """Letters, not words: to textstat "he said—and" is two words, and three in two voices."""
    body = corpus.tokens.filter(kind="body")
    voices = readability.scores(corpus.articles, by="voice", tokens=body)
    whole = readability.scores(corpus.articles, by="paragraph kind", tokens=body)
    parts = voices.group_by("article_id").agg(pl.col("letter_count").sum())
    whole = whole.select("article_id", "letter_count")
    assert_frame_equal(parts, whole, check_row_order=False)


def test_passages_are_cut_from_the_text_with_their_punctuation():
    text = "He said: “We will go,” and left. “Soon.”"
    spans = [
        (m, n, v)
        for m, n, v in [
            (0, 2, "outlet"),
            (3, 7, "outlet"),
            (10, 12, "quoted"),
            (13, 17, "quoted"),
            (18, 20, "quoted"),
            (23, 26, "outlet"),
            (27, 31, "outlet"),
            (34, 38, "quoted"),
        ]
    ]
    tokens = pl.DataFrame(spans, schema=["start", "end", "voice"], orient="row").with_columns(
        article_id=pl.lit("0")
    )
    found = {unit.key: unit.joined() for unit in token_units(articles(text), tokens, "voice")}
    assert found == {"outlet": "He said: and left.", "quoted": "“We will go,” “Soon.”"}


def test_range_is_that_of_the_texts_without_a_sentence(corpus: an.Corpus):
    found = readability.ranges(corpus.articles, corpus.sentences, metrics=["lix", "smog_index"])
    for article_id, text in corpus.articles.select("article_id", "text").iter_rows():
        spans = corpus.sentences.filter(article_id=article_id).select("start", "end").rows()
        for metric in ("lix", "smog_index"):
            without = [by_textstat(metric, text[:a] + " " + text[b:]) for a, b in spans]
            row = found.row(
                by_predicate=(pl.col("article_id") == article_id) & (pl.col("metric") == metric),
                named=True,
            )
            assert (row["low"], row["high"], row["left_out"]) == (
                min(without),
                max(without),
                len(spans),
            )


@settings(max_examples=150)
@given(st.lists(odd_text.map(lambda text: text.strip()).filter(bool), min_size=1), st.data())
def test_counts_without_a_sentence_are_those_of_what_is_left(parts: list[str], data):
    text = " ".join(parts)
    ends = [sum(map(len, parts[: n + 1])) + n for n in range(len(parts))]
    sentences = [(end - len(part), end) for part, end in zip(parts, ends, strict=True)]
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=6).map(sorted))
    spans = [(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]
    unit = Unit("a", "all", text, spans or [(0, len(text))])
    cut = pl.DataFrame(sentences, schema=["start", "end"], orient="row")
    parts = sentences_in([unit], cut.with_columns(article_id=pl.lit("a")))
    own = parts.select("start", "end").rows()
    touched = [any(a < end and b > start for a, b in unit.spans) for start, end in sentences]
    assert own == [span for span, part in zip(sentences, touched, strict=True) if part]
    without = [unit.without(*span) for span in own]
    expected = [unit.joined(), *(unit.joined(left) for left in without if left)]
    columns = [name for name in RANGE_COUNTS if name != "endless"]  # only whether there is one
    found = counts_without_each([unit], parts, ["lix"])
    assert_frame_equal(found.select(columns), text_counts(pl.Series(expected)).select(columns))


def test_typography_is_no_readability(corpus: an.Corpus):
    straight = "The council's lawyers say the town can't pay, and it isn't clear who'll ask."
    curly = straight.replace("'", "’")
    equal = readability.scores(articles(straight, curly))
    assert equal.drop("article_id")[0].equals(equal.drop("article_id")[1])
    typed = readability.scores(articles(straight, curly), as_typed=True)
    assert typed["difficult_words"][0] < typed["difficult_words"][1]
    rows = readability.measures(corpus.articles, tokens=corpus.tokens, metrics=["smog_index"])
    body = corpus.tokens.filter(kind="body").with_columns(voice=pl.lit("all"))
    raw = readability.scores(corpus.articles, by="voice", tokens=body, as_typed=True)
    assert rows.filter(voice="all")["raw"].to_list() == raw["smog_index"].to_list()


def test_measures_are_rows_of_the_model_with_their_sentences(corpus: an.Corpus):
    rows = readability.measures(corpus.articles, tokens=corpus.tokens, sentences=corpus.sentences)
    assert_frame_equal(rows.drop("raw"), an.tables.conform(rows, an.tables.MEASURES))
    known = rows.filter(pl.col("value").is_not_null())
    assert (known["n"] >= readability.SAMPLE).all() and len(known)
    assert known.select((pl.col("low") <= pl.col("high")).all()).item()
    passages = set(corpus.sentences.select(an.tables.passage_id()).to_series())
    assert set(rows["evidence"].explode()) <= passages


def test_sentence_lengths_add_up(corpus: an.Corpus):
    lengths = readability.sentence_lengths(corpus.articles, corpus.sentences)
    assert len(lengths) == len(corpus.sentences)
    whole = readability.scores(corpus.articles).select("article_id", "n")
    parts = lengths.group_by("article_id").agg(n=pl.col("words").sum())
    assert_frame_equal(whole, parts, check_row_order=False)


def test_polarity_is_vaders_whatever_the_input():
    expected = SentimentIntensityAnalyzer().polarity_scores("Not a good day!")
    rows = vader.polarity(pl.Series(["Not a good day!", None, ""])).rows(named=True)
    assert rows[0] == expected
    assert rows[1] == rows[2] == dict.fromkeys(expected, 0.0)


@settings(max_examples=20)
@given(st.lists(st.text("abcdehiklmnoprstuvy'é-.", max_size=14), max_size=20))
def test_hyphens_of_many_words_are_those_that_pyphen_gives_each(drawn):
    random.seed(3)
    filled = ["".join(random.choices("aeioubcdlmnrst", k=k % 12)) for k in range(400)]
    positions = offline_textstat().backend.utils.get_pyphen("en_US").positions
    words = [*drawn, *filled]
    assert hyphen_counts(words) == [len(positions(word)) for word in words]
