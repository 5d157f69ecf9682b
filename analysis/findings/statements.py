"""What is said, and who leaves it out: statements that some outlets carry and others do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from analysis import languages
from analysis.findings import carried, people, shared_words
from analysis.findings.carried import Carried
from analysis.findings.event import Event, letters
from analysis.findings.finding import LISTED, Finding, absent, plain
from analysis.findings.marks import Marks
from analysis.findings.phrases import is_predicate, is_shortened
from analysis.measures.claims.asserting import asserts
from analysis.measures.overlap import features

KIND, CHART = "statements", "statement_matrix"
_LEAST_SAID = 5  # words of a statement below which it is a turn of phrase
_TELLING = 3  # of these, words that are no function words
_SCRAP = 10  # words below which the end of a sentence is no headline
_WHOLE = 16  # words from which they tell something though the sentence goes on
_NARROW = 0.2  # share of the outlets that carry a statement, below which it is one of many
_POINTING = re.compile(  # at whom or what, the words do not tell, or they go on from others
    r"(?i:he|she|they|it|his|her|their|its|this|that|these|those)\b"
    r"|(?:to|of|for|with|by|from|in|on|at|than|as|into|about|rather|instead|said|says|told"
    r"|[a-z]+ing)\b"
)
_ENDS_OPEN = re.compile(  # in the middle of what is said, or with what was told before
    r"\b(?:that|this|it|so|been|the|an?|of|and|or|but|because|if|than|as|my|our|your|their|very|"
    r"really|quite|just|only|not|is|are|was|were|be|will|would|have|has|had)$"
)
_OWN = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)\b")  # say little where nobody is named
_LEADS = re.compile(r"^(?:and|but|so|that|because|well|however|yet|or)\b[\s,]*", re.IGNORECASE)


def statements(event: Event) -> list[Finding]:
    """Statements that several outlets carry, in one speaker's quotation, and others leave out."""
    every = [*event.once(_Reader).all(), *shared_words.shared(event)]
    every = list({letters(one.wording): one for one in reversed(every)}.values())[::-1]
    said = [
        one
        for one in every
        if one.is_difference
        and (len(one.passages) > 1 or one.parts)
        and event.once(Marks).can_begin(one.passages, one.wording)
        and not _POINTING.match(one.wording)
        and asserts(one.wording)
        and _tells(one.wording)
        and (one.speaker or one.named or not _OWN.search(one.wording))
        and not _is_unfinished(event, one)
        and not event.once(Marks).is_turned(one.passages, one.wording)
        and not _ENDS_OPEN.search(one.wording.rstrip(" …,–—-"))
    ]
    said = [one for one in said if not any(_is_inside(one, other) for other in said)]
    prominent = Counter(one.speaker for one in event.once(_Reader).known)
    found = [
        carried.finding(event, one, kind=KIND, chart=CHART, weight=_weight(event, one, prominent))
        for one in said
    ]
    if found:
        return found
    why = event.corpus.aligned.notes[0] if event.corpus.aligned.notes else _NONE
    return [absent(KIND, "Statements that some carry and others leave out", why, chart=CHART)]


_NONE = "No statement stands in two outlets and surely not in another."


def _tells(wording: str) -> bool:
    """Whether words tell of something by themselves: "What do you have to lose?" does not."""
    function = languages.read().function_words
    words = (word for word in features.terms(wording) if word.isalpha())
    return sum(word not in function for word in words) >= _TELLING


def _is_unfinished(event: Event, one: Carried) -> bool:
    """Whether a few words are all, and the sentence goes on wherever they are quoted."""
    short = len(features.terms(one.wording)) < _WHOLE
    return short and event.once(Marks).ends_inside(one.passages, one.wording)


def _is_inside(one: Carried, other: Carried) -> bool:
    """Whether a wording is a piece of another one that the same outlets have, if but nearly so."""
    short, long = f" {letters(one.wording)} ", f" {letters(other.wording)} "
    have = {*other.passages, *other.near}
    return short != long and short in long and set(one.passages) <= have


