"""What two outlets tell alike, each in a sentence of its own, and no sentence of others holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from analysis import languages, tables
from analysis.findings import grouped, moment, people, silence
from analysis.findings.event import Event, letters, runs
from analysis.findings.finding import CENSUS, LISTED, Finding, Proof, absent, number_of
from analysis.findings.own_words import Sentence, by_article, is_whole, sentences
from analysis.findings.phrases import in_whom, silent_too, whole
from analysis.findings.silence import Printed

KIND, CHART = "told alike", "claim_map"
_HELD = 0.25  # share of what they have in common up to which two sentences do not tell it: of 50
# outlets read that were below, one told it, in a list; above, every third
_LONGEST = 320  # characters of a sentence that can be printed whole
_COMMAS = 4  # of a sentence that is no list, which others may tell in other words
_RUN = 5  # words of a sentence in a row, of which who prints them tells some of it
_REPRINTED = 8  # and of which a sentence is the same one, reprinted,
_COMMON = 3  # or so many, where two have them in common
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PRINTED = 3  # sentences that a finding prints


_POINTING = re.compile(  # at what is not shown: "this man"
    r"\bthis (?!week|month|year|morning|summer|spring|fall|winter|season|day)[a-z]+|"
    r"\b(?:these|those|such) [a-z]+"
)


@dataclass(frozen=True)
class Retold:
    """A claim by what two outlets or more print of it, and who surely has nothing of it.

    ``later`` outlets have nothing of it either, and may be of another day.
    """

    printed: dict[str, Sentence]
    silent: list[str]
    unsure: list[str]
    later: list[str]


def retold(event: Event) -> list[Finding]:
    """Claims that outlets tell alike, not only in somebody's marks, and others surely do not."""
    found = [_finding(event, one) for one in _claims(event)]
    why = "No claim is told alike by two outlets, in whole sentences, and surely not by another."
    return found or [absent(KIND, "What some tell and others do not", why, chart=CHART)]


def _claims(event: Event) -> Iterator[Retold]:
    told = event.corpus.claims.filter(pl.col("state") == "told", "sure")
    wide = told.group_by("claim_id").agg(
        n=pl.col("outlet").n_unique(), quoted=(pl.col("voice") == "quoted").all()
    )
    wide = wide.filter(pl.col("n") > 1, ~pl.col("quoted"))
    held = told.join(wide, on="claim_id", how="semi", maintain_order="left")
    for _, cells in held.group_by("claim_id", maintain_order=True):
        passages = cells.select("outlet", "evidence").explode("evidence").drop_nulls()
        if one := _read(event, passages):
            yield one


def _read(event: Event, passages: pl.DataFrame) -> Retold | None:
    """A claim of which two outlets print whole sentences that are alike, if another has none."""
    told: dict[str, list[Sentence]] = {}
    for outlet, passage in passages.iter_rows():
        if outlet not in event.rounding_up and (one := _sentence(event, passage)):
            told.setdefault(outlet, []).append(one)
    printed = _alike(event, told)
    if not printed:
        return None
    printed |= _verbatim(event, printed)
    looked_for = event.once(Printed)
    texts = [one.text for one in printed.values()]
    common = looked_for.common(texts)
    tellers = grouped.telling(event, passages["evidence"])
    tellers |= set(passages["outlet"])
    rest = [outlet for outlet in event.comparable if outlet not in printed]
    silent = [
        outlet
        for outlet in rest
        if outlet not in tellers
        and looked_for.silent(outlet, texts)
        and looked_for.held(outlet, common) <= _HELD
        and not _has_number(event, outlet, texts)
        and not any(event.prints_run(outlet, text, _RUN) for text in texts)
        and not moment.lacks_day(event, outlet, [one.passage for one in printed.values()])
    ]
    unsure = [outlet for outlet in rest if outlet not in silent]
    later = [o for o in silent if not moment.of_one_moment(event, o, passages["evidence"])]
    silent = [outlet for outlet in silent if outlet not in later]
    if not silent or len(unsure) > len(silent) or len(later) > len(printed) + len(silent):
        return None
    return Retold(printed, silent, unsure, later)


def _has_number(event: Event, outlet: str, texts: list[str]) -> bool:
    """Whether an outlet prints a number that all of some sentences have in common."""
    common = set.intersection(*(set(_FIGURE.findall(text)) for text in texts))
    return not common.isdisjoint(_FIGURE.findall(event.printed[outlet]))


def _sentence(event: Event, passage: str) -> Sentence | None:
    """The whole sentence of prose that a passage stands in, if it can be printed."""
    article, start, end = tables.parse_passage_id(passage)
    for one in event.once(by_article).get(article, ()):
        if one.start <= start and end <= one.end:
            fits = len(one.text) <= _LONGEST and is_whole(one.text) and not one.posted
            fits = fits and len(re.findall(r"[,;]", one.text)) <= _COMMAS
            fits = fits and not _POINTING.search(one.text)
            return one if fits else None
    return None


