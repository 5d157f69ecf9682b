"""Names in their inflected forms, by the endings that a language's grammar lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.languages.beside import Beside
from analysis.languages.grammar import Grammar

_MANY = 200  # names beyond which those are left out that cannot stand in the text
_HEAD = 3  # letters that no ending changes


def inflected(alias: str, grammar: Grammar | None) -> str:
    """An expression for an alias and its inflected forms, each word by itself.

    >>> re.fullmatch(inflected("Путин", None), "Путин") is not None
    True
    """
    return r"\s+".join(_inflected_word(word, grammar) for word in alias.split())


def attached(alias: str, words: Beside) -> str:
    """An expression for an alias with what its language writes onto it, the alias as its group.

    >>> from analysis.languages.beside import beside
    >>> words = beside("ko")
    >>> re.fullmatch(attached("베르겐", words), "베르겐은")[1]
    '베르겐'
    """
    before = "|".join(map(re.escape, words.before_names)) or "(?!)"
    after = "|".join(map(re.escape, words.after_names)) or "(?!)"
    return rf"(?:{before})?({inflected(alias, None)})(?:{after})?"


def standing(aliases: Iterable[str], text: str) -> tuple[str, ...]:
    """The aliases that may stand in a text, by their first letters, where there are many.

    >>> standing(["Путин"], "О Путине")
    ('Путин',)
    """
    listed = tuple(alias for alias in aliases if alias.strip())
    if len(listed) <= _MANY:
        return listed
    heads = {word[:_HEAD].casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return tuple(
        alias
        for alias in listed
        if (first := re.search(r"[^\W\d_]+", alias)) and first[0][:_HEAD].casefold() in heads
    )


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
