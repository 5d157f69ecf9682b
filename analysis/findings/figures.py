"""Large figures, sums of money and shares that one text alone gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, INNER, Finding, Proof, absent, number_of
from analysis.findings.own_words import Sentence, sentences
from analysis.findings.phrases import some
from analysis.languages import quantities
from analysis.phrasing import listed

KIND = "figures"
_LARGE = 1000  # from which a bare number is a figure
_YEARS = range(1000, 2100)  # a bare number of four digits that may be a year
_NEAR = Decimal("0.1")  # share by which two numbers may be one, rounded
_TOLD = 5  # outlets in one sentence
_MOST = 2  # figures of one outlet that the sentence prints
_BEFORE, _AFTER = 5, 7  # words around a figure that are printed
_NUMBER = re.compile(quantities.NUMBER, re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=\D)[,;:—–(]\s|[;:—–(]|\)|,\s|\s--?\s")
_MONEY = re.compile(r"[$£€]\s?$")
_SHARE = re.compile(r"\s?(?:%|percent\b|per cent\b)")
_NAMED = re.compile(r"(?:[A-Z][\w.’'-]*|No\.|#)\s$|[-/.:]$")
_COUNTED = re.compile(r"\s(?!and\b|to\b|or\b|in\b|on\b|at\b|by\b|of\b|for\b)[a-z]{3,}")


class _Figure(NamedTuple):
    value: Decimal
    sentence: Sentence
    start: int  # in the sentence as printed
    end: int


def figures(event: Event) -> list[Finding]:
    """For each outlet the figures that no other text has, nor one near to it."""
    held: dict[str, set[Decimal]] = defaultdict(set)
    for article, text in event.texts.items():
        for match in _NUMBER.finditer(text):
            held[event.owners[article]].add(_value(match[0]))
    own: dict[str, list[_Figure]] = defaultdict(list)
    rest = {o: [v for other in held if other != o for v in held[other]] for o in event.outlets}
    for sentence in event.once(sentences):
        outlet = event.owners[sentence.article]
        for figure in _figures(sentence):
            alone = not any(_alike(figure.value, value) for value in rest[outlet])
            new = all(figure.value != before.value for before in own[outlet])
            if alone and new and outlet not in event.rounding_up:
                own[outlet].append(figure)
    own = {outlet: own[outlet] for outlet in event.outlets if own.get(outlet)}
    if len(event.outlets) < 2 or not own:
        why = "No large figure, sum or share stands in one outlet alone."
        return [absent(KIND, "Figures that one outlet alone gives", why)]
    return [_finding(event, own)]


def _value(number: str) -> Decimal:
    return Decimal(quantities.value(number))


def _figures(sentence: Sentence) -> Iterator[_Figure]:
    """The sums, the shares and the large numbers of things in a sentence."""
    text = sentence.text
    for match in _NUMBER.finditer(text):
        value, after = _value(match[0]), text[match.end() :]
        money = _MONEY.search(text[: match.start()])
        share = _SHARE.match(after)
        low = money.start() if money else match.start()
        if _NAMED.search(text[:low]) and not money:
            continue
        year = value in _YEARS and match[0].isdigit()
        counted = value >= _LARGE and not year and _COUNTED.match(after)
        if money or (share and value > 1) or counted:
            yield _Figure(value, sentence, low, match.end() + (share.end() if share else 0))


def _alike(one: Decimal, two: Decimal) -> bool:
    return abs(one - two) <= _NEAR * max(one, two)


def _shown(figure: _Figure) -> str:
    """The figure with the words around it, within its clause: “… some 311,000 people …”."""
    text = figure.sentence.text
    breaks = list(_CLAUSE.finditer(text))
    low = max((m.end() for m in breaks if m.end() <= figure.start), default=0)
    high = min((m.start() for m in breaks if m.start() >= figure.end), default=len(text))
    before, after = text[low : figure.start].split(" "), text[figure.end : high].split(" ")
    long = len(before) + len(after) > _BEFORE + _AFTER
    head = before[-_BEFORE - 1 :] if long else before
    tail = after[: _AFTER + 1] if long else after
    words = " ".join(head) + text[figure.start : figure.end] + " ".join(tail)
    begun = "… " if len(head) < len(before) or low else ""
    ended = " …" if len(tail) < len(after) or high < len(text) - 1 else ""
    words = re.sub(r"^(?:and|but|or|that|which|who) ", "", words.strip())
    return begun + words.strip(" ,;:.?!").translate(INNER) + ended


def _finding(event: Event, own: dict[str, list[_Figure]]) -> Finding:
    parts = []
    values = {}
    for outlet, found in own.items():
        shown = list(dict.fromkeys(f"“{_shown(one)}”" for one in found[:_MOST]))
        more = " and more" if len(found) > _MOST else ""
        parts.append(f"{event.labelled(outlet)} {listed(shown)}{more}")
        every = dict.fromkeys(f"“{_shown(one)}”" for one in found)
        ids = list(dict.fromkeys(one.sentence.passage for one in found))
        values[outlet] = (0.0, ", ".join(every), ids)
    n = sum(map(len, own.values()))
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head="Large figures, sums and shares that one outlet alone gives",
        sentence=f"Large figures that one outlet alone gives: {some(parts, _TOLD)}",
        number=number_of(n, "figure"),
        why="Sums of money, shares in per cent and numbers from a thousand on; no other outlet "
        "has the number, nor one within a tenth of it. A text of an earlier day cannot know "
        "every one.",
        strength=n,
        weight=0.42 + 0.06 * min(3, len(own)),
        topic="figures",
        n=n,
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(),
    )
