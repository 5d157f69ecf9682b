"""Names in their inflected forms, by the endings that a language's grammar lists."""

from __future__ import annotations

import re

from analysis.languages.grammar import Grammar


def inflected(alias: str, grammar: Grammar | None) -> str:
    """An expression for an alias and its inflected forms, each word by itself.

    >>> re.fullmatch(inflected("Путин", None), "Путин") is not None
    True
    """
    return r"\s+".join(_inflected_word(word, grammar) for word in alias.split())


def _inflected_word(word: str, grammar: Grammar | None) -> str:
    plain = re.sub("[’']", "[’']", re.escape(word))
    if grammar is None or not grammar.endings or len(word) < 3:
        return plain
    ways = "|".join(map(re.escape, sorted(grammar.endings, key=len, reverse=True)))
    if grammar.code == "tr":
        return rf"{plain}(?:[’'](?:{ways}))?"
    stem = word[:-1] if word[-1] in grammar.finals and len(word) > 3 else word
    if stem == word:
        return rf"{plain}(?:{ways})?"
    return rf"(?:{plain}|{re.escape(stem)}(?:{ways}))"
