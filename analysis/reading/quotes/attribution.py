"""Who is credited with each quotation of a text, in what form, and which are parts of one."""

from __future__ import annotations

import re
from bisect import bisect_right

from analysis.reading.quotes import phrases
from analysis.reading.quotes.marks import DASHES
from analysis.reading.quotes.masking import COMMA, Article
from analysis.reading.quotes.places import Attribution, Decided, Place
from analysis.reading.quotes.rules import OWN, RULES, spoken_before


def decide(article: Article) -> list[Decided]:
    """Attribute every quotation of one text, in order."""
    decided: list[Decided] = []
    starts = [sentence.start for sentence in article.sentences]
    for i, q in enumerate(article.quoted):
        sentence = article.sentences[max(0, bisect_right(starts, q.outer_start) - 1)]
        before = article.quoted[i - 1].outer_end if i else 0
        after = article.quoted[i + 1].outer_start if i + 1 < len(article.quoted) else sentence.end
        low = max(before, sentence.start)
        high = max(q.outer_end, min(after, sentence.end))
        place = Place(article, q, sentence, low, high, decided)
        found = next((a for rule in RULES if (a := rule(place))), Attribution(None, None, "alone"))
        form = form_of(place, found)
        if not phrases.names_somebody(article.masked, found.source):
            found = found._replace(source=None)
        decided.append(Decided(q, found, form, _continues(place, found, form)))
        _credit_opening(decided)
    return decided


def _credit_opening(decided: list[Decided]) -> None:
    """Who speaks in paragraphs whose last alone says so: ``“We came.`` ``“We saw,” Kim said.``"""
    last = decided[-1]
    if last.found.rule not in ("tail", "late") or last.part_of is not None:
        return
    index = len(decided) - 1
    while index and decided[index - 1].q.how == "running" and _goes_on(decided, index):
        index -= 1
        found = last.found._replace(rule="running")
        decided[index] = decided[index]._replace(found=found, form=last.form)


def _goes_on(decided: list[Decided], index: int) -> bool:
    """Whether a quotation is the next paragraph of one left open that nobody is credited with."""
    before, here = decided[index - 1], decided[index]
    return here.q.start - before.q.end < _REOPENED and before.found.rule in _UNCREDITED


_REOPENED = 8  # characters between the end of a paragraph and the next one's words
_UNCREDITED = frozenset(["alone", "subject", "before", "floating", "running"])


# --- forms --------------------------------------------------------------------------------------

_WORDS = re.compile(r"[\w’'.-]+")
_SMALL = "a|an|and|the|of|in|on|for|to|with|at|by|is"
_SHORT = r"(?:Adm|Capt|Col|Dr|Gen|Gov|Lt|Mr|Mrs|Ms|Rep|Sen|Sgt|St)\."
_TITLE_CASE = re.compile(
    rf"\s*[A-Z0-9][\w’'-]*(?:[\s:,&]+(?:- )?(?:{_SHORT}|[A-Z0-9][\w’'-]*|{_SMALL}))*[\s.,!?]*$"
)
_OPENS_SENTENCE = re.compile(r"\W*[A-Z0-9]")


def form_of(place: Place, found: Attribution) -> str:
    """direct, mixed, scare or title, from the words inside and the rule that credited them."""
    q = place.q
    inside = place.article.text[q.start : q.end]
    n = len(_WORDS.findall(inside))
    ends = inside.rstrip()[-1:] in tuple(",.!?…")
    sentence_like = bool(_OPENS_SENTENCE.match(inside)) and (n > 3 or ends)
    if q.how in ("turn", "block", "headline") or found.rule == "list":
        return "direct"
    text, low = place.article.text, max(0, q.outer_start - 50)
    named = text.endswith(_NAMED_ENDS, low, q.outer_start)
    if named and _NAMED_SO.search(text, low, q.outer_start):
        return "scare"
    if n <= _FEW and _OWNED.search(text, low, q.outer_start) and _THING.match(text, q.outer_end):
        return "scare"
    if 2 <= n <= 14 and _TITLE_CASE.match(inside) and not _introduced(place, found):
        return "title"
    if found.rule == "alone":
        return "direct" if sentence_like and n > 5 else "mixed" if n > 4 else "scare"
    if found.rule in ("tail", "unlisted"):
        return "direct" if sentence_like or _introduced(place, found) else "mixed"
    if sentence_like and n > 1:
        return "direct"
    if found.rule == "subject" and n > 1 and _in_headline(place):
        return "mixed"  # British headlines: Mayor ‘will not resign’
    if n <= 3 and not _reporting(place, found):
        return "scare"
    return "scare" if found.rule == "subject" and n <= 4 else "mixed"


