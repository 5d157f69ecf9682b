"""A saved page: what it states goes before what it shows, and what is no article is refused."""

from __future__ import annotations

import datetime

import polars as pl
import pytest
from archives import RAIN, SNOW

import analysis as an
from analysis.decoding import decode
from analysis.importing.page import from_html
from analysis.preparing import screen
from analysis.preparing.new import new

DAY = datetime.date(2021, 9, 12)
TITLE = "Rain closes the harbour of Sandwick"


def page(head: str = "", before: str = "", after: str = "", body: tuple[str, ...] = RAIN) -> str:
    lines = "".join(f"<p>{line}</p>" for line in body)
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>'
        f"<main><article><h1>{TITLE}</h1>{before}{lines}</article>{after}</main></body></html>"
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("text", "day", "guessed"),
    [
        (page(meta("article:published_time", "2021-09-12T23:30:00-04:00")), DAY, False),
        (page(meta("article:modified_time", "2023-05-02")), None, False),
        (
            page(before='<p class="meta">Published: 12 September 2021, updated 2 May 2023'),
            DAY,
            True,
        ),
        (page(before='<p class="date">Aktualisiert: 2. Mai 2023</p>'), None, False),
        (page(before='<span class="datum">12. September 2021</span>'), DAY, True),
        (page(before='<time datetime="2021-09-12">yesterday</time>'), DAY, True),
        (page(after='<aside><time datetime="2015-03-02">2015</time></aside>'), None, False),
        (page(before='<time class="date">09/12/2021</time>'), None, False),
        (page(meta("og:url", "https://a.example/2021/09/12/rain")), DAY, True),
    ],
)
def test_a_day_is_the_published_one_or_none(text, day, guessed):
    found = from_html(text)
    assert found.published == day and ("published" in found.guessed) == guessed


def test_a_day_that_could_be_two_is_kept_as_written():
    assert from_html(page(before='<time class="date">09/12/2021 06:00 AM</time>')).written


@pytest.mark.parametrize(
    "publisher",
    ['"Harbour Times"', '{"name": ["Harbour Times", "HT"]}', '[{"name": "Harbour Times"}]'],
)
def test_json_ld_may_hold_lists_and_the_whole_text(publisher):
    body = "\\n\\n".join([*RAIN, *SNOW]).replace('"', '\\"')
    data = (
        '{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2021-09-12", "publisher": '
        f'{publisher}, "articleBody": "{body}"}}]}}'
    )
    head = f'<script type="application/ld+json">{data}</script>'
    found = from_html(page(head, body=RAIN[:1]))
    assert (found.outlet, found.published) == ("Harbour Times", DAY)
    assert found.text == "\n\n".join([TITLE, *RAIN, *SNOW])


def test_an_archives_address_is_not_the_outlets():
    held = "https://web.archive.org/web/20210913000000id_/https://www.harbour.example/rain"
    found = from_html(page(), url=held)
    assert (found.url, found.host) == ("https://www.harbour.example/rain", "harbour.example")


POSTS = {
    "signed": '<blockquote class="twitter-tweet"><p>{}</p>&mdash; Olaf Kern (@kern) '
    '<a href="/1">May 2, 2021</a></blockquote>',
    "led": '<div class="tweet-embed"><a href="/2">Olaf Kern (@kern) {}</a></div>',
    "cited": "<blockquote><p>{}</p><footer>— <cite>Olaf Kern</cite></footer></blockquote>",
    "bare": "<blockquote>{} <cite>Olaf Kern</cite></blockquote>",
}


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("loaded", [True, False])
def test_the_words_of_a_post_are_its_authors(tmp_path, name, loaded):
    words = "The owner has lied to us for years, and everybody in this town knows of it."
    text = page(body=(*RAIN[:2], f"</p>{POSTS[name].format(words)}<p>", RAIN[2]))
    (tmp_path / "a.html").write_text(text)
    if loaded:
        corpus = an.load(new(tmp_path / "event", [tmp_path / "a.html"]).folder)
    else:
        corpus = an.read(tmp_path / "a.html")
    kept = corpus.articles["text"].item()
    start = kept.index(words)
    inside = (pl.col("start") >= start) & (pl.col("end") <= start + len(words))
    assert set(corpus.tokens.filter(inside)["voice"]) == {"quoted"}
    [said] = corpus.quotes.filter(pl.col("start") == start)["source"]
    assert said == "Olaf Kern"
    body = corpus.paragraphs.filter(kind="body")
    lines = [kept[start:end] for start, end in body.select("start", "end").iter_rows()]
    assert all(line in lines for line in RAIN)
    assert not any(line.startswith("—") for line in lines)


