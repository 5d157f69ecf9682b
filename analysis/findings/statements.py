"""What is said, and who leaves it out: statements that some outlets carry and others do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, plain
from analysis.findings.finding import (
    unsure as not_sure,
)
from analysis.findings.phrases import do_not, of_all, possessive, silent_too, whole
from analysis.findings.silence import Printed
from analysis.measures.overlap import features
from analysis.phrasing import listed

KIND, CHART = "statements", "statement_matrix"
_LEAST_SAID = 5  # words of a statement below which it is a turn of phrase
_NARROW = 0.2  # share of the outlets that carry a statement, below which it is one of many
_HELD = 0.5  # share of a statement's weight that an outlet that carries it must hold
_LEADS = re.compile(r"^(?:and|but|so|that|because|well|however|yet|or)\b[\s,]*", re.IGNORECASE)
_MATCHED = "Statements are matched by their wording; Methods says how surely."


@dataclass(frozen=True)
class _Said:
    """One statement: who said it, in which words, who carries it, who surely does not."""

    statement: str
    actor: str
    wording: str
    passages: dict[str, list[str]]
    words: dict[str, int]
    silent: list[str]
    unsure: list[str]


def statements(event: Event) -> list[Finding]:
    """Statements that several outlets carry, in one speaker's quotation, and others leave out."""
    reader = _Reader(event)
    said = [
        one
        for one in reader.all()
        if len(one.passages) > 1 and one.silent and len(one.silent) >= len(one.unsure)
    ]
    prominent = Counter(one.actor for one in reader.known)
    found = [_finding(event, one, prominent) for one in said]
    if found:
        return found
    why = event.corpus.aligned.notes[0] if event.corpus.aligned.notes else _NONE
    return [absent(KIND, "Statements that some carry and others leave out", why, chart=CHART)]


_NONE = "No statement stands in two outlets and surely not in another."


@dataclass(frozen=True)
class _Reader:
    """Reads the statements of an event with all that decides whether one may be told."""

    event: Event

    @cached_property
    def printed(self) -> Printed:
        return Printed(self.event)

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
    def known(self) -> list[_Said]:
        return list(self._read())

    def all(self) -> list[_Said]:
        """The statements, those that most outlets carry first."""
        return sorted(self.known, key=lambda one: (-len(one.passages), one.statement))

    def _read(self) -> Iterator[_Said]:
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
            if inside and (one := self._said(statement, actor, clauses[statement], inside)):
                yield one

    def _is_said_by(self, clause: dict, actor: str) -> bool:
        return any(
            start <= clause["start"] and clause["end"] <= end and who == actor
            for start, end, who in self.spoken.get(clause["article_id"], ())
        )

    def _said(
        self, statement: str, actor: str, clauses: list[dict], inside: list[dict]
    ) -> _Said | None:
        wording = _wording(inside, self.event)
        if len(features.terms(wording)) < _LEAST_SAID:
            return None
        passages: dict[str, list[str]] = {}
        words: Counter[str] = Counter()
        for one in clauses:
            if one["actor"] not in (actor, None):
                continue  # said by somebody else, or it is not known by whom
            outlet = self.event.owners[one["article_id"]]
            passages.setdefault(outlet, []).append(_id(one))
            words[outlet] += len(features.terms(one["text"]))
        texts = [one["text"] for one in clauses]
        doubtful = [o for o in passages if self.printed.share(o, wording)[0] < _HELD]
        others = [outlet for outlet in self.event.comparable if outlet not in passages]
        telling = self.event.telling(one for ids in passages.values() for one in ids)
        silent = [
            outlet
            for outlet in others
            if outlet not in telling and self.printed.silent(outlet, [wording, *texts])
        ]
        unsure = [outlet for outlet in (*doubtful, *others) if outlet not in silent]
        kept = {o: passages[o] for o in self.event.outlets if o in passages and o not in doubtful}
        return _Said(statement, actor, wording, kept, dict(words), silent, unsure)


_BORDER = ",.;:!?—–-\"“”’'()…\n"
_HELPERS = re.compile(
    r"(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|do|does"
    r"|did)\b"
)


def _is_clause(text: str, clause: dict) -> bool:
    """Whether a clause begins and ends at a mark, and is no predicate without its subject."""
    before = text[: clause["start"]].rstrip(" ")[-1:]
    last = text[clause["start"] : clause["end"]].rstrip()[-1:]
    after = text[clause["end"] :].lstrip(" ")[:1]
    whole = (not before or before in _BORDER) and (last in _BORDER or not after or after in _BORDER)
    return whole and not _HELPERS.match(_trimmed(clause["text"]))


def _id(clause: dict) -> str:
    return f"{clause['article_id']}:{clause['start']}-{clause['end']}"


def _wording(inside: list[dict], event: Event) -> str:
    """The rendering to print: verbatim, of middle length, without a leading "and"."""
    texts = sorted((_trimmed(one["text"]) for one in inside), key=lambda text: (len(text), text))
    return texts[len(texts) // 2]


def _trimmed(text: str) -> str:
    text = plain(text).strip()
    text = _LEADS.sub("", text).strip("\"“”'‘’ ")
    marks = [mark for mark in text if mark in '"“”‘']
    return text if len(marks) % 2 == 0 else re.sub(r"[\"“”‘]|(?<!\w)’", "", text)


def _finding(event: Event, one: _Said, prominent: Counter[str]) -> Finding:
    carriers = [event.outlets[outlet] for outlet in one.passages]
    silent = [event.outlets[outlet] for outlet in one.silent]
    speaker, n = event.actor(one.actor), len(event.outlets)
    reach, left = len(carriers) / n, len(silent) / n
    known = prominent[one.actor] / max(prominent.values())
    weight = 0.25 + 0.2 * min(1, 2 * reach) + 0.1 * min(1, 2 * left) + 0.15 * known
    weight += 0.1 * (not one.unsure) + 0.25 * event.earliness(one.passages.values())
    weight -= 0.1 * (len(features.terms(one.wording)) < 7) + 0.1 * (reach < _NARROW)
    doubtful = listed(event.outlets[outlet] for outlet in one.unsure)
    unsure = f" Not sure, and so not counted: {doubtful}." if one.unsure else ""
    values = {
        outlet: (float(one.words[outlet]), number_of(one.words[outlet], "word"), ids)
        for outlet, ids in one.passages.items()
    }
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=(
            f"{of_all(carriers, n)} carry {possessive(speaker)} {whole(one.wording)}"
            f"{do_not(silent, len(carriers), n)}"
        ),
        number=f"{len(carriers)} of {number_of(n, 'outlet')}",
        why=f"Neither these words nor most of them stand there. {_MATCHED}{unsure}"
        f"{silent_too(silent)}",
        strength=weight,
        weight=weight,
        topic=speaker,
        n=n,
        about=one.silent[0],
        chart=CHART,
        bars=event.bars(values | not_sure(one.unsure), *one.passages),
        notes=event.notes([*one.passages, *one.silent]),
        proof=Proof(
            verbatim=(one.wording,), speaker=one.actor, silent=tuple(silent), never=(one.wording,)
        ),
    )
