"""Whether some sentences can be understood without what their text prints around them."""

from __future__ import annotations

import re

from analysis import languages
from analysis.findings import people
from analysis.findings.event import Event
from analysis.findings.leaning import points_back
from analysis.findings.own_words import TURN, Sentence, goes_on, is_whole, takes_back
from analysis.measures.claims.asserting import asserts

LONGEST = 640  # characters of what is printed
_POINTS = re.compile(  # at whom or what was told of further up
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Such|Both|There|Here|Even|Instead|"
    r"But|And|So|Yet|Still|Then|Or|Nor)\b"
    r"|(?:All|Most|Many|Some|None|Neither|Either|Each|Others?|Another|Much)"
    r" (?:(?:of )?(?:them|those|these|it|this|that)\b|(?:have|has|had|are|is|were|was|did|do)\b)"
    r"|[“\"‘'](?:He|She|They|His|Her|Their|Those|These|Such)\b"
    r"|[“\"‘']It(?:[’']s| is| was| will be| has been) (?:very |so |really )?[a-z]+[.,!?]"
)
_SOMEBODY = re.compile(  # whom a text has brought in further up
    r"\b[Tt]he (?:[a-z]+ )?(?:officials?|spokes(?:man|woman|person)|source|aide|officer|diplomat|"
    r"expert|analyst|lawyer|attorney|witness|lawmaker|senator|congress(?:man|woman)|judge|doctor|"
    r"author|reporter|professor|man|woman|group|company) "
    r"(?:reportedly |also |later |then )?(?:said|says|told|added|wrote|tweeted|noted|went on)\b"
)
_MEANS = re.compile(  # what, a quotation that stands first does not tell
    r"[“\"‘'][^“”\"]{0,60}?\b(?:[Tt]oday[’']s (?:vote|ruling|decision|hearing|announcement)\b|"
    r"(?:[Ww]hether|[Ii]f|[Ww]hen|[Oo]nce|do|did|doing|done|about|of|with|for|against|support|oppose|"
    r"stop|end) (?:it|they|it[’']s|they[’']re)\b|(?:do|did|doing|done) (?:that|this|so)\b)"
)
_HIM = re.compile(  # in the first quotation, or ahead of it
    r"[“\"‘'][^“”\"]*?\b(?:he|she|him|them|her(?! [a-z]))\b|[^“”\"]*?\b(?:he|she|him)\b"
)
_THEY = re.compile(r"[“\"‘']([^“”\"]*?)\b[Tt]hey\b")
_SEVERAL = re.compile(
    r"\b(?:[a-z]{3,}s|people|[Ee]veryone|[Ss]ome|[Mm]en|[Ww]omen)\b|(?<=\w )[A-Z]"
)
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
_SUCH = re.compile(  # of what was told further up
    r"\bsuch (?:an? )?(?:action|move|step|decision|policy|measure|plan|deal|law|bill|claim|request|"
    r"order|proposal|ban|thing)s?\b(?! (?:as|that)\b)"
)
_FURTHER_SAID = re.compile(r"\b(?:added|continued|went on|also)\b|, however,")  # than was printed
_ANSWERED = re.compile(r"\b(?:respond|repli|reply|answer)(?:ed|es|ing)\b")
_ASKED = re.compile(r"\?|\b(?:ask|question|press)(?:ed|ing|s)?\b")
_SAID = re.compile(r"[“\"][^“”\"]*[”\"]")
_CORRECTED = re.compile(  # what ends here, by the next sentence
    r"[\s”’\"']*[^.!?\n]{0,120}\b(?:later|ultimately|eventually|subsequently) (?:\w+ )?(?:correct|"
    r"retract|revers|walked (?:it |that )?back|apologi|admit|acknowledg|concede|chang|delet)"
)
_VERBLESS = 6  # words of a sentence that asserts nothing, from which it is a caption
_RUN_ON = re.compile(r"[.,!?][\"“”]\w")  # no space tells whether a mark opens or closes
_TORN = re.compile(r",[”’\"']+$")  # who speaks has been lost at the end of a paragraph


def is_understood(event: Event, held: list[Sentence]) -> bool:
    """Whether some sentences are whole, tell of whom and of what, and are not taken back behind."""
    text = " ".join(one.text for one in held)
    first = _SAID.sub(" ", held[0].text)
    leans = _POINTS.match(text) or points_back(first) or _FURTHER_SAID.search(first)
    means = _SOMEBODY.search(held[0].text) or _MEANS.match(text) or _means_somebody(event, text)
    denies = _DENIED.search(first) or _DENIED.match(text) or _SUCH.search(held[0].text)
    answers = _ANSWERED.search(text) and not _ASKED.search(text)
    strange = TURN.match(text) or _is_caption(held) or _is_nobodys(event, held)
    return _is_unbroken(event, held) and not (leans or means or denies or answers or strange)


def _is_unbroken(event: Event, held: list[Sentence]) -> bool:
    """Whether some sentences fit, end where their text does, and it does not go on with them or
    correct them."""
    text = " ".join(one.text for one in held)
    printed, end = event.texts[held[0].article], held[-1].end
    torn = any(_TORN.search(one.text) and printed[one.end :][:1] in "\r\n" for one in held)
    taken_back = takes_back(printed, end) or _CORRECTED.match(printed, end)
    whole = len(text) <= LONGEST and is_whole(text) and not _RUN_ON.search(text)
    return whole and not (torn or taken_back or goes_on(printed, end))


def _means_somebody(event: Event, text: str) -> bool:
    """Whether "him" stands in what comes first with nobody named before, or "they" with nothing
    that is several."""
    him, they = _HIM.match(text), _THEY.match(text)
    if him and not event.once(people.a_last_name).search(him[0]):
        return True
    words = _SEVERAL.findall(they[1]) if they else []
    return they is not None and languages.read().function_words >= {*words}


def _is_caption(held: list[Sentence]) -> bool:
    """Whether the first of several sentences has no verb, so that it stands below a picture."""
    first, *rest = (one.text for one in held)
    return bool(rest) and len(first.split()) >= _VERBLESS and not asserts(first)


def _is_nobodys(event: Event, held: list[Sentence]) -> bool:
    """Whether the first sentence is all quotation, and who speaks stands in another paragraph."""
    first, *rest = held
    alone = first.text[:1] in '“"' and first.text[-1:] in '”"'
    between = event.texts[first.article][first.end : rest[0].start] if rest else "\n"
    return alone and "\n" in between
