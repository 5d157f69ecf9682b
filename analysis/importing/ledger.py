"""What became of every record of every file: read, or left out and why. The sum always adds up."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import ParallaxError
from analysis.importing.found import Remark

FILE = "ledger.csv"
COLUMNS = ("file", "outcome", "records", "place", "why")
READ, COMPLETES, LEFT_OUT, NO_ARTICLE, REMARK = (
    *("read", "completes another", "left out", "no article by its kind", "remark"),
)
_WITHIN = re.compile(r"(?:, [a-z]+ \d+|, sheet .*|: record \d+(?:, .*)?|:\d+|, byte \d+)$")


@dataclass
class Ledger:
    """Records by file and outcome; those left out one by one, with the reason and the remedy.

    >>> ledger = Ledger()
    >>> ledger.read("a.csv:2"), ledger.left_out(ParallaxError("a.csv:3", "no text", "fill it"))
    (None, None)
    >>> ledger.seen, ledger.count(READ), ledger.count(LEFT_OUT)
    (2, 1, 1)
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: list[tuple[str, str, int, str, str]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """All records, whatever became of them."""
        return sum(n for (_, outcome), n in self.counts.items() if outcome != REMARK)

    def count(self, outcome: str) -> int:
        return sum(n for (_, found), n in self.counts.items() if found == outcome)

    def read(self, place: str) -> None:
        self.counts[file_of(place), READ] += 1

    def completes(self, place: str) -> None:
        self.counts[file_of(place), COMPLETES] += 1

    def left_out(self, error: ParallaxError) -> None:
        outcome = REMARK if isinstance(error, Remark) else LEFT_OUT
        self._name(outcome, error.place, 1, f"{error.problem}. Remedy: {error.remedy}")

    def no_article(self, place: str, number: int, why: str) -> None:
        self._name(NO_ARTICLE, place, number, why)

    def _name(self, outcome: str, place: str, number: int, why: str) -> None:
        self.counts[file_of(place), outcome] += number
        self.named.append((file_of(place), outcome, number, place, " ".join(why.split())))

    def rows(self) -> Iterator[tuple[str, str, int, str, str]]:
        """One row a file and outcome; one each for what is left out, with place and reason."""
        for (file, outcome), number in self.counts.items():
            if outcome in (READ, COMPLETES):
                yield file, outcome, number, "", ""
        yield from self.named

    def as_csv(self) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(self.rows())
        return out.getvalue().encode("utf-8", "replace").decode()

    def told(self) -> str:
        """The sum in words.

        >>> ledger = Ledger()
        >>> ledger.read("a.txt")
        >>> ledger.told()
        '1 record seen: 1 read'
        """
        outcomes = (READ, COMPLETES, LEFT_OUT, NO_ARTICLE)
        parts = [f"{n} {outcome}" for outcome in outcomes if (n := self.count(outcome))]
        return f"{self.seen} record{'s' * (self.seen != 1)} seen: {', '.join(parts) or 'none read'}"


def file_of(place: str) -> str:
    """The file that a place lies in.

    >>> file_of("a.csv:7"), file_of("b.mbox, message 3"), file_of("c.zip: d.html")
    ('a.csv', 'b.mbox', 'c.zip: d.html')
    """
    while (bare := _WITHIN.sub("", place)) != place:
        place = bare
    return place


def stated(folder: Path) -> list[dict[str, str]]:
    """The rows of an event's ledger; none where it has none, or none that can be read."""
    path = folder / FILE
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        return [row for row in rows if set(COLUMNS) <= set(row)]
    except (OSError, ValueError, csv.Error):
        return []
