"""Who speaks where nothing but a verb and a listed name beside the marks tells it.

For Arabic, Chinese, Japanese and Korean. Whatever stands in between and may be somebody else
makes the speaker unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.languages.beside import Beside
from analysis.reading.quotes.general.texts import INSIDE
from analysis.reading.quotes.masking import Span

_CLAUSE = re.compile(r"[。！？；\n.!?;،؛؟,，、：:]")
_SENTENCE = re.compile(r"[。！？\n!?؟]|\.(?=\s|$)")
_FAR = 24  # letters between a name and its verb
_TAIL = 40  # letters between speech and the verb that ends its sentence
_LEAD = 30  # letters in front of a name in its clause: a country, an office


class Found(NamedTuple):
    """A speaker beside the marks: the alias as it stands, and the verb."""

    alias: str
    source: Span
    cue: Span | None
    rule: str


def speaker(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> list:
    """All who are named beside one quotation as its speakers; more than one is nobody.

    ``masked`` is the text with its speech hidden.
    """
    find = {"subject first": _subject_first, "particle": _particle, "verb first": _verb_first}
    return find[words.order](masked, outer, names, words)


def adds(masked: str, outer: Span, words: Beside) -> bool:
    """Whether right before the marks a verb stands by itself with which a speaker goes on."""
    if not words.adding:
        return False
    verbs = _any(words.adding)
    before = masked[max(0, outer.start - 30) : outer.start]
    return re.search(rf"(?:^|[\s.،؛])[وف]?(?:{verbs})\s*:?\s*$", before) is not None


@lru_cache(maxsize=64)
def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


# --- Chinese ------------------------------------------------------------------------------------


def _subject_first(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> list[Found]:
    verbs = _any(words.verbs)
    led = re.compile(
        rf"({verbs})(?:道|说|說)?(?:\s*[:：,，]?\s*|[^。！？；,，\n]{{1,{_FAR}}}[:：]\s*)$"
    )
    start = _start(masked, outer.start)
    cue = led.search(masked[: outer.start], start)
    if cue and not masked[: cue.end(1)].endswith(words.not_verbs):
        return _clause_subject(masked, start, cue.start(), Span(*cue.span(1)), names, words)
    words_before = rf"([^。！？；\n,，]{{1,{_FAR + _LEAD}}}?)"
    after = re.compile(rf"[ ,，]*{words_before}({verbs})(?:道)?(?=[。，,;；：:\n]|$)")
    told = after.match(masked, outer.end)
    if told and not masked[: told.end(2)].endswith(words.not_verbs):
        cue_span = Span(told.start(2), told.end(2))
        return _clause_subject(masked, told.start(1), told.start(2), cue_span, names, words)
    return []


def _clause_subject(
    masked: str, start: int, end: int, cue: Span, names: tuple[str, ...], words: Beside
) -> list[Found]:
    """The first name of a verb's clause, if nothing governs it and it is no part of a phrase."""
    clause = max((m.end() for m in _CLAUSE.finditer(masked, start, end)), default=start)
    for match in re.finditer(_any(names), masked[clause:end], re.IGNORECASE):
        lead = masked[clause : clause + match.start()]
        rest = masked[clause + match.end() : end]
        title = re.match(rf"\s?(?:{_any(words.titles)})+", rest)
        after = (rest[title.end() :] if title else rest).strip()
        if len(lead) > _LEAD or len(after) > _FAR:
            return []
        if any(word in lead for word in words.governs) or after.startswith(words.follows):
            return []
        if after and not (after[0].isdigit() or after.startswith(words.between)):
            return []  # "Kim's spokesman Lee said": who knows
        listener = rf"[对對向](?:{_any((*words.told, *names))})"
        if any(word in re.sub(listener, "", after) for word in words.others):
            return []  # "Kim heard somebody say"
        source = Span(clause + match.start(), clause + match.end() + (title.end() if title else 0))
        return [Found(match[0], source, cue, "beside")]
    return []


# --- Japanese and Korean ------------------------------------------------------------------------


