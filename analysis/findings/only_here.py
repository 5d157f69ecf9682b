"""What stands in one outlet only: people, names, numbers and words that it comes back to."""

from __future__ import annotations

from collections import Counter, defaultdict

from analysis import languages
from analysis.findings import targets
from analysis.findings.finding import (
    CENSUS,
    Event,
    Finding,
    Proof,
    absent,
    number_of,
    plain,
    quoted,
    times,
)
from analysis.findings.phrases import persons
from analysis.findings.targets import Target
from analysis.measures.overlap.features import stem

KIND, CHART = "only here", "fact_map"
_LEAST = 2  # mentions of a name from which an article is partly about it
_MOST = 4  # names in one sentence
_OFTEN = 6  # uses of a word from which it is what the article is about


def only_here(event: Event) -> list[Finding]:
    """Names, numbers and words that stand in one outlet only, those of one kind in one sentence."""
    groups: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets.names(event, ("person", "place", "name", "number")):
        here = target.carriers
        if len(here) != 1 or len(event.outlets) < 2 or not _is_told(event, target, here[0]):
            continue
        if not any(targets.hinted(event, target.name, o) for o in event.outlets if o != here[0]):
            groups[here[0], target.kind].append(target)
    found = [_names(event, *key, members) for key, members in groups.items()]
    found += _words(event)
    if found:
        return found
    why = "No name that stands twice, no number and no frequent word is in one outlet alone."
    return [absent(KIND, "What one outlet alone has", why, chart=CHART)]


def _is_told(event: Event, target: Target, outlet: str) -> bool:
    least = 1 if target.kind in ("number", "person") else _LEAST
    return target.counts[outlet][0] >= least and not targets.is_own_name(event, target.name, outlet)


def _names(event: Event, outlet: str, kind: str, members: list[Target]) -> Finding:
    ranked = sorted(members, key=lambda one: (-one.total, one.name))
    top = ranked[:_MOST]
    total = sum(int(one.total) for one in top)
    if kind == "number":
        ranked = top = ranked[:1]
        total = int(top[0].total)
        said = f"gives the number {top[0].name}"
    else:
        said = f"mentions {persons(plain(one.name) for one in top)}"
    often = f", {times(total)}" if len(top) == 1 else ""
    ids = [passage for one in top for passage in one.counts[outlet][1]]
    weight = {"person": 0.42, "name": 0.35, "number": 0.3}.get(kind, 0.2)
    weight += 0.25 * min(1, total / 10) + 0.05 * (len(top) > 1)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"Only {event.outlets[outlet]} {said}{often}",
        number=f"{number_of(total, 'mention')}, none elsewhere",
        why="Neither the names nor shorter forms of them stand elsewhere. "
        "What is told in other words is not found.",
        strength=weight,
        weight=weight,
        topic=top[0].name,
        n=total,
        about=outlet,
        chart=CHART,
        bars=event.bars({outlet: (float(total), f"{total}", ids)}, outlet),
        notes=event.notes(event.outlets),
        proof=Proof(
            silent=tuple(n for o, n in event.outlets.items() if o != outlet),
            never=tuple(one.name.removeprefix("the ").strip("“”") for one in top),
            counted=True,
        ),
    )


def _words(event: Event) -> list[Finding]:
    """A word, no name, that one outlet uses often and no other has in any form."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    body = event.corpus.tokens.filter(kind="body")
    columns = ("article_id", "start", "end", "word")
    for article, start, end, word in body.select(columns).iter_rows():
        outlet, root = event.owners[article], stem(word)
        counted[root][outlet] += 1
        places[root, outlet].append(f"{article}:{start}-{end}")
        forms[root][event.texts[article][start:end]] += 1
    skip = languages.read().function_words
    found = []
    for root, outlets in counted.items():
        shown, n = forms[root].most_common(1)[0][0], sum(outlets.values())
        if len(outlets) == 1 and n >= _OFTEN and _is_word(shown) and shown not in skip:
            outlet = next(iter(outlets))
            if not _elsewhere(event, root, outlet):
                found.append(_word(event, outlet, shown, n, places[root, outlet]))
    return found


def _is_word(shown: str) -> bool:
    return shown.islower() and shown.isalpha() and len(shown) > 3


def _elsewhere(event: Event, root: str, outlet: str) -> bool:
    return any(root in text.lower() for o, text in event.printed.items() if o != outlet)


def _word(event: Event, outlet: str, shown: str, n: int, ids: list[str]) -> Finding:
    weight = 0.3 + 0.35 * min(1, (n - _OFTEN) / 10)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"Only {event.outlets[outlet]} writes of {quoted(shown)}, {times(n)}",
        number=f"{number_of(n, 'mention')}, none elsewhere",
        why="In any form of the word. No other outlet has one.",
        strength=weight,
        weight=weight,
        topic=shown,
        n=n,
        about=outlet,
        chart="keyness",
        bars=event.bars({outlet: (float(n), f"{n}", ids)}, outlet),
        notes=event.notes(event.outlets),
        proof=Proof(
            silent=tuple(name for o, name in event.outlets.items() if o != outlet),
            never=(shown,),
            counted=True,
        ),
    )
