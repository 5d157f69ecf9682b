"""textstat without the network: its syllable counts read the table shipped here."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import polars as pl

from analysis import languages
from analysis.runtime import found_as


@cache
def syllables() -> dict[str, list[list[str]]]:
    """Give the shipped syllable table in the shape that textstat expects of NLTK's cmudict.

    Each lower-case word maps to a list of one pronunciation, itself a list of
    vowels; textstat counts those that end in a digit and asks nothing else.

    Source: the CMU Pronouncing Dictionary, see ``languages/en/syllables.md``.

    >>> syllables()["syllable"]
    [['0', '0', '0']]
    """
    table = pl.read_parquet(languages.read().syllables)
    most = max(table["syllables"])
    shared = [[["0"] * n] for n in range(most + 1)]
    return dict(zip(table["word"], (shared[n] for n in table["syllables"]), strict=True))


@cache
def offline_textstat() -> ModuleType:
    """Import textstat and make it count syllables by the shipped table, never downloading.

    textstat fetches NLTK's cmudict the first time that it counts a syllable.
    This replaces the one reference through which it does so, for the whole
    process; every other part of textstat is untouched. Nothing happens before
    the first call, so that importing this package stays quick.

    >>> offline_textstat().syllable_count("No network was needed.")
    6
    """
    # It has NLTK only to find and download cmudict, and importing that takes longer than
    # measuring five articles.
    with found_as("nltk", ModuleType("nltk")):
        import textstat
        import textstat.backend.counts._count_syllables as counter
    from textstat.backend.utils import get_lang_root

    def shipped(lang: str) -> dict[str, list[list[str]]] | None:
        return syllables() if get_lang_root(lang) == "en" else None

    counter.get_cmudict = shipped
    # textstat remembers recent answers, perhaps from another dictionary.
    for function in vars(textstat.backend.counts).values():
        getattr(function, "cache_clear", lambda: None)()
    return textstat
