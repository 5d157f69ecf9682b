"""The names that an event declares for its actors, looked for in the words of a source."""

from __future__ import annotations

import re
from typing import NamedTuple

import polars as pl

from analysis.reading.first_words import FirstWords
from analysis.tables import require


class Aliases(NamedTuple):
    """The actors that an event names: lower-case alias → actor, and one expression for all."""

    actor: dict[str, str]
    pattern: FirstWords | None

    def of(self, actor: str | None) -> list[str]:
        """The aliases of one actor, in small letters."""
        return [alias for alias, known in self.actor.items() if known == actor]

    def find(self, words: str) -> str | None:
        """The actor that the words name: not one of two, nor one whose aide or campaign speaks."""
        if self.pattern is None:
            return None
        found: list[re.Match[str]] = []
        for match in self.pattern.finditer(words):
            if not found or match.end(1) > found[-1].end(1):  # not a part of a longer alias
                found.append(match)
        found = [m for m in found if not _of(words, m.start())]
        named = [self.actor[m[1].lower()] for m in found]
        if len(set(named)) > 1 and " and " in words[found[0].end(1) : found[-1].start()]:
            return None
        heads = [m[1].lower() for m in found if _HEAD_ENDS.match(words, m.end(1))]
        return self.actor[max(heads, key=len)] if heads else None


_HEAD_ENDS = re.compile(r"$|[a-z]{1,6}\b|\s*[,(—–]|\s+(?:who|which|and|himself|herself)\b", re.I)


def read_aliases(actors: pl.DataFrame | None) -> Aliases:
    """Read a table of `actor` and `alias`, one row an alias; an actor's id is an alias too."""
    if actors is None or actors.is_empty():
        return Aliases({}, None)
    require(actors, "actors", "actor", "alias")
    rows = list(actors.select("actor", "alias").drop_nulls().iter_rows())
    known = {actor.lower(): actor for actor, _ in rows}
    known |= {alias.lower(): actor for actor, alias in rows if alias.strip()}
    longest = sorted(known, key=len, reverse=True)

    # A source may have lost the space after a name ("Peskovhe"): a full name still counts.
    def written(alias: str) -> str:
        return re.escape(alias) + (r"(?-i:(?![A-Z]))" if " " in alias else r"(?!\w)")

    # Aliases may overlap ("the Kremlin" in "the Kremlin chief"); an owner is none.
    return Aliases(known, FirstWords(longest, written, r"(?![’'`]s\b)", re.I))


def _of(words: str, position: int) -> bool:
    return bool(_OF.search(words[max(0, position - 16) : position]))


_OF = re.compile(r"\b(?:of|for|to|with|by|between|under|about) (?:the )?$")
