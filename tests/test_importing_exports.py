"""Exports of the tools people use, in the shapes that their documentation and readers show."""

from __future__ import annotations

import datetime
import json

import pytest

from analysis.errors import ParallaxError
from analysis.importing.found import Found
from analysis.importing.pages import articles
from analysis.preparing.new import new

BODY = (
    "The leaders met at the cosmodrome on Wednesday and spoke for hours.",
    "“We are glad to see you,” the host said to his guest.",
)
TEXT = "\n\n".join(BODY)
DAY = datetime.date(2023, 9, 13)

LEXIS_NEXIS = """\
                               1 of 2 DOCUMENTS


                               The New York Times

                    September 13, 2023 Wednesday
                          Late Edition - Final

Leaders Meet at a Cosmodrome

BYLINE: By A REPORTER

SECTION: Section A; Column 0; Foreign Desk; Pg. 1

LENGTH: 20 words

DATELINE: MOSCOW

The leaders met at the cosmodrome on Wednesday
and spoke for hours.

“We are glad to see you,” the host said
to his guest.

URL: http://www.nytimes.com

LOAD-DATE: September 14, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


               Copyright 2023 The New York Times Company

                               2 of 2 DOCUMENTS


                               The Guardian (London)

                              13 September 2023

Second headline

LENGTH: 9 words

The leaders met at the cosmodrome on Wednesday and spoke for hours.

“We are glad to see you,” the host said to his guest.

LOAD-DATE: September 14, 2023

LANGUAGE: ENGLISH
"""

NEXIS_UNI = """\
Leaders Meet at a Cosmodrome
The New York Times
September 13, 2023 Wednesday
Late Edition - Final

Copyright 2023 The New York Times Company All Rights Reserved
Section: Section A; Column 0; Foreign Desk; Pg. 1
Length: 20 words
Byline: By A REPORTER
Body

The leaders met at the cosmodrome on Wednesday and spoke for hours.

“We are glad to see you,” the host said to his guest.

Load-Date: September 14, 2023

End of Document
"""


def nexis_html(text: str) -> str:
    blocks = "".join(
        f'<div class="c0"><p class="c1"><span class="c2">{" ".join(block.split())}</span></p></div>'
        for block in text.split("\n\n")
        if block.strip()
    )
    return f"<html><head><title>Nexis</title></head><body><docfull>{blocks}</docfull></body></html>"


FACTIVA_INDEXED = """<html><body><div class="article enArticle"><table>
<tr><td class="index"><b>HD</b></td><td><span class="enHeadline">Leaders Meet at a Cosmodrome
</span></td></tr>
<tr><td class="index"><b>WC</b></td><td>20 words</td></tr>
<tr><td class="index"><b>PD</b></td><td>13 September 2023</td></tr>
<tr><td class="index"><b>SN</b></td><td>The New York Times</td></tr>
<tr><td class="index"><b>LA</b></td><td>English</td></tr>
<tr><td class="index"><b>LP</b></td><td><p class="articleParagraph enarticleParagraph">
The leaders met at the cosmodrome on Wednesday and spoke for hours.</p></td></tr>
<tr><td class="index"><b>TD</b></td><td><p class="articleParagraph enarticleParagraph">
“We are glad to <b>see</b> you,” the host said to his guest.</p></td></tr>
</table></div></body></html>"""

FACTIVA_DISPLAY = """<html><body><div class="article enArticle">
<div>Foreign Desk</div>
<div><span class="enHeadline">Leaders Meet at a Cosmodrome</span></div>
<div>20 words</div><div>13 September 2023</div><div>09:15 GMT</div><div>The New York Times</div>
<div>NYTF</div><div>English</div><div>Copyright 2023 The New York Times Company.</div>
<p class="articleParagraph enarticleParagraph">The leaders met at the cosmodrome on Wednesday and
spoke for hours.</p>
<p class="articleParagraph enarticleParagraph">“We are glad to see you,” the host said to his
guest.</p><p>Document NYTF000020230914</p></div></body></html>"""

