"""The same passages told twice: of findings on one sentence only the strongest stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from analysis import tables
from analysis.findings.finding import Finding


def once(found: Iterable[Finding], *, near: int) -> list[Finding]:
    """Keep of findings whose passages mostly lie beside those of a stronger one the stronger.

    ``near`` is up to how many characters apart they lie beside each other.

    >>> from analysis.findings.finding import Bar
    >>> def row(weight):
    ...     bars = (Bar("A", 1, "1", ["a:0-9"]),)
    ...     return Finding(kind="k", basis="census", stands=True, sentence=str(weight), number="",
    ...         why="", weight=weight, bars=bars)
    >>> [kept.sentence for kept in once([row(1), row(2)], near=0)]
    ['2']
    """
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    kept = []
    for row in sorted(found, key=lambda row: (-row.weight, row.sentence)):
        spans = [tables.parse_passage_id(passage) for passage in row.evidence]
        beside = sum(
            any(low - near < end and start < high + near for low, high in taken[article])
            for article, start, end in spans
        )
        if 2 * beside < len(spans) or not spans:
            kept.append(row)
            for article, start, end in spans:
                taken[article].append((start, end))
    return kept
