"""What outlets may mention or not: concepts, actors, and names and numbers found by their form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from rapidfuzz.distance import OSA

from analysis import languages, tables
from analysis.findings.event import Event, letters, per_outlet
from analysis.findings.finding import plain, quoted
from analysis.findings.own_words import is_captioned
from analysis.findings.people import bare, has_first_name, is_given, is_person, is_short, papers
from analysis.languages.folding import fold
from analysis.measures import base
from analysis.measures.framing.name_forms import is_country
from analysis.reading.quotes import link_labels

_LONGEST = 30  # characters before a name in which the word before it stands
_WORDS = 4  # words of the name of a body
_LONG = 5  # letters of a last name, from which one letter more or less may be a slip
_ENDINGS = ("ism", "ist", "ists", "ite", "ites", "ian", "ians", "esque", "omics")
_TOLD_OF = 3  # times that a text names somebody whom it then means by "the president"
_CASE = re.compile(r"\b([A-Z][\w’'-]+) v(?:s|ersus)?\.? ([A-Z][\w’'-]+)")  # "Roe v. Wade"
Counts = dict[str, tuple[float, list[str]]]  # outlet → mentions, evidence


@dataclass(frozen=True)
class Target:
    """Something to mention: how it is called, what kind it is, who mentions it how often."""

    name: str
    kind: str
    counts: Counts
    chart: str
    what: str
    terms: tuple[str, ...] = ()

    @property
    def carriers(self) -> list[str]:
        return [outlet for outlet, (n, _) in self.counts.items() if n]

    @property
    def total(self) -> float:
        return sum(n for n, _ in self.counts.values())


def concepts(event: Event) -> Iterator[Target]:
    """The concepts of event.toml."""
    corpus = event.corpus
    rows = corpus.coverage
    rows = rows.with_columns(value=pl.col("value") + pl.col("headlines"))
    for concept, name in (
        corpus.concepts.select("concept", "name").unique(maintain_order=True).iter_rows()
    ):
        terms = corpus.concepts.filter(concept=concept)["term"].to_list()
        summed = per_outlet(event, rows.filter(target=concept), "value")
        counts = {o: (summed[o]["value"], summed[o]["evidence"]) for o in summed}
        what = f"The concept is a list of terms: {', '.join(map(plain, terms))}."
        phrases = all(" " in term for term in terms)
        kind = "phrase" if phrases else "concept"
        yield Target(quoted(name), kind, counts, "omission_map", what, tuple(terms))


def names(event: Event) -> Iterator[Target]:
    """People whose names are found by their form, with their mentions by outlet."""
    summed = (
        event.facts.filter(pl.col("fact").is_in(["person", "name"]))
        .group_by("target", "fact", "outlet", maintain_order=True)
        .agg(pl.col("evidence").explode().drop_nulls())
    )
    found: dict[tuple[str, str], Counts] = {}
    for target, fact, outlet, evidence in summed.iter_rows():
        last = bare(target).split()[-1].lower()  # not the "Islam" of Louis Roe of the Nation of it
        own = bare(target) == target
        told = [
            passage
            for passage in evidence
            if names_him(event, passage) and (own or last in event.passage(passage).lower())
        ]
        if told:
            counts = found.setdefault((bare(target), fact), {})
            had, before = counts.get(outlet, (0.0, []))
            counts[outlet] = (had + len(told), [*before, *told])
    printing = set(event.owners.values())
    nothing: Counts = {outlet: (0.0, []) for outlet in event.outlets if outlet in printing}
    people: dict[str, Counts] = {}
    for (target, _), given in found.items():
        place = target.split()[0] in event.places  # "Paris Match" is no person
        whole = is_name(event, target) and has_first_name(target) and not place
        whole = whole and not _is_of_a_case(event, target)
        if whole and target not in event.institutions:
            people[target] = nothing | given
    for target, counts in _each_once(people).items():
        yield Target(target, "person", counts, "fact_map", "A name found by its form.")


def _is_of_a_case(event: Event, name: str) -> bool:
    """Whether a last name stands more often in the name of a case, "Roe v. Wade", than in full."""
    cases = event.once(_cases)[name.split()[-1]]
    return cases > 0 and cases > sum(text.count(name) for text in event.printed.values())


def _cases(event: Event) -> Counter[str]:
    """How often each name stands in the name of a case."""
    found = (pair for text in event.printed.values() for pair in _CASE.findall(text))
    return Counter(name for pair in found for name in pair)


_LINKED = re.compile(r"[A-Z][A-Z ’']{3,30}: ")  # "OUR VIEW: The House should hear Roe"


def in_prose(event: Event, passage: str) -> bool:
    """Whether a passage stands in a paragraph of a body, in no label of a link or gallery."""
    article, start, end = tables.parse_passage_id(passage)
    labels = event.once(_labels).get(article, [])
    inside = any(low <= start and end <= high for low, high in event.bodies.get(article, []))
    text = event.texts[article]
    inside = inside and not _LINKED.match(text, text.rfind("\n", 0, start) + 1)
    labelled = any(low < end and start < high for low, high in labels)
    return inside and not labelled and not is_captioned(text, start, end)


def names_him(event: Event, passage: str) -> bool:
    """Whether a name in prose means its bearer, and not what is called so: "the Roe tax cuts"."""
    article, _, end = tables.parse_passage_id(passage)
    return in_prose(event, passage) and not _CALLED_SO.match(event.texts[article], end)


_CALLED_SO = re.compile(
    r"-era\b|[- ](?:tax|era|administration|years|doctrine|presidency|library|foundation|dynasty|"
    r"memorial|airport|holdovers?|appointees?)\b"
    r"|[ -](?:el|al|bin|bint|ibn|abu|ul|ud|von|van|der|den|de|di|da|du|la|le)[ -][A-Z]"  # goes on
)


def _labels(event: Event) -> dict[str, list[tuple[int, int]]]:
    """Article → the labels that links have left in it."""
    return {article: link_labels.spans(text) for article, text in event.texts.items()}


def bodies(event: Event) -> dict[str, Counts]:
    """Names of several words that end in what they name, "Insurrection Act"; none of media."""
    heads, found = languages.read().name_heads, dict[str, Counts]()
    rows = event.facts.filter(pl.col("fact").is_in(["name", "organisation", "law"]))
    for name, outlet, n, ids in rows.select("target", "outlet", "value", "evidence").iter_rows():
        words = name.split()
        ids = [one for one in ids if in_prose(event, one) and _is_named(event, one, words)]
        n = len(ids)
        if not ids:
            continue
        known = words[-1] in heads and name.lower() not in papers()
        cut = any(_goes_before(event, passage) for passage in ids)
        if 1 < len(words) <= _WORDS and known and not cut and is_name(event, name):
            counts = found.setdefault(name, {})
            had, before = counts.get(outlet, (0.0, []))
            counts[outlet] = (had + n, [*before, *ids])
    return found


def _is_named(event: Event, passage: str, words: list[str]) -> bool:
    """Whether a passage has the last word of a body's name, or its initials: no "Middle East"."""
    shown = event.passage(passage)
    return words[-1].lower() in shown.lower() or shown.replace(".", "").isupper()


