"""What some outlets never mention, although others do: all that are silent are named."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.findings import targets
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, others, some_others
from analysis.findings.phrases import begun, count, do_not, of_all
from analysis.findings.silence import Printed
from analysis.findings.targets import Target
from analysis.phrasing import listed

KIND = "omission"
_VERBS = {
    "concept": ("touch", " on"),
    "phrase": ("use", " the words"),
    "number": ("give", " the number"),
}
_SPLIT = ("number",)  # kinds of which two outlets are enough, for many a text gives none
_WEIGHTS = {
    "concept": 0.6,
    "person": 0.5,
    "actor": 0.45,
    "phrase": 0.15,
    "name": 0.3,
    "place": 0.2,
    "number": 0.3,
}


def omission(event: Event) -> list[Finding]:
    """What some outlets never mention and at least half of the outlets do."""
    printed = Printed(event)
    found = []
    for target in _targets(event):
        silent = _silent(event, printed, target)
        have, everyone = len(target.carriers), len(event.outlets)
        wide = 2 * have >= everyone or (target.kind in _SPLIT and 4 * have >= everyone)
        if silent and have >= min(2, everyone - 1) and wide:
            found.append(_omitted(event, target, silent))
    if found:
        return found
    why = "Every concept, actor and name that most outlets mention is in every outlet."
    return [absent(KIND, "What some outlets never mention", why)]


def _targets(event: Event) -> Iterator[Target]:
    """Concepts and actors of event.toml, then names found in the texts that are none of these."""
    yield from targets.concepts(event)
    known = set()
    for target in targets.actors(event):
        known |= {word for word in target.name.lower().split() if word != "the"}
        yield target
    yield from targets.names(event, ("number",))
    for target in targets.names(event):
        if not known & set(target.name.lower().split()):
            yield target


def _silent(event: Event, printed: Printed, target: Target) -> list[str]:
    """The outlets without any mention, not even of a word like it."""
    return [
        outlet
        for outlet in event.comparable
        if not target.counts.get(outlet, (1, []))[0] and _surely(event, printed, target, outlet)
    ]


def _surely(event: Event, printed: Printed, target: Target, outlet: str) -> bool:
    if target.kind in ("concept", "phrase"):
        roots = tuple(term.lower() for term in target.terms if term.isalpha())
        if any(word.startswith(roots) for word in event.words[outlet]):
            return False  # "risks", where the term is "risk"
        # the words of a term apart, but close together
        return not any(" " in term and printed.share(outlet, term)[0] >= 1 for term in target.terms)
    return not targets.hinted(event, target.name, outlet)


def _omitted(event: Event, target: Target, silent: list[str]) -> Finding:
    names = [event.outlets[outlet] for outlet in silent]
    n, have = targets.sizes(event), len(target.carriers)
    sentences = sum(n[outlet] for outlet in silent)
    rate = target.total / max(1, sum(n[outlet] for outlet in target.carriers))
    expected, everyone = sentences * rate, len(event.outlets)
    verb, on = _VERBS.get(target.kind, ("mention", ""))
    if len(silent) == 1:
        do = "does" if have == 1 else "do"
        rest = some_others(have, everyone - 1) if have < everyone - 1 else others(have)
        ending = "es" if verb == "touch" else "s"
        sentence = f"{names[0]} never {verb}{ending}{on} {target.name}; {rest} {do}"
    elif 2 * have < everyone:
        carriers = of_all([event.outlets[outlet] for outlet in target.carriers], everyone)
        sentence = f"{carriers} {verb}{on} {target.name}{do_not(names, have, everyone)}"
    else:
        how_many = f"{count(len(silent))} of {count(everyone)} outlets"
        sentence = begun(f"{how_many} never {verb}{on} {target.name}: {listed(names)}")
    values = {o: (v, f"{v:.0f}", ids) for o, (v, ids) in target.counts.items()}
    room = min(1.0, target.total / max(1, have) / 5)
    weight = _WEIGHTS.get(target.kind, 0.3) + 0.15 * room
    weight += 0.1 * min(1, 4 * have * len(silent) / everyone**2)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=sentence,
        number=f"0 of {number_of(sentences, 'sentence')}",
        why=f"Nor does a headline. The others’ rate would give {expected:.0f}. {target.what}",
        strength=weight,
        weight=weight,
        topic=target.name,
        n=sentences,
        about=silent[0],
        chart=target.chart,
        bars=event.bars(values, *silent),
        notes=event.notes(silent),
        proof=_proof(target, names),
    )


def _proof(target: Target, names: list[str]) -> Proof:
    found = target.kind not in ("concept", "phrase")
    last = target.name.removeprefix("the ").strip("“”")
    words = last.split()[-1] if target.kind == "person" else last
    return Proof(silent=tuple(names), never=(words,) if found else (), counted=found)
