"""What one sentence calls a mention: rules over its row of phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis import languages
from analysis.measures.framing.judging import judged, judging_words
from analysis.measures.framing.mentioned import Placed
from analysis.measures.roles import words as word_classes
from analysis.measures.roles.extraction import Read
from analysis.measures.roles.rules import Row
from analysis.measures.roles.words import Words


class Described(NamedTuple):
    """One description: its form, the words from first to last, and who calls so."""

    form: str
    first: int
    last: int
    negated: bool = False
    caller: str | None = None


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in languages.read().titles)


def of(one: Placed, read: Read) -> Iterator[Described]:
    """Give the descriptions of one mention."""
    owner = read.sentence.words.letters[one.last : one.last + 1] == "G"
    if (one.heads or owner) and (before := _before(one)):
        yield before
    if not one.heads:
        return
    if one.mention[4] != "pronoun" and (beside := _beside(one)):
        yield beside
    yield from _said_to_be(one, read)
    yield from _called(one, read)


def _before(one: Placed) -> Described | None:
    """The words of the mention's own phrase before it, without "the" and "his"."""
    words = one.read.sentence.words
    low = _opening(one)
    if low >= one.first:
        return None
    end = one.first
    while end > max(low, one.first - 2) and not _fits(one, end - 1):
        if words.letters[end - 1] != "m":
            return None
        end -= 1  # a given name: "Fox News host Megyn Kelly"
    if end <= low or not _fits(one, end - 1):
        return None
    title = words.forms[end - 1].lower().rstrip(".") in _titles()
    low = _of_title(words, low, end) if title else low
    if not title and _is_said_before(one, low, end):
        return None
    return Described("title" if title else "modifier", low, end)


def _opening(one: Placed) -> int:
    """The first word before a mention that may describe it: articles, owners, numbers left out."""
    sentence, words = one.read.sentence, one.read.sentence.words
    low = sentence.first[one.phrase]
    for place in range(low, one.first):
        counted = words.letters[place] == "X" and not _AGED.fullmatch(words.forms[place])
        if words.letters[place] in 'DSG"' or counted or words.forms[place].lower() in ("'s", "’s"):
            low = place + 1
    while low < one.first and words.letters[low] == "R" and words.letters[low + 1] not in "Aegp":
        low += 1
    while low < one.first and words.forms[low].lower() in _NO_DESCRIPTION:
        low += 1
    return low


_AGED = re.compile(r"\d+-year-old")


def _of_title(words: Words, low: int, end: int) -> int:
    """Where what goes with a title begins: not at "manner" in "the manner Dr. Roe describes"."""
    for place in range(end - 2, low - 1, -1):
        form, letter = words.forms[place], words.letters[place]
        verb = word_classes.verb_forms().get(form.lower(), "-")[0] in "et"
        if form[0].islower() and (
            (letter in "nr" and not _person(form))
            or (verb and place > low and words.letters[place - 1] in "An")
        ):
            return place + 1
    return low


def _is_said_before(one: Placed, low: int, end: int) -> bool:
    """``She is certain Roe left``: an adjective with no article that a verb governs."""
    sentence, words = one.read.sentence, one.read.sentence.words
    bare = low == sentence.first[one.phrase] and words.forms[low][0].islower()
    governed = one.phrase and sentence.kinds[one.phrase - 1] in "VTgpeb"
    return bool(bare and governed and not words.letters[low:end].strip("RA"))


def _fits(one: Placed, place: int) -> bool:
    """Whether a word before a mention describes it: an adjective, a word for people, a title."""
    words = one.read.sentence.words
    form, letter = words.forms[place], words.letters[place]
    low = form.lower().rstrip(".")
    if one.mention[4] != "name" and letter in "nmX":
        return True
    return letter == "A" or _person(low) or low in judging_words() or _is_people(form)


# Which part, which one of several: no description.
_NO_DESCRIPTION = frozenset(
    "other another such same many most some all both several few more eastern western northern "  # noqa: SIM905
    "southern central first second third last next early late".split()
)
_PEOPLE = re.compile(r"[A-Z]\w+(?:an|ese|ish|[nl]ch|aqi|aeli)|[A-Za-z]+-\w+")


def _is_people(form: str) -> bool:
    """Whether a word tells of a people or a part of one: "Syrian", "Kurdish"; not "Japan"."""
    return bool(_PEOPLE.fullmatch(form)) and form not in languages.read().countries


