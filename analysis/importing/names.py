"""What archives call the parts of an article, by the language of their interface (names.toml)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_DATA: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
NEXIS, PROQUEST = _DATA["nexis"], _DATA["proquest"]
_FIELD = re.compile(r"\s*([^\W\d_][^:：\n]{0,39}?)\s*[:：]\s*(.*)$", re.S)


def part(line: str, names: dict[str, list[str]]) -> tuple[str, str] | None:
    """The part of an article that a line "NAME: value" states, and the value.

    >>> part("LÄNGE: 120 Wörter", NEXIS), part("Mayor Brandt: it is late", NEXIS)
    (('length', '120 Wörter'), None)
    """
    found = _FIELD.match(line)
    if found is None:
        return None
    name = " ".join(found[1].casefold().split())
    held = next((ours for ours, theirs in names.items() if name in theirs), None)
    return (held, found[2].strip()) if held else None
