"""One speaker and one outlet under one name over the articles of an event.

Each article is read by itself; where one calls somebody *Quill* and another *Nora Quill*, or one
spells *McGregor* and another *MacGregor*, counts by speaker would fall apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

import polars as pl

from analysis.reading.quotes import media
from analysis.reading.quotes.names import Name, read_name
from analysis.tables import require

_ALIKE = 0.85  # of the letters of two spellings of one surname; "Johnson" and "Johnston" have .93
_SPELLED = 5  # letters a surname must have for that


def merged(quotes: pl.DataFrame) -> pl.DataFrame:
    """Give one medium, and one person or body, one name over the articles of an event.

    Reads quotes (actor, via). Rows and columns are those of ``quotes``; both are null where they
    were. What merges: `people` and `analysis.reading.quotes.media.forms`.

    >>> quotes = pl.DataFrame({"actor": ["Nora Quill", "Quill"], "via": ["Kanal", "Kanal News"]})
    >>> merged(quotes).rows()
    [('Nora Quill', 'Kanal'), ('Nora Quill', 'Kanal')]
    """
    require(quotes, "quotes", "actor", "via")
    outlets = media.forms(quotes["via"].drop_nulls().to_list())
    same = people(quotes["actor"].drop_nulls().to_list())
    return quotes.with_columns(
        pl.col("via").replace(outlets) if outlets else pl.col("via"),
        pl.col("actor").replace(same) if same else pl.col("actor"),
    )


def people(actors: Iterable[str]) -> dict[str, str]:
    """Each name → the one that stands for it, of the names that an event's speakers have.

    A surname is the only full name that ends in it; a middle name makes no other person; of two
    spellings of a surname after one given name the commoner stands for both, as does the full name
    of a body for its initials. Joint speakers are each theirs. Ids of declared actors, in small
    letters, stay what they are.

    >>> people(["Nora Quill", "Nora B. Quill", "Nora Quill", "Quill", "Ned Roe", "Bo Roe", "Roe"])
    {'Nora B. Quill': 'Nora Quill', 'Quill': 'Nora Quill'}
    """
    often = Counter(one for actor in actors for one in actor.split(" & "))
    names = {written: read for written in often if (read := _read(written)) is not None}
    full = [written for written, name in names.items() if name.first != name.last]
    found = _spellings(full, names, often)
    by_last: dict[str, set[str]] = defaultdict(set)
    for written in full:
        by_last[names[written].last].add(found.get(written, written))
    for written, name in names.items():
        if name.first == name.last and len(by_last[name.last]) == 1:
            found[written] = next(iter(by_last[name.last]))
    bodies = [actor for actor in often if actor not in names and actor[:1].isupper()]
    found |= media.forms(bodies)
    joint = (actor for actor in set(actors) if " & " in actor)
    for actor in joint:
        each = dict.fromkeys(found.get(one, one) for one in actor.split(" & "))
        found[actor] = " & ".join(each)
    return {name: to for name, to in sorted(found.items()) if to != name}


def _read(written: str) -> Name | None:
    """A person's name, as it is written by itself; None for bodies, descriptions and ids."""
    name = read_name(written) if written[:1].isupper() else None
    person = name and name.text == written and name.kind in ("person", "maybe", "single")
    return name if person else None


def _spellings(full: list[str], names: dict[str, Name], often: Counter[str]) -> dict[str, str]:
    """Forms of one full name: with a middle name and without, in two spellings."""
    found: dict[str, str] = {}
    by_first: dict[str, list[str]] = defaultdict(list)
    for written in sorted(full, key=lambda one: (-often[one], one)):
        name = names[written]
        for known in by_first[name.first]:
            if _same(name, names[known]):
                found[written] = known
                break
        else:
            by_first[name.first].append(written)
    return found


def _same(name: Name, known: Name) -> bool:
    if name.suffix != known.suffix:
        return False
    if name.last == known.last:
        one, other = name.middle, known.middle
        return not one or not other or one[0] == other[0]
    one, other = name.last, known.last
    if min(len(one), len(other)) < _SPELLED or one[0] != other[0] or name.kind == "maybe":
        return False
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
