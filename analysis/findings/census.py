"""Findings that are counts of these texts: names, omissions, facts found in one outlet only."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from analysis import tables
from analysis.findings.finding import (
    CENSUS,
    Event,
    Finding,
    Values,
    absent,
    number_of,
    per_outlet,
    places,
    plain,
    quoted,
    some_others,
    times,
)
from analysis.measures import base, framing

_OWN_WORDS = 10  # a judging word in the outlet's own voice comes before one in another's
_PLURALS = frozenset(("people", "men", "women", "children"))
_LEAST_MENTIONS = 2  # a name that stands once says little about what an article is on


def naming(event: Event) -> list[Finding]:
    """Judging words for an actor that one outlet alone uses, and in whose voice."""
    kind, chart = "naming", "naming_dots"
    corpus = event.corpus
    rows = framing.naming(corpus.mentions, corpus.articles)
    judging = rows.filter(label="evaluative").with_columns(word=pl.col("called").str.to_lowercase())
    found = []
    for (actor, _), group in judging.group_by("actor", "word", maintain_order=True):
        outlets = group["outlet"].unique(maintain_order=True).to_list()
        if len(outlets) > 1 or len(event.outlets) < 2:
            continue
        outlet, n = outlets[0], int(group["n"].sum())
        everyone = per_outlet(event, rows.filter(actor=actor, label="evaluative"), "n")
        own = len(group.filter(voice="outlet", kind="body")) > 0
        total = int(rows.filter(actor=actor, outlet=outlet)["n"].sum())
        uses: Values = dict.fromkeys(everyone, (0.0, "0", []))
        uses |= {outlet: (float(n), str(n), group["evidence"].explode().to_list())}
        found.append(
            Finding(
                kind=kind,
                basis=CENSUS,
                stands=True,
                sentence=(
                    f"Only {event.outlets[outlet]} calls {event.actor(str(actor))} "
                    f"{quoted(group['called'][0])}, {times(n)}, {places(group)}"
                ),
                number=f"{n} of {number_of(total, 'mention')}",
                why="No other outlet uses the word for this actor.",
                strength=_OWN_WORDS * own + n,
                n=total,
                about=outlet,
                chart=chart,
                bars=event.bars(uses, outlet),
            )
        )
    if found:
        return found
    if not event.actors:
        return [absent(kind, "Naming", "Not looked at: event.toml names no actors.", chart=chart)]
    why = "No judging word listed in event.toml is used by one outlet alone."
    return [absent(kind, "Judging words for an actor", why, chart=chart)]


def omission(event: Event) -> list[Finding]:
    """What an outlet never mentions although most others do."""
    targets = {
        "omission_map": _concepts(event),
        "naming_dots": _actors(event),
        "fact_map": _proper_names(event),
    }
    found = [
        _omitted(event, chart, outlet, *target)
        for chart, listed in targets.items()
        for target in listed
        for outlet in _silent(event, target[2])
    ]
    if found:
        return found
    why = "Every concept, actor and name that most outlets mention is in every outlet."
    return [absent("omission", "What one outlet never mentions", why)]


_Counts = dict[str, tuple[float, list[str]]]  # outlet → mentions, evidence
_Target = tuple[str, str, _Counts]  # how the sentence names it, what the count is of, counts


def _silent(event: Event, counts: _Counts) -> Iterator[str]:
    """The outlets without a mention, where more than half of the others have one."""
    for outlet in event.outlets:
        rest = [counts[other][0] for other in event.outlets if other != outlet and other in counts]
        have = sum(value > 0 for value in rest)
        enough = have > len(rest) / 2 and have >= min(2, len(event.outlets) - 1)
        if outlet in counts and not counts[outlet][0] and enough:
            yield outlet


def _omitted(
    event: Event, chart: str, outlet: str, said: str, what: str, counts: _Counts
) -> Finding:
    sentences = _sentences(event)
    rest = [other for other in counts if other != outlet]
    have = sum(counts[other][0] > 0 for other in rest)
    mentions = sum(counts[other][0] for other in rest)
    expected = sentences[outlet] * mentions / max(1, sum(sentences[other] for other in rest))
    n = sentences[outlet]
    return Finding(
        kind="omission",
        basis=CENSUS,
        stands=True,
        sentence=(
            f"{event.outlets[outlet]} never {said}; {some_others(have, len(rest))} "
            f"do{'es' * (have == 1)}"
        ),
        number=f"0 of {number_of(n, 'sentence')}",
        why=f"Nor does a headline. At the others’ rate there would be {expected:.0f}. {what}",
        strength=expected,
        n=n,
        about=outlet,
        chart=chart,
        bars=event.bars({k: (v, f"{v:.0f}", ids) for k, (v, ids) in counts.items()}, outlet),
    )


def _sentences(event: Event) -> dict[str, int]:
    """Outlet → sentences in which mentions were looked for."""
    corpus = event.corpus
    read = base.sentences(corpus.articles, corpus.sentences, corpus.paragraphs)
    return base.sizes(corpus.articles, read)


def _concepts(event: Event) -> Iterator[_Target]:
    corpus = event.corpus
    rows = framing.coverage(corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts)
    rows = rows.with_columns(value=pl.col("value") + pl.col("headlines"))
    for concept, name in (
        corpus.concepts.select("concept", "name").unique(maintain_order=True).iter_rows()
    ):
        summed = per_outlet(event, rows.filter(target=concept), "value")
        terms = corpus.concepts.filter(concept=concept)["term"]
        what = f"The concept is a list of terms: {', '.join(map(plain, terms))}."
        counts = {outlet: (row["value"], row["evidence"]) for outlet, row in summed.items()}
        yield f"touches on {quoted(name)}", what, counts


def _actors(event: Event) -> Iterator[_Target]:
    mentions = event.corpus.mentions.with_columns(
        outlet=pl.col("article_id").replace_strict(event.owners, return_dtype=pl.String),
        evidence=tables.passage_id(),
        n=pl.lit(1.0),
    )
    for actor, name in event.actors.items():
        if any(_is_own_name(event, name, outlet) for outlet in event.outlets):
            continue
        mine = mentions.filter(pl.col("label") != "pronoun", actor=actor)
        summed = per_outlet(event, mine, "n")
        counts = dict.fromkeys(event.outlets, (0.0, []))
        counts |= {outlet: (row["n"], row["evidence"]) for outlet, row in summed.items()}
        ids = mine.filter(label="name")["evidence"]
        yield (
            f"mentions {event.with_article(name, ids)}",
            "Names and roles of event.toml; “he” and “she” are not counted.",
            counts,
        )


def _proper_names(event: Event) -> Iterator[_Target]:
    """Names found in the texts alone, where event.toml has no concepts."""
    if len(event.corpus.concepts):
        return
    for target, _, counts in _facts(event, ("person", "place", "name")):
        have = sum(value > 0 for value, _ in counts.values())
        own = any(_is_own_name(event, target, outlet) for outlet in event.outlets)
        if 2 * have >= len(event.outlets) and not _is_initials(target) and not own:
            hinted = event.kin.of(target)
            sure = {
                outlet: count
                for outlet, count in counts.items()
                if count[0] or outlet not in hinted
            }
            ids = [passage for _, passages in counts.values() for passage in passages]
            yield (
                f"mentions {event.with_article(plain(target), ids)}",
                "A name found by its form.",
                sure,
            )


def only_here(event: Event) -> list[Finding]:
    """Names and numbers that stand in one outlet only."""
    kind, chart = "only here", "fact_map"
    found = []
    for target, fact, counts in _facts(event, ("person", "place", "name", "number")):
        here = [outlet for outlet, (value, _) in counts.items() if value]
        if len(here) != 1 or len(event.outlets) < 2:
            continue
        outlet, n = here[0], counts[here[0]][0]
        if n < _LEAST_MENTIONS and fact != "number":
            continue
        if _is_own_name(event, target, outlet) or (fact == "number" and not _counts(target)):
            continue
        if event.kin.of(target) - {outlet}:
            continue
        said = (
            f"gives the number {quoted(target)}"
            if fact == "number"
            else f"mentions {event.with_article(target, counts[outlet][1])}"
        )
        found.append(
            Finding(
                kind=kind,
                basis=CENSUS,
                stands=True,
                sentence=f"Only {event.outlets[outlet]} {plain(said)}, {times(int(n))}",
                number=f"{number_of(int(n), 'mention')}, none elsewhere",
                why=(
                    "Neither it nor a shorter form of it stands elsewhere. "
                    "Told in other words it is not found."
                ),
                strength=n + 0.5 * (fact == "number"),
                n=int(n),
                about=outlet,
                chart=chart,
                bars=event.bars(
                    {k: (v, f"{v:.0f}", list(e)) for k, (v, e) in counts.items()}, outlet
                ),
            )
        )
    if found:
        return found
    why = "No name that stands twice, and no number, is in one outlet alone."
    return [absent(kind, "Facts that one outlet alone has", why, chart=chart)]


def _facts(event: Event, facts: tuple[str, ...]) -> Iterator[tuple[str, str, _Counts]]:
    """Each fact of these kinds with its mentions by outlet; an outlet that has none has 0."""
    summed = (
        event.facts.filter(pl.col("fact").is_in(facts))
        .group_by("target", "fact", "outlet", maintain_order=True)
        .agg(pl.col("value").sum(), pl.col("evidence").explode().drop_nulls())
    )
    found: dict[tuple[str, str], _Counts] = {}
    for target, fact, outlet, value, evidence in summed.iter_rows():
        found.setdefault((target, fact), {})[outlet] = (value, evidence)
    printing = set(event.owners.values())
    nothing: _Counts = {outlet: (0.0, []) for outlet in event.outlets if outlet in printing}
    for (target, fact), counts in found.items():
        yield target, fact, nothing | counts


def _is_initials(name: str) -> bool:
    """U.S., GOP, ISIS: what the letters stand for may be written out elsewhere."""
    return len(name) <= 5 and name.isupper()


def _counts(target: str) -> bool:
    """Whether a number counts things: "75 years", but not "two leaders", "5 p.m.", "five past"."""
    figure = re.match(r"\d+", target.replace(",", ""))
    words = target.lower().split()
    small = (figure is not None and int(figure[0]) < 3) or words[0] in ("one", "two", "first")
    plural = words[-1].endswith("s") and not words[-1].endswith("ss")
    return not small and (plural or words[-1] in _PLURALS)


def _is_own_name(event: Event, target: str, outlet: str) -> bool:
    return target.lower() in event.outlets[outlet].lower()
