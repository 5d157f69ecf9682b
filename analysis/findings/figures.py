"""Sums of money, shares and large figures that one text alone gives, each in its whole sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis import tables
from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, LISTED, Finding, Proof, absent, number_of
from analysis.findings.leaning import points_back
from analysis.findings.own_words import Sentence, is_whole, numbered, sentences
from analysis.findings.phrases import some, whole
from analysis.languages import quantities
from analysis.measures.claims import quantities as claimed

KIND = "figures"
_LARGE = 1000  # from which a bare number is a figure
_YEARS = range(1000, 2100)  # a bare number of four digits that may be a year
_NEAR = Decimal("0.35")  # share by which two numbers may be of one thing
_KINDS = ("count", "money", "share")
_TIMES = 3  # the one that the other may be: a greater counts another thing
_ROUNDED = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|about|around) (?:an?|one) "
    r"(?P<size>thousand|million|billion|trillion)\b"
)
_BESIDE = 3  # words beside two sums or shares that show them to be of one thing
_TOLD = 5  # outlets in one sentence
_LONGEST = 260  # characters of a sentence that can be printed whole
_NUMBER = re.compile(quantities.NUMBER, re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+|(?<![\d.,])\d{4,9}(?![\d.])")
_MONEY = re.compile(r"[$£€]\s?$")
_CONVERTED = re.compile(r"[$£€]\s?\d[\d.,]*(?:\s?\w+)?\s?\([^()\s\d]{1,4}$")  # "$3m (£2m)"
_SHORT = re.compile(r"(?:m|mn|bn|tn|k|b)\b")
_SHARE = re.compile(
    r"(?:-?\s?(?:to|and|or|–)\s?-?\d[\d.]*)?(?:\s?%|[\s-]?(?:percent\b|per cent\b))"
)
_NAMED = re.compile(
    r"(?:[A-Z][\w.’'-]*|No\.|#|\bper|\bp\.|\bpage|\b(?:town|city|village|population) of)\s$"
    r"|[/.:]$|(?<!to)-$"
)
_COUNTED = re.compile(
    r"\s(?!and\b|to\b|or\b|in\b|on\b|at\b|by\b|of\b|for\b|leaked\b|a\b|an\b)[a-z]{3,}"
)
# "He has raised …", "That is …": whose figure it is, the sentence alone does not tell
_POINTING = re.compile(
    r"^(?:He|She|It|They|We|I|You|This|That|These|Those|There|His|Her|Their|Its|But|And|So|Or|"
    r"The (?:two|three|pair|couple|latter|former|same|other)|Both|Such|Other|Another|Also)\b"
)
_MARKS = re.compile(r"[“”\"]|(?<!\w)[‘']|[’'](?!\w)")


_OWN_VIEW = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|us|[Oo]ur|you|your)\b")  # a writer's, or a reader's
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|its)\b")
_ALSO = re.compile(r"\b(?:also|too|likewise|similarly|in turn|again)\b")
_NAME = re.compile(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+")


class _Figure(NamedTuple):
    value: Decimal
    unit: str  # "money", "share", "count"
    sentence: Sentence
    text: str = ""  # the sentence, and the one before where it alone does not tell who
    start: int = 0


def figures(event: Event) -> list[Finding]:
    """For each outlet the figures that no other text has, nor one near to it, of one unit."""
    before = event.once(numbered)
    read = [(one, list(_figures(one))) for one in event.once(sentences)]
    own: dict[str, list[_Figure]] = defaultdict(list)
    for sentence, found in read:
        outlet = event.owners[sentence.article]
        alone = found and not given_elsewhere(event, outlet, sentence.text)
        if alone and outlet not in event.rounding_up and _can_stand(event, sentence):
            start, text = _telling(sentence, before.get((sentence.article, sentence.rank - 1)))
            if text and _is_of_event(event, text) and not _counted_elsewhere(event, sentence):
                own[outlet].append(found[0]._replace(text=text, start=start))
    own = {
        outlet: sorted(own[outlet], key=lambda one: _rank(event, one))
        for outlet in event.outlets
        if own[outlet] and not moment.stands_apart(event, outlet)
    }
    if len(event.outlets) < 2 or not own:
        why = "No large figure, sum or share stands in one outlet alone, in a sentence by itself."
        return [absent(KIND, "Figures that one outlet alone gives", why)]
    return [_finding(event, own)]


def given_elsewhere(event: Event, outlet: str, text: str) -> bool:
    """Whether another outlet has a figure of a text, or one near to it, of one unit.

    A large number of which the text does not tell what it counts is near to any.
    """
    own = [*_numbers(text), *_bare(text)]
    return _is_rounded(event, outlet, text) or any(
        unit == one and _alike(value, number)
        for other, held in event.once(_held).items()
        if other != outlet
        for unit, value in held
        for one, number in own
    )


def _is_rounded(event: Event, outlet: str, text: str) -> bool:
    """Whether another outlet has a number that "more than a million" of a text may round."""
    sizes = [Decimal(quantities.value(f"1 {one['size']}")) for one in _ROUNDED.finditer(text)]
    return any(
        low <= value < 2 * low
        for low in sizes
        for other, held in event.once(_held).items()
        if other != outlet
        for _, value in held
    )


def _held(event: Event) -> dict[str, set[tuple[str, Decimal]]]:
    """Outlet → every sum, share and large number that it prints."""
    found: dict[str, set[tuple[str, Decimal]]] = defaultdict(set)
    for article, text in event.texts.items():
        found[event.owners[article]] |= {*_numbers(text), *_bare(text)}
    return found


def _bare(text: str) -> Iterator[tuple[str, Decimal]]:
    """The large numbers of a text, whatever they count, that are no years: "6 million"."""
    for match in _DIGITS.finditer(text):
        value = Decimal(match[0].replace(",", ""))
        if value >= _LARGE and (value not in _YEARS or "," in match[0]):
            yield "", value
    for match in _NUMBER.finditer(text):
        value = Decimal(quantities.value(match[0], None))
        start = match.start()
        money = _MONEY.search(text, max(0, start - 2), start)
        if value >= _LARGE and not match[0].isdigit() and not money:
            yield "", value


def _counted_elsewhere(event: Event, sentence: Sentence) -> bool:
    """Whether another outlet counts the same thing, with whatever number: 12 or 14 thousand men.

    Then the number is not what one alone gives, but another number for the one thing. Of money,
    shares and people there are many of each: only where three words beside them agree.
    """
    own = claimed.read(sentence.text, 0, len(sentence.text))
    outlet = event.owners[sentence.article]
    return any(
        other != outlet and _of_one_thing(one, two)
        for one in own
        for other, two in event.once(quantities_told)
    )


def _of_one_thing(one: claimed.Quantity, two: claimed.Quantity) -> bool:
    """Whether two quantities may be of one thing: of a unit, near in size, named alike."""
    if one.kind != two.kind or one.kind not in _KINDS or one.of != two.of:
        return False
    values = sorted((one.number.value, two.number.value))
    special = one.kind == "count" and one.of != "people"
    return values[1] <= _TIMES * values[0] and (special or len(one.near & two.near) >= _BESIDE)


def quantities_told(event: Event) -> list[tuple[str, claimed.Quantity]]:
    """Every quantity of every text, with its outlet."""
    rows = event.corpus.sentences.select("article_id", "start", "end").iter_rows()
    return [
        (event.owners[article], one)
        for article, start, end in rows
        for one in claimed.read(event.texts[article], start, end)
    ]


def _figures(sentence: Sentence) -> Iterator[_Figure]:
    """The sums, the shares and the large numbers of things in a sentence."""
    for unit, value in _numbers(sentence.text):
        yield _Figure(value, unit, sentence)


def _numbers(text: str) -> Iterator[tuple[str, Decimal]]:
    """The sums of money, shares and numbers of things in a text; what comes after "per" is none.

    >>> [(unit, int(value)) for unit, value in _numbers("50-to-40 percent; 9 per 10,000 people")]
    [('share', 50), ('share', 40)]
    >>> [int(value) for _, value in _numbers("It cost $3m (£2m), not $40 million.")]
    [3000000, 40000000]
    """
    for match in _NUMBER.finditer(text):
        after = text[match.end() : match.end() + 40]
        before = text[max(0, match.start() - 40) : match.start()]
        money = _MONEY.search(before)
        if _CONVERTED.search(before) if money else _NAMED.search(before):
            continue
        short = _SHORT.match(after) if money else None
        value = Decimal(quantities.value(match[0], short[0] if short else None))
        year = value in _YEARS and match[0].isdigit()
        if money:
            yield "money", value
        elif _SHARE.match(after):
            if value > 1:
                yield "share", value
        elif value >= _LARGE and not year and _COUNTED.match(after):
            yield "count", value


def _alike(one: Decimal, two: Decimal) -> bool:
    return abs(one - two) <= _NEAR * max(one, two)


def _can_stand(event: Event, one: Sentence) -> bool:
    """Whether a sentence tells by itself whose figure it is, and nobody else says it.

    Not in an opinion, nor where a conflict tells of the same words.
    """
    if len(one.text) > _LONGEST or not is_whole(one.text) or _POINTING.match(one.text):
        return False
    talk = event.kinds.get(one.article) in ("opinion", "interview") or one.text.endswith("?")
    if one.posted or talk or _MARKS.search(one.text) or _OWN_VIEW.search(one.text):
        return False
    spans = [
        tables.parse_passage_id(id) for ids in event.corpus.conflicts["evidence"] for id in ids
    ]
    inside = event.quoted.get(one.article, [])
    taken = [(a, b) for article, a, b in spans if article == one.article]
    leaning = points_back(one.text)
    return not leaning and not any(a < one.end and one.start < b for a, b in [*taken, *inside])


def _telling(one: Sentence, before: Sentence | None) -> tuple[int, str]:
    """The sentence, with the one before where "he" stands ahead of any name, or "also"; else ""."""
    pointing = _PRONOUN.search(one.text)
    named = not pointing or _NAME.search(one.text, 0, pointing.start())
    if named and not _ALSO.search(one.text):
        return one.start, one.text
    both = f"{before.text} {one.text}" if before else ""
    plain = not _MARKS.search(both) and not both.startswith("(") and not _POINTING.match(both)
    if before and plain and len(both) <= _LONGEST and _NAME.search(before.text):
        return before.start, both
    return one.start, ""


def _is_of_event(event: Event, text: str) -> bool:
    """Whether a text names one of the event's actors or a telling word of its title."""
    title = re.findall(r"[a-z]{5,}", str(event.corpus.event.get("title") or "").lower())
    names = event.corpus.aliases["alias"].to_list() + list(event.actors.values())
    words = [*title, *(name.lower() for name in names)]
    return not event.actors or any(word in text.lower() for word in words)