@pytest.mark.parametrize("loaded", [True, False])
def test_a_post_by_nobody_known_is_not_the_outlets_voice(tmp_path, loaded):
    words = "Norlinie has lied to this town for years and somebody will go to prison for it."
    post = f'</p><blockquote class="instagram-media"><p>{words}</p></blockquote><p>'
    (tmp_path / "a.html").write_text(page(body=(*RAIN[:2], post, RAIN[2])))
    if loaded:
        corpus = an.load(new(tmp_path / "event", [tmp_path / "a.html"]).folder)
    else:
        corpus = an.read(tmp_path / "a.html")
    [text] = corpus.articles["text"]
    [kind] = corpus.paragraphs.filter(pl.col("start") == text.index(words))["kind"]
    assert kind == "caption"


CONSENT = (
    "We and our 99 partners store cookies on your device to process personal data.",
    "With your consent we may use them for personalised advertising.",
    "You can change your privacy preferences or refuse to consent to cookies at any time.",
    "Our partners process personal data without your consent where privacy law allows it.",
)
CARDS = "".join(
    f'<div><h2><a href="/{n}">Story {n}</a></h2><p>{line}</p></div>'
    for n, line in enumerate([*RAIN, *SNOW])
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            f"<html><body><div>{''.join(f'<p>{c}</p>' for c in CONSENT)}</div></body></html>",
            "consent",
        ),
        (f"<html><body><main><h1>All stories</h1>{CARDS}</main></body></html>", "list of stories"),
    ],
)
def test_what_is_no_article_is_refused(text, problem):
    with pytest.raises(an.ParallaxError, match=problem):
        from_html(text)


def test_an_article_on_consent_is_one():
    text = page(body=(*RAIN, *(f"{line} {RAIN[0]} {SNOW[0]} {SNOW[1]}" for line in CONSENT)))
    assert CONSENT[0] in from_html(text).text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "“We are glad,” the host’s wife said – twice."),
        ("us-ascii", "cp1252", "“We are glad,” she said."),
        ("gb2312", "gb18030", "朱镕基说，陶喆来了。"),
        ("Shift_JIS", "cp932", "①髙橋市長は現場を視察した。"),
        ("ks_c_5601-1987", "cp949", "똠방각하가 말했다."),
        ("windows-1251", "cp1251", "Мы рады, сказал он."),
    ],
)
def test_a_character_set_is_what_browsers_take_its_name_for(label, codec, text):
    raw = f'<html><head><meta charset="{label}"></head><p>{text}</p>'.encode(codec)
    assert text in decode(raw, "a.html")[0]
    bare = f"<html><p>{text}</p>".encode(codec)
    assert text in decode(bare, "a.html", label)[0]


def test_a_commented_declaration_is_none_and_a_damaged_byte_costs_itself():
    text = f"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>{'Мы рады. ' * 200}"
    raw = text.encode("cp1251").replace(
        "рады".encode("cp1251"), b"\x98" + "ады".encode("cp1251"), 1
    )
    assert decode(raw, "a.html")[0].count("Мы рады") == 199


def test_invisible_letters_of_a_script_stay():
    word = "آتش\u200cسوزی"
    lines = tuple(
        f"{word} در پایانه کشتی‌های مسافربری بیش از سیصد مسافر را تخلیه کرد {n}." for n in range(6)
    )
    found = from_html(page(body=lines).replace("en", "fa", 1))
    assert found.text.count(word) == 6


@pytest.mark.parametrize("written", ["\u00ad", "&shy;", "&#173;", "&#xAD;"])
def test_soft_hyphens_and_places_to_break_stay_and_names_are_found(written):
    lines = [line.replace("harbour", f"har{written}bour") for line in RAIN]
    lines[0] = f"The Norli{written}nie was late. Ilse Brandt\u200b said so. {lines[0]}"
    found = from_html(page(body=tuple(lines)))
    assert "Norli\u00adnie" in found.text and "Brandt\u200b said" in found.text
    actors = pl.DataFrame({"actor": ["ship", "mayor"], "alias": ["Norlinie", "Ilse Brandt"]})
    corpus = an.read(pl.DataFrame({"text": [found.text]}), actors=actors)
    assert sorted(corpus.mentions["actor"]) == ["mayor", "ship"]
    assert {"norlinie", "harbour"} <= {*corpus.tokens["word"]}
    for table, words in (("mentions", "surface"), ("quotes", "source")):
        starts = ("start", "end") if table == "mentions" else ("source_start", "source_end")
        for start, end, said in getattr(corpus, table).select(*starts, words).iter_rows():
            assert said is None or found.text[start:end] == said


def test_a_text_without_spaces_has_a_body_and_is_not_cut_off():
    text = (
        "港で火災①\n\n" + "消防長によると、火元は下甲板の電池庫で、午前七時に鎮圧された。\n\n" * 5
    )
    corpus = an.read(pl.DataFrame({"text": [text]}))
    assert corpus.paragraphs["kind"].to_list() == ["headline", *["body"] * 5]
    assert screen.stubs(corpus.articles).is_empty()
    open_end = "港で火災①\n\n" + "消防長によると火元は下甲板の電池庫で午前七時に鎮圧された" * 2
    assert an.read(pl.DataFrame({"text": [open_end]})).paragraphs["kind"][1] == "body"
