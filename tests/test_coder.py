"""The coder without a browser: what each action does, saves and shows."""

from __future__ import annotations

import html
import re

import polars as pl
import pytest

import analysis as an


@pytest.fixture
def coder(corpus, tmp_path):
    return begin(corpus, tmp_path)


def begin(corpus, folder, name="ann", scheme="tone", **more):
    more = {"n": 6, "path": folder / "codes.csv"} | more
    return an.explore.code(corpus, scheme, coder=name, **more)


def plain(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def test_an_answer_is_on_disk_before_the_next_passage_is_shown(coder, texts):
    for i, code in enumerate(["neg", "2", "pos"]):
        row = coder.value.row(i, named=True)
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]
        assert f"<mark>{html.escape(row['text'])}</mark>" in coder.passage.html
        coder.answer(code)
        assert len(an.coding.read(coder.path)) == i + 1
    assert coder.value["code"].to_list() == ["neg", "neu", "pos", None, None, None]
    assert coder.progress == "3 of 6 coded" and "3 of 6 coded" in coder.head.value


def test_the_paragraph_stands_around_the_passage(coder, texts, corpus):
    row = coder.value.row(0, named=True)
    shown = plain(coder.passage.html)
    around = corpus.paragraphs.filter(
        pl.col("start") <= row["start"], row["end"] <= pl.col("end"), article_id=row["article_id"]
    ).row(0, named=True)
    assert shown.endswith(texts[row["article_id"]][around["start"] : around["end"]])


def test_a_skipped_passage_comes_round_again(coder):
    coder.skip()
    for _ in range(5):
        assert coder.position > 0
        coder.answer("neu")
    assert coder.position == 0 and coder.progress == "5 of 6 coded"
    coder.answer("neu")
    assert coder.progress == "6 of 6 coded"


def test_going_back_and_answering_again_supersedes(coder):
    coder.answer("neg", note="mocking")
    coder.back()
    assert coder.position == 0 and coder.note.value == "mocking"
    assert "px-chosen" in coder.buttons["neg"]._dom_classes
    coder.answer("pos")
    found = an.coding.read(coder.path)
    assert found["code"].to_list() == ["neg", "pos"]
    assert an.coding.current(found)["code"].to_list() == ["pos"]


def test_undo_takes_back_or_puts_back(coder):
    coder.undo()  # nothing to take back yet
    coder.answer("neg")
    coder.back()
    coder.answer("pos")
    coder.undo()
    assert coder.position == 0 and coder.value["code"][0] == "neg"
    coder.undo()
    assert coder.codes == {}
    assert an.coding.read(coder.path)["code"].to_list() == ["neg", "pos", "neg", None]
    assert len(an.coding.current(an.coding.read(coder.path))) == 0


def test_a_note_is_never_lost(coder):
    coder.annotate("a thought before the answer")
    coder.skip()
    coder.back()
    assert coder.note.value == "a thought before the answer"
    coder.answer("neg")
    coder.back()
    coder.annotate("a second thought")
    last = an.coding.read(coder.path).row(-1, named=True)
    assert (last["code"], last["note"]) == ("neg", "a second thought")
    assert coder.note.value == "a second thought"


def test_a_note_that_arrives_late_stays_with_its_passage(coder):
    first = coder.ids[0]
    coder.answer("neg")
    coder.note._handle_custom_msg({"note": "mocking", "passage": first}, [])
    assert coder.position == 1 and coder.note.value == ""
    assert coder.value.select("code", "note").row(0) == ("neg", "mocking")
    assert an.coding.read(coder.path)["note"].to_list() == ["", "mocking"]


def test_a_coder_goes_on_where_it_stopped(coder, corpus, tmp_path):
    coder.answer("neg", note="x")
    coder.skip()
    coder.answer("pos")
    again = begin(corpus, tmp_path)
    assert again.codes == coder.codes and again.position == 1
    other = begin(corpus, tmp_path, "bo")
    assert other.codes == {} and other.ids == coder.ids


def test_blind_hides_the_outlet_and_seeing_shows_it(corpus, tmp_path):
    for blind in (True, False):
        coder = begin(corpus, tmp_path, n=10, blind=blind)
        for _ in coder.ids:
            about = plain(coder.passage.html.partition("</p>")[0])
            name = coder.rows[coder.position]["outlet_name"]
            assert (name in about) is not blind
            assert coder.rows[coder.position]["passage"] not in coder.passage.html
            coder.skip() if coder.position < 9 else None


