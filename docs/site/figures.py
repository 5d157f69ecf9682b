"""Figures of ``benchmarks/figures.toml`` → the places of a text that ask for them.

``{{id}}`` gives a figure's words, ``{{id.name}}`` one of its further values, and a line
``{{figures: PAGE}}`` the table of all that belong to a page.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "benchmarks" / "figures.toml"
_PLACE = re.compile(r"\{\{([^{}]+)\}\}")


def read() -> dict[str, dict[str, Any]]:
    """All figures by their id, in the file's order."""
    return {row["id"]: row for row in tomllib.loads(FILE.read_text("utf-8"))["figure"]}


def filled(text: str) -> str:
    """A text with its figures; KeyError names one that is not there.

    >>> filled("end to end {{quotations}}")
    'end to end F1 91.3'
    """
    stated = read()

    def given(place: re.Match[str]) -> str:
        asked = place[1].strip()
        if asked.startswith("figures:"):
            page = asked.partition(":")[2].strip()
            return table([row for row in stated.values() if row["page"] == page])
        figure, _, name = asked.partition(".")
        return str(stated[figure]["more"][name] if name else stated[figure]["figure"])

    return _PLACE.sub(given, text)


def table(rows: list[dict[str, Any]]) -> str:
    """Figures as a table: what on, how much, what beside, how independent, when and how."""
    lines = ["| what | data | figure | beside it | data seen? | date, command |", "|" + "---|" * 6]
    for row in rows:
        made = f"{row['date']}: `{row['command']}`" if row.get("command") else str(row["date"])
        cells = (row["measure"], row["data"], row["figure"], row.get("beside", ""))
        lines.append("| " + " | ".join((*cells, row["standing"], made)) + " |")
    return "\n".join(lines)
