"""Several who say one thing: ``Kim, Lee and the Guild said``, ``Kim and other experts``."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis import languages
from analysis.reading.quotes.masking import Span
from analysis.reading.quotes.names import OPENERS, is_somebody, read_name
from analysis.reading.quotes.sentence_subjects import NAME

_PLAIN = (
    "(?!(?:an?|and|as|at|after|before|but|by|during|for|from|if|in|into|like|of|on|or|over|since|"
    "than|that|to|under|when|where|while|who|with) )"
)
_ONE = rf"(?:[Tt]he )?(?:{_PLAIN}[a-z]+ ){{0,2}}?{NAME}(?: and {NAME})?(?: \([^()]{{1,12}}\))?"
_WHAT = r"(?P<what>, an? [^,]{2,50})?"  # "Kim, a Democrat, and Lee"
_ROLE = r"[Tt]he (?:[a-z-]+ )?[a-z-]+"
_OTHERS = r"(?:(?:some|several|many|two|three|a few|dozens of) )?others?(?: [\w-]+){1,3}"
_LIST = re.compile(
    rf"(?<![\w’'.-])(?P<first>{_ONE}(?: [a-z]+s)?|{_ROLE}){_WHAT}(?:, {_ONE}){{0,6}}(?:,? and|,) $"
)
_NEXT = re.compile(rf"(?:{_ONE}|{_ROLE}|{_OTHERS})(?:(?:,? and |, )(?:{_ONE}|{_ROLE}|{_OTHERS}))?")
_JOINED = re.compile(
    rf"(?:{_ONE}(?: [a-z]+s)?|{_ROLE}){_WHAT}(?:, {_ONE}){{0,6}},? and (?:{_ONE}|{_ROLE}|{_OTHERS})"
)
_OTHERS_ONLY = re.compile(_OTHERS)
_ALL = re.compile(r"(?: have| had)? (?:all|both|each)$")
_COMMAS = re.compile(r",? and |, ")
_BEGINS = frozenset(
    ("", "but", "and", "that", "both", "yet", "then", "which", "what", "where", "because", "as")
) | {"if", "when"}
_FURTHER = re.compile(rf"(?:, {NAME}){{1,6}},? and {NAME}(?=[.,;]|\s*$)")
_NAME = re.compile(NAME)
_OF = re.compile(r"\b(?:[Tt]he )?[A-Za-z][a-z-]+ (?:of|for|from) $")
_OF_SOME = re.compile(
    rf"(?:[Tt]he )?(?P<noun>[A-Za-z][a-z-]+) (?:of|for|from) {NAME}(?:, {NAME})*,? and {NAME}"
)
_APART = ("Besides", "Including", "Excluding", "Outside", "Beyond", "Via")
_REACH = 160  # characters before the last one that a list may take


def all_of(masked: str, low: int, last: Span) -> Span:
    """The list that ends in a subject, where it begins its clause, else the subject alone.

    >>> text = "Nora Quill, the Guild and other experts said"
    >>> all_of(text, 0, Span(26, 39))
    Span(start=0, end=39)
    >>> all_of("He met Nora Quill and the Guild said", 7, Span(22, 31))[0] == 7
    True
    """
    before = masked[max(low, last.start - 5) : last.start]
    joined = before.endswith(" and ")
    words = masked[last.start : last.end]
    if joined or " and " in words:
        words = _ALL.sub("", words)
    if " and " in words:
        last = Span(last.start, last.start + len(words))
    if (
        words[:2].strip() == "I"
        or not (joined or (before.endswith(", ") and " and " in words))
        or not _NEXT.fullmatch(words)
    ):
        return last
    found = _LIST.search(masked, max(low, last.start - _REACH), last.start)
    if not found:
        return last
    if not _is_clause(masked, low, found.start()):
        of = _OF.search(masked, low, found.start())  # "Leaders of Maine, Ohio and Texas said"
        of_clause = of and _is_clause(masked, low, of.start())
        return Span(of.start(), last.start + len(words)) if of and of_clause else last
    first = found["first"]
    if found["what"] and words[0].islower() and words[:4] != "the ":
        # "Kim, a rancher and lifelong Republican"
        return Span(found.start(), found.start() + len(first))
    if first.split()[-1].islower() and not is_somebody(first.split()[-1]):
        return last
    start, opener = found.start(), first.split()[0]
    if opener in _APART or (opener in OPENERS and opener not in ("The", "Both")):
        if opener.lower() not in _BEGINS:
            return last  # "On Facebook, Kim and Lee said"
        start += len(opener) + 1
    return Span(start, last.start + len(words))


def _is_clause(masked: str, low: int, start: int) -> bool:
    """Whether nothing that belongs to a list's clause stands before it."""
    before = masked[low:start].rstrip(" ,").rpartition("\n")[2]
    word = (before.split() or [""])[-1].lower()
    return word in _BEGINS or word in "•*-–—:"


