"""Reporting verbs and noun phrases without a parser: what the rules of attribution look at.

The rules read a *masked* text, in which every quotation is replaced by
placeholders of the same length, so that what stands inside marks can neither
end a sentence nor look like a cue. Offsets stay those of the text itself.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from analysis.reading.marks import Quoted

# A masked quotation is a run of INSIDE whose last character keeps how it ended:
# with a comma, with ? or !, with a full stop, or with none of them.
INSIDE, COMMA, STOP, FULL, BARE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
PLACEHOLDERS = INSIDE + COMMA + STOP + FULL + BARE


class Span(NamedTuple):
    start: int
    end: int


class Cue(NamedTuple):
    """A reporting verb in its place.

    ``use`` is the lexicon's: speech, manner or thought. ``shape``: finite,
    participle, infinitive, passive, phrase ("according to"), or weak where the
    form may be a noun.
    """

    start: int
    end: int
    lemma: str
    use: str
    shape: str


class Article(NamedTuple):
    """One text made ready for the rules."""

    text: str
    masked: str
    quoted: list[Quoted]
    cues: list[Cue]
    sentences: list[Span]

    def cues_between(self, low: int, high: int) -> list[Cue]:
        """The cues that start in ``low`` to ``high``, in order."""
        first = bisect_left(self.cues, low, key=_start)
        return self.cues[first : bisect_left(self.cues, high, lo=first, key=_start)]

    def cue_at(self, start: int) -> Cue:
        """The cue that starts here."""
        return self.cues[bisect_left(self.cues, start, key=_start)]


def _start(cue: Cue) -> int:
    return cue.start


def prepare(text: str, quoted: list[Quoted]) -> Article:
    """Mask the quotations, find the cues and split the sentences of one text."""
    pieces, position = [], 0
    for q in quoted:
        pieces += [text[position : q.outer_start], INSIDE * (q.outer_end - q.outer_start - 1)]
        pieces.append(_ending(text, q))
        position = q.outer_end
    masked = "".join([*pieces, text[position:]])
    cues = [_cue(masked, match) for match in _cue_pattern().finditer(masked)]
    return Article(text, masked, quoted, cues, _sentences(masked))


def _ending(text: str, q: Quoted) -> str:
    last = text[max(q.start, q.end - 4) : q.end].rstrip()[-1:] if q.how != "running" else "."
    if last in ",—–-" or text[q.outer_end : q.outer_end + 1] == ",":
        return COMMA
    return FULL if last == "." else STOP if last in "!?…" else BARE


# --- cues ---------------------------------------------------------------------------------------


@cache
def reporting_verbs() -> dict[str, tuple[str, str]]:
    """Read the lexicon: form → (lemma, use)."""
    table = files("analysis") / "lexicons" / "reporting_verbs.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        return {row["form"]: (row["lemma"], row["use"]) for row in csv.DictReader(lines)}


def trie(words: Iterable[str]) -> str:
    """Write words as one expression that branches letter by letter: 20 times as fast."""
    branches: dict[str, list[str]] = defaultdict(list)
    ends = False
    for word in words:
        if word:
            branches[word[0]].append(word[1:])
        else:
            ends = True
    if not branches:
        return ""
    ways = "|".join(re.escape(letter) + trie(rest) for letter, rest in sorted(branches.items()))
    return f"(?:{ways}){'?' if ends else ''}"


@cache
def _cue_pattern() -> re.Pattern[str]:
    """Every form in lower case, and the few that open a sentence: ``Said Kim: …``."""
    forms = [*reporting_verbs(), "Said", "Says", "Writes", "Wrote", "Adds", "Added"]
    return re.compile(rf"(?<![\w’'-])(?:[Aa]ccording to|{trie(forms)})(?![\w-])")


_SURE = frozenset(["say", "says", "said", "tell", "tells", "told", "went", "wrote", "spoke"])
_AFTER_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|his|her|their|its|my|our|your|this|these|those|no|any|some|of|in|on|for|"
    r"with|from|by|under|about|new|public|official|recent|first|such|each|every|many|news|more)|"
    r"[’']s)\s+$"
)
_AFTER_SUBJECT = re.compile(
    r"(?:\b(?:he|she|they|I|we|you|who|it|would|will|could|can|did|may|to|not|also|has|had|have|"
    rf"people|men|women|\w+s|\w+ly)\s+|[A-Z][\w.’'-]*\s+|[,){PLACEHOLDERS}][\s,]+)$"
)
_AFTER_PLURAL = re.compile(
    rf"(?:\b(?:they|I|we|you|who|would|will|could|can|did|may|not|also|people|men|women|\w+s|\w+ly)"
    rf"\s+|[,){PLACEHOLDERS}][\s,]+)$"
)
_AFTER_BE = re.compile(
    r"\b(?:was|were|been|be|being|is|are|am|get|got|when|if|as|once)\s+(?:\w+ly\s+|also\s+|then\s+)?$",
    re.I,
)
_AFTER_TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$")


def _cue(masked: str, match: re.Match[str]) -> Cue:
    """Read one verb form in its place."""
    form = match[0].lower()
    start, end = match.span()
    if form == "according to":
        return Cue(start, end, form, "speech", "phrase")
    lemma, use = reporting_verbs()[form]
    return Cue(start, end, lemma, use, _shape(form, lemma, masked[max(0, start - 24) : start]))


def _shape(form: str, lemma: str, before: str) -> str:
    """Tell a verb's shape from its form and the words before it."""
    if form.endswith("ing"):
        return "weak" if _AFTER_DETERMINER.search(before) else "participle"
    if _AFTER_TO.search(before):
        return "infinitive"
    if form in _SURE or " " in form:
        return "finite"
    if form in (lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"):
        subject = _AFTER_PLURAL if form == lemma else _AFTER_SUBJECT
        is_verb = subject.search(before) and not _AFTER_DETERMINER.search(before)
        return "finite" if is_verb else "weak"
    return "passive" if _AFTER_BE.search(before) else "finite"


# --- sentences ----------------------------------------------------------------------------------

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Maj|Brig|Adm|Cmdr|"
    r"Prof|Rev|Hon|Pres|Sec|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|"
    r"Co|Ltd|Calif|Fla|Ill|Mass|Mich|Minn|Pa|Va|Wash|Wis|Ariz|Colo|Conn|Ga|Tenn|Tex)|\.[A-Za-z])$"
)
_BOUNDARY = re.compile(rf"[.!?…{STOP}{FULL}][.!?…)\]’']*\s+(?=[A-Z\[({INSIDE}])|\n\s*")
_NAME_AND_VERB = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,5}(?P<verb>[a-z]+)\b")


