"""Rules that credit a quotation with a speaker, tried in order; each names itself in its decision.

What each rule gains is counted in benchmarks/QUOTES-RULES.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.reading.quotes import phrases
from analysis.reading.quotes.layout_rules import (
    ACCORDING,
    announced,
    label,
    layout,
    listed,
    signed,
)
from analysis.reading.quotes.marks import DASHES
from analysis.reading.quotes.masking import BARE, COMMA, FULL, STOP, Article, Cue, Span
from analysis.reading.quotes.places import Attribution, Decided, Place, credit, sentence_before

# --- the rules ----------------------------------------------------------------------------------

_SKIP = re.compile(r"[\s,—–―‒'’-]*")
_AT_STOP = re.compile(r"\s*(?:[,.:;]|\w+ly\b|in an?\b|to (?:him|her|them|reporters)\b|$)", re.M)
_NO_SUBJECT = re.compile(
    r"(?:and|but|which|while|as|because|who|or|for|in|on|at|with|of|to|from|when|if|that|is|was|"
    r"are|were)\b"
)
_ADVERBS = re.compile(r"(?:\s*(?:\w+ly|also|then|later|once|so)\s*)*$")


def tail(place: Place) -> Attribution | None:
    """``"…," said Kim`` and ``"…," Kim said``."""
    masked, q = place.article.masked, place.q
    dash = masked[q.outer_end : q.outer_end + 2].strip()[:1] in tuple(DASHES)
    if masked[q.outer_end - 1] in (BARE, FULL) and not dash:
        return None
    position = _end(_SKIP, masked, q.outer_end, place.high)
    cue = _cue_after(place.article, position, place.high)
    if not cue:
        return None
    if cue.shape == "passive":
        return credit(cue, phrases.subject_of(place.article, cue, position, place.high), "tail")
    if cue.shape == "phrase" and (called := _called(place)):
        return called
    if cue.shape == "phrase" or _ADVERBS.fullmatch(masked, position, cue.start):
        return credit(cue, phrases.subject_after(masked, cue.end, place.high), "tail")
    if _NO_SUBJECT.match(masked, position):
        return None
    if passed := _PASSED_ON.match(masked, cue.end, place.high):
        return credit(cue, Span(*passed.span("source")), "tail")
    return credit(cue, phrases.subject_before(masked, position, cue.start), "tail")


# "the Courier reported the mayor saying", "the Courier quoted him as saying": not the Courier
_PASSED_ON = re.compile(
    r" (?P<source>him|her|the (?:[a-z-]+ ){0,2}?[a-z-]+|"
    rf"(?:[a-z-]+ ){{0,3}}{phrases.NAME}) (?:as )?saying\b"
)
_BESIDE = 24  # characters between "called" and the marks


def _called(place: Place) -> Attribution | None:
    """``which they have called "…," according to Reuters``: they, whom Reuters passes on."""
    article, high = place.article, place.q.outer_start
    cues = article.cues_between(max(place.low, high - _BESIDE), high)
    finite = [c for c in cues if c.shape == "finite" and (c.use == "naming" or c.lemma == "say")]
    if not finite or not article.masked[place.low : finite[0].start].strip():
        return None
    return head(place)


_SELF = re.compile(
    rf"(?P<source>(?:[Tt]he )?{phrases.NAME}|\b(?:[Tt]he|[Aa]n?) [a-z][\w-]*(?: [a-z][\w-]*)?)"
    r"(?:,? \([^()]{1,12}\))?(?:, (?:an?|the) [^,.;:]{2,80}?)?,? (?:which|who|that) "
    r"(?:has |had |\w+ly )?(?P<verb>[a-z]+) (?:itself|himself|herself|themselves) (?:as )?"
    r"(?:an? |the )?$"
)


def itself(place: Place) -> Attribution | None:
    """``the Guild, a club which styles itself the "…"``: the Guild, whoever else is in it."""
    masked, high = place.article.masked, place.q.outer_start
    if "sel" not in masked[max(place.low, high - 20) : high]:
        return None
    match = _SELF.search(masked, max(place.low, high - 200), high)
    if not match:
        return None
    return Attribution(Span(*match.span("verb")), Span(*match.span("source")), "head")


_SOMEBODY = (
    rf"he|she|they|(?:(?:the|a|an|one|another) )?(?:[a-z][\w-]* ){{0,3}}?{phrases.NAME}|"
    r"(?:the|a|an|one|another) (?:[\w-]+ ){0,3}?[\w-]+"
)
_UNLISTED = re.compile(
    rf"(?P<source>{_SOMEBODY}) (?:\w+ly )?(?P<verb>(?!is|was|has)[a-z]+(?:ed|s))\b"
)
_UNLISTED_FIRST = re.compile(rf"(?P<verb>[a-z]+ed) (?P<source>{phrases.NAME})[.,]")


def unlisted(place: Place) -> Attribution | None:
    """``"…," Kim riffed``: a verb that is not in the lexicon, where only a reporting verb fits."""
    masked, q = place.article.masked, place.q
    opens = not masked[place.sentence.start : q.outer_start].strip()
    if not opens or masked[q.outer_end - 1] not in (COMMA, STOP):
        return None
    position = _end(_SKIP, masked, q.outer_end, place.high)
    match = _UNLISTED.match(masked, position, place.high)
    match = match or _UNLISTED_FIRST.match(masked, position, place.high)
    if not match:
        return None
    return Attribution(Span(*match.span("verb")), Span(*match.span("source")), "unlisted")


def _cue_after(article: Article, low: int, high: int) -> Cue | None:
    """The first cue after a quotation, where even ``states`` is a verb if a stop follows."""
    for cue in article.cues_between(low, high):
        if _RELATIVE.search(article.masked, max(low, cue.start - 24), cue.start):
            continue  # "Nora Quill, a writer who accused him of lying, says": says
        if cue.shape == "passive" and cue.lemma in ("tell", "quote", "cite"):
            return cue
        if cue.shape in ("finite", "phrase") or (
            cue.shape == "weak" and _AT_STOP.match(article.masked, cue.end)
        ):
            return cue
    return None


_RELATIVE = re.compile(r"[a-z] (?:who|which)(?: has| had| have| also| \w+ly)* $")


def _end(pattern: re.Pattern[str], masked: str, low: int, high: int) -> int:
    match = pattern.match(masked, low, high)
    return match.end() if match else low


_OWNED = re.compile(
    rf"\b(?P<name>{phrases.NAME})[’']s (?:\w+ )?(?P<noun>response|answer|reply|retort|message|"
    r"advice|verdict|comment|explanation|words|statement|conclusion|reaction|argument|reasoning)\b"
    r"[^:]{0,80}:\s*$"
)


def owned(place: Place) -> Attribution | None:
    """``Kim’s answer, according to Lee: "…"``: Kim’s words, whoever passes them on."""
    if place.article.masked[place.low : place.q.outer_start].rstrip()[-1:] != ":":
        return None
    match = _OWNED.search(place.article.masked, place.low, place.q.outer_start)
    if not match:
        return None
    return Attribution(Span(*match.span("noun")), Span(*match.span("name")), "colon")


def head(place: Place) -> Attribution | None:
    """``Kim said that "…"``: a cue between the last quotation and this one."""
    low, high = place.low, place.q.outer_start
    if passed := ACCORDING.search(place.article.masked, low, high):
        return Attribution(Span(*passed.span("cue")), Span(*passed.span("source")), "colon")
    cues = [c for c in place.article.cues_between(low, high) if c.shape != "weak"]
    if (others := _others(place, cues)) is not None:
        return others
    if len(cues) > 1 and cues[-1].shape == "phrase" and cues[-2].shape == "finite":
        cues.pop()  # "Kim said, according to Reuters, …": Kim speaks
    if not cues or _spent(place, cues[-1]):
        return None
    source = phrases.subject_of(place.article, cues[-1], place.sentence.start, high)
    return credit(cues[-1], source, "head")


def _others(place: Place, cues: list[Cue]) -> Attribution | None:
    """``Kim quoted Roe as saying "…"``, ``cites the founder, Ann Roe: "…"``: Roe's words."""
    active = [c for c in cues if c.lemma in ("quote", "cite") and c.shape != "passive"]
    if not active:
        return None
    masked, end = place.article.masked, place.q.outer_start
    whose = _WHOSE_WORDS.fullmatch(masked, active[-1].end, end)
    if not whose:
        return None
    named = list(_NAME.finditer(masked, *whose.span("whose")))
    found = named[-1] if named and named[-1].end() == whose.end("whose") else None
    if not found:
        found = _ONE.fullmatch(masked, *whose.span("whose"))
    cue = Span(active[-1].start, active[-1].end)
    return Attribution(cue, Span(*found.span()) if found else None, "head")


