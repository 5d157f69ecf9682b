"""Names by their form: runs of capitalised words, without titles and peoples.

Which of them are one name, and what it names, `analysis.measures.name_forms` decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import polars as pl

from analysis import languages
from analysis.languages import dates
from analysis.measures.framing import name_forms

_AT_A_PLACE = frozenset(("in", "at", "near", "into", "across", "outside", "inside", "around"))
_JOINS = frozenset(("of", "the", "de", "la", "al", "bin", "van", "von"))
_PEOPLE = re.compile(
    r"(?:\w{2,}(?:ian|ean|ish|ese|ican|eli|aqi|ani)|french|dutch|greek|thai|arab|afghan|kurd|jew"
    r"|muslim|christian|catholic|hispanic|latino|latin|german|swiss|briton|democrat|european"
    r"|saudi|emirati|kuwaiti|bahraini|qatari|yemeni|somali)s?"
)
_SIDES = frozenset(("western", "eastern", "northern", "southern"))
DAYS = frozenset(dates.DAYS)
MONTHS = dates.MONTHS
_DATES = DAYS | MONTHS.keys()
_STARTS = re.compile(r"[^\w\s]*(?:[“«„:(\[‘]\s*|(?:^|\s)[^\w\s]*\")$")  # a " after a word closes
_KEPT = frozenset(("los", "las", "el", "la", "le"))  # words of English, too, but "Los Angeles"
_MARKS = ("#", "@")  # an account or a tag is no name
# "Bush-era", "Dallas-to-Cleveland": they describe; but "Jong-un" and "Komsomolsk-on-Amur" are names
_DESCRIBING = re.compile(
    r".+-(?:[a-z]{2,}(?:ed|ing)|to-.+|era|led|run|held|born|made|built|wide|style|like|type|only"
    r"|free|bound|friendly|related|aligned|heavy|watchers?)"
)
# What stands before a person's name in small letters.
_CALLINGS = frozenset(
    (
        *("spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "analyst", "candidate"),
        *("nominee", "billionaire", "economist", "professor", "actor", "actress", "author"),
        *("adviser", "advisor", "aide", "strategist", "activist", "journalist", "reporter", "host"),
    )
)
_JOBS = frozenset(("CEO", "CFO", "COO", "VP", "MP", "PhD", "TV", "AM", "PM", "OK", "ET", "EST"))
# Agencies report and write, too; these verbs are a person's.
_SPEAKS = frozenset(("said", "says", "added", "told", "asked", "tweeted", "noted", "insisted"))
_PARTY = re.compile(r"[A-Z]-[A-Z]\w*.*")  # "R-Utah": a party and a state
_SAINTS = frozenset(("st", "mt", "ft"))


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
        marked = text[max(0, start - 1) : start] in _MARKS
        capital = text[start].isupper() and not marked and not _describing(text[start:end])
        plain = gap == " "  # most are
        opens = not plain and (not line or bool(_STARTS.search(gap)))
        broken = not plain and bool(gap.strip()) and not (line and _abbreviated(line[-1], gap))
        line.append(Word(article_id, word, text[start:end], start, end, capital, broken, opens))
    return lines


def _describing(written: str) -> bool:
    """Whether a word with a capital is no name but made of one: "Bush-era", "Trump-backed"."""
    return "-" in written and bool(_DESCRIBING.fullmatch(written))


def _abbreviated(before: Word, gap: str) -> bool:
    """Whether the full stop in the gap belongs to a title or initial: "Brig. Gen. Patrick S."."""
    initial = before.capital and len(before.text) == 1
    shortened = before.word in titles() or before.word in _SAINTS
    return gap.strip() == "." and (initial or shortened)


@cache
def titles() -> dict[str, str]:
    """Words that stand before a name without being part of it, lower case, and their kind."""
    return {title.lower(): kind for title, kind in languages.read().titles.items()}


def find(lines: list[list[Word]]) -> list[Found]:
    """Find every name, each under its usual form, and whether it is a person or a place."""
    prose = [line for line in lines if not _in_title_case(line)]
    befores, afters = _beside(prose)
    alone = {
        run[0].word
        for line in prose
        for run in _runs(line, None)
        if befores[run[0].article_id, run[0].start] != "and"
    }
    runs = [run for line in prose for run in _runs(line, alone)]
    inside = {run[0].word for run in runs if not run[0].opens}
    small = {word.word for line in prose for word in line if not word.text[0].isupper()}
    seen = []
    for run in runs:
        kept, titled = _trimmed(run, inside, small)
        if not kept or _PARTY.fullmatch(kept[0].text):
            continue
        led = titled and any(titles().get(word.word) == "leader" for word in run)
        article_id, start, end = kept[0].article_id, kept[0].start, kept[-1].end
        before = befores.get((article_id, start), "")
        after = afters.get((article_id, end), "")
        as_person = titled or before in titles() or before in _CALLINGS
        speaks = before in _SPEAKS or after in _SPEAKS
        as_place = before in _AT_A_PLACE or name_forms.heads().get(after) == "place"
        name = name_forms.Seen(
            article_id, start, end, _shown(kept), as_person, speaks, led, as_place
        )
        seen.append(name)
    return [
        Found(f"name {name}", kind, name, one.article_id, one.start, one.end)
        for one, (name, kind) in zip(seen, name_forms.resolve(seen), strict=True)
        if name
    ]


def _in_title_case(line: list[Word]) -> bool:
    """Whether capitals say nothing here: most words have one, as in some headlines."""
    if all(word.text.isupper() for word in line) and len(line) > 1:
        return True
    long = [word for word in line[1:] if len(word.text) > 3]
    return len(long) > 3 and sum(word.capital for word in long) > 0.9 * len(long)


_Beside = dict[tuple[str, int], str]


def _beside(lines: list[list[Word]]) -> tuple[_Beside, _Beside]:
    """The word before each start, skipping "the", and the word after each end."""
    befores: _Beside = {}
    afters: _Beside = {}
    for line in lines:
        before = ""
        for place, word in enumerate(line):
            befores[word.article_id, word.start] = before
            before = before if word.word == "the" else word.word
            if place and not word.broken:
                afters[word.article_id, line[place - 1].end] = word.word
    return befores, afters


def _runs(line: list[Word], alone: set[str] | None) -> list[list[Word]]:
    """Runs of capitalised words, "of" and the like between them included.

    ``alone`` are words that begin a name somewhere: what follows an "and" is then a name of its
    own, else it can end the one before ("Centers for Disease Control and Prevention").
    """
    runs: list[list[Word]] = []
    place = 0
    while place < len(line):
        if not line[place].capital:
            place += 1
            continue
        end = place + 1
        while end < len(line):
            ahead = _joined(line, end) or _ends_it(line, place, end, alone)
            if ahead is None or line[ahead].broken or _is_genitive(line[ahead - 1]):
                break
            end = ahead + 1
        follows = line[end] if end < len(line) else None
        run = line[place:end]
        if len(run) > 1 and name_forms.is_country(run[0].text) and run[0].text.isupper():
            runs.append(run[:1])  # "US Department …"
            run = run[1:]
        if not _describes(run, follows):
            runs += _apart(run)
        place = end
    return runs


def _is_genitive(word: Word) -> bool:
    """Whether a name ends here: "Iran's Guard"; but "People's Republic" is one."""
    return word.word.endswith(("'s", "s'")) and word.word != "people's"


def _joined(line: list[Word], end: int) -> int | None:
    """Where the run that reaches up to ``end`` goes on; None where it ends."""
    ahead = end
    while ahead < len(line) and line[ahead].word in _JOINS and not line[ahead].broken:
        ahead += 1
    if ahead == end < len(line) - 1 and not line[end].broken:
        ahead += _joins_its_like(line, end)
    if ahead == len(line) or ahead - end > 2 or not line[ahead].capital:
        return None
    return ahead


def _joins_its_like(line: list[Word], end: int) -> bool:
    """Whether "for" or "and" stands within a name: "Department for …", "Cyber and … Agency"."""
    if line[end].word == "for":
        return line[end - 1].word in name_forms.heads()
    if line[end].word != "and" or (end > 1 and line[end - 2].capital):
        return False
    tail = end + 1
    while tail < len(line) and line[tail].capital and not line[tail].broken:
        tail += 1
    kind = name_forms.heads().get(line[tail - 1].word) if tail - end > 2 else None
    return kind == "organisation"


def _ends_it(line: list[Word], place: int, end: int, alone: set[str] | None) -> int | None:
    """Where the last part of a long name of offices begins: "Department of Health and …"."""
    ahead = end + 1
    if alone is None or line[end].word != "and" or line[end].broken or ahead >= len(line):
        return None
    own = line[ahead].word in alone or not line[ahead].capital or line[ahead].broken
    return ahead if _is_office(line[place:end]) and not own else None


def _apart(run: list[Word]) -> list[list[Word]]:
    """Who or what is "of" an institution, and that: "Ann Lee of Penn State University"."""
    heads = name_forms.heads()
    for place, word in enumerate(run[1:-1], start=1):
        before, after = run[:place], [one for one in run[place + 1 :] if one.word != "the"]
        job = before[-1].text in _JOBS  # "CEO of Acme"
        if word.word != "of" or not (job or len(before) > 1):
            continue
        whole = any(one.word in heads for one in before) or not _is_organisation(after)
        return [before, after] if job or not (whole or len(after) == 1) else [run]
    return [run]


def _describes(run: list[Word], follows: Word | None) -> bool:
    """Whether the run is an adjective or a people: "North Korean" leader, "Koreans"."""
    last = _plain(run[-1])
    if not _PEOPLE.fullmatch(last) and last not in _SIDES:
        return False
    return len(run) == 1 or follows is None or not follows.capital


def _trimmed(run: list[Word], inside: set[str], small: set[str]) -> tuple[list[Word], bool]:
    """The run without what is no part of the name, and whether a title stood before it."""
    functional = languages.read().function_words
    if name_forms.is_country(_shown(run)):
        return run, False
    if run[0].opens and len(run) > 1 and run[0].word in small and not _is_office(run):
        run = run[1:]
    while len(run) > 1 and run[0].word in functional and run[0].word not in _KEPT:
        run = run[1:]
    ranks = [place for place, word in enumerate(run[:-1]) if word.word in titles()]
    ranked = run[ranks[-1] + 1 :] if ranks else []
    offices = name_forms.heads()
    if len(ranked) > 1 and not _is_organisation(ranked) and ranked[0].word not in offices:
        run, titled = ranked, True  # "Missouri Rep. Todd Akin"
    else:
        titled = False
    while len(run) > 1 and (run[0].word in titles() or _PEOPLE.fullmatch(_plain(run[0]))):
        if run[1].word in name_forms.heads() and len(run) > 2:  # "Major League Baseball"
            break
        honorific = titles().get(run[0].word) in ("honorific", "leader")
        if len(run) == 2 and not honorific and _is_organisation(run):  # "State Department"
            break
        if (
            len(run) == 2
            and run[0].word in titles()
            and not honorific
            and run[1].word not in inside
        ):
            break
        titled |= run[0].word in titles() and not _is_organisation(run)
        run = run[1:]
    while not run[0].capital:  # "President of Brazil"; a run ends with a capital
        run = run[1:]
        titled = False
    if _plain(run[0]) in _DATES or _plain(run[-1]) in _DATES:
        return [], False
    if len(run) > 1:
        known = all(_plain(word) in small or word.word in _JOINS for word in run)
        common = known and not _is_organisation(run) and not titled
        peoples = _PEOPLE.fullmatch(_plain(run[0])) and len(run) == 2 and _plain(run[1]) in small
        return ([] if common or peoples else run), titled  # "Russian Government"
    return (run if _is_name(run[0], inside, small) else []), titled


def _is_organisation(run: list[Word]) -> bool:
    return _plain(run[-1]) in name_forms.heads() or _is_office(run)


def _is_office(run: list[Word]) -> bool:
    """Whether it is named like an office: "Centers for Disease Control"."""
    run = run[run[0].word == "the" :]
    leads = bool(run) and name_forms.heads().get(run[0].word) == "organisation"
    return leads and any(word.word in ("of", "for") for word in run[1:-1])


def _is_name(word: Word, inside: set[str], small: set[str]) -> bool:
    """Whether one capitalised word is a name: nowhere in small letters, no title or "I'll"."""
    plain = _plain(word)
    if name_forms.is_country(word.text):
        return True
    if (
        len(word.text) < 2
        or word.text in _JOBS
        or plain in small
        or plain in titles()
        or plain in _SAINTS
    ):
        return False
    first = word.word.partition("'")[0]
    if first in languages.read().function_words and not word.text.isupper():
        return False
    return not word.opens or word.word in inside


def _plain(word: Word) -> str:
    return word.word.removesuffix("'s").removesuffix("'")


def _shown(run: list[Word]) -> str:
    return re.sub(r"['’]s?$", "", " ".join(word.text for word in run))
