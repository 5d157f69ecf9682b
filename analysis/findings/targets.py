"""What outlets may mention or not: concepts, actors, and names and numbers found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import polars as pl

from analysis import languages, tables
from analysis.findings.event import Event, per_outlet
from analysis.findings.finding import plain, quoted
from analysis.findings.heard import is_person
from analysis.measures import base, framing
from analysis.measures.framing.name_forms import is_country

Counts = dict[str, tuple[float, list[str]]]  # outlet → mentions, evidence
_PLURALS = frozenset(("people", "men", "women", "children"))


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
    rows = framing.coverage(corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts)
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


def actors(event: Event) -> Iterator[Target]:
    """The actors of event.toml, but not one whose name is an outlet's."""
    mentions = event.corpus.mentions.with_columns(
        outlet=pl.col("article_id").replace_strict(event.owners, return_dtype=pl.String),
        evidence=tables.passage_id(),
        n=pl.lit(1.0),
    )
    what = "Names and roles of event.toml; “he” and “she” are not counted."
    for actor, name in event.actors.items():
        if any(is_own_name(event, name, outlet) for outlet in event.outlets):
            continue
        if not _is_proper(name):
            continue  # "Passengers and victims": whom other words may mean
        mine = mentions.filter(pl.col("label") != "pronoun", actor=actor)
        summed = per_outlet(event, mine, "n")
        counts = dict.fromkeys(event.outlets, (0.0, []))
        counts |= {o: (summed[o]["n"], summed[o]["evidence"]) for o in summed}
        ids = mine.filter(label="name")["evidence"]
        kind = "person" if is_person(name) else "place" if is_country(name) else "actor"
        yield Target(event.with_article(name, ids), kind, counts, "naming_dots", what)


def names(event: Event, facts: tuple[str, ...] = ("person", "place", "name")) -> Iterator[Target]:
    """Names and numbers found by their form, with their mentions by outlet."""
    summed = (
        event.facts.filter(pl.col("fact").is_in(facts))
        .group_by("target", "fact", "outlet", maintain_order=True)
        .agg(pl.col("value").sum(), pl.col("evidence").explode().drop_nulls())
    )
    found: dict[tuple[str, str], Counts] = {}
    for target, fact, outlet, value, evidence in summed.iter_rows():
        found.setdefault((target, fact), {})[outlet] = (value, evidence)
    printing = set(event.owners.values())
    nothing: Counts = {outlet: (0.0, []) for outlet in event.outlets if outlet in printing}
    for (target, fact), given in found.items():
        counts = nothing | given
        if fact == "number":
            if counts_things(target):
                what = "A number found by its form, whatever describes what it counts."
                yield Target(quoted(target), "number", counts, "fact_map", what)
        elif is_name(event, target):
            ids = [passage for _, passages in counts.values() for passage in passages]
            kind = "person" if _names_person(target, fact) else fact if fact == "place" else "name"
            if kind == "name" and not _has_head(target):
                continue  # "Rigged Witch Hunt": what it names is not known
            if kind == "person" and target in event.institutions:
                continue
            name = target if kind == "person" else event.with_article(plain(target), ids)
            yield Target(name, kind, counts, "fact_map", "A name found by its form.")


def _is_proper(name: str) -> bool:
    """Whether every word of a name, but for small ones, begins with a capital or a figure."""
    small = languages.read().function_words
    return all(word in small or not word[0].islower() for word in name.split())


def _names_person(name: str, fact: str) -> bool:
    """Whether a name is a person's: somebody with a title, who speaks, or with a given name."""
    given = name.split()[0].lower() in _given_names()
    return is_person(name) and (given or fact == "person")


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name.lower() for name in languages.read().given_names)


def _has_head(name: str) -> bool:
    heads = languages.read().name_heads
    return any(word in heads for word in name.split())


_ODD = re.compile(r"[a-z][A-Z]{2}|[a-z]{3}[A-Z]|-[a-z]|^\W|\d{3}")


def is_name(event: Event, target: str) -> bool:
    """Whether a name found by its form can be printed: whole, no initials, no label grown on."""
    own = any(is_own_name(event, target, outlet) for outlet in event.outlets)
    initials = len(target) <= 5 and target.isupper()
    titled = target.split()[-1].strip(".") in languages.read().titles
    alone = " " not in target and not is_country(target)
    return not (own or initials or titled or alone or _ODD.search(target))


def counts_things(target: str) -> bool:
    """Whether a number counts things: "75 years", but not "two leaders", "5 p.m.", "five past"."""
    figure = re.match(r"\d+", target.replace(",", ""))
    words = target.lower().split()
    small = (figure is not None and int(figure[0]) < 3) or words[0] in ("one", "two", "first")
    plural = words[-1].endswith("s") and not words[-1].endswith("ss")
    return not small and (plural or words[-1] in _PLURALS)


def is_own_name(event: Event, target: str, outlet: str) -> bool:
    """Whether a name is part of the outlet's, or begins with a word of it ("Monitor Stories")."""
    words = {word for word in event.outlets[outlet].lower().split() if len(word) > 4}
    first = target.lower().removeprefix("the ").split()[0]
    return target.lower() in event.outlets[outlet].lower() or first in words


def hinted(event: Event, target: str, outlet: str) -> bool:
    """Whether an outlet has any word of a name, or of its kin ("Russian" for "Russia").

    Errs on the side of yes, so that "never" and "only" hold. Of a person the last name
    decides.
    """
    if is_person(target):
        return re.findall(r"\w+", target)[-1].lower() in event.words[outlet]
    return outlet in event.kin.of(target)


def sizes(event: Event) -> dict[str, int]:
    """Outlet → sentences in which mentions were looked for."""
    corpus = event.corpus
    read = base.sentences(corpus.articles, corpus.sentences, corpus.paragraphs)
    return base.sizes(corpus.articles, read)
