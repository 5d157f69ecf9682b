"""Nouns for what some texts speak of, "climate" or "subpoena", and others print in no form."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from rapidfuzz.distance import OSA

from analysis import languages
from analysis.findings import moment
from analysis.findings.event import Event, letters
from analysis.findings.finding import (
    CENSUS,
    LISTED,
    Finding,
    Proof,
    Values,
    absent,
    number_of,
)
from analysis.findings.introducing import introducing
from analysis.findings.nouns import Use, nouns, others, proper, rarity, shown_as, singular
from analysis.findings.own_words import is_captioned
from analysis.findings.phrases import in_whom
from analysis.findings.silence import Printed
from analysis.measures.claims import quantities
from analysis.measures.overlap.features import stem
from analysis.phrasing import listed

KIND = "topics"
_BESIDE_RARE = 8.0  # from which a word beside it tells it, too
_COMMON = 7.0  # from which that counts
_MOST = 10.5  # up to which it counts more
_OFTEN, _TWICE = 3, 2  # times that one outlet has it, or two have it each
_NAMED = 5  # times that one outlet has a name
_SLIPS = 2  # letters in which two spellings of a name differ
_PROSE = 0.8  # share of its uses that stand in bodies, in no name
_READ = 0.6  # share of them in which what may be a verb is read as a noun
_HELD = 0.25  # share of its sentences' weight up to which the silent do not tell them otherwise
_LEAST = 2.0  # score from which a noun is told
_SILENT = 3  # at least every so many-th outlet is silent
_SURE_ROOT = 3  # letters of it by which a text without it is known at once
_ROOT = 5  # letters that all forms of a word have in common
_NAME_GOES_ON = re.compile(r" (?:of )?[A-Z]")
_STARTS = (*'.!?“”"‘’:', "")  # before a capital that begins a sentence
_PARTS = (4, 5, 6)  # letters of a word that a longer one may be made of
_OF_VERB = re.compile(
    r"(?P<verb>[a-z]{3,5})[a-z]{0,4}?-?(?P<part>down|up|out|off|over|back|away|in)"
)
_OF_DOING = re.compile(r"ations?$")
_DOER = re.compile(r"(?<=[a-z]{4})(?:er|or|ist)$")  # of a stem: who does it
_HEADED = 3  # words of a headline
_TOLD = 3  # words of what stands in the list
_EACH = 2  # of these that the same outlets have
_SHARED = 1.2  # what two outlets have weighs more than what one has


_Said = dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class _Topic:
    """A noun: its singular, how it is mostly printed, where outlets have it, who has no form."""

    key: str
    noun: str
    passages: dict[str, list[str]]
    silent: tuple[str, ...]
    score: float

    @property
    def roots(self) -> set[str]:
        """How its words begin."""
        return {word[:_ROOT] for word in (self.key, *self.noun.split())}


def topics(event: Event) -> list[Finding]:
    """Nouns that tell what some texts are about, and of which others print no form."""
    told: list[_Topic] = []
    beside: Counter[tuple[str, ...]] = Counter()
    for one in sorted([*_topics(event), *_names(event)], key=lambda one: (-one.score, one.noun)):
        roots = {root for two in told for root in two.roots}
        if roots.isdisjoint(one.roots) and beside[tuple(one.passages)] < _EACH:
            beside[tuple(one.passages)] += 1
            told.append(one)
    said = _brought_in(event, told)
    headed = [one for one in told if all((one.noun, o) in said for o in one.passages)][:_HEADED]
    rest = [one for one in told if one not in headed][:_TOLD]
    if told:
        weight = 0.36 + 0.05 * len(headed)
        found = [_finding(event, headed, said, weight=weight)] if headed else []
        more = bool(headed)
        found += [_finding(event, rest, said, weight=LISTED, more=more)] if rest else []
        return found
    why = "No telling noun stands often in some texts and in no form in others."
    return [absent(KIND, "What some texts speak of and others do not", why)]


def _topics(event: Event) -> Iterator[_Topic]:
    """The nouns that some outlets have often, and at least a third surely not at all."""
    least = max(1, len(event.comparable) // _SILENT)
    for noun, uses in event.once(nouns).items():
        shown = shown_as(uses)
        silent = [o for o in event.comparable if not _has_form(event, o, noun, shown)]
        few = len(uses) < _OFTEN or len(silent) < least
        if few or not shown or singular(shown.split()[-1], "r") in others():
            continue
        passages = _passages(event, shown)
        if not _is_known_of_all(event, passages, silent):
            continue
        every = [passage for ids in passages.values() for passage in ids]
        of_day = [o for o in silent if not moment.is_known_apart(event, o, every)]
        measure = quantities.measure(uses[0].form)
        if measure or len(of_day) < least or not _is_often(passages):
            continue
        if noun in _verbs() and len(uses) < _READ * len(every):
            continue  # "lies"
        score = _score(event, shown, passages)
        if score >= _LEAST and _held(event, of_day, uses) <= _HELD:
            yield _Topic(noun, _in_all(event, shown, passages), passages, tuple(silent), score)


def _in_all(event: Event, shown: str, passages: dict[str, list[str]]) -> str:
    """A noun as all of some outlets print it: in the singular where one has no plural."""
    *ahead, last = shown.split()
    held = [{event.passage(one).lower() for one in ids} for ids in passages.values()]
    one = " ".join([*ahead, singular(last, "r")])
    return shown if all(shown.lower() in forms for forms in held) else one


def _names(event: Event) -> Iterator[_Topic]:
    """The names, no person's, that an outlet has often, and at least a third in no spelling."""
    least = max(1, len(event.comparable) // _SILENT)
    for name in event.once(proper):
        silent = [o for o in event.comparable if not _has_like(event, o, name)]
        if len(silent) < least:
            continue
        passages = _passages(event, name, of_names=True)
        if not _is_known_of_all(event, passages, silent):
            continue
        every = [passage for ids in passages.values() for passage in ids]
        of_day = [o for o in silent if not moment.is_known_apart(event, o, every)]
        often = max(map(len, passages.values()), default=0) >= _NAMED
        score = _score(event, name, passages) if often else 0.0
        if len(of_day) >= least and score >= _LEAST:
            yield _Topic(name.lower(), name, passages, tuple(silent), score)


def _is_known_of_all(event: Event, held: Iterable[str], silent: Iterable[str]) -> bool:
    """Whether each outlet surely has a word or surely has none: no one is passed over."""
    return {*event.comparable} <= {*held, *silent}


def _has_like(event: Event, outlet: str, name: str) -> bool:
    """Whether an outlet prints a name, its kin ("Scottish"), or a word that is nearly the same."""
    if outlet in event.kin.of(name):
        return True
    slips = _SLIPS if len(name) > _ROOT else 1  # "Qaeda", "Qaida"
    near = event.capitals[outlet].get(name[0].lower(), ())
    return _has_form(event, outlet, name.lower(), name) or any(
        OSA.distance(word, name.lower(), score_cutoff=slips) <= slips for word in near
    )


def _is_often(passages: dict[str, list[str]]) -> bool:
    """Whether one outlet has a noun several times, or two have it more than once."""
    first, second, *_ = sorted((*map(len, passages.values()), 0, 0), reverse=True)
    return first >= _OFTEN or second >= _TWICE


def _score(event: Event, shown: str, passages: dict[str, list[str]]) -> float:
    """S = (R − 7) · ln(1 + 10 · n/√N): how rare R a noun is, and how often n of N words it is."""
    dense = max(len(ids) / math.sqrt(len(event.printed[o].split())) for o, ids in passages.items())
    score = (min(_MOST, max(map(rarity, shown.split()))) - _COMMON) * math.log(1 + 10 * dense)
    return score * (_SHARED if len(passages) > 1 else 1)


def _has_form(event: Event, outlet: str, noun: str, shown: str) -> bool:
    """Whether an outlet prints a word that begins as a noun does: "vaccinated" as "vaccine".

    Or as another rare word beside it ("sexual misconduct"), all in one word ("tripwire"), or by
    a word that is said for it: "paper" or "daily" for "newspaper".
    """
    begun, run = event.once(_begun)[outlet]
    verb = _OF_VERB.fullmatch((shown or noun).lower())
    if verb and verb["verb"] in begun and verb["part"] in event.words[outlet]:
        return True  # "shutting down", of "shutdown"
    if any((shown or noun).lower()[:n] in event.words[outlet] for n in _PARTS):
        return True  # "path", of "pathway"
    if not event.words[outlet].isdisjoint(
        _said_for(singular((shown or noun).split()[-1].lower(), "r"))
    ):
        return True
    rare = [word for word in shown.split() if rarity(word) >= _BESIDE_RARE]
    begins = any(_root(word) in begun for word in (noun, *rare))
    return begins or letters(shown).replace(" ", "") in run


def _root(word: str) -> str:
    """What all forms of a word begin with: "hat" of "hate" and "hatred", "riot" of "rioters",
    "inva" of "invasion" and "invade"."""
    verb = _OF_DOING.sub("", word)
    if verb != word and verb in _verbs():
        return verb[:_ROOT]  # "tax", of "taxation"
    root = _DOER.sub("", stem(word))[:_ROOT]
    short = len(word) <= _ROOT and len(root) > _SURE_ROOT
    return root[:-1] if short or re.search(r"[ts]ions?$", word) else root


@cache
def _verbs() -> frozenset[str]:
    """Verbs as they stand in a dictionary."""
    return frozenset(row["lemma"] for row in languages.read().verbs)


@cache
def _said_for(noun: str) -> frozenset[str]:
    """The words that are said for a noun, each also as a plural."""
    words = languages.read().synonyms.get(noun, frozenset())
    return frozenset(form for word in words for form in (word, f"{word}s"))


def _begun(event: Event) -> dict[str, tuple[frozenset[str], str]]:
    """Outlet → how its words begin, by one letter to five, and all that it prints in one run."""
    return {
        outlet: (
            frozenset(word[:n] for word in words for n in range(1, _ROOT + 1)),
            event.letters[outlet].replace(" ", ""),
        )
        for outlet, words in event.words.items()
    }


def _passages(event: Event, shown: str, *, of_names: bool = False) -> dict[str, list[str]]:
    """Outlet → where it prints a noun or its plural; none where many are in no body, or names."""
    *first, last = shown.split()
    one = singular(last, "r")
    joined = r"[\s-]?".join(map(re.escape, [*first, one.removesuffix("y")]))
    plural = "(?:y|ies)" if one.endswith("y") else "(?:e?s)?"
    pattern = re.compile(rf"\b{joined}{plural}\b", re.IGNORECASE)
    found: dict[str, list[str]] = defaultdict(list)
    every = in_prose = 0
    root = shown[:_SURE_ROOT].lower()
    for article, text in event.texts.items():
        if root not in event.once(_begun)[event.owners[article]][0]:
            continue
        bodies = event.bodies.get(article, [])
        for match in pattern.finditer(text):
            named = _is_of_name(text, match)
            inside = any(low <= match.start() < high for low, high in bodies)
            inside = inside and not is_captioned(text, *match.span())
            every, in_prose = every + 1, in_prose + (inside and (of_names or not named))
            found[event.owners[article]].append(f"{article}:{match.start()}-{match.end()}")
    if in_prose < _PROSE * every:
        return {}
    return {outlet: found[outlet] for outlet in event.outlets if outlet in found}


def _is_of_name(text: str, word: re.Match[str]) -> bool:
    """Whether a word with a capital is a part of a name: "Chamber of Commerce"."""
    before = text[max(0, word.start() - 2) : word.start()].rstrip()[-1:]
    goes_on = _NAME_GOES_ON.match(text, word.end())
    return word[0][0].isupper() and (goes_on is not None or before not in _STARTS)


def _held(event: Event, silent: Sequence[str], uses: list[Use]) -> float:
    """How much of a noun's sentences the silent tell in other words, in the middle of all."""
    printed = event.once(Printed)
    return median(max(printed.share(outlet, use.text)[0] for outlet in silent) for use in uses)


def _brought_in(event: Event, told: list[_Topic]) -> _Said:
    """Noun and outlet → the first sentence with it that can be printed, and its passage."""
    return {
        (one.noun, outlet): found
        for one in told
        for outlet in one.passages
        if (found := introducing(event, outlet, one.noun))
    }


def _finding(
    event: Event, told: list[_Topic], said: _Said, *, weight: float, more: bool = False
) -> Finding:
    parts, given = [], defaultdict[str, list[str]](list)
    for one in told:
        have = listed([event.labelled(outlet) for outlet in one.passages])
        lack = in_whom([event.labelled(outlet) for outlet in one.silent])
        parts.append(f"“{one.noun}” in {have}, not in {lack}")
        for outlet, ids in one.passages.items():
            given[outlet] += ids
    shown = [o for o in event.outlets if o in event.comparable or o in given]
    values: Values = {}
    for outlet in shown:
        firsts = [said[one.noun, outlet] for one in told if (one.noun, outlet) in said]
        where = [passage for _, passage in firsts]
        values[outlet] = (0.0, _shown(outlet, told, said), [*where, *given.get(outlet, [])])
    head = f"{'More words' if more else 'Words'} that stand in some texts, and in others in no form"
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"{head}{moment.caution(event)}",
        sentence=f"{head}: {'; '.join(parts)}{moment.caution(event)}",
        number=number_of(len(told), "word"),
        why="Names, and nouns that are rare in print and stand often here; of each outlet that has "
        "one, the first sentence with it that can be printed by itself. Where it is said not to "
        "stand, no word begins as it does; the same may be told in other words.",
        strength=weight,
        weight=weight,
        topic="topics",
        n=len(told),
        bars=event.bars(values, *given, nothing="—"),
        notes=event.notes(event.outlets),
        proof=Proof(verbatim=tuple(one.noun for one in told)),
    )


def _shown(outlet: str, told: list[_Topic], said: _Said) -> str:
    """Which of the words an outlet has, in what sentence, and which not."""
    have = [
        f"“{one.noun}” ({said[one.noun, outlet][0]})"
        if (one.noun, outlet) in said
        else f"“{one.noun}”"
        for one in told
        if outlet in one.passages
    ]
    lack = [f"“{one.noun}”" for one in told if outlet in one.silent]
    if len(lack) == len(told):
        return "none of these"
    parts = [listed(have)] if have else []
    parts += [f"not {listed(lack)}"] if lack else []
    return "; ".join(parts)
