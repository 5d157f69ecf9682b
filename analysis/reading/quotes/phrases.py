"""Noun phrases without a parser: who does what a verb says.

Every function reads the masked text of cues.py and gives spans of the text.
"""

from __future__ import annotations

import re

from analysis import languages
from analysis.reading.quotes import several
from analysis.reading.quotes.masking import COMMA, PLACEHOLDERS, Article, Cue, Span
from analysis.reading.quotes.names import WRITINGS, is_somebody, noun_gender, read_name
from analysis.reading.quotes.relatives import bounds, held_back, related
from analysis.reading.quotes.sentence_subjects import (
    LONGEST,
    NAME,
    OPENER,
    PAST,
    PRONOUN,
    SHORT_TITLES,
    SUBORDINATOR,
    sentence_subject,
)

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
    r"not|never|even|still|just|now|always|often|long|first|himself|herself|themselves|itself|today|"
    r"yesterday|tonight|is|was|are|were|been|may|might|must|should|who|which|that|further|soon|"
    r"again|instead|[a-z]+n[’']t|"
    r"(?:went|goes|proceeded|began|started|tried|wanted|refused|continued|declined|seemed)(?: on)?"
    r" to|"
    r"(?:was|is|were|are) (?:quoted|cited)(?: by [^,.;]{2,40})? as|"
    rf"(?:on\s+)?{DAY}|[a-z]+ly))+\s*$"
)
# its last words and their ends: where none stands, the expression need not be tried
_HELPING = frozenset(
    "has had have having also then later once recently would will could can did does do not never "  # noqa: SIM905
    "even still just now always often long first himself herself themselves itself today yesterday "
    "tonight is was are were been may might must should who which that further soon again instead "
    "to as".split()
)
_HELPING_ENDS = ("ly", "n't", "n’t", "day")
_WORD = re.compile(rf"[^\s{PLACEHOLDERS}]+|[{PLACEHOLDERS}]+")
_APPOSITIVE = re.compile(
    r"\s*(?!as\b|when\b|that\b|while\b|because\b|if\b|but\b)(?:\d+|[a-z]\w*)\b"
)
# "R-Ky.", "Republican of Maine", "Jr.": what a politician's name carries
PARTY_TAG = re.compile(
    r"\s*(?:(?:[RDIL]|Rep|Dem|Ind|Lib|Con|Lab)\.?-[A-Z]|Jr\b|Sr\b|III?\b|"
    r"(?:Republican|Democrat|Independent)s? (?:of|from) |"
    r"(?:[A-Z][\w.]* ){1,3}(?:Republican|Democrat|Independent)(?: who\b.*|\s*)$)"
)
# "Ned Crane (R) of Arizona", "Ned Crane (D-Maine)": what stands after the name
_TAGGED = re.compile(
    rf",?\s\((?:[RDIL]|Rep|Dem|Ind|Lib|Con|Lab)\b[^)]{{0,20}}\)(?:,? (?:of|from) {NAME})?$"
)


def subject_of(article: Article, cue: Cue, low: int, high: int) -> Span | None:
    """Who does the speaking of one cue, within ``low`` to ``high``."""
    masked = article.masked
    if cue.shape == "phrase" or masked[cue.start].isupper():
        return subject_after(masked, cue.end, high)
    if cue.shape == "passive":
        if cue.lemma in ("quote", "cite"):  # "Kim was quoted by the Courier": Kim speaks
            return subject_before(masked, low, cue.start)
        by = _BY.match(masked, cue.end, high)
        return subject_after(masked, by.end() - 1, high) if by else None
    if caused := _CAUSED.search(masked, max(low, cue.start - 90), cue.start):
        return Span(caused.start("source"), caused.end("source") - 1)
    if cue.shape == "participle" and (absolute := _WITH.search(masked, low, cue.start)):
        named = _LAST_NAME.search(masked, absolute.start("source"), absolute.end("source"))
        return Span(*(named or absolute).span("source"))
    if cue.shape == "participle" and (written := _WRITING.search(masked, low, cue.start)):
        return Span(*written.span("source"))
    if cue.shape == "participle" and (issued := _ISSUED.search(masked, low, cue.start)):
        return Span(*issued.span("source"))
    sender = _SENDER.search(masked, low, cue.start) if cue.shape == "participle" else None
    if sender and noun_gender(sender["noun"]):
        return Span(*sender.span("source"))
    if _ASIDE_WHO.search(masked, max(low, cue.start - 30), cue.start):
        return None
    came = _CAME_TO.search(masked, low, cue.start) if cue.shape == "infinitive" else None
    if came and (came["noun"] == "people" or is_somebody(came["noun"])):
        return Span(came.start("source"), came.end("noun"))
    if cue.shape == "finite" and (found := subject_before(masked, low, cue.start)):
        return found
    return _shared_subject(article, cue, low)


