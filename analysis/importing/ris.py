"""References as RIS ("TY  - NEWS") or EndNote ("%0 Newspaper Article"); Zotero writes both."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from analysis.errors import ParallaxError
from analysis.importing import dates
from analysis.importing.found import Found, Listed, from_facts

_RIS = re.compile(r"^([A-Z][A-Z0-9])  -(?: (.*))?$")
_ENDNOTE = re.compile(r"^%([0-9A-Z@~+!?&^*$#(])(?: (.*))?$")
_STARTS = re.compile(r"^(?:TY  -|%0 )", re.M)
_TAGS = {  # our part → tags, the surest first
    "text": ("N2", "AB", "N1", "X"),
    "title": ("TI", "T1", "CT", "T"),
    "outlet": ("T2", "JO", "JF", "PB", "B", "J", "I"),
    "published": ("DA", "Y1", "PY", "8", "D"),
    "url": ("UR", "L2", "U"),
    "language": ("LA", "G"),
}


def recognises(text: str) -> bool:
    """Whether a text is a list of references."""
    head = text.lstrip("\ufeff \t\r\n")
    return head.startswith("TY  -") or (head.startswith("%0 ") and "\n%" in head)


def reads(text: str, name: str) -> Iterator[Found | Listed | ParallaxError]:
    """An article of each reference that holds a text; of the others, what they say of a page."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    number, tags, last = 0, dict[str, list[str]](), ""
    for line in [*lines, "TY  -"]:
        found = _RIS.match(line.rstrip()) or _ENDNOTE.match(line.rstrip())
        if found and found[1] in ("TY", "0"):
            if tags:
                number += 1
                yield _reference(tags, f"{name}, reference {number}")
            tags, last = {"TY": []}, ""
            if line == "TY  -":
                tags = {}
        elif found and found[1] != "ER":
            last = found[1]
            tags.setdefault(last, []).append(found[2] or "")
        elif last and not found and line.strip():
            tags[last][-1] += "\n" + line
        elif last and not line.strip() and tags[last][-1]:
            tags[last][-1] += "\n"


def _reference(tags: Mapping[str, list[str]], place: str) -> Found | Listed | ParallaxError:
    """The article of one reference, by its tags."""
    held = {
        ours: next((found for tag in theirs for found in tags.get(tag, []) if found.strip()), "")
        for ours, theirs in _TAGS.items()
    }
    texts = ["\n".join(tags.get(tag, [])).strip() for tag in _TAGS["text"]]
    facts: dict[str, object] = {key: value.strip() or None for key, value in held.items()}
    facts["text"] = max(texts, key=len) or None
    days = [
        day for tag in _TAGS["published"] for found in tags.get(tag, []) if (day := _day(found))
    ]
    facts["published"] = days[0] if days else None
    if facts["text"] is None and facts["url"]:
        return Listed(facts, place)
    try:
        return from_facts(facts, place)
    except ParallaxError as error:
        return error


def _day(value: str) -> datetime.date | None:
    """RIS writes 2021/09/12/ and what it likes after the last slash."""
    parts = re.match(r"(\d{4})/(\d\d?)/(\d\d?)", value.strip())
    stated = f"{parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}" if parts else value
    return dates.as_day(stated)