# "the so-called “Lantern tax”": what everybody calls it; "Russian for “truth”": what a word means
_NAMED_SO = re.compile(
    r"\b(?:so-called|nicknamed|known as(?: the)?|dubbed(?: the)?|"
    r"(?:an?|of|from|with|by|for|in) (?:[a-z-]+ ){1,3}called|"
    r"(?:which|that|word) means|"
    r"(?:is|was|are|,|\() ?(?:the )?[A-Z][a-z]+(?: word| term| phrase| slang)? for) $"
)
# "told the Courier that Quill’s “sorry” note was late": Quill's word, not the speaker's
_FEW, _OWNED, _THING = 2, re.compile(r"\w[’']s $"), re.compile(r" [a-z]{3,}\b")
_NAMED_ENDS = ("called ", "named ", "as ", "the ", "dubbed ", "for ", "means ", " \n")
_HEARER = re.compile(r" (?:that|he|she|they)\b")
_LOWER_VERB = re.compile(r"[a-z]+ [a-z]+ ")


def _in_headline(place: Place) -> bool:
    """Whether a clause stands in the first line, above a blank one: ``Mayor ‘will resign’``."""
    text, q = place.article.text, place.q
    first = not text[: q.line_start].strip() and text[q.line_end :].startswith(("\n\n", "\r\n\r\n"))
    return first and bool(_LOWER_VERB.match(text[q.start : q.end] + " "))


def _introduced(place: Place, found: Attribution) -> bool:
    """Whether the words before or after the marks present them as speech, not as a title."""
    if found.rule == "head" and found.cue:
        if _HEARER.match(place.article.masked, place.q.outer_end):
            return False  # "told “The Late Hour” that …"
        between = place.article.masked[found.cue.end : place.q.outer_start].rstrip()
        return not between or between.endswith((",", ":", "that"))
    if found.rule in ("tail", "unlisted"):
        return not place.article.masked[place.sentence.start : place.q.outer_start].strip()
    return found.rule in OWN


def _reporting(place: Place, found: Attribution) -> bool:
    """Whether a few words in marks stand in a reported clause, or are only held at a distance."""
    if found.rule in ("same", "before", "floating"):
        return found.rule == "same" and _split(place)
    if not found.cue or found.rule not in ("head", "within"):
        return True
    use = place.article.cue_at(found.cue.start).use
    if _FEELS.search(place.article.masked, max(0, place.q.outer_start - 40), place.q.outer_start):
        return True
    if use == "thought" or found.cue.start < place.q.start - 60:
        return use == "speech"
    return use == "speech" or found.cue.start < place.q.start


# "she felt “…”", "was worried about “…”": a feeling in her words
_FEELS = re.compile(
    r"\b(?:felt|feels?|feeling|(?:was|were|is|are|been|being) (?:\w+ly )?(?:worried|concerned|"
    r"afraid|anxious|scared|terrified|nervous|upset|frustrated|ashamed|embarrassed)"
    r"(?: about| of| by| at)?) $"
)


def _split(place: Place) -> bool:
    """Whether a sentence in marks goes on after who said it: ``“This,” Kim said, “is it.”``."""
    last = place.earlier[-1]
    between = place.article.masked[last.q.outer_end : place.q.outer_start].rstrip()
    ended = place.article.masked[last.q.outer_end - 1] == COMMA
    return last.found.rule == "tail" and ended and between.endswith(",")


# --- parts --------------------------------------------------------------------------------------


def _continues(place: Place, found: Attribution, form: str) -> int | None:
    """Which earlier quotation this one is a further part of: ``"A," he said. "B."``."""
    if form not in ("direct", "mixed") or not place.earlier:
        return None
    index: int | None = len(place.earlier) - 1
    if found.rule == "same":
        index = spoken_before(place)
    elif found.rule == "floating":
        index = index if _alone(place) and _just_before(place) else None
    elif found.rule != "running":
        index = None
    if index is None:
        return None
    last = place.earlier[index]
    spoken = last.form == "direct" or last.found.rule in ("tail", "unlisted")
    goes_on = _ends_with(place, (",", *DASHES))
    if not spoken or (form == "mixed" and not goes_on):
        return None
    return last.part_of if last.part_of is not None else index


def _ends_with(place: Place, endings: tuple[str, ...]) -> bool:
    """Whether what stands before the quotation in its paragraph ends so."""
    before = place.article.text[place.q.line_start : place.q.outer_start]
    return before.rstrip().endswith(endings)


def _alone(place: Place) -> bool:
    """Whether the quotation is all there is of its paragraph."""
    text, q = place.article.text, place.q
    return not text[q.outer_end : q.line_end].strip(" .,\r\xa0")


def _just_before(place: Place) -> bool:
    """Whether the paragraph just before ends with a quotation and at most its attribution."""
    text, last = place.article.text, place.earlier[-1]
    gap = text[last.q.line_end : place.q.outer_start]
    opened = text[last.q.outer_end : last.q.line_end].rstrip().endswith(":")
    return (
        not gap.strip()
        and not opened
        and last.found.rule in ("tail", "unlisted", "late", "same", "floating", "before")
    )
