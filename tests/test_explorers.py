"""Explorers without a browser: selection, evidence, redrawing; hostile text stays text."""

from __future__ import annotations

import html
import json
import re

import polars as pl
import pytest

import analysis as an
from analysis.views import evidence, kept, marks
from analysis.views.charts.speech import by_reach
from analysis.views.explorers import speech


@pytest.fixture(scope="module")
def explorer(corpus):
    return an.explore.statements(corpus)


def test_selecting_a_cell_gives_its_passages_as_a_table(explorer, texts):
    row = next(row for row in explorer.rows if row["evidence"])
    explorer.select(row["_mark"])
    assert explorer.value["passage"].to_list() == row["evidence"]
    for found in explorer.value.iter_rows(named=True):
        assert texts[found["article_id"]][found["start"] : found["end"]] == found["text"]
    explorer.select(None)
    assert len(explorer.value) == 0


def test_the_panel_compares_every_outlet_with_the_chosen_one(explorer, corpus):
    holy = corpus.statements.filter(pl.col("wording").str.contains("sacred|holy"))["statement_id"]
    row = next(r for r in explorer.rows if r["statement_id"] in holy and r["evidence"])
    explorer.base.value = "efe"
    explorer.select(row["_mark"])
    shown = explorer.panel.value
    assert "compared with EFE" in shown
    assert "<del>" in shown and "<ins>" in shown
    assert "altered" in shown or "paraphrase" in shown
    plain = html.unescape(re.sub(r"<del>.*?</del>|<[^>]+>", "", shown))
    assert "sacred" in plain
    explorer.base.value = "sputnik-india"
    assert "Sputnik India does not carry it" in explorer.panel.value
    assert "Not carried by" in explorer.panel.value


def test_one_statement_is_compared_as_it_is_among_all(corpus):
    for outlet in corpus.outlets["outlet"]:
        every = an.overlap.relations(corpus.aligned, base=outlet)
        for statement in every["statement_id"].unique(maintain_order=True):
            alone = an.overlap.relations(speech._of(corpus.aligned, statement), base=outlet)
            assert alone.equals(every.filter(statement_id=statement))


def test_a_changed_number_is_told_loudly():
    said = "“We will send {} tanks to the border this week,” Roe said on Monday."
    texts = [said.format("twenty"), said.format("ninety")]
    corpus = an.read(pl.DataFrame({"outlet": ["a", "b"], "text": texts}))
    explorer = an.explore.statements(corpus)
    explorer.base.value = "a"
    explorer.select(0)
    assert "number changed!" in explorer.panel.value


def test_filters_and_pages_lead_to_every_claim(corpus):
    explorer = an.explore.claims(corpus, top=40)
    claims = corpus.claimed.map
    seen: list[str] = []
    for _, page in explorer.controls["page"].options:
        explorer.controls["page"].value = page
        seen += dict.fromkeys(row["claim_id"] for row in explorer.rows)
    assert seen == claims["claim_id"].unique(maintain_order=True).to_list()
    explorer.controls["reach"].value = "shared"
    explorer.controls["voice"].value = "outlet"
    wanted = claims.filter(pl.col("sure"), pl.col("voice") == "outlet", pl.col("n_outlets") > 1)
    assert set(explorer.matching) == set(wanted["claim_id"])
    assert set(explorer.table["claim_id"]) == set(wanted["claim_id"])
    explorer.controls["words"].value = "no claim has these words"
    assert explorer.matching == [] and explorer.spec["title"]["text"] == "No claim is like that"


def test_filters_and_pages_lead_to_every_statement(corpus):
    explorer = an.explore.statements(corpus, top=10)
    seen: set[str] = set()
    for _, page in explorer.controls["page"].options:
        explorer.controls["page"].value = page
        drawn = {row["statement_id"] for row in explorer.rows}
        assert 0 < len(drawn) <= 10 and not drawn & seen
        seen |= drawn
    assert seen == set(corpus.statements["statement_id"])
    assert set(explorer.table["statement_id"]) == seen  # the saved table is not cut to a page
    explorer.controls["outlet"].value = "efe"
    explorer.controls["reach"].value = "shared"
    carried = corpus.renderings.filter(pl.col("treatment") != "absent", pl.col("outlet") == "efe")
    shared = corpus.statements.filter(pl.col("n_outlets") > 1)
    assert set(explorer.matching) == set(shared["statement_id"]) & set(carried["statement_id"])
    assert set(explorer.table["statement_id"]) == set(explorer.matching)
    explorer.controls["search"].value = "imperialism FIGHT"
    assert explorer.matching and len(explorer.rows)
    explorer.controls["search"].value = "no such word"
    assert not explorer.matching and not explorer.rows
    explorer.controls["search"].value = ""
    assert len(explorer.rows)