def _person(word: str) -> bool:
    """Whether a word says what somebody is: "leader", "former soldier"."""
    low = word.lower().rpartition("-")[2]
    persons = languages.read().person_words
    return low in persons or low in _titles() or low.removesuffix("s") in persons


_APPOSED = re.compile(r"[,(-](?:R(?=N))?(N(?:[oP]N|CN)*)(?=[,;:.()W-]|$)")


def _beside(one: Placed) -> Described | None:
    """``Kim, the leader of North Korea,`` and ``The leader of North Korea, Kim,``."""
    sentence = one.read.sentence
    kinds = sentence.kinds
    if after := _APPOSED.match(kinds, one.phrase + 1):
        first, last = after.start(1), after.end(1)
        fits = _tells_who(one, first, last) and not _in_list(kinds, one.phrase)
        if fits and not _goes_on(kinds, last):
            return Described("apposition", _bare(one, first), sentence.last[last - 1])
    if named := _NAMED.search(kinds[: one.phrase]):
        first, last = named.span(1)
        words = sentence.words.forms[sentence.first[last] : sentence.first[one.phrase]]
        if " ".join(words[-2:]).lower() in _NAMING and _tells_who(one, first, last):
            return Described("apposition", _bare(one, first), sentence.last[last - 1])
    before = re.search(r"N(?:oN)*[,(]?$", kinds[: one.phrase])
    if before and one.phrase:
        first, last = before.start(), one.phrase - (kinds[one.phrase - 1] in ",(")
        opens = first == 0 or kinds[first - 1] in ',PBCKH":VYT'
        person = _person(sentence.words.forms[sentence.last[first] - 1])
        comma = kinds[one.phrase - 1] in ",("
        article = sentence.words.forms[sentence.first[first]].lower()
        named = comma and article in ("a", "an") and kinds[one.phrase + 1 : one.phrase + 2] == ","
        definite = article == "the" or named
        closes = kinds[one.phrase + 1 : one.phrase + 2] in ("", *",;:.)VCe")
        if (
            opens
            and definite
            and person
            and _common(one, first)
            and (closes if comma else last - first > 1)
        ):
            return Described("apposition", _bare(one, first), sentence.last[last - 1])
    return None


_NAMED = re.compile(r"(N)R*[pegV][PJ]?$")
# "a man named Roe", "an officer now known as Roe"
_NAMING = frozenset(("named", "called", "known as", "identified as", "nicknamed"))


def _tells_who(one: Placed, first: int, last: int) -> bool:
    """Whether the head is a word for people, or the phrase is "the world's second power"."""
    sentence, words = one.read.sentence, one.read.sentence.words
    if not _common(one, first):
        return False
    if (
        _person(words.forms[sentence.last[first] - 1])
        or judged(words.forms[sentence.last[first] - 1])[0]
    ):
        return True
    letters = words.letters[sentence.first[first] : sentence.last[first]]
    return letters[0] == "D" and "G" in letters


def _in_list(kinds: str, phrase: int) -> bool:
    return kinds[max(0, phrase - 2) : phrase] in ("N,", "NC")


def _goes_on(kinds: str, last: int) -> bool:
    """Whether "and" or a verb follows: the phrases are a list or the next clause."""
    return bool(re.match(r",?[CVe]|,N,?C", kinds[last:])) and not re.match(r",[Ve]", kinds[last:])


def _common(one: Placed, phrase: int) -> bool:
    """Whether a phrase has a common noun for its head, not a name, a pronoun or a figure."""
    sentence, words = one.read.sentence, one.read.sentence.words
    head = sentence.last[phrase] - 1
    return words.letters[head] in "nr" and words.forms[head][0].islower()


def _bare(one: Placed, phrase: int) -> int:
    """The first word of a phrase after its article."""
    sentence, words = one.read.sentence, one.read.sentence.words
    first, last = sentence.first[phrase], sentence.last[phrase]
    while words.letters[first] == "D" and last - first > 1:  # "such a strong witness"
        first += 1
        while words.letters[first] == '"' and last - first > 1:
            first += 1
    return first


_BE = frozenset(
    "is are was were am be been being 's ’s 're 'm becomes became become remains remained "  # noqa: SIM905
    "remain".split()
)
_PREDICATE = re.compile(r'[R"]*(N(?:oN)*|A(?:C?A)*)')


