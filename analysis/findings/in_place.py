"""A quotation in its place: with the sentences around it, as its text prints them."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.findings import people
from analysis.findings.event import Event
from analysis.findings.leaning import points_back
from analysis.findings.own_words import (
    Sentence,
    goes_on,
    holding,
    is_whole,
    numbered,
    takes_back,
)
from analysis.findings.phrases import whole
from analysis.measures.claims.asserting import asserts

_LONGEST = 640  # characters of what is printed
_WIDTHS = ((1, 1), (2, 1), (1, 0), (2, 0), (0, 1), (0, 0))  # sentences before and behind it
_FURTHER = 3  # sentences behind it in which the same speaker goes on, at most,
_BETWEEN = 8  # and words in which it is told between them who speaks
_POINTS = re.compile(  # at whom or what was told of further up
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Such|Both|There|Here|Even|Instead|"
    r"But|And|So|Yet|Still|Then|Or|Nor)\b"
    r"|(?:All|Most|Many|Some|None|Neither|Either|Each|Others?|Another|Much)"
    r" (?:(?:of )?(?:them|those|these|it|this|that)\b|(?:have|has|had|are|is|were|was|did|do)\b)"
    r"|[“\"‘'](?:He|She|They|His|Her|Their|Those|These|Such)\b"
)
_SOMEBODY = re.compile(  # whom a text has brought in further up
    r"\b[Tt]he (?:[a-z]+ )?(?:officials?|spokes(?:man|woman|person)|source|aide|officer|diplomat|"
    r"expert|analyst|lawyer|attorney|witness|lawmaker|senator|congress(?:man|woman)|judge|doctor|"
    r"author|reporter|professor|man|woman|group|company) "
    r"(?:reportedly |also |later |then )?(?:said|says|told|added|wrote|tweeted|noted|went on)\b"
)
_TRANSCRIBED = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: ")  # "Roe: I do not know him."
_VERBLESS = 6  # words of a sentence that asserts nothing, from which it is a caption
_SPEAKING = re.compile(
    r"\b(?:said|says|told|added|according to|claimed|argued|insisted|warned|wrote|tweeted)\b"
)
_BY_SPEAKER = re.compile(r"\b(?:[Hh]e|[Ss]he) (?:[a-z]+ )?(?:said|told|added|claimed|wrote)\b")
_MEANS = re.compile(  # what, a quotation that stands first does not tell
    r"[“\"‘'][^“”\"]{0,60}?\b(?:[Tt]oday[’']s (?:vote|ruling|decision|hearing|announcement)\b|"
    r"(?:[Ww]hether|[Ii]f|[Ww]hen|[Oo]nce|do|did|doing|done|about|of|with|for|against|support|oppose|"
    r"stop|end) (?:it|they|it[’']s|they[’']re)\b)"
)
_HIM = re.compile(r"[“\"‘'][^“”\"]*?\b(?:he|she|him|them|her(?! [a-z]))\b")
_DENIED = re.compile(  # what, was told further up
    r"\b(?:den|reject|dismiss|disput|refut|confirm)(?:y|ied|ies|ed|s|es) "
    r"(?:the|those|these|any|such) (?:claim|allegation|accusation|charge|report|rumou?r)s?\b"
    r"(?! (?:that|of|from|by|in))"
    r"|\b[Tt]he (?:pair|duo|trio)\b(?! of\b)|\b(?:do|did|doing|done) that(?=[.,])"
    r"|\b(?:made|making|make) (?:the|those|these) (?:comment|remark|statement|announcement)s?\b"
    r"|^[“\"‘'](?:No|Yes|Yeah|Sure|Absolutely|Exactly|Correct|Of course)[.,!] "  # to what?
    r"|\bthat (?:assessment|claim|account|view|sentiment|position|argument|idea|accusation|"
    r"allegation|notion|suggestion|criticism|charge)\b"
)
_CORRECTED = re.compile(  # what ends here, by the next sentence
    r"[\s”’\"']*[^.!?\n]{0,120}\b(?:later|ultimately|eventually|subsequently) (?:\w+ )?(?:correct|"
    r"retract|revers|walked (?:it |that )?back|apologi|admit|acknowledg|concede|chang|delet)"
)
_SAID = re.compile(r"[“\"][^“”\"]*[”\"]")
_ANSWERED = re.compile(r"\b(?:respond|repli|reply|answer)(?:ed|es|ing)\b")
_ASKED = re.compile(r"\?|\b(?:ask|question|press)(?:ed|ing|s)?\b")
_FURTHER_SAID = re.compile(r"\b(?:added|continued|went on|also)\b|, however,")  # than was printed
_RUN_ON = re.compile(r"[.,!?][\"“”]\w")  # no space tells whether a mark opens or closes
_TORN = re.compile(r",[”’\"']+$")  # who speaks has been lost at the end of a paragraph
_TIMES = ("a.m.", "p.m.")  # "at 8 p.m. CT" ends no sentence


def in_place(event: Event, passage: str) -> tuple[str, str] | None:
    """A quotation with the sentences around it, in marks, and the passage that they are.

    Where its text alone of its outlet's is a column, or the like, that is said ahead of it.

    What it goes on with in its paragraph stands with it, and the sentence before and the one behind
    where they fit, and one more before where that begins with "he" or "this". None where no whole
    sentence holds it, or what is around it cannot be printed.
    """
    held = _with_rest(event, _unbroken(event, passage))
    for before, behind in _WIDTHS if held else ():
        wider = _widened(event, held, before, behind)
        if wider and not _is_of_another(event, wider, held) and _can_stand(event, wider):
            text, article = " ".join(one.text for one in wider), wider[0].article
            shown = f"{event.of_kind(article)}{whole(text, _LONGEST + 1)}"
            return shown, f"{article}:{wider[0].start}-{wider[-1].end}"
    return None


def _unbroken(event: Event, passage: str) -> list[Sentence]:
    """The sentences that a passage stands in; none where one between them is missing."""
    held = holding(event, passage)
    return held if held and len(held) == held[-1].rank - held[0].rank + 1 else []


def _with_rest(event: Event, held: list[Sentence]) -> list[Sentence]:
    """Some sentences with those behind them in their line that begin in quotation marks, and with
    who speaks between them: "“Is it old?” Roe asked. “No.”"."""
    for _ in range(_FURTHER if held else 0):
        after = _beside(event, held[-1])
        further = after and _beside(event, after)
        if after and _is_said(event, after):
            held = [*held, after]
        elif after and further and _is_said(event, further) and len(after.text.split()) <= _BETWEEN:
            held = [*held, after, further]
        else:
            break
    return held


def _beside(event: Event, one: Sentence) -> Sentence | None:
    """The sentence behind one in its line."""
    after = event.once(numbered).get((one.article, one.rank + 1))
    text = event.texts[one.article]
    return after if after and "\n" not in text[one.end : after.start] else None


def _is_said(event: Event, one: Sentence) -> bool:
    """Whether a sentence begins in quotation marks."""
    spans = event.quoted.get(one.article, ())
    return any(start <= one.start + 1 < end for start, end in spans)


def _widened(event: Event, held: list[Sentence], before: int, after: int) -> list[Sentence]:
    """Some sentences with those around them; none where one is missing, or stands elsewhere.

    What begins in quotation marks in another paragraph may be somebody else's, and what stands
    behind in another is of something else, but where it takes back what was said.
    """
    every, article = event.once(numbered), held[0].article
    first, last = held[0].rank, held[-1].rank
    ranks = [*range(first - before, first), *range(last + 1, last + after + 1)]
    around = [every.get((article, rank)) for rank in ranks]
    found = [one for one in around if one and one.posted == held[0].posted]
    wider = [*found[:before], *held, *found[before:]] if len(found) == len(ranks) else []
    text = event.texts[article]
    for one, two in pairwise(wider):
        between = text[one.end : two.start]
        beside = one if one.rank < first else two if two.rank > last else None
        apart = "\n" in between and beside is not None
        behind = apart and beside is two and not takes_back(text, one.end)
        others = beside is not None and apart and _is_said(event, beside)
        if behind or others or re.search(r"\w", between):
            return []
    return wider


def _can_stand(event: Event, held: list[Sentence]) -> bool:
    """Whether some sentences can be printed: whole, telling of whom, and not taken back behind."""
    text, whole_text = " ".join(one.text for one in held), event.texts[held[0].article]
    cut = whole_text[: held[0].start].rstrip(" ").endswith(_TIMES)
    fits = len(text) <= _LONGEST and is_whole(text) and not _RUN_ON.search(text)
    fits &= not _POINTS.match(text) and not _SOMEBODY.search(held[0].text)
    first = _SAID.sub(" ", held[0].text)
    fits &= not points_back(first) and not _FURTHER_SAID.search(first)
    fits &= not _MEANS.match(text) and not _DENIED.search(first) and not _DENIED.match(text)
    fits &= not _means_somebody(event, text)
    fits &= not _TRANSCRIBED.match(text) and not _is_caption(held)
    fits &= not _is_nobodys(event, held)
    fits &= not _ANSWERED.search(text) or bool(_ASKED.search(text))  # what, has to be told
    torn = any(_TORN.search(one.text) and whole_text[one.end :][:1] in "\r\n" for one in held)
    end = held[-1].end
    taken_back = takes_back(whole_text, end) or _CORRECTED.match(whole_text, end)
    return fits and not (cut or torn or taken_back or goes_on(whole_text, end))


def _means_somebody(event: Event, text: str) -> bool:
    """Whether a quotation that stands first has "him" in it with nobody named before."""
    found = _HIM.match(text)
    return found is not None and not event.once(people.a_last_name).search(found[0])


def _is_caption(held: list[Sentence]) -> bool:
    """Whether the first of several sentences has no verb, so that it stands below a picture."""
    first, *rest = (one.text for one in held)
    return bool(rest) and len(first.split()) >= _VERBLESS and not asserts(first)


def _is_of_another(event: Event, wider: list[Sentence], held: list[Sentence]) -> bool:
    """Whether a sentence around a quotation names nobody whom the quotation's own sentences name,
    and is what somebody says, or stands ahead in another paragraph, or names another behind it."""
    pattern, text = event.once(people.a_last_name), event.texts[held[0].article]
    own = {name for one in held for name in pattern.findall(one.text)}
    for one in wider:
        names = {*pattern.findall(one.text)}
        if one in held or own & names:
            continue
        ahead = one.rank < held[0].rank
        says = _SPEAKING.search(one.text) and not _BY_SPEAKER.search(one.text)
        apart = ahead and "\n" in text[one.end : held[0].start]
        if says or apart or (names and not ahead):
            return True
    return False


def _is_nobodys(event: Event, held: list[Sentence]) -> bool:
    """Whether the first sentence is all quotation, and who speaks stands in another paragraph."""
    first, *rest = held
    alone = first.text[:1] in '“"' and first.text[-1:] in '”"'
    between = event.texts[first.article][first.end : rest[0].start] if rest else "\n"
    return alone and "\n" in between
