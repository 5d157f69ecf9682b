"""What one text comes back to again and again, in a word that stands in no other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from analysis import languages
from analysis.findings import moment, people
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.own_words import Sentence, is_whole, sentences
from analysis.findings.phrases import some, whole
from analysis.measures.overlap.features import stem

KIND = "matter"
_LEAST, _SHARE = 4, 0.08  # sentences of an outlet that hold the word, and of all it has
_ROOT = 5  # letters with which no word of another outlet begins
_RARE = 7.0  # a word of everybody's is no matter (of a billion, e to minus seven)
_LONGEST = 260  # characters of a sentence that can be printed whole
_TOLD = 4  # outlets in one sentence
_WORD = re.compile(r"\b[A-Za-z][a-z]{4,}\b(?!['’-]\w{2})")
_NO_NOUN = re.compile(r"(?:ly|ed|ous|ive|ful|less|able|ible)$|^percent$")
_BEARER = re.compile(r"\b([A-Z][a-z]+)(?: [A-Z]\.)? $")  # what stands before a last name
_AHEAD = 30  # characters before a word that may hold a first name


class _Matter(NamedTuple):
    word: str
    sentences: list[Sentence]


def matters(event: Event) -> list[Finding]:
    """For each outlet the word that most of its sentences share, which no other outlet has."""
    held: dict[str, dict[str, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for one in event.once(sentences):
        outlet = event.owners[one.article]
        total[outlet] += 1
        for word in set(_WORD.findall(one.text)):
            key = word.lower().removesuffix("s")
            forms[key][word] += 1
            if one not in held[key][outlet]:
                held[key][outlet].append(one)
    found: dict[str, list[_Matter]] = defaultdict(list)
    for key, by in held.items():
        for outlet, told in by.items():
            word = min(forms[key], key=lambda form: (-forms[key][form], form))
            often = len(told) >= _LEAST and len(told) >= _SHARE * total[outlet]
            if often and len(by) == 1 and _is_matter(event, word, outlet):
                found[outlet].append(_Matter(word, told))
    own = {o: max(found[o], key=_rank) for o in event.outlets if o in found}
    own = {o: one for o, one in own.items() if o not in event.rounding_up and _printed(one)}
    if len(event.outlets) < 2 or not own:
        why = "No word stands in four sentences of one outlet and in no other outlet."
        return [absent(KIND, "What one outlet alone comes back to", why)]
    return [_finding(event, own)]


def _rank(one: _Matter) -> tuple[int, float, str]:
    rarity = languages.read().word_rarity.get(stem(one.word.lower()), 0.0)
    return len(one.sentences), rarity, one.word


def _is_matter(event: Event, word: str, outlet: str) -> bool:
    """Whether a word may be what a text is about: rare, no name of a person, in no other text."""
    language, low = languages.read(), word.lower()
    rare = language.word_rarity.get(stem(low), 99.0) >= _RARE
    noun = language.word_classes.get(low, "noun") == "noun" and low not in language.reporting_verbs
    if not rare or not noun or _NO_NOUN.search(low) or _is_persons(event, word):
        return False
    if any(low in name.lower() for name in event.outlets.values()):
        return False
    root = low[: max(_ROOT - 1, min(_ROOT, len(low) - 1))]  # "ferr", for "ferries", too
    return not any(_begin(event, other, root) for other in event.outlets if other != outlet)


def _is_persons(event: Event, word: str) -> bool:
    """Whether a word is somebody's name: it stands behind a first name, or in a full name."""
    if not word[0].isupper():
        return False
    full = {part for name in event.once(people.known).values() for part in name.split()}
    behind = (
        people.is_given(before[1])
        for text in event.texts.values()
        for found in re.finditer(rf"\b{re.escape(word)}\b", text)
        if (before := _BEARER.search(text[max(0, found.start() - _AHEAD) : found.start()]))
    )
    return word in full or any(behind)


def _begin(event: Event, outlet: str, root: str) -> bool:
    return any(word.startswith(root) for word in event.words[outlet])


def _printed(one: _Matter) -> Sentence | None:
    """The first sentence with the word that can be printed whole."""
    return next(_fitting(one), None)


def _fitting(one: _Matter) -> Iterator[Sentence]:
    for said in one.sentences:
        if len(said.text) <= _LONGEST and is_whole(said.text) and not said.posted:
            yield said


def _finding(event: Event, own: dict[str, _Matter]) -> Finding:
    parts, values = [], Values()
    for outlet, one in own.items():
        said, n = next(_fitting(one)), len(one.sentences)
        parts.append(f"{event.labelled(outlet)} “{one.word}” in {n}, as in {whole(said.text, 300)}")
        passages = [sentence.passage for sentence in one.sentences]
        values[outlet] = (float(n), f"“{one.word}”: {number_of(n, 'sentence')}", passages)
    days = moment.caution(event, own)
    weight = 0.34 + 0.04 * min(3, len(own))
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"Words that one outlet alone comes back to{days}",
        sentence="Words that stand in four sentences or more of one outlet and in no other: "
        f"{some(parts, _TOLD)}{days}",
        number=number_of(len(own), "word"),
        why="In the outlet’s prose, quotations too, singular and plural as one; nor does a word "
        "that begins alike stand in another. The same may be told there in other words.",
        strength=weight,
        weight=weight,
        topic="matters",
        n=len(own),
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(verbatim=tuple(one.word for one in own.values()), counted=True),
    )