def _said_to_be(one: Placed, read: Read) -> Iterator[Described]:
    """``Kim is a hero``, ``Kim, who was once popular,``."""
    sentence, words = read.sentence, read.sentence.words
    for place in read.roles.groups:
        verb = words.forms[sentence.last[place] - 1].lower()
        if verb not in _BE or not _is_subject(one, place, read):
            continue
        told = _described(one, _PREDICATE, place + 1)
        if told is None:
            continue
        negated = read.roles.groups[place].negated or _not_between(one, place, told[0])
        first = _bare(one, told[0])
        while words.letters[first - 1] == "R" and words.letters[first] == "A":
            first -= 1
        yield Described("predicate", first, sentence.last[told[1] - 1], negated)


def _is_subject(one: Placed, place: int, read: Read) -> bool:
    """Whether a verb is said of the mention, alone or with others ("Roe and Smith are")."""
    kinds, run = read.sentence.kinds, read.roles.subject(place)
    if run is None or not run[0] <= one.phrase <= run[1]:
        return False
    if one.phrase > run[0] and kinds[one.phrase - 1] not in "C,":
        return False
    # "talks with Roe are", "what Roe did is a crime"
    return not (run[0] and kinds[run[0] - 1] in "PoYW")


def _not_between(one: Placed, low: int, high: int) -> bool:
    sentence, words = one.read.sentence, one.read.sentence.words
    return "N" in words.letters[sentence.last[low] : sentence.first[high] + 1]


def _described(one: Placed, pattern: re.Pattern[str], place: int) -> tuple[int, int] | None:
    """The phrases, from first to behind the last, that a pattern finds there as a description."""
    match = pattern.match(one.read.sentence.kinds, place)
    return match.span(1) if match and _describes(one, *match.span(1)) else None


def _describes(one: Placed, first: int, end: int) -> bool:
    """Whether a predicate says what somebody is: no pronoun, figure, time or whole clause."""
    sentence, words = one.read.sentence, one.read.sentence.words
    head = words.letters[sentence.last[first] - 1]
    if words.forms[sentence.last[first] - 1].lower() in _NO_PREDICATE:
        return False
    last = words.forms[sentence.last[end - 1] - 1].lower()
    if word_classes.verb_forms().get(last, "-")[0] == "g":
        return False
    if head in "IiOFDXS#" or sentence.kinds[end : end + 1] in ("V", "e", "G", "g", "p"):
        return False
    return not (head == "m" and sentence.kinds[first] == "N")


# "is subject to", "is the reason why", "is able to": of what may be or why, not of what one is.
_NO_PREDICATE = frozenset(
    "subject able unable likely unlikely due set about bound sure certain available aware fact "  # noqa: SIM905
    "reason question case point thing one issue result part present ready eligible supposed "
    "scheduled slated poised way time same such here there".split()
)
_CALLING = frozenset(
    "call label brand dub describe denounce condemn hail portray depict consider deem regard "  # noqa: SIM905
    "characterise characterize paint slam praise declare proclaim blast decry deride mock".split()
)
_AS = re.compile(r"R*(?:J|P)?R*\"?(N(?:oN)*|A(?:C?A)*)")


def _called(one: Placed, read: Read) -> Iterator[Described]:
    """``Roe called Kim a liar``, ``Kim is considered a hero``, ``described as``."""
    sentence, words = read.sentence, read.sentence.words
    for row in read.rows:
        if row.group.lemma not in _CALLING or row.patient is None or row.clause:
            continue
        if row.patient[0] != one.phrase:
            continue
        after = row.place + 1 if row.passive else row.patient[1] + 1
        told = _described(one, _AS, after)
        if told is None:
            continue
        between = slice(sentence.first[after], sentence.first[told[0]])
        if words.letters[between].strip('R"') and "as" not in words.forms[between]:
            continue
        caller = _caller(row, read)
        first = _bare(one, told[0])
        yield Described("called", first, sentence.last[told[1] - 1], row.group.negated, caller)


def _caller(row: Row, read: Read) -> str | None:
    if row.agent is None:
        return None
    sentence, words = read.sentence, read.sentence.words
    first, last = sentence.first[row.agent[0]], sentence.last[row.agent[1]]
    return " ".join(words.forms[first:last])
