"""What comes first in one text and late, or not at all, in another: concepts, by their words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.findings import moment, targets
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.own_words import Sentence, by_article

KIND, CHART = "order", "fact_map"
_LATE = 0.6  # share of a text from which a thing comes late
_FIRST = 2  # sentences that open a text
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_SHORT = 8  # sentences below which a text has no order
_WORDS = 3  # words of a concept that are printed
_FEW = 5  # outlets that one list names


@dataclass(frozen=True)
class _Place:
    """Where a thing first comes in an outlet: its share of the text, whether it opens one."""

    share: float
    opens: bool
    passages: list[str]


def order(event: Event) -> list[Finding]:
    """Concepts whose words open some texts and come late, or not at all, in others."""
    found = list(_concepts(event))
    why = "No concept that opens one text comes late, or not at all, in another."
    return found or [absent(KIND, "What comes first and what comes late", why, chart=CHART)]


def _concepts(event: Event) -> Iterator[Finding]:
    """Concepts, where the outlet with most of their words is one that opens with them."""
    sizes = targets.sizes(event)
    for target in targets.concepts(event):
        words = [term for term in target.terms if term.replace(" ", "").isalpha()]
        if not words or len(words) < len(target.terms):
            continue
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)
        placed = {
            outlet: place for outlet in event.outlets if (place := _place(event, outlet, pattern))
        }
        silent = [o for o in event.comparable if not pattern.search(event.printed[o])]
        used: dict[str, str] = {}
        for place in sorted(placed.values(), key=lambda place: not place.opens):
            for passage in place.passages:
                for match in pattern.finditer(event.passage(passage)):
                    used.setdefault(match[0].lower(), match[0])
        name = " or ".join(f"“{word}”" for word in list(used.values())[:_WORDS])
        most = max(target.counts, key=lambda outlet: target.counts[outlet][0] / sizes[outlet])
        opens = placed[most].opens if most in placed else False
        if opens and (row := _finding(event, name, target.name, placed, silent)):
            yield row


def _place(event: Event, outlet: str, words: re.Pattern[str]) -> _Place | None:
    """Where words first come in an outlet's texts, at the earliest; None where they do not.

    They open a text where one of its first sentences has them outside quotation marks.
    """
    places = []
    for article, own in event.once(_by_outlet)[outlet].items():
        text = event.texts[article]
        first = _first(text, words, own)
        if not first or len(own) < _SHORT:
            continue
        above = words.search(text, 0, own[0].start) is not None
        own_words = words.search(_QUOTED.sub(" ", first.text)) is not None
        opens = first.rank < _FIRST and own_words and not first.posted
        places.append(_Place(0.0 if above else first.share, opens, [first.passage]))
    return min(places, key=lambda one: (not one.opens, one.share), default=None)


def _first(text: str, words: re.Pattern[str], own: list[Sentence]) -> Sentence | None:
    """The first of some sentences, in order, that holds the words."""
    starts = [one.start for one in own]
    for match in words.finditer(text, own[0].start):
        place = bisect_right(starts, match.start()) - 1
        if match.end() <= own[place].end:
            return own[place]
    return None


def _by_outlet(event: Event) -> dict[str, dict[str, list[Sentence]]]:
    """Outlet → article → its sentences."""
    found: dict[str, dict[str, list[Sentence]]] = {outlet: {} for outlet in event.outlets}
    for article, own in event.once(by_article).items():
        found[event.owners[article]][article] = own
    return found


def _finding(
    event: Event, name: str, concept: str, placed: dict[str, _Place], silent: list[str]
) -> Finding | None:
    opens = [outlet for outlet, place in placed.items() if place.opens]
    late = [o for o, place in placed.items() if place.share >= _LATE and o not in event.rounding_up]
    passages = [place.passages for place in placed.values()]
    if not moment.mostly_of_one_moment(event, silent, passages):
        silent = []
    if not opens or not (late or silent):
        return None
    parts, days = [_begun(event, name, opens)], moment.caution(event) if silent else ""
    if late:
        third = "third" if min(placed[o].share for o in late) >= 2 / 3 else "two fifths"
        parts.append(f"in {event.named(late, most=_FEW)} only in the last {third}")
    if silent:
        parts.append(f"in {event.named(silent, most=_FEW)} not at all")
    values = {o: (0.0, _told(p), p.passages) for o, p in placed.items()}
    values |= {o: (0.0, "nowhere", []) for o in silent}
    n = len(event.outlets)
    weight = 0.48 + 0.15 * min(1, 2 * (len(late) + len(silent)) / n) + 0.05 * min(2, len(late))
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence="; ".join(parts) + days,
        number=f"{len(opens)} of {number_of(n, 'outlet')}",
        why=f"Words of the list {concept} in event.toml; other words may mean it. The first two "
        "sentences of a text’s body are its beginning; places are counted in its characters.",
        strength=weight,
        weight=weight,
        topic=concept,
        n=n,
        about=opens[0],
        chart=CHART,
        bars=event.bars(values, *opens, *late, nothing="—"),
        notes=event.notes([*opens, *late, *silent]),
        proof=Proof(),
    )


def _begun(event: Event, name: str, opens: list[str]) -> str:
    """Where it comes first: "“war” comes up in the first two sentences of A"."""
    come = "comes" if name.count("“") == 1 else "come"
    return f"{name} {come} up in the first two sentences of {event.named(opens, most=_FEW)}"


def _told(place: _Place) -> str:
    if place.opens:
        return "in the first two sentences"
    return f"after {100 * place.share:.0f} % of the text"
