"""Word classes without a tagger: one letter a word, so that rules are regular expressions.

A word gets the letter of its class from two lists of our own, or from its form; letters that
may be two things ("plans", "cut", "said") are then settled by their neighbours. Where the
neighbours do not decide, the letter stays open, and what is built on it can abstain.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analysis import languages

# class in word_classes.csv -> its letter
_LETTERS = {
    "determiner": "D", "possessive": "S", "her": "h", "subject": "I", "pronoun": "i",
    "object": "O", "reflexive": "F", "preposition": "P", "of": "o", "by": "Y", "to": "T",
    "time-preposition": "J", "subordinator": "K", "that": "H", "relative": "W", "and": "C",
    "but": "B", "not": "N", "modal": "M", "be": "b", "be-form": "E", "have": "V", "having": "U",
    "do": "Q", "'s": "q", "particle": "L", "adverb": "R", "time": "#", "number": "X",
    "adjective": "A", "noun": "n", "plural": "r", "there": "u",
}  # fmt: skip
# Of open classes: n noun, r plural noun, m name, A adjective, g -ing, p participle, t past tense,
# s third person, v plain verb. Open until settled: e past or participle, k any form ("cut"),
# x noun or verb, z plural or third person, y adjective or verb.

TOKEN = re.compile(
    r"\n+|[^\W\d_]\w*(?:[-'’&]\w+)*\.?(?:\w\.)*|['’]\w+|\d+(?:[.,:]\d+)*(?:[-'’]?\w+)*|``|''|--+|[^\w\s]"
)
_SPLIT = re.compile(r"(?i:(n['’]t)|(['’](?:s|re|ve|ll|d|m)))$")
_MARKS = {
    ",": ",", ";": ";", ":": ":", ".": ".", "?": ".", "!": ".", "(": "(", "[": "(", ")": ")",
    "]": ")", "-": "-", "--": "-", "–": "-", "—": "-", "``": '"', "''": '"', '"': '"', "“": '"',
    "”": '"', "«": '"', "»": '"', "„": '"', "‘": '"', "%": "n", "$": "X", "£": "X", "€": "X",
    "…": ".", "'": "'", "’": "'", "/": "C", "*": ".", "•": "|", "&": "C",
}  # fmt: skip
_ADJECTIVE = re.compile(r"\w{2,}(?:ous|ful|less|ical|istic|atic|\w\wable|ible|esque)$")
_SILENT = re.compile(r"(?:[aeiour][cgsvz]|u|[^aeiou]l|iz|[^aeiou][aiou][kt])$")
_LY_NOUNS = 5


class Words(NamedTuple):
    """The words of one text: the letters of their classes, their places and forms."""

    letters: str
    starts: list[int]
    ends: list[int]
    forms: list[str]


class Verb(NamedTuple):
    """What verbs.csv says of a lemma: what it takes."""

    lemma: str
    takes: frozenset[str]


@cache
def verb_forms() -> dict[str, tuple[str, str]]:
    """Map each form of each known verb to its letter and lemma."""
    found: dict[str, tuple[str, str]] = {}
    for row in languages.read().verbs:
        lemma, also = row["lemma"], row["also"]
        plain = "x" if "n" in also else "y" if "a" in also else "v"
        third = third_person(lemma)
        past, participle = row["past"], row["participle"]
        found.setdefault(row["ing"], ("g", lemma))
        found.setdefault(third, ("z" if "n" in also else "s", lemma))
        if past == lemma:
            plain = "k"
        elif past == participle:
            found.setdefault(past, ("e", lemma))
        else:
            found.setdefault(past, ("t", lemma))
            if participle != lemma:
                found.setdefault(participle, ("p", lemma))
        found[lemma] = (plain, lemma)
    return found


@cache
def verbs() -> dict[str, Verb]:
    """Map each known lemma to what it takes."""
    rows = languages.read().verbs
    return {r["lemma"]: Verb(r["lemma"], frozenset(r["takes"].split())) for r in rows}


def third_person(lemma: str) -> str:
    """Give the form with -s.

    >>> third_person("carry"), third_person("pass"), third_person("say")
    ('carries', 'passes', 'says')
    """
    if lemma.endswith(("s", "x", "z", "ch", "sh", "go", "do", "echo", "veto")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + "s"


@cache
def _closed() -> dict[str, str]:
    classes = languages.read().word_classes
    return {word: _LETTERS[found] for word, found in classes.items()}


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(languages.read().abbreviations)


@cache
def _known() -> dict[str, str]:
    """Letters by form, filled as words are met."""
    return {form: letter for form, (letter, _) in verb_forms().items()} | _closed() | _MARKS


_HELPERS = {"has": "have", "had": "have", "having": "have", "'ve": "have", "’ve": "have"} | {
    "does": "do", "did": "do", "doing": "do", "done": "do"
}  # fmt: skip


def lemma(form: str) -> str:
    """Give the plain form of a verb, by the list or else by its ending.

    >>> lemma("went"), lemma("accused"), lemma("unfriending")
    ('go', 'accuse', 'unfriend')
    """
    low = _HELPERS.get(form.lower(), form.lower())
    found = verb_forms().get(low)
    if found:
        return found[1]
    for ending in ("ing", "ed", "s"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low[: -len(ending)]
            if ending != "s" and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return stem[:-1]
            return stem + "e" if ending != "s" and _SILENT.search(stem) else stem
    return low


def letter(word: str) -> str:
    """Give the letter of a word by itself, as in small letters; names are ``m``."""
    known = _known()
    found = known.get(word)
    if found is None:
        found = _guess(word)
        if len(known) < 200_000:
            known[word] = found
    return found


def _guess(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "X"
    low = word.lower().replace("’", "'")
    if first.isupper():
        closed = _closed().get(low)
        if word.isupper() and len(word) > 1:
            return "m"
        return closed if closed and closed not in "Anr" else "m"
    if low != word:
        return letter(low)
    return _by_ending(low)


def _is_compared(low: str) -> bool:
    """Whether a word is the comparative or superlative of a known adjective: "younger"."""
    stem = low.removesuffix("est") if low.endswith("est") else low.removesuffix("er")
    if stem == low or len(stem) < 3:
        return False
    stems = (stem, stem + "e", stem[:-1] + "y" if stem[-1] == "i" else stem, stem[:-1])
    return any(_closed().get(one) == "A" for one in stems[:3]) or (
        stem[-1] == stem[-2] and _closed().get(stems[3]) == "A"
    )


def _by_ending(low: str) -> str:
    whole, low = low, low.rpartition("-")[2] or low
    if whole != low and (found := _known().get(whole.replace("-", ""))):
        return found
    if low.endswith("ly") and len(low) >= _LY_NOUNS:
        return "R"
    if whole != low and low.endswith(("ed", "ing")):
        return "A"
    if low.endswith("ed") and len(low) >= 5:
        return "e"
    if low.endswith("ing") and len(low) >= 6:
        return "g"
    if _ADJECTIVE.match(low) or _is_compared(low):
        return "A"
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return "r"
    return "n"


@lru_cache(maxsize=64)
def words(text: str, cuts: tuple[int, ...] = ()) -> Words:
    """Cut a text into words and give each the letter of its class.

    ``cuts``: places where a word ends although the text has no space there ("Roesaid").
    """
    spans = [match.span() for match in TOKEN.finditer(text)]
    if cuts:
        spans = list(_cut_at(spans, cuts))
    forms = [text[start:end] for start, end in spans]
    known = _known()
    letters = [known.get(form, "") for form in forms]
    spans, forms, letters = _cut(spans, forms, letters)
    for place in [place for place, found in enumerate(letters) if found in _NAMED]:
        before = letters[place - 1] if place else "."
        if not letters[place] or before in _OPENS:
            letters[place] = _in_place(forms[place], before)
    starts, ends = map(list, zip(*spans, strict=True)) if spans else ([], [])
    return Words(settled("".join(letters)), starts, ends, forms)


def _cut_at(spans: list[tuple[int, int]], cuts: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Cut the words in which one of the places lies between two letters."""
    for start, end in spans:
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
            yield start, cut
            start = cut
        yield start, end


