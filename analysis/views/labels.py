"""How measures are called where people read them."""

from __future__ import annotations

_NAMES = {  # where an underscore stands for more than a space
    "flesch_kincaid_grade": "Flesch–Kincaid grade",
    "flesch_reading_ease": "Flesch reading ease",
    "smog_index": "SMOG index",
    "gunning_fog": "Gunning fog index",
    "coleman_liau_index": "Coleman–Liau index",
    "dale_chall_readability_score": "Dale–Chall score",
    "dale_chall_readability_score_v2": "New Dale–Chall score",
    "linsear_write_formula": "Linsear Write",
    "spache_readability": "Spache grade",
    "text_standard": "Grade by most formulas",
    "mcalpine_eflaw": "McAlpine EFLAW",
    "lix": "LIX",
    "rix": "RIX",
}


def measure(name: str) -> str:
    """A measure's name as readers see it.

    >>> measure("smog_index"), measure("words by actor")
    ('SMOG index', 'Words by actor')
    """
    spaced = name.replace("_", " ")
    return _NAMES.get(name, spaced[:1].upper() + spaced[1:])
