"""Words that some outlets quote, whole or in part, and others do not: one finding for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis import languages, tables
from analysis.findings import grouped, moment
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, Values, number_of
from analysis.findings.finding import unsure as not_sure
from analysis.findings.in_place import in_place
from analysis.findings.marks import MORE, Marks, quoting
from analysis.findings.phrases import in_whom, of_all, possessive, silent_too, whole
from analysis.findings.silence import Printed
from analysis.measures import base
from analysis.measures.moments import SAID_DAYS
from analysis.phrasing import listed

_LONG = 6  # letters of a word, of which two in a row are enough
_JOINT = re.compile(
    r"\bjoint(?:ly)? (?:statement|letter|declaration|op-ed)\b|[”\"] (?:they|both) (?:said|wrote)\b"
    r"|[”\"] said (?:[A-Z][^,.”\n]{3,60}, )+(?:and )?[A-Z][^,.”\n]{3,60} in a statement\b"
)
_DOUBTED = (  # before a name: "a voice presumed to be Mr. Roe’s"
    r"\b(?:(?:presumed|assumed|believed|thought|purported) to be|purporting)\b[^.\n]{0,40}\b"
)
_PRINTED = 420  # characters of a wording that a sentence prints whole
_OWN = 6  # words that are nobody else's, whoever is said to speak them
_LIKE = 0.6  # share of a wording's weight below which it is not there but for a word


@dataclass(frozen=True)
class Carried:
    """A wording, who says it ("" where that is not sure), and what each outlet has of it.

    ``parts`` is the one stretch of it that an outlet quotes. ``silent`` outlets surely have none
    of it; those ``later`` neither, and their texts are of another day or story; those ``unsure``
    may tell it in other words, or quote some of it, or of what was said elsewhere. ``near``
    outlets print it but for a word or a mark, and where. ``named`` is how each that quotes it
    names who speaks, where no one name fits all.
    """

    wording: str
    speaker: str
    passages: dict[str, list[str]]
    parts: dict[str, str]
    silent: list[str]
    unsure: list[str]
    later: list[str]
    near: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    @property
    def is_difference(self) -> bool:
        """Whether some surely have it otherwise or not at all, and at least as many as may."""
        apart = len(self.silent) + len(self.parts) + len(self.later)
        return bool(apart) and apart >= len(self.unsure)


def read(
    event: Event,
    wording: str,
    speaker: str,
    passages: dict[str, list[str]],
    others: Iterable[str] = (),
) -> Carried:
    """What the outlets without a wording have of it; ``others`` are its other renderings."""
    marks, printed = event.once(Marks), event.once(Printed)
    short, wording = wording, marks.widest(passages, wording)
    if wording != short:
        spans = {outlet: marks.spans(outlet, wording) for outlet in passages}
        passages = {o: spans[o] or ids for o, ids in passages.items()}
    rest = [outlet for outlet in event.comparable if outlet not in passages]
    open_ = [outlet for outlet in rest if not marks.hold(outlet, wording)]
    parts = {outlet: words for outlet in open_ if (words := marks.part(outlet, wording))}
    telling = grouped.telling(event, (one for ids in passages.values() for one in ids))
    silent = [
        outlet
        for outlet in rest
        if outlet not in parts
        and outlet not in telling
        and not marks.scrap(outlet, wording)
        and printed.silent(outlet, [wording, short, *others])
    ]
    clean = {
        outlet: words
        for outlet, words in parts.items()
        if words != MORE
        and not _tells_the_rest(event, outlet, wording, words)
        and (len(words.split()) >= _OWN or _is_by(event, outlet, words, speaker))
    }
    like = (o for o in rest if printed.share(o, wording)[0] >= _LIKE)  # the rest is not nearly so
    near = {
        outlet: ids
        for outlet in like
        if (ids := marks.nearly(outlet, wording))
        and not event.prints_run(outlet, wording, len(letters(wording).split()))
    }
    parts = {outlet: words for outlet, words in clean.items() if outlet not in near}
    silent = [outlet for outlet in silent if outlet not in near]
    unsure = [o for o in rest if o not in {*silent, *parts, *near}]
    name = event.actor(speaker) if speaker else ""
    every = [passage for ids in passages.values() for passage in ids]
    later = [
        outlet
        for outlet in silent
        if _is_apart(event, outlet, passages) or moment.cannot_quote(event, outlet, every, name)
    ]
    silent = [outlet for outlet in silent if outlet not in later]
    kept = {outlet: passages[outlet] for outlet in event.outlets if outlet in passages}
    return Carried(wording, speaker, kept, parts, silent, unsure, later, near)


def _is_by(event: Event, outlet: str, words: str, speaker: str) -> bool:
    """Whether whoever an outlet quotes with a few words may be the same: no law, nobody else."""
    saying = {
        row["actor"]
        for row in quoting(event, letters(words))
        if event.owners[row["article_id"]] == outlet and row["sure"] in ("named", "resolved")
    }
    return not speaker or saying == {speaker}


def _is_apart(event: Event, outlet: str, passages: dict[str, list[str]]) -> bool:
    """Whether an outlet's texts are known to be of another day than all that have the words, or
    tell nothing that any other tells."""
    every = [one for ids in passages.values() for one in ids]
    apart = moment.is_known_apart(event, outlet, every, days=SAID_DAYS)
    return apart or moment.stands_apart(event, outlet)


def _tells_the_rest(event: Event, outlet: str, wording: str, part: str) -> bool:
    """Whether an outlet has most of the longer words that it does not quote: told otherwise."""
    rest = set(letters(wording).split()) - set(letters(part).split())
    rest = {word for word in rest if len(word) >= _LONG} - languages.read().function_words
    return 2 * len(rest & set(event.words[outlet])) > len(rest)


def finding(event: Event, one: Carried, *, kind: str, chart: str, weight: float) -> Finding:
    """The finding on one wording: who quotes it whole, nearly so, a part, and who does not."""
    n, silent = len(event.outlets), [event.outlets[outlet] for outlet in one.silent]
    have = len(one.passages) + len(one.near)
    return Finding(
        kind=kind,
        basis=CENSUS,
        stands=True,
        sentence=_told(event, one),
        number=f"{have} of {number_of(n, 'outlet')}"
        if silent or one.parts
        else number_of(have, "outlet"),
        why=_why(event, one),
        strength=weight,
        weight=weight,
        topic=event.actor(one.speaker) if one.speaker else one.wording[:40],
        n=n,
        about=next(iter([*one.parts, *one.silent, *one.passages])),
        chart=chart,
        bars=event.bars(_bars(event, one), *one.passages),
        notes=event.notes([*one.passages, *one.parts, *one.silent]),
        proof=Proof(
            verbatim=(one.wording,),
            speaker=one.speaker or None,
            silent=tuple(silent),
            never=(one.wording,),
        ),
    )


def _told(event: Event, one: Carried) -> str:
    """Who quotes whose words, who of them a part, and who does not."""
    carriers = [event.outlets[outlet] for outlet in one.passages]
    whose = f"{possessive(event.actor(one.speaker))} words" if one.speaker else "the words"
    every = [passage for ids in one.passages.values() for passage in ids]
    if one.speaker and any(_is_doubted(event, one.speaker, passage) for passage in every):
        whose = f"words said to be {possessive(event.actor(one.speaker))}"
    verb = "quotes" if len(carriers) == 1 else "quote"
    told = f"{of_all(carriers, len(event.outlets))} {verb} {whose} {_quotation(event, one)}"
    told += _named(event, one)
    if one.parts:
        parts = (f"{event.outlets[outlet]} “{words}”" for outlet, words in one.parts.items())
        told += f"; of these words only: {listed(parts)}"
    return told + _missing(event, one)


def _quotation(event: Event, one: Carried) -> str:
    """The words in marks; with “…” before them, where somebody says more ahead of them."""
    words = whole(one.wording, _PRINTED)
    inside = event.once(Marks).begins_inside(one.passages, one.wording)
    return f"“… {words[1:]}" if inside else words


def _why(event: Event, one: Carried) -> str:
    """How it was looked for, and of whom the sentence says nothing."""
    later = listed(event.outlets[outlet] for outlet in one.later)
    unsure = listed(event.outlets[outlet] for outlet in one.unsure)
    why = "Looked for word for word inside quotation marks. What others report of it in their own "
    why += "words is not compared."
    why += f" Not surely of one day and story, and so not compared: {later}." if one.later else ""
    why += f" Not sure, as some of it may stand there: {unsure}." if one.unsure else ""
    why += silent_too([event.outlets[outlet] for outlet in one.silent])
    return why + event.beside([*one.passages, *one.parts])


def _bars(event: Event, one: Carried) -> Values:
    """What each outlet has of the wording, and where."""
    spans = event.once(Marks).spans
    found: Values = {outlet: _in_place(event, ids) for outlet, ids in one.passages.items()}
    found |= {o: (0.0, f"“{words}”", spans(o, words)) for o, words in one.parts.items()}
    found |= {outlet: (0.0, "nearly so, or in parts", ids) for outlet, ids in one.near.items()}
    return found | not_sure([*one.unsure, *one.later])


def _in_place(event: Event, ids: list[str]) -> tuple[float, str, list[str]]:
    """How often an outlet has the words, and the first with the sentences around it, or alone where
    these cannot be printed."""
    place = next((found for one in ids if (found := in_place(event, one))), None)
    if not place:
        return float(len(ids)), whole(event.passage(ids[0]).strip(' ,"“”'), _PRINTED), ids
    text, passage = place
    return float(len(ids)), text, [passage, *ids]


def _missing(event: Event, one: Carried) -> str:
    """Who has the words nearly so, and who does not quote them."""
    told = f"; nearly so or in parts in {event.named(one.near)}" if one.near else ""
    if not one.silent:
        return told
    rest = [o for o in event.outlets if o in one.silent]
    open_ = {*one.unsure, *one.later}
    apart = [event.labelled(outlet) for outlet in event.outlets if outlet in open_]
    quiet = in_whom([event.labelled(outlet) for outlet in rest])
    return f"{told}; not quoted in {quiet}{moment.caution(event, beside=apart)}"


def is_joint(text: str, passage: str) -> bool:
    """Whether several say at once what stands at a passage of a text.

    >>> is_joint("“We are ready,” they said in a joint statement.", "a:0-15")
    True
    """
    _, start, end = tables.parse_passage_id(passage)
    return _JOINT.search(text, *base.line_around(text, start, end)) is not None


def _is_doubted(event: Event, speaker: str, passage: str) -> bool:
    """Whether the text of a quotation doubts who speaks: "a voice presumed to be Roe’s"."""
    article, _, _ = tables.parse_passage_id(passage)
    last = re.escape(event.actor(speaker).split()[-1])
    return re.search(rf"{_DOUBTED}{last}\b", event.texts[article]) is not None


def _named(event: Event, one: Carried) -> str:
    """How each outlet names who speaks: ", which A gives to “a spokesman” and B to “Jane Roe”"."""
    if one.speaker or not one.named:
        return ""
    if len(set(one.named.values())) == 1:
        every = "both" if len(one.named) == 2 else "all"
        return f", which {every} give to “{next(iter(one.named.values()))}”"
    told = [f"{event.outlets[outlet]} gives to “{source}”" for outlet, source in one.named.items()]
    first, *others = told
    return f", which {listed([first, *(other.replace(' gives to', ' to', 1) for other in others)])}"
