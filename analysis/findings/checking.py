"""The self-check of findings: nothing is stated that its own evidence does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis import tables
from analysis.findings.event import Event, letters
from analysis.findings.finding import Bar, Finding, number_of
from analysis.measures import framing

_FUSED = re.compile(r"\b[A-Z]?[a-z]+[A-Z]{2,}|\bR-[A-Z][a-z]|\(\s*\)|“\s|\s”|““|“”|\.\.|,,| ;|\s\s")

_QUOTED = re.compile(r"“[^”]*”")  # there "R-Fla." and "..." may stand
_GARBLED = re.compile(r"\b[A-Z]?[a-z]+[A-Z]{2,}|“\s|\s”|““|“”|,,| ;|\s\s")


def check(event: Event, found: list[Finding]) -> list[Finding]:
    """Keep the findings that stand their own check, and one row that tells how many do not.

    Of each finding that is stated: its bars are drawn from passages that are there, counted
    bars are their passages, quoted words stand in the marked passages, these are quotations of
    the one sure speaker, and the outlets called silent hold none of the words.
    """
    quotes = framing.sure_speakers(event.corpus.quotes).drop_nulls("actor")
    columns = ("article_id", "start", "end", "actor")
    spoken = quotes.select(columns).rows_by_key("article_id")
    checks: dict[str, Callable[[Finding], bool]] = {
        "the sentence is whole": lambda row: _is_whole(event, row),
        "every bar has its passages": lambda row: _has_passages(event, row),
        "the numbers are those of the passages": _counts,
        "the quoted words stand in the passages": lambda row: _holds(event, row),
        "the passages are one sure speaker’s": lambda row: _is_spoken(row, spoken),
        "who is called silent is": lambda row: _is_silent(event, row),
    }
    kept, failed = [], []
    for row in found:
        wrong = [name for name, holds in checks.items() if row.stands and not holds(row)]
        failed += wrong[:1]
        if not wrong:
            kept.append(row)
    return [*kept, *_dropped(failed)]


def _dropped(failed: list[str]) -> list[Finding]:
    if not failed:
        return []
    told = "; ".join(f"{name}: {failed.count(name)}" for name in dict.fromkeys(failed))
    return [
        Finding(
            kind="checked",
            basis="census",
            stands=False,
            sentence="Findings that failed their own check",
            number="",
            why=f"{number_of(len(failed), 'finding')} left out. Not so: {told}.",
        )
    ]


def _is_whole(event: Event, row: Finding) -> bool:
    """No broken marks, no labels grown onto names, no doubled stops; a capital at the start."""
    named = any(row.sentence.startswith(name) for name in event.outlets.values())
    own = _QUOTED.sub("“x”", row.sentence)
    quoted = _QUOTED.findall(row.sentence)
    return (
        row.sentence.count("“") == row.sentence.count("”")
        and not _FUSED.search(own)
        and not any(map(_GARBLED.search, quoted))
        and (named or row.sentence[:1] == row.sentence[:1].upper())
    )


def _passages(event: Event, bar: Bar) -> list[str]:
    texts = []
    for passage in bar.evidence:
        article, start, end = tables.parse_passage_id(passage)
        texts.append(event.texts.get(article, "")[start:end])
    return texts


def _has_passages(event: Event, row: Finding) -> bool:
    for bar in row.bars:
        texts = _passages(event, bar)
        if (bar.value and not texts) or not all(text.strip() for text in texts):
            return False
    return bool(row.evidence)


def _counts(row: Finding) -> bool:
    """Counted bars: as many passages as the number says."""
    if not row.proof.counted:
        return True
    return all(bar.value == len(bar.evidence) for bar in row.bars)


def _holds(event: Event, row: Finding) -> bool:
    """Each word shown as verbatim stands in a passage of a marked bar."""
    texts = [letters(text) for bar in row.bars if bar.marked for text in _passages(event, bar)]
    return all(any(letters(words) in text for text in texts) for words in row.proof.verbatim)


def _is_spoken(row: Finding, spoken: dict[str, list[tuple[int, int, str]]]) -> bool:
    """A passage of each marked bar lies in a quotation of the speaker, and in nobody else's."""
    if row.proof.speaker is None:
        return True
    actors = set(row.proof.speaker.split(" & ")) | {row.proof.speaker}
    own = False
    for bar in row.bars:
        for passage in bar.evidence if bar.marked else ():
            article, start, end = tables.parse_passage_id(passage)
            who = {who for a, b, who in spoken.get(article, ()) if a < end and start < b}
            if who - actors and not who & actors:
                return False
            own |= bool(who & actors)
    return own


def _is_silent(event: Event, row: Finding) -> bool:
    names = {name: outlet for outlet, name in event.outlets.items()}
    for name in row.proof.silent:
        text = f" {event.letters[names[name]]} "
        if any(f" {letters(words)} " in text for words in row.proof.never):
            return False
    return True
