"""Write the figures of ``figures.toml`` into the texts that state them, or say which differ.

    python benchmarks/figures.py            # after a change of figures.toml
    python benchmarks/figures.py --check    # 1 where a text is not what this would write

``paper/paper.in.md`` becomes ``paper/paper.md``; in README.md and RESULTS.md the table between
``<!-- figures -->`` and ``<!-- end of figures -->`` is replaced. The pages of ``docs/`` are filled
when the site is built, and the report reads the file itself.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FILE = Path(__file__).with_name("figures.toml")
_PLACE = re.compile(r"\{\{([^{}]+)\}\}")
_NUMBER = re.compile(r"\d*\.?\d+")
_TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.S)


def read() -> dict[str, dict[str, Any]]:
    """All figures by their id, in the file's order."""
    return {row["id"]: row for row in tomllib.loads(FILE.read_text("utf-8"))["figure"]}


def filled(text: str) -> str:
    """A text with its figures; KeyError names one that is not there.

    ``{{id}}`` gives a figure's words, ``{{id.name}}`` one of its further values, ``{{figures:
    PAGE}}`` the table of all that belong to a page, ``{{rows: ID …}}`` rows of a paper's table,
    ``{{languages}}`` what holds in which language.

    >>> filled("{{tone}}; {{headlines.of}}")
    'macro-F1 .79 / .68; 48'
    """
    stated = read()

    def given(place: re.Match[str]) -> str:
        asked, _, rest = place[1].strip().partition(":")
        if asked == "figures":
            return page_table([row for row in stated.values() if row["page"] == rest.strip()])
        if asked == "languages":
            return language_table()
        if asked == "rows":
            return "\n".join(_line(_cells(stated[name], "standing")) for name in rest.split())
        figure, _, name = asked.partition(".")
        return str(stated[figure]["more"][name] if name else stated[figure]["figure"])

    return _PLACE.sub(given, text)


def page_table(rows: list[dict[str, Any]]) -> str:
    """Figures of one page: what on, how much, what beside, how independent, when and how."""
    lines = ["| what | data | figure | beside it | data seen? | date, command |", "|" + "---|" * 6]
    for row in rows:
        lines.append(_line((*_cells(row, "standing"), f"{row['date']}: `{row['command']}`")))
    return "\n".join(lines)


def short_table(*, short: bool = False) -> str:
    """The figures as the report, README and RESULTS.md show them; ``short``: README's choice."""
    lines = ["| measure | data | figure | beside it |", "|---|---|---|---|"]
    for row in read().values():
        if row.get("short", False) or not short:
            seen = f"{row['data']}; {row['standing']}"
            lines.append(_line((row["measure"], seen, row["figure"], row.get("beside", ""))))
    return "\n".join(lines)


def language_table() -> str:
    """What holds in which language, in whole percent, as README and the site show it."""
    lines = ["| language | found | speaker right | wrong | silent |", "|---|---|---|---|---|"]
    for row in tomllib.loads(FILE.read_text("utf-8"))["language"]:
        shares = (f"{float(row[name]):.0f} %" for name in ("found", "right", "wrong", "silent"))
        lines.append(_line((row["name"], *shares)))
    return "\n".join(lines)


def unknown(text: str) -> list[str]:
    """Percentages and decimal shares of a text that no figure of the file holds, even rounded.

    >>> unknown("orders 54 % of pairs, F1 .84 (`x` 99 %), but 12.5 % of nothing")
    ['12.5 %']
    """
    plain = re.sub(r"```.*?```|`[^`]*`|<!-- .*? -->", "", text, flags=re.S)
    known = {number.lstrip("0") for number in _NUMBER.findall(FILE.read_text("utf-8"))}
    known |= {f"{float(number):.0f}" for number in known if number.strip(".")}
    known |= {f"{float(number):.2f}"[1:] for number in known if number.startswith(".")}
    asked = re.findall(r"(?<![\d.–])\d+(?:\.\d+)? %|(?<![\w.])\.\d+", plain)
    return [one for one in asked if one.removesuffix(" %").lstrip("0") not in known | {""}]


def unsupported() -> dict[str, list[str]]:
    """Figures with numbers that stand nowhere in RESULTS.md but in the table written here."""
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text("utf-8")
    known = {_bare(number) for number in _NUMBER.findall(_TABLE.sub("", results))}
    told = {row["id"]: _NUMBER.findall(row["figure"]) for row in read().values()}
    lacking = {name: [n for n in found if _bare(n) not in known] for name, found in told.items()}
    return {name: numbers for name, numbers in lacking.items() if numbers}


def _bare(number: str) -> str:
    """A number without zeros that add nothing: 0.950 and .95 are one."""
    return f"{float(number):g}".lstrip("0") if number.strip(".") else number


def _cells(row: dict[str, Any], *more: str) -> tuple[str, ...]:
    cells = (row["measure"], row["data"], row["figure"], row.get("beside", ""))
    return (*cells, *(row[key] for key in more))


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def texts() -> dict[Path, str]:
    """Every file that states figures, as it should be."""
    paper = ROOT / "paper" / "paper.in.md"
    found = {ROOT / "paper" / "paper.md": filled(paper.read_text("utf-8"))}
    for name, short in (("README.md", True), ("benchmarks/RESULTS.md", False)):
        text = (ROOT / name).read_text("utf-8")
        table = short_table(short=short)
        found[ROOT / name] = _TABLE.sub(lambda m, t=table: f"{m[1]}{t}\n{m[2]}", text)
    return found


def main(arguments: list[str]) -> int:
    wrong = [p for p, text in texts().items() if not p.exists() or p.read_text("utf-8") != text]
    for path in wrong:
        print(f"{path.relative_to(ROOT)} differs from figures.toml")
        if "--check" not in arguments:
            path.write_text(texts()[path], "utf-8")
    return 1 if wrong and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
