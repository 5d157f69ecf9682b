"""The explorer of one's own event, without a browser: read, look, mend, accept, go on."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from conftest import EVENT
from formats import THREE, put

import analysis as an

# who is proposed as an actor must act, not only be named
ACTS = "Kim Jong Un visited the town. Kim Jong Un thanked the hosts, and Kim Jong Un left by train."


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    acting = [dataclasses.replace(one, paragraphs=(*one.paragraphs, ACTS)) for one in THREE]
    put(tmp_path / "pages", acting, "html", "p")
    (tmp_path / "pages" / "alpha" / "again.txt").write_text(acting[0].text)
    (tmp_path / "pages" / "alpha" / "empty.html").write_text("")
    return tmp_path / "pages"


def test_an_event_that_is_there_is_shown(texts):
    your = an.explore.your_event(EVENT)
    assert len(your.findings) == 0 and "Nothing." in your.wrong.value
    assert set(your.corpus.articles["article_id"]) == set(texts)
    assert all(name in your.articles.value for name in ("EFE", "Sputnik India", "raw/efe.txt"))
    assert your.proposals.options == ()


def test_another_folder_is_looked_at_anew(tmp_path):
    your = an.explore.your_event(EVENT)
    assert len(your.corpus.articles) == 5
    put(tmp_path / "pages", THREE, "html", "p")
    other = an.explore.your_event(tmp_path / "event")
    other.read([tmp_path / "pages"])
    your.folder.value = f"{tmp_path / 'event'} "
    assert len(your.corpus.articles) == 3
    assert your.proposals.options == other.proposals.options != ()
    your.folder.value = str(tmp_path / "nowhere")
    assert "Nothing is read yet" in your.articles.value and len(your.findings) == 0
    with pytest.raises(an.ParallaxError, match="no such folder"):
        _ = your.corpus


def test_what_only_speaks_of_proposals_is_not_hidden(tmp_path):
    law = dataclasses.replace(THREE[0], outlet="proposed")
    put(tmp_path / "pages", [law, THREE[1], THREE[2]], "html", "p")
    (tmp_path / "pages" / "proposed" / "again.txt").write_text(law.text)
    your = an.explore.your_event(tmp_path / "event")
    your.read([tmp_path / "pages"])
    assert "article 'proposed-1' is a duplicate" in unescape(your.wrong.value)
    assert "proposed outlets" not in your.wrong.value


def test_from_files_to_a_corpus(tmp_path, pages):
    your = an.explore.your_event(tmp_path / "event")
    assert "Nothing is read yet" in your.articles.value
    your.read([pages])
    assert any("empty.html: the file is empty" in line for line in your.told)
    assert your.findings["severity"].to_list().count("warning") >= 1
    assert "is a duplicate" in your.wrong.value
    assert your.mend() == ["article 'alpha-1' is excluded: copy of alpha-2"]
    assert "is a duplicate" not in your.wrong.value and len(your.corpus.articles) == 3
    offered = [value for _, value in your.proposals.options]
    labels = [label for label, _ in your.proposals.options]
    assert "outlet: alpha" in labels and "actor: Kim Jong Un" in labels
    section, entry = next(value for value in offered if value[0] == "actors")
    your.refuse(section, entry)
    assert (section, entry) not in [value for _, value in your.proposals.options]
    assert entry not in your.corpus.actors["actor"]
    for name in ("outlets", "actors", "concepts"):
        your.accept(name)
    assert your.proposals.options == ()
    assert "proposed = true\n" not in (tmp_path / "event" / "event.toml").read_text()


def test_a_proposal_is_put_in_other_words_before_it_is_accepted(tmp_path, pages):
    your = an.explore.your_event(tmp_path / "event")
    your.read([pages])
    chosen = next(value for _, value in your.proposals.options if value[0] == "actors")
    your.proposals.value = (chosen,)
    before = your._settling.forms.value.split("; ")
    your._settling.name.value = "Chairman Kim"
    your._settling.forms.value = "; ".join([*before, "the chairman"])
    your.buttons["edit"].click()
    assert any("Chairman Kim" in label for label, _ in your.proposals.options)
    assert your.proposals.value == (chosen,)
    your.buttons["accept"].click()
    aliases = your.corpus.aliases.filter(actor=chosen[1])["alias"].to_list()
    assert set(aliases) >= {*before, "the chairman"}
    with pytest.raises(an.ParallaxError, match="no name or no words"):
        your.edit("actors", chosen[1], "", [])


def test_a_table_whose_columns_are_not_known_is_read_by_those_one_names(tmp_path):
    said = "Nora Quill opened the pier on Monday. The boats came in at noon and it rained {} day."
    lines = "".join(
        f"{name},{said.format(when)}\n" for name, when in (("alpha", "all"), ("beta", "half a"))
    )
    (tmp_path / "table.csv").write_text(f"paper,wording\n{lines}")
    your = an.explore.your_event(tmp_path / "event")
    your.files.value = str(tmp_path / "table.csv")
    your.columns.value = "text=wording; outlet=paper"
    your.buttons["read"].click()
    assert 'role="alert"' not in your.message.value, your.message.value
    assert set(your.corpus.outlets["outlet"]) == {"alpha", "beta"}


def test_buttons_do_the_same_and_show_errors(tmp_path, pages):
    your = an.explore.your_event(tmp_path / "event")
    your.buttons["read"].click()
    assert 'role="alert"' in your.message.value and "no files are named" in your.message.value
    your.files.value = str(pages / "beta")
    page = (pages / "gamma").glob("*.html").__next__().read_bytes()
    your.upload.value = (
        {"name": "../../<b>up</b>.html", "content": memoryview(page), "type": "", "size": 1,
         "last_modified": datetime.now(UTC)},
    )  # fmt: skip
    your.buttons["read"].click()
    assert len(your.corpus.articles) == 2 and your.busy.value == ""
    your.proposals.value = tuple(value for _, value in your.proposals.options[:2])
    kept = [value for _, value in your.proposals.options[2:]]
    your.buttons["accept"].click()
    assert [value for _, value in your.proposals.options] == kept
    your.buttons["read"].click()
    assert "tick “Replace the event if it is there”" in your.message.value
    assert "--" not in your.message.value
    assert "<b>up" not in your.articles.value
    assert sorted(path.name for path in tmp_path.iterdir()) == ["event", "pages"]
