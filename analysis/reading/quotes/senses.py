"""In which sense a verb stands: a report, or showing, phoning, silence, a mere possibility."""

from __future__ import annotations

import re

from analysis import languages
from analysis.reading.quotes.complements import FINITE, Complement
from analysis.reading.quotes.masking import INSIDE, PLACEHOLDERS, Article, Cue, Span
from analysis.reading.quotes.sources import can_speak

_CLAUSES = frozenset(["that", "clause", "loose", "wh"])
_DEFAULT = {
    "speech": _CLAUSES,
    "thought": frozenset(["that", "clause"]),
    "naming": frozenset(["that"]),
}


# "called him a liar", "calls the idea absurd", not "called him" nor "called a meeting"
_PREDICATE = re.compile(
    r"(?:[^\s,]+\s){1,8}?"
    rf"(?:an?\s|the\s|one of\s|too\s|[{INSIDE}]|[a-z]+(?:ous|ive|al|ful|less|ists?|ble|ent|ant|"
    r"ic|ary|ish|ed|ing|y)\b)"
)


# a poll finds, data show, a report says: what stands there, whatever its form
_DOCUMENT = re.compile(
    r"\b(?:polls?|polling|surveys?|data|stud(?:y|ies)|reports?|figures|numbers|results|analys[ie]s|"
    r"records|documents?|e?-?mails?|filings?|research|evidence|reviews?|investigations?|audits?|"
    r"transcripts?|memos?|statistics)\b",
    re.I,
)
FINDS = frozenset(["show", "find", "reveal", "indicate", "suggest"])
_STATED = frozenset(["that", "clause", "loose", "object", "wh"])


def takes(article: Article, cue: Cue, complement: Complement, source: Span | None) -> bool:
    """Whether this content after this verb is reported speech; a source matters to FINDS alone."""
    if cue.lemma in FINDS and source and _DOCUMENT.search(article.masked, source.start, source.end):
        return complement.kind in _STATED
    kinds = languages.read().reporting_senses.get(cue.lemma, _DEFAULT.get(cue.use, frozenset()))
    if complement.kind == "object" and cue.lemma == "say":
        # "said the decision to let him go clears his name": a verb that no list has
        stop = _STOPS.search(article.masked, complement.start)
        return article.masked.count(" ", complement.start, stop.start() if stop else None) > 6
    if "predicate" in kinds and complement.kind in ("object", "clause", "loose"):
        return bool(_PREDICATE.match(article.masked, complement.start))
    if complement.kind == "quoted":
        speaks = FINITE.search(article.masked, complement.start, complement.start + 200)
        long = article.masked[complement.start : complement.start + 25].strip(PLACEHOLDERS) == ""
        return bool(speaks or long) and (bool(kinds & _CLAUSES) or "object" in kinds)
    return complement.kind in kinds


def says_words(cue: Cue) -> bool:
    """Whether words in marks after a verb are what was said: ``said``, not ``called``."""
    return "quoted" in languages.read().reporting_senses.get(cue.lemma, ())


_STOPS = re.compile(r"(?<![A-Z])\.(?=\s|$)|\n")
_SILENT = re.compile(
    r"(?:\b(?:not|never|neither|nor|without|hardly|barely|cannot)|n[’']t)"
    r"(?:\s+(?:\w+ly|yet|even|immediately|return\w*|or|to|also|been))*\s*$|"
    r"\b(?:yet|(?:declin|refus|fail)(?:ed|es|e|ing|s)?)\s+(?:\w+ly\s+)?to\s+(?:\w+ly\s+)?$"
)
_MAYBE = re.compile(
    r"\b(?:might|may|could|should|can|must|if (?:he|she|they|it|you))(?:\s+\w+ly)?\s*$"
)
# without one of these, the expressions above need not be tried
_SILENT_HINTS = (
    *("no", "never", "neither", "without", "hardly", "barely", "yet"),
    *("n't", "n’t", "declin", "refus", "fail"),
)
_MAYBE_ENDS = ("might", "may", "ould", "can", "must", "he", "they", "it", "you")
_ADJECTIVE = re.compile(r"(?:\b(?:the|an?|his|her|their|its|this)|[’']s)\s+\w+ly\s+$")
_NOBODY = frozenset(
    "i we you one anyone nobody no-one everyone somebody someone me us what".split()  # noqa: SIM905
)
_VERBAL = re.compile(
    r"(?:n[’']t|not|to|let[’']s|data|people|officials?|poll|polls|evidence|research|survey|surveys|"
    r"analysis|report|reports|study|studies|documents?|records?|some|many|others|most|few|all|both|"
    r"who|that|which|now|still|often|percent|%|media|police)\s+(?:\w+ly\s+)?$"
)
_GERUND = re.compile(r"\b(?:by|of|for|from|in|on|with|about|after|before|without)\s+(?:\w+ly\s+)?$")


def verbal(masked: str, cue: Cue) -> Cue:
    """A form that may be a noun, where the words before it make it a verb."""
    before = masked[max(0, cue.start - 30) : cue.start]
    if masked[cue.end - 3 : cue.end] == "ing" and _GERUND.search(before):
        return cue._replace(shape="participle")
    if _VERBAL.search(before) or _PLURAL.search(before) or _acts(masked, cue):
        return cue._replace(shape="finite")
    clause = _THAT_CLAUSE.match(masked, cue.end)
    noun = masked[cue.start : cue.end] in languages.read().reporting_nouns
    if clause and not noun and not _DETERMINED.search(before):
        return cue._replace(shape="finite")  # "new polling suggests that …"
    return cue


