"""One phrase in an outlet's own words, between marks in another, and as somebody's elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from analysis import languages
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.finding import quoted as in_marks
from analysis.findings.own_words import is_posted
from analysis.measures import base

KIND = "marked"
_MOST, _LONG = 4, 4  # words of a phrase, and letters of one of them
_OWN, _MARKED, _SAID, _TOLD = "own", "marked", "quoted", "reported"
_AROUND = 120  # characters around a phrase in which a word says that it is somebody's
_SOMEBODYS = re.compile(
    r"\b(?:talk|claim|accus|alleg|call|dub|so-called|say|said|describ|term(?:s|ed)\b|denounc|decr"
    r"|deni|deny|argu|label|brand|refer|according|critic|oppon|known as|nicknam)",
    re.IGNORECASE,
)
_MARKS = "“”\"‘’'"


def marked(event: Event) -> list[Finding]:
    """Phrases that one outlet puts between marks and another uses as its own words."""
    found = [row for phrase in _phrases(event) if (row := _finding(event, phrase))]
    why = "No phrase stands between marks in one outlet and in another’s own words."
    return found or [absent(KIND, "One phrase with and without marks", why)]


def _phrases(event: Event) -> Iterator[str]:
    """The short phrases that an outlet puts between marks by themselves, in small letters."""
    rows = event.corpus.quotes.filter(pl.col("form").is_in(["scare", "mixed", "direct"]))
    function, seen = languages.read().function_words, set()
    for article, start, end in rows.select("article_id", "start", "end").iter_rows():
        shown = event.texts[article][start:end].strip(_MARKS + " ,.;:!?")
        words = letters(shown).split()
        telling = [word for word in words if word not in function and len(word) >= _LONG]
        plain = shown[1:] == shown[1:].lower() and not re.search(r"[^\w\s’'-]|\d", shown)
        if not plain or not telling or not 1 < len(words) <= _MOST or words[0] in function:
            continue
        if words[-1] not in function and (key := " ".join(words)) not in seen:
            seen.add(key)
            yield key


def _finding(event: Event, phrase: str) -> Finding | None:
    """The finding on a phrase, where it is one's own words and stands in marks in another."""
    words = r"[\W_]+".join(map(re.escape, phrase.split()))
    places: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    longest = max(phrase.split(), key=len)
    for article, text in event.texts.items():
        if longest not in event.once(_lowered)[article]:
            continue
        for match in re.finditer(rf"\b{words}\b", text, re.IGNORECASE):
            if match[0].istitle():
                return None  # the name of something, a document or a law: nobody takes a stand
            if how := _how(event, article, text, match.start(), match.end()):
                passage = f"{article}:{match.start()}-{match.end()}"
                places[event.owners[article]][how].append(passage)
    own = [o for o in event.outlets if set(places.get(o, ())) == {_OWN}]
    between = [o for o in event.outlets if _MARKED in places.get(o, ()) and _OWN not in places[o]]
    if not own or not between or any(_TOLD in hows for hows in places.values()):
        return None  # where it is somebody's in reported speech, the rest is no contrast
    values = {}
    for outlet, hows in places.items():
        ids = [passage for passages in hows.values() for passage in passages]
        told = ", ".join(f"{len(ids)} {_SHOWN[how]}" for how, ids in hows.items())
        values[outlet] = (0.0, told, ids)
    n = sum(len(ids) for _, _, ids in values.values())
    weight = 0.52 + 0.1 * min(1, n / 6)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"{event.named(own)} write{'s' * (len(own) == 1)} {in_marks(phrase)} as "
        f"{'its' if len(own) == 1 else 'their'} own words; "
        f"{event.named(between)} put{'s' * (len(between) == 1)} it in quotation marks",
        number=number_of(n, "use"),
        why="Looked for in every text. Between marks the words are kept at a distance, or "
        "somebody’s.",
        strength=weight,
        weight=weight,
        topic=phrase,
        n=len(values),
        about=between[0],
        bars=event.bars(values, *own, *between, nothing="—"),
        notes=event.notes([*own, *between]),
        proof=Proof(verbatim=(phrase,)),
    )


_SHOWN = {
    _OWN: "in its own words",
    _MARKED: "in marks",
    _SAID: "in a longer quotation",
    _TOLD: "in reported speech",
}


def _how(event: Event, article: str, text: str, start: int, end: int) -> str | None:
    """How a phrase is used in a place of the body; None outside it."""
    voice = event.once(_voices).get((article, start))
    if voice is None or is_posted(text, start, end):
        return None
    if event.kinds.get(article) == "opinion" and event.some_news:
        return None  # its long extracts from others are not always marked
    before, after = text[start - 1 : start], text[end : end + 2]
    if before and before in _MARKS and any(mark in _MARKS for mark in after):
        return _MARKED
    low, high = base.line_around(text, start, end)
    around = text[max(low, start - _AROUND) : min(high, end + _AROUND)]
    if voice == "outlet" and _SOMEBODYS.search(around):
        return _TOLD
    return {"outlet": _OWN, "quoted": _SAID}.get(voice, _TOLD)


def _lowered(event: Event) -> dict[str, str]:
    return {article: text.lower() for article, text in event.texts.items()}


def _voices(event: Event) -> dict[tuple[str, int], str]:
    rows = event.corpus.tokens.filter(kind="body").select("article_id", "start", "voice")
    return {(article, start): voice for article, start, voice in rows.iter_rows()}
