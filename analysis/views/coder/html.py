"""What the coder's page shows, as inert HTML: passage, definitions, agreement."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

import polars as pl

from analysis.coding import Scheme

HINT = (
    "Click the passage or press Tab until it is framed; then press a code’s key, or ← back, "
    "→ skip, ⌫ undo. Every answer is saved at once."
)


def head(question: str, done: int, total: int) -> str:
    """The question, and how far the coder has come."""
    return (
        f'<h4>{escape(question)}</h4><progress value="{done}" max="{total}" '
        f'aria-label="passages coded"></progress>{done} of {total} coded'
    )


def passage(row: dict[str, Any], number: int, total: int, *, blind: bool) -> str:
    """One passage marked in its sentence, the rest of its paragraph fainter around it."""
    about = [f"Passage {number} of {total}"]
    about += [] if blind else [row["outlet_name"]]
    about += [f"Named as speaker: {row['named']}"] if row["named"] else []
    around = [
        f'<span class="px-around">{escape(row[key])}</span>'
        for key in ("around_before", "around_after")
    ]
    return (
        f'<p class="px-about">{escape(" · ".join(about))}</p><p><bdi>'
        f"{around[0]}{escape(row['before'])}<mark>{escape(row['text'])}</mark>"
        f"{escape(row['after'])}{around[1]}</bdi></p>"
    )


def definitions(scheme: Scheme) -> str:
    """The codes with their definitions and examples, folded away until asked for."""
    terms = "".join(
        f"<dt>{escape(code.key)} {escape(code.label)}</dt><dd>{escape(code.definition)}"
        + "".join(f"<br><em>{_marked(example)}</em>" for example in code.examples)
        + "</dd>"
        for code in scheme.codes
    )
    return f"<details><summary>What the codes mean</summary><dl>{terms}</dl></details>"


def _marked(example: str) -> str:
    """An example with its **passage** marked."""
    parts = escape(example).split("**")
    return "".join(f"<mark>{part}</mark>" if i % 2 else part for i, part in enumerate(parts))


def status(text: str) -> str:
    return f'<div role="status">{escape(text)}</div>'


def alarm(text: str) -> str:
    return f'<div role="alert"><strong>Not saved.</strong> {escape(text)}</div>'


def result(rows: pl.DataFrame, scheme: Scheme, book: str) -> str:
    """The agreement as a table that can be read by itself, and the codebook to take away."""
    head = ("compared", "Krippendorff’s α", "95 % interval", "same code", "passages")
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    lines = "".join(_line(row) for row in rows.iter_rows(named=True))
    link = base64.b64encode(book.encode()).decode()
    return (
        f'<div role="region" tabindex="0" aria-label="Agreement"><table><thead>'
        f"<tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
        f"<p>{escape(_said(rows, scheme))}</p>"
        f'<a download="codebook-{escape(scheme.name, quote=True)}.md" '
        f'href="data:text/markdown;base64,{link}">Download the codebook</a></div>'
    )


def _line(row: dict[str, Any]) -> str:
    low, high = _number(row["low"]), _number(row["high"])
    numbers = (_number(row["alpha"]), f"{low} to {high}", _number(row["share"]), str(row["n"]))
    if row["low"] is None:
        numbers = (numbers[0], "–", *numbers[2:])
    cells = "".join(f'<td class="px-number">{number}</td>' for number in numbers)
    return f'<tr><th scope="row">{escape(row["compared"])}</th>{cells}</tr>'


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


_ALIKE, _TENTATIVE = 0.8, 0.667  # a share that looks like agreement; an α that is none


def _explained(rows: pl.DataFrame, scheme: Scheme) -> list[str]:
    """Why α and the share of same codes can seem to contradict each other, where they do."""
    first = rows.filter(compared="all coders").head(1).drop_nulls("alpha")
    if not len(first):
        return []
    alpha, share = first["alpha"][0], first["share"][0]
    if share >= _ALIKE and alpha < _TENTATIVE:
        return [
            f"The coders gave the same code in {100 * share:.0f} % of the passages, and still α is "
            f"{_number(alpha)}: where nearly all passages have one code, chance alone agrees as "
            "often, and α counts what is beyond that. Code passages in which the rarer codes occur."
        ]
    if scheme.scale != "nominal" and alpha > share:
        return [
            "On a scale with an order, codes that lie near each other count as half agreed: so α "
            "can be above the share of same codes."
        ]
    return []


def _said(rows: pl.DataFrame, scheme: Scheme) -> str:
    said = ["1 is full agreement, 0 what chance gives; from .80 on, codes count as reliable."]
    if "all coders" not in rows["compared"]:
        said.append("One coder so far: let another code the same sample into the same file.")
    if scheme.measure:
        said.append("Passages on which the tool says nothing are left out beside it.")
    if scheme.shown:
        said.append("You saw the tool’s answer, so there is no α with it.")
    said += _explained(rows, scheme)
    if rows["alpha"].null_count():
        said.append("A dash: not defined here, for all codes are alike or too few.")
    return " ".join(said)