def _sentences(masked: str) -> list[Span]:
    starts = [0]
    for match in _BOUNDARY.finditer(masked):
        first = masked[match.start()]
        if "\n" not in match[0]:
            if first == "." and _ABBREVIATION.search(
                masked, max(0, match.start() - 6), match.start()
            ):
                continue
            if first == STOP:  # “Really?” Kim asked: the sentence goes on to its attribution.
                after = _NAME_AND_VERB.match(masked, match.end())
                if after and after["verb"] in reporting_verbs():
                    continue
        starts.append(match.end())
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], len(masked)], strict=True) if a < b]


# --- noun phrases -------------------------------------------------------------------------------

_CAPITAL = (
    r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Brig|Lt|Col|Maj|Capt|Sgt|Adm|Rev|Prof|St|Jr)\.|"
    r"[A-Z][\w’'-]*)"
)
NAME = rf"{_CAPITAL}(?: (?:(?:of|de|van|von|bin|al|the|der|la|del|for) (?:the )?)?{_CAPITAL})*"
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NAMES = re.compile(NAME)
_PRONOUNS = frozenset(["he", "she", "they", "i", "we", "you", "it"])
_CLAUSE_OPENERS = frozenset(
    "that but because while as when after if whether although though since before which where "  # noqa: SIM905
    "than so yet until unless however and or nor then what how why".split()
)
_PREPOSITIONS = frozenset(
    "in on at during after before from by with about for of to into over under since despite "  # noqa: SIM905
    "among amid against through without within upon toward towards like unlike per via".split()
)
_HELPERS = re.compile(
    r"(?:\s+(?:has|had|have|having|also|then|later|once|recently|would|will|could|can|did|does|do|"
    r"not|never|even|still|just|now|always|often|first|himself|herself|themselves|itself|today|"
    r"yesterday|tonight|is|was|are|were|been|may|might|must|should|who|which|that|further|soon|again|instead|"
    r"(?:went|goes|proceeded|began|started|tried|wanted|refused|continued|declined|seemed)(?: on)? to|"
    rf"(?:was|is) quoted as|(?:on\s+)?{DAY}|[a-z]+ly))+\s*$"
)
_WORD = re.compile(rf"[^\s{PLACEHOLDERS}]+|[{PLACEHOLDERS}]+")
_APPOSITIVE = re.compile(
    r"\s*(?!as\b|when\b|that\b|while\b|because\b|if\b|but\b)(?:a|an|the|who|whose|which|his|her|their|its|now|then|once|formerly|whom|one|and|or|\d+|"
    r"[a-z]\w*)\b"
)