def test_statements_of_one_outlet_are_drawn_from_all_outlets_by_turns(corpus):
    alone = corpus.statements.filter(n_outlets=1)["statement_id"].to_list()
    order = [one for one in by_reach(corpus.aligned) if one in alone]
    there = corpus.renderings.filter(pl.col("treatment") != "absent")
    owner = dict(there.select("statement_id", "outlet").iter_rows())
    outlets = {owner[one] for one in alone}
    assert {owner[one] for one in order[: len(outlets)]} == outlets


def test_the_list_is_in_the_charts_order_and_folds_what_is_absent(corpus):
    explorer = an.explore.statements(corpus, top=30)
    absent = [row["_mark"] for row in explorer.rows if not row["evidence"]]
    listed = [number for _, number in explorer.marks.options]
    assert len(absent) > 6 and not set(absent) & set(listed)
    assert str(len(absent)) in explorer.marks.options[-1][0]
    ids = [explorer.rows[number]["statement_id"] for number in listed if number >= 0]
    assert list(dict.fromkeys(ids)) == explorer.matching[: len(set(ids))]
    explorer.marks.value = listed[-1]
    assert set(absent) <= {number for _, number in explorer.marks.options}
    explorer.redraw()
    explorer.select(absent[-1])  # a click on a cell that is folded in the list
    assert explorer.marks.value == absent[-1]


def test_no_head_or_hover_is_a_columns_own_name(corpus):
    for name, explorer in everything(corpus).items():
        spec = json.dumps(explorer.spec)
        titles = re.findall(r'"title": "([^"]*)"', spec) + list(explorer.spec["title"].values())
        heads = re.findall(r"<th[^>]*>([^<]*)</th>", marks.html_table(explorer.rows, ""))
        for word in [*titles, *heads]:
            assert not re.search(r"[a-z]_[a-z]|P\(|log-odds:|Dirichlet|ollow|compound", word), name
        encodings = re.findall(r'"tooltip": \[(.*?)\]', spec)
        assert encodings or not explorer.rows, name
        assert all(told.count('"field"') == told.count('"title"') for told in encodings), name


def test_a_control_redraws_the_chart_and_clears_the_selection(corpus):
    explorer = an.explore.measures(corpus, corpus.measures)
    explorer.controls["measure"].value = an.baseline.NAME
    explorer.controls["target"].value = "kim"
    explorer.select(explorer.rows[0]["_mark"])
    assert len(explorer.value)
    before = len(explorer.rows)
    explorer.controls["voice"].value = "quoted"
    assert len(explorer.value) == 0
    assert 0 < len(explorer.rows) < before


