"""``event.toml`` → outlets, articles, actors, concepts; errors that say what to fix."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError, nearest
from analysis.terms import term_pattern

REQUIRED = object()
_LABEL_OF = {"aliases": "name", "roles": "role", "evaluative": "evaluative"}

# section → key → (type, default); REQUIRED marks a key that must be there
SECTIONS: dict[str, dict[str, tuple[type | tuple[type, ...], Any]]] = {
    "event": {
        "id": (str, None),
        "title": (str, REQUIRED),
        "date": (datetime.date, None),
        "language": (str, None),
        "show_full_text": (bool, False),
        "note": (str, None),
    },
    "outlets": {
        "id": (str, REQUIRED),
        "name": (str, REQUIRED),
        "country": (str, None),
        "ownership": (str, None),
        "proposed": (bool, False),
    },
    "articles": {
        "id": (str, REQUIRED),
        "outlet": (str, REQUIRED),
        "file": (str, REQUIRED),
        "sha256": (str, None),
        "encoding": (str, "utf-8"),
        "title": (str, None),
        "published": (datetime.date, None),
        "url": (str, None),
        "language": (str, None),
        "translated": (bool, None),
        "licence": (str, None),
        "boundaries": (list, ()),
        "labels": (list, ()),
        "source": (str, None),
        "source_sha256": (str, None),
        "place": (str, None),
        "exclude": (str, None),
    },
    "actors": {
        "id": (str, REQUIRED),
        "name": (str, REQUIRED),
        "side": (str, None),
        "aliases": (list, REQUIRED),
        "roles": (list, ()),
        "evaluative": (list, ()),
        "proposed": (bool, False),
    },
    "concepts": {
        "id": (str, REQUIRED),
        "name": (str, REQUIRED),
        "terms": (list, REQUIRED),
        "proposed": (bool, False),
    },
}


@dataclass(frozen=True)
class Manifest:
    """What ``event.toml`` says, checked: one entry per section, defaults filled in."""

    path: Path
    event: dict[str, Any]
    outlets: pl.DataFrame
    articles: list[dict[str, Any]]
    actors: pl.DataFrame
    aliases: pl.DataFrame
    concepts: pl.DataFrame


def read_manifest(folder: str | Path) -> Manifest:
    """Read and check a folder's ``event.toml``.

    Raises ParallaxError naming file, line, value and remedy.
    """
    source = _Source.open(Path(folder) / "event.toml")
    entries = {section: source.entries(section) for section in SECTIONS}
    for section in ("outlets", "articles", "actors", "concepts"):
        source.check_unique(section, entries[section])
    _check_references(source, entries)
    return Manifest(
        path=source.path,
        event=entries["event"][0],
        outlets=_outlets(entries["outlets"]),
        articles=entries["articles"],
        actors=_actors(entries["actors"]),
        aliases=_aliases(entries["actors"]),
        concepts=_concepts(entries["concepts"]),
    )


def _outlets(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {"id": pl.String, "name": pl.String, "country": pl.String, "ownership": pl.String}
    frame = pl.DataFrame([{key: row[key] for key in schema} for row in rows], schema=schema)
    return tables.conform(frame.rename({"id": "outlet"}), tables.OUTLETS)


def _actors(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        [(row["id"], row["name"], row["side"]) for row in rows],
        schema={"actor": pl.String, "name": pl.String, "side": pl.String},
        orient="row",
    )


def _aliases(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """One row per actor and alias, with the label that this way of naming carries."""
    found = [
        (row["id"], alias, label)
        for row in rows
        for key, label in _LABEL_OF.items()
        for alias in row[key]
    ]
    schema = {"actor": pl.String, "alias": pl.String, "label": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row").unique(maintain_order=True)


def _concepts(rows: list[dict[str, Any]]) -> pl.DataFrame:
    found = [(row["id"], row["name"], term) for row in rows for term in row["terms"]]
    schema = {"concept": pl.String, "name": pl.String, "term": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")


def _check_references(source: _Source, entries: dict[str, list[dict[str, Any]]]) -> None:
    outlets = [entry["id"] for entry in entries["outlets"]]
    for number, article in enumerate(entries["articles"]):
        if article["outlet"] not in outlets:
            raise source.error(
                "articles",
                number,
                "outlet",
                f"article '{article['id']}' names the unknown outlet '{article['outlet']}'",
                nearest(article["outlet"], outlets),
            )
        for label in article["labels"]:
            if (
                not isinstance(label, dict)
                or set(label) != {"text", "kind"}
                or not _all_words(list(label.values()))
            ):
                raise source.error(
                    "articles",
                    number,
                    "labels",
                    f"a label reads {label!r}",
                    "write { text = …, kind = … }",
                )
            if label["kind"] not in tables.KINDS:
                raise source.error(
                    "articles",
                    number,
                    "labels",
                    f"unknown kind '{label['kind']}'",
                    nearest(label["kind"], tables.KINDS),
                )
    for number, outlet in enumerate(entries["outlets"]):
        allowed = tables.OUTLETS.columns["ownership"].values
        if outlet["ownership"] is not None and outlet["ownership"] not in allowed:
            raise source.error(
                "outlets",
                number,
                "ownership",
                f"unknown ownership '{outlet['ownership']}'",
                nearest(outlet["ownership"], allowed),
            )
    _check_terms(source, entries)


def _check_terms(source: _Source, entries: dict[str, list[dict[str, Any]]]) -> None:
    for number, actor in enumerate(entries["actors"]):
        if not actor["aliases"]:
            raise source.error(
                "actors",
                number,
                "aliases",
                f"actor '{actor['id']}' has no alias",
                f'write aliases = ["{actor["name"]}"]',
            )
    for number, concept in enumerate(entries["concepts"]):
        if not concept["terms"]:
            raise source.error(
                "concepts",
                number,
                "terms",
                f"concept '{concept['id']}' has no terms",
                "write the words that name it, or remove the concept",
            )
        for term in concept["terms"]:
            try:
                term_pattern(term)
            except re.error as error:
                raise source.error(
                    "concepts",
                    number,
                    "terms",
                    f"the term '{term}' is no valid pattern ({error})",
                    "mend the regular expression between the slashes",
                ) from error


@dataclass(frozen=True)
class _Source:
    """The file's text and parsed content, and where a key stands, for errors."""

    path: Path
    text: str
    data: dict[str, Any]

    @classmethod
    def open(cls, path: Path) -> _Source:
        if not path.parent.is_dir():
            raise ParallaxError(str(path.parent), "no such folder", "check the path")
        if not path.is_file():
            raise ParallaxError(
                str(path), "no such file", "write it: the README says how, corpus/ has an example"
            )
        text = read_text(path)
        try:
            data = tomllib.loads(text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            place = f"{path}:{found[1]}" if found else str(path)
            raise ParallaxError(place, f"not valid TOML ({error})", "mend that line") from error
        for key in data:
            if key not in SECTIONS:
                line = _line_of(text, key, 0, None)
                raise ParallaxError(
                    f"{path}:{line}", f"unknown section '{key}'", nearest(key, SECTIONS)
                )
        return cls(path, text, data)

    def error(self, section: str, number: int, key: str | None, problem: str, remedy: str):
        line = _line_of(self.text, section, number, key)
        return ParallaxError(f"{self.path}:{line}", problem, remedy)

    def entries(self, section: str) -> list[dict[str, Any]]:
        """The section's entries with defaults; ``event`` counts as a list of one."""
        found = self.data.get(section, [])
        single = section == "event"
        if single != isinstance(found, dict) or not isinstance(found, list | dict):
            form = f"[{section}]" if single else f"[[{section}]]"
            raise self.error(section, 0, None, f"section {form} is missing", f"write {form}")
        entries = [found] if isinstance(found, dict) else found
        if not entries and section in ("outlets", "articles"):
            raise self.error(section, 0, None, f"no [[{section}]]", f"add one [[{section}]]")
        return [self._entry(section, number, entry) for number, entry in enumerate(entries)]

    def _entry(self, section: str, number: int, entry: dict[str, Any]) -> dict[str, Any]:
        keys = SECTIONS[section]
        for key, value in entry.items():
            if key not in keys:
                raise self.error(section, number, key, f"unknown key '{key}'", nearest(key, keys))
            wanted = keys[key][0]
            fits = type(value) is wanted if wanted is datetime.date else isinstance(value, wanted)
            if not fits or (isinstance(value, str) and not value.strip()):
                kind = getattr(keys[key][0], "__name__", str(keys[key][0]))
                raise self.error(
                    section, number, key, f"{key} = {value!r} is no {kind}", f"write a {kind}"
                )
            if isinstance(value, list) and key != "labels" and not _all_words(value):
                raise self.error(
                    section, number, key, f"{key} = {value!r}", "write a list of non-empty strings"
                )
        for key, (_, default) in keys.items():
            if default is REQUIRED and key not in entry:
                raise self.error(
                    section, number, None, f"'{key}' is missing", f"add {key} = … to it"
                )
        return {key: entry.get(key, default) for key, (_, default) in keys.items()}

    def check_unique(self, section: str, entries: list[dict[str, Any]]) -> None:
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            if entry["id"] in seen:
                raise self.error(
                    section, number, "id", f"id '{entry['id']}' is used twice", "rename one of them"
                )
            seen.add(entry["id"])


def _all_words(values: list[Any]) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)


