"""A text in another language than English → rows of the quotes table.

With a grammar, speakers come from the sentence; without one, from aliases right beside
the marks: ``Kim: «…»`` and ``«…» — Kim``. Where it cannot be told, nobody speaks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from analysis import languages
from analysis.languages.beside import Beside, beside
from analysis.languages.grammar import Grammar, grammar
from analysis.languages.inflection import inflected
from analysis.languages.scripts import length
from analysis.reading.quotes import media
from analysis.reading.quotes.general import beyond, continuing
from analysis.reading.quotes.general.attribution import attribute
from analysis.reading.quotes.general.beside import adds
from analysis.reading.quotes.general.beside import speaker as names_beside
from analysis.reading.quotes.general.cues import Said
from analysis.reading.quotes.general.marks import Speech, speech
from analysis.reading.quotes.general.people import People
from analysis.reading.quotes.general.phrases import Text
from analysis.reading.quotes.general.texts import ENDED, mask
from analysis.reading.quotes.general.titles import LEADS, is_title
from analysis.reading.quotes.masking import Span
from analysis.reading.quotes.speakers import UNKNOWN, Aliases, Speaker

_SCARE = 2  # words that may be held at a distance; more are somebody's
_MARKED = 40  # characters of a name in marks
_ENDS = ".!?…。！？।؟۔,，"
Row = tuple[Any, ...]


class _Quote:
    """One quotation on its way: its pieces, form, attribution and speaker."""

    def __init__(self, said: Speech, form: str) -> None:
        self.speech, self.form = said, form
        self.said: Said | None = None
        self.source: Span | None = None
        self.cue: Span | None = None  # where it is not said's
        self.via: str | None = None
        self.speaker: Speaker = UNKNOWN
        self.rule = "alone"


def rows(article_id: str, text: str, aliases: Aliases, language: str) -> list[Row]:
    """Give all parts of all quotations of one text, as rows of the quotes table.

    >>> nobody = Aliases({}, None)
    >>> [(row[6], row[13]) for row in rows("a", "«Esto no va bien», dijo.", nobody, "xx")]
    [('direct', None)]
    """
    rules = grammar(language)
    quotes = [_Quote(said, _form(text, said)) for said in speech(text, rules)]
    if not quotes:
        return []
    if rules is None:
        _beside_marks(text, quotes, aliases)
        _beside_verbs(text, quotes, aliases, beside(language))
    else:
        _by_rules(text, quotes, aliases, rules)
    return [row for quote in quotes for row in _parts(article_id, text, quote)]


def _form(text: str, said: Speech) -> str:
    """direct, mixed or scare, from the words themselves and what stands before them."""
    words = " ".join(text[a:b] for a, b in said.parts)
    if said.how == "dash":
        return "direct"
    stripped = words.strip()
    before = text[: said.outer.start].rstrip(" \xa0\u202f")[-1:]
    full = stripped[-1:] in _ENDS or before in ("", "\n", ":", "：", ".", "!", "?", "。")
    full = full or (text[said.outer.end :][:1] in (",", "，") and not stripped[:1].islower())
    number = length(stripped)
    if number <= _SCARE and not (full and stripped[-1:] in _ENDS):
        return "scare"
    return "direct" if full or (stripped[:1].isupper() and number > 4) else "mixed"


# --- without a grammar --------------------------------------------------------------------------


def _beside_marks(text: str, quotes: list[_Quote], aliases: Aliases) -> None:
    """Speakers whom an alias names right beside the marks, with a colon or a dash."""
    if not aliases.actor:
        return
    names = "|".join(inflected(a, None) for a in sorted(aliases.actor, key=len, reverse=True))
    before = re.compile(rf"(?:^|[\n.!?。！？]\s*)({names})\s?[:：]\s*$", re.IGNORECASE)
    after = re.compile(rf"[\s,，]*[—–―-]{{1,2}}\s?({names})\s*(?:[.。]?\s*(?:\n|$))", re.IGNORECASE)
    for quote in quotes:
        outer = quote.speech.outer
        found = before.search(text, max(0, outer.start - 80), outer.start)
        found = before.search(text[max(0, outer.start - 80) : outer.start]) or after.match(
            text, outer.end
        )
        if found and quote.form != "scare":
            actor = aliases.actor.get(found[1].lower())
            quote.speaker, quote.rule = Speaker(actor, "named", "name"), "label"


def _beside_verbs(text: str, quotes: list[_Quote], aliases: Aliases, words: Beside | None) -> None:
    """Speakers whom a verb beside the marks has, in languages with nothing but `beside.toml`."""
    names = tuple(sorted(filter(str.strip, aliases.actor), key=len, reverse=True))
    if words is None or not names:
        return
    masked = mask(text, [quote.speech for quote in quotes])
    for before, quote in zip([None, *quotes], quotes, strict=False):
        if quote.form == "scare" or quote.speaker.actor:
            continue
        found = names_beside(masked, quote.speech.outer, names, words)
        actors = {aliases.actor[one.alias.lower()] for one in found}
        if len(actors) == 1:
            quote.speaker, quote.rule = Speaker(actors.pop(), "named", "name"), found[0].rule
            quote.source, quote.cue = found[0].source, found[0].cue
        elif not found:
            quote.speaker, quote.rule = _beyond(masked, quote, before, aliases.actor, names, words)


def _beyond(
    masked: str,
    quote: _Quote,
    before: _Quote | None,
    actors: dict[str, str],
    names: tuple[str, ...],
    words: Beside,
) -> tuple[Speaker, str]:
    """A speaker whom no name beside the verb tells, and by which rule; nobody if it is not sure."""
    outer = quote.speech.outer
    for rule, find in (("introduced", beyond.introduced), ("beside", beyond.after)):
        if alias := find(masked, outer, names, words):
            return Speaker(actors[alias.lower()], "named", "name"), rule
    near = before and masked.count("\n", before.speech.outer.end, outer.start) <= 1
    last = before.speaker if before and near and before.speaker.actor else None
    if last and (adds(masked, outer, words)):
        return last._replace(sure="resolved", reason="adding"), "adding"
    if beyond.pronoun(masked, outer, words):
        spoke = before.speaker.actor if before else None
        who = beyond.meant(masked, outer, names, actors, spoke)
        return (Speaker(who, "resolved", "pronoun") if who else UNKNOWN), "pronoun"
    if last and before and beyond.goes_on(masked, before.speech.outer, outer):
        return last._replace(sure="resolved", reason="goes on"), "carried"
    return UNKNOWN, quote.rule


# --- with a grammar -----------------------------------------------------------------------------


def _by_rules(text: str, quotes: list[_Quote], aliases: Aliases, rules: Grammar) -> None:
    listed = {alias: actor for alias, actor in aliases.actor.items() if alias.strip()}
    read = Text(text, [quote.speech for quote in quotes], rules, listed)
    people = People(read)
    saids: list[tuple[int, Said]] = []
    for quote in quotes:
        outer = quote.speech.outer
        aside = quote.speech.asides[0] if quote.speech.asides else None
        said = attribute(read, outer, aside) or continuing.reported(read, outer, saids)
        said = said or continuing.introduced(read, quote)
        if said and said.rule not in ("mood", "introduced"):
            saids.append((said.sentence, said))
        if said and said.cue and said.cue.verb and said.cue.verb.use == "naming":
            quote.form = "mixed" if quote.form == "scare" else quote.form
        elif quote.form == "scare" and said and _utterance(read, said, outer):
            quote.form = "direct"
        elif quote.form == "scare" and said and _close(read, said, outer):
            quote.form = "mixed"
        if quote.form == "scare" and said is None and _somebodys(read, outer):
            quote.form = "mixed"
        if is_title(read, quote, said):
            quote.form = "title"
        if quote.form in ("scare", "title") or said is None:
            continue
        quote.said, quote.rule, quote.source = said, said.rule, _source(read, said, outer)
        quote.via = _medium(text, quote.source)
        if quote.via is None:
            quote.speaker = people.speaker(said)
    continuing.link(text, quotes, read)
    continuing.carry(text, quotes, read)
    continuing.echo(text, quotes)


def _utterance(read: Text, said: Said, outer: Span) -> bool:
    """``„Wir gehen“, sagte Kim``: two words that open a sentence, its comma outside the marks."""
    before = read.masked[: outer.start].rstrip(" \xa0")[-1:]
    opens = not before or before in "\n.!?:" or before == ENDED
    words = read.text[outer.start + 1 : outer.end - 1]
    return (
        said.rule == "tag"
        and opens
        and read.masked[outer.end : outer.end + 1] == ","
        and (" " in words.strip() and words.strip()[:1].isupper())
    )


def _close(read: Text, said: Said, outer: Span) -> bool:
    """Whether a short fragment is said: a verb of speech reports its sentence; it is no name."""
    words = read.text[outer.start + 1 : outer.end - 1].strip()
    if said.cue is None or not (words[:1].islower() or words[-1:] in _ENDS):
        return bool(read.grammar.nominative) and _in_reported_clause(read, said, outer)
    return said.cue.verb is not None or said.rule == "mood" or bool(read.grammar.nominative)


def _somebodys(read: Text, outer: Span) -> bool:
    """Whether indirect speech holds a fragment, though it is not known whose: „Er sei „müde““."""
    led = re.search(r"(\w+) $", read.masked[max(0, outer.start - 30) : outer.start])
    named = led is None or led[1][0].isupper() or led[1] in LEADS
    if named and not read.text[outer.start + 1 : outer.end].strip()[:1].islower():
        return False
    return continuing.in_mood(read, read.sentence_at(outer.start))


def _in_reported_clause(read: Text, said: Said, outer: Span) -> bool:
    """Whether a fragment that begins like a name stands where indirect speech does, led in."""
    led = re.search(r"(\w+) $", read.masked[max(0, outer.start - 30) : outer.start])
    marked = read.text[outer.start + 1 : outer.end - 1].split()
    named = len(marked) > 1 and all(word[:1].isupper() for word in marked)
    if led is None or not led[1].islower() or (named and led[1] in LEADS):
        return False  # "belongs to the „X Group“"
    if said.rule == "mood" or continuing.in_mood(read, read.sentence_at(outer.start)):
        return True
    return bool(said.cue) and "," in read.masked[said.cue.end : outer.start]


def _medium(text: str, source: Span | None) -> str | None:
    """An agency or outlet that is named: the quotation came through it, it is not its own."""
    words = text[source.start : source.end] if source else ""
    return media.listed(words) if words in _media() else None


@cache
def _media() -> frozenset[str]:
    return frozenset(row["name"] for row in languages.media())


def _source(read: Text, said: Said, outer: Span) -> Span | None:
    if said.subject is None:
        return None
    words = read.words(said.sentence)
    end = words[said.subject.last - 1].end
    if said.subject.kind == "noun":  # die „Neue Zeitung“: its name stands in marks
        others = (s.outer for s in read.speech if s.outer != outer)
        marked = next((other.end for other in others if other.start == end + 1), end)
        if said.cue and said.subject.first == said.cue.first and marked != end:
            return Span(end + 1, marked)  # schrieb „Die Zeit“: nothing but the marks
        end = marked if marked - end < _MARKED else end
    return Span(words[said.subject.first].start, end)


# --- rows ---------------------------------------------------------------------------------------


def _parts(article_id: str, text: str, quote: _Quote) -> list[Row]:
    parts = [_trimmed(text, *part) for part in quote.speech.parts]
    quote_id = f"{article_id}:{parts[0].start}"
    held = quote.form in ("scare", "title")  # nobody says these
    said = None if held else quote.said
    cue = Span(said.cue.start, said.cue.end) if said and said.cue else quote.cue
    credit = (*_words(text, cue), *_words(text, None if held else quote.source))
    speaker = UNKNOWN if held else quote.speaker
    who = (speaker.actor, speaker.sure, speaker.reason, list(speaker.candidates))
    how = "" if quote.speech.how in ("closed", "single") else f"+{quote.speech.how}"
    return [
        (
            quote_id,
            n,
            quote_id,
            article_id,
            *part,
            quote.form,
            *credit,
            *who,
            quote.via,
            quote.rule + how,
        )
        for n, part in enumerate(parts)
    ]


def _words(text: str, span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (text[span.start : span.end], span.start, span.end) if span else (None, None, None)


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    return Span(end - len(inside.lstrip()), start + len(inside.rstrip()))
