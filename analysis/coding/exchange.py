"""Codes and passages as a REFI-QDA project: to and from NVivo, MAXQDA, ATLAS.ti, CATMA and others.

The format is REFI-QDA 1.0 (www.qdasoftware.org): a zip with ``project.qde`` (XML) and each text
below ``Sources``. Positions in it count code points of the text with line feeds alone between
lines, so a carriage return before one is left out there and counted again on the way back.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.etree as etree
import polars as pl

import analysis
from analysis import files, tables
from analysis.coding import store
from analysis.coding.schemes import Scheme
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.importing import trees

_NAMESPACE = "urn:QDA-XML:project:1.0"
_IDS = uuid.UUID("5f0e2c0a-3a57-5b52-9d6e-6a1f0b6f7d11")  # the same project, the same bytes
_PROJECT = "project.qde"
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIMIT = 200_000_000  # bytes of a project's parts, unpacked
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_qdpx(
    path: str | Path, corpus: Corpus, answers: pl.DataFrame, schemes: Iterable[Scheme]
) -> Path:
    """Write coded passages as a REFI-QDA project (``.qdpx``): texts, codes, who coded, notes.

    Reads answers as `coding.read` gives them; each coder's last answer to a passage counts, and
    those that settle a disagreement are a coder of their own. A scheme is a code that nothing is
    coded with, its answers are the codes below it, with their definitions. The texts are whole:
    what may be handed on is for the reader to know.

    Raises ParallaxError for an answer to a passage that no article of the corpus holds, or with a
    code that none of the schemes has.
    """
    made = {scheme.name: scheme for scheme in schemes}
    given = store.current(answers.filter(pl.col("scheme").is_in(list(made))))
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    root = etree.Element(f"{{{_NAMESPACE}}}Project", nsmap={None: _NAMESPACE})
    root.set("name", _legal(str(corpus.event["title"])))
    root.set("origin", f"Parallax {analysis.__version__}")
    if len(given):  # the standard allows no empty list
        users = _below(root, "Users")
        for coder in given["coder"].unique(maintain_order=True):
            _below(users, "User", guid=_guid("user", coder), name=coder)
    if made:
        codes = _below(_below(root, "CodeBook"), "Codes")
        for scheme in made.values():
            _codes(codes, scheme)
    sources, notes = _below(root, "Sources"), etree.Element(f"{{{_NAMESPACE}}}Notes")
    named = dict(corpus.outlets.select("outlet", "name").iter_rows())
    held: dict[str, bytes] = {}
    for article in corpus.articles.iter_rows(named=True):
        source = _guid("source", article["article_id"])
        about = f"{article['article_id']}: {named.get(article['outlet'], article['outlet'])}"
        place = {"guid": source, "name": about, "plainTextPath": f"internal://{source}.txt"}
        element = _below(sources, "TextSource", **place)
        held[f"Sources/{source}.txt"] = _plain(article["text"]).encode()
        for row in given.iter_rows(named=True):
            if row["passage"].rpartition(":")[0] == article["article_id"]:
                _selection(element, notes, row, made[row["scheme"]], article["text"])
    _check(given, texts)
    if len(notes):
        root.append(notes)
    project = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return files.write(Path(path), _zipped({_PROJECT: project, **held}))


def _codes(codes: etree._Element, scheme: Scheme) -> None:
    """A scheme and its answers."""
    above = {"guid": _guid("scheme", scheme.name), "name": scheme.name, "isCodable": "false"}
    group = _below(codes, "Code", **above)
    _below(group, "Description").text = _legal(scheme.question)
    for code in scheme.codes:
        own = {"guid": _guid("code", scheme.name, code.code), "name": code.label}
        element = _below(group, "Code", **own, isCodable="true")
        said = [code.definition, *(f"Example: {example}" for example in code.examples)]
        _below(element, "Description").text = _legal("\n".join(filter(None, said)))


def _selection(
    source: etree._Element,
    notes: etree._Element,
    row: Mapping[str, Any],
    scheme: Scheme,
    text: str,
) -> None:
    """A coded passage: where it stands, with which code, by whom and when, and the note."""
    _, start, end = tables.parse_passage_id(row["passage"])
    key = (row["coder"], row["scheme"], row["passage"])
    by = {"creatingUser": _guid("user", row["coder"]), "creationDateTime": _time(row["time"])}
    first, last = (len(_plain(text[:at])) for at in (start, end))
    place = {"startPosition": str(first), "endPosition": str(last)}
    name = " ".join(text[start:end].split())[:60]
    selection = _below(
        source, "PlainTextSelection", guid=_guid("selection", *key), name=name, **place, **by
    )
    coding = _below(selection, "Coding", guid=_guid("coding", *key), **by)
    code = scheme.code(row["code"]).code
    _below(coding, "CodeRef", targetGUID=_guid("code", scheme.name, code))
    if row["note"]:
        note = _guid("note", *key)
        _below(selection, "NoteRef", targetGUID=note)
        written = _below(notes, "Note", guid=note, name=name, **by)
        _below(written, "PlainTextContent").text = _legal(row["note"])


def _check(given: pl.DataFrame, texts: Mapping[str, str]) -> None:
    for passage in given["passage"]:
        article, _, span = passage.rpartition(":")
        if article not in texts or int(span.split("-")[1]) > len(texts[article]):
            problem, remedy = "no article holds it", "pass the event that was coded"
            raise ParallaxError(f"passage {passage}", problem, remedy)


def _below(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    legal = {name: _legal(value) for name, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}", legal)


def _legal(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _guid(*parts: str) -> str:
    return str(uuid.uuid5(_IDS, "\x00".join(parts)))


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _zipped(held: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in held.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# ------------------------------------------------------------------------ back again


def read_qdpx(
    path: str | Path, corpus: Corpus, schemes: Iterable[Scheme] = ()
) -> tuple[pl.DataFrame, list[str]]:
    """Read the coded passages of a REFI-QDA project that are texts of a corpus.

    Gives the answers as `coding.read` does (a scheme is the code above the code, ``question``
    its description; codes are written as ``schemes`` write them, else as the project names
    them), and what could not be read, a line each: a source whose text is none of the corpus's,
    a selection that is no text.

    Raises ParallaxError where the file is no such project.
    """
    root, parts = _opened(Path(path))
    users = {one.get("guid"): one.get("name") for one in _all(root, "User")}
    known = {(one.name, code.label): code.code for one in schemes for code in one.codes}
    codes = {code.get("guid"): _above(code) for code in _all(root, "Code")}
    notes = {note.get("guid"): _content(note) for note in _all(root, "Note")}
    texts = {_plain(text): article for article, text in _texts(corpus)}
    rows, left = [], []
    for source in _all(root, "TextSource"):
        text = _source(source, parts)
        article = texts.get(text)
        if article is None:
            left.append(f"source “{source.get('name')}”: its text is none of the event’s")
            continue
        printed = dict(_texts(corpus))[article]
        for found in _coded(source):
            span = found.span(printed)
            if span is None:
                left.append(f"a selection of “{source.get('name')}” lies outside its text")
                continue
            for guid in found.codes:
                scheme, question, label = codes.get(guid, ("", "", "unknown"))
                code = known.get((scheme, label), label)
                note = "\n".join(notes.get(one, "") for one in found.notes)
                passage = f"{article}:{span[0]}-{span[1]}"
                coder = users.get(found.by) or "unknown"
                rows.append((coder, scheme, question, passage, code, note, 0, found.time))
    left += [f"“{one.get('name')}” is no text" for one in _all(root, "PDFSource")]
    schema = store.read(Path("no such file")).schema
    return pl.DataFrame(rows, schema=schema, orient="row"), left


@dataclass(frozen=True)
class _Selection:
    """A selection with its codes, as the project places it."""

    start: int
    end: int | None
    codes: list[str]
    notes: list[str]
    by: str
    time: datetime

    def span(self, printed: str) -> tuple[int, int] | None:
        """Its place in the text as printed, with carriage returns; None outside it."""
        places = [at for at, letter in enumerate(printed) if printed[at : at + 2] != "\r\n"]
        places.append(len(printed))
        end = len(places) - 1 if self.end is None else self.end
        if not 0 <= self.start < end < len(places):
            return None
        return places[self.start], places[end - 1] + 1


def _coded(source: etree._Element) -> Iterable[_Selection]:
    """The coded selections of a source, and codes of the whole of it."""
    for element in [source, *source.iterchildren(f"{{{_NAMESPACE}}}PlainTextSelection")]:
        whole = element is source
        codings = list(element.iterchildren(f"{{{_NAMESPACE}}}Coding"))
        refs = element.iterchildren(f"{{{_NAMESPACE}}}NoteRef")
        notes = [str(ref.get("targetGUID")) for ref in refs]
        start = 0 if whole else int(element.get("startPosition", -1))
        end = None if whole else int(element.get("endPosition", -1))
        for coding in codings:
            targets = [str(ref.get("targetGUID")) for ref in coding]
            by = coding.get("creatingUser") or element.get("creatingUser") or ""
            time = _moment(coding.get("creationDateTime") or element.get("creationDateTime"))
            yield _Selection(start, end, targets, [] if whole else notes, by, time)


def _moment(written: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(str(written).replace("Z", "+00:00"))
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _opened(path: Path) -> tuple[etree._Element, dict[str, bytes]]:
    """The project and its parts."""
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(member.file_size for member in packed.infolist()) > _LIMIT:
                raise ParallaxError(str(path), "it is too large", "export the texts without media")
            parts = {name: packed.read(name) for name in packed.namelist() if name[-1] != "/"}
        root = trees.xml(parts[_PROJECT], str(path))
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        remedy = "export it as a REFI-QDA project (.qdpx)"
        raise ParallaxError(str(path), f"no REFI-QDA project ({error})", remedy) from error
    if etree.QName(root).localname != "Project":
        raise ParallaxError(str(path), "no REFI-QDA project", "export it as one (.qdpx)")
    return root, parts


def _source(source: etree._Element, parts: Mapping[str, bytes]) -> str:
    """The text of a source: a file of the project, or within it."""
    place = (source.get("plainTextPath") or "").removeprefix("internal://").removeprefix("/")
    for name, content in parts.items():
        if place and name.rpartition("/")[2] == place.rpartition("/")[2]:
            return _plain(content.decode("utf-8-sig", errors="replace"))
    return _plain(_content(source))


def _above(code: etree._Element) -> tuple[str, str, str]:
    """The code above a code, what it asks, and the code's own name."""
    parent = code.getparent()
    if parent is None or etree.QName(parent).localname != "Code":
        return str(code.get("name")), "", str(code.get("name"))
    asked = parent.findtext(f"{{{_NAMESPACE}}}Description") or ""
    return str(parent.get("name")), asked, str(code.get("name"))


def _content(element: etree._Element) -> str:
    return element.findtext(f"{{{_NAMESPACE}}}PlainTextContent") or ""


def _all(root: etree._Element, tag: str) -> Iterable[etree._Element]:
    return root.iter(f"{{{_NAMESPACE}}}{tag}")


def _texts(corpus: Corpus) -> Iterable[tuple[str, str]]:
    return corpus.articles.select("article_id", "text").iter_rows()