def _acts(masked: str, cue: Cue) -> bool:
    """Whether a noun of somebody and a clause make a verb of a form: ``his team thinks she …``."""
    if cue.lemma in FINDS and _POLLS.search(masked, max(0, cue.start - 60), cue.start):
        return True
    if cue.use == "naming" or masked[cue.start : cue.end] != cue.lemma + "s":
        return False
    clause = _CLAUSE.match(masked, cue.end)
    who = _SOMEBODY.search(masked, max(0, cue.start - 30), cue.start)
    return bool(clause and who and can_speak(who[1]))


# "polls in the North show the two are even"
_POLLS = re.compile(
    r"\b(?:[Pp]olls|[Ss]urveys|[Dd]ata|[Rr]esults|[Ff]igures|[Nn]umbers|[Rr]ecords|[Ss]tudies)"
    r" (?:in|of|from|by|conducted|released|at|for) [^,.;:]{2,44} $|\b(?:[Pp]olling|[Ff]indings) $"
)
_SOMEBODY = re.compile(r"\b([a-z]+) (?:\w+ly |also |still |now )?$")
_CLAUSE = re.compile(
    r"\s(?:that|he|she|they|it|we|there|this|these|those|his|her|their|the)\b|"
    r"\s[a-z]+ (?:would|will)\b"
)
_PLURAL = re.compile(
    r"\b(?:They|Both|Many|Most|Some|Few|Others|All)\s+(?:\w+ly\s+|also\s+|now\s+)?$"
)
_DETERMINED = re.compile(
    r"(?:^|[\s“(])(?:the|an?|his|her|its|their|our|my|your|this|these|those|that|no|any|some|of|in|on|for|"
    r"with|by|from|new|public|first|each|every|TV|talk|reality|news|\S+[’']s?)\s+$",
    re.I,
)
_THAT_CLAUSE = re.compile(
    r"\sthat\s(?!(?:\w+ly\s)?(?:is|was|are|were|has|had|have|would|will|could|can|may|might|did|does|"
    r"[a-z]+ed|[a-z]+s)\b)"
)


# "it is foolhardy to believe that …"
_TO_ANYBODY = re.compile(r"\b[Ii]t(?:[’']s| is| was| would be) (?:\w+ly )?[a-z]+ to $")
_IF = re.compile(r"(?:^|\s)(?:if|unless|whether)\s+$", re.I)


def reports(article: Article, cue: Cue) -> bool:
    """Whether the words before a verb let it report: no silence and no mere possibility.

    What somebody is said not to have said is a report, with `said_not` for its polarity.
    """
    before = article.masked[max(0, cue.start - 40) : cue.start]
    words = before.split()
    if not words:
        return True
    if words[-1].endswith("ly") and _ADJECTIVE.search(before):
        return False
    last = words[-2:] if words[-1].endswith("ly") else words[-1:]
    maybe = any(word.endswith(_MAYBE_ENDS) for word in last) and _MAYBE.search(before)
    coming = last[-1] == "to" and _COMING.search(article.masked, max(0, cue.start - 130), cue.start)
    return not (maybe or coming or (cue.shape == "infinitive" and _TO_ANYBODY.search(before)))


# "is expected to use the day to call for …"
_COMING = re.compile(
    r"\b(?:is|are|was|were) (?:widely |also )?(?:expected|likely|scheduled|poised|due|set) to "
    r"(?:[^\s,;:.]+ ){0,16}?$"
)


# "What would it take for them to call …?", "How can Kim say …?"
_INVERTED = re.compile(
    r"(?:^|[:;—,] |\b(?:[Bb]ut|[Aa]nd|[Ss]o),? )"
    r"(?:(?:[Ww]hat|[Ww]hy|[Hh]ow|[Ww]hen|[Ww]here|[Ww]ho)(?: [a-z]+)? )?"
    r"(?:[Dd]id|[Dd]oes|[Dd]o|[Ww]ould|[Ww]ill|[Cc]an|[Cc]ould|[Ss]hould|[Mm]ight)"
    r"(?:n[’']t)? "
)


def asks(article: Article, cue: Cue, sentence: Span) -> bool:
    """Whether a verb stands in a question of the author: it says what nobody has said."""
    masked = article.masked
    if masked[cue.start : cue.end] != cue.lemma:  # "said" after "when" tells what was said
        return False
    asked = "?" in masked[cue.end : sentence.end + 1]
    return asked and bool(_INVERTED.search(masked[sentence.start : cue.start].lstrip()))


def said_not(article: Article, cue: Cue) -> bool:
    """Whether a verb of saying is negated: ``never said``, ``did not say``, ``refused to say``."""
    before = article.masked[max(0, cue.start - 40) : cue.start]
    hinted = cue.use != "thought" and any(hint in before for hint in _SILENT_HINTS)
    return hinted and bool(_SILENT.search(before))


def somebody(article: Article, source: Span) -> bool:
    """Whether a source is a third party: not the writer, the reader or whoever it may be."""
    words = article.masked[source.start : source.end].strip()
    if not words or words[0] in PLACEHOLDERS:
        return False
    first = words.split()[0].lower().strip(".,’'")
    if " " not in words.strip() and first in _NOBODY:
        return False
    if first in ("you", "i", "we", "i’m", "no"):
        return False
    return not _IF.search(article.masked[max(0, source.start - 12) : source.start])
