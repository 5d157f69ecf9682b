"""What each text comes to first: the sentences that it opens with, side by side."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import takewhile

import polars as pl

from analysis import languages, tables
from analysis.findings import moment
from analysis.findings.event import Event, letters
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of
from analysis.findings.own_words import (
    QUOTED,
    Sentence,
    goes_on,
    is_broken,
    is_quotation,
    is_whole,
    sentences,
)
from analysis.findings.phrases import whole
from analysis.measures import base
from analysis.measures.overlap.features import terms

KIND = "opening"
_LEAST = 4  # words of a sentence that can open a text
_ENDING = 7  # words of a sentence that gives the first its point: "He turned to Twitter."
_LEAST_TOLD = 8  # words of a line that cannot be printed, but opens the text
_PRINTED = 5  # texts that one sentence spells out
_OF_ONE = 2  # texts of one outlet that its line shows
_ROOM = 420  # characters up to which a further sentence is added
_SHOWN = 640  # and up to which what is shown, or turned round by the next, is printed
_MORE = 2  # sentences with the first, and those that turn or complete what stands
_LOOKED = 3  # sentences of a body, one of which must open it,
_CAPTIONS = 9  # after captions, which stand there twice
_PLACE = re.compile(
    r"^(?:\([\w .]{2,30}\)\s*[-–—]+\s*|[^.!?“\"(]{0,60}\([A-Z][\w ]{1,20}\)\.?\s*[-–—]*\s*"
    r"|[A-Z][^a-z]{2,}(?:[\s,(/]*(?:[A-Z][\w.]*|\d+)\)?)*,?(?:\s[-–]+\s+|\s*—+\s*(?=[A-Z“\"])))"
)
_UPDATED = re.compile(r"^Updated? at [\d:]{1,5} [ap]\.m\. E[SD]?T\.?\s*")
_TAG = re.compile(r"(?:\b[A-Z]-[A-Z][a-z]+|\b\d+ [ap]\.m)\.$")  # "D-Mich.", "8 p.m." end none
_ASIDE = re.compile(
    r"(?<!the )[#@]\w|https?:|\bcaption\b|\btoggle\b"
    r"|^(?:Editor|Author|Publisher)[’']?s?[’']? note\b"
    r"|^(?-i:CLOSE |(?:Correction|Clarification)s?(?::| & | and [CUcu])"
    r"|Updated?(?:[:,]| [A-Z][a-z]+ \d| \d))"
    r"|^This (?:article|story|post|piece) (?:was |has been )?(?:originally|first|last|updated)\b"
    r"|^A (?:daily|weekly) (?:round-?up|summary|digest|look)\b"
    r"|^\((?:This [A-Z][a-z]+\.? \d+ story|Corrects|Adds|Updates|Repeats|Refiles|Removes)\b"
    r"|^This is a rush transcript\b|^Welcome to\b|\btranscript (?:below )?(?:has been|was)\b"
    r"|^Copy may not be\b"
    r"|^(?:You have|Do you|Does [^?]*\byou\b|What questions|Are you|Have you|Tell us)\b"
    r"|^Good (?:\w+ )?(?:morning|afternoon|evening)\b|^(?:Tips|Thanks for|Reach out|Happy \w+day)\b"
    r"|^(?:Sign up|Subscribe|Click|Watch|Read more|More:|Listen|Share)\b",
    re.IGNORECASE,
)


_SPOKEN = re.compile(r"^[A-Z“‘\"'][^:|]*[a-z][.!?]$")  # a short sentence that is no label
_HEADED = 260  # characters of a line that ends without a stop, as a headline does
_DATED = re.compile(
    rf"\bon (?:{'|'.join(calendar.month_name[1:])}) \d{{1,2}}\.$"
)  # "… on April 25."
_CLOSE_BY = 600  # characters around a caption in which it stands again
_TEASING = 60  # characters of a sentence that leads to the text, which holds it further down
# "Jane Roe is a professor of law": what stands before an opinion, of who wrote it
AUTHOR = re.compile(
    r"^(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}|He|She)(?:,[^,.]{3,90},)? "
    r"(?:is|was|has been|serves as) "
    r"(?:an?|the|[A-Z]\S*(?: [A-Z]\S*){0,3}[’']s) .{0,60}?\b(?:author|analyst|columnist|professor|"
    r"fellow|editor|contributor|journalist|correspondent|reporter|director|president|associate|host|"
    r"lawyer|attorney|writer|senator|governor|member|commentator|strategist|scholar|historian)\b"
)
_TURNS = re.compile(
    r"^(?:But|Yet|Except|Or so|Or not|Not so|Not any ?more|Until now"
    r"|(?:On|To) the contrary|In (?:fact|reality)|Instead|Wrong)\b"
)
_STOPPED = re.compile(r"[.!?…][”’\"')\]]*$")  # a line that ends so is no highlight above a text
_GOES_ON = re.compile(
    r"(?:But|Yet|And|Or|However|Still|So|Nor|Nevertheless|Instead)\b"
    r"|(?:These|Those|Such) (?!are\b|were\b|is\b)"  # "Those remnants included …"
)
_HANGS = re.compile(  # on what is lost: "I believe this, even though …", "It is so, though"
    r"\b(?:this|that)(?=[,.;:—–])|, though\b(?! (?:he|she|it|they|we|I|the|an?)\b)"
)
_NOW = re.compile(r"[^.!?]*(?:[—–]|-- ?|, )but now\b")  # "He never came—but now he does"
_NEXT = 200  # characters behind an opening in which it may be taken back
_HEADING = re.compile(  # that has run into the first sentence: "Ways Germans Are Welcoming Them We"
    r"(?:\S+ ){1,12}(?:Are|Is|Was|Were|Will|Has|Have|Them|Their|His|Her|Its|To|With|How|Why|Over|"
    r"After|From|For|But|Not|Can)(?= [A-Z][a-z])"
)
_NONE_OF = re.compile(r"(?:None|All|Some|Most|Much) of (?:this|that|these|those|it)\b")
_PICTURED = re.compile(r"\| ?[A-Z][^|\n]{0,40}(?:Getty|AP\b|Photo|Reuters|EPA|AFP)")
_LONG = 4  # letters of a word that has a capital in a title, in
_TITLE = 0.8  # this share of them
_LABEL = re.compile(r"[^\n]{3,40}:?")  # a line of its own that begins a part of a text
_OPINIONS = ("opinion", "analysis")


def openings(event: Event) -> list[Finding]:
    """The first sentences of each text, in one sentence over all outlets."""
    texts = event.once(opened)
    outlets = {event.owners[article] for article in texts}
    if len(outlets) < 2:
        why = "Of fewer than two outlets it is known which sentence opens their text."
        return [absent(KIND, "What the texts open with", why)]
    if len({letters(text) for text, _ in texts.values()}) < 2:
        return [absent(KIND, "What the texts open with", "No two texts open in two ways.")]
    return [_finding(event, texts)]


def opened(event: Event) -> dict[str, tuple[str, str]]:
    """Article → what it opens with, and the passage; without those of which that is not known."""
    own: dict[str, list[Sentence]] = {}
    noted: dict[str, int] = {}  # where the line ends that says who the author is
    for one in event.once(sentences):
        text = event.texts[one.article]
        caption = _is_caption(text, one)
        first = own.setdefault(one.article, [])
        if event.kinds.get(one.article) in _OPINIONS and AUTHOR.search(one.text):
            noted[one.article] = base.line_around(text, one.start, one.end)[1]
        if one.start < noted.get(one.article, 0):
            continue
        aside = (
            caption
            or not _STOPPED.search(one.text)
            or _ASIDE.search(one.text)
            or _is_title(one.text)
            or _greets(text, one)
        )
        if one.rank < _LOOKED + _CAPTIONS and not aside:
            first.append(one)
    return {
        article: found
        for article, outlet in event.owners.items()
        if outlet not in event.rounding_up
        and article not in event.fragments
        and (found := _opening(event, own.get(article, [])))
    }


def behind(event: Event) -> Iterator[tuple[str, Sentence]]:
    """The sentences behind what each text opens with, with their outlet, of those compared."""
    first = event.once(opened).items()
    opens = {article: tables.parse_passage_id(passage)[2] for article, (_, passage) in first}
    for one in event.once(sentences):
        outlet = event.owners[one.article]
        compared = outlet in event.comparable and not moment.stands_apart(event, outlet)
        if compared and one.start >= opens.get(one.article, 0):
            yield outlet, one


def _opening(event: Event, first: list[Sentence]) -> tuple[str, str] | None:
    """What a text opens with, and its passage: its first sentence, and the next ones that fit.

    None where it is not known what the outlet itself opens with, or that cannot be printed.
    """
    begins = _beginning(event, first)
    more = _with_more(event, begins, first[first.index(begins) + 1 :]) if begins else None
    if not begins or not more:
        return None
    text, end = more
    whole_text = event.texts[begins.article]
    cut = _TAG.search(text) or goes_on(whole_text, end)
    cut = cut or _NOW.search(whole_text[end : end + _NEXT].split("\n")[0])
    if not is_whole(text) or cut or not _is_of_event(event, begins, text):
        return None  # a piece of a quotation, or marks that have been lost, or it goes on
    return text, f"{begins.article}:{begins.start}-{end}"


def _beginning(event: Event, first: list[Sentence]) -> Sentence | None:
    """The sentence that a text begins with; None where a whole one does not stand there, or it
    goes on from what is lost, or is posted or brought in from elsewhere."""
    long = [one for one in first if len(terms(one.text)) >= _LEAST]
    if not long or long[0].posted or _is_second(event, first[0]):
        return None
    one = first[0] if _runs_on(first) else long[0]
    before = event.texts[one.article][: one.start].rstrip()
    answers = before.endswith("?") and _runs_on(first)
    lost = _GOES_ON.match(one.text) or _HANGS.search(one.text) or _HEADING.match(one.text)
    quoted = is_quotation(one.text) and not re.search(r"\b[A-Z]", QUOTED.sub(" ", one.text)[1:])
    none = answers or before.endswith((":", "“")) or lost or quoted  # nobody is said to speak
    return None if none or not _leads(event, one) else one


def _with_more(event: Event, one: Sentence, rest: list[Sentence]) -> tuple[str, int] | None:
    """The first sentence with those behind it that fit, and where they end; None where the next
    turns it round, and is too long."""
    text, end = without_place(one.text), one.end
    for number, after in enumerate(rest):
        turns = _TURNS.search(after.text) is not None or _completes(after.text)
        if _NONE_OF.match(after.text) or (number >= _MORE and not turns):
            break
        between = event.texts[one.article][end : after.start].strip(' \n\t\xa0•*”"')
        if turns and len(text) + len(after.text) > _SHOWN:
            return None
        unended = goes_on(event.texts[one.article], after.end)
        if between or unended or (not turns and len(text) + len(after.text) > _ROOM):
            break  # under the next heading, or another is left out
        text, end = f"{text} {after.text}", after.end
    return text.strip(" •*"), end


def _is_of_event(event: Event, one: Sentence, text: str) -> bool:
    """Whether what a text opens with has a name that half of the other outlets print, too, where
    it is known whom an event is about: who names none may begin with something else."""
    own = event.owners[one.article]
    words = {word.lower() for word in re.findall(r"\b[A-Z]\w{3,}", text)}
    words -= languages.read().function_words
    others = [capitals for outlet, capitals in event.capitals.items() if outlet != own]
    least = max(1, len(others) // 2)
    common = any(sum(word in held[word[0]] for held in others) >= least for word in words)
    return common or not event.actors


def _completes(text: str) -> bool:
    """Whether a few words that begin with "he" or "it" end what the sentence before them began."""
    return len(terms(text)) <= _ENDING and bool(re.match(r"(?:He|She|It|They|That|This)\b", text))


def _is_title(text: str) -> bool:
    """Whether a line is a headline or the title of a poll: "Do You Like the New Bridge?"."""
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _LONG]
    capitals = sum(word[0].isupper() for word in long)
    least = 1 if text.endswith(".") else _TITLE  # a sentence may hold many names
    return len(long) >= _LEAST and capitals >= least * len(long)


def _greets(text: str, one: Sentence) -> bool:
    """Whether a line tells the reader what a series is, ahead of a label: "What happened"."""
    low, high = base.line_around(text, one.start, one.end)
    after = text[high:].lstrip("\n").split("\n", 1)[0].strip()
    speaks = re.search(r"\byour?\b", one.text) and one.end >= high - 1 and low >= one.start - 1
    return bool(speaks and _LABEL.fullmatch(after) and after[-1:] not in '.!?”"’)')


def _is_second(event: Event, one: Sentence) -> bool:
    """Whether what stands before a sentence is one that cannot be printed: it opens the text."""
    before = event.corpus.sentences.filter(pl.col("end") <= one.start, article_id=one.article)
    text = event.texts[one.article]
    return any(
        len(terms(text[start:end])) >= _LEAST_TOLD
        and not _ASIDE.search(text[start:end])
        and is_broken(event, one.article, start, end)
        for start, end in before.select("start", "end").iter_rows()
    )


def _runs_on(first: list[Sentence]) -> bool:
    """Whether a text opens with short sentences that are prose: "Oh, Jane. Not you, too?"."""
    short = list(takewhile(lambda one: len(terms(one.text)) < _LEAST, first))
    ranks = [one.rank for one in first[: len(short) + 1]]
    follow = ranks == list(range(ranks[0], ranks[0] + len(ranks))) if ranks else False
    return bool(short) and follow and all(_SPOKEN.search(one.text) for one in short)


def _is_caption(text: str, one: Sentence) -> bool:
    """Whether a sentence is a summary, repeated further below, or in one line with a headline."""
    low, high = base.line_around(text, one.start, one.end)
    line = text[low:high].strip()
    if _DATED.search(one.text) and line == one.text and text[high:].strip():
        return True
    if len(line) < _HEADED and not _STOPPED.search(line) and text[high:].strip():
        return True
    if _PICTURED.search(text[low:high]):
        return True
    near = text[max(0, one.start - _CLOSE_BY) : one.end + _CLOSE_BY]
    said = text[one.start : one.end]
    return near.count(said) > 1 or (len(said) >= _TEASING and said in text[one.end :])


def without_place(text: str) -> str:
    """A sentence without the place and the agency before it.

    >>> without_place("LONDON (Reuters) - The bridge was closed.")
    'The bridge was closed.'
    """
    return _PLACE.sub("", _UPDATED.sub("", text, count=1), count=1)


def _leads(event: Event, one: Sentence) -> bool:
    """Whether a sentence begins its line, but for a place and captions, which stand there twice."""
    text = event.texts[one.article]
    before = text[text.rfind("\n", 0, one.start) + 1 : one.start].strip()
    half = before[: len(before) // 2].strip()
    place = without_place(f"{before} {one.text}") == one.text
    return not before or place or (bool(half) and before.endswith(half))


def _shown(event: Event, article: str, text: str) -> str:
    """An opening in marks, behind what its text is, where others of the outlet are not so."""
    return f"{event.of_kind(article)}{whole(text, _SHOWN)}"


def _finding(event: Event, texts: dict[str, tuple[str, str]]) -> Finding:
    firsts = {event.owners[article]: article for article in reversed(texts)}
    kept = [*firsts.values(), *(article for article in texts if article not in firsts.values())]
    order = list(event.outlets)
    shown = sorted(kept[:_PRINTED], key=lambda one: order.index(event.owners[one]))
    parts = [
        f"{event.labelled(event.owners[article])} {_shown(event, article, texts[article][0])}"
        for article in shown
    ]
    values: dict[str, tuple[float, str, list[str]]] = {}
    outlets = list(dict.fromkeys(event.owners[article] for article in texts))
    for outlet in outlets:
        own = [article for article in texts if event.owners[article] == outlet]
        said = " ".join(_shown(event, one, texts[one][0]) for one in own[:_OF_ONE])
        more = f" and {len(own) - _OF_ONE} more" if len(own) > _OF_ONE else ""
        values[outlet] = (0.0, said + more, [texts[one][1] for one in own])
    rest = len(texts) - len(shown)
    more = (
        f" The openings of {number_of(rest, 'other text')} stand below, or in the passages."
        if rest
        else ""
    )
    lacking = [o for o in event.outlets if o not in outlets]
    more += f" Not sure where the text begins: {event.named(lacking)}." if lacking else ""
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"What the texts open with{moment.caution(event)}",
        sentence=f"What the texts open with: {'; '.join(parts)}{moment.caution(event)}",
        number=f"{len(shown)} of {number_of(len(event.owners), 'text')}",
        why="The first sentence of each body, without place and agency, and up to two more where "
        f"there is room.{more}",
        strength=1,
        weight=0.66,
        topic="openings",
        n=len(texts),
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(),
    )
