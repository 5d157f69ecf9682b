"""The same thing is counted once, everywhere, however it is typed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import terms
from analysis.languages import dates, quantities
from analysis.languages.folding import fold, folded, key
from analysis.measures import base
from analysis.reading import manifest

TYPED = st.text(alphabet="aé'’‑-–  \xad\u0301ßﬁU.S\n", max_size=20)


@given(TYPED)
def test_the_normal_form_is_reached_once_and_leads_back_to_the_text(text):
    plain = folded(text)
    assert fold(plain.text) == plain.text
    places = [plain.span(i, i + 1) for i in range(len(plain.text))]
    assert places == sorted(places)
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert plain.span(0, len(plain.text))[1] == len(text)


@given(TYPED)
def test_without_uneven_letters_offsets_are_those_of_the_text(text):
    even = text.translate(dict.fromkeys(map(ord, "\xad\u0301ßﬁ")))
    assert len(fold(even)) == len(even)


@pytest.mark.parametrize(
    ("term", "text", "hit"),
    [
        ("People's Republic", "the People’s\xa0Republic", "People’s\xa0Republic"),
        ("anti-war", "an anti‑war song", "anti‑war"),
        ("US–Russia", "the US-Russia talks", "US-Russia"),
        ("Guantanamo", "at Guantánamo Bay", "Guantánamo"),
        ("Guantánamo", "at Guanta\u0301namo Bay", "Guanta\u0301namo"),
        ("US", "told us the U.S did", "U.S"),
        ("U.S.", "told us the US did", "US"),
        ("12 percent", "rose by 12% today", "12%"),
        ("per cent", "rose by 12% today", "%"),
        ("$3.5 million", "it cost US$3.5m then", "US$3.5m"),
        ("10 km", "a 10-kilometre run", "10-kilometre"),
        ("13 September", "on Sept. 13 they", "Sept. 13"),
        ("75 years", "for 75 years", "75 years"),
    ],
)
def test_a_term_is_found_however_it_is_typed(term, text, hit):
    assert [text[a:b] for a, b in terms.find(folded(text), term)] == [hit]


def test_accents_tell_german_words_apart():
    assert not list(terms.find(folded("schon", "de"), "schön", "de"))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("fell from 34 to 26 percent", ["34 percent", "26 percent"]),
        ("from 34 percent in 2013 to 26 percent", ["34 percent", "26 percent"]),
        ("US$3bn, a million dollars", ["3000000000 dollar", "1000000 dollar"]),
        ("one percentage point, twenty-five miles", ["1 percentage point", "25 mile"]),
        ("5m people ran 5 m", []),
    ],
)
def test_quantities(text, keys):
    assert [found.key for found in quantities.find(text)] == keys


def test_a_weekday_is_the_one_before_the_article():
    wednesday = datetime.date(2023, 9, 13)
    assert [d.shown for d in dates.find("It landed on Tuesday.", wednesday)] == ["12 September"]
    assert not dates.find("It landed on Tuesday.")
    assert not dates.find("It will land on Tuesday.", wednesday)


def test_names_are_compared_without_their_typography():
    assert key("The People’s  Republic") == key("the People's Republic")


# --- terms that exclude, need a word beside them, or are whole names ------------------------------


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (terms.Rule("Japan*"), 2),
        (terms.Rule("Japan*", without=("Sea of Japan",)), 1),
        (terms.Rule("Japan*", whole=True), 1),
        (terms.Rule("Japan*", beside=("missile*",)), 2),
        (terms.Rule("Japan*", beside=("ferry",)), 0),
    ],
)
def test_rules(rule, found):
    text = "A missile fell into the Sea of Japan, which alarmed Japan."
    assert len(list(rule.spans(folded(text), 0, len(text)))) == found


def test_a_title_is_no_part_of_a_name():
    text = "There President Putin met Putin Junior."
    assert len(list(terms.Rule("Putin", whole=True).spans(folded(text), 0, len(text)))) == 1


def test_an_event_file_states_rules(tmp_path):
    (tmp_path / "a.txt").write_text("The Sea of Japan is cold.\n", encoding="utf-8")
    (tmp_path / "event.toml").write_text(
        '[event]\ntitle = "t"\n[[outlets]]\nid = "o"\nname = "O"\n'
        '[[articles]]\nid = "a"\noutlet = "o"\nfile = "a.txt"\n'
        '[[concepts]]\nid = "j"\nname = "J"\nterms = ["Japan"]\nnot = ["Sea of Japan"]\n'
        'beside = ["cold"]\nwhole = true\n',
        encoding="utf-8",
    )
    row = manifest.read_manifest(tmp_path).concepts.row(0, named=True)
    assert (row["without"], row["beside"], row["whole"]) == (["Sea of Japan"], ["cold"], True)
    c = an.load(tmp_path)
    assert an.framing.coverage(c.articles, c.sentences, c.paragraphs, c.concepts)["value"][0] == 0


# --- one base -------------------------------------------------------------------------------------

HEADLINE = "Mayor insists the old bridge is safe"
BODY = (
    "The mayor said the bridge was safe on Monday. Engineers had warned of cracks in it.\n\n"
    "“We will not close it,” Mayor Ann Quill insisted. Traders in the town were glad to hear it."
)
CONCEPTS = pl.DataFrame(
    {"concept": ["bridge", "safe"], "name": ["Bridge", "Safety"], "term": ["bridge", "safe"]}
)


@pytest.fixture(scope="module")
def town() -> an.Corpus:
    twice = f"{HEADLINE}\n\n{HEADLINE}\n\n{BODY}"
    rows = [("a1", "a", HEADLINE, twice), ("a2", "a", HEADLINE, twice), ("b1", "b", None, BODY)]
    schema = ["article_id", "outlet", "title", "text"]
    return an.read(pl.DataFrame(rows, schema=schema, orient="row"))


def drawn(chart: an.charts.Chart) -> Iterator[dict]:
    """The rows of a chart's data."""
    for rows in chart.to_dict()["datasets"].values():
        yield from rows


