"""Files as archives, mail programs and offices write them, for the tests of `parallax new`."""

from __future__ import annotations

import io
import plistlib
import zipfile
from collections.abc import Sequence

RAIN = (
    "Rain closed the harbour of Sandwick on Sunday and kept three hundred people on the islands.",
    "“We have never seen so much of it,” said Vera Holt, the harbour's master, on Monday.",
    "The ferries will not run before Tuesday, the harbour's office said in the evening.",
)
SNOW = (
    "Snow fell on the islands for the first time in forty years, to the joy of every child.",
    "“I did not know what it was,” said Tom Reik, who is six, and threw some at his sister.",
)


def nexis(number: int, total: int, outlet: str, day: str, title: str, text: Sequence[str]) -> str:
    """A document of LexisNexis' text export."""
    body = "\n\n".join(text)
    return (
        f"                 {number} of {total} DOCUMENTS\n\n\n                 {outlet}\n\n"
        f"             {day}\n\n{title}\n\nBYLINE: A Reporter\n\nLENGTH: 99 words\n\n{body}\n\n"
        "LOAD-DATE: September 20, 2021\n\nLANGUAGE: ENGLISH\n\n"
    )


def docx(lines: Sequence[str]) -> bytes:
    """A Word file of these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    content = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": content})


def rtf(lines: Sequence[str]) -> bytes:
    """A rich text file of these paragraphs."""
    coded = [
        "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in line) for line in lines
    ]
    return ("{\\rtf1\\ansi\n" + "\\par\n".join(coded) + "\\par}").encode("ascii")


def xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """A spreadsheet of one sheet."""
    office = "http://schemas.openxmlformats.org"
    kinds = f"{office}/officeDocument/2006/relationships"
    main = f"{office}/spreadsheetml/2006/main"

    def related(kind: str, target: str) -> str:
        return (
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{kinds}/{kind}" Target="{target}"/></Relationships>'
        )

    cells = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{chr(65 + at)}{n}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for at, cell in enumerate(row)
        )
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}'
            "</sheetData></worksheet>",
        }
    )


def pdf(lines: Sequence[tuple[int, int, str]]) -> bytes:
    """A PDF of one page; each line with its left end and its height above the page's foot."""
    shown = " ".join(f"1 0 0 1 {left} {foot} Tm ({text}) Tj" for left, foot, text in lines)
    drawn = f"BT /F1 10 Tf {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF".encode()


def webarchive(page: str, url: str) -> bytes:
    """What Safari saves."""
    main = {"WebResourceData": page.encode(), "WebResourceURL": url}
    main["WebResourceTextEncodingName"] = "UTF-8"
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def mail(sender: str, subject: str, text: str) -> str:
    return (
        f"From: {sender} <news@harbour.example>\nSubject: {subject}\n"
        f"Date: Sun, 12 Sep 2021 21:45:00 +0200\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )


def warc(kind: str, url: str, content: bytes, header: str = "text/html") -> bytes:
    """One record of a crawl; a response has its HTTP head, a conversion has none."""
    if kind == "response":
        content = f"HTTP/1.1 200 OK\r\nContent-Type: {header}\r\n\r\n".encode() + content
    media = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2021-09-14T03:02:01Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