# "In March, when Kim left, two aides came forward to say": the aides
_CAME_TO = re.compile(
    rf",(?: and| but)? (?P<source>(?:[a-z][\w-]* ){{0,3}}?(?P<noun>[a-z]+)) (?:{PAST})\b"
    r"[^,;:]* to $"
)
# "a class – pundits and dons – who feel …": whoever stands before the aside, which is not read
_ASIDE_WHO = re.compile(r"[—–-] who (?:\w+ly |also |still |now )?$")
# "fired over an op-ed calling for force": the op-ed calls; "Kim sent a letter asking": Kim
_WRITING = re.compile(
    r"\b(?!(?:issued|sent|wrote|released|published|penned|signed|posted|filed|circulated|gave|"
    r"made|delivered) )[\w’'-]+ "
    rf"\b(?P<source>(?:an?|another) (?:[\w’'-]+ ){{0,3}}?(?:{'|'.join(sorted(WRITINGS))})) $"
)
# "The rain came after Kim issued a statement on it, saying …": Kim
_ISSUED = re.compile(
    rf"\b(?:after|as|when|before) (?P<source>{NAME}) (?:issued|released|sent|posted|put out|gave) "
    r"an? (?:[a-z]+ )?(?:statement|letter|tweet|memo|email|response|warning)\b[^.;:]{0,90}, $"
)
_BY = re.compile(r"(?:\s+\w+)?\s+by\s")
# "a letter from the mayor complaining that …"
_SENDER = re.compile(
    r"\b(?:from|by) (?P<source>(?:the|an?|his|her|their) (?:[a-z-]+ )?(?P<noun>[a-z-]+)) $"
)
_WITH = re.compile(r"\bwith (?P<source>[^,;]{2,60}?)\s+(?:\w+ly\s+)?$")


# "prompting the president to say": the president
_CAUSED = re.compile(
    r"\b(?:prompt|lead|caus|forc|push|driv|inspir|mov)ing (?P<source>(?:[\w.’'-]+ ){1,6}?)"
    r"to (?:\w+ly )?$"
)
# "with footage of Kim saying": Kim
_LAST_NAME = re.compile(rf"(?<=\bof )(?P<source>{NAME})$")


def _shared_subject(article: Article, cue: Cue, low: int) -> Span | None:
    """The subject of ``…, adding`` or ``… and said``: that of the verb before it."""
    masked, low = article.masked, max(low, cue.start - LONGEST)
    apart = masked[max(0, cue.start - 2) : cue.start].strip() in (",", COMMA)
    apart &= cue.shape == "participle"
    for earlier in reversed(article.cues_between(low, cue.start)):
        if earlier.shape == "finite" and earlier.use == "speech":
            found = subject_before(masked, low, earlier.start)
            if found and apart and _embedded(masked, low, found):
                continue  # "After Kim argued with Lee, Roe came, saying …": Roe
            if found and not _NO_PHRASE.match(masked, found.start):
                return found
    verbs = _SUBJECT_VERB.finditer(masked, low, cue.start)
    subjects = [Span(*verb.span("source")) for verb in verbs]
    if apart:
        subjects = [one for one in subjects if not _embedded(masked, low, one)]
    if subjects and _AT.match(masked, subjects[-1].start):
        return sentence_subject(masked, low, cue.start)  # "A man who worked at Roe's spoke, saying"
    if subjects and _SERVED.search(masked, low, subjects[-1].end):
        return sentence_subject(masked, low, cue.start)  # "Lawyers for Kim and Lee": neither
    if subjects:
        opener = OPENER.match(masked, *subjects[-1])  # "When Ann Lee" is no name
        return Span(opener.end() if opener else subjects[-1].start, subjects[-1].end)
    return sentence_subject(masked, low, cue.start)


