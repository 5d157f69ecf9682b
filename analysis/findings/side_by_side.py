"""Sentences of several texts on one matter, by the rare words that they share, side by side."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from analysis.findings import people
from analysis.findings.event import NO_ANSWER, Event
from analysis.findings.finding import CENSUS, LISTED, Finding, Proof, absent, number_of
from analysis.findings.leaning import can_stand_led, printed
from analysis.findings.nouns import others, stem_rarity
from analysis.findings.openings import AUTHOR, behind, opened
from analysis.findings.own_words import Sentence, is_quotation
from analysis.findings.phrases import some
from analysis.findings.silence import Printed
from analysis.measures.overlap.features import negated, numbers, stem, terms
from analysis.phrasing import listed

KIND = "side by side"
_LAST = 0.9  # share of a text from which on it tells what is beside the matter
_LEAST, _LONGEST = 8, 260  # words, and characters, of a sentence that can be printed
_LETTERS = 3  # of a word that counts
_COMMON, _RAREST = 7.0, 10.5  # −ln of a word's share of all print from and up to which it does
_SHARED, _BOTH = 4.5, 2  # weight, and words, that two sentences on one matter have in common,
_IN_PROSE = 2.5  # so much of it not by names,
_ALIKE = 0.55  # share of all that they tell up to which they are not the same sentence,
_OWN = 4.0  # and weight that each has beside it
_FIGURES, _DENIED, _MORE = 2.0, 1.5, 3.0  # what other numbers, a "not" in one, a further text add,
_LED, _LATE = 1.0, 4.0  # and what a sentence takes that goes on from another, or stands late
_LEAST_TOLD = 5.5  # score from which a matter is told
_MATTERS = 4  # told, and
_TOLD = 4  # texts that a sentence prints
_NAMED, _TELLS = 3, 1.5  # words in common that it names, and how much those behind the first weigh
_PLAIN = 2  # of them no names: "Mitch" and "McConnell" are no matter
_MANY = 3  # outlets that one word brings together, where each sentence
_GATHERS, _BESIDE = 2.2, 5.5  # if so rare; words in common with another, besides
_SEEDS = 12  # sentences of a word from which others are looked for


@dataclass(frozen=True)
class _Line:
    """A sentence that can be printed, what is printed ahead of it, and how rare its words are."""

    outlet: str
    one: Sentence
    led: tuple[Sentence, ...]
    weights: dict[str, float]
    small: frozenset[str]  # those of its words that are no names


@dataclass(frozen=True)
class _Matter:
    """Lines of several outlets, the words that all of them print, or the one of which all print a
    form, and how telling they are."""

    lines: tuple[_Line, ...]
    words: tuple[str, ...]
    score: float

    @property
    def head(self) -> str:
        words = listed([f"“{word}”" for word in self.words])
        return f"Sentences with {words if self.words[1:] else f'a form of {words}'}, side by side"


def side_by_side(event: Event) -> list[Finding]:
    """Sentences of two texts or more that have rare words in common, and each has more."""
    told: list[_Matter] = []
    lines = list(_lines(event))
    every = [*_matters(event, lines), *_wide(event, lines)]
    for one in sorted(every, key=lambda one: -one.score):
        taken = {line.one.passage for two in told for line in two.lines}
        named = {word for two in told for word in two.words}
        fresh = taken.isdisjoint(line.one.passage for line in one.lines)
        if fresh and named.isdisjoint(one.words) and len(told) < _MATTERS:
            told.append(one)
    why = "No sentences of two texts that can be printed by themselves share rare words."
    none = absent(KIND, "Sentences on one matter, side by side", why)
    return [_finding(event, one) for one in told] or [none]


def _matters(event: Event, lines: list[_Line]) -> Iterator[_Matter]:
    """Each two sentences on one matter, with those of other outlets that are on it, too."""
    for pair in combinations(lines, 2):
        shared = common = _common(event, *pair)
        found = list(pair)
        for line in lines if shared else ():
            beside = [_common(event, line, each) & common for each in pair]
            if line.outlet not in {each.outlet for each in found} and beside[0] & beside[1]:
                found.append(line)
                common = common & beside[0] & beside[1]
        words = _forms(found, common)
        plain = [word for word in words if word.islower()]
        telling = len(words) >= _NAMED and len(plain) >= _PLAIN  # fewer are of many things
        score = _score(found, shared) if telling else 0.0
        if score >= _LEAST_TOLD:
            yield _Matter(tuple(found), words, score)


def _wide(event: Event, lines: list[_Line]) -> Iterator[_Matter]:
    """For each word, a sentence with a form of it of three outlets or more, on one matter."""
    holding: dict[str, list[_Line]] = defaultdict(list)
    theme = event.once(_theme)
    for line in lines:
        for word in sorted(line.small & line.weights.keys() - theme):
            if line.weights[word] >= _GATHERS:
                holding[word].append(line)
    for word, held in holding.items():
        if len({line.outlet for line in held}) >= _MANY:
            found = (_gathered(event, word, seed, held) for seed in held[:_SEEDS])
            best = max(found, key=len)
            score = _score(best, frozenset((word,))) if len(best) >= _MANY else 0.0
            if score >= _LEAST_TOLD:
                yield _Matter(tuple(best), (_form(word, best),), score)


def _theme(event: Event) -> frozenset[str]:
    """The words that half of the texts open with: all tell of them, of this and that."""
    opens = [event.once(Printed).stems(text) for text, _ in event.once(opened).values()]
    held = Counter(word for stems in opens for word in stems)
    return frozenset(word for word, n in held.items() if 2 * n >= len(opens))


def _gathered(event: Event, word: str, seed: _Line, held: list[_Line]) -> list[_Line]:
    """A sentence, and of each other outlet the one that has most in common with those before."""
    found = [seed]
    for outlet in dict.fromkeys(line.outlet for line in held if line.outlet != seed.outlet):
        own = [line for line in held if line.outlet == outlet]
        line = max(own, key=lambda line: _beside(line, found, word))
        alike = (event.once(Printed).alike(line.one.text, one.one.text)[0] for one in found)
        if _beside(line, found, word) >= _BESIDE and max(alike) <= _ALIKE:
            found.append(line)
    return found


def _beside(line: _Line, found: list[_Line], word: str) -> float:
    """The weight of the words besides one that a sentence has in common with one of some others,
    names left out."""
    shared = ((line.weights.keys() & line.small & one.small) - {word} for one in found)
    return max(math.fsum(line.weights[w] for w in sorted(words)) for words in shared)


def _form(word: str, lines: list[_Line]) -> str:
    """The form of a word that most of some sentences print, the shortest of several."""
    printed = [set(re.findall(r"\b[a-z][a-z-]+", line.one.text)) for line in lines]
    forms = Counter(form for forms in printed for form in forms if stem(form) == word)
    return max(forms, key=lambda form: (forms[form], -len(form), form))


def _lines(event: Event) -> Iterator[_Line]:
    """The sentences that can be printed, of texts that can be compared, behind the first."""
    for outlet, one in behind(event):
        shared = event.once(_shared_last).search(one.text)
        if _fits(one) and not shared and (led := can_stand_led(event, one)):
            stems = event.once(Printed).stems(one.text)
            small = frozenset(stem(word) for word in re.findall(r"\b[a-z][a-z-]+", one.text))
            yield _Line(outlet, one, led, _weights(stems), small)


def _shared_last(event: Event) -> re.Pattern[str]:
    """A last name that two people of the event bear, where no first name stands before it."""
    borne: dict[str, set[str]] = defaultdict(set)
    for name in event.facts.filter(pl.col("fact").is_in(["name", "person"]))["target"].unique():
        if people.has_first_name(name):
            borne[name.split()[-1]].add(name.split()[0])
    several = sorted(
        re.escape(last)
        for last, firsts in borne.items()
        if any(not people.is_short(*pair) for pair in combinations(sorted(firsts), 2))
    )
    before = r"(?:^|[“\"(]|\b[a-z][\w’'-]*,? )"
    return re.compile(rf"{before}(?:{'|'.join(several) or '(?!)'})\b")


def _fits(one: Sentence) -> bool:
    inside = one.rank > 0 and one.share <= _LAST
    sized = len(one.text) <= _LONGEST and len(one.text.split()) >= _LEAST
    aside = AUTHOR.search(one.text) or NO_ANSWER.search(one.text) or is_quotation(one.text)
    return inside and sized and not aside and not one.text.endswith("?")


def _weights(stems: frozenset[str]) -> dict[str, float]:
    """How much each word counts: nothing where it is common, more the rarer it is in print."""
    counted = {word: _weight(word) for word in stems if len(word) >= _LETTERS}
    return {word: weight for word, weight in counted.items() if weight > 0}


def _weight(word: str) -> float:
    return min(_RAREST, stem_rarity(word)) - _COMMON


def _common(event: Event, here: _Line, there: _Line) -> frozenset[str]:
    """The rare words that two sentences on one matter share, where each tells more; else none."""
    common = frozenset(here.weights.keys() & there.weights.keys())
    if here.outlet == there.outlet or len(common) < _BOTH:
        return frozenset()
    weight = math.fsum(here.weights[word] for word in common)
    prose = math.fsum(here.weights[word] for word in common & here.small & there.small)
    own = min(math.fsum(line.weights.values()) - weight for line in (here, there))
    if weight < _SHARED or prose < _IN_PROSE or own < _OWN:
        return frozenset()
    alike, *_ = event.once(Printed).alike(here.one.text, there.one.text)
    return common if alike <= _ALIKE else frozenset()


def _score(lines: list[_Line], common: frozenset[str]) -> float:
    """How telling some sentences on one matter are: by what they share, and what differs."""
    texts = [terms(line.one.text) for line in lines]
    figures = [set(numbers(held)) for held in texts]
    apart = any(a and b and a.isdisjoint(b) for a, b in combinations(figures, 2))
    denied = len({bool(negated(held)) for held in texts}) > 1
    told = math.fsum(map(_weight, common)) + _MORE * (len(lines) - 2)
    led = sum(len(line.led) > 1 for line in lines)
    late = sum(line.one.share for line in lines) / len(lines)
    return told + _FIGURES * apart + _DENIED * denied - _LED * led - _LATE * late


def _forms(lines: list[_Line], common: frozenset[str]) -> tuple[str, ...]:
    """The words in common as all print them, those that are no names first, then the rarest."""
    held = [set(re.findall(r"\w+", line.one.text)) for line in lines]
    roots = {word: stem(word.lower()) for word in sorted(set.intersection(*held))}
    forms = [w for w, root in roots.items() if root in common and w not in others()]
    if all(word[0].isupper() for word in forms):
        return ()  # two people called "Jane" are not one matter
    ranked = sorted(forms, key=lambda word: (word[0].isupper(), -stem_rarity(roots[word])))
    telling = [word for word in ranked[1:] if _weight(roots[word]) >= _TELLS]
    return tuple([*ranked[:1], *telling][:_NAMED])


def _finding(event: Event, matter: _Matter) -> Finding:
    place = list(event.outlets).index
    lines = sorted(matter.lines, key=lambda line: place(line.outlet))
    said = {line.outlet: printed(line.led) for line in lines}
    parts = [f"{event.labelled(outlet)} {text}" for outlet, (text, _) in said.items()]
    head = matter.head
    values = {outlet: (0.0, text, [passage]) for outlet, (text, passage) in said.items()}
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=head,
        sentence=f"{head}: {some(parts, _TOLD)}",
        sampled=True,
        number=number_of(len(lines), "outlet"),
        why="One sentence of each, chosen by the rare words that they share; these may be of one "
        "thing or of two. In square brackets stands the sentence before, where one goes on from "
        "it. A text may tell more of it elsewhere; of an outlet without a row nothing is said.",
        strength=matter.score,
        weight=LISTED,  # of one thing or of two: only who reads both knows
        topic=matter.words[0],
        n=len(lines),
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(verbatim=tuple(line.one.text for line in lines)),
    )
