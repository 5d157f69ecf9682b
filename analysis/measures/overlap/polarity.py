"""Whether a passage denies what another asserts: the reporting verb belongs to the statement."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis import languages
from analysis.measures.overlap.features import negated, stem, terms

_BEFORE = 120  # characters before a clause in which its reporting verb is looked for
_AFTER = 90  # and after it
_WORD = r"[\w’'.-]+"
_THAT = r"(?:that|whether|if|to|having|ever|how|why|when)"
_LEADS = rf"[\s,:]*(?:{_THAT}[\s,:]*){{0,2}}[“„\"'‘«(]*\s*$"
_NOT = r"(?:never|not|nobody|no one|cannot|neither|nor|n[’']t)"
_CLAIM = r"(?:accusation|allegation|assertion|charge|claim|notion|report|rumou?r|suggestion)s?"
_KEPT = 20_000  # passages whose reading is kept: each is compared with many others
_LEAST = 4  # letters of a word whose opposite is made with a prefix
_ALIKE = 0.75  # of the shorter side's words of content, for a negation to be of the same thing
_LONGER = 2.0  # times the shorter side's words of content


@cache
def _verbs() -> str:
    """The forms of the reporting verbs, as alternatives."""
    verbs = languages.read().reporting_verbs.items()
    forms = [form for form, verb in verbs if verb.use != "thought"]
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


def _any(name: str) -> str:
    """A list of words as alternatives, the longest first."""
    words = languages.read().words[name]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _denials() -> str:
    """What denies, does not say or only asks about something, as an expression."""
    # words between the verb and what it denies; another report or clause would take them over
    near = rf"(?:\s+(?:{_CLAIM}\b|(?!(?:{_verbs()}|and|but)\b){_WORD})){{0,6}}?"
    saying = rf"(?:\s+(?:ever|having|to))*\s+(?:{_verbs()})"  # "denied having said"
    denied = rf"\b(?:{_any('denials')})\b(?:{near}|{saying})"
    dismissed = rf"\b(?:{_any('dismissals')})\b{near}\s+that"
    unsaid = (
        rf"(?:\b|(?<=\w)){_NOT}\b(?:\s+{_WORD}){{0,3}}?\s+(?:{_verbs()})\b(?:\s+{_WORD}){{0,2}}?"
    )
    untrue = rf"\b(?:{_any('untrue')})\b(?:\s+(?:in|to|about|the|any|all))*(?:\s+{_CLAIM})?\s+that"
    asked = r"\basked(?:\s+\w+){0,3}?\s+(?:whether|if)"
    return rf"(?:{denied}|{dismissed}|{unsaid}|{untrue}|{asked})"


@cache
def _anywhere() -> re.Pattern[str]:
    """A denial, whatever follows it."""
    return re.compile(_denials(), re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    """A denial that leads up to the words which stand next."""
    return re.compile(_denials() + _LEADS, re.IGNORECASE)


@cache
def _following() -> re.Pattern[str]:
    """What follows words that somebody denies having said, or that are denied as a claim."""
    name = rf"(?:(?!(?:{_verbs()}|who|which|that)\b){_WORD}\s+){{0,4}}?"
    unsaid = rf"{name}{_NOT}\b(?:\s+{_WORD}){{0,4}}?\s+(?:{_verbs()})\b"
    taken_back = rf"{name}(?:{_any('denials')})\s+(?:ever\s+)?(?:having\s+)?(?:{_verbs()})\b"
    claim = (
        rf"(?:(?:an?|the)\s+{_CLAIM}\s+(?:that\s+|which\s+)?|which\s+){name}(?:{_any('denials')})\b"
    )
    return re.compile(rf"\s*[,.]?[”\"’'»)]*,?\s*(?:{unsaid}|{taken_back}|{claim})", re.IGNORECASE)


_OPENING = re.compile(rf"(?:{_CLAIM}\s+)?(?:that|whether|if)\s+", re.IGNORECASE)
_ANSWERED = re.compile(r"[^.!?\n]*\bye(?:s|ah)\b", re.IGNORECASE)


def denied(text: str, start: int, end: int | None = None) -> bool:
    """Tell whether a stretch of a text is reported as denied, as not said, or as a question.

    The verb stands before the stretch, or with ``end`` after it. A question that is answered
    with yes denies nothing.

    >>> text = "Quill denied that she had gone. Quill never said “I will go”. Quill said she knew."
    >>> [denied(text, text.index(words)) for words in ("she had", "I will", "she knew")]
    [True, True, False]
    >>> text = "“I will go,” Quill is not known to have said."
    >>> denied(text, 1, 10)
    True
    """
    opening = _OPENING.match(text, start)  # a stretch may begin at "whether", or "claims that"
    before = text[max(0, start - _BEFORE) : opening.end() if opening else start]
    before = re.split(r"[.!?;]\s|\n", before)[-1]
    if found := _leading().search(before):
        asked = found.group().casefold().startswith("asked")
        return not (asked and _ANSWERED.match(text, start if end is None else end))
    return end is not None and _following().match(text[end : end + _AFTER]) is not None


def negative(words: list[str]) -> bool:
    """Tell whether some terms are negated, by a word ("not") or a phrase ("far from").

    >>> negative(["it", "is", "far", "from", "safe"]), negative(["it", "is", "safe"])
    (True, False)
    """
    line = f" {' '.join(words)} "
    return negated(words) or any(
        f" {phrase} " in line for phrase in languages.read().words["negating_phrases"]
    )


def opposed(base: list[str], other: list[str]) -> bool:
    """Tell whether the words of one side only are negated, or one has a word's opposite.

    An opposite is made with a prefix, or is a listed one that stands beside the same word.

    >>> opposed(["it", "is", "safe"], ["it", "is", "unsafe"]), opposed(["go"], ["go"])
    (True, False)
    >>> opposed(["they", "passed", "it"], ["they", "have", "rejected", "it"])
    False
    >>> opposed(["they", "approved", "it"], ["they", "have", "rejected", "it"])
    True
    """
    if negative(base) != negative(other):
        return True
    gone, new = set(base) - set(other), set(other) - set(base)
    if any(
        tuple(sorted((x, y))) in _opposites() and _beside(base, x) & _beside(other, y)
        for x in gone
        for y in new
    ):
        return True
    prefixes = languages.read().words["negating_prefixes"]
    opposites = {prefix + word for word in gone | new if len(word) >= _LEAST for prefix in prefixes}
    return any(
        word in opposites and any(word == prefix + w for w in across for prefix in prefixes)
        for side, across in ((gone, new), (new, gone))
        for word in side
    )


def _beside(words: list[str], word: str) -> set[tuple[int, str]]:
    """The words just before and just after a word, with the side on which they stand."""
    places = [i for i, one in enumerate(words) if one == word]
    before = {(-1, words[i - 1] if i else "") for i in places}
    return before | {(1, words[i + 1] if i + 1 < len(words) else "") for i in places}


@cache
def _opposites() -> frozenset[tuple[str, ...]]:
    """Pairs of words that deny each other, as listed for statements and for claims."""
    language = languages.read()
    pairs = language.words["opposites"] | language.claim_words["opposites"]
    return frozenset(tuple(sorted(pair.split("|"))) for pair in pairs)


def reverses(one: str, other: str) -> bool:
    """Tell whether of two passages of the same words of content one alone is negated.

    The denial may stand in the reporting verb. Where more than a quarter of the shorter one's
    words are others, or one is twice as long, a negation may be of another thing: no answer.

    >>> reverses("Quill said she had taken the money", "Quill denied that she had taken the money")
    True
    >>> reverses("Quill had taken the money", "Roe had not seen anyone that day")
    False
    """
    sides = [_content(text) for text in (one, other)]
    fewer, more = sorted(map(len, sides))
    if more > _LONGER * fewer or not len(sides[0] & sides[1]) >= _ALIKE * fewer > 0:
        return False
    return opposed(terms(one), terms(other)) or _denies(one) != _denies(other)


@lru_cache(_KEPT)
def _denies(text: str) -> bool:
    """Whether some reporting verb of a passage denies what follows it."""
    return _anywhere().search(text) is not None and any(
        denied(text, match.start()) for match in re.finditer(r"(?<=\s)[\w“\"]", text)
    )


@lru_cache(_KEPT)
def _content(text: str) -> frozenset[str]:
    """The stems that say what it is about: not how it is reported, nor what negates it."""
    return frozenset(stem(word) for word in terms(text) if word not in _idle())


@cache
def _idle() -> frozenset[str]:
    """Words of no content: function words, and those that report, deny or negate."""
    language = languages.read()
    lists = language.words
    idle = lists["function_words"] | lists["negations"] | lists["denials"] | lists["dismissals"]
    idle |= frozenset(" ".join(lists["negating_phrases"] | lists["untrue"]).split())
    return idle | language.reporting_verbs.keys()
