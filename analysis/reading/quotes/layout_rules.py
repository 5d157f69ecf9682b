"""Rules that credit a quotation by how the page is laid out: labels, signatures, blocks, lists."""

from __future__ import annotations

import re

from analysis.reading.quotes import phrases
from analysis.reading.quotes.marks import DASHES
from analysis.reading.quotes.masking import Article, Span
from analysis.reading.quotes.names import read_name
from analysis.reading.quotes.places import Attribution, Place, credit, sentence_before

_LABEL = re.compile(rf"\s*(?P<name>{phrases.NAME}):\s")


def label(place: Place) -> Attribution | None:
    """``"KIM: We came."``: the speaker named inside the marks, as transcripts do."""
    text = place.article.text
    match = _LABEL.match(text, place.q.start, min(place.q.end, place.q.start + 60))
    if not match:
        return None
    name = read_name(match["name"])
    somebody = name and (name.kind == "person" or match["name"].isupper())
    if not (somebody or text.count(match["name"]) > 1):
        return None  # "the author of “Landfall: A Year at Sea”"
    return Attribution(None, Span(*match.span("name")), "label")


_SIGNED = re.compile(
    rf"[.,]?\s*[—–―‒~|/(:\[-]+\s*(?:by |from )?(?P<name>{phrases.NAME})[^.\n]{{0,80}}\.?\s*$", re.M
)
_NAME_ALONE = re.compile(
    rf"[.,]?\s*(?:by |from )?(?P<name>{phrases.NAME})(?:, [^.\n]{{2,80}}| \([^)\n]+\))?\.?\s*$",
    re.M,
)


def signed(place: Place) -> Attribution | None:
    """``"…" — Kim``, on the same line or the next, or nothing after it but a name."""
    masked, q = place.article.masked, place.q
    ahead = masked[q.line_start : q.outer_start]
    if ahead.strip() and not _BULLET.fullmatch(ahead.lstrip()):
        return None
    match = _SIGNED.match(masked, q.outer_end) or _NAME_ALONE.match(masked, q.outer_end)
    if match and (" " in match["name"] or re.search(r"[—–―‒~|/(:\[,-]", match[0])):
        return Attribution(None, Span(*match.span("name")), "signed")
    return None


_BULLET = re.compile(r"[•·▪◦●■*–—-]\s*")
_LABELLED = re.compile(r"(?P<name>[^\n:]{1,60}?) ?: +$")
# "— Women For Roe (@roewomen)": not Roe
_OF_SEVERAL = re.compile(
    rf"\s*[{DASHES}]{{1,2}} ?[^\n(]*\b(?i:for|of|with|against|not|the|and|&) [^\n(]*\(@"
)
_BELOW = re.compile(rf"\s*[{DASHES}]{{1,2}} ?(?P<name>{phrases.NAME})")
_HANDLE = re.compile(rf"\s*[{DASHES}]{{1,2}} ?[^\n(]{{1,50}}\(@")  # "— janeroe (@janeroe)"


def layout(place: Place) -> Attribution | None:
    """An answer after its label, a block above its signature or below what introduces it."""
    article, q = place.article, place.q
    if q.how in ("turn", "headline"):
        match = _LABELLED.search(article.text, q.line_start, q.start)
        if not match or match["name"] != "A":
            return Attribution(None, Span(*match.span("name")), q.how) if match else None
        return Attribution(None, _interviewed(article), "turn")
    if q.how == "block":
        if _OF_SEVERAL.match(article.text, q.outer_end):
            return Attribution(None, None, "block")
        if signed := _BELOW.match(article.text, q.outer_end):
            return Attribution(None, Span(*signed.span("name")), "block")
        if _HANDLE.match(article.text, q.outer_end):
            return Attribution(None, None, "block")
        found = announced(place) or sentence_before(place, "block")
        return (found or Attribution(None, None, "block"))._replace(rule="block")
    return None


def announced(place: Place) -> Attribution | None:
    """``Kim said:`` at the end of the paragraph above one that is nothing but his words."""
    masked, q = place.article.masked, place.q
    above = masked[: q.line_start].rstrip()
    if q.outer_start > q.line_start + 3 or above[-1:] != ":":
        return None
    end = len(above)
    if passed := ACCORDING.search(masked, max(0, end - 100), end):
        return Attribution(Span(*passed.span("cue")), Span(*passed.span("source")), "announced")
    line = above.rfind("\n") + 1
    low = max(
        (one.start for one in place.article.sentences if line <= one.start < end), default=line
    )
    cues = [cue for cue in place.article.cues_between(low, end) if cue.shape == "finite"]
    source = phrases.subject_of(place.article, cues[-1], low, end) if cues else None
    return credit(cues[-1], source, "announced") if cues else None


# "It may rain, according to Kim: “It will pour.”"
ACCORDING = re.compile(rf"\b(?P<cue>[Aa]ccording to) (?P<source>(?:the )?{phrases.NAME}):\s*$")


def _interviewed(article: Article) -> Span | None:
    """The only person named in full above the first question."""
    first = next(q.line_start for q in article.quoted if q.how == "turn")
    found = {}
    for match in _FULL_NAME.finditer(article.text, 0, first):
        name = read_name(match[0])
        if name and name.kind == "person":
            found.setdefault(name.last, Span(*match.span()))
    return next(iter(found.values())) if len(found) == 1 else None


_FULL_NAME = re.compile(phrases.NAME)


def listed(place: Place) -> Attribution | None:
    """An item of a list of quotations: the subject of the line that introduces the list."""
    text, q = place.article.text, place.q
    bullet = _BULLET.match(text, q.line_start)
    if (
        not bullet
        or bullet.end() != q.outer_start
        or text[q.outer_end : q.line_end].strip(" .;,\r")
    ):
        return None
    position = q.line_start
    while position > 0:
        line = text[: position - 1].rstrip()
        start = line.rfind("\n") + 1
        words = line[start:]
        if not _BULLET.match(words):
            if not words.endswith(":"):
                return None
            source = phrases.introducing(place.article.masked, start, len(line))
            return Attribution(Span(len(line) - 1, len(line)), source, "list") if source else None
        position = start
    return None