def by_outlet(rows: Iterator[dict], column: str) -> dict[str, float]:
    return {row["outlet_name"]: row[column] for row in rows}


@pytest.mark.parametrize("event", ["town", "corpus"])
def test_charts_that_show_the_same_quantity_show_the_same_number(event, request):
    c = request.getfixturevalue(event)
    concepts = CONCEPTS if event == "town" else c.concepts
    concept = concepts["concept"][0]
    where = (c.articles, c.sentences, c.paragraphs)
    f, charts = an.framing, an.charts
    covered = f.coverage(*where, concepts).filter(target=concept)
    shares = f.concept_shares(*where, concepts, draws=20)
    body = c.paragraphs.filter(kind="body")
    lengths = an.readability.sentence_lengths(
        c.articles, c.sentences.join(body, on=["article_id", "paragraph"], how="semi")
    )
    omitted = list(drawn(charts.omission_map(covered, concepts, c.outlets)))
    shared = list(drawn(charts.concept_share(shares, concept, concepts, c.outlets)))
    ticks = pl.DataFrame(list(drawn(charts.sentence_lengths(lengths, c.articles, c.outlets))))
    sentences = by_outlet(iter(omitted), "n")
    assert sentences == by_outlet(iter(shared), "n")
    assert sentences == dict(ticks.group_by("outlet_name").len().iter_rows())
    counted = {row["outlet_name"]: round(row["value"] * row["n"]) for row in shared}
    assert by_outlet(iter(omitted), "sentences") == counted

    spoken = f.airtime(c.tokens, c.quotes, c.articles)
    parts = pl.DataFrame(list(drawn(charts.airtime(spoken, c.outlets))))
    words = dict(parts.group_by("outlet_name").agg(pl.col("words").sum()).iter_rows())
    key_words = f.keyness(c.tokens, c.articles, draws=20)
    names = dict(c.outlets.select("outlet", "name").iter_rows())
    told = key_words.select("group", "target_words").unique().iter_rows()
    assert words == {names[outlet]: n for outlet, n in told}
    assert words == {names[o]: n for o, n in base.sizes(c.articles, c.tokens).items()}


def test_a_repeated_headline_is_counted_once_and_apart(town):
    rows = an.framing.coverage(town.articles, town.sentences, town.paragraphs, CONCEPTS)
    first = rows.filter(article_id="a1", target="safe").row(0, named=True)
    assert (first["value"], first["n"], first["headlines"]) == (1, 4, 1)
    other = rows.filter(article_id="b1", target="safe").row(0, named=True)
    assert (other["value"], other["n"], other["headlines"]) == (1, 4, 0)


def test_verbs_of_a_repeated_headline_are_none_of_the_body(town):
    verbs = an.framing.reporting_verbs(town.quotes, town.articles, town.paragraphs)
    counted = dict(verbs.group_by("article_id").agg(pl.col("n").sum()).iter_rows())
    assert counted["a1"] == counted["b1"]


def test_a_fact_has_one_name_and_one_unit():
    texts = [
        "The crew swam. The tax rose by 12 percent of income. The bridge cost $3.5 million.",
        "The crew swam. The tax rose by 12 per cent of income. The bridge cost $3.5m.",
        "The crew swam. The tax rose by 12% of income. The bridge cost 3.5 million dollars.",
    ]
    c = an.read(pl.DataFrame({"outlet": list("abc"), "text": texts}))
    rows = an.framing.facts(c.tokens, c.articles).filter(fact="number")
    assert rows["target"].unique().sort().to_list() == ["$3.5 million", "12 percent"]
    assert (rows["value"] == 1).all()


def test_short_forms_belong_to_the_long_name_that_contains_them():
    texts = [
        "They met at the Vostochny Cosmodrome in Komsomolsk-on-Amur. The U.S. protested.",
        "At Vostochny they met, then in Komsomolsk Amur. The US protested near the Amur region.",
        "The United States protested in the Siberian Amur region.",
    ]
    c = an.read(pl.DataFrame({"outlet": list("abc"), "text": texts}))
    rows = an.framing.facts(c.tokens, c.articles).filter(pl.col("value") > 0)
    found = dict(rows.group_by("target").agg("outlet").iter_rows())
    assert set(found["United States"]) == set("abc")
    assert set(found["Vostochny Cosmodrome"]) == set("ab")
    assert set(found["Komsomolsk-on-Amur"]) == set("ab")
    assert set(found["Amur"]) == set("bc")
    assert len(found) == 4


def test_titles_name_ties(town):
    covered = an.framing.coverage(town.articles, town.sentences, town.paragraphs, CONCEPTS)
    more = pl.DataFrame({"concept": ["x"], "name": ["X"], "term": ["absent"]})
    rows = an.framing.coverage(town.articles, town.sentences, town.paragraphs, more)
    title = an.charts.omission_map(rows, more, town.outlets).to_dict()["title"]["text"]
    assert title == "No outlet uses the words of the one concept"
    assert len(covered)
    verbs = an.framing.reporting_verbs(town.quotes, town.articles, town.paragraphs)
    told = an.charts.reporting_verbs(verbs, None, town.outlets).to_dict()["title"]["text"]
    assert told.startswith("Every outlet reports")
