"""A text made ready for the rules of attribution: quotations masked, cues and sentences found.

The rules read a *masked* text, in which every quotation is replaced by
placeholders of the same length, so that what stands inside marks can neither
end a sentence nor look like a cue. Offsets stay those of the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from analysis import languages
from analysis.reading.quotes import candidates
from analysis.reading.quotes.marks import Quoted

# A masked quotation is a run of INSIDE whose last character keeps how it ended:
# with a comma, with ? or !, with a full stop, or with none of them.
INSIDE, COMMA, STOP, FULL, BARE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
PLACEHOLDERS = INSIDE + COMMA + STOP + FULL + BARE

CAPITALS = "A-ZÀ-ÖØ-ÞĆČĎĐĞİŁŃŇŘŚŞŠŤŮŹŻŽ"
_STRAY = re.compile(f"[{PLACEHOLDERS}]")  # the same characters in a text mean nothing here


class Span(NamedTuple):
    start: int
    end: int


class Cue(NamedTuple):
    """A reporting verb in its place.

    ``use`` is the lexicon’s: speech, manner, naming or thought. ``shape``: finite,
    participle, infinitive, passive, phrase ("according to"), or weak where the
    form may be a noun.
    """

    start: int
    end: int
    lemma: str
    use: str
    shape: str


class Article(NamedTuple):
    """One text made ready for the rules.

    ``places`` are those where words of interest may begin, by the name of their list.
    """

    text: str
    masked: str
    quoted: list[Quoted]
    cues: list[Cue]
    cue_starts: list[int]
    sentences: list[Span]
    places: dict[str, list[int]]

    def cues_between(self, low: int, high: int) -> list[Cue]:
        """The cues that start in ``low`` to ``high``, in order."""
        starts = self.cue_starts
        first = bisect_left(starts, low)
        return self.cues[first : bisect_left(starts, high, first)]

    def begins(self, name: str, words: Callable[[], Sequence[str]]) -> list[int]:
        """Where one of these words may begin: found with those of a batch, or in this text."""
        if name not in self.places:
            self.places[name] = candidates.places([self.masked], words())[0]
        return self.places[name]

    def cue_at(self, start: int) -> Cue:
        """The cue that starts here."""
        return self.cues[bisect_left(self.cue_starts, start)]


def prepare(text: str, quoted: list[Quoted]) -> Article:
    """Mask the quotations, find the cues and split the sentences of one text."""
    return batch([(text, quoted)], {})[0]


def batch(
    texts: Sequence[tuple[str, list[Quoted]]], lists: Mapping[str, Callable[[], Sequence[str]]]
) -> list[Article]:
    """Make many texts ready at once, with the places of the words of these lists in each."""
    masked = [_masked(text, quoted) for text, quoted in texts]
    cues = candidates.places(masked, cue_words())
    others = {name: candidates.places(masked, words()) for name, words in lists.items()}
    return [
        _article(text, hidden, quoted, cues[n], {name: each[n] for name, each in others.items()})
        for n, ((text, quoted), hidden) in enumerate(zip(texts, masked, strict=True))
    ]


def _article(
    text: str, masked: str, quoted: list[Quoted], where: list[int], others: dict[str, list[int]]
) -> Article:
    found = candidates.matches(_cue_pattern(), masked, where)
    cues = [_cue(masked, match) for match in found]
    starts = [cue.start for cue in cues]
    return Article(text, masked, quoted, cues, starts, _sentences(masked), others)


def _masked(text: str, quoted: list[Quoted]) -> str:
    stray = any(mark in text for mark in PLACEHOLDERS)
    source = _STRAY.sub("\ufffd", text) if stray else text
    pieces, position = [], 0
    for q in quoted:
        pieces += [source[position : q.outer_start], INSIDE * (q.outer_end - q.outer_start - 1)]
        pieces.append(_ending(text, q))
        position = q.outer_end
    return "".join([*pieces, source[position:]])


def _ending(text: str, q: Quoted) -> str:
    last = text[max(q.start, q.end - 4) : q.end].rstrip()[-1:] if q.how != "running" else "."
    if last in ",—–-" or text[q.outer_end : q.outer_end + 1] == ",":
        return COMMA
    return FULL if last == "." else STOP if last in "!?…" else BARE


# --- cues ---------------------------------------------------------------------------------------


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
def cue_words() -> tuple[str, ...]:
    """Every form in lower case, and the few that open a sentence: ``Said Kim: …``."""
    opening = ("Said", "Says", "Writes", "Wrote", "Adds", "Added", "According to")
    return (*languages.read().reporting_verbs, *opening, "according to")


@cache
def _cue_pattern() -> re.Pattern[str]:
    forms = trie(word for word in cue_words() if not word.endswith("ccording to"))
    return re.compile(rf"(?<![\w’'-])(?:[Aa]ccording to|{forms})(?![\w-])")


_PARTICIPLES = frozenset(["written", "spoken", "known", "shown", "sung", "sworn", "begun"])
_SURE = frozenset(["say", "says", "said", "tell", "tells", "told", "went", "wrote", "spoke"])
_DETERMINERS = frozenset(
    "the a an his her their its my our your this these those no any some of in on for with from by "  # noqa: SIM905
    "under about new public official recent first such each every many news more".split()
)
_PLURAL = frozenset(
    "they I we you who would will could can did may not also people men women".split()  # noqa: SIM905
)
_SINGULAR = frozenset(["he", "she", "it", "to", "has", "had", "have", "but"])
_SUBJECTS = frozenset(["he", "she", "they", "who", "had", "has", "have"])
_PLURAL_ENDS = ("s", "ly", ",", ")", *PLACEHOLDERS)
_PROGRESSIVE = frozenset(
    "is are was were been he’s she’s he's she's they’re they're who’s who's".split()  # noqa: SIM905
)
_BE = frozenset("was were been be being is are am get got when if as once".split())  # noqa: SIM905


def _cue(masked: str, match: re.Match[str]) -> Cue:
    """Read one verb form in its place."""
    form = match[0].lower()
    start, end = match.span()
    if form == "according to":
        return Cue(start, end, form, "speech", "phrase")
    verb = languages.read().reporting_verbs[form]
    return Cue(
        start,
        end,
        verb.lemma,
        verb.use,
        _shape(form, verb.lemma, masked[max(0, start - 24) : start]),
    )


@cache
def _never_nouns() -> frozenset[str]:
    """Verbs whose plain form is no noun: ``and argues`` is a verb, ``and claims`` may be none."""
    return frozenset(verb["lemma"] for verb in languages.read().verbs if not verb["also"])


def _shape(form: str, lemma: str, before: str) -> str:
    """Tell a verb's shape from its form and the words before it."""
    words = before.split() or [""]
    last = words[-1]
    friendly = "-" in last and last.endswith("ly")  # "a business-friendly state": no adverb
    adverb = (last.endswith("ly") and not friendly) or last in ("also", "then")
    if last == "once" and len(words) > 1:  # "a plan he once dismissed"; "once dismissed, …" is none
        adverb = words[-2] in _SUBJECTS or words[-2][:1].isupper()
    verb = words[-2] if adverb and len(words) > 1 else last
    determined = last in _DETERMINERS or last.endswith(("’s", "'s"))
    if form.split()[0].endswith("ing"):  # "pointing out"
        if verb.lower() in _PROGRESSIVE:
            return "finite"  # "Kim is telling voters that …"
        return "weak" if determined else "participle"
    if verb == "to":
        return "infinitive"
    if form == "told" and verb in _BE:
        return "passive"
    if form in _SURE or " " in form:
        return "finite"
    if form in _PARTICIPLES:
        return "passive"
    if determined:
        return "weak"
    if form in (lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"):
        plural = last in _PLURAL or (last.endswith(_PLURAL_ENDS) and not friendly)
        singular = form != lemma and (last in _SINGULAR or last[:1].isupper())
        singular |= form != lemma and last == "and" and lemma in _never_nouns()
        return "finite" if plural or singular else "weak"
    bare = verb.lower().replace("’", "'").removesuffix("n't")  # "Kim isn't expected to come"
    return "passive" if bare in _BE else "finite"


# --- sentences ----------------------------------------------------------------------------------

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Maj|Brig|Adm|Cmdr|"
    r"Prof|Rev|Hon|Pres|Sec|Pfc|Cpl|Spc|Pvt|Det|Supt|Fr|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|"
    r"Co|Ltd|Calif|Fla|Ill|Mass|Mich|Minn|Pa|Va|Wash|Wis|Ariz|Colo|Conn|Ga|Tenn|Tex)|\.[A-Za-z])$"
)
_END = f".!?…{STOP}{FULL}"
# What begins with one set of characters is looked for fast; what must be before comes after it.
_BOUNDARY = re.compile(
    rf"[\n{_END}](?:(?<!\n)(?<![{_END}].)[.!?…)\]’']*\s+(?=[{CAPITALS}\[({INSIDE}])|(?<=\n)\s*|"
    rf"(?<=[a-z][a-z][.!?])(?=[A-Z][a-z’']+[ ,]|[{INSIDE}])|"  # "wants action.Ann left"
    rf"(?<=[{STOP}{FULL}])(?=[A-Z][a-z’']+ ))",
    re.DOTALL,
)
# "… in the U.S. He says …"
_OPENER = re.compile(
    r"(?:He|She|It|They|We|The|This|That|These|But|And|In|On|At|His|Her|Their|If|When|While|After|"
    r"As|For|There) "
)
_NAME_AND_VERB = re.compile(rf"(?:[{CAPITALS}][\w’'.-]*\s+){{1,5}}(?P<verb>[a-z]+)\b")


