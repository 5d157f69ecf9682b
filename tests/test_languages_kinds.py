"""Kinds of attribution in other languages that were mended by kind, on sentences made up afresh."""

from __future__ import annotations

import polars as pl
import pytest
from test_languages_fresh import TABLE, rows

import analysis as an
from analysis import findings
from analysis.preparing import screen

SAID = ("direct", "mixed")


def spoken(text: str, language: str) -> list[tuple[str, str | None, str | None]]:
    found = rows(text, language)
    return [(r["words"], r["source"], r["actor"]) for r in found if r["form"] in SAID]


# --- German -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Laut Nora Quill ist der Umbau „weitgehend reibungslos“ verlaufen.", "Nora Quill"),
        ("Von „grober“ oder „dreister Täuschung“ sprechen Beobachter.", "Beobachter"),
        ("„Der Umzug war teuer“, zitiert die „Hafenpost“ Nora Quill.", "Nora Quill"),
        ("Der Umbau ist nach ersten Berichten „nahezu fertig“.", "ersten Berichten"),
        ("Quill ist der Meinung, der Umbau sei „nicht zu bezahlen“.", "Quill"),
        ("Wie Tomas Bergen darlegte, war der Umbau „seit langem fällig“.", "Tomas Bergen"),
        ("Laut „Hafenpost“ war der Umbau „viel zu teuer geplant“.", "„Hafenpost“"),
        ("„Es war zu spät“, wie es in dem Bericht heißt.", "dem Bericht"),
        ("Einige vertreten die Auffassung, dies sei „nur der Anfang“.", "Einige"),
        ("Laut Quill wird der „alte Kran“ abgebaut, von dem laut Bergen viele sprachen.", "Quill"),
    ],
)
def test_german_sources_of_fragments_reports_and_views(text, source):
    found = spoken(text, "de")
    assert found and {one[1] for one in found} == {source}


def test_a_fragment_of_indirect_speech_is_somebodys_whose_it_is_not_known():
    text = "Der Umbau begann im Mai. Man habe die Pläne „irritiert“ zur Kenntnis genommen."
    assert [(words, actor) for words, _, actor in spoken(text, "de")] == [("irritiert", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Seit Mai nennt sie sich „Hafen 12“ und liegt am Ufer.",
        "Der Betrieb gehört heute zur „Grupo Bahía“ aus dem Süden.",
        "Ihr erstes Werk entstand bald danach: „Le Grand Port“ und wurde gespielt.",
        "Sie schloss mit dem Prädikat „summa cum laude“ ab.",
    ],
)
def test_names_works_and_grades_are_nobodys_words(text):
    assert spoken(text, "de") == []


def test_a_sentence_may_begin_where_a_space_was_lost():
    text = "So war es auch im Hafen.Tomas Bergen schreibt dazu: „Das stimmt so nicht ganz.“"
    assert spoken(text, "de")[0][2] == "bergen"


