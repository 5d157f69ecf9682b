"""What can be printed of a quotation: its own words, or the sentence that they are a part of."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace

from analysis import tables
from analysis.findings.event import Event
from analysis.findings.leaning import can_stand, speaks_of_unknown
from analysis.findings.own_words import (
    Sentence,
    holding,
    is_captioned,
    is_posted,
    is_whole,
    takes_back,
)
from analysis.findings.phrases import is_shortened, whole
from analysis.findings.voices import Person, Said
from analysis.measures import base

_SAMPLE = 180  # characters of a quotation that stands for a person,
_SENTENCE = 260  # and of the sentence that it is a part of
_AROUND = 250  # characters around a quotation in which a year says of when it is
_POINTING = re.compile(
    r"\b(?:he|she|him|his|her|they|them|their)\b"
    r"|(?:(?<=“)|(?<=[.!?] ))(?:it|this|that|these|those|there)\b",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"(?<=\w )(?!I\b)[A-Z]\w+|“(?:Mr|Mrs|Ms|Dr)\b"
    r"|\b(?:[Nn]o one|[Nn]obody|(?:[Ee]very|[Aa]ny)(?:one|body)|[Pp]eople|who)\b"
)
_GOES_ON = re.compile(r"“(?:And|But|Or|So|Because|Then|Yet|Plus|In other words|That is why)\b")
_DANGLING = re.compile(  # at what was asked: "I disagree with that, because …", "they took a few"
    r"\b(?:with|about|of|to|for|on|by|do|did|doing|believe|think|know|say|agree) (?:that|this|it)"
    r"(?=[.,;!?”]| because\b)|\b(?:a few|some|many|most|both)(?=[.,!?]*”)"
    r"|\b(?:do|does|doing|did|done) (?:so|it|this|that)\b|\b(?:an?|very) different\b(?! from\b)"
    r"|\bthe same\b|\bsimilar\b(?! to\b)"
    r"|\byou[’']re (?:referring|asking|talking)\b|\bthese (?:individuals|people|men|women|guys)\b"
    r"|\bthis(?= (?:is|was|will|would|has|had|can|could|should|may|might)\b)"
)
_IT = re.compile(  # of a thing told before: "I don't see them overturning it"
    r"\bit\b(?![’']|\s+(?:(?:is|was|would|has|had|could|does|did|should)(?:n[’']t)?|will|won[’']t|can|"
    r"can[’']t|may|might|takes?|took|seems|looks|comes|came|turns|turned|appears)\b)"
)
_NOUN = re.compile(r"\b(?:the|an?|this|that|our|my|your|his|her|their|its) [a-z]+")
_FORGETS = re.compile(
    r"\b(?:I|we) (?:do not|don[’']t|did not|didn[’']t|cannot|can[’']t) (?:remember|recall|know)\b"
)
_SAYS_ON = re.compile(r"\W{0,3}[^“”\"\n]{0,60}\.\s+[“\"]")  # further words of the same speaker
_STOPS = re.compile(r"(?<=[.!?])\s")
_NOTHING = re.compile(r"\b(?:cannot|can’t|can't|not|no|declined to) (?:further )?comment\b")
_INNER = re.compile(r"(?<!\w)[‘'\"](?=\w)")  # marks inside a quotation
_CLOSED = re.compile(r"(?<=[\w,.!?])[’'\"](?!\w)")
_MONTHS = "|".join(calendar.month_name[1:])
_SAYING = r"\b(?:noted|said|wrote|told|tweeted|argued|warned|posted|put it|speaking)\b"
_THEN = re.compile(  # "said last year", "earlier this year", "in a June tweet"
    rf"{_SAYING}[^.!?“”\"\n]{{0,40}}\b(?:(?:last|earlier this) (?:year|month|spring|summer|fall|"
    rf"autumn|winter|{_MONTHS})|(?:months|years) (?:ago|earlier|before)|in (?:{_MONTHS})\b(?! \d))"
    rf"|\bin an? (?:{_MONTHS})\b(?! \d)|\bonce (?:said|wrote|told|tweeted|called|argued)\b"
    r"|\b(?:Earlier this|Last) (?:year|month)\b|\b(?:Months|Years) (?:ago|earlier|before)\b"
)
_BARE = re.compile(r"(?:.*(?:[,:]| that))?[\s“\"‘']*", re.DOTALL)  # before a whole sentence,
_ENDED = re.compile(r"[,.!?…]")  # which end before the mark, or right behind it
_MORE_WORDS = re.compile(  # of one sentence: "“Now,” he said, the rain “is over”"
    r"\W*[^,“”\"]{2,60}, (?![a-z]+ing\b|(?:who|an?|in|on|at|and|as|with|after)\b)[^.]*?[“\"]\w"
)
_TELLS_MORE = re.compile(  # what the words are of: "she said of the bridge", "asked of it, he said"
    r"\b(?:referr?(?:ed|ing)|alluding|in reference|in response|responding|asked|answer\w*|if|"
    r"unless|but|although|though|when|comparing|quoting|citing|jok(?:ed|ing)|mock\w*|"
    r"sarcas\w+|(?:said|says|wrote|tweeted|added) (?:[a-z]+ )?(?:of|about|on why))\b",
    re.IGNORECASE,
)


def telling(event: Event, person: Person) -> list[Said]:
    """The quotations that say something, and are not there to be judged."""
    return [
        one
        for one in person.said
        if not _NOTHING.search(one.words)
        and person.name.split()[-1] not in one.words  # of whom others speak
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


def as_printed(event: Event, one: Said) -> str:
    """A quotation as it can be printed by itself, in marks; "" where it cannot.

    Its own words where they are a sentence; the whole sentence that they are a part of, where
    that tells more of them than who speaks.
    """
    article, start, end = tables.parse_passage_id(one.passage)
    text, kept = event.texts[article], beginning(one.words)
    stop, around = start + one.words.find(kept) + len(kept), _around(event, one.passage)
    if takes_back(text, end) or takes_back(text, stop):
        return ""
    if _FORGETS.search(kept) and _SAYS_ON.match(text, stop):
        return ""  # "“I do not know it all,” she said. “I know the river.”"
    posted = is_posted(text, start, end) and text[stop : stop + 1] != ":"
    if not kept or not (posted or (around and _is_sentence(text, around, start, stop, end))):
        return _sentence(event, around) if around else ""
    words = whole(kept, _SAMPLE + 1)
    return words if stands_alone(words) and not speaks_of_unknown(event, words) else ""


def _is_sentence(text: str, around: Sentence, start: int, stop: int, end: int) -> bool:
    """Whether quoted words are a sentence of their own, of which what is around adds nothing."""
    before, after = text[around.start : start], text[end : around.end]
    bare = _BARE.fullmatch(before) and _ENDED.search(text[stop - 1 : stop + 2])
    told = (_TELLS_MORE.search(before), _TELLS_MORE.search(after), _MORE_WORDS.match(after))
    return bool(bare) and not any(told)


def _around(event: Event, passage: str) -> Sentence | None:
    """The sentence that a quotation stands in, or those from its first to its last, as one."""
    held = holding(event, passage)
    if not held:
        return None
    joined = " ".join(one.text for one in held)
    return replace(held[0], end=held[-1].end, text=joined)


def _sentence(event: Event, one: Sentence) -> str:
    """A sentence that holds a quotation, in marks; "" where it cannot be printed by itself."""
    fits = len(one.text) <= _SENTENCE and can_stand(event, one)
    return whole(one.text, _SENTENCE + 1) if fits else ""


def stands_alone(words: str) -> bool:
    """Whether words tell by themselves of whom and what they speak.

    >>> stands_alone("“The river rose”"), stands_alone("“I know that he will not come”")
    (True, False)
    >>> stands_alone("“There was no difference”"), stands_alone("“We like Mr. Roe and his bridge”")
    (False, True)
    """
    if _GOES_ON.match(words) or _DANGLING.search(words):
        return False
    if any(not _NOUN.search(words, 0, it.start()) for it in _IT.finditer(words)):
        return False
    pointing = _POINTING.search(words)
    return pointing is None or _NAMED_BEFORE.search(words, 0, pointing.start()) is not None


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