def everything(corpus: an.Corpus) -> dict[str, an.explore.Explorer]:
    """Each explorer that a notebook can hold, on one event."""
    airtime = an.framing.airtime(corpus.tokens, corpus.quotes, corpus.articles)
    outlets, charts = corpus.outlets, an.charts
    coverage = an.framing.coverage(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    nearest = an.framing.nearest(coverage, corpus.articles, corpus.sentences, corpus.paragraphs)
    lengths = an.readability.sentence_lengths(corpus.articles, corpus.sentences)
    drawn = {
        "speakers": charts.speakers(airtime, outlets, corpus.actors),
        "airtime": charts.airtime(airtime, outlets, corpus.actors),
        "omissions": charts.omission_map(nearest, corpus.concepts, outlets),
        "facts": charts.fact_map(an.framing.facts(corpus.tokens, corpus.articles), outlets),
        "lengths": charts.sentence_lengths(lengths, corpus.articles, outlets),
        "verbs": charts.reporting_verbs(
            an.framing.reporting_verbs(corpus.quotes, corpus.articles), None, outlets
        ),
        "divergence": charts.divergence(
            an.overlap.divergence(corpus.aligned), corpus.aligned, outlets
        ),
        "placement": charts.placement(
            an.framing.placement(coverage, corpus.tokens, corpus.paragraphs), outlets
        ),
    }
    return {name: an.explore.marks(chart, corpus, name=name) for name, chart in drawn.items()} | {
        "articles": an.explore.articles(corpus),
        "claims": an.explore.claims(corpus),
        "statements": an.explore.statements(corpus),
        "wording": an.explore.wording(corpus),
        "naming": an.explore.naming(corpus),
        "concepts": an.explore.concepts(corpus),
        "concordance": an.explore.concordance(corpus, "will"),
        "keyness": an.explore.keyness(corpus),
        "tone": an.explore.tone(corpus, rank=1),
        "measures": an.explore.measures(corpus, corpus.measures),
    }


def test_every_mark_of_every_explorer_leads_to_its_text(corpus, texts):
    """A mark without passages stands for an absence; every kind of explorer has others."""
    for name, explorer in everything(corpus).items():
        for row in explorer.rows:
            explorer.select(row["_mark"])
            assert explorer.value["passage"].to_list() == row["evidence"], name
            found = explorer.value.select("article_id", "start", "end", "text")
            for article, start, end, text in found.iter_rows():
                assert texts[article][start:end] == text, name
        assert any(row["evidence"] for row in explorer.rows), name
        assert len(set(marks.names(explorer.rows))) == len(explorer.rows), name
        if name not in ("statements", "claims"):  # a page of them is drawn, all are saved
            assert len(explorer.table) == len(explorer.rows), name


def test_the_chosen_mark_of_the_strip_opens_its_article_there(corpus):
    explorer = an.explore.articles(corpus)
    row = next(row for row in explorer.rows if row["article_id"] == "bz" and row["start"] > 0)
    explorer.select(row["_mark"])
    assert explorer.article.value == "bz"
    here = re.search(r'px-here">.*?<p id="([^"]+)"', explorer.page.value)
    assert here and here[1] == f"a-bz-{row['start']}"
    explorer.actor.value = "kim"
    assert "px-m-kim" in explorer.page.value and "px-m-putin" not in explorer.page.value


def test_the_lines_of_a_word_are_its_marks_and_a_press_selects_the_hit(corpus):
    explorer = an.explore.concordance(corpus, "sanction*")
    numbers = [row["_mark"] for row in explorer.rows]
    assert [row[0] for row in explorer.lines.rows] == numbers
    explorer.select(numbers[1])
    assert explorer.value["text"].item().lower().startswith("sanction")
    explorer.voice.value = "quoted"
    assert 0 < len(explorer.rows) == len(explorer.lines.rows) < len(numbers)
    for nothing in ("", "?!", "(", "zzzz", "/(/"):
        explorer.term.value = nothing
        assert explorer.rows == [] and explorer.lines.rows == []
    assert "cannot be read" in explorer.spec["title"]["text"]
    explorer.term.value = "/sanction[a-z]*/"
    assert len(explorer.rows)


def test_a_line_has_the_context_one_chooses_and_is_sorted_by_the_nearest_word(corpus):
    explorer = an.explore.concordance(corpus, "kim")
    explorer.context.value = "10"
    assert explorer.lines.flow
    at = [key for key, _ in explorer.lines.columns].index("before")
    for _, shown, by in (row for row in explorer.lines.rows if row[1][at]):
        assert len(shown[at].split()) <= 10
        assert by[at].split()[:1] == re.findall(r"[^\W_]+", shown[at].lower())[-1:]


def test_the_words_beside_a_word_open_the_passages_they_stand_in(corpus):
    explorer = an.explore.concordance(corpus, "kim")
    explorer.view.value = "beside"
    assert explorer.lines.rows == [] and len(explorer.beside.rows)
    explorer._read(0)
    word = explorer.collocates["word"][0]
    assert all(word in text.lower() and "kim" in text.lower() for text in explorer.value["text"])
    explorer.least.value = 99
    assert explorer.beside.rows == [] and "No word stands" in explorer._said.value


def test_search_and_pages_lead_to_every_name(corpus):
    explorer = an.explore.naming(corpus, top=5)
    seen: list[str] = []
    for _, page in explorer.controls["page"].options:
        explorer.controls["page"].value = page
        seen += sorted({row["called"] for row in explorer.rows})
    assert sorted(seen) == sorted(explorer.matching) and len(seen) > 5
    explorer.search.value = "LEADER"
    assert explorer.matching and all("leader" in name.lower() for name in explorer.matching)
    explorer.search.value = "no such name"
    assert explorer.matching == [] and not explorer.rows


def test_an_unknown_measure_is_an_error_that_names_those_there_are(corpus):
    with pytest.raises(an.ParallaxError, match=r"no measure 'xx'.*flesch_reading_ease"):
        an.explore.measures(corpus, corpus.measures, measure="xx")


def test_a_citation_says_where_the_sentence_stands(corpus, texts):
    explorer = an.explore.concordance(corpus, "sacred battle")
    explorer.select(0)
    cited = evidence.citation(explorer.value.row(0, named=True))
    start, end = explorer.value.row(0, named=True)["start"], explorer.value["end"][0]
    assert cited.startswith("Washington Examiner, “Kim Jong Un and Vladimir Putin meet")
    assert f"characters {start:,}–{end:,}: “" in cited
    assert cited.split(": “")[-1][:-1] in " ".join(texts["washington-examiner"].split())
    assert html.escape(cited, quote=True) in explorer.panel.value


def test_files_are_made_when_asked_for(corpus, monkeypatch):
    explorer, saved = an.explore.naming(corpus), {}
    monkeypatch.setattr(
        explorer.panel, "save", lambda name, kind, data: saved.update({name: (kind, data)})
    )
    for kind in ("csv", "parquet", "svg", "png"):
        explorer.save(kind)
    assert list(saved) == [f"vostochny-2023-naming.{k}" for k in ("csv", "parquet", "svg", "png")]
    rows = pl.read_parquet(saved["vostochny-2023-naming.parquet"][1])
    assert rows.equals(explorer.table)
    assert saved["vostochny-2023-naming.svg"][1].startswith(b"<svg")


def test_what_is_abstained_can_be_read_by_itself(corpus):
    explorer = an.explore.tone(corpus, rank=1)
    row = next(row for row in explorer.rows if row["abstained"] and row["n"])
    explorer.select(row["_mark"])
    everything = explorer.panel.value.count("<li")
    explorer.shown.value = "abstained"
    abstained = explorer.panel.value.count("<li")
    assert abstained == explorer.panel.value.count(", abstained (") > 0
    explorer.shown.value = "judged"
    assert explorer.panel.value.count("<li") == everything - abstained


def test_a_tone_dot_opens_its_sentences_with_scores_and_the_words_that_moved_them(corpus):
    explorer = an.explore.tone(corpus, rank=1)
    explorer.select(explorer.rows[0]["_mark"])
    shown = explorer.panel.value
    assert shown.count("<li") >= explorer.rows[0]["n"]
    assert "VADER" in shown and "Moved most by" in shown


HOSTILE = "<script>window.ran=1</script> <img src=x onerror=window.ran=1> $x^2$ **b** {{datum}}"


def test_hostile_text_stays_inert_in_every_explorer(tmp_path):
    said = f"“{HOSTILE} we go,” Kim said. Kim left {HOSTILE} early. It will rain, Kim says."
    for outlet in ("a", "b"):
        (tmp_path / f"{outlet}.txt").write_text(said)
    named = json.dumps(HOSTILE)
    event = f"""
        [event]
        id = "hostile"
        title = {named}
        [[outlets]]
        id = "a"
        name = {named}
        [[outlets]]
        id = "b"
        name = "B"
        [[articles]]
        id = "a"
        outlet = "a"
        file = "a.txt"
        title = {named}
        [[articles]]
        id = "b"
        outlet = "b"
        file = "b.txt"
        [[actors]]
        id = "kim"
        name = {named}
        aliases = ["Kim"]
        [[concepts]]
        id = "rain"
        name = {named}
        terms = ["rain"]
    """
    (tmp_path / "event.toml").write_text(event)
    for name, explorer in everything(an.load(tmp_path)).items():
        explorer._as_table.value = True
        for row in explorer.rows:
            explorer.select(row["_mark"])
            pages = [explorer.panel.value, kept.table(explorer.rows) if explorer.rows else ""]
            pages += [explorer.page.value] if name == "articles" else []
            for page in pages:
                assert "<script" not in page and "<img" not in page, name


def test_passages_that_no_article_holds_are_an_error(corpus):
    with pytest.raises(an.ParallaxError, match="no article holds it"):
        evidence.passages(["efe:5-999999"], corpus.articles, corpus.sentences, corpus.outlets)


# --- facts ----------------------------------------------------------------------------------------


def test_facts_of_an_english_event_are_of_all_kinds_or_of_one(corpus):
    facts = an.explore.facts(corpus)
    assert list(facts.controls) == ["kind", "search", "outlet", "reach", "page"]
    assert facts.carried.equals(an.framing.facts_carried(corpus.tokens, corpus.articles))
    facts.controls["kind"].value = "date"
    dates = facts.carried
    assert set(dates["fact"]) == {"date"}
    assert f"of {dates['target'].n_unique()} facts" in str(facts.spec["title"])
    apart = dates.filter(pl.col("n_articles") < len(corpus.articles))
    assert {row["target"] for row in facts.rows} == set(apart["target"])


def test_filters_and_pages_lead_to_every_fact(corpus):
    facts = an.explore.facts(corpus, top=7)
    seen: list[str] = []
    for _, page in facts.controls["page"].options:
        facts.controls["page"].value = page
        seen += dict.fromkeys(row["target"] for row in facts.rows)
    apart = facts.carried.filter(pl.col("n_articles") < len(corpus.articles))
    assert len(seen) == len(set(seen)) > 7 and set(seen) == set(apart["target"])
    facts.controls["outlet"].value = "efe"
    facts.controls["reach"].value = "alone"
    only = apart.filter(pl.col("outlet").n_unique().over("target") == 1).filter(outlet="efe")
    assert set(facts.matching) == set(only["target"]) and len(only)
    facts.search.value = only["target"][0].upper()
    assert only["target"][0] in facts.matching
    facts.search.value = "no such fact"
    assert facts.matching == [] and not facts.rows


@pytest.mark.parametrize("kind", ["statements", "claims", "naming", "facts"])
def test_a_row_of_the_table_turns_to_its_page_and_is_chosen(corpus, kind):
    explorer = getattr(an.explore, kind)(corpus, top=5)
    explorer._as_table.value = True
    rows = explorer._table.rows
    assert len(rows) == len(explorer.table) > len(explorer.rows)
    number, shown, _ = rows[-1]
    explorer._from_table(number)
    chosen = next(row for row in explorer.rows if row["_mark"] == explorer.marks.value)
    assert [str(value) for value in marks.cells([chosen])[1][0]] == shown
    assert explorer._table.rows == rows  # leafing does not turn the table back


def test_rows_of_a_table_are_chosen_by_what_few_values_say(corpus):
    listing = an.explore.table(corpus, corpus.quotes, name="quotations")
    listing.controls["outlet_name"].value = "EFE"
    listing.controls["form"].value = "direct"
    shown = [row[0] for row in listing.grid.rows]
    owners = dict(corpus.articles.select("article_id", "outlet").iter_rows())
    wanted = [
        number
        for number, quote in enumerate(corpus.quotes.iter_rows(named=True))
        if owners[quote["article_id"]] == "efe" and quote["form"] == "direct"
    ]
    assert shown == wanted and len(wanted)
    listing.select(shown[-1])
    assert set(listing.value["outlet"]) == {"efe"}


BESIDE = ["Am 13. September zahlte Russland 12 %.", "El 13 de septiembre Rusia pagó el 14 %."]


def _mixed(*english: str) -> an.Corpus:
    texts, languages = [*BESIDE, *english], ["de", "es", *["en"] * len(english)]
    frame = {"outlet": list("abcdef")[: len(texts)], "text": texts, "language": languages}
    return an.read(pl.DataFrame(frame))


def test_facts_of_an_event_in_several_languages_compare_and_open_their_passages():
    read = _mixed()
    facts = an.explore.facts(read)
    row = next(r for r in facts.rows if r["target"] == "14 percent" and r["evidence"])
    facts.select(row["_mark"])
    assert facts.value["text"].to_list() == ["14 %"]
    assert {r["target"] for r in facts.rows} == {"12 percent", "14 percent"}  # all have the others
    assert "facts" not in facts.controls


def test_the_facts_of_english_articles_alone_are_the_other_choice():
    facts = an.explore.facts(_mixed("Russia sent 5 ships.", "Two trains came on 13 September."))
    assert "12 percent" in facts.carried["target"].to_list()
    facts.controls["facts"].value = "english"
    assert "5 ships" in facts.carried["target"].to_list()
    assert set(facts.carried["outlet"]) <= {"c", "d"}


def test_without_the_extra_facts_say_what_is_missing(monkeypatch):
    monkeypatch.setattr("analysis.languages.cldr.installed", lambda: False)
    facts = an.explore.facts(_mixed())
    assert "extra `languages`" in str(facts.spec["title"]) and facts.carried.is_empty()


def test_what_stands_out_prints_each_outlets_words_once(corpus):
    shown = an.explore.stands_out(corpus)
    opening = next(one for one in shown.chosen if one.kind == "opening")
    page = re.sub(r"<details>.*?</details>", "", shown._repr_html_(), flags=re.DOTALL)
    words = html.escape("met on Wednesday at the Vostochny cosmodrome in eastern Russia")
    assert html.unescape(page).count(words) == 1
    assert html.escape(opening.head) in page