_AT = re.compile(r"(?:at|for|in|with|from|by|near|of) ")
_SERVED = re.compile(rf"\b(?:for|of|by|with) (?:{NAME},? )+and {NAME}$")


def _embedded(masked: str, low: int, source: Span) -> bool:
    """Whether a subject is that of ``since Kim was acquitted`` or ``When Kim left``."""
    opens = _OPENS.search(masked, source.start, source.end)
    return bool(opens or _EMBEDDED.search(masked, max(low, source.start - 12), source.start))


def subject_before(masked: str, low: int, high: int) -> Span | None:
    """The noun phrase that ends just before a verb at ``high``, not reaching below ``low``."""
    low = max(low, high - LONGEST)
    piece = masked[low:high].rstrip()
    near = max(0, len(piece) - 80)
    last = piece[near:].rpartition(" ")[2].split()
    helped = last and (last[-1] in _HELPING or last[-1].endswith(_HELPING_ENDS))
    if helped and (helpers := _HELPERS.search(" " + piece[near:])):
        piece = piece[: near + max(0, helpers.start() - 1)].rstrip()
        if " who" in helpers[0] and (named := related(piece, near)):
            return Span(low + named[0], low + named[1])
    if tagged := _TAGGED.search(piece, near):
        piece = piece[: tagged.start()]
    if piece.endswith((",", "—", "–", " -", " --")):
        mark = 2 if piece.endswith("--") else 1
        return _before_appositive(masked, low, low + len(piece) - mark)
    found = _phrase_back(masked, low, low + len(piece))
    if found and (named := _name_before_office(masked, low, found)):
        return named
    if found and _NO_PHRASE.match(masked, found.start):
        if bounded := _bounded(masked, low, found):
            return bounded
        who = masked.rfind(" who ", low, found.start)  # "an official who spoke anonymously said"
        return _phrase_back(masked, low, who) if who > 0 else found
    return several.all_of(masked, low, found) if found else None


def _bounded(masked: str, low: int, tail: Span) -> Span | None:
    """``A man accused of killing Kim`` from its tail ``of killing Kim``: the man."""
    verb = held_back(masked, low, tail.start)
    head = _phrase_back(masked, low, verb) if verb is not None else None
    return Span(head.start, tail.end) if head and bounds(masked, low, head) else None


def _name_before_office(masked: str, low: int, found: Span) -> Span | None:
    """``Nora Quill, head of the Guild said``: Quill, though no second comma ends what she is."""
    comma = masked[max(low, found.start - 2) : found.start]
    if comma.strip() != "," or not (office := _OFFICE.match(masked, *found)):
        return None
    if not noun_gender(office["noun"]):
        return None
    named = _NAME_LAST.search(masked, max(low, found.start - 60), found.start - len(comma))
    if not named or (office["the"] and masked[low : named.start()].strip()):
        return None
    return Span(named.start("name"), named.end("name"))


_OFFICE = re.compile(
    r"(?P<the>(?:the|an?) )?(?:(?!the |an? )[\w-]+ ){0,3}?(?P<noun>[a-z][\w-]+) (?:of|at|for|in) "
)


_NO_PHRASE = re.compile(r"[a-z]+ly\b|to\b|[a-z]+ed to\b|(?<=ed )[a-z]+ing ")