FUNDUS = {
    "title": "Leaders Meet at a Cosmodrome",
    "authors": ["A Reporter"],
    "publishing_date": "2023-09-13 10:00:00+00:00",
    "lang": "en",
    "body": {
        "summary": [BODY[0]],
        "sections": [{"headline": [], "paragraphs": [BODY[1]]}],
    },
    "html": {
        "requested_url": "https://nytimes.com/a",
        "source_info": {"publisher": "The New York Times"},
    },
}
NEWS_PLEASE = {
    "authors": ["A Reporter"],
    "date_download": "2023-09-20 10:00:00",
    "date_publish": "2023-09-13 10:00:00",
    "description": "Leaders met.",
    "filename": "a.json",
    "language": "en",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "The New York Times",
    "title": "Leaders Meet at a Cosmodrome",
    "title_page": None,
    "url": "https://nytimes.com/a",
}

EXPORTS = {
    "lexisnexis.txt": LEXIS_NEXIS,
    "lexisnexis.html": nexis_html(LEXIS_NEXIS),
    "nexis-uni.txt": NEXIS_UNI,
    "nexis-uni-two.txt": NEXIS_UNI + "\n" + NEXIS_UNI,
    "factiva-indexed.html": FACTIVA_INDEXED,
    "factiva.html": FACTIVA_DISPLAY,
    "fundus.json": json.dumps([FUNDUS]),
    "fundus-one.json": json.dumps(FUNDUS),
    "fundus.jsonl": json.dumps(FUNDUS) + "\n",
    "news-please.json": json.dumps(NEWS_PLEASE, indent=1),
}


def found(tmp_path, name: str, content: str) -> list[Found]:
    path = tmp_path / name
    path.write_text(content)
    items = [item for item in articles([path], tmp_path) if not isinstance(item, str)]
    assert all(isinstance(item, tuple) for item in items), items
    return [item[1] for item in items if isinstance(item, tuple)]


@pytest.mark.parametrize("name", EXPORTS)
def test_the_shape_is_known(tmp_path, name):
    everything = found(tmp_path, name, EXPORTS[name])
    first = everything[0]
    assert first.title == "Leaders Meet at a Cosmodrome"
    assert first.outlet == "The New York Times"
    assert first.published == DAY
    assert first.text == f"{first.title}\n\n{TEXT}"
    if name.startswith("lexisnexis"):
        assert [article.outlet for article in everything[1:]] == ["The Guardian (London)"]
        assert (everything[1].title, everything[1].published) == ("Second headline", DAY)
        assert everything[1].language == "en"
    elif "two" in name:
        assert everything[1].text == first.text


@pytest.mark.parametrize("name", [name for name in EXPORTS if name.endswith(".html")])
def test_a_declaration_of_xml_changes_nothing(tmp_path, name):
    declared = f'<?xml version="1.0" encoding="utf-8"?>\n{EXPORTS[name]}'
    assert found(tmp_path, name, declared) == found(tmp_path, name, EXPORTS[name])


def test_a_page_with_nothing_but_a_comment_is_named(tmp_path):
    (tmp_path / "a.html").write_text('<!-- <html><div class="article enArticle"> -->')
    [error] = articles([tmp_path / "a.html"], tmp_path)
    assert isinstance(error, ParallaxError) and "the page is damaged" in error.problem