_NAME_BEFORE = re.compile(  # "Justice in" stands before "Policing Act"
    r"(?:(?!The )[A-Z][\w’'-]*|\band|\bof|&|[A-Z][\w’'-]* (?:in|for)) $"
)


def _goes_before(event: Event, passage: str) -> bool:
    """Whether a name may be cut in front: "Ways and" stands before "Means Committee"."""
    article, start, _ = tables.parse_passage_id(passage)
    before = event.texts[article][max(0, start - _LONGEST) : start]
    return _NAME_BEFORE.search(before) is not None


def _each_once(people: dict[str, Counts]) -> dict[str, Counts]:
    """People, each under the name that is printed most: "Chris Roe" is "Christopher Roe"."""
    found: dict[str, Counts] = {}
    for name in sorted(people, key=lambda name: -sum(n for n, _ in people[name].values())):
        one = next((other for other in found if _is_short_for(name, other)), name)
        both = (found.get(one, {}), people[name])
        outlets = {outlet: None for counts in both for outlet in counts}
        held = {o: [counts[o] for counts in both if o in counts] for o in outlets}
        found[one] = {
            o: (sum(n for n, _ in rows), [passage for _, ids in rows for passage in ids])
            for o, rows in held.items()
        }
    return {name: found[name] for name in people if name in found}


def _is_short_for(one: str, two: str) -> bool:
    """Whether two names may be one person's: "Chris Roe", "Christopher Roe", "Chris Roe Lund"."""
    one, two = fold(one), fold(two)  # "Michèle", "Michele"
    kin = one.split()[-1] == two.split()[-1] and is_short(one.split()[0], two.split()[0])
    return one == two or kin or one.startswith(f"{two} ") or two.startswith(f"{one} ")


_ODD = re.compile(r"[a-z][A-Z]{2}|[a-z]{3}[A-Z]|-[a-z]|^\W|\d{3}")


def is_name(event: Event, target: str) -> bool:
    """Whether a name found by its form can be printed: whole, no initials, no label grown on."""
    own = any(is_own_name(event, target, outlet) for outlet in event.outlets)
    initials = len(target) <= 5 and target.isupper()
    titled = target.split()[-1].strip(".") in languages.read().titles
    alone = " " not in target and not is_country(target)
    return not (own or initials or titled or alone or _ODD.search(target))


