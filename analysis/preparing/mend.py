"""Edits of an event's folder that keep its comments and order and lose nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path
from typing import Any

import polars as pl
import tomlkit
from tomlkit.exceptions import TOMLKitError

from analysis.errors import ParallaxError
from analysis.files import sweep, write
from analysis.preparing import screen
from analysis.preparing.check import Problem
from analysis.reading.eventfile import read_text


def fix(folder: str | Path, problems: Iterable[Problem]) -> list[str]:
    """Make the safe edits that problems offer; returns what was done, one line each.

    A duplicate is excluded, not removed; damaged text is mended in a copy beside it.
    Nothing is overwritten but event.toml, and that in one step.
    """
    event = EventEditor(folder)
    for below in {event.path.parent, *event.path.parent.rglob("*/")}:
        sweep(below)
    done = []
    for name, article_id, *rest in (problem.fix for problem in problems if problem.fix):
        if name == "exclude":
            event.article(article_id)["exclude"] = rest[0]
            done.append(f"article '{article_id}' is excluded: {rest[0]}")
        elif name == "mend":
            done += _mend(event, article_id)
    if done:
        event.save()
    return done


FORMS = {"actors": "aliases", "concepts": "terms"}  # by what an entry is found in the texts


class EventEditor:
    """An event.toml whose entries can be changed while its comments and order stay.

    >>> event = EventEditor("corpus/vostochny-2023")
    >>> event.article("efe")["outlet"]
    'efe'
    """

    def __init__(self, folder: str | Path):
        path = Path(folder)
        self.path = path if path.name == "event.toml" else path / "event.toml"
        self.text = read_text(self.path)
        try:
            self.document = tomlkit.parse(self.text.removeprefix("\ufeff"))
        except TOMLKitError as error:
            raise ParallaxError(str(self.path), f"not valid TOML ({error})", "mend it") from error

    def entry(self, section: str, entry_id: str) -> Any:
        """The entry with an id, to read and to change."""
        for found in self.document.get(section, []):
            if found.get("id") == entry_id:
                return found
        raise ParallaxError(str(self.path), f"no [[{section}]] '{entry_id}'", "check the id")

    def article(self, article_id: str) -> Any:
        return self.entry("articles", article_id)

    def accept(self, section: str, entry_id: str) -> None:
        """Accept a proposal: its ``proposed`` line goes."""
        self.entry(section, entry_id).pop("proposed", None)

    def refuse(self, section: str, entry_id: str) -> None:
        """Refuse a proposal: the entry goes."""
        entries = self.document[section]
        entries.remove(self.entry(section, entry_id))  # type: ignore[union-attr]

    def edit(self, section: str, entry_id: str, name: str, forms: Iterable[str]) -> None:
        """Give an entry another name, and an actor other names or a concept other terms.

        Raises ParallaxError where the name, or what it is found by, is empty.
        """
        found, key, given = self.entry(section, entry_id), FORMS.get(section), list(forms)
        if not name or (key and not given):
            raise ParallaxError(
                str(self.path), f"'{entry_id}' has no name or no words", "write one at least"
            )
        found["name"] = name
        if key:
            found[key] = given

    def save(self) -> None:
        """Write the file in one step: an interruption leaves the old one."""
        write(self.path, tomlkit.dumps(self.document).encode())

    def restore(self, text: str) -> None:
        """Write the file as it was before."""
        write(self.path, text.encode())


def _free(folder: Path, file: Path, content: bytes) -> Path:
    """The name, or with a number where another content has it: a killed run leaves the same."""
    numbered = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in count(2))
    return next(
        name
        for name in chain([file], numbered)
        if not (folder / name).exists() or (folder / name).read_bytes() == content
    )


def _mend(event: EventEditor, article_id: str) -> list[str]:
    """Write a mended copy of an article's text beside it, read that from now on, and say so.

    The copy is looked at again: what is still damaged in it is said, not called mended.
    """
    entry = event.article(article_id)
    folder, old = event.path.parent, Path(str(entry["file"]))
    text = screen.mended(read_text(folder / old, str(entry.get("encoding", "utf-8"))))
    if text is None:
        return []
    file = _free(folder, old.with_name(f"{old.stem}.mended.txt"), text.encode())
    write(folder / file, text.encode())
    if "source" not in entry:
        entry["source"] = old.as_posix()
        if "sha256" in entry:
            entry["source_sha256"] = entry["sha256"]
    entry["file"] = file.as_posix()
    entry["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    entry.pop("encoding", None)
    left = screen.damage(pl.DataFrame({"article_id": [article_id], "text": [text]}))
    if left.is_empty():
        return [f"the encoding of '{article_id}' is mended in {file.as_posix()}"]
    start, end, lost = left.select("start", "end", "lost").row(0)
    gone = f"characters are lost (�: {lost})" if lost else "it is still damaged"
    where = " ".join(text[start:end].split())[:60]
    return [
        f"the encoding of '{article_id}' is better in {file.as_posix()}, but {gone}: “{where}”; "
        "save the page again"
    ]
