"""Articles of a ProQuest export as text: parted by lines of underscores, fields by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.errors import ParallaxError
from analysis.importing.found import Found, from_facts
from analysis.importing.names import PROQUEST, part

_LINE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.M)
_FIELD = re.compile(r"[^\W\d_][\w /()'-]{1,40}:(?:\s|$)")
_LEAST_NAMED = 3  # of our six parts


def recognises(text: str) -> bool:
    """Whether a text is ProQuest's: fields under its names, a full text or an outlet among them."""
    if not _LINE.search(text.replace("\r\n", "\n")):
        return False
    known = {found[0] for line in text.splitlines() if (found := part(line, PROQUEST))}
    return len(known) >= _LEAST_NAMED and bool({"outlet", "published"} & known)


def reads(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles between the lines; an error for each without a full text."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    number = 0
    for block in _LINE.split(text):
        facts = _facts(block)
        if not facts:  # the head, or the contact and copyright after the last
            continue
        number += 1
        facts["outlet"] = re.split(r"\s*;", facts.get("outlet", ""))[0]
        try:
            yield from_facts(facts, f"{name}, document {number}")
        except ParallaxError as error:
            yield error


def _facts(block: str) -> dict[str, str]:
    """Our parts; a text runs until the next field after a blank line."""
    found: dict[str, str] = {}
    inside, blank = False, True
    for line in block.split("\n"):
        known = part(line, PROQUEST)
        if known and (not inside or blank):
            inside = known[0] == "text"
            if known[0] not in found:
                found[known[0]] = known[1]
            continue
        if inside and blank and _FIELD.match(line) and len(line) < 200:
            inside = False
        elif inside:
            found["text"] += "\n" + line
        blank = not line.strip()
    if "text" in found:
        found["text"] = "\n\n".join(line for line in found["text"].split("\n") if line.strip())
    return found if len(found) >= _LEAST_NAMED else {}