_WHOSE_WORDS = re.compile(r" (?P<whose>\w[^;:]*?)(?:,? as (?:saying|having said),?|:) ?(?:that )?")
_ONE = re.compile(r"him|her|them|(?:the|an?) (?:[a-z-]+ ){0,3}[a-z-]+")
_NAME = re.compile(phrases.NAME)


def _spent(place: Place, cue: Cue) -> bool:
    """Whether the cue belongs to the quotation before it: ``"A," he added, "b."``."""
    return any(
        d.found.rule in ("tail", "unlisted")
        and d.found.cue
        and d.found.cue.start == cue.start
        and not _opens_clause(place, d, cue)
        for d in place.earlier[-2:]
    )


def _opens_clause(place: Place, last: Decided, cue: Cue) -> bool:
    """``Likening it to a "hoax," Kim said he was in "deep trouble"``: both are his fragments."""
    return (
        last.form != "direct"
        and cue.use == "speech"
        and bool(_CLAUSE.match(place.article.masked, cue.end))
    )


_CLAUSE = re.compile(r" (?:that|he|she|they|it|there|his|her|their|the)\b")
_DASH_NAME = re.compile(rf"[{DASHES}]\s(?P<name>{phrases.NAME}(?: and {phrases.NAME})?):\s*$")
_NAME_BEFORE_COLON = re.compile(
    r"(?:\b[Ff]rom (?=the )|\b(?!(?:in|on|at|to|of|with|by|for|about|and)\s)[a-z]+\s)"
    rf"(?P<name>the [a-z]+|{phrases.NAME}):\s*$"
)


