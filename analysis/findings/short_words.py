"""Short quotations, "a smoking gun", that some outlets carry and in others stand nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from analysis import languages, tables
from analysis.findings import moment, people
from analysis.findings.event import Event, letters
from analysis.findings.finding import (
    CENSUS,
    INNER,
    Finding,
    Proof,
    Values,
    absent,
    number_of,
    plain,
)
from analysis.findings.marks import Marks, quoting
from analysis.findings.nouns import rarity
from analysis.findings.phrases import in_whom, possessive
from analysis.measures import base
from analysis.measures.moments import SAID_DAYS
from analysis.measures.overlap.features import stem
from analysis.phrasing import listed

KIND = "short words"
_MOST = 5  # words of a short quotation
_RARE = 9.5  # −ln of a word's share of all print, from which it tells something,
_WORDS = 2  # or so many words with content
_RUN = 3  # words of it in a row that who leaves it out does not print
_TOLD = 4  # quotations in one sentence
_ENDS = re.compile(r"[.!?][”’\"']*\s")


@dataclass(frozen=True)
class _Short:
    """A short quotation: how it is printed, who has it in marks and where, who has none of it,
    and whose it surely is."""

    words: str
    printed: str
    passages: dict[str, list[str]]
    silent: list[str]
    speaker: str

    @property
    def outlets(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self.passages), tuple(self.silent)


def short_words(event: Event) -> list[Finding]:
    """Words that two outlets quote, at least one by themselves, and others do not print."""
    ranked = sorted(_shared(event), key=lambda one: (-_worth(event, one), one.words))
    kept: list[_Short] = []
    for one in ranked:
        if not any(one.words in two.words or two.words in one.words for two in kept):
            kept.append(one)
    if kept:
        return [_finding(event, kept[:_TOLD])]
    why = "No short quotation of two outlets stands nowhere in another."
    return [absent(KIND, "Short quotations that some carry", why)]


def _worth(event: Event, one: _Short) -> float:
    """Rare words first, and those that nearly half of the outlets have."""
    have, n = len(one.passages), len(event.outlets)
    return _rarity(one.words) + 8 * min(have, n - have) / n + len(one.words.split())


def _shared(event: Event) -> list[_Short]:
    marks, found = event.once(Marks), []
    for words, printed in _short(event).items():
        held = [outlet for outlet in event.outlets if marks.hold(outlet, words)]
        passages = {outlet: marks.spans(outlet, words) for outlet in held}
        silent = _silent(event, words) if len(held) > 1 else []
        rest = len(event.comparable) - len(silent) - len(held)
        every = [passage for ids in passages.values() for passage in ids]
        silent = [o for o in silent if not moment.is_known_apart(event, o, every, days=SAID_DAYS)]
        speaker = _speaker(event, words) if silent and rest <= 1 else ""
        silent = [o for o in silent if not moment.cannot_quote(event, o, every, speaker)]
        speaker = speaker if silent else ""
        if speaker and _is_of_one_thing(event, words, speaker, passages):
            found.append(_Short(words, printed, passages, silent, speaker))
    return found


def _is_of_one_thing(
    event: Event, words: str, speaker: str, passages: dict[str, list[str]]
) -> bool:
    """Whether words are rare, or what stands around them has another word in common everywhere."""
    rare = _rarity(words) >= _RARE
    if rare or " " not in words:
        return rare
    known = {stem(word) for word in f"{words} {letters(speaker)}".split()}
    beside = (
        {stem(w) for id in ids for w in letters(_around(event, id)).split() if _tells(w)} - known
        for ids in passages.values()
    )
    return bool(set.intersection(*beside))


def _around(event: Event, passage: str) -> str:
    """What stands around a passage in its sentence."""
    article, start, end = tables.parse_passage_id(passage)
    text = event.texts[article]
    low, high = base.line_around(text, start, end)
    ends = [match.end() for match in _ENDS.finditer(text, low, high)]
    before = [place for place in ends if place <= start]
    after = [place for place in ends if place > end + 1]
    return text[max(before, default=low) : min(after, default=high)]


def _silent(event: Event, words: str) -> list[str]:
    """The outlets that print neither three of the words in a row nor a form of a single one."""
    return [
        outlet
        for outlet in event.comparable
        if not event.prints_run(outlet, words, _RUN) and not _has_like(event, outlet, words)
    ]


def _has_like(event: Event, outlet: str, words: str) -> bool:
    """Whether an outlet prints a single word in another form: "patriots"."""
    return " " not in words and any(stem(one) == stem(words) for one in event.words[outlet])


def _speaker(event: Event, words: str) -> str:
    """Who surely says some words wherever they are quoted; "" where that is not one person."""
    every: set[str] = set()
    for row in quoting(event, words):
        sure = row["form"] != "scare" and row["sure"] in ("named", "resolved")
        every.add((sure and row["actor"]) or "")
    one = next(iter(every)) if len(every) == 1 else ""
    return event.actor(one) if people.is_somebody(event, one) else ""


def _short(event: Event) -> dict[str, str]:
    """The short quotations that tell something, as they are compared and as they are printed.

    Titles and names are none.
    """
    rows = event.corpus.quotes.filter(pl.col("form").is_in(["direct", "mixed", "scare"]))
    found: dict[str, str] = {}
    for article, start, end in rows.select("article_id", "start", "end").iter_rows():
        printed = event.texts[article][start:end].strip(" ,.;:!?“”\"'‘’")
        words = printed.split()
        content = [word for word in words if word[0].islower() and _tells(word)]
        rare = any(_rarity(word) >= _RARE for word in content)
        rare &= len(words) > 1 or languages.read().judging_words.get(words[0]) == "negative"
        if len(words) <= _MOST and content and (rare or len(content) >= _WORDS):
            found.setdefault(letters(printed), plain(printed).translate(INNER))
    return found


def _tells(word: str) -> bool:
    return word.isalpha() and word not in languages.read().function_words


def _rarity(words: str) -> float:
    """How rare the rarest of some words is in print."""
    return max(map(rarity, words.split()), default=0.0)


def _finding(event: Event, told: list[_Short]) -> Finding:
    values = Values()
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    last: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}  # whose the words before are
    for one in sorted(told, key=lambda one: one.speaker):
        named = last.get(one.outlets) != one.speaker
        last[one.outlets] = one.speaker
        groups.setdefault(one.outlets, []).append(
            f"{possessive(one.speaker)} “{one.printed}”" if named else f"“{one.printed}”"
        )
        for outlet, ids in one.passages.items():
            _, shown, before = values.get(outlet, (0.0, "", []))
            words = f"“{one.printed}” ({one.speaker})"
            shown = f"{shown}, {words}" if shown else words
            values[outlet] = (0.0, shown, [*before, *ids])
    parts = [
        f"{listed(words)} in {event.named(have)}, not in {in_whom(list(map(event.labelled, lack)))}"
        for (have, lack), words in groups.items()
    ]
    weight = 0.4 + 0.05 * len(told)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"Short quotations that some carry and others do not{moment.caution(event)}",
        sentence=f"Quoted words that some carry and others do not print: {'; '.join(parts)}"
        f"{moment.caution(event)}",
        number=number_of(len(told), "quotation"),
        why="In quotation marks, at least once by themselves; where they are said not to be, they "
        "stand nowhere in the text, with marks or without.",
        strength=weight,
        weight=weight,
        topic="short words",
        n=len(told),
        bars=event.bars(values, *values, nothing="none of these"),
        notes=event.notes(values),
        proof=Proof(verbatim=tuple(one.words for one in told)),
    )
