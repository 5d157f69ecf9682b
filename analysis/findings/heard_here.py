"""Who is quoted by name in one outlet alone: all outlets in one sentence."""

from __future__ import annotations

import calendar
import re

from analysis import tables
from analysis.findings import moment, targets
from analysis.findings.event import Event, letters, runs
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.own_words import is_captioned, is_whole, takes_back
from analysis.findings.phrases import and_others, is_shortened, some, whole
from analysis.findings.roles import introduced, with_role
from analysis.findings.staff import is_staff
from analysis.findings.subject import is_of_event
from analysis.findings.voices import Person, Said, Voices
from analysis.measures import base

KIND, CHART = "heard here", "speakers"
_TOLD = 5  # outlets in one sentence
_NAMED = 3  # people that the sentence names of an outlet
_TELLING = 6  # words of a quotation that says something
_FEW = 2  # of these with words of theirs, where few outlets are told of
_SAMPLE = 180  # characters of a quotation that stands for a person
_AROUND = 250  # characters around a quotation in which a year says of when it is
_WHY = {
    False: "Counted where the name stands beside the quotation. Elsewhere they may be meant by "
    "their office; a text of an earlier day cannot quote what was said later.",
    True: "Counted where the name stands beside the quotation. Where they are only named, no line "
    "with quotation marks holds the last name; what they said may be told in other words.",
}
_POINTING = re.compile(
    r"\b(?:he|she|him|his|her|they|them|their)\b"
    r"|(?:(?<=“)|(?<=[.!?] ))(?:it|this|that|these|those|there)\b",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"(?<=\w )(?!I\b)[A-Z]\w+|“(?:Mr|Mrs|Ms|Dr)\b"
    r"|\b(?:[Nn]o one|[Nn]obody|(?:[Ee]very|[Aa]ny)(?:one|body)|[Pp]eople|who)\b"
)
_GOES_ON = re.compile(r"“(?:And|But|Or|So|Because|Then|Yet|Plus)\b")
_DANGLING = re.compile(  # at what was asked: "I disagree with that, because …", "they took a few"
    r"\b(?:with|about|of|to|for|on|by|do|did|doing|believe|think|know|say|agree) (?:that|this|it)"
    r"(?=[.,;!?”]| because\b)|\b(?:a few|some|many|most|both)(?=[.,!?]*”)"
)
_STOPS = re.compile(r"(?<=[.!?])\s")
_NOTHING = re.compile(r"\b(?:cannot|can’t|can't|not|no|declined to) (?:further )?comment\b")

_INNER = re.compile(r"(?<!\w)[‘'\"](?=\w)")  # marks inside a quotation
_CLOSED = re.compile(r"(?<=[\w,.!?])[’'\"](?!\w)")
_MONTHS = "|".join(calendar.month_name[1:])
_SAYING = r"\b(?:noted|said|wrote|told|tweeted|argued|warned|posted|put it|speaking)\b"
_THEN = re.compile(  # "said last year", "earlier this year", "in a June tweet"
    rf"{_SAYING}[^.!?“”\"\n]{{0,40}}\b(?:(?:last|earlier this) (?:year|month|spring|summer|fall|"
    rf"autumn|winter)|(?:months|years) (?:ago|earlier|before)|in (?:{_MONTHS})\b(?! \d))"
    rf"|\bin an? (?:{_MONTHS})\b(?! \d)|\bonce (?:said|wrote|told|tweeted|called|argued)\b"
    r"|\b(?:Earlier this|Last) (?:year|month)\b|\b(?:Months|Years) (?:ago|earlier|before)\b"
)
_RUN = 8  # words in a row that no two people say


def heard_here(event: Event) -> list[Finding]:
    """People whom one outlet quotes by name, and others do not name, or name and do not quote."""
    found = [
        _finding(event, {o: groups[o] for o in event.outlets if o in groups}, named)
        for named, groups in event.once(heard_alone).items()
        if groups and len(event.outlets) > 1
    ]
    why = "Nobody whose quotations are sure is quoted in one outlet alone."
    return found or [absent(KIND, "Whom one outlet alone hears", why, chart=CHART)]


def heard_alone(event: Event) -> dict[bool, dict[str, list[Person]]]:
    """Whether others name them → outlet → the people whom it alone quotes by name."""
    found: dict[bool, dict[str, list[Person]]] = {False: {}, True: {}}
    for person in event.once(Voices).people:
        outlet, *more = person.outlets
        if more or outlet in event.rounding_up or not _is_here(event, person, outlet):
            continue
        others = [other for other in event.outlets if other != outlet]
        hinted = [other for other in others if targets.hinted(event, person.name, other)]
        if not hinted or _is_only_named(event, person, hinted):
            found[bool(hinted)].setdefault(outlet, []).append(person)
    return found


def _is_only_named(event: Event, person: Person, outlets: list[str]) -> bool:
    """Whether some outlets print a person's full name, and no line with marks holds it."""
    whole = all(person.name in event.printed[outlet] for outlet in outlets)
    voices = event.once(Voices)
    return whole and not any(voices.may_quote(outlet, person) for outlet in outlets)


def _is_here(event: Event, person: Person, outlet: str) -> bool:
    """Whether no other outlet has a person's words, and his own does not rebut him."""
    if is_staff(event, person.name, outlet):
        return False
    said = [letters(one.words).split() for one in person.said]
    every = [run for words in said for run in runs(words, _RUN) or [" ".join(words)]]
    others = [other for other in event.outlets if other != outlet]
    told = any(run in event.letters[other] for other in others for run in every)
    return not told and bool(telling(event, person))


