"""Hand coding without a browser: schemes, samples, the file that survives, the coder."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis.coding import store

ANSWER = {"scheme": "tone", "question": "In what tone?", "passage": "efe:1-2", "seed": 7}


def add(path, code="neg", coder="ann", **more):
    store.append(path, coder=coder, code=code, **ANSWER | more)


# schemes


@pytest.mark.parametrize("name", ["voice", "speaker", "tone", "naming"])
def test_shipped_schemes_define_and_show_every_code(name):
    scheme = an.coding.scheme(name)
    assert scheme.name == name and scheme.question.endswith("?")
    assert all(code.definition and code.examples for code in scheme.codes)
    assert [code.key for code in scheme.codes] == [str(i + 1) for i in range(len(scheme.codes))]


MINE = """
name = "war"
question = "Is the war named?"
unit = "sentence"
[[codes]]
code = "no"
key = "1"
label = "no"
[[codes]]
code = "yes"
key = "2"
label = "yes"
"""


def test_an_own_scheme_is_a_file(tmp_path):
    path = tmp_path / "war.toml"
    path.write_text(MINE)
    scheme = an.coding.scheme(path)
    assert scheme.order == ["no", "yes"] and scheme.code("2").code == "yes"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("question =", "qestion =", "'question' is missing"),
        ('unit = "sentence"', 'unit = "sentense"', "unknown unit 'sentense'.*'sentence'"),
        ('key = "2"', 'key = "1"', "key '1' is used twice"),
        ('key = "2"', 'key = "F2"', "'F2' is not one letter or digit"),
        ('label = "yes"', "label = 3", "code 2: label is not a text"),
        ('label = "yes"', 'label = "yes"\nlable = "x"', "unknown key 'lable'"),
        ("[[codes]]", "[[code]]", "fewer than two codes"),
        ('name = "war"', "name = war", "not a TOML file .*line 2"),
    ],
)
def test_a_faulty_scheme_is_named(tmp_path, old, new, said):
    path = tmp_path / "war.toml"
    path.write_text(MINE.replace(old, new))
    with pytest.raises(an.ParallaxError, match=said) as error:
        an.coding.scheme(path)
    assert error.value.place.startswith(str(path))


def test_a_scheme_that_is_no_table_of_codes_or_no_file_is_named(tmp_path):
    path = tmp_path / "war.toml"
    path.write_text('name = "war"\nquestion = "?"\nunit = "sentence"\ncodes = ["yes", "no"]')
    with pytest.raises(an.ParallaxError, match=r"add a \[\[codes\]\]"):
        an.coding.scheme(path)
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(an.ParallaxError, match="cannot be read"):
        an.coding.scheme(tmp_path / "folder.toml")


def test_an_unknown_scheme_is_named():
    with pytest.raises(an.ParallaxError, match=r"no scheme 'tome'. Remedy: write 'tone'"):
        an.coding.scheme("tome")
    with pytest.raises(an.ParallaxError, match="no such file"):
        an.coding.scheme("nowhere.toml")


# samples


@pytest.mark.parametrize("unit", ["sentence", "mention", "quotation"])
def test_units_are_passages_of_bodies_each_once(corpus, texts, unit):
    found = an.coding.units(corpus, unit)
    assert found["passage"].is_unique().all() and len(found) > 50
    body = corpus.paragraphs.filter(kind="body")
    for article, start, end in found.select("article_id", "start", "end").iter_rows():
        assert texts[article][start:end].strip()
        at = body.filter(pl.col("start") <= start, end <= pl.col("end"), article_id=article)
        assert len(at) == 1 or unit == "quotation"


@pytest.mark.parametrize("name", ["voice", "speaker", "tone"])
def test_a_sample_is_stratified_seeded_and_grows_at_its_end(corpus, name):
    scheme = an.coding.scheme(name)
    small, large = (an.coding.sample(corpus, scheme, n=n, seed=3) for n in (13, 40))
    assert large.passages.head(13).equals(small.passages)
    counts = small.passages["outlet"].value_counts()["count"]
    assert counts.max() - counts.min() <= 1
    other = an.coding.sample(corpus, scheme, n=40, seed=4)
    assert other.passages["passage"].to_list() != large.passages["passage"].to_list()


def test_the_order_does_not_tell_the_outlet(corpus):
    drawn = an.coding.sample(corpus, an.coding.scheme("tone"), n=60)
    rounds = drawn.passages["outlet"].to_list()
    assert len({tuple(rounds[i : i + 5]) for i in range(0, 60, 5)}) > 5


def test_a_small_outlet_gives_all_it_has():
    texts = ["“We go,” he said. It rained. It poured.", "It snowed."]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b"], "text": texts}))
    scheme = an.coding.schemes.Scheme("x", "?", "sentence", ())
    drawn = an.coding.sample(corpus, scheme, n=10)
    assert drawn.passages["outlet"].value_counts().sort("outlet")["count"].to_list() == [3, 1]


def test_what_cannot_be_sampled_is_named(corpus):
    tone = an.coding.scheme("tone")
    with pytest.raises(an.ParallaxError, match=r"no mention of the actor 'kin'.*write 'kim'"):
        an.coding.sample(corpus, tone, actor="kin")
    with pytest.raises(an.ParallaxError, match=r"a mention has no 'oulet'.*write 'outlet'"):
        an.coding.sample(corpus, tone, by="oulet")
    with pytest.raises(an.ParallaxError, match="n is 0"):
        an.coding.sample(corpus, tone, n=0)
    bare = an.read(pl.DataFrame({"text": ["It rained."]}))
    with pytest.raises(an.ParallaxError, match="no mention in the articles' bodies"):
        an.coding.sample(bare, tone)


def test_the_tools_labels_are_its_own_measures(corpus):
    drawn = an.coding.sample(corpus, an.coding.scheme("tone"), n=300, actor="kim")
    labels = an.coding.tool_labels(corpus, drawn)
    judged = an.sentiment.judged(corpus, actor="kim", voice="all")
    told = judged.filter(~pl.col("abstained"))["label"].value_counts()
    short = labels["code"].drop_nulls().value_counts()
    assert {label[:3]: n for label, n in told.iter_rows()} == dict(short.iter_rows())
    for name, column in (("voice", "voice"), ("naming", "label")):
        drawn = an.coding.sample(corpus, an.coding.scheme(name), n=1000)
        assert len(an.coding.tool_labels(corpus, drawn).drop_nulls()) == len(drawn.passages)
        assert column in an.coding.units(corpus, "mention").columns


# the answers' file

texts_of_any_kind = st.text(max_size=30) | st.sampled_from(
    ['a "b"', "x,y\r\nz", "\\n", " #cut off"]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(texts_of_any_kind, texts_of_any_kind.filter(str.strip)), min_size=1))
def test_any_note_comes_back_as_it_was(tmp_path_factory, notes):
    path = tmp_path_factory.mktemp("codes") / "codes.csv"
    for note, coder in notes:
        add(path, coder=coder, note=note)
    found = an.coding.read(path)
    assert found.select("note", "coder").rows() == notes
    assert path.read_bytes().count(b"\n") == len(notes) + 1


def test_a_write_cut_off_at_any_byte_costs_that_answer_only(tmp_path):
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    for code, note in (("neg", ""), ("pos", 'so "kind",\nÖ')):
        add(whole, code=code, note=note, passage=f"efe:{code}")
    content = whole.read_bytes()
    first = content.index(b"\n", content.index(b"\n") + 1) + 1
    for length in range(len(content) + 1):
        cut.write_bytes(content[:length])
        kept = (length >= first - 1) + (length >= len(content) - 1)
        before = an.coding.read(cut)
        assert len(before) == kept, content[:length]
        add(cut, code="neu", passage="efe:later", note="after the crash")
        after = an.coding.read(cut)
        assert after.head(kept).equals(before) and len(after) == kept + 1
        assert after["note"].last() == "after the crash"
        assert cut.read_bytes().startswith(content[:length])  # nothing was written over


WRITER = """
import sys
from analysis.coding import store
for i in range(40):
    store.append(sys.argv[1], coder=sys.argv[2], scheme="tone", question="?",
                 passage=f"efe:{i}-{i + 1}", code="neg", note="x" * 50 * i)
