"""Quotations in fourteen languages on sentences made up afresh: what holds of each kind."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.reading.quotes import extract

ACTORS = {
    "quill": ["Nora Quill", "Quill", "Квилл", "Квілл", "奎尔", "クイル", "퀼", "كويل"],
    "bergen": ["Tomas Bergen", "Bergen", "Берген", "卑尔根", "ベルゲン", "베르겐", "بيرغن"],
}
TABLE = pl.DataFrame(
    [{"actor": who, "alias": alias} for who, names in ACTORS.items() for alias in names]
)


def rows(text: str, language: str) -> list[dict]:
    articles = pl.DataFrame({"article_id": ["a"], "text": [text], "language": [language]})
    found = extract(articles, actors=TABLE).rows(named=True)
    return [{**row, "words": text[row["start"] : row["end"]]} for row in found]


# --- German: sources, titles --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("„Das war zu erwarten“, wird Nora Quill in dem Blatt zitiert.", "Nora Quill"),
        ("Das sei „von Anfang an geplant“, wie die Leiterin zitiert wird.", "die Leiterin"),
        ("Der Plan wird von Tomas Bergen als „reiner Unfug“ bezeichnet.", "Tomas Bergen"),
        ("„Ein großer Wurf für alle“, schrieb „Der Morgen“ dazu.", "„Der Morgen“"),
        ("Erklärung von Nora Quill: „Wir haben alles versucht, was ging.“", "Nora Quill"),
        ("Der Sender zitierte Nora Quill mit den Worten: „Es reicht.“", "Nora Quill"),
        ("Auf die Frage, ob er gehe, antwortete Bergen: „Das werde ich nicht.“", "Bergen"),
        ("Es sei spät, sagte Bergen und fügte hinzu: „Wir gehen jetzt heim.“", "Bergen"),
        ("Nach den Worten von Frau Nora Quill ist das „ein guter Anfang“.", "Frau Nora Quill"),
        ("Quill, die um zehn kam, lobte den Plan als „sehr gut gemacht“.", "Quill"),
        ("Bergen zeigte sich zufrieden: „Mehr konnten wir nicht verlangen.“", "Bergen"),
    ],
)  # fmt: skip
def test_german_sources_in_the_passive_after_a_clause_and_in_marks(text, source):
    assert [row["source"] for row in rows(text, "de") if row["form"] != "scare"][:1] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Unter dem Motto „Hände weg vom Hafen“ zogen Hunderte durch die Stadt.",
        "Der Verein (Motto: „Alles hat seine Zeit“) besteht seit langem.",
        "Sie war zu Gast beim „2. Tag der offenen Werft“ im Norden.",
        "Heidelberg wurde als „Stadt der Brücken“ ausgezeichnet.",
        "Die so genannten Blauhemden der „Union freier Häfen“ (UFH) kamen auch.",
    ],
)
def test_titles_and_mottos_are_nobodys_words(text):
    assert {row["form"] for row in rows(text, "de")} <= {"title", "scare"}


def test_a_fragment_in_a_clause_of_report_is_no_title():
    said = rows("Quill sagte, das sei „Unfug und Zeitverschwendung“ gewesen.", "de")
    assert [(row["form"], row["actor"]) for row in said] == [("mixed", "quill")]


# --- who is meant -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La alcaldesa Nora Quill llegó.\n«El mar sube muy deprisa», dijo la alcaldesa."),
        ("fr", "La maire de la ville, Nora Quill, est venue.\n« La mer monte », dit la maire."),
        ("it", "La sindaca del porto, Nora Quill, tace.\n«Il mare sale ora», ha detto la sindaca."),
        ("pt", "Ontem falou-se da diretora Nora Quill. «O mar sobe muito», disse a diretora."),
        ("de", "Das sagte man von Nora Quill. „Das Meer steigt sehr“, so die 31-Jährige."),
        ("es", "Nora Quill dice que Bergen duerme. «El mar sube muy deprisa», afirmó."),
        ("it", "La scienziata Nora Quill ha parlato dopo la visita: «Il mare sale in fretta»."),
    ],
)  # fmt: skip
def test_descriptions_and_dropped_subjects_mean_the_only_one_they_can(language, text):
    assert [row["actor"] for row in rows(text, language)] == ["quill"]


def test_several_are_those_whom_the_sentence_begins_with():
    text = "Los abogados de Quill piden ayuda por lo que han llamado «una vergüenza para todos»."
    assert [row["actor"] for row in rows(text, "es")] == ["Los abogados de Quill"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Bergen llegó. Nora Quill también.\n«El mar sube deprisa», dijo el invitado."),
        ("zh", "奎尔和卑尔根到了。\n“海平面上升得很快，”他说。"),
        ("ja", "クイルとベルゲンが来た。\n「海が上がっている」と彼は言った。"),
        ("ko", '퀼과 베르겐이 왔다.\n"바다가 아주 빨리 오르고 있다." 그가 말했다.'),
        ("zh", "卑尔根走了。“海平面上升得很快。”\n奎尔谈到了港口。"),
    ],
)
def test_where_two_may_be_meant_nobody_is(language, text):
    assert rows(text, language)[0]["actor"] not in ACTORS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "港口主任 奎尔 女士说：“海平面上升得很快。”"),
        ("zh", "“海平面上升得很快，” 奎尔女士如是说。\n“我们必须马上行动起来。”"),
        ("zh", "奎尔谈到了港口。\n“海平面上升得很快，”她说。"),
        ("ja", "港の所長であるクイル氏はこう語る。「海が上がっている。」"),
        ("ja", "「海が上がっている」クイルは言う。\n「すぐに動かなければならない。」"),
        ("ko", "소장 퀼은 이렇게 말했다. “바다가 아주 빨리 오르고 있다.”"),
        ("ko", "“바다가 아주 빨리 오르고 있다.” 퀼 씨가 말했다.\n“우리는 바로 움직여야 한다.”"),
        ("ar", "وقالت كويل: «البحر يرتفع بسرعة كبيرة».\nوقالت إن «المدينة ليست مستعدة لذلك»."),
    ],
)
def test_east_asian_and_arabic_speakers_beside_before_and_after_the_marks(language, text):
    assert {row["actor"] for row in rows(text, language)} == {"quill"}


# --- how each language prints speech ------------------------------------------------------------

PRINTED = [
    ("de", "„Wir gehen“, sagte Quill, „und kommen wieder.“", ["Wir gehen", "und kommen wieder."]),
    ("es", "—Nos vamos a casa —dijo Quill—. Ya es tarde.", ["Nos vamos a casa", "Ya es tarde."]),
    ("fr", "«\u202fNous partons\u202f», a dit Quill.", ["Nous partons"]),
    ("fr", "« Elle a crié “au feu” hier », a dit Quill.", ["Elle a crié “au feu” hier"]),
    ("pt", "“Vamos para casa”, disse Quill.", ["Vamos para casa"]),
    ("it", "«Andiamo a casa», ha detto Quill.", ["Andiamo a casa"]),
    ("ru", "«Идём, — сказала Квилл. — Уже поздно».", ["Идём,", "Уже поздно"]),
    ("pl", "„Idziemy – powiedziała Nora Quill. – Jest późno”.", ["Idziemy", "Jest późno"]),
    ("tr", "Quill, “Eve gidiyoruz,” dedi.", ["Eve gidiyoruz,"]),
    ("nl", "“We gaan naar huis”, zei Quill.", ["We gaan naar huis"]),
    ("uk", "«Йдемо, — сказала Квілл. — Вже пізно».", ["Йдемо,", "Вже пізно"]),
    ("ar", "قالت كويل: «نحن ذاهبون إلى البيت».", ["نحن ذاهبون إلى البيت"]),
    ("zh", "奎尔说：“我们回家吧！”", ["我们回家吧！"]),
    ("ja", "クイル氏は「家に帰りましょう」と述べた。", ["家に帰りましょう"]),
    ("ko", '퀼 씨는 "집에 가야 합니다"라고 말했다.', ["집에 가야 합니다"]),
]


@pytest.mark.parametrize(("language", "text", "parts"), PRINTED)
def test_speech_and_its_speaker_in_each_language(language, text, parts):
    found = rows(text, language)
    assert [row["words"].strip() for row in found] == parts
    assert {row["actor"] for row in found} <= {"quill", None}
    assert language == "fr" or {row["actor"] for row in found} == {"quill"}


def test_a_line_of_dialogue_without_a_report_beside_it_is_a_list():
    assert rows("Compras:\n— pan\n— huevos frescos", "es") == []


def test_hebrew_abbreviations_open_nothing_and_hindi_words_stay_whole():
    assert rows('מנכ"ל החברה ויו"ר הוועד נפגשו בת"א.', "he") == []
    text = "प्रधानमंत्री ने कहा कि समुद्र बढ़ रहा है।"
    read = an.read(pl.DataFrame({"outlet": ["a"], "text": [text], "language": ["hi"]}))
    assert read.tokens["word"][0] == "प्रधानमंत्री" and len(read.tokens) == 8


@pytest.mark.parametrize(("code", "defined"), [("de", True), ("ja", False), ("ar", False)])
def test_lix_stands_only_where_it_is_defined(code, defined):
    text = {"de": "Das Meer steigt sehr. ", "ja": "海が上がっている。", "ar": "البحر يرتفع الآن. "}
    frame = {"article_id": ["a"], "text": [text[code] * 40], "language": [code]}
    assert (an.readability.scores(pl.DataFrame(frame))["lix"].item() is not None) == defined


def test_an_article_that_cannot_be_read_stops_no_event():
    texts = ["„Das Meer steigt“, sagte Nora Quill am Montag.", "\u0000\ufffd ԱԲ ᚠᚢ 12 " * 3, ""]
    frame = {"outlet": ["a", "b", "c"], "text": texts, "language": ["de", "xx", None]}
    with pytest.warns(UserWarning):  # what was not read is told
        read = an.read(pl.DataFrame(frame), actors=TABLE)
    assert read.quotes["actor"].to_list() == ["quill"]
    assert len(read.aligned.statements) == 1 and an.explore.facts(read).spec