def _rank(event: Event, one: _Figure) -> tuple[bool, int, int]:
    """Of several the first that names an actor; money before shares before counts."""
    names = {name.split()[-1] for name in event.actors.values()}
    named = any(name in one.text for name in names)
    return not named, ("money", "share", "count").index(one.unit), one.sentence.start


def _finding(event: Event, own: dict[str, list[_Figure]]) -> Finding:
    parts, values = [], {}
    for outlet, found in own.items():
        parts.append(f"{event.labelled(outlet)} {whole(found[0].text, _LONGEST)}")
        shown = " ".join(whole(one.text, _LONGEST) for one in found)
        values[outlet] = (
            0.0,
            shown,
            [f"{one.sentence.article}:{one.start}-{one.sentence.end}" for one in found],
        )
    n = sum(map(len, own.values()))
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head="Sums, shares and large figures that one outlet alone gives",
        sentence="Figures that one outlet alone gives: "
        f"{some(parts, _TOLD)}{moment.caution(event)}",
        number=f"at least {number_of(len(own), 'outlet')}",
        why="Sums of money, shares in per cent and numbers from a thousand on; no other outlet "
        "has the number, nor one within a third of it. Only sentences that tell by themselves "
        "whose figure it is. A text of an earlier day cannot know every one.",
        strength=n,
        weight=LISTED,  # a number alone is seldom the news
        topic="figures",
        n=n,
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(),
    )