def subject_of(article: Article, cue: Cue, low: int, high: int) -> Span | None:
    """Who does the speaking of one cue, within ``low`` to ``high``."""
    masked = article.masked
    if cue.shape == "phrase" or masked[cue.start].isupper():
        return subject_after(masked, cue.end, high)
    if cue.shape == "passive":
        by = re.compile(r"(?:\s+\w+)?\s+by\s").match(masked, cue.end, high)
        return subject_after(masked, by.end() - 1, high) if by else None
    if cue.shape == "participle" and (absolute := _WITH.search(masked, low, cue.start)):
        return Span(*absolute.span("source"))
    if cue.shape == "finite" and (found := subject_before(masked, low, cue.start)):
        return found
    return _shared_subject(article, cue, low)


_WITH = re.compile(r"\bwith (?P<source>[^,;]{2,60}?)\s+(?:\w+ly\s+)?$")


def _shared_subject(article: Article, cue: Cue, low: int) -> Span | None:
    """The subject of ``…, adding`` or ``… and said``: that of the verb before it."""
    masked = article.masked
    for earlier in reversed(article.cues_between(low, cue.start)):
        if earlier.shape == "finite" and earlier.use == "speech":
            found = subject_before(masked, low, earlier.start)
            if found:
                return found
    verbs = list(_SUBJECT_VERB.finditer(masked, low, cue.start))
    if verbs:
        return Span(*verbs[-1].span("source"))
    return sentence_subject(masked, low, cue.start)


def subject_before(masked: str, low: int, high: int) -> Span | None:
    """The noun phrase that ends just before a verb at ``high``, not reaching below ``low``."""
    piece = masked[low:high].rstrip()
    if helpers := _HELPERS.search(" " + piece):
        piece = piece[: max(0, helpers.start() - 1)].rstrip()
    if piece.endswith((",", "—", "–")):
        return _before_appositive(masked, low, low + len(piece) - 1)
    return _phrase_back(masked, low, low + len(piece))


def _before_appositive(masked: str, low: int, high: int) -> Span | None:
    """``Graham, a former candidate,`` → ``Graham``: step back over what stands between commas."""
    parts = re.split(r",|—|–", masked[low:high])
    end = high
    while parts:
        part = parts.pop()
        start = end - len(part)
        if not parts or not _APPOSITIVE.match(part):
            found = _phrase_back(masked, start, end)
            if found and not (parts and _is_office(masked[found.start : found.end])):
                return found
        end = start - 1
    return None


def _is_office(words: str) -> bool:
    """``Pentagon spokesman``: a capital first and a small word last, so no name."""
    return " " in words and words.split()[-1].islower() and words[:4] not in ("The ", "the ")


def _phrase_back(masked: str, low: int, high: int) -> Span | None:
    """Gather words leftward until one that cannot belong to a noun phrase."""
    words = list(_WORD.finditer(masked, max(low, high - 160), high))
    first = len(words)
    while first and not _ends_phrase(words, first, len(words)):
        first -= 1
    if first == len(words):
        return None
    start = words[first].start()
    if words[first][0].lower() in _PREPOSITIONS:  # "In a speech on Monday Kim"
        names = list(_NAMES.finditer(masked, start, high))
        return Span(*names[-1].span()) if names else None
    end = start + len(masked[start:high].rstrip(" ,;:—–"))
    return Span(start, end) if end > start else None