def caption(place: Place) -> Attribution | None:
    """``Polls were wrong - Ann Lee: "…"``."""
    return _before_colon(place, _DASH_NAME, "caption")


def colon(place: Place) -> Attribution | None:
    """``Kim took a firm line: "…"``, ``From the report: "…"``."""
    if found := _before_colon(place, _NAME_BEFORE_COLON, "colon"):
        return found
    masked = place.article.masked
    mark = place.low + len(masked[place.low : place.q.outer_start].rstrip()) - 1
    if mark < place.low or masked[mark] != ":":
        return None
    source = phrases.sentence_subject(masked, place.low, mark)
    if source is None or _WHOSE.match(masked, source.end, mark):
        return None
    return Attribution(Span(mark, mark + 1), source, "colon")


# "The Quill regime and its friends have a name for them: “worms”": not Quill's word
_WHOSE = re.compile(rf" (?!(?:{phrases.PAST})\b)[a-z]+ (?:and|has|have|had|was|were|is|are)\b")


def _before_colon(place: Place, pattern: re.Pattern[str], rule: str) -> Attribution | None:
    low, high = max(place.low, place.q.outer_start - 100), place.q.outer_start
    masked = place.article.masked
    match = pattern.search(masked, low, high) if ":" in masked[high - 3 : high] else None
    if not match:
        return None
    end = match.end("name")
    return Attribution(Span(end, end + 1), Span(*match.span("name")), rule)


