"""Whether a passage denies what another asserts: the reporting verb belongs to the statement."""

from __future__ import annotations

import re
from functools import cache

from analysis import languages
from analysis.measures.overlap.features import negated

_BEFORE = 80  # characters before a clause in which its reporting verb is looked for
_BETWEEN = r"(?:\s+[\w’'.-]+){0,3}?"  # "denied on Monday that"
_LEADS = r"[\s,:]*(?:that|whether|if|to|having)?[\s,:]*[“„\"'‘«(]*\s*$"
_LEAST = 4  # letters of a word whose opposite is made with a prefix


@cache
def _denial() -> re.Pattern[str]:
    """A denying verb, or a negated reporting verb, that leads up to what follows it."""
    language = languages.read()
    verbs = (form for form, verb in language.reporting_verbs.items() if verb.use != "thought")
    reporting = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    denials = "|".join(sorted(map(re.escape, language.words["denials"])))
    not_ = r"(?:never|not|nobody|no one|cannot|n[’']t)"
    return re.compile(
        rf"(?:\b(?:{denials})\b{_BETWEEN}|(?:\b|(?<=\w)){not_}\b{_BETWEEN}\s+(?:{reporting})\b"
        rf"(?:\s+[\w’'.-]+){{0,2}}?){_LEADS}",
        re.IGNORECASE,
    )


def denied(text: str, start: int) -> bool:
    """Tell whether what begins at a place of a text is reported as denied, or as not said.

    >>> text = "Quill denied that she had gone. Quill never said “I will go”. Quill said she knew."
    >>> [denied(text, text.index(words)) for words in ("she had", "I will", "she knew")]
    [True, True, False]
    """
    before = text[max(0, start - _BEFORE) : start]
    before = re.split(r"[.!?;]\s|\n", before)[-1]
    return _denial().search(before) is not None


def opposed(base: list[str], other: list[str]) -> bool:
    """Tell whether the words of one side only are negated, or one has a word's opposite.

    >>> opposed(["it", "is", "safe"], ["it", "is", "unsafe"]), opposed(["go"], ["go"])
    (True, False)
    """
    if negated(base) != negated(other):
        return True
    gone, new = set(base) - set(other), set(other) - set(base)
    prefixes = languages.read().words["negating_prefixes"]
    opposites = {prefix + word for word in gone | new if len(word) >= _LEAST for prefix in prefixes}
    return any(
        word in opposites and any(word == prefix + w for w in across for prefix in prefixes)
        for side, across in ((gone, new), (new, gone))
        for word in side
    )