def _sentences(masked: str) -> list[Span]:
    starts = [0, *(m.end() for m in _BOUNDARY.finditer(masked) if _is_boundary(masked, m))]
    ends = [*starts[1:], len(masked)]
    return [part for a, b in zip(starts, ends, strict=True) for part in _within(masked, a, b)]


# What a rule looks at grows with the sentence; the longest of 23,000 had 3,257 characters.
_LONGEST = 4_000


def _within(masked: str, low: int, high: int) -> Iterator[Span]:
    """A sentence, or the parts of one so long that it is none, cut at spaces."""
    while high - low > _LONGEST:
        space = _SPACE.search(masked, low + _LONGEST, high)
        if not space:
            break
        yield Span(low, space.end())
        low = space.end()
    if low < high:
        yield Span(low, high)


_SPACE = re.compile(r"\s+")


def _is_boundary(masked: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends here: not at an abbreviation, nor at ``“Really?” Kim asked``."""
    first = masked[match.start()]
    if "\n" in match[0]:
        return True
    if first == ".":
        short = _ABBREVIATION.search(masked, max(0, match.start() - 6), match.start())
        return not short or (short[0][0] == "." and bool(_OPENER.match(masked, match.end())))
    after = _NAME_AND_VERB.match(masked, match.end()) if first == STOP else None
    return not (after and after["verb"] in languages.read().reporting_verbs)