def _ends_phrase(words: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether the phrase ``words[first:last]`` cannot take in the word before it."""
    word = words[first - 1][0]
    bare = word.strip(".,;:()[]—–-").lower()
    empty = first == last
    if word[0] in PLACEHOLDERS or last - first > 14:
        return True
    if not empty and (word[-1] in ",;:—–)" or not bare or words[first][0].lower() in _PRONOUNS):
        return True
    if bare in _PRONOUNS:
        return not empty
    if bare in ("and", "or") and not empty and first > 1:
        left, right = words[first - 2][0], words[first][0]
        return not (left[0].isupper() and right[0].isupper() and left[-1] != ",")
    return bare in _CLAUSE_OPENERS or (not empty and _is_inflected(word))


def _is_inflected(word: str) -> bool:
    """Whether a word is a reporting verb in a form that is no noun: ``said``, not ``press``."""
    lemma, _ = reporting_verbs().get(word, (word, ""))
    return word != lemma and not word.endswith("ing")


_AFTER_END = re.compile(
    rf"[,;:—–(\n{PLACEHOLDERS}]|"
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Rev|Col))\.(?=\s|$)|"
    r"\s(?:in|on|at|during|after|when|while|as|to|before|about|last|this|earlier|yesterday|today|"
    rf"that|who|whose|which|through|by|because|via|upon|until|if|but|{DAY})\b"
)
_AFTER_START = re.compile(
    r"\s*(?=\w)(?!(?:in|on|at|to|that|during|when|while|as|of|after|before|about|by|with|for|from|"
    r"and|but|or|so|if|there|here|how|why|what|not|[a-z]+ly|"
    rf"last|this|yesterday|today|later|earlier|{DAY})\b)"
)


def subject_after(masked: str, low: int, high: int) -> Span | None:
    """The noun phrase that begins just after a verb that ends at ``low``."""
    begin = _AFTER_START.match(masked, low, high)
    if not begin:
        return None
    stop = _AFTER_END.search(masked, begin.end() + 1, high)
    end = begin.end() + len(masked[begin.end() : stop.start() if stop else high].rstrip(" .,\r\n"))
    return Span(begin.end(), end) if end > begin.end() else None


_LEAD_IN = re.compile(
    r"\s*(?:In|On|At|During|After|Before|When|While|As|If|Since|Despite|Although|Though|With|By|For|"
    r"From|Even|Meanwhile|Still|And|But|Yet|Then|To|Of|Over|Through|Throughout|Amid|Within|Without|"
    r"Among|Under|Because|Once|Last|Later|Earlier|Also|However|Instead|[A-Z]\w+ing|[A-Z]\w+ed|"
    r"[A-Z]\w+ly)\b|[^,]{3,60}\b(?:ago|later|earlier|before|after|morning|afternoon|evening|night),"
)
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b"
_DETERMINED = r"(?:The|A|An|One|Another|Some|Many|Several|His|Her|Their|Its)(?: [\w’'-]+){1,2}"
_SUBJECT = re.compile(
    rf"\b(?:{_PRONOUN}|(?:(?:[Tt]he|[Aa]n?|His|Her|Their|One|Another) )?(?:[\w’'.-]+ ){{0,3}}?{NAME}|"
    rf"{_DETERMINED})"
)


_PAST = (
    "was|were|is|are|has|had|have|did|does|went|took|made|gave|came|got|told|said|says|wrote|spoke|"
    "stood|began|held|sent|drew|put|ran|saw|left|met|won|lost|kept|brought|thought|knew|felt|heard|"
    "set|cut|hit|led|rose|fell|threw|shot|struck|caught|sought|fought|broke|sat|[a-z]+ed"
)
_SUBJECT_VERB = re.compile(
    rf"\b(?P<source>{_PRONOUN}|(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) )?(?:[a-z][\w-]* ){{0,2}}?{NAME}|"
    rf"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) (?:[\w-]+ )?[\w-]+) (?:\w+ly |also |then )?(?:{_PAST})\b"
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z][^a-z—–-]*(?:[A-Z][^—–\n]{0,40})?(?:—|–|--) ")


def sentence_subject(masked: str, low: int, high: int) -> Span | None:
    """The first noun phrase of a sentence that is not inside a lead-in ended by a comma."""
    if dateline := _DATELINE.match(masked, low, high):
        low = dateline.end()
    if _LEAD_IN.match(masked, low, high):
        comma = masked.find(",", low, high)
        found = _SUBJECT.search(masked, comma + 1, high) if comma >= 0 else None
        if found:
            return Span(*found.span())
    found = _SUBJECT.search(masked, low, high)
    return Span(*found.span()) if found else None