def is_own_name(event: Event, target: str, outlet: str) -> bool:
    """Whether a name is part of the outlet's, or begins with a word of it ("Monitor Stories")."""
    words = {word for word in event.outlets[outlet].lower().split() if len(word) > 4}
    first = target.lower().removeprefix("the ").split()[0]
    return target.lower() in event.outlets[outlet].lower() or first in words


def printed(event: Event, target: Target, outlet: str) -> str:
    """The name as the outlet first prints it whole: "George W. Bush"."""
    for passage in target.counts[outlet][1]:
        text = plain(event.passage(passage))
        if letters(text) == letters(target.name):
            return text
    return plain(target.name)


def hinted(event: Event, target: str, outlet: str) -> bool:
    """Whether an outlet has any word of a name, or of its kin ("Russian" for "Russia").

    Errs on the side of yes, so that "never" and "only" hold. Of a person the last name
    decides, also where one of its letters is wrong, or the first that stands alone.
    """
    if is_person(target):
        first, *_, last = re.findall(r"\w+", target)
        lasts = {last.lower(), *event.once(_other_lasts).get(target, ())}
        known = any(_is_printed(event, word, outlet) for word in lasts)
        return known or first in event.once(_alone)[outlet]  # "Crooked Jane"
    return outlet in event.kin.of(target)


def _is_printed(event: Event, last: str, outlet: str) -> bool:
    """Whether an outlet has a last name, misspelt or with an ending: "Thatcherism"."""
    made = any(f"{last}{ending}" in event.words[outlet] for ending in _ENDINGS)
    return made or last in event.words[outlet] or is_misspelt(event, last, outlet)


def _other_lasts(event: Event) -> dict[str, set[str]]:
    """Name → the last words of all that event.toml says its bearer is called: "Haniya"."""
    called: dict[str, set[str]] = defaultdict(set)
    for actor, name in event.corpus.aliases.select("actor", "alias").iter_rows():
        called[actor].add(name)
    return {
        name: {re.findall(r"\w+", one)[-1].lower() for one in names if re.search(r"\w", one)}
        for names in called.values()
        for name in names
    }


_WHICH = (  # "the", "the Ohio", "a federal"; not "the vice president", "a new mayor"
    r"\b(?:[Tt]he|[Aa]n?)(?: (?!(?:vice|deputy|lieutenant|assistant|former|ex|next|new|future|"
    r"previous|last|first|any|another)\b)[\w.-]+)?"
)


def by_office(event: Event) -> dict[str, set[str]]:
    """Last name → the outlets that may mean its bearer by an office: "the president", "Ohio's
    governor", "a federal judge", where one prints "President Roe"; not those that tell of another
    president."""
    of = languages.read().sole_offices
    titles = "|".join(map(re.escape, sorted(of, key=len, reverse=True)))
    offices = "|".join(sorted({*of.values()}, key=len, reverse=True))
    held = re.compile(rf"\b((?i:{titles}))(?: [A-Z][\w-]+){{0,2}} ([A-Z][\w-]+)")
    alone = re.compile(rf"(?:{_WHICH}|[A-Z]\w+[’']s) ((?i:{offices}))\b(?! [A-Z])")
    holders: dict[str, set[str]] = defaultdict(set)
    for text in event.printed.values():
        for office, last in held.findall(text):
            holders[of[office.lower()]].add(last)
    found: dict[str, set[str]] = defaultdict(set)
    for outlet, text in event.printed.items():
        for office in map(str.lower, {*alone.findall(text)}):
            told = {one for one in holders[office] if text.count(one) >= _TOLD_OF}
            for last in set() if told else holders[office]:
                found[last].add(outlet)
    return found


_ALONE = re.compile(r"\b[A-Z]\w{3,}\b(?![’']?[a-z]? ?[A-Z-])")  # "Jane", not in "Jane Roe"


def _alone(event: Event) -> dict[str, frozenset[str]]:
    """Outlet → the longer words with a capital that no other one follows."""
    return {outlet: frozenset(_ALONE.findall(text)) for outlet, text in event.printed.items()}


def is_misspelt(event: Event, last: str, outlet: str) -> bool:
    """Whether an outlet has a name that is one letter, or two in turn, from a last name."""
    return len(last) >= _LONG and any(
        OSA.distance(word, last, score_cutoff=1) <= 1
        and (word == last or not is_given(word.capitalize()))  # "Brian" is no slip of "Bryan"
        for word in event.capitals[outlet].get(last[0], ())
    )


def sizes(event: Event) -> dict[str, int]:
    """Outlet → sentences in which mentions were looked for."""
    corpus = event.corpus
    read = base.sentences(corpus.articles, corpus.sentences, corpus.paragraphs)
    return base.sizes(corpus.articles, read)
