"""Disagreements listed and settled; codes to and from other programs for qualitative data."""

from __future__ import annotations

import zipfile

import lxml.etree as etree
import polars as pl
import pytest

import analysis as an
from analysis.coding import exchange, store
from analysis.errors import ParallaxError
from analysis.views.coder import html

NAMESPACE = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture
def coded(corpus, tmp_path):
    """Two coders of one sample who disagree on two passages of six."""
    scheme, path = an.coding.scheme("tone"), tmp_path / "codes.csv"
    drawn = an.coding.sample(corpus, scheme, n=6)
    for number, passage in enumerate(drawn.passages["passage"]):
        for coder, code in (("ann", "neu"), ("bo", "neg" if number < 2 else "neu")):
            answer = {"scheme": "tone", "question": scheme.question, "passage": passage}
            note = "mocking, “so great”" if number == 0 and coder == "bo" else ""
            store.append(path, coder=coder, code=code, note=note, **answer)
    return scheme, path, drawn


def test_disagreements_are_listed_and_settled_with_who_and_why(coded):
    scheme, path, drawn = coded
    before = an.coding.compare(an.coding.read(path), scheme)
    rows = an.coding.disagreements(an.coding.read(path), scheme)
    assert rows["passage"].to_list() == drawn.passages["passage"].to_list()[:2]
    assert rows["codes"].unique().to_list() == ["ann: neu; bo: neg"]
    assert rows["settled"].null_count() == 2 and "mocking" in rows["notes"][0]
    first = rows["passage"][0]
    an.coding.settle(path, scheme, first, "neg", by="cy", why="the quotation marks")
    rows = an.coding.disagreements(an.coding.read(path), scheme)
    assert rows["settled"].to_list() == [None, "neg"]  # what is open comes first
    assert rows.select("by", "why").row(1) == ("cy", "the quotation marks")
    final = an.coding.final(an.coding.read(path), scheme)
    codes = dict(final.select("passage", "code").iter_rows())
    assert codes.pop(first) == "neg" and list(codes.values()).count(None) == 1
    assert an.coding.compare(an.coding.read(path), scheme).equals(before)
    with pytest.raises(ParallaxError, match="no code"):
        an.coding.settle(path, scheme, first, "odd", by="cy")
    with pytest.raises(ParallaxError, match="no name"):
        an.coding.settle(path, scheme, first, "neg", by=" ")


def test_the_coder_shows_what_is_disputed_and_settles_it(corpus, coded):
    _, path, _ = coded
    coder = an.explore.code(corpus, "tone", coder="ann", path=path, n=6)
    assert "2 passages with several codes, 2 of them open" in coder.settling.listed.value
    coder.settling.which.value = coder.settling.rows["passage"][0]
    coder.settling.code.value, coder.settling.why.value = "neg", "<b>why</b>"
    coder.settling._pressed()
    assert "1 of them open" in coder.settling.listed.value
    assert "&lt;b&gt;why" in coder.settling.listed.value
    assert coder.settling.rows["by"].drop_nulls().to_list() == ["ann"]


def test_a_high_share_beside_a_low_alpha_is_explained():
    passages = [f"p{n}" for n in range(20) for _ in "ab"]
    given = ["neu"] * 36 + ["neg", "neu", "neu", "neg"]
    frame = {"passage": passages, "coder": ["a", "b"] * 20, "code": given}
    scheme = an.coding.scheme("tone")
    answers = pl.DataFrame(frame).with_columns(scheme=pl.lit("tone"), note=pl.lit(""))
    rows = an.coding.compare(answers, scheme)
    assert rows["share"][0] == 0.9 and rows["alpha"][0] < 0.1
    assert "chance alone agrees as often" in html._said(rows, scheme)


def test_a_whole_article_can_be_coded(corpus, tmp_path):
    path = tmp_path / "genre.toml"
    codes = "".join(
        f'[[codes]]\ncode = "{name}"\nkey = "{key}"\nlabel = "{name}"\n'
        for key, name in enumerate(("news", "opinion"), 1)
    )
    path.write_text(f'name = "genre"\nquestion = "What is it?"\nunit = "article"\n{codes}')
    coder = an.explore.code(corpus, path, coder="ann", path=tmp_path / "codes.csv", n=5)
    assert len(coder.ids) == len(corpus.articles)
    coder.answer("news")
    assert coder.value["code"].drop_nulls().to_list() == ["news"]