def _line_of(text: str, section: str, number: int, key: str | None) -> int:
    """Line of a key in the section's entry; of its header if the key is not found; else 1."""
    seen, header = -1, 0
    for line_number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*\[\[?\s*{re.escape(section)}\s*\]", line):
            seen += 1
            if seen == number:
                header = line_number
        elif re.match(r"\s*\[\[?\s*\w+\s*\]\]?\s*(#|$)", line) and header:
            break
        elif header and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return line_number
    return header or 1


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Decode a file without changing anything: no newline translation, no BOM removed.

    Raises ParallaxError for a missing, empty or wrongly encoded file; the last
    names the byte and the likely encoding.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ParallaxError(str(path), "no such file", "check the name") from None
    except OSError as error:
        raise ParallaxError(str(path), f"cannot be read ({error})", "check the file") from error
    if not raw.strip():
        raise ParallaxError(str(path), "the file is empty", "add its text or remove the entry")
    try:
        return raw.decode(encoding)
    except LookupError as error:
        raise ParallaxError(
            str(path), f"unknown encoding '{encoding}'", "use a name such as utf-8 or cp1252"
        ) from error
    except UnicodeDecodeError as error:
        raise ParallaxError(
            f"{path}, byte {error.start}",
            f"0x{raw[error.start]:02x} is not {encoding}",
            f'the likely encoding is {_likely_encoding(raw)}: write encoding = "'
            f'{_likely_encoding(raw)}" for this article in event.toml, or convert the file',
        ) from error


def _likely_encoding(raw: bytes) -> str:
    if _decodes(raw, "utf-8"):
        return "utf-8"
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if raw[1:200:2].count(0) > 40 or raw[0:200:2].count(0) > 40:
        return "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    return "cp1252" if _decodes(raw, "cp1252") else "latin-1"


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