_Spans = list[tuple[int, int]]


def _cut(
    spans: _Spans, forms: list[str], letters: list[str]
) -> tuple[_Spans, list[str], list[str]]:
    """Cut unknown words that are two, and the full stop of a sentence, apart."""
    known = _known()
    places: _Spans = []
    parts: list[str] = []
    found: list[str] = []
    done = 0
    for place in [place for place, letter in enumerate(letters) if not letter]:
        form = forms[place]
        if form[-1] != "." and "'" not in form and "’" not in form:
            continue
        places += spans[done:place]
        parts += forms[done:place]
        found += letters[done:place]
        start = spans[place][0]
        for part in _parts(form):
            places.append((start, start + len(part)))
            parts.append(part)
            found.append(known.get(part, ""))
            start += len(part)
        done = place + 1
    return places + spans[done:], parts + forms[done:], found + letters[done:]


_NAMED = frozenset(("", "m"))
_OPENS = '.|"(:-'


def _parts(word: str) -> list[str]:
    """Cut "didn't", "Kim's" and a full stop that is no abbreviation's off a word."""
    if word[0] == "\n":
        return [word]
    if word[-1] == "." and len(word) > 1:
        stem = word[:-1]
        dotted = "." in stem or (len(stem) == 1 and stem.isupper())
        if not dotted and stem.lower() not in _abbreviations():
            return [*_parts(stem), "."]
        return [word]
    cut = _SPLIT.search(word)
    if cut and cut.start() > 0:
        return [word[: cut.start()], word[cut.start() :]]
    return [word]


