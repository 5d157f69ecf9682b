"""``event.toml`` as written: its entries with defaults, and on which line each key stands."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis import decoding
from analysis.errors import ParallaxError, nearest

_HEADER = re.compile(r"\s*\[\[?\s*(\w+)\s*\]\]?\s*(?:#|$)")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")
REQUIRED = object()
# section → key → (type, default); REQUIRED marks a key that must be there
Sections = Mapping[str, Mapping[str, tuple[Any, Any]]]


@dataclass(frozen=True)
class EventFile:
    """The file's text and parsed content; ``problems`` gathers what is wrong, with its line."""

    path: Path
    text: str
    data: dict[str, Any]
    problems: list[ParallaxError] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> EventFile:
        """Read and parse the file; raises ParallaxError where that cannot be done."""
        if not path.parent.is_dir():
            raise ParallaxError(str(path.parent), "no such folder", "check the path")
        if not path.is_file():
            raise ParallaxError(
                str(path), "no such file", "make it with `parallax new`, or write it: see README"
            )
        text = read_text(path)
        try:
            data = tomllib.loads(text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            place = f"{path}:{found[1]}" if found else str(path)
            raise ParallaxError(place, f"not valid TOML ({error})", "mend that line") from error
        except RecursionError as error:
            raise ParallaxError(str(path), "brackets nested too deep", "mend it") from error
        return cls(path, text, data)

    def place(self, section: str, number: int = 0, key: str | None = None) -> str:
        """File and line of an entry's key; of the entry where the key is not there."""
        keys = self._lines.get((section, number), {})
        return f"{self.path}:{keys.get(key) or keys.get(None, 1)}"

    @cached_property
    def _lines(self) -> dict[tuple[str, int], dict[str | None, int]]:
        return _lines(self.text)

    def report(self, section: str, number: int, key: str | None, problem: str, remedy: str) -> None:
        self.problems.append(ParallaxError(self.place(section, number, key), problem, remedy))

    def check_sections(self, sections: Sections) -> None:
        for key in self.data:
            if key not in sections:
                self.report(key, 0, None, f"unknown section '{key}'", nearest(key, sections))

    def entries(self, section: str, keys: Mapping[str, tuple[Any, Any]], *, needed: bool):
        """The section's entries with defaults; ``event`` counts as a list of one."""
        found = self.data.get(section, [])
        single = section == "event"
        form = f"[{section}]" if single else f"[[{section}]]"
        fits = isinstance(found, dict) if single else isinstance(found, list)
        if not fits or not all(isinstance(entry, dict) for entry in ([] if single else found)):
            self.report(section, 0, None, f"section {form} is missing", f"write {form}")
            return []
        entries = [found] if single else found
        if not entries and needed:
            self.report(section, 0, None, f"no {form}", f"add one {form}")
        return [self._entry(section, keys, n, entry) for n, entry in enumerate(entries)]

    def _entry(
        self,
        section: str,
        keys: Mapping[str, tuple[Any, Any]],
        number: int,
        entry: dict[str, Any],
    ) -> dict[str, Any]:
        """One entry; what is wrong in it is reported and replaced by the default."""
        kept = {key: default for key, (_, default) in keys.items()}
        for key, value in entry.items():
            if key not in keys:
                self.report(section, number, key, f"unknown key '{key}'", nearest(key, keys))
            elif problem := _misfit(key, value, keys[key][0]):
                self.report(section, number, key, *problem)
            else:
                kept[key] = value
        for key, (_, default) in keys.items():
            if default is REQUIRED and key not in entry:
                problem, remedy = f"'{key}' is missing", f"add {key} = … to it"
                self.report(section, number, None, problem, remedy)
        return kept


def _misfit(key: str, value: Any, wanted: Any) -> tuple[str, str] | None:
    """Problem and remedy where a value is not of the kind its key wants."""
    fits = type(value) is wanted if wanted is datetime.date else isinstance(value, wanted)
    if not fits or (isinstance(value, str) and not value.strip()):
        kind = getattr(wanted, "__name__", str(wanted))
        return f"{key} = {value!r} is not a {kind}", f"write a {kind}"
    if isinstance(value, list) and key != "labels" and not all_words(value):
        return f"{key} = {value!r}", "write a list of non-empty strings"
    return None


def all_words(values: list[Any]) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)


def _lines(text: str) -> dict[tuple[str, int], dict[str | None, int]]:
    """The line of every entry's header (under None) and keys, by section and number."""
    found: dict[tuple[str, int], dict[str | None, int]] = {}
    seen = Counter[str]()
    keys: dict[str | None, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            keys = found[header[1], seen[header[1]]] = {None: number}
            seen[header[1]] += 1
        elif key := _KEY.match(line):
            keys.setdefault(key[1] or key[2] or key[3], number)
    return found


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Decode a file without changing anything: no newline translation, no BOM removed.

    Raises ParallaxError for a missing, empty or wrongly encoded file; the last
    names the byte and the likely encoding.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ParallaxError(str(path), "it is not a regular file", "name a file of text")
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
        likely = decoding.likely_encoding(raw)
        raise ParallaxError(
            f"{path}, byte {error.start}",
            f"0x{raw[error.start]:02x} is not {encoding}",
            f'the likely encoding is {likely}: write encoding = "{likely}" for this article '
            "in event.toml, or convert the file",
        ) from error