def _before_appositive(masked: str, low: int, high: int) -> Span | None:
    """``Quill, a former candidate,`` → ``Quill``: step back over what stands between commas."""
    before = masked[low:high].replace("--", " —")  # as long
    parts = (_HYPHENS if masked[high] == "-" else _ASIDES).split(before)
    end = high
    while parts:
        part = parts.pop()
        start = end - len(part)
        if tagged := _TAGGED.search(part):
            end, part = start + tagged.start(), part[: tagged.start()]
        if parts and part.lstrip().startswith("and "):
            return None  # "Talks with aides, and a review of letters, have shown": all of these
        placed = parts and _PLACED.search(parts[-1]) and _ONE_NAME.fullmatch(part)
        if placed and not _is_named(part):  # "a man in Eastwick, Maine, said"
            end = start - 1
            continue
        kin = parts and _KIN.fullmatch(part) and _NAME_LAST.search(parts[-1])
        if not parts or not (_APPOSITIVE.match(part) or PARTY_TAG.match(part) or kin):
            found = _phrase_back(masked, start, end)
            if found and not (parts and _is_office(masked[found.start : found.end])):
                return found
        end = start - 1
    return None


_ASIDES = re.compile(r",(?!\d)|—|–")
_HYPHENS = re.compile(r",(?!\d)|—|–|(?<=\s)-(?=\s|$)")
# "Nora Quill, Ned Crane's aunt and successor at the Courier,": Quill
_KIN = re.compile(rf"\s*{NAME}(?:(?<=[’']s)|(?<=s[’'])) [a-z].*")
_NAME_LAST = re.compile(rf"(?<![\w’'.-])(?P<name>{NAME})\s*$")
_PLACED = re.compile(rf"\b(?:in|of|from|near|at) {NAME}$")
_ONE_NAME = re.compile(rf"\s*{NAME}\s*")
_ABOUT = re.compile(
    r"(?:[Aa]bout|[Oo]ver|[Uu]nder) "
    r"(?=(?:\d+|half|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)


def _is_named(words: str) -> bool:
    """Whether words are somebody's first and last name, and so no place."""
    name = read_name(words.strip())
    return name is not None and name.kind == "person"


def _is_office(words: str) -> bool:
    """``Pentagon spokesman``: a capital first and a small word last, so no name."""
    return " " in words and words.split()[-1].islower() and words[:4] not in ("The ", "the ")


def _phrase_back(masked: str, low: int, high: int) -> Span | None:
    """Gather words leftward until one that cannot belong to a noun phrase."""
    low = max(low, high - 160)
    words = _WORD.findall(masked, low, high)
    first, start = len(words), high
    while first and not _ends_phrase(words, first, len(words)):
        first -= 1
        start = masked.rfind(words[first], low, start)
    if first == len(words):
        return None
    if words[first].lower() in _PREPOSITIONS:  # "In a speech on Monday Kim"
        if number := _ABOUT.match(masked, start, high):  # "about half of voters"
            return Span(number.end(), high)
        if bounded := _bounded(masked, low, Span(start, high)):
            return bounded
        names = list(_NAMES.finditer(masked, start, high))
        return Span(*names[-1].span()) if names else None
    end = start + len(masked[start:high].rstrip(" ,;:—–"))
    return Span(start, end) if end > start else None


def _ends_phrase(words: list[str], first: int, last: int) -> bool:
    """Whether the phrase ``words[first:last]`` cannot take in the word before it."""
    word = words[first - 1]
    bare = word.strip(".,;:()[]—–-").lower()
    empty = first == last
    if word[0] in PLACEHOLDERS or last - first > 14:
        return True
    if not empty and (word[-1] in ",;:—–)" or not bare or words[first].lower() in _PRONOUNS):
        return True
    if bare in _PRONOUNS:
        return not empty
    if bare in ("and", "or") and not empty and first > 1:
        left, right = words[first - 2], words[first]
        return not (left[0].isupper() and right[0].isupper() and left[-1] != ",")
    return bare in _CLAUSE_OPENERS or (not empty and _is_inflected(word))


def _is_inflected(word: str) -> bool:
    """Whether a word is a reporting verb in a form that is not a noun: ``said``, not ``press``."""
    verb = languages.read().reporting_verbs.get(word)
    return verb is not None and word != verb.lemma and not word.endswith("ing")


_AFTER_END = re.compile(
    rf"[,;:—–(\n{PLACEHOLDERS}]|"
    rf"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Fr))(?<!\b(?:{'|'.join(SHORT_TITLES)}))"
    r"(?<!\b(?:Brig|Capt|Prof|Cmdr|Supt))\.(?=\s|$)|"
    r"\s(?:in|on|at|during|after|when|while|as|to|before|about|last|this|earlier|yesterday|today|"
    rf"that|who|whose|which|through|by|because|via|upon|until|if|whether|but|following|{DAY})\b"
)
_AFTER_START = re.compile(
    r"\s*(?=\w)(?!(?:in|on|at|to|that|during|when|while|as|of|after|before|about|by|with|for|from|"
    r"and|but|or|so|if|there|here|how|why|what|not|(?!early|daily|weekly|only|family)[a-z]+ly|"
    rf"last|this|yesterday|today|later|earlier|{DAY})\b)"
)


def subject_after(masked: str, low: int, high: int) -> Span | None:
    """The noun phrase that begins just after a verb that ends at ``low``."""
    begin = _AFTER_START.match(masked, low, high)
    if not begin:
        return None
    stop = _AFTER_END.search(masked, begin.end() + 1, high)
    end = begin.end() + len(masked[begin.end() : stop.start() if stop else high].rstrip(" .,\r\n"))
    if end <= begin.end():
        return None
    return several.those_after(masked, Span(begin.end(), end), high)


# "for the first time since Kim was acquitted, relating": not Kim relates
_EMBEDDED = re.compile(rf"\b(?:{SUBORDINATOR})\s$", re.IGNORECASE)
_OPENS = re.compile(rf"\b(?:{SUBORDINATOR})\s", re.IGNORECASE)
_DETERMINER = "(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) "
_SUBJECT_VERB = re.compile(
    rf"\b(?P<source>{PRONOUN}|"
    rf"(?:{_DETERMINER})?(?:[a-z][\w-]* ){{0,2}}?{NAME}|"
    rf"{_DETERMINER}(?:[\w-]+ )?[\w-]+) (?:\([^)]*\),? )?(?:\w+ly |also |then )?(?:{PAST})\b"
)
_NOBODY = frozenset(
    [
        *("nobody", "no one", "there", "this", "that", "correction", "editor’s note"),
        *("the", "a", "an", "his", "her", "their", "its", "in", "on", "at", "of", "to", "for"),
        *("from", "but", "and", "or", "with", "as", "by", "if", "when", "while"),
    ]
)


_VERB = re.compile(rf"\s(?:{PAST})\b")


def introducing(masked: str, low: int, high: int) -> Span | None:
    """The subject of a line that introduces what follows: ``The union listed its demands:``."""
    verb = _VERB.search(masked, low, high)
    found = subject_before(masked, low, verb.start()) if verb else None
    return found or sentence_subject(masked, low, high)


_NEGATED = re.compile(r"(?:n[’']t|\b(?:not|never|nor|refused to|declined to))\s+(?:\w+ly\s+)?$")


def negated(masked: str, cue: Span) -> bool:
    """Whether a verb says that nothing was said: ``didn’t say``, ``never called``, ``refused to``.

    >>> negated("He did not say", Span(11, 14)), negated("He said", Span(3, 7))
    (True, False)
    """
    return bool(_NEGATED.search(masked, max(0, cue.start - 30), cue.start))


def names_somebody(masked: str, source: Span | None) -> bool:
    """Whether a source names anybody: not nobody, ``it is said``, or a word before a noun."""
    if source is None:
        return True
    words = masked[source.start : source.end].strip().lower()
    return words not in _NOBODY and not (words == "it" and _IMPERSONAL.match(masked, source.end))


_IMPERSONAL = re.compile(
    r" (?:is|was|has been|had been) (?:\w+ly )?(?:[a-z]+ed|said|thought|told|known)\b"
)
