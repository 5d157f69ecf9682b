"""Words that sentences of findings, charts and the report are put together with."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

UNNAMED = "an unnamed outlet"  # of articles whose source names none, as it reads in a sentence


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Words of a list; of more than ``most``, all but the last places and how many more.

    >>> listed([]), listed("a"), listed("ab"), listed("abc"), listed("abcdef", most=5)
    ('none', 'a', 'a and b', 'a, b and c', 'a, b, c, d and 2 more')
    """
    words = list(names) or ["none"]
    if most is not None and len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def opened(sentence: str) -> str:
    """A sentence that begins with the outlet whose name nobody stated, with a capital.

    >>> opened("an unnamed outlet leaves it out"), opened("efe has it")
    ('An unnamed outlet leaves it out', 'efe has it')
    """
    return sentence[:1].upper() + sentence[1:] if sentence.startswith(UNNAMED) else sentence


def html_table(heads: Iterable[str], rows: Iterable[Iterable[object]], caption: str) -> str:
    """A small table as inert HTML, for what an object shows of itself in a notebook.

    >>> html_table(["n"], [[1], [None]], "Counts")
    '<table><caption>Counts</caption><tr><th>n</th></tr><tr><td>1</td></tr><tr><td>—</td></tr></table>'
    """
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"


def _cell(value: object) -> str:
    return f"<td>{'—' if value is None else escape(str(value))}</td>"