@dataclass(frozen=True)
class _Reader:
    """Reads the statements of an event with all that decides whether one may be told."""

    event: Event

    @cached_property
    def spoken(self) -> dict[str, list[tuple[int, int, str]]]:
        """Article → its quotations by sure speakers: from where to where, by whom."""
        quotes = self.event.corpus.quotes.filter(
            pl.col("sure").is_in(["named", "resolved"]),
            pl.col("form") == "direct",
            pl.col("actor").is_not_null(),
        )
        return quotes.select("article_id", "start", "end", "actor").rows_by_key("article_id")

    @cached_property
    def known(self) -> list[Carried]:
        return list(self._read())

    def all(self) -> list[Carried]:
        """The statements, those that most outlets carry first."""
        return sorted(self.known, key=lambda one: (-len(one.passages), one.wording))

    def _read(self) -> Iterator[Carried]:
        aligned, event = self.event.corpus.aligned, self.event
        clauses = aligned.clauses.drop_nulls("statement_id").rows_by_key("statement_id", named=True)
        for row in aligned.statements.iter_rows(named=True):
            statement, actor = row["statement_id"], row["actor"]
            if actor not in event.names or statement not in event.surely_said:
                continue
            inside = [
                one
                for one in clauses[statement]
                if self._is_said_by(one, actor) and _is_clause(event.texts[one["article_id"]], one)
            ]
            if inside and (one := self._said(actor, clauses[statement], inside)):
                yield one

    def _is_said_by(self, clause: dict, actor: str) -> bool:
        return any(
            start <= clause["start"] and clause["end"] <= end and who == actor
            for start, end, who in self.spoken.get(clause["article_id"], ())
        )

    def _said(self, actor: str, clauses: list[dict], inside: list[dict]) -> Carried | None:
        event, marks = self.event, self.event.once(Marks)
        wording = _wording(inside, marks, list(event.outlets))
        if len(features.terms(wording)) < _LEAST_SAID:
            return None
        passages: dict[str, list[str]] = {}
        for one in clauses:
            outlet = event.owners[one["article_id"]]
            if one["actor"] in (actor, None) and marks.hold(outlet, wording):
                text = event.texts[one["article_id"]]
                if people.is_shared(text, event.actor(actor)) or carried.is_joint(text, _id(one)):
                    return None  # whose words they are is not sure: of two, or of several at once
                passages.setdefault(outlet, []).append(_id(one))
        read = carried.read(event, wording, actor, passages, [one["text"] for one in clauses])
        told = {event.owners[one["article_id"]] for one in clauses}
        return read if len(passages) > 1 or _is_clipped(read, told) else None


_PART = (4, 0.7)  # words of a part that is told beside one whole quotation, and its share at most


def _is_clipped(one: Carried, told: set[str]) -> bool:
    """Whether others quote a part of what one outlet quotes whole: of one statement, not by chance.

    Nearly the whole is a slip or another transcript.
    """
    least, most = _PART
    sizes = [len(words.split()) for words in one.parts.values()]
    whole = len(one.wording.split())
    return set(one.parts) <= told and all(least <= size <= most * whole for size in sizes)


_BORDER = ",.;:!?—–-\"“”’'()…\n"


def _is_clause(text: str, clause: dict) -> bool:
    """Whether a clause begins and ends at a mark, and is no predicate without its subject."""
    before = text[: clause["start"]].rstrip(" ")
    last = text[clause["start"] : clause["end"]].rstrip()[-1:]
    after = text[clause["end"] :].lstrip(" ")[:1]
    begun = not before or (before[-1] in _BORDER and not is_shortened(before.split()[-1]))
    whole = begun and (last in _BORDER or not after or after in _BORDER)
    return whole and not is_predicate(_trimmed(clause["text"]))


def _id(clause: dict) -> str:
    return f"{clause['article_id']}:{clause['start']}-{clause['end']}"


def _wording(inside: list[dict], marks: Marks, outlets: list[str]) -> str:
    """The rendering to print: one that most outlets quote, of middle length, without an "and"."""
    texts = sorted((_trimmed(one["text"]) for one in inside), key=lambda text: (len(text), text))
    held = {text: sum(marks.hold(outlet, text) for outlet in outlets) for text in texts}
    widest = [text for text in texts if held[text] == max(held.values())]
    return widest[len(widest) // 2]


def _trimmed(text: str) -> str:
    text = plain(text).strip()
    text = _LEADS.sub("", text).strip("\"“”'‘’ ")
    marks = [mark for mark in text if mark in '"“”‘']
    return text if len(marks) % 2 == 0 else re.sub(r"[\"“”‘]|(?<!\w)’", "", text)


def _weight(event: Event, one: Carried, prominent: Counter[str]) -> float:
    """How much an editor would care: wide, early, by a main speaker, clipped or missing."""
    n = len(event.outlets)
    left = (len(one.silent) + len(one.parts) + len(one.later) / 2) / n
    reach = (len(one.passages) + len(one.near)) / n
    weight = 0.2 + 0.2 * min(1, 2 * reach) + 0.1 * min(1, 2 * left)
    weight += 0.15 * prominent[one.speaker] / max(1, *prominent.values(), 1)
    weight += 0.15 * event.earliness(one.passages.values()) + 0.1 * bool(one.parts)
    size = len(features.terms(one.wording))
    short, narrow = size < 7, reach < _NARROW
    weight -= 0.2 * (not one.silent and not one.parts)  # others are of another day: little is told
    weight += 0.1 * (not one.unsure) - 0.1 * short - 0.1 * narrow
    scrap = size < _SCRAP and event.once(Marks).begins_inside(one.passages, one.wording)
    known = one.speaker or one.named  # whose words they are, a headline must say
    return min(weight, LISTED) if scrap or not known else weight