"""


def test_two_coders_write_to_one_file_at_once(tmp_path):
    path = tmp_path / "codes.csv"
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, coder]) for coder in ("ann", "bo")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = an.coding.read(path)
    for coder in ("ann", "bo"):
        mine = found.filter(coder=coder)
        assert mine["passage"].to_list() == [f"efe:{i}-{i + 1}" for i in range(40)]


def test_the_last_answer_counts_and_an_answer_can_be_taken_back(tmp_path):
    path = tmp_path / "codes.csv"
    add(path, "neg")
    add(path, "neg", coder="bo")
    add(path, "pos")
    assert an.coding.current(an.coding.read(path)).select("coder", "code").rows() == [
        ("bo", "neg"),
        ("ann", "pos"),
    ]
    add(path, None)
    assert an.coding.current(an.coding.read(path))["coder"].to_list() == ["bo"]
    assert len(an.coding.read(path)) == 4


def test_a_damaged_line_is_named_and_nothing_is_lost(tmp_path):
    path = tmp_path / "codes.csv"
    add(path)
    add(path, passage="efe:3-4")
    content = path.read_bytes()
    path.write_bytes(content.replace(b",neg,", b",", 1))
    with pytest.raises(an.ParallaxError, match=r"codes.csv:2: damaged line 'ann,tone.*delete it"):
        an.coding.read(path)
    other = tmp_path / "other.csv"
    other.write_text("name,age\nann,3\n")
    for attempt in (lambda: add(other), lambda: an.coding.read(other)):
        with pytest.raises(an.ParallaxError, match=r"other.csv:1: not a file of coded answers"):
            attempt()
    assert other.read_text() == "name,age\nann,3\n"


def test_a_spreadsheets_byte_order_mark_and_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "codes.csv"
    add(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    add(path, "pos")
    assert an.coding.read(path)["code"].to_list() == ["neg", "pos"]


def test_what_cannot_be_saved_is_said_and_leaves_no_trace(tmp_path):
    path = tmp_path / "codes.csv"
    with pytest.raises(an.ParallaxError, match="say who codes"):
        add(path, coder=" ")
    with pytest.raises(an.ParallaxError, match="shorten the note"):
        add(path, note="x" * 200_000)
    assert not path.exists()
    with pytest.raises(an.ParallaxError, match="could not be saved"):
        add(tmp_path)
    with pytest.raises(an.ParallaxError, match="cannot be read"):
        an.coding.read(tmp_path)


# comparing

GRADES = an.coding.schemes.Scheme(
    "grades",
    "How good?",
    "sentence",
    tuple(an.coding.schemes.Code(code, key, code) for code, key in (("2", "1"), ("1", "2"))),
    scale="interval",
)


def test_three_coders_are_compared_together_in_pairs_and_with_any_labels(tmp_path):
    path = tmp_path / "codes.csv"
    for coder, codes in (("ann", "1212"), ("bo", "1222"), ("cy", "1112")):
        for i, code in enumerate(codes):
            add(path, code, coder=coder, passage=f"efe:{i}-9", scheme="grades")
    labels = pl.DataFrame({"passage": ["efe:0-9", "efe:1-9", "efe:8-9"], "code": ["1", "2", "1"]})
    rows = an.coding.compare(an.coding.read(path), GRADES, labels, draws=50)
    assert rows["compared"].to_list() == [
        *("all coders", "ann and bo", "ann and cy", "bo and cy"),
        *("ann and the tool", "bo and the tool", "cy and the tool"),
    ]
    assert rows["n"].to_list() == [4] * 4 + [2] * 3
    assert rows["share"].to_list()[1:5] == [0.75, 0.75, 0.5, 1]
    with pytest.raises(an.ParallaxError, match=r"table labels: code '3' is not in the scheme"):
        wrong = labels.with_columns(code=pl.lit("3"))
        an.coding.compare(an.coding.read(path), GRADES, wrong)


def test_only_the_tools_own_rows_are_without_alpha_where_coders_saw_its_answer(tmp_path):
    path = tmp_path / "codes.csv"
    for coder in ("ann", "bo", "the tool"):
        for i, code in enumerate("1212"):
            add(path, code, coder=coder, passage=f"efe:{i}-9", scheme="grades")
    labels = pl.DataFrame({"passage": ["efe:0-9", "efe:1-9"], "code": ["1", "2"]})
    seen = dataclasses.replace(GRADES, shown=True)
    rows = an.coding.compare(an.coding.read(path), seen, labels, draws=50)
    assert rows["alpha"].to_list() == [1.0] * 4 + [None] * 3


def test_a_codes_name_goes_before_anothers_key():
    assert [GRADES.code(wanted).code for wanted in "12"] == ["1", "2"]
    assert an.coding.scheme("tone").code("1").code == "neg"
