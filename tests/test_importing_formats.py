"""Archives' exports, mails, feeds, Office files: every article, and what it states of itself."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from archives import RAIN, SNOW, docx, mail, nexis, pdf, rtf, warc, webarchive, xlsx

from analysis.errors import ParallaxError
from analysis.importing.found import Found, Listed
from analysis.importing.pages import articles

DAY, NEXT = datetime.date(2021, 9, 12), datetime.date(2021, 9, 13)
TITLES = ("Rain closes the harbour", "Snow on the islands")
CLASSIC = nexis(1, 2, "Harbour Times", "September 12, 2021 Sunday", TITLES[0], RAIN) + nexis(
    2, 2, "Quay Post", "September 13, 2021 Monday", TITLES[1], SNOW
)


def uni(title: str, outlet: str, day: str, text: tuple[str, ...]) -> list[str]:
    head = [title, outlet, day, f"Copyright 2021 {outlet} All Rights Reserved"]
    fields = ["Section: NEWS; Pg. 4", "Length: 99 words", "Byline: A Reporter", "Body"]
    return [*head, *fields, *text, "Load-Date: September 14, 2021", "End of Document"]


UNI = [
    *uni(TITLES[0], "Harbour Times", "September 12, 2021 Sunday", RAIN),
    *uni(TITLES[1], "Quay Post", "September 13, 2021 Monday", SNOW),
]
PROQUEST = "".join(
    f"{'_' * 60}\n\n{title}\n\nAuthor: A Reporter\n\nFull text: {chr(10).join(text)}\n\n"
    f"Title: {title}\n\nPublication title: {outlet}; Sandwick\n\nPublication date: {day}\n\n"
    "Language of publication: English\n\n"
    for title, outlet, day, text in (
        (TITLES[0], "Harbour Times", "Sep 12, 2021", RAIN),
        (TITLES[1], "Quay Post", "Sep 13, 2021", SNOW),
    )
)
RIS = "".join(
    f"TY  - NEWS\nTI  - {title}\nT2  - {outlet}\nDA  - {day}\nLA  - en\nAB  - {' '.join(text)}\n"
    "ER  - \n\n"
    for title, outlet, day, text in (
        (TITLES[0], "Harbour Times", "2021/09/12/", RAIN),
        (TITLES[1], "Quay Post", "2021/09/13", SNOW),
    )
)
ENDNOTE = RIS.replace("ER  - \n", "")
for _tag, _sign in zip(("TY", "TI", "T2", "DA", "LA", "AB"), "0TB8GX", strict=True):
    ENDNOTE = ENDNOTE.replace(f"{_tag}  -", f"%{_sign}")
FACTIVA = "".join(
    f"{title}\nBy A Reporter\n99 {words}\n{day}\n09:15 GMT\n{outlet}\nHRBT\nEnglish\n"
    f"Copyright 2021 {outlet}.\n\n{(chr(10) * 2).join(text)}\n\n{word} HRBT0000{code}ej9d0000a\n\n"
    for title, outlet, day, text, code, words, word in (
        (TITLES[0], "Harbour Times", "12 September 2021", RAIN, "20210912", "words", "Document"),
        (TITLES[1], "Quay Post", "13. September 2021", SNOW, "20210913", "Wörter", "Dokument"),
    )
)
EUROPRESSE = "<html><body>" + "".join(
    f'<article><div class="DocPublicationName">{outlet}</div><span class="DocHeader">A la une, '
    f'{day} 99 mots, p. 4</span><div class="titreArticle"><p>{title}</p></div>'
    f'<div class="docOcurrContainer"><p>{"</p><p>".join(text)}</p></div>'
    "<p>Date d'émission : 2022-01-01</p></article>"
    for title, outlet, day, text in (
        (TITLES[0], "Harbour Times", "dimanche 12 septembre 2021", RAIN),
        (TITLES[1], "Quay Post", "lundi 13 septembre 2021", SNOW),
    )
)
RSS = (
    '<?xml version="1.0"?><rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>Harbour Times</title>"
    + "".join(
        f"<item><title>{title}</title><link>https://h.example/{day}</link><pubDate>{day} Sep 2021 "
        f"09:20:00 GMT</pubDate><c:encoded><![CDATA[<p>{'</p><p>'.join(text)}</p>]]></c:encoded>"
        "</item>"
        for title, day, text in ((TITLES[0], 12, RAIN), (TITLES[1], 13, SNOW))
    )
    + "</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Times</title>'
    + "".join(
        f'<entry><title>{title}</title><link rel="self" href="https://h.example/self"/>'
        f'<link href="https://h.example/{day}"/><published>2021-09-{day}T09:00:00+02:00</published>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{"</p><p>".join(text)}'
        "</p></div></content></entry>"
        for title, day, text in ((TITLES[0], 12, RAIN), (TITLES[1], 13, SNOW))
    )
    + "</feed>"
)
SHEET = [
    ("Source", "Headline", "Date", "Text"),
    ("Harbour Times", TITLES[0], "2021-09-12", "\n\n".join(RAIN)),
    ("Quay Post", TITLES[1], "2021-09-13", "\n\n".join(SNOW)),
]
EVENT_REGISTRY = json.dumps(
    {
        "articles": {
            "results": [
                {
                    "lang": "eng",
                    "date": day,
                    "title": title,
                    "body": text,
                    "source": {"title": name},
                }
                for name, title, day, text in SHEET[1:]
            ]
        },
        "totalResults": 2,
    }
)
ZOTERO = json.dumps(
    [
        {
            "container-title": name,
            "title": title,
            "text": text,
            "URL": "https://h.example/1",
            "issued": {"date-parts": [[int(part) for part in day.split("-")]]},
        }
        for name, title, day, text in SHEET[1:]
    ]
)
EXCEL = "sep=;\n" + "\n".join(";".join(f'"{cell}"' for cell in row) for row in SHEET)

TWO: dict[str, str | bytes] = {
    "classic.txt": CLASSIC,
    "windows.txt": "\ufeff" + CLASSIC.replace("\n", "\r\n"),
    "mac.txt": CLASSIC.replace("\n", "\r"),
    "uni.txt": "\n\n".join(UNI),
    "uni-windows.txt": "\r\n".join(UNI),
    "uni.docx": docx(UNI),
    "uni.rtf": rtf(UNI),
    "classic.docx": docx([line for line in CLASSIC.split("\n") if line]),
    "proquest.txt": PROQUEST,
    "proquest-windows.txt": PROQUEST.replace("\n", "\r\n"),
    "references.ris": RIS,
    "references.enw": ENDNOTE,
    "factiva.txt": FACTIVA,
    "factiva.rtf": rtf(FACTIVA.split("\n")),
    "europresse.html": EUROPRESSE,
    "rss.xml": RSS,
    "atom.xml": ATOM,
    "sheet.xlsx": xlsx(SHEET),
    "excel.csv": EXCEL,
    "registry.json": EVENT_REGISTRY,
    "zotero.json": ZOTERO,
}


def read(folder: Path, name: str, content: str | bytes) -> list:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = [item for item in articles([path], folder) if not isinstance(item, str)]
    return [item[1] if isinstance(item, tuple) else item for item in items]


@pytest.mark.parametrize("name", TWO)
def test_two_articles_are_two(tmp_path, name):
    found = read(tmp_path, name, TWO[name])
    assert all(isinstance(one, Found) for one in found), found
    assert [one.title for one in found] == list(TITLES)
    outlets = ["Harbour Times", "Harbour Times" if name in ("rss.xml", "atom.xml") else "Quay Post"]
    assert [one.outlet for one in found] == outlets
    assert [one.published for one in found] == [DAY, NEXT]
    for one, text in zip(found, (RAIN, SNOW), strict=True):
        assert " ".join(one.text.split()) == " ".join([one.title, *text])


@pytest.mark.parametrize(
    ("length", "load", "day", "marker"),
    [
        ("LÄNGE: 99 Wörter", "UPDATE: 20. September 2021", "12. September 2021 Sonntag", "von"),
        ("LONGUEUR: 99 mots", "DATE-CHARGEMENT: 20 septembre 2021", "12 septembre 2021", "de"),
        ("LONGITUD: 99 palabras", "FECHA-CARGA: 20 septiembre", "12 de septiembre de 2021", "de"),
        ("LUNGHEZZA: 99 parole", "DATA-CARICAMENTO: ieri", "12 settembre 2021", "di"),
        ("XYZZY: 99 words", "LOAD-DATE: September 20, 2021", "September 12, 2021", "of"),
    ],
)
def test_the_language_of_the_interface_does_not_matter(tmp_path, length, load, day, marker):
    text = CLASSIC.replace("LENGTH: 99 words", length).replace("September 12, 2021 Sunday", day)
    text = text.replace("LOAD-DATE: September 20, 2021", load)
    first, second = read(tmp_path, "a.txt", re.sub(r"(\d) of 2", rf"\1 {marker} 2", text))
    assert (first.title, first.outlet, first.published) == (TITLES[0], "Harbour Times", DAY)
    assert first.text == "\n\n".join([TITLES[0], *RAIN]) and second.title == TITLES[1]


def test_fields_may_hold_headline_and_body(tmp_path):
    text = CLASSIC.replace(f"{TITLES[0]}\n\nBYLINE: A Reporter\n\n", "")
    fields = f"LENGTH: 99 words\n\nHEADLINE: {TITLES[0]}\n\nBYLINE: A Reporter\n\nBODY:"
    text = text.replace("LENGTH: 99 words", fields, 1)
    first, _ = read(tmp_path, "a.txt", text)
    assert first.text == "\n\n".join([TITLES[0], *RAIN]) and first.title == TITLES[0]


def test_an_export_that_ends_early_says_what_is_missing(tmp_path):
    *found, last = read(tmp_path, "a.txt", CLASSIC.replace(" of 2 DOC", " of 3 DOC"))
    assert [one.title for one in found] == list(TITLES)
    assert isinstance(last, ParallaxError) and "document 3" in last.place


def test_a_broken_document_costs_itself_alone(tmp_path):
    broken = CLASSIC.replace("\n\n".join(RAIN), "")
    bad, good = read(tmp_path, "a.txt", broken)
    assert isinstance(bad, ParallaxError) and "document 1" in bad.place
    assert good.title == TITLES[1]


def test_mails_and_mailboxes(tmp_path):
    text = "\n\n".join(RAIN)
    (one,) = read(tmp_path, "a.eml", mail("Harbour Times", TITLES[0], text))
    assert (one.title, one.outlet, one.published) == (TITLES[0], "Harbour Times", DAY)
    assert one.text.split() == f"{TITLES[0]} {text}".split() and "published" in one.guessed
    line = "From news@harbour.example Sun Sep 12 21:45:00 2021\n"
    box = "".join(line + mail("Harbour Times", title, text) + "\n" for title in TITLES)
    assert [one.title for one in read(tmp_path, "a.mbox", box)] == list(TITLES)


PAGE = (
    f'<html lang="en"><head><title>{TITLES[0]}</title><meta property="og:site_name" '
    'content="Harbour Times"><meta property="article:published_time" content="2021-09-12">'
    f"</head><body><article><h1>{TITLES[0]}</h1><p>{'</p><p>'.join(RAIN)}</p></article></body></html>"
)


def test_what_safari_saves(tmp_path):
    address = "https://web.archive.org/web/2021/https://h.example/1"
    (one,) = read(tmp_path, "a.webarchive", webarchive(PAGE, address))
    assert (one.title, one.published, one.host) == (TITLES[0], DAY, "h.example")


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    left = [f"the left side says number {n} of its twelve lines" for n in range(12)]
    right = [f"the right side has number {n} of its twelve" for n in range(12)]
    lines = [(50, 740, f"{TITLES[0]}, and what the master of the harbour said of it on that day")]
    lines += [(50, 700 - 14 * n, line) for n, line in enumerate(left)]
    lines += [(310, 700 - 14 * n, line) for n, line in enumerate(right)]
    (one,) = read(tmp_path, "a.pdf", pdf(lines))
    assert " ".join(one.text.split()) == " ".join([lines[0][2], *left, *right])
    (error,) = read(tmp_path, "scan.pdf", pdf([]))
    assert "without a text layer" in error.problem


def test_a_crawls_texts_and_its_servers_character_sets(tmp_path):
    text = "\n".join([TITLES[0], *RAIN]).encode()
    page = PAGE.replace("harbour's", "harbour’s").encode("cp1252")
    crawl = warc("conversion", "https://h.example/1", text)
    crawl += warc("request", "https://h.example/2", b"GET /")
    crawl += warc("response", "https://h.example/2", page, "text/html; charset=iso-8859-1")
    first, second, skipped = read(tmp_path, "a.warc", crawl)
    assert (first.url, first.title) == ("https://h.example/1", TITLES[0])
    assert "harbour’s master" in second.text
    assert skipped.number == 1
    (error,) = read(tmp_path, "b.warc", warc("request", "https://h.example/2", b"GET /"))
    assert "no page is among its 1 records" in error.problem


def test_a_teaser_speaks_of_a_page_and_is_none(tmp_path):
    feed = re.sub(r"<c:encoded>.*?</c:encoded>", "<description>Rain.</description>", RSS)
    assert all(isinstance(one, Listed) for one in read(tmp_path, "a.xml", feed))


SEVERAL = {
    "rows of lines": "\n".join([*RAIN, "-" * 40, *SNOW, "-" * 40, *RAIN]),
    "lines that number documents": f"1 OF 2 DOKUMENTS\n\n{RAIN[0]}\n\n2 OF 2 DOKUMENTS\n{SNOW[0]}",
    "mail headers": "".join(
        f"\nFrom: a@b.example\nSubject: {title}\n\n{RAIN[0]}\n" for title in TITLES
    ),
    "records of references": f"{RAIN[0]}\n\nTY  - NEWS\nTI  - {TITLES[1]}\n",
}


@pytest.mark.parametrize("what", SEVERAL)
def test_several_articles_are_never_one(tmp_path, what):
    found = read(tmp_path, "a.txt", SEVERAL[what])
    whole = [one for one in found if isinstance(one, Found) and RAIN[0] in one.text]
    assert len(found) > 1 or not whole


def test_two_articles_of_a_page_are_never_one(tmp_path):
    long = [f"{line} {line}" for line in RAIN]
    whole = [f"<article><h2>{t}</h2><p>{'</p><p>'.join(long)}</p></article>" for t in TITLES]
    (error,) = read(tmp_path, "a.html", f"<html><body>{''.join(whole)}</body></html>")
    assert "several articles" in error.problem
