"""Tone toward a target: the interface, what the classifier may not see, toward() by hand."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.errors import ParallaxError
from analysis.measures import tone
from analysis.measures.tone import network
from analysis.measures.tone.context import NAME, TARGET, context

CLEAR = {
    "Critics condemned {} as a corrupt liar who disgraced the office.": "negative",
    "The court found {} guilty of fraud and abuse.": "negative",
    "Supporters praised {} as a brave and honest leader.": "positive",
    "{} won wide acclaim for saving the refugees.": "positive",
    "{} will travel to Vienna on Tuesday.": "neutral",
}
NAMES = ["Roe", "Anna Roe", "Zhao", "Acme Corp", "O'Neill"]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)


def mention(sentence: str, target: str) -> tuple[str, int, int]:
    start = sentence.index(target)
    return sentence, start, start + len(target)


def judge(*rows: tuple) -> pl.DataFrame:
    schema = {"sentence": pl.String, "start": pl.Int64, "end": pl.Int64}
    return tone.polarity(pl.DataFrame(rows, schema=schema, orient="row"))


def test_clear_sentences():
    found = judge(*(mention(text.format("Roe"), "Roe") for text in CLEAR))
    assert found["label"].to_list() == list(CLEAR.values())


def test_score_follows_from_probabilities():
    found = judge(*(mention(text.format("Roe"), "Roe") for text in CLEAR))
    assert found.columns == ["label", "score", "confidence", "abstained", "reason"]
    assert found["score"].is_between(-1, 1).all()
    assert found["confidence"].is_between(1 / 3, 1).all()
    assert (found["score"].abs() <= found["confidence"] + 1e-9).all()
    assert ((found["confidence"] < network.threshold()) == found["abstained"]).all()


@pytest.mark.parametrize("text", CLEAR)
def test_who_the_target_is_plays_no_part(text):
    found = judge(*(mention(text.format(name), name) for name in NAMES))
    assert found["score"].to_numpy() == pytest.approx([found["score"][0]] * len(NAMES), abs=1e-6)


def test_every_name_is_pooled_and_the_target_masked():
    words = network.vocabulary()
    sentence = "“Trump, not Anna Roe, lied,” Trump said."
    found = context(*mention(sentence, "Anna Roe"), words)
    assert found.words.count(TARGET) == 1
    assert [i for i in found.words if i == NAME] == [NAME, NAME]
    again = context(*mention(sentence.replace("Trump", "Zhao"), "Anna Roe"), words)
    assert again.words == found.words


def test_the_target_decides_in_one_sentence():
    sentence = "The jury cleared Roe but convicted Doe of murder."
    found = judge(mention(sentence, "Roe"), mention(sentence, "Doe"))
    assert found["score"][1] < found["score"][0]


@settings(max_examples=100)
@given(st.lists(st.tuples(TEXT, st.integers(-2, 90), st.integers(-2, 90)), max_size=6))
def test_any_text_gives_one_row_each(rows):
    found = judge(*rows)
    assert found.height == len(rows)
    assert found["score"].is_finite().all()
    assert found["abstained"].null_count() == 0
    for (text, start, end), reason in zip(rows, found["reason"], strict=True):
        if not text.strip():
            assert reason == "empty sentence"
        elif not 0 <= start < end <= len(text):
            assert reason == "target outside the sentence"


def test_a_row_does_not_depend_on_its_neighbours():
    rows = [mention(text.format("Roe") * k, "Roe") for text in CLEAR for k in (1, 3)]
    together = judge(*rows)["score"].to_numpy()
    assert together == pytest.approx([judge(row)["score"].item() for row in rows], abs=1e-5)
    assert together[::-1] == pytest.approx(judge(*rows[::-1])["score"].to_numpy(), abs=1e-5)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", 0, 1), "empty sentence"),
        ((None, 0, 1), "empty sentence"),
        (("Roe lied.", 7, 3), "target outside the sentence"),
        (("Roe lied.", 0, 40), "target outside the sentence"),
        (("Roe lied.", None, 3), "target outside the sentence"),
        (("Roe " + "lied " * 10_000, 0, 3), "more than 250 words"),
        (("Merkel sagte gestern in Berlin, die Lage war ernst.", 0, 6), "not English"),
        (("Меркель заявила вчера, что положение дел остаётся очень тяжёлым.", 0, 7), "not English"),
    ],
)
def test_what_cannot_be_judged_is_abstained_on_with_its_reason(row, reason):
    found = judge(row).row(0, named=True)
    assert found == {
        "label": "neutral",
        "score": 0.0,
        "confidence": 0.0,
        "abstained": True,
        "reason": reason,
    }


def test_a_missing_column_is_named():
    with pytest.raises(ParallaxError, match="column 'end' is missing"):
        tone.polarity(pl.DataFrame({"sentence": ["a"], "start": [0]}))


def test_network_agrees_with_one_written_word_by_word():
    """The batched network against the textbook equations, one number at a time."""
    w = network.weights()
    c = context(*mention("Critics condemned Roe, he said.", "Roe"), network.vocabulary())
    place = [w["place"][network.places(np.array(i - c.target))] for i in range(len(c.words))]
    inputs = [np.concatenate([w["word"][x], p]) for x, p in zip(c.words, place, strict=True)]

    def run(way: str, inputs: list[np.ndarray], steps: list[int]) -> list[np.ndarray]:
        state, found = np.zeros(w[way + "_state"].shape[1]), {}
        for step in steps:
            gate = w[way + "_input"] @ inputs[step] + w[way + "_input_bias"]
            own = w[way + "_state"] @ state + w[way + "_state_bias"]
            (gr, gz, gc), (sr, sz, sc) = np.split(gate, 3), np.split(own, 3)
            r, z = 1 / (1 + np.exp(-gr - sr)), 1 / (1 + np.exp(-gz - sz))
            state = (1 - z) * np.tanh(gc + r * sc) + z * state
            found[step] = state
        return [found[step] for step in sorted(steps)]

    order = list(range(len(c.words)))
    states = inputs
    for layer in range(network.LAYERS):
        ahead = run(f"forward_{layer}", states, order)
        back = run(f"backward_{layer}", states, order[::-1])
        states = [np.concatenate(pair) for pair in zip(ahead, back, strict=True)]
    states = np.array(states)
    query = w["query"] @ np.concatenate([states[c.target], w["kind"][c.kind]])
    energy = [
        w["attention"] @ np.tanh(w["key"] @ np.concatenate([s, p]) + w["key_bias"] + query)
        for s, p in zip(states, place, strict=True)
    ]
    share = np.exp(energy) / np.exp(energy).sum()
    pooled = np.concatenate([states[c.target], share @ states, states.max(0), w["kind"][c.kind]])
    hidden = np.maximum(w["hidden"] @ pooled + w["hidden_bias"], 0)
    expected = w["out"] @ hidden + w["out_bias"]
    padding = context(*mention("Roe " * 30, "Roe"), network.vocabulary())
    assert network.logits([padding, c])[1] == pytest.approx(expected, abs=1e-3)


def test_explanation_points_at_the_words():
    sentence = "The mayor said that Roe, a convicted liar, will travel to Vienna."
    found = tone.explain(*mention(sentence, "Roe"))
    assert set(found["word"][:2]) == {"convicted", "liar"}
    assert found["effect"][0] < 0
    for word, start, end, _ in found.iter_rows():
        assert sentence[start:end] == word
    assert "Roe" not in found["word"]
    assert tone.explain("", 0, 1).is_empty()


PRAISE, BLAME = "Supporters praised Roe as brave.", "Critics condemned Roe as a liar."
PLAIN = "The meeting that Roe had asked for is said to be on."


def corpus(**articles: list[str]) -> SimpleNamespace:
    """One article per outlet, one sentence after the other, each naming Roe."""
    rows: dict[str, list[dict]] = {"articles": [], "sentences": [], "mentions": []}
    for outlet, sentences in articles.items():
        at = 0
        for number, sentence in enumerate(sentences):
            key = {"article_id": outlet, "sentence": number}
            rows["sentences"].append(key | {"start": at, "end": at + len(sentence)})
            start = at + sentence.index("Roe")
            span = {"start": start, "end": start + 3, "kind": "body"}
            rows["mentions"].append(key | span | {"actor": "roe", "voice": "outlet"})
            at += len(sentence) + 1
        article = {"article_id": outlet, "outlet": outlet, "text": " ".join(sentences)}
        rows["articles"].append(article | {"sha256": ""})
    return SimpleNamespace(**{name: pl.DataFrame(found) for name, found in rows.items()})


def test_toward_is_the_mean_of_the_sentences():
    made = corpus(a=[PRAISE, PRAISE, BLAME], b=[BLAME, BLAME, PLAIN])
    one = {s: judge(mention(s, "Roe")).row(0, named=True) for s in (PRAISE, BLAME, PLAIN)}
    found = tone.toward(made, actor="roe")
    assert found.columns[: len(tables.MEASURES.columns)] == list(tables.MEASURES.columns)
    first = found.row(0, named=True)
    assert first["value"] == pytest.approx((2 * one[PRAISE]["score"] + one[BLAME]["score"]) / 3)
    assert first["low"] <= first["value"] <= first["high"]
    assert first["null_low"] <= first["null_high"]
    assert first["evidence"][0] == f"a:0-{len(PRAISE)}"
    unsure = {s: int(row["abstained"]) for s, row in one.items()}
    assert found["n"].to_list() == [3, 3]
    assert found["abstained"][0] == 2 * unsure[PRAISE] + unsure[BLAME]
    assert found["abstained"][1] == 2 * unsure[BLAME] + unsure[PLAIN]
    assert found["value"][0] > found["value"][1]


def test_an_article_that_never_names_the_actor_is_null():
    made = corpus(a=[PRAISE], b=[BLAME])
    made.mentions = made.mentions.filter(article_id="a")
    row = tone.toward(made, actor="roe").row(1, named=True)
    assert (row["value"], row["n"], row["abstained"], row["evidence"]) == (None, 0, 0, [])


def test_other_voices_and_headlines_are_left_out():
    made = corpus(a=[PRAISE, BLAME])
    made.mentions = made.mentions.with_columns(voice=pl.Series(["outlet", "quoted"]))
    assert tone.toward(made, actor="roe")["value"].item() > 0
    assert tone.toward(made, actor="roe", voice="quoted")["value"].item() < 0
    assert tone.toward(made, actor="roe", voice="all")["n"].item() == 2
    made.mentions = made.mentions.with_columns(kind=pl.lit("headline"))
    assert tone.toward(made, actor="roe")["n"].item() == 0


def test_unknown_actor_and_voice_are_answered():
    with pytest.raises(ParallaxError, match="write 'roe'"):
        tone.toward(corpus(a=[PRAISE]), actor="reo")
    with pytest.raises(ParallaxError, match="write 'quoted'"):
        tone.toward(corpus(a=[PRAISE]), actor="roe", voice="quote")


def test_the_model_is_small():
    assert network.MODEL.stat().st_size <= 2_000_000


@pytest.mark.parametrize(
    "sentence",
    [
        "No one accused Quill of lying.",
        "Critics called Quill a liar, but the court cleared her of every charge.",
        "Police said Quill was the victim of a brutal attack.",
        "Nobody praised Quill.",
    ],
)
def test_what_is_denied_or_suffered_is_not_judged(sentence):
    start = sentence.index("Quill")
    rows = pl.DataFrame({"sentence": [sentence], "start": [start], "end": [start + 5]})
    assert tone.polarity(rows)["abstained"].item()
