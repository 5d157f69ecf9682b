"""Names by their form: runs of capitalised words, with their shorter forms and what they name."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

_LEXICONS = Path(__file__).parent.parent / "lexicons"
_AT_A_PLACE = frozenset(("in", "at", "near", "into", "across", "outside", "inside", "around"))
_JOINS = frozenset(("of", "the", "de", "la", "al", "bin", "van", "von"))
_PEOPLE = re.compile(r"\w{2,}(?:ian|ean|ish|ese|ican|eli|aqi|ani)")
_SIDES = frozenset(("western", "eastern", "northern", "southern"))
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
MONTHS = {name.lower(): name for name in _MONTH_NAMES}
MONTHS |= {name[:3].lower(): name for name in _MONTH_NAMES} | {"sept": "September"}
DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_DATES = DAYS | MONTHS.keys()
_STARTS = re.compile(r"[^\w\s]*[“\"«„:(\[‘]\s*$")


class Word(NamedTuple):
    """One word of a sentence; ``broken``: punctuation stands between it and the one before."""

    article_id: str
    word: str
    text: str
    start: int
    end: int
    capital: bool
    broken: bool
    opens: bool  # it begins the sentence or a quotation, so its capital says nothing


class Name(NamedTuple):
    key: str
    kind: str
    shown: str
    article_id: str
    start: int
    end: int


def sentences(tokens: pl.DataFrame, articles: pl.DataFrame) -> list[list[Word]]:
    """Cut tokens into sentences of words, each with how it is written and what precedes it."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    lines: list[list[Word]] = []
    last: tuple[str, int] | None = None
    for article_id, sentence, start, end, word in tokens.select(
        "article_id", "sentence", "start", "end", "word"
    ).iter_rows():
        text = texts[article_id]
        if (article_id, sentence) != last:
            lines.append([])
            last = (article_id, sentence)
        line = lines[-1]
        gap = text[line[-1].end : start] if line else ""
        capital = text[start].isupper()
        opens = not line or bool(_STARTS.search(gap))
        broken = bool(gap.strip()) and not (line and _abbreviated(line[-1], gap))
        line.append(Word(article_id, word, text[start:end], start, end, capital, broken, opens))
    return lines


