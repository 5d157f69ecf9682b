"""Find who is credited with a quotation: cue and source spans, by rules tried in order.

The rules read a *masked* text, in which every quotation is replaced by
placeholders of the same length, so that what stands inside marks can neither
end a sentence nor look like a cue.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from analysis.reading.marks import Quoted

# The placeholder's last character keeps what ended the quotation.
INSIDE, COMMA, STOP, FULL, BARE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
PLACEHOLDERS = INSIDE + COMMA + STOP + FULL + BARE


class Span(NamedTuple):
    start: int
    end: int


class Cue(NamedTuple):
    """A reporting verb or phrase in the text."""

    start: int
    end: int
    lemma: str
    use: str  # speech, manner or thought
    shape: str  # finite, participle, infinitive, passive, weak (perhaps a noun) or phrase


class Attribution(NamedTuple):
    """What one rule decided about one quotation."""

    cue: Span | None
    source: Span | None
    rule: str


class Article(NamedTuple):
    """One text made ready for the rules."""

    text: str
    masked: str
    quoted: list[Quoted]
    cues: list[Cue]
    sentences: list[Span]


# --- preparing a text ---------------------------------------------------------------------------


@cache
def reporting_verbs() -> dict[str, tuple[str, str]]:
    """Read the lexicon: form → (lemma, use)."""
    table = files("analysis") / "lexicons" / "reporting_verbs.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        return {row["form"]: (row["lemma"], row["use"]) for row in csv.DictReader(lines)}


def _trie(words: Iterable[str]) -> str:
    """Write words as one regular expression that branches letter by letter: 20 times faster."""
    branches: dict[str, list[str]] = defaultdict(list)
    ends = False
    for word in words:
        if word:
            branches[word[0]].append(word[1:])
        else:
            ends = True
    if not branches:
        return ""
    ways = "|".join(re.escape(letter) + _trie(rest) for letter, rest in sorted(branches.items()))
    return f"(?:{ways}){'?' if ends else ''}"


@cache
def _cue_pattern() -> re.Pattern[str]:
    """Every form in lower case, and the few that open a sentence: ``Said Kim: …``."""
    forms = [*reporting_verbs(), "Said", "Says", "Writes", "Wrote", "Adds", "Added"]
    return re.compile(rf"(?<![\w’'-])(?:[Aa]ccording to|{_trie(forms)})(?![\w-])")


_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Maj|Brig|Adm|Cmdr|"
    r"Prof|Rev|Hon|Pres|Sec|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|"
    r"Co|Ltd|Calif|Fla|Ill|Mass|Mich|Minn|Pa|Va|Wash|Wis|Ariz|Colo|Conn|Ga|Tenn|Tex)|\.[A-Za-z])$"
)
_BOUNDARY = re.compile(
    rf"[.!?…]+[)\]’']*\s+(?=[A-Z\[({INSIDE}])|(?<=[{STOP}{FULL}])\s+(?=[A-Z({INSIDE}])|\s*\n\s*"
)
_VERB_FOLLOWS = re.compile(r"\s*(?:[A-Z(][^,.;:]{0,60}?\s)?$")


def prepare(text: str, quoted: list[Quoted]) -> Article:
    """Mask the quotations, split the sentences and find the cues of one text."""
    pieces, position = [], 0
    for q in quoted:
        last = text[q.end - 1] if q.how != "running" else "."
        kind = COMMA if last in ",—–-" or text[q.outer_end : q.outer_end + 1] == "," else BARE
        kind = STOP if last in "!?…" and kind == BARE else kind
        kind = FULL if last == "." and kind == BARE else kind
        pieces += [text[position : q.outer_start], INSIDE * (q.outer_end - q.outer_start - 1), kind]
        position = q.outer_end
    masked = "".join([*pieces, text[position:]])
    cues = [cue for match in _cue_pattern().finditer(masked) if (cue := _cue(masked, match))]
    return Article(text, masked, quoted, cues, _sentences(masked, cues))


def _sentences(masked: str, cues: list[Cue]) -> list[Span]:
    starts = [0]
    for match in _BOUNDARY.finditer(masked):
        if "\n" not in match[0]:
            if masked[match.start() - 1] == STOP and match[0].isspace():
                # "Really?" she asked: the sentence goes on to its attribution
                if _attribution_follows(masked, match.end()):
                    continue
            elif masked[match.start()] == "." and _ABBREVIATION.search(
                masked, max(0, match.start() - 6), match.start()
            ):
                continue
        starts.append(match.end())
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], len(masked)], strict=True) if a < b]


_SHORT_TAIL = re.compile(
    rf"(?:(?:[A-Z][\w’'.-]*|the|of|and|[a-z]+)\s+){{0,8}}?(?P<verb>[a-z]+)\b[^.{INSIDE}]*[.\n]"
)


def _attribution_follows(masked: str, position: int) -> bool:
    match = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,5}(?P<verb>[a-z]+)\b").match(masked, position)
    return bool(match) and match["verb"] in reporting_verbs()


_NOT_BEFORE_VERB = re.compile(
    r"(?:\b(?:the|a|an|his|her|their|its|my|our|your|this|these|those|no|any|some|of|in|on|for|"
    r"with|from|by|under|about|new|public|official|recent|first|such|each|every|many|news|more)|"
    r"[’']s)\s+$"
)
_SURE = frozenset(
    ["say", "says", "said", "tell", "tells", "told", "went", "wrote", "spoke", "began"]
)
_INFINITIVE = re.compile(r"\b(?:to|not to)\s+(?:\w+ly\s+)?$")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|being|is|are|am|get|got|when|if|as|once)\s+(?:\w+ly\s+|also\s+|then\s+)?$",
    re.I,
)
_SUBJECT_THEN = re.compile(
    r"(?:\b(?:he|she|they|I|we|you|who|it|would|will|could|can|may|not|also|\w+s|people|men|women|\w+ly|has|had|have)\s+|[A-Z][\w.’'-]*\s+|[,)]\s+)$"
)


def _cue(masked: str, match: re.Match[str]) -> Cue | None:
    """Read one verb form in its place, or reject it as a noun."""
    form = match[0]
    start, end = match.span()
    if form[1:] == "ccording to":
        return Cue(start, end, "according to", "speech", "phrase")
    form = form.lower()
    lemma, use = reporting_verbs()[form]
    return Cue(start, end, lemma, use, _shape(form, lemma, masked[max(0, start - 24) : start]))


def _shape(form: str, lemma: str, before: str) -> str:
    """Tell a verb's shape from its form and the words before it."""
    if form.endswith("ing"):
        return "weak" if _NOT_BEFORE_VERB.search(before) else "participle"
    if _INFINITIVE.search(before):
        return "infinitive"
    if form not in _SURE and form in (lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"):
        if _NOT_BEFORE_VERB.search(before) or not _SUBJECT_THEN.search(before):
            return "weak"
    elif form not in _SURE and _PASSIVE.search(before):
        return "passive"
    return "finite"


# --- noun phrases without a parser --------------------------------------------------------------

_PRONOUNS = frozenset(["he", "she", "they", "i", "we", "you", "it"])
_STOPS_BACK = frozenset(
    [
        "that",
        "but",
        "because",
        "while",
        "as",
        "when",
        "after",
        "if",
        "whether",
        "although",
        "though",
        "since",
        "before",
        "which",
        "where",
        "than",
        "so",
        "yet",
        "until",
        "unless",
        "however",
        "and",
        "or",
        "nor",
        "then",
        "what",
        "how",
        "why",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "from",
        "by",
        "with",
        "about",
        "for",
        "of",
        "to",
        "into",
        "over",
        "under",
        "since",
        "despite",
        "among",
        "amid",
        "against",
        "through",
        "without",
        "within",
        "upon",
        "toward",
        "towards",
        "like",
        "unlike",
        "per",
        "via",
    ]
)
_HELPERS = re.compile(
    r"(?:\s+(?:has|had|have|having|also|then|later|once|recently|previously|repeatedly|would|will|"
    r"could|can|did|does|do|not|never|reportedly|even|still|just|now|always|often|first|himself|"
    r"herself|themselves|itself|today|yesterday|tonight|is|was|are|were|been|may|might|must|should|"
    r"went on to|goes on to|was quoted as|is quoted as|"
    r"(?:proceeded|began|started|tried|wanted|refused|continued|declined|managed|seemed) to|"
    r"who|further|soon|again|instead|only|simply|famously|"
    r"(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]+ly))+\s*$"
)
_WORD = re.compile(rf"[^\s{INSIDE}-{BARE}]+|[{INSIDE}-{BARE}]+")
_APPOSITIVE = re.compile(
    r"\s*(?:a|an|the|who|whose|which|his|her|their|its|now|then|once|formerly|whom|one|and|or|\d+|[a-z]\w*)\b"
)


def subject_before(masked: str, low: int, high: int) -> Span | None:
    """The noun phrase that ends just before a verb at ``high``, not reaching below ``low``."""
    piece = masked[low:high].rstrip()
    helpers = _HELPERS.search(" " + piece)
    if helpers:
        piece = piece[: max(0, helpers.start() - 1)].rstrip()
    if piece.endswith((",", "—", "–", ")")):
        return _before_appositive(masked, low, piece)
    return _phrase_back(masked, low, low + len(piece))


def _before_appositive(masked: str, low: int, piece: str) -> Span | None:
    """``Graham, a former candidate,`` → ``Graham``: step back over what stands between commas."""
    if piece.endswith(")"):
        return _phrase_back(masked, low, low + max(piece.rfind("("), 0))
    parts = re.split(r",|—|–", piece[:-1])
    end = low + len(piece) - 1
    while parts:
        part = parts.pop()
        start = end - len(part)
        if not parts or not _APPOSITIVE.match(part):
            found = _phrase_back(masked, max(low, start), end)
            if found:
                return found
        end = start - 1
    return None


def _phrase_back(masked: str, low: int, high: int) -> Span | None:
    words = [m for m in _WORD.finditer(masked, max(low, high - 160), high)]
    first: int | None = None
    for i in range(len(words) - 1, -1, -1):
        word = words[i][0]
        bare = word.strip(".,;:()[]—–-").lower()
        if word[0] in PLACEHOLDERS:
            break
    source = phrases.sentence_subject(article.masked, span.start, span.end)
    return Attribution(None, source, rule) if source else None


def _start(span: Span) -> int:
    return span.start


def subject(place: Place) -> Attribution | None:
    """No cue at all: the subject of the sentence that the quotation stands in."""
    source = phrases.sentence_subject(place.article.masked, place.low, place.q.outer_start)
    return Attribution(None, source, "subject") if source else None


RULES: tuple[Callable[[Place], Attribution | None], ...] = (
    running,
    tail_comma,
    lead,
    tail,
    unlisted,
    head,
    colon,
    within,
    same,
    before,
    signed,
    late,
    floating,
    subject,
)
OWN = (
    "running",
    "tail",
    "unlisted",
    "lead",
    "head",
    "colon",
    "signed",
    "late",
)  # rules that need own words


# --- forms --------------------------------------------------------------------------------------

_WORDS = re.compile(r"[\w’'.-]+")
_TITLE_CASE = re.compile(
    r"\s*[A-Z0-9][\w’'-]*(?:[\s:,&-]+(?:[A-Z0-9][\w’'-]*|a|an|and|the|of|in|on|for|to|with|at|by|is))*"
    r"[\s.,!?]*$"
)
_OPENS_SENTENCE = re.compile(r"\W*[A-Z0-9]")


def form_of(place: Place, found: Attribution) -> str:
    """direct, mixed, scare or title, from the words inside and the rule that credited them."""
    q = place.q
    inside = place.article.text[q.start : q.end]
    n = len(_WORDS.findall(inside))
    ends = inside.rstrip()[-1:] in tuple(",.!?…")
    sentence_like = bool(_OPENS_SENTENCE.match(inside)) and (n > 3 or ends)
    if 2 <= n <= 14 and _TITLE_CASE.match(inside) and not _introduced(place, found):
        return "title"
    if found.rule == "alone":
        return "direct" if sentence_like and n > 5 else "mixed" if n > 4 else "scare"
    if found.rule in ("tail", "unlisted"):
        return "direct" if sentence_like or _introduced(place, found) else "mixed"
    if sentence_like and n > 1:
        return "direct"
    if n <= 3 and not _reporting(place, found):
        return "scare"
    return "scare" if found.rule == "subject" and n <= 4 else "mixed"


def _introduced(place: Place, found: Attribution) -> bool:
    """Whether the words before or after the marks present them as speech, not as a title."""
    if found.rule == "head" and found.cue:
        between = place.article.masked[found.cue.end : place.q.outer_start].rstrip()
        return not between or between.endswith((",", ":", "that"))
    if found.rule in ("tail", "unlisted"):
        return not place.article.masked[place.sentence.start : place.q.outer_start].strip()
    return found.rule in OWN


def _reporting(place: Place, found: Attribution) -> bool:
    """Whether a few words in marks stand in a reported clause, or are only held at a distance."""
    if found.rule in ("same", "before", "floating"):
        return False
    if not found.cue or found.rule not in ("head", "within"):
        return True
    use = place.article.cue_at(found.cue.start).use
    if use == "thought" or found.cue.start < place.q.start - 60:
        return use == "speech"
    return use == "speech" or found.cue.start < place.q.start


# --- parts --------------------------------------------------------------------------------------


def _continues(place: Place, found: Attribution, form: str) -> int | None:
    """Which earlier quotation this one is a further part of: ``"A," he said. "B."``."""
    if form not in ("direct", "mixed") or not place.earlier:
        return None
    start, end = words[first].start(), high
    if words[first][0].lower() in _PREPOSITIONS:
        name = None
        for name in NAME.finditer(masked, start, end):
            pass
        if name is None:
            return None
        start, end = name.span()
    while end > start and masked[end - 1] in " ,;:—–":
        end -= 1
    return Span(start, end) if end > start else None


NAME = re.compile(
    r"[A-Z][\w’'-]*(?:\.(?=\s[A-Z]))?(?: (?:(?:of|de|van|von|bin|al|the|der|la|del|for) (?:the )?)?"
    r"[A-Z][\w’'-]*(?:\.(?= [A-Z]))?)*"
)
_FORWARD_STOP = re.compile(
    rf"[,;:—–(\n{PLACEHOLDERS}]|\.(?=\s|$)(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Rev|Col)\.)|"
    r"\s(?:in|on|at|during|after|when|while|as|to|before|about|last|this|earlier|yesterday|today|"
    r"that|who|whose|which|through|by|because|via|upon|until|if|but|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_FORWARD_START = re.compile(
    r"\s*(?=[A-Z]|(?:the|a|an|one|two|three|some|many|his|her|their|its|our|my|another|several|both|"
    r"he|she|they|it|I|we|officials?|sources?|people|critics|police|former|longtime|\w+(?:er|or|ist|ian|man|woman|ent|ant)s?)\b)"
)


def subject_after(masked: str, low: int, high: int) -> Span | None:
    """The noun phrase that begins just after a verb at ``low``."""
    begin = _FORWARD_START.match(masked, low, high)
    if not begin:
        return None
    goes_on = place.article.text[place.q.line_start : place.q.outer_start].rstrip()[-1:] in tuple(
        ",—–-"
    )
    spoken = last.form == "direct" or last.found.rule in ("tail", "unlisted")
    if not spoken or (form == "mixed" and not goes_on):
        return None
    return last.part_of if last.part_of is not None else index


_LEAD_IN = re.compile(
    r"\s*(?:(?:In|On|At|During|After|Before|When|While|As|If|Since|Despite|Although|Though|With|By|For|"
    r"From|Even|Meanwhile|Still|And|But|Yet|Then|To|Of|Over|Through|Throughout|Amid|Within|Without|"
    r"Among|Under|Because|Once|Last|Later|Earlier|Also|However|Instead|Minutes|Hours|Days|Weeks|"
    r"Months|Years|One|Two|[A-Z]\w+ing|[A-Z]\w+ed|[A-Z]\w+ly)\b)"
)
_SUBJECT = re.compile(
    rf"\b(?:(?:He|She|They|It|I|We|he|she|they|it)\b|(?:(?:The|A|An|the|a|an|His|Her|Their|One|Another) )?(?:[\w’'.-]+ ){{0,3}}?{NAME.pattern}|"
    r"(?:The|A|An|One|Another|Some|Many|Several|His|Her|Their|Its)(?: [\w’'-]+){1,2})"
)


def sentence_subject(masked: str, low: int, high: int) -> Span | None:
    """The first noun phrase of a sentence that is not inside a lead-in ended by a comma."""
    if _LEAD_IN.match(masked, low, high):
        comma = masked.find(",", low, high)
        if comma > 0 and comma + 2 < high:
            found = _SUBJECT.search(masked, comma + 1, high)
            if found:
                return Span(*found.span())
    found = _SUBJECT.search(masked, low, high)
    return Span(*found.span()) if found else None


def subject_of(article: Article, cue: Cue, low: int, high: int) -> Span | None:
    """Who does the speaking of one cue, within ``low`` to ``high``."""
    masked = article.masked
    if cue.shape == "phrase":
        return subject_after(masked, cue.end, high)
    if cue.shape in ("participle", "infinitive"):
        earlier = [c for c in article.cues if low <= c.start < cue.start and c.shape == "finite"]
        if earlier:
            return subject_of(article, earlier[-1], low, high)
        return sentence_subject(masked, low, cue.start)
    return subject_before(masked, low, cue.start) or sentence_subject(masked, low, cue.start)
