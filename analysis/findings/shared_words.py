"""The same words inside the quotation marks of two outlets, whoever is said to speak them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl

from analysis import languages
from analysis.findings import carried, people
from analysis.findings.carried import Carried
from analysis.findings.event import Event, letters
from analysis.findings.finding import plain
from analysis.findings.phrases import ends_clause, is_predicate
from analysis.reading.quotes import link_labels

_RUN = 8  # words in a row from which two quotations are of one utterance,
_SHORT = 5  # words of it that can be told, where a clause ends in it,
_TELLING = 3  # and how many of these are no function words
_LONGEST = 8  # words of what a speaker is called
_SURE = ("named", "resolved")
_JOINING = ("and", "but", "so", "or", "that", "because", "which")
_LEADS = re.compile(rf"^(?:{'|'.join(_JOINING)})\s+", re.IGNORECASE)
_EDGES = " \"“”'‘’,;:–—-"
_TORN_BEGIN = re.compile(r"^\W*(?:…|\.{3,})[^.!?…]*(?:[.!?]+\s+|$)")  # "…intentional. This is"
_TORN_END = re.compile(r"(?:(?<=[.!?])\s+[^.!?…]*|\W*)(?:…|\.{3,})\W*$")


class _Part(NamedTuple):
    """An unbroken part of a quotation: its row, its outlet, its words as they are compared."""

    row: dict[str, Any]
    outlet: str
    printed: list[str]
    words: list[str]

    @property
    def passage(self) -> str:
        return f"{self.row['article_id']}:{self.row['start']}-{self.row['end']}"


def shared(event: Event) -> list[Carried]:
    """Runs of words that two outlets or more quote, the widest first, each once.

    Who speaks is told where all that quote the words surely mean one; else how each names him.
    """
    parts = list(_parts(event))
    found: dict[str, str] = {}
    for wording in _runs(parts):
        found.setdefault(letters(wording), wording)
    read = [one for wording in found.values() if (one := _read(event, parts, wording))]
    return sorted(read, key=lambda one: (-len(one.passages), -len(one.wording), one.wording))


def _parts(event: Event) -> Iterator[_Part]:
    rows = event.corpus.quotes.filter(pl.col("form").is_in(["direct", "mixed"]))
    for row in rows.iter_rows(named=True):
        text = event.texts[row["article_id"]][row["start"] : row["end"]]
        printed = _words(text)
        if len(printed) >= _RUN:
            yield _Part(row, event.owners[row["article_id"]], printed, list(map(letters, printed)))


def _words(text: str) -> list[str]:
    """The words of a text, each with the dash that stands alone behind it.

    >>> _words("Hull — Hull — is"), _words("— Hull")
    (['Hull —', 'Hull —', 'is'], ['Hull'])
    """
    found: list[str] = []
    for word in text.split():
        if letters(word):
            found.append(word)
        elif found:
            found[-1] += f" {word}"
    return found


def _runs(parts: list[_Part]) -> Iterator[str]:
    """The longest runs of words of each part that stand in one other outlet's."""
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for part in parts:
        for gram in _grams(part.words):
            holders[gram].add(part.outlet)
    for part in parts:
        held = [holders[gram] for gram in _grams(part.words)]
        for other in sorted(set().union(*held) - {part.outlet}):
            for first, last in _stretches([other in one for one in held]):
                yield _trimmed(_whole(part.printed, first, last + _RUN - 1))


def _grams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)]


def _stretches(held: list[bool]) -> Iterator[tuple[int, int]]:
    """From where to where a list is true without a break."""
    first = None
    for place, one in enumerate([*held, False]):
        if one and first is None:
            first = place
        elif not one and first is not None:
            yield first, place
            first = None


def _whole(words: list[str], first: int, last: int) -> str:
    """Words first to last, without what stands before or after a mark where a clause is cut.

    >>> _whole("One two three, four five six seven eight nine ten, and so on".split(), 0, 12)
    'One two three, four five six seven eight nine ten,'
    """
    marks = [place + 1 for place in range(first, last) if ends_clause(words[place])]
    if last < len(words) and last not in marks and marks and marks[-1] - first >= _SHORT:
        last = marks[-1]
    if first and not ends_clause(words[first - 1]) and marks and last - marks[0] >= _SHORT:
        first = marks[0]
    return " ".join(words[first:last])


def _trimmed(text: str) -> str:
    """A run without marks at its edges; whole sentences of it, where it holds one to its end."""
    text = _TORN_END.sub("", _TORN_BEGIN.sub("", plain(link_labels.without(text).text)))
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s|$)", text)]
    if ends and ends[-1] < len(text) and len(text[: ends[-1]].split()) >= _SHORT:
        text = text[: ends[-1]]
    begun = re.search(r"[.!?]\s+(?=[A-Z])", text)
    if text[:1].islower() and begun and len(text[begun.end() :].split()) >= _SHORT:
        text = text[begun.end() :]
    return _LEADS.sub("", text.strip(_EDGES)).rstrip(".")


def _read(event: Event, parts: list[_Part], wording: str) -> Carried | None:
    words = letters(wording)
    telling = [word for word in words.split() if word not in languages.read().function_words]
    if len(telling) < _TELLING or len(words.split()) < _SHORT:
        return None
    held = [part for part in parts if f" {words} " in f" {' '.join(part.words)} "]
    passages: dict[str, list[str]] = {}
    for part in held:
        passages.setdefault(part.outlet, []).append(part.passage)
    if len(passages) < 2 or is_predicate(wording) or not _is_clause(held, words.split()):
        return None
    if any(carried.is_joint(event.texts[p.row["article_id"]], p.passage) for p in held):
        return None  # several say it at once, and no name would be right
    speaker = _speaker(event, [part.row for part in held])
    one = carried.read(event, wording, speaker, passages)
    return one if speaker else replace(one, named=_named(held))


def _is_clause(held: list[_Part], words: list[str]) -> bool:
    """Whether some part begins a clause with the words, and some part ends one with them."""
    size, begins, ends = len(words), False, False
    for part in held:
        for n in range(len(part.words) - size + 1):
            if [one for word in part.words[n : n + size] for one in word.split()] != words:
                continue
            before, last = part.printed[n - 1], part.printed[n + size - 1]
            begins |= n == 0 or ends_clause(before) or before.lower() in _JOINING
            ends |= n + size == len(part.words) or ends_clause(last)
    return begins and ends


def _speaker(event: Event, rows: list[dict[str, Any]]) -> str:
    """Whom all outlets surely mean; "" where one may mean another, or nobody sure."""
    every = {row["actor"] for row in rows if row["actor"]}
    sure = {row["actor"] for row in rows if row["sure"] in _SURE and row["actor"]}
    one = next(iter(sure)) if len(every) == len(sure) == 1 else ""
    if one not in event.actors and not people.has_first_name(one):
        return ""
    name = event.actor(one)
    shared = any(people.is_shared(event.texts[row["article_id"]], name) for row in rows)
    return "" if shared else one


def _named(held: list[_Part]) -> dict[str, str]:
    """Outlet → how it names who speaks; none where one does not, or two name two people."""
    found: dict[str, str] = {}
    for part in held:
        source = plain(part.row["source"] or "").strip(" ,")
        if part.row["sure"] == "named" and 1 < len(source.split()) <= _LONGEST:
            found.setdefault(part.outlet, source)
    outlets = {part.outlet for part in held}
    named = {part.row["actor"] for part in held if people.has_first_name(part.row["actor"] or "")}
    return found if set(found) == outlets and len(named) < 2 else {}
