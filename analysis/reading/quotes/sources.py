"""The words of a source: made clean, and whether they name anybody who can speak.

``Nora Quill won’t`` → Nora Quill; ``R-Ohio``, ``Typically`` and ``the visit`` are nobody. A wrong
name is worse than none, so what is not plainly a person, a body or a writing is refused.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis import languages
from analysis.reading.quotes import phrases
from analysis.reading.quotes.masking import Article, Span
from analysis.reading.quotes.names import WRITINGS, noun_gender, read_name
from analysis.reading.quotes.openers import inside_a_sentence

# --- made clean ---------------------------------------------------------------------------------

_HEAD = re.compile(r",(?!\d)| who\b| which\b| whose\b|\s?\(|\s[—–-] ")  # what follows says more
_LEADING = re.compile(
    r"(?:(?:And|But|Even|However|Later|Earlier|Meanwhile|Still|Also|Yet|Then|So|Now|Once|Only|"
    r"Though|Although|While|When|As|Within|Dear|[A-Z]\w+ly|[A-Z]\w+day|and|but|as|while|when),? )+"
)
_TRAILING = re.compile(
    r"(?:^|\s+)(?:is|was|were|are|has|had|have|did|does|do|will|would|could|can|may|might|should|"
    r"must|been|being|be|\w+n[’']t|also|then|later|once|never|not|just|still|even|now|again|almost|"
    r"himself|herself|themselves|itself|recently|already|often|ever|of|and|[a-z]+ly|"
    r"(?:on )?(?!Today\b)[A-Z][a-z]+day|"
    r"(?:this|last) (?:week|month|year|morning|evening|night)|for (?:weeks|months|years|decades)|"
    r"at (?:the|that) time|at first|released|published|conducted|obtained|interviewed|involved|"
    r"quoted|quoted as|as|at one point)$"
)
_CONTRACTED = re.compile(r"^([Ii]|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t)[’'](?:m|re|ve|d|ll|s)$")
# "18-year-old brother Bo": Bo
_AGED = re.compile(rf"^(?:the |a |an )?(?:\d+-)?year-old (?:[a-z-]+ ){{0,3}}(?={phrases.NAME}$)")
_FAMILY = frozenset(["family", "assembly", "ally", "bully", "rally"])
_OF_PLACE = re.compile(r" (?:of|from|in|with|at|on) (?:the )?[A-Z]")
_LAST_NAME = re.compile(r"(?:[A-Z][\w’'.-]* )*[A-Z][\w’'.-]*$")
# "Hume linked", "Quill also struck an ominous": a name, and then its verb
_NAME_AND_VERB = re.compile(
    rf"(?P<name>(?:[Tt]he )?{phrases.NAME})(?<![’']s)(?: also| then| \w+ly)?"
    rf" (?:{phrases.PAST})\b"
)
_TITLED = re.compile(rf"\b([a-z]+) {phrases.NAME}$")
# "a deal that Quill said", "a man whom the mayor called"
_RELATIVE = re.compile(rf"^(?:who|whom|which|where|because) (?=(?:the )?{phrases.NAME}$)")
_SUBORDINATE = re.compile(
    r"(?:where|who|which|whose|whom|if|If|Had|Were|Should|whether|of|because|than) "
)
_OWNED_OWNER = re.compile(r"(?<=[a-z])[’'`]s$")


@lru_cache(maxsize=1 << 14)
def clean(surface: str) -> str:
    """A source without what is no part of a name: openers, helping verbs, more about the speaker.

    >>> [clean(s) for s in ("Nora Quill won’t", "Even the Pope", "the minister was", "didn’t")]
    ['Nora Quill', 'the Pope', 'the minister', '']
    >>> clean("Dr. Nora Quill of the Institutes of Health"), clean("Crane also struck an odd")
    ('Dr. Nora Quill', 'Crane')
    """
    head = _HEAD.split(surface.strip(), maxsplit=1)[0].strip(' .:;,“”"')
    head = head.lstrip("(") if ")" not in head else head
    head = _AGED.sub("", _CONTRACTED.sub(r"\1", head))
    if opened := _LEADING.match(head):
        head = head[opened.end() :]
    while (tail := _TRAILING.search(head)) and head.split()[-1].lower() not in _FAMILY:
        head = head[: tail.start()]
    if head[:1] == "(":
        return ""
    if (acts := _NAME_AND_VERB.match(head)) and read_name(acts["name"]):
        titled = _TITLED.search(head, acts.end())  # "Iranian armed forces spokesman Ali Roe"
        head = head if titled and noun_gender(titled[1]) else acts["name"]
    head = _RELATIVE.sub("", head)
    if _SUBORDINATE.match(head):
        return ""
    head = head.rpartition(" that ")[2]  # "reports that Quill"
    if head and head.split()[-1].islower():
        head = _OWNED_OWNER.sub("", head)
    return _without_place(head)


def _without_place(head: str) -> str:
    """``Committee Chairman Nora Quill of Maine`` → what stands before the place."""
    for place in _OF_PLACE.finditer(head):
        run = _LAST_NAME.search(head, 0, place.start())
        if run is None or (name := read_name(run[0])) is None:
            continue
        full = head.startswith(run[0]) and (
            (name.kind == "maybe" and " " in run[0])
            or (name.kind == "single" and place[0].startswith(" on "))  # "Quill on Meet the Press"
        )
        if name.kind == "person" or full:
            return head[: place.start()]
    return head


# --- nobody -------------------------------------------------------------------------------------

NO_SPEAKER = frozenset(
    "i we you us me nobody none one everyone everybody someone somebody anyone anybody there this "  # noqa: SIM905
    "that these those which what whose nothing something everything others some many few all both "
    "media so such no-one correction editor note update clarification today yesterday the a "
    "an".split()
) | {
    "no one",
    "the facts",
    "the truth",
    "editor’s note",
    "editor's note",
    "most",
    "several",
    "each",
    "either",
    "neither",
}
PARTY_TAG = r"(?:[RDIL]|Rep|Dem|Ind|Lib|Con|Lab)\.?-[A-Z][\w.]*(?: [A-Z][\w.]*)?"
# A party and a state, a single letter, a link's label; or words with a verb: part of a sentence.
_SCRAP = re.compile(
    rf"{PARTY_TAG}$|\w$|00|(?:It|That|There|This|What|Here|Let|He|She|We|They|You|I)[’'][a-z]+ |"
    rf".*\bMORE$|[A-Z](?:\.[A-Z])?\.?\)?$|\w+\.?\)$|"
    r".*\b(?:was|were|is|are|has|had|have|will|would)\b",
    re.DOTALL,
)


@lru_cache(maxsize=1 << 14)
def is_scrap(words: str) -> bool:
    """Whether a source names nobody: ``R-Ohio``, ``D.C.``, ``More``, ``the move was intended``.

    >>> is_scrap("R-Ohio"), is_scrap("D.C."), is_scrap("Capt"), is_scrap("Nora Quill")
    (True, True, True, False)
    """
    low = words.lower().rstrip(".")
    return (
        bool(_SCRAP.match(words))
        or low in languages.read().function_words
        or low in NO_SPEAKER
        or (low in _short() and words.rstrip(".") not in languages.read().given_names)
        or languages.read().name_heads.get(words.rpartition(" ")[2]) == "event"
    )


@cache
def _short() -> frozenset[str]:
    """Abbreviations that begin a name or stand for a state, in small letters: never a name."""
    known = languages.read()
    short = (form for form, written_out in known.states.items() if form != written_out)
    return frozenset([*known.abbreviations, *(form.lower() for form in short)])


_ENDINGS = ("ing", "ed", "es", "s", "ly")


def opens_only(article: Article, source: Span, word: str) -> bool:
    """Whether a single word may have its capital from the sentence's start: ``Typically said …``.

    It has where it opens its sentence, is an ordinary word, and the article never writes it with
    a capital elsewhere.
    """
    known = languages.read()
    if word.isupper() or not word.isalpha() or word in known.given_names:
        return "-" in word and word[:1].isupper()
    if word in known.countries or word in known.states.values():
        return False
    before = article.text[: source.start].rstrip(" \t“”\"‘’'([")
    if before and before[-1] not in ".!?…:\n":
        return False
    if inside_a_sentence(article.text, word):
        return False
    low = word.lower()
    if can_speak(low):
        return False
    stems = (low, *(low.removesuffix(end) for end in _ENDINGS if low.endswith(end)))
    return any(stem[:6] in known.word_rarity for stem in stems)


# --- who can speak ------------------------------------------------------------------------------

BODIES = frozenset(
    "company union group agency newspaper paper court campaign firm organization organisation "  # noqa: SIM905
    "association network magazine party committee commission council ministry department bank "
    "university school hospital bureau office board institute foundation charity government "
    "administration station channel broadcaster outlet site team club".split()
)
_MORE_BODIES = frozenset(
    "army assembly authority authorities bloc cabinet caucus center centre chamber church city "  # noqa: SIM905
    "coalition college command consulate corporation county country delegation division economy "
    "embassy establishment faction federation force forces industry intelligence jury league "
    "legislature military monarchy mosque movement nation navy panel parliament presidency regime "
    "registry secretariat section senate service services shop side squad state store summit "
    "syndicate system task think-tank tank town trade tribunal tribe troupe unit village house "
    "camp media press public police family crowd couple pair duo side generation majority "
    "minority people community communities opposition leadership "
    "vestry synod diocese parish congregation staff base electorate world left right".split()
)
_DOCUMENTS = frozenset(
    "analysis analyses assessment audit bill bulletin chart code constitution contract data draft "  # noqa: SIM905
    "dossier estimate estimates evidence figures file files findings forecast guidelines index "
    "investigation law leaflet listing manual manifesto measure motion notice numbers order "
    "petition plan policy polling projection proposal record records regulation regulations "
    "research resolution results review rule rules settlement source sources statistics "
    "suit testimony theory transcripts warrant minutes blog forum magazine literature".split()
)
_AMOUNTS = frozenset(
    "percent percentage third thirds half quarter fifth majority plurality number handful dozen "  # noqa: SIM905
    "dozens hundreds thousands millions share many most some few several others".split()
)
_PEOPLE = re.compile(
    r"(?:ers|ors|ists|ians|icans|ees|ants|ents|crats|folks?|men|women|people|ings?|als|ives|ites|"
    r"eyes|ans|youths|kids|bodies|parties|groups|unions|experts?)$"
)
_MORE = re.compile(r" (?:of|for|to|at|in|on|from|with|that|by|on|over|about|who|near|across)\b")


def noun(head: str) -> str:
    """The noun of a description: ``the mother of three`` → mother."""
    words = _MORE.split(head, maxsplit=1)[0].split()
    return words[-1].lower() if words else ""


@lru_cache(maxsize=1 << 14)
def can_speak(head: str) -> bool:
    """Whether a description is of somebody or something that says anything.

    >>> [can_speak(s) for s in ("the senior official", "the poll", "the visit", "a third of us")]
    [True, True, False, True]
    """
    head = _SOME_OF.sub("", head)
    before = [head[: m.start()] for m in _PARTICIPLE.finditer(head)]
    return any(_speaks(noun(part)) for part in (head, *before)) or "%" in head


# "one of the prosecutors": the prosecutors
_SOME_OF = re.compile(
    r"(?:\w+ )?(?:one|two|three|some|many|most|all|several|both|few|none|members?|half|dozens|"
    r"hundreds|thousands|ranks|crowds?|\w+ty(?:-\w+)?) of (?=the |his |her |its |their |these )",
    re.I,
)
_PARTICIPLE = re.compile(
    r" (?:familiar|close|earlier|later|last|this|such|like|likely|alike|a|not|[a-z]+ed|[a-z]+ing)\b"
)


def _speaks(own: str) -> bool:
    """Whether a noun, in small letters, is of somebody or something that says anything."""
    word = own.rpartition("-")[2]
    forms = (own, word, word.removesuffix("s"), word.removesuffix("es"))
    if word.endswith("ies"):
        forms += (word[:-3] + "y",)
    lists = (BODIES, _MORE_BODIES, WRITINGS, _DOCUMENTS, _AMOUNTS)
    known = any(noun_gender(form) or any(form in words for words in lists) for form in forms)
    return known or any(c.isdigit() for c in own) or bool(word[-1:] == "s" and _PEOPLE.search(word))
