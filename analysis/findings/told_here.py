"""What sets each text apart: sentences of whose words no other outlet has many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis import tables
from analysis.findings.event import NO_ANSWER, Event, letters
from analysis.findings.figures import given_elsewhere
from analysis.findings.finding import CENSUS, LISTED, Finding, Proof, absent, number_of
from analysis.findings.in_place import in_place
from analysis.findings.leaning import leans, led_in, printed
from analysis.findings.openings import AUTHOR, behind
from analysis.findings.own_words import (
    QUOTED,
    Sentence,
    is_quotation,
    is_taken_back,
    stands_by_itself,
)
from analysis.findings.phrases import some
from analysis.findings.silence import Printed

KIND = "told here"
_LAST = 0.9  # share of a text from which on it tells what is beside the matter
_LEAST, _LONGEST = 10, 260  # words, and characters, of a sentence that can be printed
_HELD = 0.2  # share of its weight up to which no other outlet has it in one place,
_ANYWHERE = 0.33  # nor so much of its rare words anywhere,
_RUN = 5  # nor so many of its words in a row
_CLAUSE, _CLAUSE_WORDS, _CLAUSE_HELD = re.compile(r"[,:;—–]\s"), 5, 0.6  # nor so much of a clause
_ATTRIBUTED = re.compile(
    r"^According to [^,]+, |,? according to .*$|,” .*$|"
    r", [^,“”]{3,60} (?:said|says|told|wrote)\b.*$|"
    r"^[^,“”]{3,60} (?:said|says)(?: \w+)? that "
)
_LATE = 0.3  # how much of that a sentence loses that stands later
_QUOTES = 0.15  # and one that quotes somebody, whom other findings tell of
_LINES = 4  # sentences of a text, the first of them in a headline
_TOLD = 5  # outlets in one sentence
_NAME = re.compile(r"(?<=[\w,’'\"“(] )[“\"(]?[A-Z][a-z]+|^[A-Z][a-z]+ [A-Z][a-z]+")

_Led = tuple[Sentence, ...]  # a sentence, behind those that it goes on from


def told_here(event: Event) -> list[Finding]:
    """For each outlet the sentences of which others have least, the earliest first.

    Each finding has one of each text, with the sentences around it; all stand in the list only: of
    what is told in quite other words no rule knows enough for a headline.
    """
    ranked: dict[str, list[tuple[float, _Led]]] = {outlet: [] for outlet in event.outlets}
    for outlet, held, led in _alone(event):
        said = _QUOTES * bool(QUOTED.search(led[-1].text))
        ranked[outlet].append((held + said + _LATE * led[-1].share, led))
    own = {
        outlet: _each_once(_shown(event, led) for _, led in sorted(rows, key=_order))
        for outlet, rows in ranked.items()
        if rows
    }
    if len(event.outlets) < 2 or len(own) < 2:
        why = "Fewer than two texts have such a sentence that can be printed by itself."
        return [absent(KIND, "Sentences of each text in words of its own", why)]
    lines = ({o: rows[n] for o, rows in own.items() if len(rows) > n} for n in range(_LINES))
    return [_finding(event, line, number=n) for n, line in enumerate(lines) if line]


def _shown(event: Event, led: _Led) -> tuple[str, str]:
    """A sentence with those around it, or behind those that it goes on from, and the passage."""
    return in_place(event, led[-1].passage) or printed(led)


def _each_once(ranked: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Some passages without those of which a part stands in one before."""
    kept: list[tuple[str, str]] = []
    spans: list[tuple[str, int, int]] = []
    for text, passage in ranked:
        article, start, end = tables.parse_passage_id(passage)
        if not any(key == article and start < b and a < end for key, a, b in spans):
            kept.append((text, passage))
            spans.append((article, start, end))
    return kept


def _order(row: tuple[float, _Led]) -> tuple[float, int]:
    return row[0], row[1][-1].start


def _alone(event: Event) -> Iterator[tuple[str, float, _Led]]:
    """The sentences that may be told, each with the most that another outlet has of it."""
    for outlet, one in behind(event):  # `openings` tells the rest
        if not _fits(event, one) or not _is_own(event, one):
            continue
        held = _held(event, outlet, one.text)
        if held <= _HELD and (led := led_in(event, one)):
            yield outlet, held, led


def _fits(event: Event, one: Sentence) -> bool:
    """Whether a sentence can stand by itself, and stands neither at the beginning nor the end."""
    inside = one.rank > 0 and one.share <= _LAST and not one.posted
    sized = len(one.text) <= _LONGEST and len(one.text.split()) >= _LEAST
    told = (
        stands_by_itself(one)
        and not one.text.endswith("?")
        and _NAME.search(one.text)
        and not AUTHOR.search(one.text)
        and not NO_ANSWER.search(one.text)
        and not is_quotation(one.text)
    )
    return inside and sized and bool(told) and not leans(event, one.text)


def _is_own(event: Event, one: Sentence) -> bool:
    """Whether a sentence is whole, its outlet's own, and no figure of it is near another's."""
    if one.text[:1] in '“"‘' and one.text[-1:] in '”"’':
        return False  # all of it is somebody's words
    labelled = letters(one.text) not in letters(event.passage(one.passage))  # a label is taken out
    others = event.kinds.get(one.article) == "interview" or _is_said(event, one)
    if labelled or others or is_taken_back(event, one):
        return False
    return not given_elsewhere(event, event.owners[one.article], one.text)


def _held(event: Event, outlet: str, text: str) -> float:
    """How much of a sentence another outlet has at most; 1 where it has a run, or a clause.

    Also without who says it, whom another outlet need not name.
    """
    held, most = event.once(Printed), 0.0
    core = _ATTRIBUTED.sub("", text)
    others = [other for other in event.outlets if other != outlet]
    clauses = [part for part in _CLAUSE.split(text) if len(part.split()) >= _CLAUSE_WORDS]
    for other in others:
        most = max(most, held.share(other, text)[0], held.share(other, core)[0])
        known = held.anywhere(other, core) > _ANYWHERE
        if known or most > _HELD or event.prints_run(other, text, _RUN):
            return 1.0
    told = len(clauses) > 1 and any(
        held.share(other, part)[0] > _CLAUSE_HELD for other in others for part in clauses
    )
    return 1.0 if told else most


def _is_said(event: Event, one: Sentence) -> bool:
    """Whether a sentence without marks stands inside what somebody says over several."""
    spans = event.quoted.get(one.article, [])
    return any(start <= one.start and one.end <= end for start, end in spans)


def _finding(event: Event, own: dict[str, tuple[str, str]], *, number: int) -> Finding:
    parts = [f"{event.labelled(outlet)} {said}" for outlet, (said, _) in own.items()]
    values = {outlet: (0.0, said, [passage]) for outlet, (said, passage) in own.items()}
    told = f"{'One more sentence' if number else 'A sentence'} of each text, in words of its own"
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=told,
        sentence=f"{told}: {some(parts, _TOLD)}",
        sampled=True,
        number=number_of(len(own), "outlet"),
        why="Of each text a sentence of whose words the others have least, with those around it: "
        "at most a fifth of their weight in any two sentences, and few of the rare words anywhere. "
        "In other words it may be told elsewhere; of an outlet without a row nothing is said.",
        strength=-number,
        weight=LISTED,
        topic=f"told here {number}",
        n=len(own),
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(),
    )