def _in_place(word: str, before: str) -> str:
    if word[0] == "\n":
        return "|"
    if word[0].isupper() and before in _OPENS:
        low = word.lower()
        found = _known().get(low)
        plain = found and not word.isupper() and (found != "r" or low in _closed())
        if plain or low in ("i", "a"):
            return found or "n"
    if word[0] in "'’" and len(word) > 1:
        return _closed().get(word.lower().replace("’", "'"), "'")
    return letter(word)


# --- settling ---------------------------------------------------------------------------------

_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        # 's: "is" after a pronoun or before what no noun phrase begins with
        (r"(?<=[IiWHR])q", "b"),
        (r"q(?=[NDSP]|R[^AXnrm])", "b"),
        (r"q", "G"),
        (r"(?<=r)'(?=[nrmAXxzgep])", "G"),
        # her: before a noun its owner
        (r"h(?=[nrmAXxzge#yk])", "S"),
        (r"h", "O"),
        # "that": before a noun after a preposition it points
        (r"(?<=[PoYTb])H(?=[nAx#])", "D"),
        # plain forms after to, modals, do, plural subjects
        (r"(?<=[TMQ])[xyk]", "v"),
        (r"(?<=[TMQ][RNIi])[xyk]", "v"),
        (r"(?<=[TMQ]N[RIi])[xyk]", "v"),
        (r"(?<=I)[xy]", "v"),
        (r"(?<=IR)[xy]", "v"),
        (r"(?<=v[C,])[xy]", "v"),
        (r"(?<=W)x(?=[DSOHT])", "v"),
        (r"(?<![DSAXGonPYEb])x(?=[DSOFI])", "v"),
        (r"(?<=r)x(?=[DSTHhOmXPR])", "v"),
        (r"(?<=r)y(?=[DSOH])", "v"),
        (r"(?<=[DSAXGoPY])v(?=[nrmoP,.])", "n"),
        (r"(?<=[DSG])v", "n"),
        (r"x", "n"),
        # third person or plural
        (r"(?<=[iWHFI])z", "s"),
        (r"(?<=[nmi)]R)z", "s"),
        (r"(?<=[nm)\",F])z(?=[ADSHhTOIiXFRL\"N])", "s"),
        (r"(?<=[nm])z(?=[PJ])(?=[^.,;:|tsbVMQek]{0,60}[.,;:|])(?<!o.z)", "s"),
        (r"(?<=[C])z(?=[DSHO])", "s"),
        (r"(?<=m)z(?=m)", "s"),
        (r"(?<=[m])z(?=[mnrAx])(?=[^.;:|tsbVMQek]{0,60}[.;:|])", "s"),
        (r"z", "r"),
        (r"(?<=[DSAXG])s", "r"),
        # cut, put, set
        (r"(?<=[VbEU])k", "p"),
        (r"(?<=[VbEU][RN])k", "p"),
        (r"(?<=[DSAGX])k", "n"),
        (r"(?<=[nmo])k(?=[nrmo])", "n"),
        (r"k", "t"),
        # an adverb between an article and a noun describes it: "the only witness"
        (r"(?<=D)R(?=[nrm])", "A"),
        # past or participle
        (r"(?<=[VbEU])[et](?=.)", "p"),
        (r"(?<=[VbEU][RN])e", "p"),
        (r"(?<=[VbEU][RN][RN])e", "p"),
        (r"(?<=[DSAXG])[ep](?=[nrmxzAg#])", "A"),
        (r"(?<=[DSAXG][R])[ep](?=[nrmxzA#])", "A"),
        (r"(?<=[PoY,])e(?=[nr])", "A"),
        (r"(?<=[DSG])e(?=[^nrm])", "n"),
        (r"(?<=[IW])e", "t"),
        (r"(?<=[IW]R)e", "t"),
        # -ing
        (r"(?<=[DAXGS])g(?=[nrmA#])", "A"),
        (r"(?<=[DGAS])g", "n"),
        (r"(?<=n)g(?=[rn][PobVMt,.])", "n"),
        (r"y", "A"),
    )
)


def settled(letters: str) -> str:
    """Settle the open letters that their neighbours decide.

    >>> settled("DxTx."), settled("mzDn.")  # "the plan to work.", "Kim plans a visit."
    ('DnTv.', 'msDn.')
    """
    for pattern, to in _RULES:
        letters = pattern.sub(to, letters)
    return letters