def within(place: Place) -> Attribution | None:
    """A fragment in a sentence that has a cue anywhere outside it."""
    article, sentence, q = place.article, place.sentence, place.q
    for cue in reversed(_verbs(article, sentence.start, q.outer_start)):
        if not _spent(place, cue):
            source = phrases.subject_of(article, cue, *sentence)
            if source:
                return credit(cue, source, "within")
            break
    for cue in _verbs(article, q.outer_end, sentence.end)[:1]:
        source = phrases.subject_before(article.masked, q.outer_end, cue.start)
        source = source or phrases.subject_after(article.masked, cue.end, sentence.end)
        if source and not _NEW_CLAUSE.search(article.masked, q.outer_end, source.start):
            return credit(cue, source, "within")
    return None


def _verbs(article: Article, low: int, high: int) -> list[Cue]:
    cues = (c for c in article.cues_between(low, high) if c.shape not in ("weak", "passive"))
    return [c for c in cues if c.lemma != "call" or not _NAMING.search(article.masked, low, c.end)]


# "a condition called “…”": its name
_NAMING = re.compile(r"\b(?:an?|of|from|with|by|for|in) (?:[a-z-]+ ){1,3}called$")


_NEW_CLAUSE = re.compile(r"\b(?:and|but|while|as|because|when|who|which)\s+$")


def running(place: Place) -> Attribution | None:
    """The paragraph before left its quotation open, and this one goes on with it."""
    last = place.earlier[-1] if place.earlier else None
    if last and last.q.how == "running" and place.q.start - last.q.end < 8:
        return last.found._replace(rule="running")
    return None


def same(place: Place) -> Attribution | None:
    """The speaker of the quotation before it in the paragraph goes on."""
    index = spoken_before(place)
    source = place.earlier[index].found.source if index is not None else None
    return Attribution(None, source, "same") if source else None


_FAR = 20  # quotations back: no story says "he went on" after so many single words


def spoken_before(place: Place) -> int | None:
    """Index of the decision before this one in its paragraph, less titles and single words."""
    last = len(place.earlier) - 1
    for index in range(last, max(-1, last - _FAR), -1):
        decided = place.earlier[index]
        if decided.q.line_start != place.q.line_start:
            return None
        if decided.form in ("direct", "mixed"):
            return index
    return None


def before(place: Place) -> Attribution | None:
    """The sentence before it in the paragraph has a speaker."""
    if place.sentence.start <= place.q.line_start:
        return None
    return sentence_before(place, "before")


_CLAUSE_END = re.compile(r"[^,.;]{0,30}[.\n]|$")


def late(place: Place) -> Attribution | None:
    """``"…." Kim said.``: a full stop where a comma should be."""
    masked, q = place.article.masked, place.q
    position = _end(_SKIP, masked, q.outer_end, q.line_end)
    cue = _cue_after(place.article, position, min(q.line_end, position + 80))
    if not cue or not _CLAUSE_END.match(masked, cue.end):
        return None
    if masked[position : cue.start].strip():
        return credit(cue, phrases.subject_before(masked, position, cue.start), "late")
    return credit(cue, phrases.subject_after(masked, cue.end, q.line_end), "late")


def floating(place: Place) -> Attribution | None:
    """A paragraph that opens with the quotation: the speaker of the paragraph before."""
    if place.q.outer_start > place.q.line_start + 3:
        return None
    return sentence_before(place, "floating")


def subject(place: Place) -> Attribution | None:
    """No cue at all: the subject of the sentence that the quotation stands in."""
    source = phrases.sentence_subject(place.article.masked, place.low, place.q.outer_start)
    return Attribution(None, source, "subject") if source else None


# --- their order ----------------------------------------------------------------------------------

RULES: tuple[Callable[[Place], Attribution | None], ...] = (
    layout,
    listed,
    caption,
    tail,
    unlisted,
    owned,
    itself,
    head,
    colon,
    within,
    label,
    running,
    same,
    signed,
    before,
    late,
    announced,
    floating,
    subject,
)
# Rules that found words beside the marks which present them as speech. Not `label`
# and `caption`: what they introduce is often a headline.
OWN = frozenset(["running", "tail", "unlisted", "head", "colon", "signed", "late", "list"])