def _abbreviated(before: Word, gap: str) -> bool:
    """Whether the full stop in the gap belongs to a title: "Brig. Gen. Patrick"."""
    return gap.strip() == "." and before.word in titles()


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name without being part of it, lower case."""
    with (_LEXICONS / "titles.csv").open(encoding="utf-8") as file:
        return frozenset(row["title"].lower() for row in csv.DictReader(file))


@cache
def word_lists() -> dict[str, Any]:
    """The word lists of lexicons/overlap_words.json: function words as a set, numbers as a dict."""
    lists = json.loads((_LEXICONS / "overlap_words.json").read_text(encoding="utf-8"))
    return {"function_words": frozenset(lists["function_words"]), "numbers": lists["numbers"]}


def find(lines: list[list[Word]]) -> list[Name]:
    """Find every name, each under its fullest form in the article, and whether it is a place."""
    titled = [line for line in lines if not _in_title_case(line)]
    runs = [run for line in titled for run in _runs(line)]
    inside = {run[0].word for run in runs if not run[0].opens}
    small = {word.word for line in titled for word in line if not word.capital}
    kept = [run for run in (_trimmed(run, inside, small) for run in runs) if run]
    fullest = _fullest(kept)
    keys = [fullest[run[0].article_id, _key(run)] for run in kept]
    placed: Counter[str] = Counter()
    at = {(word.article_id, word.start): before for line in titled for before, word in _pairs(line)}
    for run, key in zip(kept, keys, strict=True):
        placed[key] += at.get((run[0].article_id, run[0].start)) in _AT_A_PLACE
    total = Counter(keys)
    return [
        Name(
            f"name {key}",
            "place" if 2 * placed[key] > total[key] else "name",
            key,
            run[0].article_id,
            run[0].start,
            run[-1].end,
        )
        for run, key in zip(kept, keys, strict=True)
    ]


def _in_title_case(line: list[Word]) -> bool:
    """Whether capitals say nothing here: most words have one, as in some headlines."""
    long = [word for word in line if len(word.text) > 3]
    return len(long) > 3 and sum(word.capital for word in long) > 0.9 * len(long)


def _pairs(line: list[Word]):
    """Each word with the one before it, skipping "the"."""
    before = ""
    for word in line:
        yield before, word
        before = before if word.word == "the" else word.word


def _runs(line: list[Word]) -> list[list[Word]]:
    """Runs of capitalised words, "of" and the like between them included."""
    runs: list[list[Word]] = []
    place = 0
    while place < len(line):
        if not line[place].capital:
            place += 1
            continue
        end = place + 1
        while end < len(line):
            ahead = end
            while ahead < len(line) and line[ahead].word in _JOINS and not line[ahead].broken:
                ahead += 1
            if ahead == len(line) or ahead - end > 2 or not line[ahead].capital:
                break
            if line[ahead].broken or line[ahead - 1].word.endswith(("'s", "s'")):
                break
            end = ahead + 1
        follows = line[end] if end < len(line) else None
        if not _describes(line[place:end], follows):
            runs.append(line[place:end])
        place = end
    return runs


def _describes(run: list[Word], follows: Word | None) -> bool:
    """Whether the run is an adjective: "North Korean" in "the North Korean leader"."""
    last = _plain(run[-1])
    if not _PEOPLE.fullmatch(last) and last not in _SIDES:
        return False
    return len(run) == 1 or follows is None or not follows.capital


def _trimmed(run: list[Word], inside: set[str], small: set[str]) -> list[Word]:
    """The run without what is no part of the name: sentence openers, titles, peoples."""
    functional = word_lists()["function_words"]
    if run[0].opens and len(run) > 1 and run[0].word in small | functional:
        run = run[1:]
    while len(run) > 1 and (run[0].word in titles() or _PEOPLE.fullmatch(_plain(run[0]))):
        if len(run) == 2 and run[1].word not in inside:  # "State Department"
            break
        run = run[1:]
    if _plain(run[0]) in _DATES or _plain(run[-1]) in _DATES:
        return []
    if len(run) > 1:
        return run
    word = run[0]
    ordinary = word.word in small or word.word in titles() or len(word.text) < 2
    if ordinary or (word.word in functional and not word.text.isupper()):
        return []
    return [] if word.opens and word.word not in inside else run


def _plain(word: Word) -> str:
    return word.word.removesuffix("'s")


def _key(run: list[Word]) -> str:
    words = [word.text.replace("’", "'") for word in run]
    return " ".join([*words[:-1], words[-1].removesuffix("'s")])


def _fullest(runs: list[list[Word]]) -> dict[tuple[str, str], str]:
    """Per article and name, its fullest form: "Putin" and "Vladimir Putin" are one name.

    The fullest is the one longer name that begins or ends with it in the same article,
    else the one that ends with it in another. A name that two longer ones share stays.
    """
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    ends: dict[str, set[str]] = defaultdict(set)
    begins: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        folded = _folded(_key(run))
        spelled[folded][_key(run)] += 1
        where[folded].add(run[0].article_id)
        words = folded.split()
        for cut in range(1, len(words) if folded.replace(" ", "").isalpha() else 0):
            if words[cut - 1] not in _JOINS and words[cut] not in _JOINS:
                ends[" ".join(words[cut:])].add(folded)
                begins[" ".join(words[:cut])].add(folded)
    found = {}
    for article_id, key in {(run[0].article_id, _key(run)) for run in runs}:
        folded = _folded(key)
        here = {name for name in ends[folded] | begins[folded] if article_id in where[name]}
        fuller = here or ends[folded]
        longest = [name for name in fuller if not any(_part(name, other) for other in fuller)]
        fullest = longest[0] if len(longest) == 1 else folded
        found[article_id, key] = spelled[fullest].most_common(1)[0][0]
    return found


def _part(short: str, long: str) -> bool:
    return short != long and f" {short} " in f" {long} "


def _folded(name: str) -> str:
    return name.lower().replace("-", " ").replace(".", "")