def _alike(event: Event, told: dict[str, list[Sentence]]) -> dict[str, Sentence]:
    """The two sentences of two outlets that are most alike, and others as like one of them."""
    printed = event.once(Printed)
    flat = [(outlet, one) for outlet, held in told.items() for one in held]
    scored = [
        (alike[0], x, y)
        for x, y in combinations(flat, 2)
        if x[0] != y[0]
        and _of_one(event, x[1].text, y[1].text)
        and silence.is_one(alike := printed.alike(x[1].text, y[1].text))
    ]
    if not scored:
        return {}
    _, *best = max(scored, key=lambda row: row[0])
    found = dict(best)
    for outlet, one in flat:
        near = [
            printed.alike(one.text, other.text)
            for _, other in best
            if _of_one(event, one.text, other.text)
        ]
        if outlet not in found and any(map(silence.is_one, near)):
            found[outlet] = one
    same = len({letters(one.text) for one in found.values()}) == 1
    return {} if same else {outlet: found[outlet] for outlet in event.outlets if outlet in found}


def _verbatim(event: Event, printed: dict[str, Sentence]) -> dict[str, Sentence]:
    """Sentences of other outlets that hold many of the printed words in a row, or a few that two
    of them have in common."""
    held = [letters(one.text).split() for one in printed.values()]
    counted = Counter(run for words in held for run in set(runs(words, _COMMON)))
    every = [run for words in held for run in runs(words, _REPRINTED)]
    every += [run for run, n in counted.items() if n > 1 and _tells(run)]
    known, found = event.once(_by_run), dict[str, Sentence]()
    for run in every:
        for words, one in known.get(" ".join(run.split()[:_COMMON]), ()):
            outlet = event.owners[one.article]
            if outlet not in printed and f" {run} " in words:
                found.setdefault(outlet, one)
    return found


def _by_run(event: Event) -> dict[str, list[tuple[str, Sentence]]]:
    """A few words in a row → the sentences that can be printed and hold them, as compared."""
    found: dict[str, list[tuple[str, Sentence]]] = {}
    for one in event.once(sentences):
        if len(one.text) <= _LONGEST and is_whole(one.text) and not one.posted:
            words = letters(one.text)
            for run in set(runs(words.split(), _COMMON)):
                found.setdefault(run, []).append((f" {words} ", one))
    return found


def _tells(run: str) -> bool:
    """Whether a run of words says something: two of them are no function words."""
    return sum(word not in languages.read().function_words for word in run.split()) > 1


def _of_one(event: Event, one: str, two: str) -> bool:
    """Whether the people and the numbers of two sentences allow that they tell one thing."""
    lasts = event.once(people.known)
    words = [re.findall(r"\w[\w’'-]*", text) for text in (one, two)]
    named = [{word.removesuffix("'s").removesuffix("’s") for word in held} for held in words]
    persons = [{word for word in held if word in lasts} for held in named]
    figures = [set(_FIGURE.findall(text)) for text in (one, two)]
    apart = any(a and b and a.isdisjoint(b) for a, b in (persons, figures))
    return not apart and not _is_unmarked(one, two) and not _is_unmarked(two, one)


def _is_unmarked(one: str, two: str) -> bool:
    """Whether a sentence prints as its own what stands in marks in the other: somebody's words.

    >>> held = "He wrote: “the forces of evil are on the march all over our land again.”"
    >>> _is_unmarked("The forces of evil are on the march all over our land again!", held)
    True
    """
    own = f" {letters(_MARKED.sub(' ', one))} "
    marked = (words.split() for words in map(letters, _MARKED.findall(two)))
    return any(f" {run} " in own for words in marked for run in runs(words, _REPRINTED))


def _finding(event: Event, one: Retold) -> Finding:
    n = len(event.outlets)
    unsure = [event.labelled(outlet) for outlet in one.unsure if outlet not in one.later]
    shown = list(one.printed)[:_PRINTED]
    told = "; ".join(f"{event.labelled(o)} {whole(one.printed[o].text, _LONGEST)}" for o in shown)
    quiet = [event.labelled(outlet) for outlet in one.silent]
    head = f"Told by {event.named(one.printed)}, not found in {in_whom(quiet)}"
    head += moment.caution(event, beside=unsure)
    values = {
        outlet: (0.0, whole(said.text, _LONGEST), [said.passage])
        for outlet, said in one.printed.items()
    }
    later = f" Perhaps of another day: {event.named(one.later)}." if one.later else ""
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=head,
        sentence=f"{head}: {told}",
        number=f"{'at least ' * bool(unsure)}{len(one.printed)} of {number_of(n, 'outlet')}",
        why="Not found: hardly any of the words that these have in common stand together there. "
        f"Told in quite other words it may be there.{silent_too(quiet)}{later}"
        f"{event.beside(one.printed)}",
        strength=len(one.printed) / n,
        weight=LISTED,  # in other words it may stand elsewhere
        topic=one.printed[shown[0]].text[:40],
        n=n,
        about=one.silent[0],
        chart=CHART,
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes([*one.printed, *one.silent]),
        proof=Proof(verbatim=tuple(said.text for said in one.printed.values())),
    )