def _particle(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> list[Found]:
    start, end = _start(masked, outer.start), _end(masked, outer.end)
    quotative = re.compile(rf"\s?(?:{_any(words.quotative)})")
    told = quotative.match(masked, outer.end)
    cue = re.compile(rf"(?:{_any(words.verbs)})").search(
        masked, outer.end, min(end, outer.end + _TAIL)
    )
    if not told or not cue:
        return _headed(masked, outer, names, words)
    if "を" in masked[told.end() : cue.start()] or INSIDE in masked[told.end() : cue.start()]:
        return []  # "wrote “A” and “B”"
    ends = r"(?=\s)" if words.code == "ko" else ""
    topic = re.compile(
        rf"(?<![가-힣ァ-ヶ一-龠])({_any(names)})(?:\s?(?:{_any(words.titles)}))?"
        rf"(?:\s?[（(][^）)]{{0,20}}[）)])?(?:{_any(words.particles)}){ends}",
        re.IGNORECASE,
    )
    near = list(topic.finditer(masked, told.end(), cue.start()))
    before = list(topic.finditer(masked, start, outer.start))
    chosen = near or before
    if not chosen or (not near and _other_topic(masked[chosen[-1].end() : outer.start], words)):
        return []
    span = Span(cue.start(), cue.end())
    return [Found(m[1], Span(m.start(1), m.end()), span, "beside") for m in chosen]


def _other_topic(between: str, words: Beside) -> bool:
    """Whether a further subject may stand between a topic and the speech."""
    if words.code == "ja":
        return re.search(rf"[一-龠々ァ-ヶー](?:{_any(words.subjects)})", between) is not None
    return re.search(rf"[가-힣](?:{_any(words.subjects)})\s", between) is not None


def _headed(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> list[Found]:
    """``首相「…」``: a headline's name right before the marks that end it."""
    line = masked.rfind("\n", 0, outer.start) + 1
    lead = re.compile(rf"({_any(names)})(?:{_any(words.titles)})?\s?[:：]?\s?$")
    found = lead.search(masked, line, outer.start)
    ends = masked[outer.end : outer.end + 1] in ("", "\n")
    if found and ends and (found.start() == line or masked[found.start() - 1] in " 　、,"):
        return [Found(found[1], Span(*found.span(1)), None, "label")]
    return []


# --- Arabic -------------------------------------------------------------------------------------


def _verb_first(masked: str, outer: Span, names: tuple[str, ...], words: Beside) -> list[Found]:
    titled = rf"(?:(?:{_any(words.titles)}|ال\w+)\s+){{0,5}}"  # "the mayor", any noun with "the"
    said = rf"(?:^|(?<=[\s.،؛:«»\"“”]))[وف]?({_any(words.verbs)})\s+{titled}({_any(names)})(?!\w)"
    start, end = _start(masked, outer.start), _end(masked, outer.end)
    after = re.compile(rf"[\s،,.]*(?:كما|حسبما|هكذا)?\s*{said}").match(masked, outer.end, end)
    if after:
        return [Found(after[2], Span(*after.span(2)), Span(*after.span(1)), "beside")]
    found = list(re.finditer(said, masked[start : outer.start]))
    if not found:
        return []
    last = found[-1]
    rest = masked[start + last.end() : outer.start]
    verbs = re.search(rf"(?:^|\s)[وف]?(?:{_any(words.verbs)})(?=\s|:|$)", rest)
    if verbs or len(rest) > 2 * _TAIL or re.search(r"[.؛;]", rest):
        return []
    cue = Span(start + last.start(1), start + last.end(1))
    return [Found(last[2], Span(start + last.start(2), start + last.end(2)), cue, "beside")]


# --- sentences ----------------------------------------------------------------------------------


def _start(masked: str, position: int) -> int:
    return max((m.end() for m in _SENTENCE.finditer(masked, 0, position)), default=0)


def _end(masked: str, position: int) -> int:
    found = _SENTENCE.search(masked, position)
    return found.start() if found else len(masked)
