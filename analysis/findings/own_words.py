"""The sentences of each body, as they can be printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import polars as pl

from analysis import tables
from analysis.findings.event import Event
from analysis.findings.finding import plain
from analysis.measures import base
from analysis.measures.claims.asserting import is_furniture
from analysis.reading.quotes import link_labels

_PASTED = re.compile(
    r"(?<!the )@\w|https?:|pic\.twitter|\b[Cc]aption\b|^\s*(?:[A-Z]{2,}\W+){5}"
    r"|\bcontributed to this (?:report|story|article)\b"
)
_CAPTION = re.compile(  # "Jane Roe arrives in Hull, Saturday, Nov. 11, 2017."
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b|"
    r", [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}(?:,? in [A-Z][\w., -]+)?\.$"
)
_CREDITED = re.compile(r"\s*\| ?[A-Z]")  # "Roe in Hull. | AP Photo"
_GALLERY = re.compile(
    r"\b(?:hide|show|toggle) caption\b|\bShow Hide\b|\bcaption \d+ of \d+\b", re.IGNORECASE
)
_POST = re.compile(r"\(@\w+\)|pic\.twitter\.com|\bt\.co/")
_SIGNATURE = re.compile(r"[—–-]+ [^\n]{1,60}\(@\w+\)")
_SIGNED = 100  # characters after a line in which who posted it is named
_GROWN = re.compile(r"[a-z]{3}[A-Z][a-z]{2,}(?= [a-z])|[a-z]\.[A-Z][a-z]")  # a label that grew on
_RUN_ON = re.compile(  # or a headline, that has no stop: "Bridge closed The council said so."
    r"(?<=[a-z]{2} )(?:The|An|He|She|It|In|On|But|This|There|They|We|His|Her) [a-z]{2}"
    r"|(?<=[a-z]{2} )A ['‘]?[a-z]{2}"
)
_TICKER = re.compile(r"\b[A-Z]{2,5} [-+−]\d+(?:\.\d+)?%")  # "Roe Corp. ROE -1.40% fell"
TURN = re.compile(  # who speaks ahead of what: "Jane Roe: I do not know him."
    r"^[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: ", re.MULTILINE
)
_HEADS = 2  # sentences of a body before which its headline may stand in one line with them
_MIXED = re.compile(r"\b\w*[a-z]{3}[A-Z][a-z]{2,}\b")  # or a name: "WikiLeaks"
_OFTEN = 3  # times that a name with a capital inside stands in an event: no label does


@dataclass(frozen=True)
class Sentence:
    """A sentence of a body: where it stands, and as it is printed."""

    article: str
    start: int
    end: int
    text: str
    posted: bool
    share: float
    rank: int

    @property
    def passage(self) -> str:
        return f"{self.article}:{self.start}-{self.end}"


def sentences(event: Event) -> list[Sentence]:
    """Every sentence of prose of the bodies, in order; what is pasted in or broken is left out.

    ``posted`` says that it is in a line of somebody's post that is pasted in;
    ``share`` is where it begins, from 0 at the first sentence to 1 at the end, ``rank`` its number
    among all sentences of the body, from 0.
    """
    corpus = event.corpus
    rows = base.sentences(corpus.articles, corpus.sentences, corpus.paragraphs).sort("start")
    ends = dict(rows.group_by("article_id").agg(pl.col("end").max()).iter_rows())
    starts = dict(rows.group_by("article_id").agg(pl.col("start").min()).iter_rows())
    found: list[Sentence] = []
    ranks: Counter[str] = Counter()
    names = event.once(_mixed)
    for article, start, end in rows.select("article_id", "start", "end").iter_rows():
        whole = event.texts[article]
        if ranks[article] < _HEADS and (headline := _RUN_ON.search(whole, start, end)):
            start = headline.start()
        ranks[article] += 1
        text = re.sub(r" (?=[.,;!?]$)", "", plain(link_labels.without(whole[start:end]).text))
        text = text.lstrip("•▪■● ")
        pictured = _CREDITED.match(whole, end) or is_captioned(whole, start, end)
        if pictured or _CAPTION.search(text) or is_furniture(text):
            continue
        if text[-1:] not in '.!?”"’)' or _PASTED.search(text) or _has_grown(text, names):
            continue
        posted = is_posted(whole, start, end)
        share = (start - starts[article]) / max(1, ends[article] - starts[article])
        found.append(Sentence(article, start, end, text, posted, share, ranks[article] - 1))
    return found


def by_article(event: Event) -> dict[str, list[Sentence]]:
    """Article → its sentences that can be printed, in order."""
    found: dict[str, list[Sentence]] = {}
    for one in event.once(sentences):
        found.setdefault(one.article, []).append(one)
    return found


def around(event: Event, passage: str) -> list[Sentence]:
    """The sentences of which a passage has a part, in order."""
    article, start, end = tables.parse_passage_id(passage)
    every = event.once(by_article).get(article, [])
    return [one for one in every if one.start < end and start < one.end]


def holding(event: Event, passage: str) -> list[Sentence]:
    """The sentences that a passage stands in; none where it reaches beyond them."""
    _, start, end = tables.parse_passage_id(passage)
    held = around(event, passage)
    return held if held and held[0].start <= start and held[-1].end >= end - 1 else []


def numbered(event: Event) -> dict[tuple[str, int], Sentence]:
    """Article and rank → the sentence, to look for the one before."""
    return {(one.article, one.rank): one for one in event.once(sentences)}


def _mixed(event: Event) -> frozenset[str]:
    """Words with a capital inside that stand so often that they are names."""
    counted = Counter(word for text in event.texts.values() for word in _MIXED.findall(text))
    return frozenset(word for word, n in counted.items() if n >= _OFTEN)


def _has_grown(text: str, names: frozenset[str]) -> bool:
    """Whether a label has grown on to a sentence: "Read moreThe river", "Wet day The river"."""
    bare = _MIXED.sub(lambda word: "" if word[0] in names else word[0], text)
    return bool(_GROWN.search(bare) or _RUN_ON.search(text) or _TICKER.search(text))


def is_broken(event: Event, article: str, start: int, end: int) -> bool:
    """Whether a sentence is none that can be printed: a label has grown on, or a list follows."""
    text = plain(event.texts[article][start:end]).strip()
    return text.endswith(":") or _has_grown(text, event.once(_mixed))


def is_posted(text: str, start: int, end: int) -> bool:
    """Whether a place is in a post that is pasted in: "text — Name (@name) date".

    >>> is_posted("Rain. — Jane Roe (@roe) May 26, 2019", 0, 5), is_posted("Rain. It poured.", 0, 5)
    (True, False)
    """
    low, high = base.line_around(text, start, end)
    after = text[high : high + _SIGNED].lstrip()
    return _POST.search(text, low, high) is not None or _SIGNATURE.match(after) is not None


def is_captioned(text: str, start: int, end: int) -> bool:
    """Whether a place is in a line of captions of a gallery: "Hide Caption 2 of 7".

    >>> is_captioned("Jane Roe in 2003. Hide Caption 1 of 7 The river.", 0, 17)
    True
    """
    return _GALLERY.search(text, *base.line_around(text, start, end)) is not None


_POINTING = re.compile(  # at what was told before
    r"^[“\"‘']?(?:He|She|It|They|We|I|You|This|That|These|Those|There|His|Her|Its|Their|My|Our|Your|"
    r"But|And|So|Yet|Or|Still|Such|Other|Another|Also|Both|Then|Meanwhile|However|Instead|Indeed|"
    r"First|Second|Third|Finally|Sure enough|Except|As such|"
    r"Nonetheless|Nevertheless|Thus|Hence|Even so|As \w+ (?:has|have|had) (?:previously|already)|"
    r"In fact|Similarly|Likewise|In (?:one|another|both)(?=,)|During that|"
    r"At (?:that|the same) time|Just|"
    r"The (?:\w+ )?(?:two|three|four|twin|pair|latter|former|same|other|news|moves?|"
    r"decision|comments?|statement|remarks?|announcement|incident|report|letter|tweets?))\b"
)


_LABELLED = re.compile(r"[A-Z]{3}[A-Z ]*: ")  # "WARD: The mayor came"


def stands_by_itself(one: Sentence) -> bool:
    """Whether a sentence is whole and does not begin with what was told before it."""
    labelled = _LABELLED.match(one.text)
    return is_whole(one.text) and not labelled and not _POINTING.search(one.text)


_TAKES_BACK = re.compile(
    r"(?:[\s”’\"']*[“\"‘']?|[^\n]{,160}[.!?][”’\"']* [“\"‘']?)"
    r"(?:But|However|Yet|Still|Nevertheless|Nonetheless|That said|Then again|Not so|Not that|"
    r"That (?:does|did)(?:n[’']t| not) mean|That is not to say)\b|"
    r"[^\n]{,140}, however,"
)


_POINTS_AT = re.compile(  # "But he", "That does not mean", "But the mayor’s plan of it"
    r"\s*[“\"‘']?(?:That\b|(?:But|However|Yet|Still|Nevertheless|Nonetheless),? (?:[a-z]+ ){0,2}?"
    r"(?:he|she|his|her|him|it|its|they|their|them|that|this|these|those|such|there)\b)"
)
_NAMES_AGAIN = re.compile(  # "But Ms. Roe", who has just been named
    r"\s*[“\"‘']?(?:But|However|Yet|Still),? (?:(?:Mr|Ms|Mrs|Dr)\. )?(?P<name>[A-Z][\w-]+)"
)
_JUST = 300  # characters before
_GAP = 20  # characters in which a paragraph ends


def is_taken_back(event: Event, one: Sentence) -> bool:
    """Whether the next sentence, or the next but one, begins with "But": this one is half of it."""
    return takes_back(event.texts[one.article], one.end)


def takes_back(text: str, end: int) -> bool:
    r"""Whether what ends at a place is taken back behind it.

    A new paragraph does so where it points at what was said, or at who said it.

    >>> takes_back("It is good. But rain fell.", 11), takes_back("It is good. It rains.", 11)
    (True, False)
    >>> takes_back("Roe left.\n\nBut rain fell.", 9), takes_back("Roe left.\n\nBut Roe came.", 9)
    (False, True)
    """
    if not _TAKES_BACK.match(text, end):
        return False
    again = _NAMES_AGAIN.match(text, end)
    named = again is not None and again["name"] in text[max(0, end - _JUST) : end]
    beyond = re.match(r"[^\S\n]*[”’\"']*\s*\n", text[end : end + _GAP]) is not None
    return not beyond or named or _POINTS_AT.match(text, end) is not None


_GOES_ON = re.compile(r"[”\"’')\]]*[ \t]*(?:[—–]|--? |[a-z])")


def goes_on(text: str, end: int) -> bool:
    """Whether a sentence goes on behind a place: a "?" inside it ends none.

    >>> goes_on("“Is it old?” — and left.", 11), goes_on("It is old. He left.", 10)
    (True, False)
    """
    return _GOES_ON.match(text, end) is not None


QUOTED = re.compile(r"[“\"][^”\"]{20,}[”\"]")  # somebody's words in a sentence


def is_quotation(text: str) -> bool:
    """Whether most of a sentence is somebody's words, so that its outlet does not say them.

    >>> is_quotation("“The town is ashamed of Jane Roe!”"), is_quotation("Roe said “no” to it.")
    (True, False)
    """
    return 2 * sum(map(len, QUOTED.findall(text))) > len(text)


_NUMBERED = re.compile(r"\d{1,2}\) ")  # the head of a list: "1) The bridge: It was closed."


def is_whole(text: str) -> bool:
    """Whether a sentence begins as one and every mark in it is opened and closed.

    >>> is_whole("It rained."), is_whole("It rained,’ Roe said."), is_whole("“It rained.")
    (True, False, False)
    >>> is_whole("Roe’s “river,” the sisters’ own, rose."), is_whole("and then it rained.")
    (True, False)
    """
    if "„" in text:  # „…“ as it is printed in German, Polish, Czech
        text = text.replace("“", "”").replace("„", "“")
    opened, closed = text.count("“"), text.count("”")
    inner = len(re.findall(r"(?<!\w)[‘'](?=\w)", text))
    ended = len(re.findall(r"(?<=[,.!?])[’'](?!\w)", text))
    found = re.match(r"[“‘\"'(«¿¡「『]*\s?(.)", text)
    first = found[1] if found else ""
    begun = (
        first != ""
        and not _NUMBERED.match(text)
        and (first in "$£€" or (first.isalnum() and not first.islower()))
    )
    return begun and opened == closed and text.count('"') % 2 == 0 and ended <= inner