def test_a_key_and_a_button_do_the_same(coder):
    coder.passage._handle_custom_msg({"key": "1"}, [])
    coder.buttons["pos"].click()
    coder.passage._handle_custom_msg({"key": "F7"}, [])
    assert list(coder.codes.values()) == ["neg", "pos"]
    coder.passage._handle_custom_msg({"key": "Backspace"}, [])
    assert list(coder.codes.values()) == ["neg"]


def test_what_cannot_be_saved_is_said_and_the_passage_stays(coder):
    coder.path.mkdir()
    coder.buttons["neg"].click()
    assert "Not saved" in coder.status.value and "choose another path" in coder.status.value
    assert coder.position == 0 and coder.codes == {}
    with pytest.raises(an.ParallaxError, match=r"no code 'negative'.*use one of neg, neu, pos"):
        coder.answer("negative")


def test_at_the_end_the_coders_are_compared_with_each_other_and_the_tool(corpus, tmp_path):
    first, second = (begin(corpus, tmp_path, name, n=12) for name in ("ann", "bo"))
    for i in range(12):
        first.answer("neg" if i < 6 else "neu")
        second.answer("neg" if i < 5 else "neu")
    rows = second.compare()
    assert rows["compared"].to_list() == ["all coders", "ann and the tool", "bo and the tool"]
    assert rows.row(0, named=True)["share"] == pytest.approx(11 / 12)
    assert rows["low"][0] < rows["alpha"][0] < 1
    for said in ("all coders", "bo and the tool", "Krippendorff", "Download the codebook"):
        assert said in second.result.value
    assert "One coder so far" not in second.result.value


def test_a_coder_alone_is_told_what_a_second_one_does(coder):
    for code in ("neg", "neu", "pos") * 2:
        coder.answer(code)
    assert "One coder so far" in coder.result.value


def test_a_shown_answer_is_judged_not_compared(corpus, tmp_path):
    coder = begin(corpus, tmp_path, scheme="speaker")
    assert "Named as speaker: " in coder.passage.html
    for code in ["right"] * 5 + ["wrong"]:
        coder.answer(code)
    row = coder.compare().row(-1, named=True)
    assert row["compared"] == "ann and the tool"
    assert row["alpha"] is None and row["share"] == pytest.approx(5 / row["n"], abs=0.2)


def test_the_codebook_holds_what_a_second_coder_needs(coder, tmp_path, corpus):
    book = coder.codebook()
    for passage in coder.ids:
        assert f"`{passage}`" in book
    for code in coder.scheme.codes:
        assert code.definition in book and code.examples[0] in book
    for said in ("seed 0", "polars", an.__version__, corpus.articles["sha256"][0]):
        assert said in book
    again = tmp_path / "again.toml"
    again.write_text(re.search(r"```toml\n(.*?)```", book, re.DOTALL)[1])
    assert an.coding.scheme(again).codes == coder.scheme.codes


HOSTILE = "<script>window.ran=1</script> <img src=x onerror=window.ran=1> $x^2$ **b** {{datum}}"


def test_hostile_text_stays_inert(tmp_path):
    frame = pl.DataFrame({"outlet": [HOSTILE, "b"], "text": [f"“{HOSTILE} we go,” he said."] * 2})
    scheme = tmp_path / "own.toml"
    codes = "".join(
        f"[[codes]]\ncode = '{key}'\nkey = '{key}'\nlabel = '{HOSTILE}'\ndefinition = '{HOSTILE}'\n"
        for key in "12"
    )
    scheme.write_text(f"name = 'own'\nquestion = '{HOSTILE}'\nunit = 'quotation'\n{codes}")
    coder = begin(an.read(frame), tmp_path, scheme=scheme, name=HOSTILE, blind=False, n=2)
    coder.answer("1", note=HOSTILE)
    coder.answer("2", note=HOSTILE)
    for shown in (coder.head, coder.status, coder.result, *coder.widget.children):
        value = getattr(shown, "value", None) or getattr(shown, "html", "")
        assert "<script" not in value and "<img" not in value
    assert HOSTILE in plain(coder.passage.html)


def test_an_answer_that_the_scheme_does_not_know_is_named_with_its_file(coder, corpus, tmp_path):
    coder.answer("neg")
    coder.path.write_text(coder.path.read_text().replace(",neg,", ",bad,"))
    with pytest.raises(an.ParallaxError, match=r"codes\.csv: 'ann' gave the code 'bad'"):
        begin(corpus, tmp_path)


def test_a_nameless_coder_is_refused(corpus, tmp_path):
    with pytest.raises(an.ParallaxError, match="say who codes"):
        begin(corpus, tmp_path, " ")