def those_after(masked: str, found: Span, high: int) -> Span:
    """``said Kim, Lee and Moor.``: all three, where each is a person's name."""
    if masked[found.end : found.end + 1] != ",":
        return found
    more = _FURTHER.match(masked, found.end, high)
    if not more or not _NAME.fullmatch(masked, *found):
        return found
    names = [read_name(name[0]) for name in _NAME.finditer(masked, found.start, more.end())]
    people = all(name and name.kind in ("person", "maybe") for name in names)
    return Span(found.start, more.end()) if people else found


def each(surface: str, known: Callable[[str], object]) -> list[str]:
    """The members of a list of speakers; none where a source is no list, or one body.

    ``known``: whether words are one actor's name.

    >>> each("Nora Quill, the Guild and other experts", one_body)
    ['Nora Quill', 'the Guild', 'other experts']
    >>> each("the Food and Drug Administration", one_body)
    []
    """
    if " and " not in surface or not _JOINED.fullmatch(surface):
        return []
    members: list[str] = []
    for words in _COMMAS.split(surface):
        if members and known(f"{members[-1]} and {words}"):
            members[-1] += f" and {words}"
        elif words[:2] != "a " and words[:3] != "an ":
            members.append(words)
    role = members[0].split()[-1]
    if role.islower() and role[-1] != "s" and surface.startswith(f"{members[0]}, "):
        members.pop(0)  # "The consultant, Andy Moor, and Kim": two
    return members if len(members) > 1 else []


def are_others(words: str) -> bool:
    """Whether words are those who are said to agree, and nobody: "other experts".

    >>> are_others("other Western media"), are_others("the Guild")
    (True, False)
    """
    return _OTHERS_ONLY.fullmatch(words) is not None


def whole(surface: str) -> str | None:
    """A source whose list says of whom or of what it is: ``Leaders of Maine, Ohio and Texas``.

    Empty where that is nobody: ``the cases of Kim, Lee and Quill``; None where it is none.

    >>> whole("The Bureau of Lamps, Mines and Metals"), whole("Kim of Maine, Lee and Quill")
    ('Bureau of Lamps, Mines and Metals', None)
    """
    found = _OF_SOME.fullmatch(surface) if "," in surface else None
    if not found:
        return None
    noun = found["noun"]
    heads = languages.read().name_heads
    if is_somebody(noun.lower()) or heads.get(noun) == "organisation":
        return surface[found.start("noun") :]
    return "" if noun.islower() else None


def one_body(words: str) -> bool:
    """Whether two names joined by "and" are one body's: ``the Food and Drug Administration``.

    One side is an ordinary word that names nobody; the other ends in a body's noun, or says of
    what it is (``the Department of Roads and Bridges``).
    """
    words = words.removeprefix("the ").removeprefix("The ").partition(" (")[0]
    left, _, right = words.partition(" and ")
    heads = languages.read().name_heads
    if ordinary(right):
        return " of " in left or " for " in left
    body = heads.get(right.rpartition(" ")[2]) == "organisation"
    return ordinary(left) and " " in right and body and right[:4].lower() != "the "


def ordinary(word: str) -> bool:
    """Whether a word with a capital is no name of its own: ``Food``, ``Prevention``."""
    known = languages.read()
    named = word in known.given_names or word in known.countries or word in known.name_heads
    return word.isalpha() and word.lower()[:6] in known.word_rarity and not named
