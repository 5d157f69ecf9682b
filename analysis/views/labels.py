"""How measures, columns, units and values are called where people read them.

The tables, their files and `explorer.table` keep the columns' own names; charts, lists and what
is read on the page have these.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

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
    "effective number of speakers": "Speakers over whom the words are spread",
    "effective number of sides": "Sides over whom the words are spread",
    "lix": "LIX",
    "rix": "RIX",
}
_EASIER = {"flesch_reading_ease"}
_COLUMNS = {
    "z": "strength (z of the log-odds)",
    "log_odds": "log-odds",
    "log_likelihood": "strength (log-likelihood)",
    "p": "how often chance gives as much (p)",
    "low": "range from",
    "high": "range to",
    "null_low": "chance from",
    "null_high": "chance to",
    "n": "counted (n)",
    "abstained": "not judged",
    "target": "about",
    "called": "called",
    "label": "kind of name",
    "where": "whose words",
    "voice": "whose words",
    "voice_name": "whose words",
    "kind": "part of the text",
    "rule": "recognised by",
    "op": "change",
    "base_words": "words compared with",
    "shown": "words here",
    "counts": "times here : in the others",
    "verdict": "beside chance",
    "class": "kind of verb",
    "aspect": "what is told of them",
    "judging": "words that judge",
    "place": "place in the article",
    "share": "share",
    "part": "part of the text",
    "first": "first mention",
    "pair": "outlets",
    "treatment": "carried as",
    "state": "what was found",
    "certainty": "sure?",
    "headlines": "headlines with it",
    "sentences": "sentences with it",
    "evidence": "passages",
    "cue": "word of speech",
    "source": "speaker as written",
    "actor": "speaker or actor",
    "sure": "how sure",
    "reason": "speaker known by",
    "via": "through",
    "fact": "kind of fact",
    "n_articles": "articles with it",
}
_UNITS = {
    "P(positive) - P(negative)": "points from −1 (negative) to 1 (positive)",
    "compound score, -1 to 1": "points from −1 (negative) to 1 (positive)",
}
_FORMATS = {"z": ".1f", "log_odds": ".2f", "p": ".3f", "low": ".2f", "high": ".2f"}
_FORMATS |= {"place": ".0%", "log_likelihood": ".1f"}


def measure(name: str) -> str:
    """A measure's name as readers see it.

    >>> measure("smog_index"), measure("words by actor")
    ('SMOG index', 'Words by actor')
    """
    spaced = name.replace("_", " ")
    return _NAMES.get(name, spaced[:1].upper() + spaced[1:])


def direction(name: str, unit: str) -> str:
    """What a higher value of a measure means; empty where it is a plain count.

    >>> direction("flesch_reading_ease", "points"), direction("lix", "points")
    ('higher is easier to read', 'higher is harder to read')
    >>> direction("words by actor", "words")
    ''
    """
    if unit in _UNITS:
        return "higher is more positive"
    if name in _EASIER:
        return "higher is easier to read"
    if name.startswith("effective number"):
        return "1: one says everything; higher: more evenly spread"
    return "higher is harder to read" if name in _NAMES else ""


def column(name: str) -> str:
    """A column's name as readers see it.

    >>> column("outlet_name"), column("null_low"), column("words")
    ('outlet', 'chance from', 'words')
    """
    return _COLUMNS.get(name, name.removesuffix("_name").replace("_", " "))


def unit(name: str) -> str:
    """A unit as readers see it.

    >>> unit("P(positive) - P(negative)")
    'points from −1 (negative) to 1 (positive)'
    """
    return _UNITS.get(name, name)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def value(column: str, name: str) -> str:
    """A value of a column as readers see it, its parts one by one; its own name where it is plain.

    >>> value("rule", "head+unclosed"), value("form", "direct")
    ('a verb of speech before it; marks that never close', 'direct')
    """
    words = _words().get(column)
    return "; ".join(words.get(part, part) for part in name.split("+")) if words else name


def written(name: str) -> str | None:
    """The format in which a chart writes a column's numbers, where it needs one."""
    return _FORMATS.get(name)