# --- asides, numbers, apposition ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        (
            "es",
            "«Cuando uno espera tanto» (su barco tardó dos años), dijo Quill, todo cansa.",
            "quill",
        ),
        (
            "it",
            "Nora Quill, sindaca della città, ha ammesso che il porto «scarseggia di navi».",
            "quill",
        ),
        ("pt", "“Não posso ir”, disse-lhe Nora Quill ontem no porto.", "quill"),
        ("fr", "La maire Nora Quill a qualifié le chantier d’« inévitable et urgent ».", "quill"),
        (
            "fr",
            "Le batelier Tomas Bergen n’est pas d’accord : « Personne ne nous a demandé. »",
            "bergen",
        ),
        (
            "fr",
            "Le ministre du port Tomas Bergen a déclaré que le chantier était « fini hier soir ».",
            "bergen",
        ),
        (
            "de",
            "Bergen sprach sie nicht an, sondern erklärte, sie seien „leicht zu tragen“.",
            "bergen",
        ),
        ("tr", "“Bugün geliyoruz,” dedi 23 yaşındaki Nora Quill.", "quill"),
        (
            "es",
            "El experto que vino ayer las llamó «un tesoro de la ciudad». "
            "El experto, Tomas Bergen de Puerto, habló también.",
            "bergen",
        ),
        ("ar", "وقالت العمدة كويل: «نحن بحاجة إلى هذا الجسر».", "quill"),
        ("zh", "商人卑尔根反对：“没有人问过我们。”", "bergen"),
    ],
)
def test_who_speaks_by_kind(language, text, actor):
    assert actor in {one[2] for one in spoken(text, language)}
    assert {one[2] for one in spoken(text, language)} <= {actor, None}


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "es",
            "Los abogados de Quill demandan por lo que han llamado «un relato sin pruebas».",
            "abogados de Quill",
        ),
        (
            "fr",
            "Les avocats de Quill attaquent ces propos, "
            "qu’ils ont qualifiés de « récit sans aucune preuve ».",
            "avocats de Quill",
        ),
        (
            "pl",
            "Prawnicy Quill szykują pozew za zarzuty, które nazwali „opowieścią bez dowodów”.",
            "Prawnicy Quill",
        ),
        ("pt", "A TAP afirma que “o porto não impede o pouso”.", "A TAP"),
        ("tr", "Bir kadın: “Tam burada duruyorum,” dedi.", "Bir kadın"),
    ],
)
def test_several_bodies_and_somebody_unnamed(language, text, said):
    assert said.lower() in (spoken(text, language)[0][2] or "").lower()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Citó a Quill y advirtió Bergen a no «tocar los barcos del puerto»."),
        ("pt", "Citou Bergen como “o chefe do porto velho”."),
    ],
)
def test_who_is_named_after_a_verb_may_be_its_object(language, text):
    assert {one[2] for one in spoken(text, language)} <= {None}


# --- names with what is written onto them -------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ko", "베르겐은 왔고 사람들은 베르겐을 보았다. 베르겐의 배는 크다.", ["베르겐"] * 3),
        ("ar", "وصل بيرغن أمس، وبيرغن يبيع السمك لبيرغن.", ["بيرغن"] * 2 + ["بيرغن"]),
    ],
)
def test_names_with_particles_and_prefixes_are_mentions(language, text, names):
    frame = pl.DataFrame({"outlet": ["a"], "text": [text], "language": [language]})
    read = an.read(frame, actors=TABLE)
    found = read.mentions.sort("start")
    assert [text[a:b] for a, b in found.select("start", "end").iter_rows()] == names
    assert found["surface"].to_list() == names


def test_a_short_article_in_any_script_is_counted_in_its_words():
    texts = {"zh": "商人们抗议市里的计划。", "hi": "प्रधानमंत्री ने कहा कि समुद्र बढ़ रहा है।"}
    found = screen.stubs(pl.DataFrame({"article_id": [*texts], "text": [*texts.values()]}))
    assert dict(found.select("article_id", "words").iter_rows()) == {"zh": 6, "hi": 8}


# --- findings -----------------------------------------------------------------------------------


def test_findings_outside_english_say_what_is_not_looked_at():
    texts = [
        "Die Stadt will am Hafen eine Brücke bauen. „Wir brauchen sie“, sagte Nora Quill.",
        "Die Händler am Hafen klagen. „Das ist ein teurer Fehler“, sagte Tomas Bergen.",
    ]
    frame = pl.DataFrame({"outlet": ["a", "b"], "text": texts, "language": ["de", "de"]})
    found = findings.find(an.read(frame, actors=TABLE))
    unread = {row.kind for row in found if "in English only" in row.why}
    assert unread >= {"claims", "conflict", "address", "figures", "tone", "only here"}
    assert not any(row.stands for row in found if row.kind in unread)
    assert [row.stands for row in found if row.kind == "opening"] == [True]