PAGE = f"""<html lang="en"><head><title>Leaders Meet</title>
<link rel="canonical" href="https://www.nytimes.com/a"></head><body><article><h1>Leaders Meet</h1>
<p>{BODY[0]} {BODY[0]} {BODY[0]} {BODY[0]}</p><p>{BODY[1]}</p></article></body></html>"""
LISTS = {
    "mediacloud.csv": (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        "x,2023-09-15,en,The New York Times,nytimes.com,2023-09-13,Leaders,https://nytimes.com/a\n"
    ),
    "gdelt.json": json.dumps(
        {
            "articles": [
                {
                    "url": "https://www.nytimes.com/a/",
                    "url_mobile": "",
                    "title": "Leaders",
                    "seendate": "20230913T101500Z",
                    "socialimage": "",
                    "domain": "The New York Times",
                    "language": "English",
                    "sourcecountry": "United States",
                }
            ]
        }
    ),
    "newsapi.json": json.dumps(
        {
            "status": "ok",
            "totalResults": 1,
            "articles": [
                {
                    "source": {"id": "the-new-york-times", "name": "The New York Times"},
                    "author": "A Reporter",
                    "title": "Leaders",
                    "description": "Leaders met.",
                    "url": "https://www.nytimes.com/a",
                    "publishedAt": "2023-09-13T10:00:00Z",
                    "content": "The leaders met at the… [+2134 chars]",
                }
            ],
        }
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_without_texts_complete_the_saved_pages(tmp_path, name):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / name).write_text(LISTS[name])
    made = new(tmp_path / "event", [tmp_path / "a.html", tmp_path / name])
    assert made.bad == [] and made.articles == 1
    stated = (tmp_path / "event" / "event.toml").read_text()
    assert 'name = "The New York Times"' in stated and "published = 2023-09-13" in stated
    (tmp_path / "a.html").write_text(PAGE.replace("nytimes.com/a", "nytimes.com/other"))
    made = new(tmp_path / "event", [tmp_path / "a.html", tmp_path / name], replace=True)
    assert len(made.bad) == 1 and "no saved copy" in made.bad[0].problem


@pytest.mark.parametrize("separator", ["\t", " "])
def test_a_list_of_addresses_with_saved_copies(tmp_path, separator):
    (tmp_path / "a.html").write_text(PAGE.replace('href="https://www.nytimes.com/a"', ""))
    (tmp_path / "urls.txt").write_text(f"https://www.nytimes.com/b{separator}a.html\n")
    made = new(tmp_path / "event", [tmp_path / "a.html", tmp_path / "urls.txt"])
    assert made.bad == []
    assert 'url = "https://www.nytimes.com/b"' in (tmp_path / "event" / "event.toml").read_text()


def test_a_browsers_single_file_is_a_page(tmp_path):
    head = "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
    parts = (
        '\tboundary="x"\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n'
        f"{PAGE}\n--x\nContent-Type: image/png\n\nxx\n--x--\n"
    )
    (only,) = found(tmp_path, "page.mhtml", head + parts)
    assert only.title == "Leaders Meet" and BODY[1] in only.text


def test_an_edition_in_two_lines_is_no_headline_and_a_headline_in_two_is_one(tmp_path):
    heads = (
        ("Edition 1;\nScotland\n\nRain shuts the harbour", "Rain shuts the harbour"),
        ("\nRain shuts the harbour;\n\nFerries stay in port", "Rain shuts the harbour; Ferries"),
    )
    text = "".join(
        f"{n} of 2 DOCUMENTS\n\nQuay Post\n\nSeptember 13, 2023 Wednesday\n{head}\n\n"
        f"LENGTH: 90 words\n\n{TEXT}\n\nLOAD-DATE: September 13, 2023\n\n"
        for n, (head, _) in enumerate(heads, start=1)
    )
    read = found(tmp_path, "export.txt", text)
    assert [article.published for article in read] == [DAY, DAY]
    for article, (_, title) in zip(read, heads, strict=True):
        assert article.title and article.title.startswith(title)


def test_a_europresse_article_without_its_container_is_read(tmp_path):
    article = (
        "<article><header><span class='DocPublicationName'>Le Quai</span>"
        "<span class='DocHeader'>Politique, mercredi 13 septembre 2023, p. 2</span>"
        "<p class='titreArticle'>La pluie</p></header>"
        f"<section><p>{BODY[0]}</p></section></article>"
    )
    [read] = found(tmp_path, "a.html", f"<html><body>{article}</body></html>")
    assert (read.outlet, read.title, read.published) == ("Le Quai", "La pluie", DAY)
    assert BODY[0] in read.text
