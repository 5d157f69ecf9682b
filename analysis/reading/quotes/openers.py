"""Words whose capital is the sentence's: ``Added Quill`` is Quill, ``Typically`` nobody."""

from __future__ import annotations

from functools import cache

from analysis import languages
from analysis.reading.quotes.names import Name, read_name


@cache
def _verbs() -> frozenset[str]:
    return frozenset(
        form for verb in languages.read().verbs for form in (verb["lemma"], verb["past"])
    )


def without_opener(text: str, start: int, name: Name) -> Name:
    """A name at a place of a text without a verb that opens its sentence.

    >>> without_opener("Meet Nora Quill.", 0, read_name("Meet Zora Quill")).text
    'Zora Quill'
    """
    first, _, rest = name.text.partition(" ")
    if name.kind != "maybe" or not rest or first.lower() not in _verbs():
        return name
    opens = text[:start].rstrip(" \t“\"‘'(")[-1:] in ("", ".", "!", "?", ":", "\n", "”")
    found = read_name(rest) if opens and not inside_a_sentence(text, name.text) else None
    return found or name


def inside_a_sentence(text: str, word: str) -> bool:
    """Whether a text has a word, as it is written, after another word: not as an opener."""
    place = text.find(f" {word}")
    while place > 0:
        after = text[place + len(word) + 1 : place + len(word) + 2]
        if (text[place - 1].isalnum() or text[place - 1] in ",;") and not after.isalnum():
            return True
        place = text.find(f" {word}", place + 1)
    return False
