"""Names by their form: runs of capitalised words, with their shorter forms and what they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

import polars as pl

from analysis import languages

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


class Found(NamedTuple):
    """A fact in its place: what it is (``key``), how it is written, where it stands."""

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
        plain = gap == " "  # most are
        opens = not plain and (not line or bool(_STARTS.search(gap)))
        broken = not plain and bool(gap.strip()) and not (line and _abbreviated(line[-1], gap))
        line.append(Word(article_id, word, text[start:end], start, end, capital, broken, opens))
    return lines


def _abbreviated(before: Word, gap: str) -> bool:
    """Whether the full stop in the gap belongs to a title or initial: "Brig. Gen. Patrick S."."""
    initial = before.capital and len(before.text) == 1
    return gap.strip() == "." and (initial or before.word in titles())


@cache
def titles() -> dict[str, str]:
    """Words that stand before a name without being part of it, lower case, and their kind."""
    return {title.lower(): kind for title, kind in languages.read().titles.items()}


def find(lines: list[list[Word]]) -> list[Found]:
    """Find every name, each under its usual form, and whether it is a place.

    A place is a name of which most mentions follow "in", "at" or the like.
    """
    prose = [line for line in lines if not _in_title_case(line)]
    runs = [run for line in prose for run in _runs(line)]
    inside = {run[0].word for run in runs if not run[0].opens}
    small = {word.word for line in prose for word in line if not word.capital}
    kept = [run for run in (_trimmed(run, inside, small) for run in runs) if run]
    usual = _usual_forms(kept)
    keys = [usual[run[0].article_id, _key(run)] for run in kept]
    before = _words_before(prose)
    at_a_place = Counter(
        key
        for run, key in zip(kept, keys, strict=True)
        if before[run[0].article_id, run[0].start] in _AT_A_PLACE
    )
    total = Counter(keys)
    return [
        Found(
            f"name {key}",
            "place" if 2 * at_a_place[key] > total[key] else "name",
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


def _words_before(lines: list[list[Word]]) -> dict[tuple[str, int], str]:
    """The word before each capital, by article and start, skipping "the"; "" at the beginning."""
    found = {}
    for line in lines:
        before = ""
        for word in line:
            if word.capital:
                found[word.article_id, word.start] = before
            before = before if word.word == "the" else word.word
    return found


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
    functional = languages.read().function_words
    if run[0].opens and len(run) > 1 and run[0].word in small:
        run = run[1:]
    while len(run) > 1 and run[0].word in functional and run[0].word not in titles():
        run = run[1:]
    ranks = [place for place, word in enumerate(run[:-2]) if word.word in titles()]
    run = run[ranks[-1] + 1 :] if ranks else run  # "Missouri Rep. Todd Akin"
    while len(run) > 1 and (run[0].word in titles() or _PEOPLE.fullmatch(_plain(run[0]))):
        honorific = titles().get(run[0].word) == "honorific"
        if len(run) == 2 and not honorific and run[1].word not in inside:  # "State Department"
            break
        run = run[1:]
    while not run[0].capital:  # "President of Brazil"; a run ends with a capital
        run = run[1:]
    if _plain(run[0]) in _DATES or _plain(run[-1]) in _DATES:
        return []
    return run if len(run) > 1 or _is_name(run[0], inside, small) else []


def _is_name(word: Word, inside: set[str], small: set[str]) -> bool:
    """Whether one capitalised word is a name: nowhere in small letters, no title or "I'll"."""
    if len(word.text) < 2 or word.word in small or word.word in titles():
        return False
    first = word.word.partition("'")[0]
    if first in languages.read().function_words and not word.text.isupper():
        return False
    return not word.opens or word.word in inside


def _plain(word: Word) -> str:
    return word.word.removesuffix("'s")


def _key(run: list[Word]) -> str:
    words = [word.text.replace("’", "'") for word in run]
    return " ".join([*words[:-1], words[-1].removesuffix("'s")])


def _usual_forms(runs: list[list[Word]]) -> dict[tuple[str, str], str]:
    """Per article and name, the form under which the event knows it.

    Of two words or more: the shortest name of at least two words that it ends with
    ("Special Counsel Robert Mueller" is Robert Mueller). Of one word: the one such name
    that begins or ends with it in the same article, else the one that ends with it in
    another ("Mueller"); if two do, the word itself.
    """
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        spelled[_folded(_key(run))][_key(run)] += 1
    core = {name: _core(name, spelled) for name in spelled}
    for run in runs:
        where[core[_folded(_key(run))]].add(run[0].article_id)
    ends: dict[str, set[str]] = defaultdict(set)
    begins: dict[str, set[str]] = defaultdict(set)
    for name in set(core.values()):
        words = name.split()
        if len(words) > 1 and "".join(words).isalpha():
            begins[words[0]].add(name)
            if words[-2] not in _JOINS:
                ends[words[-1]].add(name)
    usual = {}
    for article_id, key in {(run[0].article_id, _key(run)) for run in runs}:
        name = core[_folded(key)]
        here = {other for other in ends[name] | begins[name] if article_id in where[other]}
        fuller = here or ends[name]
        name = next(iter(fuller)) if len(fuller) == 1 else name
        usual[article_id, key] = spelled[name].most_common(1)[0][0]
    return usual


def _core(name: str, known: dict[str, Counter[str]]) -> str:
    words = name.split()
    tails = (words[cut:] for cut in range(len(words) - 2, 0, -1) if words[cut - 1] not in _JOINS)
    return next((" ".join(tail) for tail in tails if " ".join(tail) in known), name)


def _folded(name: str) -> str:
    return name.lower().replace("-", " ").replace(".", "")