def telling(event: Event, person: Person) -> list[Said]:
    """The quotations that say something, and are not there to be judged."""
    return [
        one
        for one in person.said
        if not _NOTHING.search(one.words)
        and event.kinds.get(tables.parse_passage_id(one.passage)[0]) != "interview"
        and not is_of_then(event, one.passage)
    ]


def is_of_then(event: Event, passage: str) -> bool:
    """Whether the lines around a quotation name a year that is not the event's: it is an old one.

    Where the event has no date, any year is another.
    """
    article, start, end = tables.parse_passage_id(passage)
    text = event.texts[article]
    if is_captioned(text, start, end):
        return True
    low, high = base.line_around(text, start, end)
    low = max(low, start - _AROUND)
    day = event.corpus.event.get("date")
    if _THEN.search(text, low, min(high, end + _AROUND)):
        return True
    years = re.findall(
        r"\b(?:in|of|since|from|back in|the) ((?:19|20)\d\d)\b",
        text[low : min(high, end + _AROUND)],
    )
    return any(not day or int(year) != day.year for year in years)


def _finding(event: Event, groups: dict[str, list[Person]], named: bool) -> Finding:
    """The finding on all outlets; ``named`` says that others name these people all the same."""
    rest = "only named in others" if named else "named in no other"
    parts, values = [], Values()
    for outlet, people in groups.items():
        passages = [one.passage for person in people for one in telling(event, person)]
        told = _people(event, outlet, people, _FEW if len(groups) <= _FEW + 1 else 1)
        parts.append(f"{event.labelled(outlet)} quotes {told}")
        values[outlet] = (0.0, told, passages)
    n = sum(map(len, groups.values()))
    words = sum(s.length for people in groups.values() for one in people for s in one.said)
    weight = 0.5 + 0.1 * min(1, words / 200) + 0.05 * min(2, len(groups) - 1)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"Quoted by name in one outlet, and {rest}{moment.caution(event)}",
        sentence=f"Among those quoted by name in one outlet and {rest}: "
        f"{some(parts, _TOLD)}{moment.caution(event)}",
        sampled=True,
        number=f"at least {number_of(n, 'name')}",
        why=_WHY[named],
        strength=weight,
        weight=weight,
        topic=rest,
        n=n,
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(speaker=" & ".join(one.actors for people in groups.values() for one in people)),
    )


def _people(event: Event, outlet: str, people: list[Person], with_words: int) -> str:
    """The first with words of theirs, the others by name, each with what he is.

    Those of whom most is quoted come first; who speaks for another comes last.
    """
    told = []
    known = {one.name: introduced(event.news[outlet], one.name) for one in people}
    room = {one.name: sum(said.length for said in one.said) for one in people}
    ranked = sorted(people, key=lambda one: ("spokes" in known[one.name], -room[one.name]))
    for number, person in enumerate(ranked[:_NAMED]):
        name, words = with_role(person.name, known[person.name]), ""
        if number < with_words:
            said = [words for one in telling(event, person) if (words := shown(event, one))]
            said = [words for words in said if stands_alone(words) and is_of_event(event, words)]
            words = max(said, key=lambda one: (len(one), one), default="")
            words = words if len(words.split()) >= _TELLING else ""
        told.append(f"{name}: {words}" if words else name)
    told.sort(key=lambda one: "“" not in one)  # whose words they are, stands before them
    return and_others(told, len(people) - len(told))


def shown(event: Event, one: Said) -> str:
    """What can be printed of a quotation; "" where that is taken back by what follows it."""
    kept = beginning(one.words)
    article, start, end = tables.parse_passage_id(one.passage)
    stop, text = start + one.words.find(kept) + len(kept), event.texts[article]
    turned = takes_back(text, stop) or takes_back(text, end)
    return "" if turned else cut(one.words)


def stands_alone(words: str) -> bool:
    """Whether words tell by themselves of whom and what they speak.

    >>> stands_alone("“The river rose”"), stands_alone("“I know that he will not come”")
    (True, False)
    >>> stands_alone("“There was no difference”"), stands_alone("“We like Mr. Roe and his bridge”")
    (False, True)
    """
    if _GOES_ON.match(words) or _DANGLING.search(words):
        return False
    pointing = _POINTING.search(words)
    return pointing is None or _NAMED_BEFORE.search(words, 0, pointing.start()) is not None


def cut(words: str) -> str:
    """The `beginning` of a quotation in marks; "" where there is none."""
    kept = beginning(words)
    return whole(kept, _SAMPLE + 1) if kept else ""


def beginning(words: str) -> str:
    """The longest sentences that a quotation begins with, as they stand; "": none can be printed.

    >>> beginning("“It rained. It poured,"), beginning("and “it")
    ('It rained. It poured', '')
    """
    words = words.strip(' ,;:–—-"“”')
    stops = (match.start() for match in _STOPS.finditer(f"{words} "))
    ends = [end for end in stops if not is_shortened(words[:end].split()[-1])]
    kept = max((end for end in ends if end <= _SAMPLE), default=0)
    kept = len(words) if len(words) <= _SAMPLE else kept
    told = words[:kept].strip(" ,;")
    opened, closed = len(_INNER.findall(told)), len(_CLOSED.findall(told))
    return told if told and is_whole(told) and opened <= closed else ""