def test_codes_go_to_other_programs_and_come_back(corpus, coded, tmp_path):
    scheme, path, _ = coded
    answers = an.coding.read(path)
    file = an.coding.write_qdpx(tmp_path / "event.qdpx", corpus, answers, [scheme])
    again, left = an.coding.read_qdpx(file, corpus, [scheme])
    columns = ["coder", "scheme", "question", "passage", "code", "note"]
    order = ["passage", "coder"]
    assert again.select(columns).sort(order).equals(answers.select(columns).sort(order))
    assert left == [] and again.schema == answers.schema
    labels, _ = an.coding.read_qdpx(file, corpus)
    assert set(labels["code"]) == {code.label for code in scheme.codes} & set(labels["code"])
    other = an.coding.write_qdpx(tmp_path / "again.qdpx", corpus, answers, [scheme])
    assert other.read_bytes() == file.read_bytes()


def test_the_project_is_as_the_format_asks(corpus, coded, tmp_path):
    scheme, path, _ = coded
    file = an.coding.write_qdpx(tmp_path / "e.qdpx", corpus, an.coding.read(path), [scheme])
    with zipfile.ZipFile(file) as packed:
        root = etree.fromstring(packed.read("project.qde"))
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    parts = [etree.QName(part).localname for part in root]
    assert parts == ["Users", "CodeBook", "Sources", "Notes"]  # the order of the schema
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len(guids) == len(set(guids))
    targets = {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")}
    assert targets <= set(guids)
    for source in root.findall(".//q:TextSource", NAMESPACE):
        text = texts[f"Sources/{source.get('guid')}.txt"]
        assert "\r" not in text
        for one in source.findall("q:PlainTextSelection", NAMESPACE):
            words = text[int(one.get("startPosition")) : int(one.get("endPosition"))]
            assert " ".join(words.split())[:60] == one.get("name")


def test_places_hold_where_lines_end_with_two_characters(tmp_path):
    text = "Head\r\n\r\nIt rained.\r\nMinister Ann Roe said “we are ready”."
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": [text]}))
    scheme, path = an.coding.scheme("voice"), tmp_path / "codes.csv"
    start = text.index("we are")
    passage = f"a:{start}-{start + 12}"
    store.append(path, coder="ann", scheme="voice", question="?", passage=passage, code="quoted")
    file = exchange.write_qdpx(tmp_path / "a.qdpx", corpus, an.coding.read(path), [scheme])
    again, _ = exchange.read_qdpx(file, corpus, [scheme])
    assert again["passage"].to_list() == [passage]


def test_what_is_none_of_the_event_is_told_and_what_is_no_project_refused(corpus, coded, tmp_path):
    scheme, path, _ = coded
    file = an.coding.write_qdpx(tmp_path / "e.qdpx", corpus, an.coding.read(path), [scheme])
    other = an.read(pl.DataFrame({"outlet": ["x"], "text": ["Quite another text. It rained."]}))
    again, left = an.coding.read_qdpx(file, other)
    assert again.is_empty() and len(left) == len(corpus.articles)
    wrong = tmp_path / "wrong.qdpx"
    wrong.write_text("no zip")
    with pytest.raises(ParallaxError, match="no REFI-QDA project"):
        an.coding.read_qdpx(wrong, corpus)
    with zipfile.ZipFile(wrong, "w") as packed:
        packed.writestr("project.qde", "<html/>")
    with pytest.raises(ParallaxError, match="no REFI-QDA project"):
        an.coding.read_qdpx(wrong, corpus)


def test_a_disputed_word_is_shown_in_its_sentence_with_the_codes_labels(corpus, coded):
    scheme, path, _ = coded
    coder = an.explore.code(corpus, scheme, coder="ann", path=path, n=6)
    rows, listed = coder.settling.rows, coder.settling.listed.value
    for article, start, end in map(an.tables.parse_passage_id, rows["passage"]):
        text = corpus.articles.filter(article_id=article)["text"].item()
        assert f"<mark>{text[start:end]}</mark>" in listed
        assert any(text[start:end] in name for name, _ in coder.settling.which.options)
    assert "ann: neutral; bo: negative" in listed
    assert len(set(coder.settling.which.options)) == len(rows) + 1


def test_a_project_without_answers_or_schemes_has_no_empty_list(corpus, coded, tmp_path):
    scheme, path, _ = coded
    none = an.coding.read(path).clear()
    for schemes in ([scheme], []):
        file = an.coding.write_qdpx(tmp_path / "none.qdpx", corpus, none, schemes)
        with zipfile.ZipFile(file) as packed:
            root = etree.fromstring(packed.read("project.qde"))
        found = root.xpath("//q:Users | //q:CodeBook | //q:Codes | //q:Notes", namespaces=NAMESPACE)
        assert all(len(one) for one in found)
