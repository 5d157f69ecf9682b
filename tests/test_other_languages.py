"""What holds in any language runs; what was made for English abstains and says so."""

from __future__ import annotations

import polars as pl
import pytest
import textstat

import analysis as an
from analysis.languages import detection
from analysis.languages.detection import foreign
from analysis.measures.readability.languages import OWN
from analysis.preparing.check import check
from analysis.preparing.new import new

GERMAN = (
    """Kim und Putin treffen sich am Weltraumbahnhof

Der nordkoreanische Machthaber Kim Jong Un hat am Mittwoch den russischen Präsidenten getroffen.
„Wir freuen uns sehr, Sie zu sehen“, sagte Wladimir Putin. Er zeigte ihm die schreckliche Anlage.
Über mögliche Lieferungen von Munition wurde öffentlich nicht gesprochen, erklärte der Kreml.
"""
    + "Die Gespräche über die Zusammenarbeit dauerten mehrere Stunden und endeten spät. " * 12
)
RUSSIAN = (
    """Ким и Путин встретились на космодроме

Лидер Северной Кореи Ким Чен Ын встретился с президентом России Владимиром Путиным на космодроме.
«Мы очень рады вас видеть», — сказал Путин. Переговоры о сотрудничестве длились несколько часов.
"""
    + "Стороны обсудили сотрудничество в области космоса и сельского хозяйства. " * 12
)


@pytest.fixture(scope="module")
def event(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    for name, text in {"taz": GERMAN, "faz": GERMAN.replace("spät", "früh")}.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "ria.txt").write_text(RUSSIAN)
    made = new(folder / "event", [folder / "taz.txt", folder / "faz.txt", folder / "ria.txt"])
    assert made.languages == {"de": 2, "ru": 1}
    return folder / "event"


@pytest.fixture(scope="module")
def read(event) -> an.Corpus:
    with (event / "event.toml").open("a") as out:
        out.write('\n[[actors]]\nid = "p"\nname = "P"\naliases = ["Putin", "Путин", "Путиным"]\n')
        out.write('\n[[concepts]]\nid = "w"\nname = "W"\nterms = ["Munition", "космос*"]\n')
    text = (event / "event.toml").read_text()
    head, *entries = text.split("\n[[")
    kept = [part for part in entries if "proposed" not in part or part.startswith("outlets")]
    (event / "event.toml").write_text("\n[[".join([head, *kept]))
    return an.load(event)


def test_words_names_and_coverage_hold_in_any_script(read):
    words = set(read.tokens.filter(article_id="ria")["word"])
    assert {"президентом", "космодроме", "сотрудничество"} <= words
    assert set(read.tokens.filter(article_id="taz")["word"]) >= {"präsidenten", "mögliche"}
    named = an.framing.naming(read.mentions, read.articles)
    assert set(named["outlet"]) == {"taz", "faz", "ria"}
    covered = read.measures.filter(measure="coverage", target="w")
    assert covered.filter(pl.col("value") > 0)["outlet"].n_unique() == 3
    quoted = {row["article_id"] for row in read.quotes.iter_rows(named=True)}
    assert quoted == {"taz", "faz", "ria"}


def test_tone_and_reporting_verbs_abstain(read):
    judged = an.sentiment.judged(read, actor="p", voice="all")
    assert judged["abstained"].all() and set(judged["reason"]) == {"not English"}
    toward = an.sentiment.toward(read, actor="p", voice="all")
    assert toward["value"].null_count() == len(toward)
    vader = read.measures.filter(pl.col("measure").str.contains("VADER"))
    assert len(vader) and vader["value"].null_count() == len(vader)
    assert len(an.framing.reporting_verbs(read.quotes, read.articles)) == 0


def test_readability_takes_the_languages_own_metrics(read):
    rows = an.readability.measures(read.articles).filter(voice="all")
    german = rows.filter(article_id="taz").select("measure", "value", "unit")
    values = dict(german.select("measure", "value").iter_rows())
    assert values["flesch_kincaid_grade"] is None and values["lix"] is not None
    textstat.set_lang("de")
    try:
        text = read.articles.filter(article_id="taz")["text"].item()
        assert values["flesch_reading_ease"] == textstat.flesch_reading_ease(text)
        assert values["wiener_sachtextformel"] == textstat.wiener_sachtextformel(text, 1)
    finally:
        textstat.set_lang("en_US")
    assert german.filter(measure="flesch_reading_ease")["unit"].item().startswith("points (Amstad)")
    assert set(OWN["ru"]) <= set(rows.filter(article_id="ria")["measure"])


def test_check_says_what_abstains(event, read):
    told = " ".join(finding.problem for finding in check(event))
    assert "3 of 3 articles are not in English (de, ru)" in told and "abstain" in told
    assert "is in 'ru', another language" in told


def test_english_is_untouched(corpus):
    assert foreign(corpus.articles) == {}
    assert an.readability.measures(corpus.articles)["value"].null_count() == 0


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "The minister said on Tuesday that the talks would go on for another week. "),
        ("da", "Ministeren sagde tirsdag, at forhandlingerne ville fortsætte i en uge til. "),
        (
            "pt",
            "O ministro disse na terça-feira que as negociações vão continuar uma semana. ",
        ),
        ("ja", "消防長によると、火元は下甲板の電池庫で、午前七時に鎮圧された。"),
    ],
)
@pytest.mark.parametrize("times", [2, 30])
def test_a_language_is_told_from_a_beginning(code, line, times):
    assert detection.detect(line * times) == code
